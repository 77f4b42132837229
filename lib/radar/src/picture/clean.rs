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
        let judge = |gate: usize, colour: &mut u8| {
            if *colour != NO_ECHO && !(strong && is_strong(row.gates, gate)) {
                *colour = NO_ECHO;
            }
        };
        // Both moments have their own first gate and spacing.
        let spacing = f64::from(alike.gates.spacing_m.max(1));
        let shift = f64::from(row.gates.first_m - alike.gates.first_m) / spacing + 0.5;
        let ratio = f64::from(row.gates.spacing_m) / spacing;
        let gates = painted.iter_mut().enumerate();
        if ratio == 1.0 {
            let ahead = shift.floor();
            let beside = gates.skip((-ahead).max(0.0) as usize).zip(bad.iter().skip(ahead.max(0.0) as usize));
            beside.filter(|(_, bad)| **bad).for_each(|((gate, colour), _)| judge(gate, colour));
            continue;
        }
        for (gate, colour) in gates.filter(|(_, colour)| **colour != NO_ECHO) {
            let at = shift + gate as f64 * ratio;
            if at >= 0.0 && bad.get(at as usize).copied().unwrap_or(false) {
                judge(gate, colour);
            }
        }
    }
}

fn is_strong(gates: &Gates, gate: usize) -> bool {
    let value = gates.words.get(gate).map(|word| gates.value(word));
    matches!(value, Some(Value::Measured(dbz)) if dbz >= KEPT_FROM_DBZ)
}

/// The correlation of one row, gate by gate.
#[derive(Default)]
struct Correlations {
    /// The words that are figures, 0 for the others, with [`BESIDE`] gates of nothing before and after.
    words: Vec<f32>,
    /// 1 for a figure, 0 for the others; the same gates.
    counts: Vec<f32>,
    bad: Vec<bool>,
}

impl Correlations {
    /// For each gate whether the mean correlation around it is too low.
    fn bad(&mut self, gates: &Gates) -> &[bool] {
        match &gates.words {
            Words::Eight(words) => self.fill(words.iter().map(|word| u16::from(*word)), gates),
            Words::Sixteen(words) => self.fill(words.iter().copied(), gates),
        }
        let (scale, offset) = if gates.scale == 0.0 { (1.0, 0.0) } else { (gates.scale, gates.offset) };
        let words = self.words.array_windows().map(sum);
        let counts = self.counts.array_windows().map(sum);
        self.bad.clear();
        self.bad.extend(
            words.zip(counts).map(|(words, count)| (words - offset * count) / scale < LEAST_ALIKE * count),
        );
        &self.bad
    }

    fn fill(&mut self, words: impl Iterator<Item = u16> + Clone, gates: &Gates) {
        let figure = gates.moment.first_figure();
        let nothing = std::iter::repeat_n(0.0, BESIDE);
        self.words.clear();
        self.words.extend(nothing.clone());
        self.words.extend(words.clone().map(|word| if word >= figure { f32::from(word) } else { 0.0 }));
        self.words.extend(nothing.clone());
        self.counts.clear();
        self.counts.extend(nothing.clone());
        self.counts.extend(words.map(|word| if word >= figure { 1.0 } else { 0.0 }));
        self.counts.extend(nothing);
    }
}

/// Exact, for words are whole numbers.
fn sum(near: &[f32; 2 * BESIDE + 1]) -> f32 {
    near.iter().sum()
}
