//! Every public address of the site. They are built here and nowhere else: short, lowercase, stable.

mod alert;
mod radar;
mod table;
mod weather;

use crate::{media::MediaFormat, slug::Slug};
use jiff::{Timestamp, tz::TimeZone};
use prose::MediaKey;

pub use alert::AlertUrl;
pub use radar::RadarUrl;
pub use table::TablePart;
pub use weather::{WeatherForm, WeatherUrl};

/// A month of the archive, in the station's zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    /// 1900 to 2199.
    pub year: i16,
    /// 1 to 12.
    pub month: i8,
}

impl Month {
    /// The month of a moment in a zone.
    pub fn of(at: Timestamp, zone: &TimeZone) -> Self {
        let date = at.to_zoned_datetime(zone.clone()).date();
        Self { year: date.year(), month: date.month() }
    }

    /// From the two parts of a path, each exactly as it is written there (`2021`, `03`).
    pub fn parse(year: &str, month: &str) -> Option<Self> {
        let digits = |text: &str, n: usize| text.len() == n && text.bytes().all(|b| b.is_ascii_digit());
        if !digits(year, 4) || !digits(month, 2) {
            return None;
        }
        let parsed = Self { year: year.parse().ok()?, month: month.parse().ok()? };
        ((1900..2200).contains(&parsed.year) && (1..=12).contains(&parsed.month)).then_some(parsed)
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}/{:02}", self.year, self.month)
    }
}

/// Where a story lives: the month of its first publication and its slug.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StoryPath {
    /// Month of first publication.
    pub month: Month,
    /// Slug.
    pub slug: Slug,
}

impl std::fmt::Display for StoryPath {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.month, self.slug)
    }
}

/// A list of stories that has a page and feeds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Listing {
    /// Everything.
    All,
    /// A section.
    Section(Slug),
    /// An author.
    Author(Slug),
    /// A tag.
    Tag(Slug),
    /// A place.
    Place(Slug),
}

/// Formats of a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FeedFormat {
    /// RSS 2.0.
    Rss,
    /// Atom, RFC 4287.
    Atom,
    /// JSON Feed 1.1.
    Json,
}

/// A public address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Url {
    /// `/`
    Front,
    /// `/lite`
    LiteFront,
    /// `/story/2021/03/slug`
    Story(StoryPath),
    /// `/lite/story/2021/03/slug`
    LiteStory(StoryPath),
    /// `/section/sports`, `/author/…`, `/tag/…`, `/place/…`; from page 2 with `?page=2`. [`Listing::All`] is the archive.
    List(Listing, u32),
    /// `/archive`
    Archive,
    /// `/archive/2021/03`, from page 2 with `?page=2`
    Month(Month, u32),
    /// `/data`
    Tables,
    /// `/data/or-covid`
    Table(Slug),
    /// `/data/or-covid.csv`
    TableCsv(Slug),
    /// Whatever else belongs to a table: its rows, days, downloads, log, embed.
    OfTable(Slug, TablePart),
    /// `/weather`, `/weather/medford`, and their other forms.
    Weather(WeatherUrl),
    /// Radars: pages, frames, pictures.
    Radar(RadarUrl),
    /// Alerts and notices.
    Alerts(AlertUrl),
    /// `/page/about`
    Page(Slug),
    /// `/rss.xml`, `/section/sports/atom.xml`
    Feed(Listing, FeedFormat),
    /// `/sitemap.xml`, the index
    Sitemap,
    /// `/sitemap/2021/03.xml`
    SitemapMonth(Month),
    /// `/sitemap/pages.xml`: sections, tables, station pages
    SitemapPages,
    /// `/sitemap/news.xml`: the last 48 hours
    SitemapNews,
    /// `/robots.txt`
    Robots,
    /// `/media/m-0123/640.webp`
    Picture {
        /// Which picture.
        key: MediaKey,
        /// Pixels.
        width: u32,
        /// Encoding.
        format: MediaFormat,
    },
}

/// All feed formats.
pub const FEED_FORMATS: [FeedFormat; 3] = [FeedFormat::Rss, FeedFormat::Atom, FeedFormat::Json];

