//! Of what the words about a radar speak, and the words.

use super::place;
use model::radar::Site;
use radar::{
    Beam, Palette,
    describe::{Area, Kind, Look, Motion, Report, Town, describe, reach_sentence},
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
        let nowhere = "The picture shows what the radar sees; this station has told it of no towns.";
        let seen = self.see(&[Look { polar, motion }], palette).unwrap_or_else(|| nowhere.to_owned());
        seen + &gap(polar.missing_part())
    }

    /// What is seen in the looks of one radar or of several together; none when there is no place to speak of.
    pub(crate) fn see(&self, looks: &[Look<'_>], palette: &Palette) -> Option<String> {
        let Self { towns, areas, kind } = self;
        let has_places = !(towns.is_empty() && areas.is_empty());
        has_places.then(|| describe(&Report { looks, palette, towns, areas, kind: *kind }))
    }

    /// How high the beam passes over the towns.
    pub(crate) fn heights(&self, site: &Site, elevation_deg: f64) -> Vec<String> {
        let Some(place) = place(site) else { return Vec::new() };
        self.towns.iter().map(|town| reach_sentence(Beam::new(place), elevation_deg, town)).collect()
    }
}

/// That a part of the turn, 0 to 1, never came.
fn gap(missing: f64) -> String {
    let words = |hundredths| {
        format!(" About {hundredths}% of the picture is missing: what the radar measured there never came.")
    };
    gap_hundredths(missing).map(words).unwrap_or_default()
}

/// Hundredths of a part of the turn, 0 to 1, that never came. A gap that is narrower than one is seen on the picture alone.
pub(crate) fn gap_hundredths(missing: f64) -> Option<f64> {
    Some((missing * 100.0).round()).filter(|hundredths| *hundredths >= 1.0)
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
