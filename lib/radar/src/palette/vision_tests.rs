//! The palettes as people with another colour vision see them.
//!
//! Simulation: Machado, Oliveira and Fernandes, A Physiologically-based Model for Simulation of Color Vision
//! Deficiency, 2009, the matrices of full severity, on linear light. Difference: CIE 1976, in Lab under D65.

use super::*;

const NONE: [[f64; 3]; 3] = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
const PROTANOPIA: [[f64; 3]; 3] = [
    [0.152_286, 1.052_583, -0.204_868],
    [0.114_503, 0.786_281, 0.099_216],
    [-0.003_882, -0.048_116, 1.051_998],
];
const DEUTERANOPIA: [[f64; 3]; 3] = [
    [0.367_322, 0.860_646, -0.227_968],
    [0.280_085, 0.672_501, 0.047_413],
    [-0.011_820, 0.042_940, 0.968_881],
];
const TRITANOPIA: [[f64; 3]; 3] = [
    [1.255_528, -0.076_749, -0.178_779],
    [-0.078_411, 0.930_809, 0.147_602],
    [0.004_733, 0.691_367, 0.303_900],
];
const TO_XYZ: [[f64; 3]; 3] = [
    [0.412_456_4, 0.357_576_1, 0.180_437_5],
    [0.212_672_9, 0.715_152_2, 0.072_175_0],
    [0.019_333_9, 0.119_192_0, 0.950_304_1],
];

fn times(matrix: &[[f64; 3]; 3], vector: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row[0] * vector[0] + row[1] * vector[1] + row[2] * vector[2])
}

fn lab([red, green, blue, _]: [u8; 4], vision: &[[f64; 3]; 3]) -> [f64; 3] {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    let seen = times(vision, [linear(red), linear(green), linear(blue)]).map(|part| part.clamp(0.0, 1.0));
    let [x, y, z] = times(&TO_XYZ, seen);
    let root = |part: f64| if part > 0.008_856 { part.cbrt() } else { 7.787 * part + 16.0 / 116.0 };
    let (x, y, z) = (root(x / 0.950_47), root(y), root(z / 1.088_83));
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// Each palette in Lab, value by value.
fn seen(palette: &Palette, vision: &[[f64; 3]; 3]) -> Vec<(f32, [f64; 3])> {
    let indices = FIRST_STEP..u8::try_from(palette.colours().len()).unwrap();
    let lab_of = |index| lab(palette.colours()[usize::from(index)], vision);
    indices.map(|index| (palette.value_of(index).unwrap(), lab_of(index))).collect()
}

/// The least difference between two colours that stand for values at least `apart` from each other.
fn least_difference(seen: &[(f32, [f64; 3])], apart: f32) -> f64 {
    let pairs = seen.iter().flat_map(|one| seen.iter().map(move |other| (one, other)));
    let far = pairs.filter(|((one, _), (other, _))| other - one >= apart - 1e-3);
    let difference = |(one, other): (&[f64; 3], &[f64; 3])| {
        one.iter().zip(other).map(|(one, other)| (one - other) * (one - other)).sum::<f64>().sqrt()
    };
    far.map(|((_, one), (_, other))| difference((one, other))).fold(f64::INFINITY, f64::min)
}

#[test]
fn ten_dbz_are_told_apart_with_any_colour_vision() {
    let palette = Palette::safe(Moment::Reflectivity);
    for vision in [NONE, PROTANOPIA, DEUTERANOPIA, TRITANOPIA] {
        let seen = seen(&palette, &vision);
        assert!(least_difference(&seen, 10.0) >= 15.0, "{}", least_difference(&seen, 10.0));
        for pair in seen.windows(2) {
            assert!(pair[1].1[0] < pair[0].1[0], "lighter at {} than at {}", pair[1].0, pair[0].0);
        }
    }
}

#[test]
fn the_test_would_notice_a_palette_that_is_not_safe() {
    let seen = seen(&Palette::usual(Moment::Reflectivity), &DEUTERANOPIA);
    assert!(least_difference(&seen, 10.0) < 15.0);
}

#[test]
fn towards_and_away_are_told_apart_with_any_colour_vision() {
    let palette = Palette::safe(Moment::Velocity);
    for vision in [NONE, PROTANOPIA, DEUTERANOPIA] {
        assert!(least_difference(&seen(&palette, &vision), 10.0) >= 12.0);
        let at = |value| lab(palette.colour(Value::Measured(value)), &vision);
        for speed in [5.0, 10.0, 20.0, 35.0] {
            let (towards, away) = (at(-speed), at(speed));
            assert!(away[2] - towards[2] > 30.0, "{speed}: {towards:?} {away:?}");
        }
    }
}

#[test]
fn every_palette_is_in_order_and_has_a_legend() {
    for palette in Palette::all() {
        assert!(palette.colours().len() <= 256, "{}", palette.name);
        assert_eq!(Palette::named(palette.name).unwrap(), palette);
        let legend = palette.legend();
        assert!(legend.len() >= 4 && legend.windows(2).all(|pair| pair[0].value < pair[1].value));
        for mark in legend {
            let index = palette.index_of(mark.value);
            let value = palette.value_of(index).unwrap();
            assert!(
                (value - mark.value).abs() < 0.02 * mark.value.abs().max(1.0),
                "{}: {mark:?}",
                palette.name
            );
        }
    }
    assert_eq!(Palette::named("nobody's"), None);
}

#[test]
fn silence_gaps_and_folding_have_colours_of_their_own() {
    let palette = Palette::usual(Moment::Reflectivity);
    assert_eq!(palette.index(Value::Below), NO_ECHO);
    assert_eq!(palette.index(Value::Measured(-5.0)), NO_ECHO);
    assert_eq!(palette.index(Value::Folded), FOLDED);
    assert_eq!(palette.index(Value::Measured(5.0)), FIRST_STEP);
    assert_eq!(palette.index(Value::Measured(f32::NAN)), NO_ECHO);
    assert_eq!(usize::from(palette.index(Value::Measured(1e9))), palette.colours().len() - 1);
    assert_eq!(palette.colours()[0][3], 0);
    let first = |palette: &Palette| palette.colours()[..3].to_vec();
    assert!(Palette::all().iter().all(|one| first(one) == first(&palette)));
}
