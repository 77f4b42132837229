//! Of what the words about a radar speak, and the words.

use super::place;
use model::radar::Site;
use radar::{
    Beam, Palette,
    describe::{Area, Kind, Motion, Report, Town, describe, reach_sentence},
    picture::Polar,
};

/// Of what a radar's words speak.
#[derive(Clone, Debug, Default)]
pub(crate) struct Subjects {
    /// Towns within reach, the station's own first.
    pub(crate) towns: Vec<Town>,
    /// Counties that the station covers.
    pub(crate) areas: Vec<Area>,
    /// What is known to fall.
    pub(crate) kind: Kind,
}

impl Subjects {
    /// What is seen in a sweep.
    pub(crate) fn say(&self, polar: &Polar, palette: &Palette, motion: Option<Motion>) -> String {
        let Self { towns, areas, kind } = self;
        if towns.is_empty() && areas.is_empty() {
            return "The picture shows what the radar sees; this station has told it of no towns.".to_owned();
        }
        // A longer list would end in a number.
        let towns = towns.get(..4).unwrap_or(towns);
        describe(&Report { polar, palette, towns, areas, kind: *kind, motion })
    }

    /// How high the beam passes over the towns.
    pub(crate) fn heights(&self, site: &Site, elevation_deg: f64) -> Vec<String> {
        let Some(place) = place(site) else { return Vec::new() };
        self.towns.iter().map(|town| reach_sentence(Beam::new(place), elevation_deg, town)).collect()
    }
}
