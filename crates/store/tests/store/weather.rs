//! The weather of towns: what is newest, what is remembered, what is cleared away.

use crate::made::*;
use jiff::ToSpan as _;
use model::{
    stale::Stale,
    town::{Position, StationId},
    weather::{
        Almanac, Amount, Condition, Fallen, Forecast, ForecastKind, Gate, Observation, Origin, Own, OwnDraft,
        Part, Period, Precipitation, Refusal, Station, Usual, Wind,
    },
};

fn reading(station: &str, minutes: i64, c: f64) -> Observation {
    Observation {
        station: StationId::parse(station).unwrap(),
        at: minute(minutes),
        origin: Origin::Report,
        condition: Some(Condition::Clear),
        words: "Clear".into(),
        temperature_c: c,
        dewpoint_c: None,
        humidity_percent: Some(40.5),
        wind: Some(Wind { from_deg: None, kmh: Some(0.0), gust_kmh: None }),
        sea_level_pa: None,
        visibility_m: Some(16_090.0),
        high_6h_c: Some(17.2),
        low_6h_c: None,
        raw: Some("KMFR 011200Z".into()),
    }
}

fn forecast(c: Option<f64>) -> Forecast {
    let period = Period {
        name: "Tonight".into(),
        start: minute(0),
        end: minute(600),
        is_day: false,
        temperature_c: c,
        rain_percent: None,
        humidity_percent: None,
        wind_kmh: Some((8.0, 16.0)),
        wind_from: "SSE".into(),
        condition: None,
        short: "Clear".into(),
        long: String::new(),
    };
    Forecast { made_at: minute(-60), periods: vec![period] }
}

