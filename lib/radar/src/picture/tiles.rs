//! Which tiles a radar needs, and how large its still is.

use geo::ellipsoid::Point;
use geo::mercator::{Extent, Tile};

/// Pixels on each side of the still of a front page.
pub const STILL_PIXELS: u32 = 1_024;
/// More tiles than a radar of 460 km needs at zoom 10.
const MOST_TILES: usize = 4_096;

/// Every tile of some zooms that a radar reaches, for a reach in metres. Those of the lowest zoom come first, the
/// ones a visitor sees first.
pub fn tiles(site: Point, reach_m: f64, zooms: std::ops::RangeInclusive<u8>) -> impl Iterator<Item = Tile> {
    let extent = Extent::around(site, reach_m);
    zooms.flat_map(move |zoom| Tile::covering(extent, zoom, MOST_TILES))
}

/// The square around a radar that a still shows, for a radius in metres.
#[must_use]
pub fn still_extent(site: Point, radius_m: f64) -> Extent {
    Extent::around(site, radius_m)
}
