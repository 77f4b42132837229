//! From the arrival of a chunk to its squares in the store and its frame in the manifest, chunk by chunk of a recorded
//! volume, with the default zooms. `cargo run --release -p station --example radar_stream -- FOLDER_OF_CHUNKS [RADAR]`
#![allow(clippy::unwrap_used, reason = "a measurement fails by panicking")]
#![allow(clippy::disallowed_methods, reason = "a measurement is not a station")]

use jiff::SignedDuration;
use model::{job::Job, radar::RadarId, slug::Slug};
use radar::ChunkName;
use station::{
    clock::{Manual, Start},
    run::{Plan, run},
    settings::{self, Place},
};
use std::{
    path::PathBuf,
    time::{Duration, Instant},
};
use tokio::{net::TcpListener, sync::oneshot};
use tokio_util::sync::CancellationToken;

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().unwrap());
    let radar = arguments.next().unwrap_or_else(|| "KLOT".to_owned());
    let mut chunks: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    chunks.sort();
    let name =
        |chunk: &PathBuf| -> ChunkName { chunk.file_name().unwrap().to_str().unwrap().parse().unwrap() };
    let home = tempfile::TempDir::new().unwrap();
    let inbox = home.path().join(format!("live/{radar}/548"));
    std::fs::create_dir_all(&inbox).unwrap();
    let text = format!(
        "[station]\nname = \"S\"\ntimezone = \"America/Los_Angeles\"\n[[section]]\nslug = \"local\"\nname = \"L\"\n\
         [web]\naccess_log = \"off\"\n[radar.{radar}]\nname = \"R\"\nchunks = [\"file:live\"]\narchive = []\n[radars]\npoll_seconds = 300\n"
    );
    let place =
        Place { home: home.path().to_owned(), data: home.path().join("data"), database: None, air_key: None };
    std::fs::create_dir_all(&place.data).unwrap();
    let settings = settings::read("station.toml", &text, &place).unwrap();
    let clock = Manual::at(name(&chunks[0]).volume);
    let (tell, told) = oneshot::channel();
    let (start, stop) = (Start::By(clock.clone()), CancellationToken::new());
    let ready = Box::new(move |ready| drop(tell.send(ready)));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let running =
        tokio::spawn(run(Plan { settings, start, pack: None, figures: None, ready }, listener, stop.clone()));
    let ready = told.await.unwrap();
    let id = RadarId::parse(&radar).unwrap();
    let job = Job::PollRadar(Slug::parse(&radar.to_lowercase()).unwrap());
    let mut took: Vec<Took> = Vec::new();
    let mut alone = radar::Assembler::new(radar::Limits::default());
    for chunk in &chunks {
        clock.pass(SignedDuration::from_secs(5));
        let bytes = std::fs::read(chunk).unwrap();
        let begun = Instant::now();
        let _ = alone.add(name(chunk), &bytes);
        let decoding = begun.elapsed();
        std::fs::write(inbox.join(chunk.file_name().unwrap()), bytes).unwrap();
        let begun = Instant::now();
        let outcome = work::queue::run_one(&ready.work, &job).await;
        let outcome = format!("{outcome:?}");
        took.push(Took { number: name(chunk).number, all: begun.elapsed(), decoding, outcome });
    }
    report(&took);
    let frames = ready.store.reader().radar_frames(&id, 100).await.unwrap();
    let bytes: u64 = frames.iter().map(model::radar::Frame::bytes).sum();
    let layers: usize = frames.iter().map(|frame| frame.layers.len()).sum();
    println!("{} frames, {layers} products, {:.1} MB in the blob store", frames.len(), bytes as f64 / 1e6);
    println!("resident: {}", resident());
    stop.cancel();
    running.await.unwrap().unwrap();
}

/// What became of one chunk.
struct Took {
    number: u16,
    all: Duration,
    /// Of the same bytes by themselves: no drawing can be there before.
    decoding: Duration,
    outcome: String,
}

impl Took {
    fn drew(&self) -> bool {
        !self.outcome.contains(" 0 frames drawn") && !self.outcome.contains("nothing new")
    }
}

fn report(took: &[Took]) {
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    for Took { number, all, decoding, outcome } in took {
        println!("chunk {number:3}: {:6.1} ms, decoding {:5.1}  {outcome}", ms(*all), ms(*decoding));
    }
    let middle = |mut times: Vec<Duration>| {
        times.sort();
        let most = times.last().copied().unwrap_or_default();
        (ms(times.get(times.len() / 2).copied().unwrap_or_default()), ms(most))
    };
    // Until the antenna goes on, a chunk changes squares of the lowest tilt alone; then the other products come.
    let until = took.iter().skip_while(|took| !took.drew()).position(|took| !took.drew());
    let growing: Vec<&Took> = took.iter().skip_while(|took| !took.drew()).take(until.unwrap_or(0)).collect();
    let Some((first, others)) = growing.split_first() else { return };
    println!("the first chunk, with the maps of every square still to be made: {:.1} ms", ms(first.all));
    let (all, decoding) = (
        middle(others.iter().map(|took| took.all).collect()),
        middle(others.iter().map(|took| took.decoding).collect()),
    );
    println!("{} more of the lowest tilt: median {:.1} ms, most {:.1} ms", others.len(), all.0, all.1);
    println!("  of which decoding: median {:.1} ms, most {:.1} ms", decoding.0, decoding.1);
}

fn resident() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = |name: &str| status.lines().find(|line| line.starts_with(name)).unwrap_or("").to_owned();
    format!("{} {}", line("VmRSS"), line("VmHWM"))
}
