//! What the words of a product mean.

use crate::moment::Moment;
use crate::radial::Value;

/// What a product shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// Reflectivity of one sweep, in dBZ.
    Reflectivity,
    /// Velocity of one sweep, in m/s; in knots for product 27, as it was made.
    Velocity,
    /// The highest reflectivity of all sweeps, in dBZ.
    CompositeReflectivity,
    /// The height up to which there are echoes, in thousands of feet.
    EchoTops,
    /// Vertically integrated liquid, in kg/m².
    Liquid,
}

/// Metres a second in a knot.
const KNOT_MPS: f32 = 1_852.0 / 3_600.0;

impl Quantity {
    /// The letters by which its figures are asked for: those of its moment, or its own.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.moment().map_or(if self == Self::EchoTops { "TOPS" } else { "VIL" }, Moment::code)
    }

    /// The unit of its figures. Product 27 has knots instead.
    #[must_use]
    pub fn unit(self) -> &'static str {
        self.moment().map_or(if self == Self::EchoTops { "kft" } else { "kg/m²" }, Moment::unit)
    }

    /// The moment whose palettes fit.
    #[must_use]
    pub fn moment(self) -> Option<Moment> {
        match self {
            Self::Reflectivity | Self::CompositeReflectivity => Some(Moment::Reflectivity),
            Self::Velocity => Some(Moment::Velocity),
            Self::EchoTops | Self::Liquid => None,
        }
    }
}

/// How words become values.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Levels {
    /// `(word − offset) / scale` from word 2 on.
    Line { scale: f32, offset: f32 },
    /// Up to sixteen levels, each with the value that it begins at, or none.
    Table([Value; 16]),
    /// Straight up to a word, logarithmic from there.
    Logarithm { straight: (f32, f32), from: u8, curved: (f32, f32) },
    /// The upper bit is a flag, the others a straight line.
    Masked { mask: u8, scale: f32, offset: f32 },
}

/// Words of which each is worth the same.
pub(super) struct Straight {
    pub(super) scale: f32,
    pub(super) offset: f32,
    /// What stands for each of sixteen levels; none when the words stand as they are.
    words: Option<[u8; 16]>,
}

impl Straight {
    /// The words of a radial.
    pub(super) fn words(&self, levels: &[u8]) -> Box<[u8]> {
        let Some(words) = &self.words else { return levels.into() };
        levels.iter().map(|level| words.get(usize::from(*level)).copied().unwrap_or(0)).collect()
    }
}

impl Levels {
    /// The levels that the sixteen thresholds of a product description describe.
    pub(super) fn new(quantity: Quantity, code: u16, thresholds: [u16; 16]) -> Self {
        let signed = |index: usize| f32::from(thresholds[index] as i16);
        match quantity {
            Quantity::Liquid => Self::Logarithm {
                straight: (short_float(thresholds[0]), short_float(thresholds[1])),
                from: thresholds[2].min(255) as u8,
                curved: (short_float(thresholds[3]), short_float(thresholds[4])),
            },
            Quantity::EchoTops => {
                Self::Masked { mask: thresholds[0] as u8, scale: signed(1).max(1.0), offset: signed(2) }
            }
            _ if matches!(code, 94 | 99 | 153 | 154) => {
                // Least value and step, in tenths.
                let (least, step) = (signed(0) / 10.0, signed(1) / 10.0);
                let scale = if step > 0.0 { 1.0 / step } else { 1.0 };
                Self::Line { scale, offset: 2.0 - least * scale }
            }
            _ => Self::Table(thresholds.map(coded)),
        }
    }

    pub(super) fn value(&self, word: u8) -> Value {
        match self.claimed(word) {
            // A damaged scale makes numbers that are none.
            Value::Measured(value) if !value.is_finite() => Value::Below,
            value => value,
        }
    }

