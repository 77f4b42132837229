//! A town: a place whose weather the station tells. Towns come from `[town.<slug>]` in `station.toml`.
//!
//! A town says where it is, which stations speak for it in order of preference, which square of the forecast grid it
//! stands in, and which zones warnings for it are issued by. Nothing here is guessed: a town without a station has no
//! observation rather than a neighbour's.

mod code;

pub use code::{ClimateId, CodeError, Grid, SameCode, StationId, Ugc, UgcKind};

use crate::slug::Slug;
use std::collections::BTreeSet;

/// A town.
#[derive(Clone, Debug, PartialEq)]
pub struct Town {
    /// Address, `/weather/<slug>`.
    pub slug: Slug,
    /// Such as “Medford”. No two towns of a station have the same.
    pub name: String,
    /// The place of that name with a page of its own, if it has one.
    pub place: Option<Slug>,
    /// Where it is.
    pub at: Position,
    /// Metres above the sea, when it is known.
    pub elevation_m: Option<f64>,
    /// Stations that speak for it, the preferred one first.
    pub stations: Vec<StationId>,
    /// Its square of the forecast grid; without it there is no forecast.
    pub grid: Option<Grid>,
    /// The zones that warnings name.
    pub zones: Zones,
    /// Where its normals and records are kept, by the weather service's abbreviation; without it there is no almanac.
    pub almanac: Option<ClimateId>,
    /// FIPS code of its county as alerts carry it, such as `041029`.
    pub same: Option<SameCode>,
    /// Whether its air is asked for, on a station that tells of the air.
    pub air: bool,
}

/// A position on the ellipsoid WGS84.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Position {
    /// Degrees north of the equator, -90 to 90.
    pub latitude: f64,
    /// Degrees east of Greenwich, -180 to 180; negative in the Americas.
    pub longitude: f64,
}

/// The zones of a town, each by its code. Fire zones have their own borders and often their own numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Zones {
    /// Public forecast zone, such as `ORZ026`.
    pub forecast: Option<Ugc>,
    /// County, such as `ORC029`.
    pub county: Option<Ugc>,
    /// Fire weather zone, such as `ORZ617`.
    pub fire: Option<Ugc>,
}

/// The name that means every town, in `weather:all`; no town can have it.
pub const ALL: &str = "all";

/// Names that stand for something else in addresses beside those of towns; no town can have them.
pub const RESERVED: [&str; 2] = [ALL, "alerts"];

/// Under which name the health board keeps how a town's observations are doing.
pub fn now_source(town: &Slug) -> Slug {
    source(town, "now")
}

/// Under which name the health board keeps how a town's forecasts are doing.
pub fn forecast_source(town: &Slug) -> Slug {
    source(town, "forecast")
}

/// Under which name the health board keeps how the figures of a town's air are doing.
pub fn air_source(town: &Slug) -> Slug {
    source(town, "air")
}

/// Under which name the health board keeps how a town's almanac is doing.
pub fn almanac_source(town: &Slug) -> Slug {
    source(town, "almanac")
}

fn source(town: &Slug, what: &str) -> Slug {
    // Too long only for a town's name of seventy letters; its sources then share one state, which is no harm.
    Slug::parse(&format!("weather-{town}-{what}")).unwrap_or_else(|_| town.clone())
}

impl Zones {
    /// Every zone there is of it.
    pub fn all(&self) -> impl Iterator<Item = &Ugc> {
        [&self.forecast, &self.county, &self.fire].into_iter().flatten()
    }
}

impl Position {
    /// A position; `None` when it is none on Earth.
    pub fn new(latitude: f64, longitude: f64) -> Option<Self> {
        let fits = (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude);
        fits.then_some(Self { latitude, longitude })
    }

    /// Great-circle distance in kilometres on a sphere of 6371.0088 km (haversine). Half a percent from the ellipsoid
    /// at most, which is less than a rounded “4 km away” shows.
    pub fn km_to(self, other: Self) -> f64 {
        let (from, to) = (self.latitude.to_radians(), other.latitude.to_radians());
        let half_north = ((to - from) / 2.0).sin();
        let half_east = ((other.longitude - self.longitude).to_radians() / 2.0).sin();
        let square = half_north * half_north + from.cos() * to.cos() * half_east * half_east;
        2.0 * 6371.0088 * square.sqrt().min(1.0).asin()
    }
}

/// Names that two towns have, ignoring case: a card called Medford must be Medford's.
pub fn twice<'t>(towns: impl Iterator<Item = &'t Town>) -> Vec<&'t Town> {
    let mut taken = BTreeSet::new();
    towns.filter(|town| !taken.insert(town.name.trim().to_lowercase())).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    #[test]
    fn distances_are_as_on_a_map() {
        let medford = Position::new(42.3265, -122.8756).unwrap();
        let airport = Position::new(42.3889, -122.8712).unwrap();
        let klamath_falls = Position::new(42.2249, -121.7817).unwrap();
        assert!((medford.km_to(airport) - 6.95).abs() < 0.02, "{}", medford.km_to(airport));
        assert!((medford.km_to(klamath_falls) - 90.7).abs() < 0.3, "{}", medford.km_to(klamath_falls));
        assert_eq!(medford.km_to(medford), 0.0);
        let (east, west) = (Position::new(52.0, 179.5).unwrap(), Position::new(52.0, -179.5).unwrap());
        assert!((east.km_to(west) - 68.5).abs() < 0.5, "across the date line: {}", east.km_to(west));
    }

    #[test]
    fn a_position_is_on_earth() {
        for (latitude, longitude) in [(90.1, 0.0), (0.0, -180.5), (f64::NAN, 0.0), (0.0, f64::INFINITY)] {
            assert_eq!(Position::new(latitude, longitude), None, "{latitude}, {longitude}");
        }
        assert!(Position::new(-90.0, 180.0).is_some());
    }
}
