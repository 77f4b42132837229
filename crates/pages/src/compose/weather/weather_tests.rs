//! No two figures of one page contradict each other, and none is told without its state.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::*;
use crate::compose::lite as front_in_words;
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use model::{
    reading::Reading,
    station::Station,
    town::{Position, StationId, Town, Zones},
    weather::{Extremes, Forecast, Observation, Origin, Own, OwnDraft, Part, Period, Rules},
};
use std::collections::HashMap;

mod words;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn celsius(f: f64) -> f64 {
    (f - 32.0) / 1.8
}

fn station() -> Station {
    let town = Town {
        slug: Slug::parse("brookings").unwrap(),
        name: "Brookings".into(),
        place: None,
        at: Position { latitude: 42.0526, longitude: -124.284 },
        elevation_m: Some(39.0),
        stations: vec![StationId::parse("KBOK").unwrap()],
        grid: None,
        zones: Zones::default(),
        almanac: None,
        same: None,
        air: false,
    };
    Station {
        name: "Signal".into(),
        tagline: String::new(),
        city: "Medford".into(),
        language: "en".into(),
        zone: TimeZone::get("America/Los_Angeles").unwrap(),
        base_url: "https://signal.example".into(),
        notice: None,
        sections: Vec::new(),
        places: Vec::new(),
        towns: vec![town],
        weather: Rules::default(),
        radar: model::radar::Policy::default(),
        alerts: model::alert::Policy::default(),
    }
}

fn observed(f: f64, when: Timestamp) -> Reading<Observation> {
    let value = Observation {
        station: StationId::parse("KBOK").unwrap(),
        at: when,
        origin: Origin::Service,
        condition: None,
        words: "Clear".into(),
        temperature_c: celsius(f),
        dewpoint_c: None,
        humidity_percent: None,
        wind: None,
        sea_level_pa: None,
        visibility_m: None,
        high_6h_c: None,
        low_6h_c: None,
        raw: None,
    };
    let max_age = Rules::default().observation_max_age;
    Reading { value, source: String::new(), observed_at: when, fetched_at: when, max_age }
}

fn period(name: &str, start: &str, end: &str, f: f64, percent: f64, words: &str) -> Period {
    Period {
        name: name.into(),
        start: at(start),
        end: at(end),
        is_day: !name.contains("ight"),
        temperature_c: Some(celsius(f)),
        rain_percent: Some(percent),
        humidity_percent: None,
        wind_kmh: None,
        wind_from: String::new(),
        condition: None,
        short: words.into(),
        long: String::new(),
    }
}

fn own(day: &str, part: Part, f: Option<f64>, note: &str) -> Own {
    let draft = OwnDraft {
        day: day.parse().unwrap(),
        part,
        words: String::new(),
        temperature_c: f.map(celsius),
        note: note.into(),
        until: at("2021-03-09T00:00:00-08:00"),
    };
    Own { draft, by: "Ana Ruiz".into(), made_at: at("2021-03-01T09:00:00-08:00") }
}

