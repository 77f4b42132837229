//! The gym.

use super::super::camera::{Camera, Spot, unit};
use super::super::canvas::{Canvas, Point};
use super::super::colour::{Rgb, hex, lerp, smooth};
use super::super::noise::Noise;
use super::super::structures::{Light, block};
use super::super::water::{Surface, water};

/// An empty gym: polished floor, hoop, and light falling through high windows.
pub(super) fn basketball_court(canvas: &mut Canvas) {
    canvas.finish.bloom = 0.4;
    canvas.finish.brush = 0.35;
    canvas.finish.vignette = 0.35;
    let camera = Camera { middle: 0.80, ..Camera::new([1.2, 1.75, 6.0], 1.0, 0.55) };
    gym_floor(canvas, &camera);
    gym_walls(canvas, &camera);
    bleachers(canvas, &camera);
    gym_hoop(canvas, &camera);
    let polish =
        Surface { ripple: 0.003, smear: 0.02, size: 0.5, ..Surface::new(211, hex(0x000000), (1.0, 1.0)) };
    let before = canvas.copy();
    water(canvas, &polish, 0.551, |u, v| {
        camera
            .on_level((u, v), 0.0)
            .map_or(0.0, |[x, _, z]| if x.abs() < 10.5 && z < 26.0 { 1.0 } else { 0.0 })
    });
    let (width, scale) = (canvas.width, canvas.scale());
    let mirrored = canvas.copy();
    for (i, pixel) in canvas.pixels.iter_mut().enumerate() {
        let v = (i / width) as f32 / scale;
        if v > 0.55 {
            let share = lerp(0.34, 0.10, smooth(0.58, 1.0, v));
            *pixel = before.pixels[i].mix(mirrored.pixels[i] * 1.1, share);
        }
    }
    shafts(canvas, &camera);
}

fn gym_walls(canvas: &mut Canvas, camera: &Camera) {
    let noise = Noise(212);
    let brick = |a: f32, b: f32, tone: Rgb| {
        let row = (b / 0.22).floor();
        let joint = smooth(0.10, 0.04, (b / 0.22).fract().min((a / 0.5 + row * 0.5).fract().abs()));
        tone * (0.93 + noise.at(row * 1.7, (a / 0.5 + row * 0.5).floor() * 2.3) * 0.12 + joint * 0.06)
    };
    let lamp = |s: Spot| 0.50 + 0.35 * smooth(0.0, 8.0, s[1]) + 0.25 * (-((s[0] - 3.0) / 7.0).powi(2)).exp();
    camera.face(
        canvas,
        &[[-11.0, 0.0, 26.0], [11.0, 0.0, 26.0], [11.0, 9.5, 26.0], [-11.0, 9.5, 26.0]],
        |s| {
            let pad = s[1] < 2.2 && s[0].abs() < 6.0;
            if pad {
                let seam = smooth(0.06, 0.02, (s[0] / 1.2).fract().abs());
                return hex(0x24477c) * (0.75 + 0.2 * s[1] / 2.2 - 0.3 * seam);
            }
            let band = smooth(2.75, 2.78, s[1]) * smooth(3.25, 3.22, s[1]);
            brick(s[0], s[1], hex(0xc4b598).mix(hex(0x2f5690), band)) * lamp(s)
        },
    );
    for x in [-11.0, 11.0] {
        camera.face(canvas, &[[x, 0.0, 0.3], [x, 0.0, 26.0], [x, 9.5, 26.0], [x, 9.5, 0.3]], |s| {
            let band = smooth(2.75, 2.78, s[1]) * smooth(3.25, 3.22, s[1]);
            brick(s[2], s[1], hex(0xb8a88c).mix(hex(0x2f5690), band))
                * (lamp(s) * if x > 0.0 { 1.0 } else { 0.62 })
        });
    }
    camera.face(canvas, &[[-11.0, 9.5, 0.3], [11.0, 9.5, 0.3], [11.0, 9.5, 26.0], [-11.0, 9.5, 26.0]], |s| {
        let joist = smooth(0.2, 0.1, ((s[2] / 2.4).fract() - 0.5).abs());
        hex(0x57503f) * (0.55 + 0.3 * joist)
    });
    for i in 0..7 {
        let z = 4.0 + i as f32 * 3.3;
        let pane = [[-10.98, 5.6, z], [-10.98, 5.6, z + 2.3], [-10.98, 8.6, z + 2.3], [-10.98, 8.6, z]];
        camera.face(canvas, &pane, |s| {
            let bar = ((s[2] - z) / 2.3 * 4.0).fract() < 0.06 || ((s[1] - 5.6) / 3.0 * 4.0).fract() < 0.06;
            if bar { hex(0x6d5f48) } else { hex(0xffe6b4) * (1.25 + 0.2 * (s[1] - 5.6)) }
        });
    }
    for x in [-7.5_f32, -5.5, 5.5, 7.5] {
        let colour = if x.abs() < 6.0 { hex(0xd8a434) } else { hex(0x2f5690) };
        camera.flat(
            canvas,
            &[
                [x - 0.5, 4.4, 25.9],
                [x + 0.5, 4.4, 25.9],
                [x + 0.5, 7.0, 25.9],
                [x, 6.6, 25.9],
                [x - 0.5, 7.0, 25.9],
            ]
            .map(|s| [s[0], 11.2 - s[1], s[2]]),
            colour * 0.7,
            1.0,
        );
    }
}

