//! A form → the text of `[table.NAME]`. What is as it would be without being written is not written.

use super::form::{PARTS, Part, at, blank, key_of};
use crate::tree::Shape;
use model::slug::Slug;
use std::collections::BTreeSet;
use toml::{Table, Value};

/// The description that a form says.
pub(super) fn text(slug: &Slug, fields: &[(String, String)]) -> String {
    let writer = Writer { fields, blank: blank() };
    let mut table = Table::new();
    for part in &PARTS {
        match part.repeats {
            None => writer.part(part, "", &mut table),
            Some(list) => writer.list(part, list, &mut table),
        }
    }
    let named = Table::from_iter([(slug.to_string(), Value::Table(table))]);
    let whole = Table::from_iter([("table".to_owned(), Value::Table(named))]);
    // Every value is of a kind that can be written.
    toml::to_string(&whole).unwrap_or_default()
}

struct Writer<'a> {
    fields: &'a [(String, String)],
    blank: Value,
}

impl Writer<'_> {
    fn typed(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Each key of a part, below the names that `before` begins.
    fn part(&self, part: &Part, before: &str, into: &mut Table) {
        for (key, _) in part.keys {
            let path = part.repeats.map_or_else(|| (*key).to_owned(), |list| format!("{list}.{key}"));
            let Some(shape) = key_of(&path).map(|key| &key.shape) else { continue };
            let name = format!("{before}{key}");
            if let Some(value) = self.value(&name, shape) {
                put(into, key, value);
            }
        }
    }

    /// The entries in which anything was typed.
    fn list(&self, part: &Part, list: &str, into: &mut Table) {
        let place = |(name, _): &(String, String)| {
            name.strip_prefix(list)?.strip_prefix('.')?.split('.').next()?.parse::<usize>().ok()
        };
        let places: BTreeSet<usize> = self.fields.iter().filter_map(place).collect();
        let mut entries = Vec::new();
        for place in places {
            let before = format!("{list}.{place}.");
            let is_typed = part.keys.iter().any(|(key, _)| {
                self.typed(&format!("{before}{key}"))
                    .is_some_and(|text| !matches!(text.trim(), "" | "true" | "0"))
            });
            if is_typed {
                let mut entry = Table::new();
                self.part(part, &before, &mut entry);
                entries.push(Value::Table(entry));
            }
        }
        if !entries.is_empty() {
            put(into, list, Value::Array(entries));
        }
    }

    /// What was typed, unless it is what holds anyway.
    fn value(&self, name: &str, shape: &Shape) -> Option<Value> {
        let typed = self.typed(name).unwrap_or_default();
        let line = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        let usual = at(&self.blank, name);
        let value = match shape {
            Shape::Switch => Value::Boolean(line == "true"),
            Shape::Count if line.is_empty() => return None,
            // What is no number is written as it is, so that the fault is told like any other.
            Shape::Count => line.parse().map_or(Value::String(line), Value::Integer),
            Shape::List(_) => Value::Array(lines(typed).map(|line| Value::String(line.to_owned())).collect()),
            Shape::Named(_) => Value::Table(lines(typed).map(named).collect()),
            _ => Value::String(line),
        };
        let is_empty = match &value {
            Value::String(text) => text.is_empty(),
            Value::Array(list) => list.is_empty(),
            Value::Table(table) => table.is_empty(),
            Value::Boolean(is_on) => !is_on,
            _ => false,
        };
        match usual {
            Some(usual) => (*usual != value).then_some(value),
            None => (!is_empty).then_some(value),
        }
    }
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

fn named(line: &str) -> (String, Value) {
    let (name, value) = line.split_once('=').unwrap_or((line, ""));
    (name.trim().to_owned(), Value::String(value.trim().to_owned()))
}

/// Put a value at a path of keys; the groups on the way are made.
fn put(into: &mut Table, path: &str, value: Value) {
    let Some((first, rest)) = path.split_once('.') else {
        into.insert(path.to_owned(), value);
        return;
    };
    let group = into.entry(first).or_insert_with(|| Value::Table(Table::new()));
    if let Value::Table(group) = group {
        put(group, rest, value);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::{super::form::sets, *};
    use crate::settings::file;

    /// A description with everything in it, as a person would write it.
    const WHOLE: &str = r#"
[table.fire]
title = "Acres"
row_name = "Fire"
counties = "OR"
aliases = { Unassigned = "unassigned" }
optional = ["unassigned"]
total_row = "Total"
as_of_column = ""
days_before = 1
only = { State = "Oregon" }
max_age_hours = 12
credit = "State"
credit_url = "https://state.example/fire"
licence = "Public domain"
source = { name = "File", url = "https://state.example/{date:%Y}.csv", schedule = "15 1 * * *", part = "2" }
measure = [
    { column = "acres", label = "Acres", cumulative = true, decimals = 1, unit = "acres" },
    { column = "held", label = "Held", decimals = 1, at_most = "acres" },
]
derived = [{ of = "acres", how = "new" }]
gates = { off = ["outlier", "shrank"], falls_at_most = 3, falls_note = "Remeasured." }
display = { sort = "name", chart = "acres", totals = false }
"#;

    fn fields(slug: &Slug, text: &str) -> Vec<(String, String)> {
        let fields = sets(Some(slug), text, &[], &[]).into_iter().flat_map(|set| set.entries).flatten();
        fields.map(|field| (field.name, field.value)).collect()
    }

    #[test]
    fn a_form_says_again_what_it_was_made_from() {
        let slug = Slug::parse("fire").unwrap();
        let written = text(&slug, &fields(&slug, WHOLE));
        let read = |text: &str| toml::from_str::<file::Tables>(text).unwrap();
        assert_eq!(read(&written), read(WHOLE), "{written}");
        // What was written by the form says itself again, to the letter.
        assert_eq!(text(&slug, &fields(&slug, &written)), written);
    }

    #[test]
    fn what_is_no_number_is_told_and_not_swallowed() {
        let slug = Slug::parse("fire").unwrap();
        let mut fields = fields(&slug, WHOLE);
        for (name, value) in &mut fields {
            if name == "days" || name == "measure.1.decimals" {
                "few".clone_into(value);
            }
        }
        let written = text(&slug, &fields);
        let faults =
            crate::settings::describe(&slug, &written, &crate::settings::Populations::new()).unwrap_err();
        let paths: Vec<&str> = faults.iter().map(|fault| &*fault.path).collect();
        assert_eq!(paths, ["table.fire.days", "table.fire.measure.1.decimals"], "{faults:#?}");
    }
}
