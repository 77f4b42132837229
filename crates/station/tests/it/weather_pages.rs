//! What readers see of the weather: the reference evening, every state, both units, and what programs are told.

use crate::{
    house::{House, Station},
    weather::{TOWN, answers_well},
};
use model::{job::Job, slug::Slug};
use serde_json::Value;

fn slug() -> Slug {
    Slug::parse("medford").unwrap()
}

async fn api(station: &Station, path: &str) -> Value {
    let body = station.reader().opens(path).await.is(200);
    serde_json::from_slice(&body.bytes).unwrap()
}

async fn asks(station: &Station) {
    station.runs(&Job::RefreshObservation(slug())).await;
    station.runs(&Job::RefreshForecast(slug())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_reference_evening_has_five_towns_each_with_its_own_observation() {
    let house = House::on(crate::database::Engine::Sqlite).demo(None);
    let station = house.opens().await;
    station.settles().await;
    let towns = [
        ("medford", "Medford", "49°F", "Clear", "63°F", "30°F"),
        ("brookings", "Brookings", "41°F", "Clear", "57°F", "37°F"),
        ("klamath-falls", "Klamath Falls", "30°F", "Clear", "50°F", "23°F"),
        ("crater-lake", "Crater Lake", "27°F", "Clear", "39°F", "18°F"),
        ("grants-pass", "Grants Pass", "52°F", "Partly cloudy", "65°F", "30°F"),
    ];
    let reader = station.reader();
    let front = reader.opens("/weather").await;
    for (slug, name, now, words, high, low) in towns {
        let page = reader.opens(&format!("/weather/{slug}")).await;
        for told in [now, words, &format!("High {high}, low {low}"), "5:53 p.m. PST"] {
            assert!(page.text().contains(told), "{name}: {told} in {}", page.text());
        }
        assert!(front.text().contains(&format!("High {high}, low {low}")), "{name}: {}", front.text());
        let told = api(&station, &format!("/api/v1/weather/{slug}")).await;
        let figure = |key: &str| told[key].as_f64().unwrap_or_else(|| panic!("{name} has no {key}: {told}"));
        let now = told["observation"]["temperature_c"].as_f64().unwrap();
        assert!(figure("low_c") <= now && now <= figure("high_c"), "{told}");
        assert_eq!((&told["state"], &told["days"]["state"]), (&"fresh".into(), &"fresh".into()), "{told}");
    }
    reader.opens("/").await.shows("Klamath Falls").shows("High 50°F, low 23°F");
    reader.opens("/lite").await.shows("49°F, Clear, high 63°F, low 30°F (5:53 p.m. PST)");
    let page = reader.opens("/weather/medford").await;
    page.shows("Medford Airport, 4 miles away")
        .shows("6:46 a.m. PST")
        .shows("Waning gibbous")
        .shows("Nearest radar")
        .shows("Medford (KMAX), 19 miles from Medford")
        .shows("/radar/KMAX/lines.svg")
        .shows("Tuesday, <span>12 a.m.</span>");
    reader.opens("/weather/medford?units=metric").await.shows("9°C").shows("7 km away").hides("°F in");
    reader.opens("/embed/weather/medford").await.shows("49°F");
    reader
        .opens("/weather/medford")
        .await
        .shows("Leading pollutant: Ozone")
        .shows("39")
        .shows("4:00 p.m. PST");
    reader.opens("/alerts").await.shows("The highest index is 40, Good, in Klamath Falls.");
    reader.opens("/weather/medfort").await.is(404);
    reader.opens("/").await.shows("id=\"module-forecast-headline\"");
    station.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn units_are_chosen_by_links_and_kept_in_addresses() {
    let house = House::on(crate::database::Engine::Sqlite).demo(None);
    let station = house.opens().await;
    station.settles().await;
    let reader = station.reader();
    reader.opens("/").await.shows("href=\"/weather?units=metric\"");
    reader.opens("/lite").await.shows("href=\"/lite?units=metric\"");
    reader
        .opens("/lite?units=metric")
        .await
        .shows("9°C, Clear, high 17°C")
        .shows("href=\"/lite/weather/medford?units=metric\"")
        .hides("49°F");
    // Where the weather service itself speaks, its units are named.
    for path in ["/weather/medford?units=metric", "/lite/weather/medford?units=metric"] {
        reader
            .opens(path)
            .await
            .shows("In the words of the National Weather Service")
            .shows("text, in °F and mph.");
    }
    reader
        .opens("/lite/weather/medford?units=metric")
        .await
        .shows("href=\"/lite?units=metric\"")
        .shows("href=\"/lite/weather/medford\"")
        .hides("49°F");
    for path in ["/weather", "/weather/medford", "/lite", "/lite/weather", "/embed/weather/medford"] {
        reader.opens(&format!("{path}?units=us")).await.is(200);
        reader.opens(&format!("{path}?units=banana")).await.is(404);
    }
    station.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lite_town_tells_everything_in_words_and_a_radar_fits_in_a_frame() {
    let house = House::on(crate::database::Engine::Sqlite).demo(None);
    let station = house.opens().await;
    station.settles().await;
    let reader = station.reader();
    let lite = reader.opens("/lite/weather/medford").await;
    for told in [
        "The next 24 hours",
        "6:46 a.m. PST",
        "In the words of the National Weather Service",
        "in °F and mph",
    ] {
        assert!(lite.text().contains(told), "{told} in {}", lite.text());
    }
    // All towns have the radar's sentence too.
    reader.opens("/lite/weather").await.shows("Nearest radar").hides("<svg");
    lite.shows("Nearest radar").shows("Medford Airport</b> (KMFR)").hides("<svg").hides("<img");
    let frame = reader.opens("/embed/radar").await.is(200);
    frame.shows("lines.svg").shows("Kept up to date by").shows("Radar: Medford");
    reader.opens("/embed/radar?site=KRTX").await.is(404);
    station.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_state_says_what_it_is() {
    for house in House::each() {
        let station = house.with("\n[front]\nmodules = [\"weather:all\"]\n").with(TOWN).opens().await;
        let reader = station.reader();
        // The heading has the name; there is no card of nothing below it.
        let front = reader.opens("/").await.shows("Weather in Medford</a></h2>");
        front.shows("No observation of Medford has come yet.").hides("<div class=\"town missing");
        reader
            .opens("/lite")
            .await
            .shows("<strong>Not available.</strong> No observation of Medford has come yet.");
        reader
            .opens("/weather/medford")
            .await
            .shows("No observation of Medford has come yet.")
            .hides("°F at");
        asks(&station).await;
        reader.opens("/weather").await.shows("its stations have not answered.").hides("0°F").hides("32°F");
        answers_well(&station);
        asks(&station).await;
        let fresh = reader.opens("/weather/medford").await.shows("49°F").shows("low 30°F");
        assert!(!fresh.text().contains("This is old"), "{}", fresh.text());
        // By the mere passing of time: 130 minutes after 5:53, and eighteen hours after 1 p.m.
        station.until("2021-03-01T20:02:00-08:00").await;
        reader.opens("/weather/medford").await.hides("This is old");
        station.until("2021-03-01T20:03:01-08:00").await;
        reader
            .opens("/weather/medford")
            .await
            .shows("This is old")
            .shows("nothing newer has come since")
            .shows("49°F");
        assert_eq!(api(&station, "/api/v1/weather/medford").await["state"], "stale");
        let lite = reader.opens("/lite").await.shows("<strong>This is old.</strong> <b>49°F");
        assert!(lite.text().contains("nothing newer has come since"), "{}", lite.text());
        station.until("2021-03-02T07:00:01-08:00").await;
        let old = reader.opens("/weather/medford").await.shows("This forecast is old");
        assert!(!old.text().contains("low 30°F"), "an old forecast gives no figures: {}", old.text());
        // What readers are told comes from memory and from the store alike.
        let plain = station.without_memory().await.opens("/weather/medford").await;
        assert_eq!(plain.bytes, old.bytes);
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn words_from_outside_are_words() {
    for house in House::each() {
        let station = house.with(TOWN).opens().await;
        let evil = "<script>alert(1)</script>";
        let list = format!(
            r#"{{"features":[{{"properties":{{"station":"x/KMFR","timestamp":"2021-03-02T01:53:00Z","textDescription":"{evil}",
            "temperature":{{"unitCode":"wmoUnit:degC","value":9.4}}}}}}]}}"#
        );
        station.internet.says("/stations/KMFR/observations", 200, list);
        let name = format!(r#"{{"properties":{{"stationIdentifier":"KMFR","name":"{evil}"}}}}"#);
        station.internet.says("/stations/KMFR", 200, name);
        asks(&station).await;
        for path in ["/weather/medford", "/weather", "/lite/weather/medford", "/embed/weather/medford"] {
            let page = station.reader().opens(path).await.is(200);
            let html = String::from_utf8_lossy(&page.bytes).into_owned();
            assert!(!html.contains("<script>a") && !html.contains("<Script>a"), "{path}: {html}");
        }
        station.stops().await;
    }
}
