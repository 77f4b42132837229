//! A data table's own page: every row, totals, map, trend, source, dates, and what was wrong with the last delivery.
//!
//! Beside it: the page of one row ([`row`]), what was revised ([`revisions`]), what other sites show ([`embed`]).

pub mod embed;
pub mod revisions;
pub mod row;

use serde::Serialize;

use crate::{
    View,
    card::Card,
    chart::ChartView,
    chrome::{Head, Link},
    map::MapView,
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
    /// Set when the figures of a past day are shown, and said before anything else.
    pub past: Option<Past>,
    /// How far it can be trusted.
    pub state: State,
    /// What is wrong, in plain words; must be given unless `state` is fresh.
    pub note: Option<String>,
    /// Whether there are figures at all.
    pub has_figures: bool,
    /// Totals.
    pub totals: Vec<Total>,
    /// How totals and rows relate: `Totals are the sums of the 37 rows below.`; may be empty.
    pub totals_note: String,
    /// Where the figures come from and when.
    pub dates: Dates,
    /// The counties, coloured.
    pub map: Option<MapView>,
    /// Why there is no map, where one was asked for; may be empty.
    pub map_note: String,
    /// The totals over time.
    pub chart: Option<ChartView>,
    /// Caption of the table: what, of which day, in which order.
    pub caption: String,
    /// Finds rows.
    pub filter: Filter,
    /// First column: `County`.
    pub row_heading: Heading,
    /// Columns of figures.
    pub columns: Vec<Heading>,
    /// Heading of the small charts; empty when the rows have none.
    pub trend: String,
    /// Rows in their order; empty when the table is missing or nothing was found.
    pub rows: Vec<Row>,
    /// Other days.
    pub days: Option<Days>,
    /// Footnotes.
    pub notes: Vec<String>,
    /// What was revised, held back or accepted by hand; may be empty.
    pub log: Vec<Link>,
    /// The same figures for machines.
    pub downloads: Vec<Link>,
    /// What to know of the downloads; may be empty.
    pub downloads_note: String,
    /// How other sites show it.
    pub embed: Option<EmbedCode>,
    /// Other tables.
    pub others: Vec<Link>,
    /// Stories about it.
    pub stories: Vec<Card>,
}

impl View for TablePage {
    const TEMPLATE: &'static str = "table.html";
}

/// A past day.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Past {
    /// `Figures as they were published for February 20, 2021.`
    pub words: String,
    /// Where the newest are.
    pub newest: Link,
    /// That they were revised since, and where that is told; may be empty.
    pub revised: Vec<Link>,
}

/// A heading, and the order that it gives.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Heading {
    /// What the reader sees.
    pub label: String,
    /// Path of the page in the order of this column; empty where there is nothing to sort.
    pub url: String,
    /// `ascending` or `descending` when the rows stand in its order; else empty.
    pub order: String,
    /// Worked out by the station; a footnote says so.
    pub derived: bool,
}

/// A form that finds rows, and what it found.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Filter {
    /// Path that answers it.
    pub action: String,
    /// `Find a county`.
    pub label: String,
    /// What was looked for; may be empty.
    pub find: String,
    /// Most characters.
    pub longest: usize,
    /// What else the page was asked for: name and value.
    pub also: Vec<(String, String)>,
    /// `2 of 37 rows have “jack” in their name.`; empty when nothing was looked for.
    pub found: String,
    /// Path of the page with all rows.
    pub all: String,
}

/// One row.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Row {
    /// Its name: the row's header.
    pub name: String,
    /// Its own page; may be empty.
    pub url: String,
    /// Something to know about this row; may be empty.
    pub note: String,
    /// Figures in the order of the columns.
    pub cells: Vec<Cell>,
    /// Its small chart; may be empty.
    pub trend_html: String,
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

/// The days of a table.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Days {
    /// The day before.
    pub earlier: Option<Link>,
    /// The day after.
    pub later: Option<Link>,
    /// Path of the form that opens a day.
    pub action: String,
    /// First day, as a form writes it.
    pub first: String,
    /// Newest day.
    pub last: String,
    /// The latest days, newest first.
    pub list: Vec<Link>,
    /// `21 days, from February 8, 2021 to February 28, 2021.`
    pub words: String,
}

/// What another site pastes into its page.
#[derive(Clone, Debug, Default, Serialize)]
pub struct EmbedCode {
    /// A frame.
    pub frame: String,
    /// A picture, where frames are not allowed; empty when the table has none.
    pub picture: String,
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
