//! Takes away what is no weather: birds, insects, ground, wind farms.
//!
//! Two rules. Rain and snow look alike in both polarisations; an echo whose correlation, taken over five gates,
//! is below [`LEAST_ALIKE`] is something else. And a lone gate among empty ones is noise. A strong echo is kept
//! whatever its correlation says, because large hail mixes both polarisations up. Where no correlation was
//! measured (beyond 300 km, or before 2012) only the second rule applies.

use crate::moment::Moment;
use crate::palette::{FOLDED, NO_ECHO};
use crate::picture::rows::{self as table, DIRECTIONS, Row};
use crate::radial::{Gates, Value};
use crate::sweep::Sweep;

/// Below this correlation an echo is not taken for weather.
const LEAST_ALIKE: f32 = 0.85;
/// Gates on each side that have a say in a gate's correlation.
const BESIDE: usize = 2;
/// From this reflectivity on, in dBZ, an echo is kept.
const KEPT_FROM_DBZ: f32 = 50.0;
/// An echo with fewer neighbours than this, of eight, is noise.
const FEWEST_NEIGHBOURS: u8 = 3;

/// Whether and how to clean.
#[derive(Clone, Copy, Debug)]
pub enum Cleaning<'a> {
    /// Everything as it was measured.
    Raw,
    /// Without what is no weather. The correlation is that of `correlation`: the sweep itself, or, for velocity,
    /// which comes without it, the other sweep at the same angle. None: lone gates only.
    NoClutter {
        /// The sweep that has the correlation.
        correlation: Option<&'a Sweep>,
    },
}

/// Cleans a sweep that was painted, row by row.
pub(super) fn clean(rows: &[Row<'_>], painted: &mut [u8], stride: usize, cleaning: Cleaning<'_>) {
    let Cleaning::NoClutter { correlation } = cleaning else { return };
    if let Some(sweep) = correlation {
        unlike(rows, painted, stride, sweep);
    }
    lone(painted, stride, rows.len());
}

fn unlike(rows: &[Row<'_>], painted: &mut [u8], stride: usize, sweep: &Sweep) {
    let alike = table::rows(sweep, Moment::Correlation);
    let directions = table::nearest(&alike);
    let mut bad = Vec::new();
    for (row, painted) in rows.iter().zip(painted.chunks_exact_mut(stride)) {
        let direction = (row.azimuth_deg / 360.0 * DIRECTIONS as f32) as usize % DIRECTIONS;
        let Some(alike) = directions[direction].and_then(|index| alike.get(index)) else { continue };
        bad_gates(alike.gates, &mut bad);
        let strong = row.gates.moment == Moment::Reflectivity;
        // Both moments have their own first gate and spacing.
        let spacing = f64::from(alike.gates.spacing_m.max(1));
        let shift = f64::from(row.gates.first_m - alike.gates.first_m) / spacing + 0.5;
        let ratio = f64::from(row.gates.spacing_m) / spacing;
        for (gate, colour) in painted.iter_mut().enumerate().filter(|(_, colour)| **colour != NO_ECHO) {
            let at = shift + gate as f64 * ratio;
            let is_bad = at >= 0.0 && bad.get(at as usize).copied().unwrap_or(false);
            if is_bad && !(strong && is_strong(row.gates, gate)) {
                *colour = NO_ECHO;
            }
        }
    }
}

fn is_strong(gates: &Gates, gate: usize) -> bool {
    let value = gates.words.get(gate).map(|word| gates.value(word));
    matches!(value, Some(Value::Measured(dbz)) if dbz >= KEPT_FROM_DBZ)
}

/// For each gate whether the mean correlation around it is too low.
fn bad_gates(gates: &Gates, bad: &mut Vec<bool>) {
    // A running sum over what was measured, with its count.
    let mut sums = Vec::with_capacity(gates.words.len() + 1);
    let mut sum = (0_f32, 0_u16);
    sums.push(sum);
    for value in gates.values() {
        if let Value::Measured(value) = value {
            sum = (sum.0 + value, sum.1 + 1);
        }
        sums.push(sum);
    }
    bad.clear();
    bad.extend((0..gates.words.len()).map(|gate| {
        let from = sums[gate.saturating_sub(BESIDE)];
        let to = sums[(gate + BESIDE + 1).min(sums.len() - 1)];
        let count = to.1 - from.1;
        count > 0 && (to.0 - from.0) / f32::from(count) < LEAST_ALIKE
    }));
}

/// Takes away gates with too few neighbours. The first row is beside the last.
fn lone(painted: &mut [u8], stride: usize, rows: usize) {
    if rows < 3 {
        return;
    }
    let echo = |colour: u8| u8::from(colour > FOLDED);
    let before: Vec<u8> = painted.iter().take(rows * stride).map(|colour| echo(*colour)).collect();
    let row = |index: usize| &before[index * stride..(index + 1) * stride];
    for index in 0..rows {
        let (above, here, below) = (row((index + rows - 1) % rows), row(index), row((index + 1) % rows));
        let column: Vec<u8> = (0..stride).map(|gate| above[gate] + here[gate] + below[gate]).collect();
        let painted = &mut painted[index * stride..(index + 1) * stride];
        for (gate, colour) in painted.iter_mut().enumerate() {
            let sides = column[gate.saturating_sub(1)..(gate + 2).min(stride)].iter().sum::<u8>();
            // Its own column counts twice at the edges' expense of none: the gate itself is taken off.
            if here[gate] == 1 && sides - 1 < FEWEST_NEIGHBOURS {
                *colour = NO_ECHO;
            }
        }
    }
}
