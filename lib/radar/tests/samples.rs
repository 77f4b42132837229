//! Real volumes, named by `BELLWETHER_SAMPLES`: each decodes to the figures that an independent decoder (MetPy)
//! recorded beside them, or says why not.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(
    clippy::disallowed_methods,
    reason = "whoever runs the tests speaks to them through the environment"
)]

use std::fs;
use std::path::{Path, PathBuf};

use radar::{Assembler, ChunkName, Limits, Moment, MomentSummary, SweepSummary, Volume, Words};
use serde_json::Value as Json;

/// The folder of radar samples, or none, said aloud.
fn folder() -> Option<PathBuf> {
    let samples = std::env::var_os("BELLWETHER_SAMPLES").map(|samples| PathBuf::from(samples).join("radar"));
    if samples.is_none() {
        println!("not run: BELLWETHER_SAMPLES is unset");
    }
    samples
}

fn facts(folder: &Path) -> serde_json::Map<String, Json> {
    let facts: Json = serde_json::from_slice(&fs::read(folder.join("facts.json")).unwrap()).unwrap();
    facts.as_object().unwrap().clone()
}

/// The chunks of a folder by their names.
fn chunks(folder: &Path) -> Vec<(ChunkName, Vec<u8>)> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let name = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().parse().unwrap();
    paths.iter().map(|path| (name(path), fs::read(path).unwrap())).collect()
}

fn volume(path: &Path) -> Volume {
    if !path.is_dir() {
        return radar::read(&fs::read(path).unwrap(), &Limits::default()).unwrap();
    }
    let mut assembler = Assembler::new(Limits::default());
    for (name, bytes) in chunks(path) {
        assembler.add(name, &bytes).unwrap();
    }
    assembler.volume()
}

#[test]
fn every_volume_has_the_recorded_figures() {
    let Some(folder) = folder() else { return };
    let mut compared = 0;
    for (name, recorded) in &facts(&folder) {
        if !name.starts_with("level2/") || recorded.get("error").is_some() {
            continue;
        }
        let volume = volume(&folder.join(name));
        assert!(volume.damage.is_empty(), "{name}: {:?}", volume.damage);
        assert_eq!(volume.site.id, recorded["icao"].as_str().unwrap(), "{name}");
        assert!(volume.site.place.is_some() || name.contains("tdwr"), "{name}");
        let time: jiff::Timestamp =
            format!("{}Z", recorded["volume_time"].as_str().unwrap()).parse().unwrap();
        assert!((volume.time.unwrap() - time).as_secs_f64().abs() < 1.0, "{name}");
        if let Some(vcp) = recorded["vcp"].as_u64() {
            assert_eq!(volume.vcp.map(u64::from), Some(vcp), "{name}");
        }
        let summary = radar::summary(&volume);
        assert_eq!(summary.radials, usize::try_from(recorded["radials_total"].as_u64().unwrap()).unwrap());
        let sweeps = recorded["sweeps"].as_array().unwrap();
        assert_eq!(summary.sweeps.len(), sweeps.len(), "{name}");
        for (index, (found, recorded)) in summary.sweeps.iter().zip(sweeps).enumerate() {
            compared += compare(&format!("{name}, sweep {index}"), &volume, index, found, recorded);
        }
    }
    assert!(compared >= 200, "only {compared} moments compared");
}

/// Compares one sweep; says how many moments it has.
fn compare(name: &str, volume: &Volume, index: usize, found: &SweepSummary, recorded: &Json) -> usize {
    let near =
        |found: f64, recorded: &Json, within: f64| (found - recorded.as_f64().unwrap()).abs() <= within;
    assert_eq!(found.radials as u64, recorded["radials"].as_u64().unwrap(), "{name}");
    assert!(near(f64::from(found.elevation_deg), &recorded["elevation_deg"], 0.1), "{name}: {found:?}");
    assert!(near(f64::from(found.first_azimuth_deg), &recorded["first_azimuth"], 0.006), "{name}: {found:?}");
    let moments = recorded["moments"].as_object().unwrap();
    assert_eq!(found.moments.len(), moments.len(), "{name}");
    for (code, recorded) in moments {
        let moment = Moment::of_code(code).unwrap();
        let found = found.moments.iter().find(|found| found.moment == moment).unwrap();
        let name = format!("{name}, {code}");
        assert_eq!(found.gates as u64, recorded["gates"].as_u64().unwrap(), "{name}");
        assert!(near(f64::from(found.first_m) / 1e3, &recorded["first_gate_km"], 1e-6), "{name}");
        assert!(near(f64::from(found.spacing_m) / 1e3, &recorded["gate_km"], 1e-6), "{name}");
        if moment == Moment::FilterPower {
            // MetPy takes the words 2 to 7, which are codes, for figures.
            assert_eq!(words_from_two(volume, index) as u64, recorded["valid"].as_u64().unwrap(), "{name}");
            continue;
        }
        figures(&name, found, recorded);
        for (field, least) in [("ge_20dbz", 20.0), ("ge_40dbz", 40.0)] {
            if let Some(count) = recorded.get(field).and_then(Json::as_u64) {
                let strong = radar::values(volume, moment, index).filter(|(_, _, value)| *value >= least);
                assert_eq!(strong.count() as u64, count, "{name}");
            }
        }
    }
    moments.len()
}

