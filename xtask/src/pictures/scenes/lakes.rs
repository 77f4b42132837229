//! The lake with its birds and the drawn-down reservoir.

use super::super::camera::{Camera, unit};
use super::super::canvas::Canvas;
use super::super::colour::{Rgb, hex, lerp, smooth};
use super::super::land::{Ridge, Woods, mist, ridge, woods};
use super::super::noise::{Dice, Noise};
use super::super::relief::{Place, Relief};
use super::super::sky::{Air, Clouds, Lamp, clouds, sky};
use super::super::trees::{Fir, fir, tuft};
use super::super::water::{Surface, water};
use super::coast::bird;

/// A calm lake at first light, a snowy cone beyond it, and skeins of geese.
pub(super) fn klamath_lake_birds(canvas: &mut Canvas) {
    let sun = Lamp { at: (0.2, 0.55), radius: 0.0, colour: hex(0xffcf9c), glow: 0.85, spread: 0.45 };
    sky(
        canvas,
        &[(0.0, hex(0x4f8fa8)), (0.25, hex(0x9cc4c0)), (0.45, hex(0xf6dcb8)), (0.6, hex(0xffcfa0))],
        0.63,
        Some(sun),
    );
    let deck = Clouds {
        seed: 73,
        horizon: 0.56,
        size: 0.8,
        stretch: 6.0,
        amount: 0.45,
        lit: hex(0xfff0d8),
        shade: hex(0x93aab4),
        opacity: 0.75,
        light: sun.at,
    };
    clouds(canvas, deck);
    let air = Air { colour: hex(0xc6ccc8), density: 1.0, lamp: Some(sun) };
    cone(canvas, &air);
    ridge(canvas, &Ridge::new(18, 0.585, 0.05, 0.5), 0.64, (hex(0x2e4560), hex(0x76788a)), (&air, 0.7), -0.7);
    let look = Fir::new(hex(0x1a3140), hex(0x5a6a60), -0.5);
    let shore = Woods {
        line: Ridge::new(22, 0.622, 0.035, 0.45),
        foot: 0.632,
        tall: 0.014,
        look,
        far: 0.45,
        cover: 0.95,
        ground: hex(0x4b5348),
    };
    woods(canvas, &shore, &air);
    mist(canvas, 21, 0.628, 0.012, hex(0xffe2cc), 0.7);
    let surface = Surface {
        ripple: 0.02,
        size: 1.2,
        level: Some(0.632),
        ..Surface::new(12, hex(0x2f4c6a), (0.97, 0.74))
    };
    water(canvas, &surface, 0.63, |_, y| if y > 0.632 { 1.0 } else { 0.0 });
    skeins(canvas);
    reeds(canvas);
}

fn cone(canvas: &mut Canvas, air: &Air) {
    let noise = Noise(44);
    let line = |x: f32| {
        let d = (x - 0.93).abs();
        0.60 - 0.335 * (-d * 4.6).exp().powf(1.0) * smooth(-0.02, 0.03, d + 0.012)
            - 0.012 * noise.fbm(x * 14.0, 2.0, 5)
    };
    canvas.below(line, 0.64, |x, y| {
        let down = y - line(x);
        let fall = noise.ridged((x - 0.93) / (y - 0.18) * 2.6, y * 3.0, 6);
        let step = 0.03;
        let slope = noise.ridged((x - 0.93) / (y - 0.18) * 2.6 + step, y * 3.0, 6) - fall;
        let light = (0.5 - (x - 0.93) * 2.2 - slope * 3.5).clamp(0.0, 1.0);
        let snow = smooth(0.50, 0.40, y + (fall - 0.5) * 0.16);
        let rock = hex(0x3b4c66).mix(hex(0x8c8090), light);
        let white = hex(0x8fb0c8).mix(hex(0xfff2e0), light);
        air.veil(rock.mix(white, snow), 0.42 + down * 1.1, (x, y))
    });
}

fn skeins(canvas: &mut Canvas) {
    let mut dice = Dice::new(31);
    let flocks = [
        ((0.50, 0.17), 0.0135, 15, 0.35),
        ((0.25, 0.31), 0.0085, 11, 0.3),
        ((1.16, 0.115), 0.009, 13, 0.4),
        ((0.62, 0.40), 0.0048, 17, 0.3),
        ((0.42, 0.46), 0.0038, 15, 0.25),
    ];
    for (tip, half, pairs, slant) in flocks {
        for i in 0..pairs {
            for side in [-1.0, 1.0] {
                if side > 0.0 && i > pairs * 2 / 3 {
                    continue;
                }
                let back = i as f32 * half * 2.3;
                let at = (
                    tip.0 + back + dice.bell() * half * 0.4,
                    tip.1 + side * back * 0.42 + back * slant * 0.3 + dice.bell() * half * 0.4,
                );
                bird(canvas, at, half * dice.range(0.85, 1.1), dice.range(-0.35, 0.9), hex(0x2a2f42));
            }
        }
    }
    for _ in 0..60 {
        let at = (dice.range(0.35, 1.2), 0.655 + 0.07 * dice.unit() * dice.unit());
        let size = 0.0018 + (at.1 - 0.64) * 0.045;
        canvas.dab(at, (size, size * 0.4), 0.0, 0.3, hex(0x2e3348), 0.9);
        canvas.dab(
            (at.0 - size * 0.8, at.1 - size * 0.5),
            (size * 0.22, size * 0.3),
            0.0,
            0.3,
            hex(0x2e3348),
            0.9,
        );
    }
}

