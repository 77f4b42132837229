//! Development of a finished painting: light spill, brush marks, vignette, grain, and the JPEG file.

use anyhow::{Context as _, Result, bail};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use super::canvas::Canvas;
use super::colour::{Rgb, encode, smooth};
use super::noise::Dice;

/// Largest file a picture may make, in bytes.
pub(crate) const LARGEST_FILE: usize = 255_000;

/// Quality tried first; it is lowered only when a picture would be larger than [`LARGEST_FILE`].
const BEST_QUALITY: u8 = 84;

/// Below this the blocks show.
const WORST_QUALITY: u8 = 66;

/// Turns linear light into 8-bit sRGB with everything the canvas asks for in its `finish`.
pub(crate) fn develop(canvas: &mut Canvas, seed: u64) -> Vec<u8> {
    bloom(canvas);
    let mut toned = tone(canvas);
    brush_marks(&mut toned, canvas.width, canvas.height, canvas.finish.brush);
    let mut dice = Dice::new(seed);
    let grain = canvas.finish.grain;
    let mut bytes = Vec::with_capacity(toned.len() * 3);
    for colour in toned {
        // Grain is shared by the channels, as in film; the small extra per channel only hides banding.
        let shared = dice.bell() * grain;
        for value in [colour.r, colour.g, colour.b] {
            let dither = (dice.unit() - 0.5) / 255.0;
            bytes.push(((value + shared + dither).clamp(0.0, 1.0) * 255.0 + 0.5) as u8);
        }
    }
    bytes
}

/// Encodes a progressive JPEG of at most `largest` bytes, as good as that allows.
///
/// # Errors
/// When even the lowest quality worth showing makes a larger file, or a side is longer than a JPEG can hold.
pub(crate) fn jpeg(bytes: &[u8], width: usize, height: usize, largest: usize) -> Result<Vec<u8>> {
    let size = (u16::try_from(width)?, u16::try_from(height)?);
    let mut quality = BEST_QUALITY;
    loop {
        let mut file = Vec::new();
        let mut encoder = Encoder::new(&mut file, quality);
        encoder.set_progressive(true);
        encoder.set_optimized_huffman_tables(true);
        encoder.set_sampling_factor(SamplingFactor::F_2_2);
        encoder.encode(bytes, size.0, size.1, ColorType::Rgb).context("encoding a picture as JPEG")?;
        if file.len() <= largest {
            return Ok(file);
        }
        if quality <= WORST_QUALITY {
            bail!(
                "{} bytes at quality {quality}, more than {largest}: calm its grain or its detail",
                file.len()
            );
        }
        quality -= 3;
    }
}

/// Spills light from bright places, in three sizes.
fn bloom(canvas: &mut Canvas) {
    let (width, height, finish) = (canvas.width, canvas.height, canvas.finish);
    if finish.bloom <= 0.0 {
        return;
    }
    let bright = |c: Rgb| {
        let over = (c.luma() - finish.bloom_from).max(0.0);
        let kept = Rgb { r: c.r.min(4.0), g: c.g.min(4.0), b: c.b.min(4.0) };
        kept * (over / (over + 0.5))
    };
    let mut light: Vec<Rgb> = canvas.pixels.iter().map(|&c| bright(c)).collect();
    let mut sum = vec![Rgb::BLACK; light.len()];
    for (radius, weight) in [(0.004, 0.4), (0.015, 0.35), (0.05, 0.25)] {
        let pixels = ((radius * height as f32) as usize).max(1);
        for _ in 0..2 {
            light = blur(&light, width, height, pixels);
        }
        for (total, &part) in sum.iter_mut().zip(&light) {
            *total += part * weight;
        }
    }
    for (pixel, &spill) in canvas.pixels.iter_mut().zip(&sum) {
        *pixel += spill * finish.bloom;
    }
}

/// A box blur, rows and then columns.
pub(crate) fn blur(from: &[Rgb], width: usize, height: usize, radius: usize) -> Vec<Rgb> {
    let mut rows = vec![Rgb::BLACK; from.len()];
    for y in 0..height {
        slide(|x| from[y * width + x], width, radius, |x, c| rows[y * width + x] = c);
    }
    let mut out = vec![Rgb::BLACK; from.len()];
    for x in 0..width {
        slide(|y| rows[y * width + x], height, radius, |y, c| out[y * width + x] = c);
    }
    out
}

/// A running mean along one row or column; the border repeats.
fn slide(read: impl Fn(usize) -> Rgb, length: usize, radius: usize, mut write: impl FnMut(usize, Rgb)) {
    let at = |i: isize| read(i.clamp(0, length as isize - 1) as usize);
    let r = radius as isize;
    let mut sum = Rgb::BLACK;
    for i in -r..=r {
        sum += at(i);
    }
    let share = 1.0 / (2 * radius + 1) as f32;
    for i in 0..length as isize {
        write(i as usize, sum * share);
        sum = sum + at(i + r + 1) - at(i - r);
    }
}

