//! Made-up tables, run together: the truth is always among the readings that fit, and the only one when one fits.

use std::collections::BTreeSet;

use feeds::table::together::{Answer, Budget, Count, Order, Puzzle, Run, detect, solve};
use proptest::collection::vec;
use proptest::prelude::*;

/// A table of figures of very different length, each row as wide.
fn figures(widest: usize, most: usize) -> impl Strategy<Value = Vec<Vec<i64>>> {
    let figure = prop_oneof![1 => Just(0), 3 => 1_i64..10, 4 => 10_i64..1_000, 3 => 1_000_i64..10_000];
    (1..=widest).prop_flat_map(move |width| vec(vec(figure.clone(), width), 1..most))
}

/// The puzzle that this table is once its cells ran together.
fn puzzle(table: &[Vec<i64>], totals: bool, order: Option<Order>) -> Puzzle {
    let measures = table[0].len();
    let digits = |row: &Vec<i64>| row.iter().map(ToString::to_string).collect::<String>();
    let sum = |measure: usize| Some(table.iter().map(|row| row[measure]).sum());
    Puzzle {
        runs: table.iter().map(|row| Run { digits: digits(row), outside_order: false }).collect(),
        measures,
        totals: if totals { (0..measures).map(sum).collect() } else { Vec::new() },
        order,
        later_within_first: table.iter().all(|row| row.iter().all(|figure| *figure <= row[0])),
    }
}

/// Every reading that fits, by trying all combinations of all cuts.
fn every_reading(puzzle: &Puzzle) -> BTreeSet<Vec<Vec<i64>>> {
    let mut found = BTreeSet::new();
    let cuts: Vec<Vec<Vec<i64>>> =
        puzzle.runs.iter().map(|run| every_cut(&run.digits, puzzle.measures)).collect();
    let mut reading = Vec::new();
    try_all(&cuts, &mut reading, &mut |reading| {
        if fits(puzzle, reading) {
            found.insert(reading.to_vec());
        }
    });
    found
}

fn every_cut(digits: &str, measures: usize) -> Vec<Vec<i64>> {
    if measures == 0 {
        return if digits.is_empty() { vec![Vec::new()] } else { Vec::new() };
    }
    let mut found = Vec::new();
    for end in 1..=digits.len() {
        let (head, tail) = digits.split_at(end);
        if head.len() > 1 && head.starts_with('0') {
            continue;
        }
        for rest in every_cut(tail, measures - 1) {
            found.push([vec![head.parse().unwrap()], rest].concat());
        }
    }
    found
}

fn try_all(cuts: &[Vec<Vec<i64>>], reading: &mut Vec<Vec<i64>>, each: &mut dyn FnMut(&[Vec<i64>])) {
    let Some((first, rest)) = cuts.split_first() else { return each(reading) };
    for cut in first {
        reading.push(cut.clone());
        try_all(rest, reading, each);
        reading.pop();
    }
}

fn fits(puzzle: &Puzzle, reading: &[Vec<i64>]) -> bool {
    let sum = |measure: usize| reading.iter().map(|row| row[measure]).sum::<i64>();
    let totals = puzzle
        .totals
        .iter()
        .enumerate()
        .all(|(measure, total)| total.is_none_or(|total| sum(measure) == total));
    let within = !puzzle.later_within_first || reading.iter().all(|row| row.iter().all(|one| *one <= row[0]));
    let sorted = puzzle.order.is_none_or(|order| {
        let ranks: Vec<i64> = reading.iter().map(|row| row[order.measure]).collect();
        if order.falling { ranks.is_sorted_by(|a, b| a >= b) } else { ranks.is_sorted() }
    });
    totals && within && sorted
}

