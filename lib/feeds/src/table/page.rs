//! The tables of a web page, with merged cells spread out.
//!
//! A scanner of its own, because a whole page is hostile input and only tables matter: one pass, no tree, so time and
//! memory grow with the page and not with its nesting. Cells and rows end where the HTML standard lets them end without
//! a closing tag. Tables inside a cell of another table are read as tables of their own.

use super::grid::{Grid, GridRow};
use super::markup::{Piece, Scanner, Tag};
use super::{Error, Limits};

/// Tables read of one page.
const MOST_TABLES: usize = 200;
/// Tables open inside each other.
const DEEPEST: usize = 8;
/// Columns and rows that one cell may span.
const WIDEST_SPAN: usize = 1_000;

/// One table of the page.
#[derive(Default)]
pub(super) struct PageTable {
    pub(super) caption: String,
    /// Whether the page ends inside it.
    pub(super) cut: bool,
    pub(super) grid: Grid,
}

/// A table while it is read.
#[derive(Default)]
struct Open {
    table: PageTable,
    /// Cells that reach down from rows above: column, text, rows left.
    hanging: Vec<(usize, String, usize)>,
    row: Option<GridRow>,
    row_has_data: bool,
    in_head: bool,
    in_caption: bool,
    cell: Option<Cell>,
    rows: u64,
}

#[derive(Default)]
struct Cell {
    text: String,
    columns: usize,
    rows: usize,
    /// Whether it is a heading cell.
    heading: bool,
}

/// All tables with at least one row, in the order in which they begin; those inside others after them.
pub(super) fn tables(html: &str, limits: &Limits) -> Result<Vec<PageTable>, Error> {
    let mut reader = Reader { limits, open: Vec::new(), done: Vec::new(), cells: 0, ignored: 0 };
    for piece in Scanner::new(html) {
        match piece {
            Piece::Text(text) => reader.text(&text)?,
            Piece::Open(tag) => reader.start(&tag)?,
            Piece::Close(name) => reader.end(&name)?,
        }
        if reader.done.len() >= MOST_TABLES {
            break;
        }
    }
    reader.ignored = 0;
    while let Some((_, open)) = reader.open.last_mut() {
        // Its last figure may be half a figure.
        open.table.cut = open.row.take().is_some();
        open.cell = None;
        reader.end("table")?;
    }
    reader.done.sort_by_key(|(order, _)| *order);
    Ok(reader.done.into_iter().map(|(_, table)| table).collect())
}

struct Reader<'a> {
    limits: &'a Limits,
    open: Vec<(usize, Open)>,
    done: Vec<(usize, PageTable)>,
    cells: usize,
    /// Tables too deep inside others, open now.
    ignored: usize,
}

