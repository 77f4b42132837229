//! How the echoes moved from one frame to the next.
//!
//! Both frames are put on a grid of two kilometres around the radar, and the shift is sought at which they agree
//! best: the correlation of their reflectivity over all shifts that weather can make. A motion is told only when
//! that best shift stands out; echoes that form, vanish or turn give none.

use crate::palette::Palette;
use crate::picture::Polar;

/// Below this speed, in metres a second, echoes are said to hardly move.
const HARDLY_MPS: f64 = 2.0;
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

/// Motions that differ by more, in degrees, are not one.
const SAME_WAY_DEG: f64 = 30.0;
/// Nor are those of which one is slower than the other by more than this part of it.
const SAME_SPEED: f64 = 1.0 / 3.0;

/// The motion that several radars measured of the same weather: their mean. None when two of them do not agree within 30
/// degrees and a third of the speed, or when there is none. Of what hardly moves the direction does not count.
pub(super) fn common(motions: &[Motion]) -> Option<Motion> {
    if motions.len() < 2 {
        return motions.first().copied();
    }
    let agree = |(n, one): (usize, &Motion)| motions.iter().skip(n + 1).all(|other| one.agrees_with(other));
    if !motions.iter().enumerate().all(agree) {
        return None;
    }
    let (mut east, mut north, mut agreement) = (0.0, 0.0, f64::INFINITY);
    for motion in motions {
        let (sine, cosine) = motion.towards_deg.to_radians().sin_cos();
        east += motion.speed_mps * sine / motions.len() as f64;
        north += motion.speed_mps * cosine / motions.len() as f64;
        agreement = agreement.min(motion.agreement);
    }
    let towards_deg = east.atan2(north).to_degrees().rem_euclid(360.0);
    Some(Motion { towards_deg, speed_mps: east.hypot(north), agreement })
}

impl Motion {
    /// Whether it is so slow that its direction says nothing.
    pub(super) fn is_slow(&self) -> bool {
        self.speed_mps < HARDLY_MPS
    }

    fn agrees_with(&self, other: &Self) -> bool {
        if self.is_slow() && other.is_slow() {
            return true;
        }
        let turned = (self.towards_deg - other.towards_deg).rem_euclid(360.0);
        let slower = (self.speed_mps - other.speed_mps).abs();
        turned.min(360.0 - turned) <= SAME_WAY_DEG
            && slower <= SAME_SPEED * self.speed_mps.max(other.speed_mps)
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn toward(towards_deg: f64, speed_mps: f64) -> Motion {
        Motion { towards_deg, speed_mps, agreement: 0.8 }
    }

    #[test]
    fn motions_that_agree_are_one() {
        assert_eq!(common(&[]), None);
        let only = toward(50.0, 13.0);
        assert_eq!(common(&[only]), Some(only));
        let mean = common(&[toward(350.0, 12.0), toward(10.0, 12.0)]).unwrap();
        assert!(mean.towards_deg.min(360.0 - mean.towards_deg) < 1e-9, "{mean:?}");
        assert!((mean.speed_mps - 12.0 * 10.0_f64.to_radians().cos()).abs() < 1e-9, "{mean:?}");
    }

    #[test]
    fn motions_that_contradict_each_other_are_none() {
        assert_eq!(common(&[toward(340.0, 12.0), toward(11.0, 12.0)]), None);
        assert_eq!(common(&[toward(50.0, 12.0), toward(50.0, 18.1)]), None);
        assert!(common(&[toward(50.0, 12.0), toward(50.0, 17.9)]).is_some());
        // Each agrees with the one beside it, and the first not with the last.
        assert_eq!(common(&[toward(10.0, 9.0), toward(35.0, 9.0), toward(60.0, 9.0)]), None);
    }

    #[test]
    fn what_hardly_moves_has_no_direction() {
        let still = common(&[toward(10.0, 1.0), toward(190.0, 1.0)]).unwrap();
        assert!(still.is_slow(), "{still:?}");
        assert_eq!(common(&[toward(10.0, 1.0), toward(190.0, 12.0)]), None);
    }
}
