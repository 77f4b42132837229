//! Perspective: a camera that looks level (verticals stay vertical, as with an architect's shift lens) and brushes for flat faces.
//!
//! World units are metres: `x` to the right, `y` up, `z` away from the viewer.

use super::canvas::{Canvas, Point};
use super::colour::Rgb;

/// A position in the world.
pub(crate) type Spot = [f32; 3];

/// Where the picture is seen from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Camera {
    pub(crate) at: Spot,
    /// Picture heights per unit of tangent; 1.0 is a wide view, 2.5 a tele view.
    pub(crate) focal: f32,
    /// Height of the horizon in the picture.
    pub(crate) horizon: f32,
    /// Where the direction straight ahead meets the picture.
    pub(crate) middle: f32,
}

/// Nearest distance that is painted.
const NEAR: f32 = 0.2;

impl Camera {
    pub(crate) fn new(at: Spot, focal: f32, horizon: f32) -> Camera {
        Camera { at, focal, horizon, middle: 0.75 }
    }

    /// Where a spot appears; its distance must be positive to mean anything.
    pub(crate) fn project(&self, spot: Spot) -> Point {
        let z = (spot[2] - self.at[2]).max(0.01);
        (
            self.middle + self.focal * (spot[0] - self.at[0]) / z,
            self.horizon - self.focal * (spot[1] - self.at[1]) / z,
        )
    }

    /// Picture heights per metre at a depth.
    pub(crate) fn per_metre(&self, z: f32) -> f32 {
        self.focal / (z - self.at[2]).max(0.01)
    }

    /// The point of the level plane at height `y` seen at a picture position, if it lies ahead.
    pub(crate) fn on_level(&self, (u, v): Point, y: f32) -> Option<Spot> {
        let slope = (self.horizon - v) / self.focal;
        let t = (y - self.at[1]) / slope;
        (t.is_finite() && t > 0.0)
            .then(|| [self.at[0] + t * (u - self.middle) / self.focal, y, self.at[2] + t])
    }

    /// Paints the level plane at height `y`, from its horizon down; the shade is averaged over each pixel.
    pub(crate) fn ground(&self, canvas: &mut Canvas, y: f32, shade: impl Fn(Spot) -> Rgb) {
        let far = (self.horizon + 0.5 / canvas.scale()).clamp(0.0, 1.0);
        let step = 0.25 / canvas.scale();
        canvas.paint_between(far, 1.0, |u, v, under| {
            let offsets =
                [(-step, -step * 1.4), (step, -step * 0.5), (-step, step * 0.5), (step, step * 1.4)];
            let mut sum = Rgb::BLACK;
            for (du, dv) in offsets {
                sum += self.on_level((u + du, v + dv), y).map_or(under, &shade);
            }
            sum * 0.25
        });
    }

    /// Paints a flat polygon in the world with one colour.
    pub(crate) fn flat(&self, canvas: &mut Canvas, corners: &[Spot], colour: Rgb, alpha: f32) {
        let outline: Vec<Point> = self.clipped(corners).into_iter().map(|s| self.project(s)).collect();
        canvas.fill(&outline, colour, alpha);
    }

    /// Paints a flat polygon in the world, its shade given for each spot on it and averaged over the pixel.
    pub(crate) fn face(&self, canvas: &mut Canvas, corners: &[Spot], shade: impl Fn(Spot) -> Rgb) {
        if corners.len() < 3 {
            return;
        }
        let normal = cross(minus(corners[1], corners[0]), minus(corners[2], corners[0]));
        let height = dot(normal, minus(corners[0], self.at));
        let outline: Vec<Point> = self.clipped(corners).into_iter().map(|s| self.project(s)).collect();
        let step = 0.25 / canvas.scale();
        let look = |u: f32, v: f32| {
            let ray = [(u - self.middle) / self.focal, (self.horizon - v) / self.focal, 1.0];
            let t = height / dot(normal, ray);
            let t = if t.is_finite() { t } else { 0.0 };
            shade([self.at[0] + ray[0] * t, self.at[1] + ray[1] * t, self.at[2] + t])
        };
        canvas.fill_with(&outline, |u, v| {
            let sum = look(u - step, v - step)
                + look(u + step, v - step)
                + look(u - step, v + step)
                + look(u + step, v + step);
            (sum * 0.25, 1.0)
        });
    }

    /// The part of a polygon that lies in front of the viewer.
    fn clipped(&self, corners: &[Spot]) -> Vec<Spot> {
        let near = self.at[2] + NEAR;
        let mut out = Vec::with_capacity(corners.len() + 2);
        for (i, &a) in corners.iter().enumerate() {
            let b = corners[(i + 1) % corners.len()];
            if a[2] >= near {
                out.push(a);
            }
            if (a[2] >= near) != (b[2] >= near) {
                let t = (near - a[2]) / (b[2] - a[2]);
                out.push([a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, near]);
            }
        }
        out
    }
}

pub(crate) fn minus(a: Spot, b: Spot) -> Spot {
    [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
}

pub(crate) fn dot(a: Spot, b: Spot) -> f32 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

pub(crate) fn cross(a: Spot, b: Spot) -> Spot {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

/// The vector brought to length 1.
pub(crate) fn unit(a: Spot) -> Spot {
    let length = dot(a, a).sqrt().max(1e-9);
    [a[0] / length, a[1] / length, a[2] / length]
}
