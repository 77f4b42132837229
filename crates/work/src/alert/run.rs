//! The job: ask every source, offer what it says, and say how it has been doing. One source that fails holds up no
//! other, and takes nothing away: alerts that are kept stay until their own end.

use super::{Understood, inside, understand};
use crate::{
    Work,
    fetch::{Fetched, Request},
    round,
};
use desk::{By, alert::Offer};
use jiff::{SignedDuration, Timestamp};
use model::{
    alert::{Alert, Coverage, silent_since, source},
    job::Job,
    slug::Slug,
    source::Health,
};
use std::time::Duration;

/// What alerts come as.
const ACCEPT: &str = "application/geo+json, application/cap+xml, */*;q=0.5";
/// An answer that takes longer is given up: the next round may do better.
const LONGEST: Duration = Duration::from_secs(20);

/// Ask all sources once, and ask for the next round.
pub(crate) async fn run(work: &Work, by: &By) -> Result<String, String> {
    let settings = &work.alerts;
    if settings.sources.is_empty() {
        return Ok("The station has no sources of alerts.".to_owned());
    }
    let rounds = settings.sources.iter().enumerate().map(|(number, url)| one(work, number, url, by));
    let said = futures_util::future::join_all(rounds).await;
    next_round(work).await?;
    let (good, bad): (Vec<_>, Vec<_>) = said.into_iter().partition(Result::is_ok);
    let words = |list: Vec<Result<String, String>>| {
        list.into_iter().map(|said| said.unwrap_or_else(|why| why)).collect::<Vec<_>>().join("; ")
    };
    // A source that fails is on the board by its own name; the job did what it could.
    match bad.is_empty() {
        true => Ok(words(good)),
        false => Ok(format!("{}; not: {}", words(good), words(bad))),
    }
}

/// The row for the next round, in a key that makes it one however many ask for it.
async fn next_round(work: &Work) -> Result<(), String> {
    let at = round::next(work.desk.now(), work.alerts.every)?;
    let key = format!("alerts-round:{at}");
    work.desk.write_job(&Job::PollAlerts, at, &key).await.map_err(|error| error.to_string())
}

async fn one(work: &Work, number: usize, url: &str, by: &By) -> Result<String, String> {
    let name = source(number).ok_or("There are too many sources.")?;
    let now = work.desk.now();
    let before = work.desk.reader().source_health(&name).await.map_err(|error| error.to_string())?;
    if is_too_soon(&before, work.alerts.every, now) {
        return Ok("asked a moment ago".to_owned());
    }
    let mut health = before.clone();
    let result = ask(work, url, &mut health, by).await;
    note(&mut health, &result, work.alerts.every, now);
    keep(work, &name, &before, &health, now).await?;
    result.map_err(|why| format!("{name}: {why}"))
}

/// A minute's row and the round's own may come close together.
fn is_too_soon(health: &Health, every: SignedDuration, now: Timestamp) -> bool {
    let half = SignedDuration::from_millis(i64::try_from(every.as_millis() / 2).unwrap_or(i64::MAX));
    let is_just_asked = health.last_try.is_some_and(|last| last <= now && now.duration_since(last) < half);
    is_just_asked || health.not_before.is_some_and(|until| now < until)
}

async fn ask(work: &Work, url: &str, health: &mut Health, by: &By) -> Result<String, String> {
    let now = work.desk.now();
    health.not_before = None;
    if health.last_success.is_none() {
        make_up_past(work, url, now, by).await?;
    }
    let request = Request { accept: Some(ACCEPT), ..Request::known(url, health) };
    let fetched = tokio::time::timeout(LONGEST, work.client.fetch(request, now)).await;
    let body = match fetched {
        Ok(Ok(Fetched::Unchanged)) => return Ok("unchanged".to_owned()),
        Ok(Ok(Fetched::Body(body))) => body,
        Ok(Err(error)) => {
            health.not_before = error.not_before(now);
            return Err(error.to_string());
        }
        Err(_late) => return Err(format!("The answer took longer than {} seconds.", LONGEST.as_secs())),
    };
    let said = offer(work, body.bytes.clone(), by).await?;
    // Only now: an answer that was not understood must be asked for again, not answered with “unchanged”.
    body.remember(health);
    Ok(said)
}

