//! The picture while it is being painted: linear light, a depth for each pixel, and a handful of antialiased brushes.
//!
//! All positions are in picture heights: `(0, 0)` is the top left corner, `y` grows downwards to 1 and `x` to about 1.5, so a
//! scene looks the same at any size. Edges are covered exactly (signed area), never by stair steps.

use super::colour::{Rgb, smooth};

/// A point in picture heights.
pub(crate) type Point = (f32, f32);

/// How the finished painting is developed; each scene may change it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Finish {
    /// How much light spills from bright places, 0 to about 1.
    pub(crate) bloom: f32,
    /// Linear luminance above which light spills.
    pub(crate) bloom_from: f32,
    /// How far detail is gathered into brush marks, 0..1.
    pub(crate) brush: f32,
    /// Darkening of the corners, 0..1.
    pub(crate) vignette: f32,
    /// Grain, as a share of the full range.
    pub(crate) grain: f32,
    /// Saturation of the whole, 1 is as painted.
    pub(crate) saturation: f32,
}

/// A painting in progress.
pub(crate) struct Canvas {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) pixels: Vec<Rgb>,
    /// Distance of what each pixel shows; brushes do not paint over what is nearer than `z`.
    pub(crate) depth: Vec<f32>,
    /// Distance of what is being painted now; 0 paints over everything.
    pub(crate) z: f32,
    pub(crate) finish: Finish,
    cover: Vec<f32>,
}

impl Canvas {
    pub(crate) fn new(width: usize, height: usize) -> Canvas {
        let count = width * height;
        let finish = Finish {
            bloom: 0.25,
            bloom_from: 0.7,
            brush: 0.55,
            vignette: 0.22,
            grain: 0.011,
            saturation: 1.0,
        };
        Canvas {
            width,
            height,
            pixels: vec![Rgb::BLACK; count],
            depth: vec![f32::INFINITY; count],
            z: 0.0,
            finish,
            cover: Vec::new(),
        }
    }

    /// The colours as they are now, to read from while painting on.
    pub(crate) fn copy(&self) -> Canvas {
        Canvas {
            width: self.width,
            height: self.height,
            pixels: self.pixels.clone(),
            depth: Vec::new(),
            z: 0.0,
            finish: self.finish,
            cover: Vec::new(),
        }
    }

    /// Pixels per picture height.
    pub(crate) fn scale(&self) -> f32 {
        self.height as f32
    }

    /// Width of the picture in picture heights.
    pub(crate) fn aspect(&self) -> f32 {
        self.width as f32 / self.height as f32
    }

    /// Repaints every pixel from its position and present colour.
    pub(crate) fn paint(&mut self, shade: impl Fn(f32, f32, Rgb) -> Rgb) {
        self.paint_between(0.0, 1.0, shade);
    }

    /// As [`Canvas::paint`], for the rows between two heights.
    pub(crate) fn paint_between(&mut self, top: f32, bottom: f32, shade: impl Fn(f32, f32, Rgb) -> Rgb) {
        let scale = self.scale();
        let rows = |y: f32| (y * scale).round().clamp(0.0, self.height as f32) as usize;
        let (first, last) = (rows(top), rows(bottom));
        for row in first..last {
            let y = (row as f32 + 0.5) / scale;
            for column in 0..self.width {
                let i = row * self.width + column;
                if self.depth[i] >= self.z {
                    self.pixels[i] = shade((column as f32 + 0.5) / scale, y, self.pixels[i]);
                }
            }
        }
    }

    /// Paints everything below a skyline given as a height for each `x`.
    pub(crate) fn below(
        &mut self,
        skyline: impl Fn(f32) -> f32,
        bottom: f32,
        shade: impl Fn(f32, f32) -> Rgb,
    ) {
        let scale = self.scale();
        let end = (bottom * scale).round().clamp(0.0, scale) as usize;
        for column in 0..self.width {
            let x = (column as f32 + 0.5) / scale;
            let edge = skyline(x) * scale;
            for row in edge.floor().clamp(0.0, scale) as usize..end {
                let cover = (row as f32 + 1.0 - edge).clamp(0.0, 1.0);
                let i = row * self.width + column;
                if self.depth[i] >= self.z {
                    let colour = shade(x, (row as f32 + 0.5) / scale);
                    self.pixels[i] = self.pixels[i].mix(colour, cover);
                }
            }
        }
    }

    /// Fills a polygon with one colour.
    pub(crate) fn fill(&mut self, points: &[Point], colour: Rgb, alpha: f32) {
        self.fill_with(points, |_, _| (colour, alpha));
    }

