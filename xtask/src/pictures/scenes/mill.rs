//! The sawmill.

use super::super::camera::{Camera, unit};
use super::super::canvas::{Canvas, Point};
use super::super::colour::{hex, lerp, smooth};
use super::super::land::{Ridge, Woods, mist, woods};
use super::super::noise::{Dice, Noise};
use super::super::sky::{Air, Clouds, Lamp, clouds, sky};
use super::super::smoke::{Plume, plume};
use super::super::structures::{Light, gabled, upright, window};
use super::super::trees::{Fir, fir};

/// A sawmill: log decks, long roofs, a cone burner and steam against wooded hills.
pub(super) fn lumber_mill(canvas: &mut Canvas) {
    canvas.finish.brush = 0.45;
    let sun = Lamp { at: (0.15, 0.2), radius: 0.0, colour: hex(0xffe2b4), glow: 0.75, spread: 0.4 };
    sky(canvas, &[(0.0, hex(0x6a9cb8)), (0.25, hex(0xb0c8cc)), (0.48, hex(0xf4e0bc))], 0.6, Some(sun));
    let deck = Clouds {
        seed: 241,
        horizon: 0.42,
        size: 0.65,
        stretch: 3.0,
        amount: 0.55,
        lit: hex(0xfff4e0),
        shade: hex(0xa4b0b8),
        opacity: 0.8,
        light: sun.at,
    };
    clouds(canvas, deck);
    let air = Air { colour: hex(0xc0cfcc), density: 1.0, lamp: Some(sun) };
    let look = Fir::new(hex(0x123234), hex(0x71854a), -0.7);
    let hill = |line: Ridge, tall, far| Woods {
        line,
        foot: 0.62,
        tall,
        look,
        far,
        cover: 0.95,
        ground: hex(0x77784a),
    };
    woods(canvas, &hill(Ridge::new(242, 0.38, 0.13, 0.5), 0.018, 0.75), &air);
    mist(canvas, 3, 0.47, 0.04, hex(0xe4e2d4), 0.6);
    woods(canvas, &hill(Ridge::new(247, 0.47, 0.10, 0.5).tilt(-0.10), 0.03, 0.35), &air);
    let camera = Camera::new([0.0, 4.0, 0.0], 1.1, 0.56);
    yard(canvas, &camera);
    let light =
        Light { sun: unit([-0.65, 0.55, -0.4]), direct: hex(0xffe4b8) * 1.0, ambient: hex(0x8ca4bc) * 0.6 };
    steam(canvas, &camera);
    burner(canvas, &camera);
    sheds(canvas, &camera, &light);
    for (x, z, wide, high) in
        [(-34.0, 58.0, 16, 9), (-20.0, 44.0, 15, 8), (13.0, 40.0, 15, 8), (-15.5, 24.0, 13, 6)]
    {
        log_deck(canvas, &camera, (x, z), (wide, high));
    }
    let mut dice = Dice::new(243);
    for (x, z, tall) in [(-26.0, 36.0, 15.0), (25.0, 34.0, 17.0), (29.0, 38.0, 13.0)] {
        fir(
            canvas,
            &mut dice,
            camera.project([x, 0.0, z]),
            tall * camera.per_metre(z),
            &Fir::new(hex(0x14302c), hex(0x76884a), -0.7),
        );
    }
}

fn yard(canvas: &mut Canvas, camera: &Camera) {
    let noise = Noise(244);
    camera.ground(canvas, 0.0, |[x, _, z]| {
        let mud = hex(0x7c6850).mix(hex(0xa8906c), 0.5 + noise.fbm(x * 0.3, z * 0.15, 4));
        let rut = noise.at((x + 4.0 * (z / 30.0).sin()) * 1.4, z * 0.03);
        let wet = smooth(0.25, 0.45, noise.fbm(x * 0.16 + 5.0, z * 0.06, 4) - rut * 0.08);
        let bark = noise.fbm(x * 5.0, z * 3.0, 3);
        let colour = mud * (1.0 + bark * 0.3 + rut * 0.12);
        colour.mix(hex(0xc9d2d0), wet * 0.75)
    });
}