/// The most recorded answers that are made up, and how old they may be.
const RECORDED: usize = 200;
const LATELY: SignedDuration = SignedDuration::from_hours(24 * 7);

/// A source of recorded answers that was never asked begins with those of the last days, so that the chains of its alerts
/// are whole. Other sources only say what is now.
async fn make_up_past(work: &Work, url: &str, now: Timestamp, by: &By) -> Result<(), String> {
    let moments = work.client.recorded(url, now).await.map_err(|error| error.to_string())?;
    let since = now.saturating_sub(LATELY).unwrap_or(Timestamp::MIN);
    let past: Vec<Timestamp> = moments.into_iter().filter(|moment| *moment >= since).collect();
    for &moment in past.iter().skip(past.len().saturating_sub(RECORDED)) {
        if let Ok(Fetched::Body(body)) = work.client.fetch(Request::first(url), moment).await {
            // One that could not be used then is not used now; the ones after it may be.
            if let Err(why) = offer(work, body.bytes, by).await {
                tracing::info!(%moment, why, "a recorded answer was passed over");
            }
        }
    }
    Ok(())
}

/// Understand an answer and offer its alerts to the desk.
async fn offer(work: &Work, bytes: bytes::Bytes, by: &By) -> Result<String, String> {
    let station = work.desk.station().clone();
    // Megabytes are read beside the threads that wait for others.
    let read = tokio::task::spawn_blocking(move || {
        understand(&bytes).map(|understood| offers(understood, &station.alerts.coverage))
    });
    let (offers, left_out) = match read.await.map_err(|error| error.to_string())? {
        Ok(read) => read,
        Err(problem) => return Err(format!("{}: {} {}", problem.at, problem.what, problem.remedy)),
    };
    let taken = work.desk.offer_alerts(&offers, by).await.map_err(|error| error.to_string())?;
    if let Some(early) = offers.iter().find(|offer| is_from_the_future(&offer.alert, work.desk.now())) {
        // Either the source is wrong or this station's clock is; in both cases “all is well” would be a guess.
        let what = format!(
            "Alert {} was sent at {}, which is in the future.",
            early.alert.identifier, early.alert.sent
        );
        return Err(format!("{what} Look at the clock of this machine, then at the source."));
    }
    let left_out =
        if left_out.is_empty() { String::new() } else { format!(", not whole: {}", left_out.join(" ")) };
    Ok(format!("{} new, {} known, {} elsewhere{left_out}", taken.new, taken.known, taken.elsewhere))
}

/// How far ahead of the station's clock a message may have been sent.
const CLOCK_SKEW: SignedDuration = SignedDuration::from_mins(15);

fn is_from_the_future(alert: &Alert, now: Timestamp) -> bool {
    alert.sent.duration_since(now) > CLOCK_SKEW
}

/// Each alert with whom it concerns, and what was left out.
fn offers(understood: Understood, coverage: &Coverage) -> (Vec<Offer>, Vec<String>) {
    let offer = |alert| {
        let reach = coverage.reach(&alert, &inside(&alert, coverage.towns.values()));
        Offer { alert, reach }
    };
    let told = understood.problems.iter().take(3).map(|problem| format!("{} {}", problem.at, problem.what));
    let told = told.collect();
    (understood.alerts.into_iter().map(offer).collect(), told)
}

fn note(health: &mut Health, result: &Result<String, String>, every: SignedDuration, now: Timestamp) {
    health.tried(result, now);
    if result.is_err() && health.not_before.is_none() {
        let wait = round::rest(health.failures, every).unwrap_or(SignedDuration::ZERO);
        health.not_before = now.checked_add(wait).ok();
    }
}

/// Keep the health; say everywhere when the source begins or ceases to be silent.
async fn keep(
    work: &Work,
    name: &Slug,
    before: &Health,
    after: &Health,
    now: Timestamp,
) -> Result<(), String> {
    let patience = work.desk.station().alerts.patience;
    // As pages that were made at the last try, or just before this one, may tell it.
    let told = before
        .last_try
        .map_or(silent_since(None, patience, now), |then| silent_since(before.last_success, patience, then));
    let may_tell = silent_since(before.last_success, patience, now);
    let is = silent_since(after.last_success, patience, now);
    let turned = told != is || may_tell != is;
    work.desk.note_alerts_asked(name, after, turned).await.map_err(|error| error.to_string())
}