    /// Fills a polygon, asking for colour and opacity at each pixel.
    pub(crate) fn fill_with(&mut self, points: &[Point], shade: impl Fn(f32, f32) -> (Rgb, f32)) {
        let scale = self.scale();
        let Some((x0, y0, w, h)) = self.bounds(points) else { return };
        let mut cover = std::mem::take(&mut self.cover);
        cover.clear();
        cover.resize((w + 2) * h, 0.0);
        let mut previous = points[points.len() - 1];
        for &point in points {
            let local = |p: Point| (p.0 * scale - x0 as f32, p.1 * scale - y0 as f32);
            edge(&mut cover, w, h, local(previous), local(point));
            previous = point;
        }
        for row in 0..h {
            let mut sum = 0.0;
            for column in 0..w {
                sum += cover[row * (w + 2) + column];
                let i = (y0 + row) * self.width + x0 + column;
                let covered = sum.abs().min(1.0);
                if covered > 0.002 && self.depth[i] >= self.z {
                    let at = ((x0 + column) as f32 + 0.5, (y0 + row) as f32 + 0.5);
                    let (colour, alpha) = shade(at.0 / scale, at.1 / scale);
                    self.pixels[i] = self.pixels[i].mix(colour, covered * alpha);
                }
            }
        }
        self.cover = cover;
    }

    fn bounds(&self, points: &[Point]) -> Option<(usize, usize, usize, usize)> {
        let scale = self.scale();
        let (mut x0, mut y0, mut x1, mut y1) = (f32::MAX, f32::MAX, f32::MIN, f32::MIN);
        for &(x, y) in points {
            if !(x.is_finite() && y.is_finite()) {
                return None;
            }
            (x0, y0, x1, y1) = (x0.min(x), y0.min(y), x1.max(x), y1.max(y));
        }
        let x0 = (x0 * scale).floor().max(0.0);
        let y0 = (y0 * scale).floor().max(0.0);
        let x1 = (x1 * scale).ceil().min(self.width as f32);
        let y1 = (y1 * scale).ceil().min(self.height as f32);
        (points.len() > 2 && x1 > x0 && y1 > y0).then_some((
            x0 as usize,
            y0 as usize,
            (x1 - x0) as usize,
            (y1 - y0) as usize,
        ))
    }

    /// A straight stroke from `a` to `b`, its width changing from `from` to `to`. Hair-thin strokes fade instead of breaking up.
    pub(crate) fn line(&mut self, a: Point, b: Point, widths: (f32, f32), colour: Rgb, alpha: f32) {
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let length = (dx * dx + dy * dy).sqrt().max(1e-6);
        let (nx, ny) = (-dy / length * 0.5, dx / length * 0.5);
        let thinnest = 0.8 / self.scale();
        let fade = (widths.0.max(widths.1) / thinnest).clamp(0.0, 1.0);
        let (wa, wb) = (widths.0.max(thinnest * 0.7), widths.1.max(thinnest * 0.5));
        let quad = [
            (a.0 + nx * wa, a.1 + ny * wa),
            (b.0 + nx * wb, b.1 + ny * wb),
            (b.0 - nx * wb, b.1 - ny * wb),
            (a.0 - nx * wa, a.1 - ny * wa),
        ];
        self.fill(&quad, colour, alpha * fade);
    }

    /// A run of strokes of one width.
    pub(crate) fn polyline(&mut self, points: &[Point], width: f32, colour: Rgb, alpha: f32) {
        for pair in points.windows(2) {
            self.line(pair[0], pair[1], (width, width), colour, alpha);
        }
    }

    /// One touch of the brush: an ellipse turned by `angle`, its edge softened by `soft` (0 crisp, 1 all the way to the middle).
    pub(crate) fn dab(&mut self, at: Point, radii: Point, angle: f32, soft: f32, colour: Rgb, alpha: f32) {
        let scale = self.scale();
        let (rx, ry) = ((radii.0 * scale).max(0.45), (radii.1 * scale).max(0.45));
        let fade = ((radii.0 * scale / rx) * (radii.1 * scale / ry)).min(1.0) * alpha;
        let (cx, cy) = (at.0 * scale, at.1 * scale);
        let reach = rx.max(ry) + 1.0;
        let (sin, cos) = angle.sin_cos();
        let clamp = |v: f32, max: usize| v.clamp(0.0, max as f32) as usize;
        let (top, bottom) = (clamp(cy - reach, self.height), clamp(cy + reach + 1.0, self.height));
        let (left, right) = (clamp(cx - reach, self.width), clamp(cx + reach + 1.0, self.width));
        let rim = (1.0 / rx.min(ry)).min(0.9).max(soft);
        for row in top..bottom {
            let dy = row as f32 + 0.5 - cy;
            for column in left..right {
                let dx = column as f32 + 0.5 - cx;
                let (a, b) = ((dx * cos + dy * sin) / rx, (dy * cos - dx * sin) / ry);
                let d = (a * a + b * b).sqrt();
                let i = row * self.width + column;
                if d < 1.0 + rim * 0.5 && self.depth[i] >= self.z {
                    let cover = smooth(1.0 + rim * 0.5, 1.0 - rim, d);
                    self.pixels[i] = self.pixels[i].mix(colour, cover * fade);
                }
            }
        }
    }

