//! Warnings: recorded files, CAP there and back, and files that mean harm.

use std::fs;

use feeds::alert::{Alert, Area, Circle, Info, Limits, Reference, read_cap, read_nws, write_cap};
use proptest::prelude::*;

use crate::recorded_tables::samples;
use crate::xml_tree;

#[test]
fn every_recorded_warning_is_read() {
    let Some(samples) = samples() else { return };
    let folder = samples.join("nws/alerts");
    let mut seen = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let collection = read_nws(&fs::read(&path).unwrap(), &Limits::default()).unwrap();
        let polygons = collection.alerts.iter().filter(|alert| {
            alert.infos.iter().any(|info| info.areas.iter().any(|area| !area.polygons.is_empty()))
        });
        println!(
            "{}: {} alerts, {} with a shape, {} complaints",
            path.display(),
            collection.alerts.len(),
            polygons.count(),
            collection.problems.len()
        );
        assert_eq!(collection.problems, Vec::new(), "{}", path.display());
        assert!(
            collection.alerts.iter().all(|alert| !alert.infos[0].altered),
            "{}: NWS text is plain already",
            path.display()
        );
        seen += collection.alerts.len();
    }
    assert_eq!(seen, 10 + 83 + 32 + 4 + 8 + 10, "all alerts of all files");
}

#[test]
fn every_recorded_cap_message_is_read_and_an_index_is_refused() {
    let Some(samples) = samples() else { return };
    let read =
        |name: &str| read_cap(&fs::read(samples.join("nws/cap").join(name)).unwrap(), &Limits::default());
    let canada = read("canada.cap").unwrap();
    assert_eq!(
        canada.infos.iter().map(|info| info.language.as_str()).collect::<Vec<_>>(),
        ["en-CA", "fr-CA"]
    );
    assert_eq!((canada.references.len(), canada.infos[0].areas.len()), (2, 2));
    assert_eq!(read("thunderstorm.cap").unwrap().infos[0].areas[0].same, ["006109", "006009", "006003"]);
    let quake = read("earthquake.cap").unwrap();
    assert_eq!(quake.infos[0].areas[0].circles, [Circle { latitude: -16.053, longitude: -173.274, km: 0.0 }]);
    let flood = read("weather.cap").unwrap();
    assert_eq!(
        (flood.infos[0].areas[0].ugc.as_slice(), flood.infos[0].ends),
        (["MTZ014".to_owned()].as_slice(), None)
    );
    for index in ["weather_index.atom", "earthquake_index.atom", "weather.atom"] {
        let told = read(index).unwrap_err();
        println!("{index}: {told}");
        assert!(told.what.contains("index of messages"), "{told}");
    }
}

fn sample() -> Alert {
    let at = |text: &str| Some(text.parse().unwrap());
    Alert {
        id: "urn:oid:2.49.0.1.840.0.1".to_owned(),
        sender: "w-nws.webmaster@noaa.gov".to_owned(),
        sent: at("2021-03-04T10:00:00Z"),
        status: "Actual".to_owned(),
        message_type: "Update".to_owned(),
        scope: "Public".to_owned(),
        references: vec![Reference {
            sender: "a@b.example".to_owned(),
            id: "x.1".to_owned(),
            sent: at("2021-03-04T09:00:00Z"),
        }],
        infos: ["en-US", "es-US"]
            .iter()
            .map(|language| Info {
                language: (*language).to_owned(),
                event: "Red Flag Warning".to_owned(),
                category: "Met".to_owned(),
                response: "Avoid".to_owned(),
                urgency: "Expected".to_owned(),
                severity: "Severe".to_owned(),
                certainty: "Likely".to_owned(),
                effective: at("2021-03-04T10:00:00Z"),
                onset: at("2021-03-04T20:00:00Z"),
                expires: at("2021-03-04T22:00:00Z"),
                ends: at("2021-03-05T04:00:00Z"),
                sender_name: "NWS Medford OR".to_owned(),
                headline: "Wind & \"dry\" <10 %".to_owned(),
                description: "* WHAT...Wind.\n\n* WHERE...Año.".to_owned(),
                instruction: "Do not burn.".to_owned(),
                web: "https://www.weather.gov/mfr".to_owned(),
                parameters: vec![
                    ("VTEC".to_owned(), "/O.NEW.KMFR.FW.W.0001.210304T2000Z-210305T0400Z/".to_owned()),
                    ("eventEndingTime".to_owned(), "2021-03-05T04:00:00-00:00".to_owned()),
                ],
                areas: vec![Area {
                    words: "Klamath Basin".to_owned(),
                    ugc: vec!["ORZ624".to_owned()],
                    same: vec!["041035".to_owned()],
                    polygons: vec![vec![(42.0, -122.0), (42.5, -122.0), (42.5, -121.0), (42.0, -122.0)]],
                    circles: vec![Circle { latitude: 42.0, longitude: -121.5, km: 12.5 }],
                    ..Area::default()
                }],
                ..Info::default()
            })
            .collect(),
        ..Alert::default()
    }
}

#[test]
fn what_is_written_as_cap_is_read_again() {
    let written = write_cap(&sample());
    xml_tree::parse(&written);
    assert_eq!(read_cap(written.as_bytes(), &Limits::default()).unwrap(), sample());
    assert!(written.contains("<sent>2021-03-04T10:00:00-00:00</sent>"), "CAP does not know Z: {written}");
}

