//! An author's page.

use serde::Serialize;

use crate::{
    View,
    card::River,
    chrome::{Head, Link},
    media::Picture,
};

/// An author.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AuthorPage {
    /// Document head.
    pub head: Head,
    /// Name.
    pub name: String,
    /// `Reporter`; may be empty.
    pub role: String,
    /// A few plain sentences; may be empty.
    pub bio: String,
    /// Portrait.
    pub portrait: Option<Picture>,
    /// Ways to reach them.
    pub contacts: Vec<Link>,
    /// Their stories.
    pub river: River,
}

impl View for AuthorPage {
    const TEMPLATE: &'static str = "author.html";
}
