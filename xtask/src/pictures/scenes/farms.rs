//! Orchard and vineyard.

use super::super::camera::{Camera, unit};
use super::super::canvas::Canvas;
use super::super::colour::{Rgb, hex, smooth};
use super::super::land::{Ridge, Woods, ridge, woods};
use super::super::noise::{Dice, Noise};
use super::super::relief::{Place, Relief};
use super::super::sky::{Air, Clouds, Lamp, clouds, sky};
use super::super::structures::{Light, gabled, upright};
use super::super::trees::{Crown, Fir, crowned, tuft};

/// Rows of pear trees in blossom running to the hills.
pub(super) fn pear_orchard_bloom(canvas: &mut Canvas) {
    let sun = Lamp { at: (0.05, 0.2), radius: 0.0, colour: hex(0xfff2da), glow: 0.6, spread: 0.45 };
    sky(canvas, &[(0.0, hex(0x5f9fce)), (0.25, hex(0xa9cfe0)), (0.45, hex(0xf6e6dc))], 0.6, Some(sun));
    let deck = Clouds {
        seed: 141,
        horizon: 0.42,
        size: 0.55,
        stretch: 2.4,
        amount: 0.48,
        lit: hex(0xffffff),
        shade: hex(0xb9c8d8),
        opacity: 0.8,
        light: sun.at,
    };
    clouds(canvas, deck);
    let air = Air { colour: hex(0xc3d4de), density: 1.0, lamp: Some(sun) };
    ridge(
        canvas,
        &Ridge::new(142, 0.40, 0.14, 0.6).sharp(0.8),
        0.6,
        (hex(0x7f9cc0), hex(0xf2f2f2)),
        (&air, 0.5),
        -0.7,
    );
    ridge(canvas, &Ridge::new(144, 0.445, 0.08, 0.5), 0.6, (hex(0x35566a), hex(0x7d9a94)), (&air, 0.7), -0.7);
    let look = Fir::new(hex(0x1d4440), hex(0x7c9657), -0.7);
    let hills = Woods {
        line: Ridge::new(146, 0.475, 0.06, 0.5),
        foot: 0.56,
        tall: 0.014,
        look,
        far: 0.4,
        cover: 0.7,
        ground: hex(0x9aa05a),
    };
    woods(canvas, &hills, &air);
    let camera = Camera::new([0.0, 3.4, 0.0], 1.1, 0.51);
    orchard_floor(canvas, &camera, &air);
    trees(canvas, &camera, &air);
    petals(canvas, &camera);
}

fn trees(canvas: &mut Canvas, camera: &Camera, air: &Air) {
    let mut dice = Dice::new(147);
    let blossom = Crown {
        shade: hex(0xa98fa6),
        middle: hex(0xecd3da),
        light: hex(0xfffaf4),
        trunk: hex(0x3d322e),
        sun: (-0.75, -0.6),
        touch: 0.014,
        fullness: 1.15,
        spread: 0.92,
    };
    let mut z = 130.0;
    while z > 6.5 {
        for row in -9..9 {
            let x = 3.4 + row as f32 * 6.8 + dice.bell() * 0.3;
            let foot = camera.project([x, 0.0, z]);
            if foot.0 < -0.35 || foot.0 > 1.85 {
                continue;
            }
            let look = blossom.map(|c| air.veil(c, z / 190.0, foot));
            let tall = 4.7 * dice.range(0.88, 1.12);
            crowned(canvas, &mut dice, foot, tall * camera.per_metre(z), &look);
        }
        z -= if z > 40.0 { 5.5 } else { 4.6 };
    }
}

fn orchard_floor(canvas: &mut Canvas, camera: &Camera, air: &Air) {
    let noise = Noise(148);
    camera.ground(canvas, 0.0, |s| {
        let [x, _, z] = s;
        let row = ((x - 3.4) / 6.8 + 0.5).rem_euclid(1.0) - 0.5;
        let strip = smooth(0.17, 0.11, row.abs() + noise.fbm(x * 0.8, z * 0.4, 3) * 0.05);
        let mustard = smooth(0.12, 0.35, noise.fbm(x * 0.5, z * 0.25, 4));
        let grass = hex(0x568a35)
            .mix(hex(0x93ad4c), noise.fbm(x * 0.9, z * 0.5, 4) + 0.5)
            .mix(hex(0xe0c84a), mustard * 0.55 * smooth(0.2, 0.3, row.abs()));
        let petals = hex(0xd8c4bc).mix(hex(0x8a7460), noise.fbm(x * 2.0, z * 1.2, 3) + 0.5);
        let rut = smooth(0.05, 0.02, ((0.5 - row.abs()) - 0.12).abs());
        let mut colour = grass.mix(petals, strip * 0.8).mix(hex(0x8f7c58), rut * 0.5)
            * (1.0 + noise.at(x * 9.0, z * 4.0) * 0.15);
        // Crowns shade the ground to the right of each row.
        let shade = smooth(0.24, 0.10, (row - 0.13).abs() + noise.fbm(x, z * 0.9, 3) * 0.10)
            * (0.55 + 0.45 * (z * 1.37).sin().abs());
        colour = colour * hex(0x6a86a8).mix(Rgb::WHITE, 1.0 - shade * 0.8);
        air.veil(colour, z / 190.0, camera.project(s))
    });
}

