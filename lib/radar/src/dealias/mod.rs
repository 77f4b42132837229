//! Unfolds Doppler velocity.
//!
//! A radar that sends a pulse every T seconds can't tell speeds apart that differ by twice the Nyquist speed: what is faster
//! wraps around and seems to blow the other way. Which of the possible speeds a gate had is told by its neighbours.
//!
//! 1. Gates beside each other with like figures are a region (`regions`).
//! 2. Where regions meet, each pair of gates votes for the fold that makes it alike (`boundaries`); regions are joined
//!    along the clearest boundaries first (`graph`), also around north and over gaps. The idea is old: Eilts and Smith
//!    1990 (J. Atmos. Oceanic Technol. 7, 118–128) went along the beam, Jing and Wiener 1993 (ibid. 10, 798–808) solved for
//!    all boundaries of a sweep at once; joining regions in the order of their evidence is how Py-ART does it, and how phases
//!    of radar interferometry are unwrapped.
//! 3. What is joined may still be whole folds off as a whole, and parts far from each other against each other: one wind by
//!    height must explain them all (`wind`, `anchor`).
//!
//! A gate's figure changes by whole folds and by nothing else.

mod anchor;
mod boundaries;
mod graph;
mod grid;
mod regions;
mod wind;

use std::sync::Arc;

use crate::moment::Moment;
use crate::radial::{Gates, Radial, Value, Words};
use crate::sweep::Sweep;
use graph::{Folds, PAIR};
use grid::Grid;
use regions::Regions;

/// Words of unfolded velocity are hundredths of a metre a second: finer than any radar's, and what Nyquist speeds are
/// told in.
const SCALE: f32 = 100.0;
/// The word of a calm.
const CALM: f32 = 32_768.0;

/// No air is faster, in hundredths of a metre a second, not in a tornado either.
const FASTEST: i32 = 20_000;
/// How clear boundaries are that are joined before anything is known of the wind, the clearest first.
const CLEAR_PERCENT: [u32; 2] = [70, 50];
/// How far ahead the winner is at one of them at least: by two pairs and a half.
const LEAST: u32 = PAIR * 5 / 2;

/// A sweep whose velocity is unfolded.
#[derive(Clone, Debug, PartialEq)]
pub struct Unfolded {
    /// Its radials, with velocity alone.
    pub sweep: Sweep,
    /// Gates with a figure.
    pub figures: usize,
    /// Those whose figure changed.
    pub changed: usize,
    /// Those whose folds could not be told, and that stayed as they were.
    pub unsure: usize,
}

/// Unfolds the velocity of a sweep, as far as it has come. None where that can't be done: no velocity, no Nyquist speed, or
/// figures that are not bounded by it.
#[must_use]
pub fn dealias(sweep: &Sweep) -> Option<Unfolded> {
    let grid = Grid::of(sweep)?;
    let regions = Regions::of(&grid);
    // One more: the calm, against which all folds are counted in the end.
    let calm = regions.sizes.len() as u32;
    let mut folds = Folds::new(regions.sizes.iter().copied().chain([0]).collect());
    let mut edges = boundaries::near(&grid, &regions);
    for percent in CLEAR_PERCENT {
        folds.merge(&mut edges, LEAST, percent);
    }
    let anchors = anchor::anchors(&grid, &regions, &mut folds, sweep.elevation_deg(), calm);
    edges.extend(boundaries::far(&grid, &regions, &mut folds));
    edges.extend(anchors);
    folds.merge(&mut edges, 1, 0);
    let (root, of_calm) = folds.root(calm);
    let of_region = |region: u32| {
        let (part, above) = folds.root(region);
        (part == root).then(|| above - of_calm)
    };
    let of_region: Vec<Option<i32>> = (0..calm).map(of_region).collect();
    Some(written(sweep, &grid, &regions, &of_region))
}

fn written(sweep: &Sweep, grid: &Grid<'_>, regions: &Regions, of_region: &[Option<i32>]) -> Unfolded {
    let radials = Vec::with_capacity(sweep.radials.len());
    let mut out =
        Unfolded { sweep: Sweep { cut: sweep.cut, radials }, figures: grid.measured, changed: 0, unsure: 0 };
    let mut lines = vec![None; sweep.radials.len()];
    for (line, of_line) in grid.lines.iter().enumerate() {
        lines[of_line.index] = Some(line);
    }
    for (radial, line) in sweep.radials.iter().zip(lines) {
        let Some(gates) = radial.of(Moment::Velocity) else { continue };
        let mut words: Vec<u16> = in_hundredths(gates);
        for run in line.map_or(&[][..], |line| &regions.runs[regions.line(line)]) {
            let gates = run.first as usize..run.end as usize;
            match of_region[run.region as usize] {
                None => out.unsure += gates.len(),
                Some(0) => {}
                Some(fold) => {
                    let turn = f64::from(radial.nyquist_mps.unwrap_or(0.0)) * 2.0 * f64::from(SCALE);
                    let changed = fold_up(&mut words[gates.clone()], (f64::from(fold) * turn).round() as i32);
                    out.changed += changed;
                    out.unsure += gates.len() - changed;
                }
            }
        }
        let words = Words::Sixteen(words.into());
        let gates = Gates { scale: SCALE, offset: CALM, words, ..*gates };
        out.sweep.radials.push(Arc::new(Radial { gates: vec![gates], ..**radial }));
    }
    out
}

/// Adds to words, but to none that would be faster than any air. How many changed.
fn fold_up(words: &mut [u16], by: i32) -> usize {
    let possible = CALM as i32 - FASTEST..=CALM as i32 + FASTEST;
    let mut changed = 0;
    for word in words {
        let sum = i32::from(*word).saturating_add(by);
        if possible.contains(&sum) {
            *word = sum as u16;
            changed += 1;
        }
    }
    changed
}

fn in_hundredths(gates: &Gates) -> Vec<u16> {
    let of = |value: Value| match value {
        Value::Measured(speed) => (speed * SCALE + CALM).round().clamp(2.0, f32::from(u16::MAX)) as u16,
        Value::Folded => 1,
        Value::Below | Value::Code(_) => 0,
    };
    match &gates.words {
        Words::Eight(words) => {
            let table: Vec<u16> = (0..=u16::from(u8::MAX)).map(|word| of(gates.value(word))).collect();
            words.iter().map(|word| table[usize::from(*word)]).collect()
        }
        Words::Sixteen(words) => words.iter().map(|word| of(gates.value(*word))).collect(),
    }
}
