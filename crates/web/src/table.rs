//! Data tables: the index and a table's page; beside it its rows, its log, its downloads and what other sites show of it.

pub(crate) mod embed;
pub(crate) mod files;
pub(crate) mod log;
mod read;
pub(crate) mod row;

use crate::{
    app::App,
    cache::Rendered,
    chrome::{self, Lookups},
    error::Error,
    module,
    public::{Asked, Pairs, Params, Query, html},
};
use jiff::civil::Date;
use model::{
    module::{Kind, Module},
    reading,
    slug::Slug,
    stale::Key,
    story::Teaser,
    table::{Asked as Wished, Current, LOOK_BACK, Snapshot, Spec, View, ViewError},
    url::Listing,
    weather::Units,
};
use pages::{
    compose::{
        self,
        table::{
            Now,
            page::{Around, TREND_DAYS, TREND_ROWS},
        },
    },
    table::TablePage,
};
use read::Told;

/// Stories under a table: those tagged with its subject.
const STORIES: u64 = 4;

pub(crate) async fn index(asked: Asked) -> Result<Rendered, Error> {
    asked.only_page()?;
    let app = &asked.app;
    let lookups = Lookups::read(app, []).await?;
    let context = lookups.context(app);
    let modules: Vec<Module> =
        app.desk.tables().keys().map(|slug| Module { kind: Kind::Table, subject: slug.clone() }).collect();
    let view =
        compose::table::index(module::views(app, &modules, Units::default(), &context).await, &context);
    Ok(html(chrome::render(app, &view).await?, modules.iter().flat_map(|module| module::keys(app, module))))
}

/// What `/data/{slug}` is asked for: the page in some view, or a download.
#[derive(Clone)]
pub(crate) struct Shown {
    what: What,
    view: View,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Page,
    Csv,
    Json,
    Schema,
    Csvw,
}

/// The downloads by the end of their name; the longer end first.
const FILES: [(&str, What); 4] = [
    (".csv-metadata.json", What::Csvw),
    (".schema.json", What::Schema),
    (".csv", What::Csv),
    (".json", What::Json),
];

/// The table's name without the end of a download, and which it is.
fn taken_apart(name: &str) -> (&str, What) {
    let file = FILES.iter().find_map(|(end, what)| Some((name.strip_suffix(end)?, *what)));
    file.unwrap_or((name, What::Page))
}

impl Query for Shown {
    fn read(app: &App, params: &Params, pairs: &Pairs) -> Result<Self, Error> {
        let (name, what) = taken_apart(params.text("slug"));
        let spec = &*read::spec(app, name)?;
        let as_of = pairs.get("as-of");
        let wished = match what {
            What::Page => {
                Wished { as_of, find: pairs.get("find"), sort: pairs.get("sort"), order: pairs.get("order") }
            }
            What::Csv => Wished { as_of, ..Wished::default() },
            What::Json | What::Schema | What::Csvw => Wished::default(),
        };
        let view = View::read(spec, wished).map_err(|error| match error {
            ViewError::Unknown => read::no_such_view(spec),
            ViewError::TooLong => Error::BadForm(format!("{error}.")),
        })?;
        Ok(Self { what, view })
    }

    fn address(&self, path: &str) -> String {
        format!("{path}{}", self.view)
    }

    fn is_kept(&self) -> bool {
        // What a person types has no bound, and days times orders have too many.
        self.view.find.is_empty() && (self.view.as_of.is_none() || self.view.sort.is_none())
    }
}

/// `/data/or-covid`, and the downloads whose names begin so.
pub(crate) async fn show(asked: Asked<Shown>) -> Result<Rendered, Error> {
    asked.only_page()?;
    let (app, view) = (&asked.app, &asked.query.view);
    let (name, _) = taken_apart(asked.text("slug"));
    let spec = &*read::spec(app, name)?;
    match asked.query.what {
        What::Page => page(app, spec, view).await,
        What::Csv => files::csv(app, spec, view.as_of).await,
        What::Json => files::json(app, spec).await,
        What::Schema => files::schema(app, spec).await,
        What::Csvw => files::csvw(app, spec).await,
    }
}

async fn page(app: &App, spec: &Spec, view: &View) -> Result<Rendered, Error> {
    let stories = stories(app, spec).await?;
    let others: Vec<(Slug, String)> = app
        .desk
        .tables()
        .values()
        .filter(|other| other.slug != spec.slug)
        .map(|other| (other.slug.clone(), other.title.clone()))
        .collect();
    let told = match view.find.is_empty() {
        true => Told::read(app, spec, None, view.as_of).await?,
        false => Told::days(app, spec).await?,
    };
    let lookups = Lookups::for_teasers(app, &stories).await?;
    let context = lookups.context(app);
    let (days, series, marks) = (&told.days, &told.series, &told.marks);
    let before = before(app, spec, view, days).await?;
    let around = Around { view, days, series, marks, before: &before, stories: &stories, others: &others };
    let compose = |now: &Now<'_>| compose::table::page::page(now, &around, &context);
    let view = match view.as_of {
        Some(day) => on(app, spec, day, days, compose).await?,
        None => module::table(app, spec, compose).await?,
    };
    let keys = [Key::Table(spec.slug.clone()), Key::List(Listing::Tag(spec.slug.clone()))];
    Ok(html(chrome::render(app, &view).await?, keys))
}

/// The days before the newest, when the rows have small charts.
async fn before(app: &App, spec: &Spec, view: &View, days: &[Date]) -> Result<Vec<Snapshot>, Error> {
    let has_trend = spec.display.chart.is_some() && spec.keys.len() <= TREND_ROWS && view.as_of.is_none();
    match days.first() {
        Some(newest) if has_trend => Ok(app.reader.table_before(&spec.slug, *newest, TREND_DAYS - 1).await?),
        _ => Ok(Vec::new()),
    }
}

/// A past day: what was accepted of it, whatever happened since.
async fn on(
    app: &App,
    spec: &Spec,
    day: Date,
    days: &[Date],
    compose: impl FnOnce(&Now<'_>) -> TablePage,
) -> Result<TablePage, Error> {
    let shown = app.reader.table_on(&spec.slug, day).await?;
    let shown = shown.ok_or_else(|| read::no_such_day(spec, day, days))?;
    let earlier = app.reader.table_before(&spec.slug, day, LOOK_BACK).await?;
    let next = app.reader.next_due_of(&model::job::Job::RefreshTable(spec.slug.clone())).await?;
    let current = Current { shown: Some(shown), held: None };
    let state = reading::State::Fresh;
    Ok(compose(&Now { spec, current: &current, earlier: &earlier, state, next, trouble: false, notes: &[] }))
}

/// Stories tagged with the table's own name.
async fn stories(app: &App, spec: &Spec) -> Result<Vec<Teaser>, Error> {
    Ok(app.reader.teasers(&Listing::Tag(spec.slug.clone()), 0, STORIES).await?.teasers)
}
