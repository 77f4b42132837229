//! The job: look for what a radar sent since the last time, take it in, draw it, show it. Which sources are asked is in [`super::ask`].
//! What is shown stays until something newer is.

use super::{
    ask::{Look, Tally, Wanted},
    follow::Held,
    keep, words,
};
use crate::{Work, round};
use desk::By;
use jiff::{SignedDuration, Timestamp};
use model::{
    job::Job,
    radar::{Condition, Frame, Site, condition},
    slug::Slug,
    source::Health,
};
use std::sync::Arc;

/// How far back whole volumes are looked for, for the loop of a new station.
const LOOP_BACK: SignedDuration = SignedDuration::from_hours(3);

/// One look, and a row for the next.
pub(crate) async fn run(work: &Work, slug: &Slug, by: &By) -> Result<String, String> {
    let station = work.desk.station().clone();
    let site = station.radar.site(slug).ok_or("There is no such radar in station.toml any more.")?;
    let name = site.id.source();
    let now = work.desk.now();
    let before = work.desk.reader().source_health(&name).await.map_err(|error| error.to_string())?;
    let mut health = before.clone();
    let done = look(work, site, by).await;
    note(&mut health, done.as_ref().map(|done| &done.0), now);
    if is_told(&before, &health) {
        work.desk.note_health(&name, &health, &[]).await.map_err(|error| error.to_string())?;
    }
    let at_once = done.as_ref().ok().and_then(|(tally, past)| past.or(tally.more));
    next_round(work, site, at_once).await?;
    // A radar that fails is on the board by its own name; the job did what it could.
    Ok(match done {
        Ok((tally, _)) if tally.troubles.is_empty() => tally.said.join("; "),
        Ok((tally, _)) => tally.troubles.join(" "),
        Err(why) => why,
    })
}

/// What a look came to, and the volume of the past that was drawn: there may be more of them at once.
async fn look(work: &Work, site: &Site, by: &By) -> Result<(Tally, Option<Timestamp>), String> {
    let mut memory = work.radars.memory(&site.id).lock_owned().await;
    let counties = memory.areas.get_or_insert_with(|| Arc::new(words::areas(work))).clone();
    let subjects = Arc::new(words::subjects(work, &[site], &counties).await?);
    let sources = work.radars.settings.sources.iter().find(|source| source.id == site.id);
    let sources = sources.ok_or("The radar has no sources.")?;
    let look = Look { work, site, sources, subjects, by };
    let mut tally = Tally::default();
    let mut past = None;
    if newest(work, site).await?.is_none() {
        // The volume before the one that comes in: the motion between them can be told then.
        let until = memory.volume.as_ref().map_or(work.desk.now(), |current| current.began);
        (memory, past) = look.whole(memory, Wanted::Past(until, true), &mut tally).await;
        tally.said.extend(past.map(|began| format!("drew {began}")));
    }
    memory = live(&look, memory, &mut tally).await?;
    tally.is_wrong(keep::trouble(work, site, &memory.artist));
    let mut frames = shown(work, site).await?;
    if past.is_none() {
        (memory, past) = fill_loop(&look, memory, &frames, &mut tally).await;
        tally.said.extend(past.map(|began| format!("drew {began} for the loop")));
    }
    let was_cleared = keep::clear_sometimes(work, &site.id, &mut memory.cleared, by).await?;
    drop(memory);
    if was_cleared || past.is_some() {
        frames = shown(work, site).await?;
    }
    if tally.answered || tally.whole_answered {
        tally.is_wrong(silence(work, site, &frames));
    }
    let state = condition(frames.last(), &work.desk.station().radar, work.desk.now());
    tally.answered |= tally.whole_answered && matches!(state, Condition::Fresh | Condition::Maintenance);
    tally.said.push(format!("{} frames in the loop", frames.len()));
    Ok((tally, past))
}

/// What is new of the live stream; where none comes, whole volumes.
async fn live(look: &Look<'_>, memory: Held, tally: &mut Tally) -> Result<Held, String> {
    let (work, site) = (look.work, look.site);
    let (mut memory, answered) = look.chunks(memory, tally).await;
    let shown = newest(work, site).await?;
    let state = condition(shown.as_ref(), &work.desk.station().radar, work.desk.now());
    if !answered || !matches!(state, Condition::Fresh | Condition::Maintenance) {
        let came = look.whole(memory, Wanted::Newest(shown.as_ref()), tally).await;
        memory = came.0;
        tally.said.extend(came.1.map(|began| format!("drew the whole volume of {began}")));
    }
    let came = look.whole(memory, Wanted::Again, tally).await;
    tally.said.extend(came.1.map(|began| format!("drew the volume of {began} again")));
    Ok(came.0)
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
    look: &Look<'_>,
    memory: Held,
    frames: &[Frame],
    tally: &mut Tally,
) -> (Held, Option<Timestamp>) {
    let (now, most) = (look.work.desk.now(), look.work.desk.station().radar.frames);
    let oldest = frames.first().map(|frame| frame.id.began()).filter(|_| frames.len() < most);
    match oldest.filter(|oldest| now.duration_since(*oldest) <= LOOP_BACK) {
        Some(oldest) => look.whole(memory, Wanted::Past(oldest, false), tally).await,
        None => (memory, None),
    }
}

/// Sources that answer and have nothing new: then it is the radar that is silent, or its clock is wrong.
fn silence(work: &Work, site: &Site, frames: &[Frame]) -> Option<String> {
    let now = work.desk.now();
    let newest = frames.last()?;
    let is_silent = condition(Some(newest), &work.desk.station().radar, now) == Condition::Silent;
    is_silent.then(|| format!("{} has sent nothing since {}.", site.id, newest.at))
}

/// The row for the next look, in a key that makes it one however many ask for it. After a volume of the past, or when there
/// was more than one look takes in, another is at once.
async fn next_round(work: &Work, site: &Site, at_once: Option<Timestamp>) -> Result<(), String> {
    let job = Job::PollRadar(site.id.slug().clone());
    let now = work.desk.now();
    let at = round::next(now, work.radars.settings.every)?;
    let mut rows = vec![(at, format!("radar-round:{}:{at}", site.id))];
    rows.extend(at_once.map(|began| (now, format!("radar-on:{}:{began}", site.id))));
    for (at, key) in rows {
        work.desk.write_job(&job, at, &key).await.map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// What a look says of the radar on the health board. As long as any source answers, faults of others are no failure of it.
fn note(health: &mut Health, done: Result<&Tally, &String>, now: Timestamp) {
    // Who rests is told here, and in memory: each source for itself.
    health.not_before = None;
    match done {
        Ok(tally) if tally.answered => {
            health.tried(&Ok(()), now);
            health.last_error = Some(tally.troubles.join(" ")).filter(|words| !words.is_empty());
        }
        Ok(tally) if tally.asked => health.tried::<()>(&Err(tally.troubles.join(" ")), now),
        // All of them rest: nothing was learnt.
        Ok(_) => {}
        Err(why) => health.tried::<()>(&Err(why.clone()), now),
    }
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
