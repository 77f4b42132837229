//! Lists of stories: a section's, an author's, a tag's, a place's page.

use crate::{
    cache::Rendered,
    chrome::{self, Lookups},
    error::Error,
    public::{Asked, html},
};
use model::{stale::Key, story::Teaser, url::Listing};
use pages::compose::listing::{self, PER_PAGE, Part};
use prose::MediaKey;

pub(crate) async fn section(asked: Asked) -> Result<Rendered, Error> {
    let app = &asked.app;
    let slug = asked.slug("slug")?;
    let section = app.station.section(&slug).ok_or(Error::NotFound)?;
    let list = List::read(&asked, Listing::Section(slug)).await?;
    let lookups = list.lookups(&asked).await?;
    let view = listing::section(section, &list.part(), &lookups.context(app));
    Ok(html(chrome::render(app, &view).await?, list.keys()))
}

pub(crate) async fn author(asked: Asked) -> Result<Rendered, Error> {
    let app = &asked.app;
    let slug = asked.slug("slug")?;
    let list = List::read(&asked, Listing::Author(slug.clone())).await?;
    let author = app.reader.author(&slug).await?.ok_or(Error::NotFound)?;
    let lookups = list.lookups_with(&asked, author.picture.clone()).await?;
    let view = listing::author(&author, &list.part(), &lookups.context(app));
    Ok(html(chrome::render(app, &view).await?, list.keys()))
}

pub(crate) async fn tag(asked: Asked) -> Result<Rendered, Error> {
    let app = &asked.app;
    let slug = asked.slug("slug")?;
    let tag = app.reader.tag(&slug).await?.ok_or(Error::NotFound)?;
    let list = List::read(&asked, Listing::Tag(slug)).await?;
    let lookups = list.lookups(&asked).await?;
    let view = listing::tag(&tag, &list.part(), &lookups.context(app));
    Ok(html(chrome::render(app, &view).await?, list.keys()))
}

pub(crate) async fn place(asked: Asked) -> Result<Rendered, Error> {
    let app = &asked.app;
    let slug = asked.slug("slug")?;
    let place = app.station.place(&slug).ok_or(Error::NotFound)?;
    let list = List::read(&asked, Listing::Place(slug)).await?;
    let lookups = list.lookups(&asked).await?;
    let view = listing::place(place, &list.part(), &lookups.context(app));
    Ok(html(chrome::render(app, &view).await?, list.keys()))
}

/// One page of a list, as read.
struct List {
    listing: Listing,
    page: u32,
    total: u64,
    teasers: Vec<Teaser>,
}

impl List {
    /// Read it; a page past the end is no page.
    async fn read(asked: &Asked, listing: Listing) -> Result<Self, Error> {
        let app = &asked.app;
        let total = app.reader.stories_in(&listing).await?;
        let offset = u64::from(asked.page - 1) * u64::from(PER_PAGE);
        if asked.page > 1 && offset >= total {
            return Err(Error::NotFound);
        }
        let teasers = app.reader.teasers(&listing, offset, u64::from(PER_PAGE)).await?.teasers;
        Ok(Self { listing, page: asked.page, total, teasers })
    }

    async fn lookups(&self, asked: &Asked) -> Result<Lookups, Error> {
        self.lookups_with(asked, None).await
    }

    /// With one picture more than those of the teasers.
    async fn lookups_with(&self, asked: &Asked, more: Option<MediaKey>) -> Result<Lookups, Error> {
        Lookups::read(&asked.app, chrome::leads(&self.teasers).into_iter().chain(more)).await
    }

    fn part(&self) -> Part<'_> {
        Part { listing: self.listing.clone(), page: self.page, total: self.total, teasers: &self.teasers }
    }

    fn keys(&self) -> [Key; 1] {
        [Key::List(self.listing.clone())]
    }
}
