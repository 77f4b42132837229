//! Values out of the tree: quantities by their unit, times, texts.

use super::{MAX_TEXT, Notes};
pub(super) use crate::note::cut;
use jiff::Timestamp;
use serde_json::Value;

/// What a number measures; each is converted to one unit of the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// To degrees Celsius.
    Temperature,
    /// To kilometres per hour.
    Speed,
    /// To metres.
    Length,
    /// To millimetres.
    Precipitation,
    /// To pascals.
    Pressure,
    /// In percent.
    Percent,
    /// In degrees, clockwise from north.
    Angle,
}

/// A quantity object: `{"unitCode": "wmoUnit:degC", "value": 6.7}`. `None` where there is none; an unknown unit is noted, and
/// so is a figure that the service's own checks rejected.
pub(super) fn quantity(parent: &Value, name: &str, kind: Kind, notes: &mut Notes) -> Option<f64> {
    let object = parent.get(name)?;
    let number = object.get("value").and_then(Value::as_f64)?;
    if is_rejected(parent, name) {
        notes.add(name, format!("{number} was left out: it failed the service's own checks"));
        return None;
    }
    let unit = object.get("unitCode").and_then(Value::as_str).unwrap_or_default();
    let converted = convert(number, unit, kind);
    if converted.is_none() {
        notes.add(name, format!("the unit “{}” is not known for this", cut(unit, 40)));
    }
    converted
}

/// Whether the service has a figure of that name and its own checks rejected it.
///
/// `qualityControl` is a flag of the Meteorological Assimilation Data Ingest System (MADIS): `V` verified, `S` and `C` passed
/// the first checks, `Z` not checked, `G` found good by a person, `Q` questioned by a check of later stages, `X` rejected, `B`
/// found bad by a person. What is questioned is kept: neighbours that differ are common in mountains.
pub(super) fn is_rejected(parent: &Value, name: &str) -> bool {
    let object = parent.get(name);
    let flag = object.and_then(|object| object.get("qualityControl")).and_then(Value::as_str);
    flag.is_some_and(|flag| matches!(flag, "X" | "B"))
        && object.and_then(|object| object.get("value")).is_some_and(Value::is_number)
}

/// A number in a unit of the service, in the unit of the house.
pub(super) fn convert(number: f64, unit: &str, kind: Kind) -> Option<f64> {
    let unit = unit.rsplit_once(':').map_or(unit, |(_, unit)| unit);
    let converted = match (kind, unit) {
        (Kind::Temperature, "degC") => number,
        (Kind::Temperature, "degF" | "F") => (number - 32.0) / 1.8,
        (Kind::Temperature, "K") => number - 273.15,
        (Kind::Speed, "km_h-1") => number,
        (Kind::Speed, "m_s-1") => number * 3.6,
        (Kind::Speed, "kt" | "knot") => number * 1.852,
        (Kind::Speed, "mi_h-1" | "mph") => number * 1.609_344,
        (Kind::Length, "m") => number,
        (Kind::Length, "km") => number * 1_000.0,
        (Kind::Length, "ft") => number * 0.304_8,
        (Kind::Length, "mi") => number * 1_609.344,
        (Kind::Precipitation, "mm" | "kg_m-2") => number,
        (Kind::Precipitation, "m") => number * 1_000.0,
        (Kind::Precipitation, "in") => number * 25.4,
        (Kind::Pressure, "Pa") => number,
        (Kind::Pressure, "hPa") => number * 100.0,
        (Kind::Percent, "percent") => number,
        (Kind::Angle, "degree_(angle)" | "degrees_true") => number,
        _ => return None,
    };
    converted.is_finite().then_some(converted)
}

/// A time with an offset; anything else is noted and none.
pub(super) fn time(parent: &Value, name: &str, notes: &mut Notes) -> Option<Timestamp> {
    let text = parent.get(name)?.as_str()?;
    let parsed = text.get(..text.len().min(64)).and_then(|text| text.parse().ok());
    if parsed.is_none() {
        notes.add(name, format!("“{}” is no time", cut(text, 40)));
    }
    parsed
}

/// A text that is not empty, shortened.
pub(super) fn text(parent: &Value, name: &str) -> Option<String> {
    let text = parent.get(name)?.as_str()?.trim();
    (!text.is_empty()).then(|| cut(text, MAX_TEXT))
}

/// Latitude and longitude of a GeoJSON point.
pub(super) fn point(feature: &Value) -> Option<(f64, f64)> {
    let geometry = feature.get("geometry")?;
    if geometry.get("type").and_then(Value::as_str) != Some("Point") {
        return None;
    }
    let coordinates = geometry.get("coordinates")?.as_array()?;
    let (east, north) = (coordinates.first()?.as_f64()?, coordinates.get(1)?.as_f64()?);
    ((-90.0..=90.0).contains(&north) && (-180.0..=180.0).contains(&east)).then_some((north, east))
}

/// The last part of an address: of `https://api.weather.gov/stations/KMFR`, `KMFR`.
pub(super) fn last_part(address: &str) -> Option<String> {
    let last = address.trim_end_matches('/').rsplit('/').next()?;
    (!last.is_empty() && last.len() <= 12).then(|| last.to_owned())
}
