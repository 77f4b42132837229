//! What was said of a day and later said otherwise: the public log of revisions.

use super::{snapshot::Snapshot, spec::Key};
use jiff::{Timestamp, civil::Date};
use std::collections::BTreeSet;

/// Figures of a day as they were accepted at some moment. A day has one edition, and one more for each revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// The figures.
    pub snapshot: Snapshot,
    /// When readers began to see them.
    pub since: Timestamp,
    /// What a person said publicly on accepting them.
    pub note: Option<String>,
}

/// One figure that was revised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Row.
    pub key: Key,
    /// Measure, by its place.
    pub measure: usize,
    /// What was said.
    pub before: Option<i64>,
    /// What is said now.
    pub after: Option<i64>,
}

/// A day's figures, replaced by others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// The day that the figures speak of.
    pub as_of: Date,
    /// When the new ones were accepted.
    pub at: Timestamp,
    /// Every figure that differs, by key, then measure.
    pub changes: Vec<Change>,
    /// What a person said publicly.
    pub note: Option<String>,
}

/// Every figure that differs between two editions of a day.
pub fn changes(before: &Snapshot, after: &Snapshot) -> Vec<Change> {
    let keys: BTreeSet<&Key> = before.rows.keys().chain(after.rows.keys()).collect();
    let mut changes = Vec::new();
    for key in keys {
        let width = |day: &Snapshot| day.rows.get(key).map_or(0, Vec::len);
        for measure in 0..width(before).max(width(after)) {
            let (was, is) = (before.figure(key, measure), after.figure(key, measure));
            if was != is {
                changes.push(Change { key: key.clone(), measure, before: was, after: is });
            }
        }
    }
    changes
}

/// The revisions among editions, newest first. Editions come in any order; those of one day are compared one after
/// another in the order of their acceptance.
pub fn revisions(mut editions: Vec<Edition>) -> Vec<Revision> {
    editions.sort_by_key(|edition| (edition.snapshot.as_of, edition.since));
    let mut revisions: Vec<Revision> = editions
        .windows(2)
        .filter_map(|pair| {
            let [before, after] = pair else { return None };
            if before.snapshot.as_of != after.snapshot.as_of {
                return None;
            }
            let changes = changes(&before.snapshot, &after.snapshot);
            let (as_of, at, note) = (after.snapshot.as_of, after.since, after.note.clone());
            (!changes.is_empty()).then_some(Revision { as_of, at, changes, note })
        })
        .collect();
    revisions.sort_by(|a, b| b.at.cmp(&a.at).then(b.as_of.cmp(&a.as_of)));
    revisions
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    fn edition(day: &str, since: &str, kern: i64) -> Edition {
        let rows =
            [("06029".to_owned(), vec![Some(kern), Some(827)]), ("06001".to_owned(), vec![Some(5), None])];
        let since: Timestamp = since.parse().unwrap();
        let snapshot = Snapshot {
            as_of: day.parse().unwrap(),
            fetched_at: since,
            rows: rows.into(),
            published_totals: None,
        };
        Edition { snapshot, since, note: None }
    }

    #[test]
    fn only_what_differs_is_told_and_days_are_kept_apart() {
        let first = edition("2021-02-28", "2021-03-01T09:15:00Z", 102_627);
        let second = edition("2021-02-28", "2021-03-02T09:15:00Z", 103_295);
        let other_day = edition("2021-03-01", "2021-03-02T09:15:01Z", 103_422);
        let told = revisions(vec![second.clone(), other_day, first.clone()]);
        assert_eq!(told.len(), 1);
        assert_eq!((told[0].as_of, told[0].at), (second.snapshot.as_of, second.since));
        let change =
            Change { key: "06029".to_owned(), measure: 0, before: Some(102_627), after: Some(103_295) };
        assert_eq!(told[0].changes, [change]);
        assert!(revisions(vec![first.clone(), first]).is_empty(), "the same again is no revision");
    }

    #[test]
    fn a_row_that_comes_or_goes_is_a_change_too() {
        let (mut before, after) = (
            edition("2021-02-28", "2021-03-01T09:15:00Z", 1),
            edition("2021-02-28", "2021-03-01T10:15:00Z", 1),
        );
        before.snapshot.rows.remove("06029");
        let found = changes(&before.snapshot, &after.snapshot);
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].before, found[0].after), (None, Some(1)));
    }
}
