//! The market at dusk.

use super::super::camera::{Camera, unit};
use super::super::canvas::Canvas;
use super::super::colour::{hex, lerp, smooth};
use super::super::land::{Ridge, Woods, woods};
use super::super::noise::{Dice, Noise};
use super::super::sky::{Air, Clouds, Lamp, clouds, sky};
use super::super::structures::{Light, block, canopy, figure, wall, wire};
use super::super::trees::{Fir, bare};

/// Market canopies in two rows under strings of lights, at dusk.
pub(super) fn farmers_market(canvas: &mut Canvas) {
    canvas.finish.bloom = 0.5;
    canvas.finish.bloom_from = 0.6;
    canvas.finish.brush = 0.4;
    let camera = Camera::new([-0.6, 2.5, 0.0], 1.02, 0.54);
    evening(canvas);
    pavement(canvas, &camera);
    let mut dice = Dice::new(194);
    for (x, z) in [(-22.0, 44.0), (21.0, 40.0), (-16.0, 60.0), (15.0, 62.0)] {
        bare(
            canvas,
            &mut dice,
            camera.project([x, 0.0, z]),
            10.0 * camera.per_metre(z),
            (hex(0x33283a), hex(0x8a6a62)),
            4,
        );
    }
    let light =
        Light { sun: unit([0.1, 0.5, 0.9]), direct: hex(0xffb890) * 0.35, ambient: hex(0x8ca4ac) * 0.8 };
    let cloths = [
        hex(0xf0e6d2),
        hex(0xc4483a),
        hex(0xf0e6d2),
        hex(0x3f7a6c),
        hex(0xe0a63c),
        hex(0xf0e6d2),
        hex(0x466a9c),
    ];
    for i in (0..13).rev() {
        let z = 6.4 + i as f32 * 4.0;
        for side in [-1.0_f32, 1.0] {
            let x = if side < 0.0 { -7.4 } else { 4.2 };
            stall(canvas, &camera, (x, z, side), &mut dice);
            let cloth = cloths[(i * 2 + (side > 0.0) as usize * 3) % cloths.len()];
            let lit = Light { ambient: light.ambient + hex(0xff9a50) * 0.32, ..light };
            canopy(canvas, &camera, [x, 0.0, z], [3.2, 2.5, 3.2], cloth, &lit);
            let bulb = camera.project([x + 1.6, 2.35, z + 1.6]);
            canvas.glow(bulb, camera.per_metre(z) * 0.8, hex(0xffb868), 0.32);
            canvas.dab(
                bulb,
                (camera.per_metre(z) * 0.09, camera.per_metre(z) * 0.09),
                0.0,
                0.3,
                hex(0xfff0c8) * 1.5,
                1.0,
            );
        }
        shoppers(canvas, &camera, z, &mut dice);
    }
    strings(canvas, &camera);
}

/// A table heaped with produce: `place` is its left edge, its distance and the side of the lane.
fn stall(canvas: &mut Canvas, camera: &Camera, (x, z, side): (f32, f32, f32), dice: &mut Dice) {
    let glow = hex(0xffc890);
    let light = Light { sun: [0.0, 1.0, 0.0], direct: glow * 0.6, ambient: glow * 0.5 };
    let (near, far) = if side < 0.0 { (x + 1.9, x + 3.0) } else { (x + 0.2, x + 1.3) };
    wall(
        canvas,
        camera,
        &[[x, 0.0, z + 3.2], [x + 3.2, 0.0, z + 3.2], [x + 3.2, 2.3, z + 3.2], [x, 2.3, z + 3.2]],
        hex(0x8a6a54),
        &light,
    );
    block(canvas, camera, [near, 0.0, z + 0.3], [far, 0.85, z + 2.9], hex(0xb09068), &light);
    let fruit = [hex(0xc8382c), hex(0xe88a28), hex(0x6f9c34), hex(0xe8c43c), hex(0x7a3c6c), hex(0xd8d2b0)];
    for crate_at in (0..6).rev() {
        let cz = z + 0.45 + crate_at as f32 * 0.4;
        let colour = fruit[(dice.unit() * 5.99) as usize];
        for _ in 0..14 {
            let at =
                camera.project([dice.range(near, far), 0.9 + 0.14 * dice.unit(), cz + 0.3 * dice.unit()]);
            let m = camera.per_metre(cz);
            canvas.dab(at, (m * 0.075, m * 0.07), 0.0, 0.3, colour * (0.7 + 0.6 * dice.unit()), 1.0);
        }
    }
    let keeper = camera.project([if side < 0.0 { x + 1.0 } else { x + 2.2 }, 0.0, z + 1.8]);
    if dice.chance(0.7) {
        figure(canvas, keeper, 1.68 * camera.per_metre(z + 1.8), hex(0x4c5a54), hex(0x2a2420));
    }
}

