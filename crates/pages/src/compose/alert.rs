//! Alerts and notices → strip, pages, module, feed, and files for programs.

mod board;
mod card;
mod feed;
mod files;
mod message;
mod notice;
mod strip;
mod text;
mod words;

pub use board::{closings, embed, lite, module, of_town, page};
pub use card::on_card;
pub use feed::{Feed, ITEMS, feed};
pub use files::{cap, geojson};
pub use message::{lite_one, one};
pub use notice::notices_of;
pub use strip::strip;

use jiff::Timestamp;
use model::{
    alert::{Kept, Silence},
    module::{Kind, Module},
    notice::Notice,
};

/// What is known at a moment.
#[derive(Clone, Debug, Default)]
pub struct Now {
    /// The moment.
    pub now: Timestamp,
    /// Messages that are not over.
    pub alerts: Vec<Kept>,
    /// Notices that are not over.
    pub notices: Vec<Notice>,
    /// Since when a source could not be asked, beyond patience.
    pub silence: Option<Silence>,
    /// When the sources were last asked and answered.
    pub asked: Option<Timestamp>,
}

/// A module that could not be made.
pub fn failed(module: &Module) -> crate::module::ModuleView {
    let (title, note) = match module.kind {
        Kind::Closings => {
            (board::CLOSINGS, "Closings cannot be shown at present. Ask the school or the road authority.")
        }
        _ => ("Alerts", "Alerts cannot be shown at present. Listen to local authorities."),
    };
    crate::module::ModuleView {
        id: module.to_string().replace(':', "-"),
        title: title.to_owned(),
        url: Some("/alerts".to_owned()),
        state: crate::module::State::Failed,
        note: Some(note.to_owned()),
        ..crate::module::ModuleView::default()
    }
}
