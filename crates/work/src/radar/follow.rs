//! Following a radar: which chunks of a source are new, each taken in once, and what they changed drawn.

use super::{
    keep,
    source::{Chunk, Fault, LAST_VOLUME, Source},
};
use crate::drawing::{self, Current, Draft, LONGEST_VOLUME, Memory, Missed, Order, Standing, Subjects};
use bytes::Bytes;
use desk::By;
use futures_util::{StreamExt as _, stream};
use jiff::Timestamp;
use radar::{ChunkName, Error, Limits};
use std::sync::Arc;
use tokio::sync::OwnedMutexGuard;

/// Volumes that are taken in at most in one look: a station that slept catches up in several, one right after the other.
const VOLUMES: usize = 3;
/// Chunks that are asked for at one time.
const AT_ONCE: usize = 4;
/// So many chunks that do not come are enough to know that a source gives none now.
const ENOUGH: usize = 3;
/// Folders that are looked at when the newest was not found by halving.
const FIRST: usize = 16;

pub(super) type Held = OwnedMutexGuard<Memory>;

/// Why a look at a source came to nothing.
#[derive(Debug)]
pub(super) enum Why {
    /// The source is at fault: another may do better.
    Source(drawing::Fault),
    /// The radar or the station is: no other source would help.
    Elsewhere(String),
}

impl From<Fault> for Why {
    fn from(fault: Fault) -> Self {
        Self::Source(fault.told())
    }
}

/// What a look at a source came to.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Chunks that were taken in.
    pub(super) taken: usize,
    /// Frames that were drawn.
    shown: usize,
    /// What is wrong with a chunk that it lists and that could not be had.
    pub(super) missed: Option<drawing::Fault>,
    /// One of those was asked for the first time.
    fresh_missed: bool,
    /// Some chunk could not be had of it yet, now or before.
    pub(super) lacks: bool,
    /// The volume that was come to when the look had enough: there is more.
    pub(super) more: Option<Timestamp>,
}

impl Found {
    /// What came.
    pub(super) fn said(&self) -> String {
        match self.taken {
            0 => "nothing new".to_owned(),
            taken => format!("{taken} chunks, {} frames drawn", self.shown),
        }
    }

    /// Whether the source is at fault: it gave nothing of what it lists. Of a chunk that did not come before, that is no news.
    pub(super) fn fault(&self, doing: &Standing) -> Option<&drawing::Fault> {
        self.missed.as_ref().filter(|_| self.taken == 0 && (self.fresh_missed || doing.is_doubted()))
    }
}

/// Take in what is new of the live stream.
pub(super) async fn chunks(
    source: &Source<'_>,
    doing: &mut Standing,
    memory: Held,
    subjects: &Arc<Subjects>,
    by: &By,
) -> (Held, Result<Found, Why>) {
    let mut memory = memory;
    let mut found = Found::default();
    for _ in 0..VOLUMES {
        let (number, chunks) = match list(source, doing, &memory).await {
            Ok(Some(listed)) => listed,
            Ok(None) => {
                found.more = None;
                break;
            }
            Err(why) => return (memory, Err(why.into())),
        };
        let began = chunks.first().map_or(Timestamp::MIN, |chunk| chunk.name.volume);
        let is_next = memory.volume.as_ref().is_none_or(|current| current.began != began);
        if is_next {
            // Whatever is missing of the volume before will not come any more.
            let finished = finish(source, memory, subjects, by).await;
            memory = finished.0;
            match finished.1 {
                Ok(count) => found.shown += count,
                Err(why) => return (memory, Err(Why::Elsewhere(why))),
            }
            memory.volume = Some(Current::new(number, began));
        }
        doing.has(number, began);
        let wanted = wanted(source, &memory, chunks);
        let is_nothing = wanted.is_empty();
        let before = found.taken;
        let taken = volume(source, doing, memory, wanted, subjects, by, &mut found).await;
        memory = taken.0;
        if let Err(why) = taken.1 {
            return (memory, Err(why));
        }
        found.more = Some(began);
        // What did not come is asked for again at the next look.
        if found.missed.is_some() || (!is_next && (is_nothing || found.taken == before)) {
            found.more = None;
            break;
        }
    }
    found.lacks = memory.volume.as_ref().is_some_and(|current| lacks(source, current));
    (memory, Ok(found))
}

/// Whether a chunk of the volume that comes in could not be had of a source, nor of another since.
fn lacks(source: &Source<'_>, current: &Current) -> bool {
    let missed = current.missed.keys().filter(|(root, _)| root == source.root);
    missed.into_iter().any(|(_, number)| !current.done && !current.taken.contains(number))
}

