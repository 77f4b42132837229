//! A new town at a console, and what its zones are good for: the maps of alerts.

use crate::{
    cli::said,
    house::{House, Station},
};
use jiff::SignedDuration;
use serde_json::{Value, json};
use std::{
    fs,
    path::PathBuf,
    process::{Command, Output},
};
use tempfile::TempDir;

/// A newsroom's folder beside a running station, with the same database.
struct Console {
    folder: TempDir,
    database: String,
}

const BEFORE: &str = r#"# Our station. Do not touch the order.
[station]   # who
name = "Coast Courier"
timezone = "America/Los_Angeles"

[fetch]
contact = "data@signal.example"
allow_private = true

[weather]
endpoint = "INTERNET/nws"
geocoder = "INTERNET/geocode?q={name}"

[front]
modules = ["weather:all"]

[[section]]
slug = "local"
name = "Local"

[[place]]
slug = "klamath-falls-or"
name = "Klamath Falls"
state = "Oregon"
# The end."#;

impl Console {
    fn of(station: &Station) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let text = BEFORE.replace("INTERNET", &station.internet.root());
        fs::write(folder.path().join("station.toml"), text).unwrap();
        Self { folder, database: station.database().to_owned() }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("station.toml")
    }

    fn text(&self) -> String {
        fs::read_to_string(self.file()).unwrap()
    }

    /// The internet of the test answers meanwhile, so the program must not hold this thread.
    async fn types(&self, words: &[&str]) -> Output {
        let home = self.folder.path().display().to_string();
        let mut program = Command::new(env!("CARGO_BIN_EXE_bellwether"));
        program.args(words).args(["--home", &home]).env("BELLWETHER_DATABASE", &self.database);
        tokio::task::spawn_blocking(move || program.output().unwrap()).await.unwrap()
    }
}

fn says(station: &Station, path: &str, answer: &Value) {
    station.internet.says(path, 200, answer.to_string());
}

fn zone(code: &str, west: f64) -> Value {
    let corners = json!([[[west, 42.0], [west + 1.0, 42.0], [west + 1.0, 43.0], [west, 43.0], [west, 42.0]]]);
    json!({ "type": "Feature", "properties": { "id": code, "name": "Klamath Basin" },
        "geometry": { "type": "Polygon", "coordinates": corners } })
}

/// The weather service, and a geocoder that tells one Klamath Falls as a point and as an area, and a street of the name.
fn answers(station: &Station) {
    let place = |kind: &str, latitude: f64| {
        json!({ "name": "Klamath Falls", "addresstype": kind, "display_name": "Klamath Falls, Klamath County, Oregon",
            "lat": latitude.to_string(), "lon": "-121.7817", "licence": "Data © Somebody",
            "address": { "ISO3166-2-lvl4": "US-OR" } })
    };
    says(station, "/geocode", &json!([place("city", 42.2249), place("town", 42.23), place("road", 10.0)]));
    let at = |map: &str, code: &str| format!("https://api.weather.gov/zones/{map}/{code}");
    let point = json!({ "properties": {
        "gridId": "MFR", "gridX": 155, "gridY": 64, "forecastZone": at("forecast", "ORZ029"),
        "county": at("county", "ORC035"), "fireWeatherZone": at("fire", "ORZ624"),
        "timeZone": "America/Los_Angeles", "radarStation": "KMAX" } });
    says(station, "/nws/points/42.2249,-121.7817", &point);
    let airport = |id: &str, latitude: f64| {
        json!({ "geometry": { "type": "Point", "coordinates": [-121.73, latitude] },
            "properties": { "stationIdentifier": id, "name": "Klamath Falls, Klamath Falls Airport" } })
    };
    let stations = json!({ "features": [airport("KLMT", 42.16), airport("KFAR", 44.0)] });
    says(station, "/nws/gridpoints/MFR/155,64/stations", &stations);
    let square = json!({ "properties": { "elevation": { "unitCode": "wmoUnit:m", "value": 1248.7656 } } });
    says(station, "/nws/gridpoints/MFR/155,64/forecast", &square);
    says(station, "/nws/zones/forecast/ORZ029", &zone("ORZ029", -122.5));
    says(station, "/nws/zones/fire/ORZ624", &zone("ORZ624", -122.0));
}

