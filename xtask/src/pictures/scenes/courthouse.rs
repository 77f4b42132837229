//! The courthouse in the morning.

use super::super::camera::{Camera, unit};
use super::super::canvas::Canvas;
use super::super::colour::{Rgb, hex, lerp, smooth};
use super::super::land::{Ridge, Woods, woods};
use super::super::noise::{Dice, Noise};
use super::super::sky::{Air, Clouds, Lamp, clouds, sky};
use super::super::structures::{Light, block, figure, upright};
use super::super::trees::{Crown, Fir, crowned, fir, tuft};

/// An art-deco courthouse behind a lawn with trees, in clear morning light.
pub(super) fn courthouse(canvas: &mut Canvas) {
    canvas.finish.brush = 0.4;
    let sun = Lamp { at: (-0.1, 0.2), radius: 0.0, colour: hex(0xfff0d0), glow: 0.6, spread: 0.5 };
    sky(canvas, &[(0.0, hex(0x3d7fb8)), (0.35, hex(0x92c0d8)), (0.7, hex(0xf2e8d2))], 0.85, Some(sun));
    let deck = Clouds {
        seed: 121,
        horizon: 0.66,
        size: 0.6,
        stretch: 2.4,
        amount: 0.5,
        lit: hex(0xfffaf2),
        shade: hex(0xa9bccb),
        opacity: 0.85,
        light: sun.at,
    };
    clouds(canvas, deck);
    let air = Air { colour: hex(0xb9cdd2), density: 1.0, lamp: None };
    let look = Fir::new(hex(0x1c4140), hex(0x6f8858), -0.6);
    let hills = Woods {
        line: Ridge::new(122, 0.63, 0.08, 0.5),
        foot: 0.78,
        tall: 0.018,
        look,
        far: 0.6,
        cover: 0.9,
        ground: hex(0x8a8656),
    };
    woods(canvas, &hills, &air);
    let camera = Camera::new([-13.0, 2.2, 0.0], 1.25, 0.735);
    let camera = Camera { middle: 0.48, ..camera };
    let light =
        Light { sun: unit([-0.62, 0.6, -0.5]), direct: hex(0xfff0d0) * 1.15, ambient: hex(0x8fabc8) * 0.62 };
    lawn(canvas, &camera);
    deco(canvas, &camera, &light);
    grounds(canvas, &camera);
}

fn lawn(canvas: &mut Canvas, camera: &Camera) {
    let noise = Noise(123);
    camera.ground(canvas, 0.0, |[x, _, z]| {
        let stripe = 0.04 * (x * 1.3).sin().signum();
        let grass = hex(0x5f8a3a).mix(hex(0xa5a552), noise.fbm(x * 0.25, z * 0.2, 4) + 0.4)
            * (0.95 + stripe + noise.at(x * 6.0, z * 2.0) * 0.18);
        let path = smooth(3.4, 3.3, x.abs()).max(smooth(42.6, 42.7, z)).max(smooth(9.5, 9.4, z));
        let joint = if (z / 2.0).fract() < 0.04 { 0.85 } else { 1.0 };
        let mut colour = grass.mix(hex(0xb5aa9a) * (1.0 + noise.fbm(x, z, 3) * 0.15) * joint, path);
        // Long shade of trees standing to the left, outside the picture.
        let dapple = smooth(
            -0.05,
            0.2,
            noise.fbm(x * 0.10 + z * 0.06 + 3.0, z * 0.32 - x * 0.05, 4) - 0.1 + smooth(16.0, 9.0, z) * 0.3,
        );
        colour = colour * hex(0x6f8aa0).mix(Rgb::WHITE, 1.0 - dapple * 0.85);
        colour
    });
}

