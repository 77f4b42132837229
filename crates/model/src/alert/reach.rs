//! Whom a message concerns: which towns, and whether the area that the station covers at all.

use super::{Alert, Zone, ZoneKind};
use crate::county::{postal_of, state_fips};
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
            // Messages name a county by its zone or by its number; either setting tells the other.
            let county = spot.county.clone().or_else(|| spot.fips.as_deref().and_then(zone_of));
            let fips = spot.fips.clone().or_else(|| spot.county.as_deref().and_then(fips_of));
            let of = [
                (spot.forecast.clone(), ZoneKind::Forecast),
                (county, ZoneKind::County),
                (spot.fire.clone(), ZoneKind::Fire),
            ];
            for (code, kind) in of {
                if let Some(code) = code {
                    let zone = Zone { code, kind };
                    coverage.by_zone.entry(zone).or_default().push(spot.slug.clone());
                }
            }
            if let Some(fips) = fips {
                coverage.by_fips.entry(fips).or_default().push(spot.slug.clone());
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
    /// A shape decides for the areas that have one: a tornado warning for a corner of a county is not for all of it. Zones
    /// decide next, each on its own map, because a code may name a fire zone and another forecast zone. Counties by SAME code
    /// decide only where a message has no zone: of a fire zone, the service lists every county it touches. A code that ends in
    /// 000 means all of a state, or of the nation.
    pub fn reach(&self, alert: &Alert, inside: &BTreeSet<Slug>) -> Reach {
        let same: &[String] = if alert.zones.is_empty() { &alert.same } else { &[] };
        let named = self.named(&alert.zones, same);
        let covered = named.covered || !inside.is_empty();
        if !alert.has_shape() {
            return Reach { covered, ..named };
        }
        let beside = self.named(&alert.beside.zones, &alert.beside.same);
        Reach { towns: inside.union(&beside.towns).cloned().collect(), covered }
    }

    /// Whom codes name.
    fn named(&self, zones: &[Zone], same: &[String]) -> Reach {
        let mut reach = Reach::default();
        for zone in zones {
            match statewide(&zone.code) {
                Some(state) => self.add_state(state, &mut reach),
                None => {
                    reach.covered |= self.zones.contains(zone);
                    reach.towns.extend(self.by_zone.get(zone).into_iter().flatten().cloned());
                }
            }
        }
        for code in same {
            let fips = fips(code);
            match fips.strip_suffix("000") {
                Some(state) => self.add_fips(state, &mut reach),
                None => {
                    reach.covered |= self.fips.contains(fips);
                    reach.towns.extend(self.by_fips.get(fips).into_iter().flatten().cloned());
                }
            }
        }
        reach.covered |= !reach.towns.is_empty();
        reach
    }

    /// All of a state, by its letters.
    fn add_state(&self, state: &str, reach: &mut Reach) {
        reach.covered |= self.zones.iter().any(|zone| zone.code.starts_with(state));
        let there = self.by_zone.iter().filter(|(zone, _)| zone.code.starts_with(state));
        reach.towns.extend(there.flat_map(|(_, towns)| towns).cloned());
        if let Some(fips) = state_fips(state) {
            self.add_fips(fips, reach);
        }
    }

    /// All of a state, by its two digits; of the whole nation, by two zeros.
    fn add_fips(&self, state: &str, reach: &mut Reach) {
        let is_there = |fips: &String| state == "00" || fips.starts_with(state);
        reach.covered |= self.fips.iter().any(is_there);
        let there = self.by_fips.iter().filter(|(fips, _)| is_there(fips));
        reach.towns.extend(there.flat_map(|(_, towns)| towns).cloned());
        if state == "00" {
            reach.covered = true;
            reach.towns.extend(self.towns.keys().cloned());
        }
    }
}

/// The state of a code that means all of its zones or counties: `ORZ000`, `ORCALL` (NWS Instruction 10-1702, 2.2).
fn statewide(code: &str) -> Option<&str> {
    let (state, rest) = code.split_at_checked(2)?;
    matches!(rest.get(1..), Some("000" | "ALL")).then_some(state)
}

/// The county of a county zone, five digits: `ORC029` is 41029.
fn fips_of(zone: &str) -> Option<String> {
    let (state, rest) = zone.split_at_checked(2)?;
    Some(format!("{}{}", state_fips(state)?, rest.strip_prefix('C')?))
}

/// The county zone of a county: 41029 is `ORC029`.
fn zone_of(fips: &str) -> Option<String> {
    Some(format!("{}C{}", postal_of(fips)?, fips.get(2..)?))
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
