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
        let seen = if towns.is_empty() && areas.is_empty() {
            "The picture shows what the radar sees; this station has told it of no towns.".to_owned()
        } else {
            describe(&Report { polar, palette, towns, areas, kind: *kind, motion })
        };
        seen + &gap(polar.missing_part())
    }

    /// How high the beam passes over the towns.
    pub(crate) fn heights(&self, site: &Site, elevation_deg: f64) -> Vec<String> {
        let Some(place) = place(site) else { return Vec::new() };
        self.towns.iter().map(|town| reach_sentence(Beam::new(place), elevation_deg, town)).collect()
    }
}

/// That a part of the turn, 0 to 1, never came. A gap that is narrower than a hundredth is seen on the picture alone.
fn gap(missing: f64) -> String {
    let hundredths = (missing * 100.0).round();
    if hundredths < 1.0 {
        return String::new();
    }
    format!(" About {hundredths}% of the picture is missing: what the radar measured there never came.")
}

#[cfg(test)]
mod tests {
    use super::gap;

    #[test]
    fn a_part_that_never_came_is_told() {
        assert_eq!(gap(0.004), "");
        let words = " About 17% of the picture is missing: what the radar measured there never came.";
        assert_eq!(gap(1.0 / 6.0), words);
    }
}
