//! A forecast in periods: of about twelve hours, with names, or of one hour.

use super::{
    Error, MAX_ITEMS, Note, Notes, root,
    value::{self, Kind},
};
use jiff::Timestamp;
use serde_json::Value;

/// A forecast.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Forecast {
    /// When the forecaster last changed the grid it is made from. This is its age.
    pub updated: Option<Timestamp>,
    /// When this text was made from the grid; a new text of an old grid is an old forecast.
    pub generated: Option<Timestamp>,
    /// Metres above the sea of the square.
    pub elevation_m: Option<f64>,
    /// Its periods, in order of time.
    pub periods: Vec<Period>,
    /// What was left out.
    pub notes: Vec<Note>,
}

/// A part of the time ahead.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Period {
    /// `Tonight`, `Tuesday`; empty for an hour.
    pub name: String,
    /// From then.
    pub start: Timestamp,
    /// Until then.
    pub end: Timestamp,
    /// Whether it is a day or a night.
    pub is_day: bool,
    /// The day's high, the night's low, or the hour's temperature: degrees Celsius.
    pub temperature_c: Option<f64>,
    /// Percent.
    pub rain_percent: Option<f64>,
    /// Degrees Celsius.
    pub dewpoint_c: Option<f64>,
    /// Percent.
    pub humidity_percent: Option<f64>,
    /// The lower and the higher end, kilometres per hour.
    pub wind_kmh: Option<(f64, f64)>,
    /// Where it comes from, `SSE`.
    pub wind_from: Option<String>,
    /// Sky and weather in a few words.
    pub short: String,
    /// In sentences, as the service wrote them.
    pub long: String,
    /// Codes of the service's icon, most important first: `rain_showers`, `skc`.
    pub codes: Vec<String>,
}

/// Read `/gridpoints/…/forecast` or `/gridpoints/…/forecast/hourly`.
///
/// # Errors
/// When it is neither.
pub fn forecast(bytes: &[u8]) -> Result<Forecast, Error> {
    let root = root(bytes)?;
    let missing = |missing| Error::Shape { wanted: "forecast", missing };
    let said = root.get("properties").ok_or(missing("properties"))?;
    let listed = said.get("periods").and_then(Value::as_array).ok_or(missing("properties.periods"))?;
    let mut notes = Notes::default();
    if listed.len() > MAX_ITEMS {
        notes.add("periods", format!("only the first {MAX_ITEMS} are read"));
    }
    let mut periods: Vec<Period> =
        listed.iter().take(MAX_ITEMS).filter_map(|period| one(period, &mut notes)).collect();
    periods.sort_by_key(|period| period.start);
    Ok(Forecast {
        updated: value::time(said, "updateTime", &mut notes)
            .or_else(|| value::time(said, "updated", &mut notes)),
        generated: value::time(said, "generatedAt", &mut notes),
        elevation_m: value::quantity(said, "elevation", Kind::Length, &mut notes),
        periods,
        notes: notes.0,
    })
}

fn one(said: &Value, notes: &mut Notes) -> Option<Period> {
    let (start, end) = (value::time(said, "startTime", notes), value::time(said, "endTime", notes));
    let (Some(start), Some(end)) = (start, end) else {
        notes.add("periods", "a period without beginning or end was passed over");
        return None;
    };
    if end <= start {
        notes.add("periods", format!("a period that ends before it begins ({start}) was passed over"));
        return None;
    }
    Some(Period {
        name: value::text(said, "name").unwrap_or_default(),
        start,
        end,
        is_day: said.get("isDaytime").and_then(Value::as_bool).unwrap_or(false),
        temperature_c: temperature(said, notes),
        rain_percent: value::quantity(said, "probabilityOfPrecipitation", Kind::Percent, notes),
        dewpoint_c: value::quantity(said, "dewpoint", Kind::Temperature, notes),
        humidity_percent: value::quantity(said, "relativeHumidity", Kind::Percent, notes),
        wind_kmh: wind(said, notes),
        wind_from: value::text(said, "windDirection").filter(|from| from.len() <= 3),
        short: value::text(said, "shortForecast").unwrap_or_default(),
        long: value::text(said, "detailedForecast").unwrap_or_default(),
        codes: said.get("icon").and_then(Value::as_str).map(codes).unwrap_or_default(),
    })
}

/// A bare number with its unit beside it, or, since a feature flag of the service, a quantity.
fn temperature(said: &Value, notes: &mut Notes) -> Option<f64> {
    let bare = said.get("temperature")?;
    if bare.is_object() {
        return value::quantity(said, "temperature", Kind::Temperature, notes);
    }
    let unit = match said.get("temperatureUnit").and_then(Value::as_str) {
        Some("F") => "degF",
        Some("C") => "degC",
        other => {
            notes.add("temperatureUnit", format!("the unit “{}” is not known", other.unwrap_or("")));
            return None;
        }
    };
    value::convert(bare.as_f64()?, unit, Kind::Temperature)
}

/// `5 mph`, `6 to 13 mph`, `10 km/h`, or a quantity.
fn wind(said: &Value, notes: &mut Notes) -> Option<(f64, f64)> {
    let field = said.get("windSpeed")?;
    if field.is_object() {
        let speed = value::quantity(said, "windSpeed", Kind::Speed, notes);
        let unit = field.get("unitCode").and_then(Value::as_str).unwrap_or_default();
        let end = |name| value::convert(field.get(name)?.as_f64()?, unit, Kind::Speed);
        return Some((speed.or_else(|| end("minValue"))?, speed.or_else(|| end("maxValue"))?));
    }
    let text = field.as_str()?;
    let unit = if text.ends_with("mph") {
        "mi_h-1"
    } else if text.ends_with("km/h") {
        "km_h-1"
    } else {
        notes.add("windSpeed", format!("“{}” is not understood", value::cut(text, 40)));
        return None;
    };
    let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty() && part.len() < 5);
    let speeds: Vec<f64> =
        numbers.filter_map(|part| value::convert(part.parse().ok()?, unit, Kind::Speed)).collect();
    Some((*speeds.first()?, *speeds.last()?))
}

/// Of `…/icons/land/day/rain,70/rain_showers,100?size=medium`: `rain`, `rain_showers`.
fn codes(icon: &str) -> Vec<String> {
    let path = icon.split('?').next().unwrap_or_default();
    let parts = path.split('/').skip_while(|part| !matches!(*part, "day" | "night")).skip(1).take(2);
    let code = |part: &str| part.split(',').next().unwrap_or_default().to_owned();
    parts.map(code).filter(|code| !code.is_empty() && code.len() <= 24).collect()
}
