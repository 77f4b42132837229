//! Land in layers, as a poster shows it: ridgelines one behind the other, their faces wooded, lit and veiled.

use super::canvas::Canvas;
use super::colour::{Rgb, lerp, smooth};
use super::noise::{Dice, Noise};
use super::sky::Air;
use super::trees::{Fir, fir};

/// The line of a ridge against what lies behind it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ridge {
    pub(crate) seed: u32,
    /// Mean height in the picture.
    pub(crate) at: f32,
    /// How far the line rises and falls.
    pub(crate) swing: f32,
    /// Width of the largest hills, picture heights.
    pub(crate) size: f32,
    /// 0 rounded hills, 1 sharp peaks.
    pub(crate) sharp: f32,
    /// Fall of the whole line from left to right, per picture height; negative rises.
    pub(crate) tilt: f32,
}

impl Ridge {
    pub(crate) fn new(seed: u32, at: f32, swing: f32, size: f32) -> Ridge {
        Ridge { seed, at, swing, size, sharp: 0.25, tilt: 0.0 }
    }

    pub(crate) fn sharp(self, sharp: f32) -> Ridge {
        Ridge { sharp, ..self }
    }

    pub(crate) fn tilt(self, tilt: f32) -> Ridge {
        Ridge { tilt, ..self }
    }

    /// Height of the line at `x`.
    pub(crate) fn line(&self, x: f32) -> f32 {
        let noise = Noise(self.seed);
        let round = noise.fbm(x / self.size + 3.7, 0.5, 7);
        let peaks = noise.ridged(x / self.size + 8.1, 2.5, 6) - 0.55;
        self.at + self.tilt * (x - 0.75) - self.swing * lerp(round, peaks * 1.3, self.sharp)
    }

    /// Light on the face below the line, about 0..1: spurs run down from the crest and turn their sides to the light.
    pub(crate) fn relief(&self, x: f32, y: f32, sun: f32) -> f32 {
        let noise = Noise(self.seed ^ 0x77);
        let down = y - self.line(x);
        let form =
            |x: f32| noise.ridged((x + down * 0.35) / self.size * 2.6, down / self.size * 1.5 + 4.0, 5);
        let step = self.size * 0.018;
        let slope = (form(x + step) - form(x - step)) * 3.2;
        (0.5 - slope * sun * 0.55 + (form(x) - 0.5) * 0.35).clamp(0.0, 1.0)
    }
}

/// Paints a bare ridge: shaded spurs under a veil that thickens towards its foot.
pub(crate) fn ridge(
    canvas: &mut Canvas,
    line: &Ridge,
    bottom: f32,
    face: (Rgb, Rgb),
    air: (&Air, f32),
    sun: f32,
) {
    canvas.below(
        |x| line.line(x),
        bottom,
        |x, y| {
            let light = line.relief(x, y, sun);
            let colour = face.0.mix(face.1, light);
            let down = smooth(0.0, line.swing * 1.4 + 0.05, y - line.line(x));
            air.0.veil(colour, air.1 * (1.0 + down * 1.1), (x, y))
        },
    );
}

/// A wooded slope.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Woods {
    pub(crate) line: Ridge,
    /// Where the slope ends below.
    pub(crate) foot: f32,
    /// Height of its trees.
    pub(crate) tall: f32,
    pub(crate) look: Fir,
    /// Distance for the veil.
    pub(crate) far: f32,
    /// Share of ground that carries trees, 0..1.
    pub(crate) cover: f32,
    /// Colour of open ground.
    pub(crate) ground: Rgb,
}

/// Paints a wooded slope tree by tree from the crest down, lit spurs and dark draws, veiled towards the foot.
pub(crate) fn woods(canvas: &mut Canvas, slope: &Woods, air: &Air) {
    let line = slope.line;
    let mist = |y: f32, x: f32| 1.0 + 1.0 * smooth(0.0, (slope.foot - line.at).max(0.05), y - line.line(x));
    canvas.below(
        |x| line.line(x),
        slope.foot,
        |x, y| {
            let light = line.relief(x, y, slope.look.sun);
            let trees = slope.look.dark.mix(slope.look.lit, light * 0.5);
            let colour = slope.ground.mix(trees, slope.cover.powf(0.4));
            air.veil(colour, slope.far * mist(y, x), (x, y))
        },
    );
    let mut dice = Dice::new(u64::from(line.seed) + 900);
    let patches = Noise(line.seed ^ 0x31);
    let gap = slope.tall * 0.3;
    let mut y = line.at - line.swing * 1.2 - line.tilt.abs() * 0.8;
    while y < slope.foot {
        let mut x = -slope.tall;
        while x < canvas.aspect() + slope.tall {
            x += gap * dice.range(0.4, 1.5);
            let at = (x, y + dice.bell() * gap);
            let depth = at.1 - line.line(x);
            let open = patches.fbm(x * 3.0 / line.size, at.1 * 7.0 / line.size, 4) * 0.5 + 0.5;
            if depth < -0.002 || open > slope.cover * 1.15 || dice.chance(0.12) {
                continue;
            }
            let light = line.relief(x, at.1, slope.look.sun);
            let tone = dice.range(0.75, 1.15);
            let veil = |c: Rgb| air.veil(c * tone, slope.far * mist(at.1, x), at);
            let look = slope.look;
            let lit = look.dark.mix(look.lit, light * 1.5 - 0.1);
            let look = Fir { dark: look.dark.mix(look.lit, light * 0.35), lit, ..look }.map(veil);
            let tall = slope.tall * dice.range(0.55, 1.25);
            fir(canvas, &mut dice, (x, at.1 + slope.tall * 0.35), tall, &look);
        }
        y += gap * 1.1;
    }
}

/// A bank of mist lying along a height: torn at the top, denser below, drifting in streaks.
pub(crate) fn mist(canvas: &mut Canvas, seed: u32, at: f32, thick: f32, colour: Rgb, amount: f32) {
    let field = Noise(seed);
    canvas.paint_between((at - thick * 1.6).max(0.0), (at + thick * 1.6).min(1.0), |x, y, under| {
        let wave = field.fbm(x * 1.6, 2.0, 3) * thick * 0.6;
        let body = 1.0 - ((y - at - wave) / thick).abs();
        let torn = field.warped(x * 2.4 / (thick * 8.0).max(0.3), y * 7.0 / (thick * 8.0).max(0.3), 0.8, 5);
        let cover =
            smooth(-0.05, 0.9, body + torn * 0.75 * (1.0 - body.max(0.0) * 0.4)) * smooth(-0.6, 0.2, body);
        under.mix(colour, cover * amount)
    });
}
