//! The audit log: who changed what, when, from where.

use serde::Serialize;

use crate::{View, card::Paging, moment::Moment};

/// A page of the log. The search form sends `what` by GET: one subject, such as `story:42`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AuditLog {
    /// What was searched for.
    pub what: String,
    /// Entries, newest first.
    pub rows: Vec<AuditRow>,
    /// Where in the whole log this page is.
    pub paging: Paging,
}

impl View for AuditLog {
    const TEMPLATE: &'static str = "desk/audit.html";
}

/// One entry.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AuditRow {
    /// When.
    pub at: Moment,
    /// Who.
    pub who: String,
    /// From where; empty for the station itself.
    pub from: String,
    /// `story.publish`.
    pub verb: String,
    /// `story:42`.
    pub subject: String,
    /// Path of the subject, if it has a screen.
    pub url: Option<String>,
    /// One line for people.
    pub note: String,
}
