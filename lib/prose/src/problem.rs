//! What went wrong while reading, told to the person who can mend it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The most problems listed one by one.
pub(crate) const LISTED: usize = 100;

/// One thing in the input that could not be kept as it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The line of the input, counted from 1; none when the whole input is meant.
    pub line: Option<u32>,
    /// What is wrong, as a sentence.
    pub what: String,
    /// What to do about it, as a sentence.
    pub remedy: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(out, "line {line}: ")?;
        }
        write!(out, "{} {}", self.what, self.remedy)
    }
}

/// Collects problems and keeps the list readable: after [`LISTED`] it only counts.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    list: Vec<Problem>,
    more: usize,
}

impl Problems {
    pub(crate) fn add(&mut self, line: u32, what: impl Into<String>, remedy: impl Into<String>) {
        if self.list.len() >= LISTED {
            self.more += 1;
            return;
        }
        self.list.push(Problem { line: Some(line), what: what.into(), remedy: remedy.into() });
    }

    /// The list in order of lines, with a last entry that counts what was not listed.
    pub(crate) fn finish(mut self) -> Vec<Problem> {
        self.list.sort_by_key(|problem| problem.line);
        if self.more > 0 {
            self.list.push(Problem {
                line: None,
                what: format!("There are {} more problems.", self.more),
                remedy: "Mend these first, then look again.".to_owned(),
            });
        }
        self.list
    }
}

/// Foreign text as it may stand inside a sentence: one line, at most 60 characters.
pub(crate) fn quoted(raw: &str) -> String {
    let short: String = raw.chars().filter(|character| !character.is_control()).take(61).collect();
    if short.chars().count() > 60 {
        let cut: String = short.chars().take(59).collect();
        format!("“{cut}…”")
    } else {
        format!("“{short}”")
    }
}
