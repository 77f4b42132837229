//! What the gates let through, and in what words they refuse.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
use super::*;
use crate::{
    town::{Position, StationId, Zones},
    weather::{Origin, Period, Wind},
};
use jiff::ToSpan;

fn town() -> Town {
    Town {
        slug: crate::Slug::parse("medford").unwrap(),
        name: "Medford".to_owned(),
        place: None,
        at: Position { latitude: 42.3, longitude: -122.9 },
        elevation_m: None,
        stations: vec![StationId::parse("KMFR").unwrap()],
        grid: None,
        zones: Zones::default(),
        almanac: None,
        same: None,
        air: true,
    }
}

fn now() -> Timestamp {
    "2021-03-02T02:00:00Z".parse().unwrap()
}

/// So many minutes ago, so warm.
fn reading(minutes_ago: i64, c: f64) -> Observation {
    Observation {
        station: StationId::parse("KMFR").unwrap(),
        at: now() - minutes_ago.minutes(),
        origin: Origin::Service,
        condition: None,
        words: String::new(),
        temperature_c: c,
        dewpoint_c: Some(1.0),
        humidity_percent: Some(50.0),
        wind: Some(Wind { from_deg: None, kmh: Some(0.0), gust_kmh: None }),
        sea_level_pa: Some(102_000.0),
        visibility_m: Some(16_090.0),
        high_6h_c: None,
        low_6h_c: None,
        raw: None,
    }
}

fn told(new: &Observation, past: &[Observation]) -> String {
    let judged = judge(std::slice::from_ref(new), past, None, &town(), now());
    match (judged.shown.as_slice(), judged.refused.as_slice()) {
        ([_], []) => "shown".to_owned(),
        ([], [(_, _, why)]) => why.clone(),
        ([], []) => "nothing newer".to_owned(),
        other => panic!("one reading, and {other:?}"),
    }
}

#[test]
fn a_reading_passes_or_says_why_not() {
    assert_eq!(told(&reading(7, 9.4), &[reading(67, 12.0)]), "shown");
    assert_eq!(told(&reading(7, 9.4), &[reading(7, 9.4)]), "nothing newer");
    assert_eq!(
        told(&reading(-6, 9.4), &[]),
        "The reading is dated 2021-03-02T02:06:00Z, which has not come yet."
    );
    assert_eq!(told(&reading(-4, 9.4), &[]), "shown", "a small skew is forgiven");
    assert_eq!(told(&reading(7, 91.0), &[]), "91.0 °C is not a temperature of the air.");
    assert_eq!(told(&reading(7, f64::NAN), &[]), "NaN °C is not a temperature of the air.");
    let stranger = Observation { station: StationId::parse("KBOK").unwrap(), ..reading(7, 9.4) };
    assert_eq!(told(&stranger, &[]), "KBOK does not speak for Medford.");
}

#[test]
fn a_jump_is_held_until_the_silence_explains_it() {
    assert_eq!(
        told(&reading(7, 32.0), &[reading(67, 9.4)]),
        "The temperature jumped from 9.4 to 32.0 °C in 60 minutes."
    );
    assert_eq!(told(&reading(7, 24.0), &[reading(67, 9.4)]), "shown", "a chinook may");
    assert_eq!(told(&reading(7, 32.0), &[reading(7 + 200, 9.4)]), "shown");
    // A zero where nothing was reported would be such a jump.
    assert!(told(&reading(7, 0.0), &[reading(12, 20.0)]).starts_with("The temperature jumped"));
}

fn degrees(list: &[Observation]) -> Vec<f64> {
    list.iter().map(|reading| reading.temperature_c).collect()
}

#[test]
fn readings_after_a_spike_take_it_back() {
    // As a list brings it after a silence, newest first; each list has all of them again.
    let list = [(3, 10.1), (23, 10.3), (43, 10.2), (63, 10.0), (83, 35.0)].map(|(at, c)| reading(at, c));
    let judged = judge(&list, &[], None, &town(), now());
    assert_eq!(degrees(&judged.shown), [10.0, 10.2, 10.3, 10.1]);
    let (spike, gate, why) = &judged.refused[0];
    assert_eq!((spike.temperature_c, *gate, judged.refused.len()), (35.0, Gate::Jump, 1));
    assert_eq!(why, "The temperature of 35.0 °C is borne out by none after it: 10.0 °C, 20 minutes later.");
    let again = judge(&list, &judged.shown, None, &town(), now());
    assert_eq!((degrees(&again.shown), again.refused.len(), again.taken_back), (vec![], 1, vec![]));
    // One by one: what was shown is taken back by the second, and the first of those that were refused is not lost.
    let shown = [reading(83, 35.0)];
    let first = judge(&list[3..4], &shown, None, &town(), now());
    let (refused, gate, words) = &first.refused[0];
    assert_eq!(
        (degrees(&first.shown), words.as_str()),
        (vec![], "The temperature jumped from 35.0 to 10.0 °C in 20 minutes.")
    );
    let waiting = Refusal::of(refused, *gate, words, now());
    let second = judge(&list[2..3], &shown, Some(&waiting), &town(), now());
    assert_eq!((degrees(&second.shown), degrees(&second.taken_back)), (vec![10.2], vec![35.0]));
    assert_eq!(judge(&list[2..3], &shown, None, &town(), now()).shown, [], "without it nobody knows yet");
}

