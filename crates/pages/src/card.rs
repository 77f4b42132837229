//! A story as other pages announce it: headline, dek, label, byline, picture; and rivers of such cards with paging.

use serde::Serialize;

use crate::{chrome::Link, media::Picture, moment::Moment};

/// A word of warning before the headline: what is not plain news says so.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Label {
    /// `opinion`, `analysis`, `sponsored` or `syndicated`: part of a class name.
    pub kind: String,
    /// What the reader sees: `Opinion`, `Sponsored by Table Rock Dairy`.
    pub words: String,
}

impl Label {
    /// A label of `kind` that reads `words`.
    pub fn new(kind: impl Into<String>, words: impl Into<String>) -> Self {
        Self { kind: kind.into(), words: words.into() }
    }
}

/// A story in a list, a grid or a block.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Card {
    /// Path of the story.
    pub url: String,
    /// Headline.
    pub headline: String,
    /// Dek; may be empty.
    pub dek: String,
    /// The story's section.
    pub section: Option<Link>,
    /// Label; none for plain news.
    pub label: Option<Label>,
    /// Names of the authors, in order.
    pub authors: Vec<String>,
    /// First publication.
    pub published: Option<Moment>,
    /// Lead picture.
    pub picture: Option<Picture>,
    /// Language of headline and dek where it is not the station's.
    pub language: Option<String>,
}

/// A list of cards with its paging, or an honest word when it is empty.
#[derive(Clone, Debug, Default, Serialize)]
pub struct River {
    /// The cards of this page, newest first.
    pub cards: Vec<Card>,
    /// Where in the whole list this page is.
    pub paging: Paging,
    /// Said instead of the list when it is empty: `No stories in Business yet.`
    pub empty: String,
    /// Where else to go from an empty list.
    pub ways: Vec<Link>,
}

/// Where in a long list a page is.
#[derive(Clone, Debug, Serialize)]
pub struct Paging {
    /// This page, from 1.
    pub page: u32,
    /// How many there are; 0 when nobody counted.
    pub pages: u32,
    /// Path of the page with newer entries.
    pub newer: Option<String>,
    /// Path of the page with older entries.
    pub older: Option<String>,
}

impl Default for Paging {
    fn default() -> Self {
        Self { page: 1, pages: 1, newer: None, older: None }
    }
}

impl Paging {
    /// Page `page` (from 1) of a list of `total` entries, `each` to a page, at `base` (`/section/local`).
    /// The first page is `base` itself, the others `base?page=2` and so on. A `page` past the end is the last one.
    #[must_use]
    pub fn new(base: &str, page: u32, total: u64, each: u32) -> Self {
        let pages = u32::try_from(total.div_ceil(u64::from(each.max(1)))).unwrap_or(u32::MAX).max(1);
        let page = page.clamp(1, pages);
        let path = |number: u32| if number == 1 { base.to_owned() } else { format!("{base}?page={number}") };
        Self {
            page,
            pages,
            newer: (page > 1).then(|| path(page - 1)),
            older: (page < pages).then(|| path(page + 1)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paging_knows_its_neighbours() {
        let first = Paging::new("/section/local", 1, 61, 20);
        assert_eq!(
            (first.pages, first.newer, first.older.as_deref()),
            (4, None, Some("/section/local?page=2"))
        );
        let second = Paging::new("/section/local", 2, 61, 20);
        assert_eq!(second.newer.as_deref(), Some("/section/local"));
        let past = Paging::new("/section/local", 99, 61, 20);
        assert_eq!((past.page, past.older), (4, None));
        assert_eq!(Paging::new("/x", 1, 0, 0).pages, 1);
    }
}
