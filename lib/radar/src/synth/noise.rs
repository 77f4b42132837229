//! Noise that is the same everywhere and always: value noise on a lattice, in several octaves.

/// A number from 0 to 1 for a point of a lattice.
fn at(x: i64, y: i64, seed: u32) -> f64 {
    let mut mixed = (x as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15)
        ^ (y as u64).wrapping_mul(0xc2b2_ae3d_27d4_eb4f)
        ^ u64::from(seed).wrapping_mul(0x1656_67b1_9e37_79f9);
    // The finishing steps of splitmix64.
    mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((mixed ^ mixed >> 31) >> 11) as f64 / (1_u64 << 53) as f64
}

/// Smooth noise from 0 to 1 whose features are about one unit wide.
fn smooth(x: f64, y: f64, seed: u32) -> f64 {
    let (left, top) = (x.floor(), y.floor());
    let ease = |part: f64| part * part * (3.0 - 2.0 * part);
    let (across, down) = (ease(x - left), ease(y - top));
    let (column, row) = (left as i64, top as i64);
    let mix = |from: f64, to: f64, part: f64| from + (to - from) * part;
    let upper = mix(at(column, row, seed), at(column + 1, row, seed), across);
    let lower = mix(at(column, row + 1, seed), at(column + 1, row + 1, seed), across);
    mix(upper, lower, down)
}

/// Noise from 0 to 1 with details of details.
pub(super) fn cloudy(x: f64, y: f64, octaves: u32, seed: u32) -> f64 {
    let mut sum = 0.0;
    let mut total = 0.0;
    let (mut size, mut weight) = (1.0, 1.0);
    for octave in 0..octaves {
        sum += weight * smooth(x * size, y * size, seed.wrapping_add(octave));
        total += weight;
        size *= 2.03;
        weight *= 0.55;
    }
    if total > 0.0 { sum / total } else { 0.0 }
}

/// Noise from 0 to 1 without any connection between neighbours.
pub(super) fn grain(x: f64, y: f64, seed: u32) -> f64 {
    at(x.floor() as i64, y.floor() as i64, seed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_is_even_smooth_and_repeats_itself() {
        let values: Vec<f64> = (0..2_000).map(|step| cloudy(f64::from(step) * 0.37, 5.0, 4, 9)).collect();
        let mean = values.iter().sum::<f64>() / 2_000.0;
        assert!((0.4..0.6).contains(&mean), "{mean}");
        assert!(values.iter().all(|value| (0.0..=1.0).contains(value)));
        assert!((cloudy(3.0, 4.0, 4, 9) - cloudy(3.001, 4.0, 4, 9)).abs() < 0.05);
        assert_eq!(cloudy(3.1, 4.1, 4, 9).to_bits(), cloudy(3.1, 4.1, 4, 9).to_bits());
    }
}
