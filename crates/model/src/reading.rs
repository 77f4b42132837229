//! Freshness as a type: a live value cannot be had without its age.

use jiff::{SignedDuration, Timestamp};

/// A value from a source, with the moments that tell how far to trust it.
///
/// Age is judged by `observed_at`, a timestamp from inside the data, never by a transport header. A timestamp in
/// the future is not young: it is wrong, and the reading counts as stale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading<T> {
    /// What was read.
    pub value: T,
    /// Name of the source as readers should see it.
    pub source: String,
    /// The moment the value speaks of.
    pub observed_at: Timestamp,
    /// When the station fetched it.
    pub fetched_at: Timestamp,
    /// How long it is good for after `observed_at`.
    pub max_age: SignedDuration,
}

/// What a reading is worth at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Good.
    Fresh,
    /// Too old (or dated in the future) since that moment.
    Stale {
        /// When it stopped being good.
        since: Timestamp,
    },
    /// There is none.
    Missing,
}

/// How far ahead of the station's clock a source's clock may be before its time is called wrong.
const CLOCK_SKEW: SignedDuration = SignedDuration::from_mins(5);

impl<T> Reading<T> {
    /// The state at `now`.
    pub fn state(&self, now: Timestamp) -> State {
        if self.observed_at.duration_since(now) > CLOCK_SKEW {
            return State::Stale { since: self.fetched_at };
        }
        let end = self.good_until();
        if now < end { State::Fresh } else { State::Stale { since: end } }
    }

    /// The moment at which it turns stale by the mere passing of time.
    pub fn good_until(&self) -> Timestamp {
        self.observed_at.saturating_add(self.max_age).unwrap_or(Timestamp::MAX)
    }
}

/// Why something that was fetched is not shown.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Nothing new: no fault.
    #[error("nothing newer")]
    NotNewer,
    /// A gate failed, in words.
    #[error("{0}")]
    Failed(String),
}

/// The state of a reading that may not be there.
pub fn state_of<T>(reading: Option<&Reading<T>>, now: Timestamp) -> State {
    reading.map_or(State::Missing, |reading| reading.state(now))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(observed_at: &str) -> Reading<()> {
        Reading {
            value: (),
            source: "County".into(),
            observed_at: observed_at.parse().unwrap(),
            fetched_at: "2021-03-01T12:00:00Z".parse().unwrap(),
            max_age: SignedDuration::from_hours(36),
        }
    }

    #[test]
    fn age_is_judged_from_inside_the_data() {
        let now = "2021-03-01T12:00:00Z".parse().unwrap();
        assert_eq!(reading("2021-03-01T00:00:00Z").state(now), State::Fresh);
        let end = "2021-03-01T12:00:00Z".parse().unwrap();
        assert_eq!(reading("2021-02-28T00:00:00Z").state(now), State::Stale { since: end });
        assert_eq!(state_of::<()>(None, now), State::Missing);
    }

    #[test]
    fn the_future_is_stale() {
        let now = "2021-03-01T12:00:00Z".parse().unwrap();
        assert_eq!(reading("2021-03-01T12:04:00Z").state(now), State::Fresh, "a small skew is forgiven");
        assert!(matches!(reading("2021-03-02T00:00:00Z").state(now), State::Stale { .. }));
    }
}
