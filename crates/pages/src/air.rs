//! The air of towns: at length on a town's page, in a line on its card, and beside the alerts. No index without its words,
//! its hour and the pollutant that leads; a colour says nothing that the words beside it do not say.

use serde::Serialize;

use crate::{chrome::Link, module::State, moment::Moment};

pub use crate::module::AirLine;

/// The air of a town.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AirView {
    /// How far it can be trusted.
    pub state: State,
    /// What is wrong, in plain words; must be given unless `state` is fresh.
    pub note: Option<String>,
    /// `112`, or a dash where only a category is known; empty where nothing is.
    pub index: String,
    /// `Unhealthy for Sensitive Groups`; empty where nothing is known.
    pub category: String,
    /// `sensitive`: part of a class name.
    pub class: String,
    /// The categories from the best to the worst, for a scale.
    pub scale: Vec<AirStep>,
    /// `Fine particles (PM2.5)`.
    pub leads: String,
    /// What is asked of people; empty where the figures are old.
    pub advice: String,
    /// Every pollutant, the one that leads first.
    pub figures: Vec<AirFigure>,
    /// Beginning of the hour.
    pub observed: Option<Moment>,
    /// `4:00 p.m. PST`, with the day where it is not today.
    pub observed_words: String,
    /// `Medford, OR, 4 miles away`; may be empty.
    pub area: String,
    /// Who measured; may be empty.
    pub agencies: String,
    /// Who gathers the figures.
    pub source: Option<Link>,
}

/// A category on a scale.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AirStep {
    /// `very-unhealthy`: part of a class name.
    pub class: String,
    /// Whether it is the one that holds.
    pub here: bool,
}

/// A pollutant.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AirFigure {
    /// `Ozone`.
    pub name: String,
    /// `41`, or a dash where only a category is known.
    pub index: String,
    /// `Good`.
    pub category: String,
    /// `good`: part of a class name.
    pub class: String,
    /// `3:00 p.m. PST`, where it is of another hour than the newest; else empty.
    pub when: String,
}

/// The air of all towns, beside the alerts.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AirBoard {
    /// Towns whose air asks something of people, the worst first.
    pub lines: Vec<AirLine>,
    /// That there is none, or what is not known; sentences.
    pub words: Vec<String>,
    /// Who gathers the figures.
    pub source: Option<Link>,
}
