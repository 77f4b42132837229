//! Wide-gamut pictures come out as sRGB; sRGB ones are not touched.

use image::RgbImage;
use images::{Limits, Picture, decode};

use crate::build::{jpeg, png, quarters, with_chunk, with_segment, zlib};

fn fixed(value: f64) -> [u8; 4] {
    ((value * 65_536.0).round() as i32).to_be_bytes()
}

/// A matrix profile with the colorants given (D50) and one curve for all three.
fn profile(colorants: [[f64; 3]; 3], curve: &[u8]) -> Vec<u8> {
    let mut data: Vec<u8> = Vec::new();
    let mut table = Vec::new();
    let mut tag = |name: &[u8; 4], body: &[u8]| {
        table.extend(name);
        table.extend((132 + 6 * 12 + data.len() as u32).to_be_bytes());
        table.extend((body.len() as u32).to_be_bytes());
        data.extend(body);
    };
    for (name, xyz) in [b"rXYZ", b"gXYZ", b"bXYZ"].into_iter().zip(colorants) {
        tag(name, &[b"XYZ \0\0\0\0", &xyz.map(fixed).concat()[..]].concat());
    }
    for name in [b"rTRC", b"gTRC", b"bTRC"] {
        tag(name, curve);
    }
    let mut out = vec![0; 128];
    out[16..24].copy_from_slice(b"RGB XYZ ");
    out[36..40].copy_from_slice(b"acsp");
    out.extend(6u32.to_be_bytes());
    out.extend(table);
    out.extend(data);
    out
}

/// The curve of sRGB and Display P3: parametric, function 3.
fn srgb_curve() -> Vec<u8> {
    let numbers = [2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.04045].map(fixed).concat();
    [b"para\0\0\0\0\0\x03\0\0", &numbers[..]].concat()
}

const DISPLAY_P3: [[f64; 3]; 3] =
    [[0.51512, 0.24120, -0.00105], [0.29198, 0.69225, 0.04189], [0.15710, 0.06657, 0.78407]];
const SRGB: [[f64; 3]; 3] =
    [[0.43607, 0.22249, 0.01392], [0.38515, 0.71687, 0.09708], [0.14307, 0.06061, 0.71410]];
const ADOBE_RGB: [[f64; 3]; 3] =
    [[0.60974, 0.31111, 0.01947], [0.20528, 0.62567, 0.06087], [0.14919, 0.06322, 0.74457]];

fn decoded(colours: &[[u8; 3]], profile: &[u8]) -> Vec<[u8; 3]> {
    let picture = RgbImage::from_fn(colours.len() as u32, 1, |x, _| image::Rgb(colours[x as usize]));
    let file = with_chunk(&png(&picture), b"iCCP", &[b"p\0\0", &zlib(profile)[..]].concat());
    let picture: Picture = decode(&file, &Limits::default()).unwrap();
    (0..picture.width()).map(|x| picture.colour_at(x, 0).unwrap()).collect()
}

fn assert_near(seen: &[[u8; 3]], wanted: &[[u8; 3]], by: u8) {
    let near = seen.iter().flatten().zip(wanted.iter().flatten()).all(|(a, b)| a.abs_diff(*b) <= by);
    assert!(near, "{seen:?} should be {wanted:?}");
}

/// The primaries of sRGB in Display P3 (CSS Color 4 gives color(display-p3 0.9175 0.2003 0.1386) for red).
#[test]
fn display_p3_becomes_srgb() {
    let p3 = profile(DISPLAY_P3, &srgb_curve());
    let seen = decoded(&[[234, 51, 35], [117, 251, 76], [0, 0, 245], [128, 128, 128], [255, 255, 255]], &p3);
    assert_near(&seen, &[[255, 0, 0], [0, 255, 0], [0, 0, 255], [128, 128, 128], [255, 255, 255]], 3);
}

/// Adobe RGB (1998) has a gamma of 563/256; its number for the red of sRGB is 219, 0, 0.
#[test]
fn adobe_rgb_becomes_srgb() {
    let adobe = profile(ADOBE_RGB, b"curv\0\0\0\0\0\0\0\x01\x02\x33");
    assert_near(&decoded(&[[219, 0, 0], [128, 128, 128]], &adobe), &[[255, 0, 0], [128, 128, 128]], 3);
}

#[test]
fn srgb_is_left_alone_to_the_bit() {
    let colours: Vec<[u8; 3]> = (0..=255).map(|n: u8| [n, n.wrapping_mul(7), 255 - n]).collect();
    assert_eq!(decoded(&colours, &profile(SRGB, &srgb_curve())), colours);
}

#[test]
fn sampled_curves_are_followed() {
    let mut curve = b"curv\0\0\0\0\0\0\x01\x00".to_vec();
    for number in 0..256u32 {
        let linear = (f64::from(number) / 255.0).powi(2);
        curve.extend(((linear * 65_535.0) as u16).to_be_bytes());
    }
    // Gamma 2: half is a quarter of the light, which sRGB writes as 137.
    assert_near(&decoded(&[[128, 128, 128]], &profile(SRGB, &curve)), &[[137, 137, 137]], 2);
}

#[test]
fn broken_profiles_change_nothing() {
    let good = profile(DISPLAY_P3, &srgb_curve());
    let colours = [[234, 51, 35], [10, 20, 30]];
    for cut in 0..good.len() {
        drop(decoded(&colours, &good[..cut]));
    }
    assert_eq!(decoded(&colours, &good[..200]), colours);
    assert_eq!(decoded(&colours, b"nonsense"), colours);
    let mut table_profile = good.clone();
    table_profile[16..20].copy_from_slice(b"CMYK");
    assert_eq!(decoded(&colours, &table_profile), colours);
    let zero_divisor = profile(DISPLAY_P3, &[b"para\0\0\0\0\0\x01\0\0", &[0; 12][..]].concat());
    drop(decoded(&colours, &zero_divisor));
}

#[test]
fn profiles_are_found_in_jpeg() {
    let p3 = profile(DISPLAY_P3, &srgb_curve());
    let plain = jpeg(&quarters(32, 32), 95);
    let file = with_segment(&plain, 0xe2, &[b"ICC_PROFILE\0\x01\x01", &p3[..]].concat());
    let at = |file: &[u8]| decode(file, &Limits::default()).unwrap().colour_at(4, 4).unwrap();
    assert!(at(&file)[0] > at(&plain)[0] + 10, "the red of P3 is redder");
}
