//! Figures that are pasted: for a table that is there, and for a new one.

use super::{
    form::{Choice, Problem},
    table_form::TriedView,
    tables::GateLine,
};
use crate::View;
use serde::Serialize;

/// The form of today's figures. It posts `text`, `day`, `totals` and `verb`: `look` or `take`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PasteForm {
    /// Title of the table.
    pub title: String,
    /// Where it posts to.
    pub action: String,
    /// What was pasted.
    pub text: String,
    /// The day, as 2021-02-28.
    pub day: String,
    /// Totals with spaces between them.
    pub totals: String,
    /// What is wrong.
    pub problems: Vec<Problem>,
    /// What would be shown.
    pub tried: Option<TriedView>,
}

impl View for PasteForm {
    const TEMPLATE: &'static str = "desk/table-paste.html";
}

/// The form of a new table from a pasted text. It posts `text`, `counties`, `totals`, `pick` and `verb`; once something
/// was found also `role.N`, `label.N` and `cumulative.N` of each column, `row.N` of each row in doubt, `title`, `slug`,
/// `credit`, `row_name` and `day`. `verb` is `look` or `make`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct NewFromPaste {
    /// Where it posts to.
    pub action: String,
    /// What was pasted, with every correction.
    pub text: String,
    /// Postal code of the state whose counties the rows are.
    pub counties: String,
    /// Totals with spaces between them.
    pub totals: String,
    /// What is wrong.
    pub problems: Vec<Problem>,
    /// What was found.
    pub found: Option<FoundView>,
}

impl View for NewFromPaste {
    const TEMPLATE: &'static str = "desk/table-new.html";
}

/// What was found in a text.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FoundView {
    /// All in a sentence.
    pub words: String,
    /// Whether every cell has one reading.
    pub good: bool,
    /// Several tables to choose from.
    pub choices: Vec<Choice>,
    /// Checks.
    pub checks: Vec<GateLine>,
    /// Notes on the text.
    pub notes: Vec<String>,
    /// The columns.
    pub columns: Vec<ColumnRow>,
    /// The rows.
    pub rows: Vec<RowLine>,
    /// Rows whose cells could be cut otherwise.
    pub unsure: Vec<UnsureRow>,
    /// Whether a table can be made of it.
    pub usable: bool,
    /// Title of the new table.
    pub title: String,
    /// Last part of its address.
    pub slug: String,
    /// Who publishes the data.
    pub credit: String,
    /// What a row is.
    pub row_name: String,
    /// The day, as 2021-02-28.
    pub day: String,
}

/// A column and what it is taken for.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ColumnRow {
    /// Its place, from 0.
    pub index: usize,
    /// Its name in the text.
    pub name: String,
    /// What it is taken for.
    pub roles: Vec<Choice>,
    /// Its heading.
    pub label: String,
    /// Whether it counts up for ever.
    pub cumulative: bool,
    /// Its sum and what is odd in it; may be empty.
    pub words: String,
    /// Whether it may hold figures.
    pub figures: bool,
}

/// A row.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RowLine {
    /// First cell.
    pub name: String,
    /// The others.
    pub cells: Vec<String>,
    /// Marks in words: `total`, `unsure`, `no such county`; may be empty.
    pub mark: String,
}

/// A row in doubt, and the ways it could be read.
#[derive(Clone, Debug, Default, Serialize)]
pub struct UnsureRow {
    /// Posted name, `row.12`.
    pub field: String,
    /// Its name.
    pub name: String,
    /// The readings.
    pub readings: Vec<Choice>,
}