/// Take in chunks of the volume that comes in. Of a source that failed before, one comes before all others.
async fn volume(
    source: &Source<'_>,
    doing: &Standing,
    memory: Held,
    mut wanted: Vec<Chunk>,
    subjects: &Arc<Subjects>,
    by: &By,
    found: &mut Found,
) -> (Held, Result<(), Why>) {
    let mut memory = memory;
    let others = if doing.is_doubted() && !wanted.is_empty() { wanted.split_off(1) } else { Vec::new() };
    for chunks in [wanted, others] {
        if chunks.is_empty() || found.missed.is_some() {
            continue;
        }
        let mut came = Vec::new();
        for (chunk, bytes) in fetch(source, chunks).await {
            match bytes {
                Ok(bytes) => came.push((chunk, bytes)),
                Err(fault) => misses(source, &mut memory, chunk.name, &fault, found),
            }
        }
        let outcome = take(source, memory, came, subjects, false).await;
        memory = outcome.0;
        let taken = match outcome.1 {
            Ok(taken) => taken,
            Err(why) => return (memory, Err(Why::Elsewhere(why))),
        };
        if let Some(id) = memory.volume.as_ref().and_then(|current| current.stranger.clone()) {
            // Another source may have its own.
            memory.volume = None;
            let own = source.site.id.to_string();
            return (memory, Err(Fault::Stranger { own, other: id }.into()));
        }
        found.taken += taken.count;
        for (chunk, why) in taken.unread {
            misses(source, &mut memory, chunk.name, &Fault::Unread { key: chunk.key, why }, found);
        }
        match keep::show(source.work, source.site, &mut memory.artist, taken.drafts, by).await {
            Ok(count) => found.shown += count,
            Err(why) => return (memory, Err(Why::Elsewhere(why))),
        }
    }
    (memory, Ok(()))
}

/// A chunk could not be had of a source.
fn misses(source: &Source<'_>, memory: &mut Held, name: ChunkName, fault: &Fault, found: &mut Found) {
    let (every, now) = (source.work.radars.settings.every, source.work.desk.now());
    let Some(current) = &mut memory.volume else { return };
    let missed = current.missed.entry((source.root.to_owned(), name.number)).or_default();
    found.fresh_missed |= *missed == Missed::default();
    missed.again(matches!(fault, Fault::Unread { .. }), every, now);
    let told = drawing::Fault { is_hollow: true, ..fault.told() };
    // One that was waited for says more than one that was refused.
    if told.is_slow || found.missed.is_none() {
        found.missed = Some(told);
    }
}

/// The volume that something new may be of, and its chunks; none when nothing is.
async fn list(
    source: &Source<'_>,
    doing: &mut Standing,
    memory: &Memory,
) -> Result<Option<(u16, Vec<Chunk>)>, Fault> {
    let Some(current) = &memory.volume else {
        // Finding the newest takes a dozen questions: long enough to get ready for it.
        let (radars, zooms) = (&source.work.radars, source.work.desk.station().radar.zooms);
        return tokio::join!(search(source), radars.prepare(source.site, zooms)).0;
    };
    let now = source.work.desk.now();
    let is_new = |chunk: &Chunk| match chunk.name.volume == current.began {
        true => is_wanted(source, current, chunk.name),
        false => follows(chunk.name.volume, current.began, now),
    };
    let number = doing.number(current.began, current.number);
    if !current.done {
        let chunks = source.chunks(number, current.after).await?;
        if chunks.iter().any(is_new) {
            return Ok(Some((number, chunks)));
        }
    }
    let next = number % LAST_VOLUME + 1;
    let chunks = source.chunks(next, None).await?;
    if chunks.first().is_some_and(|chunk| follows(chunk.name.volume, current.began, now)) {
        return Ok(Some((next, chunks)));
    }
    if doing.searches(current.began, now) {
        return Ok(search(source).await?.filter(|found| found.1.iter().any(is_new)));
    }
    Ok(None)
}

/// Whether a volume comes after one, by when they began. After one of the future comes one of now: a clock was put right.
fn follows(volume: Timestamp, current: Timestamp, now: Timestamp) -> bool {
    let is_of_now = !keep::is_ahead(volume, now) && now.duration_since(volume) < LONGEST_VOLUME;
    volume > current || (keep::is_ahead(current, now) && is_of_now)
}

/// Whether a chunk of the volume that comes in is asked for now.
fn is_wanted(source: &Source<'_>, current: &Current, name: ChunkName) -> bool {
    let missed = current.missed.get(&(source.root.to_owned(), name.number));
    !current.done
        && !current.taken.contains(&name.number)
        && missed.is_none_or(|missed| missed.is_due(source.work.desk.now()))
}

/// The newest volume of the bucket. Numbers go around, so the newest is the last before the moments fall back; it is found
/// by halving.
async fn search(source: &Source<'_>) -> Result<Option<(u16, Vec<Chunk>)>, Fault> {
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
        newer(&mut newest, volumes[middle], chunks);
        if first.is_none() {
            first = Some(began.unwrap_or(Timestamp::MAX));
            low = 1;
            continue;
        }
        if is_before_the_fall { low = middle + 1 } else { high = middle }
    }
    // The first was empty, so all after it were taken for those of before: the first ones that are there are looked at.
    if newest.is_none() {
        for volume in volumes.into_iter().take(FIRST) {
            newer(&mut newest, volume, source.chunks(volume, None).await?);
        }
    }
    Ok(newest)
}

