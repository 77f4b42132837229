//! The air of a town: what was measured in an hour, as the index of the US Environmental Protection Agency, and what that
//! means for people.
//!
//! The index of a town is that of its worst pollutant, which leads. A pollutant without a figure is not there: it is never
//! zero.

mod category;
mod gate;
mod pollutant;
mod unmeasured;

pub use category::Category;
pub use gate::{accept, carried, together};
pub use pollutant::Pollutant;
pub use unmeasured::{LAST_SHOWN, WORD_ANEW, WORD_HOLDS, is_unmeasured};

use crate::town::Position;
use jiff::{SignedDuration, Timestamp};

/// The highest index that is believed. The scale is described to 500; in thick smoke more is reported.
pub const MOST_INDEX: u32 = 999;

/// A pollutant in an hour.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Which.
    pub pollutant: Pollutant,
    /// Its index; `None` where only a category was told.
    pub index: Option<u32>,
    /// Its category, of its index where there is one.
    pub category: Category,
    /// The beginning of the hour.
    pub at: Timestamp,
    /// Area that it speaks for, such as `Medford`; may be empty.
    pub area: String,
    /// Where that is.
    pub position: Option<Position>,
    /// Who measured it; may be empty.
    pub agency: String,
}

/// The air of a town in an hour.
#[derive(Clone, Debug, PartialEq)]
pub struct Air {
    /// The beginning of the newest hour that it tells of.
    pub at: Timestamp,
    /// The pollutant that leads.
    pub worst: Figure,
    /// The others, the worse first.
    pub others: Vec<Figure>,
}

impl Air {
    /// Every pollutant, the one that leads first.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        std::iter::once(&self.worst).chain(&self.others)
    }

    /// Who measured, each once; empty when nobody says.
    pub fn agencies(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for name in self.figures().map(|figure| figure.agency.as_str()).filter(|name| !name.is_empty()) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }
}

/// How far figures of the air are to be trusted: the station's settings.
#[derive(Clone, Debug, PartialEq)]
pub struct Rules {
    /// Whether the station tells of the air at all.
    pub is_on: bool,
    /// How long a figure is good for after the beginning of its hour.
    pub max_age: SignedDuration,
    /// What is measured further from a town than this is not its air, in kilometres.
    pub distance_km: f64,
    /// Who gathers the figures, as readers see it.
    pub credit: String,
    /// Where readers find more of that.
    pub credit_url: Option<String>,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            is_on: false,
            // An hour is told half an hour to an hour after its end: one that is missed is forgiven, two are not.
            max_age: SignedDuration::from_mins(240),
            distance_km: 80.0,
            credit: "AirNow, US Environmental Protection Agency".to_owned(),
            credit_url: Some("https://www.airnow.gov/".to_owned()),
        }
    }
}
