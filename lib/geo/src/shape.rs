//! Points, rings, polygons, and what can be measured of them.
//!
//! Coordinates are degrees (x east, y north) or, after a projection, units of a drawing (x right, y down). A ring is
//! closed without saying its first point twice. Which way round it runs means nothing: holes are holes because they
//! stand in [`Polygon::holes`].

/// Mean radius of the Earth in km (IUGG, R1).
const EARTH_KM: f64 = 6_371.008_8;

/// A place: degrees east and north, or units of a drawing.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// Longitude in degrees, east positive; after a projection, units to the right.
    pub x: f64,
    /// Latitude in degrees, north positive; after a projection, units down.
    pub y: f64,
}

impl Point {
    /// The point at `x` (longitude), `y` (latitude).
    #[must_use]
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// Whether both coordinates are numbers.
    #[must_use]
    pub fn is_finite(self) -> bool {
        self.x.is_finite() && self.y.is_finite()
    }
}

/// A closed line. The last point joins the first; it does not repeat it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ring {
    points: Vec<Point>,
}

impl Ring {
    /// The ring through `points`; a last point that repeats the first is dropped, and so are points that are no numbers.
    #[must_use]
    pub fn new(mut points: Vec<Point>) -> Self {
        points.retain(|point| point.is_finite());
        while points.len() > 1 && points.first() == points.last() {
            points.pop();
        }
        Self { points }
    }

    /// Its points, each once.
    #[must_use]
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// Its sides, the closing one last.
    pub fn sides(&self) -> impl Iterator<Item = (Point, Point)> + '_ {
        let next = self.points.iter().cycle().skip(1);
        self.points.iter().copied().zip(next.copied())
    }

    /// Area in square units of its coordinates, positive when it runs counter-clockwise with y up.
    #[must_use]
    pub fn signed_area(&self) -> f64 {
        let Some(origin) = self.points.first() else { return 0.0 };
        let cross =
            |a: Point, b: Point| (a.x - origin.x) * (b.y - origin.y) - (b.x - origin.x) * (a.y - origin.y);
        self.sides().map(|(a, b)| cross(a, b)).sum::<f64>() / 2.0
    }

    /// Area on a sphere of the Earth's mean radius in km², for a ring in degrees.
    ///
    /// Sum over the sides of Δλ·(2 + sin φ₁ + sin φ₂)·R²/2 (Chamberlain and Duquette, Some algorithms for polygons on a
    /// sphere, JPL 2007). A side that crosses the 180th meridian is taken the short way; a ring round a pole is not.
    #[must_use]
    pub fn area_km2(&self) -> f64 {
        let part = |(a, b): (Point, Point)| {
            let mut turn = b.x - a.x;
            if turn > 180.0 {
                turn -= 360.0;
            } else if turn < -180.0 {
                turn += 360.0;
            }
            turn.to_radians() * (2.0 + a.y.to_radians().sin() + b.y.to_radians().sin())
        };
        (self.sides().map(part).sum::<f64>() * EARTH_KM * EARTH_KM / 2.0).abs()
    }

    /// The box around it; none when it has no point.
    #[must_use]
    pub fn bounds(&self) -> Option<Bounds> {
        Bounds::around(self.points.iter().copied())
    }

    /// Each point put through `change`.
    #[must_use]
    pub fn map(&self, change: impl FnMut(Point) -> Point) -> Self {
        Self::new(self.points.iter().copied().map(change).collect())
    }
}

/// A surface with holes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Polygon {
    /// Its outer border.
    pub outer: Ring,
    /// What is cut out of it.
    pub holes: Vec<Ring>,
}

impl Polygon {
    /// Its rings, the outer first.
    pub fn rings(&self) -> impl Iterator<Item = &Ring> {
        std::iter::once(&self.outer).chain(&self.holes)
    }

    /// Area in square units of its coordinates, holes taken away; never negative.
    #[must_use]
    pub fn area(&self) -> f64 {
        let holes: f64 = self.holes.iter().map(|hole| hole.signed_area().abs()).sum();
        (self.outer.signed_area().abs() - holes).max(0.0)
    }

    /// Area in km², for a polygon in degrees: see [`Ring::area_km2`].
    #[must_use]
    pub fn area_km2(&self) -> f64 {
        let holes: f64 = self.holes.iter().map(Ring::area_km2).sum();
        (self.outer.area_km2() - holes).max(0.0)
    }
}

/// Several surfaces that are one thing: a county and its islands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MultiPolygon {
    /// The surfaces. They should not overlap.
    pub polygons: Vec<Polygon>,
}

impl MultiPolygon {
    /// Every ring of every polygon.
    pub fn rings(&self) -> impl Iterator<Item = &Ring> {
        self.polygons.iter().flat_map(Polygon::rings)
    }

    /// Number of points.
    #[must_use]
    pub fn size(&self) -> usize {
        self.rings().map(|ring| ring.points.len()).sum()
    }

    /// Area in square units of its coordinates.
    #[must_use]
    pub fn area(&self) -> f64 {
        self.polygons.iter().map(Polygon::area).sum()
    }

    /// Area in km², for a shape in degrees: see [`Ring::area_km2`].
    #[must_use]
    pub fn area_km2(&self) -> f64 {
        self.polygons.iter().map(Polygon::area_km2).sum()
    }

    /// The largest of its surfaces; none when it is empty.
    #[must_use]
    pub fn largest(&self) -> Option<&Polygon> {
        self.polygons.iter().max_by(|a, b| a.area().total_cmp(&b.area()))
    }

