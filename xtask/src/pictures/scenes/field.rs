//! The football field and the track.

use super::super::camera::Camera;
use super::super::canvas::Canvas;
use super::super::colour::{hex, smooth};
use super::super::land::{Ridge, Woods, mist, ridge, woods};
use super::super::noise::{Dice, Noise};
use super::super::sky::{Air, Clouds, Lamp, clouds, sky, stars};
use super::super::structures::{Light, block, figure};
use super::super::trees::Fir;

/// A football field at dusk under its light towers.
pub(super) fn football_field_lights(canvas: &mut Canvas) {
    canvas.finish.bloom = 0.6;
    canvas.finish.bloom_from = 0.6;
    canvas.finish.brush = 0.4;
    let west = Lamp { at: (0.3, 0.5), radius: 0.0, colour: hex(0xffcf94), glow: 0.9, spread: 0.4 };
    sky(
        canvas,
        &[(0.0, hex(0x0c1d44)), (0.22, hex(0x234a80)), (0.38, hex(0x6a93ae)), (0.5, hex(0xd8c8a4))],
        0.6,
        Some(west),
    );
    let deck = Clouds {
        seed: 221,
        horizon: 0.47,
        size: 0.75,
        stretch: 5.0,
        amount: 0.5,
        lit: hex(0x8fb0c8),
        shade: hex(0x1d3a6c),
        opacity: 0.8,
        light: west.at,
    };
    clouds(canvas, deck);
    stars(canvas, 9, 120, 0.22, 0.6);
    let air = Air { colour: hex(0x6f8cac), density: 1.0, lamp: Some(west) };
    ridge(
        canvas,
        &Ridge::new(222, 0.44, 0.10, 0.6).sharp(0.5),
        0.6,
        (hex(0x22304f), hex(0x5a5670)),
        (&air, 0.7),
        -0.5,
    );
    let look = Fir::new(hex(0x101f2f), hex(0x33443f), -0.4);
    let hills = Woods {
        line: Ridge::new(223, 0.482, 0.05, 0.5),
        foot: 0.56,
        tall: 0.02,
        look,
        far: 0.25,
        cover: 0.95,
        ground: hex(0x24303c),
    };
    woods(canvas, &hills, &air);
    let camera = Camera::new([0.0, 5.6, 0.0], 1.05, 0.475);
    field(canvas, &camera);
    stands(canvas, &camera);
    goal(canvas, &camera, 114.0);
    for (x, z) in [(-46.0, 118.0), (46.0, 118.0), (-42.0, 62.0), (42.0, 62.0)] {
        tower(canvas, &camera, x, z);
    }
    mist(canvas, 13, 0.52, 0.035, hex(0xb9b4d0), 0.35);
}

fn field(canvas: &mut Canvas, camera: &Camera) {
    let noise = Noise(224);
    camera.ground(canvas, 0.0, |[x, _, z]| {
        let yards = (z - 4.0) / 0.9144;
        let band = if (yards / 10.0).floor().rem_euclid(2.0) < 1.0 { 1.0 } else { 0.86 };
        let turf = hex(0x2f7a3c).mix(hex(0x4c9448), 0.5 + noise.fbm(x * 0.3, z * 0.3, 4))
            * (band + noise.at(x * 6.0, z * 3.0) * 0.10);
        let side = 24.4;
        let inside = x.abs() < side;
        let thick = 0.055 + z * 0.0011;
        let every = |step: f32| ((z - 4.0 + step * 0.4572).rem_euclid(step * 0.9144) - step * 0.4572).abs();
        let mut white = if inside && (0.0..=100.0).contains(&yards) {
            smooth(thick, thick * 0.5, every(5.0))
        } else {
            0.0
        };
        let hash = ((x.abs() - 6.4).abs() < 0.35) || ((x.abs() - 23.8).abs() < 0.35);
        if hash && (0.0..=100.0).contains(&yards) {
            white = white.max(smooth(thick, thick * 0.5, every(1.0)) * smooth(60.0, 30.0, z));
        }
        white = white.max(smooth(0.5, 0.4, (x.abs() - side - 0.5).abs()) * smooth(118.0, 117.0, z));
        let track = smooth(29.0, 29.2, x.abs()) * smooth(38.0, 37.8, x.abs());
        let lanes = smooth(0.09, 0.05, ((x.abs() - 29.0) / 1.22).fract().abs() * 1.22);
        let rubber = hex(0x93473a).mix(hex(0xd8c8b8), lanes * 0.7);
        let mut colour = turf.mix(hex(0xf2f2ea), white * 0.92).mix(rubber, track);
        if !(0.0..=100.0).contains(&yards) && inside && yards > 0.0 && yards < 110.0 {
            let diagonal = ((x + z) / 2.6).rem_euclid(1.0) < 0.5;
            colour = colour.mix(hex(0x2f5690), if diagonal { 0.75 } else { 0.55 });
        }
        let mut light = 0.0;
        for (lx, lz) in [(-42.0_f32, 62.0_f32), (42.0, 62.0), (-46.0, 118.0), (46.0, 118.0)] {
            let d = (x - lx * 0.45).powi(2) + (z - lz * 0.85).powi(2);
            light += (-d / 2300.0).exp();
        }
        colour
            * (hex(0x7d84b4) * 0.55 + hex(0xfff4dc) * (0.30 + 0.40 * light))
            * (1.0 - 0.2 * smooth(14.0, 4.0, z))
    });
}

