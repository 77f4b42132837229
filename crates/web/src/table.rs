//! Data tables: the index, a table's page, its download.

use crate::{
    app::App,
    cache::Rendered,
    chrome::{self, Lookups},
    error::Error,
    module,
    public::{Asked, html},
};
use model::{
    module::{Kind, Module},
    slug::Slug,
    stale::Key,
    story::Teaser,
    table::Spec,
    url::Listing,
};
use pages::compose;

/// Stories under a table: those tagged with its subject.
const STORIES: u64 = 4;

pub(crate) async fn index(asked: Asked) -> Result<Rendered, Error> {
    asked.only_page()?;
    let app = &asked.app;
    let lookups = Lookups::read(app, []).await?;
    let context = lookups.context(app);
    let modules: Vec<Module> =
        app.desk.tables().keys().map(|slug| Module { kind: Kind::Table, subject: slug.clone() }).collect();
    let view = compose::table::index(module::views(app, &modules, &context).await, &context);
    Ok(html(chrome::render(app, &view).await?, modules.iter().map(module::key)))
}

/// `/data/or-covid`, and the download `/data/or-covid.csv`.
pub(crate) async fn show(asked: Asked) -> Result<Rendered, Error> {
    asked.only_page()?;
    let app = &asked.app;
    let name = asked.text("slug");
    let (name, is_csv) = name.strip_suffix(".csv").map_or((name, false), |name| (name, true));
    let slug = Slug::parse(name).map_err(|_| Error::NotFound)?;
    let spec = app.desk.tables().get(&slug).ok_or(Error::NotFound)?;
    if is_csv { csv(app, spec).await } else { page(app, spec).await }
}

async fn page(app: &App, spec: &Spec) -> Result<Rendered, Error> {
    let stories = stories(app, spec).await?;
    let others: Vec<(Slug, String)> = app
        .desk
        .tables()
        .values()
        .filter(|other| other.slug != spec.slug)
        .map(|other| (other.slug.clone(), other.title.clone()))
        .collect();
    let lookups = Lookups::for_teasers(app, &stories).await?;
    let context = lookups.context(app);
    let view = module::table(app, spec, |now| compose::table::page(now, &stories, &others, &context)).await?;
    let keys = [Key::Table(spec.slug.clone()), Key::List(Listing::Tag(spec.slug.clone()))];
    Ok(html(chrome::render(app, &view).await?, keys))
}

async fn csv(app: &App, spec: &Spec) -> Result<Rendered, Error> {
    let shown = app.reader.table(&spec.slug).await?.shown.ok_or(Error::NotFound)?;
    let earlier = app.reader.table_before(&spec.slug, shown.as_of, model::table::LOOK_BACK).await?;
    Ok(Rendered {
        content_type: "text/csv; charset=utf-8; header=present",
        body: compose::table::csv(spec, &shown, &earlier),
        keys: vec![Key::Table(spec.slug.clone())],
        modified: Some(shown.fetched_at.as_second()),
    })
}

/// Stories tagged with the table's own name.
async fn stories(app: &App, spec: &Spec) -> Result<Vec<Teaser>, Error> {
    Ok(app.reader.teasers(&Listing::Tag(spec.slug.clone()), 0, STORIES).await?.teasers)
}
