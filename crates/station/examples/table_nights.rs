//! The night of twenty tables over every county of the country, three figures each, against 400 days of history: parse,
//! gate, store. `cargo run --release -p station --example table_nights -- [TABLES] [DAYS]`
#![allow(clippy::unwrap_used, reason = "a measurement fails by panicking")]
#![allow(clippy::disallowed_methods, reason = "a measurement is not a station")]

use desk::{By, Clock, Desk, table::Offered};
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use model::{
    county,
    slug::Slug,
    stale::Stale,
    station::Station,
    table::{Delivery, Made, Measure, Snapshot, Spec, Table},
};
use std::{collections::BTreeMap, sync::Arc, time::Instant};
use store::{Options, Store};
use work::table::{Moment, understand};

const NOW: &str = "2021-03-01T09:15:00Z";
const TONIGHT: Date = Date::constant(2021, 2, 28);
const MEASURES: [&str; 3] = ["cases", "deaths", "beds"];

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let tables: usize = arguments.next().map_or(20, |text| text.parse().unwrap());
    let days: i64 = arguments.next().map_or(400, |text| text.parse().unwrap());
    let folder = tempfile::TempDir::new().unwrap();
    let place = folder.path().display();
    let database = format!("sqlite:{place}/nights.sqlite");
    let store =
        Store::open(&Options { database, blobs: format!("file:{place}/blobs"), readers: 4 }).await.unwrap();
    let specs: BTreeMap<Slug, Spec> = (0..tables).map(spec).map(|spec| (spec.slug.clone(), spec)).collect();
    let begun = Instant::now();
    for spec in specs.values() {
        fill(&store, spec, days).await;
    }
    let bytes =
        std::fs::read_dir(folder.path()).unwrap().flatten().map(|file| file.metadata().unwrap().len());
    let rows = specs.values().next().map_or(0, |spec| spec.keys.len());
    println!(
        "{tables} tables of {rows} rows, {days} days each, written in {:.1} s",
        begun.elapsed().as_secs_f64()
    );
    println!("on disk: {:.1} MB", bytes.sum::<u64>() as f64 / 1e6);
    let now: Timestamp = NOW.parse().unwrap();
    let known = |(slug, spec): (&Slug, &Spec)| {
        let spec = spec.clone();
        (slug.clone(), Arc::new(Table { spec, source: None, made: Made::Settings }))
    };
    let tables = specs.iter().map(known).collect();
    let desk = Desk::new(store.clone(), Clock::new(move || now), Arc::new(station()), tables);
    let files: Vec<(&Spec, String)> = specs.values().map(|spec| (spec, file(spec))).collect();
    let (mut parsed, mut offered) = (0.0, 0.0);
    for (spec, file) in &files {
        let begun = Instant::now();
        let understood = understand(file.as_bytes(), spec, Moment { fetched_at: now, day: TONIGHT }).unwrap();
        parsed += begun.elapsed().as_secs_f64();
        let begun = Instant::now();
        for delivery in &understood.deliveries {
            let outcome = desk.offer_table(&spec.slug, delivery, &By::station("bench")).await.unwrap();
            assert_eq!(outcome, Offered::Accepted);
        }
        offered += begun.elapsed().as_secs_f64();
    }
    println!(
        "tonight: read {parsed:.2} s, gates and store {offered:.2} s, together {:.2} s",
        parsed + offered
    );
    let (spec, since) = (&files[0].0, TONIGHT.checked_sub(days.days()).unwrap());
    let begun = Instant::now();
    let series = store.reader().table_series(&spec.slug, Some("41029"), since).await.unwrap();
    println!("one county over {} days: {:.1} ms", series.len(), begun.elapsed().as_secs_f64() * 1e3);
    let begun = Instant::now();
    let series = store.reader().table_series(&spec.slug, None, since).await.unwrap();
    println!("the totals over {} days: {:.1} ms", series.len(), begun.elapsed().as_secs_f64() * 1e3);
}

fn spec(number: usize) -> Spec {
    let mut spec = Spec::named(Slug::parse(&format!("table-{number}")).unwrap(), "Table");
    let counties = county::all().filter(|county| county.fips < "57");
    spec.keys = counties.map(|county| (county.fips.to_owned(), county.name.to_owned())).collect();
    let measure = |column: &str| Measure {
        column: column.to_owned(),
        label: column.to_owned(),
        cumulative: column != "beds",
        ..Measure::default()
    };
    spec.measures = MEASURES.map(measure).into();
    spec.measures[1].at_most = Some(0);
    spec
}

/// A count that grows by something different in every county; beds go up and down.
fn figures(key: &str, day: i64) -> Vec<Option<i64>> {
    let size: i64 = key.parse::<i64>().unwrap() % 97 + 1;
    let cases = size * (400 + day) + size * day * day / 90;
    vec![Some(cases), Some(cases / 60), Some(size * 3 + (day * 7 + size) % 11)]
}

fn snapshot(spec: &Spec, as_of: Date, day: i64) -> Snapshot {
    let rows = spec.keys.keys().map(|key| (key.clone(), figures(key, day))).collect();
    Snapshot { as_of, fetched_at: NOW.parse().unwrap(), rows, published_totals: None }
}

async fn fill(store: &Store, spec: &Spec, days: i64) {
    let tx = store.begin(NOW.parse().unwrap()).await.unwrap();
    for back in (1..=days).rev() {
        let as_of = TONIGHT.checked_sub(back.days()).unwrap();
        let delivery = Delivery::of(snapshot(spec, as_of, days - back));
        tx.append_night(&spec.slug, &delivery, true, &[], None).await.unwrap();
    }
    tx.commit(Stale::nothing()).await.unwrap();
}

/// Tonight's file: four hundred days after the first.
fn file(spec: &Spec) -> String {
    let mut file = format!("as_of,fips,county,{}\n", MEASURES.join(","));
    for (key, name) in &spec.keys {
        let figures = figures(key, 400).into_iter().map(|figure| figure.unwrap().to_string());
        file += &format!("{TONIGHT},{key},\"{name}\",{}\n", figures.collect::<Vec<_>>().join(","));
    }
    file
}

fn station() -> Station {
    Station {
        name: "Bench".to_owned(),
        tagline: String::new(),
        city: String::new(),
        language: "en".to_owned(),
        zone: TimeZone::get("America/Los_Angeles").unwrap(),
        base_url: String::new(),
        notice: None,
        sections: Vec::new(),
        places: Vec::new(),
        towns: Vec::new(),
        weather: model::weather::Rules::default(),
        radar: model::radar::Policy::default(),
        alerts: model::alert::Policy::default(),
    }
}
