//! Following a radar: which chunks are new, each taken in once, and what they changed drawn; or, where no chunks come, whole
//! volumes.

use super::{
    keep,
    source::{Chunk, LAST_VOLUME, Source},
};
use crate::drawing::{Artist, Current, Draft, Memory, Order, Subjects};
use bytes::Bytes;
use desk::By;
use futures_util::{StreamExt as _, stream};
use jiff::{SignedDuration, Timestamp};
use model::radar::Frame;
use radar::{ChunkName, Error, Limits, Volume};
use std::sync::Arc;
use tokio::sync::OwnedMutexGuard;

/// Volumes that are taken in at most in one look: a station that slept does not catch up with all of them.
const VOLUMES: usize = 3;
/// Chunks that are asked for at one time.
const AT_ONCE: usize = 4;
/// A chunk that cannot be read is tried so often.
const TRIES: u8 = 3;
/// A volume that began longer ago is not the newest any more, whatever its number says.
const LONGEST_VOLUME: SignedDuration = SignedDuration::from_mins(20);
/// Whole volumes are looked for so far back when no chunks come.
const ARCHIVE_BACK: SignedDuration = SignedDuration::from_hours(2);

type Held = OwnedMutexGuard<Memory>;

/// Take in what is new of the live stream; says what came.
pub(super) async fn chunks(
    source: &Source<'_>,
    memory: Held,
    subjects: &Arc<Subjects>,
    by: &By,
) -> (Held, Result<String, String>) {
    let mut memory = memory;
    let (mut taken, mut shown) = (0, 0);
    for _ in 0..VOLUMES {
        let listed = match list(source, &memory).await {
            Ok(listed) => listed,
            Err(why) => return (memory, Err(why.to_string())),
        };
        let Some((number, chunks)) = listed else { break };
        let is_next = memory
            .volume
            .as_ref()
            .is_none_or(|current| chunks.first().is_some_and(|c| c.name.volume != current.began));
        if is_next {
            // Whatever is missing of the volume before will not come any more.
            let finished = finish(source, memory, subjects, by).await;
            memory = finished.0;
            match finished.1 {
                Ok(count) => shown += count,
                Err(why) => return (memory, Err(why)),
            }
            let began = chunks.first().map_or(Timestamp::MIN, |chunk| chunk.name.volume);
            memory.volume = Some(Current::new(number, began));
        }
        let new = unknown(&memory, chunks);
        let fetched = fetch(source, &new).await;
        let outcome = take(source, memory, fetched, subjects, false).await;
        memory = outcome.0;
        let outcome = match outcome.1 {
            Ok((count, drafts)) => {
                taken += count;
                keep::show(source.work, source.site, &mut memory.artist, drafts, by).await
            }
            Err(why) => Err(why),
        };
        match outcome {
            Ok(count) => shown += count,
            Err(why) => return (memory, Err(why)),
        }
        if !is_next && new.is_empty() {
            break;
        }
    }
    if let Some(id) = memory.volume.as_ref().and_then(|current| current.stranger.clone()) {
        return (memory, Err(format!("The source of {} has the chunks of {id}.", source.site.id)));
    }
    let said =
        if taken == 0 { "nothing new".to_owned() } else { format!("{taken} chunks, {shown} frames drawn") };
    (memory, Ok(said))
}

/// The volume that something new may be of, and its chunks; none when nothing is.
async fn list(
    source: &Source<'_>,
    memory: &Memory,
) -> Result<Option<(u16, Vec<Chunk>)>, super::source::Fault> {
    let Some(current) = &memory.volume else {
        // Finding the newest takes a dozen questions: long enough to get ready for it.
        let (radars, zooms) = (&source.work.radars, source.work.desk.station().radar.zooms);
        return tokio::join!(search(source), radars.prepare(source.site, zooms)).0;
    };
    if !current.done {
        let chunks = source.chunks(current.number, current.after.as_deref()).await?;
        let is_new = |chunk: &Chunk| chunk.name.volume != current.began || !is_known(current, chunk.name);
        if chunks.iter().any(is_new) {
            return Ok(Some((current.number, chunks)));
        }
    }
    let now = source.work.desk.now();
    let next = current.number % LAST_VOLUME + 1;
    let chunks = source.chunks(next, None).await?;
    if chunks.first().is_some_and(|chunk| follows(chunk.name.volume, current.began, now)) {
        return Ok(Some((next, chunks)));
    }
    if now.duration_since(current.began) > LONGEST_VOLUME {
        let found = search(source).await?;
        let is_newer =
            |found: &(u16, Vec<Chunk>)| found.1.first().is_some_and(|c| c.name.volume > current.began);
        return Ok(found.filter(is_newer));
    }
    Ok(None)
}

