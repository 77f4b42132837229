//! The health board: the desk's front page. Each source and each job, and a button to run it now.

use serde::Serialize;

use crate::{View, chrome::Link, moment::Moment};

/// The health board. Desk screens are not cached, so ages are of the moment they were asked for.
#[derive(Clone, Debug, Default, Serialize)]
pub struct HealthBoard {
    /// True when nothing needs a person.
    pub good: bool,
    /// `All 2 sources are fresh and no job has failed.`
    pub words: String,
    /// What needs a person, most urgent first.
    pub attention: Vec<Link>,
    /// Sources.
    pub sources: Vec<HealthRow>,
    /// Jobs.
    pub jobs: Vec<HealthRow>,
    /// The moment all this was true.
    pub at: Moment,
}

impl View for HealthBoard {
    const TEMPLATE: &'static str = "desk/health.html";
}

/// A source or a job.
#[derive(Clone, Debug, Default, Serialize)]
pub struct HealthRow {
    /// `Oregon Health Authority`.
    pub name: String,
    /// What it is: the URL of a source, a sentence about a job.
    pub detail: String,
    /// `good`, `late`, `failing`, `running`, `never`: part of a class name.
    pub state: String,
    /// The same in words.
    pub state_words: String,
    /// Last success.
    pub last_success: Option<Moment>,
    /// `16 hours ago`; may be empty.
    pub age: String,
    /// Next run.
    pub next_due: Option<Moment>,
    /// What went wrong at the last try.
    pub last_error: Option<String>,
    /// Where the button posts to; none for who may not, or while it runs.
    pub run: Option<String>,
}
