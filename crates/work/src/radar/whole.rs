//! Whole volumes: the newest where no chunks come, those before for the loop, and once more those that were not whole yet.

use super::{
    follow::{Held, Why},
    keep,
    source::{Fault, Source},
};
use crate::drawing::{Artist, Draft, LONGEST_VOLUME, Order, Subjects, Tried};
use bytes::Bytes;
use desk::By;
use jiff::{SignedDuration, Timestamp};
use model::radar::Frame;
use radar::{Error, Limits, Volume};
use std::sync::Arc;

/// Whole volumes are looked for so far back when no chunks come.
const BACK: SignedDuration = SignedDuration::from_hours(2);
/// A volume that was read while it was still written is read again after so long, then after twice as long, and so on.
const AGAIN: SignedDuration = SignedDuration::from_mins(1);
/// It is read so often at most.
const TIMES: u32 = 5;
/// Volumes that are remembered to have been read.
const REMEMBERED: usize = 256;

/// What a volume is drawn for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum For {
    /// The volume that comes in follows it, or it is the newest itself.
    Now,
    /// It is of the past: drawn by an artist of its own, who knows nothing of the one that comes in.
    Loop,
    /// It was drawn before, when it was not whole.
    Again,
}

/// When the volume began that was drawn, if there was one.
type Drawn = Result<Option<Timestamp>, Why>;

