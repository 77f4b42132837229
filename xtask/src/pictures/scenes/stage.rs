//! The theatre stage.

use super::super::camera::{Camera, unit};
use super::super::canvas::{Canvas, Point};
use super::super::colour::{Rgb, hex, lerp, smooth};
use super::super::noise::{Dice, Noise};
use super::super::structures::{Light, block};

/// A theatre stage before the show: red curtains, spotlights, rows of seats.
pub(super) fn theater_stage(canvas: &mut Canvas) {
    canvas.finish.bloom = 0.5;
    canvas.finish.bloom_from = 0.6;
    canvas.finish.brush = 0.4;
    canvas.finish.vignette = 0.4;
    let noise = Noise(261);
    canvas.paint(|x, y, _| {
        let glow = (-((x - 0.75) / 0.45).powi(2) - ((y - 0.62) / 0.30).powi(2)).exp();
        hex(0x141b3c).mix(hex(0x5a6cb8), glow) * (0.9 + noise.fbm(x * 3.0, y * 3.0, 4) * 0.15)
    });
    canvas.below(
        |x| 0.60 - 0.05 * Noise(262).fbm(x * 3.0, 1.0, 5),
        0.7,
        |x, y| hex(0x18224c).mix(hex(0x3a4c90), smooth(0.66, 0.5, y) * (1.0 - (x - 0.75).abs())),
    );
    let moon = (0.93, 0.30);
    canvas.dab(moon, (0.045, 0.045), 0.0, 0.05, hex(0xfff0cc) * 1.1, 1.0);
    canvas.glow(moon, 0.07, hex(0xc8d0ff), 0.25);
    stage_floor(canvas);
    props(canvas);
    curtains(canvas);
    beams(canvas);
    seats(canvas);
}

fn stage_floor(canvas: &mut Canvas) {
    let camera = Camera::new([0.0, 2.6, 0.0], 1.2, 0.47);
    let noise = Noise(263);
    canvas.paint_between(0.655, 0.835, |u, v, under| {
        let Some([x, _, z]) = camera.on_level((u, v), 0.0) else { return under };
        let plank = (x / 0.3).floor();
        let gap = smooth(0.08, 0.03, (x / 0.3).fract().abs().min(1.0 - (x / 0.3).fract().abs()));
        let wood = hex(0x7c4a2c)
            .mix(hex(0xa86c40), 0.5 + Noise(264).at(plank * 1.3, (z * 0.2 + plank).floor()) * 0.8)
            * (1.0 + noise.fbm(x * 6.0, z * 0.8, 3) * 0.15 - gap * 0.35);
        let mut light = hex(0x3c4478) * 0.55;
        for (px, pz, tone) in
            [(0.0_f32, 11.6_f32, hex(0xfff0cc)), (-3.2, 12.6, hex(0x9ab0ff)), (3.2, 12.6, hex(0xffb484))]
        {
            let d = ((x - px) / 1.7).powi(2) + ((z - pz) / 1.5).powi(2);
            light += tone * (1.25 * smooth(1.25, 0.7, d.sqrt()) + 0.2 * (-d * 0.25).exp());
        }
        wood * light
    });
    canvas.paint_between(0.835, 0.875, |x, y, _| {
        let edge = smooth(0.842, 0.836, y);
        hex(0x2a1814).mix(hex(0xb8804c), edge) * (0.45 + 0.5 * (-((x - 0.75) / 0.5).powi(2)).exp())
    });
}

