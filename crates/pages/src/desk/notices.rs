//! The desk's notices: those that hold or come, those that ended lately, and the form of one.

use serde::Serialize;

use super::form::{Choice, Problem, Theirs};
use crate::{View, moment::Moment};

/// The list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct NoticeList {
    /// Where a new one is made.
    pub create: String,
    /// Those that are not over, the gravest first.
    pub rows: Vec<NoticeRow>,
    /// Those that ended lately.
    pub over: Vec<NoticeRow>,
}

impl View for NoticeList {
    const TEMPLATE: &'static str = "desk/notices.html";
}

/// One notice.
#[derive(Clone, Debug, Default, Serialize)]
pub struct NoticeRow {
    /// Path of the form.
    pub url: String,
    /// `Evacuation Level 3: Go`.
    pub label: String,
    /// Its line.
    pub title: String,
    /// Where.
    pub place: String,
    /// From when, if it has not begun.
    pub begins: Option<Moment>,
    /// Until when.
    pub ends: Moment,
    /// Who changed it last.
    pub by: String,
    /// Where ending it posts to, with `seen`; none when it is over.
    pub end: Option<String>,
    /// The version that is shown.
    pub seen: String,
}

/// The form. Posts `seen`, `kind`, `title`, `town` (one for each), `place`, `words`, `source`, `begins`, `ends`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct NoticeForm {
    /// Where it posts to.
    pub action: String,
    /// True before the first save.
    pub new: bool,
    /// The version that the form was filled with; empty for a new one.
    pub seen: String,
    /// What somebody saved meanwhile.
    pub theirs: Option<Theirs>,
    /// Kinds.
    pub kinds: Vec<Choice>,
    /// Its line.
    pub title: String,
    /// Towns of the station.
    pub towns: Vec<Choice>,
    /// Where.
    pub place: String,
    /// What people should know.
    pub words: String,
    /// Who says so.
    pub source: String,
    /// From when; empty for now.
    pub begins: String,
    /// Until when.
    pub ends: String,
    /// The zone of both.
    pub zone: String,
    /// What is wrong, by field.
    pub problems: Vec<Problem>,
    /// Public path, once it is saved.
    pub public: Option<String>,
    /// Where ending it posts to; none for a new one.
    pub end: Option<String>,
}

impl View for NoticeForm {
    const TEMPLATE: &'static str = "desk/notice.html";
}
