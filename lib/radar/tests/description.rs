//! The made weather, in words.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use geo::ellipsoid::Point;
use jiff::SignedDuration;
use radar::describe::{Area, Kind, Look, Motion, Report, Seen, Town, describe, motion, over_area, over_town};
use radar::picture::{Cleaning, Polar};
use radar::synth::Scene;
use radar::{Beam, Gates, Moment, Palette, Place, Radial, Strength, Sweep, Words};
use std::sync::Arc;

fn scene() -> Scene {
    let place = Place::new(42.081_169, -122.717_369, 2_290.0, 2_320.0).unwrap();
    let mut scene = Scene::new("KMAX", place, "2021-03-01T18:00:00Z".parse().unwrap());
    scene.elevations.truncate(1);
    scene
}

fn painted(scene: &Scene, minutes: i64, palette: &Palette) -> Polar {
    let volume = scene.volume(scene.passes + SignedDuration::from_mins(minutes));
    let (sweep, _) = volume.lowest(Moment::Reflectivity).unwrap();
    let cleaning = Cleaning::NoClutter { correlation: Some(sweep) };
    Polar::new(sweep, Moment::Reflectivity, Beam::new(scene.place), palette, cleaning).unwrap()
}

fn town(name: &str, latitude: f64, longitude: f64) -> Town {
    Town {
        name: name.to_owned(),
        point: Point::new(latitude, longitude).unwrap(),
        ground_m: None,
        falls: Kind::Unknown,
    }
}

fn square(name: &str, latitude: f64, longitude: f64, half: f64) -> Area {
    let corner = |x: f64, y: f64| [longitude + x * half, latitude + y * half];
    let ring = vec![corner(-1.0, -1.0), corner(1.0, -1.0), corner(1.0, 1.0), corner(-1.0, 1.0)];
    Area { name: name.to_owned(), rings: vec![ring] }
}

#[test]
fn rain_is_found_where_the_band_is_and_not_elsewhere() {
    let palette = Palette::usual(Moment::Reflectivity);
    let polar = painted(&scene(), 0, &palette);
    let (under, ahead) = (square("the band", 42.0, -123.0, 0.3), square("the east", 42.0, -120.2, 0.2));
    assert!(matches!(over_area(&[&polar], &palette, &under), Seen::Echo { .. }));
    assert_eq!(over_area(&[&polar], &palette, &ahead), Seen::Nothing);
    assert_eq!(over_area(&[&polar], &palette, &square("Paris", 48.8, 2.3, 0.3)), Seen::NotMeasured);
    assert_eq!(over_town(&[&polar], &palette, &town("Boise", 43.6, -116.2)), Seen::NotMeasured);
    let report = Report {
        looks: &[Look { polar: &polar, motion: None }],
        palette: &palette,
        towns: &[town("Lakeview", 42.19, -120.35), town("Boise", 43.6, -116.2)],
        areas: &[under],
        kind: Kind::Rain,
    };
    let text = describe(&report);
    assert!(
        text.ends_with(
            "rain over the band (heavy in places), no echoes at Lakeview. The radar does not see Boise."
        ),
        "{text}"
    );
    assert!(!text.contains("moves"), "{text}");
    // Below the beam it rains or snows where nothing is heard.
    let falls = |kind, name, longitude| Town { falls: kind, ..town(name, 42.19, longitude) };
    let below = [
        falls(Kind::Rain, "Lakeview", -120.35),
        falls(Kind::Snow, "Plush", -120.2),
        town("Adel", 42.19, -120.3),
    ];
    let text = describe(&Report { towns: &below, ..report.clone() });
    let words = "no echoes at Adel. Rain is reported from Lakeview, which the radar does not see. \
                 Snow is reported from Plush, which the radar does not see.";
    assert!(text.ends_with(words), "{text}");
    let text = describe(&Report { towns: &below[..1], areas: &[], ..report.clone() });
    assert_eq!(text, "Rain is reported from Lakeview, which the radar does not see.");
    let far =
        Report { towns: &[town("Boise", 43.6, -116.2)], areas: &[square("Paris", 48.8, 2.3, 0.3)], ..report };
    assert_eq!(describe(&far), "The radar does not see Paris or Boise.");
    assert_eq!(describe(&Report { towns: &[], areas: &[], ..far }), "");
}

