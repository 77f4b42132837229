//! Every question that a reader's request asks is answered from an index. Checked with SQLite's own plan of each
//! statement, as it was really sent, over a database with enough rows for its planner to care.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use crate::{
    sql::values,
    store::{Options, Store},
};
use jiff::{Timestamp, ToSpan as _, tz::TimeZone};
use model::{
    Slug,
    id::{StoryId, UserId},
    radar::{FrameId, RadarId},
    stale::Stale,
    story::{Change, Content, Language, Status, Story},
    tag::Tag,
    town::StationId,
    url::{Listing, Month},
    weather::{ForecastKind, Part},
};
use prose::MediaKey;
use std::cell::RefCell;

tokio::task_local! {
    static ASKED: RefCell<Vec<String>>;
}

/// Called with every question while a test listens.
pub(crate) fn note(sql: &str) {
    // Outside such a test there is nobody to tell.
    let _ = ASKED.try_with(|asked| asked.borrow_mut().push(sql.to_owned()));
}

/// Tables that grow with the archive: going through one of them whole is a mistake.
const GROWING: [&str; 23] = [
    "airs",
    "unmeasured_airs",
    "precipitations",
    "almanacs",
    "own_forecasts",
    "zone_shapes",
    "observations",
    "radar_frames",
    "radar_uses",
    "forecasts",
    "forecast_days",
    "stories",
    "s",
    "revisions",
    "r",
    "listing",
    "story_pictures",
    "redirects",
    "media",
    "nights",
    "alerts",
    "alert_ties",
    "notices",
];

#[tokio::test]
async fn public_questions_are_answered_from_indexes() {
    let folder = tempfile::TempDir::new().unwrap();
    let store = filled(&folder).await;
    let asked = ASKED
        .scope(RefCell::new(Vec::new()), async {
            ask_everything(&store).await;
            ASKED.with(RefCell::take)
        })
        .await;
    assert!(asked.len() >= 20, "only {} questions were heard", asked.len());
    let mut told = String::new();
    for sql in asked {
        let plan = plan(&store, &sql).await;
        for line in &plan {
            let whole = line.strip_prefix("SCAN ").and_then(|rest| rest.split(' ').next());
            assert!(!whole.is_some_and(|table| GROWING.contains(&table)), "{sql}\n{plan:#?}");
            // Nearly all stories have the same status: this index is for the desk.
            assert!(!line.contains("stories_status_saved"), "{sql}\n{plan:#?}");
        }
        told += &format!("{sql}\n  {}\n", plan.join("\n  "));
    }
    assert!(told.contains("SEARCH listing USING PRIMARY KEY (kind=? AND slug=?)"), "{told}");
    assert!(told.contains("SEARCH s USING INDEX stories_path (live_month=? AND live_slug=?)"), "{told}");
}

/// The questions of public pages, of a session, and of the desk's first page.
async fn ask_everything(store: &Store) {
    let reader = store.reader();
    let slug = |text| Slug::parse(text).unwrap();
    let month = Month { year: 2021, month: 3 };
    let path = model::url::StoryPath { month, slug: slug("story-7") };
    let key = MediaKey::parse("m-lead").unwrap();
    reader.published(&path).await.unwrap();
    reader.published(&model::url::StoryPath { month, slug: slug("none") }).await.unwrap();
    reader.published_by_id(StoryId(7)).await.unwrap();
    for list in [Listing::All, Listing::Section(slug("local")), Listing::Tag(slug("water"))] {
        reader.teasers(&list, 40, 20).await.unwrap();
        reader.published_many(&list, 20).await.unwrap();
    }
    reader.month(month, 0, 20).await.unwrap();
    reader.months().await.unwrap();
    reader.since("2021-03-01T00:00:00Z".parse().unwrap(), 20).await.unwrap();
    reader.teasers_at(&[path.clone(), path]).await.unwrap();
    reader.teasers_of(&[StoryId(7), StoryId(9)]).await.unwrap();
    reader.related(StoryId(7), &content(7), 5).await.unwrap();
    reader.tags(20).await.unwrap();
    reader.tag(&slug("water")).await.unwrap();
    reader.media(&key).await.unwrap();
    reader.media_many(&[key.clone(), key.clone()]).await.unwrap();
    reader.media_is_public(&key).await.unwrap();
    reader.stories_with(&key).await.unwrap();
    reader.table(&slug("or-covid")).await.unwrap();
    let (table, day) = (slug("or-covid"), "2021-02-28".parse().unwrap());
    reader.table_on(&table, day).await.unwrap();
    reader.table_before(&table, day, 20).await.unwrap();
    reader.table_days(&table, 20).await.unwrap();
    reader.table_series(&table, Some("41029"), day).await.unwrap();
    reader.table_updates(&table, 20).await.unwrap();
    reader.table_revisions(&table, 20).await.unwrap();
    reader.table_revised_days(&table, day).await.unwrap();
    reader.table_row_revised_days(&table, "41029", day).await.unwrap();
    reader.table_notes(&table).await.unwrap();
    let now: Timestamp = "2021-03-01T00:00:00Z".parse().unwrap();
    reader.alerts_in_force(now).await.unwrap();
    reader.alerts_lately(20).await.unwrap();
    reader.alert(1).await.unwrap();
    reader.alert_chain(1).await.unwrap();
    reader.alert_family(&model::alert::Alert::default()).await.unwrap();
    reader.notices_in_force(now).await.unwrap();
    reader.notice(1).await.unwrap();
    let zone = model::alert::Zone { code: "ORZ624".into(), kind: model::alert::ZoneKind::Fire };
    reader.zone_shapes(&[zone].into()).await.unwrap();
    ask_the_weather(&reader, now).await;
    ask_radars(&reader, now).await;
    reader.session(&[0; 32]).await.unwrap();
    reader.user(UserId(1)).await.unwrap();
    reader.story(StoryId(7)).await.unwrap();
    reader.revisions(StoryId(7)).await.unwrap();
    reader.has_job_key("k").await.unwrap();
}

