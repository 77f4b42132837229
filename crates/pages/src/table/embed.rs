//! A table in a frame on another site. State, day and source are never left out there either.

use serde::Serialize;

use crate::{View, chrome::Head, module::ModuleView};

/// What the frame shows.
#[derive(Clone, Debug, Default, Serialize)]
pub struct EmbedPage {
    /// Document head.
    pub head: Head,
    /// The table in a nutshell.
    pub module: ModuleView,
    /// Absolute address of the table's page.
    pub url: String,
}

impl View for EmbedPage {
    const TEMPLATE: &'static str = "embed.html";
}
