//! A block of rows → columns and figures: names of the columns, rules, totals and order are gathered, then solved.

use super::{
    Answer, Block, Budget, Count, Order, Puzzle, Reading, Reason, Run, Solution, TextRow, cut, detect,
    explain, header, solve, words,
};

/// The total of each measure, where it is known.
type Totals = Vec<Option<i64>>;

/// What the one who pastes knows beside the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Names of rows.
    pub names: Vec<String>,
    /// Totals of the measures, in order; they come before any in the text.
    pub totals: Vec<Option<i64>>,
    /// How the rows are sorted.
    pub sorting: Sorting,
}

/// What is known of the order of the rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sorting {
    /// Nothing; an order that cannot be chance is taken for one.
    #[default]
    Detect,
    /// They are sorted so.
    Sorted(Order),
    /// They are not sorted by figures.
    Unsorted,
}

/// Where totals come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Said by the one who pastes.
    Given,
    /// Printed above the table; the line of the first.
    Printed(u64),
    /// The table's own row of totals; its line.
    Row(u64),
}

/// What a block was understood to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unravelled {
    /// The name of the first column, which names the rows.
    pub row_name: String,
    /// The names of the measures.
    pub measures: Vec<String>,
    /// Whether the names of the columns are ours, because the header does not tell them.
    pub named_by_us: bool,
    /// The totals that were used, and whence.
    pub totals: Option<(Source, Vec<Option<i64>>)>,
    /// The order that was used.
    pub order: Option<Order>,
    /// Whether that order was found by us and not said.
    pub order_found: bool,
    /// Whether later figures were taken to lie within the first, because of the names of the columns.
    pub later_within_first: bool,
    /// What came of it.
    pub outcome: Result<Solution, Unsolved>,
    /// If the order was found by us: how many readings fit without it; none when that cannot be decided.
    pub fitting_without_order: Option<Count>,
}

/// Why there are no figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsolved {
    /// Nothing fits.
    Nothing(Reason),
    /// It could not be decided.
    Undecided(String),
}

/// Finds the columns, rules, totals and order of a block, and solves it.
#[must_use]
pub fn unravel(block: &Block, known: &Known, budget: &Budget) -> Unravelled {
    let Some(mut told) = frame(block, known) else { return unknown() };
    if block.beyond > 0 {
        let why = format!("there are {} rows more than are tried", block.beyond);
        return Unravelled { outcome: Err(Unsolved::Undecided(why)), ..told };
    }
    let mut puzzle = Puzzle {
        runs: block.rows.iter().map(run).collect(),
        measures: told.measures.len(),
        totals: told.totals.as_ref().map(|(_, totals)| totals.clone()).unwrap_or_default(),
        order: None,
        later_within_first: told.later_within_first,
    };
    puzzle.order = match known.sorting {
        Sorting::Sorted(order) => Some(order),
        Sorting::Unsorted => None,
        Sorting::Detect => detect(&puzzle),
    };
    told.order = puzzle.order;
    told.order_found = puzzle.order.is_some() && known.sorting == Sorting::Detect;
    let tries = match &block.total {
        Some(row) if told.totals.is_none() => totals_of(row, &puzzle),
        _ => vec![puzzle.totals.clone()],
    };
    told.outcome = attempt(&mut told, &mut puzzle, tries, block, budget);
    if told.order_found {
        let loose = Puzzle { order: None, ..puzzle };
        told.fitting_without_order = match solve(&loose, &halved(budget)) {
            Answer::Fits(solution) => Some(solution.fitting),
            Answer::Nothing(_) | Answer::Undecided { .. } => None,
        };
    }
    told
}

fn halved(budget: &Budget) -> Budget {
    Budget { states: budget.states / 2, steps: budget.steps / 2 }
}

fn run(row: &TextRow) -> Run {
    Run { digits: row.digits.clone(), outside_order: words::is_outside(&row.name) }
}

/// Names of columns, and totals that are said or printed; `None` when nothing tells how many columns there are.
fn frame(block: &Block, known: &Known) -> Option<Unravelled> {
    let said = (!known.totals.is_empty()).then_some(known.totals.len());
    let mut names = header::split(&block.header, said.map(|measures| measures + 1));
    let wanted = match (said, names.len(), block.printed.len()) {
        (Some(said), ..) => said,
        (None, 0 | 1, 0) => return None,
        (None, 0 | 1, printed) => printed,
        (None, names, _) => names - 1,
    };
    let named_by_us = names.len() != wanted + 1;
    if named_by_us {
        names.truncate(1);
        names.extend((names.len()..1).map(|_| "name".to_owned()));
        names.extend((1..=wanted).map(|number| format!("figure {number}")));
    }
    let row_name = names.remove(0);
    let totals = match said {
        Some(_) => Some((Source::Given, known.totals.clone())),
        None => printed_totals(block, &names),
    };
    let later_within_first = words::later_within_first(&names);
    Some(Unravelled { row_name, named_by_us, later_within_first, measures: names, totals, ..unknown() })
}

