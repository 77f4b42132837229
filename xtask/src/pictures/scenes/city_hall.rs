//! The city hall at dusk.

use super::super::camera::{Camera, Spot};
use super::super::canvas::{Canvas, Point};
use super::super::colour::{Rgb, hex, smooth};
use super::super::land::{Ridge, Woods, woods};
use super::super::noise::{Dice, Noise};
use super::super::sky::{Air, Clouds, Lamp, clouds, sky, stars};
use super::super::structures::{column, figure, street_lamp, upright, window};
use super::super::trees::{Fir, bare};

/// A civic building with a columned porch and a dome, windows lit, at dusk.
pub(super) fn city_hall_dusk(canvas: &mut Canvas) {
    canvas.finish.bloom = 0.5;
    canvas.finish.bloom_from = 0.55;
    canvas.finish.brush = 0.35;
    let dusk = Lamp { at: (0.15, 0.62), radius: 0.0, colour: hex(0xffb878), glow: 0.9, spread: 0.45 };
    sky(
        canvas,
        &[(0.0, hex(0x14285c)), (0.28, hex(0x385a9a)), (0.5, hex(0x8ea2b8)), (0.64, hex(0xf4c890))],
        0.8,
        Some(dusk),
    );
    let deck = Clouds {
        seed: 111,
        horizon: 0.6,
        size: 0.75,
        stretch: 5.0,
        amount: 0.5,
        lit: hex(0xe9b9a2),
        shade: hex(0x35508a),
        opacity: 0.8,
        light: dusk.at,
    };
    clouds(canvas, deck);
    stars(canvas, 4, 90, 0.25, 0.6);
    let air = Air { colour: hex(0x8d88b0), density: 1.0, lamp: Some(dusk) };
    let look = Fir::new(hex(0x15263a), hex(0x3d4a56), -0.5);
    let hills = Woods {
        line: Ridge::new(112, 0.60, 0.07, 0.5),
        foot: 0.74,
        tall: 0.02,
        look,
        far: 0.5,
        cover: 0.9,
        ground: hex(0x35404a),
    };
    woods(canvas, &hills, &air);
    let camera = Camera::new([0.0, 2.4, 0.0], 1.35, 0.70);
    forecourt(canvas, &camera);
    hall(canvas, &camera);
    let mut dice = Dice::new(9);
    for (x, z, tall) in [
        (-27.0, 52.0, 13.0),
        (27.0, 52.0, 12.0),
        (-34.0, 58.0, 15.0),
        (35.0, 57.0, 15.0),
        (-20.5, 33.0, 9.0),
        (21.0, 33.0, 9.5),
    ] {
        let foot = camera.project([x, 0.0, z]);
        bare(canvas, &mut dice, foot, tall * camera.per_metre(z), (hex(0x1c1a26), hex(0x6a4a44)), 4);
    }
    for (x, z) in [(-6.5, 44.0), (6.5, 44.0), (-6.5, 31.0), (6.5, 31.0), (-6.5, 20.0), (6.5, 20.0)] {
        street_lamp(canvas, &camera, [x, 0.0, z], 3.6, hex(0xffc27a));
    }
    for (x, z) in [(-1.6, 36.0), (-0.9, 36.4), (2.4, 43.0), (3.2, 26.0)] {
        figure(canvas, camera.project([x, 0.0, z]), 1.72 * camera.per_metre(z), hex(0x1a1c2a), hex(0x10121c));
    }
}

fn forecourt(canvas: &mut Canvas, camera: &Camera) {
    let noise = Noise(113);
    camera.ground(canvas, 0.0, |[x, _, z]| {
        let lawn = hex(0x26382c).mix(hex(0x4a5638), noise.fbm(x * 0.5, z * 0.4, 4) + 0.5)
            * (0.9 + noise.at(x * 5.0, z * 2.0) * 0.2);
        let joint = ((x / 1.6).fract().abs() < 0.04 || (z / 1.6).fract().abs() < 0.05) as u8 as f32;
        let slab = Noise(114).at((x / 1.6).floor() * 3.7 + 0.4, (z / 1.6).floor() * 2.9 + 0.3);
        let stone = hex(0x5d5560) * (1.0 + slab * 0.25 - joint * 0.3);
        let mut colour = lawn.mix(stone, smooth(5.6, 5.5, x.abs()).max(smooth(47.5, 47.6, z)));
        colour = colour.mix(hex(0x2a2c33), smooth(13.0, 12.9, z) * smooth(9.9, 10.0, z));
        let mut warm = 0.0;
        for lamp in [44.0_f32, 31.0, 20.0] {
            for side in [-6.5, 6.5] {
                let d = (x - side).powi(2) + (z - lamp).powi(2);
                warm += (-d / 14.0).exp();
            }
        }
        let porch = (-((z - 56.0) / 9.0).powi(2) - (x / 13.0).powi(2)).exp();
        colour * (hex(0x8f92c0) + hex(0xffb26a) * (warm * 1.5 + porch * 1.6))
    });
}

