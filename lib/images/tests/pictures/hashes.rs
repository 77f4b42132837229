//! Copies of a picture are found again; other pictures are not.

use images::{DUPLICATE_DISTANCE, Hash, Limits, Picture, content_key, decode, perceptual_hash, rendition};

use crate::build::{jpeg, scene};

fn picture(seed: u32) -> Picture {
    decode(&jpeg(&scene(900, 600, seed), 92), &Limits::default()).unwrap()
}

#[test]
fn smaller_and_poorer_copies_are_near() {
    for seed in 0..12 {
        let original = picture(seed);
        let hash = perceptual_hash(&original);
        let poor = decode(&jpeg(&scene(900, 600, seed), 30), &Limits::default()).unwrap();
        assert!(hash.is_near(perceptual_hash(&poor)), "seed {seed}: recompressed");
        for file in rendition(&original, 320).unwrap() {
            let copy = decode(&file.bytes, &Limits::default()).unwrap();
            let distance = hash.distance(perceptual_hash(&copy));
            assert!(distance <= DUPLICATE_DISTANCE, "seed {seed}: {file:?} is {distance} away");
        }
    }
}

#[test]
fn other_pictures_are_far() {
    let hashes: Vec<Hash> = (0..12).map(|seed| perceptual_hash(&picture(seed))).collect();
    for (one, first) in hashes.iter().enumerate() {
        for (other, second) in hashes.iter().enumerate().skip(one + 1) {
            assert!(!first.is_near(*second), "{one} and {other}: {}", first.distance(*second));
        }
    }
}

#[test]
fn the_value_is_fixed() {
    // Brighter to the right everywhere, then nowhere: stored values depend on this.
    let ramp = |rising: bool| {
        let pixels = (0..72u8).flat_map(|at| [if rising { at % 9 } else { 8 - at % 9 } * 20; 3]).collect();
        perceptual_hash(&Picture::from_rgb(9, 8, pixels).unwrap())
    };
    assert_eq!(ramp(true), Hash(u64::MAX));
    assert_eq!(ramp(false), Hash(0));
    assert_eq!(ramp(true).distance(ramp(false)), 64);
    assert_eq!(perceptual_hash(&Picture::from_rgb(1, 1, vec![9, 9, 9]).unwrap()), Hash(0));
}

#[test]
fn noise_in_a_flat_sky_tosses_no_coins() {
    let noisy = |seed: u32| {
        let mut state = seed;
        let pixels = (0..200 * 100)
            .flat_map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                [180 + (state >> 30) as u8; 3]
            })
            .collect();
        perceptual_hash(&Picture::from_rgb(200, 100, pixels).unwrap())
    };
    assert_eq!(noisy(1), noisy(2));
}

#[test]
fn keys_tell_files_apart() {
    let key = content_key(b"one");
    assert_eq!(key.len(), 22);
    assert!(key.starts_with("m-") && key[2..].bytes().all(|b| b.is_ascii_hexdigit()));
    assert_ne!(key, content_key(b"two"));
    assert_eq!(key, content_key(b"one"));
}
