//! What can be placed on a page beside stories, each on its own clock: for now, the teaser of a data table.
//!
//! A module never prints a figure without saying how fresh it is.

use serde::Serialize;

use crate::{
    View,
    alert::AlertBoard,
    chrome::Link,
    moment::{Day, Moment},
};

/// How far what a module shows can be trusted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// As new as promised.
    Fresh,
    /// Older than promised: the last good figures are shown, and said to be old.
    Stale,
    /// New figures came and failed their checks: the last good figures are shown meanwhile.
    Held,
    /// There never was anything to show.
    #[default]
    Missing,
    /// The module could not be made.
    Failed,
}

/// A module on a page.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ModuleView {
    /// Unique on its page: `or-covid`.
    pub id: String,
    /// Heading.
    pub title: String,
    /// Where there is more.
    pub url: Option<String>,
    /// How far it can be trusted.
    pub state: State,
    /// What is wrong, in plain words; must be given unless `state` is fresh.
    pub note: Option<String>,
    /// What it shows; none when missing or failed.
    pub table: Option<TableTeaser>,
    /// What warns, in a module of alerts.
    pub alerts: Option<AlertBoard>,
}

impl View for ModuleView {
    const TEMPLATE: &'static str = "module.html";
}

/// A data table in a nutshell.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TableTeaser {
    /// Totals above the table.
    pub totals: Vec<Total>,
    /// Caption of the short table: `Five counties with the most cases`.
    pub caption: String,
    /// Heading of the first column: `County`.
    pub row_heading: String,
    /// Headings of the columns of figures.
    pub columns: Vec<String>,
    /// The first few rows.
    pub rows: Vec<TeaserRow>,
    /// Where the figures come from and when.
    pub dates: Dates,
}

/// One total: `155,597` `cases`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Total {
    /// The figure, grouped.
    pub value: String,
    /// What it counts.
    pub label: String,
}

/// A row of a teaser.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TeaserRow {
    /// `Multnomah`.
    pub name: String,
    /// Figures, grouped, in the order of the columns.
    pub cells: Vec<String>,
}

/// Where figures come from, of what day they are, and when they were and will be fetched.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Dates {
    /// The day the figures describe.
    pub as_of: Option<Day>,
    /// Who counted.
    pub source: Option<Link>,
    /// When the station fetched them.
    pub fetched: Option<Moment>,
    /// When it will next look.
    pub next: Option<Moment>,
}
