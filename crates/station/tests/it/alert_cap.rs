//! Messages of issuers other than the weather service (CAP 1.2) through the whole program.

use crate::{
    alerts::{WHERE, everywhere, from_the_internet, nowhere, round},
    database::Engine,
    house::{House, Station},
};

/// One danger of a message, in one language, around Klamath Falls.
fn info(language: &str, event: &str, headline: &str) -> String {
    format!(
        "<info><language>{language}</language><category>Safety</category><event>{event}</event><urgency>Immediate</urgency>\
         <severity>Extreme</severity><certainty>Observed</certainty><expires>2021-03-02T06:00:00-08:00</expires>\
         <senderName>Klamath County</senderName><headline>{headline}</headline><area><areaDesc>North of town</areaDesc>\
         <circle>42.2249,-121.7817 8</circle></area></info>"
    )
}

/// A message: its name, its kind, when in the evening of 1 March it was sent, and what is in it.
fn message(identifier: &str, kind: &str, sent: &str, inside: &str) -> String {
    format!(
        "<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\"><identifier>{identifier}</identifier>\
         <sender>county@klamath.example</sender><sent>2021-03-01T{sent}-08:00</sent><status>Actual</status>\
         <msgType>{kind}</msgType><scope>Public</scope>{inside}</alert>"
    )
}

/// That a message takes the place of KC-1.
const NAMES_THE_FIRST: &str =
    "<references>county@klamath.example,KC-1,2021-03-01T17:30:00-08:00</references>";

