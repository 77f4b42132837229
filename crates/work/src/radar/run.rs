//! The job: look for what a radar sent since the last time, take it in, draw it, show it. A source that fails is followed by
//! the next; when no chunks come, whole volumes are asked for. What is shown stays until something newer is.

use super::{follow, keep, source::Source, words};
use crate::{
    Work,
    drawing::{Memory, Source as Sources, Subjects},
    round,
};
use desk::By;
use jiff::{SignedDuration, Timestamp};
use model::{
    job::Job,
    radar::{Condition, Frame, Site, condition},
    slug::Slug,
    source::Health,
    stale::Key,
};
use std::sync::Arc;
use tokio::sync::OwnedMutexGuard;

/// How far back whole volumes are looked for, for the loop of a new station.
const LOOP_BACK: SignedDuration = SignedDuration::from_hours(3);

/// One look, and a row for the next.
pub(crate) async fn run(work: &Work, slug: &Slug, by: &By) -> Result<String, String> {
    let station = work.desk.station().clone();
    let site = station.radar.site(slug).ok_or("There is no such radar in station.toml any more.")?;
    let name = site.id.source();
    let now = work.desk.now();
    let before = work.desk.reader().source_health(&name).await.map_err(|error| error.to_string())?;
    if before.not_before.is_some_and(|until| now < until) {
        next_round(work, site, None).await?;
        return Ok("nothing: its sources fail, and are asked again later".to_owned());
    }
    let mut health = before.clone();
    let result = round(work, site, by).await;
    let past = result.as_ref().ok().and_then(|done| done.past);
    let said =
        result.and_then(|done| if done.trouble.is_empty() { Ok(done.said) } else { Err(done.trouble) });
    note(&mut health, &said, work.radars.settings.every, now);
    if is_told(&before, &health) {
        let keys = [Key::Radar(slug.clone())];
        work.desk.note_health(&name, &health, &keys[..0]).await.map_err(|error| error.to_string())?;
    }
    next_round(work, site, past).await?;
    // A radar that fails is on the board by its own name; the job did what it could.
    Ok(said.unwrap_or_else(|why| why))
}

/// What a look came to.
struct Done {
    said: String,
    /// What is wrong; empty when nothing is.
    trouble: String,
    /// The volume of the past that was drawn: there may be more of them at once.
    past: Option<Timestamp>,
}

async fn round(work: &Work, site: &Site, by: &By) -> Result<Done, String> {
    let mut memory = work.radars.memory(&site.id).lock_owned().await;
    let counties = memory.areas.get_or_insert_with(|| Arc::new(words::areas(work))).clone();
    let subjects = Arc::new(words::subjects(work, &[site], &counties).await?);
    let settings = &work.radars.settings;
    let Some(sources) = settings.sources.iter().find(|source| source.id == site.id) else {
        return Err("The radar has no sources.".to_owned());
    };
    let made = memory.made.clone();
    let source = |root| Source { work, site, root, made: &made };
    let mut said = Vec::new();
    let mut past = None;
    if newest(work, site).await?.is_none() {
        // The volume before the one that comes in: the motion between them can be told then.
        for root in &sources.archive {
            let until = memory.volume.as_ref().map_or(work.desk.now(), |current| current.began);
            let found = follow::past(&source(root), memory, until, &subjects, by, true).await;
            memory = found.0;
            if let Ok(Some(began)) = found.1 {
                said.push(format!("drew {began}"));
                past = Some(began);
                break;
            }
        }
    }
    let live = live(work, site, sources, memory, &subjects, by).await?;
    memory = live.0;
    said.extend(live.1);
    let mut troubles = live.2;
    if troubles.is_empty() {
        troubles.extend(keep::trouble(work, site, &memory.artist));
    }
    let mut frames = shown(work, site).await?;
    if past.is_none() {
        (memory, past) = fill_loop(work, site, &sources.archive, memory, &frames, &subjects, by).await?;
        said.extend(past.map(|began| format!("drew {began} for the loop")));
    }
    let was_cleared = keep::clear_sometimes(work, &site.id, &mut memory.cleared, by).await?;
    drop(memory);
    if was_cleared || past.is_some() {
        frames = shown(work, site).await?;
    }
    if troubles.is_empty() {
        troubles.extend(silence(work, site, &frames));
    }
    said.retain(|words| !words.is_empty());
    said.push(format!("{} frames in the loop", frames.len()));
    Ok(Done { said: said.join("; "), trouble: troubles.join(" "), past })
}

