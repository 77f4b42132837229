//! The job: ask every source, offer what it says, and say how it has been doing. One source that fails holds up no
//! other, and takes nothing away: alerts that are kept stay until their own end.

use super::{
    index::{self, Source},
    inside, understand,
};
use crate::{
    Work,
    fetch::{Fetched, Request},
    inspect::Problem,
    round,
};
use desk::{By, alert::Offer};
use jiff::{SignedDuration, Timestamp};
use model::{
    alert::{Alert, Coverage, silent_since, source},
    job::Job,
    slug::Slug,
    source::Health,
    stale::Key,
};
use std::time::Duration;

/// What alerts come as.
const ACCEPT: &str = "application/geo+json, application/cap+xml, application/atom+xml;q=0.9, */*;q=0.5";
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
    show_new_shapes(work).await?;
    let (good, bad): (Vec<_>, Vec<_>) = said.into_iter().partition(Result::is_ok);
    let words = |list: Vec<Result<String, String>>| {
        list.into_iter().map(|said| said.unwrap_or_else(|why| why)).collect::<Vec<_>>().join("; ")
    };
    // A source that fails is on the board by its own name; the job did what it could.
    Ok(match (good.is_empty(), bad.is_empty()) {
        (_, true) => words(good),
        (true, false) => format!("the round, in which no source answered: {}", words(bad)),
        (false, false) => format!("{}; no answer from {}", words(good), words(bad)),
    })
}

/// Another process keeps shapes of zones, which the pages of this one do not hear of: maps are drawn anew.
async fn show_new_shapes(work: &Work) -> Result<(), String> {
    let mark = work.desk.reader().zone_shapes_mark().await.map_err(|error| error.to_string())?;
    match work.has_other_shapes(mark) {
        true => work.desk.mark_aged(vec![Key::Alerts]).await.map_err(|error| error.to_string()),
        false => Ok(()),
    }
}

/// The row for the next round, in a key that makes it one however many ask for it.
async fn next_round(work: &Work) -> Result<(), String> {
    let at = round::next(work.desk.now(), work.alerts.every)?;
    let key = format!("alerts-round:{at}");
    work.desk.write_job(&Job::PollAlerts, at, &key).await.map_err(|error| error.to_string())
}

/// What came of asking a source.
struct Said {
    words: String,
    /// What is wrong though it answered.
    trouble: Option<String>,
}

async fn one(work: &Work, number: usize, url: &str, by: &By) -> Result<String, String> {
    let name = source(number).ok_or("There are too many sources.")?;
    let now = work.desk.now();
    let before = work.desk.reader().source_health(&name).await.map_err(|error| error.to_string())?;
    // A minute's row and the round's own may come close together.
    let half = work.alerts.every.checked_div(2).unwrap_or(work.alerts.every);
    if let Some(until) = before.rests_until(half, round::LONGEST_REST, now) {
        return Ok(waits(&name, &before, until, work));
    }
    let mut health = before.clone();
    let result = ask(work, &Source { name: &name, url }, &mut health, by).await;
    note(&mut health, &result, work.alerts.every, now);
    keep(work, &name, &before, &health, now).await?;
    result.map(|said| said.words).map_err(|why| format!("{name}: {why}"))
}

/// Why a source was not asked, and when it will be: in words for whoever pressed “Run now”.
fn waits(name: &Slug, health: &Health, until: Timestamp, work: &Work) -> String {
    let clock = |at: Timestamp| {
        let local = at.to_zoned_datetime(work.desk.station().zone.clone());
        let half = if local.hour() < 12 { "a.m." } else { "p.m." };
        format!("{} {half}", local.strftime("%-I:%M:%S"))
    };
    let last = health.last_try.map_or_else(|| "before".to_owned(), |last| format!("at {}", clock(last)));
    let until = clock(until);
    match health.failures {
        0 => format!("{name} was asked {last} and is not asked again before {until}"),
        1 => format!("{name} failed {last} and is not asked again before {until}"),
        times => format!(
            "{name} failed {times} times in a row, last {last}, and is not asked again before {until}"
        ),
    }
}

