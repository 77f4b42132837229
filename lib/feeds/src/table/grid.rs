//! Rows of cells from any form → a sheet: which rows are a title, which the header, which the body.
//!
//! Delimited files have their header in their first line, and are read more strictly ([`super::read`]). Pages,
//! workbooks and pasted text have titles above it and headers over several rows, so here it is looked for:
//!
//! - rows with one thing in them above wider ones are a **title**;
//! - the **header** is what the form marks as such, else the first row, and the rows below it as long as the header
//!   so far has gaps or merged cells and they hold no figure; names above each other are joined ("Cases" over "New"
//!   is "Cases New");
//! - all else is the **body**. A row that repeats the header (a table over several pages) is dropped and noted.

use super::header::{is_unwanted, name_the_nameless, plain_name, refuse_duplicates};
use super::notes::{Notes, counted, shortened};
use super::{Error, Limits, Row, number};

/// Header rows joined at most.
const MOST_HEADER_ROWS: usize = 4;

/// Rows of cells, as a form has them.
#[derive(Default)]
pub(super) struct Grid {
    pub(super) rows: Vec<GridRow>,
}

/// One row.
#[derive(Default)]
pub(super) struct GridRow {
    /// Its line, row or record in the source, counted from 1.
    pub(super) place: u64,
    pub(super) cells: Vec<String>,
    /// Whether the form marks it as part of the header.
    pub(super) heading: bool,
}

/// What the rows came to.
pub(super) struct Laid {
    pub(super) title: Option<String>,
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Row>,
    pub(super) refused: u64,
}

impl GridRow {
    fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }

    /// Whether it holds one thing only, perhaps merged over several cells.
    fn is_one_thing(&self) -> bool {
        let mut filled = self.cells.iter().filter(|cell| !cell.trim().is_empty());
        filled.next().is_some_and(|first| filled.all(|cell| cell == first))
    }

    fn has_figure(&self) -> bool {
        self.cells.iter().any(|cell| is_figure(cell))
    }

    /// Whether a name of a lower row is needed: gaps, or one name over several columns.
    fn is_unfinished(&self) -> bool {
        self.cells.windows(2).any(|pair| matches!(pair, [a, b] if a == b || b.trim().is_empty()))
            || self.cells.first().is_some_and(|first| first.trim().is_empty())
    }
}

/// Whether the cell holds a figure, plain or with a mark; years in a header are figures too, but alone they decide
/// nothing.
pub(super) fn is_figure(cell: &str) -> bool {
    use super::NumberError::{Footnoted, Fraction, Percent};
    match number(cell) {
        Ok(figure) => figure.is_some(),
        Err(Footnoted { value, .. }) => value.is_some(),
        Err(error) => matches!(error, Fraction | Percent),
    }
}

/// Finds title, header and body.
pub(super) fn lay_out(mut grid: Grid, limits: &Limits, notes: &mut Notes) -> Result<Laid, Error> {
    grid.rows.retain(|row| !row.is_blank());
    let widest = grid.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    if let Some(row) = grid.rows.iter().find(|row| row.cells.len() > limits.columns) {
        return Err(Error::TooManyColumns { line: row.place, limit: limits.columns });
    }
    let titles = if widest > 1 {
        let leading = grid.rows.iter().take_while(|row| !row.heading && row.is_one_thing()).count();
        // A table of one filled column is no list of titles.
        if leading == grid.rows.len() { 0 } else { leading }
    } else {
        0
    };
    let title = title(grid.rows.get(..titles).unwrap_or_default());
    let rest = grid.rows.split_off(titles);
    let headings = headings(&rest);
    let (head, body) = rest.split_at_checked(headings).ok_or(Error::Empty)?;
    let columns = columns(head, notes)?;
    let (rows, refused) = rows(body, &columns, limits, notes)?;
    Ok(Laid { title, columns, rows, refused })
}

fn title(rows: &[GridRow]) -> Option<String> {
    let first = rows.first()?.cells.iter().find(|cell| !cell.trim().is_empty())?;
    Some(shortened(&plain_name(first)))
}

/// How many rows the header has.
fn headings(rows: &[GridRow]) -> usize {
    let marked = rows.iter().take_while(|row| row.heading).count();
    if marked > 0 {
        return marked.min(MOST_HEADER_ROWS).min(rows.len());
    }
    let mut count = 1;
    while count < MOST_HEADER_ROWS {
        let (Some(last), Some(next)) = (rows.get(count - 1), rows.get(count)) else { break };
        if !last.is_unfinished() || next.has_figure() || rows.len() <= count + 1 {
            break;
        }
        count += 1;
    }
    count
}

