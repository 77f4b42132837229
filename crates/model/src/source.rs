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
    /// When a person last wished it to be asked at once.
    pub wished_at: Option<Timestamp>,
}

/// A source is not asked again before this, whoever wishes it.
const BREATH: SignedDuration = SignedDuration::from_secs(5);

impl Health {
    /// Whether a person wishes it to be asked and nobody has asked since.
    pub fn is_wished(&self) -> bool {
        self.wished_at.is_some_and(|wish| self.last_try.is_none_or(|last| last < wish))
    }

    /// From when it may be asked at `now`, when that is not yet: for a person's wish only the source's own word counts, and
    /// that it is not asked twice within five seconds. `half` is half the time between two rounds, `rest` the longest that
    /// the station by itself leaves a source alone; who is to be left alone for longer has said so.
    pub fn rests_until(
        &self,
        half: SignedDuration,
        rest: SignedDuration,
        now: Timestamp,
    ) -> Option<Timestamp> {
        let last = self.last_try.filter(|last| *last <= now);
        let after = |wait: SignedDuration| last.and_then(|last| last.checked_add(wait).ok());
        let until = if self.is_wished() {
            let own = self.not_before.filter(|until| after(rest).is_none_or(|end| *until > end));
            [after(BREATH.min(half)), own].into_iter().flatten().max()
        } else {
            [after(half), self.not_before].into_iter().flatten().max()
        };
        until.filter(|until| now < *until)
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    const HALF: SignedDuration = SignedDuration::from_secs(15);
    const REST: SignedDuration = SignedDuration::from_mins(2);

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_614_650_400 + second).unwrap_or_default()
    }

    #[test]
    fn a_source_rests_for_half_a_round_and_after_failures() {
        let health = Health { last_try: Some(at(0)), not_before: Some(at(80)), ..Health::default() };
        let until = |health: &Health, second| health.rests_until(HALF, REST, at(second));
        assert_eq!(until(&Health::default(), 0), None);
        assert_eq!(until(&health, 1), Some(at(80)));
        assert_eq!(until(&health, 80), None);
        let good = Health { not_before: None, ..health };
        assert_eq!((until(&good, 14), until(&good, 15)), (Some(at(15)), None));
        assert_eq!(until(&good, -5), None, "a clock that was put back holds nobody up");
    }

    #[test]
    fn a_wish_goes_before_the_station_s_own_rest_and_not_before_the_source_s_word() {
        let until = |health: &Health, second| health.rests_until(HALF, REST, at(second));
        let wished = Health {
            last_try: Some(at(0)),
            not_before: Some(at(80)),
            wished_at: Some(at(3)),
            ..Health::default()
        };
        assert_eq!((until(&wished, 3), until(&wished, 5)), (Some(at(5)), None), "five seconds are waited");
        let told = Health { not_before: Some(at(3600)), ..wished.clone() };
        assert_eq!(until(&told, 60), Some(at(3600)), "who asked to be left alone is");
        let served = Health { last_try: Some(at(4)), ..wished };
        assert_eq!(until(&served, 10), Some(at(80)), "a wish is for once");
    }
}
