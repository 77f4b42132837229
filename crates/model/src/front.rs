//! The front: slots that editors fill by hand, and what fills itself.

use crate::{id::StoryId, module::Module};
use jiff::Timestamp;

/// Where a story can be put on the front.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// The one at the top.
    Lead,
    /// Beside and under the lead, in order 0..[`SECONDARY`].
    Secondary(u8),
    /// The forecast story: on top of the weather, and in the module `forecast:headline`.
    Forecast,
}

/// How many secondary slots there are.
pub const SECONDARY: u8 = 4;

impl Slot {
    /// The slots of the front's top, in reading order.
    pub fn all() -> impl Iterator<Item = Slot> {
        std::iter::once(Slot::Lead).chain((0..SECONDARY).map(Slot::Secondary))
    }

    /// Stored and posted name.
    pub fn name(self) -> String {
        match self {
            Self::Lead => "lead".to_owned(),
            Self::Secondary(place) => format!("secondary-{place}"),
            Self::Forecast => "forecast".to_owned(),
        }
    }

    /// The slot of a name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::all().chain([Self::Forecast]).find(|slot| slot.name() == text)
    }
}

/// A story pinned to a slot. A pin always ends: a forgotten one must not hold yesterday's news at the top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pin {
    /// Where.
    pub slot: Slot,
    /// Which story.
    pub story: StoryId,
    /// When the slot goes back to filling itself.
    pub until: Timestamp,
}

/// How the front is arranged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Front {
    /// Pins that are still good.
    pub pins: Vec<Pin>,
    /// Modules of the rail, in order.
    pub modules: Vec<Module>,
}
