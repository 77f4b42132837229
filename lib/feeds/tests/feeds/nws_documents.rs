//! Answers of the weather service: units, nulls, hostile documents, and recorded files.

use super::recorded_tables::samples;
use feeds::nws::{self, Error};
use proptest::prelude::*;
use std::fs;

fn observation(fields: &str) -> Vec<u8> {
    format!(r#"{{"properties":{{"timestamp":"2021-03-02T01:53:00+00:00",{fields}}}}}"#).into_bytes()
}

#[test]
fn quantities_are_converted_by_their_unit_and_null_stays_nothing() {
    let read = |fields: &str| nws::observations(&observation(fields)).unwrap();
    let of = |unit: &str, value: &str| {
        let said = read(&format!(r#""temperature":{{"unitCode":"{unit}","value":{value}}}"#));
        (said.list[0].temperature_c.map(|c| (c * 10.0).round() / 10.0), said.notes.len())
    };
    assert_eq!(of("wmoUnit:degC", "9.4"), (Some(9.4), 0));
    assert_eq!(of("unit:degF", "49"), (Some(9.4), 0));
    assert_eq!(of("wmoUnit:K", "273.15"), (Some(0.0), 0));
    assert_eq!(of("wmoUnit:degC", "null"), (None, 0));
    assert_eq!(of("wmoUnit:Pa", "9.4"), (None, 1), "a unit that is none of temperature's is told");
    assert_eq!(of("wmoUnit:degC", "\"9.4\""), (None, 0));
    let wind = read(
        r#""windSpeed":{"unitCode":"wmoUnit:m_s-1","value":5},"windGust":{"unitCode":"wmoUnit:km_h-1","value":null}"#,
    );
    assert_eq!((wind.list[0].wind_kmh, wind.list[0].gust_kmh), (Some(18.0), None));
}

#[test]
fn what_the_service_s_own_checks_rejected_is_missing_and_told() {
    let read = |flag: &str| {
        let fields = format!(
            r#""temperature":{{"unitCode":"wmoUnit:degC","value":44.4,"qualityControl":"{flag}"}},
            "dewpoint":{{"unitCode":"wmoUnit:degC","value":null,"qualityControl":"{flag}"}},
            "windSpeed":{{"unitCode":"wmoUnit:km_h-1","value":9.2,"qualityControl":"V"}}"#
        );
        let read = nws::observations(&observation(&fields)).unwrap();
        let one = read.list[0].clone();
        (one.temperature_c, one.wind_kmh, one.rejected, read.notes.len())
    };
    for flag in ["X", "B"] {
        assert_eq!(read(flag), (None, Some(9.2), vec!["temperature"], 1), "{flag}");
    }
    for flag in ["V", "S", "C", "Z", "G", "Q", "", "later"] {
        assert_eq!(read(flag), (Some(44.4), Some(9.2), vec![], 0), "{flag}");
    }
}

#[test]
fn winds_of_forecasts_are_read_as_they_are_written() {
    let forecast = |wind: &str| {
        let text = format!(
            r#"{{"properties":{{"periods":[{{"startTime":"2021-03-01T18:00:00-08:00","endTime":"2021-03-02T06:00:00-08:00",
            "temperature":30,"temperatureUnit":"F","windSpeed":{wind},"icon":"https://x/icons/land/night/rain,70/snow,100?size=medium"}}]}}}}"#
        );
        nws::forecast(text.as_bytes()).unwrap()
    };
    let rounded =
        |wind: &str| forecast(wind).periods[0].wind_kmh.map(|(low, high)| (low.round(), high.round()));
    assert_eq!(rounded(r#""6 to 13 mph""#), Some((10.0, 21.0)));
    assert_eq!(rounded(r#""5 mph""#), Some((8.0, 8.0)));
    assert_eq!(rounded(r#""10 km/h""#), Some((10.0, 10.0)));
    assert_eq!(rounded(r#"{"unitCode":"wmoUnit:km_h-1","value":9.26}"#), Some((9.0, 9.0)));
    assert_eq!(rounded(r#"{"unitCode":"wmoUnit:km_h-1","minValue":4,"maxValue":9}"#), Some((4.0, 9.0)));
    assert_eq!(rounded(r#""a breeze""#), None);
    let period = forecast("null").periods.remove(0);
    assert_eq!(period.codes, ["rain", "snow"]);
    assert!((period.temperature_c.unwrap() + 1.111).abs() < 0.001);
    assert_eq!(period.rain_percent, None);
}

#[test]
fn what_is_wrong_with_a_document_is_said() {
    let problem = br#"{"type":"https://api.weather.gov/problems/UnexpectedProblem","title":"Unexpected Problem","status":500,"detail":"x"}"#;
    assert_eq!(nws::forecast(problem), Err(Error::Problem("Unexpected Problem x".to_owned())));
    assert!(matches!(nws::observations(b"<html>"), Err(Error::Json(_))));
    assert!(matches!(nws::observations(br#"{"properties":{}}"#), Err(Error::Shape { .. })));
    assert!(matches!(nws::forecast(br#"{"properties":{"periods":null}}"#), Err(Error::Shape { .. })));
    assert!(matches!(nws::forecast(&vec![b' '; nws::MAX_BYTES + 1]), Err(Error::TooLarge)));
    let timeless = nws::observations(br#"{"features":[{"properties":{"timestamp":"yesterday"}}]}"#).unwrap();
    assert_eq!((timeless.list.len(), timeless.notes.len()), (0, 2));
}

#[test]
fn a_point_names_its_zones_and_a_station_its_place() {
    let point = br#"{"properties":{"gridId":"MFR","gridX":106,"gridY":62,"forecastZone":"https://x/zones/forecast/ORZ026",
        "county":"https://x/zones/county/ORC029","fireWeatherZone":"https://x/zones/fire/ORZ617","radarStation":"KMAX"}}"#;
    let point = nws::point(point).unwrap();
    assert_eq!(
        (point.grid.as_str(), point.fire_zone.as_deref(), point.radar.as_deref()),
        ("MFR/106,62", Some("ORZ617"), Some("KMAX"))
    );
    let station = br#"{"geometry":{"type":"Point","coordinates":[-122.87,42.39]},"properties":{"stationIdentifier":"KMFR",
        "name":"Medford Airport","elevation":{"unitCode":"wmoUnit:m","value":405}}}"#;
    let station = nws::stations(station).unwrap().list.remove(0);
    assert_eq!((station.position, station.elevation_m), (Some((42.39, -122.87)), Some(405.0)));
}

#[test]
fn recorded_answers_are_understood() {
    let Some(samples) = samples() else { return };
    let folder = samples.join("nws");
    let bytes = |name: &str| fs::read(folder.join(name)).unwrap();
    for name in ["KFLG", "KOAK", "KSHN"] {
        let read = nws::observations(&bytes(&format!("stations/{name}_observations.json"))).unwrap();
        let first = &read.list[0];
        println!(
            "{name}: {} observations, {:?} C, notes {:?}",
            read.list.len(),
            first.temperature_c,
            read.notes
        );
        assert_eq!(first.station.as_deref(), Some(name));
        assert!(first.raw.is_some() && first.temperature_c.is_some());
    }
    for name in ["MTR_90-105", "SEW_96-55"] {
        let days = nws::forecast(&bytes(&format!("gridpoints/{name}_forecast.json"))).unwrap();
        let hours = nws::forecast(&bytes(&format!("gridpoints/{name}_forecast_hourly.json"))).unwrap();
        let grid = nws::grid(&bytes(&format!("gridpoints/{name}.json"))).unwrap();
        let stations = nws::stations(&bytes(&format!("gridpoints/{name}_stations__limit=3.json"))).unwrap();
        println!(
            "{name}: {} periods, {} hours, {} spans of temperature, {} stations; notes {:?} {:?} {:?}",
            days.periods.len(),
            hours.periods.len(),
            grid.temperature_c.len(),
            stations.list.len(),
            days.notes,
            hours.notes,
            grid.notes
        );
        assert_eq!(
            (days.periods.len(), days.notes.len(), hours.notes.len(), grid.notes.len()),
            (14, 0, 0, 0)
        );
        assert!(
            days.periods.iter().all(|period| period.temperature_c.is_some() && period.wind_kmh.is_some())
        );
        assert!(grid.high_c.len() >= 6 && hours.periods.len() >= 100);
    }
    assert_eq!(
        nws::point(&bytes("points/41.45,-121.4242.json")).unwrap().fire_zone.as_deref(),
        Some("CAZ285")
    );
    // A null temperature beside a whole report: the second is what is to be used.
    let old = nws::observations(&bytes("pynws_stations_observations_metar.json")).unwrap();
    let first = &old.list[0];
    assert_eq!((first.temperature_c, first.raw.is_some()), (None, true));
}

#[test]
fn recorded_reports_are_understood() {
    let Some(samples) = samples() else { return };
    let near = "2019-07-01T12:00:00Z".parse().unwrap();
    for (name, least) in [("metar_region_20190701_1200.txt", 26), ("metar_20190701_1200.txt", 7_000)] {
        let text =
            String::from_utf8_lossy(&fs::read(samples.join("nws/metar").join(name)).unwrap()).into_owned();
        let found = feeds::metar::reports(&text);
        let read: Vec<_> = found.iter().filter_map(|text| feeds::metar::read(text, near).ok()).collect();
        let warm = read.iter().filter(|report| report.temperature_c.is_some()).count();
        let unread: usize = read.iter().map(|report| report.unread.len()).sum();
        println!(
            "{name}: {} reports found, {} read, {warm} with a temperature, {unread} groups not understood",
            found.len(),
            read.len()
        );
        assert!(read.len() >= least, "{}", read.len());
        // Some report that they have nothing to report; no more than one in twenty is without a temperature.
        assert!(warm * 20 >= read.len() * 19 || name.contains("2019"), "{warm} of {}", read.len());
        assert!(read.iter().filter_map(|r| r.temperature_c).all(|c| (-90.0..=60.0).contains(&c)));
    }
}

proptest! {
    #[test]
    fn no_document_harms(bytes in proptest::collection::vec(any::<u8>(), 0..200), text in r#"\{"properties":\{"(timestamp|periods|gridId)":[\[\]{}"0-9:a-z-]{0,40}\}\}"#) {
        for bytes in [bytes.as_slice(), text.as_bytes()] {
            let _ = nws::observations(bytes);
            let _ = nws::forecast(bytes);
            let _ = nws::grid(bytes);
            let _ = nws::point(bytes);
            let _ = nws::stations(bytes);
        }
    }
}
