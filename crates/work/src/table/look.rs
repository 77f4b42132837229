//! `bellwether inspect table` without a table of station.toml: what is found in a file of any form, and how far it can
//! be trusted.

use crate::inspect::{Inspection, Problem};
use feeds::table::{
    Found, Kind, Limits, Proposal, Row, Wanted, find, number,
    together::{Known, Unsolved, is_outside},
};
use model::county;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// What the one who asks knows.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Postal code of the state whose counties the rows are.
    pub counties: Option<String>,
    /// The totals of the columns of figures, in order.
    pub totals: Vec<Option<i64>>,
    /// Which sheet or table, by name or number.
    pub pick: Option<String>,
    /// Where the table is in JSON.
    pub path: Option<String>,
}

/// Tells what is in the file. It is fit for use when each cell has one reading.
pub fn look(file: &str, bytes: &[u8], asked: &Asked) -> Inspection {
    let names = asked.counties.as_deref().and_then(county::of_state).into_iter().flatten();
    let known = Known {
        names: names.map(|county| county.name.to_owned()).collect(),
        totals: asked.totals.clone(),
        ..Known::default()
    };
    let wanted = Wanted { pick: asked.pick.clone(), path: asked.path.clone(), known, ..Wanted::default() };
    let found = match find(bytes, &wanted, &Limits::default()) {
        Ok(found) => found,
        Err(error) => {
            return Inspection::refused(
                "table",
                file,
                Problem::new(error.at(), error.what(), error.remedy()),
            );
        }
    };
    let proposal = Proposal::of(&found);
    let keys = asked.counties.as_deref().map(|state| Keys::of(state, &found, &proposal));
    let gates = [complete(keys.as_ref()), known_gate(keys.as_ref()), totals(&found, &proposal, asked)];
    let failed = gates.iter().filter(|gate| gate.1 == "failed");
    let failed: Vec<Problem> = failed
        .map(|(gate, _, why)| Problem::new("gates", format!("{gate}: {why}"), "Compare with the source."))
        .collect();
    let notes = found.sheet.notes.iter();
    let problems: Vec<Problem> = notes
        .map(|note| Problem::new(note.at.clone(), note.what.clone(), note.remedy.clone()))
        .chain(failed)
        .collect();
    let item = item(&found, &proposal, keys.as_ref(), &gates);
    let mut inspection = Inspection::understood("table", file, vec![item], problems);
    inspection.ok = found.together.as_ref().is_none_or(|told| match &told.outcome {
        Ok(solution) => solution.fitting == feeds::table::together::Count::Exactly(1),
        Err(Unsolved::Nothing(_) | Unsolved::Undecided(_)) => false,
    });
    inspection
}

/// A gate's name, its verdict, and why.
pub(super) type Gate = (&'static str, &'static str, String);

fn item(found: &Found, proposal: &Proposal, keys: Option<&Keys>, gates: &[Gate]) -> Value {
    let columns = proposal.columns.iter().map(|column| {
        json!({ "name": column.name, "kind": column.kind.word(), "empty": column.empty,
            "footnoted": column.footnoted, "not_of_this_kind": column.odd })
    });
    let rows = found.sheet.rows.iter().enumerate().map(|(place, row)| {
        let key = keys.and_then(|keys| keys.by_row.get(place)).cloned().flatten();
        json!({ found.form.unit(): row.line, "key": key, "cells": row.cells })
    });
    let sums = proposal.columns.iter().zip(&proposal.sums).filter(|(_, sum)| sum.is_some());
    let sums: serde_json::Map<String, Value> =
        sums.map(|(column, sum)| (column.name.clone(), json!(sum))).collect();
    let totals_row = proposal.totals_row.as_ref().map(|totals| {
        let line = found.sheet.rows.get(totals.row).map(|row| row.line);
        json!({ found.form.unit(): line, "name": totals.name, "not_the_sum": totals.wrong })
    });
    json!({
        "form": found.form.words(), "title": found.title, "tables": choices(found),
        "columns": columns.collect::<Vec<_>>(), "rows": rows.collect::<Vec<_>>(),
        "refused_rows": found.sheet.refused, "sums": sums, "totals_row": totals_row,
        "gates": gates.iter().map(|(gate, verdict, why)| {
            json!({ "gate": gate, "verdict": verdict, "why": (!why.is_empty()).then_some(why) })
        }).collect::<Vec<_>>(),
        "other_readings": proposal.other_readings.map(|count| count.to_string()),
        "unsure_rows": unsure(found),
    })
}

fn choices(found: &Found) -> Option<Value> {
    (!found.choices.is_empty()).then(|| json!(found.choices))
}

/// Rows whose cells could be cut otherwise.
fn unsure(found: &Found) -> Vec<Value> {
    let Some(Ok(solution)) = found.together.as_ref().map(|told| told.outcome.as_ref()) else {
        return Vec::new();
    };
    let rows = solution.rows.iter().zip(&found.sheet.rows).filter(|(reading, _)| !reading.sure);
    rows.map(|(reading, row)| {
        json!({ "line": row.line, "name": row.cells.first(), "read_as": reading.figures, "could_be": reading.others })
    })
    .collect()
}

/// The keys that the rows have, found in the column that has most of them.
pub(super) struct Keys {
    pub(super) by_row: Vec<Option<String>>,
    missing: Vec<&'static str>,
    strange: Vec<String>,
    twice: Vec<String>,
}