    /// The box around it; none when it has no point.
    #[must_use]
    pub fn bounds(&self) -> Option<Bounds> {
        Bounds::around(self.rings().flat_map(|ring| ring.points.iter().copied()))
    }

    /// Centre of mass in the plane of its coordinates; none for a shape without area. It may lie outside the shape: for a
    /// place to write on, ask [`crate::label::point`].
    #[must_use]
    pub fn centroid(&self) -> Option<Point> {
        let origin = self.bounds()?.middle();
        let (mut area, mut x, mut y) = (0.0, 0.0, 0.0);
        for polygon in &self.polygons {
            for (index, ring) in polygon.rings().enumerate() {
                let outward = if index == 0 { 1.0 } else { -1.0 };
                let sign = outward * ring.signed_area().signum();
                for (a, b) in ring.sides() {
                    let (ax, ay, bx, by) = (a.x - origin.x, a.y - origin.y, b.x - origin.x, b.y - origin.y);
                    let cross = sign * (ax * by - bx * ay);
                    area += cross;
                    x += (ax + bx) * cross;
                    y += (ay + by) * cross;
                }
            }
        }
        let centre = Point::new(origin.x + x / (3.0 * area), origin.y + y / (3.0 * area));
        centre.is_finite().then_some(centre)
    }

    /// Each point put through `change`, a projection for instance.
    #[must_use]
    pub fn map(&self, mut change: impl FnMut(Point) -> Point) -> Self {
        let mut one = |polygon: &Polygon| Polygon {
            outer: polygon.outer.map(&mut change),
            holes: polygon.holes.iter().map(|hole| hole.map(&mut change)).collect(),
        };
        Self { polygons: self.polygons.iter().map(&mut one).collect() }
    }
}

/// An upright box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// The corner with the smallest coordinates: south-west, or top left of a drawing.
    pub least: Point,
    /// The corner with the largest.
    pub most: Point,
}

impl Bounds {
    /// The smallest box around the points; none when there are none.
    #[must_use]
    pub fn around(points: impl IntoIterator<Item = Point>) -> Option<Self> {
        let mut points = points.into_iter().filter(|point| point.is_finite());
        let first = points.next()?;
        Some(points.fold(Self { least: first, most: first }, |found, point| Self {
            least: Point::new(found.least.x.min(point.x), found.least.y.min(point.y)),
            most: Point::new(found.most.x.max(point.x), found.most.y.max(point.y)),
        }))
    }

    /// Units from left to right.
    #[must_use]
    pub fn width(self) -> f64 {
        self.most.x - self.least.x
    }

    /// Units from one edge to the other, up or down.
    #[must_use]
    pub fn height(self) -> f64 {
        self.most.y - self.least.y
    }

    /// The point in the middle.
    #[must_use]
    pub fn middle(self) -> Point {
        Point::new(f64::midpoint(self.least.x, self.most.x), f64::midpoint(self.least.y, self.most.y))
    }

    /// Whether the point lies in it or on its edge.
    #[must_use]
    pub fn holds(self, point: Point) -> bool {
        (self.least.x..=self.most.x).contains(&point.x) && (self.least.y..=self.most.y).contains(&point.y)
    }

    /// Whether two boxes have a point in common.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        self.least.x <= other.most.x
            && other.least.x <= self.most.x
            && self.least.y <= other.most.y
            && other.least.y <= self.most.y
    }

    /// The box around both.
    #[must_use]
    pub fn joined(self, other: Self) -> Self {
        Self {
            least: Point::new(self.least.x.min(other.least.x), self.least.y.min(other.least.y)),
            most: Point::new(self.most.x.max(other.most.x), self.most.y.max(other.most.y)),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    fn ring(points: &[(f64, f64)]) -> Ring {
        Ring::new(points.iter().map(|(x, y)| Point::new(*x, *y)).collect())
    }

    fn square(from: f64, to: f64) -> Ring {
        ring(&[(from, from), (to, from), (to, to), (from, to), (from, from)])
    }

    #[test]
    fn a_ring_says_no_point_twice() {
        assert_eq!(square(0.0, 1.0).points().len(), 4);
        assert_eq!(ring(&[(1.0, 1.0), (f64::NAN, 0.0), (1.0, 1.0)]).points().len(), 1);
        assert_eq!(Ring::default().bounds(), None);
    }

    #[test]
    fn areas_take_holes_away() {
        let polygon = Polygon { outer: square(0.0, 4.0), holes: vec![square(1.0, 2.0)] };
        assert_eq!((polygon.area(), square(0.0, 4.0).signed_area()), (15.0, 16.0));
        let shape = MultiPolygon { polygons: vec![polygon] };
        let centre = shape.centroid().unwrap();
        assert!((centre.x - (32.0 - 1.5) / 15.0).abs() < 1e-12 && (centre.x - centre.y).abs() < 1e-12);
        assert_eq!(MultiPolygon::default().centroid(), None);
    }

    /// A box of a degree at the equator has about 12,364 km² on the sphere of mean radius; the closed form is
    /// R²·Δλ·(sin φ₂ − sin φ₁).
    #[test]
    fn areas_on_the_globe() {
        let expected = EARTH_KM * EARTH_KM * 1f64.to_radians() * 1f64.to_radians().sin();
        assert!((square(0.0, 1.0).area_km2() / expected - 1.0).abs() < 1e-9);
        let across = ring(&[(179.5, 0.0), (-179.5, 0.0), (-179.5, 1.0), (179.5, 1.0)]);
        assert!((across.area_km2() / expected - 1.0).abs() < 1e-9);
    }
}
