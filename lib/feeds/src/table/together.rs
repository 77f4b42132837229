//! Cells that ran together: "Multnomah31877528" under "CountyCasesDeaths" → the figures, or how many readings fit.
//!
//! A row's digits can be cut in several places. What is known of the whole table (its printed totals, its order, that
//! no figure begins with a zero) leaves few of all combinations of cuts, often one. [`solve`] counts every combination
//! that fits **all** rules at once and tells for each row whether its cut is the same in all of them.
//!
//! - **Exact.** The count is of whole tables, by dynamic programming over the rows with what is still missing from the
//!   totals as the state; states from which the totals cannot be met any more are dropped. Nothing is sampled as long
//!   as the [`Budget`] lasts. Beyond it the answer says "at least", or that it cannot decide, and why.
//! - **Never a silent guess.** One reading is proposed even if several fit (the one that agrees with most others, row
//!   by row), but then the rows that differ are marked, with the other figures they could have.
//! - **No clock.** The budget counts steps and states, so the same table has the same answer everywhere.
//!
//! Reading order: `text` (what was pasted → header, rows, printed totals), `header`, then [`Puzzle`] and [`solve`];
//! `cut` (ways to cut one row), `board` (rows in the order of solving, order, bounds), `search` (the count),
//! `order` (is the table sorted?), `reason` (why nothing fits).

mod board;
mod cut;
mod header;
mod order;
mod reason;
mod report;
mod search;
mod text;
mod unravel;
pub(super) mod words;

pub use order::detect;
pub use reason::{Reason, explain};
pub use text::{Block, Printed, TextRow, blocks};
pub use unravel::{Known, Sorting, Source, Unravelled, Unsolved, unravel};
pub use words::is_outside;

/// Measures that can be told apart.
pub const MOST_MEASURES: usize = 4;
/// Rows that are tried.
pub const MOST_ROWS: usize = 20_000;

/// What is to be cut, and what is known of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Puzzle {
    /// The digits of each row, in the order of the table.
    pub runs: Vec<Run>,
    /// Figures in each run, 1 to [`MOST_MEASURES`].
    pub measures: usize,
    /// The sum of each measure over all rows, where it is known; shorter means that the rest is not known.
    pub totals: Vec<Option<i64>>,
    /// How the rows are sorted, if that is known.
    pub order: Option<Order>,
    /// Whether no later figure of a row is larger than its first, as deaths among cases.
    pub later_within_first: bool,
}

/// One row's digits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// Digits, perhaps with commas between groups of three and minus signs.
    pub digits: String,
    /// Whether the row stands outside the order, as "Unassigned" at the end does.
    pub outside_order: bool,
}

/// How rows are sorted; equal figures may follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// By which measure, counted from 0.
    pub measure: usize,
    /// From most to fewest.
    pub falling: bool,
}

/// How much may be tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Partial sums kept, over all rows; about 64 bytes each.
    pub states: usize,
    /// Cuts tried on a partial sum.
    pub steps: u64,
}

impl Default for Budget {
    /// 800,000 states (some 50 MB at most), 20 million steps.
    fn default() -> Self {
        Budget { states: 800_000, steps: 20_000_000 }
    }
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// At least one reading of the whole table fits every rule.
    Fits(Solution),
    /// None does; [`explain`] says which rule is in the way.
    Nothing(Obstacle),
    /// The budget did not last.
    Undecided {
        /// Why, as a clause.
        why: String,
    },
}

/// Where it is plain that nothing fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// More rows or measures than are tried, or none.
    Size,
    /// This row, counted from 0, cannot be cut into so many figures.
    Row(usize),
    /// This row, counted from 0, cannot follow those before it in the order.
    Order(usize),
    /// Every row can be cut, but no combination gives the totals.
    Totals,
}

/// The readings that fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solution {
    /// How many readings of the whole table fit.
    pub fitting: Count,
    /// One of them, row by row.
    pub rows: Vec<Reading>,
}

/// How many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// So many and no more.
    Exactly(u128),
    /// So many were found before the budget ended.
    AtLeast(u128),
}

impl Count {
    /// The number, exact or not.
    #[must_use]
    pub fn known(self) -> u128 {
        match self {
            Count::Exactly(count) | Count::AtLeast(count) => count,
        }
    }

    /// How many beside the one that is shown.
    #[must_use]
    pub fn others(self) -> Count {
        match self {
            Count::Exactly(count) => Count::Exactly(count.saturating_sub(1)),
            Count::AtLeast(count) => Count::AtLeast(count.saturating_sub(1)),
        }
    }
}

impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Count::Exactly(count) => write!(f, "{count}"),
            Count::AtLeast(count) => write!(f, "at least {count}"),
        }
    }
}

/// One row of the reading that is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// A figure for each measure.
    pub figures: Vec<i64>,
    /// Whether every reading that fits has the same figures here.
    pub sure: bool,
    /// Figures that other readings have here, those of most readings first, at most [`Reading::MOST_OTHERS`].
    pub others: Vec<Vec<i64>>,
}

impl Reading {
    /// Other figures that are listed.
    pub const MOST_OTHERS: usize = 8;
}

/// Counts the readings of the whole table that fit every rule, and proposes one.
#[must_use]
pub fn solve(puzzle: &Puzzle, budget: &Budget) -> Answer {
    match board::Board::new(puzzle) {
        Ok(board) => search::search(&board, budget),
        Err(obstacle) => Answer::Nothing(obstacle),
    }
}
