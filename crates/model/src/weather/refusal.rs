//! A reading that a gate refused: kept until the station's readings pass again, so that the desk hears of it and readers are
//! told the true reason when what they see grows old.

use super::{
    Observation,
    series::{Point, agree},
};
use crate::town::StationId;
use jiff::Timestamp;

/// Which gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gate {
    /// It is of a station that does not speak for the town.
    Stranger,
    /// It is dated ahead.
    Ahead,
    /// No air is so cold or warm.
    NotAir,
    /// It is too far from the reading before it.
    Jump,
    /// Every figure has been the same for too long.
    Frozen,
    /// The station answered without a temperature.
    Empty,
}

/// Why readers are not shown a reading.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Doubt {
    /// It is known already.
    #[error("nothing newer")]
    NotNewer,
    /// It failed a gate.
    #[error("{1}")]
    Failed(Gate, String),
}

/// The refused reading of one station of a town; the last, when there are several, and of those that bear each other out the
/// first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Whose reading.
    pub station: StationId,
    /// The moment that it is dated; none where there was no reading in the answer.
    pub at: Option<Timestamp>,
    /// Tenths of a degree Celsius.
    pub temperature_tenths: Option<i64>,
    /// Which gate refused it.
    pub gate: Gate,
    /// Why, in words for the desk.
    pub words: String,
    /// Since when that gate has been refusing readings of this station.
    pub since: Timestamp,
}

impl Gate {
    /// Every gate.
    pub const ALL: [Self; 6] =
        [Self::Stranger, Self::Ahead, Self::NotAir, Self::Jump, Self::Frozen, Self::Empty];

    /// Name in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Stranger => "stranger",
            Self::Ahead => "ahead",
            Self::NotAir => "not-air",
            Self::Jump => "jump",
            Self::Frozen => "frozen",
            Self::Empty => "empty",
        }
    }

    /// A gate by its name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|gate| gate.as_str() == name)
    }

    /// What is wrong with the newer readings, as readers are told: the end of a sentence.
    pub fn told(self) -> &'static str {
        match self {
            Self::Stranger => "they are of another station",
            Self::Ahead => "they are dated in the future",
            Self::NotAir => "they give a temperature that air does not have",
            Self::Jump => "they are further from the one before than air changes",
            Self::Frozen => "not one figure has moved for hours, as if the sensor had stopped",
            Self::Empty => "they are without a temperature",
        }
    }
}

impl Refusal {
    /// A reading that a gate refused at `now`.
    pub fn of(reading: &Observation, gate: Gate, words: &str, now: Timestamp) -> Self {
        // A cast saturates: what no gate lets through may be any number.
        #[expect(clippy::cast_possible_truncation, reason = "saturates")]
        let tenths = |c: f64| (c * 10.0).round() as i64;
        Self {
            station: reading.station.clone(),
            at: Some(reading.at),
            temperature_tenths: Some(reading.temperature_c).filter(|c| c.is_finite()).map(tenths),
            gate,
            words: words.to_owned(),
            since: now,
        }
    }

    /// Moment and degrees Celsius, where it has both.
    pub(super) fn point(&self) -> Option<Point> {
        // A cast is exact: no temperature of the air has so many tenths.
        #[expect(clippy::cast_precision_loss, reason = "small")]
        let degrees = |tenths: i64| tenths as f64 / 10.0;
        self.at.zip(self.temperature_tenths.map(degrees))
    }

    /// Whether both were refused for their step and bear each other out. The first of such is the one to keep: how long it
    /// has been so tells whether it is the weather.
    pub fn is_borne_out_by(&self, later: &Self) -> bool {
        let both = self.gate == Gate::Jump && later.gate == Gate::Jump && self.at < later.at;
        both && self.point().zip(later.point()).is_some_and(|(a, b)| agree(a, b))
    }

    /// Whether a reading that passed ends it: it is newer than what was refused. A reading that is dated ahead counts as of
    /// when it came.
    pub fn is_ended_by(&self, passed: &Observation) -> bool {
        self.at.is_none_or(|at| passed.at > at.min(self.since))
    }

    /// The same, or still going on since the first of them.
    #[must_use]
    pub fn after(self, before: Option<&Self>) -> Self {
        let since =
            before.filter(|before| before.gate == self.gate).map_or(self.since, |before| before.since);
        Self { since, ..self }
    }
}