impl FeedFormat {
    /// Last part of the address.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Rss => "rss.xml",
            Self::Atom => "atom.xml",
            Self::Json => "feed.json",
        }
    }

    /// Media type, as registered or as the format's specification asks.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Rss => "application/rss+xml; charset=utf-8",
            Self::Atom => "application/atom+xml; charset=utf-8",
            Self::Json => "application/feed+json; charset=utf-8",
        }
    }
}

impl std::fmt::Display for Listing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::All => Ok(()),
            Self::Section(slug) => write!(f, "/section/{slug}"),
            Self::Author(slug) => write!(f, "/author/{slug}"),
            Self::Tag(slug) => write!(f, "/tag/{slug}"),
            Self::Place(slug) => write!(f, "/place/{slug}"),
        }
    }
}

impl std::fmt::Display for Url {
    /// The path and query, beginning with a slash.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Front => f.write_str("/"),
            Self::LiteFront => f.write_str("/lite"),
            Self::Story(path) => write!(f, "/story/{path}"),
            Self::LiteStory(path) => write!(f, "/lite/story/{path}"),
            Self::List(Listing::All, page) => paged(f, format_args!("/archive"), *page),
            Self::List(listing, page) => paged(f, format_args!("{listing}"), *page),
            Self::Archive => f.write_str("/archive"),
            Self::Month(month, page) => paged(f, format_args!("/archive/{month}"), *page),
            Self::Tables => f.write_str("/data"),
            Self::Table(slug) => write!(f, "/data/{slug}"),
            Self::TableCsv(slug) => write!(f, "/data/{slug}.csv"),
            Self::OfTable(slug, part) => part.write(slug, f),
            Self::Weather(weather) => weather.write(f),
            Self::Radar(radar) => radar.write(f),
            Self::Alerts(alerts) => alerts.write(f),
            Self::Page(slug) => write!(f, "/page/{slug}"),
            Self::Feed(listing, format) => write!(f, "{listing}/{}", format.file_name()),
            Self::Sitemap => f.write_str("/sitemap.xml"),
            Self::SitemapMonth(month) => write!(f, "/sitemap/{month}.xml"),
            Self::SitemapPages => f.write_str("/sitemap/pages.xml"),
            Self::SitemapNews => f.write_str("/sitemap/news.xml"),
            Self::Robots => f.write_str("/robots.txt"),
            Self::Picture { key, width, format } => {
                write!(f, "/media/{}/{width}.{}", key.as_str(), format.extension())
            }
        }
    }
}

/// A text as the value of a query (RFC 3986, section 2.3: all but the unreserved).
pub fn encoded(text: &str) -> String {
    use std::fmt::Write;
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

fn paged(f: &mut std::fmt::Formatter<'_>, path: std::fmt::Arguments<'_>, page: u32) -> std::fmt::Result {
    f.write_fmt(path)?;
    if page > 1 { write!(f, "?page={page}") } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_short_and_stable() {
        let slug = |text| Slug::parse(text).unwrap();
        let month = Month { year: 2021, month: 3 };
        let path = StoryPath { month, slug: slug("very-mild-start-to-march") };
        for (url, text) in [
            (Url::Story(path.clone()), "/story/2021/03/very-mild-start-to-march"),
            (Url::LiteStory(path), "/lite/story/2021/03/very-mild-start-to-march"),
            (Url::List(Listing::Section(slug("sports")), 1), "/section/sports"),
            (Url::List(Listing::Tag(slug("water")), 3), "/tag/water?page=3"),
            (Url::Month(month, 2), "/archive/2021/03?page=2"),
            (Url::Feed(Listing::All, FeedFormat::Rss), "/rss.xml"),
            (Url::Feed(Listing::Author(slug("ana")), FeedFormat::Json), "/author/ana/feed.json"),
            (Url::SitemapMonth(month), "/sitemap/2021/03.xml"),
            (Url::Alerts(AlertUrl::Cap(17)), "/alerts/17.cap"),
            (Url::Alerts(AlertUrl::LiteOne(17)), "/lite/alerts/17"),
        ] {
            assert_eq!(url.to_string(), text);
        }
    }

    #[test]
    fn a_month_is_read_only_as_it_is_written() {
        assert_eq!(Month::parse("2021", "03"), Some(Month { year: 2021, month: 3 }));
        for (year, month) in [("2021", "3"), ("2021", "13"), ("21", "03"), ("+021", "03"), ("2021", "00")] {
            assert_eq!(Month::parse(year, month), None, "{year}/{month}");
        }
    }
}