fn petals(canvas: &mut Canvas, camera: &Camera) {
    let mut dice = Dice::new(149);
    for _ in 0..1800 {
        let z = 4.3 + 16.0 * dice.unit().powf(1.5);
        let x = dice.range(-0.75, 0.75) * z;
        let m = camera.per_metre(z);
        let foot = camera.project([x, 0.0, z]);
        if dice.chance(0.5) {
            tuft(canvas, &mut dice, foot, m * 0.22, 4, (hex(0x3f7028), hex(0xa8bc58)));
        } else {
            canvas.dab(foot, (m * 0.03, m * 0.018), dice.unit(), 0.3, hex(0xfff0f0), 0.9);
        }
    }
}

/// Vine rows over a rolling hill in late sun, posts and wires, a barn below the ridge.
pub(super) fn vineyard_rows(canvas: &mut Canvas) {
    let sun = Lamp { at: (1.28, 0.30), radius: 0.0, colour: hex(0xffcf90), glow: 0.9, spread: 0.4 };
    sky(canvas, &[(0.0, hex(0x5b8fbc)), (0.25, hex(0xb3c6cc)), (0.48, hex(0xffdcae))], 0.7, Some(sun));
    let deck = Clouds {
        seed: 151,
        horizon: 0.44,
        size: 0.7,
        stretch: 4.5,
        amount: 0.45,
        lit: hex(0xffe8cc),
        shade: hex(0xa8a4b4),
        opacity: 0.75,
        light: sun.at,
    };
    clouds(canvas, deck);
    let flat = Air { colour: hex(0xc6c4bc), density: 1.0, lamp: Some(sun) };
    ridge(
        canvas,
        &Ridge::new(152, 0.42, 0.11, 0.6).sharp(0.5),
        0.8,
        (hex(0x2f4c60), hex(0x8a8878)),
        (&flat, 1.0),
        0.8,
    );
    let look = Fir::new(hex(0x17383a), hex(0x8c8a48), 0.8);
    let hills = Woods {
        line: Ridge::new(155, 0.465, 0.08, 0.5),
        foot: 0.8,
        tall: 0.017,
        look,
        far: 0.45,
        cover: 0.75,
        ground: hex(0xb09c58),
    };
    woods(canvas, &hills, &flat);
    let air = Air { density: 1.0 / 620.0, ..flat };
    let relief = Relief {
        camera: Camera::new([0.0, 9.5, 0.0], 1.15, 0.46),
        near: 3.5,
        far: 330.0,
        sun: unit([0.8, 0.42, 0.25]),
        shadow: 60.0,
        height: &vine_hill,
    };
    relief.paint(canvas, |place| air.veil(vine_ground(place), place.distance, place.seen));
    let light = Light { sun: relief.sun, direct: hex(0xffcf98) * 1.2, ambient: hex(0x8796b0) * 0.6 };
    let base = vine_hill(-28.0, 118.0) - 1.0;
    gabled(
        canvas,
        &relief.camera,
        ([-36.0, base, 112.0], [-21.0, base + 6.0, 124.0], 4.5, false),
        (hex(0x9c4a34), hex(0x5d5a58)),
        &light,
    );
    upright(canvas, &relief.camera, (-30.0, -27.0), (base, base + 4.0), 111.8, hex(0x3a2420));
    vines(canvas, &relief, &air);
}

fn vine_hill(x: f32, z: f32) -> f32 {
    let noise = Noise(156);
    4.5 * (x / 46.0 + 0.9).sin()
        + z * 0.022
        + smooth(30.0, 170.0, z) * 9.0
        + 5.5 * noise.at(x / 90.0 + 0.3, z / 110.0)
        - smooth(170.0, 330.0, z) * 8.0
}

