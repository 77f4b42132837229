//! Fills a fresh SQLite database with an archive of N stories (100,000 unless said otherwise) and tells how long the
//! reads behind public pages take: `cargo run --release -p store --example archive -- [N] [DATABASE]`. A database that is
//! given and has stories already is measured as it is.
#![allow(clippy::unwrap_used, reason = "a measurement fails by panicking")]
#![allow(clippy::disallowed_methods, reason = "a measurement is not a station")]

use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use model::{
    Slug,
    id::StoryId,
    stale::Stale,
    story::{Change, Content, Language, Status, Story},
    tag::Tag,
    url::{Listing, Month, StoryPath},
};
use std::{
    future::Future,
    time::{Duration, Instant},
};
use store::{Found, Options, Reader, Store};

const SECTIONS: [&str; 7] = ["local", "wildfire", "politics", "business", "sports", "weather", "opinion"];
const ROUNDS: u32 = 500;

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let stories: i64 = arguments.next().map_or(100_000, |text| text.parse().unwrap());
    let folder = tempfile::TempDir::new().unwrap();
    let place = folder.path().display();
    let database = arguments.next().unwrap_or_else(|| format!("sqlite:{place}/archive.sqlite"));
    let options = Options { database, blobs: format!("file:{place}/blobs"), readers: 4 };
    let store = Store::open(&options).await.unwrap();
    let begun = Instant::now();
    if store.reader().months().await.unwrap().is_empty() {
        fill(&store, stories).await;
        println!("{stories} stories written in {:.1} s", begun.elapsed().as_secs_f64());
    }
    store.close().await;
    let begun = Instant::now();
    let store = Store::open(&options).await.unwrap();
    store.ping().await.unwrap();
    println!("opened again in {:.1} ms", begun.elapsed().as_secs_f64() * 1e3);
    measure_reads(&store.reader(), stories).await;
    measure_publish(&store, stories).await;
}

async fn measure_reads(reader: &Reader, stories: i64) {
    let slug = |text: &str| Slug::parse(text).unwrap();
    let paths: Vec<StoryPath> = (0..i64::from(ROUNDS)).map(|n| path_of(n * 7919 % stories)).collect();
    let contents: Vec<Content> = (0..i64::from(ROUNDS)).map(|n| content(n * 7919 % stories)).collect();
    let index = |n: i64| usize::try_from(n).unwrap();
    measure("published", async |n| {
        let found = reader.published(&paths[index(n)]).await.unwrap();
        assert!(matches!(found, Found::Story(_)));
    })
    .await;
    measure("published, no such address", async |n| {
        let month = paths[index(n)].month;
        reader.published(&StoryPath { month, slug: slug("none") }).await.unwrap();
    })
    .await;
    measure("teasers of a section, first 20", async |n| {
        let section = Listing::Section(slug(SECTIONS[index(n) % 7]));
        assert_eq!(reader.teasers(&section, 0, 20).await.unwrap().teasers.len(), 20);
    })
    .await;
    measure("teasers of all, page 2000", async |_| {
        reader.teasers(&Listing::All, 40_000.min(stories.unsigned_abs() / 2), 20).await.unwrap();
    })
    .await;
    measure("latest 30", async |_| assert_eq!(reader.latest(30).await.unwrap().len(), 30)).await;
    measure("related 5", async |n| {
        let id = StoryId(n * 7919 % stories + 1);
        assert_eq!(reader.related(id, &contents[index(n)], 5).await.unwrap().len(), 5);
    })
    .await;
    measure("teasers of 9 chosen stories", async |n| {
        let ids: Vec<StoryId> = (0..9).map(|k| StoryId((n * 7919 + k * 97) % stories + 1)).collect();
        assert_eq!(reader.teasers_of(&ids).await.unwrap().len(), 9);
    })
    .await;
    measure("published_many, feed of 20", async |_| {
        assert_eq!(reader.published_many(&Listing::All, 20).await.unwrap().len(), 20);
    })
    .await;
    measure_small_lists(reader, stories).await;
}

