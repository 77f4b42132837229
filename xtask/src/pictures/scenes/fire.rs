//! Fire and what comes after.

use super::super::camera::{Camera, unit};
use super::super::canvas::Canvas;
use super::super::colour::{Rgb, hex, smooth};
use super::super::land::{Ridge, Woods, mist, ridge, woods};
use super::super::noise::{Dice, Noise};
use super::super::relief::{Place, Relief};
use super::super::sky::{Air, Clouds, Lamp, clouds, sky};
use super::super::smoke::{Plume, plume};
use super::super::trees::{Fir, bare, tuft};

/// A column of smoke from a prescribed burn, rising behind wooded ridges and leaning with the wind.
pub(super) fn ridge_smoke(canvas: &mut Canvas) {
    let sun = Lamp { at: (1.32, 0.22), radius: 0.0, colour: hex(0xffd6a0), glow: 0.7, spread: 0.34 };
    sky(canvas, &[(0.0, hex(0x3a7698)), (0.3, hex(0x86b0b8)), (0.6, hex(0xf0d9b0))], 0.75, Some(sun));
    let deck = Clouds {
        seed: 8,
        horizon: 0.52,
        size: 0.8,
        stretch: 5.0,
        amount: 0.42,
        lit: hex(0xfff1da),
        shade: hex(0xa7b7bd),
        opacity: 0.5,
        light: sun.at,
    };
    clouds(canvas, deck);
    let air = Air { colour: hex(0xbccdcb), density: 1.0, lamp: Some(sun) };
    let face = (hex(0x22434c), hex(0x6f8a80));
    ridge(canvas, &Ridge::new(61, 0.53, 0.12, 0.6).sharp(0.6), 0.9, face, (&air, 1.2), 0.7);
    let column = Plume {
        seed: 5,
        lit: hex(0xfff0d8),
        shade: hex(0x7d7f88),
        sun: (0.85, -0.5),
        from: 0.022,
        to: 0.17,
        puffs: 900,
        opacity: 0.75,
    };
    plume(canvas, &column, |t| (0.62 - 0.06 * t - 0.56 * t * t, 0.665 - 0.66 * t.powf(0.78)));
    let second = Plume { seed: 9, from: 0.012, to: 0.06, puffs: 260, opacity: 0.6, ..column };
    plume(canvas, &second, |t| (0.80 - 0.16 * t - 0.14 * t * t, 0.675 - 0.27 * t.powf(0.8)));
    ridge(canvas, &Ridge::new(64, 0.60, 0.11, 0.7).sharp(0.35), 0.9, face, (&air, 0.75), 0.7);
    mist(canvas, 4, 0.66, 0.05, hex(0xd9d6c8), 0.55);
    let look = Fir::new(hex(0x0e2c2c), hex(0x72884a), 0.75);
    let slope = |line: Ridge, tall, far| Woods {
        line,
        foot: 1.01,
        tall,
        look,
        far,
        cover: 0.93,
        ground: hex(0x8a7f46),
    };
    woods(canvas, &slope(Ridge::new(67, 0.69, 0.13, 0.6), 0.022, 0.42), &air);
    woods(canvas, &slope(Ridge::new(70, 0.79, 0.13, 0.55).tilt(0.16), 0.036, 0.2), &air);
    woods(
        canvas,
        &Woods { cover: 0.8, ..slope(Ridge::new(75, 0.93, 0.13, 0.5).tilt(-0.28), 0.07, 0.05) },
        &air,
    );
}

/// A burned hillside in its first spring: black snags, ash-grey soil, green shoots and a few flowers.
pub(super) fn burn_scar_spring(canvas: &mut Canvas) {
    let sun = Lamp { at: (0.15, 0.12), radius: 0.0, colour: hex(0xfff0d0), glow: 0.5, spread: 0.4 };
    sky(canvas, &[(0.0, hex(0x5b9cc4)), (0.3, hex(0xb4d3d8)), (0.5, hex(0xf2e6cd))], 0.7, Some(sun));
    let deck = Clouds {
        seed: 23,
        horizon: 0.45,
        size: 0.6,
        stretch: 2.2,
        amount: 0.52,
        lit: hex(0xfffaf0),
        shade: hex(0xa9bac9),
        opacity: 0.85,
        light: sun.at,
    };
    clouds(canvas, deck);
    let air = Air { colour: hex(0xc2d3d6), density: 1.0 / 900.0, lamp: None };
    let far = Air { density: 1.0, ..air };
    ridge(
        canvas,
        &Ridge::new(81, 0.40, 0.10, 0.6).sharp(0.5),
        0.8,
        (hex(0x35525c), hex(0x839a8a)),
        (&far, 0.9),
        -0.7,
    );
    ridge(
        canvas,
        &Ridge::new(84, 0.45, 0.10, 0.5).sharp(0.4),
        0.8,
        (hex(0x3d4a48), hex(0x8f9a74)),
        (&far, 0.5),
        -0.7,
    );
    let relief = Relief {
        camera: Camera::new([0.0, 40.0, 0.0], 1.15, 0.42),
        near: 6.0,
        far: 1100.0,
        sun: unit([-0.75, 0.55, -0.1]),
        shadow: 160.0,
        height: &burned_hill,
    };
    relief.paint(canvas, |place| air.veil(scorched(place), place.distance, place.seen));
    snags(canvas, &relief, &air);
}

