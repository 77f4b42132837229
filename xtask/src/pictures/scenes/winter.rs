//! Snow: the chairlift and the pass.

use super::super::camera::{Camera, unit};
use super::super::canvas::{Canvas, Point};
use super::super::colour::{Rgb, hex, lerp, smooth};
use super::super::land::{Ridge, Woods, ridge, woods};
use super::super::noise::{Dice, Noise};
use super::super::relief::{Place, Relief};
use super::super::sky::{Air, Clouds, Lamp, clouds, sky, stars};
use super::super::structures::{Light, car, figure, wire};
use super::super::trees::{Fir, fir};

/// A chairlift climbing a bright slope between snow-laden firs.
pub(super) fn ski_lift(canvas: &mut Canvas) {
    let sun = Lamp { at: (0.28, 0.10), radius: 0.02, colour: hex(0xfff4dc), glow: 0.55, spread: 0.28 };
    sky(canvas, &[(0.0, hex(0x2c6fb4)), (0.3, hex(0x7fb4de)), (0.55, hex(0xd6e6ef))], 0.8, Some(sun));
    let deck = Clouds {
        seed: 83,
        horizon: 0.5,
        size: 0.5,
        stretch: 3.0,
        amount: 0.42,
        lit: hex(0xffffff),
        shade: hex(0xb3c8de),
        opacity: 0.75,
        light: sun.at,
    };
    clouds(canvas, deck);
    let far = Air { colour: hex(0xc3d9ea), density: 1.0, lamp: None };
    ridge(
        canvas,
        &Ridge::new(35, 0.47, 0.17, 0.5).sharp(0.9),
        0.9,
        (hex(0x7f9cc8), hex(0xf7f3ec)),
        (&far, 0.5),
        -0.8,
    );
    let look = Fir { snow: 0.35, ..Fir::new(hex(0x21404a), hex(0x5a7b78), -0.7) };
    let slope = Woods {
        line: Ridge::new(38, 0.53, 0.09, 0.6),
        foot: 0.9,
        tall: 0.022,
        look,
        far: 0.5,
        cover: 0.75,
        ground: hex(0xdfe9f4),
    };
    woods(canvas, &slope, &far);
    let air = Air { colour: hex(0xc9dcec), density: 1.0 / 1500.0, lamp: None };
    let relief = Relief {
        camera: Camera::new([0.0, 14.0, 0.0], 1.05, 0.52),
        near: 4.0,
        far: 700.0,
        sun: unit([-0.8, 0.42, 0.12]),
        shadow: 90.0,
        height: &piste,
    };
    relief.paint(canvas, |place| air.veil(groomed(place), place.distance, place.seen));
    slope_firs(canvas, &relief, &air);
    lift(canvas, &relief.camera);
    skiers(canvas, &relief);
}

fn piste(x: f32, z: f32) -> f32 {
    let noise = Noise(36);
    let side = smooth(22.0, 70.0, (x - 0.10 * z).abs()) * 9.0;
    z * 0.085 + x * 0.05 + smooth(90.0, 330.0, z) * 34.0 + side + noise.fbm(x / 34.0, z / 40.0, 4) * 3.2
}

fn groomed(place: &Place) -> Rgb {
    let noise = Noise(37);
    let [x, _, z] = place.spot;
    let mut tracks: f32 = 0.0;
    for lane in 0..7 {
        let lane = lane as f32;
        let swing = (z / (7.0 + lane * 1.7) + lane * 2.1).sin() * (3.0 + lane * 0.4);
        let off = (x - 0.10 * z + 10.0 - lane * 4.0 - swing).abs();
        tracks = tracks.max(smooth(0.42, 0.1, off) * smooth(-0.5, 0.2, noise.at(z / 30.0, lane * 9.0)));
    }
    let combed = noise.at(x * 2.2, z * 0.05) * 0.04 * smooth(120.0, 20.0, place.distance);
    let snow = hex(0xf5f7fb) * (1.0 + combed + noise.fbm(x / 3.0, z / 3.0, 3) * 0.05 - tracks * 0.14);
    snow * (hex(0xfff2da) * (place.sun * 1.25) + hex(0x86aee6) * (0.56 * place.sky))
}

