//! An index of messages, as the station remembers it: which entries it lists, which messages behind them were fetched, and
//! which still have to be.
//!
//! What is remembered is only there to ask less. An entry that is gone from the index takes no alert away, and one that is
//! forgotten and comes again is fetched once more, which changes nothing.

use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// The first wait after a failure; it doubles with each further one.
const FIRST_WAIT: SignedDuration = SignedDuration::from_secs(30);
/// The longest wait between two tries.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_mins(15);
/// Tries of a message whose entry is gone from the index.
const TRIES_WHEN_GONE: u32 = 5;
/// How long an entry is remembered that is gone: indexes have been seen to come and go by the minute.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(24);

/// An entry of an index whose message stands elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Short and unique among the entries of a source.
    pub key: String,
    /// What another state of the entry would not have: when it changes, the message is asked for again.
    pub stamp: String,
    /// One line, for the health board.
    pub title: String,
    /// The whole address of the message.
    pub link: String,
    /// The identifier that the message must have; empty where the index does not tell.
    pub identifier: String,
    /// When the entry was last changed.
    pub updated: Timestamp,
    /// When the message is to be asked for; `None` when it was, and nothing has changed.
    pub due: Option<Timestamp>,
    /// Failures in a row.
    pub failures: u32,
    /// Why the last try failed; empty when it did not.
    pub trouble: String,
    /// The message was for elsewhere.
    pub was_elsewhere: bool,
    /// Since when the index lists it no more.
    pub gone: Option<Timestamp>,
    /// `ETag` of the message.
    pub etag: Option<String>,
    /// `Last-Modified` of the message.
    pub last_modified: Option<String>,
}

/// What an answer of an index changes in what is remembered of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// Entries to remember, new or changed.
    pub kept: Vec<Listed>,
    /// Keys of entries to forget.
    pub forgotten: Vec<String>,
}

impl Listed {
    /// The message was fetched, or has not changed since it was.
    pub fn taken(&mut self, was_elsewhere: bool) {
        (self.due, self.failures, self.was_elsewhere) = (None, 0, was_elsewhere);
        self.trouble.clear();
    }

    /// It could not be fetched, or was not what the entry promised: it is asked for again later, and later each time.
    pub fn failed(&mut self, why: String, now: Timestamp) {
        self.failures = self.failures.saturating_add(1);
        self.trouble = why;
        let wait = FIRST_WAIT.saturating_mul(1 << (self.failures - 1).min(10)).min(LONGEST_WAIT);
        self.due = Some(now.saturating_add(wait).unwrap_or(Timestamp::MAX));
    }

    /// Whether it need not be remembered any longer: it is gone from the index, and was taken a day ago or tried often enough.
    pub fn is_over(&self, now: Timestamp) -> bool {
        let Some(gone) = self.gone else { return false };
        match self.due {
            Some(_) => self.failures >= TRIES_WHEN_GONE,
            None => now.duration_since(gone) > REMEMBERED,
        }
    }
}

