//! Still and moving water: what stands above it, turned over, broken by ripples.

use super::canvas::{Canvas, Point};
use super::colour::{Rgb, lerp, smooth};
use super::noise::Noise;

/// The surface of a lake, a river or a wet street.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Surface {
    pub(crate) seed: u32,
    /// Colour of the water itself, seen where it reflects least.
    pub(crate) body: Rgb,
    /// Share of the reflection near the far shore and near the viewer.
    pub(crate) mirror: (f32, f32),
    /// How far ripples shift the reflection near the viewer, picture heights.
    pub(crate) ripple: f32,
    /// Size of ripples; about 1.
    pub(crate) size: f32,
    /// How far the reflection is drawn out downwards, picture heights at the viewer.
    pub(crate) smear: f32,
    /// Height to mirror about when the banks are flat; otherwise each column mirrors about its own shore.
    pub(crate) level: Option<f32>,
    /// How far from its shore a reflection has faded to a third, picture heights.
    pub(crate) fade: f32,
}

impl Surface {
    pub(crate) fn new(seed: u32, body: Rgb, mirror: (f32, f32)) -> Surface {
        Surface { seed, body, mirror, ripple: 0.035, size: 1.0, smear: 0.012, level: None, fade: 1e3 }
    }
}

/// Paints water wherever `inside` says so. Every column is mirrored about the place where its water begins, so bends,
/// islands and banks each get their own reflection. `horizon` is the eye level.
pub(crate) fn water(canvas: &mut Canvas, surface: &Surface, horizon: f32, inside: impl Fn(f32, f32) -> f32) {
    let before = canvas.copy();
    let scale = canvas.scale();
    let pixel = 1.0 / scale;
    for column in 0..canvas.width {
        let x = (column as f32 + 0.5) * pixel;
        let mut shore = horizon;
        let mut wet = false;
        for row in (horizon * scale) as usize..canvas.height {
            let y = (row as f32 + 0.5) * pixel;
            let cover = inside(x, y);
            if cover <= 0.0 {
                wet = false;
                continue;
            }
            if !wet {
                shore = surface.level.unwrap_or(y);
                wet = true;
            }
            let i = row * canvas.width + column;
            if canvas.depth[i] < canvas.z {
                continue;
            }
            let colour = reflected(&before, surface, (x, y), shore, horizon);
            canvas.pixels[i] = canvas.pixels[i].mix(colour, cover);
        }
    }
}

fn reflected(before: &Canvas, surface: &Surface, at: Point, shore: f32, horizon: f32) -> Rgb {
    let noise = Noise(surface.seed);
    // Ripples lie flat: they shorten towards the horizon as the square of the distance from it.
    let near = ((at.1 - horizon) / (1.0 - horizon)).clamp(0.004, 1.0);
    let far = 1.0 / near;
    let size = 26.0 / surface.size;
    let px = (at.0 - 0.75) * far * size * 0.16;
    let py = far * size * 0.55;
    let wave = noise.fbm(px, py, 3) + 0.5 * noise.at(px * 0.3, py * 0.45);
    let long = noise.at((at.0 - 0.75) * far * 1.1, far * 3.0);
    let calm = smooth(-0.25, 0.5, long) * 0.7 + 0.3;
    let shift = wave * surface.ripple * near.powf(0.7) * calm;
    let mirrored = 2.0 * shore - at.1 + shift;
    let sideways = noise.at(px * 1.3 + 40.0, py) * surface.ripple * 0.25 * near;
    let smear = surface.smear * near;
    let mut sum = Rgb::BLACK;
    for tap in [-1.0, -0.5, 0.0, 0.5, 1.0] {
        sum +=
            before.sample(at.0 + sideways, (mirrored + tap * smear).clamp(0.001, shore.max(0.004) - 0.002));
    }
    let sky = sum * 0.2;
    let share = lerp(surface.mirror.0, surface.mirror.1, near.powf(0.8)) + wave * 0.10 * calm;
    let share =
        share * (1.0 - 0.25 * smooth(0.15, 0.6, -wave)) * (-(at.1 - shore).max(0.0) / surface.fade).exp();
    surface.body.mix(sky, share)
}

/// A glittering path of light on water under a low sun or moon at `x`.
pub(crate) fn glitter(canvas: &mut Canvas, seed: u32, x: f32, top: f32, colour: Rgb, strength: f32) {
    let noise = Noise(seed);
    canvas.paint_between(top, 1.0, |px, py, under| {
        let near = ((py - top) / (1.0 - top)).clamp(0.003, 1.0);
        let wide = 0.02 + 0.16 * near;
        let inside = (-((px - x) / wide).powi(2)).exp();
        let sparkle = noise.fbm((px - 0.75) / near * 5.0, 14.0 / near, 4);
        under + colour * (smooth(0.12, 0.5, sparkle + inside * 0.22) * inside * strength)
    });
}

/// Breaks up what is already painted below `top` as ripples would; for things drawn upside down by the scene itself.
pub(crate) fn ripples(canvas: &mut Canvas, seed: u32, top: f32, amount: f32) {
    let before = canvas.copy();
    let noise = Noise(seed);
    canvas.paint_between(top, 1.0, |x, y, _| {
        let near = ((y - top) / (1.0 - top)).clamp(0.004, 1.0);
        let (px, py) = ((x - 0.75) / near * 3.5, 13.0 / near);
        let wave = noise.fbm(px, py, 3);
        let shift = wave * amount * near.powf(0.7);
        before.sample(x + shift * 0.35, (y + shift).max(top)) * (1.0 + wave * 0.10)
    });
}
