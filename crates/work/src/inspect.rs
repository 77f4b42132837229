//! What the station understands of an outside file, for whoever asks “why was this refused?”. Each kind runs the very
//! code that jobs and uploads run.

use serde::Serialize;

/// What was understood, as `bellwether inspect --json` prints it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Inspection {
    /// Which reader.
    pub kind: &'static str,
    /// Which file.
    pub file: String,
    /// Whether the station would use it.
    pub ok: bool,
    /// What it found.
    pub items: Vec<serde_json::Value>,
    /// What is wrong, where, and what to do.
    pub problems: Vec<Problem>,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Where: a line, a column, a field.
    pub at: String,
    /// What.
    pub what: String,
    /// What to do.
    pub remedy: String,
}

impl Problem {
    /// A problem.
    pub fn new(at: impl Into<String>, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { at: at.into(), what: what.into(), remedy: remedy.into() }
    }
}

impl Inspection {
    /// A file that the station would use, perhaps with complaints.
    pub fn understood(
        kind: &'static str,
        file: &str,
        items: Vec<serde_json::Value>,
        problems: Vec<Problem>,
    ) -> Self {
        Self { kind, file: file.to_owned(), ok: true, items, problems }
    }

    /// A file that it would not.
    pub fn refused(kind: &'static str, file: &str, problem: Problem) -> Self {
        Self { kind, file: file.to_owned(), ok: false, items: Vec::new(), problems: vec![problem] }
    }
}

/// The kinds that can be inspected.
pub const KINDS: [&str; 11] = [
    "table",
    "html",
    "image",
    "alerts",
    "cap",
    "radar",
    "observation",
    "forecast",
    "metar",
    "air",
    "climate",
];