impl Reader<'_> {
    fn start(&mut self, tag: &Tag) -> Result<(), Error> {
        if tag.name == "table" {
            if self.open.len() >= DEEPEST {
                self.ignored += 1;
            } else {
                let order = self.open.len() + self.done.len();
                self.open.push((order, Open::default()));
            }
            return Ok(());
        }
        let Some((_, open)) = self.open.last_mut().filter(|_| self.ignored == 0) else { return Ok(()) };
        match tag.name.as_str() {
            "caption" => open.in_caption = true,
            "thead" => {
                open.end_row(self.limits, &mut self.cells)?;
                open.in_head = true;
            }
            "tbody" | "tfoot" => {
                open.end_row(self.limits, &mut self.cells)?;
                open.in_head = false;
            }
            "tr" => {
                open.end_row(self.limits, &mut self.cells)?;
                open.begin_row();
            }
            "td" | "th" => {
                open.end_cell(self.limits, &mut self.cells)?;
                open.in_caption = false;
                if open.row.is_none() {
                    open.begin_row();
                }
                open.row_has_data |= tag.name == "td";
                let span = |name: &str| tag.number(name).unwrap_or(1).clamp(1, WIDEST_SPAN);
                open.cell = Some(Cell {
                    text: String::new(),
                    columns: span("colspan"),
                    rows: span("rowspan"),
                    heading: tag.name == "th",
                });
            }
            "br" | "p" | "div" | "li" => self.text(" ")?,
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Error> {
        if name == "table" && self.ignored > 0 {
            self.ignored -= 1;
            return Ok(());
        }
        let Some((_, open)) = self.open.last_mut().filter(|_| self.ignored == 0) else { return Ok(()) };
        match name {
            "td" | "th" => open.end_cell(self.limits, &mut self.cells)?,
            "caption" => open.in_caption = false,
            "thead" | "tbody" | "tfoot" => {
                open.end_row(self.limits, &mut self.cells)?;
                open.in_head = false;
            }
            "tr" => open.end_row(self.limits, &mut self.cells)?,
            "table" => {
                open.end_row(self.limits, &mut self.cells)?;
                if let Some((order, open)) = self.open.pop()
                    && !open.table.grid.rows.is_empty()
                {
                    self.done.push((order, open.table));
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Error> {
        let Some((_, open)) = self.open.last_mut().filter(|_| self.ignored == 0) else { return Ok(()) };
        let line = open.rows + 1;
        let column = open.row.as_ref().map_or(1, |row| row.cells.len() + 1);
        let place = match &mut open.cell {
            Some(cell) => &mut cell.text,
            None if open.in_caption => &mut open.table.caption,
            None => return Ok(()),
        };
        if place.len().saturating_add(text.len()) > self.limits.cell {
            return Err(Error::CellTooLarge { line, column: column.to_string(), limit: self.limits.cell });
        }
        place.push_str(text);
        Ok(())
    }
}

impl Open {
    fn begin_row(&mut self) {
        self.rows += 1;
        self.row = Some(GridRow { place: self.rows, ..GridRow::default() });
        self.row_has_data = false;
        self.in_caption = false;
    }

    /// Puts the cell into the row, over as many columns as it spans. A name over several columns stands in each of
    /// them if it is a heading; a figure stands once.
    fn end_cell(&mut self, limits: &Limits, cells: &mut usize) -> Result<(), Error> {
        let Some(cell) = self.cell.take() else { return Ok(()) };
        self.let_hang(limits, cells)?;
        let Some(row) = &mut self.row else { return Ok(()) };
        let text = cell.text.split_whitespace().collect::<Vec<_>>().join(" ");
        for column in 0..cell.columns {
            let place = row.cells.len();
            if place >= limits.columns {
                return Err(Error::TooManyColumns { line: row.place, limit: limits.columns });
            }
            *cells = cells.saturating_add(1);
            if *cells > limits.cells {
                return Err(Error::TooManyCells { line: row.place, limit: limits.cells });
            }
            let shown =
                if column == 0 || cell.heading || self.in_head { text.clone() } else { String::new() };
            // Overlapping spans may not pile up.
            if cell.rows > 1 && self.hanging.len() < limits.columns {
                self.hanging.push((place, shown.clone(), cell.rows - 1));
            }
            row.cells.push(shown);
        }
        Ok(())
    }

    /// Fills in the cells that reach down into the next places of this row.
    fn let_hang(&mut self, limits: &Limits, cells: &mut usize) -> Result<(), Error> {
        let Some(row) = &mut self.row else { return Ok(()) };
        let begun = row.place;
        while let Some(at) =
            self.hanging.iter().position(|(column, _, left)| *column == row.cells.len() && *left > 0)
        {
            *cells = cells.saturating_add(1);
            if *cells > limits.cells {
                return Err(Error::TooManyCells { line: begun, limit: limits.cells });
            }
            if row.cells.len() >= limits.columns {
                return Err(Error::TooManyColumns { line: begun, limit: limits.columns });
            }
            if let Some((_, text, left)) = self.hanging.get_mut(at) {
                row.cells.push(text.clone());
                *left -= 1;
                if *left == 0 {
                    self.hanging.swap_remove(at);
                }
            }
        }
        Ok(())
    }

    fn end_row(&mut self, limits: &Limits, cells: &mut usize) -> Result<(), Error> {
        self.end_cell(limits, cells)?;
        self.let_hang(limits, cells)?;
        let Some(mut row) = self.row.take() else { return Ok(()) };
        row.heading = self.in_head || !self.row_has_data;
        if row.cells.is_empty() {
            return Ok(());
        }
        if self.table.grid.rows.len() > limits.rows {
            return Err(Error::TooManyRows { line: self.rows, limit: limits.rows });
        }
        self.table.grid.rows.push(row);
        Ok(())
    }
}