fn figures(name: &str, found: &MomentSummary, recorded: &Json) {
    assert_eq!(found.valid as u64, recorded["valid"].as_u64().unwrap(), "{name}");
    for (found, field) in [(found.min, "min"), (found.max, "max")] {
        let difference = f64::from(found.unwrap()) - recorded[field].as_f64().unwrap();
        // They were recorded with two decimals.
        assert!(difference.abs() <= 0.0051, "{name}: {field} is {found:?}, recorded {}", recorded[field]);
    }
}

fn words_from_two(volume: &Volume, sweep: usize) -> usize {
    let gates = volume.sweeps[sweep].radials.iter().filter_map(|radial| radial.of(Moment::FilterPower));
    gates
        .map(|gates| match &gates.words {
            Words::Eight(words) => words.iter().filter(|word| **word >= 2).count(),
            Words::Sixteen(words) => words.iter().filter(|word| **word >= 2).count(),
        })
        .sum()
}

#[test]
fn tilts_are_named_once_and_velocity_finds_its_correlation() {
    let Some(folder) = folder() else { return };
    let volume = volume(&folder.join("level2/chunks/KLOT-548"));
    let angles: Vec<i32> =
        volume.tilts(Moment::Reflectivity).iter().map(|tilt| tilt.0.round() as i32).collect();
    assert_eq!(angles, [0, 1, 2, 3, 4]);
    // Sweeps 0 and 1 are the two halves of the lowest cut: far and with both polarisations, then fast.
    assert!(!volume.sweeps[1].has(Moment::Correlation));
    assert_eq!(volume.correlation_for(1).unwrap().cut, 1);
    assert_eq!(volume.correlation_for(6).unwrap().cut, 7);
    assert!(volume.correlation_for(99).is_none());
    assert_eq!(volume.lowest(Moment::Reflectivity).unwrap().1, 0);
    assert_eq!(volume.lowest(Moment::Velocity).unwrap().1, 1);
    assert_eq!(volume.plan.len(), 8);
    assert_eq!(volume.condition, Some(radar::Condition::Operating));
}

#[test]
fn a_lone_chunk_is_read_without_its_volume() {
    let Some(folder) = folder() else { return };
    let bytes = fs::read(folder.join("level2/chunks/Level2_KLBB_single_chunk")).unwrap();
    let volume = radar::read(&bytes, &Limits::default()).unwrap();
    assert_eq!(volume.site.id, "KLBB");
    assert_eq!(volume.damage.count(), 1, "{:?}", volume.damage);
    assert!(volume.damage.listed()[0].to_string().contains("no volume header"));
    assert!(volume.sweeps[0].radials.len() > 50);
    assert!(volume.site.place.is_some());
}

#[test]
fn chunks_in_any_order_make_the_same_volume_as_their_file() {
    let Some(folder) = folder() else { return };
    let chunks = chunks(&folder.join("level2/chunks/KLOT-548"));
    let joined: Vec<u8> = chunks.iter().flat_map(|(_, bytes)| bytes.iter().copied()).collect();
    let whole = radar::read(&joined, &Limits::default()).unwrap();
    let mut assembler = Assembler::new(Limits::default());
    // Seven is prime to forty-three, so this visits every chunk, far from in order.
    for step in 0..chunks.len() {
        let (name, bytes) = &chunks[(step * 7 + 20) % chunks.len()];
        assert!(!assembler.add(*name, bytes).unwrap().repeated);
        assert!(assembler.add(*name, bytes).unwrap().repeated);
        assert_eq!(assembler.is_complete(), step + 1 == chunks.len());
    }
    assert_eq!(assembler.volume(), whole);
}

#[test]
fn a_volume_begun_half_way_shows_what_came_and_names_what_is_missing() {
    let Some(folder) = folder() else { return };
    let mut assembler = Assembler::new(Limits::default());
    for (name, bytes) in &chunks(&folder.join("level2/chunks/KLOT-548"))[4..10] {
        assembler.add(*name, bytes).unwrap();
    }
    let volume = assembler.volume();
    assert_eq!(volume.site.id, "KLOT");
    assert_eq!(assembler.missing(), [1, 2, 3, 4]);
    assert!(!volume.sweeps[0].is_complete());
    assert!(volume.sweeps[0].radials.len() >= 300);
}

#[test]
fn a_truncated_volume_keeps_every_radial_before_the_end() {
    let Some(folder) = folder() else { return };
    let path = folder.join("level2/convective/KTLX20190525_222419.bin");
    let bytes = fs::read(path).unwrap();
    let whole = radar::read(&bytes, &Limits::default()).unwrap();
    let all: Vec<_> = whole.sweeps.iter().flat_map(|sweep| &sweep.radials).collect();
    for tenth in 1..10 {
        let cut = &bytes[..bytes.len() * tenth / 10];
        let volume = radar::read(cut, &Limits::default()).unwrap();
        let kept: Vec<_> = volume.sweeps.iter().flat_map(|sweep| &sweep.radials).collect();
        assert_eq!(kept, all[..kept.len()], "{tenth}");
        assert!(!volume.damage.is_empty(), "{tenth}");
        // The first record has no radial, each other 120.
        let whole_records = whole_records(cut);
        assert!(kept.len() >= (whole_records - 1) * 120, "{tenth}: {} of {whole_records}", kept.len());
    }
}

