//! The high and the low on the days on which clocks and forecasts are difficult.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
use super::*;
use crate::{town::StationId, weather::Origin};
use proptest::prelude::*;

fn zone() -> TimeZone {
    TimeZone::get("America/Los_Angeles").unwrap()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn reading(when: &str, c: f64, high_6h_c: Option<f64>) -> Observation {
    Observation {
        station: StationId::parse("KMFR").unwrap(),
        at: at(when),
        origin: Origin::Service,
        condition: None,
        words: String::new(),
        temperature_c: c,
        dewpoint_c: None,
        humidity_percent: None,
        wind: None,
        sea_level_pa: None,
        visibility_m: None,
        high_6h_c,
        low_6h_c: None,
        raw: None,
    }
}

#[test]
fn a_period_belongs_to_the_local_day_it_is_of() {
    let day = |start: &str, is_day| {
        let (date, part) = part_day(at(start), is_day, &zone());
        format!("{date} {}", part.as_str())
    };
    // By UTC all of these would be of 2 March.
    assert_eq!(day("2021-03-01T18:00:00-08:00", false), "2021-03-01 night");
    assert_eq!(
        day("2021-03-02T03:00:00-08:00", false),
        "2021-03-01 night",
        "“Overnight” is the last evening's"
    );
    assert_eq!(day("2021-03-01T16:00:00-08:00", true), "2021-03-01 day", "“This Afternoon”");
    assert_eq!(day("2021-03-02T06:00:00-08:00", true), "2021-03-02 day");
    // The nights of both changes of the clock, and a leap day.
    assert_eq!(day("2021-03-14T03:30:00-07:00", false), "2021-03-13 night");
    assert_eq!(day("2021-11-07T01:30:00-08:00", false), "2021-11-06 night");
    assert_eq!(day("2020-02-29T18:00:00-08:00", false), "2020-02-29 night");
    assert_eq!(day("2020-03-01T02:00:00-08:00", false), "2020-02-29 night");
}

#[test]
fn only_the_local_day_is_measured() {
    let now = at("2021-03-01T18:00:00-08:00");
    let observations = [
        reading("2021-03-01T17:53:00-08:00", 9.4, None),
        reading("2021-03-01T15:53:00-08:00", 17.0, Some(17.2)),
        reading("2021-03-01T03:53:00-08:00", 0.0, Some(14.0)),
        // Yesterday afternoon, which is today by UTC.
        reading("2021-02-28T16:53:00-08:00", 25.0, None),
    ];
    let told = Extremes::of(&observations, now, &zone());
    assert_eq!((told.high_c, told.low_c, told.has_warm_hours), (Some(17.2), Some(0.0), true));
    let morning = Extremes::of(&observations, at("2021-03-01T09:00:00-08:00"), &zone());
    assert_eq!((morning.high_c, morning.has_warm_hours), (Some(0.0), false));
}

#[test]
fn after_six_the_high_is_todays_and_not_tomorrows() {
    let measured =
        Extremes { high_c: Some(17.2), low_c: Some(0.0), has_warm_hours: true, ..Extremes::default() };
    let evening = at("2021-03-01T18:00:00-08:00");
    let told = range(Some(15.0), Some(-1.1), measured, Some(9.4), evening, &zone());
    assert_eq!((told.high_c, told.high_is_measured, told.low_c), (Some(17.2), true, Some(-1.1)));
    assert!(told.notes.is_empty());
    // Nothing was measured in the warm hours: then what was forecast for today stands.
    let told = range(Some(15.0), Some(-1.1), Extremes::default(), Some(9.4), evening, &zone());
    assert_eq!((told.high_c, told.high_is_measured), (Some(15.0), false));
}

#[test]
fn where_the_forecast_was_wrong_the_range_is_widened_and_says_so() {
    let noon = at("2021-03-01T12:00:00-08:00");
    // The card of the reference page: 49° now, a high of 39°.
    let told = range(Some(3.9), Some(-7.8), Extremes::default(), Some(9.4), noon, &zone());
    assert_eq!((told.high_c, told.notes.len()), (Some(9.4), 1));
    let midnight = at("2021-03-01T00:30:00-08:00");
    let told = range(Some(15.0), Some(2.0), Extremes::default(), Some(-4.0), midnight, &zone());
    assert_eq!((told.low_c, told.low_is_measured, told.notes.len()), (Some(-4.0), true, 1));
    let rounding = range(Some(15.0), Some(2.0), Extremes::default(), Some(15.3), noon, &zone());
    assert_eq!((rounding.high_c, rounding.notes.len()), (Some(15.3), 0));
}

#[test]
fn the_cold_of_the_last_night_is_not_that_of_the_coming_one() {
    // Half past seven: 36 °F now, a low of 37 °F is forecast for tonight.
    let morning = at("2021-03-02T07:30:00-08:00");
    let measured = Extremes { high_c: Some(5.0), low_c: Some(1.7), ..Extremes::default() };
    let told = range(Some(14.4), Some(3.9), measured, Some(2.2), morning, &zone());
    assert_eq!((told.low_c, told.low_is_measured, told.is_below_coming_low), (Some(3.9), false, true));
    assert!(told.notes.is_empty(), "{:?}", told.notes);
    // A forecaster's low above the afternoon's temperature stays hers, and the day's high stays the day's.
    let afternoon = at("2021-03-01T15:00:00-08:00");
    let told = range(Some(20.0), Some(21.1), Extremes::default(), Some(18.9), afternoon, &zone());
    assert_eq!((told.high_c, told.low_c, told.low_is_measured), (Some(20.0), Some(21.1), false));
    assert_eq!(told.notes, ["The night is forecast to be warmer than the day."]);
}

#[test]
fn a_night_is_measured_from_its_evening_on() {
    let list = [
        reading("2021-03-02T04:53:00-08:00", 1.0, None),
        // Six hours of this night.
        Observation { low_6h_c: Some(-2.0), ..reading("2021-03-02T03:53:00-08:00", 0.0, None) },
        // Four of these six hours were afternoon.
        Observation { low_6h_c: Some(-9.0), ..reading("2021-03-01T19:53:00-08:00", 4.0, None) },
        reading("2021-03-01T17:53:00-08:00", -5.0, None),
    ];
    let of = |now: &str| Extremes::of(&list, at(now), &zone());
    let told = of("2021-03-02T05:00:00-08:00");
    assert_eq!(told.night_low_c, Some(-2.0));
    let low = range(Some(10.0), Some(0.0), told, Some(1.0), at("2021-03-02T05:00:00-08:00"), &zone());
    assert_eq!((low.low_c, low.low_is_measured), (Some(-2.0), true));
    assert_eq!(low.notes, ["It has been colder tonight than was forecast."]);
    assert_eq!(of("2021-03-02T06:00:00-08:00").night_low_c, None, "the night is over");
    assert_eq!(of("2021-03-01T20:00:00-08:00").night_low_c, Some(4.0));
}

#[test]
fn what_nobody_said_stays_unsaid() {
    let told = range(None, None, Extremes::default(), None, at("2021-03-01T12:00:00-08:00"), &zone());
    assert_eq!(told, Range::default());
}

fn degrees() -> impl Strategy<Value = Option<f64>> {
    proptest::option::of((-400_i32..450).prop_map(|tenths| f64::from(tenths) / 10.0))
}

proptest! {
    #[test]
    fn low_is_not_above_now_nor_now_above_high(
        high in degrees(), low in degrees(), measured in degrees(), warm: bool, now_c in degrees(), hours in 0_i64..20_000,
    ) {
        let now = at("2020-01-01T00:00:00Z") + jiff::SignedDuration::from_hours(hours);
        let night_low_c = measured.filter(|_| is_night(now, &zone()));
        let measured = Extremes { high_c: measured, low_c: measured, night_low_c, has_warm_hours: warm };
        let told = range(high, low, measured, now_c, now, &zone());
        if let (Some(low), Some(high)) = (told.low_c, told.high_c) {
            prop_assert!(low <= high || told.notes.iter().any(|note| note.contains("warmer than the day")));
        }
        if let (Some(coming), Some(now_c)) = (told.low_c, now_c) {
            let is_ahead = !is_night(now, &zone());
            prop_assert!(coming <= now_c || (is_ahead && told.is_below_coming_low));
            prop_assert!(!is_ahead || (told.low_c == low && !told.low_is_measured), "nothing of the coming night was measured");
        }
        if let (Some(high), Some(now_c)) = (told.high_c, now_c) {
            prop_assert!(now_c <= high);
        }
    }

    #[test]
    fn every_moment_has_one_day_and_one_night(hours in 0_i64..40_000, minutes in 0_i64..60) {
        let moment = at("2019-12-31T00:00:00Z") + jiff::SignedDuration::from_mins(hours * 60 + minutes);
        let (day, _) = part_day(moment, true, &zone());
        let night = night_of(moment, &zone());
        prop_assert!(night == day || night == day.yesterday().unwrap());
    }
}

/// Zones with a change of the clock in either half of the year, without one, and far from Greenwich on both sides.
fn zones() -> impl Strategy<Value = TimeZone> {
    const NAMES: [&str; 7] = [
        "America/Los_Angeles",
        "America/Phoenix",
        "Pacific/Honolulu",
        "Pacific/Auckland",
        "Pacific/Kiritimati",
        "Australia/Lord_Howe",
        "UTC",
    ];
    proptest::sample::select(NAMES.to_vec()).prop_map(|name| TimeZone::get(name).unwrap())
}

/// Moments of four years with a leap day; every other one within a day and a half of a change of the clock or of 29 February.
fn moments() -> impl Strategy<Value = Timestamp> {
    let begin = at("2019-12-31T00:00:00Z");
    let any =
        (0_i64..60 * 24 * 1_461).prop_map(move |minutes| begin + jiff::SignedDuration::from_mins(minutes));
    const TURNS: [&str; 5] = [
        "2020-02-29T12:00:00Z",
        "2020-03-08T10:00:00Z",
        "2020-11-01T09:00:00Z",
        "2021-03-14T10:00:00Z",
        "2021-11-07T09:00:00Z",
    ];
    let near = (proptest::sample::select(TURNS.to_vec()), -2_160_i64..2_160)
        .prop_map(|(turn, minutes)| at(turn) + jiff::SignedDuration::from_mins(minutes));
    prop_oneof![any, near]
}

fn local(moment: Timestamp, zone: &TimeZone) -> (Date, i8) {
    let local = moment.to_zoned_datetime(zone.clone());
    (local.date(), local.hour())
}

proptest! {
    #[test]
    fn what_is_measured_counts_for_its_local_day_whatever_day_utc_has(
        zone in zones(), now in moments(), minutes in proptest::collection::vec(-3_000_i64..3_000, 0..12),
    ) {
        let mut list = Vec::new();
        let mut expected: Vec<f64> = Vec::new();
        for (index, minute) in minutes.iter().enumerate() {
            let moment = now + jiff::SignedDuration::from_mins(*minute);
            let c = f64::from(u8::try_from(index).unwrap());
            list.push(Observation { at: moment, temperature_c: c, ..reading("2021-03-01T00:00:00Z", 0.0, None) });
            if *minute <= 0 && local(moment, &zone).0 == local(now, &zone).0 {
                expected.push(c);
            }
        }
        let told = Extremes::of(&list, now, &zone);
        prop_assert_eq!(told.high_c, expected.iter().copied().reduce(f64::max));
        prop_assert_eq!(told.low_c, expected.iter().copied().reduce(f64::min));
    }

    #[test]
    fn a_figure_of_six_hours_counts_only_when_all_of_them_are_of_the_day(zone in zones(), now in moments(), ago in 0_i64..1_440) {
        let moment = now - jiff::SignedDuration::from_mins(ago);
        let told = Extremes::of(
            &[Observation { at: moment, high_6h_c: Some(40.0), ..reading("2021-03-01T00:00:00Z", 10.0, None) }],
            now,
            &zone,
        );
        let begins = moment - jiff::SignedDuration::from_hours(6);
        let is_todays = local(moment, &zone).0 == local(now, &zone).0;
        let is_whole = is_todays && local(begins, &zone).0 == local(now, &zone).0;
        prop_assert_eq!(told.high_c, if is_whole { Some(40.0) } else { is_todays.then_some(10.0) });
    }

    #[test]
    fn the_high_after_six_is_what_was_measured_and_before_it_at_least_what_is_forecast(
        zone in zones(), now in moments(), forecast in degrees(), measured in degrees(), now_c in degrees(),
    ) {
        let extremes = Extremes { high_c: measured, has_warm_hours: true, ..Extremes::default() };
        let told = range(forecast, None, extremes, now_c, now, &zone);
        let evening = local(now, &zone).1 >= 18;
        match (evening, measured, forecast) {
            (true, Some(measured), _) => {
                let high = now_c.map_or(measured, |now_c| now_c.max(measured));
                prop_assert_eq!((told.high_c, told.high_is_measured), (Some(high), true));
                prop_assert!(told.notes.is_empty(), "nobody was wrong: {:?}", told.notes);
            }
            (_, _, Some(forecast)) => {
                let most = [Some(forecast), measured, now_c].into_iter().flatten().fold(forecast, f64::max);
                prop_assert_eq!(told.high_c, Some(most));
            }
            (_, _, None) => {}
        }
    }

    #[test]
    fn days_and_nights_follow_each_other_through_leap_days_and_changes_of_the_clock(zone in zones(), moment in moments()) {
        // Minute by minute the day and the night never go back, and never skip one.
        let next = moment + jiff::SignedDuration::from_mins(1);
        for is_day in [true, false] {
            let ((day, part), (after, _)) = (part_day(moment, is_day, &zone), part_day(next, is_day, &zone));
            prop_assert!(after == day || after == day.tomorrow().unwrap(), "{day} then {after}");
            prop_assert_eq!(part == Part::Day, is_day);
        }
        let (date, hour) = local(moment, &zone);
        let night = night_of(moment, &zone);
        prop_assert_eq!(night, if hour < 6 { date.yesterday().unwrap() } else { date });
        prop_assert_eq!(part_day(moment, false, &zone), (night, Part::Night));
    }
}

#[test]
fn a_day_of_23_hours_and_one_of_25_are_measured_whole() {
    for (day, hours) in [("2021-03-14", 23), ("2021-11-07", 25), ("2020-02-29", 24)] {
        let begins: Date = day.parse().unwrap();
        let begins =
            zone().to_ambiguous_zoned_datetime(begins.at(0, 0, 0, 0)).compatible().unwrap().timestamp();
        let hour = |hour: i64| begins + jiff::SignedDuration::from_mins(hour * 60 + 30);
        let list: Vec<Observation> = (-1..=hours)
            .map(|number| Observation {
                at: hour(number),
                temperature_c: f64::from(i32::try_from(number).unwrap()),
                ..reading("2021-03-01T00:00:00Z", 0.0, None)
            })
            .collect();
        let now = hour(hours - 1);
        let told = Extremes::of(&list, now, &zone());
        let last = f64::from(i32::try_from(hours - 1).unwrap());
        assert_eq!((told.low_c, told.high_c, told.has_warm_hours), (Some(0.0), Some(last), true), "{day}");
        let after = Extremes::of(&list, hour(hours), &zone());
        assert_eq!(after.low_c, Some(last + 1.0), "{day} is over after {hours} hours");
    }
}
