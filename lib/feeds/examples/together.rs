//! How long the solver of tables that ran together takes: made-up tables of 37 to 3,200 rows, sorted and not, and the
//! recorded page when `BELLWETHER_SAMPLES` names its folder.
//!
//! `cargo run --release -p feeds --example together`

#![allow(clippy::disallowed_methods, reason = "the environment says where the recorded page is")]

use std::path::Path;
use std::time::Instant;

use feeds::table::together::{Answer, Budget, Known, Order, Puzzle, Run, blocks, solve, unravel};

/// Runs of each; the median is printed.
const ROUNDS: usize = 9;

fn main() {
    println!("{:<44} {:>10}  answer", "table", "median");
    if let Some(folder) = std::env::var_os("BELLWETHER_SAMPLES") {
        match std::fs::read_to_string(Path::new(&folder).join("reference-page/modules.txt")) {
            Ok(text) => recorded(&text),
            Err(error) => println!("recorded page: {error}"),
        }
    }
    for rows in [37, 59, 400, 3_200] {
        for (measures, sorted) in [(2, true), (3, true), (2, false)] {
            let puzzle = made_up(rows, measures, sorted);
            let name =
                format!("{rows} rows, {measures} measures, {}", if sorted { "sorted" } else { "not sorted" });
            measure(&name, || match solve(&puzzle, &Budget::default()) {
                Answer::Fits(solution) => {
                    let sure = solution.rows.iter().filter(|row| row.sure).count();
                    format!("{} fit, {sure} rows sure", solution.fitting)
                }
                other => format!("{other:?}"),
            });
        }
    }
}

fn recorded(text: &str) {
    measure("recorded page, both tables, from text", || {
        let told = blocks(text, &[])
            .iter()
            .map(|block| unravel(block, &Known::default(), &Budget::default()))
            .map(|told| told.outcome.map_or("none".to_owned(), |solution| solution.fitting.to_string()))
            .collect::<Vec<_>>();
        format!("{} fit", told.join(" and "))
    });
}

fn measure(name: &str, what: impl Fn() -> String) {
    let mut times = Vec::new();
    let mut answer = String::new();
    for _ in 0..ROUNDS {
        let start = Instant::now();
        answer = what();
        times.push(start.elapsed());
    }
    times.sort();
    println!("{name:<44} {:>7.2} ms  {answer}", times[ROUNDS / 2].as_secs_f64() * 1e3);
}

/// Counties as they are: a few large ones, many small ones, a part of each in the later measures.
fn made_up(rows: usize, measures: usize, sorted: bool) -> Puzzle {
    let mut seed = 20_210_228_u64;
    let mut random = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below.max(1)
    };
    let mut table: Vec<Vec<u64>> = (0..rows)
        .map(|_| {
            let size = 10_u64.pow(u32::try_from(random(5)).unwrap_or(0)) * 10;
            let first = random(size) + size / 4;
            let later =
                (1..measures).map(|place| random(first / (20 * place as u64) + 1)).collect::<Vec<_>>();
            [vec![first], later].concat()
        })
        .collect();
    if sorted {
        table.sort_by(|a, b| b.cmp(a));
    }
    let sum = |measure: usize| i64::try_from(table.iter().map(|row| row[measure]).sum::<u64>()).ok();
    let digits = |row: &Vec<u64>| row.iter().map(ToString::to_string).collect();
    Puzzle {
        runs: table.iter().map(|row| Run { digits: digits(row), outside_order: false }).collect(),
        measures,
        totals: (0..measures).map(sum).collect(),
        order: sorted.then_some(Order { measure: 0, falling: true }),
        later_within_first: true,
    }
}