fn reeds(canvas: &mut Canvas) {
    let mut dice = Dice::new(41);
    let beds = Noise(42);
    for step in 0..900 {
        let y = lerp(0.86, 1.04, step as f32 / 900.0);
        let x = dice.range(0.0, 1.5);
        let edge = 0.93 + 0.12 * beds.fbm(x * 2.5, 1.0, 3) - 0.10 * ((x - 0.75).abs() / 0.75).powi(2);
        if y > edge {
            let tall = 0.06 + 0.16 * (y - 0.84);
            let light = smooth(0.9, 0.1, x);
            tuft(
                canvas,
                &mut dice,
                (x, y),
                tall,
                6,
                (hex(0x2c2f2c), hex(0x8a7a50).mix(hex(0xd9a566), light)),
            );
        }
    }
}

/// A reservoir far below its shore: pale rings around a shrunken lake, stranded stumps on cracked mud.
pub(super) fn reservoir_low(canvas: &mut Canvas) {
    let sun = Lamp { at: (0.2, 0.15), radius: 0.0, colour: hex(0xfff0d6), glow: 0.4, spread: 0.4 };
    sky(canvas, &[(0.0, hex(0x5c97c2)), (0.25, hex(0xaacbd6)), (0.4, hex(0xf0e2c6))], 0.6, Some(sun));
    let deck = Clouds {
        seed: 65,
        horizon: 0.36,
        size: 0.6,
        stretch: 3.5,
        amount: 0.42,
        lit: hex(0xfffaf0),
        shade: hex(0xb5c0c8),
        opacity: 0.7,
        light: sun.at,
    };
    clouds(canvas, deck);
    let air = Air { colour: hex(0xc4d2d6), density: 1.0 / 4200.0, lamp: None };
    ridge(
        canvas,
        &Ridge::new(91, 0.335, 0.10, 0.6).sharp(0.5),
        0.7,
        (hex(0x3d5c6c), hex(0x8a9a94)),
        (&Air { density: 1.0, ..air }, 0.9),
        -0.6,
    );
    let relief = Relief {
        camera: Camera::new([0.0, 88.0, 0.0], 1.1, 0.31),
        near: 24.0,
        far: 5200.0,
        sun: unit([-0.7, 0.5, -0.2]),
        shadow: 700.0,
        height: &basin,
    };
    relief.paint(canvas, |place| air.veil(drawn_down(place), place.distance, place.seen));
    let wet = relief.wet(canvas, 0.0);
    let surface = Surface { ripple: 0.015, size: 1.6, ..Surface::new(17, hex(0x2c6070), (0.8, 0.45)) };
    water(canvas, &surface, 0.31, wet);
    let mut dice = Dice::new(23);
    let mut spots: Vec<(f32, f32)> = (0..26000)
        .map(|_| {
            let z = 200.0 + 3600.0 * dice.unit().powf(1.4);
            (z, dice.range(-0.8, 0.8) * z)
        })
        .collect();
    spots.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (z, x) in spots {
        let y = basin(x, z);
        let tall = dice.range(12.0, 30.0);
        if y < 66.0 || Noise(4).fbm(x / 260.0, z / 260.0, 4) < -0.12 {
            continue;
        }
        let Some(foot) = relief.sees(canvas, [x, y, z], tall) else { continue };
        canvas.z = z * 0.985;
        let look = Fir::new(hex(0x17362f), hex(0x728a4a), -0.7).map(|c| air.veil(c, z, foot));
        fir(canvas, &mut dice, foot, tall * relief.camera.per_metre(z), &look);
    }
    canvas.z = 0.0;
}

/// Height above the present water, metres; the old shore is at 60.
fn basin(x: f32, z: f32) -> f32 {
    let noise = Noise(52);
    let arm = 150.0 * (z / 520.0 - 0.5).sin() * smooth(100.0, 500.0, z) + 20.0;
    let wide = 92.0 + 60.0 * smooth(500.0, 1500.0, z) + 55.0 * noise.fbm(x / 300.0, z / 300.0, 4);
    let out = (x - arm).abs() - wide * smooth(130.0, 330.0, z + 50.0 * noise.fbm(x / 90.0, 2.0, 3));
    let bank = (out * 0.36).min(42.0 + out * 0.16);
    let hills = noise.ridged(x / 700.0 + 3.0, z / 700.0, 6)
        * 210.0
        * smooth(130.0, 700.0, out)
        * smooth(200.0, 1100.0, z);
    let close = smooth(2200.0, 3400.0, z) * 190.0;
    bank + hills + close + noise.fbm(x / 70.0, z / 70.0, 5) * 6.0 * smooth(0.0, 60.0, out)
}

fn drawn_down(place: &Place) -> Rgb {
    let noise = Noise(53);
    let [x, y, z] = place.spot;
    if y <= 0.3 {
        return hex(0x2c6070);
    }
    let level = y + noise.fbm(x / 50.0, z / 50.0, 3) * 1.6;
    let ring = 0.5 + 0.5 * (level * 1.55).sin() * (0.6 + 0.4 * (level * 0.43).cos());
    let silt = hex(0x8d7a60).mix(hex(0xdcc9a4), ring).mix(hex(0x6b5d4a), smooth(9.0, 1.0, level) * 0.6);
    let crack =
        smooth(0.12, 0.02, noise.at(x / 3.2, z / 3.2).abs().min(noise.at(x / 2.1 + 9.0, z / 2.1).abs()))
            * smooth(160.0, 60.0, place.distance);
    let silt = silt * (1.0 - 0.35 * crack);
    let wood = hex(0x4a5a34).mix(hex(0xa08d50), noise.fbm(x / 45.0, z / 45.0, 4) + 0.5);
    let edge = smooth(60.0, 64.0, level);
    silt.mix(wood, edge) * (hex(0xfff0d2) * (place.sun * 1.15) + hex(0x8aa8c4) * (0.42 * place.sky))
}
