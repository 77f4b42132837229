//! What is said of the picture of all radars: by the one that leads, and how low they see together.

use super::mosaic::Known;
use geo::ellipsoid::Point;
use model::town::Town;
use radar::{
    Beam, Place,
    describe::{self, reach_sentence},
};

/// What is seen, by the first radar of the picture: the nearest to the first town. “KMAX: Light echoes over Jackson County.”
pub(super) fn said(all: &[Known<'_>]) -> String {
    let first = all.iter().find_map(|known| Some((&known.site.id, known.look.as_ref()?)));
    first.map(|(id, look)| format!("{id}: {}", look.said)).unwrap_or_default()
}

/// For each town the lowest beam of all, and whose it is: “The beam of KMAX is 16,000 feet above Lakeview.”
pub(super) fn heights(all: &[Known<'_>], towns: &[Town]) -> Vec<String> {
    let beams: Vec<_> = all
        .iter()
        .filter(|known| known.part.drawn)
        .filter_map(|known| {
            let (at, height) = (known.site.at, known.site.antenna_m);
            let place = Place::new(at.latitude, at.longitude, height, height)?;
            Some((known, Beam::new(place)))
        })
        .collect();
    let sentence = |town: &Town| {
        let point = Point::new(town.at.latitude, town.at.longitude)?;
        let height = |known: &Known<'_>, beam: &Beam| {
            let within = known.site.at.km_to(town.at) * 1_000.0 <= known.part.reach_m;
            within.then(|| beam.height_over_m(f64::from(known.part.tilt_deg), point))
        };
        let reaching = beams.iter().filter_map(|(known, beam)| Some((height(known, beam)?, known, beam)));
        let (_, known, beam) = reaching.min_by(|one, other| one.0.total_cmp(&other.0))?;
        let town = describe::Town { name: town.name.clone(), point, ground_m: town.elevation_m };
        let sentence = reach_sentence(*beam, f64::from(known.part.tilt_deg), &town);
        Some(sentence.replacen("The beam ", &format!("The beam of {} ", known.site.id), 1))
    };
    towns.iter().filter_map(sentence).collect()
}
