//! From degrees on the globe to a flat drawing.
//!
//! [`Albers`] keeps areas true, which a map that fills areas with colour owes its readers: a county twice as large looks
//! twice as large. [`Equirectangular`] is the cheap one, good for a few degrees. [`Fit`] lays the result into a drawing.
//! Both take the Earth for a sphere of radius 1.

use crate::shape::{Bounds, Point};

/// From degrees to the plane (y up) and back.
pub trait Projection {
    /// The place on the plane.
    fn forward(&self, degrees: Point) -> Point;
    /// The place on the globe, in degrees, longitude within ±180; meaningless for what no place is projected to.
    fn back(&self, place: Point) -> Point;
}

/// Longitudes and latitudes that a shape covers, in degrees. `east` is beyond 180 for what lies across the 180th meridian.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    /// Western edge, -180 to 180.
    pub west: f64,
    /// Eastern edge, not less than `west`.
    pub east: f64,
    /// Southern edge.
    pub south: f64,
    /// Northern edge.
    pub north: f64,
}

impl Extent {
    /// The narrowest extent around the points: Alaska's is 57 degrees wide, not 360. None without points.
    #[must_use]
    pub fn around(points: impl Iterator<Item = Point> + Clone) -> Option<Self> {
        let points = points.filter(|point| point.is_finite());
        let bounds = Bounds::around(points.clone())?;
        let mut taken = [false; 360];
        for point in points.clone() {
            if let Some(degree) = taken.get_mut(degree_of(point.x)) {
                *degree = true;
            }
        }
        // The widest run of degrees in which nothing lies is what to leave out; the extent begins after it.
        let (mut begin, mut widest) = (0, 0);
        for start in (0..360).filter(|degree| taken[*degree]) {
            let gap = (1..=360).take_while(|back| !taken[(start + 360 - back) % 360]).count();
            if gap > widest {
                (begin, widest) = (start, gap);
            }
        }
        #[allow(clippy::cast_precision_loss, reason = "less than 360")]
        let begin = begin as f64 - 180.0;
        let turned = points.map(|point| Point::new(begin + (point.x - begin).rem_euclid(360.0), point.y));
        let turned = Bounds::around(turned)?;
        Some(Self { west: turned.least.x, east: turned.most.x, south: bounds.least.y, north: bounds.most.y })
    }

    /// Its middle.
    #[must_use]
    pub fn middle(self) -> Point {
        Point::new(f64::midpoint(self.west, self.east), f64::midpoint(self.south, self.north))
    }
}

/// Which of the 360 degrees from 180° west a longitude lies in.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 360 after `rem_euclid`")]
fn degree_of(longitude: f64) -> usize {
    (((longitude + 180.0).rem_euclid(360.0)) as usize).min(359)
}

/// Albers' equal-area conic (Snyder, Map projections: a working manual, USGS 1395, 1987, page 100, sphere).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Albers {
    meridian: f64,
    cone: f64,
    constant: f64,
    origin: f64,
}

impl Albers {
    /// The projection that distorts shapes in `extent` least: its standard parallels stand a sixth of the height from the
    /// edges, its meridian in the middle.
    #[must_use]
    pub fn fitted(extent: Extent) -> Self {
        let sixth = (extent.north - extent.south) / 6.0;
        Self::new(extent.south + sixth, extent.north - sixth, extent.middle())
    }

    /// The projection with two standard parallels and a centre, in degrees.
    #[must_use]
    pub fn new(first: f64, second: f64, centre: Point) -> Self {
        let (first, second) = (first.to_radians(), second.to_radians());
        let mut cone = f64::midpoint(first.sin(), second.sin());
        // Parallels that mirror each other at the equator ask for a cylinder: a very pointed cone is one for all purposes.
        if cone.abs() < 1e-3 {
            cone = 1e-3f64.copysign(cone);
        }
        let constant = first.cos().powi(2) + 2.0 * cone * first.sin();
        let mut albers = Self { meridian: centre.x, cone, constant, origin: 0.0 };
        albers.origin = albers.radius(centre.y);
        albers
    }

    fn radius(&self, latitude: f64) -> f64 {
        (self.constant - 2.0 * self.cone * latitude.to_radians().sin()).max(0.0).sqrt() / self.cone
    }
}

impl Projection for Albers {
    fn forward(&self, degrees: Point) -> Point {
        let radius = self.radius(degrees.y);
        let turn = (self.cone * short_way(degrees.x - self.meridian)).to_radians();
        Point::new(radius * turn.sin(), self.origin - radius * turn.cos())
    }

    fn back(&self, place: Point) -> Point {
        let (x, down) = (place.x, self.origin - place.y);
        let sign = self.cone.signum();
        let radius = x.hypot(down);
        let turn = (x * sign).atan2(down * sign);
        let sine = (self.constant - (radius * self.cone).powi(2)) / (2.0 * self.cone);
        Point::new(
            short_way(self.meridian + turn.to_degrees() / self.cone),
            sine.clamp(-1.0, 1.0).asin().to_degrees(),
        )
    }
}

