//! Circles on the ellipsoid: who stands in one, and its outline as a polygon.
//!
//! Every point of an outline is as far from the middle as the radius says; between two of them it lies at most a thousandth
//! further in. It is cut in two where it crosses the date line, as RFC 7946 (section 3.1.9) has it. A circle that holds a pole
//! has no outline in longitude and latitude.

use crate::{
    ellipsoid::{self, Ellipsoid},
    shape::{MultiPolygon, Point, Polygon, Ring},
};

/// Corners of an outline.
pub const SIDES: u32 = 72;
/// The largest radius of which there is an outline, in metres: a larger one is no place that anybody could draw.
pub const MOST_M: f64 = 1_000_000.0;

/// A circle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Circle {
    middle: ellipsoid::Point,
    radius_m: f64,
}

/// Why a circle has no outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoOutline {
    /// No radius, or less than a metre.
    #[error("the circle is a point")]
    Point,
    /// More than [`MOST_M`].
    #[error("the circle is wider than {} km", MOST_M / 500.0)]
    TooLarge,
    /// It holds a pole.
    #[error("the circle lies over a pole")]
    Pole,
}

impl Circle {
    /// A circle around a place in degrees, with a radius in metres; `None` where that is no place on Earth, or no radius.
    #[must_use]
    pub fn new(latitude: f64, longitude: f64, radius_m: f64) -> Option<Self> {
        let middle = ellipsoid::Point::new(latitude, longitude)?;
        (radius_m.is_finite() && radius_m >= 0.0).then_some(Self { middle, radius_m })
    }

    /// Whether a place lies in it, in degrees; who stands on the line does.
    #[must_use]
    pub fn holds(&self, latitude: f64, longitude: f64) -> bool {
        let place = ellipsoid::Point::new(latitude, longitude);
        place.is_some_and(|place| self.distance_m(place) <= self.radius_m)
    }

    /// Its outline in one piece, longitude and latitude in degrees: longitudes go beyond 180 where it crosses the date line.
    ///
    /// # Errors
    /// When there is none.
    pub fn ring(&self) -> Result<Ring, NoOutline> {
        if self.radius_m < 1.0 {
            return Err(NoOutline::Point);
        }
        if self.radius_m > MOST_M {
            return Err(NoOutline::TooLarge);
        }
        for latitude in [-90.0, 90.0] {
            let pole = ellipsoid::Point { latitude, longitude: self.middle.longitude };
            // On the line is too near: its longitude would be any.
            if self.distance_m(pole) <= self.radius_m * 1.001 {
                return Err(NoOutline::Pole);
            }
        }
        let earth = Ellipsoid::wgs84();
        let corner = |side: u32| {
            // Against the clock, as rings go around.
            let azimuth = 360.0 - f64::from(side) * 360.0 / f64::from(SIDES);
            let edge = earth.direct(self.middle, azimuth, self.radius_m);
            let turn = (edge.longitude - self.middle.longitude + 180.0).rem_euclid(360.0) - 180.0;
            Point::new(self.middle.longitude + turn, edge.latitude)
        };
        Ok(Ring::new((0..SIDES).map(corner).collect()))
    }

    /// Its outline with longitudes from -180 to 180: in two pieces where it crosses the date line.
    ///
    /// # Errors
    /// When there is none.
    pub fn outline(&self) -> Result<MultiPolygon, NoOutline> {
        let ring = self.ring()?;
        let pieces = [-360.0, 0.0, 360.0].into_iter().map(|turn| {
            let turned = ring.map(|point| Point::new(point.x + turn, point.y));
            let east = cut(turned.points(), |point| 180.0 - point.x, 180.0);
            Ring::new(cut(&east, |point| point.x + 180.0, -180.0))
        });
        let pieces = pieces.filter(|ring| ring.points().len() >= 3 && ring.signed_area().abs() > 0.0);
        Ok(MultiPolygon { polygons: pieces.map(|outer| Polygon { outer, holes: Vec::new() }).collect() })
    }

    fn distance_m(&self, place: ellipsoid::Point) -> f64 {
        Ellipsoid::wgs84().inverse(self.middle, place).distance_m
    }
}

