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
    table::{Description, Gate, Held, Made, Outcome, Snapshot, Spec, Table, Verdict},
    url::Url,
};
use pages::{
    compose::{self, Context, table::Now},
    desk::tables::{GateBoard, GateLine, GateRow, HeldRow, OffRow},
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
    for table in app.desk.tables().values() {
        let row = module::table(app, table, |now| row(now, &context)).await?;
        rows.push(with_ways(row, table));
    }
    rows.sort_by_key(|row| row.held.is_none());
    Ok(rows)
}

/// What can be done with a table, by where it is described and where its figures come from.
fn with_ways(row: GateRow, table: &Table) -> GateRow {
    let way = |verb: &str| format!("/desk/tables/{}{verb}", table.slug);
    let is_ours = table.made == Made::Desk;
    let made = match (table.made, &table.source) {
        (Made::Settings, _) => "Described in station.toml; it is changed there, and read at the next start.",
        (Made::Desk, Some(_)) => "Described on this desk.",
        (Made::Desk, None) => "Described on this desk; its figures are pasted.",
    };
    GateRow {
        made: made.to_owned(),
        edit: is_ours.then(|| way("")),
        switch: is_ours.then(|| way("/switch")),
        paste: Some(way("/paste")),
        run: row.run.filter(|_| table.source.is_some()),
        ..row
    }
}

async fn view(app: &App) -> Result<GateBoard, Error> {
    let off = off(app).await?;
    Ok(GateBoard {
        tables: rows(app).await?,
        make: Some("/desk/tables/new".to_owned()),
        paste: Some("/desk/tables/paste".to_owned()),
        off,
    })
}

/// Tables of the desk that readers do not see: switched off, or with a description that cannot be used any more.
async fn off(app: &App) -> Result<Vec<OffRow>, Error> {
    let known = app.desk.tables();
    let mut rows = Vec::new();
    for Description { slug, text, is_on, at, by, .. } in app.reader.table_descriptions().await? {
        if known.get(&slug).is_some_and(|table| table.made == Made::Desk) {
            continue;
        }
        let unusable = app.desk.usable(&slug, &text).err();
        let when = Moment::new(at, &app.station.zone).words;
        let words = match &unusable {
            Some(why) => format!("It cannot be used: {why}"),
            None if is_on => "It comes back at the next start.".to_owned(),
            None => format!("Switched off by {by}, {when}. Its figures are kept."),
        };
        let switch = unusable.is_none().then(|| format!("/desk/tables/{slug}/switch"));
        rows.push(OffRow { edit: format!("/desk/tables/{slug}"), words, switch, slug: slug.to_string() });
    }
    Ok(rows)
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
        ..GateRow::default()
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

/// What a gate said, for people.
pub(super) fn gate(outcome: &Outcome) -> GateLine {
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
