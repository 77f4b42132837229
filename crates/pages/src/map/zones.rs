//! The surfaces of the zones that a message names, for messages that have no shape of their own. Shapes that were fetched
//! and kept come first; of a county without one, the atlas knows the border.

use geo::{Limits, MultiPolygon, alone};
use model::{
    alert::{Alert, Zone, ZoneKind, ZoneShape},
    county,
};
use std::collections::BTreeSet;

use super::{atlas, own};

/// What is read of one kept shape: many times what is ever kept.
const LIMITS: Limits = Limits { bytes: 1 << 20, points: 50_000, features: 10 };
/// Zones that are drawn of one message.
const MOST: usize = 300;

/// Surfaces, and which zones have none.
#[derive(Clone, Debug, Default)]
pub struct Surfaces {
    /// In degrees, one for each zone that is known.
    pub shapes: Vec<MultiPolygon>,
    /// Codes of the zones whose shapes are not known, in order.
    pub missing: Vec<String>,
}

/// The zones whose shapes a message needs: none when it has its own.
pub fn needed(alert: &Alert) -> BTreeSet<Zone> {
    if own::is_there(alert) { BTreeSet::new() } else { alert.zones.iter().take(MOST).cloned().collect() }
}

/// The surfaces of the zones that a message names, or, where it names none, of its counties; nothing for one with a shape
/// of its own.
#[must_use]
pub fn of(alert: &Alert, kept: &[ZoneShape]) -> Surfaces {
    let mut found = Surfaces::default();
    if own::is_there(alert) {
        return found;
    }
    let mut take = |code: &str, shape: Option<MultiPolygon>| match shape {
        Some(shape) => found.shapes.push(shape),
        None => found.missing.push(code.to_owned()),
    };
    for zone in &needed(alert) {
        take(&zone.code, surface(zone, kept));
    }
    if alert.zones.is_empty() {
        for code in alert.same.iter().take(MOST).collect::<BTreeSet<_>>() {
            // Another first digit is a part of the county, whose border nobody tells.
            take(code, code.strip_prefix('0').and_then(atlas::border));
        }
    }
    // More zones than are looked at are not known either.
    found.missing.extend(alert.zones.iter().skip(MOST).map(|zone| zone.code.clone()));
    found
}

fn surface(zone: &Zone, kept: &[ZoneShape]) -> Option<MultiPolygon> {
    let shape = kept.iter().find(|shape| shape.zone == *zone);
    let unpacked = shape.and_then(|shape| alone::unpack(&shape.packed, LIMITS).ok());
    if let Some(shape) = unpacked.filter(|shape| shape.size() >= 3) {
        return Some(shape);
    }
    let code = zone.code.as_str();
    let fips = format!("{}{}", county::state_fips(code.get(..2)?)?, code.get(3..)?);
    atlas::border(&fips).filter(|_| zone.kind == ZoneKind::County)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;
    use geo::{Point, Polygon, Ring};

    fn zone(code: &str, kind: ZoneKind) -> Zone {
        Zone { code: code.into(), kind }
    }

    fn square() -> MultiPolygon {
        let corners = [(-122.0, 42.0), (-121.0, 42.0), (-121.0, 43.0), (-122.0, 43.0)];
        let outer = Ring::new(corners.map(|(x, y)| Point::new(x, y)).to_vec());
        MultiPolygon { polygons: vec![Polygon { outer, holes: Vec::new() }] }
    }

    #[test]
    fn a_zone_has_the_shape_of_its_own_map() {
        let fire = zone("ORZ624", ZoneKind::Fire);
        let kept = [ZoneShape { zone: fire.clone(), name: String::new(), packed: alone::pack(&square()) }];
        let named = |zones: Vec<Zone>| of(&Alert { zones, ..Alert::default() }, &kept);
        let found = named(vec![fire.clone()]);
        assert_eq!((found.shapes, found.missing), (vec![square()], Vec::<String>::new()));
        let found = named(vec![zone("ORZ624", ZoneKind::Forecast), fire]);
        assert_eq!((found.shapes.len(), found.missing), (1, vec!["ORZ624".to_owned()]));
    }

    #[test]
    fn a_county_without_a_kept_shape_is_in_the_atlas() {
        let county = zone("ORC029", ZoneKind::County);
        let damaged = [ZoneShape { zone: county.clone(), name: String::new(), packed: b"geo1".to_vec() }];
        let found = of(
            &Alert { zones: vec![county.clone(), zone("ORC999", ZoneKind::County)], ..Alert::default() },
            &damaged,
        );
        assert_eq!((found.shapes.len(), found.missing), (1, vec!["ORC999".to_owned()]));
        let same = vec!["041029".into(), "141035".into(), "x".into()];
        let found = of(&Alert { same, ..Alert::default() }, &[]);
        assert_eq!((found.shapes.len(), found.missing), (1, vec!["141035".to_owned(), "x".to_owned()]));
        let own = Alert { zones: vec![county], polygons: vec![vec![(42.0, -122.0)]], ..Alert::default() };
        assert!(of(&own, &[]).shapes.is_empty() && needed(&own).is_empty(), "a shape of its own wins");
    }
}
