//! High country: the caldera lake, the lookout under the stars, the wide valley.

use super::super::camera::{Camera, unit};
use super::super::canvas::{Canvas, Point};
use super::super::colour::{Rgb, hex, lerp, smooth};
use super::super::land::{Ridge, Woods, mist, ridge, woods};
use super::super::noise::{Dice, Noise};
use super::super::relief::{Place, Relief};
use super::super::sky::{Air, Clouds, Lamp, clouds, milky_way, rays, sky, stars};
use super::super::structures::upright;
use super::super::trees::{Fir, fir};
use super::super::water::{Surface, water};

/// A deep blue lake in a snowy caldera with a cone island, seen from the rim.
pub(super) fn crater_lake_snow(canvas: &mut Canvas) {
    let light = (1.5, 0.0);
    sky(canvas, &[(0.0, hex(0x2f6db0)), (0.2, hex(0x7fb2dc)), (0.36, hex(0xdbe9f0))], 0.5, None);
    let deck = Clouds {
        seed: 31,
        horizon: 0.36,
        size: 0.5,
        stretch: 2.6,
        amount: 0.48,
        lit: hex(0xffffff),
        shade: hex(0xa9bfd8),
        opacity: 0.8,
        light,
    };
    clouds(canvas, deck);
    let air = Air { colour: hex(0xb9d2e8), density: 1.0 / 14000.0, lamp: None };
    let relief = Relief {
        camera: Camera::new([0.0, 560.0, 0.0], 0.92, 0.33),
        near: 60.0,
        far: 16000.0,
        sun: unit([0.75, 0.5, -0.12]),
        shadow: 2600.0,
        height: &caldera,
    };
    relief.paint(canvas, |place| {
        let colour = if place.spot[1] <= 0.5 { hex(0x0b2f6e) } else { snowy_rock(place) };
        air.veil(colour, place.distance, place.seen)
    });
    let surface = Surface {
        fade: 0.035,
        ripple: 0.014,
        size: 1.6,
        smear: 0.01,
        ..Surface::new(7, hex(0x0c459a), (0.5, 0.3))
    };
    let wet = relief.wet(canvas, 0.0);
    water(canvas, &surface, relief.camera.horizon, wet);
    caldera_firs(canvas, &relief, &air);
}

/// Height of the land above the lake, metres.
fn caldera(x: f32, z: f32) -> f32 {
    let noise = Noise(71);
    let (dx, dz) = (x - 300.0, z - 4700.0);
    let bent = noise.fbm(x / 1900.0, z / 1900.0, 3) * 800.0;
    let far = (dx * dx * 0.62 + dz * dz).sqrt() + bent;
    let crags = noise.ridged(x / 900.0, z / 900.0, 7);
    let rim = smooth(3300.0, 4350.0, far) * (520.0 + 170.0 * noise.fbm(x / 1300.0 + 5.0, z / 1300.0, 3))
        + crags * 330.0 * smooth(3200.0, 4300.0, far);
    let outside = smooth(4400.0, 9000.0, far) * -420.0;
    let (ix, iz) = (x + 420.0, z - 3900.0);
    let island = (ix * ix + iz * iz).sqrt() + noise.fbm(x / 260.0, z / 260.0, 4) * 130.0;
    let cone = (330.0 - island * 0.62).min(262.0 + (island - 80.0) * 0.2).max(-30.0);
    let peak = (900.0 - ((x - 2700.0).powi(2) + (z - 10500.0).powi(2)).sqrt() * 0.32).max(0.0);
    let near = near_rim(x, z);
    let away = smooth(1500.0, 3200.0, z);
    ((rim + outside) * away + peak).max(cone + crags * 24.0 * smooth(0.0, 40.0, cone)).max(near).max(0.0)
}

/// The snowfield the viewer stands on.
fn near_rim(x: f32, z: f32) -> f32 {
    let noise = Noise(72);
    let edge = 300.0 + 130.0 * noise.fbm(x / 230.0, 1.0, 4) + x * 0.55;
    let bank = 525.0 - 0.18 * z
        + 15.0 * noise.fbm(x / 190.0, z / 190.0, 3)
        + 2.0 * noise.fbm(x / 26.0, z / 26.0, 3)
        + smooth(0.0, 500.0, x) * 34.0;
    bank - smooth(edge, edge + 330.0, z) * 700.0
}

