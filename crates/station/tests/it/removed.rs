//! What was taken out of `station.toml`: it is no longer on the health board, what of it still waits to run does nothing, and
//! in the night it is forgotten; a radar a day later, with its frames (`radar_stream`).

use crate::{
    house::{House, Station},
    radar_stream, weather,
};
use model::{
    alert,
    job::{Job, Outcome},
    slug::Slug,
    town,
};

const TWO_INDEXES: &str = r#"
[alerts]
sources = ["INTERNET/a.atom", "INTERNET/b.atom"]
zones = ["ORZ624"]
"#;
const ONE_INDEX: &str = r#"
[alerts]
sources = ["INTERNET/a.atom"]
zones = ["ORZ624"]
"#;
const LAKEVIEW: &str = r#"
[town.lakeview]
name = "Lakeview"
latitude = 42.1888
longitude = -120.3458
stations = ["KLKV"]
grid = "MFR/190,60"
almanac = "LKV"
[air]
source = "INTERNET/aq/?latitude={latitude}&longitude={longitude}&API_KEY={key}"
"#;

fn slug(text: &str) -> Slug {
    Slug::parse(text).unwrap()
}

fn jobs() -> Vec<Job> {
    let town = slug("lakeview");
    let of_town = [Job::RefreshObservation, Job::RefreshForecast, Job::RefreshAir, Job::RefreshAlmanac];
    of_town.iter().map(|job| job(town.clone())).chain([Job::PollRadar(slug("kmax"))]).collect()
}

/// An index of one message, which cannot be had.
fn index(id: &str) -> String {
    format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Warnings</title><entry><id>urn:x:{id}</id><title>{id}</title>\
         <updated>2021-03-01T17:31:00-08:00</updated><link type=\"application/cap+xml\" href=\"{id}.cap\"/></entry></feed>"
    )
}

async fn names(station: &Station) -> Vec<String> {
    let names = station.ready.store.reader().source_names().await.unwrap();
    names.iter().map(Slug::to_string).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_left_the_settings_leaves_the_board_and_is_forgotten() {
    for house in House::each() {
        let whole = house.with(TWO_INDEXES).with(weather::TOWN).with(radar_stream::MADE).with(LAKEVIEW);
        let station = whole.opens().await;
        station.internet.says("/a.atom", 200, index("a"));
        station.internet.says("/b.atom", 200, index("b"));
        station.settles().await;
        station.passes(jiff::SignedDuration::from_secs(31)).await;
        let weather = [Job::RefreshObservation(slug("medford"))];
        for job in jobs().iter().chain(&weather).filter(|job| !matches!(job, Job::PollRadar(_))) {
            assert!(matches!(station.runs(job).await, Outcome::Failed(_)), "{job:?}");
        }
        let before = names(&station).await;
        let gone =
            ["alerts-2", "weather-lakeview-air", "weather-lakeview-almanac", "weather-lakeview-forecast"];
        for name in gone.iter().chain(&["alerts-1", "weather-medford-now", "weather-lakeview-now"]) {
            assert!(before.iter().any(|known| known == name), "{name} is not in {before:?}");
        }
        let editor = station.editor().await;
        editor.browser.opens("/desk").await.shows("lakeview").shows("KMAX").shows("Alerts, source 2");

        let less = [(TWO_INDEXES, ONE_INDEX), (LAKEVIEW, ""), (radar_stream::MADE, "")];
        let station = station.restarts_where(&less).await;
        station.settles().await;
        let editor = station.editor().await;
        let board = editor.browser.opens("/desk").await;
        board.hides("lakeview").hides("KMAX").hides("Alerts, source 2").shows("Alerts, source 1");
        editor.browser.sends("/desk/jobs/refresh-air/lakeview", &crate::people::form(&[])).await.is(404);
        for job in jobs() {
            let outcome = station.runs(&job).await;
            assert_eq!(outcome, Outcome::Done("no longer in station.toml".to_owned()), "{job:?}");
        }
        assert!(matches!(station.runs(&Job::Prune).await, Outcome::Done(_)));
        let after = names(&station).await;
        assert!(
            !after.iter().any(|name| gone.contains(&name.as_str()) || name.contains("lakeview")),
            "{after:?}"
        );
        assert!(after.iter().any(|name| name == "weather-medford-now"), "{after:?}");
        let reader = station.ready.store.reader();
        let entries =
            async |number| reader.alert_entries(&alert::source(number).unwrap()).await.unwrap().len();
        assert_eq!((entries(0).await, entries(1).await), (1, 0));
        let left = reader.job_statuses().await.unwrap();
        assert!(!left.iter().any(|status| jobs().contains(&status.job)), "{left:?}");
        assert!(left.iter().any(|status| status.job == weather[0]), "{left:?}");
        // It comes back, and nothing stands against it.
        let more = [(
            "[town.medford]",
            "[town.lakeview]\nname = \"Lakeview\"\nlatitude = 42.1888\nlongitude = -120.3458\nstations = [\"KLKV\"]\n[town.medford]",
        )];
        let station = station.restarts_where(&more).await;
        let health =
            station.ready.store.reader().source_health(&town::now_source(&slug("lakeview"))).await.unwrap();
        assert_eq!(health.failures, 0);
        station.stops().await;
    }
}
