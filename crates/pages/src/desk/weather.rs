//! The desk's weather: the towns, and what the newsroom's own forecasters say of the days and nights of one of them.

use serde::Serialize;

use super::form::{Choice, Problem, Theirs};
use crate::{View, chrome::Link, moment::Moment};

/// The towns.
#[derive(Clone, Debug, Default, Serialize)]
pub struct WeatherDesk {
    /// In the order of the site.
    pub towns: Vec<TownLine>,
    /// Where the form of the forecast story posts to. Posts `story` (empty to let it fill itself) and `until`.
    pub action: String,
    /// The story that is pinned.
    pub pinned: Option<Link>,
    /// Stories to choose from.
    pub stories: Vec<Choice>,
    /// Until when.
    pub until: String,
    /// The zone of that.
    pub zone: String,
    /// What is wrong, by field.
    pub problems: Vec<Problem>,
}

impl View for WeatherDesk {
    const TEMPLATE: &'static str = "desk/weather.html";
}

/// A town in the list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TownLine {
    /// `Medford`.
    pub name: String,
    /// Its screen.
    pub url: String,
    /// `2 days or nights`; empty when nothing is said.
    pub own: String,
}

/// The days and nights of a town, and the form. Posts `seen` (one for each that something is said of), `period`, `words`, `temperature`, `note`, `until`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TownDesk {
    /// `Medford`.
    pub name: String,
    /// Where the form posts to.
    pub action: String,
    /// Where taking back posts to; the period is posted.
    pub end: String,
    /// Its public page.
    pub public: String,
    /// Days and nights.
    pub rows: Vec<PeriodRow>,
    /// The same, to choose from.
    pub periods: Vec<Choice>,
    /// What stands: each day or night that something is said of, and its version, `2021-03-02-day 0123456789abcdef`.
    pub seen: Vec<String>,
    /// What somebody saved meanwhile.
    pub theirs: Option<Theirs>,
    /// A few words.
    pub words: String,
    /// High or low, degrees Fahrenheit.
    pub temperature: String,
    /// Sentences.
    pub note: String,
    /// Until when; empty for the end of the day or night.
    pub until: String,
    /// The zone of that.
    pub zone: String,
    /// What is wrong, by field.
    pub problems: Vec<Problem>,
}

impl View for TownDesk {
    const TEMPLATE: &'static str = "desk/weather-town.html";
}

/// A day or a night.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PeriodRow {
    /// `2021-03-02-day`.
    pub id: String,
    /// `Tuesday, March 2`, `Night of Tuesday, March 2`.
    pub name: String,
    /// What the weather service says; may be empty.
    pub service: String,
    /// What the newsroom says; empty for nothing.
    pub own: String,
    /// Its note.
    pub note: String,
    /// Who.
    pub by: String,
    /// Since when.
    pub made: Option<Moment>,
    /// Until when, where that is before its day or night is over.
    pub until: Option<Moment>,
    /// Where it is written anew.
    pub edit: String,
    /// The version of what the newsroom says; empty for nothing.
    pub seen: String,
}
