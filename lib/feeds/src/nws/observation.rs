//! Observations of a station: the latest, or a list.

use super::{
    Error, MAX_ITEMS, Note, Notes, root,
    value::{self, Kind},
};
use jiff::Timestamp;
use serde_json::Value;

/// What a station reported, each figure only if it reported it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Observation {
    /// Identifier, such as `KMFR`.
    pub station: Option<String>,
    /// Name, where the answer has it.
    pub station_name: Option<String>,
    /// Latitude and longitude of the station, in degrees.
    pub position: Option<(f64, f64)>,
    /// Metres above the sea.
    pub elevation_m: Option<f64>,
    /// When it was made.
    pub at: Timestamp,
    /// The report it was made from (METAR), if there is one. Five-minute readings have none.
    pub raw: Option<String>,
    /// Sky and weather in words.
    pub description: Option<String>,
    /// Degrees Celsius.
    pub temperature_c: Option<f64>,
    /// Degrees Celsius.
    pub dewpoint_c: Option<f64>,
    /// Percent.
    pub humidity_percent: Option<f64>,
    /// Degrees from north that the wind comes from.
    pub wind_from_deg: Option<f64>,
    /// Kilometres per hour.
    pub wind_kmh: Option<f64>,
    /// Kilometres per hour.
    pub gust_kmh: Option<f64>,
    /// Pascals at sea level.
    pub sea_level_pa: Option<f64>,
    /// Metres.
    pub visibility_m: Option<f64>,
    /// Highest temperature of the last 24 hours, degrees Celsius.
    pub high_24h_c: Option<f64>,
    /// Lowest temperature of the last 24 hours, degrees Celsius.
    pub low_24h_c: Option<f64>,
    /// Rain and melted snow of the last hour, millimetres.
    pub rain_1h_mm: Option<f64>,
    /// Layers of cloud from below.
    pub clouds: Vec<Cloud>,
    /// Figures that failed the service's own checks, by the service's names, such as `temperature`. They are missing above;
    /// the report has them still.
    pub rejected: Vec<&'static str>,
}

/// A layer of cloud.
#[derive(Clone, Debug, PartialEq)]
pub struct Cloud {
    /// `FEW`, `SCT`, `BKN`, `OVC`, `CLR`, `SKC`, `VV`, as reported.
    pub amount: String,
    /// Metres above the station.
    pub base_m: Option<f64>,
}

/// Observations of an answer, newest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Observations {
    /// Those that have a time.
    pub list: Vec<Observation>,
    /// What was left out.
    pub notes: Vec<Note>,
}

/// Read `/stations/…/observations/latest` or `/stations/…/observations`.
///
/// # Errors
/// When it is neither.
pub fn observations(bytes: &[u8]) -> Result<Observations, Error> {
    let root = root(bytes)?;
    let mut notes = Notes::default();
    let mut list = Vec::new();
    match root.get("features").and_then(Value::as_array) {
        Some(features) => {
            if features.len() > MAX_ITEMS {
                notes.add("features", format!("only the first {MAX_ITEMS} are read"));
            }
            list.extend(features.iter().take(MAX_ITEMS).filter_map(|feature| one(feature, &mut notes)));
        }
        None if root.get("properties").and_then(|p| p.get("timestamp")).is_some() => {
            list.extend(one(&root, &mut notes));
        }
        None => return Err(Error::Shape { wanted: "observation", missing: "properties.timestamp" }),
    }
    list.sort_by_key(|observation| std::cmp::Reverse(observation.at));
    Ok(Observations { list, notes: notes.0 })
}

fn one(feature: &Value, notes: &mut Notes) -> Option<Observation> {
    let said = feature.get("properties")?;
    let Some(at) = value::time(said, "timestamp", notes) else {
        notes.add("timestamp", "an observation without a time was passed over");
        return None;
    };
    let mut number = |name, kind| value::quantity(said, name, kind, notes);
    let mut observation = Observation {
        at,
        elevation_m: number("elevation", Kind::Length),
        temperature_c: number("temperature", Kind::Temperature),
        dewpoint_c: number("dewpoint", Kind::Temperature),
        humidity_percent: number("relativeHumidity", Kind::Percent),
        wind_from_deg: number("windDirection", Kind::Angle),
        wind_kmh: number("windSpeed", Kind::Speed),
        gust_kmh: number("windGust", Kind::Speed),
        sea_level_pa: number("seaLevelPressure", Kind::Pressure),
        visibility_m: number("visibility", Kind::Length),
        high_24h_c: number("maxTemperatureLast24Hours", Kind::Temperature),
        low_24h_c: number("minTemperatureLast24Hours", Kind::Temperature),
        rain_1h_mm: number("precipitationLastHour", Kind::Precipitation),
        ..Observation::default()
    };
    let names =
        ["temperature", "dewpoint", "relativeHumidity", "windSpeed", "seaLevelPressure", "visibility"];
    observation.rejected = names.into_iter().filter(|name| value::is_rejected(said, name)).collect();
    observation.station = value::text(said, "stationId")
        .or_else(|| said.get("station").and_then(Value::as_str).and_then(value::last_part));
    observation.station_name = value::text(said, "stationName");
    observation.position = value::point(feature);
    observation.raw = value::text(said, "rawMessage");
    observation.description = value::text(said, "textDescription");
    observation.clouds = clouds(said, notes);
    Some(observation)
}

fn clouds(said: &Value, notes: &mut Notes) -> Vec<Cloud> {
    let layers = said.get("cloudLayers").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let layer = |layer: &Value| {
        let amount = value::text(layer, "amount").filter(|amount| amount.len() <= 4)?;
        Some(Cloud { amount, base_m: value::quantity(layer, "base", Kind::Length, notes) })
    };
    // No report has more than six layers.
    layers.iter().take(8).filter_map(layer).collect()
}
