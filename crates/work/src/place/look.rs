//! A town by its position: its square of the forecast grid, its zones, its county, and the stations around it.

use super::{Asker, failed};
use crate::inspect::Problem;
use feeds::nws;
use model::{
    county,
    town::{Grid, Position, SameCode, StationId, Ugc, UgcKind, Zones},
};

/// An airport within this speaks for a town before anybody else: its reports have the sky.
const AIRPORT_KM: f64 = 40.0;
/// Any other station speaks for a town within this.
const OTHER_KM: f64 = 25.0;
/// Stations that are written down.
const STATIONS: usize = 3;

/// What the weather service says of a position.
#[derive(Clone, Debug, PartialEq)]
pub struct Spoken {
    /// Its square of the grid.
    pub grid: Grid,
    /// Its zones.
    pub zones: Zones,
    /// Its county as messages name it.
    pub same: Option<SameCode>,
    /// Postal code of its state, by its county or zone.
    pub state: Option<String>,
    /// Name of the county.
    pub county: Option<String>,
    /// Stations that speak for it, the preferred one first.
    pub stations: Vec<Near>,
    /// How high its square of the grid lies, metres above the sea, as far as the service tells.
    pub elevation_m: Option<f64>,
    /// The radar that covers it, as the service names it.
    pub radar: Option<String>,
    /// Name of its time zone.
    pub time_zone: Option<String>,
    /// What is missing, and what to do about it.
    pub problems: Vec<Problem>,
}

/// A station near a town.
#[derive(Clone, Debug, PartialEq)]
pub struct Near {
    /// Which.
    pub id: StationId,
    /// Its name.
    pub name: String,
    /// How far away.
    pub km: f64,
}

/// Ask about a position.
///
/// # Errors
/// When nobody can be asked, or the service does not speak for it.
pub async fn look(asker: &Asker<'_>, at: Position) -> Result<Spoken, Problem> {
    let abroad = "The service speaks for the United States and its waters: latitude comes first, and west is negative.";
    let path = format!("points/{},{}", plain(at.latitude), plain(at.longitude));
    let bytes = asker.service(&path).await.map_err(|error| failed(&path, &error, abroad))?;
    let point =
        nws::point(&bytes).map_err(|error| Problem::new(&path, format!("The answer {error}."), abroad))?;
    let mut spoken = understand(&point).map_err(|what| Problem::new(&path, what, abroad))?;
    height(asker, &mut spoken).await;
    let path = format!("gridpoints/{}/stations", spoken.grid);
    // A town without stations still has a forecast.
    match asker.service(&path).await {
        Ok(bytes) => match nws::stations(&bytes) {
            Ok(stations) => spoken.stations = chosen(&stations.list, at),
            Err(error) => spoken.problems.push(Problem::new(&path, format!("The answer {error}."), BY_HAND)),
        },
        Err(error) => {
            spoken.problems.push(Problem { remedy: BY_HAND.to_owned(), ..failed(&path, &error, "") });
        }
    }
    if spoken.stations.is_empty() && !spoken.problems.iter().any(|problem| problem.remedy == BY_HAND) {
        let what =
            format!("No station is near: no airport within {AIRPORT_KM} km, no other within {OTHER_KM} km.");
        spoken.problems.push(Problem::new(path, what, BY_HAND));
    }
    Ok(spoken)
}

/// How high the square lies; its forecast tells it in a tenth of the bytes of the raw grid.
async fn height(asker: &Asker<'_>, spoken: &mut Spoken) {
    /// From the shore of the Dead Sea to where nobody lives.
    const POSSIBLE: std::ops::RangeInclusive<f64> = -450.0..=6_000.0;
    let path = format!("gridpoints/{}/forecast", spoken.grid);
    let what = match asker.service(&path).await {
        Ok(bytes) => match nws::elevation(&bytes) {
            Ok(Some(metres)) if POSSIBLE.contains(&metres) => {
                spoken.elevation_m = Some(metres.round());
                return;
            }
            Ok(_) => "The service does not tell how high the town lies.".to_owned(),
            Err(error) => format!("The answer {error}."),
        },
        Err(error) => failed(&path, &error, "").what,
    };
    let remedy = "Add `elevation_m` by hand where a station stands much higher or lower than the town.";
    spoken.problems.push(Problem::new(path, what, remedy));
}

