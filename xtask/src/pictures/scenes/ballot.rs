//! The ballot box on the plaza.

use super::super::camera::{Camera, unit};
use super::super::canvas::Canvas;
use super::super::colour::{Rgb, hex, smooth};
use super::super::land::{Ridge, Woods, woods};
use super::super::noise::{Dice, Noise};
use super::super::sky::{Air, Clouds, Lamp, clouds, sky};
use super::super::structures::{Light, block, figure, street_lamp, upright, wall, window};
use super::super::trees::{Crown, Fir, crowned, tuft};

/// A ballot drop box on a plaza in low sun, its shadow long across the paving.
pub(super) fn ballot_box(canvas: &mut Canvas) {
    canvas.finish.brush = 0.4;
    let sun = Lamp { at: (0.02, 0.40), radius: 0.0, colour: hex(0xffd9a0), glow: 1.0, spread: 0.4 };
    sky(canvas, &[(0.0, hex(0x6d9cc0)), (0.3, hex(0xbcd0cf)), (0.55, hex(0xffdfae))], 0.7, Some(sun));
    let deck = Clouds {
        seed: 131,
        horizon: 0.5,
        size: 0.7,
        stretch: 4.0,
        amount: 0.4,
        lit: hex(0xfff0d8),
        shade: hex(0xb3b6bf),
        opacity: 0.7,
        light: sun.at,
    };
    clouds(canvas, deck);
    let air = Air { colour: hex(0xcfcdbd), density: 1.0, lamp: Some(sun) };
    let look = Fir::new(hex(0x24433c), hex(0x7c8550), -0.6);
    let hills = Woods {
        line: Ridge::new(132, 0.475, 0.07, 0.6),
        foot: 0.6,
        tall: 0.018,
        look,
        far: 0.8,
        cover: 0.9,
        ground: hex(0x8a8656),
    };
    woods(canvas, &hills, &air);
    let camera = Camera::new([0.0, 1.75, 0.0], 1.35, 0.52);
    let light = Light {
        sun: unit([-0.80, 0.34, -0.46]),
        direct: hex(0xffd29a) * 1.25,
        ambient: hex(0x93a4c4) * 0.75,
    };
    let box_at = (-0.5_f32, 5.3_f32);
    paving(canvas, &camera, box_at);
    plaza_back(canvas, &camera, &light);
    drop_box(canvas, &camera, &light, box_at);
}

fn paving(canvas: &mut Canvas, camera: &Camera, (bx, bz): (f32, f32)) {
    let noise = Noise(133);
    camera.ground(canvas, 0.0, |[x, _, z]| {
        let row = (z / 0.6).floor();
        let (u, v) = (x / 0.9 + row * 0.5, z / 0.6);
        let tone = Noise(134).at(u.floor() * 4.3 + 0.3, row * 3.1 + 0.6);
        let joint = smooth(0.03, 0.012, (u - u.floor()).min(v - row));
        let stone = hex(0xa79a8a).mix(hex(0xc4ae92), 0.5 + tone)
            * (1.0 + noise.fbm(x * 5.0, z * 5.0, 4) * 0.22 - joint * 0.45);
        // The sun stands low on the left behind the viewer; shadows run to the right and away.
        let along = (x - bx) * 0.867 + (z - bz - 0.3) * 0.498;
        let across = (z - bz - 0.3) * 0.867 - (x - bx) * 0.498;
        let cast = smooth(0.45, 0.40, across.abs()) * smooth(-0.2, 0.0, along) * smooth(4.3, 4.0, along);
        let trees = smooth(
            0.12,
            0.34,
            noise.fbm(x * 0.10, z * 0.42 + x * 0.05, 4)
                + smooth(7.5, 12.0, z) * 0.16
                + smooth(3.6, 2.6, z) * 0.3,
        );
        let dark = cast.max(trees * 0.85);
        stone * (hex(0xffcf98) * (0.85 * (1.0 - dark)) + hex(0x8f9fc4) * 0.42)
    });
}

