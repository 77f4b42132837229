//! Any bytes as reports of airports: a bulletin is taken apart, and each report is read or refused.
#![no_main]

use feeds::metar;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let near = jiff::Timestamp::from_second(1_614_650_000).unwrap_or_default();
    for report in metar::reports(&text).into_iter().take(200) {
        if let Ok(read) = metar::read(report, near) {
            assert!(!read.station.is_empty());
            assert!(read.temperature_c.is_none_or(f64::is_finite));
            // A report has no month: it is taken to be of the one that is near.
            assert!(read.at.duration_since(near).as_hours().abs() <= 24 * 32);
        }
    }
    let _ = metar::read(&text, near);
});
