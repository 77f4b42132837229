//! Zones: the areas that authorities warn by, each on its own map.

use crate::town::{Ugc, UgcKind, Zones};

/// A zone as a message names it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Zone {
    /// `ORZ617`, `ORC029`.
    pub code: String,
    /// Of which map; fire zones and forecast zones use the same letters.
    pub kind: ZoneKind,
}

/// The map that a zone is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ZoneKind {
    /// Public and marine forecasts.
    Forecast,
    /// Counties.
    County,
    /// Fire weather.
    Fire,
}

/// Where a zone is, fetched once and kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneShape {
    /// Which zone.
    pub zone: Zone,
    /// As the weather service calls it: `Klamath Basin`; may be empty.
    pub name: String,
    /// Its surface in degrees, as `lib/geo` packs a topology; rooms that draw unpack it.
    pub packed: Vec<u8>,
}

impl Zone {
    /// The zones of a town, each on its map.
    pub fn of_town(zones: &Zones) -> impl Iterator<Item = Self> {
        let of = [
            (&zones.forecast, ZoneKind::Forecast),
            (&zones.county, ZoneKind::County),
            (&zones.fire, ZoneKind::Fire),
        ];
        of.into_iter()
            .filter_map(|(code, kind)| Some(Self { code: code.as_ref()?.as_str().to_owned(), kind }))
    }

    /// The zones that a code alone can mean: one with `Z` counts on both maps that have such codes.
    pub fn of_code(code: &Ugc) -> impl Iterator<Item = Self> {
        let kinds: &[ZoneKind] = match code.kind() {
            UgcKind::County => &[ZoneKind::County],
            UgcKind::Zone => &[ZoneKind::Forecast, ZoneKind::Fire],
        };
        kinds.iter().map(|kind| Self { code: code.as_str().to_owned(), kind: *kind })
    }
}

impl ZoneKind {
    /// Every map.
    pub const ALL: [Self; 3] = [Self::Forecast, Self::County, Self::Fire];

    /// As it is stored, and as the weather service's addresses have it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Forecast => "forecast",
            Self::County => "county",
            Self::Fire => "fire",
        }
    }

    /// Reads what [`Self::as_str`] says.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    #[test]
    fn a_code_is_on_every_map_that_has_it() {
        let of = |code: &str| -> Vec<_> {
            Zone::of_code(&Ugc::parse(code).unwrap()).map(|zone| zone.kind.as_str()).collect()
        };
        assert_eq!(of("ORZ624"), ["forecast", "fire"]);
        assert_eq!(of("ORC035"), ["county"]);
        assert!(ZoneKind::ALL.iter().all(|kind| ZoneKind::parse(kind.as_str()) == Some(*kind)));
    }

    #[test]
    fn a_town_has_each_zone_on_its_map() {
        let code = |text| Ugc::parse(text).ok();
        let zones = Zones { forecast: None, county: code("ORC035"), fire: code("ORZ624") };
        let told: Vec<_> =
            Zone::of_town(&zones).map(|zone| format!("{}/{}", zone.kind.as_str(), zone.code)).collect();
        assert_eq!(told, ["county/ORC035", "fire/ORZ624"]);
    }
}
