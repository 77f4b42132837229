//! The school bus.

use super::super::camera::{Camera, unit};
use super::super::canvas::Canvas;
use super::super::colour::{Rgb, hex, smooth};
use super::super::land::{Ridge, Woods, mist, ridge, woods};
use super::super::noise::{Dice, Noise};
use super::super::sky::{Air, Clouds, Lamp, clouds, sky};
use super::super::structures::{Light, block, upright, wall};
use super::super::trees::{Crown, Fir, crowned, tuft};

/// A yellow school bus on a country road in the morning.
pub(super) fn school_bus(canvas: &mut Canvas) {
    canvas.finish.brush = 0.4;
    let sun = Lamp { at: (0.12, 0.33), radius: 0.024, colour: hex(0xffdca4), glow: 0.9, spread: 0.3 };
    sky(canvas, &[(0.0, hex(0x5f9cc4)), (0.25, hex(0xb4d0d2)), (0.48, hex(0xffe2b6))], 0.6, Some(sun));
    let deck = Clouds {
        seed: 171,
        horizon: 0.44,
        size: 0.6,
        stretch: 3.5,
        amount: 0.42,
        lit: hex(0xfff2dc),
        shade: hex(0xb0b8c0),
        opacity: 0.75,
        light: sun.at,
    };
    clouds(canvas, deck);
    let air = Air { colour: hex(0xc8d0c8), density: 1.0, lamp: Some(sun) };
    ridge(
        canvas,
        &Ridge::new(172, 0.42, 0.10, 0.6).sharp(0.5),
        0.6,
        (hex(0x2f5060), hex(0x82948c)),
        (&air, 1.0),
        -0.7,
    );
    let look = Fir::new(hex(0x17393a), hex(0x7c8c4c), -0.7);
    let hills = Woods {
        line: Ridge::new(175, 0.46, 0.07, 0.5),
        foot: 0.52,
        tall: 0.016,
        look,
        far: 0.5,
        cover: 0.75,
        ground: hex(0x9c9450),
    };
    woods(canvas, &hills, &air);
    mist(canvas, 6, 0.495, 0.018, hex(0xffeccc), 0.7);
    let camera = Camera { middle: 0.62, ..Camera::new([-4.6, 2.1, 0.0], 1.25, 0.50) };
    country_road(canvas, &camera, &air);
    let light =
        Light { sun: unit([-0.75, 0.5, -0.28]), direct: hex(0xffe2b4) * 1.05, ambient: hex(0x8fa8c4) * 0.55 };
    roadside(canvas, &camera, &air);
    bus(canvas, &camera, &light);
}

fn country_road(canvas: &mut Canvas, camera: &Camera, air: &Air) {
    let noise = Noise(176);
    camera.ground(canvas, 0.0, |s| {
        let [x, _, z] = s;
        let asphalt =
            hex(0x6c6a6a) * (1.0 + noise.fbm(x * 2.0, z * 0.4, 4) * 0.2 + noise.at(x * 14.0, z * 8.0) * 0.08);
        let field = hex(0x6f8e3a).mix(hex(0xc4ad5a), noise.fbm(x / 9.0, z / 12.0, 4) + 0.45)
            * (1.0 + noise.fbm(x * 2.0, z, 3) * 0.25);
        let off = (x - 0.2).abs();
        let line = ((x - 0.2).abs() < 0.16 && (x - 0.2).abs() > 0.05) || (off > 3.35 && off < 3.47);
        let paint = if off < 1.0 { hex(0xe0ac34) } else { hex(0xe4e2d8) };
        let gravel = hex(0xa49a86) * (1.0 + noise.fbm(x * 5.0, z * 5.0, 3) * 0.3);
        let mut colour = if line { paint.mix(asphalt, 0.25) } else { asphalt };
        colour = colour
            .mix(gravel, smooth(3.6, 3.8, off))
            .mix(field, smooth(4.6, 5.2, off + noise.fbm(x, z * 0.6, 3) * 0.7));
        let shade = smooth(5.4, 5.0, x) * smooth(0.9, 1.2, x) * smooth(13.2, 13.6, z) * smooth(24.6, 24.2, z);
        let lit = colour * (hex(0xffe6c0) * (1.0 - 0.75 * shade) + hex(0x8fa8c4) * 0.25);
        air.veil(lit, z / 170.0, camera.project(s))
    });
}

