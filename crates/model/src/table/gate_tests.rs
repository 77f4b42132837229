//! Each gate, met and failed.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::*;
use crate::{
    slug::Slug,
    table::{Measure, Snapshot, Spec},
};

fn spec() -> Spec {
    let measure = |column: &str, label: &str| Measure {
        column: column.to_owned(),
        label: label.to_owned(),
        cumulative: true,
        ..Measure::default()
    };
    let mut spec = Spec::named(Slug::parse("or-covid").unwrap(), "Oregon");
    spec.keys = [("41029", "Jackson"), ("41037", "Lake"), ("unassigned", "Unassigned")]
        .map(|(key, name)| (key.to_owned(), name.to_owned()))
        .into();
    spec.aliases = [("Unassigned".to_owned(), "unassigned".to_owned())].into();
    spec.shape.total_row = Some("Total".to_owned());
    spec.measures = vec![measure("cases", "Cases"), measure("deaths", "Deaths")];
    spec.measures[1].at_most = Some(0);
    spec
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

fn past(days: &[Snapshot]) -> Past {
    Past { shown: days.first().cloned(), before: days.to_vec(), ..Past::default() }
}

fn outcomes(new: &Delivery, past: &Past) -> Vec<Outcome> {
    accept(new, past, &spec(), "2021-03-01".parse().unwrap())
}

fn failed(new: &Delivery, past: &Past) -> Vec<(Gate, String)> {
    outcomes(new, past)
        .into_iter()
        .filter_map(|outcome| match outcome.verdict {
            Verdict::Failed(what) => Some((outcome.gate, what)),
            _ => None,
        })
        .collect()
}

fn delivery(day: &str, rows: &[(&str, Option<i64>, Option<i64>)]) -> Delivery {
    Delivery::of(snapshot(day, rows, None))
}

#[test]
fn good_figures_pass_and_gates_with_nothing_to_compare_say_so() {
    let new = delivery("2021-02-28", &GOOD);
    assert_eq!(failed(&new, &Past::default()), []);
    let outcomes = outcomes(&new, &Past::default());
    let of = |gate| &outcomes.iter().find(|outcome| outcome.gate == gate).unwrap().verdict;
    for gate in [
        Gate::Totals,
        Gate::Monotone,
        Gate::Reported,
        Gate::Swapped,
        Gate::Outlier,
        Gate::Shrank,
        Gate::Advances,
    ] {
        assert!(matches!(of(gate), Verdict::NotApplied(_)), "{gate:?}");
    }
    for gate in [Gate::Complete, Gate::Known, Gate::Unique, Gate::Plausible, Gate::AtMost] {
        assert_eq!(of(gate), &Verdict::Passed, "{gate:?}");
    }
}

#[test]
fn each_fault_is_found_at_its_gate_and_at_no_other() {
    let past = past(&[snapshot("2021-02-27", &GOOD, None)]);
    let with = |change: fn(&mut Delivery)| {
        let mut new = delivery("2021-02-28", &GOOD);
        change(&mut new);
        new
    };
    let cases: [(Delivery, Gate, &str); 10] = [
        (delivery("2021-02-28", &GOOD[..2]), Gate::Complete, "missing: Unassigned"),
        (
            delivery("2021-02-28", &[GOOD[0], GOOD[1], GOOD[2], ("06033", Some(1), Some(0))]),
            Gate::Known,
            "not declared: 06033",
        ),
        (with(|new| new.repeated = vec!["41037".to_owned()]), Gate::Unique, "in more than one row: Lake"),
        (
            with(|new| new.snapshot.published_totals = Some(vec![Some(8772), Some(118)])),
            Gate::Totals,
            "Cases: rows add up to 8771, the source says 8772",
        ),
        (
            delivery("2021-02-28", &[GOOD[0], GOOD[1], ("unassigned", Some(0), Some(1))]),
            Gate::AtMost,
            "Unassigned: Deaths 1 are more than Cases 0",
        ),
        (
            delivery("2021-02-28", &[("41029", Some(8300), Some(112)), GOOD[1], GOOD[2]]),
            Gate::Monotone,
            "Jackson Cases fell from 8395 to 8300",
        ),
        (
            delivery("2021-03-05", &GOOD),
            Gate::Advances,
            "the figures are dated 2021-03-05, which has not come yet",
        ),
        (
            delivery("2021-02-26", &GOOD),
            Gate::Advances,
            "the figures are of 2021-02-26, older than those shown (2021-02-27)",
        ),
        (
            delivery("2021-02-28", &[GOOD[0], GOOD[1], ("unassigned", None, Some(0))]),
            Gate::Reported,
            "Unassigned Cases was 0 and is not reported",
        ),
        (
            delivery("2021-02-28", &[("41029", Some(-1), Some(112)), GOOD[1], GOOD[2]]),
            Gate::Plausible,
            "Jackson Cases is -1",
        ),
    ];
    for (new, gate, what) in cases {
        let failed = failed(&new, &past);
        assert!(failed.contains(&(gate, what.to_owned())), "{gate:?}: {failed:?}");
        // A figure below zero has fallen too; every other fault is one fault.
        assert!(failed.len() == 1 || gate == Gate::Plausible, "{gate:?}: {failed:?}");
    }
}

#[test]
fn columns_that_changed_places_are_found_even_where_each_figure_could_be() {
    let old = snapshot("2021-02-27", &GOOD, None);
    let exchanged = GOOD.map(|(key, cases, deaths)| (key, deaths, cases));
    let failed = failed(&delivery("2021-02-28", &exchanged), &past(&[old]));
    assert!(
        failed.contains(&(Gate::Swapped, "Cases and Deaths look as if they had changed places".to_owned()))
    );
}

/// Days up to 27 February on which Jackson County's cases grow by 34 a day.
fn month() -> Vec<Snapshot> {
    (0..20)
        .map(|back| {
            let rows = [("41029", Some(8361 - 34 * back), Some(112)), GOOD[1], GOOD[2]];
            snapshot(&format!("2021-02-{:02}", 27 - back), &rows, None)
        })
        .collect()
}

#[test]
fn a_move_far_beyond_the_usual_is_an_outlier_and_a_busy_day_is_not() {
    let past = past(&month());
    let on = |cases| {
        failed(&delivery("2021-02-28", &[("41029", Some(cases), Some(112)), GOOD[1], GOOD[2]]), &past)
    };
    assert_eq!(on(8361 + 500), [], "a busy day");
    let failed = on(83_951);
    assert_eq!(failed.len(), 1, "{failed:?}");
    assert_eq!(failed[0].0, Gate::Outlier);
    assert_eq!(failed[0].1, "Jackson Cases moved by 75590 a day, usually by 34");
}

#[test]
fn a_revision_of_the_day_shown_passes_and_may_not_fall_below_it() {
    let days = month();
    let same_day = snapshot("2021-02-28", &GOOD, None);
    let past = Past { shown: Some(same_day.clone()), same_day: Some(same_day), before: days, bytes: None };
    let again = |cases| {
        failed(&delivery("2021-02-28", &[("41029", Some(cases), Some(112)), GOOD[1], GOOD[2]]), &past)
    };
    assert_eq!(again(8_400), []);
    assert_eq!(again(8_390), [(Gate::Monotone, "Jackson Cases fell from 8395 to 8390".to_owned())]);
}

#[test]
fn a_file_that_shrank_is_held_and_a_gate_that_is_off_says_so() {
    let mut new = delivery("2021-02-28", &GOOD);
    new.bytes = 600;
    let past = Past { bytes: Some(1_000), ..past(&[snapshot("2021-02-27", &GOOD, None)]) };
    assert_eq!(
        failed(&new, &past),
        [(Gate::Shrank, "the file has 600 bytes, the last one had 1000".to_owned())]
    );
    let mut spec = spec();
    spec.gates.off.insert(Gate::Shrank);
    let outcomes = accept(&new, &past, &spec, "2021-03-01".parse().unwrap());
    let off = Verdict::NotApplied("switched off for this table".to_owned());
    assert!(outcomes.contains(&Outcome { gate: Gate::Shrank, verdict: off }));
}

#[test]
fn a_row_that_may_be_left_out_is_not_missed() {
    let mut spec = spec();
    spec.optional.insert("unassigned".to_owned());
    let outcomes =
        accept(&delivery("2021-02-28", &GOOD[..2]), &Past::default(), &spec, "2021-03-01".parse().unwrap());
    assert!(outcomes.contains(&Outcome { gate: Gate::Complete, verdict: Verdict::Passed }));
}

#[test]
fn small_falls_pass_where_a_person_has_said_why_they_happen() {
    let mut spec = spec();
    spec.gates.falls = Some(Falls { at_most: 5, note: "Counties correct addresses.".to_owned() });
    let past = past(&[snapshot("2021-02-27", &GOOD, None)]);
    let monotone = |cases| {
        let new = delivery("2021-02-28", &[("41029", Some(cases), Some(112)), GOOD[1], GOOD[2]]);
        let outcomes = accept(&new, &past, &spec, "2021-03-01".parse().unwrap());
        outcomes.into_iter().find(|outcome| outcome.gate == Gate::Monotone).unwrap().verdict
    };
    assert_eq!(monotone(8_390), Verdict::Passed);
    assert_eq!(monotone(8_389), Verdict::Failed("Jackson Cases fell from 8395 to 8389".to_owned()));
}

#[test]
fn absurd_sums_do_not_overflow() {
    let new = snapshot("2021-02-28", &[("41029", Some(i64::MAX), None), ("41037", Some(1), None)], None);
    assert_eq!(new.sums(2), [None, None]);
    assert!(!failed(&Delivery::of(new), &past(&month())).is_empty());
}

#[test]
fn every_gate_has_a_name_that_leads_back_to_it() {
    for gate in Gate::ALL {
        assert_eq!(Gate::parse(gate.as_str()), Some(gate));
    }
}
