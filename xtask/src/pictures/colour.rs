//! Colour in linear light: the one type every brush works with.
//!
//! Palettes are written as sRGB hexadecimal because that is how painters and stylesheets name them; they become linear at once,
//! so that mixing, glow and haze behave as light does.

use std::ops::{Add, AddAssign, Mul, Sub};

/// One colour in linear light, each channel 0 to 1 and above for things that shine.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Rgb {
    pub(crate) r: f32,
    pub(crate) g: f32,
    pub(crate) b: f32,
}

impl Rgb {
    pub(crate) const WHITE: Rgb = Rgb { r: 1.0, g: 1.0, b: 1.0 };
    pub(crate) const BLACK: Rgb = Rgb { r: 0.0, g: 0.0, b: 0.0 };

    /// Part of the way from this colour to another; `t` is clamped to 0..1.
    pub(crate) fn mix(self, other: Rgb, t: f32) -> Rgb {
        let t = t.clamp(0.0, 1.0);
        self * (1.0 - t) + other * t
    }

    /// Relative luminance (Rec. 709 weights).
    pub(crate) fn luma(self) -> f32 {
        0.2126 * self.r + 0.7152 * self.g + 0.0722 * self.b
    }

    /// Moves the colour away from (above 1) or towards (below 1) its own grey.
    pub(crate) fn saturate(self, amount: f32) -> Rgb {
        let grey = Rgb { r: 1.0, g: 1.0, b: 1.0 } * self.luma();
        let out = grey + (self - grey) * amount;
        Rgb { r: out.r.max(0.0), g: out.g.max(0.0), b: out.b.max(0.0) }
    }
}

impl Add for Rgb {
    type Output = Rgb;
    fn add(self, o: Rgb) -> Rgb {
        Rgb { r: self.r + o.r, g: self.g + o.g, b: self.b + o.b }
    }
}

impl AddAssign for Rgb {
    fn add_assign(&mut self, o: Rgb) {
        *self = *self + o;
    }
}

impl Sub for Rgb {
    type Output = Rgb;
    fn sub(self, o: Rgb) -> Rgb {
        Rgb { r: self.r - o.r, g: self.g - o.g, b: self.b - o.b }
    }
}

impl Mul<f32> for Rgb {
    type Output = Rgb;
    fn mul(self, k: f32) -> Rgb {
        Rgb { r: self.r * k, g: self.g * k, b: self.b * k }
    }
}

impl Mul for Rgb {
    type Output = Rgb;
    fn mul(self, o: Rgb) -> Rgb {
        Rgb { r: self.r * o.r, g: self.g * o.g, b: self.b * o.b }
    }
}

/// A colour written as `0xRRGGBB` in sRGB, as linear light.
pub(crate) fn hex(code: u32) -> Rgb {
    let channel = |shift: u32| {
        let s = ((code >> shift) & 0xff) as f32 / 255.0;
        if s <= 0.04045 { s / 12.92 } else { ((s + 0.055) / 1.055).powf(2.4) }
    };
    Rgb { r: channel(16), g: channel(8), b: channel(0) }
}

/// One linear channel as an sRGB value from 0 to 1.
pub(crate) fn encode(linear: f32) -> f32 {
    let v = linear.clamp(0.0, 1.0);
    if v <= 0.003_130_8 { v * 12.92 } else { 1.055 * v.powf(1.0 / 2.4) - 0.055 }
}

/// A colour from stops in rising order. Neighbours are mixed in square-root space, which keeps twilight gradients from going muddy.
pub(crate) fn ramp(stops: &[(f32, Rgb)], t: f32) -> Rgb {
    let Some(&(_, first)) = stops.first() else { return Rgb::BLACK };
    let mut last = (f32::NEG_INFINITY, first);
    for &(at, colour) in stops {
        if t <= at {
            let span = at - last.0;
            return if span.is_finite() { mix_soft(last.1, colour, (t - last.0) / span) } else { colour };
        }
        last = (at, colour);
    }
    last.1
}

fn mix_soft(a: Rgb, b: Rgb, t: f32) -> Rgb {
    let t = t * t * (3.0 - 2.0 * t) * 0.5 + t * 0.5;
    let one = |x: f32, y: f32| {
        let m = x.max(0.0).sqrt() * (1.0 - t) + y.max(0.0).sqrt() * t;
        m * m
    };
    Rgb { r: one(a.r, b.r), g: one(a.g, b.g), b: one(a.b, b.b) }
}

/// 0 below `a`, 1 above `b`, an S-curve between; works for falling edges too (`a` above `b`).
pub(crate) fn smooth(a: f32, b: f32, x: f32) -> f32 {
    let t = ((x - a) / (b - a)).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

/// Straight interpolation between two numbers.
pub(crate) fn lerp(a: f32, b: f32, t: f32) -> f32 {
    a + (b - a) * t
}
