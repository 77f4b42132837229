//! The air of towns, from an answer of the source to what readers, the desk and programs see: every state, every gate, and a
//! key that nobody sees.

use crate::{
    crawl::crawl,
    house::{AIR_KEY, House, Station},
    weather::TOWN,
};
use jiff::SignedDuration;
use model::{
    job::{Job, Outcome},
    slug::Slug,
    town,
};
use serde_json::Value;

/// After [`TOWN`], so that the town of its last group is Medford.
pub(crate) const AIR: &str = r#"
[air]
source = "INTERNET/aq/?latitude={latitude}&longitude={longitude}&distance={miles}&API_KEY={key}"
[town.bandon]
name = "Bandon"
latitude = 43.1190
longitude = -124.4085
stations = ["KOTH"]
air = false
"#;
const PATH: &str = "/aq/";

fn slug() -> Slug {
    Slug::parse("medford").unwrap()
}

/// A row as AirNow writes it.
fn row(pollutant: &str, hour: &str, index: i32) -> String {
    format!(
        r#"{{"dateObserved":"2021-03-01","hourObserved":"{hour}:00","localTimeZone":"PST","reportingAreaName":"Medford",
        "siteName":"Grant and Belmont","parameterName":"{pollutant}","nowcastAQI":{index},"reportingAgency":"Oregon DEQ"}}"#
    )
}

fn answer(rows: &[String]) -> String {
    format!("[{}]", rows.join(","))
}

/// From now on the source answers well: smoke, in the hour from four.
pub(crate) fn answers_well(station: &Station) {
    station.internet.says(PATH, 200, answer(&[row("OZONE", "16", 41), row("PM2.5", "16", 158)]));
}

async fn asks(station: &Station) -> Outcome {
    station.runs(&Job::RefreshAir(slug())).await
}

fn failed(outcome: &Outcome) -> &str {
    match outcome {
        Outcome::Failed(why) => why,
        Outcome::Done(words) => panic!("it went well: {words}"),
    }
}