async fn ask(work: &Work, source: &Source<'_>, health: &mut Health, by: &By) -> Result<Said, String> {
    let now = work.desk.now();
    health.not_before = None;
    if health.last_success.is_none() {
        make_up_past(work, source, now, by).await?;
    }
    // The station may cover more than when it last ran: then what was thrown away is wanted.
    let anew = work.is_first_of(source.name);
    let request = match anew {
        true => Request { not_before: health.not_before, ..Request::first(source.url) },
        false => Request::known(source.url, health),
    };
    let request = Request { accept: Some(ACCEPT), ..request };
    let fetched = tokio::time::timeout(LONGEST, work.client.fetch(request, now)).await;
    let mut said = match fetched {
        Ok(Ok(Fetched::Unchanged)) => Said { words: "unchanged".to_owned(), trouble: None },
        Ok(Ok(Fetched::Body(body))) => {
            let said = offer(work, source, body.bytes.clone(), anew, by).await?;
            // Only now: an answer that was not understood must be asked for again, not answered with “unchanged”. Nor is
            // one of which something was refused: its time may come.
            if said.trouble.is_none() {
                body.remember(health);
            }
            work.has_answered(source.name);
            said
        }
        Ok(Err(error)) => {
            health.not_before = error.not_before(now);
            return Err(error.to_string());
        }
        Err(_late) => return Err(format!("The answer took longer than {} seconds.", LONGEST.as_secs())),
    };
    let progress = index::fetch_due(work, source, by).await?;
    if progress.fetched + progress.waiting > 0 {
        said.words.push_str(&format!(", {} messages fetched, {} wait", progress.fetched, progress.waiting));
    }
    if let Some(first) = progress.troubles.first() {
        let count = progress.troubles.len();
        let others = if count == 1 { String::new() } else { format!(" And {} more.", count - 1) };
        let read = format!("It answered, but not every message that it lists could be read. {first}{others}");
        said.trouble = Some(match said.trouble {
            Some(trouble) => format!("{trouble} {read}"),
            None => read,
        });
    }
    Ok(said)
}

/// The most recorded answers that are made up, and how old they may be.
const RECORDED: usize = 200;
const LATELY: SignedDuration = SignedDuration::from_hours(24 * 7);

/// A source of recorded answers that was never asked begins with those of the last days, so that the chains of its alerts
/// are whole. Other sources only say what is now.
async fn make_up_past(work: &Work, source: &Source<'_>, now: Timestamp, by: &By) -> Result<(), String> {
    let moments = work.client.recorded(source.url, now).await.map_err(|error| error.to_string())?;
    let since = now.saturating_sub(LATELY).unwrap_or(Timestamp::MIN);
    let past: Vec<Timestamp> = moments.into_iter().filter(|moment| *moment >= since).collect();
    for &moment in past.iter().skip(past.len().saturating_sub(RECORDED)) {
        if let Ok(Fetched::Body(body)) = work.client.fetch(Request::first(source.url), moment).await {
            // One that could not be used then is not used now; the ones after it may be.
            if let Err(why) = offer(work, source, body.bytes, false, by).await {
                tracing::info!(%moment, why, "a recorded answer was passed over");
            }
            index::fetch_due(work, source, by).await?;
        }
    }
    Ok(())
}

