//! The main street at night.

use super::super::camera::{Camera, Spot};
use super::super::canvas::Canvas;
use super::super::colour::{Rgb, hex, lerp, ramp, smooth};
use super::super::land::{Ridge, Woods, woods};
use super::super::noise::{Dice, Noise};
use super::super::sky::{Air, Clouds, Lamp, clouds, sky, stars};
use super::super::structures::{Light, block, car, figure, street_lamp, wire};
use super::super::trees::Fir;
use super::super::water::{Surface, water};

/// A main street after rain: storefronts, lamps and their reflections.
pub(super) fn main_street_night(canvas: &mut Canvas) {
    canvas.finish.bloom = 0.6;
    canvas.finish.bloom_from = 0.5;
    canvas.finish.brush = 0.4;
    canvas.finish.vignette = 0.35;
    evening(canvas);
    let camera = Camera::new([-0.8, 2.3, 0.0], 0.98, 0.555);
    pavement(canvas, &camera);
    let light = Light { sun: [0.0, 1.0, 0.0], direct: hex(0x27355c), ambient: hex(0x3a4770) };
    let mut dice = Dice::new(183);
    for side in [-1.0_f32, 1.0] {
        let mut fronts = Vec::new();
        let mut z = 4.0;
        while z < 118.0 {
            let deep = dice.range(6.5, 10.5);
            fronts.push((z, z + deep, dice.range(6.2, 11.0), dice.unit()));
            z += deep;
        }
        for (index, front) in fronts.into_iter().enumerate().rev() {
            storefront(canvas, &camera, side, front, index, &light);
        }
    }
    street_life(canvas, &camera, &light);
    let wet =
        Surface { ripple: 0.02, smear: 0.055, size: 1.6, ..Surface::new(184, hex(0x0c1120), (0.75, 0.62)) };
    water(canvas, &wet, 0.557, |u, v| {
        let Some([x, _, z]) = camera.on_level((u, v), 0.0) else { return 0.0 };
        let puddle = 0.55 + 0.45 * smooth(-0.12, 0.18, Noise(185).fbm(x * 0.35, z * 0.12, 4));
        smooth(6.0, 5.9, x.abs()) * puddle
    });
    lane_marks(canvas, &camera);
}

fn pavement(canvas: &mut Canvas, camera: &Camera) {
    let noise = Noise(186);
    camera.ground(canvas, 0.0, |[x, _, z]| {
        let walk = hex(0x3a3d50) * (1.0 + noise.fbm(x * 2.0, z * 2.0, 4) * 0.3);
        let shop = hex(0xffb060)
            * (0.55 * smooth(5.6, 9.0, x.abs()) * (0.7 + 0.5 * noise.fbm(z * 0.25, x.signum() * 4.0, 2)));
        let kerb = smooth(0.22, 0.12, (x.abs() - 6.1).abs());
        let street = hex(0x151a28);
        street.mix(walk + walk * shop * 2.2, smooth(6.0, 6.1, x.abs())).mix(hex(0x6a6c80), kerb * 0.6)
    });
}

fn lane_marks(canvas: &mut Canvas, camera: &Camera) {
    for i in 0..16 {
        let z = 3.0 + i as f32 * 6.0;
        let mark = [[-0.07, 0.0, z], [0.07, 0.0, z], [0.07, 0.0, z + 2.6], [-0.07, 0.0, z + 2.6]];
        camera.flat(canvas, &mark, hex(0xb89850), 0.55);
    }
    for i in 0..9 {
        let x = -5.2 + i as f32 * 1.25;
        camera.flat(
            canvas,
            &[[x, 0.0, 5.4], [x + 0.6, 0.0, 5.4], [x + 0.6, 0.0, 8.0], [x, 0.0, 8.0]],
            hex(0x9aa0b4),
            0.35,
        );
    }
}

