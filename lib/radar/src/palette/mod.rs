//! Values → colours, and the legend that says which is which.
//!
//! The first three colours of every palette are the same: nothing there, nothing measured there, and range
//! folded. The others stand for steps of equal size. The numbers are this project's own.

mod stops;
#[cfg(test)]
mod vision_tests;

use crate::moment::Moment;
use crate::radial::Value;
use crate::strength::Strength;

/// Nothing above the noise, or beyond what the radar reaches. Transparent.
pub const NO_ECHO: u8 = 0;
/// Within reach, and no answer: a missing radial, a sweep that is not finished. A thin grey veil, so that a gap is
/// never taken for clear sky.
pub const NOT_MEASURED: u8 = 1;
/// An echo whose distance is not certain.
pub const FOLDED: u8 = 2;
/// The first colour that stands for a value.
pub const FIRST_STEP: u8 = 3;

const VEIL: [u8; 4] = [128, 128, 128, 56];
const FOLDED_COLOUR: [u8; 4] = [112, 92, 128, 255];

/// Colours for one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Palette {
    /// What it is called in addresses and settings.
    pub name: &'static str,
    /// What it says in a list of choices.
    pub title: &'static str,
    /// What its values are.
    pub moment: Moment,
    /// The least value with a colour.
    first: f32,
    /// How much one colour spans.
    step: f32,
    /// Whether values below `first` are not shown; else they have the first colour.
    hides_less: bool,
    colours: Vec<[u8; 4]>,
    marks: &'static [f32],
}

/// One line of a legend.
#[derive(Clone, Debug, PartialEq)]
pub struct LegendMark {
    /// The value.
    pub value: f32,
    /// The value with its unit, as in `35 dBZ`.
    pub label: String,
    /// What it means, as in `moderate`; empty where the figure says it all.
    pub meaning: &'static str,
    /// Its colour: red, green, blue.
    pub colour: [u8; 3],
}

impl Palette {
    /// Every palette, the usual one of each moment first.
    #[must_use]
    pub fn all() -> Vec<Self> {
        stops::ALL.iter().map(stops::Stops::palette).collect()
    }

    /// The palette with a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        stops::ALL.iter().find(|stops| stops.name == name).map(stops::Stops::palette)
    }

    /// The usual palette of a moment.
    #[must_use]
    pub fn usual(moment: Moment) -> Self {
        let stops = stops::ALL.iter().find(|stops| stops.moment == moment);
        stops.unwrap_or(&stops::ALL[0]).palette()
    }

    /// The palette of a moment that people with any colour vision can read. The usual one, where that is so
    /// already.
    #[must_use]
    pub fn safe(moment: Moment) -> Self {
        let mut of_moment = stops::ALL.iter().filter(|stops| stops.moment == moment);
        of_moment.find(|stops| stops.safe).map_or_else(|| Self::usual(moment), stops::Stops::palette)
    }

    /// The index of what a gate says.
    #[must_use]
    pub fn index(&self, value: Value) -> u8 {
        match value {
            Value::Below | Value::Code(_) => NO_ECHO,
            Value::Folded => FOLDED,
            Value::Measured(value) => self.index_of(value),
        }
    }

    /// The index of a figure.
    #[must_use]
    pub fn index_of(&self, value: f32) -> u8 {
        let steps = (value - self.first) / self.step;
        if steps.is_nan() || (steps < 0.0 && self.hides_less) {
            return NO_ECHO;
        }
        let last = (self.colours.len() - 1) as f32;
        // The small amount keeps 20.0 / 0.1 in its own step.
        (f32::from(FIRST_STEP) + (steps + 1e-3).max(0.0).floor()).min(last) as u8
    }

    /// Every colour: red, green, blue, alpha. At most 256.
    #[must_use]
    pub fn colours(&self) -> &[[u8; 4]] {
        &self.colours
    }

    /// The colour of a value, as it is drawn.
    #[must_use]
    pub fn colour(&self, value: Value) -> [u8; 4] {
        self.colours.get(usize::from(self.index(value))).copied().unwrap_or([0; 4])
    }

    /// The least value that an index stands for, or none for the first three.
    #[must_use]
    pub fn value_of(&self, index: u8) -> Option<f32> {
        let step = index.checked_sub(FIRST_STEP)?;
        (usize::from(index) < self.colours.len()).then(|| self.first + f32::from(step) * self.step)
    }

    /// The values that a legend names, from the least to the greatest.
    #[must_use]
    pub fn legend(&self) -> Vec<LegendMark> {
        let is_end = |value: f32| [self.marks.first(), self.marks.last()].contains(&Some(&value));
        let mark = |value: &f32| {
            let [red, green, blue, _] = self.colour(Value::Measured(*value));
            let unit = self.moment.unit();
            let label = format!("{value}{}{unit}", if unit.is_empty() || unit == "°" { "" } else { " " });
            let meaning = match self.moment {
                Moment::Reflectivity => Strength::of_dbz(*value).map_or("", Strength::word),
                // Dealiased wind may be faster than the last colour, and has it too.
                Moment::Velocity if is_end(*value) => "or faster",
                _ => "",
            };
            LegendMark { value: *value, label, meaning, colour: [red, green, blue] }
        };
        self.marks.iter().map(mark).collect()
    }
}
