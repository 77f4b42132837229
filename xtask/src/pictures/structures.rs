//! Built things, kept simple: blocks, gabled roofs, windows, columns, lamps, pylons, cars and small figures.

use super::camera::{Camera, Spot, cross, dot, minus, unit};
use super::canvas::{Canvas, Point};
use super::colour::{Rgb, hex, smooth};
use super::noise::Noise;

/// Light on flat faces.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Light {
    /// Direction towards the sun.
    pub(crate) sun: Spot,
    pub(crate) direct: Rgb,
    pub(crate) ambient: Rgb,
}

impl Light {
    /// A surface colour under this light.
    pub(crate) fn on(&self, colour: Rgb, normal: Spot) -> Rgb {
        let facing = dot(normal, self.sun).max(0.0);
        colour * (self.ambient * (0.8 + 0.2 * normal[1]) + self.direct * facing)
    }
}

/// Paints one rectangle or other flat face with weathering and a little darkness towards the ground.
pub(crate) fn wall(canvas: &mut Canvas, camera: &Camera, corners: &[Spot], colour: Rgb, light: &Light) {
    if corners.len() < 3 {
        return;
    }
    let mut normal = unit(cross(minus(corners[1], corners[0]), minus(corners[2], corners[0])));
    if dot(normal, minus(camera.at, corners[0])) < 0.0 {
        normal = [-normal[0], -normal[1], -normal[2]];
    }
    let lit = light.on(colour, normal);
    let stain = Noise(5);
    camera.face(canvas, corners, |s| {
        let n = stain.fbm((s[0] + s[2]) * 0.35, (s[1] + s[2] * 0.3) * 0.5, 4);
        let low = 0.82 + 0.18 * smooth(0.0, 3.0, s[1]);
        lit * ((0.97 + n * 0.16) * low)
    });
}

/// A box standing between two opposite corners; only the faces turned to the viewer are painted.
pub(crate) fn block(canvas: &mut Canvas, camera: &Camera, low: Spot, high: Spot, colour: Rgb, light: &Light) {
    let ([x0, y0, z0], [x1, y1, z1]) = (low, high);
    if camera.at[1] > y1 {
        wall(canvas, camera, &[[x0, y1, z0], [x1, y1, z0], [x1, y1, z1], [x0, y1, z1]], colour, light);
    }
    if camera.at[0] < x0 {
        wall(canvas, camera, &[[x0, y0, z0], [x0, y1, z0], [x0, y1, z1], [x0, y0, z1]], colour, light);
    }
    if camera.at[0] > x1 {
        wall(canvas, camera, &[[x1, y0, z0], [x1, y1, z0], [x1, y1, z1], [x1, y0, z1]], colour, light);
    }
    wall(canvas, camera, &[[x0, y0, z0], [x1, y0, z0], [x1, y1, z0], [x0, y1, z0]], colour, light);
}

/// A gabled house: walls to `high`, the ridge `rise` above, running sideways or (with `deep`) away from the viewer.
pub(crate) fn gabled(
    canvas: &mut Canvas,
    camera: &Camera,
    house: (Spot, Spot, f32, bool),
    colours: (Rgb, Rgb),
    light: &Light,
) {
    let (low, high, rise, deep) = house;
    let ([x0, _, z0], [x1, y1, z1]) = (low, high);
    block(canvas, camera, low, high, colours.0, light);
    let top = y1 + rise;
    let over = rise * 0.18;
    if deep {
        let middle = (x0 + x1) * 0.5;
        wall(canvas, camera, &[[x0, y1, z0], [x1, y1, z0], [middle, top, z0]], colours.0, light);
        let front = z0 - over;
        let left = [
            [x0 - over, y1 - over, front],
            [middle, top, front],
            [middle, top, z1],
            [x0 - over, y1 - over, z1],
        ];
        let right = [
            [x1 + over, y1 - over, front],
            [middle, top, front],
            [middle, top, z1],
            [x1 + over, y1 - over, z1],
        ];
        let slope = rise / (middle - x0).max(0.01);
        let sees = |edge: f32, side: f32| (camera.at[0] - edge) * side * slope + (camera.at[1] - y1) > 0.0;
        if sees(x0, -1.0) {
            wall(canvas, camera, &left, colours.1, light);
        }
        if sees(x1, 1.0) {
            wall(canvas, camera, &right, colours.1, light);
        }
    } else {
        let middle = (z0 + z1) * 0.5;
        for x in [x0, x1] {
            if (camera.at[0] - x) * (x - (x0 + x1) * 0.5) > 0.0 {
                wall(canvas, camera, &[[x, y1, z0], [x, y1, z1], [x, top, middle]], colours.0, light);
            }
        }
        let front = [
            [x0 - over, y1 - over, z0 - over],
            [x1 + over, y1 - over, z0 - over],
            [x1 + over, top, middle],
            [x0 - over, top, middle],
        ];
        wall(canvas, camera, &front, colours.1, light);
    }
}

