//! Any bytes through the decoders, under small caps: a picture within them, or an error.

#![no_main]

use images::{Limits, decode, perceptual_hash};
use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: {
        // A panic in somebody else's parser is caught and costs one upload; only one that gets out of the crate ends
        // this process.
        std::panic::set_hook(Box::new(|_| {}));
    },
    |bytes: &[u8]| {
        let limits = Limits { bytes: 1 << 20, pixels: 1 << 18, side: 2_048, alloc: 16 << 20 };
        if let Ok(picture) = decode(bytes, &limits) {
            let pixels = picture.width() as usize * picture.height() as usize;
            assert!(pixels as u64 <= limits.pixels);
            assert_eq!(picture.pixels().len(), pixels * picture.channels());
            let _ = perceptual_hash(&picture);
        }
    }
);