/// Light on stone: cool from the sky, warm from lamps at the foot of the walls.
fn stone(tone: f32, y: f32, low: f32) -> Rgb {
    let warm = (-(y - low) / 5.0).exp();
    hex(0xd8ccc0) * (tone * 0.55) + hex(0xffa860) * (warm * 0.55 * tone)
}

fn hall(canvas: &mut Canvas, camera: &Camera) {
    let z = 60.0;
    let face = |canvas: &mut Canvas, (x0, x1): (f32, f32), (y0, y1): (f32, f32), z: f32, tone: f32| {
        camera.face(canvas, &[[x0, y0, z], [x1, y0, z], [x1, y1, z], [x0, y1, z]], |s| {
            let courses = 1.0 - 0.05 * smooth(0.1, 0.04, (s[1] / 0.8).fract());
            stone(tone * courses, s[1], y0) * hex(0xb9b4d4).mix(Rgb::WHITE, 0.4)
        });
    };
    dome(canvas, camera);
    face(canvas, (-24.0, 24.0), (0.0, 11.0), z, 0.72);
    face(canvas, (-24.6, 24.6), (11.0, 11.9), z - 0.4, 0.95);
    face(canvas, (-23.5, 23.5), (11.9, 12.9), z, 0.66);
    face(canvas, (-24.3, 24.3), (0.0, 1.6), z - 0.3, 0.6);
    for i in 0..12 {
        let x = -22.4 + i as f32 * 4.07;
        if x.abs() < 8.6 {
            continue;
        }
        let pick = Noise(3).at(i as f32 * 1.7, 0.5);
        let lit = hex(0xffbe68) * (1.15 + pick * 0.4);
        let upper = if pick < -0.15 { hex(0x3a4570) } else { lit };
        window(canvas, camera, (x - 0.8, x + 0.8), (2.6, 5.4), z - 0.1, (hex(0x8a7d78), lit));
        window(canvas, camera, (x - 0.8, x + 0.8), (7.0, 9.6), z - 0.1, (hex(0x8a7d78), upper));
    }
    porch(canvas, camera, &face);
}

fn porch(canvas: &mut Canvas, camera: &Camera, face: &Facing<'_>) {
    let z = 56.0;
    camera.face(canvas, &[[-8.6, 2.0, 59.9], [8.6, 2.0, 59.9], [8.6, 10.6, 59.9], [-8.6, 10.6, 59.9]], |s| {
        hex(0x8c5a34) * (0.55 + 0.75 * (-(s[1] - 2.0) / 5.0).exp())
    });
    for x in [-5.7, 0.0, 5.7] {
        window(canvas, camera, (x - 0.95, x + 0.95), (2.0, 5.8), 59.8, (hex(0x6d4a34), hex(0xffd08a) * 1.4));
        window(canvas, camera, (x - 0.8, x + 0.8), (7.0, 9.2), 59.8, (hex(0x6d4a34), hex(0xffc070) * 1.1));
    }
    for step in 0..8 {
        let up = 2.0 - step as f32 * 0.25;
        let front = z - step as f32 * 0.7;
        let wide = 9.6 + step as f32 * 0.25;
        face(canvas, (-wide, wide), (up - 0.27, up), front - 0.8, 0.62 + 0.05 * (step % 2) as f32);
        let tread =
            [[-wide, up, front - 0.8], [wide, up, front - 0.8], [wide, up, front], [-wide, up, front]];
        camera.flat(canvas, &tread, hex(0x9c8478), 1.0);
    }
    for i in 0..6 {
        let x = -7.9 + i as f32 * 3.16;
        column(canvas, camera, (x, z), (2.0, 10.2), 0.72, |across, y| {
            let round = (1.0 - across * across * 0.8).max(0.05).sqrt();
            let side = 0.75 - 0.4 * across;
            hex(0xcfc3c4) * (0.42 * round * side) + hex(0xffb06a) * (0.85 * (-(y - 2.0) / 4.6).exp() * round)
        });
    }
    face(canvas, (-9.4, 9.4), (10.4, 11.4), z - 0.3, 0.85);
    face(canvas, (-9.8, 9.8), (11.4, 11.9), z - 0.6, 1.05);
    let gable = [[-9.8, 11.9, z - 0.6], [9.8, 11.9, z - 0.6], [0.0, 15.4, z - 0.6]];
    camera.flat(canvas, &gable, hex(0xa79ba4), 1.0);
    let inner = [[-7.6, 12.35, z - 0.5], [7.6, 12.35, z - 0.5], [0.0, 14.9, z - 0.5]];
    camera.face(canvas, &inner, |s| hex(0x6f6470) + hex(0xffa860) * (0.22 * (-(s[0] / 5.0).powi(2)).exp()));
    let seal = camera.project([0.0, 13.3, z - 0.6]);
    canvas.dab(seal, (0.0115, 0.0115), 0.0, 0.15, hex(0xc0a890), 1.0);
    canvas.dab(seal, (0.008, 0.008), 0.0, 0.15, hex(0x7c6a6a), 1.0);
}