/// What an index lists now beside what is remembered. With `anew`, messages that were for elsewhere are asked for again,
/// because the station may cover more than it did.
pub fn merge(known: Vec<Listed>, listed: Vec<Listed>, anew: bool, now: Timestamp) -> Merged {
    let mut merged = Merged::default();
    let mut known: BTreeMap<String, Listed> =
        known.into_iter().map(|entry| (entry.key.clone(), entry)).collect();
    let mut seen = BTreeSet::new();
    for mut entry in listed {
        if !seen.insert(entry.key.clone()) {
            continue;
        }
        match known.remove(&entry.key) {
            Some(old) if old.stamp == entry.stamp && !(anew && old.was_elsewhere) => {
                if old.gone.is_some() {
                    merged.kept.push(Listed { gone: None, ..old });
                }
            }
            Some(old) => {
                // The same address may answer that it has nothing newer; another one is not asked for what is newer there.
                let is_same = old.link == entry.link && !old.was_elsewhere;
                entry.etag = old.etag.filter(|_| is_same);
                entry.last_modified = old.last_modified.filter(|_| is_same);
                entry.due = Some(now);
                merged.kept.push(entry);
            }
            None => {
                entry.due = Some(now);
                merged.kept.push(entry);
            }
        }
    }
    for (key, old) in known {
        if old.is_over(now) {
            merged.forgotten.push(key);
        } else if old.gone.is_none() {
            merged.kept.push(Listed { gone: Some(now), ..old });
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_second(1_614_650_400 + minute * 60).unwrap()
    }

    fn entry(key: &str, stamp: &str) -> Listed {
        Listed {
            key: key.to_owned(),
            stamp: stamp.to_owned(),
            title: String::new(),
            link: format!("https://a.example/{key}.cap"),
            identifier: String::new(),
            updated: at(0),
            due: None,
            failures: 0,
            trouble: String::new(),
            was_elsewhere: false,
            gone: None,
            etag: None,
            last_modified: None,
        }
    }

    fn taken(key: &str, stamp: &str) -> Listed {
        Listed { etag: Some("\"1\"".to_owned()), ..entry(key, stamp) }
    }

    #[test]
    fn only_what_is_new_or_changed_is_asked_for() {
        let known = vec![taken("a", "1"), taken("b", "1"), Listed { was_elsewhere: true, ..taken("c", "1") }];
        let listed =
            vec![entry("a", "1"), entry("b", "2"), entry("c", "1"), entry("d", "1"), entry("d", "9")];
        let merged = merge(known.clone(), listed.clone(), false, at(5));
        let due: Vec<_> = merged.kept.iter().map(|entry| (entry.key.as_str(), entry.due)).collect();
        assert_eq!(due, [("b", Some(at(5))), ("d", Some(at(5)))]);
        assert_eq!(merged.kept.first().unwrap().etag.as_deref(), Some("\"1\""), "asked for what is newer");
        let anew = merge(known, listed, true, at(5));
        let keys: Vec<_> = anew.kept.iter().map(|entry| entry.key.as_str()).collect();
        assert_eq!(keys, ["b", "c", "d"], "what was for elsewhere may not be any more");
        assert_eq!(anew.kept.get(1).unwrap().etag, None, "its text is needed, not its being unchanged");
    }

    #[test]
    fn what_is_gone_is_remembered_for_a_day_and_what_failed_is_tried_a_few_times_more() {
        let mut failing = entry("x", "1");
        failing.failed("503".to_owned(), at(0));
        let gone = merge(vec![taken("a", "1"), failing], Vec::new(), false, at(1));
        assert_eq!((gone.kept.len(), gone.forgotten.len()), (2, 0));
        assert_eq!(merge(gone.kept.clone(), Vec::new(), false, at(60)), Merged::default());
        let back = merge(gone.kept.clone(), vec![entry("a", "1")], false, at(2));
        let [back] = back.kept.as_slice() else { panic!("{back:?}") };
        assert_eq!((back.gone, back.due), (None, None), "and is not fetched again");
        assert_eq!(merge(gone.kept.clone(), Vec::new(), false, at(1500)).forgotten, ["a"]);
        let mut failing = gone.kept.into_iter().find(|entry| entry.key == "x").unwrap();
        for _ in 0..4 {
            failing.failed("503".to_owned(), at(3));
        }
        assert_eq!(merge(vec![failing], Vec::new(), false, at(4)).forgotten, ["x"]);
    }

    #[test]
    fn tries_come_less_and_less_often_and_never_cease() {
        let mut entry = entry("x", "1");
        let mut waits = Vec::new();
        for _ in 0..40 {
            entry.failed("503".to_owned(), at(0));
            waits.push(entry.due.unwrap().duration_since(at(0)).as_secs());
        }
        assert_eq!(waits.get(..6).unwrap(), [30, 60, 120, 240, 480, 900]);
        assert_eq!(*waits.last().unwrap(), 900);
        entry.taken(false);
        assert_eq!((entry.due, entry.failures, entry.trouble.as_str()), (None, 0, ""));
    }
}
