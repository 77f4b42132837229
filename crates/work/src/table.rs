//! Tables: fetch a night's file, understand it, offer it to the desk.

mod dated;
mod gather;
mod layout;
mod look;
mod names;
mod paste;
mod propose;
mod understand;

pub use dated::{bad_date, is_dated};
pub use gather::ask;
pub use look::{Asked, look};
pub use paste::paste;
pub use propose::propose;
pub use understand::{File, Moment, Understood, understand, understand_all};

use crate::{
    Work,
    fetch::{Client, Fetched, Request, in_time},
    inspect::{Inspection, Problem},
};
use desk::{By, table::Offered};
use jiff::{SignedDuration, Timestamp, civil::Date};
use model::{
    slug::Slug,
    source::{Health, Source},
    stale::Key,
    table::{Delivery, Line, Outcome, Past, Snapshot, Spec, Verdict, accept, lines},
};
use serde_json::json;

/// Refresh one table from its source.
pub(crate) async fn run(work: &Work, slug: &Slug, by: &By) -> Result<String, String> {
    // What was written down for its hour before it was switched off, or before its figures were pasted.
    let tables = work.desk.tables();
    let Some(spec) = tables.get(slug) else { return Ok("the table is not kept any more".to_owned()) };
    let Some(source) = &spec.source else { return Ok("the table has no source".to_owned()) };
    let now = work.desk.now();
    let mut health = work.desk.reader().source_health(slug).await.map_err(|error| error.to_string())?;
    let result = in_time(fetch_and_offer(work, spec, source, &mut health, by)).await;
    health.tried(&result, now);
    let shown_by = [Key::Table(slug.clone())];
    work.desk.note_health(slug, &health, &shown_by).await.map_err(|error| error.to_string())?;
    result
}

async fn fetch_and_offer(
    work: &Work,
    spec: &Spec,
    source: &Source,
    health: &mut Health,
    by: &By,
) -> Result<String, String> {
    let zone = &work.desk.station().zone;
    let now = work.desk.now();
    let today = now.to_zoned_datetime(zone.clone()).date();
    if dated::is_dated(&source.url) {
        return dated::fetch_and_offer(work, spec, source, today, by).await;
    }
    if !spec.shape.also.is_empty() {
        let day = spec.shape.as_of.day_of(today);
        let gathered = gather::gather(&work.client, spec, source, day, now).await?;
        return offer(work, spec, gathered.understand(spec, Moment { fetched_at: now, day }), by)
            .await
            .map(|days| words(&days));
    }
    let history = make_up_history(work, spec, source, by).await?;
    let body = match work.client.fetch(Request::known(&source.url, health), now).await {
        Ok(Fetched::Unchanged) => return Ok("unchanged".to_owned()),
        Ok(Fetched::Body(body)) => body,
        Err(error) => {
            health.not_before = error.not_before(now);
            return Err(error.to_string());
        }
    };
    health.not_before = None;
    // For a file that does not say of which day it is.
    let day = spec.shape.as_of.day_of(today);
    let understood = understand(&body.bytes, spec, Moment { fetched_at: now, day });
    let said = words(&offer(work, spec, understood, by).await?);
    let said = history.map_or_else(|| said.clone(), |history| format!("{history}; {said}"));
    // Only now: a file that was not understood must be fetched again, not answered with “unchanged”.
    body.remember(health);
    Ok(said)
}

/// The most nights that are made up.
const NIGHTS: usize = 800;

/// A table that never had a night and whose source is a folder of recorded answers begins with its recorded past, each
/// night through the same gates. Other sources only say what is now.
async fn make_up_history(
    work: &Work,
    spec: &Spec,
    source: &Source,
    by: &By,
) -> Result<Option<String>, String> {
    let told = |error: &dyn std::fmt::Display| error.to_string();
    let moments = work.client.recorded(&source.url, work.desk.now()).await.map_err(|error| told(&error))?;
    let Some((_, earlier)) = moments.split_last().filter(|(_, earlier)| !earlier.is_empty()) else {
        return Ok(None);
    };
    if work.desk.reader().table(&spec.slug).await.map_err(|error| told(&error))?.shown.is_some() {
        return Ok(None);
    }
    let mut held = 0;
    for &moment in earlier.iter().skip(earlier.len().saturating_sub(NIGHTS)) {
        let request = Request::first(&source.url);
        let Fetched::Body(body) = work.client.fetch(request, moment).await.map_err(|error| told(&error))?
        else {
            continue;
        };
        let day = moment.to_zoned_datetime(work.desk.station().zone.clone()).date();
        let day = spec.shape.as_of.day_of(day);
        let understood = understand(&body.bytes, spec, Moment { fetched_at: moment, day });
        // A night that could not be used then is not used now; the ones after it may be.
        match offer(work, spec, understood, by).await {
            Ok(days) => {
                held += days.iter().filter(|(_, offered)| matches!(offered, Offered::Held(_))).count();
            }
            Err(why) => tracing::info!(table = %spec.slug, %moment, why, "a recorded night was passed over"),
        }
    }
    Ok(Some(format!("{} recorded nights made up, {held} of them held", earlier.len())))
}