/// Degrees as they are, narrowed by the cosine of the middle latitude.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Equirectangular {
    centre: Point,
    narrow: f64,
}

impl Equirectangular {
    /// True to scale round `centre`, in degrees.
    #[must_use]
    pub fn around(centre: Point) -> Self {
        Self { centre, narrow: centre.y.to_radians().cos().max(1e-6) }
    }
}

impl Projection for Equirectangular {
    fn forward(&self, degrees: Point) -> Point {
        let east = short_way(degrees.x - self.centre.x).to_radians();
        Point::new(east * self.narrow, (degrees.y - self.centre.y).to_radians())
    }

    fn back(&self, place: Point) -> Point {
        let east = (place.x / self.narrow).to_degrees();
        Point::new(short_way(self.centre.x + east), self.centre.y + place.y.to_degrees())
    }
}

/// A difference of longitudes, or a longitude, within -180 to 180.
fn short_way(degrees: f64) -> f64 {
    if (-180.0..=180.0).contains(&degrees) { degrees } else { (degrees + 180.0).rem_euclid(360.0) - 180.0 }
}

/// Lays a plane with y up into a drawing with y down.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    scale: f64,
    left: f64,
    top: f64,
    /// Width of the drawing, margins included.
    pub width: f64,
    /// Height of the drawing, margins included.
    pub height: f64,
}

impl Fit {
    /// As large as a drawing of `width` and at most `tallest` allows, with `margin` on each side. The drawing is as wide as
    /// asked unless its height forbids it.
    #[must_use]
    pub fn into(plane: Bounds, width: f64, tallest: f64, margin: f64) -> Self {
        let (wide, high) = (plane.width().max(1e-12), plane.height().max(1e-12));
        let inner = (width - 2.0 * margin).max(1.0);
        let scale = (inner / wide).min((tallest - 2.0 * margin).max(1.0) / high);
        Self {
            scale,
            left: margin - plane.least.x * scale,
            top: margin + plane.most.y * scale,
            width: wide * scale + 2.0 * margin,
            height: high * scale + 2.0 * margin,
        }
    }

    /// Where a point of the plane lies in the drawing.
    #[must_use]
    pub fn place(&self, point: Point) -> Point {
        Point::new(self.left + point.x * self.scale, self.top - point.y * self.scale)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    /// The worked example of Snyder, page 291: parallels 29.5 and 45.5, origin 23° N 96° W, place 35° N 75° W, sphere of
    /// radius 1 gives x = 0.2952720, y = 0.2416774.
    #[test]
    fn albers_is_the_published_one() {
        let albers = Albers::new(29.5, 45.5, Point::new(-96.0, 23.0));
        let place = albers.forward(Point::new(-75.0, 35.0));
        assert!((place.x - 0.295_272_0).abs() < 5e-8 && (place.y - 0.241_677_4).abs() < 5e-8, "{place:?}");
    }

    #[test]
    fn there_and_back() {
        let oregon = Extent { west: -124.6, east: -116.4, south: 42.0, north: 46.3 };
        let south = Extent { south: -46.3, north: -42.0, ..oregon };
        let flat = Extent { south: -2.0, north: 2.0, ..oregon };
        for extent in [oregon, south, flat] {
            let albers = Albers::fitted(extent);
            let local = Equirectangular::around(extent.middle());
            for point in
                [Point::new(extent.west, extent.south), extent.middle(), Point::new(-117.2, extent.north)]
            {
                for again in [albers.back(albers.forward(point)), local.back(local.forward(point))] {
                    assert!(
                        (again.x - point.x).abs() < 1e-9 && (again.y - point.y).abs() < 1e-9,
                        "{again:?} {point:?}"
                    );
                }
            }
            assert!(albers.forward(extent.middle()).y.abs() < 1e-12);
        }
    }

    #[test]
    fn alaska_is_not_all_round_the_globe() {
        let points = [(172.4, 53.0), (-130.0, 55.0), (-179.1, 51.2), (-150.0, 71.4)];
        let extent = Extent::around(points.iter().map(|(x, y)| Point::new(*x, *y))).unwrap();
        assert!((extent.west - 172.4).abs() < 1e-9 && (extent.east - 230.0).abs() < 1e-9, "{extent:?}");
        assert_eq!(Extent::around(std::iter::empty()), None);
        let one = Extent::around(std::iter::once(Point::new(-122.0, 42.0))).unwrap();
        assert!((one.west + 122.0).abs() < 1e-9 && (one.east + 122.0).abs() < 1e-9);
    }

    #[test]
    fn a_drawing_keeps_its_margins() {
        let plane = Bounds { least: Point::new(-1.0, -2.0), most: Point::new(1.0, 2.0) };
        let wide = Fit::into(plane, 220.0, 1000.0, 10.0);
        assert_eq!((wide.width, wide.height), (220.0, 420.0));
        assert_eq!(wide.place(Point::new(-1.0, 2.0)), Point::new(10.0, 10.0));
        let low = Fit::into(plane, 220.0, 220.0, 10.0);
        assert_eq!((low.width, low.height), (120.0, 220.0));
    }
}
