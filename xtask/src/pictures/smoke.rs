//! Smoke, steam and breath of fog: many soft puffs, each shaded as a ball with a ragged rim.

use super::canvas::{Canvas, Point};
use super::colour::{Rgb, lerp, smooth};
use super::noise::{Dice, Noise};

/// A plume and its light.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plume {
    pub(crate) seed: u64,
    /// Colour turned to the light and away from it.
    pub(crate) lit: Rgb,
    pub(crate) shade: Rgb,
    /// Direction towards the light in the picture.
    pub(crate) sun: Point,
    /// Radius of the puffs at the start and at the end.
    pub(crate) from: f32,
    pub(crate) to: f32,
    pub(crate) puffs: usize,
    pub(crate) opacity: f32,
}

/// Paints a plume along a path given for 0..1, oldest puffs first.
pub(crate) fn plume(canvas: &mut Canvas, look: &Plume, path: impl Fn(f32) -> Point) {
    let mut dice = Dice::new(look.seed);
    for puff in 0..look.puffs {
        let t = 1.0 - puff as f32 / look.puffs as f32;
        let radius = lerp(look.from, look.to, t.powf(0.8));
        let middle = path(t);
        let at = (middle.0 + dice.bell() * radius * 1.0, middle.1 + dice.bell() * radius * 0.75);
        let size = radius * dice.range(0.45, 0.95);
        let thin = look.opacity * (1.0 - 0.75 * t * t);
        ball(canvas, look, at, size, thin, dice.range(0.0, 50.0));
    }
}

/// One puff.
fn ball(canvas: &mut Canvas, look: &Plume, at: Point, radius: f32, opacity: f32, salt: f32) {
    let noise = Noise(look.seed as u32 ^ 0x99);
    let scale = canvas.scale();
    let limit = |v: f32, max: usize| (v * scale).clamp(0.0, max as f32) as usize;
    let (top, bottom) =
        (limit(at.1 - radius, canvas.height), limit(at.1 + radius + 1.0 / scale, canvas.height));
    let (left, right) =
        (limit(at.0 - radius, canvas.width), limit(at.0 + radius + 1.0 / scale, canvas.width));
    for row in top..bottom {
        for column in left..right {
            let i = row * canvas.width + column;
            if canvas.depth[i] < canvas.z {
                continue;
            }
            let (x, y) = ((column as f32 + 0.5) / scale, (row as f32 + 0.5) / scale);
            let (nx, ny) = ((x - at.0) / radius, (y - at.1) / radius);
            let d = (nx * nx + ny * ny).sqrt();
            if d > 1.0 {
                continue;
            }
            let rag = noise.fbm(nx * 1.6 + salt, ny * 1.6 - salt, 4) * 0.75;
            let cover = smooth(1.0, 0.25, d + rag * 0.8);
            let light = (nx * look.sun.0 + ny * look.sun.1) * 0.62 + 0.45 + rag * 0.35;
            let colour = look.shade.mix(look.lit, light);
            canvas.pixels[i] = canvas.pixels[i].mix(colour, cover * opacity * 0.8);
        }
    }
}
