//! What was measured in one direction: the gates, as the radar sent them.

use jiff::Timestamp;

use crate::moment::Moment;

/// One direction in which the radar listened.
#[derive(Clone, Debug, PartialEq)]
pub struct Radial {
    /// Degrees clockwise from north of its middle, 0 to 360.
    pub azimuth_deg: f32,
    /// Degrees above the horizon; may be negative.
    pub elevation_deg: f32,
    /// How wide it is, in degrees: 0.5 or 1.
    pub width_deg: f32,
    /// When it was measured.
    pub time: Timestamp,
    /// Its number in the sweep, from 1.
    pub number: u16,
    /// The number of the sweep in the volume, from 1.
    pub cut: u8,
    /// Whether it says to be the first of its sweep.
    pub begins: bool,
    /// Whether it says to be the last of its sweep.
    pub ends: bool,
    /// Beyond this speed, in metres a second, velocity wraps around.
    pub nyquist_mps: Option<f32>,
    /// What was measured along it.
    pub gates: Vec<Gates>,
}

impl Radial {
    /// The gates of one moment.
    #[must_use]
    pub fn of(&self, moment: Moment) -> Option<&Gates> {
        self.gates.iter().find(|gates| gates.moment == moment)
    }
}

/// The gates of one moment along one radial, as the radar sent them.
#[derive(Clone, Debug, PartialEq)]
pub struct Gates {
    /// What was measured.
    pub moment: Moment,
    /// Metres from the antenna to the middle of the first gate; legacy velocity begins behind the antenna.
    pub first_m: i32,
    /// Metres from one gate to the next.
    pub spacing_m: u16,
    /// A value is `(word − offset) / scale`.
    pub scale: f32,
    /// See `scale`.
    pub offset: f32,
    /// The words.
    pub words: Words,
}

/// The words of gates, as wide as they were sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Words {
    /// One byte a gate.
    Eight(Box<[u8]>),
    /// Two bytes a gate.
    Sixteen(Box<[u16]>),
}

/// What one gate says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// Nothing above the noise.
    Below,
    /// An echo from beyond the range within which echoes can be told apart.
    Folded,
    /// A word that is a code of the clutter filter.
    Code(u16),
    /// A figure, in the unit of its moment.
    Measured(f32),
}

impl Words {
    /// How many gates.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Eight(words) => words.len(),
            Self::Sixteen(words) => words.len(),
        }
    }

    /// Whether there is no gate.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The word of one gate.
    #[must_use]
    pub fn get(&self, gate: usize) -> Option<u16> {
        match self {
            Self::Eight(words) => words.get(gate).map(|word| u16::from(*word)),
            Self::Sixteen(words) => words.get(gate).copied(),
        }
    }
}

impl Gates {
    /// What a word means.
    #[must_use]
    pub fn value(&self, word: u16) -> Value {
        match word {
            0 => Value::Below,
            1 if self.moment != Moment::FilterPower => Value::Folded,
            _ if word < self.moment.first_figure() => Value::Code(word),
            _ if self.scale == 0.0 => Value::Measured(f32::from(word)),
            _ => Value::Measured((f32::from(word) - self.offset) / self.scale),
        }
    }

    /// What every gate says, from the antenna outwards.
    pub fn values(&self) -> impl Iterator<Item = Value> + '_ {
        (0..self.words.len()).filter_map(|gate| self.words.get(gate)).map(|word| self.value(word))
    }

    /// Metres along the beam to the middle of a gate.
    #[must_use]
    pub fn range_m(&self, gate: usize) -> f64 {
        f64::from(self.first_m) + gate as f64 * f64::from(self.spacing_m)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gates(moment: Moment, words: &[u8]) -> Gates {
        let words = Words::Eight(words.into());
        Gates { moment, first_m: 2_125, spacing_m: 250, scale: 2.0, offset: 66.0, words }
    }

    #[test]
    fn silence_folding_and_figures_are_kept_apart() {
        let values: Vec<Value> = gates(Moment::Reflectivity, &[0, 1, 2, 106]).values().collect();
        assert_eq!(values, [Value::Below, Value::Folded, Value::Measured(-32.0), Value::Measured(20.0)]);
        assert_eq!(gates(Moment::FilterPower, &[1]).values().next(), Some(Value::Code(1)));
    }

    #[test]
    fn a_scale_of_zero_means_the_word_itself() {
        let bare = Gates { scale: 0.0, ..gates(Moment::Velocity, &[9]) };
        assert_eq!(bare.values().next(), Some(Value::Measured(9.0)));
    }
}