/// How many records end within the bytes.
fn whole_records(bytes: &[u8]) -> usize {
    let (mut at, mut count) = (24, 0);
    while let Some(word) = bytes.get(at..at + 4) {
        at += 4 + i32::from_be_bytes(word.try_into().unwrap()).unsigned_abs() as usize;
        count += usize::from(at <= bytes.len());
    }
    count
}

#[test]
fn a_damaged_record_costs_no_other() {
    let Some(folder) = folder() else { return };
    let mut bytes = fs::read(folder.join("level2/convective/KTLX20190525_222419.bin")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x55;
    let volume = radar::read(&bytes, &Limits::default()).unwrap();
    let kept: usize = volume.sweeps.iter().map(|sweep| sweep.radials.len()).sum();
    assert!((2_160 - 121..2_160).contains(&kept), "{kept}");
    assert!(volume.damage.listed()[0].to_string().starts_with("record "), "{:?}", volume.damage);
}

#[test]
fn every_product_of_level_three_has_the_recorded_figures_or_says_why_not() {
    let Some(folder) = folder() else { return };
    let mut read = 0;
    for (name, recorded) in &facts(&folder) {
        if !name.starts_with("level3/") {
            continue;
        }
        let code = recorded["code"].as_u64().unwrap();
        let product = radar::level3::read(&fs::read(folder.join(name)).unwrap(), &Limits::default());
        let Some(shape) = recorded.get("shape") else {
            let refusal = product.unwrap_err().to_string();
            assert!(refusal.starts_with(&format!("product {code} is not read: ")), "{name}: {refusal}");
            continue;
        };
        let product = product.unwrap();
        compare_product(name, &product, recorded, shape);
        read += 1;
    }
    assert_eq!(read, 12);
}

fn compare_product(name: &str, product: &radar::level3::Product, recorded: &Json, shape: &Json) {
    use radar::level3::Data;
    assert_eq!(product.site, recorded["site"].as_str().unwrap(), "{name}");
    let place = product.place.unwrap();
    assert!((place.latitude - recorded["lat"].as_f64().unwrap()).abs() < 1e-6, "{name}");
    assert!((place.longitude - recorded["lon"].as_f64().unwrap()).abs() < 1e-6, "{name}");
    for (found, field) in [(product.volume_time, "vol_time"), (product.product_time, "prod_time")] {
        let time = format!("{}Z", recorded[field].as_str().unwrap());
        assert_eq!(found, Some(time.parse().unwrap()), "{name}");
    }
    let (words, rows): (Vec<u8>, usize) = match &product.data {
        Data::Radials { radials, .. } => {
            (radials.iter().flat_map(|radial| radial.words.iter().copied()).collect(), radials.len())
        }
        Data::Raster(raster) => (raster.words.to_vec(), raster.words.len() / raster.width),
    };
    assert_eq!(rows as u64, shape[0].as_u64().unwrap(), "{name}");
    assert_eq!((words.len() / rows) as u64, shape[1].as_u64().unwrap(), "{name}");
    let measured = words.iter().filter_map(|word| match product.value(*word) {
        radar::Value::Measured(value) => Some(value),
        _ => None,
    });
    let values: Vec<f32> = measured.collect();
    let figures = product.figures();
    assert_eq!((figures.rows, figures.gates), (rows, words.len() / rows), "{name}");
    assert_eq!((figures.valid, product.values().count()), (values.len(), values.len()), "{name}");
    assert!(product.values().all(|(azimuth, range, _)| (0.0..360.0).contains(&azimuth) && range < 470e3));
    if let Some(sweep) = product.sweep() {
        // As a sweep it says the same, gate by gate.
        let volume = Volume { sweeps: vec![sweep], ..Volume::default() };
        let moment = product.quantity.moment().unwrap();
        let drawn: Vec<f32> = radar::values(&volume, moment, 0).map(|(.., value)| value).collect();
        assert!(drawn.iter().zip(&values).all(|(one, other)| (one - other).abs() < 1e-3), "{name}");
        assert_eq!(drawn.len(), values.len(), "{name}");
    }
    let is_drawn = product.quantity.moment().is_some() && matches!(product.data, Data::Radials { .. });
    assert_eq!(product.sweep().is_some(), is_drawn, "{name}");
    let most = values.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    assert!((f64::from(most) - recorded["max"].as_f64().unwrap()).abs() < 0.01, "{name}: {most}");
    // Of echo tops the other decoder counts a flag for every gate as well.
    let flags = if product.code == 135 { words.len() } else { 0 };
    assert_eq!((values.len() + flags) as u64, recorded["valid"].as_u64().unwrap(), "{name}");
}
