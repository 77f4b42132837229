//! Looks each pixel up.

use crate::palette::{NO_ECHO, NOT_MEASURED};
use crate::picture::pixel_map::{PixelMap, STEP_M};
use crate::picture::polar::Polar;
use crate::picture::rows::DIRECTIONS;

/// A picture: a byte a pixel, row by row from the north-west, each an index of a palette.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Pixels from left to right.
    pub width: u32,
    /// Pixels from top to bottom.
    pub height: u32,
    /// The pixels.
    pub pixels: Vec<u8>,
}

impl Picture {
    fn empty(map: &PixelMap) -> Self {
        let pixels = vec![NO_ECHO; map.width() as usize * map.height() as usize];
        Self { width: map.width(), height: map.height(), pixels }
    }

    /// Whether nothing is on it, neither an echo nor a gap.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.pixels.iter().all(|pixel| *pixel == NO_ECHO)
    }
}

/// The picture of one sweep.
#[must_use]
pub fn draw(map: &PixelMap, polar: &Polar) -> Picture {
    let mut picture = Picture::empty(map);
    each_span(map, &mut picture.pixels, |pixels, into| {
        for (pixel, into) in pixels.iter().zip(into) {
            *into = look_up(polar, *pixel);
        }
    });
    picture
}

/// The picture of the highest index over several sweeps of one radar: composite reflectivity, when they were
/// painted with a palette of reflectivity. What one sweep has not measured another may have.
#[must_use]
pub fn composite(map: &PixelMap, sweeps: &[Polar]) -> Picture {
    let mut picture = Picture::empty(map);
    let Some((first, others)) = sweeps.split_first() else { return picture };
    each_span(map, &mut picture.pixels, |pixels, into| {
        for (pixel, into) in pixels.iter().zip(into) {
            let mut best = look_up(first, *pixel);
            for polar in others {
                let colour = look_up(polar, *pixel);
                // A gap tells less than silence does.
                best = if best == NOT_MEASURED {
                    colour
                } else if colour == NOT_MEASURED {
                    best
                } else {
                    best.max(colour)
                };
            }
            *into = best;
        }
    });
    picture
}

/// The picture of several radars, each with its own map of the same picture. Each pixel shows the radar whose
/// beam is lowest above it, among those that measured there.
#[must_use]
pub fn mosaic(radars: &[(&PixelMap, &Polar)]) -> Option<Picture> {
    let (first, _) = radars.first()?;
    if radars.iter().any(|(map, _)| (map.width(), map.height()) != (first.width(), first.height())) {
        return None;
    }
    let heights: Vec<Vec<f32>> = radars.iter().map(|(_, polar)| heights(polar)).collect();
    let mut picture = Picture::empty(first);
    for (index, into) in picture.pixels.iter_mut().enumerate() {
        let mut lowest = f32::INFINITY;
        for ((map, polar), heights) in radars.iter().zip(&heights) {
            let pixel = map.pixels[index];
            let height = heights[usize::from(pixel as u16)];
            let colour = look_up(polar, pixel);
            if colour == NOT_MEASURED {
                if lowest == f32::INFINITY && height.is_finite() {
                    *into = NOT_MEASURED;
                }
            } else if height < lowest {
                (lowest, *into) = (height, colour);
            }
        }
    }
    Some(picture)
}

/// Metres above the sea of a beam for each step on the ground, infinite beyond its last gate.
fn heights(polar: &Polar) -> Vec<f32> {
    let measured = |gate: &u16| *gate != polar.beyond();
    let last = polar.ranges.iter().rposition(measured).unwrap_or(0);
    let height = |step: usize| polar.beam.height_m(polar.elevation_deg, step as f64 * STEP_M) as f32;
    (0..polar.ranges.len()).map(|step| if step > last { f32::INFINITY } else { height(step) }).collect()
}

fn each_span(map: &PixelMap, into: &mut [u8], mut paint: impl FnMut(&[u32], &mut [u8])) {
    let width = map.width() as usize;
    let rows = map.pixels.chunks_exact(width).zip(into.chunks_exact_mut(width));
    for ((pixels, into), (first, end)) in rows.zip(&map.spans) {
        let span = *first as usize..*end as usize;
        paint(&pixels[span.clone()], &mut into[span]);
    }
}

fn look_up(polar: &Polar, pixel: u32) -> u8 {
    // A direction is 16 bits of the pixel; its table has fewer.
    const SHIFT: u32 = 32 - DIRECTIONS.ilog2();
    let row = polar.directions[(pixel >> SHIFT) as usize];
    let gate = polar.ranges[usize::from(pixel as u16)];
    polar.gates.get(row as usize + usize::from(gate)).copied().unwrap_or(NO_ECHO)
}