#[test]
fn a_document_type_is_refused_and_an_unknown_entity_too() {
    let bomb = "<!DOCTYPE a [<!ENTITY x \"ha\"><!ENTITY y \"&x;&x;&x;&x;\">]><alert><identifier>&y;</identifier></alert>";
    assert!(read_cap(bomb.as_bytes(), &Limits::default()).unwrap_err().what.contains("document type"));
    let unknown = "<alert><identifier>&x;</identifier></alert>";
    assert!(read_cap(unknown.as_bytes(), &Limits::default()).unwrap_err().what.contains("entity"));
}

#[test]
fn what_is_cut_off_deep_or_large_is_refused() {
    let whole = write_cap(&sample());
    for end in (0..whole.len() - 9).filter(|end| whole.is_char_boundary(*end)) {
        assert!(read_cap(&whole.as_bytes()[..end], &Limits::default()).is_err(), "cut at {end}");
    }
    let deep = "<a>".repeat(100_000);
    assert!(read_cap(deep.as_bytes(), &Limits::default()).unwrap_err().what.contains("deep"));
    let deep = "[".repeat(100_000);
    assert!(read_nws(deep.as_bytes(), &Limits::default()).is_err());
    let wide = format!("{{\"type\":\"FeatureCollection\",\"features\":[{}0]}}", "0,".repeat(20_000));
    assert!(read_nws(wide.as_bytes(), &Limits::default()).unwrap_err().what.contains("more than 10000"));
    let limits = Limits { values: 1_000, ..Limits::default() };
    assert!(read_nws(wide.as_bytes(), &limits).unwrap_err().what.contains("more values"));
}

fn feature(fields: &str, geometry: &str) -> String {
    format!(
        "{{\"type\":\"FeatureCollection\",\"features\":[{{\"type\":\"Feature\",\"geometry\":{geometry},\"properties\":{{\"id\":\"a.1\",\"sent\":\"2021-03-04T02:00:00-08:00\",\"status\":\"Actual\",\"messageType\":\"Alert\",\"event\":\"Wind Advisory\"{fields}}}}},{{\"properties\":{{\"id\":\"b\"}}}}]}}"
    )
}

#[test]
fn one_bad_alert_takes_nothing_else_with_it() {
    let read = |fields: &str, geometry: &str| {
        read_nws(feature(fields, geometry).as_bytes(), &Limits::default()).unwrap()
    };
    let plain = read("", "null");
    assert_eq!((plain.alerts.len(), plain.problems.len()), (1, 1));
    assert_eq!(
        plain.problems[0].to_string(),
        "alert 2 b: It does not have a time at which it was sent. It was left out; the others were read. Tell whoever sends it."
    );
    let odd = read(
        ",\"ends\":\"soon\",\"onset\":7,\"description\":null,\"geocode\":[]",
        "{\"type\":\"Polygon\",\"coordinates\":[[[0,91],[1,1],[2,2],[0,91]]]}",
    );
    assert_eq!((odd.alerts.len(), odd.problems.len()), (1, 4), "{:?}", odd.problems);
    assert!(odd.alerts[0].infos[0].areas[0].polygons.is_empty());
    assert_eq!((odd.alerts[0].infos[0].ends, odd.alerts[0].infos[0].description.as_str()), (None, ""));
}

#[test]
fn hostile_words_come_out_as_plain_and_short_ones() {
    let evil = "<script>alert(1)</script><img src=x onerror=alert(2)>\\u202eWind\\u0000";
    let fields = format!(
        ",\"headline\":\"{evil}\",\"description\":\"{}\",\"web\":\"javascript:alert(1)\",\"senderName\":\"{evil}\"",
        "x".repeat(10 << 20)
    );
    let read = read_nws(feature(&fields, "null").as_bytes(), &Limits::default()).unwrap();
    let info = &read.alerts[0].infos[0];
    assert_eq!((info.headline.as_str(), info.web.as_str(), info.altered), ("alert(1)Wind", "", true));
    assert_eq!(info.description.chars().count(), 20_001, "cut, with a mark");
}

#[test]
fn an_error_page_is_no_quiet_day() {
    for answer in [
        "",
        "null",
        "[]",
        "<html>Access denied</html>",
        "{\"title\":\"Unexpected Problem\",\"status\":500}",
        "{\"type\":\"FeatureCollection\"}",
    ] {
        let told = read_nws(answer.as_bytes(), &Limits::default());
        assert!(told.is_err(), "{answer}");
    }
}

proptest! {
    #[test]
    fn any_bytes_give_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = read_nws(&bytes, &Limits::default());
        let _ = read_cap(&bytes, &Limits::default());
    }

    #[test]
    fn any_words_survive_cap(headline in "[ -~áéñ\u{2019}]{0,80}", words in "[ -~\n]{0,200}") {
        let mut alert = sample();
        for info in &mut alert.infos {
            info.headline.clone_from(&headline);
            info.description.clone_from(&words);
        }
        let once = read_cap(write_cap(&alert).as_bytes(), &Limits::default()).unwrap();
        let twice = read_cap(write_cap(&once).as_bytes(), &Limits::default()).unwrap();
        prop_assert_eq!(once.infos[0].headline.as_str(), twice.infos[0].headline.as_str());
        prop_assert_eq!(&once.infos[0].description, &twice.infos[0].description);
    }
}