/// The part of a ring that lies where `within` is not negative; `x` is the meridian at which it is cut (the algorithm of
/// Sutherland and Hodgman, one edge).
fn cut(ring: &[Point], within: impl Fn(Point) -> f64, x: f64) -> Vec<Point> {
    let mut kept = Vec::with_capacity(ring.len() + 2);
    let next = ring.iter().cycle().skip(1);
    for (&from, &to) in ring.iter().zip(next) {
        let (a, b) = (within(from), within(to));
        if a >= 0.0 {
            kept.push(from);
        }
        if (a < 0.0) != (b < 0.0) {
            let part = a / (a - b);
            kept.push(Point::new(x, from.y + (to.y - from.y) * part));
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;
    use proptest::prelude::*;

    fn circle(latitude: f64, longitude: f64, km: f64) -> Circle {
        Circle::new(latitude, longitude, km * 1_000.0).unwrap()
    }

    #[test]
    fn what_has_no_outline_says_why() {
        assert_eq!(circle(-16.053, -173.274, 0.0).ring(), Err(NoOutline::Point));
        assert_eq!(circle(42.0, -122.0, 1_001.0).ring(), Err(NoOutline::TooLarge));
        assert_eq!(circle(42.0, -122.0, 20_100.0).outline(), Err(NoOutline::TooLarge));
        for (latitude, km) in [(90.0, 5.0), (-90.0, 5.0), (89.5, 60.0), (-85.0, 600.0)] {
            assert_eq!(circle(latitude, 10.0, km).outline(), Err(NoOutline::Pole), "{latitude}");
        }
        assert_eq!(NoOutline::TooLarge.to_string(), "the circle is wider than 2000 km");
        for (latitude, longitude, radius) in [
            (91.0, 0.0, 1.0),
            (f64::NAN, 0.0, 1.0),
            (0.0, 0.0, -1.0),
            (0.0, 0.0, f64::NAN),
            (0.0, 0.0, f64::INFINITY),
        ] {
            assert_eq!(Circle::new(latitude, longitude, radius), None, "{latitude} {longitude} {radius}");
        }
    }

    #[test]
    fn a_circle_over_the_date_line_is_two_pieces() {
        let adak = circle(51.9, -179.5, 100.0);
        let whole = adak.ring().unwrap();
        let pieces = adak.outline().unwrap().polygons;
        assert_eq!(pieces.len(), 2);
        let area: f64 = pieces.iter().map(Polygon::area).sum();
        assert!((area - whole.signed_area().abs()).abs() < 1e-9, "nothing is lost and nothing twice");
        let sides: Vec<bool> =
            pieces.iter().map(|piece| piece.outer.points().iter().all(|point| point.x >= 0.0)).collect();
        assert!(sides.contains(&true) && sides.contains(&false), "{pieces:?}");
        assert!(adak.holds(51.9, 179.9) && adak.holds(51.9, -179.0) && !adak.holds(51.9, 170.0));
        assert_eq!(circle(51.9, 180.0, 10.0).outline().unwrap().polygons.len(), 2);
        assert_eq!(circle(42.2, -121.8, 8.0).outline().unwrap().polygons.len(), 1);
    }

    proptest! {
        #[test]
        fn every_corner_is_as_far_as_the_radius_and_none_is_beyond_the_world(
            latitude in -90.0..=90.0_f64, longitude in -180.0..=180.0_f64, km in 0.0..1_100.0_f64,
        ) {
            let circle = circle(latitude, longitude, km);
            let Ok(outline) = circle.outline() else {
                let earth = Ellipsoid::wgs84();
                let to_pole = earth.inverse(circle.middle, ellipsoid::Point { latitude: 90.0_f64.copysign(latitude), longitude });
                prop_assert!(!(0.001..=1_000.0).contains(&km) || to_pole.distance_m <= km * 1_002.0, "{:?}", circle.outline());
                return Ok(());
            };
            prop_assert!(matches!(outline.polygons.len(), 1 | 2));
            prop_assert!(outline.size() <= usize::try_from(SIDES).unwrap() + 4);
            let ring = circle.ring().unwrap();
            prop_assert!(ring.signed_area() > 0.0, "against the clock");
            let area: f64 = outline.polygons.iter().map(Polygon::area).sum();
            prop_assert!((area - ring.signed_area()).abs() <= 1e-6 * area.max(1.0));
            for point in ring.points() {
                let away = circle.distance_m(ellipsoid::Point { latitude: point.y, longitude: point.x });
                prop_assert!((away / (km * 1_000.0) - 1.0).abs() < 0.005, "{away} m of {km} km");
            }
            for point in outline.polygons.iter().flat_map(Polygon::rings).flat_map(Ring::points) {
                prop_assert!((-180.0..=180.0).contains(&point.x) && (-90.0..=90.0).contains(&point.y));
            }
        }

        #[test]
        fn any_numbers_give_an_answer(latitude in any::<f64>(), longitude in any::<f64>(), radius in any::<f64>()) {
            if let Some(circle) = Circle::new(latitude, longitude, radius) {
                let _ = (circle.outline(), circle.holds(longitude, latitude));
            }
        }
    }
}
