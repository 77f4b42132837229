//! The raw grid of a square: for each element, values that hold for spans of time.

use super::{
    Error, MAX_ITEMS, Note, Notes, root,
    value::{self, Kind},
};
use jiff::{Span as Length, Timestamp, tz::TimeZone};
use serde_json::Value;

/// The elements that are read of a square.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    /// When the forecaster last changed it.
    pub updated: Option<Timestamp>,
    /// Degrees Celsius.
    pub temperature_c: Series,
    /// Each day's high, degrees Celsius.
    pub high_c: Series,
    /// Each night's low, degrees Celsius.
    pub low_c: Series,
    /// Percent.
    pub humidity_percent: Series,
    /// Percent of the sky.
    pub sky_percent: Series,
    /// Percent.
    pub rain_percent: Series,
    /// Kilometres per hour.
    pub wind_kmh: Series,
    /// Kilometres per hour.
    pub gust_kmh: Series,
    /// Metres above the sea.
    pub snow_level_m: Series,
    /// What was left out.
    pub notes: Vec<Note>,
}

/// Values over time.
pub type Series = Vec<Span>;

/// A value that holds for a while. One that the service left empty is not there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// From then.
    pub start: Timestamp,
    /// Until then.
    pub end: Timestamp,
    /// In the series' unit.
    pub value: f64,
}

/// Read `/gridpoints/…`.
///
/// # Errors
/// When it is none.
pub fn grid(bytes: &[u8]) -> Result<Grid, Error> {
    let root = root(bytes)?;
    let missing = |missing| Error::Shape { wanted: "grid", missing };
    let said = root.get("properties").ok_or(missing("properties"))?;
    if said.get("temperature").and_then(|element| element.get("values")).is_none() {
        return Err(missing("properties.temperature.values"));
    }
    let mut notes = Notes::default();
    let updated = value::time(said, "updateTime", &mut notes);
    let mut series = |name: &str, kind| element(said, name, kind, &mut notes);
    let mut grid = Grid {
        updated,
        temperature_c: series("temperature", Kind::Temperature),
        high_c: series("maxTemperature", Kind::Temperature),
        low_c: series("minTemperature", Kind::Temperature),
        humidity_percent: series("relativeHumidity", Kind::Percent),
        sky_percent: series("skyCover", Kind::Percent),
        rain_percent: series("probabilityOfPrecipitation", Kind::Percent),
        wind_kmh: series("windSpeed", Kind::Speed),
        gust_kmh: series("windGust", Kind::Speed),
        snow_level_m: series("snowLevel", Kind::Length),
        notes: Vec::new(),
    };
    grid.notes = notes.0;
    Ok(grid)
}

fn element(said: &Value, name: &str, kind: Kind, notes: &mut Notes) -> Series {
    let Some(element) = said.get(name) else { return Series::new() };
    let unit = element.get("uom").and_then(Value::as_str).unwrap_or_default();
    let values = element.get("values").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let mut series = Series::new();
    for entry in values.iter().take(MAX_ITEMS) {
        let Some(number) = entry.get("value").and_then(Value::as_f64) else { continue };
        let times = entry.get("validTime").and_then(Value::as_str).and_then(span);
        match (times, value::convert(number, unit, kind)) {
            (Some((start, end)), Some(value)) => series.push(Span { start, end, value }),
            (None, _) => notes.add(name, "a value without a span of time was passed over"),
            (_, None) => {
                notes.add(name, format!("the unit “{}” is not known for this", value::cut(unit, 40)));
                break;
            }
        }
    }
    series.sort_by_key(|span| span.start);
    series
}

/// `2024-03-11T03:00:00-07:00/P7DT15H`.
fn span(text: &str) -> Option<(Timestamp, Timestamp)> {
    if text.len() > 80 {
        return None;
    }
    let (start, length) = text.split_once('/')?;
    let start: Timestamp = start.parse().ok()?;
    let length: Length = length.parse().ok()?;
    // Days of the grid are 24 hours, so they are counted in UTC.
    let end = start.to_zoned_datetime(TimeZone::UTC).checked_add(length).ok()?.timestamp();
    (end > start).then_some((start, end))
}
