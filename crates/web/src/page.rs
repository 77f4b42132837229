//! Station pages.

use crate::{
    cache::Rendered,
    chrome::{self, Lookups},
    error::Error,
    public::{Asked, html},
    story,
};
use model::stale::Key;
use pages::compose;

pub(crate) async fn show(asked: Asked) -> Result<Rendered, Error> {
    asked.only_page()?;
    let app = &asked.app;
    let slug = asked.slug("slug")?;
    let page = app.reader.page(&slug).await?.ok_or(Error::NotFound)?;
    let pictures: Vec<_> = page.body.media_keys().into_iter().cloned().collect();
    let lookups = Lookups::read(app, pictures).await?;
    let named = story::named(app, &page.body).await?;
    let draw = |picture: &pages::media::Picture| app.renderer.piece(picture).ok();
    let view = compose::page::page(&page, &named.headlines, &lookups.context(app), &draw);
    let mut keys = named.keys;
    keys.push(Key::Page(slug));
    let mut rendered = html(chrome::render(app, &view).await?, keys);
    rendered.modified = Some(page.updated.as_second());
    Ok(rendered)
}
