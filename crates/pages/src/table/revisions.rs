//! What happened to a table beyond the usual: figures that were revised, held back, or accepted by a person.

use serde::Serialize;

use super::Cell;
use crate::{
    View,
    chrome::{Head, Link},
    moment::Moment,
};

/// The public log of a table.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RevisionsPage {
    /// Document head.
    pub head: Head,
    /// The table.
    pub table: Link,
    /// Heading of the column of rows: `County`.
    pub row_heading: String,
    /// Newest first; may be empty.
    pub entries: Vec<Entry>,
    /// Feed of updates.
    pub feed: Option<String>,
}

impl View for RevisionsPage {
    const TEMPLATE: &'static str = "table-revisions.html";
}

/// Something that happened.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Entry {
    /// `revised`, `held` or `accepted`: part of a class name.
    pub kind: String,
    /// `Figures for February 28, 2021 revised`.
    pub title: String,
    /// When.
    pub at: Moment,
    /// What, in a sentence or two.
    pub words: String,
    /// What the station's own people said of it; may be empty.
    pub note: String,
    /// Each figure that differs; may be empty.
    pub changes: Vec<ChangeRow>,
    /// How many more there are; may be empty.
    pub more: String,
    /// The day's figures as they are now.
    pub day: Option<Link>,
}

/// A figure before and after.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ChangeRow {
    /// `Kern`, and its page.
    pub row: Link,
    /// `Cases`.
    pub measure: String,
    /// What was said.
    pub before: Cell,
    /// What is said now.
    pub after: Cell,
    /// `+668`; empty where one of them is not reported.
    pub difference: String,
}
