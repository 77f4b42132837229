//! Which towns lie within an alert's polygons and circles.

use geo::{Location, Point, Ring, circle::Circle};
use model::{
    alert::{Alert, Spot},
    slug::Slug,
};
use std::collections::BTreeSet;

/// The towns inside, borders included: who stands on the line is warned.
pub fn inside<'s>(alert: &Alert, towns: impl IntoIterator<Item = &'s Spot>) -> BTreeSet<Slug> {
    if alert.polygons.is_empty() && alert.circles.is_empty() {
        return BTreeSet::new();
    }
    let shapes: Vec<Shape> = alert.polygons.iter().filter_map(|ring| Shape::of(ring)).collect();
    let circles =
        alert.circles.iter().filter_map(|(north, east, km)| Circle::new(*north, *east, km * 1_000.0));
    let circles: Vec<Circle> = circles.collect();
    let holds = |spot: &&Spot| {
        let (latitude, longitude) = spot.at;
        shapes.iter().any(|shape| shape.holds(latitude, longitude))
            || circles.iter().any(|circle| circle.holds(latitude, longitude))
    };
    towns.into_iter().filter(holds).map(|spot| spot.slug.clone()).collect()
}

/// A ring whose longitudes do not jump at the date line.
struct Shape {
    ring: Ring,
    bounds: geo::Bounds,
    is_across: bool,
}

impl Shape {
    fn of(ring: &[(f64, f64)]) -> Option<Self> {
        let east = ring.iter().map(|(_, east)| *east);
        let (least, most) =
            east.fold((f64::MAX, f64::MIN), |(least, most), east| (least.min(east), most.max(east)));
        let is_across = most - least > 180.0;
        let points = ring.iter().map(|(north, east)| Point { x: turned(*east, is_across), y: *north });
        let ring = Ring::new(points.collect());
        let bounds = ring.bounds()?;
        Some(Self { ring, bounds, is_across })
    }

    fn holds(&self, latitude: f64, longitude: f64) -> bool {
        let point = Point { x: turned(longitude, self.is_across), y: latitude };
        self.bounds.holds(point) && self.ring.locate(point) != Location::Outside
    }
}

fn turned(east: f64, is_across: bool) -> f64 {
    if is_across && east < 0.0 { east + 360.0 } else { east }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    fn spot(name: &str, at: (f64, f64)) -> Spot {
        let slug = Slug::parse(name).unwrap();
        Spot { name: name.to_owned(), slug, at, forecast: None, county: None, fire: None, fips: None }
    }

    fn names(alert: &Alert, towns: &[Spot]) -> Vec<String> {
        inside(alert, towns).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_polygon_holds_its_border_and_a_circle_its_radius() {
        let towns = [spot("in", (42.3, -122.8)), spot("border", (42.0, -122.5)), spot("out", (43.1, -122.8))];
        let square = vec![(42.0, -123.0), (43.0, -123.0), (43.0, -122.0), (42.0, -122.0), (42.0, -123.0)];
        let alert = Alert { polygons: vec![square], ..Alert::default() };
        assert_eq!(names(&alert, &towns), ["border", "in"]);
        let alert = Alert { circles: vec![(43.0, -122.8, 12.0)], ..Alert::default() };
        assert_eq!(names(&alert, &towns), ["out"]);
        assert!(names(&Alert::default(), &towns).is_empty());
    }

    #[test]
    fn a_polygon_across_the_date_line_is_not_the_rest_of_the_world() {
        let towns =
            [spot("adak", (51.9, -176.6)), spot("attu", (52.9, 173.0)), spot("medford", (52.0, -122.8))];
        let ring = vec![(50.0, 172.0), (54.0, 172.0), (54.0, -175.0), (50.0, -175.0), (50.0, 172.0)];
        assert_eq!(names(&Alert { polygons: vec![ring], ..Alert::default() }, &towns), ["adak", "attu"]);
    }
}
