//! A data table's own page: every row, totals, source, dates, and what was wrong with the last delivery.

use serde::Serialize;

use crate::{
    View,
    card::Card,
    chrome::{Head, Link},
    module::{Dates, State, Total},
    number,
};

/// A data table.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TablePage {
    /// Document head.
    pub head: Head,
    /// `Oregon COVID-19 cases and deaths by county`.
    pub title: String,
    /// What it shows and how to read it; may be empty.
    pub intro: String,
    /// How far it can be trusted.
    pub state: State,
    /// What is wrong, in plain words; must be given unless `state` is fresh.
    pub note: Option<String>,
    /// Totals.
    pub totals: Vec<Total>,
    /// How totals and rows relate: `Totals are the sums of the 37 rows below.`; may be empty.
    pub totals_note: String,
    /// Where the figures come from and when.
    pub dates: Dates,
    /// Heading of the first column: `County`.
    pub row_heading: String,
    /// Headings of the columns of figures.
    pub columns: Vec<String>,
    /// Rows in their order; empty when the table is missing.
    pub rows: Vec<Row>,
    /// Footnotes.
    pub notes: Vec<String>,
    /// The same figures for machines.
    pub downloads: Vec<Link>,
    /// Other tables.
    pub others: Vec<Link>,
    /// Stories about it.
    pub stories: Vec<Card>,
}

impl View for TablePage {
    const TEMPLATE: &'static str = "table.html";
}

/// One row.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Row {
    /// Its name: the row's header.
    pub name: String,
    /// Something to know about this row; may be empty.
    pub note: String,
    /// Figures in the order of the columns.
    pub cells: Vec<Cell>,
}

/// One figure.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// Finished words; for a missing figure, the words that say so.
    pub words: String,
    /// True when there is no figure: never the same as zero.
    pub missing: bool,
}

impl Cell {
    /// A figure in smallest units, grouped, or the honest lack of one.
    #[must_use]
    pub fn figure(value: Option<i64>, decimals: u8) -> Self {
        match value {
            Some(value) => Self { words: number::decimal(value, decimals), missing: false },
            None => Self { words: "not reported".to_owned(), missing: true },
        }
    }
}

/// The list of all data tables.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TableIndex {
    /// Document head.
    pub head: Head,
    /// One teaser per table.
    pub modules: Vec<crate::module::ModuleView>,
}

impl View for TableIndex {
    const TEMPLATE: &'static str = "tables.html";
}