impl Keys {
    pub(super) fn of(state: &str, found: &Found, proposal: &Proposal) -> Self {
        let is_total = |place: usize| proposal.totals_row.as_ref().is_some_and(|totals| totals.row == place);
        let keys = |column: usize| -> Vec<Option<String>> {
            let rows = found.sheet.rows.iter().enumerate();
            rows.map(|(place, row)| key(state, row.cells.get(column)?).filter(|_| !is_total(place))).collect()
        };
        let worth = |keys: &Vec<Option<String>>| {
            let distinct: BTreeSet<&String> = keys.iter().flatten().collect();
            (distinct.len(), std::cmp::Reverse(keys.iter().flatten().count()))
        };
        let columns = (0..found.sheet.columns.len()).rev().map(|column| (column, keys(column)));
        let (column, by_row) = columns.max_by_key(|(_, keys)| worth(keys)).unwrap_or_default();
        let mut count = BTreeMap::<&str, usize>::new();
        for key in by_row.iter().flatten() {
            *count.entry(key).or_default() += 1;
        }
        let missing = county::of_state(state).into_iter().flatten();
        let missing =
            missing.filter(|county| !count.contains_key(county.fips)).map(|county| county.name).collect();
        let cell = |row: &Row| row.cells.get(column).cloned().unwrap_or_default();
        let rows = found.sheet.rows.iter().zip(&by_row).enumerate();
        let strange = rows
            .filter(|(place, (_, key))| key.is_none() && !is_total(*place))
            .map(|(_, (row, _))| cell(row));
        let strange = strange.collect();
        let twice = count.iter().filter(|(_, times)| **times > 1).map(|(key, _)| (*key).to_owned()).collect();
        Self { missing, strange, twice, by_row }
    }
}

/// A county's code, its name, or a word for what belongs to no county.
fn key(state: &str, cell: &str) -> Option<String> {
    if is_outside(cell) {
        return Some("unassigned".to_owned());
    }
    if let Ok(Some(code)) = number(cell) {
        let fips = format!("{code:05}");
        return county::of_state(state)?.any(|county| county.fips == fips).then_some(fips);
    }
    county::named(state, cell).map(|county| county.fips.to_owned())
}

pub(super) fn complete(keys: Option<&Keys>) -> Gate {
    match keys {
        None => ("complete", "not applied", "no keys were asked for".to_owned()),
        Some(keys) if keys.missing.is_empty() => ("complete", "passed", String::new()),
        Some(keys) => ("complete", "failed", format!("missing: {}", listed(&keys.missing))),
    }
}

pub(super) fn known_gate(keys: Option<&Keys>) -> Gate {
    match keys {
        None => ("known", "not applied", "no keys were asked for".to_owned()),
        Some(keys) if !keys.strange.is_empty() => {
            let strange: Vec<&str> = keys.strange.iter().map(String::as_str).collect();
            ("known", "failed", format!("no keys: {}", listed(&strange)))
        }
        Some(keys) if !keys.twice.is_empty() => {
            let twice: Vec<&str> = keys.twice.iter().map(String::as_str).collect();
            ("known", "failed", format!("in several rows: {}", listed(&twice)))
        }
        Some(_) => ("known", "passed", String::new()),
    }
}

/// The totals that were given, or the table's own row, against the sums of the rows.
pub(super) fn totals(found: &Found, proposal: &Proposal, asked: &Asked) -> Gate {
    let sums: Vec<(&str, i64)> = proposal
        .columns
        .iter()
        .zip(&proposal.sums)
        .filter(|(column, _)| column.kind == Kind::Integer)
        .filter_map(|(column, sum)| Some((column.name.as_str(), (*sum)?)))
        .collect();
    let used =
        found.together.as_ref().and_then(|told| told.totals.as_ref()).map(|(_, totals)| totals.clone());
    let given: Vec<i64> = used.unwrap_or_else(|| asked.totals.clone()).into_iter().flatten().collect();
    if given.is_empty() {
        return match &proposal.totals_row {
            Some(totals) if totals.wrong.is_empty() => ("totals", "passed", String::new()),
            Some(totals) => {
                let wrong: Vec<&str> = totals.wrong.iter().map(String::as_str).collect();
                (
                    "totals",
                    "failed",
                    format!("“{}” is not the sum of its column: {}", totals.name, listed(&wrong)),
                )
            }
            None => ("totals", "not applied", "there are no totals to compare with".to_owned()),
        };
    }
    let wrong: Vec<String> = given
        .iter()
        .filter(|total| !sums.iter().any(|(_, sum)| sum == *total))
        .map(|total| format!("no column adds up to {total}"))
        .collect();
    if wrong.is_empty() {
        return ("totals", "passed", String::new());
    }
    let sums: Vec<String> = sums.iter().map(|(name, sum)| format!("{name} {sum}")).collect();
    let sums = if sums.is_empty() {
        "no column has whole figures".to_owned()
    } else {
        format!("sums are {}", sums.join(", "))
    };
    ("totals", "failed", format!("{}; {sums}", wrong.join("; ")))
}

/// The first few, and how many more there are.
pub(super) fn listed(all: &[&str]) -> String {
    const SHOWN: usize = 8;
    let first = all.iter().take(SHOWN).copied().collect::<Vec<_>>().join(", ");
    match all.len().saturating_sub(SHOWN) {
        0 => first,
        more => format!("{first} and {more} more"),
    }
}
