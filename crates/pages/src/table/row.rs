//! The page of one row of a data table: a county's figures, its place among the others, its last days.

use serde::Serialize;

use super::Cell;
use crate::{
    View,
    chart::ChartView,
    chrome::{Head, Link},
    module::{Dates, State},
    moment::Day,
};

/// One row of a table.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RowPage {
    /// Document head.
    pub head: Head,
    /// `Jackson County`.
    pub title: String,
    /// The table.
    pub table: Link,
    /// What the table shows; may be empty.
    pub intro: String,
    /// How far it can be trusted.
    pub state: State,
    /// What is wrong, in plain words; must be given unless `state` is fresh.
    pub note: Option<String>,
    /// The newest figures; empty when the table has none.
    pub figures: Vec<Figure>,
    /// Where they come from and when.
    pub dates: Dates,
    /// The row over time.
    pub chart: Option<ChartView>,
    /// Caption of the days.
    pub caption: String,
    /// Headings of the columns of figures.
    pub columns: Vec<String>,
    /// The last days, newest first.
    pub days: Vec<DayRow>,
    /// Footnotes.
    pub notes: Vec<String>,
    /// The rows that stand before and after this one.
    pub beside: Vec<Link>,
    /// The same row in other tables.
    pub elsewhere: Vec<Link>,
    /// The same figures for machines, and the log.
    pub ways: Vec<Link>,
}

impl View for RowPage {
    const TEMPLATE: &'static str = "table-row.html";
}

/// A figure and what it means among the others.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Figure {
    /// `Cases`.
    pub label: String,
    /// The figure.
    pub value: Cell,
    /// `6th highest of 36; 5.4% of the total`; may be empty.
    pub note: String,
    /// Worked out by the station; a footnote says so.
    pub derived: bool,
}

/// A day of a row.
#[derive(Clone, Debug, Default, Serialize)]
pub struct DayRow {
    /// Which.
    pub day: Day,
    /// The table on that day; empty when it has no figures.
    pub url: String,
    /// `held back`, `revised`; may be empty.
    pub mark: String,
    /// Figures in the order of the columns.
    pub cells: Vec<Cell>,
}