/// An upright rectangle facing the viewer.
pub(crate) fn upright(
    canvas: &mut Canvas,
    camera: &Camera,
    (x0, x1): Point,
    (y0, y1): Point,
    z: f32,
    colour: Rgb,
) {
    camera.flat(canvas, &[[x0, y0, z], [x1, y0, z], [x1, y1, z], [x0, y1, z]], colour, 1.0);
}

/// A lit window facing the viewer: frame, glow that is stronger below the head, and a cross of bars.
pub(crate) fn window(
    canvas: &mut Canvas,
    camera: &Camera,
    (x0, x1): Point,
    (y0, y1): Point,
    z: f32,
    colours: (Rgb, Rgb),
) {
    let (frame, glass) = colours;
    let rim = (x1 - x0) * 0.09;
    upright(canvas, camera, (x0 - rim, x1 + rim), (y0 - rim * 1.6, y1 + rim), z, frame);
    let noise = Noise(9);
    camera.face(canvas, &[[x0, y0, z], [x1, y0, z], [x1, y1, z], [x0, y1, z]], |s| {
        let up = (s[1] - y0) / (y1 - y0);
        let inside = noise.fbm(s[0] * 1.1, s[1] * 0.9, 3);
        glass * (0.7 + 0.45 * up + inside * 0.5)
    });
    let middle = (x0 + x1) * 0.5;
    upright(canvas, camera, (middle - rim * 0.3, middle + rim * 0.3), (y0, y1), z, frame);
    let bar = y0 + (y1 - y0) * 0.62;
    upright(canvas, camera, (x0, x1), (bar - rim * 0.3, bar + rim * 0.3), z, frame);
}

/// A round column facing the viewer, shaded across, with base and capital.
pub(crate) fn column(
    canvas: &mut Canvas,
    camera: &Camera,
    (x, z): Point,
    (y0, y1): Point,
    radius: f32,
    shade: impl Fn(f32, f32) -> Rgb,
) {
    let body =
        [[x - radius, y0, z], [x + radius, y0, z], [x + radius * 0.86, y1, z], [x - radius * 0.86, y1, z]];
    camera.face(canvas, &body, |s| {
        let across = (s[0] - x) / radius;
        let flute = 0.95 + 0.05 * (across * 22.0).cos();
        shade(across, s[1]) * flute
    });
    let cap = radius * 0.55;
    for (low, high, wide) in [(y0, y0 + cap, 1.3), (y1 - cap, y1, 1.3), (y1, y1 + cap * 0.5, 1.5)] {
        let r = radius * wide;
        let slab = [[x - r, low, z], [x + r, low, z], [x + r, high, z], [x - r, high, z]];
        camera.face(canvas, &slab, |s| shade((s[0] - x) / r * 0.6, s[1]));
    }
}