fn props(canvas: &mut Canvas) {
    let stand = (0.75, 0.742);
    canvas.dab((stand.0, stand.1), (0.026, 0.006), 0.0, 0.2, hex(0x14121a), 1.0);
    canvas.line(stand, (stand.0, 0.585), (0.004, 0.003), hex(0x1c1a22), 1.0);
    canvas.line(
        (stand.0 - 0.001, stand.1 - 0.01),
        (stand.0 - 0.001, 0.59),
        (0.0012, 0.0012),
        hex(0xd8d0c4),
        0.9,
    );
    canvas.line((stand.0, 0.588), (stand.0 + 0.014, 0.572), (0.006, 0.009), hex(0x2a2830), 1.0);
    canvas.dab((stand.0 + 0.017, 0.568), (0.008, 0.0065), 0.7, 0.2, hex(0x8f8c94), 1.0);
    let (x, y) = (0.60, 0.735);
    for (dx, dy) in [(-0.018, 0.0), (0.018, 0.0), (-0.012, -0.012), (0.024, -0.012)] {
        canvas.line((x + dx, y + dy), (x + dx, y - 0.058 + dy * 0.3), (0.004, 0.004), hex(0x3a2418), 1.0);
    }
    canvas.fill(
        &[(x - 0.022, y - 0.055), (x + 0.022, y - 0.055), (x + 0.027, y - 0.066), (x - 0.016, y - 0.066)],
        hex(0xb07a48),
        1.0,
    );
    for dx in [-0.015, 0.026] {
        canvas.line((x + dx, y - 0.06), (x + dx, y - 0.125), (0.004, 0.004), hex(0x6a4028), 1.0);
    }
    for up in [0.085, 0.105, 0.122] {
        canvas.line((x - 0.015, y - up), (x + 0.026, y - up), (0.005, 0.005), hex(0x9a6438), 1.0);
    }
    canvas.fill(&[(0.885, 0.742), (0.935, 0.742), (0.93, 0.69), (0.89, 0.69)], hex(0x4c3a30), 1.0);
    canvas.fill(&[(0.885, 0.742), (0.893, 0.742), (0.896, 0.69), (0.89, 0.69)], hex(0xb08a64), 0.9);
    canvas.dab((0.91, 0.672), (0.017, 0.020), 0.0, 0.2, hex(0xb8503c), 1.0);
    canvas.dab((0.906, 0.668), (0.008, 0.010), 0.0, 0.9, hex(0xf0a080), 0.8);
}

fn curtains(canvas: &mut Canvas) {
    let noise = Noise(265);
    let cloth = |fold: f32, deep: f32, light: f32| {
        let ridge = 0.5 + 0.5 * fold;
        let tone = hex(0x2c060c)
            .mix(hex(0xb81f2c), ridge.powf(1.4))
            .mix(hex(0xff7a5c), smooth(0.88, 1.0, ridge) * 0.35);
        tone * (0.35 + light) * (1.0 - deep * 0.35)
    };
    for side in [-1.0_f32, 1.0] {
        canvas.paint_between(0.0, 0.845, |x, y, under| {
            let from = if side < 0.0 { x } else { 1.4995 - x };
            // Gathered at the tie, falling straight below it.
            let tie = smooth(0.35, 0.56, y) * smooth(0.85, 0.58, y);
            let width = 0.36 - 0.10 * tie - 0.05 * smooth(0.1, 0.5, y);
            let hem = 0.838 + 0.006 * (from * 90.0).sin();
            let cover = smooth(width + 0.0012, width - 0.0012, from) * smooth(hem, hem - 0.002, y);
            if cover <= 0.0 {
                return under;
            }
            let across = from / width;
            let fold = (across * 34.0 + noise.at(across * 4.0, y * 1.5) * 1.6).sin();
            let light = 0.30 + 0.55 * smooth(0.25, 1.0, across) * smooth(0.0, 0.7, y);
            let band = smooth(0.010, 0.006, (y - 0.575).abs()) * 0.9;
            let tone = cloth(fold, smooth(0.2, 0.0, y), light).mix(hex(0xd8a44c) * (0.4 + light), band);
            let fringe = smooth(hem - 0.022, hem - 0.018, y);
            under.mix(
                tone.mix(hex(0xc8923c) * (0.35 + light * (0.7 + 0.3 * (from * 900.0).sin())), fringe),
                cover,
            )
        });
    }
    canvas.paint_between(0.0, 0.22, |x, y, under| {
        let swag = ((x * 4.0).fract() - 0.5).abs() * 2.0;
        let low = 0.15 - 0.045 * swag * swag;
        let cover = smooth(low + 0.001, low - 0.001, y);
        let fold = ((y + 0.10 * (1.0 - swag * swag)) * 150.0 + noise.at(x * 6.0, y * 6.0) * 1.5).sin() * 0.6
            + 0.2 * (x * 110.0).sin();
        let fringe = smooth(low - 0.016, low - 0.012, y);
        let light = 0.35 + 0.25 * smooth(0.0, 0.15, y);
        let tone = cloth(fold, 0.0, light).mix(hex(0xd09a40) * (0.7 + 0.2 * (x * 900.0).sin()), fringe);
        under.mix(tone, cover)
    });
}

