//! The tables that a station keeps: those of `station.toml`, and those that were made on the desk.

use super::spec::Spec;
use crate::{slug::Slug, source::Source};
use jiff::Timestamp;
use std::{collections::BTreeMap, ops::Deref, sync::Arc};

/// Every table by its address.
pub type Tables = BTreeMap<Slug, Arc<Table>>;

/// A table that the station keeps. It answers for its [`Spec`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What is to be known of it.
    pub spec: Spec,
    /// Where its figures come from; none when a person pastes them.
    pub source: Option<Source>,
    /// Where it is described.
    pub made: Made,
}

/// Where a table is described.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// In `station.toml`: only a new start changes it.
    Settings,
    /// On the desk.
    Desk,
}

impl Deref for Table {
    type Target = Spec;

    fn deref(&self) -> &Spec {
        &self.spec
    }
}

/// What the desk has written down about a table; each change is one more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Description {
    /// Its number: later ones are greater.
    pub id: i64,
    /// The table.
    pub slug: Slug,
    /// The very text that would stand in `station.toml`, as `[table.NAME]`.
    pub text: String,
    /// Whether the table is kept; off, readers do not see it and nothing is fetched.
    pub is_on: bool,
    /// When it was written down.
    pub at: Timestamp,
    /// Who did.
    pub by: String,
}

impl Spec {
    /// Whether figures that were kept under this description are right under another: a figure is kept by the place of
    /// its measure and in its smallest unit, so measures may only be added, and at the end.
    pub fn keeps_the_places_of(&self, earlier: &Spec) -> bool {
        let place = |(one, other): (&super::Measure, &super::Measure)| {
            one.column.eq_ignore_ascii_case(&other.column) && one.decimals == other.decimals
        };
        self.measures.len() >= earlier.measures.len()
            && self.measures.iter().zip(&earlier.measures).all(place)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;
    use crate::table::Measure;

    fn of(columns: &[(&str, u8)]) -> Spec {
        let mut spec = Spec::named(Slug::parse("t").unwrap(), "T");
        let measure = |(column, decimals): &(&str, u8)| Measure {
            column: (*column).to_owned(),
            decimals: *decimals,
            ..Measure::default()
        };
        spec.measures = columns.iter().map(measure).collect();
        spec
    }

    #[test]
    fn figures_keep_their_places_when_columns_are_added_at_the_end() {
        let before = of(&[("cases", 0), ("deaths", 0)]);
        assert!(of(&[("Cases", 0), ("deaths", 0), ("tests", 1)]).keeps_the_places_of(&before));
        for other in [
            of(&[("deaths", 0), ("cases", 0)]),
            of(&[("tests", 0), ("cases", 0), ("deaths", 0)]),
            of(&[("cases", 0)]),
            of(&[("cases", 1), ("deaths", 0)]),
        ] {
            assert!(!other.keeps_the_places_of(&before));
        }
    }
}
