//! A place's page: what happened there.

use serde::Serialize;

use crate::{View, card::River, chrome::Head, module::ModuleView};

/// A place.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PlacePage {
    /// Document head.
    pub head: Head,
    /// `Ashland`.
    pub name: String,
    /// `Jackson County, Oregon`; may be empty.
    pub within: String,
    /// Its stories.
    pub river: River,
    /// Modules in the side rail.
    pub modules: Vec<ModuleView>,
}

impl View for PlacePage {
    const TEMPLATE: &'static str = "place.html";
}
