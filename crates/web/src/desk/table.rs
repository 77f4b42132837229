//! The gate board: data tables, what was held and why, and what a person decides about it.

use super::{
    frame,
    posted::{Posted, Search},
    problem,
};
use crate::{app::App, error::Error, module, signed_in::SignedIn};
use axum::{
    extract::{Path, State},
    response::Response,
};
use http::StatusCode;
use model::{
    slug::Slug,
    table::{Gate, Held, Outcome, Snapshot, Spec, Verdict},
    url::Url,
};
use pages::{
    compose::{self, Context, table::Now},
    desk::tables::{GateBoard, GateLine, GateRow, HeldRow},
    module::State as Trust,
    moment::{Day, Moment},
    number::grouped,
};
use std::collections::HashMap;

/// The board.
pub(crate) async fn board(
    State(app): State<App>,
    who: SignedIn,
    Search(query): Search,
) -> Result<Response, Error> {
    let view = view(&app).await?;
    frame::screen(&app, &who, "/desk/tables", query.text("said"), &view)
}

/// Show held figures after all, with a note that readers see.
pub(crate) async fn accept(
    State(app): State<App>,
    who: SignedIn,
    Path(slug): Path<String>,
    posted: Posted,
) -> Result<Response, Error> {
    let slug = Slug::parse(&slug).map_err(|_| Error::NotFound)?;
    let Err(error) = app.desk.accept_held(&slug, &posted.line("note"), &who.by).await else {
        return Ok(frame::done("/desk/tables", "accepted"));
    };
    let problems = problem::problems(&error, &app.station.zone).ok_or(error)?;
    let mut view = view(&app).await?;
    let tried = format!("/desk/tables/{slug}/accept");
    for held in view
        .tables
        .iter_mut()
        .filter_map(|row| row.held.as_mut())
        .filter(|held| held.accept.as_ref() == Some(&tried))
    {
        held.note = posted.text("note").to_owned();
        held.problems.clone_from(&problems);
    }
    frame::refused(&app, &who, "/desk/tables", StatusCode::UNPROCESSABLE_ENTITY, &view)
}

/// Drop held figures and wait for the next.
pub(crate) async fn drop_held(
    State(app): State<App>,
    who: SignedIn,
    Path(slug): Path<String>,
) -> Result<Response, Error> {
    let slug = Slug::parse(&slug).map_err(|_| Error::NotFound)?;
    app.desk.drop_held(&slug, &who.by).await?;
    Ok(frame::done("/desk/tables", "dropped"))
}

/// Every table as it is now, held ones first.
pub(crate) async fn rows(app: &App) -> Result<Vec<GateRow>, Error> {
    let (authors, media) = (HashMap::new(), HashMap::new());
    let context = Context { station: &app.station, authors: &authors, media: &media };
    let mut rows = Vec::new();
    for spec in app.desk.tables().values() {
        rows.push(module::table(app, spec, |now| row(now, &context)).await?);
    }
    rows.sort_by_key(|row| row.held.is_none());
    Ok(rows)
}

async fn view(app: &App) -> Result<GateBoard, Error> {
    Ok(GateBoard { tables: rows(app).await? })
}

fn row(now: &Now<'_>, context: &Context<'_>) -> GateRow {
    let module = compose::table::module(now, context);
    let shown = now.current.shown.as_ref();
    let of = shown.map(|shown| Day::new(shown.as_of).words).unwrap_or_default();
    let name = match module.state {
        Trust::Fresh => "Fresh",
        Trust::Stale => "Out of date",
        Trust::Held => "Held",
        Trust::Missing => "Nothing yet",
        Trust::Failed => "Could not be shown",
    };
    let words = module.note.unwrap_or_else(|| format!("Figures of {of}."));
    GateRow {
        title: now.spec.title.clone(),
        public: Url::Table(now.spec.slug.clone()).to_string(),
        state: module.state,
        words: format!("{name}: {words}"),
        run: Some(format!("/desk/jobs/refresh-table/{}", now.spec.slug)),
        held: now.current.held.as_ref().map(|held| held_row(held, shown, now.spec, context)),
    }
}

fn held_row(held: &Held, shown: Option<&Snapshot>, spec: &Spec, context: &Context<'_>) -> HeldRow {
    let measures = spec.measures.len();
    let sums =
        |snapshot: Option<&Snapshot>| snapshot.map_or_else(|| vec![None; measures], |one| one.sums(measures));
    let figure = |figure: Option<i64>| figure.map_or_else(|| "not reported".to_owned(), grouped);
    let pairs = sums(shown).into_iter().zip(sums(Some(&held.snapshot)));
    let totals = spec
        .measures
        .iter()
        .zip(pairs)
        .map(|(measure, (old, new))| (measure.label.clone(), figure(old), figure(new)));
    HeldRow {
        as_of: Day::new(held.snapshot.as_of),
        fetched: Moment::new(held.snapshot.fetched_at, &context.station.zone),
        gates: held.outcomes.iter().map(gate).collect(),
        totals: totals.collect(),
        accept: Some(format!("/desk/tables/{}/accept", spec.slug)),
        wait: Some(format!("/desk/tables/{}/drop", spec.slug)),
        ..HeldRow::default()
    }
}

fn gate(outcome: &Outcome) -> GateLine {
    let checks = match outcome.gate {
        Gate::Complete => "Every row is there",
        Gate::Known => "No row is unknown",
        Gate::Unique => "No row is there twice",
        Gate::Totals => "The rows add up to the source’s own totals",
        Gate::Plausible => "No figure is below zero",
        Gate::AtMost => "No part is more than its whole",
        Gate::Advances => "The day is not older than what is shown, and not in the future",
        Gate::Reported => "What was reported is still reported",
        Gate::Monotone => "What counts up for ever has not fallen",
        Gate::Swapped => "No two columns have changed places",
        Gate::Outlier => "No figure has moved far beyond what is usual",
        Gate::Shrank => "The file is not much smaller than the last",
    };
    let (verdict, words) = match &outcome.verdict {
        Verdict::Passed => ("passed", String::new()),
        Verdict::Failed(what) => ("failed", what.clone()),
        Verdict::NotApplied(why) => ("not-applied", why.clone()),
    };
    GateLine { checks: checks.to_owned(), verdict: verdict.to_owned(), words }
}
