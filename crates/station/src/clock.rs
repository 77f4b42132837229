//! The clock: the only place of the whole program that looks at the wall.
//!
//! A station runs by the wall, or from a chosen moment on, or, in a test, by hand.

use desk::Clock;
use jiff::{SignedDuration, Timestamp};
use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Instant,
};

/// How a station's time begins.
#[derive(Clone, Debug)]
pub enum Start {
    /// By the wall.
    Wall,
    /// At this moment, ticking from there; never earlier than what was stored already.
    At(Timestamp),
    /// At this clock's moment, moved by hand.
    By(Manual),
}

/// A clock that moves when it is told to. A clone is the same clock.
#[derive(Clone, Debug)]
pub struct Manual(Arc<AtomicI64>);

impl Start {
    /// The running clock of a station whose last stored moment is `last`.
    pub fn clock(&self, last: Option<Timestamp>) -> Clock {
        match self {
            Self::Wall => {
                let now = wall();
                if let Some(ahead) =
                    last.filter(|last| last.duration_since(now) > SignedDuration::from_mins(1))
                {
                    tracing::warn!(%now, stored = %ahead, "the machine's clock is behind what the station has stored: set it, or use --at");
                }
                Clock::new(wall)
            }
            Self::At(at) => {
                let (begin, started) = (last.map_or(*at, |last| last.max(*at)), Instant::now());
                Clock::new(move || {
                    let passed = SignedDuration::try_from(started.elapsed()).unwrap_or(SignedDuration::MAX);
                    begin.saturating_add(passed).unwrap_or(Timestamp::MAX)
                })
            }
            Self::By(manual) => {
                if let Some(last) = last.filter(|&last| last > manual.now()) {
                    manual.set(last);
                }
                let manual = manual.clone();
                Clock::new(move || manual.now())
            }
        }
    }
}

impl Manual {
    /// A clock that stands at a moment.
    pub fn at(moment: Timestamp) -> Self {
        Self(Arc::new(AtomicI64::new(moment.as_microsecond())))
    }

    /// Where it stands.
    pub fn now(&self) -> Timestamp {
        Timestamp::from_microsecond(self.0.load(Ordering::SeqCst)).unwrap_or_default()
    }

    /// Put it to a moment.
    pub fn set(&self, moment: Timestamp) {
        self.0.store(moment.as_microsecond(), Ordering::SeqCst);
    }

    /// Let time pass.
    pub fn pass(&self, time: SignedDuration) {
        self.set(self.now().saturating_add(time).unwrap_or(Timestamp::MAX));
    }
}

/// The moment by the machine's clock.
#[allow(clippy::disallowed_methods, reason = "this is the one place that makes the clock")]
pub fn wall() -> Timestamp {
    Timestamp::now()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    fn moment(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_start_resumes_at_the_later_moment() {
        let at = moment("2021-03-01T18:00:00-08:00");
        let (earlier, later) = (moment("2021-02-01T00:00:00Z"), moment("2021-03-03T00:00:00Z"));
        for (last, begin) in [(None, at), (Some(earlier), at), (Some(later), later)] {
            let now = Start::At(at).clock(last).now();
            assert!(now >= begin && now.duration_since(begin).as_secs() < 60, "{now} of {begin}");
            assert_eq!(Start::By(Manual::at(at)).clock(last).now(), begin);
        }
    }

    #[test]
    fn a_manual_clock_moves_by_hand() {
        let manual = Manual::at(moment("2021-03-01T00:00:00Z"));
        let clock = Start::By(manual.clone()).clock(None);
        manual.pass(SignedDuration::from_hours(2));
        assert_eq!(clock.now(), moment("2021-03-01T02:00:00Z"));
    }
}
