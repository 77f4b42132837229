//! What every page needs: the chrome, the authors, and the pictures that its stories name.

use crate::{app::App, error::Error};
use model::{author::Author, media::Media, slug::Slug, story::Teaser};
use pages::{
    Chrome, Link, View,
    compose::{self, Context},
};
use prose::MediaKey;
use std::collections::HashMap;

/// The chrome as the store has it now, with the strip of what warns now.
pub(crate) async fn chrome(app: &App) -> Result<Chrome, Error> {
    let pages = app.reader.page_list().await?;
    Ok(compose::chrome::chrome(&app.station, &pages, crate::warned::strip(app).await?))
}

/// Ways onward from an error.
pub(crate) fn ways(app: &App) -> Vec<Link> {
    compose::front::ways(&app.station)
}

/// What compositions look things up in, read for one page.
pub(crate) struct Lookups {
    authors: HashMap<Slug, Author>,
    media: HashMap<MediaKey, Media>,
}

impl Lookups {
    /// Authors, and the pictures with these keys.
    pub(crate) async fn read(app: &App, pictures: impl IntoIterator<Item = MediaKey>) -> Result<Self, Error> {
        let mut keys: Vec<MediaKey> = pictures.into_iter().collect();
        keys.sort_unstable();
        keys.dedup();
        let authors = app.reader.authors().await?;
        let authors = authors.into_iter().map(|author| (author.slug.clone(), author)).collect();
        let media = if keys.is_empty() { HashMap::new() } else { app.reader.media_many(&keys).await? };
        Ok(Self { authors, media })
    }

    /// For these teasers.
    pub(crate) async fn for_teasers<'a>(
        app: &App,
        teasers: impl IntoIterator<Item = &'a Teaser>,
    ) -> Result<Self, Error> {
        Self::read(app, leads(teasers)).await
    }

    /// The context of a composition.
    pub(crate) fn context<'a>(&'a self, app: &'a App) -> Context<'a> {
        Context { station: &app.station, authors: &self.authors, media: &self.media }
    }
}

/// The lead pictures of teasers.
pub(crate) fn leads<'a>(teasers: impl IntoIterator<Item = &'a Teaser>) -> Vec<MediaKey> {
    teasers.into_iter().filter_map(|teaser| Some(teaser.lead.as_ref()?.picture.clone())).collect()
}

/// Render a public page.
pub(crate) async fn render<V: View>(app: &App, view: &V) -> Result<String, Error> {
    let chrome = chrome(app).await?;
    Ok(app.renderer.page(&chrome, view)?)
}
