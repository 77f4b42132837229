//! One night's figures, and what readers may see of a table.

use super::{gate::Outcome, spec::Key};
use jiff::{Timestamp, civil::Date};
use std::collections::BTreeMap;

/// One night's figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The day that the figures speak of.
    pub as_of: Date,
    /// When the station fetched them.
    pub fetched_at: Timestamp,
    /// Figures by key; `None` is “not reported”, which is not zero. Each row has one figure per measure, in the
    /// measure's smallest unit.
    pub rows: BTreeMap<Key, Vec<Option<i64>>>,
    /// The source's own totals, if it publishes them.
    pub published_totals: Option<Vec<Option<i64>>>,
}

impl Snapshot {
    /// Sum of each measure over all rows; `None` when no row reports it or the sum overflows.
    pub fn sums(&self, measures: usize) -> Vec<Option<i64>> {
        (0..measures)
            .map(|measure| {
                let mut figures =
                    self.rows.values().filter_map(|row| row.get(measure).copied().flatten()).peekable();
                figures.peek()?;
                figures.try_fold(0_i64, i64::checked_add)
            })
            .collect()
    }

    /// The source's own totals, or else the sums of the rows.
    pub fn totals(&self, measures: usize) -> Vec<Option<i64>> {
        self.published_totals.clone().unwrap_or_else(|| self.sums(measures))
    }

    /// The figure of a key.
    pub fn figure(&self, key: &str, measure: usize) -> Option<i64> {
        self.rows.get(key)?.get(measure).copied().flatten()
    }

    /// Whether this says the same of the same day.
    pub fn says_the_same_as(&self, other: &Snapshot) -> bool {
        self.as_of == other.as_of
            && self.rows == other.rows
            && self.published_totals == other.published_totals
    }
}

/// What a source delivered, before the gates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The figures. Of a key that stands in several rows, the first.
    pub snapshot: Snapshot,
    /// Keys that stand in more than one row.
    pub repeated: Vec<Key>,
    /// Bytes of the file; 0 when there was none, because a person typed the figures.
    pub bytes: u64,
}

impl Delivery {
    /// Figures without a file.
    pub fn of(snapshot: Snapshot) -> Self {
        Self { snapshot, repeated: Vec::new(), bytes: 0 }
    }
}

/// A held night: figures that did not pass, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The figures.
    pub snapshot: Snapshot,
    /// Every gate, passed and failed.
    pub outcomes: Vec<Outcome>,
}

/// What readers may see of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Current {
    /// Newest accepted figures.
    pub shown: Option<Snapshot>,
    /// A later night that is held, if there is one: readers are told so.
    pub held: Option<Held>,
}
