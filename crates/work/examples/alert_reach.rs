//! Five thousand alerts over three thousand zones, found for two hundred towns: by zone, by county, by polygon; then
//! ranked. `cargo run --release -p work --example alert_reach -- [ALERTS] [ZONES] [TOWNS]`
#![allow(clippy::unwrap_used, reason = "a measurement fails by panicking")]
#![allow(clippy::disallowed_methods, reason = "a measurement is not a station")]
#![allow(clippy::cast_precision_loss, reason = "small made-up numbers")]

use jiff::{SignedDuration, Timestamp};
use model::{
    alert::{
        Alert, Coverage, Kept, MessageType, Reach, Rules, Severity, Spot, Status, Zone, ZoneKind, worst,
    },
    slug::Slug,
};
use std::time::Instant;
use work::alert::inside;

fn main() {
    let mut arguments = std::env::args().skip(1).map(|text| text.parse::<usize>().unwrap());
    let mut next = |usual| arguments.next().unwrap_or(usual);
    let (alerts, zones, towns) = (next(5_000), next(3_000), next(200));
    let now: Timestamp = "2021-03-04T12:00:00Z".parse().unwrap();
    let made: Vec<Alert> = (0..alerts).map(|number| alert(number, zones, now)).collect();
    let coverage = Coverage::new((0..towns).map(|number| town(number, zones)), &[], &[]);
    let mut times: Vec<f64> = (0..21).map(|_| round(&made, &coverage, now)).collect();
    times.sort_by(f64::total_cmp);
    let told = played(&made, &coverage, now);
    let reached = told.iter().filter(|kept| kept.reach.covered).count();
    let polygons = made.iter().filter(|alert| !alert.polygons.is_empty()).count();
    println!(
        "{alerts} alerts ({polygons} with a polygon of 40 points), {zones} zones, {towns} towns; {reached} alerts reach a town"
    );
    println!(
        "found and ranked in {:.2} ms (median of 21; fastest {:.2}, slowest {:.2})",
        times[10], times[0], times[20]
    );
}

fn round(made: &[Alert], coverage: &Coverage, now: Timestamp) -> f64 {
    let begun = Instant::now();
    let mut covered = 0;
    for alert in made {
        let reach = coverage.reach(alert, &inside(alert, coverage.towns.values()));
        covered += usize::from(reach.covered);
    }
    let found = begun.elapsed().as_secs_f64();
    assert!(covered > 0);
    let kept = played(made, coverage, now);
    let begun = Instant::now();
    assert!(worst(&Rules::default(), &kept, now).is_some());
    (found + begun.elapsed().as_secs_f64()) * 1e3
}

fn played(made: &[Alert], coverage: &Coverage, now: Timestamp) -> Vec<Kept> {
    let kept = |(id, alert): (i64, &Alert)| {
        let reach: Reach = coverage.reach(alert, &inside(alert, coverage.towns.values()));
        Kept { id, chain: id, received_at: now, over_at: alert.own_end(), reach, alert: alert.clone() }
    };
    (1..).zip(made).map(kept).collect()
}

/// One in three has a polygon; the others name ten zones each.
fn alert(number: usize, zones: usize, now: Timestamp) -> Alert {
    let events = ["Wind Advisory", "Red Flag Warning", "Tornado Warning", "Flood Watch"];
    let middle = place(number * 7);
    let point = |step: usize| {
        let angle = step as f64 / 40.0 * std::f64::consts::TAU;
        (middle.0 + angle.sin() * 0.3, middle.1 + angle.cos() * 0.4)
    };
    let polygon: Vec<(f64, f64)> = (0..=40).map(point).collect();
    Alert {
        identifier: number.to_string(),
        sent: now,
        status: Status::Actual,
        message_type: MessageType::Alert,
        severity: Severity::Severe,
        event: events[number % events.len()].to_owned(),
        ends: Some(now + SignedDuration::from_hours(6)),
        zones: (0..10).map(|step| zone((number * 13 + step * 17) % zones)).collect(),
        polygons: if number.is_multiple_of(3) { vec![polygon] } else { Vec::new() },
        ..Alert::default()
    }
}

fn zone(number: usize) -> Zone {
    let kind = [ZoneKind::Forecast, ZoneKind::County, ZoneKind::Fire][number % 3];
    Zone {
        code: format!(
            "{}{}{:03}",
            ["OR", "CA", "WA"][number / 1_000 % 3],
            if kind == ZoneKind::County { 'C' } else { 'Z' },
            number % 1_000
        ),
        kind,
    }
}

fn town(number: usize, zones: usize) -> Spot {
    let of = |kind: ZoneKind| {
        (0..)
            .map(|step| zone((number * 31 + step) % zones))
            .find(|zone| zone.kind == kind)
            .map(|zone| zone.code)
    };
    Spot {
        slug: Slug::parse(&format!("town-{number}")).unwrap(),
        name: format!("Town {number}"),
        at: place(number),
        forecast: of(ZoneKind::Forecast),
        county: of(ZoneKind::County),
        fire: of(ZoneKind::Fire),
        fips: Some(format!("{:05}", 41_000 + number)),
    }
}

/// Spread over the western states.
fn place(number: usize) -> (f64, f64) {
    (32.0 + (number % 53) as f64 * 0.3, -124.0 + (number % 97) as f64 * 0.2)
}