    /// Adds light around a point, falling off with distance; `radius` is where it has fallen to about a third.
    pub(crate) fn glow(&mut self, at: Point, radius: f32, colour: Rgb, strength: f32) {
        let reach = radius * 5.0;
        let z = self.z;
        let (width, scale) = (self.width, self.scale());
        let clamp = |v: f32, max: usize| (v * scale).clamp(0.0, max as f32) as usize;
        let (top, bottom) = (clamp(at.1 - reach, self.height), clamp(at.1 + reach, self.height));
        let (left, right) = (clamp(at.0 - reach, width), clamp(at.0 + reach, width));
        for row in top..bottom {
            for column in left..right {
                let (dx, dy) = ((column as f32 + 0.5) / scale - at.0, (row as f32 + 0.5) / scale - at.1);
                let d = (dx * dx + dy * dy).sqrt() / radius;
                let i = row * width + column;
                if self.depth[i] >= z {
                    self.pixels[i] += colour * (strength * (-d).exp() * smooth(5.0, 3.0, d));
                }
            }
        }
    }

    /// The colour at a point, taken between pixels; positions outside are brought to the border.
    pub(crate) fn sample(&self, x: f32, y: f32) -> Rgb {
        let px = (x * self.scale() - 0.5).clamp(0.0, self.width as f32 - 1.0);
        let py = (y * self.scale() - 0.5).clamp(0.0, self.height as f32 - 1.0);
        let (ix, iy) = (px as usize, py as usize);
        let (jx, jy) = ((ix + 1).min(self.width - 1), (iy + 1).min(self.height - 1));
        let (fx, fy) = (px - ix as f32, py - iy as f32);
        let top = self.pixels[iy * self.width + ix].mix(self.pixels[iy * self.width + jx], fx);
        let low = self.pixels[jy * self.width + ix].mix(self.pixels[jy * self.width + jx], fx);
        top.mix(low, fy)
    }
}

/// Adds one edge of a polygon to the running signed coverage of a box `w` by `h` pixels.
fn edge(cover: &mut [f32], w: usize, h: usize, a: Point, b: Point) {
    if a.1 == b.1 {
        return;
    }
    let (sign, a, b) = if a.1 < b.1 { (1.0, a, b) } else { (-1.0, b, a) };
    let slope = (b.0 - a.0) / (b.1 - a.1);
    let first = a.1.max(0.0) as usize;
    let last = (b.1.ceil().max(0.0) as usize).min(h);
    for row in first..last {
        let (top, bottom) = ((row as f32).max(a.1), (row as f32 + 1.0).min(b.1));
        if bottom <= top {
            continue;
        }
        let limit = |x: f32| x.clamp(0.0, w as f32);
        let (xa, xb) = (limit(a.0 + (top - a.1) * slope), limit(a.0 + (bottom - a.1) * slope));
        span(&mut cover[row * (w + 2)..(row + 1) * (w + 2)], sign * (bottom - top), xa.min(xb), xa.max(xb));
    }
}

/// Spreads one row's share of an edge, `height` tall, running from `x0` to `x1`.
fn span(row: &mut [f32], height: f32, x0: f32, x1: f32) {
    let (first, last) = (x0.floor() as usize, (x1.ceil() as usize).max(x0.floor() as usize + 1));
    if last <= first + 1 {
        let middle = (x0 + x1) * 0.5 - first as f32;
        row[first] += height * (1.0 - middle);
        row[first + 1] += height * middle;
        return;
    }
    let per = height / (x1 - x0);
    let mut before = 0.0;
    for (column, cell) in row.iter_mut().enumerate().take(last).skip(first) {
        let (l, r) = (x0.max(column as f32), x1.min(column as f32 + 1.0));
        let part = (r - l) * per;
        let middle = (l + r) * 0.5 - column as f32;
        // `before` carries the share of the previous column that falls wholly on this one.
        *cell += part * (1.0 - middle) + before;
        before = part * middle;
    }
    row[last] += before;
}
