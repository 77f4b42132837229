//! The archive.

use crate::{
    cache::Rendered,
    chrome::{self, Lookups},
    error::Error,
    public::{Asked, html},
};
use model::{stale::Key, url::Listing};
use pages::compose::archive::{self, PER_PAGE};

pub(crate) async fn index(asked: Asked) -> Result<Rendered, Error> {
    asked.only_page()?;
    let app = &asked.app;
    let months = app.reader.months().await?;
    let lookups = Lookups::read(app, []).await?;
    let view = archive::index(&months, &lookups.context(app));
    Ok(html(chrome::render(app, &view).await?, [Key::List(Listing::All)]))
}

pub(crate) async fn month(asked: Asked) -> Result<Rendered, Error> {
    let app = &asked.app;
    let month = asked.month()?;
    let offset = u64::from(asked.page - 1) * u64::from(PER_PAGE);
    let teasers = app.reader.month(month, offset, u64::from(PER_PAGE)).await?.teasers;
    if teasers.is_empty() {
        return Err(Error::NotFound);
    }
    let months = app.reader.months().await?;
    let lookups = Lookups::for_teasers(app, &teasers).await?;
    let view = archive::month(month, asked.page, &teasers, &months, &lookups.context(app));
    // The counts of its neighbours change with any story.
    Ok(html(chrome::render(app, &view).await?, [Key::Month(month), Key::List(Listing::All)]))
}