fn snowy_rock(place: &Place) -> Rgb {
    let noise = Noise(73);
    let [x, y, z] = place.spot;
    let steep = 1.0 - place.normal[1] + noise.fbm(x / 60.0, z / 60.0, 5) * 0.22;
    let rock = hex(0x4c4a50).mix(hex(0x8a7a6d), noise.fbm(x / 200.0, y / 30.0, 4) + 0.5);
    let trees = smooth(0.05, 0.3, noise.fbm(x / 330.0 + 7.0, z / 330.0, 5))
        * smooth(0.5, 0.3, steep)
        * smooth(900.0, 2500.0, place.distance);
    let trees = trees.max(
        smooth(0.55, 0.3, steep)
            * smooth(4700.0, 4300.0, z)
            * smooth(3000.0, 3300.0, z)
            * smooth(-0.1, 0.15, noise.fbm(x / 90.0, z / 90.0, 4)),
    );
    let ground = hex(0xf4f6fa).mix(rock, smooth(0.36, 0.52, steep)).mix(hex(0x24382f), trees * 0.8);
    ground * (hex(0xfff0d6) * (place.sun * 0.95) + hex(0x7fa4dc) * (0.42 * place.sky))
}

fn caldera_firs(canvas: &mut Canvas, relief: &Relief<'_>, air: &Air) {
    let mut dice = Dice::new(4);
    let mut spots: Vec<(f32, f32, f32)> = Vec::new();
    for _ in 0..2600 {
        let z = 80.0 + 620.0 * dice.unit().powf(1.3);
        let x = dice.range(-0.95, 0.95) * z;
        spots.push((z, x, dice.range(9.0, 24.0)));
    }
    spots.sort_by(|a, b| b.0.total_cmp(&a.0));
    let grove = Noise(12);
    for (z, x, tall) in spots {
        let thick = smooth(0.0, 0.25, grove.fbm(x / 120.0, z / 120.0, 3) + (x.abs() / z - 0.5) * 0.9);
        if !dice.chance(thick * 0.5) || near_rim(x, z) < 330.0 {
            continue;
        }
        let spot = [x, near_rim(x, z) - 0.5, z];
        let Some(foot) = relief.sees(canvas, spot, tall) else { continue };
        canvas.z = z * 0.97;
        let mut look = Fir::new(hex(0x13272c), hex(0x4f6a52), 0.85).map(|c| air.veil(c, z, foot));
        look.snow = 0.5;
        fir(canvas, &mut dice, foot, tall * relief.camera.per_metre(z), &look);
    }
    canvas.z = 0.0;
}

/// A fire lookout with lit windows on a ridge under the Milky Way.
pub(super) fn lookout_tower_stars(canvas: &mut Canvas) {
    canvas.finish.bloom = 0.55;
    canvas.finish.brush = 0.25;
    canvas.finish.vignette = 0.35;
    let glow = Lamp { at: (0.2, 0.84), radius: 0.0, colour: hex(0xc98a5a), glow: 0.55, spread: 0.28 };
    sky(
        canvas,
        &[(0.0, hex(0x0a1430)), (0.45, hex(0x16284f)), (0.72, hex(0x2e4a72)), (0.85, hex(0x6f7f93))],
        0.95,
        Some(glow),
    );
    milky_way(canvas, (0.42, 0.92), 0.5, 21);
    stars(canvas, 3, 2600, 0.85, 0.9);
    let air = Air { colour: hex(0x40587c), density: 1.0, lamp: Some(glow) };
    let dark = (hex(0x0c1626), hex(0x2b3c55));
    ridge(canvas, &Ridge::new(3, 0.80, 0.10, 0.5).sharp(0.6), 1.0, dark, (&air, 1.1), -0.5);
    ridge(canvas, &Ridge::new(9, 0.84, 0.09, 0.6), 1.0, dark, (&air, 0.7), -0.5);
    mist(canvas, 3, 0.88, 0.05, hex(0x5d7492), 0.6);
    let look = Fir::new(hex(0x060b14), hex(0x1c2b3c), -0.5);
    let far = Woods {
        line: Ridge::new(17, 0.91, 0.08, 0.7),
        foot: 1.0,
        tall: 0.03,
        look,
        far: 0.35,
        cover: 0.95,
        ground: hex(0x101a26),
    };
    woods(canvas, &far, &air);
    let near =
        Woods { line: summit(), foot: 1.02, tall: 0.035, look, far: 0.04, cover: 0.5, ground: hex(0x0b121c) };
    woods(canvas, &near, &air);
    tower(canvas);
    let mut dice = Dice::new(77);
    for (x, tall) in
        [(1.42, 0.34), (1.35, 0.22), (1.47, 0.42), (0.60, 0.13), (0.53, 0.17), (0.47, 0.12), (1.22, 0.11)]
    {
        let foot = (x, summit().line(x) + 0.05);
        fir(canvas, &mut dice, foot, tall, &Fir::new(hex(0x04080f), hex(0x22303f), -0.6));
    }
}

