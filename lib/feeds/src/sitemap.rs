//! Sitemaps: the protocol of sitemaps.org with Google's image and news extensions.
//!
//! A sitemap over its cap is an error, never cut: the caller splits it and lists the parts in an [`index`].

use jiff::Timestamp;

use crate::dates::rfc3339;
use crate::xml::Xml;

/// The media type to serve it as.
pub const MEDIA_TYPE: &str = "application/xml; charset=utf-8";
/// Addresses in one sitemap, and sitemaps in one index.
pub const MOST_URLS: usize = 50_000;
/// Addresses in one news sitemap.
pub const MOST_NEWS: usize = 1_000;
/// Pictures of one address.
pub const MOST_IMAGES: usize = 1_000;
/// Bytes of one file: 50 MiB.
pub const MOST_BYTES: usize = 52_428_800;

const NAMESPACE: (&str, &str) = ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");

/// A page of the site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Absolute URL.
    pub loc: String,
    /// When the page's own content last changed, if that is known.
    pub lastmod: Option<Timestamp>,
    /// Absolute URLs of the pictures on it.
    pub images: Vec<String>,
}

/// One sitemap in an index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IndexEntry {
    /// Absolute URL of the sitemap.
    pub loc: String,
    /// When it last changed, if that is known.
    pub lastmod: Option<Timestamp>,
}

/// A story for the news sitemap. The caller leaves out what is older than two days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewsEntry {
    /// Absolute URL.
    pub loc: String,
    /// The headline.
    pub title: String,
    /// The publication's name, without more.
    pub publication: String,
    /// ISO 639 code of its language, "en".
    pub language: String,
    /// When it was first published.
    pub published: Timestamp,
}

/// Why a sitemap is not written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Too many addresses for one file.
    #[error(
        "the sitemap would hold {given} addresses, {most} are allowed; split it and list the parts in an index"
    )]
    TooManyUrls {
        /// How many were given.
        given: usize,
        /// How many are allowed.
        most: usize,
    },
    /// Too many pictures on one page.
    #[error("{loc}: {given} pictures, {most} are allowed; give the first ones only")]
    TooManyImages {
        /// The page.
        loc: String,
        /// How many were given.
        given: usize,
        /// How many are allowed.
        most: usize,
    },
    /// The file would be too large.
    #[error("the sitemap would be over {most} bytes; split it and list the parts in an index")]
    TooManyBytes {
        /// How many are allowed.
        most: usize,
    },
}

/// Writes a sitemap of pages.
///
/// # Errors
/// Over [`MOST_URLS`], [`MOST_IMAGES`] or [`MOST_BYTES`].
pub fn urlset(entries: &[Entry]) -> Result<String, Error> {
    at_most(entries.len(), MOST_URLS)?;
    let mut xml = Xml::new();
    xml.open("urlset", &[NAMESPACE, ("xmlns:image", "http://www.google.com/schemas/sitemap-image/1.1")]);
    for entry in entries {
        if entry.images.len() > MOST_IMAGES {
            let (loc, given) = (entry.loc.clone(), entry.images.len());
            return Err(Error::TooManyImages { loc, given, most: MOST_IMAGES });
        }
        xml.open("url", &[]);
        write_place(&mut xml, &entry.loc, entry.lastmod);
        for image in &entry.images {
            xml.open("image:image", &[]);
            xml.text("image:loc", &[], image);
            xml.close();
        }
        xml.close();
        within_bytes(&xml)?;
    }
    finish(xml)
}

/// Writes an index of sitemaps.
///
/// # Errors
/// Over [`MOST_URLS`] or [`MOST_BYTES`].
pub fn index(entries: &[IndexEntry]) -> Result<String, Error> {
    at_most(entries.len(), MOST_URLS)?;
    let mut xml = Xml::new();
    xml.open("sitemapindex", &[NAMESPACE]);
    for entry in entries {
        xml.open("sitemap", &[]);
        write_place(&mut xml, &entry.loc, entry.lastmod);
        xml.close();
        within_bytes(&xml)?;
    }
    finish(xml)
}

/// Writes a news sitemap; without entries it is empty, which is legal.
///
/// # Errors
/// Over [`MOST_NEWS`] or [`MOST_BYTES`].
pub fn news(entries: &[NewsEntry]) -> Result<String, Error> {
    at_most(entries.len(), MOST_NEWS)?;
    let mut xml = Xml::new();
    xml.open("urlset", &[NAMESPACE, ("xmlns:news", "http://www.google.com/schemas/sitemap-news/0.9")]);
    for entry in entries {
        xml.open("url", &[]);
        xml.text("loc", &[], &entry.loc);
        xml.open("news:news", &[]);
        xml.open("news:publication", &[]);
        xml.text("news:name", &[], &entry.publication);
        xml.text("news:language", &[], &entry.language);
        xml.close();
        xml.text("news:publication_date", &[], &rfc3339(entry.published));
        xml.text("news:title", &[], &entry.title);
        xml.close();
        xml.close();
        within_bytes(&xml)?;
    }
    finish(xml)
}

fn write_place(xml: &mut Xml, loc: &str, lastmod: Option<Timestamp>) {
    xml.text("loc", &[], loc);
    if let Some(lastmod) = lastmod {
        xml.text("lastmod", &[], &rfc3339(lastmod));
    }
}

fn finish(xml: Xml) -> Result<String, Error> {
    let document = xml.finish();
    if document.len() > MOST_BYTES { Err(Error::TooManyBytes { most: MOST_BYTES }) } else { Ok(document) }
}

fn at_most(given: usize, most: usize) -> Result<(), Error> {
    if given > most { Err(Error::TooManyUrls { given, most }) } else { Ok(()) }
}

fn within_bytes(xml: &Xml) -> Result<(), Error> {
    if xml.len() > MOST_BYTES { Err(Error::TooManyBytes { most: MOST_BYTES }) } else { Ok(()) }
}
