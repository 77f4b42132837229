//! Tables from outside → rows of text, under caps, with a note for every liberty taken.
//!
//! [`read`] takes delimited text (CSV, TSV and kin) whose first line is its header, as sources publish it. [`find`]
//! takes anything: a workbook, a web page, JSON, text that was pasted, cells that ran together; what it finds is more
//! of a proposal, and [`Proposal`] says what a person should look at.
//!
//! Of delimited text: the shape is RFC 4180 as people really write it. What is decided here, once:
//!
//! - **Encoding**: a byte-order mark is obeyed (UTF-8, UTF-16); without one, UTF-16 is recognised by its zero bytes;
//!   all else is UTF-8, and bytes that are not valid UTF-8 are read as Windows-1252 and noted.
//! - **Delimiter**: `,` `;` tab or `|`, whichever splits the first records most evenly; a spreadsheet's `sep=;` line
//!   is obeyed. Without any of them the sheet has one column.
//! - **Quotes**: `"` around a cell, doubled inside. A quote that is never closed refuses the file, because every
//!   row after it would be lost in one cell. A quoted cell over several lines with text after its closing quote is
//!   most likely the same mistake, closed by the next quote below: that row is refused.
//! - **Cells** are trimmed unless quoted. Control characters are removed and noted; a NUL byte refuses the file.
//! - **Blank lines**, and lines of nothing but delimiters, are skipped.
//! - **A short row** is kept and padded with empty cells (an empty cell is "no figure", never zero) and noted. But
//!   a short last row without a line end means that the file was cut off: that row is refused, because its last
//!   figure may be half a figure. (A cut inside the last cell of a whole row cannot be seen here: the one who
//!   fetches must compare the length that was announced.)
//! - **A long row** is refused and noted, because nobody can tell which cell is the one too many; if all that is
//!   too many is blank, the row is kept and the blanks dropped.
//! - **Over a limit**: the whole file is refused. A table cut to fit would be wrong without looking wrong.
//!
//! The `csv` crate is the oracle in the tests, but not the engine: it accepts an unclosed quote at the end of the
//! file without a word, and it does not tell a row that was cut off from one that is complete.

mod body;
mod delimiter;
mod disguise;
mod encoding;
mod error;
mod find;
mod grid;
mod header;
mod json;
mod markup;
mod notes;
mod number;
mod page;
mod pasted;
mod proposal;
mod split;
pub mod together;
mod workbook;

pub use encoding::from_windows_1252;
pub use error::Error;
pub use find::{Form, Found, Wanted, find};
pub use number::{NumberError, decimal, number};
pub use proposal::{Column, Kind, Proposal, TotalsRow};

/// How much a file may ask of us; over any of these it is refused whole.
///
/// Beside the file itself, reading takes at most about 3 × `bytes` while a text is recoded (nothing for UTF-8), plus
/// some 60 bytes for each cell and the cells' text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file, and of its text as UTF-8.
    pub bytes: u64,
    /// Rows below the header.
    pub rows: usize,
    /// Columns of the header.
    pub columns: usize,
    /// Bytes of one cell, as UTF-8.
    pub cell: usize,
    /// Cells in all rows together, padding included: a wide header over many short rows is small as a file and
    /// large in memory.
    pub cells: usize,
}

impl Default for Limits {
    /// 64 MiB, 200,000 rows, 512 columns, 16 KiB a cell, 2,000,000 cells.
    fn default() -> Self {
        Limits { bytes: 64 << 20, rows: 200_000, columns: 512, cell: 16 << 10, cells: 2_000_000 }
    }
}

/// A table as it was written: names and text, no meaning yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The header: trimmed, runs of white space as one space, each name once. A nameless column among named ones
    /// is called by its place, "column 3"; nameless columns at the end are dropped.
    pub columns: Vec<String>,
    /// The rows that could be read, each with exactly as many cells as there are columns.
    pub rows: Vec<Row>,
    /// How many rows were refused. The first of them are in `notes`.
    pub refused: u64,
    /// What was doubtful, in the order found, at most about a hundred; the last one says how many were left out.
    pub notes: Vec<Note>,
}

impl Sheet {
    /// Where the column of exactly this name stands, counted from 0.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }
}

/// One record of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The line of the file on which the record begins, counted from 1.
    pub line: u64,
    /// The text of each column.
    pub cells: Vec<String>,
}

/// Something doubtful in a file that was read all the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// The place: "line 12, column cases".
    pub at: String,
    /// What was found and what was done about it.
    pub what: String,
    /// What the file's owner or the desk can do.
    pub remedy: String,
}

/// Reads a delimited text file.
///
/// # Errors
/// When the bytes are not a table (empty, a web page, JSON, XML, compressed, binary), a quote is left open, two
/// columns have one name, or a limit is passed.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Sheet, Error> {
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limits.bytes {
        return Err(Error::TooLarge { limit: limits.bytes });
    }
    disguise::refuse_binary(bytes)?;
    let mut notes = notes::Notes::default();
    let text = encoding::decode(bytes, limits.bytes, &mut notes)?;
    // A file from DOS may end in its end-of-file mark.
    let text = text.trim_end_matches('\u{1a}');
    disguise::refuse_text(text)?;
    let mut records = delimiter::records(text, limits);
    let columns = header::read(&mut records, limits, &mut notes)?;
    let body = body::read(&mut records, &columns, limits, &mut notes)?;
    Ok(Sheet { columns, rows: body.rows, refused: body.refused, notes: notes.finish() })
}