async fn says(station: &Station, message: String) {
    station.internet.says(WHERE, 200, message);
    round(station).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_of_two_dangers_is_cancelled_with_both() {
    let station = House::on(Engine::Sqlite).with(&from_the_internet()).opens().await;
    station.settles().await;
    let two =
        info("en-US", "Flash Flood Warning", "Water") + &info("en-US", "Civil Danger Warning", "Stay in");
    says(&station, message("KC-1", "Alert", "17:30:00", &two)).await;
    let reader = station.reader();
    reader.opens("/alerts").await.shows("Flash Flood Warning").shows("Civil Danger Warning");
    // What goes on of it is told anew, what is left out is over.
    let one = format!("{NAMES_THE_FIRST}{}", info("en-US", "Civil Danger Warning", "Stay in"));
    says(&station, message("KC-2", "Update", "18:00:40", &one)).await;
    reader.opens("/").await.shows("Civil Danger Warning").hides("Flash Flood Warning").hides("1 more alert");
    // Who takes our messages finds both of those that are over.
    let named = "county@klamath.example,KC-1,2021-03-02T01:30:00-00:00 county@klamath.example,KC-1#2,2021-03-02T01:30:00-00:00";
    reader.opens("/alerts/3.cap").await.shows(named);
    // A cancellation may say nothing but whom it cancels.
    let second = NAMES_THE_FIRST.replace("KC-1", "KC-2").replace("17:30:00", "18:00:40");
    says(&station, message("KC-3", "Cancel", "18:01:20", &second)).await;
    nowhere(&reader, "Civil Danger Warning for").await;
    reader.opens("/alerts").await.shows("No alerts and no notices are in effect");
    station.stops().await;
    let station = House::on(Engine::Sqlite).with(&from_the_internet()).opens().await;
    station.settles().await;
    says(&station, message("KC-1", "Alert", "17:30:00", &two)).await;
    says(&station, message("KC-2", "Cancel", "18:00:40", NAMES_THE_FIRST)).await;
    station.reader().opens("/alerts").await.shows("No alerts and no notices are in effect");
    station.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_is_named_in_english_and_warns_where_its_codes_say() {
    let station = House::on(Engine::Sqlite).with(&from_the_internet()).opens().await;
    station.settles().await;
    let state = "<geocode><valueName>SAME</valueName><value>041000</value></geocode>";
    let there = |language: &str, event: &str| {
        let shape = "<circle>42.2249,-121.7817 8</circle>";
        // A point is no shape, and the whole state is warned.
        let point = format!("<circle>45.5,-122.6 0.0</circle>{state}");
        info(language, event, "Look out").replace(shape, &point)
    };
    let both = there("es-US", "Emergencia") + &there("en-US", "Child Abduction Emergency");
    says(&station, message("KC-1", "Alert", "17:30:00", &both)).await;
    let reader = station.reader();
    everywhere(&reader, "Child Abduction Emergency").await;
    reader.opens("/alerts/1").await.shows("<h1>Child Abduction Emergency</h1>").shows("lang=\"es\"");
    for town in ["klamath-falls", "brookings"] {
        reader.opens(&format!("/weather/{town}")).await.shows("Child Abduction Emergency");
    }
    let private = message("KC-2", "Alert", "17:31:00", &there("en-US", "Secret Warning"));
    says(&station, private.replace("Public", "Private")).await;
    nowhere(&reader, "Secret Warning").await;
    reader.opens("/alerts/2").await.is(404);
    station.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cap_message_of_another_issuer_is_shown_with_both_languages_and_its_map() {
    let station = House::on(Engine::Sqlite).with(&from_the_internet()).opens().await;
    station.settles().await;
    let both = info("en-US", "Evacuation Immediate", "Leave now")
        + &info("es-US", "Evacuación inmediata", "Salga ahora");
    says(&station, message("KC-1", "Alert", "17:30:00", &both)).await;
    let reader = station.reader();
    everywhere(&reader, "Evacuation Immediate").await;
    let page = reader
        .opens("/alerts/1")
        .await
        .shows("Salga ahora")
        .shows("lang=\"es\"")
        .shows("<svg class=\"area\"")
        .shows("Klamath Falls");
    assert!(page.text().contains("Text of Klamath County, unmodified."), "{}", page.text());
    reader.opens("/").await.hides("Brookings, until");
    // The same outline for programs and for the radar's map.
    let told = geojson(&reader).await;
    assert_eq!(
        (&told["geometry"]["type"], &told["properties"]["geometryOf"]),
        (&"Polygon".into(), &"message".into())
    );
    let ring = told["geometry"]["coordinates"][0].as_array().unwrap();
    assert_eq!((ring.len(), ring.first()), (73, ring.last()), "{ring:?}");
    let furthest_north = ring.iter().map(|point| point[1].as_f64().unwrap()).fold(f64::MIN, f64::max);
    assert!((furthest_north - 42.2969).abs() < 0.001, "8 km are 0.072 degrees: {furthest_north}");
    station.stops().await;
}

async fn geojson(reader: &crate::people::Reader) -> serde_json::Value {
    let body = reader.opens("/api/v1/weather/alerts").await.is(200);
    serde_json::from_slice::<serde_json::Value>(&body.bytes).unwrap()["features"][0].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_circle_that_cannot_be_drawn_warns_all_the_same_and_says_why_there_is_no_map() {
    let station = House::on(Engine::Sqlite).with(&from_the_internet()).opens().await;
    station.settles().await;
    let ocean = info("en-US", "Tsunami Warning", "Everywhere").replace("7817 8<", "7817 3000<");
    says(&station, message("KC-9", "Alert", "17:30:00", &ocean)).await;
    let reader = station.reader();
    everywhere(&reader, "Tsunami Warning").await;
    let page = reader.opens("/alerts/1").await.shows("Klamath Falls").hides("<svg class=\"area\"");
    assert!(
        page.text().contains("There is no map, because the circle is wider than 2000 km"),
        "{}",
        page.text()
    );
    let told = geojson(&reader).await;
    assert_eq!(
        (&told["geometry"], &told["properties"]["geometryOf"]),
        (&serde_json::Value::Null, &serde_json::Value::Null)
    );
    station.stops().await;
}
