//! From the arrival of a chunk to its squares in the store and its frame in the manifest, chunk by chunk of recorded
//! volumes, with the default zooms. Each is a folder of chunks, or a whole volume, whose records come as the chunks that they
//! were. `cargo run --release -p station --example radar_stream -- FOLDER_OR_FILE RADAR [FOLDER_OR_FILE RADAR …]`
#![allow(clippy::unwrap_used, reason = "a measurement fails by panicking")]
#![allow(clippy::disallowed_methods, reason = "a measurement is not a station")]

use jiff::SignedDuration;
use model::{job::Job, radar::RadarId, slug::Slug, stale::Key};
use radar::ChunkName;
use station::{
    clock::{Manual, Start},
    run::{Plan, run},
    settings::{self, Place},
};
use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};
use tokio::{net::TcpListener, sync::oneshot};
use tokio_util::sync::CancellationToken;

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut growing = Vec::new();
    for pair in arguments.chunks_exact(2) {
        println!("{} of {}", pair[1], pair[0]);
        growing.extend(stream(&chunks(Path::new(&pair[0])), &pair[1]).await);
    }
    println!(
        "of all {} chunks of a lowest tilt, but the first after each start: {}",
        growing.len(),
        told(&growing)
    );
}

/// Chunks by their names. A record of a whole volume is what came as one chunk.
fn chunks(place: &Path) -> Vec<(String, Vec<u8>)> {
    if place.is_dir() {
        let entries = std::fs::read_dir(place).unwrap().map(|entry| entry.unwrap().path());
        let named = |path: PathBuf| {
            (path.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read(path).unwrap())
        };
        let mut chunks: Vec<_> = entries.map(named).collect();
        chunks.sort();
        return chunks;
    }
    let file = std::fs::read(place).unwrap();
    let began = radar::read(&file, &radar::Limits::default()).unwrap().time.unwrap();
    let (began, parts) = (began.strftime("%Y%m%d-%H%M%S").to_string(), radar::split(&file));
    let kind = |number: usize| {
        if number == 1 {
            'S'
        } else if number == parts.len() {
            'E'
        } else {
            'I'
        }
    };
    let named =
        |(at, part): (usize, &&[u8])| (format!("{began}-{:03}-{}", at + 1, kind(at + 1)), part.to_vec());
    parts.iter().enumerate().map(named).collect()
}

/// A station for one radar.
fn settings(radar: &str, home: &Path) -> settings::Settings {
    let text = format!(
        "[station]\nname = \"S\"\ntimezone = \"America/Los_Angeles\"\n[[section]]\nslug = \"local\"\nname = \"L\"\n\
         [web]\naccess_log = \"off\"\n[radar.{radar}]\nname = \"R\"\nchunks = [\"file:live\"]\narchive = []\n[radars]\npoll_seconds = 300\n"
    );
    let place = Place { home: home.to_owned(), data: home.join("data"), database: None, air_key: None };
    std::fs::create_dir_all(&place.data).unwrap();
    settings::read("station.toml", &text, &place).unwrap()
}

