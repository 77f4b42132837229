//! A section of the paper: local, sports, opinion. Sections come from `station.toml`, in the order of the menu.

use crate::slug::Slug;

/// One section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its address, `/section/<slug>`.
    pub slug: Slug,
    /// Its name in the menu.
    pub name: String,
    /// One sentence for the section's page and for feeds.
    pub description: String,
}