fn slope_firs(canvas: &mut Canvas, relief: &Relief<'_>, air: &Air) {
    let mut dice = Dice::new(57);
    let mut spots: Vec<(f32, f32)> = (0..1100)
        .map(|_| {
            let z = 16.0 + 520.0 * dice.unit().powf(1.2);
            (z, dice.range(-0.85, 0.85) * z)
        })
        .collect();
    spots.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (z, x) in spots {
        let off = (x - 0.10 * z).abs();
        if off < 17.0 + 5.0 * Noise(6).at(z / 20.0, x.signum())
            || !dice.chance(smooth(14.0, 34.0, off) * 0.75)
        {
            continue;
        }
        let y = piste(x, z);
        let tall = dice.range(6.0, 17.0);
        let Some(foot) = relief.sees(canvas, [x, y, z], tall) else { continue };
        canvas.z = z * 0.97;
        let camera = relief.camera;
        let veil = |c: Rgb| air.veil(c, z, foot);
        for i in 0..6 {
            let reach = tall * (0.2 + 0.32 * i as f32);
            let at = [x + reach * 0.8, piste(x + reach * 0.8, z - reach * 0.12), z - reach * 0.12];
            let radius = camera.per_metre(z) * tall * 0.16 * (1.0 - i as f32 / 6.5);
            canvas.dab(camera.project(at), (radius * 1.8, radius * 0.4), 0.1, 0.7, veil(hex(0x7f9fd0)), 0.55);
        }
        let mut look = Fir::new(hex(0x16333a), hex(0x4c7068), -0.75).map(veil);
        look.snow = 0.8;
        fir(canvas, &mut dice, foot, tall * camera.per_metre(z), &look);
    }
    canvas.z = 0.0;
}

fn lift(canvas: &mut Canvas, camera: &Camera) {
    let (steel, dark) = (hex(0x3d4a58), hex(0x242c38));
    let line = |z: f32| 0.10 * z + 8.5 - smooth(0.0, 60.0, z) * 4.0;
    let posts = [300.0_f32, 205.0, 135.0, 84.0, 46.0, 19.0, 5.0];
    let top = |z: f32| piste(line(z), z) + 11.0;
    for pair in posts.windows(2) {
        for side in [-2.6, 2.6] {
            let (a, b) = (
                camera.project([line(pair[0]) + side, top(pair[0]), pair[0]]),
                camera.project([line(pair[1]) + side, top(pair[1]), pair[1]]),
            );
            wire(canvas, a, b, (b.1 - a.1).abs().max(0.01) * 0.03, 0.0011, dark, 0.95);
        }
    }
    for &z in posts.iter().take(6) {
        let x = line(z);
        let metre = camera.per_metre(z);
        let (foot, head) = (camera.project([x, piste(x, z) - 0.5, z]), camera.project([x, top(z) + 0.5, z]));
        canvas.line(foot, head, (metre * 0.75, metre * 0.55), steel, 1.0);
        canvas.line(
            (foot.0 - metre * 0.2, foot.1),
            (head.0 - metre * 0.14, head.1),
            (metre * 0.2, metre * 0.15),
            hex(0x8c9cae),
            1.0,
        );
        let (l, r) = (camera.project([x - 3.0, top(z) + 0.4, z]), camera.project([x + 3.0, top(z) + 0.4, z]));
        canvas.line(l, r, (metre * 0.4, metre * 0.4), steel, 1.0);
        for end in [l, r] {
            canvas.line(
                (end.0 - metre * 0.1, end.1 + metre * 0.35),
                (end.0 + metre * 0.5, end.1 + metre * 0.25),
                (metre * 0.3, metre * 0.3),
                dark,
                1.0,
            );
        }
    }
    for i in (0..13).rev() {
        let z = 11.0 * 1.28_f32.powf(i as f32);
        for (side, offset) in [(-2.6, 1.0), (2.6, 1.12)] {
            let z = z * offset;
            if z < 270.0 {
                chair(canvas, camera, [line(z) + side, top(z) - 0.25, z], i % 3 != 1 && side > 0.0);
            }
        }
    }
}

