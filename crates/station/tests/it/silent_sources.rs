//! Sources that accept a connection and never answer: they hold up themselves, each its own questions, and nothing else.

use crate::{
    house::{House, Station, eventually},
    radar_stream, weather,
};
use jiff::{SignedDuration, Timestamp};
use model::{
    job::{Job, JobStatus},
    slug::Slug,
    town,
};

/// Five towns, of each of which readings and forecasts are asked for each minute, and alerts from a source that answers.
fn five_towns() -> String {
    let mut settings = r#"
[alerts]
sources = ["INTERNET/warnings"]
[weather]
endpoint = "INTERNET"
observation_schedule = "* * * * *"
forecast_schedule = "* * * * *"
"#
    .to_owned();
    for n in 0..5 {
        settings.push_str(&format!(
            "[town.town-{n}]\nname = \"Town {n}\"\nlatitude = 42.{n}\nlongitude = -122.9\nstations = [\"KMF{n}\"]\ngrid = \"MFR/106,6{n}\"\n"
        ));
    }
    settings
}

async fn last_success(station: &Station, job: &Job) -> Option<Timestamp> {
    station.jobs().await.into_iter().find(|status| &status.job == job)?.last_success
}

/// What is known of each town's readings: it changes when a run ends.
async fn towns(station: &Station) -> Vec<Option<String>> {
    let is_town =
        |status: &JobStatus| matches!(status.job, Job::RefreshObservation(_) | Job::RefreshForecast(_));
    station.jobs().await.into_iter().filter(is_town).map(|status| status.last_error).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_weather_service_that_never_answers_holds_up_no_warning_no_story_and_no_radar() {
    for house in House::each() {
        let house = house.where_is("timeout_seconds = 5", "timeout_seconds = 600");
        let station = house.with(&five_towns()).with(radar_stream::MADE).opens().await;
        station.settles().await;
        let editor = station.editor().await;
        let mut story = editor.writes("The bridge is open", &[]).await;
        editor.presses("schedule", &mut story, &[("publish-at", "2021-03-01T18:30")]).await.leads_to();
        station.internet.says("/warnings", 200, r#"{"type":"FeatureCollection","features":[]}"#);
        station.internet.is_silent();
        let before = towns(&station).await;
        station.clock.pass(SignedDuration::from_secs(61));
        eventually("as many questions for the weather as are asked at once", async || {
            let running = station.jobs().await.into_iter().filter(|status| status.running);
            running.filter(|status| status.job.kind().starts_with("refresh-")).count() >= 3
        })
        .await;
        // From here on nothing comes of the weather, and all the rest goes on: minute after minute, and once for each.
        let radar = Job::PollRadar(Slug::parse("kmax").unwrap());
        for minute in ["18:10", "18:20", "18:31"] {
            let asked = station.internet.was_asked("/warnings");
            station.clock.set(format!("2021-03-01T{minute}:00-08:00").parse().unwrap());
            let now = station.clock.now();
            eventually("a round of alerts", async || station.internet.was_asked("/warnings") > asked).await;
            for urgent in [&radar, &Job::PollAlerts] {
                eventually(urgent.kind(), async || last_success(&station, urgent).await >= Some(now)).await;
            }
        }
        let reader = station.reader();
        eventually("the story of half past six", async || {
            reader.opens("/").await.text().contains("The bridge is open")
        })
        .await;
        assert_eq!(towns(&station).await, before, "no question for the weather had ended");
        station.internet.wakes();
        station.settles().await;
        let rows = station.jobs().await;
        assert!(rows.iter().all(|status| !status.running), "{rows:#?}");
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_that_did_not_answer_is_not_asked_again_in_the_same_job() {
    for house in House::each() {
        let house = house.where_is("timeout_seconds = 5", "timeout_seconds = 1");
        let station = house.with(weather::TOWN).opens().await;
        station.settles().await;
        station.internet.is_silent();
        let medford = Slug::parse("medford").unwrap();
        for (job, source, below) in [
            (Job::RefreshObservation(medford.clone()), town::now_source(&medford), "/stations/"),
            (Job::RefreshForecast(medford.clone()), town::forecast_source(&medford), "/gridpoints/"),
        ] {
            let before = station.internet.was_asked_below(below);
            let metars = station.internet.was_asked_below("/metar");
            station.runs(&job).await;
            assert_eq!(
                station.internet.was_asked_below(below),
                before + 1,
                "{job:?}: of all roads the first"
            );
            assert_eq!(station.internet.was_asked_below("/metar"), metars, "it is the same host");
            let health = station.ready.store.reader().source_health(&source).await.unwrap();
            let why = health.last_error.unwrap();
            assert!(why.contains("did not finish its answer within 1 seconds"), "{why}");
        }
        station.internet.wakes();
        station.stops().await;
    }
}
