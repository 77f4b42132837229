//! What is above: graded skies with a glowing sun or moon, clouds, stars, and the air that veils distance.

use super::canvas::{Canvas, Point};
use super::colour::{Rgb, hex, ramp, smooth};
use super::noise::{Dice, Noise};

/// A sun or moon and how far its light spreads.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lamp {
    pub(crate) at: Point,
    /// Radius of the disc; 0 for a light that is hidden.
    pub(crate) radius: f32,
    pub(crate) colour: Rgb,
    /// Strength of the glow around it.
    pub(crate) glow: f32,
    /// How far the glow reaches.
    pub(crate) spread: f32,
}

/// Paints a graded sky down to `bottom` and the light in it. Low light spreads along the horizon more than upwards.
pub(crate) fn sky(canvas: &mut Canvas, stops: &[(f32, Rgb)], bottom: f32, lamp: Option<Lamp>) {
    let texture = Noise(77);
    let pixel = 1.0 / canvas.scale();
    canvas.paint_between(0.0, bottom, |x, y, _| {
        // A slow unevenness, as of a wash laid by hand.
        let wash = texture.fbm(x * 1.7, y * 4.0, 4) * 0.02;
        let mut colour = ramp(stops, y + wash);
        if let Some(lamp) = lamp {
            let (dx, dy) = (x - lamp.at.0, y - lamp.at.1);
            let flat = (dx * dx * 0.55 + dy * dy * 1.9).sqrt();
            let round = (dx * dx + dy * dy).sqrt();
            let halo = (-flat / lamp.spread).exp() * 0.75 + (-round / (lamp.spread * 0.22)).exp() * 0.55;
            colour = colour.mix(lamp.colour, (halo * lamp.glow).min(0.92))
                + lamp.colour * (halo * halo * lamp.glow * 0.25);
            if lamp.radius > 0.0 {
                let disc = smooth(lamp.radius + pixel, lamp.radius - pixel, round);
                colour = colour.mix(lamp.colour * 1.5 + Rgb::WHITE * 0.35, disc);
            }
        }
        colour
    });
}

/// The character of a cloud deck.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clouds {
    pub(crate) seed: u32,
    /// Height in the picture the deck recedes towards.
    pub(crate) horizon: f32,
    /// Size of the masses; larger is fewer and bigger.
    pub(crate) size: f32,
    /// How drawn out sideways, 1 round, 6 streaks.
    pub(crate) stretch: f32,
    /// 0 none to 1 overcast.
    pub(crate) amount: f32,
    pub(crate) lit: Rgb,
    pub(crate) shade: Rgb,
    pub(crate) opacity: f32,
    /// Where the light comes from.
    pub(crate) light: Point,
}

/// Paints clouds over a sky: masses of bent noise, brighter where they face the light, thinner and smaller towards the horizon.
pub(crate) fn clouds(canvas: &mut Canvas, deck: Clouds) {
    let field = Noise(deck.seed);
    let thickness = |x: f32, y: f32| {
        let rise = (deck.horizon - y).max(0.0);
        let far = 1.0 / (0.22 + rise * 1.5);
        let (px, py) = ((x - 0.75) * far / deck.size, rise * far * deck.stretch * 1.3 / deck.size);
        let n = field.warped(px + 9.0, py, 0.3, 6) * 0.5 + 0.5;
        smooth(1.0 - deck.amount, 1.32 - deck.amount, n + 0.12)
    };
    canvas.paint_between(0.0, deck.horizon, |x, y, under| {
        let here = thickness(x, y);
        if here <= 0.003 {
            return under;
        }
        let (dx, dy) = (deck.light.0 - x, deck.light.1 - y);
        let far = (dx * dx + dy * dy).sqrt().max(1e-3);
        let step = 0.022 * deck.size;
        let beyond = thickness(x + dx / far * step, y + dy / far * step);
        let facing = smooth(-0.3, 0.45, here - beyond);
        let near = (-far * 1.6).exp();
        let light = (facing * 0.75 + (1.0 - here) * 0.35 + near * 0.35).min(1.0);
        let fade = smooth(0.0, 0.08, deck.horizon - y);
        let colour = deck.shade.mix(deck.lit, light) + deck.lit * (near * (1.0 - here) * 0.35);
        under.mix(colour, here * deck.opacity * fade)
    });
}

