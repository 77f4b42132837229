//! Any bytes as an answer about the air: rows are read or left out, within the limits.
#![no_main]

use feeds::air::{self, MAX_ROWS};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(told) = air::observations(bytes) {
        assert!(told.list.len() <= MAX_ROWS);
        for row in &told.list {
            assert!(!row.parameter.is_empty());
            assert!(row.aqi.is_none_or(|aqi| aqi <= 100_000));
            assert!(row.category.is_none_or(|number| (1..=6).contains(&number)));
            assert!(row.position.is_none_or(|(latitude, longitude)| latitude.abs() <= 90.0 && longitude.abs() <= 180.0));
        }
    }
});
