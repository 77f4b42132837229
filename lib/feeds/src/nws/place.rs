//! Who speaks for a position: its square of the grid and its zones, and stations with their names and places.

use super::{
    Error, MAX_ITEMS, Note, Notes, root,
    value::{self, Kind},
};
use serde_json::Value;

/// What `/points/LATITUDE,LONGITUDE` says of a position.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Point {
    /// Office, column and row of the square, as `MFR/106,62`.
    pub grid: String,
    /// Code of the public forecast zone.
    pub forecast_zone: Option<String>,
    /// Code of the county.
    pub county_zone: Option<String>,
    /// Code of the fire weather zone.
    pub fire_zone: Option<String>,
    /// Name of the time zone.
    pub time_zone: Option<String>,
    /// The nearest weather radar.
    pub radar: Option<String>,
    /// The nearest town, and its state.
    pub near: Option<(String, String)>,
}

/// A station.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Station {
    /// Identifier, such as `KMFR`.
    pub id: String,
    /// Name, as the service writes it.
    pub name: String,
    /// Latitude and longitude in degrees.
    pub position: Option<(f64, f64)>,
    /// Metres above the sea.
    pub elevation_m: Option<f64>,
}

/// Stations of an answer, in its order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stations {
    /// Those with an identifier.
    pub list: Vec<Station>,
    /// What was left out.
    pub notes: Vec<Note>,
}

/// How high a square of the grid lies, in metres above the sea: `/gridpoints/…` and its forecasts tell it; `/points/…` does
/// not. None where it is not told, or in no known unit.
///
/// # Errors
/// When the document is no answer.
pub fn elevation(bytes: &[u8]) -> Result<Option<f64>, Error> {
    let root = root(bytes)?;
    let said =
        root.get("properties").ok_or(Error::Shape { wanted: "square of the grid", missing: "properties" })?;
    Ok(value::quantity(said, "elevation", Kind::Length, &mut Notes::default()))
}

/// Read `/points/…`.
///
/// # Errors
/// When it is none.
pub fn point(bytes: &[u8]) -> Result<Point, Error> {
    let root = root(bytes)?;
    let missing = |missing| Error::Shape { wanted: "point", missing };
    let said = root.get("properties").ok_or(missing("properties"))?;
    let number = |name| said.get(name).and_then(Value::as_u64).filter(|number| *number < 10_000);
    let office = value::text(said, "gridId").ok_or(missing("properties.gridId"))?;
    let x = number("gridX").ok_or(missing("properties.gridX"))?;
    let y = number("gridY").ok_or(missing("properties.gridY"))?;
    let zone = |name| said.get(name).and_then(Value::as_str).and_then(value::last_part);
    let near = said.get("relativeLocation").and_then(|near| near.get("properties"));
    Ok(Point {
        grid: format!("{}/{x},{y}", value::cut(&office, 8)),
        forecast_zone: zone("forecastZone"),
        county_zone: zone("county"),
        fire_zone: zone("fireWeatherZone"),
        time_zone: value::text(said, "timeZone"),
        radar: value::text(said, "radarStation"),
        near: near.and_then(|near| Some((value::text(near, "city")?, value::text(near, "state")?))),
    })
}

/// Read a list of stations, or one of them (`/stations/KMFR`).
///
/// # Errors
/// When it is neither.
pub fn stations(bytes: &[u8]) -> Result<Stations, Error> {
    let root = root(bytes)?;
    let mut notes = Notes::default();
    let mut list = Vec::new();
    match root.get("features").and_then(Value::as_array) {
        Some(features) => {
            list.extend(features.iter().take(MAX_ITEMS).filter_map(|feature| one(feature, &mut notes)));
        }
        None => list.extend(one(&root, &mut notes)),
    }
    if list.is_empty() && notes.0.is_empty() {
        return Err(Error::Shape { wanted: "station", missing: "properties.stationIdentifier" });
    }
    Ok(Stations { list, notes: notes.0 })
}

fn one(feature: &Value, notes: &mut Notes) -> Option<Station> {
    let said = feature.get("properties")?;
    let id = value::text(said, "stationIdentifier").filter(|id| id.len() <= 8)?;
    let elevation_m = value::quantity(said, "elevation", Kind::Length, notes);
    let name = value::text(said, "name").unwrap_or_else(|| id.clone());
    Some(Station { id, name, position: value::point(feature), elevation_m })
}
