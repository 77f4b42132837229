//! The coast at sunset.

use super::super::canvas::{Canvas, Point};
use super::super::colour::{Rgb, hex, smooth};
use super::super::land::Ridge;
use super::super::noise::{Dice, Noise};
use super::super::sky::{Air, Clouds, Lamp, clouds, sky};
use super::super::water::{Surface, glitter, water};

/// Sea stacks before a low sun, surf, and wet sand that mirrors the sky.
pub(super) fn coast_sunset(canvas: &mut Canvas) {
    let sun = Lamp { at: (0.60, 0.475), radius: 0.028, colour: hex(0xffb45c), glow: 1.0, spread: 0.34 };
    sky(
        canvas,
        &[(0.0, hex(0x3f5f9a)), (0.2, hex(0x8f88b0)), (0.36, hex(0xee9c8e)), (0.5, hex(0xffce8c))],
        0.53,
        Some(sun),
    );
    let deck = Clouds {
        seed: 51,
        horizon: 0.49,
        size: 0.75,
        stretch: 5.0,
        amount: 0.52,
        lit: hex(0xffb49a),
        shade: hex(0x6a6698),
        opacity: 0.85,
        light: sun.at,
    };
    clouds(canvas, deck);
    let air = Air { colour: hex(0xd9a08c), density: 1.0, lamp: Some(sun) };
    let head = Ridge::new(7, 0.505, 0.05, 0.3).tilt(-0.12);
    canvas.below(
        |x| head.line(x).max(if x > 0.98 { 0.0 } else { 0.53 }),
        0.53,
        |x, y| air.veil(hex(0x3a3348).mix(hex(0x7a5a58), head.relief(x, y, -0.8)), 0.75, (x, y)),
    );
    sea(canvas, sun);
    for stack in STACKS {
        rock(canvas, stack, &air);
    }
    beach(canvas);
    glitter(canvas, 4, sun.at.0, 0.525, hex(0xffb870), 0.8);
    gulls(canvas);
}

/// Middle, half width, top, foot, veil and seed of each sea stack, far ones first.
const STACKS: [(f32, f32, f32, f32, f32, u32); 6] = [
    (0.90, 0.035, 0.46, 0.535, 0.8, 3),
    (0.79, 0.022, 0.485, 0.535, 0.85, 9),
    (1.10, 0.11, 0.30, 0.575, 0.35, 5),
    (0.34, 0.06, 0.40, 0.56, 0.5, 6),
    (0.21, 0.12, 0.20, 0.60, 0.2, 12),
    (1.27, 0.035, 0.46, 0.60, 0.25, 8),
];

fn rock(
    canvas: &mut Canvas,
    (middle, half, top, foot, veil, seed): (f32, f32, f32, f32, f32, u32),
    air: &Air,
) {
    let noise = Noise(seed * 13);
    let shape = |x: f32| {
        let off = ((x - middle) / half).abs();
        let crag = noise.ridged(x / half * 0.9, 1.0, 5) - 0.5;
        let rise = (1.0 - off.powf(2.6)).max(-0.2) + crag * 0.45 * (1.15 - off).max(0.0);
        if off > 1.2 { 2.0 } else { foot - (foot - top) * rise.max(-0.1) }
    };
    let side = if middle < 0.6 { 1.0 } else { -1.0 };
    canvas.below(shape, foot, |x, y| {
        let strata = noise.fbm(x / half * 1.4, y / half * 3.5, 6);
        let off = (x - middle) / half;
        let light = (off * side * 0.7 + strata * 0.9 + 0.1).clamp(0.0, 1.0);
        let moss = smooth(0.05, -0.02, y - shape(x) - 0.01 + strata * 0.02) * 0.5;
        let stone = hex(0x1d1a26).mix(hex(0x9a6650), light * light).mix(hex(0x2f3a2c), moss);
        air.veil(stone, veil * (0.8 + 0.6 * smooth(top, foot, y)), (x, y))
    });
    let mut dice = Dice::new(u64::from(seed));
    for _ in 0..90 {
        let x = middle + dice.range(-1.15, 1.15) * half;
        let size = half * dice.range(0.02, 0.07);
        canvas.dab(
            (x, foot + dice.bell() * 0.003),
            (size * 2.2, size * 0.6),
            0.0,
            0.6,
            air.veil(hex(0xf1d3c0), veil * 0.4, (x, foot)),
            0.7,
        );
    }
}

