//! Distances and directions on the WGS84 ellipsoid, by Karney's geodesics (Algorithms for geodesics,
//! J. Geodesy 87, 2013), which are exact to nanometres.

use geographiclib_rs::{DirectGeodesic, Geodesic, InverseGeodesic};

/// Metres from the centre of the earth to the equator.
pub const EQUATORIAL_RADIUS_M: f64 = 6_378_137.0;
/// By what part the poles are flatter.
pub const FLATTENING: f64 = 1.0 / 298.257_223_563;

/// A point on the ellipsoid.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Degrees, north is positive.
    pub latitude: f64,
    /// Degrees, east is positive.
    pub longitude: f64,
}

impl Point {
    /// A point, unless a number is none, or the latitude is beyond a pole, or the longitude beyond a turn.
    #[must_use]
    pub fn new(latitude: f64, longitude: f64) -> Option<Self> {
        let on_earth = (-90.0..=90.0).contains(&latitude) && (-360.0..=360.0).contains(&longitude);
        on_earth.then_some(Self { latitude, longitude })
    }
}

/// What lies between two points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Leg {
    /// Metres along the geodesic.
    pub distance_m: f64,
    /// Degrees clockwise from north in which one leaves the first point, 0 to 360.
    pub azimuth_deg: f64,
}

/// The ellipsoid with the series that are worked out once. Making one costs about a microsecond.
#[derive(Clone, Copy, Debug)]
pub struct Ellipsoid {
    geodesic: Geodesic,
}

impl Ellipsoid {
    /// WGS84.
    #[must_use]
    pub fn wgs84() -> Self {
        Self { geodesic: Geodesic::wgs84() }
    }

    /// Where one arrives who leaves `from` in a direction (degrees clockwise from north) for a distance in
    /// metres.
    #[must_use]
    pub fn direct(&self, from: Point, azimuth_deg: f64, distance_m: f64) -> Point {
        let (latitude, longitude): (f64, f64) =
            self.geodesic.direct(from.latitude, from.longitude, azimuth_deg, distance_m);
        Point { latitude, longitude }
    }

    /// Distance and direction from one point to another.
    #[must_use]
    pub fn inverse(&self, from: Point, to: Point) -> Leg {
        let (distance_m, azimuth, _, _): (f64, f64, f64, f64) =
            self.geodesic.inverse(from.latitude, from.longitude, to.latitude, to.longitude);
        // Adding a turn to a tiny negative number rounds to a whole turn.
        let azimuth_deg = azimuth.rem_euclid(360.0);
        Leg { distance_m, azimuth_deg: if azimuth_deg >= 360.0 { 0.0 } else { azimuth_deg } }
    }
}

/// The radius of the sphere that fits the ellipsoid at a latitude (the Gaussian mean of both curvatures),
/// in metres.
#[must_use]
pub fn mean_radius_m(latitude: f64) -> f64 {
    let squared_eccentricity = FLATTENING * (2.0 - FLATTENING);
    let sine = latitude.to_radians().sin();
    EQUATORIAL_RADIUS_M * (1.0 - squared_eccentricity).sqrt() / (1.0 - squared_eccentricity * sine * sine)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_published_line_is_found_again() {
        // Flinders Peak to Buninyong, the worked example of the Geocentric Datum of Australia technical
        // manual. Its ellipsoid is GRS80, which differs from WGS84 by less than this line can show.
        let ellipsoid = Ellipsoid::wgs84();
        let angle = |degrees: f64, minutes: f64, seconds: f64| degrees + minutes / 60.0 + seconds / 3600.0;
        let from = Point::new(-angle(37.0, 57.0, 3.7203), angle(144.0, 25.0, 29.5244)).unwrap();
        let to = Point::new(-angle(37.0, 39.0, 10.1561), angle(143.0, 55.0, 35.3839)).unwrap();
        let leg = ellipsoid.inverse(from, to);
        assert!((leg.distance_m - 54_972.271).abs() < 0.001, "{leg:?}");
        assert!((leg.azimuth_deg - angle(306.0, 52.0, 5.37)).abs() < 1e-5, "{leg:?}");
        let arrived = ellipsoid.direct(from, leg.azimuth_deg, leg.distance_m);
        assert!((arrived.latitude - to.latitude).abs() < 1e-9);
        assert!((arrived.longitude - to.longitude).abs() < 1e-9);
    }

    #[test]
    fn west_is_two_hundred_and_seventy() {
        let leg = Ellipsoid::wgs84().inverse(Point::new(0.0, 10.0).unwrap(), Point::new(0.0, 9.0).unwrap());
        assert!((leg.azimuth_deg - 270.0).abs() < 1e-9);
        assert!((leg.distance_m - 111_319.49).abs() < 0.01);
    }

    #[test]
    fn what_is_not_on_earth_is_no_point() {
        assert_eq!(Point::new(90.5, 0.0), None);
        assert_eq!(Point::new(f64::NAN, 0.0), None);
        assert_eq!(Point::new(0.0, f64::INFINITY), None);
    }

    #[test]
    fn the_mean_radius_grows_towards_the_poles() {
        assert!((mean_radius_m(0.0) - 6_356_752.3).abs() < 1.0);
        assert!((mean_radius_m(90.0) - 6_399_593.6).abs() < 1.0);
    }
}
