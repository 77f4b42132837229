//! Several radars → one picture: each pixel shows the radar whose beam is lowest above it.
//!
//! The lowest beam, not the strongest echo: it is nearest to what people feel, and the bright band of a far radar is not
//! smeared over what a near one sees. Where no radar measured but one of them could have, there is a gap, never silence.

use crate::palette::NOT_MEASURED;
use crate::picture::draw::{Picture, look_up};
use crate::picture::pixel_map::{PixelMap, STEP_M};
use crate::picture::polar::Polar;

/// What a radar brings to a mosaic.
#[derive(Clone, Copy, Debug)]
pub enum Seen<'a> {
    /// What it measured.
    Sweep(&'a Polar),
    /// Nothing, though it would have measured so far along the ground, in metres: where only it could have, the mosaic has a
    /// gap.
    Nothing {
        /// How far.
        reach_m: f64,
    },
}

/// Radars that are drawn together, worked out once for every picture of them.
#[derive(Clone, Debug)]
pub struct Mosaic<'a> {
    members: Vec<Member<'a>>,
}

#[derive(Clone, Debug)]
enum Member<'a> {
    /// Heights are those of the beam in metres above the sea for each step on the ground, infinite where there is no gate.
    Sweep { polar: &'a Polar, heights: Box<[f32]> },
    /// Steps on the ground within which nothing was measured.
    Nothing { steps: usize },
}

impl<'a> Mosaic<'a> {
    /// Several radars, each known by its place in the order from then on. Sweeps must be painted with one palette.
    #[must_use]
    pub fn new(seen: impl IntoIterator<Item = Seen<'a>>) -> Self {
        let member = |seen| match seen {
            Seen::Sweep(polar) => Member::Sweep { polar, heights: heights(polar) },
            Seen::Nothing { reach_m } => Member::Nothing { steps: (reach_m.max(0.0) / STEP_M) as usize },
        };
        Self { members: seen.into_iter().map(member).collect() }
    }

    /// A picture, given for each radar that reaches it its place in the order and its map of the picture. None when the maps
    /// are of different sizes, or there is none, or no such radar.
    #[must_use]
    pub fn draw(&self, maps: &[(usize, &PixelMap)]) -> Option<Picture> {
        let (_, first) = maps.first()?;
        let size = (first.width(), first.height());
        let mut members = Vec::with_capacity(maps.len());
        for (place, map) in maps {
            members.push((*map, self.members.get(*place).filter(|_| (map.width(), map.height()) == size)?));
        }
        let mut picture = Picture::empty(first);
        for (index, into) in picture.pixels.iter_mut().enumerate() {
            let mut lowest = f32::INFINITY;
            for (map, member) in &members {
                let pixel = map.pixels[index];
                let step = usize::from(pixel as u16);
                match member {
                    Member::Sweep { polar, heights } => {
                        let height = heights[step];
                        let colour = look_up(polar, pixel);
                        if colour == NOT_MEASURED {
                            if lowest == f32::INFINITY && height.is_finite() {
                                *into = NOT_MEASURED;
                            }
                        } else if height < lowest {
                            (lowest, *into) = (height, colour);
                        }
                    }
                    Member::Nothing { steps } if lowest == f32::INFINITY && step <= *steps => {
                        *into = NOT_MEASURED;
                    }
                    Member::Nothing { .. } => {}
                }
            }
        }
        Some(picture)
    }
}

/// Around the antenna there is no gate, and another radar may see what falls there.
fn heights(polar: &Polar) -> Box<[f32]> {
    let height = |(step, gate): (usize, &u16)| {
        let ground_m = step as f64 * STEP_M;
        if *gate == polar.beyond() { f32::INFINITY } else { polar.height_m(ground_m) as f32 }
    };
    polar.ranges.iter().enumerate().map(height).collect()
}
