//! Somebody saved while a form was open: what they saved against what was typed, field by field.

use super::posted::Posted;
use pages::desk::revisions::Comparison;

/// Of the fields with these names those that differ. A field that is repeated is one list.
pub(super) fn compare(names: &[(&str, &str)], theirs: &Posted, typed: &Posted) -> Comparison {
    let value = |posted: &Posted, name: &str| {
        let mut all: Vec<&str> = posted.all(name).map(str::trim).filter(|value| !value.is_empty()).collect();
        all.sort_unstable();
        all.join(", ")
    };
    let both: Vec<(&str, String, String)> =
        names.iter().map(|(name, label)| (*label, value(theirs, name), value(typed, name))).collect();
    let both: Vec<_> =
        both.iter().map(|(label, theirs, typed)| (*label, theirs.as_str(), typed.as_str())).collect();
    // There are no numbered revisions of these: what was saved is the older, what was typed the newer.
    Comparison::new(1, 2, &both)
}