async fn ask_the_weather(reader: &crate::Reader, now: Timestamp) {
    let town = Slug::parse("medford").unwrap();
    let day = "2021-02-28".parse().unwrap();
    reader.observation(&town).await.unwrap();
    reader.air(&town).await.unwrap();
    reader.air_unmeasured(&town).await.unwrap();
    reader.observation_by(&town, &StationId::parse("KMFR").unwrap()).await.unwrap();
    reader.observations(&town, now).await.unwrap();
    reader.forecast(&town, ForecastKind::Days).await.unwrap();
    reader.forecast_of(&town, day, Part::Day).await.unwrap();
    reader.own_forecasts(&town, now).await.unwrap();
    reader.almanac(&town, day).await.unwrap();
    reader.precipitation(&town, day).await.unwrap();
    reader.weather_station(&StationId::parse("KMFR").unwrap()).await.unwrap();
}

async fn ask_radars(reader: &crate::Reader, now: Timestamp) {
    let radar = RadarId::parse("KMAX").unwrap();
    reader.radar_frames(&radar, 12).await.unwrap();
    reader.radar_frame(&radar, FrameId::new(now, 1)).await.unwrap();
    reader.radar_look(&radar, now).await.unwrap();
}

async fn plan(store: &Store, sql: &str) -> Vec<String> {
    let rows = store.reader().link.all(&format!("EXPLAIN QUERY PLAN {sql}"), values![]).await.unwrap();
    rows.iter()
        .map(|row| {
            let mut columns = row.columns();
            for _ in ["id", "parent", "unused"] {
                columns.skip();
            }
            columns.text().unwrap()
        })
        .collect()
}

async fn filled(folder: &tempfile::TempDir) -> Store {
    let place = folder.path().display();
    let options = Options {
        database: format!("sqlite:{place}/s.sqlite"),
        blobs: format!("file:{place}/blobs"),
        readers: 1,
    };
    let store = Store::open(&options).await.unwrap();
    let start: Timestamp = "2021-03-01T00:00:00Z".parse().unwrap();
    let tx = store.begin(start).await.unwrap();
    for n in 0..300 {
        let mut story = Story {
            id: StoryId(0),
            content: content(n),
            revision: 1,
            status: Status::Draft,
            publish_at: None,
            embargo: None,
            live: None,
            corrections: Vec::new(),
            created_at: start,
            saved_at: start,
            saved_by: "Ana".into(),
        };
        story.publish(Change::Material, Vec::new(), start + n.minutes(), &TimeZone::UTC).unwrap();
        tx.insert_story(&story).await.unwrap();
    }
    tx.commit(Stale::nothing()).await.unwrap();
    store
}

fn content(n: i64) -> Content {
    Content {
        headline: format!("Story {n}"),
        section: Some(Slug::parse("local").unwrap()),
        tags: vec![Tag::parse("Water").unwrap(), Tag::parse("Dams").unwrap()],
        ..Content::blank(Language::english())
    }
}