/// Open water and breakers from the horizon to the beach.
fn sea(canvas: &mut Canvas, sun: Lamp) {
    let surface = Surface {
        level: Some(0.52),
        ripple: 0.05,
        smear: 0.02,
        size: 0.8,
        ..Surface::new(2, hex(0x2d4a63), (0.95, 0.62))
    };
    water(canvas, &surface, 0.515, |_, y| if y > 0.52 { 1.0 } else { 0.0 });
    let noise = Noise(15);
    canvas.paint_between(0.53, 0.86, |x, y, under| {
        let near = (y - 0.515) / 0.485;
        let bend = noise.fbm(x * 1.5, 3.0, 4) * 0.05 * (near + 0.15);
        let mut colour = under;
        for (i, at) in [0.565_f32, 0.605, 0.655, 0.72].into_iter().enumerate() {
            let crest = at + bend + 0.006 * noise.fbm(x * 6.0, i as f32 * 7.0, 3);
            let tall = 0.004 + 0.022 * (at - 0.52) / 0.2;
            let strength = smooth(-0.25, 0.2, noise.fbm(x * 2.2 + i as f32 * 3.1, i as f32, 3));
            let back = smooth(-tall * 1.6, 0.0, y - crest) * smooth(tall * 0.5, 0.0, y - crest);
            colour = colour.mix(hex(0x2e5560), back * 0.6 * strength);
            let froth = noise.fbm(x * 26.0 / (near + 0.2), y * 70.0 / (near + 0.2), 4);
            let foam = smooth(-tall * 0.15, tall * 0.1, y - crest)
                * smooth(tall * 2.6, tall * 0.3, y - crest + froth * tall * 1.6);
            let warm = (-(x - sun.at.0).abs() * 1.6).exp();
            colour = colour.mix(hex(0xc9bcc4).mix(hex(0xffe6c4), warm), foam * strength * 0.9);
        }
        colour
    });
}

fn shoreline(x: f32) -> f32 {
    let noise = Noise(33);
    0.775 + 0.10 * (x * 2.3 + 0.6).sin() * 0.5 + 0.02 * noise.fbm(x * 3.0, 1.0, 3)
}

fn beach(canvas: &mut Canvas) {
    let noise = Noise(34);
    canvas.below(
        |x| shoreline(x) - 0.004,
        1.0,
        |x, y| {
            let near = (y - 0.5) / 0.5;
            let grain = noise.fbm(x * 40.0 / near, y * 120.0 / near, 4);
            hex(0x6d5450).mix(hex(0x8b6a58), 0.5 + grain * 0.8)
        },
    );
    let wet = Surface {
        level: Some(0.52),
        ripple: 0.012,
        smear: 0.03,
        size: 0.5,
        ..Surface::new(8, hex(0x54443f), (0.9, 0.55))
    };
    water(canvas, &wet, 0.6, |x, y| {
        let up = y - shoreline(x);
        let dry = 0.17 + 0.06 * noise.fbm(x * 2.0, 9.0, 3);
        smooth(0.0, 0.004, up) * smooth(dry + 0.06, dry - 0.04, up)
    });
    canvas.paint_between(0.68, 1.0, |x, y, under| {
        let mut colour = under;
        for (i, (lag, width)) in [(0.0, 0.012), (0.035, 0.006), (0.075, 0.004)].into_iter().enumerate() {
            let edge = shoreline(x) + lag + 0.014 * noise.fbm(x * 5.0, i as f32 * 5.0, 4);
            let lace = noise.fbm(x * 38.0, y * 80.0, 4);
            let foam =
                smooth(-width * 3.0, 0.0, y - edge + lace * width * 2.0) * smooth(width * 0.6, 0.0, y - edge);
            colour = colour.mix(hex(0xf7dfcd), foam * (0.85 - 0.2 * i as f32));
        }
        colour
    });
}

fn gulls(canvas: &mut Canvas) {
    let mut dice = Dice::new(6);
    for _ in 0..11 {
        let at = (dice.range(0.35, 1.0), dice.range(0.16, 0.40));
        bird(canvas, at, dice.range(0.006, 0.014), dice.range(-0.2, 0.5), hex(0x2b2634));
    }
}

/// A bird as two bent wings; `lift` is how far the tips are raised.
pub(super) fn bird(canvas: &mut Canvas, at: Point, half: f32, lift: f32, colour: Rgb) {
    for side in [-1.0, 1.0] {
        let elbow = (at.0 + side * half * 0.45, at.1 - half * (0.22 + lift * 0.5));
        let tip = (at.0 + side * half, at.1 - half * lift * 0.6);
        canvas.line(at, elbow, (half * 0.20, half * 0.15), colour, 1.0);
        canvas.line(elbow, tip, (half * 0.15, half * 0.04), colour, 1.0);
    }
    canvas.dab(at, (half * 0.13, half * 0.13), 0.0, 0.3, colour, 1.0);
}