fn steam(canvas: &mut Canvas, camera: &Camera) {
    let m = camera.per_metre(80.0);
    for (x, y, seed, size) in [(24.0, 19.0, 7, 1.0_f32), (3.0, 12.0, 9, 0.6)] {
        let mouth = camera.project([x, y, 80.0]);
        let puff = Plume {
            seed,
            lit: hex(0xfffaf0),
            shade: hex(0xa9b4bc),
            sun: (-0.8, -0.6),
            from: 0.009 * size,
            to: 0.085 * size,
            puffs: 240,
            opacity: 0.65,
        };
        plume(canvas, &puff, |t| {
            (mouth.0 + 0.38 * size * t * t + 0.04 * t, mouth.1 - 0.32 * size * t.powf(0.75))
        });
        let foot = camera.project([x, 0.0, 80.0]);
        canvas.line(foot, mouth, (m * 1.9, m * 1.5), hex(0x5c5552), 1.0);
        canvas.line(
            (foot.0 - m * 0.45, foot.1),
            (mouth.0 - m * 0.35, mouth.1),
            (m * 0.5, m * 0.4),
            hex(0xc0a68a),
            0.9,
        );
        canvas.line(
            (mouth.0 - m * 0.9, mouth.1 + m * 0.3),
            (mouth.0 + m * 0.9, mouth.1 + m * 0.3),
            (m * 0.5, m * 0.5),
            hex(0x3c3836),
            1.0,
        );
    }
}

/// A cone burner with its mesh dome, long cold, rust-streaked.
fn burner(canvas: &mut Canvas, camera: &Camera) {
    let (x, z, half, high) = (-17.0, 76.0, 8.0, 17.0);
    let noise = Noise(245);
    let mut dome: Vec<[f32; 3]> = Vec::new();
    for i in 0..=20 {
        let turn = std::f32::consts::PI * i as f32 / 20.0;
        dome.push([x + 4.1 * turn.cos(), high + 3.4 * turn.sin(), z]);
    }
    camera.face(canvas, &dome, |s| {
        let across = (s[0] - x) / 4.1;
        let mesh = 0.8 + 0.2 * ((s[0] * 6.0).sin() * (s[1] * 6.0).sin()).signum();
        hex(0x4c4038).mix(hex(0xa98664), 0.5 - across * 0.5) * mesh
    });
    camera.face(
        canvas,
        &[[x - half, 0.0, z], [x + half, 0.0, z], [x + 4.0, high, z], [x - 4.0, high, z]],
        |s| {
            let wide = lerp(half, 4.0, s[1] / high);
            let across = (s[0] - x) / wide;
            let panel = 0.94 + 0.06 * ((across.asin() * 14.0).sin()).signum();
            let hoop = smooth(0.12, 0.05, (s[1] / 2.8).fract().abs());
            let streak = noise.fbm(across.asin() * 6.0, s[1] * 0.12, 4);
            let light = (0.62 - across * 0.5).clamp(0.12, 1.0) * (1.0 - across * across * 0.25);
            let metal = hex(0x6a4230).mix(hex(0xb48460), 0.5 + streak);
            metal * (0.25 + light) * panel * (1.0 - hoop * 0.25)
        },
    );
    upright(canvas, camera, (x - 1.6, x + 1.6), (0.0, 3.6), z - 0.1, hex(0x1c1614));
}

fn conveyor(canvas: &mut Canvas, camera: &Camera) {
    let m = camera.per_metre(70.0);
    let (a, b) = (camera.project([5.0, 9.0, 72.0]), camera.project([-13.0, 15.0, 75.0]));
    canvas.line(a, b, (m * 1.2, m * 1.0), hex(0x54483e), 1.0);
    canvas.line((a.0, a.1 - m * 0.6), (b.0, b.1 - m * 0.5), (m * 0.35, m * 0.3), hex(0xb0967a), 1.0);
    for t in [0.25, 0.6] {
        let top = (lerp(a.0, b.0, t), lerp(a.1, b.1, t));
        let foot = camera.project([lerp(5.0, -13.0, t), 0.0, 73.0]);
        canvas.line(foot, top, (m * 0.3, m * 0.25), hex(0x4a4038), 1.0);
    }
}

