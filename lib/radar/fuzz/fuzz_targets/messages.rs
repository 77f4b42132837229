#![no_main]
//! Messages without compression, behind a volume header.

mod proof;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let file = [b"AR2V0006.001\0\0\x48\xf2\x04\x95\x02\xbfKMAX", bytes].concat();
    if let Ok(volume) = radar::read(&file, &proof::LIMITS) {
        proof::holds(&volume);
    }
});
