//! Which gate each pixel shows, before anybody knows which sweep.

use geo::ellipsoid::{Ellipsoid, Point};
use geo::mercator::{Extent, Position, TILE_PIXELS, Tile};

use crate::error::Error;

/// Metres on the ground of one step of distance. Half of it is the largest error.
pub(super) const STEP_M: f64 = 16.0;
/// The distance of what the radar cannot reach.
pub(super) const OUT_OF_REACH: u16 = u16::MAX;
/// Pixels on the longer side of the largest picture.
const LARGEST: u32 = 8_192;
/// Metres between two points that are worked out exactly; between them the plane of the radar is interpolated.
/// The earth's curvature in so small a square is below 8 m.
const EXACT_EVERY_M: f64 = 16_000.0;
/// Exact points are at most this many pixels apart.
const EXACT_EVERY_PIXELS: u32 = 16;
/// Metres beyond the reach up to which exact points are kept, for the squares on the edge.
const MARGIN_M: f64 = 100_000.0;

/// For each pixel of a picture, the direction and the distance from one radar. It serves every sweep and every
/// product of that radar, and costs four bytes a pixel.
#[derive(Clone, Debug, PartialEq)]
pub struct PixelMap {
    width: u32,
    height: u32,
    /// Direction in 65,536ths of a turn in the upper half, distance in [`STEP_M`] in the lower.
    pub(super) pixels: Box<[u32]>,
    /// For each row the first pixel within reach and the one after the last.
    pub(super) spans: Box<[(u32, u32)]>,
}

impl PixelMap {
    /// The map of a picture of `width` by `height` pixels that shows `extent`, for a radar at `site` that reaches
    /// `reach_m` metres along the ground (up to 1,000 km). Pixels are taken at their middle.
    ///
    /// # Errors
    ///
    /// [`Error::PictureSize`] for a picture without pixels, or with more than 8,192 on a side.
    pub fn new(site: Point, reach_m: f64, extent: Extent, width: u32, height: u32) -> Result<Self, Error> {
        if !(1..=LARGEST).contains(&width) || !(1..=LARGEST).contains(&height) {
            return Err(Error::PictureSize { width, height });
        }
        let reach_m = reach_m.clamp(0.0, f64::from(OUT_OF_REACH - 1) * STEP_M);
        let lattice = Lattice::new(site, reach_m, extent, width, height);
        let mut pixels = Vec::with_capacity(width as usize * height as usize);
        let mut spans = Vec::with_capacity(height as usize);
        for row in 0..height {
            let before = pixels.len();
            lattice.row(row, width, reach_m, &mut pixels);
            let within = |pixel: &u32| *pixel as u16 != OUT_OF_REACH;
            let row = pixels.get(before..).unwrap_or_default();
            let first = row.iter().position(within).unwrap_or(0);
            let end = row.iter().rposition(within).map_or(first, |last| last + 1);
            spans.push((first as u32, end as u32));
        }
        Ok(Self { width, height, pixels: pixels.into(), spans: spans.into() })
    }

    /// The map of a tile of 256 pixels.
    #[must_use]
    pub fn of_tile(site: Point, reach_m: f64, tile: Tile) -> Self {
        Self::new(site, reach_m, tile.extent(), TILE_PIXELS, TILE_PIXELS).unwrap_or_else(|_| Self {
            width: 0,
            height: 0,
            pixels: Box::default(),
            spans: Box::default(),
        })
    }

    /// Pixels from left to right.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Pixels from top to bottom.
    #[must_use]
    pub fn height(&self) -> u32 {
        self.height
    }

    /// Bytes of memory that it takes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        size_of::<Self>() + size_of_val(&*self.pixels) + size_of_val(&*self.spans)
    }

    /// Whether the radar reaches no pixel of it.
    #[must_use]
    pub fn is_out_of_reach(&self) -> bool {
        self.spans.iter().all(|(first, end)| first == end)
    }

    /// Direction in degrees and distance in metres of a pixel, or none when it is out of reach or there is no
    /// such pixel.
    #[must_use]
    pub fn at(&self, column: u32, row: u32) -> Option<(f64, f64)> {
        if column >= self.width || row >= self.height {
            return None;
        }
        let pixel = *self.pixels.get((row * self.width + column) as usize)?;
        let ground = pixel as u16;
        let turn = f64::from(pixel >> 16) / 65_536.0;
        (ground != OUT_OF_REACH).then(|| (turn * 360.0, f64::from(ground) * STEP_M))
    }
}

/// Exact points every few pixels, in metres east and north of the radar on the plane that keeps directions and
/// distances from it.
struct Lattice {
    every: u32,
    columns: usize,
    points: Vec<[f64; 2]>,
}

impl Lattice {
    fn new(site: Point, reach_m: f64, extent: Extent, width: u32, height: u32) -> Self {
        let middle = Position {
            x: f64::midpoint(extent.west, extent.east),
            y: f64::midpoint(extent.north, extent.south),
        };
        let turn_m = std::f64::consts::TAU * geo::ellipsoid::EQUATORIAL_RADIUS_M;
        let shrink = middle.point().latitude.to_radians().cos().max(0.05);
        let side = ((extent.east - extent.west) / f64::from(width))
            .max((extent.south - extent.north) / f64::from(height));
        let pixel_m = (side * turn_m * shrink).abs().max(1e-3);
        let every = (EXACT_EVERY_M / pixel_m).clamp(1.0, f64::from(EXACT_EVERY_PIXELS)) as u32;
        let (columns, rows) = (width.div_ceil(every) + 1, height.div_ceil(every) + 1);
        let ellipsoid = Ellipsoid::wgs84();
        let mut points = Vec::with_capacity(columns as usize * rows as usize);
        for row in 0..rows {
            for column in 0..columns {
                let along = |from: f64, to: f64, index: u32, count: u32| {
                    from + (to - from) * (f64::from(index * every) + 0.5) / f64::from(count)
                };
                let x = along(extent.west, extent.east, column, width);
                let y = along(extent.north, extent.south, row, height);
                let leg = ellipsoid.inverse(site, Position { x, y }.point());
                // Far beyond, directions turn around within one square.
                let near = leg.distance_m <= reach_m + MARGIN_M;
                let (sine, cosine) = leg.azimuth_deg.to_radians().sin_cos();
                let point = [leg.distance_m * sine, leg.distance_m * cosine];
                points.push(if near { point } else { [f64::NAN; 2] });
            }
        }
        Self { every, columns: columns as usize, points }
    }

