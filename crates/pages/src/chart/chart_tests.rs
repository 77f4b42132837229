//! What must hold for charts: honest words, gaps instead of zeros, readable scales, nothing hostile.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::{
    daily,
    scale::{Linear, day_ticks},
    series::{Daily, Day, Kind, Mark, Period},
    spark, standalone,
};

fn days(first: Date, values: &[Option<f64>]) -> Vec<Day> {
    let mut date = first;
    let mut days = Vec::new();
    for value in values {
        days.push(Day { date, value: *value, mark: None });
        date = date.tomorrow().unwrap();
    }
    days
}

fn week() -> Daily {
    let values = [7_901, 7_930, 7_950, 8_046, 8_060, 8_081, 8_100, 8_123].map(|value| Some(f64::from(value)));
    Daily {
        id: "jackson".into(),
        title: "Cases, Jackson County".into(),
        unit: ("case".into(), "cases".into()),
        days: days(date(2021, 2, 21), &values),
        ..Daily::default()
    }
}

#[test]
fn words_say_what_rose_and_when() {
    assert_eq!(
        daily(&week()).words,
        "Rose from 7,901 on Feb. 21 to 8,123 cases on Feb. 28, 2021; highest daily increase 96 on Feb. 24."
    );
}

#[test]
fn words_say_falls_gaps_and_marks() {
    let mut chart = week();
    chart.days[3].value = None;
    chart.days[6] = Day { value: Some(8_070.0), mark: Some(Mark::Revised), ..chart.days[6] };
    chart.days[7].mark = Some(Mark::Held);
    let view = daily(&chart);
    assert_eq!(
        view.words,
        "Rose from 7,901 on Feb. 21 to 8,123 cases on Feb. 28, 2021; highest daily increase 53 on Feb. 28; fell by 11 on \
         Feb. 27. No figure for 1 of 8 days. Figures were held back on 1 day and corrected later for 1 day."
    );
    assert_eq!(view.key.len(), 3);
    assert_eq!(view.svg_html.matches("class=\"mark\"").count(), 2);
}

#[test]
fn words_for_little_and_for_nothing() {
    let one = Daily { days: days(date(2020, 12, 31), &[Some(1.0)]), ..week() };
    assert_eq!(daily(&one).words, "1 case on Dec. 31, 2020, the only day with a figure.");
    let same = Daily { days: days(date(2020, 12, 31), &[Some(4.0), Some(4.0)]), ..week() };
    assert_eq!(daily(&same).words, "The same on Dec. 31, 2020 and Jan. 1, 2021: 4 cases.");
    for nothing in [days(date(2021, 1, 1), &[None, Some(f64::NAN)]), Vec::new()] {
        let chart = Daily { days: nothing, ..week() };
        assert_eq!((daily(&chart).svg_html.as_str(), spark(&chart).as_str()), ("", ""));
        assert_eq!(daily(&chart).words, "There are no figures to draw yet.");
        assert_eq!(standalone(&chart, ""), None);
    }
}

#[test]
fn counts_tell_the_average_only_of_whole_weeks() {
    let mut values = vec![Some(10.0); 8];
    values.extend(vec![Some(17.0); 7]);
    let mut chart =
        Daily { kind: Kind::Count, average: true, days: days(date(2021, 2, 1), &values), ..week() };
    assert_eq!(
        daily(&chart).words,
        "17 cases on Feb. 15, 2021. Lowest 10 on Feb. 1, highest 17 on Feb. 9. Average of the last seven days: 17.0; a week \
         before: 10.0."
    );
    chart.days[12].value = None;
    let view = daily(&chart);
    assert!(!view.words.contains("verage"), "{}", view.words);
    assert!(view.words.ends_with("No figure for 1 of 15 days."));
}

#[test]
fn a_gap_breaks_the_line_and_is_no_zero() {
    let mut chart = Daily { kind: Kind::Afloat, ..week() };
    let whole = daily(&chart).svg_html;
    assert_eq!(whole.matches('L').count(), 7);
    chart.days.remove(3);
    chart.days.remove(1);
    let broken = daily(&chart).svg_html;
    // Day 0 and day 2 stand alone; days 4 to 7 are a line.
    assert_eq!(broken.matches('L').count(), 3, "{broken}");
    assert!(broken.contains("class=\"dots\""));
}