async fn measure_small_lists(reader: &Reader, stories: i64) {
    measure("months", async |_| assert!(!reader.months().await.unwrap().is_empty())).await;
    measure("a month, first 20", async |_| {
        reader.month(Month { year: 2021, month: 1 }, 0, 20).await.unwrap();
    })
    .await;
    measure("tags, 50", async |_| assert!(!reader.tags(50).await.unwrap().is_empty())).await;
    measure("since two days", async |_| {
        reader.since(moment_of(stories - 20), 100).await.unwrap();
    })
    .await;
    measure("desk list, first 50", async |_| {
        reader.desk_stories(None, None, 0, 50).await.unwrap();
    })
    .await;
    measure("desk list, text in a headline", async |_| {
        reader.desk_stories(None, Some("nowhere to be found"), 0, 50).await.unwrap();
    })
    .await;
    measure("status counts", async |_| {
        reader.status_counts().await.unwrap();
    })
    .await;
}

async fn measure_publish(store: &Store, stories: i64) {
    let now = moment_of(stories + 1);
    measure("republish a story with another headline", async |n| {
        let tx = store.begin(now).await.unwrap();
        let mut story = tx.story(StoryId(n * 7919 % stories + 1)).await.unwrap().unwrap();
        let content = Content { headline: format!("Changed {n}"), ..story.content.clone() };
        story.save(content, "Ana", now).unwrap();
        story.publish(Change::Material, Vec::new(), now, &TimeZone::UTC).unwrap();
        tx.save_story(&story).await.unwrap();
        tx.commit(Stale::nothing()).await.unwrap();
    })
    .await;
}

async fn measure<F: Future<Output = ()>>(what: &str, mut once: impl FnMut(i64) -> F) {
    for n in 0..20 {
        once(n).await;
    }
    let mut times: Vec<Duration> = Vec::new();
    for n in 0..i64::from(ROUNDS) {
        let begun = Instant::now();
        once(n).await;
        times.push(begun.elapsed());
    }
    times.sort_unstable();
    let at = |part: usize| times[(times.len() - 1) * part / 100].as_secs_f64() * 1e3;
    println!("{what:42} p50 {:7.3} ms   p99 {:7.3} ms", at(50), at(99));
}

async fn fill(store: &Store, stories: i64) {
    let mut n = 0;
    while n < stories {
        let tx = store.begin(moment_of(n)).await.unwrap();
        for _ in 0..500.min(stories - n) {
            tx.insert_story(&story(n)).await.unwrap();
            n += 1;
        }
        tx.commit(Stale::nothing()).await.unwrap();
    }
}

fn story(n: i64) -> Story {
    let now = moment_of(n);
    let mut story = Story {
        id: StoryId(0),
        content: content(n),
        revision: 1,
        status: Status::Draft,
        publish_at: None,
        embargo: None,
        live: None,
        corrections: Vec::new(),
        created_at: now,
        saved_at: now,
        saved_by: "Ana Ruiz".into(),
    };
    story.publish(Change::Material, Vec::new(), now, &TimeZone::UTC).unwrap();
    story
}

/// A story of some 400 words, in lists as a small station would have them: 7 sections, 12 authors, 300 tags.
fn content(n: i64) -> Content {
    let index = usize::try_from(n).unwrap();
    let paragraph = "The council heard for two hours from people who live along the creek, and from two who do not, \
        before it put off the vote on the bridge to a meeting in April that everyone expects to be longer still. ";
    let (body, _) = prose::markdown::parse(&format!("{}\n\n", paragraph.repeat(3)).repeat(4));
    let tag = |k: usize| Tag::parse(&format!("Tag {}", (index * 31 + k * k * 7) % 300)).unwrap();
    Content {
        headline: format!("Council puts off the vote on bridge number {n}"),
        dek: "Two hours of testimony, no decision, and a meeting in April.".into(),
        section: Some(Slug::parse(SECTIONS[index % 7]).unwrap()),
        authors: vec![Slug::parse(&format!("author-{}", index % 12)).unwrap()],
        tags: (0..4).map(tag).collect(),
        body,
        ..Content::blank(Language::english())
    }
}

/// Twenty stories a day, up to 1 March 2021.
fn moment_of(n: i64) -> Timestamp {
    let start: Timestamp = "2007-06-01T00:00:00Z".parse().unwrap();
    start + SignedDuration::from_secs(n * 86_400 / 20)
}

fn path_of(n: i64) -> StoryPath {
    story(n).live.unwrap().path
}
