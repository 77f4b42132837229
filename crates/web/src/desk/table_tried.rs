//! What a source or a pasted text would give, for a person who looks before readers do.

use super::table;
use crate::{app::App, error::Error};
use desk::workshop::{Told, Tried};
use model::table::{Delivery, Measure, Outcome, Spec, Verdict};
use pages::{
    desk::table_form::{TriedDay, TriedView},
    moment::Day,
    number::grouped,
};

/// Rows that are shown of each day.
const ROWS: usize = 40;

/// Put it before the gates, and tell everything.
pub(super) async fn view(app: &App, spec: &Spec, tried: &Tried) -> Result<TriedView, Error> {
    let judged = app.desk.judge(spec, &tried.deliveries).await?;
    let days: Vec<TriedDay> = tried
        .deliveries
        .iter()
        .zip(&judged)
        .map(|(delivery, outcomes)| day(spec, delivery, outcomes))
        .collect();
    let is_blocked = days.is_empty() || tried.problems.iter().any(|told| told.blocks);
    let fails = |outcome: &Outcome| matches!(outcome.verdict, Verdict::Failed(_));
    let is_held = judged.iter().flatten().any(fails);
    let words = match (is_blocked, is_held) {
        (true, _) => "Nothing would be shown: this cannot be used as it is.",
        (_, true) => "It would be held: not every check is passed. Readers would keep what they see.",
        _ => "It would be shown to readers.",
    };
    Ok(TriedView {
        from: tried.from.clone(),
        good: !is_blocked && !is_held,
        words: words.to_owned(),
        // Figures of a file that is not used would look as if they were.
        days: if is_blocked { Vec::new() } else { days },
        problems: tried.problems.iter().map(words_of).collect(),
    })
}

/// A complaint in a line.
pub(super) fn words_of(told: &Told) -> String {
    let Told { at, what, remedy, .. } = told;
    format!("{at}: {what} {remedy}").trim().to_owned()
}

fn day(spec: &Spec, delivery: &Delivery, outcomes: &[Outcome]) -> TriedDay {
    let snapshot = &delivery.snapshot;
    let figures = |row: &[Option<i64>]| -> Vec<String> {
        let figure = |(place, measure): (usize, &Measure)| words(measure, row.get(place).copied().flatten());
        spec.measures.iter().enumerate().map(figure).collect()
    };
    let row = |(key, row): (&String, &Vec<Option<i64>>)| (spec.name(key).to_owned(), figures(row));
    let more = snapshot.rows.len().saturating_sub(ROWS);
    let count = snapshot.rows.len();
    TriedDay {
        as_of: Day::new(snapshot.as_of),
        gates: outcomes.iter().map(table::gate).collect(),
        row_name: spec.row_name.clone(),
        columns: spec.measures.iter().map(|measure| measure.label.clone()).collect(),
        sums: figures(&snapshot.sums(spec.measures.len())),
        totals: snapshot.published_totals.as_deref().map(figures).unwrap_or_default(),
        rows: snapshot.rows.iter().take(ROWS).map(row).collect(),
        more: match more {
            0 => format!("All {count} rows"),
            _ => format!("The first {ROWS} of {count} rows"),
        },
    }
}

/// A figure as people write it, or that there is none.
fn words(measure: &Measure, figure: Option<i64>) -> String {
    match figure {
        Some(figure) if measure.decimals == 0 => grouped(figure),
        figure => measure.words(figure),
    }
}
