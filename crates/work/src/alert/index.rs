//! Indexes: what a source lists, and the messages behind it. Asked for politely: only what is new or has changed, under the
//! validators of the last time, a few at once, a number in each round, the newest first. A message that cannot be read is
//! tried again by itself and holds up no other.

use super::{
    link,
    run::{is_from_the_future, offers},
    understand::{Pointer, message},
};
use crate::{
    Work,
    fetch::{Body, Error, Fetched, Request},
    inspect::Problem,
};
use desk::{By, alert::Offer};
use futures_util::StreamExt as _;
use jiff::Timestamp;
use model::{
    alert::{
        Alert, Coverage, Listed, MessageType,
        listed::{Merged, merge},
    },
    slug::Slug,
};
use std::time::Duration;

/// Messages that are asked for in one round, and at once.
const IN_A_ROUND: usize = 40;
const AT_ONCE: usize = 4;
/// A message that takes longer is given up for now.
const LONGEST: Duration = Duration::from_secs(8);
/// No message is begun later than this in a round: other sources wait for their next one.
const LONGEST_ROUND: Duration = Duration::from_secs(12);
/// The most that one message may hold.
const MOST_BYTES: u64 = 4 << 20;
/// What messages come as.
const ACCEPT: &str = "application/cap+xml, application/xml;q=0.8, text/xml;q=0.8, */*;q=0.5";

/// A source that may be an index.
pub(super) struct Source<'a> {
    pub(super) name: &'a Slug,
    pub(super) url: &'a str,
}

/// What became of the messages behind an index in a round.
#[derive(Debug, Default)]
pub(super) struct Progress {
    /// How many were fetched.
    pub(super) fetched: usize,
    /// How many are still to be.
    pub(super) waiting: usize,
    /// What is wrong with those that could not be read.
    pub(super) troubles: Vec<String>,
}

/// Remember what an index lists. Entries that plainly are for elsewhere are not asked for: how many.
pub(super) async fn note(
    work: &Work,
    source: &Source<'_>,
    pointers: Vec<Pointer>,
    anew: bool,
    problems: &mut Vec<Problem>,
) -> Result<usize, String> {
    let coverage = &work.desk.station().alerts.coverage;
    let count = pointers.len();
    let near: Vec<Pointer> =
        pointers.into_iter().filter(|pointer| !is_plainly_elsewhere(pointer, coverage)).collect();
    let elsewhere = count - near.len();
    let mut entries = Vec::with_capacity(near.len());
    for pointer in near {
        match link::whole(source.url, &pointer.link) {
            Ok(whole) => entries.push(entry(pointer, whole)),
            Err(why) => {
                let what = format!("Its link {why}.");
                let remedy = "It was left out; the others were read. Tell whoever sends it.";
                problems.push(Problem::new(format!("entry “{}”", pointer.title), what, remedy));
            }
        }
    }
    let known = work.desk.reader().alert_entries(source.name).await.map_err(|error| error.to_string())?;
    let merged = merge(known, entries, anew, work.desk.now());
    work.desk.note_alert_entries(source.name, &merged).await.map_err(|error| error.to_string())?;
    Ok(elsewhere)
}

/// A first message whose entry names zones or counties, none of them covered. An update or a cancellation is read
/// wherever it is for: it may take the place of a message for here.
fn is_plainly_elsewhere(pointer: &Pointer, coverage: &Coverage) -> bool {
    pointer.summary.as_ref().is_some_and(|summary| {
        summary.message_type == MessageType::Alert
            && !(summary.zones.is_empty() && summary.same.is_empty())
            && !coverage.reach(summary, &super::inside(summary, coverage.towns.values())).covered
    })
}

fn entry(pointer: Pointer, link: String) -> Listed {
    // Where the entry does not say when it was changed, what it says tells that it was.
    let state = match pointer.updated {
        Some(updated) => updated.to_string(),
        None => format!("{} {:?}", pointer.title, pointer.summary),
    };
    Listed {
        key: images::content_key(pointer.id.as_bytes()),
        stamp: images::content_key(format!("{link} {state}").as_bytes()),
        title: pointer.title,
        link,
        identifier: pointer.identifier,
        updated: pointer.updated.unwrap_or(Timestamp::UNIX_EPOCH),
        due: None,
        failures: 0,
        trouble: String::new(),
        was_elsewhere: false,
        gone: None,
        etag: None,
        last_modified: None,
    }
}

