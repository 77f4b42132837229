//! The velocities of a sweep as a table of phases: a whole turn is twice the Nyquist speed, so what wraps around in the
//! air wraps around in the number.

use crate::moment::Moment;
use crate::picture::rows::rows;
use crate::radial::{Gates, Value, Words};
use crate::sweep::Sweep;

/// A gate without a figure.
pub(super) const NOTHING: i16 = i16::MIN;
/// Phases of a whole turn.
pub(super) const TURN: i32 = 1 << 16;
/// More than 720 radials of 1,832 gates. Beyond it a sweep stays as it was measured.
const MOST_GATES: usize = 1 << 22;
/// Slower than any radar's, in metres a second: a Nyquist speed below it is a fault.
const LEAST_NYQUIST_MPS: f32 = 2.0;
/// Faster than any radar's.
const MOST_NYQUIST_MPS: f32 = 120.0;
/// By so much, in metres a second, a figure may pass the Nyquist speed because it was rounded.
const ROUNDING_MPS: f32 = 1.01;
/// The part of the figures, in percent, that may pass it all the same.
const BEYOND_PERCENT: usize = 1;

/// One radial of the table.
pub(super) struct Line<'a> {
    /// Its place among the radials of the sweep.
    pub(super) index: usize,
    pub(super) azimuth_deg: f32,
    pub(super) width_deg: f32,
    pub(super) nyquist_mps: f32,
    pub(super) gates: &'a Gates,
}

/// The radials that can be unfolded, clockwise, and the phase of each of their gates.
pub(super) struct Grid<'a> {
    pub(super) lines: Vec<Line<'a>>,
    /// Gates of a line in `phases`.
    pub(super) stride: usize,
    pub(super) phases: Vec<i16>,
    /// Gates with a figure.
    pub(super) measured: usize,
}

impl<'a> Grid<'a> {
    /// None when no radial has both a velocity and a Nyquist speed, and when the figures are not bounded by it: they
    /// were unfolded by whoever sent them, or the speed is wrong.
    pub(super) fn of(sweep: &'a Sweep) -> Option<Self> {
        let lines: Vec<Line<'a>> = rows(sweep, Moment::Velocity)
            .into_iter()
            .filter_map(|row| {
                let nyquist_mps = sweep.radials[row.index].nyquist_mps?;
                let is_possible = (LEAST_NYQUIST_MPS..=MOST_NYQUIST_MPS).contains(&nyquist_mps);
                let line = Line {
                    index: row.index,
                    azimuth_deg: row.azimuth_deg,
                    width_deg: row.width_deg,
                    nyquist_mps,
                    gates: row.gates,
                };
                (is_possible && line.azimuth_deg.is_finite() && line.width_deg.is_finite()).then_some(line)
            })
            .collect();
        let stride = lines.iter().map(|line| line.gates.words.len()).max()?;
        if lines.len().checked_mul(stride)? > MOST_GATES {
            return None;
        }
        let mut phases = vec![NOTHING; lines.len() * stride];
        let mut table = Table::default();
        let (mut measured, mut beyond) = (0, 0);
        for (line, into) in lines.iter().zip(phases.chunks_exact_mut(stride)) {
            table.fill(line, into);
            for phase in into.iter() {
                measured += usize::from(*phase != NOTHING);
                beyond += usize::from(phase.unsigned_abs() == BEYOND as u16);
            }
        }
        (beyond * 100 <= measured * BEYOND_PERCENT).then_some(Self { lines, stride, phases, measured })
    }

    /// The phases of one line.
    pub(super) fn line(&self, line: usize) -> &[i16] {
        &self.phases[line * self.stride..(line + 1) * self.stride]
    }

    /// How far the next line clockwise is from this one, in widths of a radial, and whether both fold at the same speed.
    pub(super) fn step(&self, line: usize) -> (f32, bool) {
        let (one, other) = (&self.lines[line], &self.lines[(line + 1) % self.lines.len()]);
        let widths = (other.azimuth_deg - one.azimuth_deg).rem_euclid(360.0) / one.width_deg.max(0.1);
        (widths, one.nyquist_mps == other.nyquist_mps)
    }
}

/// The phase that stands for a figure beyond the Nyquist speed.
const BEYOND: i16 = i16::MAX;

fn phase(value: Value, nyquist_mps: f32) -> i16 {
    match value {
        Value::Measured(speed) if speed.is_finite() => {
            if speed.abs() > nyquist_mps + ROUNDING_MPS {
                return if speed < 0.0 { -BEYOND } else { BEYOND };
            }
            let most = f32::from(BEYOND - 1);
            (speed / nyquist_mps * most).round().clamp(-most, most) as i16
        }
        _ => NOTHING,
    }
}

/// Words of one byte → phases, kept as long as the scale stays the same.
#[derive(Default)]
struct Table {
    scale: Option<(f32, f32, f32)>,
    phases: Vec<i16>,
}

impl Table {
    fn fill(&mut self, line: &Line<'_>, into: &mut [i16]) {
        let gates = line.gates;
        let of = |word: u16| phase(gates.value(word), line.nyquist_mps);
        match &gates.words {
            Words::Eight(words) => {
                let scale = Some((gates.scale, gates.offset, line.nyquist_mps));
                if self.scale != scale {
                    self.phases = (0..=u16::from(u8::MAX)).map(of).collect();
                    self.scale = scale;
                }
                for (into, word) in into.iter_mut().zip(words) {
                    *into = self.phases[usize::from(*word)];
                }
            }
            Words::Sixteen(words) => {
                into.iter_mut().zip(words).for_each(|(into, word)| *into = of(*word));
            }
        }
    }
}
