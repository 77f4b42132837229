//! A fault in a file that a person wrote: where it is, what is wrong, what to do. Settings, content packs and themes
//! all tell their faults in this shape, so that an editor can jump to each.

use std::fmt;

/// One fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Which file.
    pub file: String,
    /// Line, from 1, where one is known.
    pub line: Option<usize>,
    /// Column, from 1 and in characters, where one is known.
    pub column: Option<usize>,
    /// The keys that lead to the value, with dots between them, where it is one: `table.or-covid.title`.
    pub path: Box<str>,
    /// What is wrong, as a sentence.
    pub what: String,
    /// What to do, as a sentence.
    pub remedy: String,
}

impl Fault {
    /// A fault of a whole file.
    pub fn of_file(file: impl Into<String>, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        let path = Box::default();
        Self { file: file.into(), line: None, column: None, path, what: what.into(), remedy: remedy.into() }
    }

    /// The same fault at a line.
    pub fn at_line(mut self, line: usize) -> Self {
        self.line = Some(line);
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
            if let Some(column) = self.column {
                write!(f, ":{column}")?;
            }
        }
        write!(f, ": {}", self.what)?;
        if self.remedy.is_empty() { Ok(()) } else { write!(f, " {}", self.remedy) }
    }
}