/// Fetch messages whose time has come and offer them to the desk.
pub(super) async fn fetch_due(work: &Work, source: &Source<'_>, by: &By) -> Result<Progress, String> {
    let words = |error: &dyn std::error::Error| error.to_string();
    let reader = work.desk.reader();
    let now = work.desk.now();
    let waiting = reader.alert_entries_waiting(source.name).await.map_err(|error| words(&error))?;
    if waiting.is_empty() {
        return Ok(Progress::default());
    }
    let (due, later): (Vec<_>, Vec<_>) =
        waiting.into_iter().partition(|entry| entry.due.is_some_and(|due| due <= now));
    let begun = std::time::Instant::now();
    let asked: Vec<(Listed, Option<Outcome>)> = futures_util::stream::iter(due.into_iter().enumerate())
        .map(|(place, entry)| async move {
            if place >= IN_A_ROUND || begun.elapsed() > LONGEST_ROUND {
                return (entry, None);
            }
            let outcome = one(work, source.url, &entry).await;
            (entry, Some(outcome))
        })
        .buffered(AT_ONCE)
        .collect()
        .await;
    let mut progress = Progress::default();
    let (mut all, mut entries) = (Vec::new(), later);
    let mut changed = Merged::default();
    for (mut entry, outcome) in asked {
        match outcome {
            None => entries.push(entry),
            Some(outcome) => {
                all.extend(settle(&mut entry, outcome, now));
                progress.fetched += usize::from(entry.failures == 0);
                if entry.is_over(now) {
                    changed.forgotten.push(entry.key);
                } else {
                    entries.extend(entry.due.is_some().then(|| entry.clone()));
                    changed.kept.push(entry);
                }
            }
        }
    }
    // First the alerts, then that they were taken: whoever is stopped in between takes them twice, and not never.
    work.desk.offer_alerts(&all, by).await.map_err(|error| words(&error))?;
    work.desk.note_alert_entries(source.name, &changed).await.map_err(|error| words(&error))?;
    progress.waiting = entries.len();
    let failing = entries.iter().filter(|entry| entry.failures > 0);
    progress.troubles =
        failing.map(|entry| format!("“{}” ({}): {}", entry.title, entry.link, entry.trouble)).collect();
    Ok(progress)
}

/// What came of a message.
enum Outcome {
    Unchanged,
    Read { offers: Vec<Offer>, etag: Option<String>, last_modified: Option<String> },
    Failed(String),
}

/// Notes an outcome; what is to be offered.
fn settle(entry: &mut Listed, outcome: Outcome, now: Timestamp) -> Vec<Offer> {
    match outcome {
        Outcome::Unchanged => {
            entry.taken(entry.was_elsewhere);
            Vec::new()
        }
        Outcome::Failed(why) => {
            entry.failed(why, now);
            Vec::new()
        }
        Outcome::Read { offers, etag, last_modified } => {
            match offers.iter().find(|offer| is_from_the_future(&offer.alert, now)) {
                Some(early) => {
                    let sent = early.alert.sent;
                    entry.failed(
                        format!("It was refused: it was sent at {sent}, which is in the future."),
                        now,
                    );
                    Vec::new()
                }
                None => {
                    (entry.etag, entry.last_modified) = (etag, last_modified);
                    entry.taken(offers.iter().all(|offer| !offer.reach.covered));
                    offers
                }
            }
        }
    }
}

async fn one(work: &Work, index: &str, entry: &Listed) -> Outcome {
    let client = match entry.link.starts_with("http") && link::is_elsewhere(index, &entry.link) {
        // Whoever writes the index must not send the station into its own network, even where its own servers are sources.
        true => work.client.without_private(),
        false => work.client.clone(),
    };
    let request = Request {
        etag: entry.etag.as_deref(),
        last_modified: entry.last_modified.as_deref(),
        accept: Some(ACCEPT),
        most: Some(MOST_BYTES),
        ..Request::first(&entry.link)
    };
    let body = match tokio::time::timeout(LONGEST, client.fetch(request, work.desk.now())).await {
        Ok(Ok(Fetched::Unchanged)) => return Outcome::Unchanged,
        Ok(Ok(Fetched::Body(body))) => body,
        Ok(Err(Error::TooLarge { max })) => {
            return Outcome::Failed(format!("It has more than {} MiB, which is no message.", max >> 20));
        }
        Ok(Err(error)) => return Outcome::Failed(error.to_string()),
        Err(_late) => return Outcome::Failed(format!("It took longer than {} seconds.", LONGEST.as_secs())),
    };
    let Body { bytes, etag, last_modified, .. } = body;
    let (station, identifier) = (work.desk.station().clone(), entry.identifier.clone());
    let read = tokio::task::spawn_blocking(move || {
        let alerts = message(&bytes).and_then(|alerts| meant(alerts, &identifier))?;
        Ok::<_, Problem>(offers(alerts, &station.alerts.coverage))
    });
    match read.await {
        Ok(Ok(offers)) => Outcome::Read { offers, etag, last_modified },
        Ok(Err(problem)) => Outcome::Failed(format!("{}: {}", problem.at, problem.what)),
        Err(error) => Outcome::Failed(error.to_string()),
    }
}

/// The message that the entry names, and no other.
fn meant(alerts: Vec<Alert>, identifier: &str) -> Result<Vec<Alert>, Problem> {
    // One that is not for the public is none here.
    let Some(first) = alerts.first() else { return Ok(alerts) };
    let found = &first.identifier;
    if !identifier.is_empty() && found != identifier {
        let what = format!("It is the message “{found}”, not “{identifier}” that the index lists.");
        return Err(Problem::new("message", what, "Tell whoever sends it."));
    }
    Ok(alerts)
}