async fn api(station: &Station, path: &str) -> Value {
    let body = station.reader().opens(path).await.is(200);
    serde_json::from_slice(&body.bytes).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_state_of_the_air_says_what_it_is() {
    for house in House::each() {
        let station = house.with(TOWN).with(AIR).opens().await;
        station.settles().await;
        let reader = station.reader();
        // Never asked, or never answered.
        reader
            .opens("/weather/medford")
            .await
            .shows("the source has not answered")
            .hides("Index of the hour");
        let told = api(&station, "/api/v1/weather/medford").await;
        assert_eq!((&told["air"]["state"], &told["air"]["aqi"]), (&"missing".into(), &Value::Null), "{told}");
        assert_eq!(told["air"]["pollutants"].as_array().map(Vec::len), Some(0));
        reader.opens("/alerts").await.shows("Nothing new is known of the air of Medford.");
        // New.
        answers_well(&station);
        assert!(matches!(asks(&station).await, Outcome::Done(_)));
        for path in ["/weather/medford", "/lite/weather/medford"] {
            let page = reader.opens(path).await.shows("158").shows("Unhealthy").shows("4:00 p.m. PST");
            page.shows("Leading pollutant: Fine particles (PM2.5)")
                .shows("Ozone: 41, Good")
                .shows("Oregon DEQ");
        }
        for path in ["/weather", "/lite/weather", "/embed/weather/medford", "/alerts", "/lite/alerts"] {
            reader.opens(path).await.shows("158, Unhealthy");
        }
        reader.opens("/alerts").await.shows("Everyone should cut").shows("/weather/medford#air");
        let told = api(&station, "/api/v1/weather").await;
        let air =
            &told["towns"].as_array().unwrap().iter().find(|town| town["town"] == "medford").unwrap()["air"];
        assert_eq!(
            (&air["state"], &air["aqi"], &air["leads"]),
            (&"fresh".into(), &158.into(), &"PM2.5".into()),
            "{air}"
        );
        assert_eq!(
            (&air["category"], &air["observed_at"]),
            (&"unhealthy".into(), &"2021-03-02T00:00:00Z".into())
        );
        // A town whose air is not asked for says nothing of it.
        reader.opens("/weather/bandon").await.hides("Air quality");
        assert_eq!(api(&station, "/api/v1/weather/bandon").await["air"], Value::Null);
        // Old, by the mere passing of time: four hours after four.
        station.until("2021-03-01T19:59:00-08:00").await;
        reader.opens("/weather/medford").await.hides("These figures are old");
        station.internet.says(PATH, 503, "busy");
        station.until("2021-03-01T20:00:01-08:00").await;
        for path in ["/weather/medford", "/lite/weather/medford"] {
            reader.opens(path).await.shows("These figures are old").shows("158").hides("Everyone should");
        }
        reader.opens("/weather").await.shows("not known now; 158, Unhealthy in the hour from 4:00 p.m. PST");
        reader.opens("/alerts").await.shows("Nothing new is known").hides("158");
        assert_eq!(api(&station, "/api/v1/weather/medford").await["air"]["state"], "stale");
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_is_refused_and_takes_nothing_away() {
    for house in House::each() {
        let station = house.with(TOWN).with(AIR).opens().await;
        station.settles().await;
        answers_well(&station);
        asks(&station).await;
        let shown = async || station.ready.store.reader().air(&slug()).await.unwrap().unwrap().value;
        let before = shown().await;
        let wrong = [
            (200, answer(&[row("PM2.5", "16", 1_200)]), "1200 is no index"),
            (200, answer(&[row("PM2.5", "16", -1)]), "has no figure"),
            (200, answer(&[row("PM2.5", "23", 20)]), "has not come yet"),
            (200, answer(&[row("PM2.5", "16", 20).replace("PST", "XST")]), "where a time zone should be"),
            (200, "{}".to_owned(), "is no list of observations"),
            (200, "null".to_owned(), "is no list of observations"),
            (200, r#"{"WebServiceError":[{"Message":"There is no such key"}]}"#.to_owned(), "no such key"),
            (200, r#"{"WebServiceError":[{"Message":"Invalid API key"}]}"#.to_owned(), "Invalid API key"),
            (200, "<html><title>Sign in</title>".to_owned(), "Sign in"),
            (
                200,
                answer(&[row("PM2.5", "16", 20)
                    .replace("\"dateO", "\"Latitude\":40.5,\"Longitude\":-122.4,\"dateO")]),
                "km away",
            ),
            (410, "gone".to_owned(), "410"),
            (500, "broken".to_owned(), "500"),
        ];
        for (status, body, words) in wrong {
            station.internet.says(PATH, status, body);
            let outcome = asks(&station).await;
            assert!(failed(&outcome).contains(words), "{words}: {outcome:?}");
            assert_eq!(shown().await, before, "{words}");
        }
        // An older hour is no news, and no fault while what is shown is new.
        station.internet.says(PATH, 200, answer(&[row("PM2.5", "14", 20)]));
        assert!(matches!(asks(&station).await, Outcome::Done(_)));
        assert_eq!(shown().await, before);
        // The monitor of the smoke is late: the air is not good for that.
        station.internet.says(PATH, 200, answer(&[row("OZONE", "17", 30)]));
        asks(&station).await;
        station.reader().opens("/weather/medford").await.shows("158").shows("Ozone: 30, Good");
        station.stops().await;
    }
}

/// What the service answers where nobody measures, in its spellings.
const NOBODY: [&str; 2] =
    ["[]", r#"{"WebServiceError":[{"Message":"There are no observations available for this location."}]}"#];

fn done(outcome: &Outcome) -> &str {
    match outcome {
        Outcome::Done(words) => words,
        Outcome::Failed(why) => panic!("it failed: {why}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_town_near_which_nobody_measures_is_calm() {
    for house in House::each() {
        let station = house.with(TOWN).with(AIR).opens().await;
        station.settles().await;
        let reader = station.reader();
        let (words, calm) =
            ("No monitor within 50 miles of Medford", "no monitor within 80 km (50 miles) of Medford");
        for answer in NOBODY {
            station.internet.says(PATH, 200, answer);
            // The same again is the same.
            for _ in 0..2 {
                let outcome = asks(&station).await;
                assert!(done(&outcome).starts_with(calm), "{answer}: {outcome:?}");
            }
            let health =
                station.ready.store.reader().source_health(&town::air_source(&slug())).await.unwrap();
            assert_eq!((health.failures, health.last_error, health.not_before), (0, None, None), "{answer}");
        }
        for path in ["/weather/medford", "/lite/weather/medford"] {
            reader.opens(path).await.shows(words).hides("Not known").hides("has not answered");
        }
        reader.opens("/weather/medford?units=metric").await.shows("No monitor within 80 km of Medford");
        for path in ["/weather", "/lite/weather", "/embed/weather/medford"] {
            reader.opens(path).await.hides("Air quality");
        }
        for path in ["/alerts", "/lite/alerts"] {
            reader.opens(path).await.shows("No monitor near Medford reports").hides("Nothing new is known");
        }
        let air = api(&station, "/api/v1/weather/medford").await["air"].clone();
        assert_eq!((&air["state"], &air["aqi"]), (&"unmeasured".into(), &Value::Null), "{air}");
        assert!(air["note"].as_str().unwrap().starts_with("No monitor within 80 km of Medford"), "{air}");
        let editor = station.editor().await;
        editor.browser.sends("/desk/jobs/refresh-air/medford", &crate::people::form(&[])).await.leads_to();
        station.settles().await;
        editor.browser.opens("/desk").await.shows(&format!("done: {calm}"));
        // A key that is refused, and garbage, are another matter; what was said holds for a day more.
        for wrong in [r#"{"WebServiceError":[{"Message":"Invalid API key"}]}"#, "<html>", r#"[{"a":1}]"#] {
            station.internet.says(PATH, 200, wrong);
            failed(&asks(&station).await);
            reader.opens("/weather/medford").await.shows(words);
        }
        station.until("2021-03-02T18:30:00-08:00").await;
        reader.opens("/weather/medford").await.hides(words).shows("the source has not answered");
        // Somebody measures there now.
        station.internet.says(PATH, 200, answer(&[row("PM2.5", "17", 158)]).replace("-03-01", "-03-02"));
        assert!(matches!(asks(&station).await, Outcome::Done(_)));
        reader.opens("/weather/medford").await.shows("158").hides(words);
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_stay_for_a_day_when_nobody_measures_any_more() {
    for house in House::each() {
        let station = house.with(TOWN).with(AIR).opens().await;
        station.settles().await;
        answers_well(&station);
        asks(&station).await;
        let reader = station.reader();
        station.internet.says(PATH, 200, "[]");
        let outcome = asks(&station).await;
        assert!(
            done(&outcome).contains("the last figures are of the hour from 2021-03-02T00:00:00Z"),
            "{outcome:?}"
        );
        reader.opens("/weather/medford").await.shows("158").shows("Everyone should").hides("No monitor");
        station.until("2021-03-01T20:00:01-08:00").await;
        let page = reader.opens("/weather/medford").await.shows("These figures are old").shows("158");
        page.shows("no monitor near Medford has reported since").hides("Everyone should");
        assert_eq!(api(&station, "/api/v1/weather/medford").await["air"]["state"], "stale");
        station.until("2021-03-02T15:59:00-08:00").await;
        asks(&station).await;
        reader.opens("/weather/medford").await.shows("158");
        // By the mere passing of time.
        station.until("2021-03-02T16:00:01-08:00").await;
        reader.opens("/weather/medford").await.shows("No monitor within 50 miles").hides("158");
        assert_eq!(
            api(&station, "/api/v1/weather/medford").await["air"]["pollutants"].as_array().map(Vec::len),
            Some(0)
        );
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_desk_is_told_and_nobody_sees_the_key() {
    for house in House::each() {
        let station = house.with(TOWN).with(AIR).opens().await;
        station.settles().await;
        let asked = station.internet.was_asked(PATH);
        assert!(asked > 0, "the schedule asks at the start");
        // A source that repeats the question in its error.
        let echo = format!(
            "<html><title>no such page: /aq/?API_KEY={AIR_KEY} and {}</title>",
            AIR_KEY.to_lowercase()
        );
        station.internet.says(PATH, 200, echo);
        let outcome = asks(&station).await;
        assert!(failed(&outcome).contains("API_KEY=[key] and [key]"), "{outcome:?}");
        let health = station.ready.store.reader().source_health(&town::air_source(&slug())).await.unwrap();
        assert!(health.failures > 0 && health.last_error.as_deref().unwrap().contains("[key]"), "{health:?}");
        let editor = station.editor().await;
        editor.browser.opens("/desk").await.shows("Ask how the air is");
        // “Run now” of the board.
        answers_well(&station);
        editor.browser.sends("/desk/jobs/refresh-air/medford", &crate::people::form(&[])).await.leads_to();
        station.settles().await;
        station.reader().opens("/weather/medford").await.shows("158");
        editor.browser.sends("/desk/jobs/refresh-air/bandon", &crate::people::form(&[])).await.is(404);
        let seen = crawl(&station.reader()).await.into_iter().map(|(path, (_, bytes))| (path, bytes));
        let desk = ["/desk", "/desk/audit", "/desk/weather"].map(str::to_owned);
        let mut pages: Vec<(String, Vec<u8>)> = seen.collect();
        for path in desk {
            let page = editor.browser.opens(&path).await;
            pages.push((path, page.bytes.to_vec()));
        }
        for (path, bytes) in pages {
            let text = String::from_utf8_lossy(&bytes).to_uppercase();
            assert!(!text.contains(AIR_KEY), "the key stands on {path}");
        }
        let jobs = format!("{:?}", station.ready.store.reader().job_statuses().await.unwrap());
        assert!(!jobs.to_uppercase().contains(AIR_KEY), "{jobs}");
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_bytes_again_are_no_fault_until_they_are_old() {
    for house in House::each() {
        let station = house.with(TOWN).with(AIR).opens().await;
        station.settles().await;
        answers_well(&station);
        asks(&station).await;
        let first = station.ready.store.reader().air(&slug()).await.unwrap().unwrap().at;
        station.passes(SignedDuration::from_mins(40)).await;
        assert!(matches!(asks(&station).await, Outcome::Done(_)));
        assert_eq!(station.ready.store.reader().air(&slug()).await.unwrap().unwrap().at, first);
        station.until("2021-03-01T20:10:00-08:00").await;
        let outcome = asks(&station).await;
        assert!(failed(&outcome).contains("speaks of the hour from 2021-03-02T00:00:00Z"), "{outcome:?}");
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demonstration_has_smoke_with_the_warning() {
    let house = House::on(crate::database::Engine::Sqlite).demo(None).at("2021-03-04T18:00:00-08:00");
    let station = house.opens().await;
    station.settles().await;
    let reader = station.reader();
    reader.opens("/alerts").await.shows("163, Unhealthy").shows("Red Flag Warning");
    reader.opens("/lite").await.shows("Air quality 163, Unhealthy");
    reader.opens("/weather/crater-lake").await.hides("Air quality");
    station.stops().await;
}
