//! Compares a file with what may stand in it: unknown keys, missing ones, values of the wrong shape, all at once.

use super::{Group, Shape, nearest::nearest};
use std::ops::Range;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// Something that is not as it should be.
pub(super) struct Found {
    /// Where in the text.
    pub(super) span: Range<usize>,
    /// The keys that lead there, with dots between them.
    pub(super) path: String,
    pub(super) what: String,
    pub(super) remedy: String,
}

/// Everything in `value` that is not as `shape` says.
pub(super) fn check(value: &Spanned<DeValue<'_>>, shape: &Shape) -> Vec<Found> {
    let mut found = Vec::new();
    walk(value, shape, "", &mut found);
    found
}

/// Of an entry of a list, `path` ends with its place from 0, which is not told: the line says it better.
fn walk(value: &Spanned<DeValue<'_>>, shape: &Shape, path: &str, found: &mut Vec<Found>) {
    let name = told(path);
    match (shape, value.get_ref()) {
        (Shape::Text, DeValue::String(_)) | (Shape::Switch, DeValue::Boolean(_)) => {}
        (Shape::Count, DeValue::Integer(number)) => {
            if u32::from_str_radix(number.as_str(), number.radix()).is_err() {
                let what = format!("`{name}` is {number}, which is not a number between 0 and {}.", u32::MAX);
                let remedy = "Write a smaller number.".to_owned();
                found.push(Found { span: value.span(), path: path.to_owned(), what, remedy });
            }
        }
        (Shape::Number, DeValue::Integer(_) | DeValue::Float(_)) => {}
        (Shape::Moment, DeValue::Datetime(at)) => {
            if at.date.is_none() || at.time.is_none() || at.offset.is_none() {
                let what = format!("`{name}` is {at}, which is not a whole moment.");
                let remedy = "Write date, time and offset, such as 2021-03-01T18:00:00-08:00.".to_owned();
                found.push(Found { span: value.span(), path: path.to_owned(), what, remedy });
            }
        }
        (Shape::List(each), DeValue::Array(values)) => {
            for (place, value) in values.iter().enumerate() {
                walk(value, each, &join(path, &place.to_string()), found);
            }
        }
        (Shape::Named(each), DeValue::Table(table)) => {
            for (key, value) in table {
                walk(value, each, &join(path, key.get_ref()), found);
            }
        }
        (Shape::Group(group), DeValue::Table(table)) => keys(table, value.span(), group, path, found),
        (_, other) => {
            let name = if name.is_empty() { "this".to_owned() } else { format!("`{name}`") };
            let what = format!("{name} is {}.", kind(other));
            let remedy = format!("Write {}.", shape.words());
            found.push(Found { span: value.span(), path: path.to_owned(), what, remedy });
        }
    }
}

fn keys(table: &DeTable<'_>, span: Range<usize>, group: &Group, path: &str, found: &mut Vec<Found>) {
    let name = told(path);
    let place = if name.is_empty() { "here".to_owned() } else { format!("in `{name}`") };
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
                let path = join(path, key.get_ref());
                found.push(Found { span: key.span(), path, what, remedy });
            }
        }
    }
    let given = |key: &str| table.keys().any(|there| there.get_ref() == key);
    for field in group.fields.iter().filter(|field| field.required && !given(field.key)) {
        let what = format!("`{}` is missing {place}.", field.key);
        let remedy = format!("Add it: {}", field.paragraph());
        found.push(Found { span: span.clone(), path: join(path, field.key), what, remedy });
    }
}

/// The path without the places of list entries.
fn told(path: &str) -> String {
    let is_place = |step: &&str| !step.is_empty() && step.bytes().all(|byte| byte.is_ascii_digit());
    path.split('.').filter(|step| !is_place(step)).collect::<Vec<_>>().join(".")
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