fn bleachers(canvas: &mut Canvas, camera: &Camera) {
    let light =
        Light { sun: unit([-0.7, 0.7, -0.2]), direct: hex(0xffe0b0) * 0.55, ambient: hex(0x8a8478) * 0.55 };
    for row in (0..6).rev() {
        let x = 8.2 + row as f32 * 0.5;
        let up = 0.45 + row as f32 * 0.45;
        block(canvas, camera, [x, up - 0.45, 3.0], [11.0, up, 24.5], hex(0x8a6038), &light);
        block(canvas, camera, [x - 0.03, up - 0.07, 3.0], [x + 0.3, up, 24.5], hex(0xd09a54), &light);
    }
}

fn gym_floor(canvas: &mut Canvas, camera: &Camera) {
    let noise = Noise(213);
    camera.ground(canvas, 0.0, |[x, _, z]| {
        let board = (x / 0.12).floor();
        let piece = (z / 1.9 + Noise(214).at(board * 1.31, 0.5) * 3.0).floor();
        let tone = Noise(215).at(board * 0.77 + 0.3, piece * 1.9 + 0.2);
        let gap = smooth(0.10, 0.03, (x / 0.12).fract().abs().min(1.0 - (x / 0.12).fract().abs()));
        let far = smooth(14.0, 5.0, z);
        let wood = hex(0xc98a48).mix(hex(0xe3b06c), 0.5 + tone * 0.8)
            * (1.0 + noise.fbm(x * 8.0, z * 0.7, 3) * 0.12 - gap * 0.12 * far);
        let mut colour = wood;
        let hoop = 23.2_f32;
        let line = |d: f32| smooth(0.06, 0.03, d.abs());
        let key = x.abs() < 2.45 && z > 18.6 && z < 24.8;
        if key {
            colour = colour.mix(hex(0x25508c), 0.78);
        }
        let radius = (x * x + (z - hoop).powi(2)).sqrt();
        let mut white = if z < 24.8 { line(radius - 6.75) } else { 0.0 };
        white = white.max(if (18.6..24.8).contains(&z) { line(x.abs() - 2.45) } else { 0.0 });
        white = white.max(if x.abs() < 2.45 { line(z - 18.6) } else { 0.0 });
        let circle = (x * x + (z - 18.6).powi(2)).sqrt();
        white = white.max(if z < 18.6 { line(circle - 1.8) } else { 0.0 });
        white = white.max(if x.abs() < 7.6 { line(z - 24.8) } else { 0.0 }).max(if z < 24.8 {
            line(x.abs() - 7.6)
        } else {
            0.0
        });
        white = white.max(line(z - 10.8)).max(line((x * x + (z - 10.8).powi(2)).sqrt() - 1.8));
        if (x * x + (z - 10.8).powi(2)).sqrt() < 1.75 {
            colour = colour.mix(hex(0xb8402c), 0.65);
        }
        colour = colour.mix(hex(0xf2ead8), white * 0.95);
        // Patches of sun from the windows along the left.
        let slot = ((z - 2.6) / 3.3).rem_euclid(1.0);
        let patch = smooth(0.0, 0.05, slot)
            * smooth(0.70, 0.65, slot)
            * smooth(-4.6, -4.2, x)
            * smooth(1.0, 0.6, x)
            * smooth(26.0, 22.0, z);
        colour * (hex(0xd8c4a8) * 0.50 + hex(0xffdca0) * (0.8 * patch))
    });
}

