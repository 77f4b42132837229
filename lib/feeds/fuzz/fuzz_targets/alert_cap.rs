//! Any bytes as a CAP message: an answer, and what was understood can be written and read again.
#![no_main]

use feeds::alert::{Limits, read_cap, write_cap};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { bytes: 1 << 20, ..Limits::default() };
    if let Ok(alert) = read_cap(bytes, &limits) {
        let again = read_cap(write_cap(&alert).as_bytes(), &Limits::default()).expect("our own writing");
        assert_eq!((again.id, again.sent), (alert.id, alert.sent));
    }
});
