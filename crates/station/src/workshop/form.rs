//! The form of a table's description, made from the very list of keys that `station.toml` is read by: whatever that
//! file can say of a table, the form can.

use crate::{
    settings::file,
    tree::{Described as _, Field as Key, Group, Shape},
};
use desk::workshop::{Field, Kind, Set};
use model::{
    slug::Slug,
    table::{Encoding, Gate, How},
};
use toml::{Table, Value};

/// Fields that belong together.
pub(super) struct Part {
    legend: &'static str,
    about: &'static str,
    /// Keys with dots between them, and what people read.
    pub(super) keys: &'static [(&'static str, &'static str)],
    /// The key of the list that each entry of the part belongs to.
    pub(super) repeats: Option<&'static str>,
}

const fn part(
    legend: &'static str,
    about: &'static str,
    keys: &'static [(&'static str, &'static str)],
) -> Part {
    Part { legend, about, keys, repeats: None }
}

/// The whole form. A test compares it with the list of keys.
pub(super) const PARTS: [Part; 11] = [
    part("What it shows", "", &[("title", "Title"), ("about", "About"), ("row_name", "What a row is")]),
    part(
        "Rows that must be there",
        "Rows are known by a code and never by a bare name: two states have a Lake County.",
        &[
            ("counties", "Counties"),
            ("rows", "Other rows: key = name"),
            ("aliases", "Rows beside the counties: what the source calls them = key"),
            ("optional", "Keys that may be missing"),
            ("total_row", "Row of totals"),
        ],
    ),
    part(
        "Where the figures come from",
        "",
        &[
            ("source.url", "Address"),
            ("source.name", "Name for the desk"),
            ("source.schedule", "Schedule"),
            ("source.part", "Sheet or table"),
            ("source.path", "Path in JSON"),
            ("source.encoding", "Letters of the file"),
        ],
    ),
    part(
        "How the file is laid out",
        "",
        &[
            ("key_column", "Column of the code"),
            ("name_column", "Column of the name"),
            ("as_of_column", "Column of the day"),
            ("days_before", "Days before the date that is written"),
            ("days", "Days that are looked at"),
            ("only", "Only rows with: column = what stands in it"),
            ("max_age_hours", "Hours that figures count as fresh"),
        ],
    ),
    Part {
        legend: "Columns of figures",
        about: "In order of display. Leave an entry empty to take it out.",
        keys: &[
            ("column", "Column in the file"),
            ("label", "Heading"),
            ("unit", "Unit"),
            ("decimals", "Decimals"),
            ("at_most", "Part of"),
            ("cumulative", "Counts up for ever"),
        ],
        repeats: Some("measure"),
    },
    Part {
        legend: "Columns that the station works out",
        about: "",
        keys: &[("of", "Made from"), ("how", "How"), ("label", "Heading")],
        repeats: Some("derived"),
    },
    part("People", "", &[("population", "Count of people")]),
    part(
        "Gates",
        "New figures are shown only when they pass every one of them.",
        &[
            ("gates.off", "Gates that do not apply"),
            ("gates.outlier_times", "Times as far as usual"),
            ("gates.shrank_percent", "Percent of the file that may be gone"),
            ("gates.falls_at_most", "Falls that need no person"),
            ("gates.falls_note", "Why small falls happen"),
        ],
    ),
    part(
        "How it is shown",
        "",
        &[
            ("display.sort", "Sorted by"),
            ("display.map", "Map coloured by"),
            ("display.chart", "Charts of"),
            ("display.totals", "Totals above the table"),
        ],
    ),
    part(
        "Credit and licence",
        "",
        &[
            ("credit", "Who publishes the data"),
            ("credit_url", "Where readers find more"),
            ("licence", "Licence"),
        ],
    ),
    // Kept last, as few tables need it.
    Part {
        legend: "Further files of the same table",
        about: "For sources with a file for each state. All must be there: a night without one of them is not shown.",
        keys: &[
            ("name", "Name for the desk"),
            ("url", "Address"),
            ("part", "Sheet or table"),
            ("path", "Path in JSON"),
        ],
        repeats: Some("source.also"),
    },
];

/// Blank entries offered at the end of a repeated part.
const BLANK: usize = 1;
/// More entries than any table has; a form is bounded.
const MOST: usize = 40;

/// Every part with what a description says, or blank.
pub(super) fn sets(
    slug: Option<&Slug>,
    text: &str,
    more: &[(String, usize)],
    populations: &[String],
) -> Vec<Set> {
    let said = slug.and_then(|slug| {
        let whole: Table = toml::from_str(text).ok()?;
        whole.get("table")?.get(slug.as_str()).cloned()
    });
    let form = Form { said, blank: blank(), populations };
    PARTS.iter().map(|part| form.set(part, more)).collect()
}

/// The value of every key that has one without being written.
pub(super) fn blank() -> Value {
    Value::try_from(file::Table::default()).unwrap_or(Value::Table(Table::new()))
}

/// The shape of a key of the table, by its path.
pub(super) fn key_of(path: &str) -> Option<&'static Key> {
    let mut group: &'static Group = &file::Table::GROUP;
    let mut found = None;
    for step in path.split('.') {
        let key: &'static Key = group.fields.iter().find(|field| field.key == step)?;
        if let Shape::Group(inner) | Shape::List(Shape::Group(inner)) = &key.shape {
            group = inner;
        }
        found = Some(key);
    }
    found
}

