//! Recorded and made-up answers, and what is understood of them.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::disallowed_methods, reason = "the environment says where recorded files are")]
use super::*;
use crate::fetch;
use model::{
    alert::{Zone, ZoneKind},
    town::Position,
};
use std::{fs, path::Path, time::Duration};

/// A client that reads a folder as the weather service.
fn client(home: &Path) -> Client {
    Client::new(fetch::Settings {
        user_agent: "test".into(),
        timeout: Duration::from_secs(5),
        max_bytes: 1 << 20,
        allow_private: false,
        home: home.to_owned(),
    })
    .unwrap()
}

fn settings(endpoint: &str, geocoder: &str) -> Settings {
    Settings {
        endpoint: endpoint.into(),
        metar_endpoint: None,
        geocoder: Some(geocoder.to_owned()).filter(|url| !url.is_empty()),
        observation_schedule: String::new(),
        forecast_schedule: String::new(),
        almanac_schedule: String::new(),
    }
}

fn write(home: &Path, path: &str, text: &str) {
    let path = home.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

const STATIONS: &str = r#"{"type":"FeatureCollection","features":[
    {"type":"Feature","geometry":{"type":"Point","coordinates":[-121.3,41.5]},
     "properties":{"stationIdentifier":"KAAT","name":"Alturas, Alturas Municipal Airport","elevation":{"unitCode":"wmoUnit:m","value":1333}}}]}"#;

#[tokio::test]
async fn a_recorded_point_of_northern_california_is_understood() {
    let Some(samples) = std::env::var_os("BELLWETHER_SAMPLES") else {
        println!("not run: BELLWETHER_SAMPLES is unset");
        return;
    };
    let home = tempfile::tempdir().unwrap();
    let recorded = Path::new(&samples).join("nws/points/41.45,-121.4242.json");
    write(home.path(), "nws/points/41.45,-121.4242", &fs::read_to_string(recorded).unwrap());
    write(home.path(), "nws/gridpoints/MFR/143,26/stations", STATIONS);
    let square = r#"{"properties":{"elevation":{"unitCode":"wmoUnit:m","value":1271.63}}}"#;
    write(home.path(), "nws/gridpoints/MFR/143,26/forecast", square);
    let (client, settings) = (client(home.path()), settings("file:nws", ""));
    let asker = Asker { client: &client, settings: &settings, now: Timestamp::UNIX_EPOCH };
    let spoken = look(&asker, Position::new(41.45, -121.4242).unwrap()).await.unwrap();
    let zones: Vec<&str> = spoken.zones.all().map(model::town::Ugc::as_str).collect();
    assert_eq!((spoken.grid.to_string().as_str(), zones), ("MFR/143,26", vec!["CAZ085", "CAC049", "CAZ285"]));
    assert_eq!(spoken.same.unwrap().as_str(), "006049");
    assert_eq!((spoken.state.as_deref(), spoken.county.as_deref()), (Some("CA"), Some("Modoc")));
    assert_eq!(spoken.elevation_m, Some(1272.0));
    assert_eq!(spoken.stations[0].id.as_str(), "KAAT");
    assert_eq!(spoken.problems, []);
}

