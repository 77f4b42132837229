//! Arranging the front page.

use serde::Serialize;

use super::form::{Choice, Problem};
use crate::{View, chrome::Link};

/// The front's slots. Each is a form that posts `slot`, `story` (a number, empty to let it fill itself) and
/// `until` (`2021-03-02T06:00`, station time). The modules are a form of their own that posts `modules`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FrontDesk {
    /// Where the forms post to.
    pub action: String,
    /// Slots in reading order.
    pub slots: Vec<SlotRow>,
    /// The zone of `until`.
    pub zone: String,
    /// Where the modules' form posts to.
    pub modules_action: String,
    /// Modules of the rail in order, one on a line, as they are or as they were typed: `table:or-covid`.
    pub modules: String,
    /// Modules that the station has.
    pub known_modules: Vec<String>,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

impl View for FrontDesk {
    const TEMPLATE: &'static str = "desk/front.html";
}

/// One slot.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SlotRow {
    /// Posted name.
    pub slot: String,
    /// `Lead`, `Second story`.
    pub label: String,
    /// What is there now.
    pub shows: Option<Link>,
    /// True when an editor put it there.
    pub pinned: bool,
    /// Until when, or when a new pin would end: `2021-03-02T06:00`.
    pub until: String,
    /// Published stories to choose from, newest first.
    pub choices: Vec<Choice>,
}