fn shoppers(canvas: &mut Canvas, camera: &Camera, z: f32, dice: &mut Dice) {
    let coats = [hex(0x3c3450), hex(0x6a2f38), hex(0x2f4a5a), hex(0x54482f), hex(0x24283a)];
    if z < 10.0 {
        return;
    }
    for _ in 0..3 {
        let at = [dice.range(-3.4, 3.6), 0.0, z + dice.range(0.0, 4.0)];
        let (foot, m) = (camera.project(at), camera.per_metre(at[2]));
        canvas.dab((foot.0, foot.1), (m * 0.5, m * 0.08), 0.0, 0.7, hex(0x2a2230), 0.6);
        figure(
            canvas,
            foot,
            m * dice.range(1.55, 1.8),
            coats[(dice.unit() * 4.99) as usize] * 0.7,
            hex(0x1a1826),
        );
    }
}

/// Strings of lights from side to side.
fn strings(canvas: &mut Canvas, camera: &Camera) {
    for i in (0..7).rev() {
        let z = 6.5 + i as f32 * 6.0;
        let (a, b) = (camera.project([-4.4, 4.3, z]), camera.project([4.4, 4.3, z + 2.0]));
        let m = camera.per_metre(z);
        wire(canvas, a, b, m * 0.55, m * 0.018, hex(0x2a2433), 0.9);
        for k in 1..16 {
            let t = k as f32 / 16.0;
            let at = (lerp(a.0, b.0, t), lerp(a.1, b.1, t) + 2.2 * m * t * (1.0 - t) + m * 0.08);
            canvas.dab(at, (m * 0.055, m * 0.065), 0.0, 0.3, hex(0xffe2a8) * 1.6, 1.0);
            canvas.glow(at, m * 0.12, hex(0xffc070), 0.2);
        }
    }
}

fn evening(canvas: &mut Canvas) {
    let west = Lamp { at: (0.70, 0.50), radius: 0.0, colour: hex(0xffbe7c), glow: 0.9, spread: 0.35 };
    sky(
        canvas,
        &[(0.0, hex(0x3f7c94)), (0.25, hex(0x9bb8ac)), (0.45, hex(0xf4cf9c)), (0.55, hex(0xffc482))],
        0.7,
        Some(west),
    );
    let deck = Clouds {
        seed: 191,
        horizon: 0.48,
        size: 0.7,
        stretch: 4.5,
        amount: 0.48,
        lit: hex(0xffd9a8),
        shade: hex(0x7f9aa4),
        opacity: 0.8,
        light: west.at,
    };
    clouds(canvas, deck);
    let air = Air { colour: hex(0xb9b09c), density: 1.0, lamp: Some(west) };
    let look = Fir::new(hex(0x1d2f40), hex(0x5a6054), 0.2);
    let hill = Woods {
        line: Ridge::new(192, 0.47, 0.07, 0.5),
        foot: 0.62,
        tall: 0.016,
        look,
        far: 0.6,
        cover: 0.9,
        ground: hex(0x4c5450),
    };
    woods(canvas, &hill, &air);
}

fn pavement(canvas: &mut Canvas, camera: &Camera) {
    let noise = Noise(193);
    camera.ground(canvas, 0.0, |[x, _, z]| {
        let stone = hex(0x6a5f62)
            * (1.0 + noise.fbm(x * 1.5, z * 0.8, 4) * 0.3
                - 0.2 * smooth(0.06, 0.03, (x / 1.2).fract().abs())
                - 0.2 * smooth(0.06, 0.03, (z / 1.2).fract()));
        let warm = smooth(1.2, 4.5, x.abs()) * smooth(8.5, 5.0, x.abs()) * (0.7 + 0.3 * (z * 1.57).cos());
        stone * (hex(0x86a0a8) * 0.75 + hex(0xffb068) * (0.25 + warm * 0.85))
    });
}
