//! The weather against a weather service that answers as the real one is known to: late, empty, in part, or not at all.
//! What readers see is always true and says how old it is.

use crate::house::{House, Station};
use model::{
    job::{Job, Outcome},
    slug::Slug,
    weather::{ForecastKind, Observation, Origin},
};

pub(crate) const TOWN: &str = r#"
[weather]
endpoint = "INTERNET"
metar_endpoint = "INTERNET/metar"
# Once a year: these tests run their jobs themselves.
observation_schedule = "0 0 29 2 *"
forecast_schedule = "0 0 29 2 *"
[town.medford]
name = "Medford"
latitude = 42.3265
longitude = -122.8756
elevation_m = 421
stations = ["KMFR", "CRLO3"]
grid = "MFR/106,62"
"#;

fn slug() -> Slug {
    Slug::parse("medford").unwrap()
}

/// An observation as the service writes it: moment, degrees or null, and the report beside it.
fn feature(station: &str, at: &str, c: Option<f64>, raw: &str) -> String {
    let c = c.map_or("null".to_owned(), |c| c.to_string());
    format!(
        r#"{{"type":"Feature","geometry":{{"type":"Point","coordinates":[-122.87,42.39]}},"properties":{{
        "station":"https://api.weather.gov/stations/{station}","timestamp":"{at}","rawMessage":"{raw}","textDescription":"Clear",
        "temperature":{{"unitCode":"wmoUnit:degC","value":{c}}},"windSpeed":{{"unitCode":"wmoUnit:km_h-1","value":null}}}}}}"#
    )
}

fn list(features: &[String]) -> String {
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
}

fn forecast(made: &str, periods: &[(&str, &str, &str, bool, i32)]) -> String {
    let period = |(name, start, end, day, f): &(&str, &str, &str, bool, i32)| {
        format!(
            r#"{{"name":"{name}","startTime":"{start}","endTime":"{end}","isDaytime":{day},"temperature":{f},"temperatureUnit":"F",
            "windSpeed":"5 mph","windDirection":"NW","shortForecast":"Clear","detailedForecast":"Clear.",
            "icon":"https://api.weather.gov/icons/land/night/skc?size=medium"}}"#
        )
    };
    let periods: Vec<String> = periods.iter().map(period).collect();
    format!(r#"{{"properties":{{"updateTime":"{made}","periods":[{}]}}}}"#, periods.join(","))
}

fn good_forecast() -> String {
    forecast(
        "2021-03-01T13:00:00-08:00",
        &[
            ("Today", "2021-03-01T13:00:00-08:00", "2021-03-01T18:00:00-08:00", true, 63),
            ("Tonight", "2021-03-01T18:00:00-08:00", "2021-03-02T06:00:00-08:00", false, 30),
        ],
    )
}

/// From now on the weather service answers well about [`TOWN`].
pub(crate) fn answers_well(station: &Station) {
    let reading = feature("KMFR", "2021-03-02T01:53:00+00:00", Some(9.4), "");
    station.internet.says(LIST, 200, list(&[reading]));
    station.internet.says(DAYS, 200, good_forecast());
    station.internet.says(HOURS, 200, good_forecast());
}

const LIST: &str = "/stations/KMFR/observations";
const LATEST: &str = "/stations/KMFR/observations/latest";
const DAYS: &str = "/gridpoints/MFR/106,62/forecast";
const HOURS: &str = "/gridpoints/MFR/106,62/forecast/hourly";

async fn observes(station: &Station) -> Outcome {
    station.runs(&Job::RefreshObservation(slug())).await
}

async fn shown(station: &Station) -> Option<Observation> {
    station.ready.store.reader().observation(&slug()).await.unwrap().map(|fetched| fetched.value)
}

