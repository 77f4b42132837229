//! The count: line by line, every sum that is still missing and in how many ways one comes to it.

use super::board::{Board, Choice, Line, Sums};
use super::{Answer, Budget, Count, Obstacle, Reading, Solution};

/// Readings of the lines so far that are alike for all lines behind.
#[derive(Clone, Copy)]
struct State {
    /// What the lines behind must add, for each measure with a total.
    missing: Sums,
    /// The rank that the next line may not exceed.
    rank: i64,
    /// How many readings of the lines so far come to this.
    ways: u128,
}

impl State {
    fn key(&self) -> (Sums, i64) {
        (self.missing, self.rank)
    }
}

/// The states before each line, and those after the last.
struct Layers {
    states: Vec<Vec<State>>,
    /// Whether states were dropped for want of room.
    partial: bool,
}

/// States gathered before those that are alike are made one.
const UNMERGED: usize = 1 << 17;
/// Partial sums followed when there is no room for all: at least these, and no more than those.
const NARROWEST: usize = 40;
const WIDEST: usize = 5_000;

/// Counts, and reads back one reading.
pub(super) fn search(board: &Board, budget: &Budget) -> Answer {
    if let Some(layers) = forward(board, budget, None) {
        return answer(board, &layers);
    }
    // Not all fits in the budget. Following a part of it can still show that several readings fit.
    let width = (budget.states / (board.lines.len() + 1)).clamp(NARROWEST, WIDEST);
    match forward(board, &Budget { states: usize::MAX, steps: budget.steps.saturating_mul(2) }, Some(width)) {
        Some(layers) => answer(board, &layers),
        None => Answer::Undecided { why: too_many(board) },
    }
}

fn too_many(board: &Board) -> String {
    format!("too many combinations of cuts in {} rows to try them all", board.lines.len())
}

/// `None` when the budget does not last.
fn forward(board: &Board, budget: &Budget, width: Option<usize>) -> Option<Layers> {
    let (mut room, mut steps) = (budget.states, budget.steps);
    let mut states = vec![vec![State { missing: board.totals, rank: i64::MAX, ways: 1 }]];
    let mut partial = false;
    for (place, line) in board.lines.iter().enumerate() {
        let before = states.last()?;
        let most = room.min(width.map_or(usize::MAX, |width| width.saturating_mul(line.options.len())));
        let (mut after, mut merged) = (Vec::new(), 0);
        for state in before {
            for option in &line.options {
                steps = steps.checked_sub(1)?;
                if let Some(next) = next(board, place, line, option, state) {
                    after.push(next);
                }
            }
            if after.len() > merged + UNMERGED {
                merge(&mut after);
                merged = after.len();
                if merged > most {
                    return None;
                }
            }
        }
        merge(&mut after);
        if let Some(width) = width.filter(|width| after.len() > *width) {
            partial = true;
            keep_central(board, line, &mut after, width);
        }
        room = room.checked_sub(after.len())?;
        states.push(after);
    }
    Some(Layers { states, partial })
}

/// The state after taking an option, if the order allows it and the totals can still be met.
fn next(board: &Board, place: usize, line: &Line, option: &Choice, state: &State) -> Option<State> {
    if line.chained && option.rank > state.rank {
        return None;
    }
    let mut missing = state.missing;
    for &measure in &board.totalled {
        let left = missing[measure].checked_sub(option.cut.figures[measure])?;
        if left < option.rest.0[measure] || left > option.rest.1[measure] {
            return None;
        }
        missing[measure] = left;
    }
    let goes_on = board.lines.get(place + 1).is_some_and(|line| line.chained);
    Some(State { missing, rank: if goes_on { option.rank } else { i64::MAX }, ways: state.ways })
}

/// Makes one of states that are alike, and sorts them.
fn merge(states: &mut Vec<State>) {
    states.sort_unstable_by_key(State::key);
    states.dedup_by(|again, first| {
        let alike = again.key() == first.key();
        if alike {
            first.ways = first.ways.saturating_add(again.ways);
        }
        alike
    });
}

