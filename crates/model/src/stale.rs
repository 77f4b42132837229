//! What a change makes old. Every cached page carries the keys it was made from; every commit names the keys it made
//! stale; the cache drops exactly those pages. There are no time-outs.

use crate::{
    id::StoryId,
    slug::Slug,
    story::Content,
    url::{Listing, Month},
};
use std::collections::BTreeSet;

/// A surrogate key: one thing that pages are made from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// One story, whatever its address.
    Story(StoryId),
    /// A list of stories: a section, an author, a tag, a place, or all.
    List(Listing),
    /// A month of the archive.
    Month(Month),
    /// How the front is arranged.
    Front,
    /// A data table.
    Table(Slug),
    /// The weather of a town.
    Weather(Slug),
    /// What a radar sees.
    Radar(Slug),
    /// Alerts and notices: the strip on every page, and their own pages.
    Alerts,
    /// When the sources of alerts were last asked, which their page tells.
    AlertsAsked,
    /// A station page.
    Page(Slug),
    /// What stands on every page: names, menu, authors.
    Chrome,
    /// The 48-hour news sitemap.
    NewsSitemap,
}

impl std::fmt::Display for Key {
    /// As sent to a CDN in `Surrogate-Key`: no spaces, nothing private.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Story(id) => write!(f, "story-{id}"),
            Self::List(Listing::All) => f.write_str("all"),
            Self::List(Listing::Section(slug)) => write!(f, "section-{slug}"),
            Self::List(Listing::Author(slug)) => write!(f, "author-{slug}"),
            Self::List(Listing::Tag(slug)) => write!(f, "tag-{slug}"),
            Self::List(Listing::Place(slug)) => write!(f, "place-{slug}"),
            Self::Month(month) => write!(f, "month-{:04}-{:02}", month.year, month.month),
            Self::Front => f.write_str("front"),
            Self::Table(slug) => write!(f, "table-{slug}"),
            Self::Weather(slug) => write!(f, "weather-{slug}"),
            Self::Radar(slug) => write!(f, "radar-{slug}"),
            Self::Alerts => f.write_str("alerts"),
            Self::AlertsAsked => f.write_str("alerts-asked"),
            Self::Page(slug) => write!(f, "page-{slug}"),
            Self::Chrome => f.write_str("chrome"),
            Self::NewsSitemap => f.write_str("news-sitemap"),
        }
    }
}

/// A set of keys that a commit made stale. [`Stale::nothing`] has to be said aloud.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stale(BTreeSet<Key>);

impl Stale {
    /// No public page shows what changed (a draft was saved, a session began).
    pub fn nothing() -> Self {
        Self::default()
    }

    /// These keys.
    pub fn keys(keys: impl IntoIterator<Item = Key>) -> Self {
        Self(keys.into_iter().collect())
    }

    /// These and those.
    pub fn and(mut self, other: Stale) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Whether nothing public changed.
    pub fn is_nothing(&self) -> bool {
        self.0.is_empty()
    }

    /// The keys, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Key> {
        self.0.iter()
    }
}

/// Every list that shows a story with this content.
pub fn listings(content: &Content) -> Vec<Listing> {
    let mut lists = vec![Listing::All];
    lists.extend(content.section.clone().map(Listing::Section));
    lists.extend(content.authors.iter().cloned().map(Listing::Author));
    lists.extend(content.tags.iter().map(|tag| Listing::Tag(tag.slug.clone())));
    lists.extend(content.places.iter().cloned().map(Listing::Place));
    lists
}

/// What becomes stale when a story with this content appears, changes or goes.
pub fn of_story(id: StoryId, month: Month, content: &Content) -> Stale {
    let lists = listings(content).into_iter().map(Key::List);
    Stale::keys(lists.chain([Key::Story(id), Key::Month(month), Key::Front, Key::NewsSitemap]))
}
