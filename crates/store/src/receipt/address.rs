//! An address in a stored receipt. Kept as what it is, not as its text, so that an old receipt shows the address that
//! the thing has today.

use crate::{
    error::{Error, Result},
    sql::slug,
};
use jiff::civil::Date;
use model::{
    media::MediaFormat,
    radar::{FrameId, Product, RadarId},
    slug::Slug,
    table::View,
    url::{
        AlertUrl, FeedFormat, Listing, Month, RadarUrl, StoryPath, TablePart, Url, WeatherForm, WeatherUrl,
    },
    weather::Units,
};
use prose::MediaKey;
use serde::{Deserialize, Serialize};

/// The mirror of [`Url`].
#[derive(Serialize, Deserialize)]
#[serde(tag = "to", rename_all = "kebab-case")]
pub(super) enum StoredUrl {
    Front,
    LiteFront,
    Story { year: i16, month: i8, slug: String },
    LiteStory { year: i16, month: i8, slug: String },
    List { list: StoredListing, page: u32 },
    Archive,
    Month { year: i16, month: i8, page: u32 },
    Tables,
    Table { slug: String },
    TableCsv { slug: String },
    OfTable { slug: String, part: StoredPart },
    Weather { form: String, town: Option<String>, units: String },
    Radar { what: String, site: Option<String>, at: Option<String>, product: Option<String> },
    Alerts { what: String, id: i64 },
    Page { slug: String },
    Feed { list: StoredListing, format: StoredFormat },
    Sitemap,
    SitemapMonth { year: i16, month: i8 },
    SitemapPages,
    SitemapNews,
    Robots,
    Picture { key: MediaKey, width: u32, format: String },
}

/// The mirror of [`TablePart`].
#[derive(Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub(super) enum StoredPart {
    View { as_of: Option<String>, find: String, sort: Option<String>, reversed: bool },
    Row { slug: String },
    Revisions,
    CsvOn { day: String },
    Json,
    History,
    Schema,
    Csvw,
    Updates,
    Embed,
    Picture,
    Oembed { root: String },
    Sitemap,
}

/// The mirror of [`Listing`].
#[derive(Serialize, Deserialize)]
#[serde(tag = "of", content = "slug", rename_all = "lowercase")]
pub(super) enum StoredListing {
    All,
    Section(String),
    Author(String),
    Tag(String),
    Place(String),
}

/// The mirror of [`FeedFormat`].
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum StoredFormat {
    Rss,
    Atom,
    Json,
}

impl StoredUrl {
    fn alerts(url: AlertUrl) -> Self {
        let (what, id) = match url {
            AlertUrl::All => ("all", 0),
            AlertUrl::Lite => ("lite", 0),
            AlertUrl::Embed => ("embed", 0),
            AlertUrl::Atom => ("atom", 0),
            AlertUrl::Api => ("api", 0),
            AlertUrl::One(id) => ("one", id),
            AlertUrl::LiteOne(id) => ("lite-one", id),
            AlertUrl::Cap(id) => ("cap", id),
            AlertUrl::Notice(id) => ("notice", id),
        };
        Self::Alerts { what: what.to_owned(), id }
    }

    fn radar(url: &RadarUrl) -> Self {
        let (what, site, at, product) = match url {
            RadarUrl::Page { site, at } => ("page", site.as_ref(), *at, None),
            RadarUrl::Lite => ("lite", None, None, None),
            RadarUrl::Embed(site) => ("embed", site.as_ref(), None, None),
            RadarUrl::Api => ("api", None, None, None),
            RadarUrl::Manifest(site) => ("manifest", Some(site), None, None),
            RadarUrl::Map => ("map", None, None, None),
            RadarUrl::Lines(site) => ("lines", Some(site), None, None),
            RadarUrl::Still(site, at, product) => ("still", Some(site), Some(*at), Some(*product)),
        };
        Self::Radar {
            what: what.to_owned(),
            site: site.map(ToString::to_string),
            at: at.map(|at| at.to_string()),
            product: product.map(|product| product.as_str().to_owned()),
        }
    }

