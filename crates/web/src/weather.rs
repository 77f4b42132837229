//! The weather: what pages that show it are made from, and its module.

use crate::{app::App, error::Error};
use model::{slug::Slug, stale::Key, town};
use pages::{
    compose::{self, Context},
    module::ModuleView,
};

/// What a page that shows the weather of a town, or of all, is made from.
pub(crate) fn keys(app: &App, subject: &Slug) -> Vec<Key> {
    let is_shown = |slug: &Slug| slug == subject || subject.as_str() == town::ALL;
    app.station.towns.iter().map(|town| town.slug.clone()).filter(is_shown).map(Key::Weather).collect()
}

/// The module of a town, or of all.
pub(crate) async fn module(_app: &App, subject: &Slug, context: &Context<'_>) -> Result<ModuleView, Error> {
    Ok(compose::weather::module(subject, context))
}