/// Whether a volume of the next number comes after one, by when they began. After one of the future comes one of now: a clock
/// was put right.
fn follows(volume: Timestamp, current: Timestamp, now: Timestamp) -> bool {
    let is_of_now = !keep::is_ahead(volume, now) && now.duration_since(volume) < LONGEST_VOLUME;
    volume > current || (keep::is_ahead(current, now) && is_of_now)
}

fn is_known(current: &Current, name: ChunkName) -> bool {
    let is_hopeless = current.bad.get(&name.number).is_some_and(|tries| *tries >= TRIES);
    current.taken.contains(&name.number) || is_hopeless
}

/// The newest volume of the bucket. Numbers go around, so the newest is the last before the moments fall back; it is found
/// by halving.
async fn search(source: &Source<'_>) -> Result<Option<(u16, Vec<Chunk>)>, super::source::Fault> {
    let volumes = source.volumes().await?;
    let mut newest: Option<(u16, Vec<Chunk>)> = None;
    let (mut low, mut high) = (0, volumes.len());
    let mut first: Option<Timestamp> = None;
    while low < high {
        let middle = if first.is_none() { 0 } else { usize::midpoint(low, high) };
        let chunks = source.chunks(volumes[middle], None).await?;
        let began = chunks.first().map(|chunk| chunk.name.volume);
        // An empty one was emptied because it is old.
        let is_before_the_fall = began.is_some_and(|began| first.is_none_or(|first| began >= first));
        if let Some(began) = began {
            let best = newest.as_ref().and_then(|(_, chunks)| chunks.first()).map(|chunk| chunk.name.volume);
            if best.is_none_or(|best| began > best) {
                newest = Some((volumes[middle], chunks));
            }
        }
        if first.is_none() {
            first = Some(began.unwrap_or(Timestamp::MAX));
            low = 1;
            continue;
        }
        if is_before_the_fall { low = middle + 1 } else { high = middle }
    }
    // The first was empty: everything after it was looked for in vain above, so each is asked.
    if newest.is_none() {
        for volume in volumes.into_iter().take(16) {
            let chunks = source.chunks(volume, None).await?;
            if !chunks.is_empty() {
                newest = Some((volume, chunks));
            }
        }
    }
    Ok(newest)
}

fn unknown(memory: &Memory, chunks: Vec<Chunk>) -> Vec<Chunk> {
    let Some(current) = &memory.volume else { return Vec::new() };
    chunks.into_iter().filter(|chunk| !is_known(current, chunk.name)).collect()
}

type Came = (Chunk, Result<Bytes, String>);

/// A chunk that does not come is asked for again at the next look; the others are taken without it.
async fn fetch(source: &Source<'_>, chunks: &[Chunk]) -> Vec<Came> {
    let one = |chunk: Chunk| async move {
        let bytes = source.fetch(&chunk.key).await.map_err(|error| error.to_string());
        (chunk, bytes)
    };
    stream::iter(chunks.iter().cloned().map(one)).buffered(AT_ONCE).collect().await
}

/// Decode chunks, each once, and draw what they changed: beside the threads that wait for others.
async fn take(
    source: &Source<'_>,
    mut memory: Held,
    came: Vec<Came>,
    subjects: &Arc<Subjects>,
    ended: bool,
) -> (Held, Result<(usize, Vec<Draft>), String>) {
    let Some(mut current) = memory.volume.take() else { return (memory, Ok((0, Vec::new()))) };
    let mut artist = std::mem::take(&mut memory.artist);
    let (site, maps) = (source.site.clone(), source.work.radars.maps.clone());
    let (station, subjects) = (source.work.desk.station().clone(), subjects.clone());
    let drawn = source.work.radars.pool.run(move |_| {
        let zooms = station.radar.zooms;
        let mut count = 0;
        for (chunk, bytes) in came {
            count += usize::from(take_one(&mut current, &chunk, bytes));
        }
        let ended = ended || (current.assembler.is_complete() && !current.done);
        let mut drafts = Vec::new();
        let volume = current.assembler.volume();
        let is_of_another = !volume.site.id.is_empty() && volume.site.id != site.id.as_str();
        if (count > 0 || ended) && !is_of_another {
            let (subjects, station) = (&subjects, &station);
            let order = Order { site: &site, zooms, subjects, station, maps: &maps, ended };
            drafts = artist.draw(current.began, &volume, &order);
        }
        if ended {
            current.done = true;
            // Fifty megabytes of gates: nobody asks for them any more.
            current.assembler = radar::Assembler::new(Limits::default());
        }
        current.stranger = is_of_another.then_some(volume.site.id).or(current.stranger);
        (current, artist, count, drafts)
    });
    match drawn.await {
        Ok((current, artist, count, drafts)) => {
            memory.volume = Some(current);
            memory.artist = artist;
            (memory, Ok((count, drafts)))
        }
        // Lost with what broke: the next look begins with the newest volume again.
        Err(_) => (memory, Err("What came could not be read; the log has the details.".to_owned())),
    }
}

