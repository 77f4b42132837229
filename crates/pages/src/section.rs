//! A section's page: its stories, newest first.

use serde::Serialize;

use crate::{View, card::River, chrome::Head, module::ModuleView};

/// A section.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SectionPage {
    /// Document head.
    pub head: Head,
    /// Name of the section.
    pub name: String,
    /// What it covers; may be empty.
    pub description: String,
    /// True for opinion: the page says so.
    pub opinion: bool,
    /// Its stories.
    pub river: River,
    /// Modules in the side rail.
    pub modules: Vec<ModuleView>,
}

impl View for SectionPage {
    const TEMPLATE: &'static str = "section.html";
}
