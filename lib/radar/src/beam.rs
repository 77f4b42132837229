//! Where the beam is: height above the sea, distance along the ground, distance along the beam.
//!
//! Air bends the beam a little downwards. The usual model (Doviak and Zrnić, Doppler Radar and Weather
//! Observations, 2nd ed., eq. 2.28) takes it as straight over an earth whose radius is 4/3 of the real one. The
//! real one is the ellipsoid's mean radius at the radar. Where the ground point lies is a geodesic's matter
//! ([`geo::ellipsoid`]), not this file's.

use geo::ellipsoid::{Ellipsoid, Point, mean_radius_m};

use crate::site::Place;

/// Metres in a foot.
pub const FOOT_M: f64 = 0.3048;

/// The beam of one antenna.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Beam {
    /// 4/3 of the earth's radius, in metres.
    radius_m: f64,
    /// Metres of the antenna above the sea.
    antenna_m: f64,
    /// Where the antenna stands.
    pub site: Point,
}

impl Beam {
    /// The beam of an antenna at a place.
    #[must_use]
    pub fn new(place: Place) -> Self {
        let radius_m = mean_radius_m(place.latitude) * 4.0 / 3.0;
        Self { radius_m, antenna_m: place.antenna_m, site: place.point() }
    }

    /// Metres along the ground below a point of the beam. Elevation in degrees, slant range in metres.
    #[must_use]
    pub fn ground_m(&self, elevation_deg: f64, slant_m: f64) -> f64 {
        let (sine, cosine) = elevation_deg.to_radians().sin_cos();
        let from_centre = self.radius_m + self.antenna_m;
        self.radius_m * (slant_m * cosine).atan2(from_centre + slant_m * sine)
    }

    /// Metres along the beam until it is above a place `ground_m` metres away. Infinite where it never is.
    #[must_use]
    pub fn slant_m(&self, elevation_deg: f64, ground_m: f64) -> f64 {
        let angle = ground_m / self.radius_m;
        let cosine = (elevation_deg.to_radians() + angle).cos();
        if cosine <= 0.0 { f64::INFINITY } else { (self.radius_m + self.antenna_m) * angle.sin() / cosine }
    }

    /// Metres above the sea of the middle of the beam, `ground_m` metres away. Negative elevations look down
    /// from a mountain.
    #[must_use]
    pub fn height_m(&self, elevation_deg: f64, ground_m: f64) -> f64 {
        let elevation = elevation_deg.to_radians();
        let cosine = (elevation + ground_m / self.radius_m).cos();
        if cosine <= 0.0 {
            return f64::INFINITY;
        }
        (self.radius_m + self.antenna_m) * elevation.cos() / cosine - self.radius_m
    }

    /// Metres above the sea of the middle of the beam over a point of the earth.
    #[must_use]
    pub fn height_over_m(&self, elevation_deg: f64, point: Point) -> f64 {
        self.height_m(elevation_deg, Ellipsoid::wgs84().inverse(self.site, point).distance_m)
    }

    /// The point of the earth below a gate: azimuth and elevation in degrees, slant range in metres.
    #[must_use]
    pub fn below(&self, azimuth_deg: f64, elevation_deg: f64, slant_m: f64) -> Point {
        let ground_m = self.ground_m(elevation_deg, slant_m);
        Ellipsoid::wgs84().direct(self.site, azimuth_deg, ground_m)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn medford() -> Beam {
        // KMAX on Mount Ashland.
        Beam::new(Place::new(42.0811, -122.7173, 2_290.0, 2_320.0).unwrap())
    }

    #[test]
    fn half_a_degree_over_lakeview_is_sixteen_thousand_feet() {
        // What is said of KMAX at its old lowest angle. The town itself lies at 4,757 feet.
        let lakeview = Point::new(42.1889, -120.3458).unwrap();
        let feet = medford().height_over_m(0.5, lakeview) / FOOT_M - 4_757.0;
        assert!((15_500.0..16_500.0).contains(&feet), "{feet}");
    }

    #[test]
    fn slant_and_ground_are_each_others_inverse() {
        let beam = medford();
        for elevation in [-0.6, -0.2, 0.0, 0.5, 4.0, 19.5, 60.0] {
            for slant in [0.0, 2_125.0, 50_000.0, 230_000.0, 460_000.0] {
                let ground = beam.ground_m(elevation, slant);
                let back = beam.slant_m(elevation, ground);
                assert!((back - slant).abs() < 1e-3, "{elevation} {slant} {back}");
            }
        }
    }

    #[test]
    fn a_beam_that_looks_down_sinks_before_it_rises() {
        let beam = medford();
        let at = |ground| beam.height_m(-0.2, ground);
        assert!(at(20_000.0) < at(0.0) && at(150_000.0) > at(20_000.0));
        assert!((at(0.0) - 2_320.0).abs() < 1e-6);
        assert!(beam.height_m(0.5, 0.0) < beam.height_m(0.5, 1.0));
    }

    #[test]
    fn the_height_is_that_of_the_textbook() {
        // Doviak and Zrnić's formula, written out, for an antenna at the sea.
        let beam = Beam::new(Place::new(45.0, 0.0, 0.0, 0.0).unwrap());
        let a = mean_radius_m(45.0) * 4.0 / 3.0;
        for (elevation, slant) in [(0.5_f64, 230_000.0_f64), (-0.3, 90_000.0), (10.0, 50_000.0)] {
            let height = (slant * slant + a * a + 2.0 * slant * a * elevation.to_radians().sin()).sqrt() - a;
            let ours = beam.height_m(elevation, beam.ground_m(elevation, slant));
            assert!((ours - height).abs() < 1e-3, "{ours} {height}");
        }
    }
}
