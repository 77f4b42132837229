//! Looks each pixel up.

use crate::palette::{NO_ECHO, NOT_MEASURED};
use crate::picture::pixel_map::PixelMap;
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
    pub(super) fn empty(map: &PixelMap) -> Self {
        let pixels = vec![NO_ECHO; map.width() as usize * map.height() as usize];
        Self { width: map.width(), height: map.height(), pixels }
    }

    /// Whether nothing is on it, neither an echo nor a gap.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        // In pieces without a branch inside: most squares are blank, and all of it is looked at.
        let (pieces, rest) = self.pixels.as_chunks::<64>();
        let is_nothing = |piece: &[u8]| piece.iter().fold(true, |all, pixel| all & (*pixel == NO_ECHO));
        pieces.iter().all(|piece| is_nothing(piece)) && is_nothing(rest)
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

fn each_span(map: &PixelMap, into: &mut [u8], mut paint: impl FnMut(&[u32], &mut [u8])) {
    let width = map.width() as usize;
    let rows = map.pixels.chunks_exact(width).zip(into.chunks_exact_mut(width));
    for ((pixels, into), (first, end)) in rows.zip(&map.spans) {
        let span = *first as usize..*end as usize;
        paint(&pixels[span.clone()], &mut into[span]);
    }
}

pub(super) fn look_up(polar: &Polar, pixel: u32) -> u8 {
    // A direction is 16 bits of the pixel; its table has fewer.
    const SHIFT: u32 = 32 - DIRECTIONS.ilog2();
    let row = polar.directions[(pixel >> SHIFT) as usize];
    let gate = polar.ranges[usize::from(pixel as u16)];
    polar.gates.get(row as usize + usize::from(gate)).copied().unwrap_or(NO_ECHO)
}
