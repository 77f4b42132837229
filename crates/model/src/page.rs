//! A station page: about, contact, corrections policy. It changes a few times a year and has no byline.

use crate::slug::Slug;
use jiff::Timestamp;
use prose::Body;

/// Longest title, in characters.
pub const TITLE_MAX: usize = 120;
/// Longest sentence for lists, in characters.
pub const DEK_MAX: usize = 300;

/// One station page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Address, `/page/<slug>`.
    pub slug: Slug,
    /// Heading.
    pub title: String,
    /// One sentence for lists and search engines.
    pub dek: String,
    /// Text.
    pub body: Body,
    /// Last material change.
    pub updated: Timestamp,
}