fn summit() -> Ridge {
    Ridge::new(29, 0.90, 0.10, 1.1).tilt(-0.08)
}

fn tower(canvas: &mut Canvas) {
    let foot = summit().line(0.92) + 0.015;
    let camera = Camera::new([-1.2, foot, 0.0], 1.0, foot);
    let camera = Camera { middle: 0.92, at: [-1.2, 0.0, 0.0], ..camera };
    let (steel, z) = (hex(0x0a0e16), 32.0);
    let (deck, wide) = (10.0, 2.6);
    let at = |x: f32, y: f32, dz: f32| camera.project([x, y, z + dz]);
    let thin = camera.per_metre(z) * 0.16;
    for (dz, sx) in [(4.2, -1.0), (4.2, 1.0), (0.0, -1.0), (0.0, 1.0)] {
        canvas.line(at(sx * 2.9, -0.6, dz), at(sx * 2.1, deck, dz), (thin * 1.3, thin), steel, 1.0);
        for level in 0..3 {
            let (a, b) = (level as f32 * deck / 3.0, (level + 1) as f32 * deck / 3.0);
            let reach = |y: f32| lerp(2.9, 2.1, y / deck);
            canvas.line(
                at(sx * reach(a), a, dz),
                at(-sx * reach(b), b, dz),
                (thin * 0.6, thin * 0.6),
                steel,
                1.0,
            );
            canvas.line(at(-reach(b), b, dz), at(reach(b), b, dz), (thin * 0.7, thin * 0.7), steel, 1.0);
        }
    }
    upright(canvas, &camera, (-wide - 0.9, wide + 0.9), (deck, deck + 0.3), z - 1.0, steel);
    upright(canvas, &camera, (-wide, wide), (deck + 0.3, deck + 3.4), z, hex(0x2a2019));
    cabin_windows(canvas, &camera, (wide, deck, z));
    canvas.polyline(
        &[at(-wide - 0.9, deck + 1.2, -1.0), at(wide + 0.9, deck + 1.2, -1.0)],
        thin * 0.4,
        steel,
        1.0,
    );
    for i in 0..9 {
        let x = lerp(-wide - 0.9, wide + 0.9, i as f32 / 8.0);
        canvas.line(at(x, deck + 0.2, -1.0), at(x, deck + 1.2, -1.0), (thin * 0.3, thin * 0.3), steel, 1.0);
    }
    let roof = [
        at(-wide - 1.0, deck + 3.3, -0.8),
        at(wide + 1.0, deck + 3.3, -0.8),
        at(0.25, deck + 4.9, 2.0),
        at(-0.25, deck + 4.9, 2.0),
    ];
    canvas.fill(&roof, hex(0x111722), 1.0);
    canvas.line(at(0.0, deck + 4.9, 2.0), at(0.0, deck + 6.6, 2.0), (thin * 0.4, thin * 0.2), steel, 1.0);
    canvas.glow(at(0.0, deck + 1.9, 0.0), 0.09, hex(0xffb060), 0.28);
}

fn cabin_windows(canvas: &mut Canvas, camera: &Camera, (wide, deck, z): (f32, f32, f32)) {
    for pane in 0..5 {
        let x = lerp(-wide + 0.15, wide - 0.15, pane as f32 / 5.0);
        let right = x + (2.0 * wide - 0.3) / 5.0 - 0.14;
        let corners =
            [[x, deck + 1.2, z], [right, deck + 1.2, z], [right, deck + 3.0, z], [x, deck + 3.0, z]];
        camera.face(canvas, &corners, |s| {
            let up = (s[1] - deck - 1.2) / 1.8;
            hex(0xff9d42).mix(hex(0xffe0a0), up) * (1.25 - 0.06 * (s[0] * s[0]))
        });
    }
}

