//! Rivers and lakes.

use super::super::canvas::Canvas;
use super::super::colour::{Rgb, hex, smooth};
use super::super::land::{Ridge, Woods, mist, ridge, woods};
use super::super::noise::{Dice, Noise};
use super::super::sky::{Air, Clouds, Lamp, clouds, rays, sky};
use super::super::trees::{Fir, fir, tuft};
use super::super::water::{Surface, glitter, water};

/// A river bending out of morning mist between wooded slopes, the sun just over the ridge.
pub(super) fn rogue_river_morning(canvas: &mut Canvas) {
    let sun = Lamp { at: (0.93, 0.27), radius: 0.022, colour: hex(0xffdfae), glow: 0.95, spread: 0.30 };
    sky(canvas, &[(0.0, hex(0x6f9fb8)), (0.22, hex(0xb9cfc6)), (0.42, hex(0xf6dcb4))], 0.62, Some(sun));
    let deck = Clouds {
        seed: 4,
        horizon: 0.42,
        size: 0.7,
        stretch: 3.5,
        amount: 0.5,
        lit: hex(0xfff0d8),
        shade: hex(0x9fb4bd),
        opacity: 0.6,
        light: sun.at,
    };
    clouds(canvas, deck);
    let air = Air { colour: hex(0xc6d6d0), density: 1.0, lamp: Some(sun) };
    let bare = (hex(0x27424a), hex(0x5d7d78));
    ridge(canvas, &Ridge::new(11, 0.36, 0.12, 0.75).sharp(0.5), 0.6, bare, (&air, 1.5), 0.6);
    ridge(canvas, &Ridge::new(23, 0.41, 0.12, 0.6).sharp(0.4), 0.6, bare, (&air, 1.0), 0.6);
    let look = Fir::new(hex(0x0d2c2c), hex(0x6b8546), 0.7);
    let slope = |line: Ridge, foot, tall, far| Woods {
        line,
        foot,
        tall,
        look,
        far,
        cover: 0.97,
        ground: hex(0x6b6a3c),
    };
    woods(canvas, &slope(Ridge::new(31, 0.46, 0.15, 0.5).tilt(-0.12), 0.60, 0.022, 0.62), &air);
    mist(canvas, 5, 0.56, 0.05, air.tint((0.9, 0.5)), 0.7);
    woods(canvas, &slope(Ridge::new(37, 0.47, 0.16, 0.42).tilt(0.26), 0.60, 0.036, 0.34), &air);
    mist(canvas, 6, 0.585, 0.028, air.tint((0.6, 0.5)), 0.75);
    woods(canvas, &slope(Ridge::new(44, 0.62, 0.15, 0.45).tilt(-0.36), 0.615, 0.05, 0.17), &air);
    meadow(canvas, &air);
    banks(canvas, &air);
    let surface = Surface { level: Some(0.6), ripple: 0.03, ..Surface::new(3, hex(0x244a4e), (0.97, 0.8)) };
    water(canvas, &surface, 0.55, river);
    mist(canvas, 9, 0.605, 0.03, hex(0xf3e3c8), 0.7);
    mist(canvas, 17, 0.68, 0.016, hex(0xe9e2cf), 0.35);
    rays(canvas, sun.at, sun.colour, 0.15, 8);
    foreground(canvas);
}

/// Alders and firs standing along the water, mist between them.
fn banks(canvas: &mut Canvas, air: &Air) {
    let mut dice = Dice::new(19);
    for step in 0..150 {
        let y = 0.604 + 0.17 * (step as f32 / 150.0).powf(1.6);
        let near = (y - 0.57) / 0.43;
        let x = dice.range(0.0, 1.5);
        let beside = river(x - 0.10 * near, y) + river(x + 0.10 * near, y);
        if river(x, y) + river(x, y + 0.01) > 0.0 || (beside == 0.0 && dice.chance(0.72)) {
            continue;
        }
        let far = 0.10 / near.max(0.06);
        let tall = (0.10 + 0.30 * near) * dice.range(0.35, 0.8);
        let look = Fir::new(hex(0x0d2a29), hex(0x66803f), 0.75).map(|c| air.veil(c, far, (x, y)));
        fir(canvas, &mut dice, (x, y), tall, &look);
    }
}

/// Share of a pixel that is river: a bend narrowing into the distance.
fn river(x: f32, y: f32) -> f32 {
    let near = (y - 0.585) / 0.415;
    if near <= 0.0 {
        return 0.0;
    }
    let bend = 0.78 + 0.34 * (6.3 * near.powf(0.42) - 1.2).sin() * near.powf(0.35) + 0.1 * near;
    let wide = 0.035 + 0.42 * near.powf(1.3);
    let shore = Noise(21).fbm(x * 5.0, y * 16.0, 4) * 0.05 * (0.2 + near);
    let pixel = 0.0012 + 0.004 * near;
    smooth(pixel, -pixel, (x - bend).abs() - wide + shore)
}

fn meadow(canvas: &mut Canvas, air: &Air) {
    let (field, fine) = (Noise(61), Noise(62));
    canvas.below(
        |x| 0.598 + 0.006 * field.fbm(x * 4.0, 1.0, 4),
        1.0,
        |x, y| {
            let near = (y - 0.58) / 0.42;
            let far = 1.0 / near.max(0.03);
            let patch = field.fbm((x - 0.75) * far * 1.3, far * 2.2, 5);
            let grain = fine.fbm((x - 0.75) * far * 9.0, far * 12.0, 4);
            let grass = hex(0x3f5a2c).mix(hex(0xa98f4a), 0.5 + patch * 1.3 + grain * 0.4);
            let bar = smooth(0.16, 0.02, river_edge(x, y));
            let colour = grass.mix(hex(0x8e887a) * (0.75 + grain * 0.5), bar * 0.85);
            air.veil(colour * (0.8 + grain * 0.35), 0.13 / near.max(0.05), (x, y))
        },
    );
}

/// Distance from the river's line, for gravel bars.
fn river_edge(x: f32, y: f32) -> f32 {
    let inside =
        river(x, y) + river(x + 0.02, y) + river(x - 0.02, y) + river(x + 0.045, y) + river(x - 0.045, y);
    0.16 - inside * 0.05
}

fn foreground(canvas: &mut Canvas) {
    let mut dice = Dice::new(88);
    let firs = Fir::new(hex(0x0a1f20), hex(0x4c6132), 0.75);
    let spots = [
        (1.40, 0.985, 0.62),
        (1.30, 0.93, 0.42),
        (1.22, 0.885, 0.31),
        (1.475, 0.92, 0.5),
        (0.06, 0.86, 0.34),
        (0.015, 0.95, 0.55),
        (0.12, 0.80, 0.22),
        (0.17, 0.77, 0.17),
    ];
    for (x, y, tall) in spots {
        fir(canvas, &mut dice, (x, y), tall, &firs);
    }
    for _ in 0..1500 {
        let (x, y) = (dice.range(0.0, 1.5), dice.range(0.82, 1.04));
        if river(x, y - 0.012) + river(x + 0.02, y) > 0.0 {
            continue;
        }
        tuft(canvas, &mut dice, (x, y), 0.035 * (y - 0.6) / 0.4, 9, (hex(0x2c3d20), hex(0x86793f)));
    }
    glitter(canvas, 12, 0.93, 0.62, Rgb { r: 0.6, g: 0.45, b: 0.25 }, 0.25);
}
