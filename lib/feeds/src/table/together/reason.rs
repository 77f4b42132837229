//! Why nothing fits: each rule is left out in turn, and what then fits is told.

use super::{Answer, Budget, Count, MOST_MEASURES, MOST_ROWS, Obstacle, Puzzle, Solution, cut, solve};

/// Why no reading fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The row it is about, counted from 0; none when it is about the whole table.
    pub row: Option<usize>,
    /// What is wrong, as a clause.
    pub what: String,
    /// What would fit without one of the rules, a sentence each.
    pub otherwise: Vec<String>,
    /// What to do.
    pub remedy: &'static str,
}

/// Says which rule is in the way. `names` are those of the measures.
#[must_use]
pub fn explain(puzzle: &Puzzle, obstacle: Obstacle, names: &[String], budget: &Budget) -> Reason {
    match obstacle {
        Obstacle::Size => Reason {
            row: None,
            what: format!(
                "only 1 to {MOST_ROWS} rows with 1 to {MOST_MEASURES} figures each, of moderate length, are tried"
            ),
            otherwise: Vec::new(),
            remedy: "paste a part of the table, or say how many columns of figures it has",
        },
        Obstacle::Row(row) => of_row(puzzle, row),
        Obstacle::Order(row) => Reason {
            row: Some(row),
            what: format!("“{}” cannot follow the rows above in the order given", digits(puzzle, row)),
            otherwise: without_each_rule(puzzle, names, budget),
            remedy: "say that the table is not sorted this way, or correct the row",
        },
        Obstacle::Totals => Reason {
            row: None,
            what: totals(puzzle, names),
            otherwise: without_each_rule(puzzle, names, budget),
            remedy: "compare the totals and the number of rows with the source: a row may be missing, or a total of another day",
        },
    }
}

fn digits(puzzle: &Puzzle, row: usize) -> &str {
    puzzle.runs.get(row).map_or("", |run| &run.digits)
}

fn of_row(puzzle: &Puzzle, row: usize) -> Reason {
    let writing = cut::writing(puzzle.runs.iter().map(|run| run.digits.as_str()));
    let possible =
        cut::cuts(digits(puzzle, row), puzzle.measures, writing).is_some_and(|cuts| !cuts.is_empty());
    let figures = if puzzle.measures == 1 { "figure" } else { "figures" };
    let (what, remedy) = if possible {
        ("no cut keeps the later figures within the first", "say that they need not be")
    } else {
        ("", "correct the row, or say how many columns of figures the table has")
    };
    let what = if what.is_empty() {
        format!("“{}” cannot be cut into {} {figures}", digits(puzzle, row), puzzle.measures)
    } else {
        format!("“{}”: {what}", digits(puzzle, row))
    };
    Reason { row: Some(row), what, otherwise: Vec::new(), remedy }
}

fn totals(puzzle: &Puzzle, names: &[String]) -> String {
    let known: Vec<String> = puzzle
        .totals
        .iter()
        .take(puzzle.measures)
        .enumerate()
        .filter_map(|(measure, total)| Some(format!("{} {}", name(names, measure), (*total)?)))
        .collect();
    let what = format!("no combination of cuts adds up to {}", known.join(" and "));
    if off_by_nines(puzzle) {
        format!(
            "{what}; whatever the cuts, the digits of the rows cannot give these totals (casting out nines)"
        )
    } else {
        what
    }
}

/// A number and the sum of its digits leave the same remainder by nine, so all totals together leave that of all
/// digits, wherever they are cut.
fn off_by_nines(puzzle: &Puzzle) -> bool {
    let totals: Option<Vec<i64>> = (0..puzzle.measures).map(|measure| *puzzle.totals.get(measure)?).collect();
    let Some(totals) = totals else { return false };
    let plain =
        puzzle.runs.iter().all(|run| run.digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b','));
    let bytes = puzzle.runs.iter().flat_map(|run| run.digits.bytes()).filter(u8::is_ascii_digit);
    let digits = bytes.fold(0_i64, |sum, digit| (sum + i64::from(digit - b'0')) % 9);
    let wanted = totals.iter().fold(0_i64, |sum, total| (sum + total.rem_euclid(9)) % 9);
    plain && digits != wanted
}

fn name(names: &[String], measure: usize) -> String {
    names.get(measure).cloned().unwrap_or_else(|| format!("figure {}", measure + 1))
}

/// What fits when one rule is left out, then when all totals are.
fn without_each_rule(puzzle: &Puzzle, names: &[String], budget: &Budget) -> Vec<String> {
    let budget = Budget { states: budget.states / 2, steps: budget.steps / 4 };
    let mut told = Vec::new();
    let mut tell = |without: String, loosened: Puzzle| {
        if let Answer::Fits(solution) = solve(&loosened, &budget) {
            told.push(sentence(&without, &solution, puzzle, names));
        }
    };
    if puzzle.order.is_some() {
        tell("the order".to_owned(), Puzzle { order: None, ..puzzle.clone() });
    }
    if puzzle.later_within_first {
        let without = "the rule that no later figure is larger than the first".to_owned();
        tell(without, Puzzle { later_within_first: false, ..puzzle.clone() });
    }
    let known = || puzzle.totals.iter().enumerate().filter(|(_, total)| total.is_some());
    for (measure, _) in known() {
        let mut loosened = puzzle.clone();
        if let Some(total) = loosened.totals.get_mut(measure) {
            *total = None;
        }
        tell(format!("the total of {}", name(names, measure)), loosened);
    }
    if known().count() > 1 {
        tell("any totals".to_owned(), Puzzle { totals: Vec::new(), ..puzzle.clone() });
    }
    told
}

fn sentence(without: &str, solution: &Solution, puzzle: &Puzzle, names: &[String]) -> String {
    if solution.fitting != Count::Exactly(1) {
        return format!("Without {without}, {} readings fit.", solution.fitting);
    }
    let sums = (0..puzzle.measures).map(|measure| {
        let figures = solution.rows.iter().filter_map(|row| row.figures.get(measure));
        format!("{} {}", name(names, measure), figures.fold(0_i64, |sum, figure| sum.saturating_add(*figure)))
    });
    format!(
        "Without {without}, one reading fits, and it adds up to {}.",
        sums.collect::<Vec<_>>().join(" and ")
    )
}
