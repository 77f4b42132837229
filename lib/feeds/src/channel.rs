//! The plain channel that every feed writer takes.

use jiff::Timestamp;

/// A feed of items, newest first, in no format yet.
///
/// All texts are plain text except [`Item::html`]; all addresses are absolute URLs. The writers escape; they do not
/// check URLs and do not sanitise HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Channel {
    /// Its name, "Rogue Valley Signal: Wildfire".
    pub title: String,
    /// The page for people that shows the same items.
    pub link: String,
    /// The address of the feed itself, one for each format.
    pub self_link: String,
    /// A sentence on what it holds.
    pub description: String,
    /// BCP 47 tag, "en-US".
    pub language: String,
    /// When its content last changed.
    pub updated: Timestamp,
    /// A square picture that stands for it.
    pub icon: Option<String>,
    /// The items in the order to be shown.
    pub items: Vec<Item>,
}

/// One entry of a feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// Its name for ever, a `tag:` URI or a URL, unchanged when the headline or the address changes.
    pub id: String,
    /// The page that shows it.
    pub link: String,
    /// The headline, plain text.
    pub title: String,
    /// A sentence or two, plain text.
    pub summary: String,
    /// The whole text as sanitised HTML with absolute URLs, when the feed gives it.
    pub html: Option<String>,
    /// Names as printed in the byline.
    pub authors: Vec<String>,
    /// When it was first published.
    pub published: Timestamp,
    /// When it was last changed in a way that matters.
    pub updated: Timestamp,
    /// Names of sections and tags.
    pub categories: Vec<String>,
    /// The lead picture.
    pub image: Option<Enclosure>,
    /// Whose piece it is when not ours: name, and the address of the original or of the source.
    pub source: Option<(String, Option<String>)>,
    /// Who holds the rights, as a sentence.
    pub rights: Option<String>,
}

/// A media file that belongs to an item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Enclosure {
    /// The file's address.
    pub url: String,
    /// "image/jpeg".
    pub media_type: String,
    /// Its size in bytes, if known.
    pub bytes: Option<u64>,
    /// Width in pixels, if known.
    pub width: Option<u32>,
    /// Height in pixels, if known.
    pub height: Option<u32>,
    /// What it shows, for those who cannot see it.
    pub alt: String,
    /// Who made it, "Jane Roe / Rogue Valley Signal".
    pub credit: Option<String>,
}
