//! A table met in foreign HTML. A body has no tables of its own (data belongs into the table engine),
//! so a table of figures becomes a list with one item per row, its cells kept apart by semicolons,
//! and a table used for layout becomes the blocks that stood in it.

use super::{Assembler, Frame, Place};
use crate::runs::{self, Leaf, Marks, Run};

/// The cells read so far.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<Vec<Vec<Run>>>,
    /// True once something stood in a cell that only a layout would put there.
    pub(super) layout: bool,
}

/// What the cells read so far amount to.
enum Content {
    /// One column: paragraphs, one per cell.
    Column(Vec<Vec<Run>>),
    /// Several columns: items, one per row.
    Rows(Vec<Vec<Run>>),
}

impl Assembler {
    pub(crate) fn open_table(&mut self) {
        self.leave_table();
        match self.place() {
            Place::Quote => self.flush_quote(None),
            _ => self.boundary(),
        }
        self.open(Frame::Table(Table::default()));
    }

    pub(crate) fn start_row(&mut self) {
        match self.place() {
            Place::Cell(at) => {
                self.end_cell();
                if let Some(Frame::Table(table)) = self.frames.get_mut(at) {
                    table.start_row();
                }
            }
            _ => self.boundary(),
        }
    }

    /// Ends a cell if words or another cell stand in it.
    pub(crate) fn end_cell(&mut self) {
        match self.place() {
            Place::Cell(at) => {
                let runs = std::mem::take(&mut self.runs);
                if let Some(Frame::Table(table)) = self.frames.get_mut(at)
                    && has_words(&runs)
                {
                    table.end_cell(runs);
                }
            }
            _ => self.boundary(),
        }
    }

    pub(super) fn push_table(&mut self, table: &mut Table) -> bool {
        match table.take() {
            Content::Column(cells) => {
                for cell in cells {
                    self.push_paragraphs(cell);
                }
                false
            }
            Content::Rows(rows) => {
                self.push_list(false, &rows);
                true
            }
        }
    }

    /// Something that no table of figures holds: what was read of the table is written out, and the
    /// rest of it is taken as layout.
    pub(super) fn leave_table(&mut self) {
        let Place::Cell(at) = self.place() else { return };
        let Some(Frame::Table(table)) = self.frames.get_mut(at) else { return };
        table.layout = true;
        let mut read = std::mem::take(table);
        table.layout = true;
        let cell = std::mem::take(&mut self.runs);
        self.push_table(&mut read);
        self.runs = cell;
        self.boundary();
    }
}

impl Table {
    fn start_row(&mut self) {
        self.rows.push(Vec::new());
    }

    /// Ends a cell; one without words still counts as a column.
    fn end_cell(&mut self, runs: Vec<Run>) {
        if self.rows.is_empty() {
            self.start_row();
        }
        if let Some(row) = self.rows.last_mut() {
            row.push(runs);
        }
    }

    /// Takes the cells out, leaving the table empty.
    fn take(&mut self) -> Content {
        let rows = std::mem::take(&mut self.rows);
        let filled = |row: &Vec<Vec<Run>>| row.iter().filter(|cell| has_words(cell)).count();
        if rows.iter().all(|row| filled(row) <= 1) {
            return Content::Column(rows.into_iter().flatten().filter(|cell| has_words(cell)).collect());
        }
        Content::Rows(rows.into_iter().map(joined).filter(|row| has_words(row)).collect())
    }
}

fn joined(cells: Vec<Vec<Run>>) -> Vec<Run> {
    let mut row: Vec<Run> = Vec::new();
    for cell in cells.into_iter().filter(|cell| has_words(cell)) {
        if !row.is_empty() {
            row.push(Run { leaf: Leaf::Text("; ".to_owned()), marks: Marks::default() });
        }
        let one_line = cell.into_iter().map(|run| match run.leaf {
            Leaf::Break => Run { leaf: Leaf::Text(" ".to_owned()), marks: run.marks },
            _ => run,
        });
        // A cell's own space at its end would stand before the semicolon.
        row.extend(runs::tidy(one_line.collect()));
    }
    row
}

/// True when a reader would see something.
pub(super) fn has_words(runs: &[Run]) -> bool {
    runs.iter().any(|run| match &run.leaf {
        Leaf::Text(text) | Leaf::Code(text) => !text.trim().is_empty(),
        Leaf::Break => false,
    })
}
