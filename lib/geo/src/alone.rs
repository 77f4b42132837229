//! A shape that shares no border with another: fewer points, and few bytes to keep it in.
//!
//! The zones of warnings come one by one, each with borders of its own. Made simpler one by one, neighbours part by less
//! than the detail that is taken out.

use crate::{
    limits::{Error, Limits},
    packed,
    shape::{MultiPolygon, Point, Polygon, Ring},
    simplify::simplified,
    topology::{Feature, Object, Topology},
};

/// A step of the packed form in degrees: eleven metres at most.
const STEP: f64 = 1e-4;
/// Islands and holes smaller than so many details are left out.
const ISLAND: f64 = 4.0;

/// The shape with every detail smaller than `area` (square units of the coordinates) gone, and with it islands and holes
/// smaller than four of them. The largest surface stays, with three points at least.
#[must_use]
pub fn thinned(shape: &MultiPolygon, area: f64) -> MultiPolygon {
    let largest = shape.polygons.iter().map(Polygon::area).fold(0.0, f64::max);
    let least = (area * ISLAND).min(largest);
    let seen = shape.polygons.iter().filter(|polygon| polygon.area() >= least);
    let polygon = |polygon: &Polygon| Polygon {
        outer: ring(&polygon.outer, area),
        holes: polygon
            .holes
            .iter()
            .filter(|hole| hole.signed_area().abs() >= area * ISLAND)
            .map(|hole| ring(hole, area))
            .collect(),
    };
    MultiPolygon { polygons: seen.map(polygon).collect() }
}

/// [`thinned`] by `area`, then by twice as much each time, until no more than `points` are left, or nothing more can go.
#[must_use]
pub fn thinned_to(shape: &MultiPolygon, area: f64, points: usize) -> MultiPolygon {
    let mut area = area.max(f64::MIN_POSITIVE);
    let mut thin = thinned(shape, area);
    // Doubled so often, any detail of the Earth or of a drawing is smaller than asked.
    for _ in 0..64 {
        if thin.size() <= points {
            break;
        }
        area *= 2.0;
        thin = thinned(&thin, area);
    }
    thin
}

/// The outer rings counter-clockwise and the holes clockwise (with y up), so that surfaces that overlap are filled as one.
#[must_use]
pub fn wound(shape: &MultiPolygon) -> MultiPolygon {
    let turned = |ring: &Ring, is_left: bool| {
        if (ring.signed_area() > 0.0) == is_left {
            return ring.clone();
        }
        Ring::new(ring.points().iter().rev().copied().collect())
    };
    let polygon = |polygon: &Polygon| Polygon {
        outer: turned(&polygon.outer, true),
        holes: polygon.holes.iter().map(|hole| turned(hole, false)).collect(),
    };
    MultiPolygon { polygons: shape.polygons.iter().map(polygon).collect() }
}

/// The shape, in degrees, in the bytes of a packed topology with one feature; places are rounded to 0.0001°.
#[must_use]
pub fn pack(shape: &MultiPolygon) -> Vec<u8> {
    let mut arcs: Vec<Vec<Point>> = Vec::new();
    let mut arc = |ring: &Ring| {
        let mut points = ring.points().to_vec();
        points.extend(ring.points().first());
        arcs.push(points);
        vec![i32::try_from(arcs.len() - 1).unwrap_or(i32::MAX)]
    };
    let polygons = shape.polygons.iter().map(|polygon| {
        let rings = polygon.rings().filter(|ring| !ring.points().is_empty());
        rings.map(&mut arc).collect::<Vec<_>>()
    });
    let polygons = polygons.collect();
    let feature = Feature { polygons, ..Feature::default() };
    let objects = vec![Object { name: "shape".to_owned(), features: vec![feature] }];
    packed::write(&Topology { arcs, objects }, Point::new(STEP, STEP), Point::new(0.0, 0.0))
}

/// What [`pack`] wrote.
///
/// # Errors
/// As for [`packed::read`].
pub fn unpack(bytes: &[u8], limits: Limits) -> Result<MultiPolygon, Error> {
    let topology = packed::read(bytes, limits)?;
    let polygons = topology.features("shape").iter().flat_map(|feature| topology.shape(feature).polygons);
    Ok(MultiPolygon { polygons: polygons.collect() })
}

fn ring(ring: &Ring, area: f64) -> Ring {
    let mut line = ring.points().to_vec();
    line.extend(ring.points().first());
    Ring::new(simplified(&line, area, 2))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    /// A coast with `bays` bays round a square, an island, and a lake.
    fn land(bays: u32) -> MultiPolygon {
        let coast = (0..bays).map(|bay| {
            let turn = f64::from(bay) / f64::from(bays) * std::f64::consts::TAU;
            let far = if bay % 2 == 0 { 1.0 } else { 0.97 };
            Point::new(-122.0 + far * turn.cos(), 42.0 + far * turn.sin())
        });
        let square = |x: f64, y: f64, side: f64| {
            let corners = [(x, y), (x + side, y), (x + side, y + side), (x, y + side)];
            Ring::new(corners.map(|(x, y)| Point::new(x, y)).to_vec())
        };
        let main = Polygon { outer: Ring::new(coast.collect()), holes: vec![square(-122.1, 42.0, 0.05)] };
        let island = Polygon { outer: square(-120.0, 42.0, 0.05), holes: Vec::new() };
        MultiPolygon { polygons: vec![main, island] }
    }

    #[test]
    fn a_shape_gets_smaller_and_stays_a_shape() {
        let land = land(4_000);
        let thin = thinned(&land, 5e-4);
        assert!(thin.size() < 300 && thin.polygons.len() == 2, "{} points", thin.size());
        assert!((thin.polygons[0].area() - land.polygons[0].area()).abs() < 0.15);
        let least = thinned_to(&land, 1e-9, 10);
        assert!(least.size() <= 10 && least.polygons.len() == 1, "{least:?}");
        assert_eq!(thinned_to(&land, 1e9, 0).size(), 3);
        assert_eq!(thinned(&MultiPolygon::default(), 1.0), MultiPolygon::default());
    }

    #[test]
    fn what_is_packed_comes_back() {
        let land = wound(&land(40));
        let back = unpack(&pack(&land), Limits::default()).unwrap();
        assert_eq!((back.polygons.len(), back.size()), (land.polygons.len(), land.size()));
        let pairs = back.polygons[0].outer.points().iter().zip(land.polygons[0].outer.points());
        assert!(pairs.into_iter().all(|(a, b)| (a.x - b.x).abs() <= STEP && (a.y - b.y).abs() <= STEP));
        assert_eq!(unpack(&pack(&MultiPolygon::default()), Limits::default()).unwrap().size(), 0);
        assert!(unpack(b"geo", Limits::default()).is_err());
    }

    #[test]
    fn rings_are_turned_the_same_way() {
        let mut land = land(40);
        let back = Ring::new(land.polygons[0].outer.points().iter().rev().copied().collect());
        land.polygons[0].outer = back;
        let wound = wound(&land);
        assert!(wound.polygons.iter().all(|polygon| polygon.outer.signed_area() > 0.0));
        assert!(wound.polygons[0].holes[0].signed_area() < 0.0);
    }
}