fn stands(canvas: &mut Canvas, camera: &Camera) {
    let light = Light { sun: [0.0, 0.8, -0.6], direct: hex(0xdcdcf0) * 0.35, ambient: hex(0x5a6490) * 0.6 };
    let mut dice = Dice::new(225);
    for side in [-1.0_f32, 1.0] {
        for row in (0..9).rev() {
            let near = side * (41.0 + row as f32 * 1.1);
            let far = side * 52.0;
            let up = 1.2 + row as f32 * 0.75;
            block(
                canvas,
                camera,
                [near.min(far), 0.0, 34.0],
                [near.max(far), up, 92.0],
                hex(0x6c7488),
                &light,
            );
            for _ in 0..46 {
                let z = dice.range(34.0, 92.0);
                let at = camera.project([near + side * 0.4, up + 0.6, z]);
                let m = camera.per_metre(z);
                let coat = [hex(0x8a3034), hex(0x2f4f84), hex(0xb8b4a8), hex(0x30343f)]
                    [(dice.unit() * 3.99) as usize];
                canvas.dab(at, (m * 0.28, m * 0.55), 0.0, 0.3, coat * 0.6, 0.95);
            }
        }
    }
    for i in 0..22 {
        let (x, z) = (dice.range(-12.0, 12.0), dice.range(44.0, 76.0));
        let m = camera.per_metre(z);
        let coat = if i % 2 == 0 { hex(0xe4e4e8) } else { hex(0x2f4f9c) };
        let foot = camera.project([x, 0.0, z]);
        canvas.dab(foot, (m * 0.8, m * 0.12), 0.0, 0.7, hex(0x1c4a2c), 0.7);
        figure(canvas, foot, 1.9 * m, coat, hex(0x34384c));
    }
}

fn goal(canvas: &mut Canvas, camera: &Camera, z: f32) {
    let at = |x: f32, y: f32| camera.project([x, y, z]);
    let wide = camera.per_metre(z) * 0.36;
    let colour = hex(0xf4c83c);
    canvas.line(at(0.0, 0.0), at(0.0, 3.2), (wide * 1.3, wide), colour * 0.8, 1.0);
    canvas.line(at(-3.6, 3.2), at(3.6, 3.2), (wide, wide), colour, 1.0);
    for side in [-3.6, 3.6] {
        canvas.line(at(side, 3.2), at(side, 11.5), (wide * 0.9, wide * 0.7), colour, 1.0);
    }
}

fn tower(canvas: &mut Canvas, camera: &Camera, x: f32, z: f32) {
    let m = camera.per_metre(z);
    let (foot, head) = (camera.project([x, 0.0, z]), camera.project([x, 26.0, z]));
    canvas.line(foot, head, (m * 0.7, m * 0.4), hex(0x1b2136), 1.0);
    for row in 0..3 {
        let y = head.1 + m * (row as f32 * 1.7 - 1.0);
        canvas.line(
            (head.0 - m * 3.6, y + m * 0.6),
            (head.0 + m * 3.6, y + m * 0.6),
            (m * 0.25, m * 0.25),
            hex(0x1b2136),
            1.0,
        );
        for lamp in 0..5 {
            let at = (head.0 + m * (lamp as f32 - 2.0) * 1.6, y);
            canvas.dab(at, (m * 0.62, m * 0.58), 0.0, 0.3, hex(0xfffaf0) * 2.2, 1.0);
        }
    }
    canvas.glow((head.0, head.1 + m), m * 4.0, hex(0xdfe6ff), 0.85);
    canvas.glow((head.0, head.1 + m), m * 14.0, hex(0xb9c4f0), 0.22);
}