fn failed(outcome: &Outcome) -> &str {
    match outcome {
        Outcome::Failed(why) => why,
        Outcome::Done(words) => panic!("it went well: {words}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_null_beside_a_report_is_the_reports_figure_and_never_zero() {
    for house in House::each() {
        let station = house.with(TOWN).opens().await;
        let raw = "KMFR 020153Z AUTO 32005KT 10SM CLR 09/M01 A3023 RMK AO2 SLP235 T00941011";
        station.internet.says(LIST, 200, list(&[feature("KMFR", "2021-03-02T01:53:00+00:00", None, raw)]));
        assert!(matches!(observes(&station).await, Outcome::Done(_)));
        let seen = shown(&station).await.unwrap();
        assert_eq!((seen.temperature_c, seen.dewpoint_c), (9.4, Some(-1.1)));
        assert_eq!(seen.wind.unwrap().kmh, Some(9.26), "and so is the wind");
        // A later one that has neither is passed over; the last good one stays.
        station.internet.says(LIST, 200, list(&[feature("KMFR", "2021-03-02T01:58:00+00:00", None, "")]));
        observes(&station).await;
        assert_eq!(shown(&station).await.unwrap().temperature_c, 9.4);
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edge_that_tells_old_figures_is_got_round_road_by_road() {
    for house in House::each() {
        let station = house.with(TOWN).opens().await;
        let old = feature("KMFR", "2021-02-28T01:53:00+00:00", Some(3.0), "");
        // The list is days old, the latest reading is not.
        station.internet.says(LIST, 200, list(std::slice::from_ref(&old)));
        station.internet.says(LATEST, 200, feature("KMFR", "2021-03-02T01:50:00+00:00", Some(9.0), ""));
        assert!(matches!(observes(&station).await, Outcome::Done(_)));
        assert_eq!(station.internet.was_asked(LIST), 2, "in two ways");
        assert_eq!(shown(&station).await.unwrap().temperature_c, 9.0);
        // Three hours later nothing of the service is new: the airport's own report is asked for.
        station.until("2021-03-01T21:00:00-08:00").await;
        station.internet.says(
            "/metar",
            200,
            "KMFR 020453Z AUTO 00000KT 10SM CLR 04/M01 A3023 RMK AO2 T00391011\n",
        );
        assert!(matches!(observes(&station).await, Outcome::Done(_)));
        let seen = shown(&station).await.unwrap();
        assert_eq!((seen.temperature_c, seen.origin, seen.words.as_str()), (3.9, Origin::Report, "Clear"));
        // Then nothing at all: the next station speaks for the town.
        station.until("2021-03-02T03:00:00-08:00").await;
        let next = feature("CRLO3", "2021-03-02T10:40:00+00:00", Some(-6.0), "");
        station.internet.says("/stations/CRLO3/observations", 200, list(&[next]));
        observes(&station).await;
        let seen = shown(&station).await.unwrap();
        assert_eq!((seen.temperature_c, seen.station.as_str()), (-6.0, "CRLO3"));
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_is_refused_and_the_desk_is_told() {
    for house in House::each() {
        let station = house.with(TOWN).opens().await;
        station.internet.says(
            LIST,
            200,
            list(&[feature("KMFR", "2021-03-02T00:53:00+00:00", Some(9.4), "")]),
        );
        observes(&station).await;
        // From the future, and a jump.
        let wrong = [
            feature("KMFR", "2021-03-04T01:53:00+00:00", Some(9.0), ""),
            feature("KMFR", "2021-03-02T01:53:00+00:00", Some(45.0), ""),
        ];
        station.internet.says(LIST, 200, list(&wrong));
        station.until("2021-03-01T19:30:00-08:00").await;
        let outcome = observes(&station).await;
        let why = failed(&outcome);
        assert!(why.contains("has not come yet") && why.contains("jumped from 9.4 to 45.0"), "{why}");
        assert_eq!(shown(&station).await.unwrap().temperature_c, 9.4);
        let health =
            station.ready.store.reader().source_health(&model::town::now_source(&slug())).await.unwrap();
        assert_eq!(health.failures, 1);
        // Garbage, and an error in a JSON coat.
        for body in ["<html>", r#"{"title":"Unexpected Problem","status":500,"detail":"x"}"#, "{}"] {
            station.internet.says(LIST, 200, body);
            failed(&observes(&station).await);
        }
        assert_eq!(shown(&station).await.unwrap().temperature_c, 9.4);
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_gate_refuses_is_on_the_board_and_readers_are_told_why() {
    for house in House::each() {
        let station = house.with(TOWN).opens().await;
        let (reader, editor) = (station.reader(), station.editor().await);
        // A station that answers without any temperature has answered.
        let nulls = feature("KMFR", "2021-03-02T01:40:00+00:00", None, "");
        station.internet.says(LIST, 200, list(&[nulls]));
        failed(&observes(&station).await);
        let page = reader.opens("/weather/medford").await.hides("have not answered");
        page.shows("its stations have answered, but they are without a temperature");
        editor
            .browser
            .opens("/desk")
            .await
            .shows("Reading for Medford")
            .shows("answers without a temperature");
        // A good one ends that; one that is dated three hours ahead is told at once, though the good one is fresh.
        let good = feature("KMFR", "2021-03-02T01:53:00+00:00", Some(9.4), "");
        station.internet.says(LIST, 200, list(std::slice::from_ref(&good)));
        assert!(matches!(observes(&station).await, Outcome::Done(_)));
        editor.browser.opens("/desk").await.hides("Reading for Medford");
        let ahead = feature("KMFR", "2021-03-02T05:00:00+00:00", Some(9.0), "");
        station.internet.says(LIST, 200, list(&[ahead, good.clone()]));
        assert!(matches!(observes(&station).await, Outcome::Done(_)));
        let board = editor.browser.opens("/desk").await.shows("Reading for Medford").shows("KMFR");
        board.shows("9.0 °C of March 1, 2021, 9:00 p.m. PST refused").shows("has not come yet");
        reader.opens("/weather/medford").await.shows("49°F").hides("dated in the future");
        // Once more is no other notice.
        let refused = || async { station.ready.store.reader().refused_readings(&slug()).await.unwrap() };
        let before = refused().await;
        observes(&station).await;
        assert_eq!((before.len(), refused().await), (1, before));
        // When what readers see is old, they are told the true reason.
        station.until("2021-03-01T20:10:00-08:00").await;
        let page = reader.opens("/weather/medford").await.hides("nothing newer has come since");
        page.shows("Newer ones have come and are not shown: they are dated in the future");
        // The next that passes ends it.
        let next = feature("KMFR", "2021-03-02T04:05:00+00:00", Some(7.0), "");
        station.internet.says(LIST, 200, list(&[next, good]));
        assert!(matches!(observes(&station).await, Outcome::Done(_)));
        editor.browser.opens("/desk").await.hides("Reading for Medford");
        reader.opens("/weather/medford").await.hides("dated in the future");
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sensor_that_stopped_is_told_as_one() {
    for house in House::each() {
        let station = house.with(TOWN).opens().await;
        let (reader, editor) = (station.reader(), station.editor().await);
        let same = |hour: u32| feature("KMFR", &format!("2021-03-02T{hour:02}:53:00+00:00"), Some(9.4), "");
        station.internet.says(LIST, 200, list(&[same(1)]));
        observes(&station).await;
        for (hour, local) in (2..13).zip(18..) {
            let day = if local < 24 { "01" } else { "02" };
            station.until(&format!("2021-03-{day}T{:02}:55:00-08:00", local % 24)).await;
            station.internet.says(LIST, 200, list(&[same(hour)]));
            observes(&station).await;
        }
        let page = reader.opens("/weather/medford").await.hides("nothing newer has come since");
        page.shows("not one figure has moved for hours, as if the sensor had stopped");
        editor
            .browser
            .opens("/desk")
            .await
            .shows("Reading for Medford")
            .shows("the sensor seems to have stopped");
        let refused = station.ready.store.reader().refused_readings(&slug()).await.unwrap();
        assert_eq!(refused.len(), 1, "one notice, however often: {refused:?}");
        assert!(refused[0].since < refused[0].at.unwrap(), "since the first of them: {refused:?}");
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn observation_and_forecast_fail_each_by_itself() {
    for house in House::each() {
        let station = house.with(TOWN).opens().await;
        let forecasts = Job::RefreshForecast(slug());
        station.internet.says(LIST, 503, "Forecast Grid Expired");
        station.internet.says(DAYS, 200, good_forecast());
        station.internet.says(HOURS, 500, "Unexpected Problem");
        failed(&observes(&station).await);
        let outcome = station.runs(&forecasts).await;
        let why = failed(&outcome);
        assert!(why.starts_with("hours: ") && why.contains("500"), "{why}");
        assert_eq!(station.internet.was_asked(HOURS), 3, "once, and again twice");
        let reader = station.ready.store.reader();
        assert!(reader.forecast(&slug(), ForecastKind::Days).await.unwrap().is_some());
        assert!(reader.forecast(&slug(), ForecastKind::Hours).await.unwrap().is_none());
        // A blank forecast, and one of an edge that is behind, take nothing away.
        for body in [forecast("2021-03-01T17:00:00-08:00", &[]), good_forecast().replace("T13:00", "T03:00")]
        {
            station.internet.says(DAYS, 200, body);
            station.runs(&forecasts).await;
            let days = reader.forecast(&slug(), ForecastKind::Days).await.unwrap().unwrap().value;
            assert_eq!((days.periods.len(), days.made_at.to_string().as_str()), (2, "2021-03-01T21:00:00Z"));
        }
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_spike_after_a_silence_is_taken_back_by_the_readings_that_agree() {
    for house in House::each() {
        let station = house.with(TOWN).opens().await;
        let reader = station.reader();
        let of =
            |minute: &str, c: f64| feature("KMFR", &format!("2021-03-02T{minute}:00+00:00"), Some(c), "");
        station.internet.says(LIST, 200, list(&[of("00:53", 35.0)]));
        observes(&station).await;
        reader.opens("/weather/medford").await.shows("95°F");
        // One against one: nobody knows yet. The answers of this edge have one reading each.
        station.internet.says(LIST, 200, list(&[of("01:13", 10.0)]));
        observes(&station).await;
        assert_eq!(shown(&station).await.unwrap().temperature_c, 35.0);
        station.internet.says(LIST, 200, list(&[of("01:33", 10.2)]));
        observes(&station).await;
        reader.opens("/weather/medford").await.shows("50°F").hides("95°F");
        // It stays away however often the list has it, and nothing is left to tell the desk.
        let all = [of("01:53", 10.1), of("01:33", 10.2), of("01:13", 10.0), of("00:53", 35.0)];
        station.internet.says(LIST, 200, list(&all));
        for _ in 0..2 {
            assert!(matches!(observes(&station).await, Outcome::Done(_)));
            reader.opens("/weather/medford").await.shows("50°F").hides("95°F");
        }
        reader.opens("/api/v1/weather/medford").await.hides("35.0");
        let asks = station.ready.store.reader();
        assert_eq!(asks.refused_readings(&slug()).await.unwrap(), []);
        let since = "2021-03-01T00:00:00Z".parse().unwrap();
        let kept: Vec<f64> =
            asks.observations(&slug(), since).await.unwrap().iter().map(|o| o.temperature_c).collect();
        assert_eq!(kept, [10.1, 10.2, 10.0]);
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_preferred_station_speaks_while_it_is_fresh_and_for_its_own_day_alone() {
    for house in House::each() {
        let station = house.with(TOWN).opens().await;
        let reader = station.reader();
        const NEXT: &str = "/stations/CRLO3/observations";
        station.internet.says(
            NEXT,
            200,
            list(&[feature("CRLO3", "2021-03-02T01:52:00+00:00", Some(25.0), "")]),
        );
        observes(&station).await;
        reader.opens("/weather/medford").await.shows("77°F");
        // The preferred one is back, with a reading that is three minutes older.
        station.internet.says(
            LIST,
            200,
            list(&[feature("KMFR", "2021-03-02T01:49:00+00:00", Some(11.0), "")]),
        );
        assert!(matches!(observes(&station).await, Outcome::Done(_)));
        for path in ["/weather/medford", "/lite/weather/medford", "/weather", "/"] {
            reader.opens(path).await.hides("77°F").hides("It has been warmer");
        }
        reader.opens("/weather/medford").await.shows("52°F");
        reader.opens("/api/v1/weather/medford").await.shows("\"station\":\"KMFR\"").hides("25.0");
        // A card that has no high begins with its low, and a capital.
        let night = [("Tonight", "2021-03-01T18:00:00-08:00", "2021-03-02T06:00:00-08:00", false, 30)];
        station.internet.says(DAYS, 200, forecast("2021-03-01T13:00:00-08:00", &night));
        station.internet.says(HOURS, 200, good_forecast());
        station.runs(&Job::RefreshForecast(slug())).await;
        reader.opens("/weather").await.shows("<p class=\"range\">Low 30°F</p>");
        // When it has grown old by the mere passing of time, the next one speaks if that is fresh.
        station.internet.says(
            NEXT,
            200,
            list(&[feature("CRLO3", "2021-03-02T03:50:00+00:00", Some(12.0), "")]),
        );
        station.internet.says(LIST, 503, "Down");
        station.until("2021-03-01T20:00:00-08:00").await;
        observes(&station).await;
        reader.opens("/weather/medford").await.shows("54°F");
        station.stops().await;
    }
}
