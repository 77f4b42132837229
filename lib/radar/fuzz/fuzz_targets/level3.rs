#![no_main]
//! A product of Level III: read, and drawn when it is a sweep.

mod proof;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(product) = radar::level3::read(bytes, &proof::LIMITS) {
        (0..=255).for_each(|word| assert_ne!(product.value(word), radar::Value::Measured(f32::INFINITY)));
        if let Some(sweep) = product.sweep() {
            proof::draws(&sweep);
        }
    }
});