/// One building of the street: `front` is its two ends along the street, its height and a number for its character.
fn storefront(
    canvas: &mut Canvas,
    camera: &Camera,
    side: f32,
    front: (f32, f32, f32, f32),
    index: usize,
    light: &Light,
) {
    let (z0, z1, high, pick) = front;
    let x = side * 9.0;
    let brick = ramp(
        &[
            (0.0, hex(0x8a4a3c)),
            (0.3, hex(0xb08a6a)),
            (0.5, hex(0x6d5560)),
            (0.75, hex(0x9c9684)),
            (1.0, hex(0x74443a)),
        ],
        pick,
    );
    let rect = |a: f32, b: f32, low: f32, top: f32, out: f32| {
        let x = x - side * out;
        [[x, low, a], [x, low, b], [x, top, b], [x, top, a]]
    };
    let noise = Noise(187);
    let warm = hex(0xffb870);
    block(
        canvas,
        camera,
        [x.min(x + side * 9.0), 0.0, z0],
        [x.max(x + side * 9.0), high, z1],
        brick * 0.8,
        light,
    );
    camera.face(canvas, &rect(z0, z1, 0.0, high, 0.01), |s| {
        let course = 0.94 + 0.06 * ((s[1] * 9.0).sin().signum());
        let glow = (-(s[1] - 3.4).max(0.0) / 2.6).exp() * 0.5 + (-(s[1] - 4.3).abs()).exp() * 0.15;
        let n = 1.0 + noise.fbm(s[2] * 1.2, s[1] * 1.2, 3) * 0.25;
        brick * course * n * (hex(0x476878) * 0.8 + warm * (glow * 0.8))
    });
    let wide = z1 - z0;
    let bays = if wide > 8.5 { 3 } else { 2 };
    let lit = noise.at(index as f32 * 3.3, side * 5.0) > -0.28;
    let glass = [hex(0xffc878), hex(0xffdca0), hex(0xffb060), hex(0xcfe0e8)][(pick * 7.9) as usize % 4]
        * if lit { 1.35 } else { 0.14 };
    for bay in 0..bays {
        let a = z0 + 0.4 + (wide - 0.8) * bay as f32 / bays as f32;
        let b = z0 + 0.4 + (wide - 0.8) * (bay + 1) as f32 / bays as f32 - 0.2;
        shop_window(canvas, camera, &|low, top, out| rect(a, b, low, top, out), glass, pick);
        if high > 6.6 {
            let on = noise.at(index as f32 * 2.1 + bay as f32 * 1.7, side * 3.0) > 0.02;
            let levels = if high > 9.4 { 2 } else { 1 };
            let sash = |low: f32, top: f32, out: f32| rect(lerp(a, b, 0.22), lerp(a, b, 0.78), low, top, out);
            upper_windows(canvas, camera, &sash, brick, (on, levels));
        }
    }
    awning(canvas, camera, side, (z0, z1), pick, glass);
    camera.flat(canvas, &rect(z0, z1, high - 0.55, high, 0.25), brick * hex(0x7a80a8), 1.0);
    camera.flat(canvas, &rect(z0, z1, high - 0.75, high - 0.6, 0.15), brick * hex(0x30364c), 1.0);
}

fn awning(canvas: &mut Canvas, camera: &Camera, side: f32, (z0, z1): (f32, f32), pick: f32, glow: Rgb) {
    let x = side * 9.0;
    let cloth = [hex(0x8c2f34), hex(0x2f5a54), hex(0x34487c), hex(0x9a7430)][(pick * 12.7) as usize % 4];
    if !((pick * 31.0) as usize).is_multiple_of(5) {
        let out = x - side * 1.5;
        let top = [[x, 3.95, z0 + 0.3], [x, 3.95, z1 - 0.3], [out, 3.2, z1 - 0.3], [out, 3.2, z0 + 0.3]];
        camera.face(canvas, &top, |s| {
            let stripe = if (s[2] * 1.4).sin() > 0.0 { 1.0 } else { 0.72 };
            cloth * stripe * (hex(0x55608c) + glow * 0.35)
        });
        let drop = [[out, 3.2, z0 + 0.3], [out, 3.2, z1 - 0.3], [out, 2.92, z1 - 0.3], [out, 2.92, z0 + 0.3]];
        camera.flat(canvas, &drop, cloth * (hex(0x50587c) + glow * 0.5), 1.0);
    } else {
        let sign = [
            [x - side * 0.9, 4.0, z0 + 1.0],
            [x - side * 0.9, 4.0, z0 + 1.2],
            [x - side * 0.9, 5.6, z0 + 1.2],
            [x - side * 0.9, 5.6, z0 + 1.0],
        ];
        camera.flat(canvas, &sign, hex(0x20c0b0) * 1.2, 1.0);
        let middle = camera.project([x - side * 0.7, 4.8, z0 + 1.0]);
        let m = camera.per_metre(z0 + 1.0);
        canvas.dab(middle, (m * 0.42, m * 0.8), 0.0, 0.1, hex(0x123c48), 1.0);
        canvas.dab(middle, (m * 0.28, m * 0.28), 0.0, 0.2, hex(0x58e0d0) * 1.2, 1.0);
        canvas.glow(middle, m * 0.9, hex(0x2cc8b8), 0.35);
    }
}

