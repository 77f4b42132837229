//! The weather of towns. For now its module, which says that nothing was fetched yet.

use super::Context;
use crate::module::{ModuleView, State};
use model::slug::Slug;

/// The module of a town, or of all.
pub fn module(subject: &Slug, context: &Context<'_>) -> ModuleView {
    let town = context.station.town(subject).map(|town| town.name.as_str());
    ModuleView {
        id: format!("weather-{subject}"),
        title: town.map_or_else(|| "Weather".to_owned(), |town| format!("Weather in {town}")),
        state: State::Missing,
        note: Some("This station does not fetch the weather yet.".to_owned()),
        ..ModuleView::default()
    }
}

/// A module that a story names and the station does not have (any more).
pub fn failed(name: &str) -> ModuleView {
    ModuleView {
        id: name.replace(':', "-"),
        title: "Weather".to_owned(),
        state: State::Failed,
        note: Some("The weather of this town is not available at present.".to_owned()),
        ..ModuleView::default()
    }
}