fn roadside(canvas: &mut Canvas, camera: &Camera, air: &Air) {
    let mut dice = Dice::new(177);
    let oak = Crown {
        shade: hex(0x27361e),
        middle: hex(0x66783a),
        light: hex(0xd0cc78),
        trunk: hex(0x382c24),
        sun: (-0.8, -0.5),
        touch: 0.015,
        fullness: 0.9,
        spread: 1.25,
    };
    for (x, z, tall) in [
        (-40.0, 90.0, 10.0),
        (-26.0, 70.0, 9.0),
        (34.0, 80.0, 11.0),
        (24.0, 52.0, 10.0),
        (-19.0, 44.0, 8.5),
        (15.0, 33.0, 9.5),
    ] {
        let foot = camera.project([x, 0.0, z]);
        let look = oak.map(|c| air.veil(c, z / 170.0, foot));
        crowned(canvas, &mut dice, foot, tall * camera.per_metre(z), &look);
    }
    for side in [-6.4, 7.0] {
        for i in (1..40).rev() {
            let z = 3.0 + i as f32 * 3.0;
            let (a, b) = (camera.project([side, 0.0, z]), camera.project([side, 1.25, z]));
            let m = camera.per_metre(z);
            let next = camera.project([side, 1.1, z + 3.0]);
            let tone = air.veil(hex(0x4c3f34), z / 170.0, a);
            canvas.line(a, b, (m * 0.14, m * 0.12), tone, 1.0);
            for up in [1.1_f32, 0.75, 0.4] {
                let from = camera.project([side, up, z]);
                let to = (next.0, camera.project([side, up, z + 3.0]).1);
                canvas.line(from, to, (m * 0.025, m * 0.02), tone, 0.8);
            }
        }
    }
    for _ in 0..3000 {
        let z = 3.4 + 26.0 * dice.unit().powf(1.7);
        let x = if dice.chance(0.5) { dice.range(-13.0, -4.9) } else { dice.range(5.2, 16.0) };
        let foot = camera.project([x, 0.0, z]);
        let size = camera.per_metre(z) * dice.range(0.2, 0.5);
        tuft(canvas, &mut dice, foot, size, 4, (hex(0x4c6a2c), hex(0xd8c070)));
    }
}

fn bus(canvas: &mut Canvas, camera: &Camera, light: &Light) {
    let (x0, x1, z0, z1) = (0.75, 3.15, 14.6, 24.0);
    let yellow = hex(0xf2a51c);
    for (x, z) in [(x1 - 0.2, z0 - 0.3), (x1 - 0.2, z1 - 2.2)] {
        wheel(canvas, camera, [x, 0.5, z], 0.35);
    }
    block(canvas, camera, [x0 + 0.05, 0.45, z0], [x1 - 0.05, 1.2, z1], hex(0x1c1c1e), light);
    block(canvas, camera, [x0, 0.75, z0], [x1, 2.9, z1], yellow, light);
    let roof = |a: f32, b: f32, ya: f32, yb: f32| [[a, ya, z0], [b, yb, z0], [b, yb, z1], [a, ya, z1]];
    wall(canvas, camera, &roof(x0, x0 + 0.35, 2.9, 3.12), hex(0xf7d9a0), light);
    wall(
        canvas,
        camera,
        &[[x0, 2.9, z0], [x1, 2.9, z0], [x1 - 0.35, 3.12, z0], [x0 + 0.35, 3.12, z0]],
        yellow,
        light,
    );
    block(canvas, camera, [x0 + 0.2, 0.55, z0 - 1.45], [x1 - 0.2, 1.62, z0], yellow, light);
    wall(
        canvas,
        camera,
        &[
            [x0 + 0.2, 1.62, z0 - 1.45],
            [x1 - 0.2, 1.62, z0 - 1.45],
            [x1 - 0.1, 1.85, z0],
            [x0 + 0.1, 1.85, z0],
        ],
        yellow,
        light,
    );
    bus_side(canvas, camera, light, (x0, z0, z1));
    bus_front(canvas, camera, light, (x0, x1, z0));
    for z in [z0 - 0.45, z1 - 2.4] {
        wheel(canvas, camera, [x0 + 0.05, 0.5, z], 0.52);
    }
}

fn wheel(canvas: &mut Canvas, camera: &Camera, at: [f32; 3], radius: f32) {
    let m = camera.per_metre(at[2]);
    let middle = camera.project(at);
    canvas.dab((middle.0, middle.1 + m * 0.5), (m * 0.7, m * 0.08), 0.0, 0.8, hex(0x14120f), 0.8);
    canvas.dab(middle, (m * radius * 0.62, m * radius), 0.0, 0.1, hex(0x121214), 1.0);
    canvas.dab(middle, (m * radius * 0.32, m * radius * 0.52), 0.0, 0.1, hex(0x8a8478), 1.0);
    canvas.dab(middle, (m * radius * 0.12, m * radius * 0.2), 0.0, 0.1, hex(0x3a3834), 1.0);
}

