//! Revisions of a story, what changed between two of them, and the page for two people who saved at once.

use serde::Serialize;

use super::diff;
use crate::{View, moment::Moment};

/// Revisions of a story. Choosing two sends `from` and `to` by GET; restoring posts `revision` to `restore`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Revisions {
    /// Headline.
    pub headline: String,
    /// Path of the form.
    pub story: String,
    /// Where a restore posts to; none for who may not write.
    pub restore: Option<String>,
    /// Revisions, newest first.
    pub rows: Vec<RevisionRow>,
    /// The comparison that was asked for.
    pub comparison: Option<Comparison>,
}

impl View for Revisions {
    const TEMPLATE: &'static str = "desk/revisions.html";
}

/// One revision.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RevisionRow {
    /// From 1.
    pub number: u32,
    /// When.
    pub saved: Moment,
    /// By whom.
    pub saved_by: String,
    /// `412 words`.
    pub length: String,
    /// True for the one that readers see.
    pub live: bool,
    /// True for the newest.
    pub newest: bool,
}

/// Two revisions, field by field; fields that did not change are left out.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Comparison {
    /// Older.
    pub from: u32,
    /// Newer.
    pub to: u32,
    /// Fields that changed.
    pub fields: Vec<ChangedField>,
}

/// One field that changed.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ChangedField {
    /// `Headline`.
    pub name: String,
    /// Line by line.
    pub lines: Vec<diff::Line>,
}

impl Comparison {
    /// Compares the named texts of two revisions: `(name, old, new)`.
    #[must_use]
    pub fn new(from: u32, to: u32, fields: &[(&str, &str, &str)]) -> Self {
        let changed = fields.iter().filter(|(_, old, new)| old != new);
        let fields = changed
            .map(|(name, old, new)| ChangedField { name: (*name).to_owned(), lines: diff::lines(old, new) })
            .collect();
        Self { from, to, fields }
    }
}

/// Somebody saved while this person was writing: both versions, and nothing lost.
///
/// The form posts everything that the person had typed (`fields`) again, with the new `revision`, so that their text
/// becomes the newest revision on top of the other's.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Conflict {
    /// Headline.
    pub headline: String,
    /// Path of the form with the other's version.
    pub story: String,
    /// Where keeping one's own posts to.
    pub action: String,
    /// The revision that this person saw.
    pub seen: u32,
    /// The newest revision.
    pub newest: u32,
    /// Who saved it.
    pub saved_by: String,
    /// When.
    pub saved: Moment,
    /// The other's version against one's own.
    pub comparison: Comparison,
    /// Everything this person had typed: name and value, without `csrf` and `revision`.
    pub fields: Vec<(String, String)>,
}

impl View for Conflict {
    const TEMPLATE: &'static str = "desk/conflict.html";
}