    pub(super) fn of(url: &Url) -> Self {
        let text = Slug::to_string;
        match url {
            Url::Front => Self::Front,
            Url::LiteFront => Self::LiteFront,
            Url::Story(StoryPath { month: Month { year, month }, slug }) => {
                Self::Story { year: *year, month: *month, slug: text(slug) }
            }
            Url::LiteStory(StoryPath { month: Month { year, month }, slug }) => {
                Self::LiteStory { year: *year, month: *month, slug: text(slug) }
            }
            Url::List(list, page) => Self::List { list: StoredListing::of(list), page: *page },
            Url::Archive => Self::Archive,
            Url::Month(Month { year, month }, page) => {
                Self::Month { year: *year, month: *month, page: *page }
            }
            Url::Tables => Self::Tables,
            Url::Table(slug) => Self::Table { slug: text(slug) },
            Url::TableCsv(slug) => Self::TableCsv { slug: text(slug) },
            Url::OfTable(slug, part) => Self::OfTable { slug: text(slug), part: StoredPart::of(part) },
            Url::Weather(weather) => Self::Weather {
                form: weather.form.root().to_owned(),
                town: weather.town.as_ref().map(text),
                units: weather.units.as_str().to_owned(),
            },
            Url::Radar(radar) => Self::radar(radar),
            Url::Alerts(alerts) => Self::alerts(*alerts),
            Url::Page(slug) => Self::Page { slug: text(slug) },
            Url::Feed(list, format) => {
                Self::Feed { list: StoredListing::of(list), format: StoredFormat::of(*format) }
            }
            Url::Sitemap => Self::Sitemap,
            Url::SitemapMonth(Month { year, month }) => Self::SitemapMonth { year: *year, month: *month },
            Url::SitemapPages => Self::SitemapPages,
            Url::SitemapNews => Self::SitemapNews,
            Url::Robots => Self::Robots,
            Url::Picture { key, width, format } => {
                Self::Picture { key: key.clone(), width: *width, format: format.extension().to_owned() }
            }
        }
    }

    pub(super) fn url(self) -> Result<Url> {
        let path = |year, month, text: &str| {
            Ok::<_, Error>(StoryPath { month: Month { year, month }, slug: slug(text)? })
        };
        Ok(match self {
            Self::Front => Url::Front,
            Self::LiteFront => Url::LiteFront,
            Self::Story { year, month, slug } => Url::Story(path(year, month, &slug)?),
            Self::LiteStory { year, month, slug } => Url::LiteStory(path(year, month, &slug)?),
            Self::List { list, page } => Url::List(list.listing()?, page),
            Self::Archive => Url::Archive,
            Self::Month { year, month, page } => Url::Month(Month { year, month }, page),
            Self::Tables => Url::Tables,
            Self::Table { slug: text } => Url::Table(slug(&text)?),
            Self::TableCsv { slug: text } => Url::TableCsv(slug(&text)?),
            Self::OfTable { slug: text, part } => Url::OfTable(slug(&text)?, part.part()?),
            Self::Weather { form, town, units } => Url::Weather(weather(&form, town.as_deref(), &units)?),
            Self::Radar { what, site, at, product } => {
                Url::Radar(radar(&what, site.as_deref(), at.as_deref(), product.as_deref())?)
            }
            Self::Alerts { what, id } => Url::Alerts(alerts(&what, id)?),
            Self::Page { slug: text } => Url::Page(slug(&text)?),
            Self::Feed { list, format } => Url::Feed(list.listing()?, format.format()),
            Self::Sitemap => Url::Sitemap,
            Self::SitemapMonth { year, month } => Url::SitemapMonth(Month { year, month }),
            Self::SitemapPages => Url::SitemapPages,
            Self::SitemapNews => Url::SitemapNews,
            Self::Robots => Url::Robots,
            Self::Picture { key, width, format } => {
                let format = MediaFormat::from_extension(&format)
                    .ok_or_else(|| Error::damaged(format!("“{format}” where an encoding should be")))?;
                Url::Picture { key, width, format }
            }
        })
    }
}

impl StoredPart {
    fn of(part: &TablePart) -> Self {
        match part.clone() {
            TablePart::View(View { as_of, find, sort, reversed }) => {
                Self::View { as_of: as_of.map(|day| day.to_string()), find, sort, reversed }
            }
            TablePart::Row(row) => Self::Row { slug: row.to_string() },
            TablePart::Revisions => Self::Revisions,
            TablePart::CsvOn(day) => Self::CsvOn { day: day.to_string() },
            TablePart::Json => Self::Json,
            TablePart::History => Self::History,
            TablePart::Schema => Self::Schema,
            TablePart::Csvw => Self::Csvw,
            TablePart::Updates => Self::Updates,
            TablePart::Embed => Self::Embed,
            TablePart::Picture => Self::Picture,
            TablePart::Oembed(root) => Self::Oembed { root },
            TablePart::Sitemap => Self::Sitemap,
        }
    }