fn deco(canvas: &mut Canvas, camera: &Camera, light: &Light) {
    let pale = hex(0xe6dac2);
    let masses = [
        ([-24.0, 0.0, 60.0], [24.0, 11.5, 80.0]),
        ([-15.0, 0.0, 57.5], [15.0, 18.0, 80.0]),
        ([-9.0, 0.0, 55.0], [9.0, 24.0, 76.0]),
        ([-6.0, 24.0, 57.0], [6.0, 27.5, 74.0]),
    ];
    for (low, high) in [masses[3], masses[0], masses[1], masses[2]] {
        block(canvas, camera, low, high, pale, light);
        let band = [low[0] - 0.25, high[1] - 0.8, low[2] - 0.25];
        block(canvas, camera, band, [high[0] + 0.25, high[1] + 0.2, high[2]], pale * 1.04, light);
        block(
            canvas,
            camera,
            [low[0] - 0.2, low[1], low[2] - 0.2],
            [high[0] + 0.2, low[1] + 1.2, high[2]],
            hex(0x9c9284),
            light,
        );
    }
    let glass = hex(0x24384a);
    let bays: [(f32, f32, f32, f32, usize); 5] = [
        (-23.0, -16.0, 60.0, 9.8, 3),
        (16.0, 23.0, 60.0, 9.8, 3),
        (-14.2, -9.8, 57.5, 16.0, 2),
        (9.8, 14.2, 57.5, 16.0, 2),
        (-7.8, 7.8, 55.0, 21.6, 5),
    ];
    for (x0, x1, z, top, count) in bays {
        for i in 0..count {
            let wide = (x1 - x0) / count as f32;
            let left = x0 + wide * (i as f32 + 0.22);
            let right = x0 + wide * (i as f32 + 0.78);
            let low = if z < 56.0 { 8.0 } else { 2.4 };
            tall_window(canvas, camera, (left, right), (low, top), z, glass);
            let pier = x0 + wide * i as f32;
            block(canvas, camera, [pier - 0.16, 1.6, z - 0.45], [pier + 0.16, top + 1.0, z], pale, light);
        }
        block(canvas, camera, [x1 - 0.16, 1.6, z - 0.45], [x1 + 0.16, top + 1.0, z], pale, light);
    }
    entrance(canvas, camera, light);
}

fn tall_window(
    canvas: &mut Canvas,
    camera: &Camera,
    (x0, x1): (f32, f32),
    (y0, y1): (f32, f32),
    z: f32,
    glass: Rgb,
) {
    camera.face(
        canvas,
        &[[x0, y0, z - 0.05], [x1, y0, z - 0.05], [x1, y1, z - 0.05], [x0, y1, z - 0.05]],
        |s| {
            let storey = (s[1] - y0) / 3.4;
            let panel = smooth(0.70, 0.72, storey.fract()) > 0.5;
            let zigzag = (((s[0] - x0) / (x1 - x0) * 4.0).fract() - 0.5).abs();
            if panel {
                return hex(0x6f8a7a).mix(hex(0xc2b48c), smooth(0.2, 0.3, zigzag));
            }
            let sky = hex(0x9fc3d6)
                .mix(glass, 0.35 + 0.5 * smooth(0.0, 1.0, (storey.fract() * 1.3 + s[0] * 0.35).sin().abs()));
            let bar = ((s[0] - x0) / (x1 - x0) - 0.5).abs() < 0.05 || (storey.fract() - 0.35).abs() < 0.025;
            if bar { hex(0x2c3a3e) } else { sky }
        },
    );
}

