//! What holds of everything that was read.
#![allow(dead_code, reason = "each target uses a part of it")]

use radar::picture::{Cleaning, PixelMap, Polar, composite, draw};
use radar::{Beam, Limits, Moment, Palette, Place, Sweep, Volume};

pub const LIMITS: Limits = Limits {
    record_bytes: 1 << 20,
    volume_bytes: 8 << 20,
    inflation: 1_000,
    envelope_inflation: 100,
    records: 100,
    radials: 2_000,
    damages: 16,
};

pub fn holds(volume: &Volume) {
    for radial in volume.sweeps.iter().flat_map(|sweep| &sweep.radials) {
        assert!((0.0..360.0).contains(&radial.azimuth_deg));
        assert!((-10.0..=95.0).contains(&radial.elevation_deg));
    }
    let summary = radar::summary(volume);
    assert!(summary.radials <= LIMITS.radials);
    for damage in volume.damage.listed() {
        assert!(!damage.to_string().is_empty());
    }
    volume.sweeps.iter().take(2).for_each(draws);
}

pub fn draws(sweep: &Sweep) {
    let place = Place::new(42.08, -122.72, 2_290.0, 2_320.0).expect("a place");
    let extent = geo::mercator::Extent::around(place.point(), 100_000.0);
    let map = PixelMap::new(place.point(), 460_000.0, extent, 32, 32).expect("a map");
    for moment in [Moment::Reflectivity, Moment::Velocity, Moment::DifferentialPhase] {
        let palette = Palette::usual(moment);
        let cleaning = Cleaning::NoClutter { correlation: Some(sweep) };
        if let Some(polar) = Polar::new(sweep, moment, Beam::new(place), &palette, cleaning) {
            let picture = draw(&map, &polar);
            assert!(picture.pixels.iter().all(|pixel| usize::from(*pixel) < palette.colours().len()));
            assert!(polar.reach_m().is_finite());
            let both = composite(&map, &[polar.clone(), polar]);
            assert_eq!(both.pixels.len(), picture.pixels.len());
        }
    }
}