#[test]
fn an_extreme_of_six_hours_goes_with_the_spike_that_made_it() {
    let hourly: Vec<Observation> = (1..=6).map(|hour| reading(7 + hour * 60, 9.0)).collect();
    let with = |high| Observation { high_6h_c: Some(high), ..reading(7, 10.0) };
    let kept =
        |high: f64, past: &[Observation]| judge(&[with(high)], past, None, &town(), now()).shown[0].high_6h_c;
    assert_eq!(kept(35.0, &hourly), None);
    assert_eq!(kept(13.0, &hourly), Some(13.0));
    assert_eq!(kept(35.0, &hourly[..4]), Some(35.0), "the hours are not known");
    // Also one that was kept while the spike was believed.
    let mut past = hourly.clone();
    past.insert(0, with(35.0));
    let judged = judge(&[reading(3, 10.1)], &past, None, &town(), now());
    assert_eq!(
        judged.shown.iter().map(|o| (o.at, o.high_6h_c)).collect::<Vec<_>>(),
        [(now() - 7.minutes(), None), (now() - 3.minutes(), None)]
    );
}

#[test]
fn a_sensor_that_has_stopped_is_not_the_weather() {
    let past: Vec<Observation> = (1..=8).map(|hour| reading(7 + hour * 60, 9.4)).collect();
    assert!(
        told(&reading(7, 9.4), &past).starts_with("Every figure is the very same since 2021-03-01T17:53:00Z")
    );
    assert_eq!(told(&reading(7, 9.4), &past[..7]), "shown", "seven hours of fog may");
    assert_eq!(told(&reading(7, 9.5), &past), "shown");
}

#[test]
fn figures_that_cannot_be_are_left_out_each_by_itself() {
    let odd = Observation {
        dewpoint_c: Some(12.0),
        humidity_percent: Some(140.0),
        wind: Some(Wind { from_deg: None, kmh: Some(20.0), gust_kmh: Some(15.0) }),
        sea_level_pa: Some(1_020.0),
        ..reading(7, 9.4)
    };
    let (kept, notes) = cleaned(odd);
    assert_eq!((kept.dewpoint_c, kept.humidity_percent, kept.sea_level_pa), (None, None, None));
    assert_eq!(kept.wind.unwrap().gust_kmh, None);
    assert_eq!((kept.temperature_c, notes.len()), (9.4, 3));
    let wind = |kmh, gust_kmh| {
        let reading = Observation { wind: Some(Wind { from_deg: None, kmh, gust_kmh }), ..reading(7, 9.4) };
        cleaned(reading).0.wind.map(|wind| (wind.kmh, wind.gust_kmh))
    };
    assert_eq!(wind(None, Some(55.0)), Some((None, Some(55.0))), "a gust without a speed is one");
    assert_eq!(wind(None, Some(500.0)), None);
}

#[test]
fn a_little_more_than_saturated_is_saturated() {
    let told = |percent| cleaned(Observation { humidity_percent: Some(percent), ..reading(7, 9.4) });
    assert_eq!((told(100.6).0.humidity_percent, told(100.6).1), (Some(100.0), vec![]));
    assert_eq!(told(99.5).0.humidity_percent, Some(99.5));
    assert_eq!((told(101.5).0.humidity_percent, told(101.5).1.len()), (None, 1));
}

fn forecast(made_hours_ago: i64, first_start: i64, c: Option<f64>) -> Forecast {
    let start = now() + first_start.hours();
    let period = Period {
        name: "Tonight".to_owned(),
        start,
        end: start + 12.hours(),
        is_day: false,
        temperature_c: c,
        rain_percent: None,
        humidity_percent: None,
        wind_kmh: None,
        wind_from: String::new(),
        condition: None,
        short: String::new(),
        long: String::new(),
    };
    Forecast { made_at: now() - made_hours_ago.hours(), periods: vec![period] }
}

#[test]
fn a_forecast_passes_or_says_why_not() {
    let told = |new: &Forecast, shown: Option<&Forecast>| {
        accept_forecast(new, shown, now()).map_or_else(|why| why.to_string(), |()| "shown".to_owned())
    };
    let good = forecast(2, 0, Some(-1.0));
    assert_eq!(told(&good, None), "shown");
    assert_eq!(told(&good, Some(&good)), "nothing newer");
    assert_eq!(told(&good, Some(&forecast(1, 0, Some(-1.0)))), "nothing newer", "an edge that is behind");
    assert_eq!(told(&forecast(88, -13, Some(1.0)), None), "The forecast says nothing of the time ahead.");
    assert_eq!(told(&forecast(2, 0, None), None), "The forecast has no temperature for the time ahead.");
    assert!(told(&forecast(-1, 0, Some(1.0)), None).contains("has not come yet"));
    assert!(told(&forecast(2, 0, Some(99.0)), None).contains("is not a temperature"));
    let blank = Forecast { periods: Vec::new(), ..good };
    assert_eq!(told(&blank, None), "The forecast says nothing of the time ahead.");
}

#[test]
fn a_source_that_answers_with_the_past_is_not_said_to_be_silent() {
    let kept = "hours: The forecast says nothing of the time ahead.";
    let why = |kind| why_no_forecast(kept, kind);
    assert_eq!(why(ForecastKind::Hours), "the source has answered with one that is all of the past");
    assert_eq!(why_no_forecast("hours: Nothing came.", ForecastKind::Hours), "the source has not answered");
    let both = format!("days: It did not answer in time. {kept}");
    assert_eq!(why_no_forecast(&both, ForecastKind::Days), "the source has not answered");
    assert_eq!(why_no_forecast(&both, ForecastKind::Hours), why(ForecastKind::Hours));
}
