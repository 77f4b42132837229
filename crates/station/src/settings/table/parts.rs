//! The parts of a table's settings: its figures, what is made of them, its gates, and how it is shown.

use super::super::file;
use crate::tree::Document;
use model::{
    slug::Slug,
    table::{Derived, Display, Falls, Gate, Gates, How, Measure, Sort},
};

/// Digits after the point that a figure may keep: 64 bits still hold any figure of the world.
const MOST_DECIMALS: u32 = 6;

/// The columns of figures.
pub(super) fn measures(slug: &Slug, table: &file::Table, told: &mut Document<'_>) -> Vec<Measure> {
    let mut measures = Vec::new();
    for (index, measure) in table.measure.iter().enumerate() {
        let at = index.to_string();
        let path = |key| ["table", slug.as_str(), "measure", at.as_str(), key];
        if measure.decimals > MOST_DECIMALS {
            let what = format!("`decimals` is {}.", measure.decimals);
            told.fault(&path("decimals"), what, format!("Write at most {MOST_DECIMALS}."));
        }
        let at_most = measure.at_most.as_ref().and_then(|whole| {
            let found = table.measure.iter().position(|other| other.column.eq_ignore_ascii_case(whole));
            match found.filter(|&found| found != index) {
                Some(found) if table.measure[found].decimals == measure.decimals => Some(found),
                Some(_) => {
                    let what = format!("“{whole}” keeps another number of decimals.");
                    told.fault(&path("at_most"), what, "Let both keep the same.");
                    None
                }
                None => {
                    let what = format!("There is no other column of figures “{whole}”.");
                    told.fault(&path("at_most"), what, "Name the column that this one is a part of.");
                    None
                }
            }
        });
        measures.push(Measure {
            column: measure.column.clone(),
            label: measure.label.clone(),
            cumulative: measure.cumulative,
            decimals: u8::try_from(measure.decimals.min(MOST_DECIMALS)).unwrap_or(0),
            unit: measure.unit.clone(),
            at_most,
        });
    }
    measures
}

/// The columns that the station works out.
pub(super) fn derived(
    slug: &Slug,
    table: &file::Table,
    has_population: bool,
    told: &mut Document<'_>,
) -> Vec<Derived> {
    let mut all: Vec<Derived> = Vec::new();
    for (index, derived) in table.derived.iter().enumerate() {
        let at = index.to_string();
        let path = |key| ["table", slug.as_str(), "derived", at.as_str(), key];
        let of = table.measure.iter().position(|measure| measure.column.eq_ignore_ascii_case(&derived.of));
        if of.is_none() {
            let what = format!("There is no column of figures “{}”.", derived.of);
            told.fault(&path("of"), what, "Name the column of a measure.");
        }
        let how = How::parse(&derived.how);
        if how.is_none() {
            let known = How::ALL.map(How::as_str).join(", ");
            told.fault(&path("how"), format!("“{}” is none of {known}.", derived.how), "Write one of them.");
        }
        if how == Some(How::Per100k) && !has_population {
            let remedy = "Name a population in the table, and declare it as [population.NAME].";
            told.fault(&path("how"), "Nothing says how many people live where.", remedy);
        }
        let (Some(of), Some(how)) = (of, how) else { continue };
        if all.iter().any(|other| (other.of, other.how) == (of, how)) {
            told.fault(&path("how"), "This column is there already.", "Take one of them out.");
        }
        all.push(Derived { of, how, label: derived.label.trim().to_owned() });
    }
    all
}

/// How the gates are set.
pub(super) fn gates(slug: &Slug, gates: &file::Gates, told: &mut Document<'_>) -> Gates {
    let path = |key| ["table", slug.as_str(), "gates", key];
    let mut set = Gates { outlier_times: gates.outlier_times, ..Gates::default() };
    for name in &gates.off {
        match Gate::parse(name) {
            Some(gate) => {
                set.off.insert(gate);
            }
            None => {
                let known = Gate::ALL.map(Gate::as_str).join(", ");
                told.fault(
                    &path("off"),
                    format!("There is no gate “{name}”."),
                    format!("There is: {known}."),
                );
            }
        }
    }
    if gates.outlier_times < 2 {
        told.fault(&path("outlier_times"), "Every figure would be an outlier.", "Write at least 2.");
    }
    if !(1..=99).contains(&gates.shrank_percent) {
        let what = format!("`shrank_percent` is {}.", gates.shrank_percent);
        told.fault(&path("shrank_percent"), what, "Write 1 to 99.");
    }
    set.shrank_percent = gates.shrank_percent;
    if gates.falls_at_most > 0 {
        let note = gates.falls_note.trim().to_owned();
        if note.is_empty() {
            let remedy = "Write as `falls_note` why they happen; readers will see it.";
            told.fault(&path("falls_at_most"), "Falls would pass and nobody has said why.", remedy);
        }
        set.falls = Some(Falls { at_most: i64::from(gates.falls_at_most), note });
    }
    set
}

/// How it is shown.
pub(super) fn display(
    slug: &Slug,
    table: &file::Table,
    measures: &[Measure],
    derived: &[Derived],
    told: &mut Document<'_>,
) -> Display {
    let made = derived.iter().map(|derived| derived.column(measures.get(derived.of)).id);
    let ids: Vec<String> = measures.iter().map(|measure| measure.column.clone()).chain(made).collect();
    let mut column = |key: &str, name: &Option<String>, among: usize| {
        let name = name.as_ref()?;
        let found = ids.iter().take(among).position(|id| id.eq_ignore_ascii_case(name));
        if found.is_none() {
            let there = ids.iter().take(among).cloned().collect::<Vec<_>>().join(", ");
            let what = format!("There is no column “{name}” for that.");
            told.fault(&["table", slug.as_str(), "display", key], what, format!("There is: {there}."));
        }
        found
    };
    let file::Display { sort, map, chart, totals } = &table.display;
    let by_name = sort.as_deref() == Some("name");
    let sorted = if by_name { None } else { column("sort", sort, ids.len()) };
    Display {
        sort: match sorted {
            _ if by_name => Sort::Name { falling: false },
            Some(index) => Sort::Column { index, falling: true },
            None => Sort::default(),
        },
        map: column("map", map, ids.len()),
        chart: column("chart", chart, measures.len()),
        totals: *totals,
    }
}
