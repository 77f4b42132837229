//! The page of one row: `/data/or-covid/jackson-or`.

use super::read::{self, Told};
use crate::{
    app::App,
    cache::Rendered,
    chrome::{self, Lookups},
    error::Error,
    module,
    public::{Asked, html},
};
use model::{
    stale::Key,
    table::{Spec, Table},
    url::{TablePart, Url},
};
use pages::compose::table::row::{Around, page};
use std::sync::Arc;

pub(crate) async fn show(asked: Asked) -> Result<Rendered, Error> {
    asked.only_page()?;
    let app = &asked.app;
    let spec = &*read::spec(app, asked.text("slug"))?;
    let row = asked.slug("row").map_err(|_| read::no_such_row(spec))?;
    let key = spec.addresses.get(&row).ok_or_else(|| read::no_such_row(spec))?;
    let told = Told::read(app, spec, Some(key), None).await?;
    let elsewhere = elsewhere(app, spec, key);
    let around = Around { key, row: &row, series: &told.series, marks: &told.marks, elsewhere: &elsewhere };
    let lookups = Lookups::read(app, []).await?;
    let context = lookups.context(app);
    let view = module::table(app, spec, |now| page(now, &around, &context)).await?;
    Ok(html(chrome::render(app, &view).await?, [Key::Table(spec.slug.clone())]))
}

/// The same county in other tables.
fn elsewhere(app: &App, spec: &Spec, key: &str) -> Vec<(String, Url)> {
    if spec.is_alias(key) {
        return Vec::new();
    }
    let tables = app.desk.tables();
    let others = tables.values().filter(|other| other.slug != spec.slug);
    let page = |other: &Arc<Table>| {
        let row = other.address_of(key)?.clone();
        Some((other.title.clone(), Url::OfTable(other.slug.clone(), TablePart::Row(row))))
    };
    others.filter_map(page).collect()
}
