//! Placed modules: read what each shows, compose its view in its present state. A module that cannot be made says so
//! in its place; it never takes the page down with it.

use crate::{app::App, error::Error, radar, warned, weather};
use model::{
    job::Job,
    module::{Kind, Module},
    reading::Reading,
    stale::Key,
    table::{Current, Spec},
    weather::Units,
};
use pages::{
    compose::{self, Context, table::Now},
    module::ModuleView,
};

/// The views of placed modules, in order; those of the weather in these units.
pub(crate) async fn views(
    app: &App,
    modules: &[Module],
    units: Units,
    context: &Context<'_>,
) -> Vec<ModuleView> {
    let mut views = Vec::with_capacity(modules.len());
    for module in modules {
        views.push(match view(app, module, units, context).await {
            Ok(view) => view,
            Err(error) => {
                tracing::error!(%module, ?error, "a module could not be made");
                failed(module)
            }
        });
    }
    views
}

/// What a page that shows a module is made from.
pub(crate) fn keys(app: &App, module: &Module) -> Vec<Key> {
    match module.kind {
        Kind::Table => vec![Key::Table(module.subject.clone())],
        Kind::Weather => weather::keys(app, &module.subject),
        Kind::Radar => radar::keys(&module.subject),
        Kind::Alerts | Kind::Closings => vec![Key::Alerts],
        Kind::Forecast => weather::headline_keys(),
    }
}

async fn view(app: &App, module: &Module, units: Units, context: &Context<'_>) -> Result<ModuleView, Error> {
    match module.kind {
        Kind::Table => match app.desk.tables().get(&module.subject).cloned() {
            Some(spec) => table(app, &spec, |now| compose::table::module(now, context)).await,
            None => Ok(failed(module)),
        },
        Kind::Weather => weather::module(app, &module.subject, units, context).await,
        Kind::Radar => radar::module(app, module, context).await,
        Kind::Forecast if module.subject.as_str() == model::module::HEADLINE => {
            weather::headline_module(app).await
        }
        Kind::Forecast => Ok(failed(module)),
        Kind::Alerts | Kind::Closings if module.subject.as_str() != model::town::ALL => Ok(failed(module)),
        Kind::Closings => Ok(compose::alert::closings(&warned::read(app).await?, context)),
        Kind::Alerts => Ok(compose::alert::module(&warned::read(app).await?, context)),
    }
}

fn failed(module: &Module) -> ModuleView {
    match module.kind {
        Kind::Table => compose::table::failed(&module.to_string()),
        Kind::Weather => compose::weather::failed(&module.to_string()),
        Kind::Radar => compose::radar::failed(module),
        Kind::Alerts | Kind::Closings => compose::alert::failed(module),
        Kind::Forecast => compose::weather::no_headline(&module.to_string()),
    }
}

/// Read a table as it is now and compose something of it.
pub(crate) async fn table<T>(
    app: &App,
    spec: &Spec,
    compose: impl FnOnce(&Now<'_>) -> T,
) -> Result<T, Error> {
    let current = app.reader.table(&spec.slug).await?;
    let notes = app.reader.table_notes(&spec.slug).await?;
    let health = app.reader.source_health(&spec.slug).await?;
    let next = app.reader.next_due_of(&Job::RefreshTable(spec.slug.clone())).await?;
    let reading = reading(app, spec, &current);
    let state = model::reading::state_of(reading.as_ref(), app.desk.now());
    let trouble = health.last_error.is_some();
    let earlier = match &current.shown {
        Some(shown) if !spec.derived.is_empty() => {
            app.reader.table_before(&spec.slug, shown.as_of, model::table::LOOK_BACK).await?
        }
        _ => Vec::new(),
    };
    Ok(compose(&Now { spec, current: &current, earlier: &earlier, state, next, trouble, notes: &notes }))
}

/// The figures as a reading: observed at the end of the day they speak of.
fn reading(app: &App, spec: &Spec, current: &Current) -> Option<Reading<()>> {
    let shown = current.shown.as_ref()?;
    let day = shown.as_of.tomorrow().ok()?.to_zoned_datetime(app.station.zone.clone()).ok()?;
    // Figures of today are fetched before their day has ended: they speak of the moment they were fetched.
    let observed_at = day.timestamp().min(shown.fetched_at);
    let (fetched_at, max_age, source) = (shown.fetched_at, spec.max_age, spec.credit.clone());
    Some(Reading { value: (), source, observed_at, fetched_at, max_age })
}