/// What `check` makes of a mild afternoon that was forecast to have 58 °F, with 72 °F measured at 2:56 p.m.
fn seen<T>(now: &str, own: Vec<Own>, check: impl FnOnce(&Now<'_>, &Context<'_>) -> T) -> T {
    let (station, authors, media) = (station(), HashMap::new(), HashMap::new());
    let context = Context { station: &station, authors: &authors, media: &media };
    let (noon, dusk, dawn) =
        ("2021-03-01T06:00:00-08:00", "2021-03-01T18:00:00-08:00", "2021-03-02T06:00:00-08:00");
    let periods = vec![
        period("Today", noon, dusk, 58.0, 0.0, "Sunny"),
        period("Tonight", dusk, dawn, 30.0, 10.0, "Clear"),
        period("Tuesday", dawn, "2021-03-02T18:00:00-08:00", 50.0, 40.0, "Chance Rain"),
        period(
            "Tuesday Night",
            "2021-03-02T18:00:00-08:00",
            "2021-03-03T06:00:00-08:00",
            37.0,
            60.0,
            "Rain Likely",
        ),
    ];
    let hour = |ahead: i64| {
        let start = at("2021-03-01T15:00:00-08:00") + SignedDuration::from_hours(ahead);
        let end = start + SignedDuration::from_hours(1);
        Period { start, end, ..period("", noon, dusk, 58.0 - ahead as f64, 0.0, "Clear") }
    };
    let made = at("2021-03-01T12:00:00-08:00");
    let reading = |periods| Reading {
        value: Forecast { made_at: made, periods },
        source: String::new(),
        observed_at: made,
        fetched_at: made,
        max_age: Rules::default().forecast_max_age,
    };
    let known = Now {
        town: &station.towns[0],
        observation: Some(observed(72.0, at("2021-03-01T14:56:00-08:00"))),
        stations: Vec::new(),
        days: Some(reading(periods)),
        hours: Some(reading((0..24).map(hour).collect())),
        own,
        almanac: None,
        precipitation: None,
        measured: Extremes {
            high_c: Some(celsius(72.0)),
            low_c: Some(celsius(41.0)),
            has_warm_hours: true,
            night_low_c: None,
        },
        forecast_high_c: Some(celsius(58.0)),
        forecast_low_c: Some(celsius(30.0)),
        air: None,
        warned: Default::default(),
        trouble: false,
        refused: Vec::new(),
        forecast_trouble: None,
        next: None,
        now: at(now),
    };
    check(&known, &context)
}

const AFTERNOON: &str = "2021-03-01T15:05:00-08:00";
const US: Units = Units::UsCustomary;

#[test]
fn a_day_warmer_than_was_forecast_has_one_high_everywhere() {
    seen(AFTERNOON, Vec::new(), |now, context| {
        let page = page(now, US, context);
        assert_eq!(page.card.high.as_deref(), Some("72°F"));
        assert_eq!(page.card.asides[0], "It has been warmer today than was forecast.");
        let today = &page.days[0];
        assert_eq!((today.high.as_str(), today.high_is_measured, today.low.as_str()), ("72°F", true, "30°F"));
        assert!(!page.days[1].high_is_measured, "tomorrow has not been");
        assert_eq!(lite(Some(&now.town.slug), std::slice::from_ref(now), US, context).days[0].high, "72°F");
        assert_eq!(embed(now, US, context).module.weather.unwrap().cards[0].high.as_deref(), Some("72°F"));
        let told: serde_json::Value = serde_json::from_str(&api::town(now, Vec::new(), context)).unwrap();
        assert_eq!((&told["high_c"], &told["week"][0]["high_c"]), (&22.2.into(), &22.2.into()), "{told}");
        assert_eq!(told["week"][0]["high_is_measured"], true);
        let words = page.chart.unwrap().words;
        assert!(words.contains("warmest of these hours") && !words.contains("highest"), "{words}");
    });
}

#[test]
fn what_is_measured_overrules_a_hand_and_its_line_says_so() {
    let own = vec![
        own("2021-03-01", Part::Day, Some(40.0), ""),
        own("2021-03-01", Part::Night, Some(27.0), "Black ice on bridges."),
    ];
    seen(AFTERNOON, own.clone(), |now, context| {
        let page = page(now, US, context);
        assert_eq!((page.days[0].high.as_str(), page.days[0].low.as_str()), ("72°F", "27°F"));
        assert_eq!((page.card.high.as_deref(), page.card.low.as_deref()), (Some("72°F"), Some("27°F")));
        assert_eq!(page.own[0].said, "high 40°F (it has been 72°F)");
        assert_eq!(page.own[1].said, "low 27°F");
        assert_eq!(page.days[0].by, "Ana Ruiz");
        let asides = &embed(now, US, context).module.weather.unwrap().cards[0].asides;
        assert!(asides.contains(&"Low by Ana Ruiz, 9:00 a.m. PST.".to_owned()), "{asides:?}");
        let card = &embed(now, US, context).module.weather.unwrap().cards[0];
        assert_eq!(card.own[0].words, "Tonight: Black ice on bridges. (Ana Ruiz, 9:00 a.m. PST)");
    });
    // The afternoon is over: the hand of the morning says nothing of it any more.
    seen("2021-03-01T18:13:00-08:00", own, |now, context| {
        let page = page(now, US, context);
        assert_eq!((page.card.high.as_deref(), page.card.low.as_deref()), (Some("72°F"), Some("27°F")));
        assert_eq!((page.days[0].name.as_str(), page.days[0].high.as_str()), ("Tonight", "–"));
        assert_eq!(page.own.len(), 1, "{:?}", page.own);
    });
}