#[test]
fn days_come_in_any_order_and_the_later_word_counts() {
    let mut series = days(date(2021, 2, 27), &[Some(1.0), Some(2.0), Some(3.0)]);
    series.reverse();
    series.push(Day { date: date(2021, 2, 28), value: Some(5.0), mark: None });
    let period = Period::of(&series).unwrap();
    let values: Vec<_> = period.days.iter().map(|day| day.value).collect();
    assert_eq!((period.first, values), (date(2021, 2, 27), vec![Some(1.0), Some(5.0), Some(3.0)]));
}

#[test]
fn an_average_has_seven_days_or_is_none() {
    let mut values: Vec<Option<f64>> = (1..=9).map(|value| Some(f64::from(value))).collect();
    let averages = |values: &[Option<f64>]| Period::of(&days(date(2021, 2, 1), values)).unwrap().averages();
    assert_eq!(averages(&values)[5..], [None, Some(4.0), Some(5.0), Some(6.0)]);
    values[1] = None;
    assert_eq!(averages(&values)[5..], [None, None, None, Some(6.0)]);
}

#[test]
fn days_named_at_the_foot_are_round_and_few() {
    let words = |first, count| {
        day_ticks(first, count).iter().map(|tick| tick.words.clone()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(words(date(2021, 2, 26), 4), "Feb. 26 Feb. 27 Feb. 28 March 1");
    assert_eq!(words(date(2021, 2, 1), 28), "Feb. 4 Feb. 10 Feb. 16 Feb. 22 Feb. 28");
    assert_eq!(words(date(2020, 11, 20), 100), "Dec. 2021 Feb.");
    assert_eq!(words(date(2020, 3, 1), 365), "April July Oct. 2021");
    for count in [1, 7, 8, 30, 62, 63, 200, 201, 800, 801, 4_000] {
        let ticks = day_ticks(date(2010, 1, 15), count);
        assert!(!ticks.is_empty() && ticks.len() <= 12, "{count}: {}", ticks.len());
        let kept = ticks.iter().filter(|tick| !tick.spare).count();
        assert!(kept <= 6, "{count}: {kept} on a phone");
    }
}

#[test]
fn nothing_hostile_gets_out() {
    const HOSTILE: &str = "\"'><script>x</script><!--&\u{0}";
    let text = HOSTILE.to_owned();
    let chart = Daily { id: text.clone(), title: text.clone(), unit: (text.clone(), text), ..week() };
    for text in [daily(&chart).svg_html, spark(&chart), standalone(&chart, HOSTILE).unwrap()] {
        assert!(!text.contains("<script") && !text.contains("<!--") && !text.contains(" style="), "{text}");
    }
}

proptest! {
    #[test]
    fn a_scale_holds_its_figures(low in -1e9..1e9f64, spread in 0.0..1e9f64, wanted in 1u32..8, places in 0u8..4) {
        let scale = Linear::nice(low, low + spread, wanted, places, (200.0, 0.0));
        let (first, last) = (scale.ticks[0], scale.ticks[scale.ticks.len() - 1]);
        let slack = 1e-6 * (low.abs() + spread).max(1.0);
        prop_assert!(first <= low + slack && last >= low + spread - slack, "{scale:?}");
        prop_assert!(scale.ticks.len() >= 2 && scale.ticks.len() <= 12, "{scale:?}");
        prop_assert!((scale.place(first) - 200.0).abs() < 1e-6 && scale.place(last).abs() < 1e-6);
        prop_assert!(scale.places <= places);
    }

    #[test]
    fn any_series_is_drawn_without_a_number_that_is_none(
        values in proptest::collection::vec(proptest::option::of(prop_oneof![any::<f64>(), -100.0..100.0f64, Just(0.0)]), 0..60),
        kind in prop_oneof![Just(Kind::Level), Just(Kind::Afloat), Just(Kind::Count)],
    ) {
        let chart = Daily { kind, average: true, days: days(date(2021, 1, 1), &values), ..week() };
        let view = daily(&chart);
        for text in [&view.svg_html, &spark(&chart)] {
            prop_assert!(!text.contains("NaN"), "{text}");
        }
        let known = values.iter().flatten().filter(|value| value.abs() < 1e12).count();
        prop_assert_eq!(view.svg_html.is_empty(), known == 0);
        if kind == Kind::Count {
            let bars = view.svg_html.split("class=\"bars\"").nth(1).map_or(0, |rest| rest.split('>').next().unwrap().matches('z').count());
            prop_assert_eq!(bars, known);
        }
    }
}
