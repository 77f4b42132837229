//! What is derived, and what is honestly not.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::*;
use crate::{
    slug::Slug,
    table::{Population, Snapshot, Spec},
};
use std::sync::Arc;

fn spec() -> Spec {
    let mut spec = Spec::named(Slug::parse("or").unwrap(), "Oregon");
    spec.keys = [("41029", "Jackson"), ("41037", "Lake"), ("unassigned", "Unassigned")]
        .map(|(key, name)| (key.to_owned(), name.to_owned()))
        .into();
    spec.aliases = [("Unassigned".to_owned(), "unassigned".to_owned())].into();
    spec.measures = vec![Measure {
        column: "cases".to_owned(),
        label: "Cases".to_owned(),
        cumulative: true,
        ..Measure::default()
    }];
    spec.derived = How::ALL.map(|how| Derived { of: 0, how, label: String::new() }).into();
    let people = [("41029".to_owned(), 220_944), ("41037".to_owned(), 7_869)].into();
    spec.population = Some(Arc::new(Population { people, credit: "Census".to_owned() }));
    spec
}

fn day(date: &str, jackson: Option<i64>, lake: Option<i64>) -> Snapshot {
    Snapshot {
        as_of: date.parse().unwrap(),
        fetched_at: "2021-03-01T09:10:00Z".parse().unwrap(),
        rows: [("41029", jackson), ("41037", lake), ("unassigned", Some(0))]
            .map(|(key, figure)| (key.to_owned(), vec![figure]))
            .into(),
        published_totals: None,
    }
}

const FALLING: Sort = Sort::Column { index: 0, falling: true };

#[test]
fn new_average_and_rate_are_worked_out_exactly() {
    let spec = spec();
    let newest = day("2021-02-28", Some(8_395), Some(376));
    let earlier = [day("2021-02-27", Some(8_361), Some(376)), day("2021-02-21", Some(8_246), Some(370))];
    let lines = lines(&spec, &newest, &earlier, FALLING);
    // 34 new; (8,395 − 8,246) / 7 = 21.29; 8,395 / 220,944 × 100,000 = 3,799.6.
    assert_eq!(lines.rows[0].figures, [Some(8_395), Some(34), Some(213), Some(37_996)]);
    assert_eq!(lines.rows[1].figures, [Some(376), Some(0), Some(9), Some(47_782)]);
    assert_eq!(lines.rows[2].figures, [Some(0), Some(0), Some(0), None], "nobody lives in Unassigned");
    // Totals are derived from the totals, not added up from what is derived.
    assert_eq!(lines.totals, [Some(8_771), Some(34), Some(221), Some(38_333)]);
    let labels: Vec<_> = spec.columns().into_iter().map(|column| (column.id, column.decimals)).collect();
    let of = |id: &str, decimals| (id.to_owned(), decimals);
    assert_eq!(labels, [of("cases", 0), of("cases-new", 0), of("cases-average", 1), of("cases-per-100k", 1)]);
}

#[test]
fn a_row_by_itself_says_what_it_says_among_all() {
    let spec = spec();
    let days = [day("2021-02-28", Some(8_395), Some(376)), day("2021-02-27", Some(8_361), Some(376))];
    let all = lines(&spec, &days[0], &days[1..], FALLING);
    let of = |key: &str| days.iter().map(|day| (day.as_of, day.rows[key].clone())).collect();
    for line in &all.rows {
        assert_eq!(of_row(&spec, Some(line.key), days[0].as_of, &of(line.key)), line.figures);
    }
    let totals = days.iter().map(|day| (day.as_of, day.totals(1))).collect();
    assert_eq!(of_row(&spec, None, days[0].as_of, &totals), all.totals);
}

#[test]
fn a_day_that_is_not_there_gives_no_figure_rather_than_zero() {
    let spec = spec();
    let newest = day("2021-02-28", Some(8_395), None);
    let lines = lines(&spec, &newest, &[day("2021-02-26", Some(1), Some(1))], FALLING);
    assert_eq!(lines.rows[0].figures, [Some(8_395), None, None, Some(37_996)]);
    assert_eq!(lines.rows[1].figures, [None, None, None, None]);
}

#[test]
fn a_levels_average_needs_all_seven_days() {
    let mut spec = spec();
    spec.measures[0].cumulative = false;
    let newest = day("2021-02-28", Some(7), Some(1));
    let mut earlier: Vec<Snapshot> =
        (22..28).map(|date| day(&format!("2021-02-{date}"), Some(14), Some(1))).collect();
    let average = |earlier: &[Snapshot]| lines(&spec, &newest, earlier, FALLING).rows[0].figures[2];
    assert_eq!(average(&earlier), Some(130));
    earlier.pop();
    assert_eq!(average(&earlier), None);
}

#[test]
fn rows_stand_in_the_order_asked_for_and_unassigned_is_last() {
    let spec = spec();
    let newest = day("2021-02-28", Some(5), Some(5));
    let names = |sort| {
        lines(&spec, &newest, &[], sort).rows.into_iter().map(|line| line.name.to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names(FALLING), ["Jackson", "Lake", "Unassigned"], "ties by name");
    assert_eq!(names(Sort::Name { falling: true }), ["Lake", "Jackson", "Unassigned"]);
    let sparse = day("2021-02-28", None, Some(5));
    let rising = lines(&spec, &sparse, &[], Sort::Column { index: 0, falling: false });
    assert_eq!(rising.rows[0].name, "Lake", "what has no figure comes after what has one");
}
