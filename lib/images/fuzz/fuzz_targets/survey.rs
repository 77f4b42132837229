//! Any bytes: what they are and what their metadata says, without decoding.

#![no_main]

use images::{Limits, inspect, sniff};
use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: {
        // A panic in somebody else's parser is caught and costs one upload; only one that gets out of the crate ends
        // this process.
        std::panic::set_hook(Box::new(|_| {}));
    },
    |bytes: &[u8]| {
        let limits = Limits { bytes: 1 << 20, pixels: 1 << 20, side: 4_096, alloc: 32 << 20 };
        let _ = sniff(bytes);
        if let Ok(facts) = inspect(bytes, &limits) {
            assert!(facts.width > 0 && facts.height > 0);
            assert!(u64::from(facts.width) * u64::from(facts.height) <= limits.pixels);
        }
    }
);
