//! Any bytes as a daily climate report: an answer, and no figure without a day.
#![no_main]

use feeds::climate::read;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(report) = read(bytes) {
        assert!(!report.days.is_empty() && report.days.len() <= 2);
        for day in &report.days {
            for figures in [&day.high, &day.low, &day.precipitation] {
                assert!(figures.record.is_some() || figures.years.is_empty());
                assert!(figures.observed.is_none_or(f64::is_finite) && figures.record.is_none_or(f64::is_finite));
            }
        }
    }
});