/// A sweep of a radar at a place, two hundred gates of half a kilometre far, with one strength in all its gates; only in
/// some directions.
fn evenly(place: Place, dbz: Option<f32>, degrees: std::ops::Range<u16>) -> Polar {
    let word = dbz.map_or(0, |dbz| (dbz * 2.0 + 66.0) as u8);
    let radial = |degree: u16| {
        let words = Words::Eight(vec![word; 200].into());
        Arc::new(Radial {
            azimuth_deg: f32::from(degree) + 0.5,
            elevation_deg: 0.5,
            width_deg: 1.0,
            time: jiff::Timestamp::UNIX_EPOCH,
            number: degree + 1,
            cut: 1,
            begins: degree == 0,
            ends: degree == 359,
            nyquist_mps: None,
            gates: vec![Gates {
                moment: Moment::Reflectivity,
                first_m: 2_250,
                spacing_m: 500,
                scale: 2.0,
                offset: 66.0,
                words,
            }],
        })
    };
    let sweep = Sweep { cut: 1, radials: degrees.map(radial).collect() };
    let palette = Palette::usual(Moment::Reflectivity);
    Polar::new(&sweep, Moment::Reflectivity, Beam::new(place), &palette, Cleaning::Raw).unwrap()
}

/// On a mountain, and a hundred kilometres to the east in a valley.
fn two_places() -> [Place; 2] {
    [(-122.7, 2_300.0), (-121.5, 1_300.0)].map(|(longitude, m)| Place::new(42.1, longitude, m, m).unwrap())
}

#[test]
fn of_two_radars_the_lowest_beam_that_measured_speaks() {
    let palette = Palette::usual(Moment::Reflectivity);
    let [mountain, valley] = two_places();
    let strength = |seen| match seen {
        Seen::Echo { strength, .. } => Some(strength),
        Seen::Nothing | Seen::NotMeasured => None,
    };
    let (loud, silent) = (evenly(mountain, Some(50.0), 0..360), evenly(valley, None, 0..360));
    // Between both: the valley's beam is lower, and it hears nothing there.
    let (between, at_between) = (square("between", 42.1, -122.0, 0.1), town("Between", 42.1, -122.0));
    for looks in [[&loud, &silent], [&silent, &loud]] {
        assert_eq!(over_area(&looks, &palette, &between), Seen::Nothing);
        assert_eq!(over_town(&looks, &palette, &at_between), Seen::Nothing);
    }
    assert!(strength(over_area(&[&loud], &palette, &between)).is_some(), "the mountain's alone");
    // Near the mountain its own beam is the lowest, and around its antenna, where it has no gate, the other tells.
    for looks in [[&loud, &silent], [&silent, &loud]] {
        let west = square("west", 42.1, -123.0, 0.1);
        assert_eq!(strength(over_area(&looks, &palette, &west)), Some(Strength::Heavy));
        let antenna = square("antenna", 42.1, -122.7, 0.01);
        assert_eq!(over_area(&looks, &palette, &antenna), Seen::Nothing);
    }
    assert_eq!(over_area(&[&loud], &palette, &square("antenna", 42.1, -122.7, 0.01)), Seen::NotMeasured);
    // The valley's antenna never turned to the west: there the higher beam is all there is.
    let east_only = evenly(valley, None, 0..180);
    for looks in [[&loud, &east_only], [&east_only, &loud]] {
        assert_eq!(strength(over_area(&looks, &palette, &between)), Some(Strength::Heavy));
        assert_eq!(strength(over_town(&looks, &palette, &at_between)), Some(Strength::Heavy));
        assert_eq!(over_town(&looks, &palette, &town("East", 42.1, -121.3)), Seen::Nothing);
        assert_eq!(over_town(&looks, &palette, &town("Boise", 43.6, -116.2)), Seen::NotMeasured);
    }
}

