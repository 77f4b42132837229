//! Solid land: a height for every place, seen in perspective, with sunlight, cast shadows and distance.

use super::camera::{Camera, Spot, dot, unit};
use super::canvas::{Canvas, Point};
use super::colour::Rgb;

/// One visible place of the land, as handed to the scene for its colour.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub(crate) spot: Spot,
    pub(crate) normal: Spot,
    /// Direct sunlight, 0 in shadow to 1 facing the sun.
    pub(crate) sun: f32,
    /// Share of the open sky seen, from the slope alone.
    pub(crate) sky: f32,
    /// Metres from the viewer.
    pub(crate) distance: f32,
    /// Where it appears.
    pub(crate) seen: Point,
}

/// A piece of land to paint.
pub(crate) struct Relief<'a> {
    pub(crate) camera: Camera,
    /// Nearest and farthest distance painted, metres from the viewer.
    pub(crate) near: f32,
    pub(crate) far: f32,
    /// Direction towards the sun.
    pub(crate) sun: Spot,
    /// How far shadows are followed, metres; 0 for none.
    pub(crate) shadow: f32,
    pub(crate) height: &'a dyn Fn(f32, f32) -> f32,
}

impl Relief<'_> {
    /// Paints the land front to back, each column keeping exact count of how much of a pixel is already covered,
    /// and notes its depth so that trees and buildings can stand behind ridges.
    pub(crate) fn paint(&self, canvas: &mut Canvas, shade: impl Fn(&Place) -> Rgb) {
        let scale = canvas.scale();
        let coarse = (1067.0 / scale).clamp(1.0, 4.0);
        let growth = 1.0 + 0.0032 * coarse;
        for column in 0..canvas.width {
            let u = (column as f32 + 0.5) / scale;
            let mut top = scale;
            let mut z = self.near;
            let mut covered = vec![0.0f32; canvas.height];
            let mut sum = vec![Rgb::BLACK; canvas.height];
            while z < self.far && top > 0.0 {
                let x = self.camera.at[0] + (u - self.camera.middle) * z / self.camera.focal;
                let wz = self.camera.at[2] + z;
                let y = (self.height)(x, wz);
                let v = (self.camera.horizon - self.camera.focal * (y - self.camera.at[1]) / z) * scale;
                if v < top {
                    let seen = (u, v / scale);
                    let place = self.place([x, y, wz], z, seen);
                    let colour = shade(&place);
                    for row in v.floor().max(0.0) as usize..(top.ceil().max(0.0) as usize).min(canvas.height)
                    {
                        let part = (top.min(row as f32 + 1.0) - v.max(row as f32)).max(0.0);
                        sum[row] += colour * part;
                        covered[row] += part;
                        let i = row * canvas.width + column;
                        if covered[row] > 0.5 && canvas.depth[i] == f32::INFINITY {
                            canvas.depth[i] = z;
                        }
                    }
                    top = v;
                }
                z *= growth;
            }
            for row in 0..canvas.height {
                if covered[row] > 0.0 {
                    let i = row * canvas.width + column;
                    let cover = covered[row].min(1.0);
                    canvas.pixels[i] = canvas.pixels[i] * (1.0 - cover) + sum[row] * (cover / covered[row]);
                }
            }
        }
    }

    /// What is to be known about one place of the land.
    pub(crate) fn place(&self, spot: Spot, distance: f32, seen: Point) -> Place {
        // The slope is taken over about two pixels, so that far land does not sparkle.
        let reach = (distance * 0.0022).max(0.02);
        let at = |dx: f32, dz: f32| (self.height)(spot[0] + dx, spot[2] + dz);
        let normal = unit([at(-reach, 0.0) - at(reach, 0.0), 2.0 * reach, at(0.0, -reach) - at(0.0, reach)]);
        let facing = dot(normal, self.sun).max(0.0);
        let sun = if facing > 0.0 && self.shadow > 0.0 { facing * self.lit(spot, distance) } else { facing };
        Place { spot, normal, sun, sky: 0.5 + 0.5 * normal[1], distance, seen }
    }

    /// How much of the sun is seen from a place: 0 behind a hill, soft at the edge.
    fn lit(&self, spot: Spot, distance: f32) -> f32 {
        let mut open: f32 = 1.0;
        let mut t = (distance * 0.006).max(self.shadow * 0.006);
        while t < self.shadow {
            let p = [spot[0] + self.sun[0] * t, spot[1] + self.sun[1] * t, spot[2] + self.sun[2] * t];
            let over = p[1] - (self.height)(p[0], p[2]);
            open = open.min(0.5 + over / t * 9.0);
            if open <= 0.0 {
                return 0.0;
            }
            t *= 1.28;
        }
        open.min(1.0)
    }

    /// Where level water at height `level` is what the painted land shows: 1 inside, 0 outside. The land itself must have been
    /// painted no lower than the water.
    pub(crate) fn wet(&self, canvas: &Canvas, level: f32) -> impl Fn(f32, f32) -> f32 + use<> {
        let (width, scale) = (canvas.width, canvas.scale());
        let mut mask = vec![0.0f32; canvas.pixels.len()];
        for (i, cell) in mask.iter_mut().enumerate() {
            let seen = (((i % width) as f32 + 0.5) / scale, ((i / width) as f32 + 0.5) / scale);
            let Some(spot) = self.camera.on_level(seen, level) else { continue };
            let z = spot[2] - self.camera.at[2];
            let same = (canvas.depth[i] - z).abs() < z * 0.012 * (1067.0 / scale).max(1.0);
            if same && (self.height)(spot[0], spot[2]) <= level + 0.3 {
                *cell = 1.0;
            }
        }
        move |x, y| mask.get((y * scale) as usize * width + (x * scale) as usize).copied().unwrap_or(0.0)
    }

    /// Whether something standing at `spot`, `tall` metres high, can be seen at all.
    pub(crate) fn sees(&self, canvas: &Canvas, spot: Spot, tall: f32) -> Option<Point> {
        let z = spot[2] - self.camera.at[2];
        let foot = self.camera.project(spot);
        let grown = tall * self.camera.per_metre(spot[2]);
        let inside =
            z > self.near && foot.0 > -grown && foot.0 < canvas.aspect() + grown && foot.1 - grown < 1.0;
        (inside && foot.1 > 0.0).then_some(foot)
    }
}