/// A street lamp with its light.
pub(crate) fn street_lamp(canvas: &mut Canvas, camera: &Camera, spot: Spot, tall: f32, light: Rgb) {
    let foot = camera.project(spot);
    let head = camera.project([spot[0], spot[1] + tall, spot[2]]);
    let metre = camera.per_metre(spot[2]);
    canvas.line(foot, head, (metre * 0.16, metre * 0.09), hex(0x14171c), 1.0);
    canvas.dab(head, (metre * 0.26, metre * 0.34), 0.0, 0.3, light * 1.6 + Rgb::WHITE * 0.4, 1.0);
    canvas.glow(head, metre * 0.7, light, 0.55);
    canvas.glow(head, metre * 2.6, light, 0.10);
}

/// A lattice pylon with three cross-arms; returns where its wires hang, left to right and top to bottom.
pub(crate) fn pylon(canvas: &mut Canvas, foot: Point, tall: f32, colour: Rgb) -> Vec<Point> {
    let stroke = tall * 0.012;
    let half = |up: f32| tall * (0.105 * (1.0 - up).powf(1.5) + 0.016);
    let at = |side: f32, up: f32| (foot.0 + side * half(up), foot.1 - tall * up);
    let steps = [0.0, 0.16, 0.30, 0.42, 0.53, 0.62, 0.71, 0.79, 0.87, 0.94, 1.0];
    for pair in steps.windows(2) {
        for side in [-1.0, 1.0] {
            canvas.line(at(side, pair[0]), at(side, pair[1]), (stroke, stroke), colour, 1.0);
            canvas.line(at(side, pair[0]), at(-side, pair[1]), (stroke * 0.55, stroke * 0.55), colour, 0.9);
        }
        canvas.line(at(-1.0, pair[1]), at(1.0, pair[1]), (stroke * 0.55, stroke * 0.55), colour, 0.9);
    }
    let mut hangers = Vec::new();
    for (up, reach) in [(0.93, 0.15), (0.79, 0.21), (0.65, 0.17)] {
        let y = foot.1 - tall * up;
        for side in [-1.0, 1.0] {
            let tip = (foot.0 + side * tall * reach, y);
            canvas.line(at(side, up), tip, (stroke * 0.9, stroke * 0.6), colour, 1.0);
            canvas.line(at(side, (up + 0.05_f32).min(1.0)), tip, (stroke * 0.7, stroke * 0.5), colour, 1.0);
            let hang = (tip.0, y + tall * 0.04);
            canvas.line(tip, hang, (stroke * 0.8, stroke * 0.8), colour, 1.0);
            hangers.push(hang);
        }
    }
    hangers
}

/// A wire hanging between two points.
pub(crate) fn wire(canvas: &mut Canvas, a: Point, b: Point, sag: f32, width: f32, colour: Rgb, alpha: f32) {
    let points: Vec<Point> = (0..=24)
        .map(|i| {
            let t = i as f32 / 24.0;
            (a.0 + (b.0 - a.0) * t, a.1 + (b.1 - a.1) * t + 4.0 * sag * t * (1.0 - t))
        })
        .collect();
    canvas.polyline(&points, width, colour, alpha);
}

/// A car seen along its length: `spot` is the middle of its near end on the road, lights are on when `lamps` is given.
pub(crate) fn car(
    canvas: &mut Canvas,
    camera: &Camera,
    spot: Spot,
    colour: Rgb,
    light: &Light,
    lamps: Option<Rgb>,
) {
    let [x, y, z] = spot;
    let metre = camera.per_metre(z);
    let shadow = camera.project([x, y, z + 1.8]);
    canvas.dab(shadow, (metre * 1.15, metre * 0.22), 0.0, 0.8, hex(0x0a0c10), 0.6);
    for side in [-0.72, 0.72] {
        for dz in [3.4, 0.7] {
            let wheel = camera.project([x + side, y + 0.3, z + dz]);
            canvas.dab(wheel, (metre * 0.16, metre * 0.32), 0.0, 0.2, hex(0x0b0b0d), 1.0);
        }
    }
    block(canvas, camera, [x - 0.9, y + 0.32, z], [x + 0.9, y + 0.92, z + 4.2], colour, light);
    block(canvas, camera, [x - 0.74, y + 0.92, z + 0.7], [x + 0.74, y + 1.45, z + 3.0], colour * 0.9, light);
    let glass = light.ambient * 0.22 + hex(0x0b1016);
    upright(canvas, camera, (x - 0.64, x + 0.64), (y + 0.97, y + 1.36), z + 0.69, glass);
    upright(canvas, camera, (x - 0.85, x + 0.85), (y + 0.34, y + 0.46), z - 0.01, colour * 0.25);
    if let Some(lamp) = lamps {
        for side in [-0.7, 0.7] {
            let at = camera.project([x + side, y + 0.7, z]);
            canvas.dab(at, (metre * 0.17, metre * 0.10), 0.0, 0.3, lamp * 1.5, 1.0);
            canvas.glow(at, metre * 0.32, lamp, 0.7);
        }
    }
}