/// Lamps, cars, a few people, and strings of lights across the street.
fn street_life(canvas: &mut Canvas, camera: &Camera, light: &Light) {
    for z in [92.0, 70.0, 52.0, 37.0, 25.0, 16.0, 9.5] {
        for side in [-6.6, 6.6] {
            street_lamp(canvas, camera, [side, 0.0, z], 4.3, hex(0xffc888));
        }
    }
    for (x, z) in [(-5.2, 58.0), (5.1, 46.0), (-5.2, 33.0), (5.2, 27.0), (5.2, 19.5)] {
        car(canvas, camera, [x, 0.05, z], hex(0x3c4258), light, None);
    }
    car(canvas, camera, [1.9, 0.05, 30.0], hex(0x5a2f34), light, Some(hex(0xff3020)));
    car(canvas, camera, [-1.9, 0.05, 64.0], hex(0x30343f), light, Some(hex(0xfff0cc)));
    for (x, z) in [(-7.6, 21.0), (-8.0, 21.5), (7.7, 15.5), (7.9, 34.0), (-7.4, 45.0)] {
        figure(
            canvas,
            camera.project([x, 0.15, z]),
            1.75 * camera.per_metre(z),
            hex(0x141824),
            hex(0x0c0e16),
        );
    }
    for z in [14.0_f32, 28.0, 46.0] {
        let (a, b) = (camera.project([-9.0, 7.4, z]), camera.project([9.0, 7.4, z]));
        let m = camera.per_metre(z);
        wire(canvas, a, b, m * 0.9, m * 0.02, hex(0x161a26), 0.9);
        for i in 1..22 {
            let t = i as f32 / 22.0;
            let at = (lerp(a.0, b.0, t), lerp(a.1, b.1, t) + 3.6 * m * t * (1.0 - t) + m * 0.12);
            canvas.dab(at, (m * 0.07, m * 0.09), 0.0, 0.3, hex(0xffe0a0) * 1.5, 1.0);
        }
    }
}

fn evening(canvas: &mut Canvas) {
    let west = Lamp { at: (0.75, 0.52), radius: 0.0, colour: hex(0xd8a070), glow: 0.75, spread: 0.28 };
    sky(canvas, &[(0.0, hex(0x081a30)), (0.3, hex(0x14405c)), (0.52, hex(0x4f8488))], 0.7, Some(west));
    let deck = Clouds {
        seed: 181,
        horizon: 0.5,
        size: 0.7,
        stretch: 4.0,
        amount: 0.5,
        lit: hex(0x5f8f94),
        shade: hex(0x0f2f4a),
        opacity: 0.7,
        light: west.at,
    };
    clouds(canvas, deck);
    stars(canvas, 6, 160, 0.3, 0.6);
    let air = Air { colour: hex(0x3f6478), density: 1.0, lamp: Some(west) };
    let look = Fir::new(hex(0x0e1a2c), hex(0x2b3c50), 0.3);
    let hill = Woods {
        line: Ridge::new(182, 0.475, 0.07, 0.4),
        foot: 0.6,
        tall: 0.016,
        look,
        far: 0.5,
        cover: 0.9,
        ground: hex(0x24304a),
    };
    woods(canvas, &hill, &air);
}

/// A part of a shop front: lowest and highest point and how far it stands out of the wall.
type Pane<'a> = dyn Fn(f32, f32, f32) -> [Spot; 4] + 'a;

fn shop_window(canvas: &mut Canvas, camera: &Camera, pane: &Pane<'_>, glass: Rgb, pick: f32) {
    let noise = Noise(188);
    camera.flat(canvas, &pane(0.15, 3.1, 0.02), hex(0x1a1a22), 1.0);
    camera.face(canvas, &pane(0.55, 3.0, 0.03), |s| {
        let shelf = smooth(0.06, 0.02, ((s[1] - 0.5) % 0.8 - 0.4).abs()) * smooth(2.2, 1.6, s[1]);
        let goods = noise.at(s[2] * 3.0, s[1] * 3.2 + pick * 40.0);
        let shape = smooth(0.05, 0.2, noise.at(s[2] * 1.7 + 7.0, pick * 90.0) + 0.35 - (s[1] - 0.6) * 0.33);
        let body = glass * (0.72 + 0.35 * smooth(0.6, 3.0, s[1]) + goods * 0.35);
        let mullion = smooth(0.05, 0.02, ((s[2] / 1.5).fract() - 0.5).abs() * 1.5);
        body.mix(hex(0x4a2a1a), shape * 0.55).mix(hex(0x3a2418), shelf * 0.4).mix(hex(0x1a1a22), mullion)
    });
}

fn upper_windows(
    canvas: &mut Canvas,
    camera: &Camera,
    pane: &Pane<'_>,
    brick: Rgb,
    (on, levels): (bool, usize),
) {
    for level in 0..levels {
        let low = 5.0 + level as f32 * 2.9;
        let glass = if on && level == 0 { hex(0xffc070) * 1.05 } else { hex(0x2c4660) };
        camera.flat(canvas, &pane(low - 0.15, low + 2.05, 0.02), brick * hex(0x8098a8), 1.0);
        camera.flat(canvas, &pane(low, low + 1.85, 0.03), glass, 1.0);
        camera.flat(canvas, &pane(low + 0.9, low + 0.98, 0.04), hex(0x20242f), 1.0);
    }
}
