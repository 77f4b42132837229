//! Sitemaps and `robots.txt`.

use crate::{cache::Rendered, chrome::Lookups, error::Error, public::Asked};
use model::{
    stale::Key,
    url::{Listing, Month},
};
use pages::compose::sitemap;

const XML: &str = "application/xml; charset=utf-8";
/// A sitemap's limit (sitemaps.org, protocol 0.9).
const ENTRIES: u64 = 50_000;

pub(crate) async fn index(asked: Asked) -> Result<Rendered, Error> {
    asked.only_page()?;
    let app = &asked.app;
    let months = app.reader.months().await?;
    let lookups = Lookups::read(app, []).await?;
    let tables: Vec<_> = app.desk.tables().keys().cloned().collect();
    let body = sitemap::index(&months, &tables, &lookups.context(app)).map_err(Error::fault)?;
    Ok(xml(body, vec![Key::List(Listing::All)]))
}

/// `/sitemap/news.xml` and `/sitemap/pages.xml`.
pub(crate) async fn part(asked: Asked) -> Result<Rendered, Error> {
    asked.only_page()?;
    match asked.text("file") {
        "news.xml" => news(asked).await,
        "pages.xml" => pages(asked).await,
        _ => Err(Error::NotFound),
    }
}

/// `/sitemap/2021/03.xml`.
pub(crate) async fn month(asked: Asked) -> Result<Rendered, Error> {
    asked.only_page()?;
    let app = &asked.app;
    let name = asked.text("file").strip_suffix(".xml").ok_or(Error::NotFound)?;
    let month = Month::parse(asked.text("year"), name).ok_or(Error::NotFound)?;
    let teasers = app.reader.month(month, 0, ENTRIES).await?.teasers;
    if teasers.is_empty() {
        return Err(Error::NotFound);
    }
    let lookups = Lookups::read(app, []).await?;
    let body = sitemap::month(&teasers, &lookups.context(app)).map_err(Error::fault)?;
    Ok(xml(body, vec![Key::Month(month)]))
}

/// `/sitemap/data/or-covid.xml`: the pages of a table's rows.
pub(crate) async fn rows(asked: Asked) -> Result<Rendered, Error> {
    asked.only_page()?;
    let app = &asked.app;
    let name = asked.text("file").strip_suffix(".xml").ok_or(Error::NotFound)?;
    let spec = model::Slug::parse(name).ok().and_then(|slug| app.desk.tables().get(&slug).cloned());
    let lookups = Lookups::read(app, []).await?;
    let body = sitemap::rows(&*spec.ok_or(Error::NotFound)?, &lookups.context(app)).map_err(Error::fault)?;
    Ok(xml(body, vec![Key::Chrome]))
}

pub(crate) async fn robots(asked: Asked) -> Result<Rendered, Error> {
    asked.only_page()?;
    let lookups = Lookups::read(&asked.app, []).await?;
    let body = sitemap::robots(&lookups.context(&asked.app));
    Ok(Rendered::new("text/plain; charset=utf-8", body, vec![Key::Chrome]))
}

async fn news(asked: Asked) -> Result<Rendered, Error> {
    let app = &asked.app;
    let teasers = app.reader.since(sitemap::news_from(app.desk.now()), 1_000).await?;
    let lookups = Lookups::read(app, []).await?;
    let body = sitemap::news(&teasers, &lookups.context(app)).map_err(Error::fault)?;
    Ok(xml(body, vec![Key::NewsSitemap]))
}

async fn pages(asked: Asked) -> Result<Rendered, Error> {
    let app = &asked.app;
    let tables: Vec<_> = app.desk.tables().keys().cloned().collect();
    let pages = app.reader.page_list().await?;
    let authors: Vec<_> = app.reader.authors().await?.into_iter().map(|author| author.slug).collect();
    let lookups = Lookups::read(app, []).await?;
    let body = sitemap::pages(&tables, &pages, &authors, &lookups.context(app)).map_err(Error::fault)?;
    Ok(xml(body, vec![Key::Chrome]))
}

fn xml(body: String, keys: Vec<Key>) -> Rendered {
    Rendered::new(XML, body, keys)
}
