//! Compares a file with what may stand in it: unknown keys, missing ones, values of the wrong shape, all at once.

use super::{Group, Shape, nearest::nearest};
use std::ops::Range;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// Place, what is wrong, what to do.
type Found = (Range<usize>, String, String);

/// Everything in `value` that is not as `shape` says.
pub(super) fn check(value: &Spanned<DeValue<'_>>, shape: &Shape) -> Vec<Found> {
    let mut found = Vec::new();
    walk(value, shape, "", &mut found);
    found
}

fn walk(value: &Spanned<DeValue<'_>>, shape: &Shape, path: &str, found: &mut Vec<Found>) {
    match (shape, value.get_ref()) {
        (Shape::Text, DeValue::String(_)) | (Shape::Switch, DeValue::Boolean(_)) => {}
        (Shape::Count, DeValue::Integer(number)) => {
            if u32::from_str_radix(number.as_str(), number.radix()).is_err() {
                let what = format!("`{path}` is {number}, which is not a number between 0 and {}.", u32::MAX);
                found.push((value.span(), what, "Write a smaller number.".to_owned()));
            }
        }
        (Shape::Number, DeValue::Integer(_) | DeValue::Float(_)) => {}
        (Shape::Moment, DeValue::Datetime(at)) => {
            if at.date.is_none() || at.time.is_none() || at.offset.is_none() {
                let what = format!("`{path}` is {at}, which is not a whole moment.");
                let remedy = "Write date, time and offset, such as 2021-03-01T18:00:00-08:00.";
                found.push((value.span(), what, remedy.to_owned()));
            }
        }
        (Shape::List(each), DeValue::Array(values)) => {
            for value in values {
                walk(value, each, path, found);
            }
        }
        (Shape::Named(each), DeValue::Table(table)) => {
            for (key, value) in table {
                walk(value, each, &join(path, key.get_ref()), found);
            }
        }
        (Shape::Group(group), DeValue::Table(table)) => keys(table, value.span(), group, path, found),
        (_, other) => {
            let name = if path.is_empty() { "this".to_owned() } else { format!("`{path}`") };
            let what = format!("{name} is {}.", kind(other));
            found.push((value.span(), what, format!("Write {}.", shape.words())));
        }
    }
}

fn keys(table: &DeTable<'_>, span: Range<usize>, group: &Group, path: &str, found: &mut Vec<Found>) {
    let place = if path.is_empty() { "here".to_owned() } else { format!("in `{path}`") };
    for (key, value) in table {
        match group.fields.iter().find(|field| field.key == key.get_ref()) {
            Some(field) => walk(value, &field.shape, &join(path, field.key), found),
            None => {
                let what = format!("There is no key `{}` {place}.", key.get_ref());
                let names = || group.fields.iter().map(|field| field.key);
                let remedy = match nearest(key.get_ref(), names()) {
                    Some(name) => format!("Did you mean `{name}`?"),
                    None => format!("There is: {}.", names().collect::<Vec<_>>().join(", ")),
                };
                found.push((key.span(), what, remedy));
            }
        }
    }
    let given = |key: &str| table.keys().any(|there| there.get_ref() == key);
    for field in group.fields.iter().filter(|field| field.required && !given(field.key)) {
        let what = format!("`{}` is missing {place}.", field.key);
        found.push((span.clone(), what, format!("Add it: {}", field.paragraph())));
    }
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number with a decimal point",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a group",
    }
}