fn chair(canvas: &mut Canvas, camera: &Camera, hang: [f32; 3], taken: bool) {
    let metre = camera.per_metre(hang[2]);
    let at = |dx: f32, dy: f32| {
        let p = camera.project(hang);
        (p.0 + dx * metre, p.1 + dy * metre)
    };
    let dark = hex(0x1d2530);
    canvas.line(at(0.0, 0.0), at(0.15, 1.2), (metre * 0.10, metre * 0.10), dark, 1.0);
    canvas.line(at(-0.9, 1.2), at(0.9, 1.2), (metre * 0.10, metre * 0.10), dark, 1.0);
    for side in [-0.9, 0.9] {
        canvas.line(at(side, 1.2), at(side, 2.5), (metre * 0.10, metre * 0.10), dark, 1.0);
    }
    canvas.fill(&[at(-0.95, 1.75), at(0.95, 1.75), at(0.95, 2.3), at(-0.95, 2.3)], hex(0x2f6da8), 1.0);
    canvas.fill(&[at(-1.0, 2.4), at(1.0, 2.4), at(1.05, 2.62), at(-1.05, 2.62)], dark, 1.0);
    if taken {
        for (dx, coat) in [(-0.45, hex(0xb9402c)), (0.42, hex(0xd9a02c))] {
            canvas.dab(at(dx, 1.95), (metre * 0.3, metre * 0.45), 0.0, 0.2, coat, 1.0);
            canvas.dab(at(dx, 1.38), (metre * 0.17, metre * 0.19), 0.0, 0.2, hex(0x20242c), 1.0);
            canvas.line(at(dx, 2.5), at(dx, 3.1), (metre * 0.3, metre * 0.2), hex(0x20242c), 1.0);
            canvas.line(
                at(dx - 0.5, 3.15),
                at(dx + 0.35, 3.1),
                (metre * 0.1, metre * 0.1),
                hex(0x15181f),
                1.0,
            );
        }
    }
}

fn skiers(canvas: &mut Canvas, relief: &Relief<'_>) {
    for (x, z, coat) in [
        (-3.0, 38.0, hex(0xb8442e)),
        (6.0, 70.0, hex(0xe0b030)),
        (-1.0, 105.0, hex(0x2a5f9c)),
        (9.0, 150.0, hex(0x8c3350)),
    ] {
        let spot = [x, piste(x, z), z];
        let Some(foot) = relief.sees(canvas, spot, 2.0) else { continue };
        let metre = relief.camera.per_metre(z);
        canvas.dab(
            (foot.0 + metre * 1.2, foot.1 + metre * 0.05),
            (metre * 1.3, metre * 0.18),
            0.0,
            0.6,
            hex(0x7f9fd0),
            0.6,
        );
        figure(canvas, foot, metre * 1.8, coat, hex(0x1c2430));
        canvas.line(
            (foot.0 - metre * 0.8, foot.1 + metre * 0.15),
            (foot.0 + metre * 0.8, foot.1 - metre * 0.05),
            (metre * 0.1, metre * 0.1),
            hex(0x1c2430),
            1.0,
        );
    }
}

