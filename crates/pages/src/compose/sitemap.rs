//! Sitemaps and `robots.txt`.

use super::Context;
use feeds::sitemap::{self, Entry, IndexEntry, NewsEntry};
use jiff::Timestamp;
use model::{
    page::Page,
    slug::Slug,
    story::{Kind, Teaser},
    table::Spec,
    url::{Listing, Month, RadarUrl, TablePart, Url, WeatherForm, WeatherUrl},
};

/// Entries of a sitemap (sitemaps.org, protocol 0.9).
const MOST: usize = 50_000;

/// The index of all sitemaps.
pub fn index(
    months: &[(Month, u64)],
    tables: &[Slug],
    context: &Context<'_>,
) -> Result<String, sitemap::Error> {
    let own = [Url::SitemapNews, Url::SitemapPages];
    let of_tables = tables.iter().map(|slug| Url::OfTable(slug.clone(), TablePart::Sitemap));
    let of_months = months.iter().map(|(month, _)| Url::SitemapMonth(*month));
    let entry = |url| IndexEntry { loc: context.absolute(&url), lastmod: None };
    sitemap::index(&own.into_iter().chain(of_tables).chain(of_months).map(entry).collect::<Vec<_>>())
}

/// The stories of a month.
pub fn month(teasers: &[Teaser], context: &Context<'_>) -> Result<String, sitemap::Error> {
    let entry = |teaser: &Teaser| Entry {
        loc: context.absolute(&Url::Story(teaser.path.clone())),
        lastmod: Some(teaser.updated.unwrap_or(teaser.first_published)),
        images: Vec::new(),
    };
    sitemap::urlset(&teasers.iter().map(entry).collect::<Vec<_>>())
}

/// The rows of a table and its log.
pub fn rows(spec: &Spec, context: &Context<'_>) -> Result<String, sitemap::Error> {
    let of = |part| Url::OfTable(spec.slug.clone(), part);
    let rows = spec.addresses.keys().map(|row| of(TablePart::Row(row.clone())));
    let entry = |url| Entry { loc: context.absolute(&url), lastmod: None, images: Vec::new() };
    let all = [of(TablePart::Revisions)].into_iter().chain(rows).take(MOST);
    sitemap::urlset(&all.map(entry).collect::<Vec<_>>())
}

/// Everything that is not a story.
pub fn pages(
    tables: &[Slug],
    pages: &[Page],
    authors: &[Slug],
    context: &Context<'_>,
) -> Result<String, sitemap::Error> {
    let station = context.station;
    let fixed = [Url::Front, Url::LiteFront, Url::Archive, Url::Tables];
    let sections =
        station.sections.iter().map(|section| Url::List(Listing::Section(section.slug.clone()), 1));
    let places = station.places.iter().map(|place| Url::List(Listing::Place(place.slug.clone()), 1));
    let authors = authors.iter().map(|slug| Url::List(Listing::Author(slug.clone()), 1));
    let tables = tables.iter().cloned().map(Url::Table);
    let weather = |town| Url::Weather(WeatherUrl::of(town, WeatherForm::Page));
    let towns = station.towns.iter().map(|town| weather(Some(&town.slug)));
    let towns = (!station.towns.is_empty()).then(|| weather(None)).into_iter().chain(towns);
    let radar = (!station.radar.sites.is_empty()).then_some(Url::Radar(RadarUrl::FIRST));
    let of_station = pages.iter().map(|page| Url::Page(page.slug.clone()));
    let all = fixed
        .into_iter()
        .chain(sections)
        .chain(places)
        .chain(authors)
        .chain(tables)
        .chain(towns)
        .chain(radar)
        .chain(of_station);
    let entry = |url| Entry { loc: context.absolute(&url), lastmod: None, images: Vec::new() };
    sitemap::urlset(&all.map(entry).collect::<Vec<_>>())
}

/// The news of the last 48 hours; what was paid for is not news.
pub fn news(teasers: &[Teaser], context: &Context<'_>) -> Result<String, sitemap::Error> {
    let entry = |teaser: &Teaser| NewsEntry {
        loc: context.absolute(&Url::Story(teaser.path.clone())),
        title: teaser.headline.clone(),
        publication: context.station.name.clone(),
        language: teaser.language.as_str().split('-').next().unwrap_or("en").to_owned(),
        published: teaser.first_published,
    };
    let news = teasers.iter().filter(|teaser| teaser.kind != Kind::Sponsored);
    sitemap::news(&news.take(1_000).map(entry).collect::<Vec<_>>())
}

/// The moment before which a story is too old for the news sitemap.
pub fn news_from(now: Timestamp) -> Timestamp {
    now.saturating_sub(jiff::SignedDuration::from_hours(48)).unwrap_or(Timestamp::MIN)
}

/// `robots.txt` (RFC 9309).
pub fn robots(context: &Context<'_>) -> String {
    format!("User-agent: *\nDisallow: /desk\n\nSitemap: {}\n", context.absolute(&Url::Sitemap))
}
