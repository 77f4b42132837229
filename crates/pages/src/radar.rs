//! What a radar sees: its card, its page, and the same in words only. The picture is layers of finished files; its words
//! stand beside it. A radar that sends nothing has no picture of now.

use serde::Serialize;

use crate::{
    View,
    chrome::{Head, Link},
    moment::Moment,
};

pub use crate::module::{RadarCard, RadarMark, RadarStill};

/// The page of a radar.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RadarPage {
    /// Document head.
    pub head: Head,
    /// The frame that is shown, the newest unless another was asked for.
    pub card: RadarCard,
    /// What the picture is: `The newest picture`, or that there is none of now.
    pub heading: String,
    /// The newest frame's page, when another is shown.
    pub newest_url: String,
    /// That the picture that was asked for is not there, in words; empty when it is, or when none was asked for.
    pub gone: String,
    /// Where the map finds its frames; empty when there is no radar.
    pub manifest: String,
    /// What the map asks for beside its frames, and how it tells time.
    pub map: RadarMap,
    /// Newest frames, each a page, the newest first.
    pub frames: Vec<RadarFrame>,
    /// What the picture shows: product, tilt, how it was cleaned.
    pub asides: Vec<String>,
    /// How high the beam is over the towns, in words.
    pub heights: Vec<String>,
    /// The station's radars, when there are several.
    pub sites: Vec<RadarChoice>,
    /// Who measures.
    pub source: Option<Link>,
    /// The same in words, for programs.
    pub ways: Vec<Link>,
}

impl View for RadarPage {
    const TEMPLATE: &'static str = "radar.html";
}

/// What the map of the page needs beside its manifest.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RadarMap {
    /// Whether there is a map: a station without radars has none, and its page no script.
    pub shown: bool,
    /// Path of the base map.
    pub base: String,
    /// Path of the alerts that are outlined on it.
    pub alerts: String,
    /// The frame to begin with; empty for the newest.
    pub frame: String,
    /// The station's time zone by its name: `America/Los_Angeles`; empty when it has none, and the reader's is taken.
    pub zone: String,
}

/// A frame in the list of newest frames.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RadarFrame {
    /// Its page; empty for the one that is shown.
    pub url: String,
    /// When it was measured.
    pub moment: Moment,
    /// `5:55 p.m.`
    pub clock: String,
    /// That the antenna has not finished its turn, or that its sweep broke off; empty when it has.
    pub partial: String,
}

/// A radar to choose.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RadarChoice {
    /// `Medford (KMAX)`.
    pub label: String,
    /// Where it leads; empty for the one that is shown.
    pub url: String,
}

/// Radars in words only.
#[derive(Clone, Debug, Default, Serialize)]
pub struct LiteRadar {
    /// Document head; its canonical is the full page.
    pub head: Head,
    /// One for each radar.
    pub cards: Vec<RadarCard>,
    /// Who measures.
    pub source: Option<Link>,
    /// Path of the full page.
    pub full: String,
}

impl View for LiteRadar {
    const TEMPLATE: &'static str = "lite-radar.html";
}
