//! What is in a text that belongs to no table yet, for the desk: columns, rows, rows in doubt, checks.

use super::look::{Asked, Keys, complete, known_gate, totals};
use desk::workshop::{Column, Pasted, Proposed, Row, Told};
use feeds::table::{
    Found, Limits, Note, Proposal, Wanted, find,
    together::{Known, Unsolved},
};
use model::county;

/// Look at a pasted text.
///
/// # Errors
/// Why there is no table in it.
pub fn propose(pasted: &Pasted) -> Result<Proposed, Told> {
    let state = Some(pasted.counties.as_str()).filter(|state| !state.is_empty());
    let names = state.and_then(county::of_state).into_iter().flatten();
    let known = Known {
        names: names.map(|county| county.name.to_owned()).collect(),
        totals: pasted.totals.clone(),
        ..Known::default()
    };
    let pick = Some(pasted.pick.clone()).filter(|pick| !pick.is_empty());
    let found =
        find(pasted.text.as_bytes(), &Wanted { pick, known, ..Wanted::default() }, &Limits::default());
    let found = found.map_err(|error| Told {
        at: error.at(),
        what: error.what(),
        remedy: error.remedy().to_owned(),
        blocks: true,
    })?;
    let proposal = Proposal::of(&found);
    let keys = state.map(|state| Keys::of(state, &found, &proposal));
    let asked =
        Asked { counties: state.map(str::to_owned), totals: pasted.totals.clone(), ..Asked::default() };
    let checks = [
        ("Every county is there", complete(keys.as_ref())),
        ("Every row is a county of this state", known_gate(keys.as_ref())),
        ("The rows add up to the totals", totals(&found, &proposal, &asked)),
    ];
    let checks = checks.into_iter().map(|(what, (_, verdict, why))| {
        (what.to_owned(), if verdict == "not applied" { "not-applied" } else { verdict }, why)
    });
    Ok(Proposed {
        form: found.form.words().to_owned(),
        title: found.title.clone().unwrap_or_default(),
        choices: found.choices.clone(),
        taken: found.taken,
        columns: columns(&proposal),
        rows: rows(&found, &proposal, keys.as_ref()),
        others: proposal.other_readings.map(|count| count.to_string()),
        unsolved: unsolved(&found),
        checks: checks.collect(),
        notes: found.sheet.notes.iter().map(told).collect(),
    })
}

fn columns(proposal: &Proposal) -> Vec<Column> {
    let column = |(column, sum): (&feeds::table::Column, &Option<i64>)| Column {
        name: column.name.clone(),
        kind: column.kind.word(),
        sum: *sum,
        odd: column.odd,
    };
    proposal.columns.iter().zip(&proposal.sums).map(column).collect()
}

fn rows(found: &Found, proposal: &Proposal, keys: Option<&Keys>) -> Vec<Row> {
    let solution = found.together.as_ref().and_then(|told| told.outcome.as_ref().ok());
    let rows = found.sheet.rows.iter().enumerate().map(|(place, row)| {
        let reading = solution.and_then(|solution| solution.rows.get(place)).filter(|reading| !reading.sure);
        let others = reading.map_or(&[][..], |reading| &reading.others);
        let figures = |figures: &Vec<i64>| figures.iter().map(ToString::to_string).collect();
        Row {
            line: row.line,
            cells: row.cells.clone(),
            key: keys.and_then(|keys| keys.by_row.get(place)).cloned().flatten(),
            is_total: proposal.totals_row.as_ref().is_some_and(|totals| totals.row == place),
            unsure: reading.is_some(),
            others: others.iter().map(figures).collect(),
        }
    });
    rows.collect()
}

fn unsolved(found: &Found) -> Option<String> {
    match found.together.as_ref()?.outcome.as_ref().err()? {
        Unsolved::Nothing(reason) => Some(format!("Nothing fits: {}. {}", reason.what, reason.remedy)),
        Unsolved::Undecided(why) => Some(format!("It cannot be decided: {why}.")),
    }
}

fn told(note: &Note) -> Told {
    Told { at: note.at.clone(), what: note.what.clone(), remedy: note.remedy.clone(), blocks: false }
}