/// Keeps of two volumes the one that began later.
fn newer(newest: &mut Option<(u16, Vec<Chunk>)>, volume: u16, chunks: Vec<Chunk>) {
    let began = |chunks: &[Chunk]| chunks.first().map(|chunk| chunk.name.volume);
    let known = newest.as_ref().and_then(|(_, chunks)| began(chunks));
    if began(&chunks) > known {
        *newest = Some((volume, chunks));
    }
}

/// Chunks of the volume that comes in that are asked for: those that were never asked for before the others.
fn wanted(source: &Source<'_>, memory: &Memory, chunks: Vec<Chunk>) -> Vec<Chunk> {
    let Some(current) = &memory.volume else { return Vec::new() };
    let is_wanted =
        |chunk: &Chunk| chunk.name.volume == current.began && is_wanted(source, current, chunk.name);
    let mut chunks: Vec<Chunk> = chunks.into_iter().filter(is_wanted).collect();
    chunks.sort_by_key(|chunk| current.missed.contains_key(&(source.root.to_owned(), chunk.name.number)));
    chunks
}

/// Chunks, or what is wrong with them: until so many did not come that no more are asked for, or one was waited for too long.
async fn fetch(source: &Source<'_>, chunks: Vec<Chunk>) -> Vec<(Chunk, Result<Bytes, Fault>)> {
    let one = |chunk: Chunk| async move {
        let bytes = source.fetch(&chunk.key).await;
        (chunk, bytes)
    };
    let mut asked = stream::iter(chunks.into_iter().map(one)).buffer_unordered(AT_ONCE);
    let mut came = Vec::new();
    let mut failed = 0;
    while let Some(next) = asked.next().await {
        let fault = next.1.as_ref().err().map(Fault::told);
        failed += usize::from(fault.is_some());
        came.push(next);
        if failed >= ENOUGH || fault.is_some_and(|fault| fault.is_slow) {
            break;
        }
    }
    came.sort_by_key(|(chunk, _)| chunk.name.number);
    came
}

/// What chunks brought.
#[derive(Default)]
struct Taken {
    count: usize,
    drafts: Vec<Draft>,
    unread: Vec<(Chunk, Error)>,
}

/// Decode chunks, each once, and draw what they changed: beside the threads that wait for others.
async fn take(
    source: &Source<'_>,
    mut memory: Held,
    came: Vec<(Chunk, Bytes)>,
    subjects: &Arc<Subjects>,
    ended: bool,
) -> (Held, Result<Taken, String>) {
    let Some(mut current) = memory.volume.take() else { return (memory, Ok(Taken::default())) };
    let mut artist = std::mem::take(&mut memory.artist);
    let (site, maps) = (source.site.clone(), source.work.radars.maps.clone());
    let (station, subjects) = (source.work.desk.station().clone(), subjects.clone());
    let drawn = source.work.radars.pool.run(move |_| {
        let zooms = station.radar.zooms;
        let mut taken = Taken::default();
        for (chunk, bytes) in came {
            match take_one(&mut current, chunk.name, &bytes) {
                Ok(is_new) => taken.count += usize::from(is_new),
                Err(why) => taken.unread.push((chunk, why)),
            }
        }
        let ended = ended || (current.assembler.is_complete() && !current.done);
        let volume = current.assembler.volume();
        let is_of_another = !volume.site.id.is_empty() && volume.site.id != site.id.as_str();
        if (taken.count > 0 || ended) && !is_of_another {
            let (subjects, station) = (&subjects, &station);
            let order = Order { site: &site, zooms, subjects, station, maps: &maps, ended };
            taken.drafts = artist.draw(current.began, &volume, &order);
        }
        if ended {
            current.done = true;
            // Fifty megabytes of gates: nobody asks for them any more.
            current.assembler = radar::Assembler::new(Limits::default());
        }
        current.stranger = is_of_another.then_some(volume.site.id).or(current.stranger);
        (current, artist, taken)
    });
    match drawn.await {
        Ok((current, artist, taken)) => {
            memory.volume = Some(current);
            memory.artist = artist;
            (memory, Ok(taken))
        }
        // Lost with what broke: the next look begins with the newest volume again.
        Err(_) => (memory, Err("What came could not be read; the log has the details.".to_owned())),
    }
}

/// Whether a chunk brought something.
fn take_one(current: &mut Current, name: ChunkName, bytes: &[u8]) -> Result<bool, Error> {
    match current.assembler.add(name, bytes) {
        Ok(added) => {
            current.taken.insert(name.number);
            if current.assembler.missing().is_empty() {
                current.after = Some(name);
            }
            Ok(!added.repeated)
        }
        Err(Error::OtherVolume) => Ok(false),
        Err(why) => Err(why),
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
        Ok(taken) => keep::show(source.work, source.site, &mut memory.artist, taken.drafts, by).await,
        Err(why) => Err(why),
    };
    (memory, shown)
}
