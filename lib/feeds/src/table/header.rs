//! The first record: the names of the columns.

use std::collections::HashMap;

use super::notes::{Notes, shortened};
use super::split::{Fault, Record, Records};
use super::{Error, Limits};

/// Reads the first record that is not blank as the header.
pub(super) fn read(
    records: &mut Records<'_>,
    limits: &Limits,
    notes: &mut Notes,
) -> Result<Vec<String>, Error> {
    let mut record = Record::default();
    loop {
        if !records.next_into(&mut record).map_err(|fault| refusal(&fault, &[], limits))? {
            return Err(Error::Empty);
        }
        if !record.is_blank() {
            break;
        }
    }
    if record.beyond_has_text {
        return Err(Error::TooManyColumns { line: record.line, limit: limits.columns });
    }
    if record.torn {
        let first = record.cells.first().map_or_else(String::new, |cell| plain_name(cell));
        return Err(Error::UnclosedQuote { line: record.line, column: shortened(&first) });
    }
    if record.stray_quotes {
        notes.stray_quotes(record.line);
    }
    if record.cells.iter().any(|cell| cell.chars().any(is_unwanted)) {
        notes.control_characters(record.line);
    }
    let mut columns: Vec<String> = record.cells.iter().map(|cell| plain_name(cell)).collect();
    while columns.last().is_some_and(String::is_empty) {
        columns.pop();
    }
    if columns.is_empty() {
        return Err(Error::Empty);
    }
    name_the_nameless(&mut columns, record.line, notes);
    refuse_duplicates(&columns, record.line)?;
    Ok(columns)
}

/// What a fault in a record means to the one who sent the file; the columns so far known give it its place.
pub(super) fn refusal(fault: &Fault, columns: &[String], limits: &Limits) -> Error {
    let called = |column: usize| match columns.get(column) {
        Some(name) => shortened(name),
        None => (column + 1).to_string(),
    };
    match *fault {
        Fault::CellTooLarge { line, column } => {
            Error::CellTooLarge { line, column: called(column), limit: limits.cell }
        }
        Fault::UnclosedQuote { line, column } => Error::UnclosedQuote { line, column: called(column) },
    }
}

/// Control characters that no table means to hold; tabs and line ends inside a quoted cell are meant.
pub(super) fn is_unwanted(character: char) -> bool {
    character.is_control() && !matches!(character, '\t' | '\n' | '\r')
}

/// A name without control characters, runs of white space as one.
pub(super) fn plain_name(cell: &str) -> String {
    let plain: String = cell.chars().filter(|character| !is_unwanted(*character)).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Calls a column without a name by its place.
pub(super) fn name_the_nameless(columns: &mut [String], line: u64, notes: &mut Notes) {
    for (place, column) in (1..).zip(columns) {
        if column.is_empty() {
            *column = format!("column {place}");
            notes.add(
                format!("line {line}, column {place}"),
                format!("the header has no name here; called “{column}”"),
                "name every column in the file's header",
            );
        }
    }
}

/// Each name may stand once.
pub(super) fn refuse_duplicates(columns: &[String], line: u64) -> Result<(), Error> {
    let mut seen = HashMap::new();
    for (place, column) in (1..).zip(columns) {
        if let Some(first) = seen.insert(column.as_str(), place) {
            return Err(Error::DuplicateColumn { line, name: shortened(column), first, second: place });
        }
    }
    Ok(())
}
