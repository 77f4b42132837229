//! What drawing costs: `cargo run --release -p pages --example graphics_bench`. Prints milliseconds and bytes.

use std::{error::Error, io::Write, time::Instant};

use flate2::{Compression, write::GzEncoder};
use jiff::civil::date;
use pages::{
    chart::{self, series::Daily},
    map::{self, Area, CountyMap},
};

const ROUNDS: u32 = 50;

fn main() -> Result<(), Box<dyn Error>> {
    println!("drawing                first, ms   again, ms   bytes   gzip -9");
    for (state, name) in [("41", "Oregon"), ("06", "California"), ("48", "Texas"), ("51", "Virginia")] {
        let county = rows(state);
        report(name, || map::draw(&county).0.svg_html)?;
        report(&format!("{name}, picture"), || map::standalone(&county, "Source").unwrap_or_default())?;
    }
    let days =
        date(2020, 3, 1).series(jiff::Span::new().days(1)).take(365).enumerate().map(|(place, date)| {
            chart::series::Day {
                date,
                value: Some(f64::from(u32::try_from(place * place % 211).unwrap_or(0))),
                mark: None,
            }
        });
    let year = Daily {
        id: "year".into(),
        kind: chart::series::Kind::Count,
        average: true,
        days: days.collect(),
        ..Daily::default()
    };
    report("chart of 365 days", || chart::daily(&year).svg_html)?;
    report("sparkline of 365 days", || chart::spark(&year))
}

/// The first drawing of a state lays it out; the very first also decodes the atlas.
fn report(name: &str, draw: impl Fn() -> String) -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    let text = draw();
    let first = start.elapsed().as_secs_f64() * 1_000.0;
    let start = Instant::now();
    for _ in 0..ROUNDS {
        std::hint::black_box(draw());
    }
    let again = start.elapsed().as_secs_f64() * 1_000.0 / f64::from(ROUNDS);
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(text.as_bytes())?;
    let packed = encoder.finish()?.len();
    println!("{name:22} {first:9.2} {again:11.2} {:9} {packed:9}", text.len());
    Ok(())
}

fn rows(state: &str) -> CountyMap {
    let keys = (1..1_000u32).map(|number| format!("{state}{number:03}"));
    let area = |fips: String| {
        let name = map::full_name(&fips)?;
        let number: u32 = fips.parse().ok()?;
        let rate = number * 7_919 % 9_000 + 500;
        Some(Area {
            url: Some(format!("/data/covid/{}", name.to_lowercase().replace(' ', "-"))),
            fips,
            name,
            value: Some(f64::from(rate)),
            words: format!("{} cases, {rate} per 100,000", number * 37 % 20_000),
        })
    };
    CountyMap {
        id: "covid".into(),
        states: state.split('+').map(str::to_owned).collect(),
        title: "Cases per 100,000 people".into(),
        classes: 5,
        areas: keys.filter_map(area).collect(),
        ..CountyMap::default()
    }
}
