//! What happened to a table: the public log of revisions, and the feed of updates.

use super::read;
use crate::{
    app::App,
    cache::Rendered,
    chrome::{self, Lookups},
    error::Error,
    public::{Asked, html},
};
use jiff::civil::Date;
use model::{stale::Key, table::Spec};
use pages::compose::table::{
    Series,
    revisions::{Log, Night, page},
    updates::{ITEMS, feed},
};
use store::{TableUpdate, UpdateKind};

/// Days whose revisions are told.
const DAYS: u64 = 60;
/// Nights that are looked at for those that were held back.
const NIGHTS: u64 = 400;
/// Days that are known of at all.
const KNOWN: u64 = 4_000;

pub(crate) async fn revisions(asked: Asked) -> Result<Rendered, Error> {
    asked.only_page()?;
    let app = &asked.app;
    let spec = &*read::spec(app, asked.text("slug"))?;
    let revisions = app.reader.table_revisions(&spec.slug, DAYS).await?;
    let nights = app.reader.table_updates(&spec.slug, NIGHTS).await?.into_iter().map(night);
    let nights: Vec<Night> = nights.filter(|night| !night.is_shown || night.note.is_some()).collect();
    let days = app.reader.table_days(&spec.slug, KNOWN).await?;
    let days: Vec<Date> = days.into_iter().map(|(day, _)| day).collect();
    let lookups = Lookups::read(app, []).await?;
    let log = Log { revisions: &revisions, nights: &nights, days: &days };
    let view = page(spec, &log, &lookups.context(app));
    Ok(html(chrome::render(app, &view).await?, [Key::Table(spec.slug.clone())]))
}

pub(crate) async fn updates(asked: Asked) -> Result<Rendered, Error> {
    asked.only_page()?;
    let app = &asked.app;
    let spec = &*read::spec(app, asked.text("slug"))?;
    // Some more, so that the oldest in the feed still knows whether it replaced another.
    let updates = app.reader.table_updates(&spec.slug, ITEMS * 2).await?;
    let modified = updates.first().map(|update| update.at.as_second());
    let totals = totals(app, spec, &updates).await?;
    let replaces = |update: &TableUpdate| {
        let is_before = |other: &TableUpdate| {
            other.kind == UpdateKind::Shown && other.as_of == update.as_of && other.id < update.id
        };
        update.kind == UpdateKind::Shown && updates.iter().any(is_before)
    };
    let told = updates.iter().take(usize::try_from(ITEMS).unwrap_or(usize::MAX));
    let nights: Vec<(i64, Night, bool)> =
        told.map(|update| (update.id, night(update.clone()), replaces(update))).collect();
    let lookups = Lookups::read(app, []).await?;
    let body = feed(spec, &nights, &totals, &lookups.context(app));
    let keys = vec![Key::Table(spec.slug.clone()), Key::Chrome];
    Ok(Rendered { modified, ..Rendered::new("application/atom+xml; charset=utf-8", body, keys) })
}

async fn totals(app: &App, spec: &Spec, updates: &[TableUpdate]) -> Result<Series, Error> {
    let Some(first) = updates.iter().map(|update| update.as_of).min() else { return Ok(Series::new()) };
    Ok(app.reader.table_series(&spec.slug, None, first).await?.into_iter().collect())
}

fn night(update: TableUpdate) -> Night {
    let TableUpdate { as_of, at, kind, failed, note, .. } = update;
    Night { as_of, at, is_shown: kind == UpdateKind::Shown, failed, note }
}
