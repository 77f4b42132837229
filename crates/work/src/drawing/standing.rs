//! How each source of a radar has been doing since the program was started, and when it may be asked again.
//!
//! A source is at **fault** when it cannot be listed, gives nothing of what it lists, or has another radar: it is left alone for
//! longer and longer, by itself, whatever the others do. A source that answers and has nothing new is not at fault. It is
//! **late** when nothing new has come of it for about as long as a volume may be late; then the next is asked beside it, and
//! as long as that has nothing either, less and less often.

use crate::round;
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;

/// When nothing new came of a source for so long, the next one is asked too: chunks come every ten seconds or so, and volumes
/// follow each other within half a minute.
const LATE: SignedDuration = SignedDuration::from_mins(1);
/// A volume that began longer ago is not the newest any more, whatever its number says.
pub(crate) const LONGEST_VOLUME: SignedDuration = SignedDuration::from_mins(20);
/// The longest time for which a source without anything new is not asked beside another.
const LONGEST_QUIET: SignedDuration = SignedDuration::from_mins(1);
/// The longest time for which a source's own wish to be left alone is heard.
const LONGEST_WISH: SignedDuration = SignedDuration::from_hours(1);

/// For what a source is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Role {
    /// Live chunks.
    Chunks,
    /// The newest whole volume.
    Whole,
    /// Whole volumes of the past, for the loop.
    Past,
    /// A whole volume once more that was not whole.
    Again,
}

/// How all sources of a radar are doing.
#[derive(Debug, Default)]
pub(crate) struct Standings(HashMap<(Role, String), Standing>);

/// How one is doing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Standing {
    /// Faults in a row.
    failures: u32,
    /// The last fault was that it lists what it does not give: a listing is no proof that it is well again.
    is_hollow: bool,
    /// What is wrong with it.
    trouble: Option<String>,
    /// It is not asked before, because of faults.
    rests_until: Option<Timestamp>,
    /// Answers in a row without anything new.
    barren: u32,
    /// It is not asked beside another before.
    quiet_until: Option<Timestamp>,
    /// When something new came of it last, or when it answered first.
    came: Option<Timestamp>,
    /// Under which number it has the volume that began at a moment.
    place: Option<(u16, Timestamp)>,
    /// When its newest volume was last looked for among all.
    searched: Option<Timestamp>,
}

/// What is wrong with a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// In words for the health board.
    pub(crate) words: String,
    /// How long it wishes to be left alone.
    pub(crate) wish: Option<SignedDuration>,
    /// It let itself be waited for: that costs so much that it rests at once.
    pub(crate) is_slow: bool,
    /// It lists what it does not give.
    pub(crate) is_hollow: bool,
}

impl Standings {
    /// How a source is doing: it is put back when it has been asked.
    pub(crate) fn take(&mut self, role: Role, root: &str) -> Standing {
        self.0.remove(&(role, root.to_owned())).unwrap_or_default()
    }

    /// How it is doing now.
    pub(crate) fn put(&mut self, role: Role, root: &str, standing: Standing) {
        self.0.insert((role, root.to_owned()), standing);
    }
}

impl Standing {
    /// Whether it is left alone, because of its faults.
    pub(crate) fn rests(&self, now: Timestamp) -> bool {
        self.rests_until.is_some_and(|until| now < until)
    }

    /// Whether it had nothing new so lately that it is not asked beside another.
    pub(crate) fn is_quiet(&self, now: Timestamp) -> bool {
        self.quiet_until.is_some_and(|until| now < until)
    }

    /// Whether nothing new came of it for so long that another should be asked. `began` is of the newest volume that is known.
    pub(crate) fn is_late(&self, began: Option<Timestamp>, every: SignedDuration, now: Timestamp) -> bool {
        let late = LATE.max(every.saturating_mul(2));
        let is_old = began.is_some_and(|began| now.duration_since(began) > LONGEST_VOLUME);
        is_old || self.came.is_some_and(|came| now.duration_since(came) >= late)
    }

    /// Whether it failed when it was last tried: then it is asked for little at first.
    pub(crate) fn is_doubted(&self) -> bool {
        self.failures > 0
    }

    /// What is wrong with it.
    pub(crate) fn trouble(&self) -> Option<&str> {
        self.trouble.as_deref()
    }

    /// It was at fault.
    pub(crate) fn fails(&mut self, fault: &Fault, every: SignedDuration, now: Timestamp) {
        self.failures = self.failures.saturating_add(1);
        if fault.is_slow {
            self.failures = self.failures.max(round::PATIENCE);
        }
        self.is_hollow = fault.is_hollow;
        self.trouble = Some(fault.words.clone());
        let wish = fault.wish.map(|wish| wish.min(LONGEST_WISH));
        let rest = round::rest(self.failures, every).into_iter().chain(wish).max();
        self.rests_until = rest.and_then(|rest| now.checked_add(rest).ok());
    }

    /// Something is wrong, and it is no reason to leave it alone.
    pub(crate) fn stumbles(&mut self, words: Option<String>) {
        self.trouble = words.or(self.trouble.take());
    }

