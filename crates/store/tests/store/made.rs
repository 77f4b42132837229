//! Made-up nouns for tests.

use jiff::{Timestamp, ToSpan as _, tz::TimeZone};
use model::{
    Slug,
    id::StoryId,
    stale::Stale,
    story::{Change, Content, Kind, Language, Lead, Origin, Status, Story},
    tag::Tag,
    url::{Month, StoryPath},
};
use prose::MediaKey;
use store::Store;

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// Noon of 1 March 2021, UTC, and so many minutes.
pub(crate) fn minute(minutes: i64) -> Timestamp {
    at("2021-03-01T12:00:00Z") + minutes.minutes()
}

pub(crate) fn slug(text: &str) -> Slug {
    Slug::parse(text).unwrap()
}

pub(crate) fn key(text: &str) -> MediaKey {
    MediaKey::parse(text).unwrap()
}

pub(crate) fn path(text: &str) -> StoryPath {
    StoryPath { month: Month { year: 2021, month: 3 }, slug: slug(text) }
}

pub(crate) fn language(text: &str) -> Language {
    Language::parse(text).unwrap()
}

/// A plain piece of content in section `local`.
pub(crate) fn content(headline: &str) -> Content {
    let (body, problems) = prose::markdown::parse(&format!("{headline}, as told in a sentence."));
    assert!(problems.is_empty());
    Content {
        headline: headline.to_owned(),
        section: Some(slug("local")),
        authors: vec![slug("ana-ruiz")],
        body,
        ..Content::blank(language("en"))
    }
}

/// Content with something in every field.
pub(crate) fn full_content() -> Content {
    let text = "Gusts to **45 mph** are likely.\n\n## Where\n\n- Ashland\n- [Medford](/place/medford-or)\n\n> Stay home.";
    let (mut body, problems) = prose::markdown::parse(text);
    assert!(problems.is_empty(), "{problems:?}");
    body.blocks.push(prose::Block::Image(prose::Picture {
        key: key("m-inside"),
        alt: Some("A tree across a road".into()),
        caption: None,
        credit: Some("A reader".into()),
    }));
    Content {
        headline: "Éric's “wind” watch: 100% of the valley_floor".into(),
        dek: "What to do, and when.\nTwo lines.".into(),
        slug: Some(slug("wind-watch")),
        section: Some(slug("weather")),
        kind: Kind::Analysis,
        language: language("es-MX"),
        authors: vec![slug("ana-ruiz"), slug("ben-ode")],
        tags: vec![Tag::parse("Wind").unwrap(), Tag::parse("School board").unwrap()],
        places: vec![slug("medford-or")],
        body,
        lead: Some(Lead {
            picture: key("m-lead"),
            alt: Some("Bent trees".into()),
            caption: Some("On Main".into()),
            credit: None,
        }),
        origin: Some(Origin {
            name: "Valley Wire".into(),
            canonical: Some("https://wire.example/1".into()),
            rights: Some("© Valley Wire".into()),
        }),
    }
}

/// A draft as the desk would begin it.
pub(crate) fn draft(content: Content, now: Timestamp) -> Story {
    Story {
        id: StoryId(0),
        content,
        revision: 1,
        status: Status::Draft,
        publish_at: None,
        embargo: None,
        live: None,
        corrections: Vec::new(),
        created_at: now,
        saved_at: now,
        saved_by: "Ana Ruiz".into(),
    }
}

/// Keeps a draft; answers it with its number.
pub(crate) async fn kept(store: &Store, content: Content, now: Timestamp) -> Story {
    let tx = store.begin(now).await.unwrap();
    let story = draft(content, now);
    let id = tx.insert_story(&story).await.unwrap();
    tx.commit(Stale::nothing()).await.unwrap();
    Story { id, ..story }
}

/// Keeps and publishes a story at `now`; answers it as it is then.
pub(crate) async fn published(store: &Store, content: Content, now: Timestamp) -> Story {
    let mut story = kept(store, content, now).await;
    publish(&mut story, now);
    save(store, &story, now).await;
    story
}

pub(crate) fn publish(story: &mut Story, now: Timestamp) {
    story.publish(Change::Material, Vec::new(), now, &TimeZone::UTC).unwrap();
}

pub(crate) async fn save(store: &Store, story: &Story, now: Timestamp) {
    let tx = store.begin(now).await.unwrap();
    tx.save_story(story).await.unwrap();
    tx.commit(Stale::nothing()).await.unwrap();
}