fn entrance(canvas: &mut Canvas, camera: &Camera, light: &Light) {
    for step in 0..6 {
        let s = step as f32;
        block(
            canvas,
            camera,
            [-6.4 + s * 0.2, 0.0, 51.0 + s * 0.7],
            [6.4 - s * 0.2, 0.3 + s * 0.3, 56.0],
            hex(0xc4b8a4),
            light,
        );
    }
    for x in [-3.6_f32, 0.0, 3.6] {
        upright(canvas, camera, (x - 1.1, x + 1.1), (2.0, 6.3), 54.9, hex(0x1c2a30));
        upright(canvas, camera, (x - 0.9, x - 0.05), (2.0, 5.2), 54.85, hex(0x9a7a3e));
        upright(canvas, camera, (x + 0.05, x + 0.9), (2.0, 5.2), 54.85, hex(0x8a6c36));
        for i in 0..5 {
            let turn = lerp(-1.0, 1.0, i as f32 / 4.0);
            let (a, b) = (camera.project([x, 5.3, 54.8]), camera.project([x + turn * 0.95, 6.2, 54.8]));
            canvas.line(a, b, (0.0012, 0.0012), hex(0xc4a45c), 1.0);
        }
    }
    for side in [-1.0_f32, 1.0] {
        block(
            canvas,
            camera,
            [side * 7.4 - 0.9, 0.0, 51.0],
            [side * 7.4 + 0.9, 2.4, 55.0],
            hex(0xd8ccb4),
            light,
        );
        let globe = camera.project([side * 7.4, 3.2, 52.0]);
        canvas.dab(globe, (0.010, 0.010), 0.0, 0.25, hex(0xf8f0dc), 1.0);
        canvas.dab((globe.0 - 0.003, globe.1 - 0.003), (0.004, 0.004), 0.0, 0.9, Rgb::WHITE * 1.1, 1.0);
    }
}

fn grounds(canvas: &mut Canvas, camera: &Camera) {
    let mut dice = Dice::new(124);
    let flag = camera.project([13.0, 0.0, 44.0]);
    let metre = camera.per_metre(44.0);
    canvas.line(flag, (flag.0, flag.1 - 17.0 * metre), (metre * 0.2, metre * 0.1), hex(0xd8dcdc), 1.0);
    let maple = Crown {
        shade: hex(0x2f4a26),
        middle: hex(0x6d8a3a),
        light: hex(0xc2c863),
        trunk: hex(0x3c3026),
        sun: (-0.7, -0.7),
        touch: 0.016,
        fullness: 0.8,
        spread: 1.0,
    };
    for (x, z, tall) in [(-30.0, 52.0, 12.0), (31.0, 50.0, 13.0), (24.0, 40.0, 9.0), (19.0, 28.0, 9.5)] {
        let foot = camera.project([x, 0.0, z]);
        let m = camera.per_metre(z);
        canvas.dab((foot.0 + m * 4.0, foot.1 + m * 0.1), (m * 5.5, m * 0.5), 0.02, 0.7, hex(0x2c4a34), 0.6);
        crowned(canvas, &mut dice, foot, tall * m, &maple);
    }
    let cherry = Crown { shade: hex(0xa8708c), middle: hex(0xe6a9bc), light: hex(0xffe6ea), ..maple };
    for (x, z, tall) in [(-21.5, 45.0, 6.0), (-17.0, 47.0, 5.5), (18.0, 47.5, 5.5), (-16.5, 27.0, 6.2)] {
        let foot = camera.project([x, 0.0, z]);
        let m = camera.per_metre(z);
        canvas.dab((foot.0 + m * 2.0, foot.1 + m * 0.05), (m * 3.0, m * 0.3), 0.02, 0.7, hex(0x2c4a34), 0.6);
        crowned(canvas, &mut dice, foot, tall * m, &cherry);
    }
    for (x, z) in [(-24.0, 61.0), (25.6, 59.0)] {
        fir(
            canvas,
            &mut dice,
            camera.project([x, 0.0, z - 3.0]),
            15.0 * camera.per_metre(z),
            &Fir::new(hex(0x17382e), hex(0x6c8a48), -0.7),
        );
    }
    for (x, z) in [(1.4, 33.0), (-0.4, 44.0), (-1.1, 44.4)] {
        figure(canvas, camera.project([x, 0.0, z]), 1.7 * camera.per_metre(z), hex(0x34465a), hex(0x22262e));
    }
    for _ in 0..500 {
        let (x, z) = (dice.range(-16.0, 8.0), dice.range(4.6, 9.2));
        let size = camera.per_metre(z) * 0.09;
        if x.abs() > 3.6 {
            let foot = camera.project([x, 0.0, z + 5.0]);
            tuft(canvas, &mut dice, foot, size, 4, (hex(0x46702c), hex(0x9cb050)));
        }
    }
}
