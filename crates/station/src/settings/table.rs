//! Tables and their sources.

mod desk;
mod parts;
mod population;

use super::{Place, file};
use crate::{fault::Fault, tree::Document};
use jiff::SignedDuration;
use model::{
    county,
    slug::Slug,
    source::Source,
    table::{AsOf, Encoding, FurtherFile, Made, Measure, Population, Shape, Spec, Table, Tables, addresses},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Counts of people by their name.
pub type Populations = BTreeMap<String, Arc<Population>>;

/// Every table with its source, and the counts of people.
pub(super) fn tables(file: &file::File, place: &Place, told: &mut Document<'_>) -> (Tables, Populations) {
    let populations = population::read(&file.population, place, told);
    let mut tables = Tables::new();
    for (name, table) in &file.table {
        let slug = match Slug::parse(name) {
            Ok(slug) => slug,
            Err(error) => {
                told.fault(&["table", name], format!("The table's name “{name}” {error}."), "");
                continue;
            }
        };
        let (source, spec) = (source(&slug, table, told), spec(&slug, table, &populations, told));
        tables.insert(slug, Arc::new(Table { spec, source, made: Made::Settings }));
    }
    (tables, populations)
}

/// What a description of the desk says: the text of one `[table.NAME]`.
///
/// # Errors
/// Everything that is wrong with it, as in `station.toml`; and what only that file may say: who works at a desk does not
/// choose which files of this machine are read.
pub fn describe(
    slug: &Slug,
    text: &str,
    populations: &Populations,
) -> Result<(Spec, Option<Source>), Vec<Fault>> {
    let (mut document, file) = Document::read::<file::Tables>("the description", text, 1);
    let Some(table) = file.as_ref().and_then(|file| file.table.get(slug.as_str())) else {
        return Err(document.into_faults());
    };
    let described = (spec(slug, table, populations, &mut document), source(slug, table, &mut document));
    desk::check(slug, table, &mut document);
    if document.is_good() { Ok(described) } else { Err(document.into_faults()) }
}

/// One table by itself, for `bellwether inspect table --counties`.
pub(super) fn plain(slug: Slug, counties: &str, columns: &[String]) -> Option<Spec> {
    let mut spec = Spec::named(slug, "Table");
    spec.keys = counties_of(counties).ok()?;
    spec.keys.insert("unassigned".to_owned(), "Unassigned".to_owned());
    spec.aliases.insert("Unassigned".to_owned(), "unassigned".to_owned());
    spec.addresses = addresses(&spec.keys);
    spec.shape.total_row = Some("Total".to_owned());
    let measure =
        |column: &String| Measure { column: column.clone(), label: column.clone(), ..Measure::default() };
    spec.measures = columns.iter().map(measure).collect();
    Some(spec)
}

fn spec(slug: &Slug, table: &file::Table, populations: &Populations, told: &mut Document<'_>) -> Spec {
    let keys = keys(slug, table, told);
    columns(slug, table, told);
    let path = |key| ["table", slug.as_str(), key];
    if table.max_age_hours == 0 {
        told.fault(&path("max_age_hours"), "The figures would never be fresh.", "Write at least 1.");
    }
    let of_the_web = |url: &String| url.starts_with("https://") || url.starts_with("http://");
    if let Some(url) = table.credit_url.as_ref().filter(|url| !of_the_web(url)) {
        told.fault(&path("credit_url"), format!("“{url}” is no address of the web."), "Write https://….");
    }
    if !(1..=MOST_DAYS).contains(&table.days) {
        let remedy = format!("Write 1 to {MOST_DAYS}.");
        told.fault(&path("days"), format!("`days` is {}.", table.days), remedy);
    }
    for (index, key) in table.optional.iter().enumerate().filter(|(_, key)| !keys.contains_key(*key)) {
        let at = ["table", slug.as_str(), "optional", &index.to_string()];
        told.fault(&at, format!("The table has no key “{key}”."), "Name a key of its rows or aliases.");
    }
    let population = table.population.as_ref().and_then(|name| {
        let found = populations.get(name).cloned();
        if found.is_none() {
            let remedy = "Declare it as [population.NAME], or take this out.";
            told.fault(&path("population"), format!("There is no population “{name}”."), remedy);
        }
        found
    });
    let measures = parts::measures(slug, table, told);
    let derived = parts::derived(slug, table, population.is_some(), told);
    let mut spec = Spec::named(slug.clone(), &table.title);
    spec.display = parts::display(slug, table, &measures, &derived, told);
    spec.gates = parts::gates(slug, &table.gates, told);
    Spec {
        about: table.about.trim().to_owned(),
        row_name: table.row_name.clone(),
        addresses: addresses(&keys),
        keys,
        optional: table.optional.iter().cloned().collect(),
        aliases: table.aliases.clone(),
        shape: shape(slug, table, told),
        measures,
        derived,
        population,
        max_age: SignedDuration::from_hours(i64::from(table.max_age_hours)),
        credit: table.credit.clone(),
        credit_url: table.credit_url.clone(),
        licence: table.licence.clone(),
        ..spec
    }
}

/// Nobody restates longer ago than a month without saying so, and every day is put before the gates each night.
const MOST_DAYS: u32 = 31;

fn shape(slug: &Slug, table: &file::Table, told: &mut Document<'_>) -> Shape {
    let column = Some(table.as_of_column.clone()).filter(|column| !column.is_empty());
    let is_dated = work::table::is_dated(&table.source.url);
    Shape {
        key_column: table.key_column.clone(),
        name_column: table.name_column.clone(),
        // The day of the address is the day of the file, whatever else it says.
        as_of: AsOf { column: column.filter(|_| !is_dated), days_before: table.days_before },
        total_row: table.total_row.clone(),
        only: table.only.clone(),
        part: table.source.part.clone(),
        path: table.source.path.clone(),
        days: table.days,
        encoding: encoding(slug, table, told),
        also: further_files(slug, table, told),
    }
}

fn encoding(slug: &Slug, table: &file::Table, told: &mut Document<'_>) -> Option<Encoding> {
    let name = table.source.encoding.trim();
    let encoding = Encoding::parse(name);
    if encoding.is_none() && !name.is_empty() {
        let known = Encoding::ALL.map(Encoding::as_str).join(", ");
        let path = ["table", slug.as_str(), "source", "encoding"];
        told.fault(&path, format!("“{name}” is none of {known}."), "Write one of them, or nothing.");
    }
    encoding
}

/// They are asked together with the source's own file, so they are of the same kind.
fn further_files(slug: &Slug, table: &file::Table, told: &mut Document<'_>) -> Vec<FurtherFile> {
    let is_dated = work::table::is_dated(&table.source.url);
    for (index, also) in table.source.also.iter().enumerate() {
        let path = ["table", slug.as_str(), "source", "also", &index.to_string(), "url"];
        let why = bad_address(&also.url).map(str::to_owned).or_else(|| work::table::bad_date(&also.url));
        if let Some(why) = why {
            told.fault(&path, format!("“{}” {why}.", also.url), "Write it as the source's own.");
        } else if table.source.url == PASTED || also.url == PASTED || also.url.starts_with("replay:") {
            let remedy = "Write https://… or file: and a path for each of the files.";
            told.fault(&path, "Figures that are pasted or recorded have no further files.", remedy);
        } else if work::table::is_dated(&also.url) != is_dated {
            let remedy = "Write a {date:…} into each address, or into none.";
            told.fault(&path, "One address has a day in it and another has none.", remedy);
        }
    }
    let file = |also: &file::FurtherFile| FurtherFile {
        name: also.name.clone(),
        url: also.url.clone(),
        part: also.part.clone(),
        path: also.path.clone(),
    };
    table.source.also.iter().map(file).collect()
}

/// The counties of states by their postal codes: `OR`, `OR, CA`, or `US` for all. In a table of several states each name
/// carries its state, as two have a Lake County. `Err` is what is no state.
fn counties_of(states: &str) -> Result<BTreeMap<String, String>, String> {
    let codes: Vec<&str> = states.split(',').map(str::trim).filter(|code| !code.is_empty()).collect();
    let mut keys = BTreeMap::new();
    let is_one = codes.len() == 1 && codes != ["US"];
    let mut add = |county: county::County| {
        let state = county::postal_of(county.fips).filter(|_| !is_one);
        let name = state.map_or_else(|| county.name.to_owned(), |state| format!("{}, {state}", county.name));
        keys.insert(county.fips.to_owned(), name);
    };
    for code in codes {
        if code == "US" {
            // The territories are asked for by name.
            county::all().filter(|county| county.fips < "57").for_each(&mut add);
            continue;
        }
        county::of_state(code).ok_or_else(|| code.to_owned())?.for_each(&mut add);
    }
    Ok(keys)
}

/// The complete set of keys: counties, declared rows, and declared aliases.
fn keys(slug: &Slug, table: &file::Table, told: &mut Document<'_>) -> BTreeMap<String, String> {
    let path = ["table", slug.as_str()];
    let mut keys = counties_of(&table.counties).unwrap_or_else(|code| {
        let what = format!("“{code}” is not the postal code of a state.");
        told.fault(&[path[0], path[1], "counties"], what, "Write one such as OR, or several: OR, CA.");
        BTreeMap::new()
    });
    for (key, name) in &table.rows {
        let here = [path[0], path[1], "rows", key.as_str()];
        if key.trim().is_empty() || name.trim().is_empty() {
            told.fault(&here, "The row has no name.", "Write a key, and the name that readers see.");
        }
        keys.insert(key.clone(), name.clone());
    }
    if table.counties.trim().is_empty() && table.rows.is_empty() {
        let remedy = "Add `counties`, such as \"OR\", or `rows`.";
        told.fault(&path, "Nothing says which rows the table must have.", remedy);
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
        // Rows without codes are known by their names.
        if key == "name_column" && column == &table.key_column {
            continue;
        }
        if !column.is_empty() && !taken.insert(column.to_lowercase()) {
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

/// Where the figures come from; none when a person pastes them.
fn source(slug: &Slug, table: &file::Table, told: &mut Document<'_>) -> Option<Source> {
    let path = |key| ["table", slug.as_str(), "source", key];
    let file::Source { name, url, schedule, .. } = &table.source;
    if url == PASTED {
        if !schedule.is_empty() {
            let remedy = "Take the schedule out, or write where the figures are.";
            told.fault(&path("schedule"), "Nobody can be asked for figures that are pasted.", remedy);
        }
        return None;
    }
    if let Err(error) = work::schedule::check(schedule) {
        told.fault(&path("schedule"), format!("{error}."), "");
    }
    if table.days > 1 && table.as_of_column.is_empty() && !work::table::is_dated(url) {
        let remedy = "Name the column, write {date:%Y-%m-%d} into the address, or let `days` be 1.";
        told.fault(&["table", slug.as_str(), "days"], "Nothing tells the days apart.", remedy);
    }
    if let Some(why) = bad_address(url).map(str::to_owned).or_else(|| work::table::bad_date(url)) {
        let remedy = "Write https://…, file: and a path, replay: and a folder, or paste:.";
        told.fault(&path("url"), format!("“{url}” {why}."), remedy);
    }
    Some(Source {
        slug: slug.clone(),
        name: name.clone(),
        url: url.clone(),
        schedule: schedule.clone(),
        max_age: SignedDuration::from_hours(i64::from(table.max_age_hours)),
    })
}

/// The address of figures that a person pastes.
const PASTED: &str = "paste:";

/// Why an address cannot be a source's; names and answers are looked at when it is fetched.
pub(super) fn bad_address(url: &str) -> Option<&'static str> {
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