/// A stack of logs seen from the cut ends: left edge and distance, then logs in the lowest row and rows.
fn log_deck(canvas: &mut Canvas, camera: &Camera, (x, z): Point, (wide, high): (usize, usize)) {
    let mut dice = Dice::new((x.abs() * 7.0 + z) as u64);
    let size = 0.5;
    let m = camera.per_metre(z);
    let shade = camera.project([x + wide as f32 * size, 0.0, z]);
    canvas.dab(
        (shade.0 + m * 2.0, shade.1),
        (m * wide as f32 * size * 1.1, m * 0.8),
        0.0,
        0.4,
        hex(0x3c3028),
        0.6,
    );
    let mut logs = Vec::new();
    for row in 0..high {
        for i in 0..wide.saturating_sub(row) {
            let cx = x + (i as f32 * 2.0 + row as f32) * size + dice.bell() * 0.06;
            let cy = size + row as f32 * size * 1.72 + dice.bell() * 0.05;
            logs.push((cx, cy, size * dice.range(0.84, 1.04), row + 1 == high || i == 0));
        }
    }
    // The flanks recede behind the cut ends, so they come first.
    for &(cx, cy, radius, open) in &logs {
        let (back, front) = (camera.project([cx, cy, z + 9.0]), camera.project([cx, cy, z]));
        let bark = hex(0x3c2c22).mix(hex(0x9a7858), if open { 0.5 } else { 0.15 });
        let far = camera.per_metre(z + 9.0);
        canvas.line(back, front, (far * radius * 2.0, m * radius * 2.0), bark, 1.0);
        canvas.line(
            (back.0, back.1 - far * radius * 0.5),
            (front.0, front.1 - m * radius * 0.5),
            (far * radius * 0.5, m * radius * 0.6),
            bark * 1.5,
            0.8,
        );
    }
    for (cx, cy, radius, _) in logs {
        cut_end(canvas, &mut dice, camera.project([cx, cy, z]), m * radius);
    }
}

/// The sawn end of a log: bark, wood, rings and pith.
fn cut_end(canvas: &mut Canvas, dice: &mut Dice, at: Point, radius: f32) {
    canvas.dab(at, (radius * 1.06, radius * 1.06), 0.0, 0.1, hex(0x3a2a20), 1.0);
    let tone = hex(0xd8a86c).mix(hex(0xf0cc94), dice.unit()) * (0.72 + 0.3 * dice.unit());
    canvas.dab(at, (radius * 0.92, radius * 0.92), 0.0, 0.1, tone, 1.0);
    for ring in [0.66, 0.4] {
        canvas.dab(at, (radius * ring, radius * ring), 0.0, 0.25, tone * 0.86, 0.6);
        canvas.dab(at, (radius * (ring - 0.09), radius * (ring - 0.09)), 0.0, 0.25, tone, 0.8);
    }
    canvas.dab(at, (radius * 0.1, radius * 0.1), 0.0, 0.4, hex(0x8a5a34), 0.8);
}

fn sheds(canvas: &mut Canvas, camera: &Camera, light: &Light) {
    let (rust, tin) = (hex(0x8a5a44), hex(0x7d8c94));
    gabled(canvas, camera, ([-8.0, 0.0, 78.0], [30.0, 8.0, 92.0], 4.5, false), (rust, tin), light);
    gabled(
        canvas,
        camera,
        ([6.0, 0.0, 66.0], [17.0, 11.0, 78.0], 4.0, true),
        (hex(0x9a6a4c), hex(0x6c7c86)),
        light,
    );
    gabled(canvas, camera, ([19.0, 0.0, 62.0], [40.0, 6.5, 72.0], 3.4, false), (rust, hex(0x94806c)), light);
    for i in 0..6 {
        let x = 21.0 + i as f32 * 3.2;
        upright(canvas, camera, (x, x + 2.3), (0.0, 4.2), 61.9, hex(0x2c2624));
    }
    window(canvas, camera, (8.4, 10.0), (6.0, 8.6), 65.9, (hex(0x6c4a38), hex(0xffd890)));
    window(canvas, camera, (13.0, 14.6), (6.0, 8.6), 65.9, (hex(0x6c4a38), hex(0xffd890)));
    conveyor(canvas, camera);
}
