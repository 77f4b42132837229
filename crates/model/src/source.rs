//! A source: something outside that the station reads on a schedule, and how it has been doing.

use crate::slug::Slug;
use jiff::{SignedDuration, Timestamp};

/// What `station.toml` says about a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Name in settings, logs and the health board.
    pub slug: Slug,
    /// As readers see it, such as “Oregon Health Authority”.
    pub name: String,
    /// `https:`, `file:` or `replay:`.
    pub url: String,
    /// Cron pattern in station time, such as `15 1 * * *`.
    pub schedule: String,
    /// How long its newest data counts as fresh.
    pub max_age: SignedDuration,
}

/// How a source has been doing: the row behind the health board and behind conditional requests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Health {
    /// Last fetch that gave usable data, or said it is unchanged.
    pub last_success: Option<Timestamp>,
    /// Last try of any outcome.
    pub last_try: Option<Timestamp>,
    /// What went wrong at the last try; `None` when it went well.
    pub last_error: Option<String>,
    /// Failures in a row.
    pub failures: u32,
    /// Not before this moment (back-off, `Retry-After`).
    pub not_before: Option<Timestamp>,
    /// `ETag` of the last answer.
    pub etag: Option<String>,
    /// `Last-Modified` of the last answer, as it was sent.
    pub last_modified: Option<String>,
    /// Digest of the last bytes, to see that nothing changed where a server has no validators.
    pub digest: Option<String>,
}

impl Health {
    /// Note how a try at `now` went.
    pub fn tried<T>(&mut self, result: &Result<T, String>, now: Timestamp) {
        self.last_try = Some(now);
        match result {
            Ok(_) => {
                self.last_success = Some(now);
                self.last_error = None;
                self.failures = 0;
            }
            Err(why) => {
                self.last_error = Some(why.clone());
                self.failures = self.failures.saturating_add(1);
            }
        }
    }
}