/// Keeps the states that lie most in the middle of what the lines behind can add: most readings go through there.
fn keep_central(board: &Board, line: &Line, states: &mut Vec<State>, width: usize) {
    let mut bounds = ([i64::MAX; super::MOST_MEASURES], [i64::MIN; super::MOST_MEASURES]);
    for option in &line.options {
        for &measure in &board.totalled {
            bounds.0[measure] = bounds.0[measure].min(option.rest.0[measure]);
            bounds.1[measure] = bounds.1[measure].max(option.rest.1[measure]);
        }
    }
    let off_centre = |state: &State| {
        let off = board.totalled.iter().map(|&measure| {
            let (low, high) = (i128::from(bounds.0[measure]), i128::from(bounds.1[measure]));
            let distance = (i128::from(state.missing[measure]) * 2 - low - high).abs();
            distance * 1_000_000 / (high - low + 1).max(1)
        });
        off.sum::<i128>()
    };
    states.select_nth_unstable_by_key(width - 1, off_centre);
    states.truncate(width);
    states.sort_unstable_by_key(State::key);
}

fn answer(board: &Board, layers: &Layers) -> Answer {
    let completions = backward(board, layers);
    let fitting = completions.first().and_then(|layer| layer.first()).copied().unwrap_or(0);
    if fitting == 0 {
        return if layers.partial {
            Answer::Undecided {
                why: format!("{}; the part that was tried holds none that fits", too_many(board)),
            }
        } else {
            Answer::Nothing(Obstacle::Totals)
        };
    }
    let counted = !layers.partial && fitting != u128::MAX;
    let fitting = if counted { Count::Exactly(fitting) } else { Count::AtLeast(fitting) };
    Answer::Fits(Solution { fitting, rows: readings(board, layers, &completions) })
}

/// In how many ways each state can be completed.
fn backward(board: &Board, layers: &Layers) -> Vec<Vec<u128>> {
    let last = layers.states.last().map_or(0, Vec::len);
    let mut completions = vec![vec![1_u128; last]];
    for (place, line) in board.lines.iter().enumerate().rev() {
        let (Some(before), Some(after)) = (layers.states.get(place), layers.states.get(place + 1)) else {
            break;
        };
        let behind = completions.last().map_or(&[][..], Vec::as_slice);
        let ways = |state: &State| {
            let ways = line.options.iter().filter_map(|option| {
                let at = place_of(&next(board, place, line, option, state)?, after)?;
                behind.get(at).copied()
            });
            ways.fold(0, u128::saturating_add)
        };
        let layer = before.iter().map(ways).collect();
        completions.push(layer);
    }
    completions.reverse();
    completions
}

fn place_of(state: &State, layer: &[State]) -> Option<usize> {
    layer.binary_search_by_key(&state.key(), State::key).ok()
}

/// Follows, line by line, the option that most readings have; tells what else each row could be.
fn readings(board: &Board, layers: &Layers, completions: &[Vec<u128>]) -> Vec<Reading> {
    let mut rows: Vec<(usize, Reading)> = Vec::with_capacity(board.lines.len());
    let mut here = 0;
    for (place, line) in board.lines.iter().enumerate() {
        let (before, after) = (layers.states.get(place), layers.states.get(place + 1));
        let (Some(before), Some(after), Some(behind)) = (before, after, completions.get(place + 1)) else {
            break;
        };
        let mut tally = vec![0_u128; line.options.len()];
        let mut chosen = (0_u128, 0, 0);
        for (number, state) in before.iter().enumerate() {
            for (choice, option) in line.options.iter().enumerate() {
                let at = next(board, place, line, option, state).and_then(|next| place_of(&next, after));
                let Some((at, &ways)) = at.and_then(|at| Some((at, behind.get(at)?))) else { continue };
                if let Some(count) = tally.get_mut(choice) {
                    *count = count.saturating_add(state.ways.saturating_mul(ways));
                }
                if number == here && ways > chosen.0 {
                    chosen = (ways, choice, at);
                }
            }
        }
        here = chosen.2;
        rows.push((line.row, reading(board, layers, line, chosen.1, &tally)));
    }
    rows.sort_by_key(|(row, _)| *row);
    rows.into_iter().map(|(_, reading)| reading).collect()
}

fn reading(board: &Board, layers: &Layers, line: &Line, chosen: usize, tally: &[u128]) -> Reading {
    let figures = |choice: usize| {
        let cut = line.options.get(choice).map_or(&[][..], |option| &option.cut.figures[..]);
        cut.iter().take(board.measures).copied().collect::<Vec<_>>()
    };
    let mut others: Vec<_> =
        tally.iter().enumerate().filter(|(choice, ways)| *choice != chosen && **ways > 0).collect();
    others.sort_by_key(|(choice, ways)| (std::cmp::Reverse(**ways), *choice));
    let sure = if layers.partial { line.options.len() == 1 } else { others.is_empty() };
    let others = others.into_iter().take(Reading::MOST_OTHERS).map(|(choice, _)| figures(choice)).collect();
    Reading { figures: figures(chosen), sure, others }
}
