//! Oaks on a golden hill.

use super::super::camera::{Camera, unit};
use super::super::canvas::Canvas;
use super::super::colour::{Rgb, hex, smooth};
use super::super::land::{Ridge, Woods, mist, ridge, woods};
use super::super::noise::{Dice, Noise};
use super::super::relief::{Place, Relief};
use super::super::sky::{Air, Clouds, Lamp, clouds, sky};
use super::super::structures::figure;
use super::super::trees::{Crown, Fir, crowned, tuft};

/// A trail climbing a golden hill among oaks.
pub(super) fn oak_savanna_trail(canvas: &mut Canvas) {
    let sun = Lamp { at: (0.1, 0.18), radius: 0.0, colour: hex(0xffe8c0), glow: 0.7, spread: 0.4 };
    sky(canvas, &[(0.0, hex(0x4f8fc4)), (0.3, hex(0xa8cbd8)), (0.55, hex(0xf6e6c8))], 0.8, Some(sun));
    let deck = Clouds {
        seed: 161,
        horizon: 0.5,
        size: 0.6,
        stretch: 2.2,
        amount: 0.5,
        lit: hex(0xfffaf0),
        shade: hex(0xaebccb),
        opacity: 0.85,
        light: sun.at,
    };
    clouds(canvas, deck);
    let flat = Air { colour: hex(0xbccfd6), density: 1.0, lamp: Some(sun) };
    ridge(
        canvas,
        &Ridge::new(162, 0.475, 0.10, 0.6).sharp(0.5),
        0.9,
        (hex(0x33566c), hex(0x8397a0)),
        (&flat, 0.9),
        -0.8,
    );
    let look = Fir::new(hex(0x1d4040), hex(0x6f8a58), -0.7);
    let hills = Woods {
        line: Ridge::new(165, 0.53, 0.08, 0.5),
        foot: 0.9,
        tall: 0.018,
        look,
        far: 0.5,
        cover: 0.8,
        ground: hex(0xa59a58),
    };
    woods(canvas, &hills, &flat);
    mist(canvas, 4, 0.56, 0.03, hex(0xd8dcd4), 0.4);
    let air = Air { density: 1.0 / 900.0, ..flat };
    let relief = Relief {
        camera: Camera::new([0.0, 8.2, 0.0], 1.1, 0.55),
        near: 3.0,
        far: 420.0,
        sun: unit([-0.8, 0.45, 0.05]),
        shadow: 70.0,
        height: &savanna,
    };
    relief.paint(canvas, |place| air.veil(golden(place), place.distance, place.seen));
    oaks(canvas, &relief, &air);
}

fn trail(z: f32) -> f32 {
    1.5 + 6.5 * (z / 21.0 + 0.3).sin() * smooth(0.0, 40.0, z) + z * 0.04
}

fn savanna(x: f32, z: f32) -> f32 {
    let noise = Noise(166);
    5.2 + smooth(10.0, 130.0, z + x * 0.3) * 15.0 - smooth(120.0, 300.0, z) * 26.0
        + noise.fbm(x / 60.0 + 1.0, z / 60.0, 4) * 5.0
        + x * 0.03
}

fn golden(place: &Place) -> Rgb {
    let noise = Noise(167);
    let [x, _, z] = place.spot;
    let blade = noise.fbm(x * 3.0, z * 1.6, 4);
    let straw = hex(0xb08c44).mix(hex(0xe8ce82), 0.5 + blade + noise.fbm(x / 9.0, z / 9.0, 3) * 0.7);
    let green = hex(0x809440);
    let field = straw.mix(green, smooth(0.0, 0.35, noise.fbm(x / 22.0 + 5.0, z / 22.0, 4)) * 0.75);
    let off = (x - trail(z)).abs() + noise.fbm(x * 1.2, z * 0.8, 3) * 0.35;
    let dirt = hex(0xb79b74) * (0.95 + noise.fbm(x * 4.0, z * 4.0, 4) * 0.3);
    let colour =
        field.mix(dirt, smooth(1.05, 0.75, off)) * (1.0 - 0.25 * smooth(0.35, 0.0, (off - 1.05).abs()));
    colour * (hex(0xffecc4) * (place.sun * 1.3) + hex(0x8fb0d4) * (0.42 * place.sky))
}

fn oaks(canvas: &mut Canvas, relief: &Relief<'_>, air: &Air) {
    let mut dice = Dice::new(168);
    let camera = relief.camera;
    let oak = Crown {
        shade: hex(0x1f2d1c),
        middle: hex(0x566b32),
        light: hex(0xbcc26a),
        trunk: hex(0x382c24),
        sun: (-0.75, -0.6),
        touch: 0.0125,
        fullness: 0.9,
        spread: 1.35,
    };
    let mut spots: Vec<(f32, f32, f32)> = vec![
        (27.0, 12.5, 11.5),
        (46.0, -14.0, 11.0),
        (62.0, 20.0, 10.0),
        (20.0, -13.8, 10.0),
        (78.0, -4.0, 9.0),
    ];
    for _ in 0..80 {
        let z = dice.range(60.0, 190.0);
        spots.push((z, dice.range(-0.75, 0.75) * z, dice.range(6.0, 10.5)));
    }
    spots.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (z, x, tall) in spots {
        if (x - trail(z)).abs() < 5.0 {
            continue;
        }
        let Some(foot) = relief.sees(canvas, [x, savanna(x, z), z], tall) else { continue };
        canvas.z = z * 0.96;
        let m = camera.per_metre(z);
        for i in 0..40 {
            let (dx, dz) = (tall * (0.45 + 0.5 * dice.bell()), dice.bell() * tall * 0.33);
            let at = camera.project([x + dx, savanna(x + dx, z + dz), z + dz]);
            let size = m * tall * 0.13;
            if i % 2 == 0 {
                canvas.dab(at, (size, size * 0.22), 0.0, 0.7, air.veil(hex(0x4c4a34), z, at), 0.4);
            }
        }
        let look = oak.map(|c| air.veil(c, z, foot));
        crowned(canvas, &mut dice, foot, tall * m, &look);
    }
    canvas.z = 0.0;
    trailside(canvas, &camera, &mut dice);
}

/// Two walkers and the grass at the viewer's feet.
fn trailside(canvas: &mut Canvas, camera: &Camera, dice: &mut Dice) {
    let walkers = [(44.0, 0.2, hex(0xb8442e)), (45.0, -0.7, hex(0x34557c))];
    for (z, side, coat) in walkers {
        let x = trail(z) + side;
        canvas.z = z * 0.96;
        figure(
            canvas,
            camera.project([x, savanna(x, z), z]),
            1.75 * camera.per_metre(z),
            coat,
            hex(0x22262c),
        );
    }
    canvas.z = 0.0;
    for _ in 0..2600 {
        let z = 3.6 + 16.0 * dice.unit().powf(1.6);
        let x = dice.range(-0.75, 0.75) * z;
        if (x - trail(z)).abs() > 1.1 {
            let foot = camera.project([x, savanna(x, z), z]);
            let size = camera.per_metre(z) * dice.range(0.2, 0.45);
            tuft(canvas, dice, foot, size, 4, (hex(0x8a6c34), hex(0xf2dc98)));
        }
    }
}