/// A small standing figure, only a shape.
pub(crate) fn figure(canvas: &mut Canvas, foot: Point, tall: f32, coat: Rgb, legs: Rgb) {
    let (x, y) = foot;
    for side in [-1.0, 1.0] {
        canvas.line(
            (x + side * tall * 0.06, y),
            (x + side * tall * 0.03, y - tall * 0.48),
            (tall * 0.075, tall * 0.1),
            legs,
            1.0,
        );
    }
    let body = [
        (x - tall * 0.10, y - tall * 0.40),
        (x + tall * 0.10, y - tall * 0.40),
        (x + tall * 0.125, y - tall * 0.80),
        (x + tall * 0.05, y - tall * 0.86),
        (x - tall * 0.05, y - tall * 0.86),
        (x - tall * 0.125, y - tall * 0.80),
    ];
    canvas.fill(&body, coat, 1.0);
    canvas.dab(
        (x, y - tall * 0.92),
        (tall * 0.062, tall * 0.078),
        0.0,
        0.2,
        legs.mix(hex(0x6b4a38), 0.5),
        1.0,
    );
}

/// A tent canopy on four legs, its cloth glowing where light falls through.
pub(crate) fn canopy(canvas: &mut Canvas, camera: &Camera, low: Spot, size: Spot, cloth: Rgb, light: &Light) {
    let [x0, y0, z0] = low;
    let (x1, z1, eave) = (x0 + size[0], z0 + size[2], y0 + size[1]);
    let top = [(x0 + x1) * 0.5, eave + size[0] * 0.3, (z0 + z1) * 0.5];
    let metre = camera.per_metre(z0);
    for (x, z) in [(x0, z1), (x1, z1), (x0, z0), (x1, z0)] {
        let (a, b) = (camera.project([x, y0, z]), camera.project([x, eave, z]));
        canvas.line(a, b, (metre * 0.07, metre * 0.07), light.on(hex(0xb8bcc0), [0.0, 0.0, -1.0]), 1.0);
    }
    let corners = [[x0, eave, z0], [x1, eave, z0], [x1, eave, z1], [x0, eave, z1]];
    for (a, b) in [(2, 3), (1, 2), (3, 0), (0, 1)] {
        let side = match (a, b) {
            (1, 2) => [1.0, 0.0, 0.0],
            (3, 0) => [-1.0, 0.0, 0.0],
            (2, 3) => [0.0, 0.0, 1.0],
            _ => [0.0, 0.0, -1.0],
        };
        let tone = light.on(cloth, unit([side[0], 0.9, side[2]]));
        camera.face(canvas, &[corners[a], corners[b], top], |s| {
            tone * (0.86 + 0.2 * smooth(eave, top[1], s[1]))
        });
        if side[2] <= 0.0 {
            let drop = size[1] * 0.13;
            let (p, q) = (corners[a], corners[b]);
            let valance = [p, q, [q[0], q[1] - drop, q[2]], [p[0], p[1] - drop, p[2]]];
            let tone = light.on(cloth, side);
            camera.face(canvas, &valance, |s| tone * (0.88 + 0.1 * ((s[0] + s[2]) * 7.0).sin()));
        }
    }
}
