//! The records below the header: kept, padded or refused.

use std::borrow::Cow;

use super::header::{is_unwanted, refusal};
use super::notes::{Notes, counted};
use super::split::{Record, Records};
use super::{Error, Limits, Row};

/// The rows read so far.
#[derive(Default)]
pub(super) struct Body {
    pub(super) rows: Vec<Row>,
    pub(super) refused: u64,
}

/// Reads the rest of the records against the header.
pub(super) fn read(
    records: &mut Records<'_>,
    columns: &[String],
    limits: &Limits,
    notes: &mut Notes,
) -> Result<Body, Error> {
    let mut body = Body::default();
    let mut record = Record::default();
    let mut cells = 0_usize;
    while records.next_into(&mut record).map_err(|fault| refusal(&fault, columns, limits))? {
        if record.is_blank() {
            continue;
        }
        if !fits(&record, columns.len(), notes) {
            body.refused += 1;
            continue;
        }
        if body.rows.len() >= limits.rows {
            return Err(Error::TooManyRows { line: record.line, limit: limits.rows });
        }
        cells = cells.saturating_add(columns.len());
        if cells > limits.cells {
            return Err(Error::TooManyCells { line: record.line, limit: limits.cells });
        }
        body.rows.push(row(&mut record, columns.len(), notes));
    }
    Ok(body)
}

/// Whether the record can be read under a header of `width` columns; notes why not, or what must be mended.
fn fits(record: &Record<'_>, width: usize, notes: &mut Notes) -> bool {
    let (line, count) = (record.line, record.cells.len() + record.beyond);
    if record.torn {
        notes.add(
            format!("line {line}"),
            "a quoted cell runs over several lines and text follows its closing quote; refused, with whatever rows \
             it swallowed"
                .to_owned(),
            "look for a quote that is never closed on this line",
        );
        return false;
    }
    if count > width {
        let surplus = record.cells.get(width..).unwrap_or_default();
        if !record.beyond_has_text && surplus.iter().all(|cell| cell.trim().is_empty()) {
            notes.blank_surplus(line);
            return true;
        }
        notes.add(
            format!("line {line}"),
            format!("{} where the header has {width}; the row was refused", counted(count, "cell")),
            "put quotes around text that holds the delimiter",
        );
        return false;
    }
    if count < width && !record.ended {
        notes.add(
            format!("line {line}"),
            format!("the file ends in this row after {count} of {width} cells; the row was refused"),
            "fetch the file again: it was cut off",
        );
        return false;
    }
    if count < width {
        notes.add(
            format!("line {line}"),
            format!("{} where the header has {width}; the rest was left empty", counted(count, "cell")),
            "check the row: empty means no figure, not zero",
        );
    }
    true
}

fn row(record: &mut Record<'_>, width: usize, notes: &mut Notes) -> Row {
    let line = record.line;
    if record.stray_quotes {
        notes.stray_quotes(line);
    }
    let mut cleaned = false;
    let mut cells = Vec::with_capacity(width);
    cells.extend(record.cells.drain(..).take(width).map(|cell| clean(cell, &mut cleaned)));
    cells.resize(width, String::new());
    if cleaned {
        notes.control_characters(line);
    }
    Row { line, cells }
}

fn clean(cell: Cow<'_, str>, cleaned: &mut bool) -> String {
    if cell.chars().any(is_unwanted) {
        *cleaned = true;
        cell.chars().filter(|character| !is_unwanted(*character)).collect()
    } else {
        cell.into_owned()
    }
}