fn beams(canvas: &mut Canvas) {
    let haze = Noise(266);
    for (from, to, tone, strength) in [
        ((0.40, -0.05), 0.545, hex(0x9ab0ff), 0.22),
        ((0.75, -0.08), 0.75, hex(0xfff0cc), 0.30),
        ((1.10, -0.05), 0.955, hex(0xffb484), 0.22),
    ] {
        canvas.paint_between(0.0, 0.75, |x, y, under| {
            let along = (y - from.1) / (0.735 - from.1);
            let middle = lerp(from.0, to, along);
            let wide = lerp(0.008, 0.085, along);
            let off = ((x - middle) / wide).abs();
            let drift = 0.8 + 0.6 * haze.fbm(x * 5.0, y * 5.0, 4);
            under
                + tone
                    * (smooth(1.05, 0.55, off)
                        * strength
                        * drift
                        * (1.1 - 0.75 * along)
                        * smooth(0.75, 0.70, y))
        });
    }
}

fn seats(canvas: &mut Canvas) {
    let mut dice = Dice::new(267);
    for row in 0..3 {
        let y = 0.905 + row as f32 * 0.048;
        let size = 0.030 + row as f32 * 0.007;
        let count = (1.7 / (size * 2.15)) as usize;
        for i in 0..count {
            let x = (i as f32 + 0.5 * (row % 2) as f32) * size * 2.15 - 0.06;
            let rim = (-((x - 0.75) / 0.4).powi(2)).exp();
            let seat = hex(0x2a0a10) * (1.0 - row as f32 * 0.2);
            let back: Vec<Point> = (0..=12)
                .map(|k| {
                    let turn = std::f32::consts::PI * k as f32 / 12.0;
                    (x + size * 0.95 * turn.cos(), y - size * 0.55 * turn.sin().max(0.0).powf(0.6))
                })
                .chain([(x - size * 0.95, 1.01), (x + size * 0.95, 1.01)])
                .collect();
            canvas.fill(&back, seat.mix(hex(0xd06a50), rim * 0.45), 1.0);
            let inner: Vec<Point> = back.iter().map(|p| (x + (p.0 - x) * 0.95, p.1 + 0.0035)).collect();
            canvas.fill(&inner, seat, 1.0);
            if dice.chance(0.42) {
                let head = (x + dice.bell() * size * 0.2, y - size * 0.75);
                canvas.dab(
                    head,
                    (size * 0.36, size * 0.45),
                    0.0,
                    0.1,
                    hex(0x7a4a3c).mix(hex(0x2a1a1c), 1.0 - rim * 0.6),
                    1.0,
                );
                canvas.dab(
                    (head.0, head.1 + size * 0.08),
                    (size * 0.34, size * 0.42),
                    0.0,
                    0.1,
                    hex(0x100a0e),
                    1.0,
                );
                canvas.dab(
                    (head.0, head.1 + size * 0.85),
                    (size * 0.75, size * 0.5),
                    0.0,
                    0.1,
                    hex(0x100a10),
                    1.0,
                );
            }
        }
    }
    let light = Light { sun: unit([0.0, 1.0, 0.0]), direct: Rgb::WHITE * 0.1, ambient: Rgb::WHITE * 0.1 };
    let rail = Camera::new([0.0, 0.0, 0.0], 1.0, 0.5);
    block(canvas, &rail, [-8.0, -5.9, 10.0], [8.0, -5.2, 10.4], hex(0x1a0c0c), &light);
}
