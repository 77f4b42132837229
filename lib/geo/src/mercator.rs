//! The square map of the web: Web Mercator (EPSG:3857) and its XYZ tiles.
//!
//! The map takes geodetic latitude and longitude of WGS84 and projects them as if onto a sphere. It ends at
//! 85.05° north and south, where it is square. Positions on the map are fractions of its side: `x` grows to the
//! east from 180° west, `y` grows to the **south**, both 0 to 1. A tile is one of `2^zoom × 2^zoom` squares.

use std::f64::consts::{PI, TAU};

use crate::ellipsoid::Point;

/// The latitude at which the map ends, in degrees.
pub const LAST_LATITUDE: f64 = 85.051_128_779_806_59;
/// The deepest zoom that a [`Tile`] may have.
pub const DEEPEST_ZOOM: u8 = 24;
/// Pixels on the side of a tile.
pub const TILE_PIXELS: u32 = 256;

/// A position on the map, in fractions of its side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Position {
    /// 0 at 180° west, 1 at 180° east.
    pub x: f64,
    /// 0 at 85.05° north, 1 at 85.05° south.
    pub y: f64,
}

impl Position {
    /// Where a point is on the map. A latitude beyond the map's end is put on its edge.
    #[must_use]
    pub fn of(point: Point) -> Self {
        let sine = point.latitude.clamp(-LAST_LATITUDE, LAST_LATITUDE).to_radians().sin();
        Self { x: point.longitude / 360.0 + 0.5, y: 0.5 - sine.atanh() / TAU }
    }

    /// The point at this position.
    #[must_use]
    pub fn point(self) -> Point {
        let latitude = (PI * (1.0 - 2.0 * self.y)).sinh().atan().to_degrees();
        Point { latitude, longitude: (self.x - 0.5) * 360.0 }
    }
}

/// A piece of the map, in fractions of its side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    /// Its left edge.
    pub west: f64,
    /// Its upper edge.
    pub north: f64,
    /// Its right edge, greater than `west`.
    pub east: f64,
    /// Its lower edge, greater than `north`.
    pub south: f64,
}

impl Extent {
    /// The square whose middle is `centre` and whose sides are at least `radius_m` away on the ground.
    ///
    /// The map stretches with latitude; the side nearer the pole decides.
    #[must_use]
    pub fn around(centre: Point, radius_m: f64) -> Self {
        let turn_m = TAU * crate::ellipsoid::EQUATORIAL_RADIUS_M;
        let poleward = (centre.latitude.abs() + radius_m / 111_000.0).min(85.0);
        let half = (radius_m / turn_m / poleward.to_radians().cos()).clamp(1e-9, 0.5);
        let middle = Position::of(centre);
        Self { west: middle.x - half, north: middle.y - half, east: middle.x + half, south: middle.y + half }
    }

    /// The corner in the north-west.
    #[must_use]
    pub fn north_west(self) -> Point {
        Position { x: self.west, y: self.north }.point()
    }

    /// The corner in the south-east.
    #[must_use]
    pub fn south_east(self) -> Point {
        Position { x: self.east, y: self.south }.point()
    }
}

/// One square of the map: `x` from the west, `y` from the north.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tile {
    /// How often the map was halved, at most [`DEEPEST_ZOOM`].
    pub zoom: u8,
    /// Column, 0 at 180° west.
    pub x: u32,
    /// Row, 0 in the north.
    pub y: u32,
}

impl Tile {
    /// A tile, unless there is none with these numbers.
    #[must_use]
    pub fn new(zoom: u8, x: u32, y: u32) -> Option<Self> {
        (zoom <= DEEPEST_ZOOM && x >> zoom == 0 && y >> zoom == 0).then_some(Self { zoom, x, y })
    }

    /// The piece of the map that it shows.
    #[must_use]
    pub fn extent(self) -> Extent {
        let side = 1.0 / f64::from(1_u32 << self.zoom.min(DEEPEST_ZOOM));
        let (west, north) = (f64::from(self.x) * side, f64::from(self.y) * side);
        Extent { west, north, east: west + side, south: north + side }
    }