/// The field of a form that a path in the description belongs to: `rows.41001` is in `rows`.
pub(super) fn field_of(path: &str) -> String {
    let steps: Vec<&str> = path.split('.').collect();
    let is_place = |step: &str| step.bytes().all(|byte| byte.is_ascii_digit());
    for end in (1..=steps.len()).rev() {
        let here = steps.get(..end).unwrap_or_default();
        let keys: Vec<&str> = here.iter().filter(|step| !is_place(step)).copied().collect();
        if !keys.is_empty() && key_of(&keys.join(".")).is_some() {
            // A place in a list, and a row by its number, have no field of their own.
            let is_within = here.last().is_some_and(|last| is_place(last));
            return if is_within { keys.join(".") } else { here.join(".") };
        }
    }
    String::new()
}

struct Form<'a> {
    said: Option<Value>,
    blank: Value,
    populations: &'a [String],
}

impl Form<'_> {
    fn set(&self, part: &Part, more: &[(String, usize)]) -> Set {
        let (legend, about) = (part.legend.to_owned(), part.about.to_owned());
        let Some(list) = part.repeats else {
            let entry = part.keys.iter().filter_map(|(key, label)| self.field(key, key, label)).collect();
            return Set { legend, about, entries: vec![entry], more: None };
        };
        let said = self.said.as_ref().and_then(|said| at(said, list)).and_then(Value::as_array);
        let wanted = more.iter().find(|(name, _)| name == list).map_or(BLANK, |(_, count)| *count);
        let count = (said.map_or(0, Vec::len) + wanted).clamp(1, MOST);
        let entry = |place: usize| {
            let field = |(key, label): &(&str, &str)| {
                self.field(&format!("{list}.{place}.{key}"), &format!("{list}.{key}"), label)
            };
            part.keys.iter().filter_map(field).collect()
        };
        Set { legend, about, entries: (0..count).map(entry).collect(), more: Some(list.to_owned()) }
    }

    fn field(&self, name: &str, path: &str, label: &str) -> Option<Field> {
        let key = key_of(path)?;
        let said = self.said.as_ref().and_then(|said| at(said, name));
        let value = said.or_else(|| at(&self.blank, name)).map(written).unwrap_or_default();
        let kind = match (path, &key.shape) {
            ("population", _) => Kind::Choice(self.populations.to_vec()),
            ("source.encoding", _) => Kind::Choice(Encoding::ALL.map(|one| one.as_str().to_owned()).to_vec()),
            ("derived.how", _) => Kind::Choice(How::ALL.map(|how| how.as_str().to_owned()).to_vec()),
            (_, Shape::Count) => Kind::Count,
            (_, Shape::Switch) => Kind::Switch,
            (_, Shape::List(_) | Shape::Named(_)) => Kind::Lines,
            _ => Kind::Line,
        };
        let hint = match path {
            "gates.off" => format!("One a line: {}.", Gate::ALL.map(Gate::as_str).join(", ")),
            "source.url" => {
                "https://… and the file; or paste: for figures that are pasted on this desk. A day is \
                             written into it where it says {date:%Y-%m-%d}."
                    .to_owned()
            }
            _ => key.paragraph().replace('`', ""),
        };
        let required = key.required && !name.chars().any(|c| c.is_ascii_digit());
        Some(Field { name: name.to_owned(), label: label.to_owned(), hint, kind, value, required })
    }
}

/// What stands at a path of keys and places.
pub(super) fn at<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.').try_fold(value, |here, step| match here {
        Value::Array(list) => step.parse::<usize>().ok().and_then(|place| list.get(place)),
        other => other.get(step),
    })
}

/// A value as it stands in its field.
fn written(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().map(written).collect::<Vec<_>>().join("\n"),
        Value::Table(named) => {
            let line = |(name, value): (&String, &Value)| format!("{name} = {}", written(value));
            named.iter().map(line).collect::<Vec<_>>().join("\n")
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;
    use std::collections::BTreeSet;

    /// Every key that a description may have, with the places of lists left out.
    fn keys(group: &'static Group, before: &str, into: &mut BTreeSet<String>) {
        for field in group.fields {
            let path =
                if before.is_empty() { field.key.to_owned() } else { format!("{before}.{}", field.key) };
            match &field.shape {
                Shape::Group(inner) | Shape::List(Shape::Group(inner)) => keys(inner, &path, into),
                _ => {
                    into.insert(path);
                }
            }
        }
    }

    #[test]
    fn whatever_the_file_can_say_of_a_table_the_form_can() {
        let mut all = BTreeSet::new();
        keys(&file::Table::GROUP, "", &mut all);
        let of = |part: &Part| {
            let before = part.repeats.map(|list| format!("{list}.")).unwrap_or_default();
            part.keys.iter().map(move |(key, _)| format!("{before}{key}")).collect::<Vec<_>>()
        };
        let asked: Vec<String> = PARTS.iter().flat_map(of).collect();
        assert_eq!(asked.iter().cloned().collect::<BTreeSet<_>>(), all);
        assert_eq!(asked.len(), all.len(), "a key is asked twice");
    }

    #[test]
    fn a_fault_is_told_at_its_field() {
        for (path, field) in [
            ("title", "title"),
            ("rows.41001", "rows"),
            ("measure.0.label", "measure.0.label"),
            ("measure", "measure"),
            ("gates.off.2", "gates.off"),
            ("optional.0", "optional"),
            ("source.url", "source.url"),
            ("nothing", ""),
            ("", ""),
        ] {
            assert_eq!(field_of(path), field, "{path}");
        }
    }
}
