#![no_main]
//! An archive file: read, counted, drawn.

mod proof;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(volume) = radar::read(bytes, &proof::LIMITS) {
        proof::holds(&volume);
    }
});
