//! Is the table sorted? Told only when chance is no explanation.

use super::{Order, Puzzle, board::Board, cut};
use std::collections::BTreeSet;

/// An order is believed when rows in any order would show it in fewer than one of this many tables.
const ONE_IN: f64 = 1e6;

/// The order that some cut of every row keeps, if so many rows cannot keep it by chance: for `n` different rows with
/// so many cuts each, the chance is at most the product of these numbers divided by `n!`.
///
/// By the first measure before the others, falling before rising. `puzzle.order` is not looked at.
#[must_use]
pub fn detect(puzzle: &Puzzle) -> Option<Order> {
    if !is_told(puzzle) {
        return None;
    }
    let kept = |order: &Order| {
        let sorted = Puzzle { order: Some(*order), ..puzzle.clone() };
        Board::new(&sorted).is_ok()
    };
    let mut orders =
        (0..puzzle.measures).flat_map(|measure| [true, false].map(|falling| Order { measure, falling }));
    orders.find(kept)
}

/// Whether so many rows could not be sorted by chance.
fn is_told(puzzle: &Puzzle) -> bool {
    let runs: BTreeSet<&str> =
        puzzle.runs.iter().filter(|run| !run.outside_order).map(|run| run.digits.as_str()).collect();
    let writing = cut::writing(runs.iter().copied());
    let mut logarithm = 0.0;
    for (place, run) in (1_u32..).zip(runs) {
        let ways = cut::cuts(run, puzzle.measures, writing).map_or(1, |cuts| cuts.len().max(1));
        logarithm += (f64::from(u32::try_from(ways).unwrap_or(u32::MAX)) / f64::from(place)).ln();
    }
    logarithm < -ONE_IN.ln()
}