/// Whether a chunk brought something.
fn take_one(current: &mut Current, chunk: &Chunk, bytes: Result<Bytes, String>) -> bool {
    let Ok(bytes) = bytes else { return false };
    match current.assembler.add(chunk.name, &bytes) {
        Ok(added) => {
            current.taken.insert(chunk.name.number);
            if current.assembler.missing().is_empty() {
                current.after = Some(chunk.key.clone());
            }
            !added.repeated
        }
        Err(Error::OtherVolume) => false,
        Err(_) => {
            *current.bad.entry(chunk.name.number).or_default() += 1;
            false
        }
    }
}

/// The volume that comes in is over, whatever is missing of it.
async fn finish(
    source: &Source<'_>,
    memory: Held,
    subjects: &Arc<Subjects>,
    by: &By,
) -> (Held, Result<usize, String>) {
    if memory.volume.as_ref().is_none_or(|current| current.done) {
        return (memory, Ok(0));
    }
    let (mut memory, drawn) = take(source, memory, Vec::new(), subjects, true).await;
    let shown = match drawn {
        Ok((_, drafts)) => keep::show(source.work, source.site, &mut memory.artist, drafts, by).await,
        Err(why) => Err(why),
    };
    (memory, shown)
}

/// The newest whole volume, if it is newer than what is shown.
pub(super) async fn newest(
    source: &Source<'_>,
    memory: Held,
    shown: Option<&Frame>,
    subjects: &Arc<Subjects>,
    by: &By,
) -> (Held, Result<Option<Timestamp>, String>) {
    let now = source.work.desk.now();
    let since = now.saturating_sub(ARCHIVE_BACK).unwrap_or(now);
    let since = shown.map_or(since, |frame| frame.at.max(since));
    let found = match source.archive(since).await {
        Ok(found) => found.into_iter().rev().find(|(began, _)| !memory.tried.contains(began)),
        Err(why) => return (memory, Err(why.to_string())),
    };
    match found {
        Some((began, key)) => whole(source, memory, began, &key, subjects, by, true).await,
        None => (memory, Ok(None)),
    }
}

/// The last whole volume before a moment that was not drawn yet. `leads` when the volume that comes in follows it.
pub(super) async fn past(
    source: &Source<'_>,
    memory: Held,
    until: Timestamp,
    subjects: &Arc<Subjects>,
    by: &By,
    leads: bool,
) -> (Held, Result<Option<Timestamp>, String>) {
    let since = until.saturating_sub(ARCHIVE_BACK).unwrap_or(until);
    let mut found = match source.archive(since).await {
        Ok(found) => found,
        Err(why) => return (memory, Err(why.to_string())),
    };
    found.retain(|(began, _)| *began < until && !memory.tried.contains(began));
    match found.pop() {
        Some((began, key)) => whole(source, memory, began, &key, subjects, by, leads).await,
        None => (memory, Ok(None)),
    }
}

/// Draw a whole volume. One of the past is drawn by an artist of its own, who knows nothing of the one that comes in.
async fn whole(
    source: &Source<'_>,
    mut memory: Held,
    began: Timestamp,
    key: &str,
    subjects: &Arc<Subjects>,
    by: &By,
    leads: bool,
) -> (Held, Result<Option<Timestamp>, String>) {
    let bytes = match source.fetch(key).await {
        Ok(bytes) => bytes,
        Err(why) => return (memory, Err(why.to_string())),
    };
    memory.tried.insert(began);
    while memory.tried.len() > 256 {
        memory.tried.pop_first();
    }
    let mut artist = if leads { std::mem::take(&mut memory.artist) } else { Artist::default() };
    let (site, maps) = (source.site.clone(), source.work.radars.maps.clone());
    let (station, subjects) = (source.work.desk.station().clone(), subjects.clone());
    let drawn = source.work.radars.pool.run(move |_| {
        let (zooms, subjects, station) = (station.radar.zooms, &subjects, &station);
        let read = radar::read(&bytes, &Limits::default());
        let drafts = read.map(|volume: Volume| {
            let order = Order { site: &site, zooms, subjects, station, maps: &maps, ended: true };
            let is_own = volume.site.id.is_empty() || volume.site.id == site.id.as_str();
            if is_own { artist.draw(began, &volume, &order) } else { Vec::new() }
        });
        (artist, drafts)
    });
    let Ok((mut artist, drafts)) = drawn.await else {
        return (memory, Err("A whole volume could not be read; the log has the details.".to_owned()));
    };
    let shown = match drafts {
        Ok(drafts) => keep::show(source.work, source.site, &mut artist, drafts, by).await,
        Err(why) => Err(format!("{key}: {why}.")),
    };
    if leads {
        memory.artist = artist;
    }
    (memory, shown.map(|_| Some(began)))
}