const WRITTEN: &str = r#"[town.klamath-falls]
name = "Klamath Falls"
place = "klamath-falls-or"
latitude = 42.2249
longitude = -121.7817
elevation_m = 1249
stations = ["KLMT"]
grid = "MFR/155,64"
forecast_zone = "ORZ029"
county_zone = "ORC035"
fire_zone = "ORZ624"
same = "041035"
"#;

#[tokio::test(flavor = "multi_thread")]
async fn a_town_is_found_and_written_once_and_its_alerts_get_a_map() {
    for house in House::each() {
        let station = house.with(WARNED).opens().await;
        station.settles().await;
        answers(&station);
        station.internet.says("/alerts", 200, red_flag(&["ORZ624"]));
        station.passes(SignedDuration::from_secs(31)).await;
        station.reader().opens("/alerts/1").await.shows("so there is no map").hides("class=\"warned\"");
        station.reader().opens("/api/v1/weather/alerts").await.shows("\"geometry\":null");
        let console = Console::of(&station);
        let before = console.text();
        let tried = console.types(&["place", "add", "klamath falls, or", "--dry-run"]).await;
        assert!(tried.status.success() && said(&tried).contains("[town.klamath-falls]"), "{}", said(&tried));
        assert_eq!(
            (console.text(), station.internet.was_asked("/nws/zones/fire/ORZ624")),
            (before.clone(), 0)
        );
        let added = console.types(&["place", "add", "Klamath Falls, OR"]).await;
        assert!(added.status.success(), "{}", said(&added));
        let told = said(&added);
        assert!(told.contains("2 fetched and kept, 1 that are on no such map, 0 missing"), "{told}");
        let text = console.text();
        let rest = text.strip_prefix(&before).unwrap();
        assert!(rest.contains(WRITTEN) && rest.contains("Data © Somebody"), "{rest}");
        // The station had no radar: the one that the service names stands behind it, with its name.
        assert!(rest.contains("[radar.KMAX]\nname = \"Medford\"\n"), "{rest}");
        // And nobody was asked for warnings.
        assert!(
            rest.ends_with("[alerts]\nsources = [\"https://api.weather.gov/alerts/active?area=OR\"]\n"),
            "{rest}"
        );
        assert!(told.contains("those for OR are added, too"), "{told}");
        assert!(told.contains("KMAX (Medford) covers the town"), "{told}");
        let check = console.types(&["check"]).await;
        assert!(check.status.success(), "{}", said(&check));
        // The second time nothing is written, and no zone is asked for again.
        let again = console.types(&["place", "add", "Klamath Falls, OR"]).await;
        assert!(again.status.success() && said(&again).contains("is there already"), "{}", said(&again));
        // Another town gets no second radar.
        let near = ["place", "add", "Altamont, OR", "--at", "42.2249,-121.7817", "--dry-run"];
        let near = console.types(&near).await;
        assert!(near.status.success() && said(&near).contains("[town.altamont]"), "{}", said(&near));
        assert!(!said(&near).contains("[radar.") && !said(&near).contains("[alerts]"), "{}", said(&near));
        let shapes = console.types(&["place", "shapes"]).await;
        assert!(shapes.status.success(), "{}", said(&shapes));
        assert_eq!((console.text(), station.internet.was_asked("/nws/zones/fire/ORZ624")), (text, 1));
        // Another process kept them: the station that runs shows them with its next round.
        station.passes(SignedDuration::from_secs(31)).await;
        let page = station.reader().opens("/alerts/1").await.shows("class=\"warned\"");
        page.shows("the map shows the zones and counties that it names").hides("so there is no map");
        let api = station.reader().opens("/api/v1/weather/alerts").await;
        api.shows("\"geometryOf\":\"zones\"").shows("\"type\":\"MultiPolygon\"");
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn half_a_map_is_said_to_be_half() {
    for house in House::each() {
        let station = house.with(WARNED).opens().await;
        station.settles().await;
        answers(&station);
        let console = Console::of(&station);
        let added = console.types(&["place", "add", "Klamath Falls, OR", "--at", "42.2249,-121.7817"]).await;
        assert!(added.status.success(), "{}", said(&added));
        assert_eq!(station.internet.was_asked("/geocode"), 0);
        station.internet.says("/alerts", 200, red_flag(&["ORZ624", "ORZ625"]));
        station.passes(SignedDuration::from_secs(31)).await;
        let page = station.reader().opens("/alerts/1").await.shows("class=\"warned\"");
        page.shows("shows 1 of the 2 zones").shows("not known here: ORZ625");
        // For a program, half of the area would be all of it.
        station.reader().opens("/api/v1/weather/alerts").await.shows("\"geometry\":null");
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_found_is_told_with_what_to_do_and_nothing_is_written() {
    let station = House::each().next().unwrap().with(WARNED).opens().await;
    station.settles().await;
    let console = Console::of(&station);
    let before = console.text();
    let add = |more: &[&'static str]| [&["place", "add", "Klamath Falls, OR"], more].concat();
    let refused = async |words: Vec<&'static str>| {
        let output = console.types(&words).await;
        assert_eq!(output.status.code(), Some(1), "{}", said(&output));
        said(&output)
    };
    // Nobody answers.
    let told = refused(add(&[])).await;
    assert!(told.contains("answered 404") && told.contains("--at LATITUDE,LONGITUDE"), "{told}");
    let told = refused(add(&["--at", "42.2249,-121.7817"])).await;
    assert!(told.contains("latitude comes first"), "{told}");
    station.internet.says("/nws/points/42.2249,-121.7817", 503, "no");
    let told = refused(add(&["--at", "42.2249,-121.7817"])).await;
    assert!(told.contains("answered 503. The fault is theirs. Look at the network"), "{told}");
    says(&station, "/geocode", &json!([]));
    let told = refused(add(&[])).await;
    assert!(told.contains("no town is called Klamath Falls, OR"), "{told}");
    answers(&station);
    let told = refused(vec!["place", "add", "Klamath Falls, CA", "--at", "42.2249,-121.7817"]).await;
    assert!(told.contains("the position is in OR, not in CA"), "{told}");
    assert_eq!(console.text(), before);
    // Without a contact nobody may be asked.
    fs::write(console.file(), before.replace("data@signal.example", "")).unwrap();
    let asked = station.internet.was_asked("/geocode");
    let told = refused(add(&[])).await;
    assert!(told.contains("Sources are asked over the network without a contact"), "{told}");
    assert_eq!(station.internet.was_asked("/geocode"), asked);
    fs::write(console.file(), &before).unwrap();
    // A town of the name somewhere else.
    assert!(console.types(&add(&[])).await.status.success());
    let after = console.text();
    let told = refused(add(&["--at", "45.0,-121.0"])).await;
    assert!(told.contains("call this one something else with --name"), "{told}");
    assert_eq!(console.text(), after);
    assert!(!console.file().with_extension("toml.new").exists());
    assert_eq!(console.types(&["place", "add", "Klamath Falls, XX"]).await.status.code(), Some(2));
    station.stops().await;
}

const WARNED: &str = r#"
[alerts]
sources = ["INTERNET/alerts"]
zones = ["ORZ624"]
"#;

fn red_flag(zones: &[&str]) -> String {
    let at = |zone: &&str| format!("https://api.weather.gov/zones/fire/{zone}");
    json!({ "type": "FeatureCollection", "features": [{ "type": "Feature", "geometry": null, "properties": {
        "id": "urn:oid:1.001", "event": "Red Flag Warning", "sent": "2021-03-01T17:00:00-08:00",
        "onset": "2021-03-01T17:00:00-08:00", "expires": "2021-03-01T22:00:00-08:00", "ends": "2021-03-02T20:00:00-08:00",
        "status": "Actual", "messageType": "Alert", "severity": "Severe", "certainty": "Likely", "urgency": "Expected",
        "sender": "w-nws.webmaster@noaa.gov", "senderName": "NWS Medford OR", "areaDesc": "Klamath Basin",
        "geocode": { "UGC": zones, "SAME": ["041035"] }, "affectedZones": zones.iter().map(at).collect::<Vec<_>>(),
        "headline": "Strong wind", "description": "East wind.", "instruction": "Do not burn." } }] })
    .to_string()
}
