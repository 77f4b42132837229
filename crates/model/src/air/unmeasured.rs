//! A town near which nobody measures, as the source says: a state of its own, and no failure.

use jiff::{SignedDuration, Timestamp};

/// For how long after their hour the last figures of a town are shown, with that hour, though the source says since that
/// nobody measures there: a monitor that is being mended comes back.
pub const LAST_SHOWN: SignedDuration = SignedDuration::from_hours(24);
/// For how long the source's word holds when it cannot be asked any more.
pub const WORD_HOLDS: SignedDuration = SignedDuration::from_hours(24);
/// The word is noted anew when it is as old as this: nothing is gained by noting it each time.
pub const WORD_ANEW: SignedDuration = SignedDuration::from_hours(6);

/// Whether readers are told that nobody measures near a town: the source `said` so, and the `newest` hour of which there is a
/// figure is too long ago to be shown.
pub fn is_unmeasured(said: Option<Timestamp>, newest: Option<Timestamp>, now: Timestamp) -> bool {
    said.is_some_and(|said| now.duration_since(said) < WORD_HOLDS)
        && newest.is_none_or(|newest| now.duration_since(newest) >= LAST_SHOWN)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    #[test]
    fn it_takes_the_word_of_the_source_and_figures_that_are_over() {
        let at = |hour: i64| Timestamp::from_second(1_614_650_400 + hour * 3_600).unwrap();
        let is = |said, newest, now| is_unmeasured(said, newest, at(now));
        assert!(!is(None, None, 0), "nobody said so");
        assert!(is(Some(at(0)), None, 0) && is(Some(at(0)), None, 23));
        assert!(!is(Some(at(0)), None, 24), "it was said too long ago");
        assert!(
            !is(Some(at(5)), Some(at(0)), 5) && !is(Some(at(23)), Some(at(0)), 23),
            "the last figures are shown"
        );
        assert!(is(Some(at(20)), Some(at(0)), 24));
        assert!(!is(None, Some(at(0)), 24), "a source that is silent says nothing");
    }
}