on_both! {
    async fn of_each_station_the_last_refused_reading_is_kept(ground: &Ground) {
        let store = ground.open().await;
        let town = slug("medford");
        let first = Refusal::of(&reading("KMFR", 200, -9.4), Gate::Ahead, "Not yet.", minute(1));
        let other = Refusal { at: None, temperature_tenths: None, gate: Gate::Empty, ..Refusal::of(&reading("CRLO3", 0, 1.0), Gate::Empty, "x", minute(2)) };
        let tx = store.begin(minute(2)).await.unwrap();
        tx.save_refused_reading(&town, &first).await.unwrap();
        tx.save_refused_reading(&town, &other).await.unwrap();
        let again = Refusal::of(&reading("KMFR", 260, 1.0), Gate::Ahead, "Nor then.", minute(60)).after(Some(&first));
        assert_eq!(again.since, minute(1), "since the first of them");
        tx.save_refused_reading(&town, &again).await.unwrap();
        tx.commit(Stale::nothing()).await.unwrap();
        assert_eq!(store.reader().refused_readings(&town).await.unwrap(), [other.clone(), again]);
        assert_eq!(store.reader().refused_readings(&slug("ashland")).await.unwrap(), []);
        let tx = store.begin(minute(70)).await.unwrap();
        tx.delete_refused_reading(&town, &first.station).await.unwrap();
        tx.commit(Stale::nothing()).await.unwrap();
        assert_eq!(store.reader().refused_readings(&town).await.unwrap(), [other]);
    }

    async fn an_almanac_is_kept_for_its_own_day(ground: &Ground) {
        let store = ground.open().await;
        let town = slug("medford");
        let day = |text: &str| text.parse().unwrap();
        let usual = |c: f64| Usual { normal_c: Some(c), record_c: None, years: vec![1994, 1915] };
        let almanac = Almanac {
            day: day("2021-03-01"),
            place: "Medford OR".into(),
            issued: day("2021-02-28"),
            normals_of: Some((1981, 2010)),
            records_since: None,
            high: usual(13.3),
            low: Usual::default(),
        };
        let tx = store.begin(minute(3)).await.unwrap();
        assert_eq!(tx.almanac(&town, almanac.day).await.unwrap(), None);
        tx.save_almanac(&town, &almanac).await.unwrap();
        let tomorrow = Almanac { day: day("2021-03-02"), ..almanac.clone() };
        tx.save_almanac(&town, &tomorrow).await.unwrap();
        let changed = Almanac { high: usual(13.9), ..almanac };
        tx.save_almanac(&town, &changed).await.unwrap();
        assert_eq!(tx.almanac(&town, changed.day).await.unwrap().unwrap().value, changed);
        tx.prune_weather(minute(0), tomorrow.day).await.unwrap();
        assert_eq!(tx.almanac(&town, changed.day).await.unwrap(), None);
        assert_eq!(tx.almanac(&town, tomorrow.day).await.unwrap().unwrap().value, tomorrow);
    }

    async fn the_newest_rain_is_told_and_a_trace_stays_one(ground: &Ground) {
        let store = ground.open().await;
        let (town, day) = (slug("medford"), |text: &str| text.parse().unwrap());
        let amount = |since: Option<&str>, fallen| Amount { since: since.map(day), fallen, normal_mm: Some(1.8) };
        let told = |of: &str| Precipitation {
            day: day(of),
            place: "Medford OR".into(),
            issued: day("2021-03-02"),
            normals_of: Some((1981, 2010)),
            rain: vec![amount(None, Some(Fallen::Trace)), amount(Some("2021-02-01"), Some(Fallen::Mm(33.25))), amount(Some("2020-10-01"), None)],
            snow: vec![Amount { normal_mm: None, ..amount(None, Some(Fallen::Mm(0.0))) }],
            snow_depth: Some(Fallen::Trace),
        };
        let tx = store.begin(minute(3)).await.unwrap();
        assert_eq!(tx.precipitation(&town, day("2021-02-28")).await.unwrap(), None);
        for of in ["2021-02-28", "2021-03-01"] {
            tx.save_precipitation(&town, &told(of)).await.unwrap();
        }
        let newest = tx.precipitation(&town, day("2021-02-28")).await.unwrap().unwrap();
        assert_eq!((newest.value, newest.at), (told("2021-03-01"), minute(3)));
        let whole = Precipitation { snow_depth: None, ..told("2021-03-01") };
        tx.save_precipitation(&town, &whole).await.unwrap();
        assert_eq!(tx.precipitation(&town, day("2021-03-01")).await.unwrap().unwrap().value, whole);
        assert_eq!(tx.precipitation(&town, day("2021-03-02")).await.unwrap(), None);
        assert_eq!(tx.precipitation(&slug("ashland"), day("2021-02-28")).await.unwrap(), None, "another town");
        assert_eq!(tx.prune_weather(minute(0), day("2021-03-01")).await.unwrap(), 1);
        assert_eq!(tx.precipitation(&town, day("2021-02-28")).await.unwrap().unwrap().value, whole);
    }

    async fn a_station_that_reports_often_takes_no_room_from_another(ground: &Ground) {
        let store = ground.open().await;
        let town = slug("medford");
        let tx = store.begin(minute(3)).await.unwrap();
        for n in 0..502 {
            tx.save_observation(&town, &reading("KMFR", -n, 9.4)).await.unwrap();
        }
        tx.save_observation(&town, &reading("CRLO3", -600, -6.0)).await.unwrap();
        let kept = tx.observations(&town, minute(-700)).await.unwrap();
        let of = |station: &str| kept.iter().filter(|kept| kept.station.as_str() == station).count();
        assert_eq!((of("KMFR"), of("CRLO3")), (500, 1));
        assert!(kept.is_sorted_by_key(|kept| std::cmp::Reverse(kept.at)));
        assert_eq!(kept.iter().map(|kept| kept.at).min(), Some(minute(-600)), "the cold of the morning");
    }

    async fn the_newest_reading_is_shown_and_older_ones_are_remembered(ground: &Ground) {
        let store = ground.open().await;
        let town = slug("medford");
        let tx = store.begin(minute(3)).await.unwrap();
        assert_eq!(tx.observation(&town).await.unwrap(), None);
        for (station, at, c) in [("KMFR", 0, 9.4), ("KMFR", -60, 12.0), ("KBOK", -120, 0.0)] {
            tx.save_observation(&town, &reading(station, at, c)).await.unwrap();
        }
        let newest = tx.observation(&town).await.unwrap().unwrap();
        assert_eq!((newest.value, newest.at), (reading("KMFR", 0, 9.4), minute(3)));
        // A correction of the same moment takes its place.
        tx.save_observation(&town, &reading("KMFR", 0, 9.5)).await.unwrap();
        let kept = tx.observations(&town, minute(-90)).await.unwrap();
        assert_eq!(kept, [reading("KMFR", 0, 9.5), reading("KMFR", -60, 12.0)]);
        assert_eq!(tx.observations(&slug("ashland"), minute(-90)).await.unwrap(), [], "another town");
        // Of one station; and one that was found wrong is forgotten, and no other.
        let by = |station: &str| StationId::parse(station).unwrap();
        let of_it = tx.observation_by(&town, &by("KBOK")).await.unwrap().map(|newest| newest.value);
        assert_eq!(of_it, Some(reading("KBOK", -120, 0.0)));
        assert_eq!(tx.observation_by(&town, &by("KSXT")).await.unwrap(), None);
        tx.delete_observation(&town, &by("KMFR"), minute(0)).await.unwrap();
        let left = [reading("KMFR", -60, 12.0), reading("KBOK", -120, 0.0)];
        assert_eq!(tx.observations(&town, minute(-180)).await.unwrap(), left);
        tx.commit(Stale::nothing()).await.unwrap();
    }

    async fn a_forecast_takes_the_place_of_the_last_and_its_days_are_remembered(ground: &Ground) {
        let store = ground.open().await;
        let (town, day) = (slug("medford"), "2021-03-01".parse().unwrap());
        let tx = store.begin(minute(3)).await.unwrap();
        for c in [Some(3.0), None] {
            tx.save_forecast(&town, ForecastKind::Days, &forecast(c)).await.unwrap();
        }
        let shown = tx.forecast(&town, ForecastKind::Days).await.unwrap().unwrap();
        assert_eq!(shown.value, forecast(None), "no figure stays no figure");
        assert_eq!(tx.forecast(&town, ForecastKind::Hours).await.unwrap(), None);
        for c in [17.0, 17.2] {
            tx.save_forecast_of(&town, day, Part::Day, c).await.unwrap();
        }
        assert_eq!(tx.forecast_of(&town, day, Part::Day).await.unwrap(), Some(17.2));
        assert_eq!(tx.forecast_of(&town, day, Part::Night).await.unwrap(), None);
    }

    async fn a_station_has_a_name_and_a_place(ground: &Ground) {
        let store = ground.open().await;
        let id = StationId::parse("KMFR").unwrap();
        let at = Position::new(42.39, -122.87);
        let station = Station { id: id.clone(), name: "Medford Airport".into(), at, elevation_m: None };
        let tx = store.begin(minute(3)).await.unwrap();
        assert_eq!(tx.weather_station(&id).await.unwrap(), None);
        tx.save_weather_station(&station).await.unwrap();
        assert_eq!(tx.weather_station(&id).await.unwrap().unwrap().value, station);
    }

    async fn clearing_away_leaves_the_newest_reading_of_each_town(ground: &Ground) {
        let store = ground.open().await;
        let tx = store.begin(minute(0)).await.unwrap();
        for (town, at) in [("medford", 0), ("medford", -5000), ("brookings", -5000), ("brookings", -6000)] {
            tx.save_observation(&slug(town), &reading("KMFR", at, 9.4)).await.unwrap();
        }
        let day = "2021-03-01".parse().unwrap();
        tx.save_forecast_of(&slug("medford"), day, Part::Day, 17.0).await.unwrap();
        assert_eq!(tx.prune_weather(minute(-1000), day).await.unwrap(), 2);
        assert_eq!(tx.observations(&slug("medford"), minute(-9000)).await.unwrap().len(), 1);
        let kept = tx.observation(&slug("brookings")).await.unwrap().unwrap();
        assert_eq!(kept.value.at, minute(0) - 5000.minutes());
    }

    async fn an_own_forecast_takes_the_place_of_the_last_until_its_end(ground: &Ground) {
        let store = ground.open().await;
        let (town, day) = (slug("medford"), "2021-03-02".parse().unwrap());
        let draft = |part, c, until: i64| OwnDraft {
            day,
            part,
            words: "Fog, then sun".into(),
            temperature_c: c,
            note: "Slow to clear.".into(),
            until: minute(until),
        };
        let tx = store.begin(minute(3)).await.unwrap();
        tx.save_own_forecast(&town, &draft(Part::Night, None, 60), "Ana").await.unwrap();
        tx.save_own_forecast(&town, &draft(Part::Day, Some(14.5), 30), "Ben").await.unwrap();
        tx.save_own_forecast(&town, &draft(Part::Day, Some(0.0), 30), "Ana").await.unwrap();
        tx.commit(Stale::nothing()).await.unwrap();
        let own = |part, c, until| Own { draft: draft(part, c, until), by: "Ana".into(), made_at: minute(3) };
        let reader = store.reader();
        let both = [own(Part::Day, Some(0.0), 30), own(Part::Night, None, 60)];
        assert_eq!(reader.own_forecasts(&town, minute(3)).await.unwrap(), both);
        assert_eq!(reader.own_forecasts(&town, minute(30)).await.unwrap(), both[1..], "over by its end");
        assert_eq!(reader.own_forecasts(&slug("ashland"), minute(3)).await.unwrap(), []);
        let tx = store.begin(minute(4)).await.unwrap();
        assert!(tx.delete_own_forecast(&town, day, Part::Night).await.unwrap());
        assert!(!tx.delete_own_forecast(&town, day, Part::Night).await.unwrap());
        tx.prune_weather(minute(4), "2021-03-03".parse().unwrap()).await.unwrap();
        assert_eq!(tx.own_forecasts(&town, minute(4)).await.unwrap(), []);
    }
}