/// Highlights roll off, corners darken, and the result is sRGB.
fn tone(canvas: &Canvas) -> Vec<Rgb> {
    let finish = canvas.finish;
    let shoulder = |v: f32| {
        let v = v.max(0.0);
        if v < 0.7 { v } else { 0.7 + 0.3 * (1.0 - (-(v - 0.7) / 0.3).exp()) }
    };
    let (cx, cy) = (canvas.aspect() * 0.5, 0.5);
    let mut out = Vec::with_capacity(canvas.pixels.len());
    for (i, &pixel) in canvas.pixels.iter().enumerate() {
        let x = ((i % canvas.width) as f32 + 0.5) / canvas.scale() - cx;
        let y = ((i / canvas.width) as f32 + 0.5) / canvas.scale() - cy;
        let corner = smooth(0.35, 1.0, (x * x + y * y).sqrt());
        let lit = pixel.saturate(finish.saturation) * (1.0 - finish.vignette * corner);
        out.push(Rgb { r: encode(shoulder(lit.r)), g: encode(shoulder(lit.g)), b: encode(shoulder(lit.b)) });
    }
    out
}

/// Gathers detail into soft flat marks: each pixel takes the mean of the calmest of eight windows beside it
/// (Kuwahara's filter with soft weights), so edges stay and fuss goes.
fn brush_marks(pixels: &mut [Rgb], width: usize, height: usize, amount: f32) {
    let reach = (height as f32 * 0.0031).round() as isize;
    if amount <= 0.0 || reach < 1 {
        return;
    }
    let table = Sums::new(pixels, width, height);
    let half = reach / 2;
    let windows = [
        (-reach, -reach, 0, 0),
        (0, -reach, reach, 0),
        (-reach, 0, 0, reach),
        (0, 0, reach, reach),
        (-half, -reach, half, 0),
        (-half, 0, half, reach),
        (-reach, -half, 0, half),
        (0, -half, reach, half),
    ];
    for y in 0..height as isize {
        for x in 0..width as isize {
            let (mut sum, mut weights) = (Rgb::BLACK, 0.0);
            for (l, t, r, b) in windows {
                let (mean, variance) = table.window(x + l, y + t, x + r, y + b);
                let calm = 1.0 / (variance + 2e-5);
                let weight = calm * calm * calm;
                sum += mean * weight;
                weights += weight;
            }
            let i = y as usize * width + x as usize;
            pixels[i] = pixels[i].mix(sum * (1.0 / weights), amount);
        }
    }
}

/// Summed-area tables of colour and squared luminance.
struct Sums {
    table: Vec<[f64; 4]>,
    width: usize,
    height: usize,
}

impl Sums {
    fn new(pixels: &[Rgb], width: usize, height: usize) -> Sums {
        let stride = width + 1;
        let mut table = vec![[0.0f64; 4]; stride * (height + 1)];
        for y in 0..height {
            let mut row = [0.0f64; 4];
            for x in 0..width {
                let c = pixels[y * width + x];
                let luma = f64::from(c.luma());
                let add = [f64::from(c.r), f64::from(c.g), f64::from(c.b), luma * luma];
                for k in 0..4 {
                    row[k] += add[k];
                    table[(y + 1) * stride + x + 1][k] = table[y * stride + x + 1][k] + row[k];
                }
            }
        }
        Sums { table, width, height }
    }

    /// Mean colour and luminance variance of the window from `(x0, y0)` to `(x1, y1)`, both included.
    fn window(&self, x0: isize, y0: isize, x1: isize, y1: isize) -> (Rgb, f32) {
        let limit = |v: isize, max: usize| v.clamp(0, max as isize) as usize;
        let (x0, x1) = (limit(x0, self.width - 1), limit(x1 + 1, self.width));
        let (y0, y1) = (limit(y0, self.height - 1), limit(y1 + 1, self.height));
        let (x1, y1) = (x1.max(x0 + 1), y1.max(y0 + 1));
        let stride = self.width + 1;
        let count = ((x1 - x0) * (y1 - y0)) as f64;
        let corner = |x: usize, y: usize, k: usize| self.table[y * stride + x][k];
        let mean = |k: usize| {
            (corner(x1, y1, k) - corner(x0, y1, k) - corner(x1, y0, k) + corner(x0, y0, k)) / count
        };
        let colour = Rgb { r: mean(0) as f32, g: mean(1) as f32, b: mean(2) as f32 };
        let luma = colour.luma();
        (colour, (mean(3) as f32 - luma * luma).max(0.0))
    }
}
