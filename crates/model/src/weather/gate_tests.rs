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
    accept(new, past, &town(), now()).map_or_else(|why| why.to_string(), |()| "shown".to_owned())
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
