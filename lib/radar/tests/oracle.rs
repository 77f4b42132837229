//! Every gate of the sample volumes against MetPy, by the checksums that `xtask/oracle/radar.py` recorded.
//!
//! Equal checksums mean that every gate of reflectivity, velocity and spectrum width is equal to the hundredth of
//! its unit, and every azimuth and elevation to the ten-thousandth of a degree.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(
    clippy::disallowed_methods,
    reason = "whoever runs the tests speaks to them through the environment"
)]

mod recorded;

use std::path::PathBuf;

use flate2::Crc;
use radar::{Limits, Moment, Radial, Sweep, Value};
use serde_json::Value as Json;

/// What stands for a gate without a figure.
const NOTHING: i32 = i32::MIN;

#[test]
fn every_gate_is_what_another_decoder_finds() {
    let Some(samples) = std::env::var_os("BELLWETHER_SAMPLES").map(PathBuf::from) else {
        println!("not run: BELLWETHER_SAMPLES is unset");
        return;
    };
    let record: Json = serde_json::from_str(include_str!("oracle.json")).unwrap();
    let volumes = record["volumes"].as_object().unwrap();
    assert!(volumes.len() >= 9);
    let mut gates = 0;
    for (name, recorded) in volumes {
        let volume =
            radar::read(&recorded::bytes(&samples.join("radar").join(name)), &Limits::default()).unwrap();
        let recorded = recorded.as_array().unwrap();
        assert_eq!(volume.sweeps.len(), recorded.len(), "{name}");
        for (index, (sweep, recorded)) in volume.sweeps.iter().zip(recorded).enumerate() {
            gates += compare(&format!("{name}, sweep {index}"), sweep, recorded);
        }
    }
    assert!(gates > 10_000_000, "only {gates} figures compared");
}

fn compare(name: &str, sweep: &Sweep, recorded: &Json) -> u64 {
    assert_eq!(sweep.radials.len() as u64, recorded["radials"].as_u64().unwrap(), "{name}");
    let angles = |of: fn(&Radial) -> f32| {
        checksum(sweep.radials.iter().map(|radial| (f64::from(of(radial)) * 1e4 + 0.5).floor() as i32))
    };
    assert_eq!(angles(|radial| radial.azimuth_deg), recorded["azimuths"].as_u64().unwrap(), "{name}");
    assert_eq!(angles(|radial| radial.elevation_deg), recorded["elevations"].as_u64().unwrap(), "{name}");
    let mut figures = 0;
    for (code, recorded) in recorded["moments"].as_object().unwrap() {
        let moment = Moment::of_code(code).unwrap();
        let values = || {
            let gates = sweep.radials.iter().filter_map(|radial| radial.of(moment));
            gates.flat_map(radar::Gates::values).map(|value| match value {
                Value::Measured(value) => Some(f64::from(value)),
                Value::Below | Value::Folded | Value::Code(_) => None,
            })
        };
        let count = values().flatten().count() as u64;
        assert_eq!(count, recorded["figures"].as_u64().unwrap(), "{name}, {code}");
        let (sum, wanted) = (values().flatten().sum::<f64>(), recorded["sum"].as_f64().unwrap());
        assert!((sum - wanted).abs() < 0.06 + wanted.abs() * 1e-6, "{name}, {code}: {sum} {wanted}");
        if let Some(wanted) = recorded.get("gates").and_then(Json::as_u64) {
            let hundredths =
                values().map(|value| value.map_or(NOTHING, |value| (value * 100.0 + 0.5).floor() as i32));
            assert_eq!(checksum(hundredths), wanted, "{name}, {code}");
        }
        figures += count;
    }
    figures
}

fn checksum(numbers: impl Iterator<Item = i32>) -> u64 {
    let mut checksum = Crc::new();
    for number in numbers {
        checksum.update(&number.to_le_bytes());
    }
    u64::from(checksum.sum())
}