fn burned_hill(x: f32, z: f32) -> f32 {
    let noise = Noise(90);
    let rise = smooth(40.0, 520.0, z - x * 0.9) * 66.0
        - smooth(0.0, 300.0, x + 40.0) * smooth(60.0, 300.0, z) * 34.0;
    let draw = noise.ridged(x / 190.0 + 2.0, z / 260.0, 5) * 34.0 * smooth(20.0, 220.0, z);
    22.0 + rise + draw + noise.fbm(x / 24.0, z / 24.0, 5) * 3.4 - x * 0.05
}

fn scorched(place: &Place) -> Rgb {
    let noise = Noise(91);
    let [x, _, z] = place.spot;
    let ash = hex(0x4a423c).mix(hex(0x8d8172), noise.fbm(x / 9.0, z / 9.0, 5) + 0.42);
    let patch = noise.fbm(x / 60.0 + 4.0, z / 60.0, 5) + noise.fbm(x / 4.0, z / 4.0, 4) * 0.55;
    let shoots = hex(0x5f8a2c).mix(hex(0xa6c04a), noise.fbm(x / 14.0, z / 14.0, 3) + 0.5);
    let ground = ash.mix(shoots, smooth(-0.12, 0.2, patch) * 0.95);
    ground * (hex(0xfff0d2) * (place.sun * 1.15) + hex(0x86a6c4) * (0.42 * place.sky))
}

fn snags(canvas: &mut Canvas, relief: &Relief<'_>, air: &Air) {
    let mut dice = Dice::new(17);
    let mut spots: Vec<(f32, f32)> = (0..560)
        .map(|_| {
            let z = 22.0 + 700.0 * dice.unit().powf(1.25);
            (z, dice.range(-0.8, 0.8) * z)
        })
        .collect();
    spots.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (z, x) in spots {
        let y = burned_hill(x, z);
        let tall = dice.range(7.0, 22.0);
        let Some(foot) = relief.sees(canvas, [x, y, z], tall) else { continue };
        let grown = tall * relief.camera.per_metre(z);
        canvas.z = z * 0.985;
        let veil = |c: Rgb| air.veil(c, z, foot);
        // A cast shadow lying away from the sun ties each trunk to the ground.
        let tip = relief.camera.project([
            x + tall * 1.1,
            burned_hill(x + tall * 1.1, z + tall * 0.15),
            z + tall * 0.15,
        ]);
        canvas.line(foot, tip, (grown * 0.03, grown * 0.008), veil(hex(0x2c2b30)), 0.5);
        bare(canvas, &mut dice, foot, grown, (veil(hex(0x17151a)), veil(hex(0x7c7068))), 0);
        let green = (veil(hex(0x4b7a24)), veil(hex(0xb4cc52)));
        let near = 1.5 * relief.camera.per_metre(z);
        tuft(canvas, &mut dice, (foot.0 + near * 0.3, foot.1 + near * 0.1), near, 9, green);
    }
    canvas.z = 0.0;
    shoots(canvas, relief);
}

fn shoots(canvas: &mut Canvas, relief: &Relief<'_>) {
    let mut dice = Dice::new(18);
    let patch = Noise(92);
    let mut spots: Vec<(f32, f32)> = (0..5200)
        .map(|_| {
            let z = 8.0 + 90.0 * dice.unit().powf(1.8);
            (z, dice.range(-0.75, 0.75) * z)
        })
        .collect();
    spots.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (z, x) in spots {
        if patch.fbm(x / 5.0, z / 5.0, 3) < -0.02 {
            continue;
        }
        let spot = [x, burned_hill(x, z), z];
        let Some(foot) = relief.sees(canvas, spot, 1.0) else { continue };
        let size = relief.camera.per_metre(z) * dice.range(0.25, 0.7);
        canvas.z = z * 0.97;
        tuft(canvas, &mut dice, foot, size, 6, (hex(0x3c6420), hex(0xb9cf58)));
        if dice.chance(0.10) {
            let flower = if dice.chance(0.6) { hex(0xd05c8e) } else { hex(0xf2c544) };
            canvas.dab((foot.0, foot.1 - size), (size * 0.16, size * 0.16), 0.0, 0.3, flower, 1.0);
        }
    }
    canvas.z = 0.0;
}