fn dome(canvas: &mut Canvas, camera: &Camera) {
    let z = 66.0;
    let drum = |canvas: &mut Canvas, half: f32, low: f32, high: f32, warm: f32| {
        camera.face(canvas, &[[-half, low, z], [half, low, z], [half, high, z], [-half, high, z]], |s| {
            let across = s[0] / half;
            let round = (1.0 - across * across * 0.85).max(0.04).sqrt() * (0.85 - 0.3 * across);
            hex(0xc4bccc) * (0.5 * round) + hex(0xffae66) * (warm * round * (-(s[1] - low) / 3.0).exp())
        });
    };
    drum(canvas, 6.6, 12.0, 15.8, 0.5);
    drum(canvas, 7.0, 15.6, 16.2, 0.3);
    drum(canvas, 5.6, 16.2, 19.4, 0.9);
    for i in -3..=3 {
        let x = (i as f32 * 0.44).sin() * 5.4;
        let wide = 0.42 * (i as f32 * 0.44).cos();
        upright(canvas, camera, (x - wide, x + wide), (16.9, 18.9), z - 0.1, hex(0xffc878) * 1.3);
    }
    drum(canvas, 6.0, 19.4, 20.0, 0.3);
    let mut outline: Vec<Spot> = Vec::new();
    for i in 0..=32 {
        let turn = std::f32::consts::PI * i as f32 / 32.0;
        outline.push([5.6 * turn.cos(), 20.0 + 5.4 * turn.sin().max(0.0).powf(0.9), z]);
    }
    camera.face(canvas, &outline, |s| {
        let across = s[0] / 5.6;
        let up = (s[1] - 20.0) / 5.4;
        let rib = 1.0 - 0.16 * smooth(0.8, 1.0, (across / (1.0 - up * up).max(0.05).sqrt() * 9.0).cos());
        let light = (0.62 - 0.42 * across - 0.1 * up).clamp(0.1, 1.0) * rib;
        hex(0x3f6a72).mix(hex(0xa8a8b4), light * 0.9) * (0.45 + 0.4 * light)
    });
    drum(canvas, 1.3, 25.2, 27.6, 0.9);
    upright(canvas, camera, (-0.7, 0.7), (25.6, 27.2), z - 0.1, hex(0xffcf80) * 1.3);
    camera.flat(canvas, &[[-1.6, 27.6, z], [1.6, 27.6, z], [0.0, 30.0, z]], hex(0x4c6c78), 1.0);
    camera.flat(
        canvas,
        &[[-0.08, 29.6, z], [0.08, 29.6, z], [0.05, 33.0, z], [-0.05, 33.0, z]],
        hex(0x2a3044),
        1.0,
    );
}

/// Paints a stone face: its sides, its foot and top, its distance and its tone.
type Facing<'a> = dyn Fn(&mut Canvas, Point, Point, f32, f32) + 'a;
