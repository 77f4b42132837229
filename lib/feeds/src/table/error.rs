//! Why a whole file was refused: the place, the reason, the remedy.

use std::fmt;

use super::Note;

/// Why a file is not read as a table.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The file, or its text once recoded as UTF-8, is over the limit of this many bytes.
    TooLarge {
        /// The limit, in bytes.
        limit: u64,
    },
    /// Nothing is in it but blanks.
    Empty,
    /// It is a web page, most often an error page or a login.
    Html {
        /// The page's own title, shortened, if it has one. Outside text: escape it before showing it.
        title: Option<String>,
    },
    /// It is an XML document.
    Xml,
    /// It is a JSON document.
    Json,
    /// It is a known kind of binary file.
    Binary {
        /// The kind, as words: "gzip-compressed data".
        kind: &'static str,
    },
    /// It is a spreadsheet workbook that cannot be read.
    Workbook {
        /// Why, shortened.
        why: String,
    },
    /// It is not valid JSON.
    JsonSyntax {
        /// Line of the mistake.
        line: u64,
        /// Its column.
        column: usize,
        /// What is wrong, shortened.
        why: String,
    },
    /// It is JSON without a table at the place that was asked for.
    JsonShape {
        /// Why, as a clause.
        why: String,
        /// Paths that lead to a table.
        there: Vec<String>,
    },
    /// The sheet or table that was asked for is not there.
    NotFound {
        /// What was asked for, shortened.
        wanted: String,
        /// What there is.
        there: Vec<String>,
    },
    /// Something is wrong inside a part of the file.
    Inside {
        /// The part: "sheet “Data”".
        part: String,
        /// What its rows are called: "row".
        unit: &'static str,
        /// What is wrong there.
        error: Box<Error>,
    },
    /// It holds a NUL byte, which no text has.
    Nul {
        /// Line of the first one.
        line: u64,
    },
    /// A quote opens a cell and is never closed.
    UnclosedQuote {
        /// The line with the opening quote.
        line: u64,
        /// The column, by its name or its place.
        column: String,
    },
    /// Two columns have the same name.
    DuplicateColumn {
        /// The header's line.
        line: u64,
        /// The name, shortened.
        name: String,
        /// Place of the first, counted from 1.
        first: usize,
        /// Place of the second, counted from 1.
        second: usize,
    },
    /// More columns than the limit.
    TooManyColumns {
        /// The header's line.
        line: u64,
        /// The limit.
        limit: usize,
    },
    /// More rows than the limit.
    TooManyRows {
        /// Line of the first row over it.
        line: u64,
        /// The limit.
        limit: usize,
    },
    /// More cells than the limit.
    TooManyCells {
        /// Line of the first row over it.
        line: u64,
        /// The limit.
        limit: usize,
    },
    /// One cell is larger than the limit.
    CellTooLarge {
        /// The line on which the cell begins.
        line: u64,
        /// The column, by its name or its place.
        column: String,
        /// The limit, in bytes.
        limit: usize,
    },
}

impl Error {
    /// The place: "line 12, column cases", or "the file".
    pub fn at(&self) -> String {
        match self {
            Error::TooLarge { .. }
            | Error::Empty
            | Error::Html { .. }
            | Error::Xml
            | Error::Json
            | Error::Workbook { .. }
            | Error::JsonShape { .. }
            | Error::NotFound { .. }
            | Error::Binary { .. } => "the file".to_owned(),
            Error::JsonSyntax { line, column, .. } => format!("line {line}, column {column}"),
            Error::Inside { part, unit, error } => super::notes::inside(part, unit, &error.at()),
            Error::Nul { line }
            | Error::DuplicateColumn { line, .. }
            | Error::TooManyColumns { line, .. }
            | Error::TooManyRows { line, .. }
            | Error::TooManyCells { line, .. } => format!("line {line}"),
            Error::UnclosedQuote { line, column } | Error::CellTooLarge { line, column, .. } => {
                format!("line {line}, column {column}")
            }
        }
    }

    /// What is wrong, as a clause that can stand alone.
    pub fn what(&self) -> String {
        match self {
            Error::TooLarge { limit } => format!("larger than {limit} bytes"),
            Error::Empty => "nothing is in it".to_owned(),
            Error::Html { title: None } => "a web page, not a table".to_owned(),
            Error::Html { title: Some(title) } => format!("a web page titled “{title}”, not a table"),
            Error::Xml => "an XML document, not delimited text".to_owned(),
            Error::Json => "a JSON document, not delimited text".to_owned(),
            Error::Binary { kind } => format!("{kind}, not delimited text"),
            Error::Workbook { why } => format!("a workbook that cannot be read: {why}"),
            Error::JsonSyntax { why, .. } => format!("not valid JSON: {why}"),
            Error::JsonShape { why, there } if there.is_empty() => why.clone(),
            Error::JsonShape { why, there } => format!("{why}; there is {}", there.join(", ")),
            Error::NotFound { wanted, there } => {
                format!("there is no table “{wanted}”; there is {}", there.join(", "))
            }
            Error::Inside { error, .. } => error.what(),
            Error::Nul { .. } => "a NUL byte: binary data or a damaged file".to_owned(),
            Error::UnclosedQuote { .. } => "a quote is opened and never closed".to_owned(),
            Error::DuplicateColumn { name, first, second, .. } => {
                format!("columns {first} and {second} are both named “{name}”")
            }
            Error::TooManyColumns { limit, .. } => format!("more than {limit} columns"),
            Error::TooManyRows { limit, .. } => format!("more than {limit} rows"),
            Error::TooManyCells { limit, .. } => format!("more than {limit} cells"),
            Error::CellTooLarge { limit, .. } => format!("a cell larger than {limit} bytes"),
        }
    }

    /// What can be done about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            Error::TooLarge { .. } | Error::TooManyRows { .. } | Error::TooManyCells { .. } => {
                "ask the source for a smaller file (fewer days or places), or raise the limit"
            }
            Error::Empty => "check that the source's address still gives the file",
            Error::Html { .. } => {
                "open the source's address in a browser: it may need a login or have moved; use the address of the file itself"
            }
            Error::Xml | Error::Json => "choose the source's CSV download, or the reader for this format",
            Error::Binary { .. } => "unpack it or export it as CSV first",
            Error::Workbook { .. } => {
                "open and save it again as XLSX, without a password, or export it as CSV"
            }
            Error::JsonSyntax { .. } => "fetch the file again: it may have been cut off",
            Error::JsonShape { .. } => "say where the table is, such as data.counties[] or /data/counties",
            Error::NotFound { .. } => "choose one by its name or by its number, counted from 1",
            Error::Inside { error, .. } => error.remedy(),
            Error::Nul { .. } => "export the file again as CSV in UTF-8",
            Error::UnclosedQuote { .. } => "close the quote, or double it if it belongs to the text",
            Error::DuplicateColumn { .. } => "give each column its own name",
            Error::TooManyColumns { .. } => {
                "check that the first line is the header; drop columns, or raise the limit"
            }
            Error::CellTooLarge { .. } => {
                "look for a quote that is never closed near this line; else shorten the text or raise the limit"
            }
        }
    }

    /// The same as a note, for lists that hold both.
    pub fn note(&self) -> Note {
        Note { at: self.at(), what: self.what(), remedy: self.remedy().to_owned() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.at(), self.what(), self.remedy())
    }
}

impl std::error::Error for Error {}
