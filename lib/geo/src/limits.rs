//! What a file of shapes may cost, and what is wrong with one that is refused.

/// Caps on one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file. A JSON list takes at most about 16 times its text in memory, so this caps memory too.
    pub bytes: usize,
    /// Points of all shapes together.
    pub points: usize,
    /// Shapes with a name of their own (features).
    pub features: usize,
}

impl Default for Limits {
    /// Room for every county of the United States at 1:500,000, several times over.
    fn default() -> Self {
        Self { bytes: 16 << 20, points: 2_000_000, features: 50_000 }
    }
}

/// Why a file of shapes was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// More of something than [`Limits`] allows.
    #[error("has more than {limit} {what}")]
    TooLarge {
        /// What there is too much of.
        what: &'static str,
        /// How much is allowed.
        limit: usize,
    },
    /// No JSON, or not the JSON that was expected.
    #[error("line {line}, column {column}: {what}")]
    Json {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What the JSON reader says.
        what: String,
    },
    /// The format's own rules are broken.
    #[error("{place}: {what}")]
    Broken {
        /// Where: the name or number of the feature, arc or byte.
        place: String,
        /// What is wrong there.
        what: &'static str,
    },
}

impl Error {
    pub(crate) fn broken(place: impl Into<String>, what: &'static str) -> Self {
        Self::Broken { place: place.into(), what }
    }

    pub(crate) fn json(fault: &serde_json::Error) -> Self {
        let what = fault.to_string();
        let what = what.split(" at line ").next().unwrap_or_default().to_owned();
        Self::Json { line: fault.line(), column: fault.column(), what }
    }
}

/// Counts what a reader has taken so far against a cap.
pub(crate) struct Meter {
    what: &'static str,
    limit: usize,
    taken: usize,
}

impl Meter {
    pub(crate) fn new(what: &'static str, limit: usize) -> Self {
        Self { what, limit, taken: 0 }
    }

    pub(crate) fn take(&mut self, count: usize) -> Result<(), Error> {
        self.taken = self.taken.saturating_add(count);
        if self.taken > self.limit {
            return Err(Error::TooLarge { what: self.what, limit: self.limit });
        }
        Ok(())
    }
}