/// Understand an answer, offer its alerts to the desk, and remember what it lists.
async fn offer(
    work: &Work,
    source: &Source<'_>,
    bytes: bytes::Bytes,
    anew: bool,
    by: &By,
) -> Result<Said, String> {
    let station = work.desk.station().clone();
    // Megabytes are read beside the threads that wait for others.
    let read = tokio::task::spawn_blocking(move || {
        let mut understood = understand(&bytes)?;
        let alerts = std::mem::take(&mut understood.alerts);
        Ok((offers(alerts, &station.alerts.coverage), understood))
    });
    let (offers, mut understood) = match read.await.map_err(|error| error.to_string())? {
        Ok(read) => read,
        Err(Problem { at, what, remedy }) => return Err(format!("{at}: {what} {remedy}")),
    };
    let (early, offers): (Vec<Offer>, Vec<Offer>) =
        offers.into_iter().partition(|offer| is_from_the_future(&offer.alert, work.desk.now()));
    let taken = work.desk.offer_alerts(&offers, by).await.map_err(|error| error.to_string())?;
    let mut elsewhere = taken.elsewhere;
    // An address may have led to an index once: what that listed is listed no more.
    let pointers = std::mem::take(&mut understood.pointers);
    elsewhere += index::note(work, source, pointers, anew, &mut understood.problems).await?;
    let told = understood.problems.iter().take(3).map(|problem| format!("{} {}", problem.at, problem.what));
    let told = told.collect::<Vec<_>>().join(" ");
    let left_out = if told.is_empty() { told } else { format!(", not whole: {told}") };
    let refused = if early.is_empty() { String::new() } else { format!(", {} refused", early.len()) };
    let private = match understood.private {
        0 => String::new(),
        count => format!(", {count} not for the public"),
    };
    let (new, known) = (taken.new, taken.known);
    let words = format!("{new} new, {known} known, {elsewhere} elsewhere{refused}{private}{left_out}");
    let troubles = [refusal(&early), missing(&understood.left_out)];
    let trouble = troubles.into_iter().flatten().reduce(|all, more| format!("{all} {more}"));
    Ok(Said { words, trouble })
}

/// What of an answer could not be taken: nobody is warned of that.
fn missing(left_out: &[Problem]) -> Option<String> {
    let Problem { at, what, remedy } = left_out.first()?;
    let others = match left_out.len() - 1 {
        0 => String::new(),
        more => format!(" And {more} more like it."),
    };
    Some(format!("Warnings may be missing from its answer: {at}: {what} {remedy}{others}"))
}

/// Which messages were refused because of the moment at which they say to have been sent. The others of the answer count.
/// Either the source is wrong or this station's clock is, so both are named.
fn refusal(early: &[Offer]) -> Option<String> {
    let first = &early.first()?.alert;
    let (event, identifier, sent) = (&first.event, &first.identifier, first.sent);
    let others = match early.len() - 1 {
        0 => String::new(),
        more => format!(" So were {more} more."),
    };
    Some(format!(
        "“{event}” ({identifier}) was refused: it says that it was sent at {sent}, which is in the future.{others} The other \
         messages were taken. Look at the clock of this machine, then tell the source."
    ))
}

/// How far ahead of the station's clock a message may have been sent.
const CLOCK_SKEW: SignedDuration = SignedDuration::from_mins(15);

pub(super) fn is_from_the_future(alert: &Alert, now: Timestamp) -> bool {
    alert.sent.duration_since(now) > CLOCK_SKEW
}

/// Each alert with whom it concerns.
pub(super) fn offers(alerts: Vec<Alert>, coverage: &Coverage) -> Vec<Offer> {
    let offer = |alert| {
        let reach = coverage.reach(&alert, &inside(&alert, coverage.towns.values()));
        Offer { alert, reach }
    };
    alerts.into_iter().map(offer).collect()
}

fn note(health: &mut Health, result: &Result<Said, String>, every: SignedDuration, now: Timestamp) {
    health.tried(result, now);
    if let Ok(Said { trouble: Some(trouble), .. }) = result {
        health.last_error = Some(trouble.clone());
    }
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
    let told = silent_since(before, patience, before.last_try.unwrap_or(now));
    let may_tell = silent_since(before, patience, now);
    let is = silent_since(after, patience, now);
    let turned = told != is || may_tell != is;
    work.desk.note_alerts_asked(name, after, turned).await.map_err(|error| error.to_string())
}