#[tokio::test]
async fn a_position_that_nobody_speaks_for_is_told_with_what_to_do() {
    let home = tempfile::tempdir().unwrap();
    write(home.path(), "nws/points/1,2", r#"{"properties":{"gridId":"MFR","gridX":null,"gridY":null}}"#);
    write(home.path(), "nws/points/1,3", r#"{"properties":{"gridId":"MFR","gridX":1,"gridY":2}}"#);
    let (client, settings) = (client(home.path()), settings("file:nws", ""));
    let asker = Asker { client: &client, settings: &settings, now: Timestamp::UNIX_EPOCH };
    let at = |latitude, longitude| Position::new(latitude, longitude).unwrap();
    let refused = look(&asker, at(1.0, 2.0)).await.unwrap_err();
    assert_eq!(refused.what, "The answer is no point: properties.gridX is missing.");
    let refused = look(&asker, at(5.0, 5.0)).await.unwrap_err();
    assert!(refused.remedy.contains("write [town.NAME] by hand"), "{refused:?}");
    // A grid without anything else is a town with a forecast, and everything that is missing is told.
    let spoken = look(&asker, at(1.0, 3.0)).await.unwrap();
    assert_eq!((spoken.problems.len(), spoken.same, spoken.state), (5, None, None));
}

#[tokio::test]
async fn a_name_may_be_that_of_several_towns_or_of_none() {
    let home = tempfile::tempdir().unwrap();
    let town = |label: &str, state: &str, lat: f64, lon: f64| {
        format!(
            r#"{{"name":"Medford","addresstype":"city","display_name":"{label}","lat":"{lat}","lon":"{lon}","address":{{"ISO3166-2-lvl4":"US-{state}"}}}}"#
        )
    };
    let answer = [
        town("Medford, Oregon", "OR", 42.326, -122.872),
        town("City of Medford, Oregon", "OR", 42.33, -122.88),
        town("Medford, Massachusetts", "MA", 42.418, -71.107),
    ];
    write(home.path(), "found", &format!("[{}]", answer.join(",")));
    let client = client(home.path());
    let with = |geocoder: &str| settings("file:nws", geocoder);
    let here = with("file:found");
    let asker = Asker { client: &client, settings: &here, now: Timestamp::UNIX_EPOCH };
    let labels = |found: Vec<Candidate>| found.into_iter().map(|one| one.label).collect::<Vec<_>>();
    let named = |text| Named::parse(text).unwrap();
    assert_eq!(labels(search(&asker, &named("medford, or")).await.unwrap()), ["Medford, Oregon"]);
    assert_eq!(
        labels(search(&asker, &named("Medford")).await.unwrap()),
        ["Medford, Oregon", "Medford, Massachusetts"]
    );
    assert!(search(&asker, &named("Ashland, OR")).await.unwrap().is_empty());
    for geocoder in ["", "file:nowhere", "file:."] {
        let nobody = with(geocoder);
        let asker = Asker { client: &client, settings: &nobody, now: Timestamp::UNIX_EPOCH };
        let refused = search(&asker, &named("Medford, OR")).await.unwrap_err();
        assert!(refused.remedy.contains("--at LATITUDE,LONGITUDE"), "{refused:?}");
    }
    assert!(Named::parse("Medford, XX").unwrap_err().contains("postal code"));
    assert!(Named::parse(" , OR").is_err());
}

fn zone() -> Zone {
    Zone { code: "ORZ624".into(), kind: ZoneKind::Fire }
}

#[tokio::test]
async fn a_shape_is_kept_small_and_one_that_is_not_there_is_remembered() {
    let coast: Vec<String> = (0..20_000)
        .map(|at| {
            let turn = f64::from(at) / 20_000.0 * std::f64::consts::TAU;
            format!("[{:.6},{:.6}]", -121.0 + turn.cos() + f64::from(at % 3) * 1e-4, 42.0 + turn.sin())
        })
        .collect();
    let json = format!(
        r#"{{"type":"Feature","properties":{{"id":"ORZ624","name":"Klamath\u0000 Basin"}},"geometry":{{"type":"Polygon","coordinates":[[{}]]}}}}"#,
        coast.join(",")
    );
    let home = tempfile::tempdir().unwrap();
    write(home.path(), "nws/zones/fire/ORZ624", &json);
    let (client, settings) = (client(home.path()), settings("file:nws", ""));
    let asker = Asker { client: &client, settings: &settings, now: Timestamp::UNIX_EPOCH };
    let kept = shape(&asker, &zone()).await.unwrap();
    assert!(kept.packed.len() < 4_000, "{} bytes", kept.packed.len());
    assert_eq!(kept.name, "Klamath Basin");
    let unpacked = geo::alone::unpack(&kept.packed, geo::Limits::default()).unwrap();
    assert!((unpacked.polygons[0].area() - std::f64::consts::PI).abs() < 0.01);
    let other = Zone { code: "ORZ625".into(), kind: ZoneKind::Fire };
    // A folder has no 404; a server has, see the test of the whole program.
    assert!(shape(&asker, &other).await.is_err());
}

#[test]
fn hostile_shapes_are_refused() {
    let feature = |id: &str, geometry: &str| {
        format!(r#"{{"type":"Feature","properties":{{"id":"{id}"}},"geometry":{geometry}}}"#)
    };
    let square = r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}"#;
    for (json, why) in [
        ("<html>".to_owned(), "column"),
        (feature("ORZ999", square), "of zone “ORZ999”"),
        (feature("ORZ624", "null"), "no shape"),
        (feature("ORZ624", r#"{"type":"Polygon","coordinates":[]}"#), "no shape"),
        (feature("ORZ624", r#"{"type":"Polygon","coordinates":[[[0,0],[1e9,0],[1,1]]]}"#), "not on Earth"),
        (r#"{"type":"FeatureCollection","features":[]}"#.to_owned(), "not one zone"),
    ] {
        let refused = understand_shape(json.as_bytes(), &zone()).unwrap_err();
        assert!(refused.what.contains(why), "{why}: {refused:?}");
    }
    assert!(understand_shape(feature("ORZ624", square).as_bytes(), &zone()).is_ok());
}