/// Put each day of what was understood before the desk, oldest first, and say what became of it.
async fn offer(
    work: &Work,
    spec: &Spec,
    understood: Result<Understood, Problem>,
    by: &By,
) -> Result<Vec<(Date, Offered)>, String> {
    let told = |problem: &Problem| format!("{}: {} {}", problem.at, problem.what, problem.remedy);
    let understood = understood.map_err(|problem| told(&problem))?;
    if let Some(noted) = understood.problems.iter().find(|noted| noted.blocks) {
        return Err(told(&noted.problem));
    }
    let mut days = Vec::new();
    for delivery in &understood.deliveries {
        let offered =
            work.desk.offer_table(&spec.slug, delivery, by).await.map_err(|error| error.to_string())?;
        days.push((delivery.snapshot.as_of, offered));
    }
    Ok(days)
}

/// What became of each day, for the board.
fn words(days: &[(Date, Offered)]) -> String {
    let said = days.iter().map(|(day, offered)| match offered {
        Offered::Accepted => format!("figures of {day} are shown"),
        Offered::Unchanged => format!("figures of {day} are shown already"),
        Offered::Held(outcomes) => format!("figures of {day} are held: {}", failures(outcomes).join("; ")),
    });
    said.collect::<Vec<_>>().join("; ")
}

/// Until when a table's figures are fresh: the end of their day in the station's zone, and the table's own patience.
pub fn good_until(snapshot: &Snapshot, spec: &Spec, zone: &jiff::tz::TimeZone) -> Timestamp {
    let end_of_day = snapshot.as_of.tomorrow().ok().and_then(|day| day.to_zoned_datetime(zone.clone()).ok());
    let from = end_of_day.map_or(snapshot.fetched_at, |day| day.timestamp());
    from.saturating_add(spec.max_age).unwrap_or(Timestamp::MAX)
}

/// For `bellwether inspect table`: the rows, the totals, and every gate, for each day of the file.
pub fn inspect(file: &str, bytes: &[u8], spec: &Spec, now: Timestamp) -> Inspection {
    // A day of patience for files that speak of a later zone's today: the job compares with the station's own date.
    let tomorrow = now.saturating_add(SignedDuration::from_hours(24)).unwrap_or(now);
    let today = tomorrow.to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
    told(file, understand(bytes, spec, Moment { fetched_at: now, day: today }), spec, today)
}

/// For `bellwether table check`: ask the source once, as the job would, and tell what would become of its answer.
pub async fn check(
    client: &Client,
    spec: &Spec,
    source: &Source,
    now: Timestamp,
    zone: &jiff::tz::TimeZone,
) -> Inspection {
    let today = now.to_zoned_datetime(zone.clone()).date();
    let day = spec.shape.as_of.day_of(today);
    match gather::gather(client, spec, source, day, now).await {
        Ok(gathered) => {
            let understood = gathered.understand(spec, Moment { fetched_at: now, day });
            told(&gathered.from(), understood, spec, today)
        }
        Err(what) => Inspection::refused("table", &source.url, Problem::new("source", what, gather::REMEDY)),
    }
}

fn told(file: &str, understood: Result<Understood, Problem>, spec: &Spec, today: Date) -> Inspection {
    let understood = match understood {
        Ok(understood) => understood,
        Err(problem) => return Inspection::refused("table", file, problem),
    };
    let (mut items, mut gates) = (Vec::new(), Vec::new());
    let mut past = Past::default();
    for delivery in understood.deliveries {
        let outcomes = accept(&delivery, &past, spec, today);
        items.push(item(&delivery, &outcomes, spec));
        gates.extend(failures(&outcomes).into_iter().map(|what| {
            let remedy = "Compare with the source; the station would hold this file and keep the last one.";
            Problem::new(format!("gates of {}", delivery.snapshot.as_of), what, remedy)
        }));
        past.before.insert(0, delivery.snapshot.clone());
        past.shown = Some(delivery.snapshot);
    }
    let problems = understood.problems.into_iter().map(|noted| noted.problem).chain(gates).collect();
    Inspection::understood("table", file, items, problems)
}

fn item(delivery: &Delivery, outcomes: &[Outcome], spec: &Spec) -> serde_json::Value {
    let snapshot = &delivery.snapshot;
    let figure = |(measure, figure): (&model::table::Measure, &Option<i64>)| {
        // Whole figures as numbers; others as text, which loses nothing on its way through other programs.
        let value =
            if measure.decimals == 0 { json!(figure) } else { json!(figure.map(|_| measure.words(*figure))) };
        (measure.column.clone(), value)
    };
    let row = |line: Line<'_>| {
        let figures: serde_json::Map<_, _> = spec.measures.iter().zip(&line.figures).map(figure).collect();
        json!({ "key": line.key, "name": line.name, "figures": figures })
    };
    let plain = Spec { derived: Vec::new(), ..spec.clone() };
    let rows = lines(&plain, snapshot, &[], spec.display.sort).rows.into_iter().map(row);
    json!({
        "as_of": snapshot.as_of.to_string(), "rows": rows.collect::<Vec<_>>(),
        "sums": snapshot.sums(spec.measures.len()), "published_totals": snapshot.published_totals,
        "gates": outcomes.iter().map(gate).collect::<Vec<_>>(),
    })
}

fn gate(outcome: &Outcome) -> serde_json::Value {
    let (verdict, why) = match &outcome.verdict {
        Verdict::Passed => ("passed", None),
        Verdict::Failed(why) => ("failed", Some(why)),
        Verdict::NotApplied(why) => ("not applied", Some(why)),
    };
    json!({ "gate": outcome.gate.as_str(), "verdict": verdict, "why": why })
}

fn failures(outcomes: &[Outcome]) -> Vec<String> {
    let failed = outcomes.iter().filter_map(|outcome| match &outcome.verdict {
        Verdict::Failed(what) => Some(what.clone()),
        _ => None,
    });
    failed.collect()
}
