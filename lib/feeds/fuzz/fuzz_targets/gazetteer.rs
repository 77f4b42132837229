//! Any bytes as a geocoder's answer: towns on Earth, within the limits.
#![no_main]

use feeds::gazetteer::{MAX_PLACES, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(places) = read(bytes) {
        assert!(places.len() <= MAX_PLACES);
        for place in places {
            assert!(place.latitude.abs() <= 90.0 && place.longitude.abs() <= 180.0);
            assert!(place.name.chars().count() <= 200 && place.state.is_none_or(|state| state.len() == 2));
        }
    }
});
