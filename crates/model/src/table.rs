//! A public-data table: what it must contain, and the gates that a new night's figures pass or are held at.

mod gate;

pub use gate::{Gate, Outcome, Verdict, accept};

use crate::slug::Slug;
use jiff::{SignedDuration, Timestamp, civil::Date};
use std::collections::BTreeMap;

/// What `station.toml` says about a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spec {
    /// Address, `/data/<slug>`.
    pub slug: Slug,
    /// Heading and caption.
    pub title: String,
    /// What a row is, such as “County”.
    pub row_name: String,
    /// The complete set of keys that a night must have, with names as readers see them.
    pub keys: BTreeMap<Key, String>,
    /// What the source calls a key that has none of its own: `Unassigned` → the key declared for it.
    pub aliases: BTreeMap<String, Key>,
    /// What the source calls its row of totals, if it publishes one.
    pub total_row: Option<String>,
    /// Column of the key (FIPS).
    pub key_column: String,
    /// Column of the name, consulted for aliases and the total.
    pub name_column: String,
    /// Column of the as-of date.
    pub as_of_column: String,
    /// What is counted, in order of display.
    pub measures: Vec<Measure>,
    /// How long a night's figures count as fresh after the end of their as-of day.
    pub max_age: SignedDuration,
    /// Who publishes the data, as readers see it.
    pub credit: String,
    /// Where to read more.
    pub credit_url: Option<String>,
    /// Terms of the data.
    pub licence: Option<String>,
}

/// A row's key: a FIPS code, or a declared word such as `unassigned`. Never a bare name.
pub type Key = String;

/// One column of figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Column in the source, and name in downloads.
    pub column: String,
    /// Heading.
    pub label: String,
    /// Counts up for ever: a fall must be looked at by a person.
    pub cumulative: bool,
}

/// One night's figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The day that the figures speak of.
    pub as_of: Date,
    /// When the station fetched them.
    pub fetched_at: Timestamp,
    /// Figures by key; `None` is “not reported”, which is not zero. Each row has one figure per measure.
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

    /// Keys by falling first measure, ties by name, keys that are not counties (aliases) last.
    pub fn ranked<'a>(&'a self, spec: &'a Spec) -> Vec<(&'a str, &'a str, &'a [Option<i64>])> {
        let mut rows: Vec<_> = self
            .rows
            .iter()
            .map(|(key, figures)| {
                let name = spec.keys.get(key).map_or(key.as_str(), String::as_str);
                (key.as_str(), name, figures.as_slice())
            })
            .collect();
        let is_alias = |key: &str| spec.aliases.values().any(|alias| alias == key);
        rows.sort_by(|a, b| {
            let first = |row: &[Option<i64>]| row.first().copied().flatten();
            is_alias(a.0).cmp(&is_alias(b.0)).then(first(b.2).cmp(&first(a.2))).then(a.1.cmp(b.1))
        });
        rows
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