#[test]
fn each_half_of_a_day_has_its_own_chance_of_rain() {
    seen(AFTERNOON, Vec::new(), |now, context| {
        let rows = week::rows(now, US, context);
        let tuesday = &rows[1];
        assert_eq!((tuesday.words.as_str(), tuesday.rain.as_str()), ("Chance Rain", "40%"));
        assert_eq!(tuesday.night_rain, "60%");
        let told = week::told(now, context);
        assert_eq!((&told[1]["rain_percent"], &told[1]["night_rain_percent"]), (&40.0.into(), &60.0.into()));
    });
    seen("2021-03-01T18:13:00-08:00", Vec::new(), |now, context| {
        let rows = week::rows(now, US, context);
        assert_eq!((rows[0].rain.as_str(), rows[0].night_rain.as_str()), ("10%", ""));
    });
}

#[test]
fn a_line_of_the_lite_front_says_state_age_and_notes() {
    fn line(now: &Now<'_>, context: &Context<'_>) -> crate::lite::LiteTown {
        front_in_words::town(&card(now, US, context))
    }
    seen(AFTERNOON, Vec::new(), |now, context| {
        let told = line(now, context);
        assert_eq!(told.figures, "72°F, Clear, high 72°F, low 30°F (2:56 p.m. PST)");
        assert_eq!(
            (told.state, told.notes),
            (crate::module::State::Fresh, vec!["It has been warmer today than was forecast.".to_owned()],)
        );
        assert_eq!(told.url, "/lite/weather/brookings");
    });
    seen("2021-03-04T09:00:00-08:00", Vec::new(), |now, context| {
        let told = line(now, context);
        assert_eq!(
            (told.state, told.figures.as_str()),
            (crate::module::State::Stale, "72°F, Clear (March 1, 2021, 2:56 p.m. PST)",)
        );
        assert!(told.notes[0].contains("nothing newer has come since"), "{told:?}");
    });
}

#[test]
fn the_low_of_tonight_is_not_measured_in_the_morning_before() {
    let warm = vec![own("2021-03-01", Part::Night, Some(74.0), "")];
    seen(AFTERNOON, warm, |now, context| {
        let page = page(now, US, context);
        assert_eq!((page.card.low.as_deref(), page.card.low_is_ahead), (Some("74°F"), true));
        assert_eq!((page.days[0].low.as_str(), page.days[0].low_is_measured), ("74°F", false));
        assert_eq!(page.own[0].said, "low 74°F");
        assert!(page.card.asides.contains(&"The night is forecast to be warmer than the day.".to_owned()));
        let line = front_in_words::town(&page.card);
        assert_eq!(line.figures, "72°F, Clear, high 72°F, low 74°F tonight (2:56 p.m. PST)");
        let told: serde_json::Value = serde_json::from_str(&api::town(now, Vec::new(), context)).unwrap();
        assert_eq!((&told["low_c"], &told["week"][0]["low_c"]), (&23.3.into(), &23.3.into()), "{told}");
        assert_eq!(
            (&told["high_of_day"], &told["low_of_night"]),
            (&"2021-03-01".into(), &"2021-03-01".into())
        );
    });
    // After midnight the high is the new day's, the low still the last evening's night's.
    seen("2021-03-02T02:00:00-08:00", Vec::new(), |now, context| {
        let told: serde_json::Value = serde_json::from_str(&api::town(now, Vec::new(), context)).unwrap();
        assert_eq!(
            (&told["high_of_day"], &told["low_of_night"]),
            (&"2021-03-02".into(), &"2021-03-01".into())
        );
        assert_eq!(told["week"][0]["day"], "2021-03-01");
    });
}

#[test]
fn heights_have_their_thousands_apart() {
    assert_eq!(figures::height(405.0, US), "1,330 feet");
    assert_eq!(figures::height(1_972.0, Units::Metric), "1,972 m");
}