#[test]
fn two_radars_are_told_in_one_sentence() {
    let palette = Palette::usual(Moment::Reflectivity);
    let [mountain, valley] = two_places();
    let (west, east) = (evenly(mountain, Some(25.0), 0..360), evenly(valley, None, 0..360));
    let toward = |towards_deg, mph: f64| Some(Motion { towards_deg, speed_mps: mph * 0.447, agreement: 0.9 });
    let (areas, towns) = (
        [square("Jackson County", 42.1, -123.0, 0.2)],
        [town("Klamath Falls", 42.2, -121.7), town("Boise", 43.6, -116.2)],
    );
    let said = |looks: &[(&Polar, Option<Motion>)]| {
        let looks: Vec<_> = looks.iter().map(|(polar, motion)| Look { polar, motion: *motion }).collect();
        describe(&Report { looks: &looks, palette: &palette, towns: &towns, areas: &areas, kind: Kind::Rain })
    };
    let words =
        "Light rain over Jackson County, no echoes at Klamath Falls. None of these radars sees Boise.";
    assert_eq!(said(&[(&west, None), (&east, None)]), words);
    // Only the west has echoes, so what the other measured far away says nothing of them.
    let moves = format!("{words} It moves northeast at about 30 mph.");
    assert_eq!(said(&[(&west, toward(45.0, 30.0)), (&east, toward(200.0, 10.0))]), moves);
    assert_eq!(said(&[(&east, toward(45.0, 30.0)), (&west, None)]), words);
    // Both have echoes over the places.
    let east = evenly(valley, Some(25.0), 0..360);
    let with = |mine, theirs| said(&[(&west, mine), (&east, theirs)]);
    assert!(with(toward(40.0, 30.0), toward(60.0, 32.0)).ends_with(" It moves northeast at about 30 mph."));
    assert!(with(None, toward(60.0, 32.0)).ends_with(" It moves northeast at about 30 mph."));
    for other in [toward(90.0, 30.0), toward(40.0, 15.0)] {
        assert!(with(toward(40.0, 30.0), other).ends_with("None of these radars sees Boise."));
    }
}

#[test]
fn the_measured_motion_is_the_one_that_was_made() {
    let palette = Palette::usual(Moment::Reflectivity);
    for (from_deg, speed_mps) in [(250.0, 14.0), (180.0, 8.0), (300.0, 22.0)] {
        let scene = Scene { from_deg, speed_mps, ..scene() };
        let (earlier, later) = (painted(&scene, -4, &palette), painted(&scene, 1, &palette));
        let found = motion(&earlier, &later, &palette, 300.0).unwrap();
        let turned = (found.towards_deg - (from_deg - 180.0_f64).rem_euclid(360.0)).abs();
        assert!(turned.min(360.0 - turned) < 15.0, "{from_deg}: {found:?}");
        assert!((found.speed_mps - speed_mps).abs() < 3.0, "{speed_mps}: {found:?}");
    }
}

#[test]
fn no_motion_is_told_of_frames_that_have_nothing_in_common() {
    let palette = Palette::usual(Moment::Reflectivity);
    let scene = scene();
    let (earlier, other) =
        (painted(&scene, 0, &palette), Scene { seed: 77, from_deg: 120.0, ..scene.clone() });
    let later = painted(&other, 100, &palette);
    assert_eq!(motion(&earlier, &later, &palette, 300.0), None);
    assert_eq!(motion(&earlier, &painted(&scene, 5, &palette), &palette, 7_200.0), None);
}
