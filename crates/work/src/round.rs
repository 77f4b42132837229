//! Rounds of sources that are asked every few seconds: when the next one is, and how long a source that fails is left alone.

use jiff::{SignedDuration, Timestamp};

/// The longest time between two tries of a source that fails.
pub(crate) const LONGEST_REST: SignedDuration = SignedDuration::from_mins(2);
/// Failures in a row after which a source is asked less often.
pub(crate) const PATIENCE: u32 = 3;

/// When the next round is: at whole multiples of its length, so that whoever asks means the same moment.
pub(crate) fn next(now: Timestamp, every: SignedDuration) -> Result<Timestamp, String> {
    let every = every.as_secs().max(1);
    Timestamp::from_second((now.as_second() / every + 1) * every).map_err(|error| error.to_string())
}

/// How long a source that failed so often in a row is left alone; none as long as it may be an accident. Twice as long each
/// time, up to two minutes: polite, and never long.
pub(crate) fn rest(failures: u32, every: SignedDuration) -> Option<SignedDuration> {
    (failures >= PATIENCE).then(|| every.saturating_mul(1 << failures.min(6)).min(LONGEST_REST))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    #[test]
    fn rounds_are_at_whole_multiples() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let next_of = |now: &str| next(at(now), SignedDuration::from_secs(30)).unwrap();
        assert_eq!(next_of("2021-03-02T02:00:00Z"), at("2021-03-02T02:00:30Z"));
        assert_eq!(next_of("2021-03-02T02:00:29.9Z"), at("2021-03-02T02:00:30Z"));
        assert!(next(at("2021-03-02T02:00:00Z"), SignedDuration::ZERO).is_ok(), "no round is without length");
    }

    #[test]
    fn a_source_that_fails_is_left_alone_for_longer_and_longer_and_never_for_long() {
        let rest_of = |failures| rest(failures, SignedDuration::from_secs(5)).map(|rest| rest.as_secs());
        assert_eq!([0, 2, 3, 4, 5, 99].map(rest_of), [None, None, Some(40), Some(80), Some(120), Some(120)]);
    }
}