    /// It answered; `is_new` when something new came of it.
    pub(crate) fn answers(&mut self, is_new: bool, every: SignedDuration, now: Timestamp) {
        if is_new || !self.is_hollow {
            (self.failures, self.is_hollow, self.trouble, self.rests_until) = (0, false, None, None);
        }
        if is_new {
            (self.barren, self.quiet_until, self.came) = (0, None, Some(now));
        } else {
            self.came.get_or_insert(now);
            self.barren = self.barren.saturating_add(1);
            let quiet = round::rest(self.barren, every).map(|rest| rest.min(LONGEST_QUIET));
            self.quiet_until = quiet.and_then(|quiet| now.checked_add(quiet).ok());
        }
    }

    /// Under which number it has a volume, if it gave that one; otherwise as the others number it.
    pub(crate) fn number(&self, began: Timestamp, others: u16) -> u16 {
        self.place.filter(|place| place.1 == began).map_or(others, |place| place.0)
    }

    /// It has a volume under this number.
    pub(crate) fn has(&mut self, number: u16, began: Timestamp) {
        self.place = Some((number, began));
    }

    /// Whether its newest volume should be looked for among all, which takes a dozen questions: when the one that is known is
    /// too old or it never gave any, and not over and over.
    pub(crate) fn searches(&mut self, began: Timestamp, now: Timestamp) -> bool {
        let is_lost = self.place.is_none() || now.duration_since(began) > LONGEST_VOLUME;
        let is_time = self.searched.is_none_or(|last| now.duration_since(last) >= round::LONGEST_REST);
        let searches = is_lost && is_time;
        if searches {
            self.searched = Some(now);
        }
        searches
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVERY: SignedDuration = SignedDuration::from_secs(5);

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_614_650_400 + second).unwrap_or_default()
    }

    fn fault() -> Fault {
        Fault { words: "503".to_owned(), wish: None, is_slow: false, is_hollow: false }
    }

    #[test]
    fn a_source_at_fault_is_left_alone_for_longer_and_longer_until_it_answers() {
        let mut standing = Standing::default();
        let mut rests = Vec::new();
        for _ in 0..6 {
            standing.fails(&fault(), EVERY, at(0));
            rests.push(standing.rests_until.map_or(0, |until| until.duration_since(at(0)).as_secs()));
        }
        assert_eq!(rests, [0, 0, 40, 80, 120, 120]);
        assert!(standing.rests(at(119)) && !standing.rests(at(120)));
        assert_eq!((standing.is_doubted(), standing.trouble()), (true, Some("503")));
        standing.answers(false, EVERY, at(120));
        assert_eq!(
            (standing.is_doubted(), standing.trouble(), standing.rests(at(120))),
            (false, None, false)
        );
        standing.fails(&Fault { is_slow: true, ..fault() }, EVERY, at(0));
        assert!(standing.rests(at(39)), "whoever lets itself be waited for rests at once");
        standing.answers(true, EVERY, at(40));
        standing.fails(&Fault { wish: Some(SignedDuration::from_mins(9)), ..fault() }, EVERY, at(0));
        assert!(standing.rests(at(539)) && !standing.rests(at(540)), "its own wish is heard");
    }

    #[test]
    fn a_listing_is_no_proof_that_a_source_gives_what_it_lists() {
        let mut standing = Standing::default();
        standing.fails(&Fault { is_hollow: true, ..fault() }, EVERY, at(0));
        standing.answers(false, EVERY, at(5));
        assert!(standing.is_doubted() && standing.trouble().is_some());
        standing.answers(true, EVERY, at(10));
        assert!(!standing.is_doubted() && standing.trouble().is_none());
    }

    #[test]
    fn a_source_without_anything_new_is_late_and_never_at_fault() {
        let mut standing = Standing::default();
        assert!(!standing.is_late(Some(at(0)), EVERY, at(600)), "it was not asked yet");
        standing.answers(false, EVERY, at(0));
        assert!(
            !standing.is_late(Some(at(0)), EVERY, at(59)) && standing.is_late(Some(at(0)), EVERY, at(60))
        );
        standing.answers(true, EVERY, at(60));
        assert!(!standing.is_late(Some(at(0)), EVERY, at(61)));
        assert!(standing.is_late(Some(at(-1_200)), EVERY, at(61)), "what is new of it is of long ago");
        for second in 0..30 {
            standing.answers(false, EVERY, at(61 + second));
        }
        assert!(!standing.rests(at(91)) && standing.is_quiet(at(91)) && !standing.is_quiet(at(150)));
    }

    #[test]
    fn all_volumes_are_looked_through_seldom() {
        let mut standing = Standing::default();
        assert!(standing.searches(at(0), at(1)) && !standing.searches(at(0), at(2)));
        assert!(standing.searches(at(0), at(121)));
        standing.has(7, at(0));
        assert!(!standing.searches(at(0), at(600)), "it is known where it stands");
        assert_eq!((standing.number(at(0), 9), standing.number(at(300), 9)), (7, 9));
        assert!(standing.searches(at(0), at(1_201)));
    }
}
