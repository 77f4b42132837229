//! A large archive, and what a page of it costs to make: what `cargo xtask bench archive` and `publish` stand on.
//!
//! `archive_pages fill DATA STORIES` adds that many published stories to a data folder that the demonstration has begun, seven
//! sections, its own authors and pictures, 300 tags. `archive_pages render DATA PAGES` reads and renders that many different
//! stories, then the front as often, with the page cache off, through the station's own router; and compresses each.
#![allow(clippy::unwrap_used, reason = "a measurement fails by panicking")]

use anyhow::{Context, Result, bail};
use desk::{Desk, asker::Asker};
use http::HeaderMap;
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use model::{
    Slug,
    id::StoryId,
    media::MediaState,
    stale::Stale,
    story::{Change, Content, Language, Lead, Status, Story},
    tag::Tag,
    url::{Listing, StoryPath, Url},
};
use station::{
    clock::Start,
    settings::{self, Place, Settings},
};
use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};
use store::Store;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use web::{
    App, OwnRouter,
    access::AccessLog,
    cache::{Cache, Encoding, Rendered},
};

// As the station has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const SECTIONS: [&str; 7] = ["local", "wildfire", "politics", "business", "sports", "weather", "opinion"];
const AT: &str = "2021-03-01T18:00:00-08:00";
/// Stories in one transaction.
const BATCH: i64 = 1_000;
/// Twenty stories a day.
const BETWEEN: SignedDuration = SignedDuration::from_secs(86_400 / 20);

#[tokio::main]
async fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [verb, data, number] = words.as_slice() else {
        bail!("usage: archive_pages fill DATA STORIES | archive_pages render DATA PAGES");
    };
    let (data, number) = (PathBuf::from(data), number.parse().context("no number")?);
    let _held = station::home::hold(&data)?;
    let settings = settings_of(data)?;
    match verb.as_str() {
        "fill" => fill(&settings, number).await,
        "render" => render(settings, usize::try_from(number)?).await,
        _ => bail!("fill or render"),
    }
}

/// The demonstration's, over another data folder.
fn settings_of(data: PathBuf) -> Result<Settings> {
    let place = Place { home: PathBuf::from("demo"), data, database: None, air_key: None };
    settings::load(&place).map_err(|faults| anyhow::anyhow!("{faults:?}"))
}

// ── fill ──

/// What generated stories are made from.
struct Stock {
    authors: Vec<Slug>,
    leads: Vec<Lead>,
}

impl Stock {
    async fn of(store: &Store) -> Result<Self> {
        let authors = store.reader().authors().await?.into_iter().map(|author| author.slug).collect();
        let (library, _) = store.reader().media_list(0, 50).await?;
        let ready = library.into_iter().filter(|media| media.state == MediaState::Ready);
        let leads = ready.map(|media| Lead {
            picture: media.key,
            alt: media.alt.or_else(|| Some("A picture".to_owned())),
            caption: media.caption,
            credit: media.credit,
        });
        let stock = Self { authors, leads: leads.collect() };
        anyhow::ensure!(
            !stock.authors.is_empty() && !stock.leads.is_empty(),
            "start the demonstration first"
        );
        Ok(stock)
    }
}

async fn fill(settings: &Settings, stories: i64) -> Result<()> {
    let store = Store::open(&settings.store).await?;
    let stock = Stock::of(&store).await?;
    let begun = Instant::now();
    let mut n = 0;
    while n < stories {
        let tx = store.begin(moment_of(n, stories)).await?;
        for _ in 0..BATCH.min(stories - n) {
            tx.insert_story(&story(n, stories, &stock)).await?;
            n += 1;
        }
        tx.commit(Stale::nothing()).await?;
    }
    store.close().await;
    println!("{stories} stories written in {:.1} s", begun.elapsed().as_secs_f64());
    Ok(())
}

fn story(n: i64, stories: i64, stock: &Stock) -> Story {
    let now = moment_of(n, stories);
    let mut story = Story {
        id: StoryId(0),
        content: content(n, stock),
        revision: 1,
        status: Status::Draft,
        publish_at: None,
        embargo: None,
        live: None,
        corrections: Vec::new(),
        created_at: now,
        saved_at: now,
        saved_by: "Archive".into(),
    };
    story.publish(Change::Material, Vec::new(), now, &TimeZone::UTC).unwrap();
    story
}

/// A story of some 400 words; every third has a picture.
fn content(n: i64, stock: &Stock) -> Content {
    let index = usize::try_from(n).unwrap();
    let paragraph = "The council heard for two hours from people who live along the creek, and from two who do not, \
        before it put off the vote on the bridge to a meeting in April that everyone expects to be longer still. ";
    let (body, _) = prose::markdown::parse(&format!("{}\n\n", paragraph.repeat(2)).repeat(6));
    let tag = |k: usize| Tag::parse(&format!("Tag {}", (index * 31 + k * k * 7) % 300)).unwrap();
    Content {
        headline: headline(n),
        dek: "Two hours of testimony, no decision, and a meeting in April.".into(),
        section: Some(Slug::parse(SECTIONS[index % 7]).unwrap()),
        authors: vec![stock.authors[index % stock.authors.len()].clone()],
        tags: (0..4).map(tag).collect(),
        body,
        lead: index.is_multiple_of(3).then(|| stock.leads[index / 3 % stock.leads.len()].clone()),
        ..Content::blank(Language::english())
    }
}

fn headline(n: i64) -> String {
    format!("Council puts off the vote on bridge number {n}")
}

