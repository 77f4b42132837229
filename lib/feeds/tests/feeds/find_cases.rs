//! Every file in `cases/find`: a few lines of what it shows, the file's bytes, what was found or the refusal.

use std::fmt::Write;
use std::fs;

use feeds::table::{Found, Limits, Proposal, Wanted, find};

use crate::{case_file, table_cases};

#[test]
fn each_case_is_found_as_written() {
    for path in case_file::files("find") {
        let case = fs::read_to_string(&path).unwrap();
        let (head, rest) = case.split_once("--- in\n").unwrap();
        let (input, _) = rest.split_once("--- out\n").unwrap_or((rest, ""));
        let found = match find(&case_file::bytes(input), &wanted(head), &Limits::default()) {
            Ok(found) => print(&found),
            Err(error) => format!("error: {error}\n"),
        };
        case_file::expect_file(&path, &format!("{head}--- in\n{input}--- out\n{found}"));
    }
}

/// The head may hold `pick: `, `path: `, `totals: 1,2` and `names: a;b`.
fn wanted(head: &str) -> Wanted {
    let mut wanted = Wanted::default();
    for line in head.lines() {
        match line.split_once(": ") {
            Some(("pick", pick)) => wanted.pick = Some(pick.to_owned()),
            Some(("path", path)) => wanted.path = Some(path.to_owned()),
            Some(("totals", totals)) => {
                wanted.known.totals = totals.split(',').map(|total| total.trim().parse().ok()).collect();
            }
            Some(("names", names)) => wanted.known.names = names.split(';').map(str::to_owned).collect(),
            _ => {}
        }
    }
    wanted
}

pub(crate) fn print(found: &Found) -> String {
    let mut out = format!("form: {}\n", found.form.words());
    if let Some(title) = &found.title {
        writeln!(out, "title: {title}").unwrap();
    }
    out.push_str(&table_cases::print(&found.sheet));
    let proposal = Proposal::of(found);
    for column in &proposal.columns {
        writeln!(out, "column: {} is {}", column.name, column.kind.word()).unwrap();
    }
    if let Some(totals) = &proposal.totals_row {
        writeln!(out, "totals: row {} ({})", totals.row, totals.name).unwrap();
    }
    if let Some(others) = proposal.other_readings {
        writeln!(out, "other readings: {others}, rows in doubt: {:?}", proposal.rows_in_doubt).unwrap();
    }
    out
}
