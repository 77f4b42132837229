//! A station page: about, contact, ethics, public file, and the like.

use serde::Serialize;

use crate::{View, chrome::Head, moment::Moment};

/// A station page.
#[derive(Clone, Debug, Default, Serialize)]
pub struct StationPage {
    /// Document head.
    pub head: Head,
    /// Heading.
    pub title: String,
    /// The text as HTML, made by `prose` from a checked tree.
    pub body_html: String,
    /// When it was last changed.
    pub updated: Option<Moment>,
}

impl View for StationPage {
    const TEMPLATE: &'static str = "page.html";
}
