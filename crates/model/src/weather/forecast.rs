//! What is forecast for a town's square of the grid.

use super::Condition;
use jiff::Timestamp;

/// Which forecast: they are fetched and fail each by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ForecastKind {
    /// Days and nights of a week.
    Days,
    /// Hour by hour.
    Hours,
}

impl ForecastKind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Days, Self::Hours];

    /// Name as it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Days => "days",
            Self::Hours => "hours",
        }
    }
}

/// A forecast.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    /// When the forecaster last changed it. A new copy of an old forecast is an old forecast.
    pub made_at: Timestamp,
    /// Its periods, in order of time.
    pub periods: Vec<Period>,
}

/// A day, a night, or an hour. What the forecast does not say is `None` or empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Period {
    /// `Tonight`, `Tuesday`; empty for an hour.
    pub name: String,
    /// From then.
    pub start: Timestamp,
    /// Until then.
    pub end: Timestamp,
    /// Whether the sun is up, or mostly.
    pub is_day: bool,
    /// The day's high, the night's low, or the hour's temperature: degrees Celsius.
    pub temperature_c: Option<f64>,
    /// Chance of rain or snow in percent.
    pub rain_percent: Option<f64>,
    /// Percent.
    pub humidity_percent: Option<f64>,
    /// The lower and the higher end, kilometres per hour.
    pub wind_kmh: Option<(f64, f64)>,
    /// Point of the compass that it comes from.
    pub wind_from: String,
    /// Kind of sky and weather.
    pub condition: Option<Condition>,
    /// In a few words.
    pub short: String,
    /// In sentences, as the service wrote them.
    pub long: String,
}
