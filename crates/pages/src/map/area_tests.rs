//! Maps of zones: what they may weigh, and what they leave out.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
use super::*;
use crate::map::zones;
use flate2::{Compression, write::GzEncoder};
use geo::Polygon;
use jiff::{Timestamp, tz::TimeZone};
use model::{
    alert::{Alert, Policy, Reach, Zone, ZoneKind, ZoneShape},
    county,
    weather::Rules,
};
use std::io::Write as _;

fn station() -> Station {
    Station {
        name: "Signal".into(),
        tagline: String::new(),
        city: String::new(),
        language: "en".into(),
        zone: TimeZone::UTC,
        base_url: "https://signal.example".into(),
        notice: None,
        sections: Vec::new(),
        places: Vec::new(),
        towns: Vec::new(),
        weather: Rules::default(),
        radar: model::radar::Policy::default(),
        alerts: Policy::default(),
    }
}

fn kept(zones: Vec<Zone>) -> Kept {
    let alert = Alert { event: "Red Flag Warning".into(), zones, ..Alert::default() };
    let (received_at, over_at) = (Timestamp::UNIX_EPOCH, Timestamp::MAX);
    Kept { id: 1, chain: 1, received_at, over_at, reach: Reach::default(), alert }
}

fn drawn(kept: &Kept, shapes: &[ZoneShape]) -> String {
    draw(kept, &zones::of(&kept.alert, shapes), &station()).unwrap().svg_html
}

fn compressed(text: &str) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap().len()
}

/// A page without its map is about seven kilobytes; forty are its budget.
const BUDGET: usize = 30_000;

#[test]
fn a_warning_for_every_county_of_five_states_keeps_the_budget() {
    let of = |state: &str| {
        let code = |county: county::County| format!("{state}C{}", &county.fips[2..]);
        county::of_state(state).unwrap().map(code).collect::<Vec<_>>()
    };
    let codes = ["OR", "WA", "ID", "NV", "CA"].into_iter().flat_map(of);
    let zones: Vec<Zone> = codes.map(|code| Zone { code, kind: ZoneKind::County }).collect();
    assert!(zones.len() > 180);
    let size = compressed(&drawn(&kept(zones), &[]));
    println!("five states: {size} bytes");
    assert!(size < BUDGET, "{size} bytes");
}

/// A zone with a border of `points` points, none of which a straight line could do without.
fn jagged(code: &str, west: f64, points: u32) -> ZoneShape {
    let border = (0..points).map(|at| {
        let turn = f64::from(at) / f64::from(points) * std::f64::consts::TAU;
        let far = 0.5 + 0.05 * f64::from(at % 2);
        Point::new(west + far * turn.cos(), 43.0 + far * turn.sin())
    });
    let shape = Polygon { outer: Ring::new(border.collect()), holes: Vec::new() };
    let packed = alone::pack(&MultiPolygon { polygons: vec![shape] });
    ZoneShape { zone: Zone { code: code.into(), kind: ZoneKind::Fire }, name: String::new(), packed }
}

#[test]
fn zones_drawn_to_the_pebble_keep_the_budget() {
    let shapes: Vec<ZoneShape> =
        (0..20).map(|n| jagged(&format!("ORZ6{n:02}"), -124.0 + f64::from(n) * 0.3, 3_000)).collect();
    let kept = kept(shapes.iter().map(|shape| shape.zone.clone()).collect());
    let map = drawn(&kept, &shapes);
    let size = compressed(&map);
    println!("twenty zones of 3,000 points: {size} bytes");
    assert!(size < BUDGET, "{size} bytes");
    let warned = map.split("class=\"warned\"").nth(1).unwrap().split('>').next().unwrap();
    assert_eq!(warned.matches('m').count(), 20, "every zone is on the map");
}

#[test]
fn what_nobody_knows_is_not_drawn() {
    let kept = kept(vec![Zone { code: "ORZ624".into(), kind: ZoneKind::Fire }]);
    assert!(draw(&kept, &zones::of(&kept.alert, &[]), &station()).is_none());
    let damaged = [ZoneShape { packed: b"geo1 and then nothing".to_vec(), ..jagged("ORZ624", -121.0, 8) }];
    assert!(draw(&kept, &zones::of(&kept.alert, &damaged), &station()).is_none());
}
