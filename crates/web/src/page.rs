//! Station pages.

use crate::{
    cache::Rendered,
    chrome::{self, Lookups},
    error::Error,
    public::{Asked, html},
};
use model::stale::Key;
use pages::compose;

pub(crate) async fn show(asked: Asked) -> Result<Rendered, Error> {
    asked.only_page()?;
    let app = &asked.app;
    let slug = asked.slug("slug")?;
    let page = app.reader.page(&slug).await?.ok_or(Error::NotFound)?;
    let lookups = Lookups::read(app, []).await?;
    let view = compose::page::page(&page, &lookups.context(app));
    let mut rendered = html(chrome::render(app, &view).await?, [Key::Page(slug)]);
    rendered.modified = Some(page.updated.as_second());
    Ok(rendered)
}
