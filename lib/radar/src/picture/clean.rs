//! Takes away what is no weather: birds, insects, ground, wind farms.
//!
//! Two rules. Rain and snow look alike in both polarisations; an echo whose correlation, taken over five gates,
//! is below [`LEAST_ALIKE`] is something else. And a few gates among empty ones are noise (`specks`). A strong echo is kept
//! whatever its correlation says, because large hail mixes both polarisations up. Where no correlation was
//! measured (beyond 300 km, or before 2012) only the second rule applies.

use crate::moment::Moment;
use crate::palette::NO_ECHO;
use crate::picture::rows::{self as table, DIRECTIONS, Row};
use crate::picture::specks;
use crate::radial::{Gates, Value, Words};
use crate::sweep::Sweep;

/// Below this correlation an echo is not taken for weather.
const LEAST_ALIKE: f32 = 0.85;
/// Gates on each side that have a say in a gate's correlation.
const BESIDE: usize = 2;
/// From this reflectivity on, in dBZ, an echo is kept.
const KEPT_FROM_DBZ: f32 = 50.0;

/// Whether and how to clean.
#[derive(Clone, Copy, Debug)]
pub enum Cleaning<'a> {
    /// Everything as it was measured.
    Raw,
    /// Without what is no weather. The correlation is that of `correlation`: the sweep itself, or, for velocity,
    /// which comes without it, the other sweep at the same angle. None: specks only.
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
    specks::remove(painted, stride, rows.len());
}

fn unlike(rows: &[Row<'_>], painted: &mut [u8], stride: usize, sweep: &Sweep) {
    let alike = table::rows(sweep, Moment::Correlation);
    let directions = table::nearest(&alike);
    let mut correlations = Correlations::default();
    for (row, painted) in rows.iter().zip(painted.chunks_exact_mut(stride)) {
        let direction = (row.azimuth_deg / 360.0 * DIRECTIONS as f32) as usize % DIRECTIONS;
        let Some(alike) = directions[direction].and_then(|index| alike.get(index)) else { continue };
        if painted.iter().all(|colour| *colour == NO_ECHO) {
            continue;
        }
        let bad = correlations.bad(alike.gates);
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

/// Correlations of a row by their words, worked out once for each scale.
#[derive(Default)]
struct Correlations {
    scale: Option<(f32, f32)>,
    /// For each word its value, and 1; nothing and 0 for words that are none.
    table: Vec<(f32, u16)>,
    sums: Vec<(f32, u16)>,
    bad: Vec<bool>,
}

impl Correlations {
    /// For each gate whether the mean correlation around it is too low.
    fn bad(&mut self, gates: &Gates) -> &[bool] {
        if self.scale != Some((gates.scale, gates.offset)) {
            let words =
                0..=if matches!(gates.words, Words::Sixteen(_)) { u16::MAX } else { u16::from(u8::MAX) };
            let entry = |word| match gates.value(word) {
                Value::Measured(value) => (value, 1),
                Value::Below | Value::Folded | Value::Code(_) => (0.0, 0),
            };
            self.table = words.map(entry).collect();
            self.scale = Some((gates.scale, gates.offset));
        }
        // A running sum over what was measured, with its count.
        self.sums.clear();
        let mut sum = (0.0, 0);
        self.sums.push(sum);
        for gate in 0..gates.words.len() {
            let word = gates.words.get(gate).map_or(0, usize::from);
            let (value, one) = self.table.get(word).copied().unwrap_or_default();
            sum = (sum.0 + value, sum.1 + one);
            self.sums.push(sum);
        }
        let last = self.sums.len() - 1;
        self.bad.clear();
        self.bad.extend((0..last).map(|gate| {
            let (from, to) =
                (self.sums[gate.saturating_sub(BESIDE)], self.sums[(gate + BESIDE + 1).min(last)]);
            let count = to.1 - from.1;
            count > 0 && to.0 - from.0 < LEAST_ALIKE * f32::from(count)
        }));
        &self.bad
    }
}
