//! The weather of towns: a card for each, a town's page, and what other sites and slow phones see of it. No figure
//! without its moment and who observed it.

mod icon;

use serde::Serialize;

use crate::{
    View,
    air::{AirFigure, AirStep},
    alert::AlertBoard,
    card::Card,
    chart::ChartView,
    chrome::{Head, Link},
    lite::LiteModule,
    module::{ModuleView, RadarCard, State},
    moment::{Day, Moment},
};

pub use crate::module::{CardOwn, CardWarning, Fact, TownCard, UnitLink, WeatherTeaser};
pub(crate) use icon::icon;

/// A forecast of days or hours: how far it can be trusted.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Trust {
    /// How far.
    pub state: State,
    /// What is wrong, in plain words.
    pub note: Option<String>,
    /// When the forecaster made it.
    pub made: Option<Moment>,
}

/// An hour of the forecast.
#[derive(Clone, Debug, Default, Serialize)]
pub struct HourRow {
    /// Machine-readable.
    pub iso: String,
    /// `6 p.m.`.
    pub time: String,
    /// `Tuesday` at midnight; empty at other hours.
    pub day: String,
    /// Drawing of the sky.
    pub icon_html: String,
    /// `Clear`.
    pub words: String,
    /// `49°F`, or a dash.
    pub temperature: String,
    /// `20%`, or a dash.
    pub rain: String,
    /// `NW 5 mph`, or a dash.
    pub wind: String,
}

/// A day of the forecast, with its night.
#[derive(Clone, Debug, Default, Serialize)]
pub struct DayRow {
    /// The day.
    pub day: Day,
    /// `Monday`; `Today` and `Tonight` where they are.
    pub name: String,
    /// Drawing of the sky.
    pub icon_html: String,
    /// `Clear`.
    pub words: String,
    /// `63°F`, or a dash.
    pub high: String,
    /// It has been warmer than was forecast: the high was measured.
    pub high_is_measured: bool,
    /// `30°F`, or a dash.
    pub low: String,
    /// It is colder than was forecast: the low was measured.
    pub low_is_measured: bool,
    /// Chance of rain or snow in the half whose words stand beside it, the day's or, where it is over, the night's: `20%`,
    /// or a dash.
    pub rain: String,
    /// The night's, where the row begins with its day; empty otherwise.
    pub night_rain: String,
    /// In sentences, as the forecaster wrote them: the day, then the night.
    pub long: Vec<String>,
    /// Whose words or figures stand here in place of the weather service's: `Ana Ruiz`; empty for nobody's.
    pub by: String,
    /// A forecaster's own words for the night of a row that begins with its day: `Fog again`; empty otherwise.
    pub night_words: String,
}

/// What a forecaster of the newsroom says of a day or a night.
#[derive(Clone, Debug, Default, Serialize)]
pub struct OwnLine {
    /// Unique on its page: `own-2021-03-02-day`.
    pub id: String,
    /// `Tuesday night`.
    pub part: String,
    /// `Fog, then sun, high 58°F`; may be empty.
    pub said: String,
    /// Sentences; may be empty.
    pub note: String,
    /// Who says so.
    pub by: String,
    /// Since when.
    pub made: Moment,
}

/// What is normal for today, and its records.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AlmanacView {
    /// `March 1`.
    pub day: String,
    /// The high, then the low.
    pub rows: Vec<AlmanacRow>,
    /// Where and when it is from.
    pub note: String,
}

/// What is normal for a day's high or low, and its record.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AlmanacRow {
    /// `High`.
    pub label: String,
    /// `56°F`, or a dash.
    pub normal: String,
    /// `76°F`, or a dash.
    pub record: String,
    /// `1994, 1915`, or a dash.
    pub years: String,
}

/// Rain and snow of a day, and since the month and the year began.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RainView {
    /// `Rain and snow to February 28`.
    pub title: String,
    /// Rain; then snow, where there is some.
    pub groups: Vec<RainGroup>,
    /// `Snow lies 2 inches deep.`; may be empty.
    pub depth: String,
    /// Where and when it is from.
    pub note: String,
}

/// Rain, or snow.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RainGroup {
    /// `Rain and melted snow`.
    pub label: String,
    /// `inches`: of every figure.
    pub unit: String,
    /// The day, then the longer times.
    pub rows: Vec<RainRow>,
}

/// What came down in a time.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RainRow {
    /// `February 28`, `Since February 1`.
    pub label: String,
    /// `0.12`, `trace`, `none`, or a dash where it is not known.
    pub fallen: String,
    /// `0.07`, or a dash.
    pub normal: String,
}

/// A station that speaks for the town.
#[derive(Clone, Debug, Default, Serialize)]
pub struct StationRow {
    /// `Medford Airport`.
    pub name: String,
    /// `KMFR`.
    pub id: String,
    /// `4 miles from Medford, 50 feet lower`, as far as it is known.
    pub place: String,
}

