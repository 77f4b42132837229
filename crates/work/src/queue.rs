//! The queue: claim a due job under a lease, run it, keep its outcome, try again later if it failed.
//!
//! A lease makes a job run on one node; if that node dies the lease ends and another takes it. So any job may run
//! twice, and each is written to change nothing the second time.

use crate::{Work, age, air, alert, fetch, media, radar, schedule, table, weather};
use desk::By;
use futures_util::FutureExt;
use jiff::{SignedDuration, Timestamp};
use model::job::{Claimed, Job, MAX_ATTEMPTS, Outcome};
use std::{panic::AssertUnwindSafe, time::Duration};
use tokio_util::sync::CancellationToken;

/// A job that takes longer is given up; its lease is a little longer, so that two never run together.
const LONGEST: Duration = Duration::from_secs(240);
const LEASE: SignedDuration = SignedDuration::from_secs(300);
// A source is given up before the job that asks it, and that before its lease ends.
const _: () = assert!(
    fetch::LONGEST_ASKING.as_secs() + 10 < LONGEST.as_secs() && LONGEST.as_secs() < LEASE.as_secs() as u64
);

/// Jobs of the same urgency, and the workers that do these and no others.
struct Lane {
    name: &'static str,
    workers: usize,
    kinds: &'static [&'static str],
}

/// Whatever a source does, it holds up its own lane alone: however many towns wait for an answer that never comes, a story
/// goes out at its moment, warnings are asked for, and radar pictures are drawn. The numbers are of one process.
const LANES: [Lane; 5] = [
    // Asks nobody outside, and is done in moments.
    Lane { name: "prompt", workers: 1, kinds: &["publish-story", "age-readings"] },
    // Its sources are asked at the same time, each with a limit of its own.
    Lane { name: "alerts", workers: 1, kinds: &["poll-alerts"] },
    // A radar whose source is slow leaves the other worker to the other radars.
    Lane { name: "radar", workers: 2, kinds: &["poll-radar", "draw-mosaic"] },
    // The machine's own work, which may take long: a night's clearing away does not hold up the pictures of a story.
    Lane { name: "own", workers: 2, kinds: &["make-renditions", "prune"] },
    // Sources that are asked on a schedule: minutes do not matter.
    Lane {
        name: "sources",
        workers: 3,
        kinds: &[
            "refresh-table",
            "refresh-observation",
            "refresh-forecast",
            "refresh-air",
            "refresh-almanac",
        ],
    },
];
/// How often the clock is looked at: a scheduled story must go out within a second of its time.
const LOOK: Duration = Duration::from_millis(200);

/// Run schedules and jobs until `stop`; a job under way is finished first.
pub async fn run(work: Work, stop: CancellationToken) {
    let mut workers = tokio::task::JoinSet::new();
    for lane in &LANES {
        for number in 0..lane.workers {
            let name = format!("{}/{}/{number}", work.node, lane.name);
            workers.spawn(toil(work.clone(), lane.kinds, name, stop.clone()));
        }
    }
    workers.spawn(keep_schedules(work, stop));
    while workers.join_next().await.is_some() {}
}

/// Write each schedule's next job row, at the start and after each firing.
async fn keep_schedules(work: Work, stop: CancellationToken) {
    let mut due: Vec<(schedule::Schedule, Option<Timestamp>)> = Vec::new();
    while !stop.is_cancelled() {
        // Asked anew each time: the desk makes tables, changes their hours and switches them off.
        let known = |schedule: &schedule::Schedule| due.iter().find(|(other, _)| other == schedule);
        due = work
            .schedules()
            .into_iter()
            .map(|schedule| {
                let next = known(&schedule).map_or(Some(Timestamp::MIN), |(_, next)| *next);
                (schedule, next)
            })
            .collect();
        for (schedule, next) in &mut due {
            if next.is_none_or(|next| next > work.desk.now()) {
                continue;
            }
            match schedule::write(schedule, &work.desk).await {
                Ok(at) => *next = at,
                Err(error) => tracing::error!(%error, schedule = schedule.name, "could not write a job"),
            }
        }
        pause(LOOK, &stop).await;
    }
}

/// One worker, which does jobs of these kinds.
async fn toil(work: Work, kinds: &'static [&'static str], name: String, stop: CancellationToken) {
    let changed = work.store.jobs_changed();
    while !stop.is_cancelled() {
        match next_job(&work, kinds, &name).await {
            Ok(Some(claimed)) => perform(&work, &name, claimed).await,
            Ok(None) => {
                tokio::select! {
                    () = changed.notified() => {}
                    () = pause(LOOK, &stop) => {}
                }
            }
            Err(error) => {
                tracing::error!(%error, "could not look for jobs");
                pause(Duration::from_secs(2), &stop).await;
            }
        }
    }
}

