//! What can be placed on a page beside stories, each on its own clock: the teaser of a data table, the weather, a
//! radar.
//!
//! A module never prints a figure without saying how fresh it is.

use serde::Serialize;

use crate::{
    View,
    air::AirLine,
    alert::AlertBoard,
    card::Card,
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
    /// It never has figures: the note says all that is to be said of one that is missing.
    pub is_words: bool,
    /// Figures of a table; none when it is something else, missing or failed.
    pub table: Option<TableTeaser>,
    /// What warns, in a module of alerts.
    pub alerts: Option<AlertBoard>,
    /// Weather of towns; none when it is something else or failed.
    pub weather: Option<WeatherTeaser>,
    /// What a radar sees, in a module of a radar.
    pub radar: Option<RadarCard>,
    /// A story in a headline; none when it is something else, missing or failed.
    pub headline: Option<Card>,
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

/// Cards of towns, as the module shows them.
#[derive(Clone, Debug, Default, Serialize)]
pub struct WeatherTeaser {
    /// One for each town.
    pub cards: Vec<TownCard>,
    /// Who observes and forecasts.
    pub source: Option<Link>,
    /// Choice of units; empty where the page has it elsewhere.
    pub units: Vec<UnitLink>,
}

/// A choice of units.
#[derive(Clone, Debug, Default, Serialize)]
pub struct UnitLink {
    /// `°F, mph`.
    pub label: String,
    /// Where it leads; empty for the one that is shown.
    pub url: String,
}

/// A town now.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TownCard {
    /// Unique on its page: `medford`.
    pub id: String,
    /// `Medford`.
    pub name: String,
    /// Its page.
    pub url: String,
    /// How far the observation can be trusted.
    pub state: State,
    /// What is wrong with it, in plain words; must be given unless `state` is fresh.
    pub note: Option<String>,
    /// Drawing of the sky; the words stand beside it.
    pub icon_html: String,
    /// `49°F`; none when nothing was observed.
    pub temperature: Option<String>,
    /// `Clear`; may be empty.
    pub words: String,
    /// `63°F`.
    pub high: Option<String>,
    /// `30°F`.
    pub low: Option<String>,
    /// It is colder now than that low, which is of the night that is ahead: the card says so in a word.
    pub low_is_ahead: bool,
    /// `Feels like`, `Wind`, `Humidity`, each with its value.
    pub facts: Vec<Fact>,
    /// When it was observed.
    pub observed: Option<Moment>,
    /// `5:53 p.m. PST`, with the day where it is not today.
    pub observed_words: String,
    /// `Medford Airport, 4 miles away`.
    pub station: String,
    /// Its air; none where the station does not tell of it, or tells it elsewhere on the page.
    pub air: Option<AirLine>,
    /// What warns this town and makes the station's strip, the gravest first.
    pub warnings: Vec<CardWarning>,
    /// What the newsroom's forecasters say of today and tonight.
    pub own: Vec<CardOwn>,
    /// What a reader should know besides: a station that is far or high, a forecast that was wrong.
    pub asides: Vec<String>,
}

/// A line of a card that warns.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CardWarning {
    /// `Red Flag Warning until 8:00 p.m. PST`.
    pub words: String,
    /// The alert, or the notice.
    pub url: String,
    /// The same in words only.
    pub lite: String,
}

/// A line of a card in a forecaster's own words.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CardOwn {
    /// Of which town, and of which day or night: `medford-2021-03-01-night`.
    pub name: String,
    /// `Tonight: Fog, then clear. Black ice on bridges. (Ana Ruiz, 6:05 p.m. PST)`.
    pub words: String,
}

/// A figure and what it is of.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Fact {
    /// `Wind`.
    pub label: String,
    /// `Northwest 5 mph`.
    pub value: String,
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

/// What a radar sees, in a nutshell.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RadarCard {
    /// Unique on its page: `kmax`.
    pub id: String,
    /// `KMAX`.
    pub site: String,
    /// `Medford`.
    pub name: String,
    /// Its page.
    pub url: String,
    /// How far it can be trusted.
    pub state: State,
    /// The same as the map's own files say it: `fresh`, `stale`, `silent`, `maintenance` or `none`.
    pub condition: String,
    /// What is wrong, in plain words; must be given unless `state` is fresh.
    pub note: Option<String>,
    /// What is seen, and where; for a radar that is silent that it is. Never empty.
    pub said: String,
    /// The picture; none where nothing says what is now.
    pub still: Option<RadarStill>,
    /// When it was measured; told with its day, for a page may be kept or printed.
    pub taken: Option<Moment>,
    /// That the antenna has not finished its turn, or that its sweep broke off; empty when it has.
    pub partial: String,
    /// Whether the newest frame says to be of the future.
    pub ahead: bool,
    /// Of a picture of several radars: each with its own time, and which are missing. Empty of one.
    pub parts: Vec<String>,
}

/// The picture of a frame: two layers of the same square.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RadarStill {
    /// What was measured, transparent where nothing was heard.
    pub picture: String,
    /// Counties and towns, to be laid over it.
    pub lines: String,
    /// Pixels on a side.
    pub side: u32,
    /// `Reflectivity, lowest tilt, 0.5°`.
    pub title: String,
    /// What its colours mean.
    pub legend: Vec<RadarMark>,
}

/// A colour of a legend.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RadarMark {
    /// `35 dBZ`.
    pub label: String,
    /// `moderate`; may be empty.
    pub meaning: String,
    /// `#fce848`.
    pub colour: String,
}