/// The newest whole volume, if it is newer than what is shown.
pub(super) async fn newest(
    source: &Source<'_>,
    memory: Held,
    shown: Option<&Frame>,
    subjects: &Arc<Subjects>,
    by: &By,
) -> (Held, Drawn) {
    let now = source.work.desk.now();
    let since = now.saturating_sub(BACK).unwrap_or(now);
    let since = shown.map_or(since, |frame| frame.at.max(since));
    let found = match source.archive(since).await {
        Ok(found) => found.into_iter().rev().find(|(began, _)| !memory.tried.contains_key(began)),
        Err(why) => return (memory, Err(why.into())),
    };
    match found {
        Some((began, key)) => whole(source, memory, (began, &key), subjects, by, For::Now).await,
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
) -> (Held, Drawn) {
    let since = until.saturating_sub(BACK).unwrap_or(until);
    let mut found = match source.archive(since).await {
        Ok(found) => found,
        Err(why) => return (memory, Err(why.into())),
    };
    found.retain(|(began, _)| *began < until && !memory.tried.contains_key(began));
    let what_for = if leads { For::Now } else { For::Loop };
    match found.pop() {
        Some((began, key)) => whole(source, memory, (began, &key), subjects, by, what_for).await,
        None => (memory, Ok(None)),
    }
}

/// The volume of a source that is to be read once more by now: it was not whole when it was read.
pub(super) fn due(memory: &Held, root: &str, now: Timestamp) -> Option<Timestamp> {
    let is_due = |tried: &Tried| tried.root == root && tried.again.is_some_and(|again| now >= again);
    memory.tried.iter().rev().find(|(_, tried)| is_due(tried)).map(|(began, _)| *began)
}

/// Read a volume once more.
pub(super) async fn again(
    source: &Source<'_>,
    memory: Held,
    began: Timestamp,
    subjects: &Arc<Subjects>,
    by: &By,
) -> (Held, Drawn) {
    let Some(key) = memory.tried.get(&began).map(|tried| tried.key.clone()) else {
        return (memory, Ok(None));
    };
    whole(source, memory, (began, &key), subjects, by, For::Again).await
}

/// Draw a whole volume.
async fn whole(
    source: &Source<'_>,
    mut memory: Held,
    (began, key): (Timestamp, &str),
    subjects: &Arc<Subjects>,
    by: &By,
    what_for: For,
) -> (Held, Drawn) {
    let bytes = match source.fetch(key).await {
        Ok(bytes) => bytes,
        Err(why) => {
            if let Some(tried) = memory.tried.get_mut(&began) {
                tried.times += 1;
                tried.again = again_at(tried, began, source.work.desk.now());
            }
            return (memory, Err(why.into()));
        }
    };
    let mut tried = memory.tried.remove(&began).unwrap_or_default();
    let is_longer = bytes.len() != tried.bytes;
    (tried.root, tried.key, tried.bytes) = (source.root.to_owned(), key.to_owned(), bytes.len());
    tried.times += 1;
    tried.again = again_at(&tried, began, source.work.desk.now());
    if what_for == For::Again && !is_longer {
        remember(&mut memory, began, tried);
        return (memory, Ok(None));
    }
    let artist = if what_for == For::Now { std::mem::take(&mut memory.artist) } else { Artist::default() };
    let Some((mut artist, drafts)) = draw(source, artist, began, bytes, subjects).await else {
        let why = "A whole volume could not be read; the log has the details.";
        remember(&mut memory, began, Tried { again: None, ..tried });
        return (memory, Err(Why::Elsewhere(why.to_owned())));
    };
    let shown = match drafts {
        Ok((mut drafts, is_whole)) => {
            tried.again = tried.again.filter(|_| !is_whole);
            drafts.iter_mut().for_each(|draft| draft.is_anew = what_for == For::Again);
            let shown = keep::show(source.work, source.site, &mut artist, drafts, by).await;
            shown.map(|_| Some(began)).map_err(Why::Elsewhere)
        }
        Err(why) => Err(Fault::Unread { key: key.to_owned(), why }.into()),
    };
    match what_for {
        For::Now => memory.artist = artist,
        For::Again => memory.artist.learns(&artist),
        For::Loop => {}
    }
    remember(&mut memory, began, tried);
    (memory, shown)
}

/// Read a volume and draw it, beside the threads that wait for others; whether it was whole. None when that broke.
async fn draw(
    source: &Source<'_>,
    mut artist: Artist,
    began: Timestamp,
    bytes: Bytes,
    subjects: &Arc<Subjects>,
) -> Option<(Artist, Result<(Vec<Draft>, bool), Error>)> {
    let (site, maps) = (source.site.clone(), source.work.radars.maps.clone());
    let (station, subjects) = (source.work.desk.station().clone(), subjects.clone());
    let drawn = source.work.radars.pool.run(move |_| {
        let (zooms, subjects, station) = (station.radar.zooms, &subjects, &station);
        let read = radar::read(&bytes, &Limits::default());
        let drafts = read.map(|volume: Volume| {
            let order = Order { site: &site, zooms, subjects, station, maps: &maps, ended: true };
            let is_own = volume.site.id.is_empty() || volume.site.id == site.id.as_str();
            let drafts = if is_own { artist.draw(began, &volume, &order) } else { Vec::new() };
            (drafts, is_whole(&volume))
        });
        (artist, drafts)
    });
    drawn.await.ok()
}

/// When a volume is read again if it was not whole: as long as somebody may still be writing it, and not for ever.
fn again_at(tried: &Tried, began: Timestamp, now: Timestamp) -> Option<Timestamp> {
    let may_grow = tried.times < TIMES && now.duration_since(began) <= LONGEST_VOLUME;
    let wait = AGAIN.saturating_mul(1 << (tried.times - 1).min(6));
    may_grow.then(|| now.checked_add(wait).ok()).flatten()
}

/// Whether a file was read to its end: nothing of it is damaged, and its last radial says to be the last of its sweep.
fn is_whole(volume: &Volume) -> bool {
    let last = volume.sweeps.last().and_then(|sweep| sweep.radials.last());
    volume.damage.is_empty() && last.is_some_and(|radial| radial.ends)
}

fn remember(memory: &mut Held, began: Timestamp, tried: Tried) {
    memory.tried.insert(began, tried);
    while memory.tried.len() > REMEMBERED {
        memory.tried.pop_first();
    }
}