    fn part(self) -> Result<TablePart> {
        Ok(match self {
            Self::View { as_of, find, sort, reversed } => {
                let as_of = as_of.as_deref().map(day_of).transpose()?;
                TablePart::View(View { as_of, find, sort, reversed })
            }
            Self::Row { slug: text } => TablePart::Row(slug(&text)?),
            Self::Revisions => TablePart::Revisions,
            Self::CsvOn { day } => TablePart::CsvOn(day_of(&day)?),
            Self::Json => TablePart::Json,
            Self::History => TablePart::History,
            Self::Schema => TablePart::Schema,
            Self::Csvw => TablePart::Csvw,
            Self::Updates => TablePart::Updates,
            Self::Embed => TablePart::Embed,
            Self::Picture => TablePart::Picture,
            Self::Oembed { root } => TablePart::Oembed(root),
            Self::Sitemap => TablePart::Sitemap,
        })
    }
}

fn weather(form: &str, town: Option<&str>, units: &str) -> Result<WeatherUrl> {
    let strange = |text: &str| Error::damaged(format!("“{text}” where a form of the weather should be"));
    let known = WeatherForm::ALL.into_iter().find(|known| known.root() == form);
    Ok(WeatherUrl {
        town: town.map(slug).transpose()?,
        form: known.ok_or_else(|| strange(form))?,
        units: Units::parse(units).ok_or_else(|| strange(units))?,
    })
}

fn radar(what: &str, site: Option<&str>, at: Option<&str>, product: Option<&str>) -> Result<RadarUrl> {
    let strange = || Error::damaged(format!("“{what}” where an address of a radar should be"));
    let site = site.map(|text| RadarId::parse(text).map_err(|_| strange())).transpose()?;
    let at = at.map(|text| FrameId::parse(text).ok_or_else(strange)).transpose()?;
    let product = product.map(|text| Product::parse(text).ok_or_else(strange)).transpose()?;
    Ok(match (what, site, at, product) {
        ("page", site, at, None) => RadarUrl::Page { site, at },
        ("lite", None, None, None) => RadarUrl::Lite,
        ("embed", site, None, None) => RadarUrl::Embed(site),
        ("api", None, None, None) => RadarUrl::Api,
        ("manifest", Some(site), None, None) => RadarUrl::Manifest(site),
        ("map", None, None, None) => RadarUrl::Map,
        ("lines", Some(site), None, None) => RadarUrl::Lines(site),
        ("still", Some(site), Some(at), Some(product)) => RadarUrl::Still(site, at, product),
        _ => return Err(strange()),
    })
}

fn day_of(text: &str) -> Result<Date> {
    text.parse().map_err(|_| Error::damaged(format!("“{text}” where a day should be")))
}

impl StoredListing {
    fn of(list: &Listing) -> Self {
        match list {
            Listing::All => Self::All,
            Listing::Section(slug) => Self::Section(slug.to_string()),
            Listing::Author(slug) => Self::Author(slug.to_string()),
            Listing::Tag(slug) => Self::Tag(slug.to_string()),
            Listing::Place(slug) => Self::Place(slug.to_string()),
        }
    }

    fn listing(self) -> Result<Listing> {
        Ok(match self {
            Self::All => Listing::All,
            Self::Section(text) => Listing::Section(slug(&text)?),
            Self::Author(text) => Listing::Author(slug(&text)?),
            Self::Tag(text) => Listing::Tag(slug(&text)?),
            Self::Place(text) => Listing::Place(slug(&text)?),
        })
    }
}

impl StoredFormat {
    fn of(format: FeedFormat) -> Self {
        match format {
            FeedFormat::Rss => Self::Rss,
            FeedFormat::Atom => Self::Atom,
            FeedFormat::Json => Self::Json,
        }
    }

    fn format(self) -> FeedFormat {
        match self {
            Self::Rss => FeedFormat::Rss,
            Self::Atom => FeedFormat::Atom,
            Self::Json => FeedFormat::Json,
        }
    }
}

fn alerts(what: &str, id: i64) -> Result<AlertUrl> {
    Ok(match what {
        "all" => AlertUrl::All,
        "lite" => AlertUrl::Lite,
        "embed" => AlertUrl::Embed,
        "atom" => AlertUrl::Atom,
        "api" => AlertUrl::Api,
        "one" => AlertUrl::One(id),
        "lite-one" => AlertUrl::LiteOne(id),
        "cap" => AlertUrl::Cap(id),
        "notice" => AlertUrl::Notice(id),
        other => return Err(Error::damaged(format!("“{other}” where an address of alerts should be"))),
    })
}
