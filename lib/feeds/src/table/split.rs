//! Text and a delimiter → records, borrowing from the text.
//!
//! Delimiters, quotes and line ends are ASCII, so the scan goes by bytes and every cut is between characters.

use std::borrow::Cow;

use super::header::is_unwanted;

/// Walks through the records of a text.
pub(super) struct Records<'a> {
    text: &'a str,
    at: usize,
    line: u64,
    delimiter: Option<u8>,
    largest_cell: usize,
    most_cells: usize,
}

/// One record; the same one is filled again and again.
#[derive(Default)]
pub(super) struct Record<'a> {
    /// The line on which it begins, counted from 1.
    pub(super) line: u64,
    /// Its cells, as many as may be kept.
    pub(super) cells: Vec<Cow<'a, str>>,
    /// Cells beyond those.
    pub(super) beyond: usize,
    /// Whether any of those beyond is not blank.
    pub(super) beyond_has_text: bool,
    /// Whether text follows a closing quote.
    pub(super) stray_quotes: bool,
    /// Whether it does so on another line than the opening quote: then, most likely, a quote was lost and rows were
    /// swallowed.
    pub(super) torn: bool,
    /// Whether a line end closes it; else the text ends here.
    pub(super) ended: bool,
}

/// What stops the walk.
#[derive(Debug)]
pub(super) enum Fault {
    CellTooLarge { line: u64, column: usize },
    UnclosedQuote { line: u64, column: usize },
}

impl Record<'_> {
    /// Whether it holds nothing: an empty line, or only delimiters.
    pub(super) fn is_blank(&self) -> bool {
        let is_blank = |character: char| character.is_whitespace() || is_unwanted(character);
        !self.beyond_has_text && self.cells.iter().all(|cell| cell.chars().all(is_blank))
    }
}

impl<'a> Records<'a> {
    /// Starts at the first line. Cells of more than `largest_cell` bytes are a fault; of each record the first
    /// `most_cells` cells are kept and the rest counted.
    pub(super) fn new(text: &'a str, delimiter: Option<u8>, largest_cell: usize, most_cells: usize) -> Self {
        Records { text, at: 0, line: 1, delimiter, largest_cell, most_cells }
    }

    /// Passes over the line at hand.
    pub(super) fn skip_line(&mut self) {
        self.bare(None);
        self.line_end();
    }

    /// Fills `record` with the next one; false at the end of the text.
    pub(super) fn next_into(&mut self, record: &mut Record<'a>) -> Result<bool, Fault> {
        if self.at >= self.text.len() {
            return Ok(false);
        }
        record.cells.clear();
        *record = Record { line: self.line, cells: std::mem::take(&mut record.cells), ..Record::default() };
        let mut column = 0;
        loop {
            let cell = self.cell(column, record)?;
            if column < self.most_cells {
                record.cells.push(cell);
            } else {
                record.beyond += 1;
                record.beyond_has_text |= !cell.trim().is_empty();
            }
            column += 1;
            if self.byte().is_some() && self.byte() == self.delimiter {
                self.at += 1;
                continue;
            }
            record.ended = self.byte().is_some();
            self.line_end();
            return Ok(true);
        }
    }

    fn cell(&mut self, column: usize, record: &mut Record<'a>) -> Result<Cow<'a, str>, Fault> {
        let (start, line) = (self.at, self.line);
        // Some writers put a blank between delimiter and quote.
        while self.byte() == Some(b' ') {
            self.at += 1;
        }
        let cell = if self.byte() == Some(b'"') {
            self.quoted(column, record)?
        } else {
            self.at = start;
            Cow::Borrowed(self.bare(self.delimiter).trim())
        };
        if cell.len() > self.largest_cell { Err(Fault::CellTooLarge { line, column }) } else { Ok(cell) }
    }

    /// Everything up to the delimiter or the line's end.
    fn bare(&mut self, delimiter: Option<u8>) -> &'a str {
        let start = self.at;
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        let end = rest.iter().position(|&byte| byte == b'\n' || byte == b'\r' || Some(byte) == delimiter);
        self.at = start + end.unwrap_or(rest.len());
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// A quoted cell, from its opening quote. Text after the closing quote is joined to it.
    fn quoted(&mut self, column: usize, record: &mut Record<'a>) -> Result<Cow<'a, str>, Fault> {
        let line = self.line;
        let mut cell = Cow::Borrowed("");
        self.at += 1;
        loop {
            let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
            let Some(length) = rest.iter().position(|&byte| byte == b'"') else {
                return Err(Fault::UnclosedQuote { line, column });
            };
            if cell.len().saturating_add(length) > self.largest_cell {
                return Err(Fault::CellTooLarge { line, column });
            }
            let piece = self.text.get(self.at..self.at + length).unwrap_or_default();
            self.line += line_ends(piece);
            join(&mut cell, piece);
            self.at += length + 1;
            if self.byte() != Some(b'"') {
                break;
            }
            join(&mut cell, "\"");
            self.at += 1;
        }
        let tail = self.bare(self.delimiter).trim_end();
        if !tail.trim().is_empty() {
            record.stray_quotes = true;
            record.torn |= self.line > line;
            if cell.len().saturating_add(tail.len()) > self.largest_cell {
                return Err(Fault::CellTooLarge { line, column });
            }
            join(&mut cell, tail);
        }
        Ok(cell)
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Passes over `\n`, `\r\n` or a lone `\r`.
    fn line_end(&mut self) {
        if self.byte() == Some(b'\r') {
            self.at += 1;
            if self.byte() == Some(b'\n') {
                self.at += 1;
            }
            self.line += 1;
        } else if self.byte() == Some(b'\n') {
            self.at += 1;
            self.line += 1;
        }
    }
}

fn join<'a>(cell: &mut Cow<'a, str>, piece: &'a str) {
    if cell.is_empty() {
        *cell = Cow::Borrowed(piece);
    } else if !piece.is_empty() {
        cell.to_mut().push_str(piece);
    }
}

fn line_ends(text: &str) -> u64 {
    let mut count = 0;
    let mut previous = 0;
    for byte in text.bytes() {
        count += u64::from(byte == b'\r' || byte == b'\n' && previous != b'\r');
        previous = byte;
    }
    count
}