/// Scatters stars down to `bottom`, most of them faint.
pub(crate) fn stars(canvas: &mut Canvas, seed: u64, count: usize, bottom: f32, strength: f32) {
    let mut dice = Dice::new(seed);
    for _ in 0..count {
        let at = (dice.range(0.0, 1.5), dice.range(0.0, bottom));
        star(canvas, &mut dice, at, strength * smooth(bottom, bottom * 0.6, at.1));
    }
}

fn star(canvas: &mut Canvas, dice: &mut Dice, at: Point, strength: f32) {
    let brightness = dice.unit().powf(5.0);
    let tint = if dice.chance(0.3) { hex(0xffd9b0) } else { hex(0xcfe0ff) };
    let radius = 0.00055 + 0.0012 * brightness;
    canvas.dab(at, (radius, radius), 0.0, 0.8, tint, (0.25 + brightness) * strength);
    if brightness > 0.8 {
        canvas.glow(at, 0.0022, tint, 0.22 * strength);
    }
}

/// The Milky Way: a leaning band of glow and crowded stars with dark lanes along its middle.
pub(crate) fn milky_way(canvas: &mut Canvas, foot: Point, lean: f32, seed: u64) {
    let (cloud, lane) = (Noise(seed as u32), Noise(seed as u32 ^ 0xabcd));
    let (sin, cos) = lean.sin_cos();
    let place = move |x: f32, y: f32| {
        let (dx, dy) = (x - foot.0, y - foot.1);
        (dx * cos + dy * sin, dx * sin - dy * cos)
    };
    let body = move |x: f32, y: f32| {
        let (across, along) = place(x, y);
        let width = 0.24 + 0.07 * cloud.at(along * 2.0, 3.0) - 0.04 * along;
        let bent = across + 0.05 * cloud.fbm(along * 2.6, 8.0, 3);
        let band = (-(bent / width) * (bent / width) * 2.2).exp();
        let mottle = 0.55 + 0.75 * cloud.warped(across * 7.0, along * 4.0, 0.7, 6);
        let dust = smooth(
            0.02,
            0.30,
            lane.warped(across * 6.0 + 4.0, along * 2.6, 0.9, 6) + 0.34 - (bent / width).abs() * 1.3,
        );
        (band * mottle.max(0.05), dust * band)
    };
    canvas.paint(|x, y, under| {
        let (glow, dust) = body(x, y);
        let core = smooth(0.9, 0.1, place(x, y).1);
        let tint = hex(0x6f86c0).mix(hex(0xf0c8a4), core * 0.75);
        under + tint * (glow * (1.0 - dust * 0.7) * (0.16 + 0.26 * core))
    });
    let mut dice = Dice::new(seed);
    for _ in 0..16000 {
        let at = (dice.range(0.0, 1.5), dice.range(0.0, 1.0));
        let (glow, dust) = body(at.0, at.1);
        if dice.unit() < glow * (1.0 - dust) * 1.2 {
            star(canvas, &mut dice, at, 0.6);
        }
    }
}

/// Air between the viewer and what is seen.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Air {
    pub(crate) colour: Rgb,
    /// Share of the veil per unit of distance (exponential).
    pub(crate) density: f32,
    /// A light that warms the veil near it.
    pub(crate) lamp: Option<Lamp>,
}

impl Air {
    /// The colour of something `distance` away, seen at `at`.
    pub(crate) fn veil(&self, colour: Rgb, distance: f32, at: Point) -> Rgb {
        let amount = 1.0 - (-distance * self.density).exp();
        colour.mix(self.tint(at), amount)
    }

    /// The colour of the air itself in a direction.
    pub(crate) fn tint(&self, at: Point) -> Rgb {
        let Some(lamp) = self.lamp else { return self.colour };
        let (dx, dy) = (at.0 - lamp.at.0, at.1 - lamp.at.1);
        let near = (-(dx * dx + dy * dy).sqrt() / (lamp.spread * 1.2)).exp();
        self.colour.mix(lamp.colour, (near * lamp.glow * 0.8).min(0.85))
    }
}

/// Rays fanning out from a light, added over what is painted; `strength` is small.
pub(crate) fn rays(canvas: &mut Canvas, from: Point, colour: Rgb, strength: f32, seed: u32) {
    let field = Noise(seed);
    canvas.paint(|x, y, under| {
        let (dx, dy) = (x - from.0, y - from.1);
        let (angle, far) = (dy.atan2(dx), (dx * dx + dy * dy).sqrt());
        let beam = smooth(0.0, 0.5, field.fbm(angle * 5.0, 1.0, 3) + 0.12);
        under + colour * (beam * strength * (-far * 1.8).exp() * smooth(0.02, 0.15, far))
    });
}