/// What is new of the live stream; where none comes, whole volumes. Says what came and what is wrong.
async fn live(
    work: &Work,
    site: &Site,
    sources: &Sources,
    mut memory: OwnedMutexGuard<Memory>,
    subjects: &Arc<Subjects>,
    by: &By,
) -> Result<(OwnedMutexGuard<Memory>, Vec<String>, Vec<String>), String> {
    let made = memory.made.clone();
    let source = |root| Source { work, site, root, made: &made };
    let (mut said, mut troubles) = (Vec::new(), Vec::new());
    let mut came = false;
    for root in &sources.chunks {
        let found = follow::chunks(&source(root), memory, subjects, by).await;
        memory = found.0;
        match found.1 {
            Ok(told) => {
                came = true;
                said.push(told);
                break;
            }
            Err(why) => troubles.push(why),
        }
    }
    let shown = newest(work, site).await?;
    let state = condition(shown.as_ref(), &work.desk.station().radar, work.desk.now());
    let is_behind = !matches!(state, Condition::Fresh | Condition::Maintenance);
    if !came || is_behind {
        for root in &sources.archive {
            let found = follow::newest(&source(root), memory, shown.as_ref(), subjects, by).await;
            memory = found.0;
            match found.1 {
                Ok(Some(began)) => {
                    said.push(format!("drew the whole volume of {began}"));
                    break;
                }
                Ok(None) => {}
                Err(why) => troubles.push(why),
            }
        }
    }
    Ok((memory, said, troubles))
}

/// The last picture of the loop.
pub(super) async fn newest(work: &Work, site: &Site) -> Result<Option<Frame>, String> {
    let frames = work.desk.reader().radar_frames(&site.id, 1).await;
    Ok(frames.map_err(|error| error.to_string())?.pop())
}

/// The loop, oldest first. Each frame names its squares by products, so many are a good part of a millisecond.
async fn shown(work: &Work, site: &Site) -> Result<Vec<Frame>, String> {
    let most = u64::try_from(work.desk.station().radar.frames).unwrap_or(u64::MAX);
    work.desk.reader().radar_frames(&site.id, most).await.map_err(|error| error.to_string())
}

/// One more volume of the past, while the loop of a new station has room for it.
async fn fill_loop(
    work: &Work,
    site: &Site,
    roots: &[String],
    mut memory: OwnedMutexGuard<Memory>,
    frames: &[Frame],
    subjects: &Arc<Subjects>,
    by: &By,
) -> Result<(OwnedMutexGuard<Memory>, Option<Timestamp>), String> {
    let now = work.desk.now();
    let oldest = frames.first().map(|frame| frame.id.began());
    let Some(oldest) = oldest.filter(|_| frames.len() < work.desk.station().radar.frames) else {
        return Ok((memory, None));
    };
    if now.duration_since(oldest) > LOOP_BACK {
        return Ok((memory, None));
    }
    let made = memory.made.clone();
    for root in roots {
        let source = Source { work, site, root, made: &made };
        let found = follow::past(&source, memory, oldest, subjects, by, false).await;
        memory = found.0;
        if let Ok(Some(began)) = found.1 {
            return Ok((memory, Some(began)));
        }
    }
    Ok((memory, None))
}

/// Sources that answer and have nothing new: then it is the radar that is silent, or its clock is wrong.
fn silence(work: &Work, site: &Site, frames: &[Frame]) -> Option<String> {
    let now = work.desk.now();
    let newest = frames.last()?;
    let is_silent = condition(Some(newest), &work.desk.station().radar, now) == Condition::Silent;
    is_silent.then(|| format!("{} has sent nothing since {}.", site.id, newest.at))
}

/// The row for the next look, in a key that makes it one however many ask for it. After a volume of the past the next is
/// drawn at once.
async fn next_round(work: &Work, site: &Site, past: Option<Timestamp>) -> Result<(), String> {
    let job = Job::PollRadar(site.id.slug().clone());
    let now = work.desk.now();
    let (at, key) = match past {
        Some(began) => (now, format!("radar-past:{}:{began}", site.id)),
        None => {
            let at = round::next(now, work.radars.settings.every)?;
            (at, format!("radar-round:{}:{at}", site.id))
        }
    };
    work.desk.write_job(&job, at, &key).await.map_err(|error| error.to_string())
}

fn note(health: &mut Health, result: &Result<String, String>, every: SignedDuration, now: Timestamp) {
    health.tried(result, now);
    let rest = round::rest(health.failures, every).filter(|_| result.is_err());
    health.not_before = rest.and_then(|rest| now.checked_add(rest).ok());
}

/// A look each few seconds is not written down each time.
fn is_told(before: &Health, after: &Health) -> bool {
    let long = |before: Option<Timestamp>, after: Option<Timestamp>| match (before, after) {
        (Some(before), Some(after)) => after.duration_since(before) >= SignedDuration::from_mins(1),
        (before, after) => before != after,
    };
    before.last_error != after.last_error
        || before.failures != after.failures
        || long(before.last_success, after.last_success)
}