fn bus_side(canvas: &mut Canvas, camera: &Camera, light: &Light, (x, z0, z1): (f32, f32, f32)) {
    let x = x - 0.012;
    let strip = |canvas: &mut Canvas, (a, b): (f32, f32), (low, high): (f32, f32), colour: Rgb| {
        camera.flat(canvas, &[[x, low, a], [x, low, b], [x, high, b], [x, high, a]], colour, 1.0);
    };
    let tone = light.on(Rgb::WHITE, [-1.0, 0.0, 0.0]);
    for (low, high) in [(1.02, 1.10), (1.42, 1.50), (1.80, 1.86)] {
        strip(canvas, (z0, z1), (low, high), hex(0x191918));
    }
    let count = 9;
    for i in 0..count {
        let wide = (z1 - z0 - 0.7) / count as f32;
        let a = z0 + 0.35 + wide * i as f32;
        strip(canvas, (a + 0.04, a + wide - 0.10), (1.92, 2.62), hex(0x161818));
        camera.face(
            canvas,
            &[
                [x - 0.005, 1.97, a + 0.08],
                [x - 0.005, 1.97, a + wide - 0.14],
                [x - 0.005, 2.57, a + wide - 0.14],
                [x - 0.005, 2.57, a + 0.08],
            ],
            |s| {
                let up = (s[1] - 1.97) / 0.6;
                hex(0x38505c).mix(hex(0xe8dcb8), smooth(0.2, 1.0, up + 0.25 * (s[2] * 1.1).sin())) * tone
            },
        );
        strip(canvas, (a + 0.04, a + wide - 0.10), (2.26, 2.29), hex(0x161818));
    }
    strip(canvas, (z0 + 0.9, z0 + 1.0), (1.55, 1.78), hex(0x191918));
    let sign = camera.project([x - 0.1, 1.65, z0 + 1.3]);
    let m = camera.per_metre(z0);
    let octagon: Vec<(f32, f32)> = (0..8)
        .map(|i| {
            let turn = (i as f32 + 0.5) * std::f32::consts::TAU / 8.0;
            (sign.0 + turn.cos() * m * 0.13, sign.1 + turn.sin() * m * 0.24)
        })
        .collect();
    canvas.fill(&octagon, hex(0xc22a22), 1.0);
}

fn bus_front(canvas: &mut Canvas, camera: &Camera, light: &Light, (x0, x1, z0): (f32, f32, f32)) {
    let tone = light.on(Rgb::WHITE, [0.0, 0.0, -1.0]);
    upright(canvas, camera, (x0 + 0.14, x1 - 0.14), (1.82, 2.66), z0 - 0.01, hex(0x161818));
    for (a, b) in [(x0 + 0.2, (x0 + x1) * 0.5 - 0.04), ((x0 + x1) * 0.5 + 0.04, x1 - 0.2)] {
        camera.face(
            canvas,
            &[[a, 1.88, z0 - 0.02], [b, 1.88, z0 - 0.02], [b, 2.6, z0 - 0.02], [a, 2.6, z0 - 0.02]],
            |s| {
                let shine = smooth(-0.1, 0.35, (s[0] * 1.3 - s[1] * 0.9).sin());
                hex(0x22343e).mix(hex(0xb4c4c4), shine * 0.75) * (tone + Rgb::WHITE * 0.25)
            },
        );
    }
    let front = z0 - 1.46;
    upright(canvas, camera, (x0 + 0.55, x1 - 0.55), (0.85, 1.5), front, hex(0x1a1a1a));
    for i in 0..6 {
        let y = 0.9 + i as f32 * 0.1;
        upright(canvas, camera, (x0 + 0.6, x1 - 0.6), (y, y + 0.035), front - 0.01, hex(0x8c8c88));
    }
    upright(canvas, camera, (x0 + 0.1, x1 - 0.1), (0.45, 0.68), front - 0.15, hex(0x161616));
    let m = camera.per_metre(front);
    for x in [x0 + 0.38, x1 - 0.38] {
        let lamp = camera.project([x, 1.08, front]);
        canvas.dab(lamp, (m * 0.14, m * 0.14), 0.0, 0.15, hex(0x3a3a38), 1.0);
        canvas.dab(lamp, (m * 0.11, m * 0.11), 0.0, 0.25, hex(0xfff4d4) * 1.4, 1.0);
        canvas.glow(lamp, m * 0.16, hex(0xfff0c8), 0.35);
        let amber = camera.project([x, 1.4, front]);
        canvas.dab(amber, (m * 0.06, m * 0.04), 0.0, 0.2, hex(0xe07818), 1.0);
    }
    for (x, colour) in [
        (x0 + 0.3, hex(0xd02018)),
        (x0 + 0.62, hex(0xf09020)),
        (x1 - 0.62, hex(0xf09020)),
        (x1 - 0.3, hex(0xd02018)),
    ] {
        let at = camera.project([x, 2.86, z0]);
        canvas.dab(at, (m * 0.10, m * 0.09), 0.0, 0.2, hex(0x141414), 1.0);
        canvas.dab(at, (m * 0.075, m * 0.07), 0.0, 0.3, colour, 1.0);
    }
    for side in [-1.0_f32, 1.0] {
        let edge = if side < 0.0 { x0 } else { x1 };
        let (a, b) = (camera.project([edge, 2.2, z0]), camera.project([edge + side * 0.35, 2.3, z0 - 0.5]));
        canvas.line(a, b, (m * 0.04, m * 0.04), hex(0x161616), 1.0);
        canvas.fill(
            &[
                (b.0 - m * 0.11, b.1 - m * 0.05),
                (b.0 + m * 0.11, b.1 - m * 0.05),
                (b.0 + m * 0.11, b.1 + m * 0.4),
                (b.0 - m * 0.11, b.1 + m * 0.4),
            ],
            hex(0x1c1c1c),
            1.0,
        );
    }
}
