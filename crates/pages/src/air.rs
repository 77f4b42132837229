//! The air of towns in pieces: a line of a card, a pollutant, a scale, and the towns beside the alerts. The section of a town's
//! page is [`crate::weather::AirView`]. No index without its words,
//! its hour and the pollutant that leads; a colour says nothing that the words beside it do not say.

use serde::Serialize;

use crate::chrome::Link;

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

/// The air of a town in a line.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AirLine {
    /// `Medford`.
    pub town: String,
    /// Where there is more.
    pub url: String,
    /// Whether it tells of now; else the words say that it does not.
    pub is_now: bool,
    /// `112, Unhealthy for Sensitive Groups`, or that it is not known.
    pub words: String,
    /// `sensitive`: part of a class name; empty where nothing is known.
    pub class: String,
    /// Whether it is worse than good, or was: small cards leave out what is good.
    pub is_notable: bool,
    /// What is asked of people; empty where the figures are old.
    pub advice: String,
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
