//! Whom a message concerns: which towns, and whether the area that the station covers at all.

use super::{Alert, Zone, ZoneKind};
use crate::slug::Slug;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// A place that messages are matched with, by its codes. Where its polygon question is asked, `lib/geo` answers it.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// The town.
    pub slug: Slug,
    /// As readers know it.
    pub name: String,
    /// Degrees north and east.
    pub at: (f64, f64),
    /// Public forecast zone.
    pub forecast: Option<String>,
    /// County zone.
    pub county: Option<String>,
    /// Fire weather zone.
    pub fire: Option<String>,
    /// County, five digits.
    pub fips: Option<String>,
}

/// What the station covers: its towns, and zones and counties beyond them.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    /// Towns by their slug.
    pub towns: BTreeMap<Slug, Spot>,
    zones: HashSet<Zone>,
    fips: HashSet<String>,
    by_zone: HashMap<Zone, Vec<Slug>>,
    by_fips: HashMap<String, Vec<Slug>>,
}

/// Whom a message concerns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// Towns.
    pub towns: BTreeSet<Slug>,
    /// The coverage area, in one of the towns or beyond.
    pub covered: bool,
}

impl Coverage {
    /// Of towns, zones beyond them, and counties (six-digit codes of SAME). A zone with `Z` counts on both maps that
    /// have such codes, of forecasts and of fire weather.
    pub fn new(towns: impl IntoIterator<Item = Spot>, zones: &[String], same: &[String]) -> Self {
        let mut coverage = Self::default();
        for code in zones {
            for kind in kinds_of(code) {
                coverage.zones.insert(Zone { code: code.clone(), kind: *kind });
            }
        }
        coverage.fips.extend(same.iter().map(|code| fips(code).to_owned()));
        for spot in towns {
            let of = [
                (&spot.forecast, ZoneKind::Forecast),
                (&spot.county, ZoneKind::County),
                (&spot.fire, ZoneKind::Fire),
            ];
            for (code, kind) in of {
                if let Some(code) = code {
                    let zone = Zone { code: code.clone(), kind };
                    coverage.by_zone.entry(zone).or_default().push(spot.slug.clone());
                }
            }
            if let Some(fips) = &spot.fips {
                coverage.by_fips.entry(fips.clone()).or_default().push(spot.slug.clone());
            }
            coverage.towns.insert(spot.slug.clone(), spot);
        }
        coverage
    }

    /// Whether there is anything to match with.
    pub fn is_empty(&self) -> bool {
        self.towns.is_empty() && self.zones.is_empty() && self.fips.is_empty()
    }

    /// Every zone that the station is concerned with, each on its map.
    pub fn zones(&self) -> BTreeSet<Zone> {
        self.zones.iter().chain(self.by_zone.keys()).cloned().collect()
    }

    /// The counties that are covered, five digits each, in order.
    pub fn counties(&self) -> BTreeSet<&str> {
        self.fips.iter().chain(self.by_fips.keys()).map(String::as_str).collect()
    }

    /// Whom a message concerns. `inside` are the towns within its polygons and circles, as `lib/geo` says.
    ///
    /// A shape decides when there is one: a tornado warning for a corner of a county is not for all of it. Zones decide
    /// next, each on its own map, because a code may name a fire zone and another forecast zone. Counties by SAME code
    /// decide only where a message has no zone: of a fire zone, the service lists every county it touches.
    pub fn reach(&self, alert: &Alert, inside: &BTreeSet<Slug>) -> Reach {
        let has_shape = !alert.polygons.is_empty() || !alert.circles.is_empty();
        let mut towns = BTreeSet::new();
        let mut covered = false;
        if alert.zones.is_empty() {
            for code in &alert.same {
                covered |= self.fips.contains(fips(code));
                towns.extend(self.by_fips.get(fips(code)).into_iter().flatten().cloned());
            }
        } else {
            for zone in &alert.zones {
                covered |= self.zones.contains(zone);
                towns.extend(self.by_zone.get(zone).into_iter().flatten().cloned());
            }
        }
        covered |= !towns.is_empty() || !inside.is_empty();
        if has_shape {
            towns.clone_from(inside);
        }
        Reach { towns, covered }
    }
}

/// Without the digit for a part of the county.
fn fips(same: &str) -> &str {
    same.get(same.len().saturating_sub(5)..).unwrap_or(same)
}

fn kinds_of(code: &str) -> &'static [ZoneKind] {
    match code.as_bytes().get(2) {
        Some(b'C') => &[ZoneKind::County],
        _ => &[ZoneKind::Forecast, ZoneKind::Fire],
    }
}