fn plaza_back(canvas: &mut Canvas, camera: &Camera, light: &Light) {
    let mut dice = Dice::new(135);
    block(canvas, camera, [-3.0, 0.0, 34.0], [22.0, 6.4, 46.0], hex(0xb48a68), light);
    block(canvas, camera, [-3.4, 6.4, 33.6], [22.4, 7.0, 46.0], hex(0xd2c4ac), light);
    for i in 0..9 {
        let x = -1.6 + i as f32 * 2.6;
        window(canvas, camera, (x - 0.7, x + 0.7), (1.6, 4.8), 33.9, (hex(0xd8ccb8), hex(0x6d8490)));
    }
    wall(
        canvas,
        camera,
        &[[-30.0, 0.0, 26.0], [30.0, 0.0, 26.0], [30.0, 0.55, 26.0], [-30.0, 0.55, 26.0]],
        hex(0x7c6c5c),
        light,
    );
    let crown = Crown {
        shade: hex(0x4c5a2c),
        middle: hex(0xa29a48),
        light: hex(0xffe196),
        trunk: hex(0x3a2e24),
        sun: (-0.85, -0.5),
        touch: 0.014,
        fullness: 0.6,
        spread: 1.0,
    };
    for (x, z, tall) in
        [(-13.0, 30.0, 8.5), (-8.4, 27.0, 7.5), (12.0, 27.0, 7.0), (7.0, 29.0, 6.0), (-5.0, 29.0, 6.5)]
    {
        crowned(canvas, &mut dice, camera.project([x, 0.4, z]), tall * camera.per_metre(z), &crown);
    }
    for _ in 0..260 {
        let x = dice.range(-16.0, 16.0);
        let foot = camera.project([x, 0.5, 26.2]);
        tuft(canvas, &mut dice, foot, 0.022, 4, (hex(0x4c6a34), hex(0xc9b45c)));
    }
    street_lamp(canvas, camera, [-4.6, 0.0, 18.0], 4.4, hex(0xfff2d8) * 0.5);
    for (x, z) in [(2.9, 17.0), (3.5, 17.4), (6.6, 22.0)] {
        let m = camera.per_metre(z);
        let foot = camera.project([x, 0.0, z]);
        canvas.dab((foot.0 + m * 1.5, foot.1 + m * 0.06), (m * 1.6, m * 0.12), 0.0, 0.6, hex(0x4c4c58), 0.6);
        figure(canvas, foot, 1.7 * m, hex(0x3c4a58), hex(0x2a2a30));
    }
}

fn drop_box(canvas: &mut Canvas, camera: &Camera, light: &Light, (x, z): (f32, f32)) {
    let (half, deep, high) = (0.36, 0.62, 1.32);
    block(
        canvas,
        camera,
        [x - half - 0.08, 0.0, z - 0.06],
        [x + half + 0.08, 0.10, z + deep + 0.06],
        hex(0x8a8680),
        light,
    );
    block(canvas, camera, [x - half, 0.10, z], [x + half, high, z + deep], hex(0xf0ece2), light);
    let lid = [
        [x - half, high, z],
        [x + half, high, z],
        [x + half, high + 0.2, z + deep],
        [x - half, high + 0.2, z + deep],
    ];
    wall(canvas, camera, &lid, hex(0x35588c), light);
    for edge in [x - half, x + half] {
        let side = [[edge, high, z], [edge, high + 0.2, z + deep], [edge, high, z + deep]];
        if (camera.at[0] - edge) * (edge - x) > 0.0 {
            wall(canvas, camera, &side, hex(0x35588c), light);
        }
    }
    let band = |canvas: &mut Canvas, low: f32, top: f32, colour: Rgb| {
        block(
            canvas,
            camera,
            [x - half - 0.004, low, z - 0.004],
            [x + half + 0.004, top, z + deep],
            colour,
            light,
        );
    };
    band(canvas, 0.98, 1.32, hex(0x2f5590));
    band(canvas, 0.16, 0.34, hex(0xb23a34));
    let front = z - 0.01;
    upright(canvas, camera, (x - 0.25, x + 0.25), (1.07, 1.21), front - 0.02, hex(0xb9bec4));
    upright(canvas, camera, (x - 0.20, x + 0.20), (1.115, 1.15), front - 0.03, hex(0x0c0e12));
    upright(canvas, camera, (x - 0.215, x + 0.215), (1.155, 1.17), front - 0.03, hex(0xe8ecf0));
    emblem(canvas, camera, (x, half), (z, high));
}

/// The tick on the front, an envelope half in the slot, and the lit corner.
fn emblem(canvas: &mut Canvas, camera: &Camera, (x, half): (f32, f32), (z, high): (f32, f32)) {
    let front = z - 0.01;
    let tick = [
        camera.project([x - 0.14, 0.68, front]),
        camera.project([x - 0.04, 0.57, front]),
        camera.project([x + 0.17, 0.84, front]),
    ];
    let m = camera.per_metre(z);
    canvas.polyline(&tick, m * 0.062, hex(0x2f5590), 1.0);
    canvas.dab(tick[1], (m * 0.03, m * 0.03), 0.0, 0.2, hex(0x2f5590), 1.0);
    let envelope = [
        [x - 0.10, 1.14, front - 0.10],
        [x + 0.12, 1.14, front - 0.10],
        [x + 0.13, 1.30, front - 0.12],
        [x - 0.09, 1.30, front - 0.12],
    ];
    camera.flat(canvas, &envelope, hex(0xfff6e4), 1.0);
    let fold = [
        camera.project(envelope[3]),
        camera.project([x + 0.02, 1.21, front - 0.11]),
        camera.project(envelope[2]),
    ];
    canvas.polyline(&fold, m * 0.006, hex(0xb8a98e), 1.0);
    let edge = [camera.project([x - half, 0.1, z]), camera.project([x - half, high, z])];
    canvas.line(edge[0], edge[1], (m * 0.014, m * 0.014), hex(0xfff0d0), 0.9);
}
