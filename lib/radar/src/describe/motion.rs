//! How the echoes moved from one frame to the next.
//!
//! Both frames are put on a grid of two kilometres around the radar, and the shift is sought at which they agree
//! best: the correlation of their reflectivity over all shifts that weather can make. A motion is told only when
//! that best shift stands out; echoes that form, vanish or turn give none.

use crate::palette::Palette;
use crate::picture::Polar;

/// Metres between two points of the grid.
const CELL_M: f64 = 2_000.0;
/// Cells on each side of the radar.
const HALF: i32 = 100;
const SIDE: i32 = 2 * HALF + 1;
/// The fastest motion that is looked for, in metres a second.
const FASTEST_MPS: f64 = 45.0;
/// Both frames agree at least so well, of 1, or no motion is told.
const LEAST_AGREEMENT: f64 = 0.6;
/// Cells with echoes that are needed.
const FEWEST_CELLS: usize = 60;
/// Frames farther apart than this say nothing about each other.
const LONGEST_GAP_S: f64 = 1_200.0;

/// A measured motion.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Motion {
    /// Where to, in degrees clockwise from north.
    pub towards_deg: f64,
    /// How fast, in metres a second.
    pub speed_mps: f64,
    /// How well the frames agree when one is shifted onto the other, up to 1.
    pub agreement: f64,
}

/// The motion between two sweeps of one radar at one angle, painted with the same palette of reflectivity,
/// `seconds` apart. None when it cannot be told.
#[must_use]
pub fn motion(earlier: &Polar, later: &Polar, palette: &Palette, seconds: f64) -> Option<Motion> {
    if !(30.0..=LONGEST_GAP_S).contains(&seconds) {
        return None;
    }
    let (before, after) = (grid(earlier, palette), grid(later, palette));
    let cells = |grid: &[f32]| grid.iter().filter(|value| **value > 0.0).count();
    if cells(&before) < FEWEST_CELLS || cells(&after) < FEWEST_CELLS {
        return None;
    }
    let most = ((FASTEST_MPS * seconds / CELL_M).ceil() as i32).min(HALF / 2);
    let mut best = (0.0, 0, 0);
    for down in -most..=most {
        for across in -most..=most {
            let agreement = agreement(&before, &after, across, down);
            if agreement > best.0 {
                best = (agreement, across, down);
            }
        }
    }
    let (agreement, across, down) = best;
    // A best shift on the rim may go on beyond it.
    if agreement < LEAST_AGREEMENT || across.abs() == most || down.abs() == most {
        return None;
    }
    let (fine_across, fine_down) = refine(&before, &after, across, down, agreement);
    let (east, north) = (fine_across * CELL_M, -fine_down * CELL_M);
    let towards_deg = east.atan2(north).to_degrees().rem_euclid(360.0);
    Some(Motion { towards_deg, speed_mps: east.hypot(north) / seconds, agreement })
}

/// Reflectivity above 10 dBZ on the grid, row by row from the north; 0 elsewhere.
fn grid(polar: &Polar, palette: &Palette) -> Vec<f32> {
    let value = |row: i32, column: i32| {
        let (east, north) = (f64::from(column - HALF) * CELL_M, f64::from(HALF - row) * CELL_M);
        let index = polar.toward(east, north)?;
        Some((palette.value_of(index)? - 10.0).max(0.0))
    };
    (0..SIDE).flat_map(|row| (0..SIDE).map(move |column| value(row, column).unwrap_or(0.0))).collect()
}

/// The correlation of the earlier frame, shifted, with the later one.
fn agreement(before: &[f32], after: &[f32], across: i32, down: i32) -> f64 {
    let (mut both, mut first, mut second) = (0.0_f32, 0.0_f32, 0.0_f32);
    for row in down.max(0)..SIDE + down.min(0) {
        let start = |row: i32, column: i32| (row * SIDE + column) as usize;
        let width = (SIDE - across.abs()) as usize;
        let old = start(row - down, (-across).max(0));
        let new = start(row, across.max(0));
        for (old, new) in before[old..old + width].iter().zip(&after[new..new + width]) {
            both += old * new;
            first += old * old;
            second += new * new;
        }
    }
    let norm = f64::from(first).sqrt() * f64::from(second).sqrt();
    if norm > 0.0 { f64::from(both) / norm } else { 0.0 }
}

/// Parts of a cell, from the parabola through the best shift and its neighbours.
fn refine(before: &[f32], after: &[f32], across: i32, down: i32, best: f64) -> (f64, f64) {
    let top = |low: f64, high: f64| {
        let bend = low - 2.0 * best + high;
        if bend < 0.0 { ((low - high) / (2.0 * bend)).clamp(-0.5, 0.5) } else { 0.0 }
    };
    let at = |across, down| agreement(before, after, across, down);
    let horizontal = top(at(across - 1, down), at(across + 1, down));
    let vertical = top(at(across, down - 1), at(across, down + 1));
    (f64::from(across) + horizontal, f64::from(down) + vertical)
}
