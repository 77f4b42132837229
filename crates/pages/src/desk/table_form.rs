//! The form of a table's description, and what trying it would publish.

use super::{
    form::{Choice, Problem},
    tables::GateLine,
};
use crate::{View, moment::Day};
use serde::Serialize;

/// The form. It posts `slug` (new ones), `seen`, every field of the sets, and `verb` (`save` or `try`) or `more` (the
/// name of a repeated set of which more entries are wanted).
#[derive(Clone, Debug, Default, Serialize)]
pub struct TableForm {
    /// Where it posts to.
    pub action: String,
    /// Whether the table is not there yet.
    pub new: bool,
    /// Last part of its address.
    pub slug: String,
    /// Its title, for the heading.
    pub title: String,
    /// Number of the description that the form began with.
    pub seen: String,
    /// Fields that belong together.
    pub sets: Vec<FieldSet>,
    /// What is wrong.
    pub problems: Vec<Problem>,
    /// What the source gave when it was tried.
    pub tried: Option<TriedView>,
    /// Public path, when it is on.
    pub public: Option<String>,
    /// Who wrote it down last, and when; may be empty.
    pub words: String,
    /// The description as it would stand in `station.toml`; empty for none yet.
    pub text: String,
}

impl View for TableForm {
    const TEMPLATE: &'static str = "desk/table.html";
}

/// Fields that belong together.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FieldSet {
    /// Name in links and as `more`; empty for what is not repeated.
    pub list: String,
    /// What they are about.
    pub legend: String,
    /// A sentence above them; may be empty.
    pub about: String,
    /// The fields of each entry; one entry when it is not repeated.
    pub entries: Vec<Vec<FormField>>,
    /// Whether it is one that few tables need.
    pub folded: bool,
    /// Whether it is open although it is folded: something is filled in or wrong.
    pub open: bool,
}

/// One field.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FormField {
    /// Posted name.
    pub name: String,
    /// What people read.
    pub label: String,
    /// What it does.
    pub hint: String,
    /// `line`, `count`, `lines`, `switch`, `choice`.
    pub kind: &'static str,
    /// What stands in it.
    pub value: String,
    /// Whether it must be filled in.
    pub required: bool,
    /// Of a choice.
    pub choices: Vec<Choice>,
}

/// What a source or a pasted text would give.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TriedView {
    /// Where it came from; empty for a pasted text.
    pub from: String,
    /// Whether readers would see figures.
    pub good: bool,
    /// All in a sentence.
    pub words: String,
    /// Each day.
    pub days: Vec<TriedDay>,
    /// What is to be said of the file.
    pub problems: Vec<String>,
}

/// One day of it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TriedDay {
    /// The day.
    pub as_of: Day,
    /// Each gate and what it says.
    pub gates: Vec<GateLine>,
    /// What a row is.
    pub row_name: String,
    /// Headings of the figures.
    pub columns: Vec<String>,
    /// Sums of the rows.
    pub sums: Vec<String>,
    /// The source's own totals; empty for none.
    pub totals: Vec<String>,
    /// The first rows: name and figures.
    pub rows: Vec<(String, Vec<String>)>,
    /// How many more there are, in words; may be empty.
    pub more: String,
}
