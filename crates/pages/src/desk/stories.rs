//! The list of stories.

use serde::Serialize;

use super::form::Filter;
use crate::{View, card::Paging, moment::Moment};

/// The list of stories. The search form sends `q` and `status` by GET.
#[derive(Clone, Debug, Default, Serialize)]
pub struct StoryList {
    /// Where a new story begins; none for who may not write.
    pub create: Option<String>,
    /// By status.
    pub filters: Vec<Filter>,
    /// What was searched for.
    pub query: String,
    /// The status that is filtered by, posted name; the search keeps it.
    pub status: Option<String>,
    /// The stories, last saved first.
    pub rows: Vec<StoryRow>,
    /// Where in the whole list this page is.
    pub paging: Paging,
}

impl View for StoryList {
    const TEMPLATE: &'static str = "desk/stories.html";
}

/// One story of the list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct StoryRow {
    /// Path of the form.
    pub url: String,
    /// Headline; `(no headline yet)` when there is none.
    pub headline: String,
    /// `draft`, `in-review`, `scheduled`, `published`, `unpublished`, `killed`: part of a class name.
    pub status: String,
    /// `In review`, `Scheduled for March 2, 2021, 6:00 a.m. PST`.
    pub status_words: String,
    /// `Local`; may be empty.
    pub section: String,
    /// `Opinion`; empty for news.
    pub kind: String,
    /// Authors' names, joined; may be empty.
    pub authors: String,
    /// Last saved.
    pub saved: Moment,
    /// By whom.
    pub saved_by: String,
    /// Public path, while readers can see it.
    pub public: Option<String>,
    /// True when the newest revision is not the one that readers see.
    pub unpublished_changes: bool,
}
