//! The made weather, in words.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use geo::ellipsoid::Point;
use jiff::SignedDuration;
use radar::describe::{Area, Kind, Report, Seen, Town, describe, motion, over_area, over_town};
use radar::picture::{Cleaning, Polar};
use radar::synth::Scene;
use radar::{Beam, Moment, Palette, Place};

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
    Town { name: name.to_owned(), point: Point::new(latitude, longitude).unwrap(), ground_m: None }
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
    assert!(matches!(over_area(&polar, &palette, &under), Seen::Echo { .. }));
    assert_eq!(over_area(&polar, &palette, &ahead), Seen::Nothing);
    assert_eq!(over_area(&polar, &palette, &square("Paris", 48.8, 2.3, 0.3)), Seen::NotMeasured);
    assert_eq!(over_town(&polar, &palette, &town("Boise", 43.6, -116.2)), Seen::NotMeasured);
    let report = Report {
        polar: &polar,
        palette: &palette,
        towns: &[town("Lakeview", 42.19, -120.35), town("Boise", 43.6, -116.2)],
        areas: &[under],
        kind: Kind::Rain,
        motion: None,
    };
    let text = describe(&report);
    assert!(text.contains("rain over the band, none at Lakeview. The radar does not see Boise."), "{text}");
    assert!(!text.contains("moves"), "{text}");
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
