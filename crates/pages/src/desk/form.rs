//! Pieces that forms of the desk share: choices, problems, buttons.

use super::revisions::Comparison;
use serde::Serialize;

/// One option of a list or one box to tick.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Choice {
    /// Posted value.
    pub value: String,
    /// What people read.
    pub label: String,
    /// Whether it is chosen now.
    pub chosen: bool,
}

/// What is wrong with a field, or with the form when `field` is empty.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Problem {
    /// Name of the field, as posted.
    pub field: String,
    /// What is wrong and what to do.
    pub words: String,
}

/// A filter above a list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Filter {
    /// `In review`.
    pub label: String,
    /// Path with this filter.
    pub url: String,
    /// How many it lets through; may be empty.
    pub count: String,
    /// Whether it is the one in force.
    pub current: bool,
}

/// A small form of its own beside the main one: a verb that is not saving.
#[derive(Clone, Debug, Default, Serialize)]
pub struct VerbForm {
    /// Where it posts to.
    pub action: String,
    /// `Unpublish`.
    pub label: String,
    /// What it does, before anybody presses it.
    pub words: String,
    /// Label of a required text field `note`; none for no field.
    pub note: Option<String>,
    /// What was typed there before; empty unless this verb was just refused.
    pub typed: String,
    /// True for what readers lose something by.
    pub grave: bool,
}

/// What somebody else saved while a form was open, beside what was typed into it. The form keeps what was typed; saving it
/// again puts it in the place of the other's.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Theirs {
    /// Who saved what, and when; or that nothing stands there any more.
    pub words: String,
    /// Field by field, theirs against what was typed; empty when both are the same.
    pub comparison: Comparison,
}