/// The table sorted by one of its measures, and the order.
fn sorted(mut table: Vec<Vec<i64>>, measure: usize, falling: bool) -> (Vec<Vec<i64>>, Order) {
    let measure = measure % table[0].len();
    table.sort_by_key(|row| if falling { -row[measure] } else { row[measure] });
    (table, Order { measure, falling })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn the_count_is_that_of_all_combinations(
        table in figures(3, 5), totals in any::<bool>(), order in any::<bool>(), measure in 0_usize..3, falling in any::<bool>(),
    ) {
        let (table, by) = sorted(table, measure, falling);
        let puzzle = puzzle(&table, totals, order.then_some(by));
        let every = every_reading(&puzzle);
        let Answer::Fits(solution) = solve(&puzzle, &Budget::default()) else { panic!("the truth fits") };
        prop_assert_eq!(solution.fitting, Count::Exactly(every.len() as u128));
        let shown: Vec<Vec<i64>> = solution.rows.iter().map(|row| row.figures.clone()).collect();
        prop_assert!(every.contains(&shown));
        prop_assert!(every.contains(&table));
        for (place, row) in solution.rows.iter().enumerate() {
            let here: BTreeSet<&Vec<i64>> = every.iter().map(|reading| &reading[place]).collect();
            prop_assert_eq!(row.sure, here.len() == 1);
            let told: BTreeSet<&Vec<i64>> = row.others.iter().chain([&row.figures]).collect();
            prop_assert!(told.is_subset(&here));
            prop_assert!(here.len() > 8 || told == here);
        }
    }

    #[test]
    fn the_truth_is_among_what_fits(table in figures(3, 60), measure in 0_usize..3, falling in any::<bool>()) {
        let (table, by) = sorted(table, measure, falling);
        let puzzle = puzzle(&table, true, Some(by));
        match solve(&puzzle, &Budget { states: 20_000, steps: 200_000 }) {
            Answer::Fits(solution) => {
                for (row, truth) in solution.rows.iter().zip(&table) {
                    prop_assert!(&row.figures == truth || !row.sure);
                    if row.others.len() < 8 && matches!(solution.fitting, Count::Exactly(_)) {
                        prop_assert!(&row.figures == truth || row.others.contains(truth));
                    }
                }
            }
            other => prop_assert!(matches!(other, Answer::Undecided { .. }), "{other:?}"),
        }
    }

    #[test]
    fn a_small_budget_never_changes_what_is_sure(table in figures(2, 40), states in 10_usize..400) {
        let puzzle = puzzle(&table, true, None);
        let budget = Budget { states, steps: 100_000 };
        match solve(&puzzle, &budget) {
            Answer::Fits(solution) => {
                let shown: Vec<Vec<i64>> = solution.rows.iter().map(|row| row.figures.clone()).collect();
                prop_assert!(fits(&puzzle, &shown));
                for (row, truth) in solution.rows.iter().zip(&table) {
                    prop_assert!(&row.figures == truth || !row.sure);
                }
            }
            other => prop_assert!(matches!(other, Answer::Undecided { .. }), "{other:?}"),
        }
    }

    #[test]
    fn an_order_is_found_in_sorted_tables_and_not_in_others(
        table in vec(vec(1_i64..100_000, 2), 50..60).prop_shuffle(), falling in any::<bool>(),
    ) {
        prop_assert_eq!(detect(&puzzle(&table, false, None)), None);
        let (table, by) = sorted(table, 0, falling);
        prop_assert_eq!(detect(&puzzle(&table, false, None)), Some(by));
        prop_assert_eq!(detect(&puzzle(&table[..4], false, None)), None);
    }

    #[test]
    fn any_text_is_answered(digits in vec("[0-9,−-]{0,24}|\\PC{0,8}", 0..20), measures in 0_usize..6, total in any::<i64>()) {
        let runs = digits.into_iter().map(|digits| Run { digits, outside_order: false }).collect();
        let order = Some(Order { measure: 9, falling: true });
        let puzzle = Puzzle { runs, measures, totals: vec![Some(total); 7], order, later_within_first: false };
        let _ = solve(&puzzle, &Budget { states: 10_000, steps: 100_000 });
    }
}
