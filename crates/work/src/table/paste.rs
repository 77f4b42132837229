//! Figures that a person pastes for a table: found in text of any form, even in cells that ran together, and then read
//! by the very code that reads a source's file.

use super::{
    gather::tried,
    understand::{Moment, Understood, understand_sheet},
};
use crate::inspect::Problem;
use desk::workshop::{Pasted, Tried};
use feeds::table::{
    Found, Limits, Sheet, Wanted, find,
    together::{Count, Known, Unsolved},
};
use jiff::{Timestamp, civil::Date};
use model::table::Spec;

/// Read figures that were pasted for a table. A text that can be cut in several ways is not used, and the rows are named.
pub fn paste(spec: &Spec, pasted: &Pasted, day: Date, now: Timestamp) -> Tried {
    tried(String::new(), understood(spec, pasted, Moment { fetched_at: now, day }))
}

fn understood(spec: &Spec, pasted: &Pasted, moment: Moment) -> Result<Understood, Problem> {
    let names = spec.keys.values().chain(spec.aliases.keys()).cloned().collect();
    let known = Known { names, totals: pasted.totals.clone(), ..Known::default() };
    let pick = Some(pasted.pick.clone()).filter(|pick| !pick.is_empty()).or_else(|| spec.shape.part.clone());
    let wanted = Wanted { pick, path: spec.shape.path.clone(), known, ..Wanted::default() };
    let found = find(pasted.text.as_bytes(), &wanted, &Limits::default())
        .map_err(|error| Problem::new(error.at(), error.what(), error.remedy()))?;
    let totals = totals(spec, pasted, &found);
    if let Some(problem) = in_doubt(&found) {
        return Err(problem);
    }
    let spec = fitted(spec, &found.sheet);
    // No file came, so there is nothing that the next one could have shrunk from.
    let mut understood = understand_sheet(&found.sheet, found.form.unit(), 0, &spec, moment)?;
    for delivery in &mut understood.deliveries {
        if delivery.snapshot.published_totals.is_none() {
            delivery.snapshot.published_totals.clone_from(&totals);
        }
    }
    Ok(understood)
}

/// The totals that were given or stand in the text, one for each measure.
fn totals(spec: &Spec, pasted: &Pasted, found: &Found) -> Option<Vec<Option<i64>>> {
    let told = || found.together.as_ref()?.totals.as_ref().map(|(_, totals)| totals.clone());
    let given = Some(pasted.totals.clone()).filter(|totals| totals.iter().any(Option::is_some));
    let mut totals = given.or_else(told)?;
    totals.resize(spec.measures.len(), None);
    Some(totals)
}

/// Why cells that ran together cannot be used.
fn in_doubt(found: &Found) -> Option<Problem> {
    let at = "the text";
    match &found.together.as_ref()?.outcome {
        Ok(solution) if solution.fitting == Count::Exactly(1) => None,
        Ok(solution) => {
            let unsure = solution.rows.iter().zip(&found.sheet.rows).filter(|(reading, _)| !reading.sure);
            let unsure: Vec<&str> =
                unsure.filter_map(|(_, row)| row.cells.first().map(String::as_str)).collect();
            let what = format!(
                "The cells ran together, and {} readings fit. In doubt: {}.",
                solution.fitting,
                super::look::listed(&unsure)
            );
            let remedy =
                "Give the totals, or write the figures of these rows apart, with a tab between them.";
            Some(Problem::new(at, what, remedy))
        }
        Err(Unsolved::Nothing(reason)) => {
            let what = format!("The cells ran together, and nothing fits: {}.", reason.what);
            Some(Problem::new(at, what, reason.remedy))
        }
        Err(Unsolved::Undecided(why)) => {
            let what = format!("The cells ran together, and how is not decided: {why}.");
            Some(Problem::new(at, what, "Give the totals of the columns, or paste a part of the table."))
        }
    }
}

/// What a text lacks that a source's file has: a code for each row, the day, the columns by which rows of other tables
/// are told apart. Then rows are known by their names, and the day is the one that the person says.
fn fitted(spec: &Spec, sheet: &Sheet) -> Spec {
    let has = |name: &str| sheet.columns.iter().any(|column| column.eq_ignore_ascii_case(name));
    let mut spec = spec.clone();
    let shape = &mut spec.shape;
    if !has(&shape.key_column) {
        shape.key_column.clone_from(&shape.name_column);
    }
    if shape.as_of.column.as_ref().is_some_and(|column| !has(column)) {
        shape.as_of.column = None;
    }
    shape.only.retain(|column, _| has(column));
    spec
}