    /// The tile in which a point lies. A point beyond the map's end is in its outermost row.
    #[must_use]
    pub fn at(point: Point, zoom: u8) -> Self {
        let zoom = zoom.min(DEEPEST_ZOOM);
        let position = Position::of(point);
        let count = 1_u32 << zoom;
        let place = |fraction: f64| ((fraction * f64::from(count)).floor().max(0.0) as u32).min(count - 1);
        Self { zoom, x: place(position.x.rem_euclid(1.0)), y: place(position.y) }
    }

    /// Every tile of a zoom that touches an extent, row by row. An extent across 180° is cut at it.
    ///
    /// At most `limit` tiles are named, so that nobody fills the memory by asking for the world at zoom 24.
    pub fn covering(extent: Extent, zoom: u8, limit: usize) -> impl Iterator<Item = Self> {
        let zoom = zoom.min(DEEPEST_ZOOM);
        let count = f64::from(1_u32 << zoom);
        let first = |fraction: f64| (fraction * count).floor().clamp(0.0, count - 1.0) as u32;
        // The far edge belongs to the next tile, which is not touched by more than a line.
        let last = |fraction: f64| ((fraction * count).ceil() - 1.0).clamp(0.0, count - 1.0) as u32;
        let (columns, rows) =
            (first(extent.west)..=last(extent.east), first(extent.north)..=last(extent.south));
        rows.flat_map(move |y| columns.clone().map(move |x| Self { zoom, x, y })).take(limit)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn medford() -> Point {
        Point::new(42.3265, -122.8756).unwrap()
    }

    #[test]
    fn medford_is_in_the_tile_that_every_web_map_names() {
        // 2^9 × (1 − 122.8756 / 180) / 2 = 81.2; ln(tan + sec) of 42.3265° gives 189.6.
        assert_eq!(Tile::at(medford(), 9), Tile { zoom: 9, x: 81, y: 189 });
        assert_eq!(Tile::at(medford(), 0), Tile { zoom: 0, x: 0, y: 0 });
    }

    #[test]
    fn the_whole_map_is_one_tile_and_square() {
        let extent = Tile::new(0, 0, 0).unwrap().extent();
        assert!((extent.north_west().latitude - LAST_LATITUDE).abs() < 1e-9);
        assert!((extent.south_east().longitude - 180.0).abs() < 1e-9);
        assert_eq!(Tile::new(3, 8, 0), None);
        assert_eq!(Tile::new(25, 0, 0), None);
    }

    #[test]
    fn an_extent_is_covered_by_every_tile_it_touches_and_no_other() {
        let extent = Extent::around(medford(), 100_000.0);
        let tiles: Vec<Tile> = Tile::covering(extent, 9, 1_000).collect();
        assert!(tiles.contains(&Tile::at(medford(), 9)));
        for tile in &tiles {
            let own = tile.extent();
            assert!(own.west < extent.east && own.east > extent.west, "{tile:?}");
            assert!(own.north < extent.south && own.south > extent.north, "{tile:?}");
        }
        let exact: Vec<Tile> = Tile::covering(Tile::new(5, 3, 7).unwrap().extent(), 5, 10).collect();
        assert_eq!(exact, [Tile::new(5, 3, 7).unwrap()]);
        assert_eq!(Tile::covering(Extent { west: 0.0, north: 0.0, east: 1.0, south: 1.0 }, 24, 7).count(), 7);
    }

    proptest! {
        #[test]
        fn what_is_put_on_the_map_is_found_there(latitude in -85.0..85.0, longitude in -180.0..180.0) {
            let point = Point::new(latitude, longitude).unwrap();
            let back = Position::of(point).point();
            prop_assert!((back.latitude - latitude).abs() < 1e-9);
            prop_assert!((back.longitude - longitude).abs() < 1e-9);
        }

        #[test]
        fn a_point_is_inside_its_tile(latitude in -85.0..85.0, longitude in -179.9..179.9, zoom in 0_u8..=20) {
            let point = Point::new(latitude, longitude).unwrap();
            let (extent, position) = (Tile::at(point, zoom).extent(), Position::of(point));
            prop_assert!(extent.west <= position.x && position.x <= extent.east);
            prop_assert!(extent.north <= position.y && position.y <= extent.south);
        }
    }
}