/// What is told when nothing is known.
fn unknown() -> Unravelled {
    let why = "neither a header nor totals tell how many columns of figures there are";
    Unravelled {
        row_name: "name".to_owned(),
        measures: vec!["figures".to_owned()],
        named_by_us: true,
        totals: None,
        order: None,
        order_found: false,
        later_within_first: false,
        outcome: Err(Unsolved::Undecided(why.to_owned())),
        fitting_without_order: None,
    }
}

/// The figures above the table whose labels name a measure; each label counts for one measure.
fn printed_totals(block: &Block, measures: &[String]) -> Option<(Source, Totals)> {
    let mut used = vec![false; block.printed.len()];
    let mut line = None;
    let mut claim = |measure: &String, exactly: bool| {
        let measure = measure.to_lowercase();
        let place = block.printed.iter().zip(&used).position(|(printed, used)| {
            let label = printed.label.to_lowercase();
            !used
                && if exactly {
                    label == measure
                } else {
                    label.contains(&measure) || measure.contains(&label)
                }
        })?;
        if let Some(used) = used.get_mut(place) {
            *used = true;
        }
        let printed = block.printed.get(place)?;
        line = Some(line.map_or(printed.line, |line: u64| line.min(printed.line)));
        Some(printed.figure)
    };
    let exact: Totals = measures.iter().map(|measure| claim(measure, true)).collect();
    let totals: Totals =
        measures.iter().zip(exact).map(|(measure, exact)| exact.or_else(|| claim(measure, false))).collect();
    line.map(|line| (Source::Printed(line), totals))
}

/// Each way to cut the row of totals; no totals at all when it cannot be cut.
fn totals_of(row: &TextRow, puzzle: &Puzzle) -> Vec<Totals> {
    let runs = puzzle.runs.iter().map(|run| run.digits.as_str()).chain([row.digits.as_str()]);
    let cuts = cut::cuts(&row.digits, puzzle.measures, cut::writing(runs)).unwrap_or_default();
    let mut tries: Vec<Totals> = cuts
        .iter()
        .filter(|cut| {
            !puzzle.later_within_first || cut.figures.iter().all(|figure| *figure <= cut.figures[0])
        })
        .map(|cut| cut.figures.iter().take(puzzle.measures).map(|figure| Some(*figure)).collect())
        .collect();
    if tries.is_empty() {
        tries.push(Vec::new());
    }
    tries
}

/// Ways to cut a row of totals that are tried.
const MOST_TRIES: usize = 60;

/// Solves with each of the totals that could be meant, and joins what fits.
fn attempt(
    told: &mut Unravelled,
    puzzle: &mut Puzzle,
    mut tries: Vec<Totals>,
    block: &Block,
    budget: &Budget,
) -> Result<Solution, Unsolved> {
    let mut best: Option<(Solution, Totals)> = None;
    let (mut undecided, mut obstacle) = (None, None);
    if tries.len() > MOST_TRIES {
        tries.truncate(MOST_TRIES);
        undecided = Some("the row of totals can be cut in too many ways".to_owned());
    }
    let count = u64::try_from(tries.len()).unwrap_or(u64::MAX).max(1);
    let share = Budget { steps: budget.steps / count, ..*budget };
    for totals in tries {
        puzzle.totals = totals;
        match solve(puzzle, &share) {
            Answer::Fits(solution) => {
                best = Some(match best {
                    None => (solution, puzzle.totals.clone()),
                    Some((first, used)) => (joined(first, &solution), used),
                });
            }
            Answer::Nothing(found) => obstacle = Some(found),
            Answer::Undecided { why } => undecided = Some(why),
        }
    }
    if let Some((mut solution, totals)) = best {
        if let (Some(row), None) = (&block.total, &told.totals)
            && !totals.is_empty()
        {
            told.totals = Some((Source::Row(row.line), totals.clone()));
        }
        puzzle.totals = totals;
        if undecided.is_some() {
            solution.fitting = Count::AtLeast(solution.fitting.known());
        }
        return Ok(solution);
    }
    match (undecided, obstacle) {
        (Some(why), _) => Err(Unsolved::Undecided(why)),
        (None, Some(found)) => Err(Unsolved::Nothing(explain(puzzle, found, &told.measures, budget))),
        (None, None) => Err(Unsolved::Undecided("there are no totals to try".to_owned())),
    }
}

/// Readings under one set of totals and under another: the first is shown, and what the second has else is marked.
fn joined(mut first: Solution, second: &Solution) -> Solution {
    let count = first.fitting.known().saturating_add(second.fitting.known());
    let exact = matches!((first.fitting, second.fitting), (Count::Exactly(_), Count::Exactly(_)));
    first.fitting = if exact { Count::Exactly(count) } else { Count::AtLeast(count) };
    for (row, other) in first.rows.iter_mut().zip(&second.rows) {
        for figures in std::iter::once(&other.figures).chain(&other.others) {
            if *figures != row.figures && !row.others.contains(figures) {
                row.sure = false;
                if row.others.len() < Reading::MOST_OTHERS {
                    row.others.push(figures.clone());
                }
            }
        }
    }
    first
}
