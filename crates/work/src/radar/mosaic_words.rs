//! What is said of the picture of all radars: what they see together, and how low.

use super::{mosaic::Known, words};
use crate::{
    Work,
    drawing::{Subjects, Together, Whole, gap_hundredths, place},
};
use geo::ellipsoid::Point;
use model::{
    radar::{RadarId, Site},
    town::Town,
};
use radar::{
    Beam, Moment, Palette,
    describe::{self, Kind, Look, reach_sentence},
};
use std::sync::Arc;

/// What is seen in the looks that are drawn: “Light rain over Jackson County, no echoes at Medford or Brookings.”
pub(super) async fn said(work: &Work, together: &mut Together, all: &[Known<'_>]) -> Result<String, String> {
    let areas = together.areas.get_or_insert_with(|| Arc::new(words::areas(work)));
    let drawn = || all.iter().filter_map(|known| Some((known.site, known.look.as_ref()?)));
    let sites: Vec<&Site> = drawn().map(|(site, _)| site).collect();
    let subjects = words::subjects(work, &sites, areas).await?;
    let looks: Vec<(RadarId, Whole)> = drawn().map(|(site, look)| (site.id.clone(), look.clone())).collect();
    work.radars.mosaic_pool.run(move |_| tell(&subjects, &looks)).await
}

/// Where a single radar is left of all, it is said whose sentence that is.
fn tell(subjects: &Subjects, drawn: &[(RadarId, Whole)]) -> String {
    let looks: Vec<Look<'_>> =
        drawn.iter().map(|(_, look)| Look { polar: &look.polar, motion: look.motion }).collect();
    let seen = subjects.see(&looks, &Palette::safe(Moment::Reflectivity));
    let mut said = match (seen, drawn) {
        (Some(seen), [(only, _)]) => format!("{only}: {seen}"),
        (Some(seen), _) => seen,
        (None, _) => {
            "The picture shows what these radars see; no town of this station is near them.".to_owned()
        }
    };
    for (id, look) in drawn {
        if let Some(hundredths) = gap_hundredths(look.polar.missing_part()) {
            said += &format!(" About {hundredths}% of what {id} measured never came.");
        }
    }
    said
}

/// For each town the lowest beam of all, and whose it is: “The beam of KMAX is 16,000 feet above Lakeview.”
pub(super) fn heights(all: &[Known<'_>], towns: &[Town]) -> Vec<String> {
    let beams: Vec<_> = all
        .iter()
        .filter(|known| known.part.drawn)
        .filter_map(|known| Some((known, Beam::new(place(known.site)?))))
        .collect();
    let sentence = |town: &Town| {
        let point = Point::new(town.at.latitude, town.at.longitude)?;
        let height = |known: &Known<'_>, beam: &Beam| {
            let within = known.site.at.km_to(town.at) * 1_000.0 <= known.part.reach_m;
            within.then(|| beam.height_over_m(f64::from(known.part.tilt_deg), point))
        };
        let reaching = beams.iter().filter_map(|(known, beam)| Some((height(known, beam)?, known, beam)));
        let (_, known, beam) = reaching.min_by(|one, other| one.0.total_cmp(&other.0))?;
        let town = describe::Town {
            name: town.name.clone(),
            point,
            ground_m: town.elevation_m,
            falls: Kind::Unknown,
        };
        let sentence = reach_sentence(*beam, f64::from(known.part.tilt_deg), &town);
        Some(sentence.replacen("The beam ", &format!("The beam of {} ", known.site.id), 1))
    };
    towns.iter().filter_map(sentence).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;
    use ::radar::{
        Place,
        describe::Town,
        picture::{Cleaning, Polar},
        synth::Scene,
    };

    /// A look of a radar of the network, of which only so many of 360 radials came.
    fn look(id: &str, came: usize) -> (RadarId, Whole) {
        let at = "2021-03-01T18:00:00Z".parse().unwrap();
        let place = Place::of_registry(id).unwrap();
        let mut scene = Scene::new(id, place, at);
        (scene.gates, scene.elevations) = (100, vec![0.5]);
        let mut volume = scene.volume(at);
        volume.sweeps[0].radials.truncate(came);
        let palette = Palette::safe(Moment::Reflectivity);
        let (sweep, beam) = (&volume.sweeps[0], Beam::new(place));
        let polar = Polar::new(sweep, Moment::Reflectivity, beam, &palette, Cleaning::Raw).unwrap();
        let polar = Arc::new(polar);
        (RadarId::parse(id).unwrap(), Whole { at, polar, cleaned: false, maintenance: false, motion: None })
    }

    fn subjects() -> Subjects {
        let town = |name: &str, latitude, longitude| Town {
            name: name.to_owned(),
            point: Point::new(latitude, longitude).unwrap(),
            ground_m: None,
            falls: Kind::Unknown,
        };
        let towns = vec![town("Boise", 43.6, -116.2), town("Burns", 43.59, -119.05)];
        Subjects { towns, areas: Vec::new(), kind: Kind::Rain }
    }

    #[test]
    fn one_that_is_left_alone_is_named_and_several_are_not() {
        let [kmax, krtx] = [look("KMAX", 360), look("KRTX", 360)];
        assert_eq!(tell(&subjects(), &[kmax.clone(), krtx]), "None of these radars sees Boise or Burns.");
        assert_eq!(tell(&subjects(), &[kmax]), "KMAX: The radar does not see Boise or Burns.");
    }

    #[test]
    fn a_part_that_never_came_is_told_of_each_radar() {
        let drawn = [look("KMAX", 270), look("KRTX", 360), look("KLGX", 180)];
        let said = tell(&Subjects::default(), &drawn);
        let gaps = " About 25% of what KMAX measured never came. About 50% of what KLGX measured never came.";
        let words = "The picture shows what these radars see; no town of this station is near them.";
        assert_eq!(said, format!("{words}{gaps}"));
    }
}
