//! What changed between two contents of a story, field by field, in the order of the form.

use super::form;
use model::story::Content;
use pages::desk::revisions::Comparison;

/// The fields of a comparison, as people call them, in the order of the form.
const NAMES: [(&str, &str); 17] = [
    ("headline", "Headline"),
    ("dek", "Dek"),
    ("body", "Story"),
    ("section", "Section"),
    ("kind", "Kind"),
    ("slug", "Address"),
    ("tags", "Topics"),
    ("language", "Language"),
    ("author", "By"),
    ("place", "Places"),
    ("lead", "Lead picture"),
    ("lead-alt", "What the lead picture shows"),
    ("lead-caption", "Caption of the lead picture"),
    ("lead-credit", "Credit of the lead picture"),
    ("origin-name", "Source"),
    ("origin-canonical", "First published at"),
    ("origin-rights", "Rights"),
];

/// What changed, field by field.
pub(crate) fn compare(old: (u32, &Content), new: (u32, &Content)) -> Comparison {
    let (before, after) = (form::words(old.1), form::words(new.1));
    let joined = |words: &[(&str, String)], name: &str| {
        let values: Vec<_> =
            words.iter().filter(|(known, _)| *known == name).map(|(_, value)| value.as_str()).collect();
        values.join(", ")
    };
    let fields: Vec<_> =
        NAMES.map(|(name, label)| (label, joined(&before, name), joined(&after, name))).into();
    let fields: Vec<_> =
        fields.iter().map(|(label, old, new)| (*label, old.as_str(), new.as_str())).collect();
    Comparison::new(old.0, new.0, &fields)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;
    use model::{slug::Slug, story::Language};

    #[test]
    fn every_field_of_a_form_has_a_name() {
        let picture = prose::MediaKey::parse("m-0123").unwrap();
        let (alt, caption, credit) = (None, None, None);
        let content = Content {
            authors: vec![Slug::parse("ana").unwrap()],
            places: vec![Slug::parse("medford-or").unwrap()],
            lead: Some(model::story::Lead { picture, alt, caption, credit }),
            origin: Some(model::story::Origin { name: "Wire".to_owned(), canonical: None, rights: None }),
            ..Content::blank(Language::english())
        };
        for (field, _) in form::words(&content) {
            assert!(NAMES.iter().any(|(name, _)| *name == field), "{field}");
        }
    }

    #[test]
    fn only_what_changed_is_shown() {
        let old = Content { headline: "Before".to_owned(), ..Content::blank(Language::english()) };
        let mut new = Content { headline: "After".to_owned(), ..old.clone() };
        new.authors = vec![Slug::parse("ana").unwrap(), Slug::parse("ben").unwrap()];
        let found = compare((1, &old), (2, &new));
        let told: Vec<_> = found
            .fields
            .iter()
            .map(|field| {
                (field.name.as_str(), field.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>())
            })
            .collect();
        assert_eq!(told, [("Headline", vec!["Before", "After"]), ("By", vec!["ana, ben"])]);
    }
}
