//! What the store remembers, composed into views: one file per noun. Nothing here asks a question; a composition is
//! handed everything it shows, so the same nouns always give the same page.

pub mod alert;
pub mod archive;
pub mod card;
pub mod chrome;
pub mod feed;
pub mod front;
pub mod listing;
pub mod lite;
pub mod media;
pub mod page;
pub mod radar;
pub mod sitemap;
pub mod story;
pub mod table;
mod video;
pub mod weather;

use crate::moment::Moment;
use jiff::Timestamp;
use model::{author::Author, media::Media, slug::Slug, station::Station, url::Url};
use prose::MediaKey;
use std::collections::HashMap;

/// What compositions look things up in.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// Who publishes.
    pub station: &'a Station,
    /// Authors by slug.
    pub authors: &'a HashMap<Slug, Author>,
    /// Pictures that the page's stories name.
    pub media: &'a HashMap<MediaKey, Media>,
}

impl Context<'_> {
    /// A moment in the station's zone.
    pub fn moment(&self, at: Timestamp) -> Moment {
        Moment::new(at, &self.station.zone)
    }

    /// An address with the station's root before it.
    pub fn absolute(&self, url: &Url) -> String {
        format!("{}{url}", self.station.base_url)
    }

    /// Name of an author; their slug, readable, when the author was deleted.
    pub fn author_name(&self, slug: &Slug) -> String {
        self.authors.get(slug).map_or_else(|| slug.as_str().replace('-', " "), |author| author.name.clone())
    }

    /// Name of a section.
    pub fn section_name(&self, slug: &Slug) -> String {
        self.station.section(slug).map_or_else(|| slug.to_string(), |section| section.name.clone())
    }
}