async fn next_job(work: &Work, kinds: &[&'static str], name: &str) -> Result<Option<Claimed>, store::Error> {
    let now = work.desk.now();
    // Looking costs a read; only claiming takes the writer.
    match work.store.next_due(kinds, now).await? {
        Some(due) if due <= now => work.store.claim(kinds, now, name, LEASE).await,
        _ => Ok(None),
    }
}

async fn perform(work: &Work, name: &str, claimed: Claimed) {
    let begun = std::time::Instant::now();
    let outcome = run_one(work, &claimed.job).await;
    let kind = claimed.job.kind();
    metrics::histogram!("bellwether_job_seconds", "kind" => kind).record(begun.elapsed().as_secs_f64());
    let now = work.desk.now();
    let retry = match &outcome {
        Outcome::Done(note) => {
            tracing::info!(kind, subject = claimed.job.subject(), note, "job done");
            None
        }
        Outcome::Failed(why) => {
            metrics::counter!("bellwether_job_failures_total", "kind" => kind).increment(1);
            tracing::warn!(
                kind,
                subject = claimed.job.subject(),
                attempt = claimed.attempt,
                why,
                "job failed"
            );
            retry_at(claimed.attempt, now)
        }
    };
    if let Err(error) = work.store.finish(claimed.id, name, now, &outcome, retry).await {
        // The lease will end and the job run again, which is harmless.
        tracing::error!(%error, kind, "could not keep a job's outcome");
    }
}

/// Run a job once. A panic is an outcome like another: one bad picture must not stop the queue.
pub async fn run_one(work: &Work, job: &Job) -> Outcome {
    let running = AssertUnwindSafe(dispatch(work, job)).catch_unwind();
    match tokio::time::timeout(LONGEST, running).await {
        Ok(Ok(Ok(note))) => Outcome::Done(note),
        Ok(Ok(Err(why))) => Outcome::Failed(why),
        Ok(Err(_panic)) => Outcome::Failed("The job broke off; the log has the details.".to_owned()),
        Err(_late) => Outcome::Failed(format!("The job took longer than {} seconds.", LONGEST.as_secs())),
    }
}

async fn dispatch(work: &Work, job: &Job) -> Result<String, String> {
    let by = By::station(job.kind());
    if !work.desk.has_job(job) {
        // Written before the station was started anew.
        return Ok("no longer in station.toml".to_owned());
    }
    match job {
        Job::MakeRenditions(id) => media::run(work, *id).await,
        Job::RefreshTable(slug) => table::run(work, slug, &by).await,
        Job::PollAlerts => alert::run(work, &by).await,
        Job::RefreshObservation(slug) => weather::run_observation(work, slug, &by).await,
        Job::RefreshForecast(slug) => weather::run_forecast(work, slug, &by).await,
        Job::RefreshAir(slug) => air::run(work, slug, &by).await,
        Job::RefreshAlmanac(slug) => weather::run_almanac(work, slug, &by).await,
        Job::PollRadar(slug) => radar::run(work, slug, &by).await,
        Job::DrawMosaic => radar::run_mosaic(work, &by).await,
        Job::AgeReadings => age::run(work).await,
        Job::PublishStory(id) => match work.desk.publish_due(*id, &by).await {
            Ok(Some(done)) => Ok(format!("published “{}”", done.story.content.headline)),
            Ok(None) => Ok("nothing was due".to_owned()),
            Err(error) => Err(error.to_string()),
        },
        Job::Prune => {
            let rows = work.desk.prune().await.map_err(|error| error.to_string())?;
            let gone = radar::forget(work, &by).await?;
            let squares = radar::sweep(work, &by).await?;
            let forgotten = if gone.is_empty() { "no radar".to_owned() } else { gone.join(" and ") };
            let files = format!("{squares} files of radars without a frame removed");
            Ok(format!("{rows} rows deleted, {files}, {forgotten} forgotten"))
        }
    }
}

/// Half a minute, two, eight, half an hour; then a person must look.
fn retry_at(attempt: u32, now: Timestamp) -> Option<Timestamp> {
    if attempt >= MAX_ATTEMPTS {
        return None;
    }
    let wait = SignedDuration::from_secs(30 * 4_i64.pow(attempt.saturating_sub(1).min(4)));
    now.checked_add(wait).ok()
}

async fn pause(time: Duration, stop: &CancellationToken) {
    tokio::select! {
        () = stop.cancelled() => {}
        () = tokio::time::sleep(time) => {}
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    #[test]
    fn each_kind_of_job_is_in_one_lane() {
        let mut kinds: Vec<&str> = LANES.iter().flat_map(|lane| lane.kinds).copied().collect();
        let mut all = Job::KINDS.to_vec();
        kinds.sort_unstable();
        all.sort_unstable();
        assert_eq!(kinds, all);
        assert!(LANES.iter().all(|lane| lane.workers > 0));
    }
}
