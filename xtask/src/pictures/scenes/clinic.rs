//! The clinic at the expo grounds.

use super::super::camera::{Camera, unit};
use super::super::canvas::{Canvas, Point};
use super::super::colour::{Rgb, hex, smooth};
use super::super::land::{Ridge, Woods, woods};
use super::super::noise::{Dice, Noise};
use super::super::sky::{Air, Clouds, Lamp, clouds, sky};
use super::super::structures::{Light, block, canopy, car, figure, gabled, upright, window};
use super::super::trees::{Fir, bare};

/// A clinic at the expo grounds: white tents before a hall, and a long line of cars.
pub(super) fn vaccine_clinic(canvas: &mut Canvas) {
    canvas.finish.brush = 0.4;
    let sun = Lamp { at: (0.1, 0.1), radius: 0.0, colour: hex(0xfff2da), glow: 0.5, spread: 0.45 };
    sky(canvas, &[(0.0, hex(0x5c93bc)), (0.2, hex(0xaac8d4)), (0.36, hex(0xefe6d4))], 0.5, Some(sun));
    let deck = Clouds {
        seed: 201,
        horizon: 0.40,
        size: 0.6,
        stretch: 3.0,
        amount: 0.58,
        lit: hex(0xfffaf0),
        shade: hex(0xa8b6c4),
        opacity: 0.85,
        light: sun.at,
    };
    clouds(canvas, deck);
    let air = Air { colour: hex(0xbfd0d6), density: 1.0, lamp: None };
    let look = Fir::new(hex(0x1c4040), hex(0x6f8a58), -0.7);
    let hill = |seed, at, far| Woods {
        line: Ridge::new(seed, at, 0.08, 0.5),
        foot: 0.5,
        tall: 0.014,
        look,
        far,
        cover: 0.8,
        ground: hex(0x9a9a5c),
    };
    woods(canvas, &hill(202, 0.345, 0.9), &air);
    woods(canvas, &hill(203, 0.40, 0.5), &air);
    let camera = Camera::new([-6.0, 7.4, 0.0], 1.2, 0.40);
    let noise = Noise(204);
    camera.ground(canvas, 0.0, |[x, _, z]| {
        let lot =
            hex(0x85848a) * (1.0 + noise.fbm(x * 0.3, z * 0.2, 4) * 0.2 + noise.at(x * 6.0, z * 4.0) * 0.06);
        let stripe = (smooth(0.12, 0.06, ((x / 3.0).fract().abs() - 0.5).abs() * 3.0)
            * smooth(13.0, 13.2, z)
            * smooth(17.6, 17.4, z))
        .min(1.0);
        let grass = hex(0x71904a).mix(hex(0xb0a55c), noise.fbm(x * 0.15, z * 0.1, 4) + 0.5);
        let edge = smooth(112.0, 114.0, z);
        lot.mix(hex(0xe8e6dc), stripe * 0.7).mix(grass, edge)
    });
    let light =
        Light { sun: unit([-0.6, 0.65, -0.45]), direct: hex(0xfff0d4) * 0.95, ambient: hex(0x94aecb) * 0.6 };
    expo_hall(canvas, &camera, &light);
    tents_and_cars(canvas, &camera, &light);
}

fn expo_hall(canvas: &mut Canvas, camera: &Camera, light: &Light) {
    let mut dice = Dice::new(205);
    for i in 0..16 {
        let (x, z) = (-80.0 + i as f32 * 10.5, 124.0);
        let tall = dice.range(7.0, 12.0);
        bare(
            canvas,
            &mut dice,
            camera.project([x, 0.0, z]),
            tall * camera.per_metre(z),
            (hex(0x5c5450), hex(0xa89884)),
            3,
        );
    }
    gabled(
        canvas,
        camera,
        ([-46.0, 0.0, 92.0], [38.0, 9.0, 118.0], 5.5, false),
        (hex(0xd8cdb8), hex(0x5f8290)),
        light,
    );
    gabled(
        canvas,
        camera,
        ([-12.0, 0.0, 86.0], [8.0, 9.5, 104.0], 5.0, true),
        (hex(0xe6dcc8), hex(0x5f8290)),
        light,
    );
    upright(canvas, camera, (-7.5, 3.5), (0.0, 5.2), 85.9, hex(0x2c3a42));
    for i in 0..6 {
        let x = -40.0 + i as f32 * 4.4;
        window(canvas, camera, (x, x + 2.6), (4.6, 7.0), 91.9, (hex(0xb8ac98), hex(0x7fa0b4)));
        window(canvas, camera, (x + 51.0, x + 53.6), (4.6, 7.0), 91.9, (hex(0xb8ac98), hex(0x7fa0b4)));
    }
    for (x, colour) in [(-9.4, hex(0x34648c)), (5.4, hex(0x34648c))] {
        let foot = camera.project([x, 0.0, 84.0]);
        let m = camera.per_metre(84.0);
        canvas.line(foot, (foot.0, foot.1 - m * 11.0), (m * 0.2, m * 0.2), hex(0xd0d4d4), 1.0);
        canvas.fill(
            &[
                (foot.0, foot.1 - m * 11.0),
                (foot.0 + m * 3.2, foot.1 - m * 10.7),
                (foot.0 + m * 3.2, foot.1 - m * 9.0),
                (foot.0, foot.1 - m * 9.2),
            ],
            colour,
            1.0,
        );
    }
}