/// One volume, chunk by chunk, into a new station; answers those that made the lowest tilt grow.
async fn stream(chunks: &[(String, Vec<u8>)], radar: &str) -> Vec<Took> {
    let home = tempfile::TempDir::new().unwrap();
    let inbox = home.path().join(format!("live/{radar}/548"));
    std::fs::create_dir_all(&inbox).unwrap();
    let name = |chunk: &str| -> ChunkName { chunk.parse().unwrap() };
    let clock = Manual::at(name(&chunks[0].0).volume);
    let (tell, told) = oneshot::channel();
    let (start, stop) = (Start::By(clock.clone()), CancellationToken::new());
    let ready = Box::new(move |ready| drop(tell.send(ready)));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let plan = Plan { settings: settings(radar, home.path()), start, pack: None, figures: None, ready };
    let running = tokio::spawn(run(plan, listener, stop.clone()));
    let ready = told.await.unwrap();
    let slug = Slug::parse(&radar.to_lowercase()).unwrap();
    let job = Job::PollRadar(slug.clone());
    // Told after the pages and the manifest are: from here on a reader gets the new squares.
    let (seen, shown) = (Arc::new(Mutex::new(None)), Key::Radar(slug));
    let told_at = seen.clone();
    ready.store.on_commit(Arc::new(move |stale| {
        if stale.iter().any(|key| *key == shown) {
            told_at.lock().unwrap().get_or_insert_with(Instant::now);
        }
    }));
    let mut took: Vec<Took> = Vec::new();
    let mut alone = radar::Assembler::new(radar::Limits::default());
    for (chunk, bytes) in chunks {
        clock.pass(SignedDuration::from_secs(5));
        let begun = Instant::now();
        let _ = alone.add(name(chunk), bytes);
        let decoding = begun.elapsed();
        std::fs::write(inbox.join(chunk), bytes).unwrap();
        // What was told at the start or after the chunk before is none of this one.
        *seen.lock().unwrap() = None;
        let begun = Instant::now();
        let outcome = work::queue::run_one(&ready.work, &job).await;
        let (all, outcome) = (begun.elapsed(), format!("{outcome:?}"));
        let seen = seen.lock().unwrap().take().map(|at: Instant| at.duration_since(begun));
        // The first one has no radial; what is told with it is of its source.
        let seen = seen.filter(|_| !outcome.contains(" 0 frames drawn"));
        took.push(Took { number: name(chunk).number, seen, all, decoding, outcome });
    }
    let growing = report(took);
    let frames = ready.store.reader().radar_frames(&RadarId::parse(radar).unwrap(), 100).await.unwrap();
    let bytes: u64 = frames.iter().map(model::radar::Frame::bytes).sum();
    let layers: usize = frames.iter().map(|frame| frame.layers.len()).sum();
    println!("{} frames, {layers} products, {:.1} MB in the blob store", frames.len(), bytes as f64 / 1e6);
    println!("resident: {}", resident());
    stop.cancel();
    running.await.unwrap().unwrap();
    growing
}

/// What became of one chunk.
struct Took {
    number: u16,
    /// Until its squares and the manifest that names them can be had; none when it changed nothing.
    seen: Option<Duration>,
    /// Until the job is done with its notes, too.
    all: Duration,
    /// Of the same bytes by themselves: no drawing can be there before.
    decoding: Duration,
    outcome: String,
}

/// Tells of every chunk; answers those that made the lowest tilt grow, but the first.
fn report(took: Vec<Took>) -> Vec<Took> {
    for Took { number, seen, all, decoding, outcome } in &took {
        let seen = seen.map_or_else(|| " ".repeat(9), |seen| format!("{:6.1} ms", ms(seen)));
        println!("chunk {number:3}: {seen}, {:6.1} ms, decoding {:5.1}  {outcome}", ms(*all), ms(*decoding));
    }
    // Until the antenna goes on, a chunk changes squares of the lowest tilt alone; then the other products come.
    let mut growing = took.into_iter().skip_while(|took| took.seen.is_none());
    let first = growing.next().and_then(|first| first.seen).unwrap_or_default();
    println!("the first chunk, with the maps of every square still to be made: {:.1} ms", ms(first));
    let growing: Vec<Took> = growing.take_while(|took| took.seen.is_some()).collect();
    println!("{} more of the lowest tilt: {}", growing.len(), told(&growing));
    growing
}

fn told(took: &[Took]) -> String {
    let seen = spread(took.iter().filter_map(|took| took.seen).collect());
    format!("{seen}; of which decoding: {}", spread(took.iter().map(|took| took.decoding).collect()))
}

fn spread(mut times: Vec<Duration>) -> String {
    times.sort();
    let of = |hundredths: usize| {
        let place = (times.len() * hundredths).div_ceil(100).saturating_sub(1);
        ms(times.get(place).copied().unwrap_or_default())
    };
    format!("median {:.1}, p95 {:.1}, most {:.1} ms", of(50), of(95), of(100))
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn resident() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = |name: &str| status.lines().find(|line| line.starts_with(name)).unwrap_or("").to_owned();
    format!("{} {}", line("VmRSS"), line("VmHWM"))
}