/// A road over a snowy pass at blue dusk, guard rail beside it, tail lights going over the top.
pub(super) fn highway_pass_snow(canvas: &mut Canvas) {
    canvas.finish.bloom = 0.5;
    canvas.finish.bloom_from = 0.55;
    let sun = Lamp { at: (1.05, 0.42), radius: 0.0, colour: hex(0xffdc9c), glow: 0.8, spread: 0.35 };
    sky(canvas, &[(0.0, hex(0x27486e)), (0.25, hex(0x6c98b4)), (0.45, hex(0xe6dcb4))], 0.8, Some(sun));
    let deck = Clouds {
        seed: 93,
        horizon: 0.44,
        size: 0.7,
        stretch: 5.0,
        amount: 0.5,
        lit: hex(0xe9e2cc),
        shade: hex(0x5d7f9e),
        opacity: 0.8,
        light: sun.at,
    };
    clouds(canvas, deck);
    stars(canvas, 5, 120, 0.2, 0.5);
    let far = Air { colour: hex(0xb4c4d0), density: 1.0, lamp: Some(sun) };
    ridge(
        canvas,
        &Ridge::new(94, 0.43, 0.22, 0.55).sharp(0.95),
        0.9,
        (hex(0x54789e), hex(0xf0e0cc)),
        (&far, 0.4),
        0.8,
    );
    let look = Fir {
        snow: 0.3,
        snow_lit: hex(0xb9c0dc),
        snow_shade: hex(0x6f86b4),
        ..Fir::new(hex(0x15293a), hex(0x40576a), 0.5)
    };
    let slope = Woods {
        line: Ridge::new(97, 0.50, 0.12, 0.6).tilt(0.12),
        foot: 0.9,
        tall: 0.026,
        look,
        far: 0.35,
        cover: 0.85,
        ground: hex(0xa9b8d4),
    };
    woods(canvas, &slope, &far);
    let air = Air { colour: hex(0x9fb4c8), density: 1.0 / 700.0, lamp: None };
    let relief = Relief {
        camera: Camera::new([0.5, 5.6, 0.0], 1.1, 0.50),
        near: 2.5,
        far: 420.0,
        sun: unit([0.5, 0.3, 0.8]),
        shadow: 0.0,
        height: &pass,
    };
    relief.paint(canvas, |place| air.veil(pass_colour(place), place.distance, place.seen));
    pass_firs(canvas, &relief, &air, look);
    rail(canvas, &relief);
    traffic(canvas, &relief);
}

fn road(z: f32) -> f32 {
    13.0 * (z / 62.0 - 0.2).sin() * smooth(0.0, 70.0, z) + 0.5
}

fn grade(z: f32) -> f32 {
    z * 0.028 - smooth(150.0, 260.0, z) * 9.0
}

fn pass(x: f32, z: f32) -> f32 {
    let noise = Noise(98);
    let off = x - road(z);
    let berm =
        smooth(5.0, 7.2, off.abs()) * 1.3 + smooth(7.0, 42.0, -off) * 15.0 - smooth(9.0, 50.0, off) * 13.0;
    let rough = noise.fbm(x / 9.0, z / 9.0, 5) * 1.3 * smooth(5.2, 10.0, off.abs());
    grade(z) + berm + rough + smooth(60.0, 200.0, off.abs()) * 18.0 * (0.6 + noise.fbm(x / 90.0, z / 90.0, 3))
}

fn pass_colour(place: &Place) -> Rgb {
    let noise = Noise(99);
    let [x, _, z] = place.spot;
    let off = x - road(z);
    let snow = hex(0xeef2fa) * (0.95 + noise.fbm(x / 2.0, z / 2.0, 4) * 0.12);
    let wet = hex(0x2a313f) * (1.0 + noise.fbm(x * 0.8, z / 9.0, 4) * 0.35);
    let slush = smooth(0.1, 0.4, noise.fbm(x * 0.9, z / 6.0, 4) + (off.abs() - 4.1) * 0.3);
    let mut lane = wet.mix(hex(0x9aa6bc), slush * 0.75);
    let rut = smooth(0.5, 0.2, ((off.abs() - 1.8).abs() - 0.75).abs());
    lane = lane.mix(hex(0x1d2430), rut * 0.5);
    let dash = (off.abs() - 0.14).abs() < 0.06;
    let edge = (off.abs() - 3.75).abs() < 0.07;
    if dash {
        lane = hex(0xd9a53c);
    } else if edge {
        lane = hex(0xc8d0dc);
    }
    let colour = lane.mix(snow, smooth(4.4, 5.4, off.abs() + noise.fbm(x / 1.3, z / 3.0, 3) * 0.5));
    colour * (hex(0xffdcae) * (place.sun * 0.75) + hex(0x7fa6d0) * (0.62 * place.sky))
}

