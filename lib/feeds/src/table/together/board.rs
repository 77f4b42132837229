//! The rows in the order of solving, with the cuts that the table's order leaves, and what the rows behind each can
//! still add.

use super::cut::{self, Cut};
use super::{MOST_MEASURES, MOST_ROWS, Obstacle, Puzzle};

/// Ways to cut, of all rows together; over it the table is not tried.
const MOST_CHOICES: usize = 500_000;

/// Figures of all measures, or sums of them.
pub(super) type Sums = [i64; MOST_MEASURES];

/// A table ready to be solved.
pub(super) struct Board {
    pub(super) measures: usize,
    /// Which measures have a known total.
    pub(super) totalled: Vec<usize>,
    /// The totals, zero where not known.
    pub(super) totals: Sums,
    /// Sorted rows first, largest figures first; then the others, widest choice first.
    pub(super) lines: Vec<Line>,
}

/// One row.
pub(super) struct Line {
    /// Its place in the table, counted from 0.
    pub(super) row: usize,
    /// Whether its ranked figure may not be above that of the line before it.
    pub(super) chained: bool,
    /// Ways to cut it, by rising rank.
    pub(super) options: Vec<Choice>,
}

/// One way to cut a row.
pub(super) struct Choice {
    pub(super) cut: Cut,
    /// The figure that the order compares; 0 outside the order.
    pub(super) rank: i64,
    /// What the lines behind this one add at least and at most, if this way is taken.
    pub(super) rest: (Sums, Sums),
}

impl Board {
    /// Cuts every row and drops the ways that the order forbids.
    pub(super) fn new(puzzle: &Puzzle) -> Result<Board, Obstacle> {
        let (measures, rows) = (puzzle.measures, puzzle.runs.len());
        if !(1..=MOST_MEASURES).contains(&measures) || rows == 0 || rows > MOST_ROWS {
            return Err(Obstacle::Size);
        }
        let mut lines = lines(puzzle)?;
        keep_order(&mut lines)?;
        bound(&mut lines);
        let mut totals = [0; MOST_MEASURES];
        let mut totalled = Vec::new();
        for (measure, total) in puzzle.totals.iter().take(measures).enumerate() {
            if let (Some(total), Some(place)) = (total, totals.get_mut(measure)) {
                *place = *total;
                totalled.push(measure);
            }
        }
        Ok(Board { measures, totalled, totals, lines })
    }
}

fn lines(puzzle: &Puzzle) -> Result<Vec<Line>, Obstacle> {
    let writing = cut::writing(puzzle.runs.iter().map(|run| run.digits.as_str()));
    let (mut sorted, mut loose, mut room) = (Vec::new(), Vec::new(), MOST_CHOICES);
    for (row, run) in puzzle.runs.iter().enumerate() {
        let order = puzzle.order.filter(|_| !run.outside_order);
        let mut cuts = cut::cuts(&run.digits, puzzle.measures, writing).ok_or(Obstacle::Size)?;
        if puzzle.later_within_first {
            cuts.retain(|cut| {
                cut.figures.iter().take(puzzle.measures).all(|figure| *figure <= cut.figures[0])
            });
        }
        if cuts.is_empty() {
            return Err(Obstacle::Row(row));
        }
        room = room.checked_sub(cuts.len()).ok_or(Obstacle::Size)?;
        let rank = |cut: &Cut| order.map_or(0, |order| cut.figures.get(order.measure).copied().unwrap_or(0));
        let none = ([0; MOST_MEASURES], [0; MOST_MEASURES]);
        let mut options: Vec<Choice> =
            cuts.into_iter().map(|cut| Choice { cut, rank: rank(&cut), rest: none }).collect();
        options.sort_by_key(|option| option.rank);
        let line = Line { row, chained: order.is_some(), options };
        if line.chained { sorted.push(line) } else { loose.push(line) }
    }
    if puzzle.order.is_some_and(|order| !order.falling) {
        sorted.reverse();
    }
    loose.sort_by_cached_key(|line| std::cmp::Reverse(spread(line)));
    sorted.append(&mut loose);
    Ok(sorted)
}

/// How far the first figures of a row's cuts lie apart: what is decided first should matter most.
fn spread(line: &Line) -> i64 {
    let figures = || line.options.iter().map(|option| option.cut.figures[0]);
    figures().max().unwrap_or(0).saturating_sub(figures().min().unwrap_or(0))
}

/// Drops every cut that no sorted reading of the table has: forward by the largest rank above, backward by the
/// smallest below. In a chain that is all there is to know.
fn keep_order(lines: &mut [Line]) -> Result<(), Obstacle> {
    let mut above = i64::MAX;
    for line in lines.iter_mut().take_while(|line| line.chained) {
        line.options.retain(|option| option.rank <= above);
        above = line.options.last().ok_or(Obstacle::Order(line.row))?.rank;
    }
    let mut below = i64::MIN;
    for line in lines.iter_mut().rev().skip_while(|line| !line.chained) {
        line.options.retain(|option| option.rank >= below);
        below = line.options.first().ok_or(Obstacle::Order(line.row))?.rank;
    }
    Ok(())
}

/// Fills in what the lines behind each option can add, from the last line to the first.
fn bound(lines: &mut [Line]) {
    for place in (0..lines.len().saturating_sub(1)).rev() {
        let (head, tail) = lines.split_at_mut(place + 1);
        let (Some(line), Some(next)) = (head.last_mut(), tail.first()) else { return };
        let (mut lowest, mut highest) = ([i64::MAX; MOST_MEASURES], [i64::MIN; MOST_MEASURES]);
        let mut taken = 0;
        for option in &mut line.options {
            while let Some(choice) = next.options.get(taken) {
                if next.chained && choice.rank > option.rank {
                    break;
                }
                for measure in 0..MOST_MEASURES {
                    let figure = choice.cut.figures[measure];
                    lowest[measure] = lowest[measure].min(choice.rest.0[measure] + figure);
                    highest[measure] = highest[measure].max(choice.rest.1[measure] + figure);
                }
                taken += 1;
            }
            option.rest = (lowest, highest);
        }
    }
}