    /// Appends one row of pixels.
    fn row(&self, row: u32, width: u32, reach_m: f64, pixels: &mut Vec<u32>) {
        let (above, down) =
            ((row / self.every) as usize, f64::from(row % self.every) / f64::from(self.every));
        // The edges of this row's squares, one above the other, on the row itself.
        let crossing = |column: usize| {
            let at =
                |row: usize| self.points.get(row * self.columns + column).copied().unwrap_or([f64::NAN; 2]);
            let upper = at(above);
            // On a row of exact points the next row has no say, even when it is too far to count.
            if down == 0.0 { upper } else { between(upper, at(above + 1), down) }
        };
        let mut left = crossing(0);
        for square in 0..self.columns.saturating_sub(1) {
            let right = crossing(square + 1);
            let first = square as u32 * self.every;
            for column in first..width.min(first + self.every) {
                let along = f64::from(column - first) / f64::from(self.every);
                pixels.push(pack(if along == 0.0 { left } else { between(left, right, along) }, reach_m));
            }
            left = right;
        }
    }
}

fn between(from: [f64; 2], to: [f64; 2], part: f64) -> [f64; 2] {
    [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part]
}

fn pack([east, north]: [f64; 2], reach_m: f64) -> u32 {
    let ground = (east * east + north * north).sqrt();
    // Beyond the exact points it is no number.
    if ground.is_nan() || ground > reach_m {
        return u32::from(OUT_OF_REACH);
    }
    let turn = (east.atan2(north) / std::f64::consts::TAU).rem_euclid(1.0);
    let direction = (turn * 65_536.0).round() as u32 & 0xffff;
    direction << 16 | (ground / STEP_M).round() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Point {
        Point::new(42.0811, -122.7173).unwrap()
    }

    /// The largest distance on the ground between where a pixel is and where the map says it is, in metres.
    fn worst(map: &PixelMap, extent: Extent, up_to_m: f64) -> f64 {
        let ellipsoid = Ellipsoid::wgs84();
        let mut worst = 0_f64;
        let mut seen = 0;
        for row in (0..map.height()).step_by(7) {
            for column in (0..map.width()).step_by(5) {
                let part = |index: u32, count: u32| (f64::from(index) + 0.5) / f64::from(count);
                let x = extent.west + (extent.east - extent.west) * part(column, map.width());
                let y = extent.north + (extent.south - extent.north) * part(row, map.height());
                let point = Position { x, y }.point();
                let Some((azimuth, ground)) = map.at(column, row) else { continue };
                if ground <= up_to_m {
                    let mapped = ellipsoid.direct(site(), azimuth, ground);
                    worst = worst.max(ellipsoid.inverse(point, mapped).distance_m);
                    seen += 1;
                }
            }
        }
        assert!(seen > 100, "only {seen} pixels compared");
        worst
    }

    #[test]
    fn a_still_places_every_gate_within_sixty_metres_up_to_230_km() {
        let extent = Extent::around(site(), 460_000.0);
        let map = PixelMap::new(site(), 460_000.0, extent, 1_024, 1_024).unwrap();
        let (near, far) = (worst(&map, extent, 230_000.0), worst(&map, extent, 460_000.0));
        assert!(near < 60.0 && far < 60.0, "{near} {far}");
    }

    #[test]
    fn so_does_every_tile_from_zoom_six_to_nine() {
        for zoom in 6..=9 {
            let here = Tile::at(site(), zoom);
            for (x, y) in [(here.x, here.y), (here.x + 1, here.y), (here.x, here.y - 1)] {
                let tile = Tile::new(zoom, x, y).unwrap();
                let map = PixelMap::of_tile(site(), 460_000.0, tile);
                let error = worst(&map, tile.extent(), 460_000.0);
                assert!(error < 40.0, "{tile:?}: {error}");
            }
        }
    }

    #[test]
    fn the_far_side_of_the_earth_is_out_of_reach() {
        let opposite = Point::new(-site().latitude, site().longitude + 180.0).unwrap();
        for radius in [100_000.0, 3_000_000.0] {
            let extent = Extent::around(opposite, radius);
            let map = PixelMap::new(site(), 460_000.0, extent, 256, 256).unwrap();
            assert!(map.is_out_of_reach());
        }
        let world = PixelMap::of_tile(site(), 460_000.0, Tile::new(0, 0, 0).unwrap());
        let reached = (0..256).flat_map(|row| (0..256).map(move |column| (column, row)));
        let reached: Vec<_> = reached.filter(|(column, row)| world.at(*column, *row).is_some()).collect();
        assert!((20..100).contains(&reached.len()), "{}", reached.len());
    }

    #[test]
    fn absurd_sizes_are_refused() {
        let extent = Extent::around(site(), 1_000.0);
        assert!(PixelMap::new(site(), 1.0, extent, 0, 5).is_err());
        assert!(PixelMap::new(site(), 1.0, extent, 5, 100_000).is_err());
    }
}