    fn claimed(&self, word: u8) -> Value {
        match self {
            _ if word == 0 => Value::Below,
            Self::Table(values) => values.get(usize::from(word)).copied().unwrap_or(Value::Below),
            Self::Line { .. } | Self::Masked { .. } | Self::Logarithm { .. } if word == 1 => self.one(),
            Self::Line { scale, offset } => Value::Measured((f32::from(word) - offset) / scale),
            Self::Masked { mask, scale, offset } => {
                Value::Measured((f32::from(word & mask) - offset) / scale)
            }
            Self::Logarithm { straight: (scale, offset), from, .. } if word < *from => {
                Value::Measured((f32::from(word) - offset) / scale)
            }
            Self::Logarithm { curved: (scale, offset), .. } => {
                Value::Measured(((f32::from(word) - offset) / scale).exp())
            }
        }
    }

    /// The levels as a straight line, which is how a sweep has them; none when half steps do not hold them.
    pub(super) fn straight(&self, quantity: Quantity) -> Option<Straight> {
        match self {
            Self::Line { scale, offset } => Some(Straight { scale: *scale, offset: *offset, words: None }),
            Self::Table(values) => {
                let (unit, offset) = match quantity {
                    Quantity::Reflectivity | Quantity::CompositeReflectivity => (1.0, 66.0),
                    Quantity::Velocity => (KNOT_MPS, 129.0),
                    Quantity::EchoTops | Quantity::Liquid => return None,
                };
                let word = |value| match value {
                    Value::Measured(value) => (value * 2.0 + offset).round().clamp(2.0, 255.0) as u8,
                    Value::Folded => 1,
                    Value::Below | Value::Code(_) => 0,
                };
                Some(Straight { scale: 2.0 / unit, offset, words: Some(values.map(word)) })
            }
            Self::Logarithm { .. } | Self::Masked { .. } => None,
        }
    }

    /// What word 1 means: range folded where velocity can fold, else no good data.
    fn one(&self) -> Value {
        if matches!(self, Self::Line { .. }) { Value::Folded } else { Value::Below }
    }
}

/// A threshold of one of sixteen levels: flags in the upper byte, a number or the code of a word in the lower.
fn coded(threshold: u16) -> Value {
    let [flags, low] = threshold.to_be_bytes();
    if flags & 0x80 != 0 {
        // The codes of words: 3 is range folded; the others say that there is nothing to show.
        return if low == 3 { Value::Folded } else { Value::Below };
    }
    let divisor = match flags {
        _ if flags & 0x10 != 0 => 10.0,
        _ if flags & 0x20 != 0 => 20.0,
        _ if flags & 0x40 != 0 => 100.0,
        _ => 1.0,
    };
    let sign = if flags & 1 != 0 { -1.0 } else { 1.0 };
    Value::Measured(sign * f32::from(low) / divisor)
}

/// Sixteen bits: a sign, five of exponent, ten of fraction. The exponent is not biased as IEEE's is.
fn short_float(word: u16) -> f32 {
    let sign = if word & 0x8000 != 0 { -1.0 } else { 1.0 };
    let exponent = i32::from(word >> 10 & 0x1f);
    let fraction = f32::from(word & 0x3ff) / 1_024.0;
    if exponent == 0 { sign * 2.0 * fraction } else { sign * 2.0_f32.powi(exponent - 16) * (1.0 + fraction) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thresholds_carry_signs_and_words() {
        assert_eq!(coded(0x8002), Value::Below);
        assert_eq!(coded(0x8003), Value::Folded);
        assert_eq!(coded(35), Value::Measured(35.0));
        assert_eq!(coded(0x0110), Value::Measured(-16.0));
        assert_eq!(coded(0x1005), Value::Measured(0.5));
    }

    #[test]
    fn short_floats_are_those_of_the_document() {
        // The figures of the document's digital VIL example: 90.7 and 4.0 become scale and offset.
        assert_eq!(short_float(0x4400), 2.0);
        assert_eq!(short_float(0x0000), 0.0);
        assert!((short_float(22_955) - 90.6875).abs() < 1e-3, "{}", short_float(22_955));
    }
}