/// Distance across the rows, in rows.
fn vine_row(x: f32, z: f32) -> f32 {
    (x + 0.10 * z + 3.5 * (z / 55.0).sin()) / 2.7
}

fn vine_ground(place: &Place) -> Rgb {
    let noise = Noise(157);
    let [x, _, z] = place.spot;
    let row = vine_row(x, z).rem_euclid(1.0) - 0.5;
    let soil = smooth(0.16, 0.10, row.abs() + noise.fbm(x, z, 3) * 0.05);
    let green = if vine_row(x, z).floor().rem_euclid(2.0) < 1.0 { hex(0x77933c) } else { hex(0xb9a552) };
    let grass = green.mix(hex(0xd2b860), smooth(0.0, 0.5, noise.fbm(x * 0.4, z * 0.3, 4)))
        * (1.0 + noise.fbm(x * 4.0, z * 2.0, 3) * 0.3);
    let shade = smooth(0.22, 0.12, (row + 0.17).abs());
    let colour = grass.mix(hex(0x7c5a40), soil * 0.85);
    let sun = place.sun * (1.0 - shade * 0.65);
    colour * (hex(0xffd09a) * (sun * 1.25) + hex(0x8ba4c8) * (0.40 * place.sky))
}

fn vines(canvas: &mut Canvas, relief: &Relief<'_>, air: &Air) {
    let mut dice = Dice::new(158);
    let camera = relief.camera;
    let mut z = 150.0_f32;
    while z > 4.0 {
        for row in -60..60 {
            let x = (row as f32 + 0.5) * 2.7 - 0.10 * z - 3.5 * (z / 55.0).sin();
            let ground = [x, vine_hill(x, z), z];
            let Some(foot) = relief.sees(canvas, ground, 2.0) else { continue };
            canvas.z = z * 0.97;
            let m = camera.per_metre(z);
            let veil = |c: Rgb| air.veil(c, z, foot);
            let head = (foot.0, foot.1 - m * 0.95);
            canvas.line(foot, head, (m * 0.13, m * 0.09), veil(hex(0x35251d)), 1.0);
            canvas.line(
                (foot.0 + m * 0.04, foot.1),
                (head.0 + m * 0.03, head.1),
                (m * 0.04, m * 0.03),
                veil(hex(0xd89a62)),
                0.9,
            );
            vine_canes(canvas, &mut dice, head, m, &veil);
            let next = z - 1.6;
            let nx = (row as f32 + 0.5) * 2.7 - 0.10 * next - 3.5 * (next / 55.0).sin();
            let far = camera.project([nx, vine_hill(nx, next) + 0.95, next]);
            canvas.line(head, far, (m * 0.07, m * 0.07), veil(hex(0x4a3428)), 1.0);
            let (a, b) = ((head.0, head.1 - m * 0.55), (far.0, far.1 - camera.per_metre(next) * 0.55));
            canvas.line(a, b, (m * 0.02, m * 0.02), veil(hex(0xc8b8a0)), 0.7);
            if (z / 1.6).round() as i32 % 4 == 0 {
                canvas.line(
                    foot,
                    (foot.0, foot.1 - m * 1.75),
                    (m * 0.11, m * 0.11),
                    veil(hex(0x8a7460)),
                    1.0,
                );
                canvas.line(
                    (foot.0 + m * 0.03, foot.1),
                    (foot.0 + m * 0.03, foot.1 - m * 1.75),
                    (m * 0.04, m * 0.04),
                    veil(hex(0xf0c690)),
                    1.0,
                );
            }
        }
        z -= 1.6;
    }
    canvas.z = 0.0;
}

fn vine_canes(canvas: &mut Canvas, dice: &mut Dice, head: (f32, f32), m: f32, veil: &dyn Fn(Rgb) -> Rgb) {
    let count = if m * canvas.scale() > 14.0 { 7 } else { 3 };
    for _ in 0..count {
        let from = (head.0 + dice.bell() * m * 0.5, head.1);
        let tip = (from.0 + dice.bell() * m * 0.25, from.1 - m * dice.range(0.3, 0.75));
        canvas.line(from, tip, (m * 0.03, m * 0.012), veil(hex(0x7a5238)), 0.9);
        if dice.chance(0.7) {
            canvas.dab(tip, (m * 0.05, m * 0.05), 0.0, 0.4, veil(hex(0xb8c058)), 0.9);
        }
    }
}