/// Lanes of a running track bending towards a low sun.
pub(super) fn track_sunrise(canvas: &mut Canvas) {
    let sun = Lamp { at: (1.02, 0.385), radius: 0.026, colour: hex(0xffcc8c), glow: 1.0, spread: 0.34 };
    sky(
        canvas,
        &[(0.0, hex(0x4c86b8)), (0.2, hex(0xa4bccb)), (0.36, hex(0xf8cfa4)), (0.46, hex(0xffc08c))],
        0.6,
        Some(sun),
    );
    let deck = Clouds {
        seed: 231,
        horizon: 0.43,
        size: 0.7,
        stretch: 5.0,
        amount: 0.48,
        lit: hex(0xffdcb8),
        shade: hex(0xa893a4),
        opacity: 0.8,
        light: sun.at,
    };
    clouds(canvas, deck);
    let air = Air { colour: hex(0xbfb8b4), density: 1.0, lamp: Some(sun) };
    ridge(
        canvas,
        &Ridge::new(232, 0.415, 0.09, 0.5).sharp(0.5),
        0.6,
        (hex(0x33455c), hex(0x857a78)),
        (&air, 1.0),
        0.6,
    );
    let look = Fir::new(hex(0x17303a), hex(0x6f6f48), 0.6);
    let hills = Woods {
        line: Ridge::new(234, 0.445, 0.05, 0.5),
        foot: 0.54,
        tall: 0.018,
        look,
        far: 0.45,
        cover: 0.9,
        ground: hex(0x5a5c40),
    };
    woods(canvas, &hills, &air);
    mist(canvas, 3, 0.475, 0.018, hex(0xffdcb4), 0.7);
    let camera = Camera::new([0.0, 2.4, 0.0], 1.08, 0.47);
    lanes(canvas, &camera, &air);
    hurdles(canvas, &camera);
}

fn lanes(canvas: &mut Canvas, camera: &Camera, air: &Air) {
    let noise = Noise(235);
    camera.ground(canvas, 0.0, |s| {
        let [x, _, z] = s;
        let r = track_radius(x, z);
        let lane = r / 1.22;
        let line = smooth(0.045 + z * 0.0006, 0.02, (lane - lane.round()).abs() * 1.22);
        let rubber = hex(0xa84c34)
            * (1.0 + noise.fbm(x * 2.0, z * 2.0, 4) * 0.18 + noise.at(x * 18.0, z * 18.0) * 0.09);
        let grass = hex(0x4c7a34).mix(hex(0x9a984c), noise.fbm(x * 0.4, z * 0.3, 4) + 0.4)
            * (1.0 + noise.at(x * 8.0, z * 4.0) * 0.2);
        let on = smooth(-0.08, 0.0, r) * smooth(9.84, 9.76, r);
        let kerb = smooth(0.16, 0.10, (r + 0.1).abs());
        let mut colour = grass.mix(rubber, on).mix(hex(0xf4ead8), (line * on).max(kerb));
        // The sun lies ahead: the surface shines towards it.
        let seen = camera.project(s);
        let shine = (-((seen.0 - 1.02) / 0.28).powi(2)).exp() * smooth(0.9, 0.47, seen.1);
        colour = colour * (hex(0xffd8ac) * 0.85 + hex(0x8090b4) * 0.28)
            + hex(0xffb878) * (shine * 0.32 * (0.4 + 0.6 * on));
        air.veil(colour, z / 260.0, seen)
    });
}

/// Metres outside the inner edge of the track.
fn track_radius(x: f32, z: f32) -> f32 {
    let (cx, cz) = (-39.0, 13.0);
    let dz = if z < cz { 0.0 } else { z - cz };
    ((x - cx).powi(2) + dz * dz).sqrt() - 36.5
}

fn hurdles(canvas: &mut Canvas, camera: &Camera) {
    for z in [9.4_f32] {
        for lane in (3..8).rev() {
            let x = -2.5 + 1.22 * (lane as f32 + 0.5);
            let m = camera.per_metre(z);
            let at = |dx: f32, y: f32| camera.project([x + dx, y, z]);
            let cast = |dx: f32, y: f32| camera.project([x + dx - y * 0.7, 0.0, (z - y * 3.2).max(1.0)]);
            canvas.fill(
                &[cast(-0.55, 0.92), cast(0.55, 0.92), cast(0.55, 1.06), cast(-0.55, 1.06)],
                hex(0x3c2024),
                0.6,
            );
            for side in [-0.5, 0.5] {
                canvas.line(cast(side, 0.0), cast(side, 0.95), (m * 0.04, m * 0.04), hex(0x3c2024), 0.6);
                canvas.line(at(side, 0.0), at(side, 1.0), (m * 0.045, m * 0.045), hex(0x3a3a44), 1.0);
            }
            canvas.fill(
                &[at(-0.58, 0.92), at(0.58, 0.92), at(0.58, 1.07), at(-0.58, 1.07)],
                hex(0xd8c8b4),
                1.0,
            );
            for stripe in 0..4 {
                let dx = -0.5 + stripe as f32 * 0.29;
                canvas.fill(
                    &[at(dx, 0.92), at(dx + 0.12, 0.92), at(dx + 0.16, 1.07), at(dx + 0.04, 1.07)],
                    hex(0x24304c),
                    1.0,
                );
            }
        }
    }
}
