//! A job: work outside the request, written in the same transaction as what caused it.

use crate::{
    id::{JobId, MediaId, StoryId},
    slug::Slug,
};
use jiff::Timestamp;

/// A kind and at most one id: a job may run twice, so it looks at what is, and never carries content.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Job {
    /// Make the sizes of a picture.
    MakeRenditions(MediaId),
    /// Publish a scheduled story whose time has come.
    PublishStory(StoryId),
    /// Fetch, gate and publish or hold a table.
    RefreshTable(Slug),
    /// Ask the sources of alerts.
    PollAlerts,
    /// Fetch, gate and show what stations of a town report.
    RefreshObservation(Slug),
    /// Fetch, gate and show the forecasts of a town.
    RefreshForecast(Slug),
    /// Fetch, gate and show what is measured of a town's air.
    RefreshAir(Slug),
    /// Fetch what is normal for a town's day, and its records.
    RefreshAlmanac(Slug),
    /// Look for what a radar sent, and draw it.
    PollRadar(Slug),
    /// Draw all radars as one picture.
    DrawMosaic,
    /// Mark pages stale whose readings have just grown old.
    AgeReadings,
    /// Delete sessions, finished jobs and receipts that nobody needs any more.
    Prune,
}

impl Job {
    /// One of each kind, for the documentation and for tests that go through all of them.
    pub const KINDS: [&'static str; 12] = [
        "make-renditions",
        "publish-story",
        "refresh-table",
        "poll-alerts",
        "refresh-observation",
        "refresh-forecast",
        "refresh-air",
        "refresh-almanac",
        "poll-radar",
        "draw-mosaic",
        "age-readings",
        "prune",
    ];

    /// Kind as stored.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::MakeRenditions(_) => "make-renditions",
            Self::PublishStory(_) => "publish-story",
            Self::RefreshTable(_) => "refresh-table",
            Self::PollAlerts => "poll-alerts",
            Self::RefreshObservation(_) => "refresh-observation",
            Self::RefreshForecast(_) => "refresh-forecast",
            Self::RefreshAir(_) => "refresh-air",
            Self::RefreshAlmanac(_) => "refresh-almanac",
            Self::PollRadar(_) => "poll-radar",
            Self::DrawMosaic => "draw-mosaic",
            Self::AgeReadings => "age-readings",
            Self::Prune => "prune",
        }
    }

    /// Subject as stored; empty when there is none.
    pub fn subject(&self) -> String {
        match self {
            Self::MakeRenditions(id) => id.to_string(),
            Self::PublishStory(id) => id.to_string(),
            Self::RefreshTable(slug)
            | Self::RefreshObservation(slug)
            | Self::RefreshForecast(slug)
            | Self::RefreshAir(slug)
            | Self::RefreshAlmanac(slug)
            | Self::PollRadar(slug) => slug.to_string(),
            Self::PollAlerts | Self::DrawMosaic | Self::AgeReadings | Self::Prune => String::new(),
        }
    }

    /// The job of a stored kind and subject; `None` for a row of another version of the program.
    pub fn parse(kind: &str, subject: &str) -> Option<Self> {
        Some(match kind {
            "make-renditions" => Self::MakeRenditions(subject.parse().ok()?),
            "publish-story" => Self::PublishStory(subject.parse().ok()?),
            "refresh-table" => Self::RefreshTable(subject.parse().ok()?),
            "poll-alerts" => Self::PollAlerts,
            "refresh-observation" => Self::RefreshObservation(subject.parse().ok()?),
            "refresh-forecast" => Self::RefreshForecast(subject.parse().ok()?),
            "refresh-air" => Self::RefreshAir(subject.parse().ok()?),
            "refresh-almanac" => Self::RefreshAlmanac(subject.parse().ok()?),
            "poll-radar" => Self::PollRadar(subject.parse().ok()?),
            "draw-mosaic" => Self::DrawMosaic,
            "age-readings" => Self::AgeReadings,
            "prune" => Self::Prune,
            _ => return None,
        })
    }
}

/// A job as claimed by a worker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimed {
    /// Row.
    pub id: JobId,
    /// What to do.
    pub job: Job,
    /// When it was due.
    pub due_at: Timestamp,
    /// Which try this is, from 1.
    pub attempt: u32,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Did its work; one line for the health board.
    Done(String),
    /// Could not; tried again later until [`MAX_ATTEMPTS`].
    Failed(String),
}

/// After so many failures a job stays failed until a person runs it.
pub const MAX_ATTEMPTS: u32 = 5;

/// The state of a kind of job (and subject) on the health board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobStatus {
    /// What.
    pub job: Job,
    /// Last run that went well.
    pub last_success: Option<Timestamp>,
    /// What it said.
    pub last_note: Option<String>,
    /// Last failure's words, if the last run failed.
    pub last_error: Option<String>,
    /// Next run.
    pub next_due: Option<Timestamp>,
    /// Whether one runs right now.
    pub running: bool,
}