fn tents_and_cars(canvas: &mut Canvas, camera: &Camera, light: &Light) {
    let mut dice = Dice::new(206);
    let paints = [
        hex(0xb8bcc0),
        hex(0x2f3640),
        hex(0x8c2c2c),
        hex(0x34557c),
        hex(0xe4e2dc),
        hex(0x5a6a58),
        hex(0x7c7468),
    ];
    for (z, x, kind) in lot(&mut dice) {
        let m = camera.per_metre(z);
        let paint = paints[(dice.unit() * 6.99) as usize];
        match kind {
            Thing::Tent => tent(canvas, camera, light, (x, z)),
            Thing::Car => {
                let at = camera.project([x + 1.3, 0.0, z + 2.2]);
                canvas.dab(at, (m * 1.4, m * 0.35), 0.0, 0.6, hex(0x4c525c), 0.7);
                car(canvas, camera, [x, 0.0, z], paint, light, None);
                for side in [-0.7, 0.7] {
                    let lamp = camera.project([x + side, 0.72, z]);
                    canvas.dab(lamp, (m * 0.14, m * 0.09), 0.0, 0.3, hex(0xc42a20), 1.0);
                }
            }
            Thing::Passing => side_car(canvas, camera, [x, 0.0, z], paint, light),
            Thing::Cone => {
                let (a, b) = (camera.project([x, 0.0, z]), camera.project([x, 0.75, z]));
                canvas.line(a, b, (m * 0.36, m * 0.06), hex(0xf07820), 1.0);
            }
        }
    }
    for (x, z) in [(-3.0, 33.0), (9.0, 40.0), (-17.5, 30.0), (12.4, 27.0)] {
        let foot = camera.project([x, 0.0, z]);
        let m = camera.per_metre(z);
        canvas.dab((foot.0 + m * 0.6, foot.1), (m * 0.8, m * 0.15), 0.0, 0.6, hex(0x4c525c), 0.6);
        figure(canvas, foot, 1.75 * m, hex(0xd8e04c), hex(0x2c3440));
    }
}

/// What stands on the lot.
#[derive(Clone, Copy)]
enum Thing {
    Tent,
    Car,
    Passing,
    Cone,
}

/// Everything on the lot as distance, place across and kind, far things first.
fn lot(dice: &mut Dice) -> Vec<(f32, f32, Thing)> {
    let mut things: Vec<(f32, f32, Thing)> = Vec::new();
    for lane in 0..4 {
        let x = -15.0 + lane as f32 * 6.0;
        things.push((40.0, x - 2.8, Thing::Tent));
        for queue in 0..3 {
            let z = 33.5 - queue as f32 * 6.4 - dice.unit() * 0.7;
            things.push((z, x, Thing::Car));
        }
        things.push((41.0, x, Thing::Car));
    }
    // The line of cars winds back along the far side of the lot.
    for i in 0..13 {
        things.push((57.0 - (i as f32 * 0.5).sin() * 1.0, -34.0 + i as f32 * 3.4, Thing::Passing));
    }
    for i in 0..6 {
        things.push((20.0 + i as f32 * 6.4, 15.5 + (i as f32 * 0.7).sin(), Thing::Car));
    }
    for i in 0..26 {
        things.push((20.0 + i as f32 * 1.5, 11.5, Thing::Cone));
        things.push((20.0 + i as f32 * 1.5, -19.0, Thing::Cone));
    }
    things.sort_by(|a, b| b.0.total_cmp(&a.0));
    things
}

fn tent(canvas: &mut Canvas, camera: &Camera, light: &Light, (x, z): Point) {
    let m = camera.per_metre(z);

    let shade = camera.project([x + 3.6, 0.0, z + 3.0]);
    canvas.dab(shade, (m * 4.0, m * 0.9), 0.0, 0.4, hex(0x4c525c), 0.55);
    let roof = if (x as i32) % 2 == 0 { hex(0xf4f6f6) } else { hex(0x3f78a8) };
    canopy(canvas, camera, [x, 0.0, z], [5.6, 3.5, 6.0], roof, light);
    for dx in [0.5, 4.6] {
        figure(canvas, camera.project([x + dx, 0.0, z - 0.4]), 1.75 * m, hex(0xd8e04c), hex(0x2c3440));
    }
}

/// A car seen from the side.
fn side_car(canvas: &mut Canvas, camera: &Camera, [x, y, z]: [f32; 3], paint: Rgb, light: &Light) {
    let m = camera.per_metre(z);
    canvas.dab(camera.project([x, y, z]), (m * 2.2, m * 0.3), 0.0, 0.6, hex(0x4c525c), 0.6);
    block(canvas, camera, [x - 1.6, y + 0.35, z], [x + 1.6, y + 0.95, z + 1.7], paint, light);
    block(canvas, camera, [x - 0.85, y + 0.95, z + 0.1], [x + 0.95, y + 1.45, z + 1.6], paint * 0.95, light);
    upright(canvas, camera, (x - 0.75, x + 0.85), (y + 1.0, y + 1.38), z + 0.09, hex(0x26323c));
    for dx in [-1.0, 1.0] {
        canvas.dab(camera.project([x + dx, y + 0.33, z]), (m * 0.33, m * 0.33), 0.0, 0.1, hex(0x161618), 1.0);
    }
}