/// The last one a day before the demonstration begins.
fn moment_of(n: i64, stories: i64) -> Timestamp {
    let last: Timestamp = "2021-02-20T00:00:00Z".parse().unwrap();
    last - BETWEEN * i32::try_from(stories - n).unwrap()
}

// ── render ──

async fn render(settings: Settings, pages: usize) -> Result<()> {
    let store = Store::open(&settings.store).await?;
    let paths = some_stories(&store, pages).await?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let limits = settings.limits.clone();
    let app = app(settings, store.clone(), address).await?;
    let stop = CancellationToken::new();
    let serving = tokio::spawn(web::server::serve(listener, app.clone(), limits, stop.clone()));
    let asker = OwnRouter(app);
    let stories: Vec<Url> = paths.into_iter().map(Url::Story).collect();
    measure("story", &asker, &stories, address).await?;
    measure("front", &asker, &vec![Url::Front; pages], address).await?;
    let lists: Vec<Url> = SECTIONS.iter().cycle().take(pages).map(|section| section_page(section)).collect();
    measure("section", &asker, &lists, address).await?;
    stop.cancel();
    serving.await?;
    store.close().await;
    Ok(())
}

fn section_page(section: &str) -> Url {
    Url::List(Listing::Section(Slug::parse(section).unwrap()), 1)
}

/// Stories from all over the archive, so that the database's own cache helps as little as it would a crawler.
async fn some_stories(store: &Store, count: usize) -> Result<Vec<StoryPath>> {
    // The demonstration's own stories have the first numbers.
    let (first, all) = (100, store.reader().stories_in(&Listing::All).await?);
    let step = (i64::try_from(all)? - first) / i64::try_from(count)?.max(1);
    let ids: Vec<StoryId> = (0..count).map(|k| StoryId(first + step * i64::try_from(k).unwrap())).collect();
    let mut paths = Vec::new();
    for ids in ids.chunks(50) {
        paths.extend(store.reader().teasers_of(ids).await?.into_iter().map(|teaser| teaser.path));
    }
    anyhow::ensure!(paths.len() == count, "{} of {count} stories: is the archive filled?", paths.len());
    Ok(paths)
}

/// The room that answers, without its memory.
async fn app(mut settings: Settings, store: Store, address: SocketAddr) -> Result<App> {
    settings.web.cache = false;
    settings.station.base_url = format!("http://{address}");
    let clock = Start::At(AT.parse()?).clock(store.reader().last_moment().await?);
    let theme = settings::theme(&settings.theme).map_err(|faults| anyhow::anyhow!("{faults:?}"))?;
    let desk = Desk::new(store.clone(), clock.clone(), Arc::new(settings.station), settings.tables);
    Ok(web::open(web::Parts {
        store,
        desk,
        renderer: Arc::new(pages::Renderer::new(&theme)?),
        access: AccessLog::new(None, move || clock.now()),
        understand_picture: Arc::new(|_| Err("no uploads here".to_owned())),
        settings: settings.web,
    }))
}

/// Prints `name, what, median ms, 95th per cent ms`, a line each for rendering, compressing, and both.
async fn measure(name: &str, asker: &OwnRouter, urls: &[Url], address: SocketAddr) -> Result<()> {
    // The first answers pay for statements and templates that are prepared once.
    for url in urls.iter().take(20) {
        asker.ask(url, "<html", 0).await;
    }
    let (mut rendered, mut packed, mut both) = (Vec::new(), Vec::new(), Vec::new());
    let (mut bytes, mut sent) = (0, 0);
    for url in urls {
        let begun = Instant::now();
        let answer = asker.ask(url, "<html", 0).await;
        let took = begun.elapsed();
        anyhow::ensure!(answer.found, "{url} was not found");
        let path = url.to_string();
        let body = tokio::task::spawn_blocking(move || fetch(address, &path)).await??;
        let (compressing, size) = compress(&url.to_string(), body).await?;
        (bytes, sent) = (bytes + answer.bytes, sent + size);
        rendered.push(took);
        packed.push(compressing);
        both.push(took + compressing);
    }
    for (what, times) in [("render", &mut rendered), ("brotli", &mut packed), ("both", &mut both)] {
        times.sort_unstable();
        println!("{name:<8} {what:<7} {:8.3} {:8.3}", at(times, 50), at(times, 95));
    }
    let count = urls.len() as u64;
    println!("{name:<8} bytes   {:8} {:8}", bytes / count, sent / count);
    Ok(())
}

/// Milliseconds.
fn at(sorted: &[Duration], part: usize) -> f64 {
    sorted[(sorted.len() - 1) * part / 100].as_secs_f64() * 1e3
}

/// What the first reader of a kept page who takes brotli waits for, and the bytes he gets.
async fn compress(path: &str, body: String) -> Result<(Duration, u64)> {
    let cache = Cache::new(64 << 20, true);
    let rendered = || async {
        let (content_type, keys) = ("text/html; charset=utf-8", Vec::new());
        Ok::<_, anyhow::Error>(Rendered::new(content_type, body.clone(), keys))
    };
    let page = cache.get_or_render(path, rendered).await?;
    let begun = Instant::now();
    let (_, _, packed) = page.answer(Encoding::Brotli, &HeaderMap::new());
    Ok((begun.elapsed(), packed.len() as u64))
}

/// The page as a reader without any compression gets it.
fn fetch(address: SocketAddr, path: &str) -> Result<String> {
    let mut stream = TcpStream::connect(address)?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let (head, body) = answer.split_once("\r\n\r\n").context("no answer")?;
    anyhow::ensure!(head.starts_with("HTTP/1.1 200"), "{path}: {head}");
    Ok(body.to_owned())
}
