//! Tables: fetch a night's file, understand it, offer it to the desk.

mod look;
mod understand;

pub use look::{Asked, look};
pub use understand::{Understood, understand};

use crate::{
    Work,
    fetch::{Fetched, Request},
    inspect::{Inspection, Problem},
};
use desk::{By, table::Offered};
use jiff::{SignedDuration, Timestamp};
use model::{
    slug::Slug,
    source::{Health, Source},
    stale::Key,
    table::{Outcome, Snapshot, Spec, Verdict, accept},
};
use serde_json::json;

/// Refresh one table from its source.
pub(crate) async fn run(work: &Work, slug: &Slug, by: &By) -> Result<String, String> {
    let spec = work.desk.tables().get(slug).ok_or("There is no such table in station.toml any more.")?;
    let source = work.sources.get(slug).ok_or("The table has no source in station.toml.")?;
    let now = work.desk.now();
    let mut health = work.desk.reader().source_health(slug).await.map_err(|error| error.to_string())?;
    let result = fetch_and_offer(work, spec, source, &mut health, by).await;
    health.last_try = Some(now);
    match &result {
        Ok(_) => {
            health.last_success = Some(now);
            health.last_error = None;
            health.failures = 0;
        }
        Err(why) => {
            health.last_error = Some(why.clone());
            health.failures = health.failures.saturating_add(1);
        }
    }
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
    let now = work.desk.now();
    let request = Request {
        url: &source.url,
        etag: health.etag.as_deref(),
        last_modified: health.last_modified.as_deref(),
        digest: health.digest.as_deref(),
        not_before: health.not_before,
    };
    let body = match work.client.fetch(request, now).await {
        Ok(Fetched::Unchanged) => return Ok("unchanged".to_owned()),
        Ok(Fetched::Body(body)) => body,
        Err(error) => {
            health.not_before = error.retry_after().and_then(|wait| now.checked_add(wait).ok());
            return Err(error.to_string());
        }
    };
    health.not_before = None;
    let understood = understand(&body.bytes, spec, now)
        .map_err(|problem| format!("{}: {} {}", problem.at, problem.what, problem.remedy))?;
    if let Some(problem) = understood.problems.iter().find(|problem| problem.blocks) {
        return Err(format!("{}: {} {}", problem.problem.at, problem.problem.what, problem.problem.remedy));
    }
    let offered = work.desk.offer_table(&spec.slug, &understood.snapshot, by).await;
    let offered = offered.map_err(|error| error.to_string())?;
    // Only now: a file that was not understood must be fetched again, not answered with “unchanged”.
    (health.etag, health.last_modified, health.digest) = (body.etag, body.last_modified, Some(body.digest));
    Ok(match offered {
        Offered::Accepted => format!("figures of {} are shown", understood.snapshot.as_of),
        Offered::Unchanged => format!("figures of {} are shown already", understood.snapshot.as_of),
        Offered::Held(outcomes) => format!("held: {}", failures(&outcomes).join("; ")),
    })
}

/// Until when a table's figures are fresh: the end of their day in the station's zone, and the table's own patience.
pub fn good_until(snapshot: &Snapshot, spec: &Spec, zone: &jiff::tz::TimeZone) -> Timestamp {
    let end_of_day = snapshot.as_of.tomorrow().ok().and_then(|day| day.to_zoned_datetime(zone.clone()).ok());
    let from = end_of_day.map_or(snapshot.fetched_at, |day| day.timestamp());
    from.saturating_add(spec.max_age).unwrap_or(Timestamp::MAX)
}

/// For `bellwether inspect table`: the rows, the totals, and every gate.
pub fn inspect(file: &str, bytes: &[u8], spec: &Spec, now: Timestamp) -> Inspection {
    let understood = match understand(bytes, spec, now) {
        Ok(understood) => understood,
        Err(problem) => return Inspection::refused("table", file, problem),
    };
    let snapshot = &understood.snapshot;
    let names: Vec<&str> = spec.measures.iter().map(|measure| measure.column.as_str()).collect();
    let rows = snapshot.ranked(spec).into_iter().map(|(key, name, figures)| {
        let figures: serde_json::Map<_, _> =
            names.iter().map(ToString::to_string).zip(figures.iter().map(|f| json!(f))).collect();
        json!({ "key": key, "name": name, "figures": figures })
    });
    // A day of patience for files that speak of a later zone's today: the job compares with the station's own date.
    let today = now
        .saturating_add(SignedDuration::from_hours(24))
        .unwrap_or(now)
        .to_zoned_datetime(jiff::tz::TimeZone::UTC)
        .date();
    let outcomes = accept(snapshot, None, spec, today);
    let item = json!({
        "as_of": snapshot.as_of.to_string(), "rows": rows.collect::<Vec<_>>(),
        "sums": snapshot.sums(names.len()), "published_totals": snapshot.published_totals,
        "gates": outcomes.iter().map(gate).collect::<Vec<_>>(),
    });
    let gates = failures(&outcomes).into_iter().map(|what| {
        Problem::new(
            "gates",
            what,
            "Compare with the source; the station would hold this file and keep the last one.",
        )
    });
    let problems: Vec<Problem> =
        understood.problems.into_iter().map(|noted| noted.problem).chain(gates).collect();
    Inspection::understood("table", file, vec![item], problems)
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