fn gym_hoop(canvas: &mut Canvas, camera: &Camera) {
    let z = 23.6;
    let at = |x: f32, y: f32, dz: f32| camera.project([x, y, z + dz]);
    let m = camera.per_metre(z);
    for side in [-0.6, 0.6] {
        canvas.line(at(side, 9.5, 1.5), at(side, 3.9, 0.3), (m * 0.09, m * 0.09), hex(0x2c2a28), 1.0);
    }
    canvas.line(at(-0.6, 6.4, 1.0), at(0.6, 6.4, 1.0), (m * 0.07, m * 0.07), hex(0x2c2a28), 1.0);
    canvas.fill(
        &[at(-0.92, 2.88, 0.0), at(0.92, 2.88, 0.0), at(0.92, 3.98, 0.0), at(-0.92, 3.98, 0.0)],
        hex(0xf2f2ea),
        0.95,
    );
    let square = [
        at(-0.3, 3.02, 0.0),
        at(0.3, 3.02, 0.0),
        at(0.3, 3.48, 0.0),
        at(-0.3, 3.48, 0.0),
        at(-0.3, 3.02, 0.0),
    ];
    canvas.polyline(&square, m * 0.055, hex(0xc8402c), 1.0);
    let frame = [
        at(-0.92, 2.88, 0.0),
        at(0.92, 2.88, 0.0),
        at(0.92, 3.98, 0.0),
        at(-0.92, 3.98, 0.0),
        at(-0.92, 2.88, 0.0),
    ];
    canvas.polyline(&frame, m * 0.05, hex(0x2f5690), 1.0);
    let rim: Vec<Point> = (0..=24)
        .map(|i| {
            let turn = i as f32 / 24.0 * std::f32::consts::TAU;
            at(0.27 * turn.cos(), 3.05, -0.4 + 0.27 * turn.sin())
        })
        .collect();
    for i in 0..12 {
        let turn = |k: f32| k / 12.0 * std::f32::consts::TAU;
        for twist in [-1.0, 1.0] {
            let a = turn(i as f32);
            let b = turn(i as f32 + twist);
            let top = at(0.27 * a.cos(), 3.05, -0.4 + 0.27 * a.sin());
            let low = at(0.16 * b.cos(), 2.58, -0.4 + 0.16 * b.sin());
            canvas.line(top, low, (m * 0.022, m * 0.018), hex(0xf4efe2), 0.9);
        }
    }
    canvas.polyline(&rim, m * 0.055, hex(0xe0562a), 1.0);
    let ball = camera.project([-1.6, 0.12, 12.6]);
    let b = camera.per_metre(12.6) * 0.125;
    canvas.dab((ball.0 + b * 0.9, ball.1 + b * 0.9), (b * 1.5, b * 0.28), 0.0, 0.7, hex(0x3a2412), 0.7);
    canvas.dab(ball, (b, b), 0.0, 0.1, hex(0xa84a1c), 1.0);
    canvas.dab((ball.0 - b * 0.25, ball.1 - b * 0.3), (b * 0.6, b * 0.55), 0.0, 0.9, hex(0xf09a50), 0.8);
    canvas.line((ball.0 - b, ball.1), (ball.0 + b, ball.1 + b * 0.1), (b * 0.1, b * 0.1), hex(0x2a1410), 0.9);
    canvas.line(
        (ball.0 + b * 0.05, ball.1 - b),
        (ball.0 - b * 0.1, ball.1 + b),
        (b * 0.1, b * 0.1),
        hex(0x2a1410),
        0.9,
    );
}

/// Beams of dusty light from the left windows to the floor.
fn shafts(canvas: &mut Canvas, camera: &Camera) {
    let dust = Noise(216);
    for i in 1..7 {
        let z = 4.0 + i as f32 * 3.3;
        let beam = [[-10.9, 8.6, z], [-10.9, 5.6, z + 2.3], [-4.4, 0.0, z + 0.9], [0.8, 0.0, z - 1.4]];
        let outline: Vec<Point> = beam.iter().map(|&s| camera.project([s[0], s[1], s[2].max(6.7)])).collect();
        let before = canvas.copy();
        canvas.fill_with(&outline, |x, y| {
            let drift = 0.8 + 0.5 * dust.fbm(x * 6.0, y * 6.0, 4);
            (before.sample(x, y) + hex(0xffdca0) * (0.10 * drift), 1.0)
        });
    }
}
