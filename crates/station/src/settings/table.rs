//! Tables and their sources.

use super::file;
use crate::tree::Document;
use jiff::SignedDuration;
use model::{
    county,
    slug::Slug,
    source::Source,
    table::{Measure, Spec},
};
use std::collections::{BTreeMap, BTreeSet};

type Tables = (BTreeMap<Slug, Spec>, BTreeMap<Slug, Source>);

/// Every table with its source.
pub(super) fn tables(file: &file::File, told: &mut Document<'_>) -> Tables {
    let (mut specs, mut sources) = Tables::default();
    for (name, table) in &file.table {
        let slug = match Slug::parse(name) {
            Ok(slug) => slug,
            Err(error) => {
                told.fault(&["table", name], format!("The table's name “{name}” {error}."), "");
                continue;
            }
        };
        sources.insert(slug.clone(), source(&slug, table, told));
        specs.insert(slug.clone(), spec(slug, table, told));
    }
    (specs, sources)
}

/// One table by itself, for `bellwether inspect table --counties`.
pub(super) fn plain(slug: Slug, counties: &str, columns: &[String]) -> Option<Spec> {
    let keys = county::of_state(counties)?;
    let measure =
        |column: &String| Measure { column: column.clone(), label: column.clone(), cumulative: false };
    let mut keys: BTreeMap<_, _> =
        keys.map(|county| (county.fips.to_owned(), county.name.to_owned())).collect();
    keys.insert("unassigned".to_owned(), "Unassigned".to_owned());
    let file = file::Table::default();
    Some(Spec {
        slug,
        title: "Table".to_owned(),
        row_name: file.row_name,
        keys,
        aliases: [("Unassigned".to_owned(), "unassigned".to_owned())].into(),
        total_row: Some("Total".to_owned()),
        key_column: file.key_column,
        name_column: file.name_column,
        as_of_column: file.as_of_column,
        measures: columns.iter().map(measure).collect(),
        max_age: SignedDuration::from_hours(36),
        credit: String::new(),
        credit_url: None,
        licence: None,
    })
}

fn spec(slug: Slug, table: &file::Table, told: &mut Document<'_>) -> Spec {
    let keys = keys(&slug, table, told);
    columns(&slug, table, told);
    if table.max_age_hours == 0 {
        told.fault(
            &["table", slug.as_str(), "max_age_hours"],
            "The figures would never be fresh.",
            "Write at least 1.",
        );
    }
    let measure = |measure: &file::Measure| Measure {
        column: measure.column.clone(),
        label: measure.label.clone(),
        cumulative: measure.cumulative,
    };
    Spec {
        slug,
        title: table.title.clone(),
        row_name: table.row_name.clone(),
        keys,
        aliases: table.aliases.clone(),
        total_row: table.total_row.clone(),
        key_column: table.key_column.clone(),
        name_column: table.name_column.clone(),
        as_of_column: table.as_of_column.clone(),
        measures: table.measure.iter().map(measure).collect(),
        max_age: SignedDuration::from_hours(i64::from(table.max_age_hours)),
        credit: table.credit.clone(),
        credit_url: table.credit_url.clone(),
        licence: table.licence.clone(),
    }
}

/// The complete set of keys: the state's counties and the declared aliases.
fn keys(slug: &Slug, table: &file::Table, told: &mut Document<'_>) -> BTreeMap<String, String> {
    let path = ["table", slug.as_str()];
    let mut keys = BTreeMap::new();
    match county::of_state(&table.counties) {
        Some(counties) => {
            keys.extend(counties.map(|county| (county.fips.to_owned(), county.name.to_owned())));
        }
        None => {
            let what = format!("“{}” is not the postal code of a state.", table.counties);
            told.fault(&[path[0], path[1], "counties"], what, "Write one such as OR or CA.");
        }
    }
    for (name, key) in &table.aliases {
        let here = [path[0], path[1], "aliases", name.as_str()];
        if let Err(error) = Slug::parse(key) {
            told.fault(&here, format!("The key “{key}” {error}."), "");
        } else if key.bytes().all(|byte| byte.is_ascii_digit()) {
            let what = format!("The key “{key}” of “{name}” could be a county's code.");
            told.fault(&here, what, "Choose a word, such as unassigned.");
        } else if let Some(other) = keys.insert(key.clone(), name.clone()) {
            let what = format!("“{other}” and “{name}” have the same key “{key}”.");
            told.fault(&here, what, "Give each row a key of its own.");
        }
        if table.total_row.as_ref().is_some_and(|total| total.eq_ignore_ascii_case(name)) {
            told.fault(&here, format!("“{name}” is the row of totals too."), "Take one of them out.");
        }
    }
    keys
}

/// Each column may be named once, or one figure would stand for two things.
fn columns(slug: &Slug, table: &file::Table, told: &mut Document<'_>) {
    if table.measure.is_empty() {
        told.fault(
            &["table", slug.as_str(), "measure"],
            "The table counts nothing.",
            "Add a measure with column and label.",
        );
    }
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let fixed = [
        ("key_column", &table.key_column),
        ("name_column", &table.name_column),
        ("as_of_column", &table.as_of_column),
    ];
    for (key, column) in fixed {
        if !taken.insert(column.to_lowercase()) {
            told.fault(
                &["table", slug.as_str(), key],
                format!("The column “{column}” is named twice."),
                "Name another.",
            );
        }
    }
    for (index, measure) in table.measure.iter().enumerate() {
        let index = index.to_string();
        let path = ["table", slug.as_str(), "measure", index.as_str()];
        if !taken.insert(measure.column.to_lowercase()) {
            told.fault(&path, format!("The column “{}” is named twice.", measure.column), "Name another.");
        }
        if measure.label.trim().is_empty() {
            told.fault(&path, "The column has no heading.", "Write one as its label.");
        }
    }
}

fn source(slug: &Slug, table: &file::Table, told: &mut Document<'_>) -> Source {
    let path = |key| ["table", slug.as_str(), "source", key];
    let file::Source { name, url, schedule } = &table.source;
    if let Err(error) = work::schedule::check(schedule) {
        told.fault(&path("schedule"), format!("{error}."), "");
    }
    if let Some(why) = bad_address(url) {
        let remedy = "Write https://…, file: and a path, or replay: and a folder.";
        told.fault(&path("url"), format!("“{url}” {why}."), remedy);
    }
    Source {
        slug: slug.clone(),
        name: name.clone(),
        url: url.clone(),
        schedule: schedule.clone(),
        max_age: SignedDuration::from_hours(i64::from(table.max_age_hours)),
    }
}

/// Why an address cannot be a source's; names and answers are looked at when it is fetched.
fn bad_address(url: &str) -> Option<&'static str> {
    if url.chars().any(|c| c.is_control() || c == ' ') {
        return Some("has a space in it");
    }
    let (scheme, rest) = url.split_once(':').unwrap_or((url, ""));
    match scheme {
        "https" | "http" => {
            let host =
                rest.strip_prefix("//").map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
            match host {
                None | Some("") => Some("names no host"),
                Some(host) if host.contains('@') => {
                    Some("has a name or password in it, which would be shown on the desk")
                }
                Some(_) => None,
            }
        }
        "file" | "replay" => rest.is_empty().then_some("names no path"),
        _ => Some("begins with none of https:, file:, replay:"),
    }
}
