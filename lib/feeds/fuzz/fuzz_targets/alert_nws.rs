//! Any bytes as the weather service's alerts: an answer within the limits.
#![no_main]

use feeds::alert::{Limits, Vtec, read_nws};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { bytes: 1 << 20, values: 20_000, alerts: 100, ..Limits::default() };
    if let Ok(collection) = read_nws(bytes, &limits) {
        assert!(collection.alerts.len() <= limits.alerts);
        for alert in &collection.alerts {
            assert!(!alert.id.is_empty() && alert.sent.is_some() && !alert.infos.is_empty());
        }
    }
    let _ = Vtec::find(&String::from_utf8_lossy(bytes));
});
