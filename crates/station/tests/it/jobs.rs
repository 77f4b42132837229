//! Every kind of job may run twice: the second run changes nothing that anybody sees.

use crate::{
    air,
    crawl::{assert_same, crawl},
    house::{House, Station, demo},
    people::Editor,
    radar_stream, weather,
};
use jiff::SignedDuration;
use model::{
    job::{Job, Outcome},
    slug::Slug,
    story::Status,
};

const TABLE: &str = r#"
[table.or-covid]
title = "COVID-19 in Oregon, by county"
counties = "OR"
aliases = { Unassigned = "unassigned" }
total_row = "Total"
credit = "Johns Hopkins University"
source = { name = "Oregon", url = "replay:data/or-covid", schedule = "15 1 * * *" }
measure = [{ column = "cases", label = "Cases", cumulative = true }, { column = "deaths", label = "Deaths" }]
"#;

/// A job of a kind that has something to do on this station.
async fn example(kind: &str, station: &Station, editor: &Editor) -> Job {
    match kind {
        "make-renditions" => {
            let bytes = std::fs::read(demo().join("content/pictures/bridge-fog.jpg")).unwrap();
            let form = editor.uploads(&bytes, "Fog under a bridge.").await;
            let id = form.rsplit('/').next().unwrap().parse().unwrap();
            station.settles().await;
            let media = station.ready.store.reader().media_by_id(id).await.unwrap().unwrap();
            editor.puts_out("Fog", &[("lead", media.key.as_str())]).await;
            Job::MakeRenditions(id)
        }
        "publish-story" => {
            let mut late = editor.writes("At seven", &[]).await;
            editor.presses("schedule", &mut late, &[("publish-at", "2021-03-01T19:00")]).await.leads_to();
            Job::PublishStory(late.id())
        }
        "refresh-table" => Job::RefreshTable(Slug::parse("or-covid").unwrap()),
        "poll-alerts" => Job::PollAlerts,
        "refresh-observation" => {
            weather::answers_well(station);
            Job::RefreshObservation(Slug::parse("medford").unwrap())
        }
        "refresh-forecast" => Job::RefreshForecast(Slug::parse("medford").unwrap()),
        "refresh-air" => {
            air::answers_well(station);
            Job::RefreshAir(Slug::parse("medford").unwrap())
        }
        "refresh-almanac" => Job::RefreshAlmanac(Slug::parse("medford").unwrap()),
        "poll-radar" => Job::PollRadar(Slug::parse("kmax").unwrap()),
        "draw-mosaic" => Job::DrawMosaic,
        "age-readings" => Job::AgeReadings,
        "prune" => {
            editor.writes("", &[("origin-name", ""), ("body", "")]).await;
            Job::Prune
        }
        other => panic!("{other}: give this test an example of the new kind of job"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_job_runs_twice_and_the_second_run_changes_nothing() {
    for house in House::each() {
        let station =
            house.with(TABLE).with(weather::TOWN).with(air::AIR).with(radar_stream::MADE).opens().await;
        station.settles().await;
        let editor = station.editor().await;
        for kind in Job::KINDS {
            let job = example(kind, &station, &editor).await;
            assert_eq!(job.kind(), kind);
            if kind == "publish-story" {
                station.until("2021-03-01T19:00:01-08:00").await;
            }
            let first = station.runs(&job).await;
            assert!(matches!(first, Outcome::Done(_)), "{kind}, first run: {first:?}");
            station.settles().await;
            let before = crawl(&station.reader()).await;
            let second = station.runs(&job).await;
            assert!(matches!(second, Outcome::Done(_)), "{kind}, second run: {second:?}");
            station.settles().await;
            assert_same(&before, &crawl(&station.reader()).await, &format!("{kind}, from memory"));
            let plain = crawl(&station.without_memory().await).await;
            assert_same(&before, &plain, &format!("{kind}, without memory"));
        }
        station.reader().opens("/story/2021/03/at-seven").await.shows("At seven");
        station.reader().opens("/data/or-covid").await.shows("155,597");
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_in_which_nothing_was_written_is_gone_after_a_day() {
    for house in House::each() {
        let station = house.opens().await;
        let editor = station.editor().await;
        let nothing = [("section", ""), ("origin-name", ""), ("body", "")];
        let blank = editor.writes("", &nothing).await;
        let word = editor.writes("", &[("section", ""), ("origin-name", ""), ("body", "A word.")]).await;
        let named = editor.writes("A headline", &nothing).await;
        let reads = station.ready.store.reader();
        let kept = async |id| reads.story(id).await.unwrap().map(|story| story.status);
        assert!(matches!(station.runs(&Job::Prune).await, Outcome::Done(_)));
        assert_eq!(kept(blank.id()).await, Some(Status::Draft), "it is of today");
        station.passes(SignedDuration::from_hours(25)).await;
        assert!(matches!(station.runs(&Job::Prune).await, Outcome::Done(_)));
        assert_eq!(kept(blank.id()).await, None);
        assert_eq!(kept(word.id()).await, Some(Status::Draft));
        assert_eq!(kept(named.id()).await, Some(Status::Draft));
        let editor = Editor::signs_in(station.reader()).await;
        editor.browser.opens("/desk/audit").await.shows("story.prune").shows("a blank draft that Nell began");
        editor.browser.opens(&blank.form).await.is(404);
        station.stops().await;
    }
}
