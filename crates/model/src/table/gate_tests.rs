//! Each gate, met and failed.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::*;
use crate::{
    slug::Slug,
    table::{Measure, Snapshot, Spec},
};
use jiff::SignedDuration;

fn spec() -> Spec {
    let measure = |column: &str, label: &str| Measure {
        column: column.to_owned(),
        label: label.to_owned(),
        cumulative: true,
    };
    Spec {
        slug: Slug::parse("or-covid").unwrap(),
        title: "Oregon".to_owned(),
        row_name: "County".to_owned(),
        keys: [("41029", "Jackson"), ("41037", "Lake"), ("unassigned", "Unassigned")]
            .map(|(key, name)| (key.to_owned(), name.to_owned()))
            .into(),
        aliases: [("Unassigned".to_owned(), "unassigned".to_owned())].into(),
        total_row: Some("Total".to_owned()),
        key_column: "fips".to_owned(),
        name_column: "county".to_owned(),
        as_of_column: "as_of".to_owned(),
        measures: vec![measure("cases", "Cases"), measure("deaths", "Deaths")],
        max_age: SignedDuration::from_hours(36),
        credit: "JHU".to_owned(),
        credit_url: None,
        licence: None,
    }
}

fn snapshot(day: &str, rows: &[(&str, Option<i64>, Option<i64>)], totals: Option<(i64, i64)>) -> Snapshot {
    Snapshot {
        as_of: day.parse().unwrap(),
        fetched_at: "2021-03-01T09:10:00Z".parse().unwrap(),
        rows: rows.iter().map(|(key, cases, deaths)| ((*key).to_owned(), vec![*cases, *deaths])).collect(),
        published_totals: totals.map(|(cases, deaths)| vec![Some(cases), Some(deaths)]),
    }
}

const GOOD: [(&str, Option<i64>, Option<i64>); 3] =
    [("41029", Some(8395), Some(112)), ("41037", Some(376), Some(6)), ("unassigned", Some(0), Some(0))];

fn failed(new: &Snapshot, shown: Option<&Snapshot>) -> Vec<(Gate, String)> {
    accept(new, shown, &spec(), "2021-03-01".parse().unwrap())
        .into_iter()
        .filter_map(|outcome| match outcome.verdict {
            Verdict::Failed(what) => Some((outcome.gate, what)),
            _ => None,
        })
        .collect()
}

#[test]
fn good_figures_pass_and_gates_without_a_measure_say_so() {
    let new = snapshot("2021-02-28", &GOOD, None);
    assert_eq!(failed(&new, None), []);
    let outcomes = accept(&new, None, &spec(), "2021-03-01".parse().unwrap());
    let of = |gate| &outcomes.iter().find(|outcome| outcome.gate == gate).unwrap().verdict;
    assert!(matches!(of(Gate::Totals), Verdict::NotApplied(_)));
    assert!(matches!(of(Gate::Monotone), Verdict::NotApplied(_)));
    assert_eq!(of(Gate::Complete), &Verdict::Passed);
}

#[test]
fn each_fault_is_found_at_its_gate() {
    let shown = snapshot("2021-02-27", &GOOD, None);
    let cases: [(Snapshot, Gate, &str); 6] = [
        (snapshot("2021-02-28", &GOOD[..2], None), Gate::Complete, "missing: Unassigned"),
        (
            snapshot("2021-02-28", &[GOOD[0], GOOD[1], GOOD[2], ("06033", Some(1), Some(0))], None),
            Gate::Known,
            "not declared: 06033",
        ),
        (
            snapshot("2021-02-28", &GOOD, Some((8772, 118))),
            Gate::Totals,
            "Cases: rows add up to 8771, the source says 8772",
        ),
        (
            snapshot("2021-02-28", &[("41029", Some(8300), Some(112)), GOOD[1], GOOD[2]], None),
            Gate::Monotone,
            "Jackson Cases fell from 8395 to 8300",
        ),
        (
            snapshot("2021-03-05", &GOOD, None),
            Gate::Advances,
            "the figures are dated 2021-03-05, which has not come yet",
        ),
        (
            snapshot("2021-02-28", &[GOOD[0], GOOD[1], ("unassigned", None, Some(0))], None),
            Gate::Monotone,
            "Unassigned Cases was 0 and is not reported",
        ),
    ];
    for (new, gate, what) in cases {
        assert_eq!(failed(&new, Some(&shown)), [(gate, what.to_owned())]);
    }
}

#[test]
fn absurd_sums_do_not_overflow() {
    let new = snapshot("2021-02-28", &[("41029", Some(i64::MAX), None), ("41037", Some(1), None)], None);
    assert_eq!(new.sums(2), [None, None]);
}

#[test]
fn rows_rank_by_cases_then_name_and_unassigned_is_last() {
    let rows = [("41029", Some(5), Some(0)), ("41037", Some(5), Some(0)), ("unassigned", Some(9), Some(0))];
    let snapshot = snapshot("2021-02-28", &rows, None);
    let spec = spec();
    let names: Vec<_> = snapshot.ranked(&spec).into_iter().map(|(_, name, _)| name).collect();
    assert_eq!(names, ["Jackson", "Lake", "Unassigned"]);
}
