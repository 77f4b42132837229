//! Feeds of the station and of each list.

use crate::{app::App, cache::Rendered, chrome::Lookups, error::Error, public::Asked};
use model::{
    stale::Key,
    story::Published,
    url::{FEED_FORMATS, FeedFormat, Listing},
};
use pages::compose::feed::{ITEMS, feed, titles};

pub(crate) async fn of_station(asked: Asked) -> Result<Rendered, Error> {
    answer(&asked, Listing::All, "").await
}

pub(crate) async fn of_section(asked: Asked) -> Result<Rendered, Error> {
    let slug = asked.slug("slug")?;
    let name = asked.app.station.section(&slug).ok_or(Error::NotFound)?.name.clone();
    answer(&asked, Listing::Section(slug), &name).await
}

pub(crate) async fn of_author(asked: Asked) -> Result<Rendered, Error> {
    let slug = asked.slug("slug")?;
    let name = asked.app.reader.author(&slug).await?.ok_or(Error::NotFound)?.name;
    answer(&asked, Listing::Author(slug), &name).await
}

pub(crate) async fn of_tag(asked: Asked) -> Result<Rendered, Error> {
    let slug = asked.slug("slug")?;
    let name = asked.app.reader.tag(&slug).await?.ok_or(Error::NotFound)?.name;
    answer(&asked, Listing::Tag(slug), &name).await
}

pub(crate) async fn of_place(asked: Asked) -> Result<Rendered, Error> {
    let slug = asked.slug("slug")?;
    let name = asked.app.station.place(&slug).ok_or(Error::NotFound)?.name.clone();
    answer(&asked, Listing::Place(slug), &name).await
}

async fn answer(asked: &Asked, listing: Listing, name: &str) -> Result<Rendered, Error> {
    asked.only_page()?;
    let file = asked.text("file");
    let format = FEED_FORMATS.into_iter().find(|format| format.file_name() == file).ok_or(Error::NotFound)?;
    let app = &asked.app;
    let stories = app.reader.published_many(&listing, ITEMS).await?;
    let body = write(app, &listing, name, format, &stories).await?;
    let changed = |story: &Published| story.live.updated.unwrap_or(story.live.first_published).as_second();
    let modified = stories.iter().map(changed).max();
    let keys = vec![Key::List(listing), Key::Chrome];
    Ok(Rendered { modified, ..Rendered::new(format.media_type(), body, keys) })
}

async fn write(
    app: &App,
    listing: &Listing,
    name: &str,
    format: FeedFormat,
    stories: &[Published],
) -> Result<String, Error> {
    let pictures = stories.iter().flat_map(|story| story.content.pictures().cloned());
    let lookups = Lookups::read(app, pictures.collect::<Vec<_>>()).await?;
    let context = lookups.context(app);
    let (title, description) = titles(listing, name, &context);
    Ok(feed(&title, &description, listing, format, stories, &context))
}
