//! Rows that are known by their names: only where a table says so, by naming one column for both, and only among the
//! rows that it declares, each of which must have a name of its own.

use model::{
    county,
    table::{Key, Spec},
};
use std::collections::BTreeMap;

/// Keys by the names of a table's rows.
pub(super) struct Names {
    /// No key for a name that two rows have.
    keys: BTreeMap<String, Option<Key>>,
    /// The state that all counties of the table are in, if it is one.
    state: Option<&'static str>,
}

impl Names {
    pub(super) fn of(spec: &Spec) -> Self {
        let mut keys: BTreeMap<String, Option<Key>> = BTreeMap::new();
        for (key, name) in &spec.keys {
            keys.entry(name.to_lowercase()).and_modify(|known| *known = None).or_insert(Some(key.clone()));
        }
        let mut states = spec.keys.keys().filter_map(|key| county::postal_of(key));
        let first = states.next();
        Self { keys, state: first.filter(|first| states.all(|state| state == *first)) }
    }

    /// The row of a name: “Jackson”, or “Jackson County” where all are of one state.
    pub(super) fn key(&self, name: &str) -> Option<Key> {
        if let Some(key) = self.keys.get(&name.trim().to_lowercase()) {
            return key.clone();
        }
        let county = county::named(self.state?, name)?;
        self.keys.values().flatten().find(|key| *key == county.fips).cloned()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;
    use model::slug::Slug;

    fn names(keys: &[(&str, &str)]) -> Names {
        let mut spec = Spec::named(Slug::parse("t").unwrap(), "T");
        spec.keys = keys.iter().map(|(key, name)| ((*key).to_owned(), (*name).to_owned())).collect();
        Names::of(&spec)
    }

    #[test]
    fn a_name_is_a_row_only_where_one_row_has_it() {
        let oregon = names(&[("41029", "Jackson"), ("41037", "Lake"), ("unassigned", "Unassigned")]);
        assert_eq!(oregon.key("jackson").as_deref(), Some("41029"));
        assert_eq!(oregon.key("Lake County").as_deref(), Some("41037"));
        assert_eq!(oregon.key("unassigned").as_deref(), Some("unassigned"));
        assert_eq!(oregon.key("Marin"), None, "of another state");
        assert_eq!(oregon.key("Lane"), None, "not a row of this table");
        let two = names(&[("41037", "Lake, OR"), ("06033", "Lake, CA")]);
        assert_eq!(two.key("Lake"), None);
        assert_eq!(two.key("Lake, CA").as_deref(), Some("06033"));
        let twice = names(&[("a", "Smith"), ("b", "Smith")]);
        assert_eq!(twice.key("Smith"), None);
    }
}