/// The air of a town.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AirView {
    /// How far it can be trusted.
    pub state: State,
    /// What is wrong, in plain words; must be given unless `state` is fresh.
    pub note: Option<String>,
    /// Nobody measures near, which is nothing wrong; the note says so.
    pub is_unmeasured: bool,
    /// `112`, or a dash where only a category is known; empty where nothing is.
    pub index: String,
    /// `Unhealthy for Sensitive Groups`; empty where nothing is known.
    pub category: String,
    /// `sensitive`: part of a class name.
    pub class: String,
    /// The categories from the best to the worst, for a scale.
    pub scale: Vec<AirStep>,
    /// `Fine particles (PM2.5)`.
    pub leads: String,
    /// What is asked of people; empty where the figures are old.
    pub advice: String,
    /// Every pollutant, the one that leads first.
    pub figures: Vec<AirFigure>,
    /// Beginning of the hour.
    pub observed: Option<Moment>,
    /// `4:00 p.m. PST`, with the day where it is not today.
    pub observed_words: String,
    /// `Medford, OR, 4 miles away`; may be empty.
    pub area: String,
    /// Who measured; may be empty.
    pub agencies: String,
    /// Who gathers the figures.
    pub source: Option<Link>,
}

/// The radar that stands nearest to a town.
#[derive(Clone, Debug, Default, Serialize)]
pub struct NearRadar {
    /// Its newest picture, what that shows in words, and how far it can be trusted.
    pub card: RadarCard,
    /// `Medford (KMAX), 19 miles from Medford`.
    pub place: String,
    /// Who measures.
    pub source: Option<Link>,
}

/// The page of a town.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TownPage {
    /// Document head.
    pub head: Head,
    /// Now.
    pub card: TownCard,
    /// Its air; none where the station does not tell of it.
    pub air: Option<AirView>,
    /// Alerts for this town, the worst first.
    pub alerts: AlertBoard,
    /// Choice of units.
    pub units: Vec<UnitLink>,
    /// `The next 22 hours`: as many as there are.
    pub hours_title: String,
    /// `Hour by hour, in PST`.
    pub hours_caption: String,
    /// The next hours.
    pub hours: Vec<HourRow>,
    /// How far they can be trusted.
    pub hours_trust: Trust,
    /// The temperature of the next hours, drawn.
    pub chart: Option<ChartView>,
    /// The next days.
    pub days: Vec<DayRow>,
    /// How far they can be trusted.
    pub days_trust: Trust,
    /// What the newsroom's forecasters say of them.
    pub own: Vec<OwnLine>,
    /// What is normal for today; nothing where it is not known.
    pub almanac: Option<AlmanacView>,
    /// Rain and snow of today so far, or of yesterday; nothing where it is not known.
    pub rain: Option<RainView>,
    /// `Sunrise`, `Sunset`, `Daylight`, `Moon`.
    pub sky: Vec<Fact>,
    /// The nearest radar, where one is near.
    pub radar: Option<NearRadar>,
    /// Who speaks for the town.
    pub stations: Vec<StationRow>,
    /// Who observes and forecasts.
    pub source: Option<Link>,
    /// When the station looks again.
    pub next: Option<Moment>,
    /// The same in words only, for programs, for other sites, and the place's stories.
    pub ways: Vec<Link>,
    /// The other towns.
    pub others: Vec<Link>,
}

impl View for TownPage {
    const TEMPLATE: &'static str = "weather-town.html";
}

/// All towns, with what the newsroom writes of the weather.
#[derive(Clone, Debug, Default, Serialize)]
pub struct WeatherFront {
    /// Document head.
    pub head: Head,
    /// What the newsroom forecasts in a headline: the story that was pinned, else the newest; none where there is no story.
    pub forecast: Option<ModuleView>,
    /// The towns.
    pub teaser: WeatherTeaser,
    /// Choice of units.
    pub units: Vec<UnitLink>,
    /// The radar nearest to the first town, where one is near.
    pub radar: Option<NearRadar>,
    /// Further stories.
    pub stories: Vec<Card>,
}

impl View for WeatherFront {
    const TEMPLATE: &'static str = "weather.html";
}

/// Towns in words only.
#[derive(Clone, Debug, Default, Serialize)]
pub struct LiteWeather {
    /// Document head; its canonical is the full page.
    pub head: Head,
    /// Heading.
    pub title: String,
    /// Alerts for the town, the worst first; none for several towns.
    pub alerts: AlertBoard,
    /// The towns.
    pub cards: Vec<TownCard>,
    /// Choice of units.
    pub units: Vec<UnitLink>,
    /// The lite front in the same units.
    pub home: String,
    /// The forecast story, in a sentence, for several towns; none where there is no story.
    pub forecast: Option<LiteModule>,
    /// `The next 22 hours`: as many as there are.
    pub hours_title: String,
    /// `Hour by hour, in PST`.
    pub hours_caption: String,
    /// The next hours, for one town.
    pub hours: Vec<HourRow>,
    /// How far they can be trusted; none for several towns.
    pub hours_trust: Option<Trust>,
    /// Sun and moon, for one town.
    pub sky: Vec<Fact>,
    /// What the nearest radar sees; that of the first town, for several.
    pub radar: Option<NearRadar>,
    /// Who speaks for the town, for one.
    pub stations: Vec<StationRow>,
    /// Its air, for one town of whose air the station tells.
    pub air: Option<AirView>,
    /// The next days, for one town.
    pub days: Vec<DayRow>,
    /// How far they can be trusted; none for several towns.
    pub days_trust: Option<Trust>,
    /// What the newsroom's forecasters say of them.
    pub own: Vec<OwnLine>,
    /// What is normal for today, of one town; nothing where it is not known.
    pub almanac: Option<AlmanacView>,
    /// Rain and snow of today so far, or of yesterday, of one town; nothing where it is not known.
    pub rain: Option<RainView>,
    /// Who observes and forecasts.
    pub source: Option<Link>,
    /// Path of the full page.
    pub full: String,
}

impl View for LiteWeather {
    const TEMPLATE: &'static str = "lite-weather.html";
}
