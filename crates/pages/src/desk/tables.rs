//! The gate board: data tables, and what was held.

use serde::Serialize;

use super::form::Problem;
use crate::{
    View,
    module::State,
    moment::{Day, Moment},
};

/// The gate board.
#[derive(Clone, Debug, Default, Serialize)]
pub struct GateBoard {
    /// Tables, held ones first.
    pub tables: Vec<GateRow>,
    /// Where a new one is described; none for who may not.
    pub make: Option<String>,
    /// Where a new one is pasted.
    pub paste: Option<String>,
    /// Tables of the desk that readers do not see.
    pub off: Vec<OffRow>,
}

/// A table of the desk that is switched off, or whose description cannot be used.
#[derive(Clone, Debug, Default, Serialize)]
pub struct OffRow {
    /// Last part of its address.
    pub slug: String,
    /// Why readers do not see it.
    pub words: String,
    /// Where its description is changed.
    pub edit: String,
    /// Where switching it on posts to; none when that would not help.
    pub switch: Option<String>,
}

impl View for GateBoard {
    const TEMPLATE: &'static str = "desk/tables.html";
}

/// One table.
#[derive(Clone, Debug, Default, Serialize)]
pub struct GateRow {
    /// Title.
    pub title: String,
    /// Public path.
    pub public: String,
    /// How far it can be trusted.
    pub state: State,
    /// `Fresh: figures of February 28, 2021.`
    pub words: String,
    /// Where it is described, as a sentence.
    pub made: String,
    /// Where its description is changed; none for a table of `station.toml`.
    pub edit: Option<String>,
    /// Where figures are pasted.
    pub paste: Option<String>,
    /// Where switching it off posts to; none for a table of `station.toml`.
    pub switch: Option<String>,
    /// Where fetching now posts to; none when figures are pasted.
    pub run: Option<String>,
    /// What is held, if anything is.
    pub held: Option<HeldRow>,
}

/// Figures that are held. Accepting posts `note` (required) to `accept`; waiting posts to `wait`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct HeldRow {
    /// The day the held figures describe.
    pub as_of: Day,
    /// When they came.
    pub fetched: Moment,
    /// Each gate and what it said.
    pub gates: Vec<GateLine>,
    /// Totals side by side: label, shown, held.
    pub totals: Vec<(String, String, String)>,
    /// Where accepting posts to; none for who may not.
    pub accept: Option<String>,
    /// The note that was typed before; empty unless it was just refused.
    pub note: String,
    /// What is wrong with that note.
    pub problems: Vec<Problem>,
    /// Where dropping them and waiting for the next delivery posts to.
    pub wait: Option<String>,
}

/// What one gate said.
#[derive(Clone, Debug, Default, Serialize)]
pub struct GateLine {
    /// What it checks: `Every county is there`.
    pub checks: String,
    /// `passed`, `failed`, `not-applied`: part of a class name.
    pub verdict: String,
    /// Detail; may be empty.
    pub words: String,
}