fn pass_firs(canvas: &mut Canvas, relief: &Relief<'_>, air: &Air, base: Fir) {
    let mut dice = Dice::new(99);
    let mut spots: Vec<(f32, f32)> = (0..1300)
        .map(|_| {
            let z = 9.0 + 330.0 * dice.unit().powf(1.3);
            (z, dice.range(-0.9, 0.9) * z.max(20.0))
        })
        .collect();
    spots.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (z, x) in spots {
        let off = x - road(z);
        if off.abs() < 11.0 || !dice.chance(0.6) {
            continue;
        }
        let spot = [x, pass(x, z), z];
        let tall = dice.range(6.0, 15.0);
        let Some(foot) = relief.sees(canvas, spot, tall) else { continue };
        canvas.z = z * 0.96;
        let look = Fir { snow: 0.7, ..base }.map(|c| air.veil(c, z, foot));
        fir(canvas, &mut dice, foot, tall * relief.camera.per_metre(z), &look);
    }
    canvas.z = 0.0;
}

fn rail(canvas: &mut Canvas, relief: &Relief<'_>) {
    let camera = relief.camera;
    let at = |z: f32, up: f32| -> Point { camera.project([road(z) + 5.1, grade(z) + up, z]) };
    let mut z = 150.0_f32;
    while z > 2.2 {
        let next = z - (z * 0.05).max(0.4);
        canvas.z = z * 0.95;
        let tone = hex(0x8d9bb4).mix(hex(0x9aa8c8), z / 150.0);
        let band = |low: f32, high: f32| [at(z, low), at(next, low), at(next, high), at(z, high)];
        canvas.fill(&band(0.55, 0.95), tone * 0.75, 1.0);
        canvas.fill(&band(0.68, 0.78), tone * 0.4, 1.0);
        canvas.fill(&band(0.90, 1.02), hex(0xe6ecf8) * 0.85, 1.0);
        z = next;
    }
    for i in (1..40).rev() {
        let z = i as f32 * 3.8;
        canvas.z = z * 0.95;
        let metre = camera.per_metre(z);
        canvas.line(at(z, -0.1), at(z, 1.0), (metre * 0.16, metre * 0.16), hex(0x3a4356), 1.0);
    }
    canvas.z = 0.0;
}

fn traffic(canvas: &mut Canvas, relief: &Relief<'_>) {
    let light = Light { sun: [0.0, 1.0, 0.0], direct: hex(0x5d6c94), ambient: hex(0x55658c) };
    for (z, paint) in [(120.0, hex(0x303644)), (66.0, hex(0x8b93a4)), (27.0, hex(0x39465e))] {
        let spot = [road(z) + 1.9, grade(z), z];
        car(canvas, &relief.camera, spot, paint, &light, Some(hex(0xff2a1c)));
        let at = relief.camera.project(spot);
        let metre = relief.camera.per_metre(z);
        canvas.dab((at.0, at.1 + metre * 0.95), (metre * 1.3, metre * 0.35), 0.0, 1.0, hex(0xd0362c), 0.3);
    }
    let z = 95.0;
    for dx in [-0.7, 0.7] {
        let at = relief.camera.project([road(z) - 2.0 + dx, grade(z) + 0.7, z]);
        canvas.dab(at, (0.0022, 0.0022), 0.0, 0.4, Rgb::WHITE * 2.0, 1.0);
        canvas.glow(at, lerp(0.006, 0.012, 0.5), hex(0xfff0cc), 0.7);
    }
}
