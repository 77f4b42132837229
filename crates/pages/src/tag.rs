//! A tag's page.

use serde::Serialize;

use crate::{View, card::River, chrome::Head};

/// A tag.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TagPage {
    /// Document head.
    pub head: Head,
    /// The tag as people write it.
    pub name: String,
    /// What it gathers; may be empty.
    pub description: String,
    /// Its stories.
    pub river: River,
}

impl View for TagPage {
    const TEMPLATE: &'static str = "tag.html";
}