/// The names of the columns, those above each other joined.
fn columns(head: &[GridRow], notes: &mut Notes) -> Result<Vec<String>, Error> {
    let Some(last) = head.last() else { return Err(Error::Empty) };
    let width = head.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut columns = Vec::with_capacity(width);
    for column in 0..width {
        let mut parts: Vec<String> = Vec::new();
        for (number, row) in head.iter().enumerate() {
            let mut part = row.cells.get(column).map(|cell| plain_name(cell)).unwrap_or_default();
            if part.is_empty() && is_named_below(head, number, column) {
                // One name over several columns, of which text keeps only the first.
                let left = row.cells.get(..column).unwrap_or_default().iter().rev();
                part = left.map(|cell| plain_name(cell)).find(|name| !name.is_empty()).unwrap_or_default();
            }
            if !part.is_empty() && parts.last() != Some(&part) {
                parts.push(part);
            }
        }
        columns.push(parts.join(" "));
    }
    while columns.last().is_some_and(String::is_empty) {
        columns.pop();
    }
    if columns.is_empty() {
        return Err(Error::Empty);
    }
    if head.len() > 1 {
        notes.add(
            format!("line {}", last.place),
            format!("the header runs over {} rows; names above each other were joined", head.len()),
            "compare the names of the columns with the source",
        );
    }
    name_the_nameless(&mut columns, last.place, notes);
    refuse_duplicates(&columns, last.place)?;
    Ok(columns)
}

fn is_named_below(head: &[GridRow], number: usize, column: usize) -> bool {
    let below = head.get(number + 1..).unwrap_or_default();
    below.iter().any(|row| row.cells.get(column).is_some_and(|cell| !cell.trim().is_empty()))
}

fn rows(
    body: &[GridRow],
    columns: &[String],
    limits: &Limits,
    notes: &mut Notes,
) -> Result<(Vec<Row>, u64), Error> {
    let (mut rows, mut refused, mut cells) = (Vec::new(), 0, 0_usize);
    for row in body {
        let line = row.place;
        if row.cells.iter().map(|cell| plain_name(cell)).eq(columns.iter().cloned()) {
            notes.add(
                format!("line {line}"),
                "the header stands here again; dropped".to_owned(),
                "nothing is lost",
            );
            continue;
        }
        if !fits(row, columns.len(), notes) {
            refused += 1;
            continue;
        }
        if rows.len() >= limits.rows {
            return Err(Error::TooManyRows { line, limit: limits.rows });
        }
        cells = cells.saturating_add(columns.len());
        if cells > limits.cells {
            return Err(Error::TooManyCells { line, limit: limits.cells });
        }
        rows.push(kept(row, columns, limits, notes)?);
    }
    Ok((rows, refused))
}

/// Whether the row can be read under the header; notes why not, or what must be mended.
fn fits(row: &GridRow, width: usize, notes: &mut Notes) -> bool {
    let surplus = row.cells.get(width..).unwrap_or_default();
    if surplus.iter().any(|cell| !cell.trim().is_empty()) {
        notes.add(
            format!("line {}", row.place),
            format!("{} where the header has {width}; the row was refused", counted(row.cells.len(), "cell")),
            "compare the row with the source: a cell may have been split",
        );
        return false;
    }
    if row.cells.len() < width {
        notes.add(
            format!("line {}", row.place),
            format!(
                "{} where the header has {width}; the rest was left empty",
                counted(row.cells.len(), "cell")
            ),
            "check the row: empty means no figure, not zero",
        );
    }
    true
}

fn kept(row: &GridRow, columns: &[String], limits: &Limits, notes: &mut Notes) -> Result<Row, Error> {
    let mut cleaned = false;
    let mut cells = Vec::with_capacity(columns.len());
    for (cell, column) in row.cells.iter().zip(columns) {
        if cell.len() > limits.cell {
            return Err(Error::CellTooLarge {
                line: row.place,
                column: shortened(column),
                limit: limits.cell,
            });
        }
        cleaned |= cell.chars().any(is_unwanted);
        cells.push(
            cell.chars().filter(|character| !is_unwanted(*character)).collect::<String>().trim().to_owned(),
        );
    }
    if cleaned {
        notes.control_characters(row.place);
    }
    cells.resize(columns.len(), String::new());
    Ok(Row { line: row.place, cells })
}