/// A broad valley of fields and a winding river under a rising sun.
pub(super) fn valley_sunrise(canvas: &mut Canvas) {
    let sun = Lamp { at: (0.52, 0.375), radius: 0.024, colour: hex(0xffd08a), glow: 1.0, spread: 0.30 };
    sky(
        canvas,
        &[(0.0, hex(0x3f7fb4)), (0.2, hex(0x95bfcf)), (0.36, hex(0xfbd9a8)), (0.43, hex(0xf7b98a))],
        0.6,
        Some(sun),
    );
    let deck = Clouds {
        seed: 14,
        horizon: 0.40,
        size: 0.9,
        stretch: 7.0,
        amount: 0.38,
        lit: hex(0xffe2c0),
        shade: hex(0xc79aa0),
        opacity: 0.75,
        light: sun.at,
    };
    clouds(canvas, deck);
    let air = Air { colour: hex(0xb7c0c6), density: 1.0, lamp: Some(sun) };
    let bare = (hex(0x2c4560), hex(0x7a7f86));
    ridge(canvas, &Ridge::new(5, 0.405, 0.10, 0.4).sharp(0.7), 0.7, bare, (&air, 1.4), -0.6);
    ridge(canvas, &Ridge::new(14, 0.43, 0.09, 0.55).sharp(0.4), 0.7, bare, (&air, 0.95), -0.6);
    let side = Ridge::new(27, 0.475, 0.10, 0.5);
    ridge(
        canvas,
        &Ridge { at: 0.50, ..side.tilt(0.16) },
        0.7,
        (hex(0x263c42), hex(0x77754f)),
        (&air, 0.6),
        -0.7,
    );
    ridge(
        canvas,
        &Ridge { seed: 33, at: 0.53, ..side.tilt(-0.22) },
        0.7,
        (hex(0x223a38), hex(0x81784a)),
        (&air, 0.45),
        -0.7,
    );
    fields(canvas, &air);
    mist(canvas, 7, 0.56, 0.025, hex(0xfbdcb4), 0.75);
    mist(canvas, 8, 0.63, 0.02, hex(0xf3d8bd), 0.45);
    let look = Fir::new(hex(0x12292b), hex(0x7d7a3a), -0.6);
    let slope = Woods {
        line: Ridge::new(41, 0.90, 0.13, 0.6).tilt(0.34),
        foot: 1.02,
        tall: 0.06,
        look,
        far: 0.08,
        cover: 0.9,
        ground: hex(0x4d5230),
    };
    woods(canvas, &slope, &air);
    let right = Woods { line: Ridge::new(52, 1.0, 0.12, 0.55).tilt(-0.36), tall: 0.10, far: 0.03, ..slope };
    woods(canvas, &right, &air);
    rays(canvas, sun.at, sun.colour, 0.05, 5);
}

fn fields(canvas: &mut Canvas, air: &Air) {
    let camera = Camera::new([0.0, 330.0, 0.0], 1.0, 0.47);
    let noise = Noise(66);
    let shade = |s: [f32; 3], seen: Point| {
        let [x, _, z] = s;
        let (wx, wz) = (
            x + 130.0 * noise.fbm(x / 900.0, z / 900.0, 3),
            z + 160.0 * noise.fbm(x / 900.0 + 9.0, z / 900.0, 3),
        );
        let (cx, cz) = ((wx / 260.0).floor(), (wz / 420.0).floor());
        let pick = Noise(67).at(cx * 7.31 + 0.37, cz * 5.77 + 0.61) * 0.5 + 0.5;
        let crops = [
            (0.0, hex(0x4f6b2f)),
            (0.35, hex(0x8b8a3c)),
            (0.6, hex(0xc0a04e)),
            (0.8, hex(0x6d5a3a)),
            (1.0, hex(0x7d9a4a)),
        ];
        let mut colour = super::super::colour::ramp(&crops, pick);
        let hedge = (wx / 260.0 - cx - 0.5).abs().max((wz / 420.0 - cz - 0.5).abs());
        let grove = noise.fbm(x / 240.0 + 3.0, z / 240.0, 4);
        colour = colour.mix(hex(0x22382a), smooth(0.465, 0.485, hedge) * 0.8);
        colour = colour.mix(hex(0x1c3329), smooth(0.18, 0.3, grove) * 0.85);
        let line = x - 260.0 * (z / 620.0).sin() - 150.0 * (z / 270.0 + 1.0).sin() - 60.0;
        let stream = smooth(24.0, 16.0, line.abs() + 8.0 * noise.fbm(x / 70.0, z / 70.0, 3));
        colour = colour * (0.85 + noise.fbm(x / 40.0, z / 40.0, 3) * 0.3);
        let lit = colour * (hex(0xffd9a8) * 0.9 + hex(0x7da0c0) * 0.3);
        let water = hex(0x8fb4c8).mix(hex(0xffd9a4), smooth(0.95, 0.55, seen.1));
        air.veil(lit.mix(water, stream), z / 5200.0, seen)
    };
    canvas.paint_between(0.52, 1.0, |u, v, under| {
        let step = 0.25 / 1067.0;
        let one =
            |du: f32, dv: f32| camera.on_level((u + du, v + dv), 0.0).map_or(under, |s| shade(s, (u, v)));
        let sum = one(-step, -step) + one(step, -step) + one(-step, step) + one(step, step);
        under.mix(sum * 0.25, smooth(0.52, 0.55, v))
    });
}