const BY_HAND: &str = "The town has a forecast and no observation. Add `stations` by hand when you know one.";

fn understand(point: &nws::Point) -> Result<Spoken, String> {
    let grid = Grid::parse(&point.grid).map_err(|error| format!("{error}."))?;
    let mut problems = Vec::new();
    let mut code = |what: &str, text: &Option<String>, kind| {
        let code = text.as_deref().and_then(|text| Ugc::parse_as(text, kind).ok());
        if code.is_none() {
            let missing = format!("The service names no {what} of this position.");
            problems.push(Problem::new("points", missing, "Warnings by that map will not reach the town."));
        }
        code
    };
    let zones = Zones {
        forecast: code("forecast zone", &point.forecast_zone, UgcKind::Zone),
        county: code("county", &point.county_zone, UgcKind::County),
        fire: code("fire weather zone", &point.fire_zone, UgcKind::Zone),
    };
    let fips = zones.county.as_ref().and_then(county_of);
    let named = fips.as_ref().and_then(|fips| county::all().find(|county| county.fips == fips));
    let same = named.and_then(|county| SameCode::parse(&format!("0{}", county.fips)).ok());
    let first = zones.county.as_ref().or(zones.forecast.as_ref());
    Ok(Spoken {
        grid,
        same,
        state: first.and_then(|code| code.as_str().get(..2)).map(str::to_owned),
        county: named.map(|county| county.name.to_owned()),
        zones,
        stations: Vec::new(),
        elevation_m: None,
        radar: point.radar.clone(),
        time_zone: point.time_zone.clone(),
        problems,
    })
}

/// Five digits: a county's code has the last three of them.
fn county_of(code: &Ugc) -> Option<String> {
    let state = county::state_fips(code.as_str().get(..2)?)?;
    Some(format!("{state}{}", code.as_str().get(3..)?))
}

/// Airports first, then others, each by distance.
fn chosen(list: &[nws::Station], at: Position) -> Vec<Near> {
    let near = |station: &nws::Station| {
        let (latitude, longitude) = station.position?;
        let km = at.km_to(Position::new(latitude, longitude)?);
        Some(Near { id: StationId::parse(&station.id).ok()?, name: station.name.clone(), km })
    };
    let fits = |near: &Near| near.km <= if is_airport(&near.id) { AIRPORT_KM } else { OTHER_KM };
    let mut found: Vec<Near> = list.iter().filter_map(near).filter(fits).collect();
    found.sort_by(|a, b| {
        (!is_airport(&a.id), a.km)
            .partial_cmp(&(!is_airport(&b.id), b.km))
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    found.dedup_by(|a, b| a.id == b.id);
    found.truncate(STATIONS);
    found
}

/// Four letters of the American blocks of airports (ICAO Doc 7910): K, P, and T for Puerto Rico and the Virgin Islands.
fn is_airport(id: &StationId) -> bool {
    let text = id.as_str();
    text.len() == 4 && text.starts_with(['K', 'P', 'T']) && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Degrees as the service wants them: four decimals at most, and no zeros behind.
fn plain(degrees: f64) -> String {
    let text = format!("{degrees:.4}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    #[test]
    fn degrees_are_written_as_the_service_wants_them() {
        let told = [42.0, -122.875_6, 42.326_54, 0.000_01, -0.000_01, 100.0].map(plain);
        assert_eq!(told, ["42", "-122.8756", "42.3265", "0", "0", "100"]);
    }

    #[test]
    fn airports_come_first_and_nobody_speaks_from_afar() {
        let at = Position::new(42.3265, -122.8756).unwrap();
        let station = |id: &str, latitude: f64| nws::Station {
            id: id.to_owned(),
            name: id.to_owned(),
            position: Some((latitude, -122.8756)),
            elevation_m: None,
        };
        let list = [
            station("D4567", 42.33),
            station("KSXT", 42.6),
            station("KMFR", 42.4),
            station("COOPB", 42.6),
            station("KOTH", 43.4),
            nws::Station { id: "KXXX".into(), ..nws::Station::default() },
            station("no id", 42.33),
        ];
        let told: Vec<String> =
            chosen(&list, at).iter().map(|near| format!("{} {:.0}", near.id, near.km)).collect();
        assert_eq!(told, ["KMFR 8", "KSXT 30", "D4567 0"]);
    }
}
