//! The pieces that a table's page and the pages of its rows share: cells, footnotes, the map, the chart of days.

use super::now::{Marks, Series};
use crate::{
    chart::{
        self, ChartView,
        series::{Daily, Day, Kind, Mark},
    },
    compose::Context,
    map::{self, Area, CountyMap, MapView, Unplaced},
    table::Cell,
};
use jiff::{ToSpan, civil::Date};
use model::{
    table::{Column, How, Line, Measure, Snapshot, Spec, decimal},
    url::{TablePart, Url},
};
use std::collections::{BTreeMap, BTreeSet};

/// Days that a chart shows.
pub const CHART_DAYS: i64 = 90;
const MAP_CLASSES: usize = 5;

/// The cells of a row.
pub(super) fn cells(columns: &[Column], figures: &[Option<i64>]) -> Vec<Cell> {
    columns.iter().zip(figures).map(|(column, figure)| cell(column, *figure)).collect()
}

/// A figure of a column.
pub(super) fn cell(column: &Column, figure: Option<i64>) -> Cell {
    match figure {
        // The source was not silent; there is nothing to work it out from.
        None if column.is_derived => Cell { words: "–".to_owned(), missing: true },
        figure => Cell::figure(figure, column.decimals),
    }
}

/// What stands at the foot of figures: what is the station's own work, who counted people, what a dash means.
pub(super) fn footnotes(spec: &Spec, has_gap: bool, context: &Context<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    if !spec.derived.is_empty() {
        let words = format!("* Worked out by {} from the figures of the source.", context.station.name);
        let how = |how| spec.derived.iter().any(|derived| derived.how == how);
        let average = " An average is that of the last seven days.";
        notes.push(words + if how(How::Average) { average } else { "" });
    }
    if let Some(population) = spec.population.as_ref().filter(|_| uses_people(spec)) {
        notes.push(format!("Number of people: {}.", population.credit));
    }
    if has_gap {
        notes.push("– stands where there is nothing to work a figure out from.".to_owned());
    }
    notes
}

fn uses_people(spec: &Spec) -> bool {
    spec.derived.iter().any(|derived| derived.how == How::Per100k)
}

/// The map of the table's counties, or why there is none; neither when none is asked for.
pub(super) fn county_map(spec: &Spec, lines: &[Line<'_>]) -> Result<Option<MapView>, String> {
    match plan(spec, lines)? {
        Some(plan) => {
            let view = map::draw(&plan).0;
            if view.svg_html.is_empty() { Err(view.notes.concat()) } else { Ok(Some(view)) }
        }
        None => Ok(None),
    }
}

/// The map as a picture of its own.
pub(super) fn picture_of_map(spec: &Spec, lines: &[Line<'_>], title: &str, credit: &str) -> Option<String> {
    let plan = plan(spec, lines).ok()??;
    map::standalone(&CountyMap { title: title.to_owned(), ..plan }, credit)
}

fn plan(spec: &Spec, lines: &[Line<'_>]) -> Result<Option<CountyMap>, String> {
    let Some(index) = spec.display.map else { return Ok(None) };
    let columns = spec.columns();
    let Some(column) = columns.get(index) else { return Ok(None) };
    let counties = || lines.iter().filter(|line| !spec.is_alias(line.key));
    let states: BTreeSet<String> =
        counties().filter_map(|line| line.key.get(..2)).map(str::to_owned).collect();
    let addresses = by_key(spec);
    let area = |line: &Line<'_>| Area {
        fips: line.key.to_owned(),
        name: String::new(),
        value: line.figures.get(index).copied().flatten().and_then(|figure| float(figure, column.decimals)),
        words: words(&columns, index, line),
        url: addresses.get(line.key).map(Url::to_string),
    };
    let unplaced = lines
        .iter()
        .filter(|line| spec.is_alias(line.key))
        .map(|line| Unplaced { name: line.name.to_owned(), words: words(&columns, 0, line) });
    Ok(Some(CountyMap {
        id: spec.slug.to_string(),
        states,
        title: format!("{}, by {}", column.label, spec.row_name.to_lowercase()),
        unit: unit_of(column),
        places: places(column, index, lines),
        classes: MAP_CLASSES,
        areas: counties().map(area).collect(),
        unplaced: unplaced.collect(),
    }))
}

/// Digits after the point in the legend: none where the figures go into the hundreds.
fn places(column: &Column, index: usize, lines: &[Line<'_>]) -> u8 {
    let figures = lines.iter().filter_map(|line| line.figures.get(index).copied().flatten());
    let hundred = 10_u64.saturating_pow(u32::from(column.decimals)).saturating_mul(100);
    let is_large = figures.map(i64::unsigned_abs).max().is_some_and(|most| most >= hundred);
    if is_large { 0 } else { column.decimals }
}

/// The page of each key.
pub(super) fn by_key(spec: &Spec) -> BTreeMap<&str, Url> {
    let url = |row: &model::Slug| Url::OfTable(spec.slug.clone(), TablePart::Row(row.clone()));
    spec.addresses.iter().map(|(row, key)| (key.as_str(), url(row))).collect()
}

/// `3,799.6 cases per 100,000; 8,395 cases`: the figure of the map, then the first measure.
fn words(columns: &[Column], index: usize, line: &Line<'_>) -> String {
    let of = |index: usize| {
        let column = columns.get(index)?;
        let figure = cell(column, line.figures.get(index).copied().flatten());
        let figure = if figure.missing { "no figure".to_owned() } else { figure.words };
        Some(format!("{figure} {}", unit_of(column)))
    };
    let first = (index != 0).then_some(0);
    [Some(index), first].into_iter().flatten().filter_map(of).collect::<Vec<_>>().join("; ")
}

fn unit_of(column: &Column) -> String {
    let label = lower(&column.label);
    if column.unit.is_empty() { label } else { format!("{} ({label})", column.unit) }
}

/// A heading inside a sentence; an abbreviation stays as it is.
pub(super) fn lower(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(label.chars().skip(1)).collect()
        }
        _ => label.to_owned(),
    }
}

/// The chart of a row or of the totals (without a key); none when the table draws none.
pub(super) fn daily(spec: &Spec, of: &str, id: &str, series: &Series, marks: &Marks) -> Option<ChartView> {
    plan_of_days(spec, of, id, series, marks).map(|plan| chart::daily(&plan))
}

/// The small chart of a row; empty where there is nothing to draw.
pub(super) fn trend(spec: &Spec, key: &str, days: &[&Snapshot]) -> String {
    let series: Series =
        days.iter().filter_map(|day| Some((day.as_of, day.rows.get(key)?.clone()))).collect();
    plan_of_days(spec, "", "", &series, &Marks::default()).map(|plan| chart::spark(&plan)).unwrap_or_default()
}

/// The same as a picture of its own.
pub(super) fn picture_of_days(spec: &Spec, of: &str, series: &Series, credit: &str) -> Option<String> {
    let plan = plan_of_days(spec, of, spec.slug.as_str(), series, &Marks::default())?;
    chart::standalone(&plan, credit)
}

/// What is new on each day, of a measure that counts up; else the measure itself.
pub(super) fn plan_of_days(spec: &Spec, of: &str, id: &str, series: &Series, marks: &Marks) -> Option<Daily> {
    let index = spec.display.chart?;
    let measure = spec.measures.get(index)?;
    let last = *series.keys().next_back()?;
    let last = marks.held.iter().copied().chain([last]).max()?;
    let first = last.checked_sub(CHART_DAYS.days()).ok()?;
    let figure = |day: Date| series.get(&day)?.get(index).copied().flatten();
    let value = |day: Date| match measure.cumulative {
        true => figure(day)?.checked_sub(figure(day.yesterday().ok()?)?),
        false => figure(day),
    };
    let mark = |day: &Date| {
        let revised = marks.revised.contains(day).then_some(Mark::Revised);
        revised.or_else(|| marks.held.contains(day).then_some(Mark::Held))
    };
    let days: BTreeSet<Date> = series.keys().chain(&marks.held).copied().collect();
    // The first day of all has none before it to be compared with.
    let from = if measure.cumulative { series.keys().next()?.tomorrow().ok()? } else { first };
    let days = days.into_iter().filter(|day| *day > first && *day >= from);
    let day = |date: Date| Day {
        date,
        value: value(date).and_then(|value| float(value, measure.decimals)),
        mark: mark(&date),
    };
    Some(Daily {
        id: format!("{id}-days"),
        title: title_of_days(measure, of),
        unit: units(measure),
        places: measure.decimals,
        kind: if measure.cumulative { Kind::Count } else { Kind::Level },
        average: true,
        days: days.map(day).collect(),
    })
}

fn title_of_days(measure: &Measure, of: &str) -> String {
    if measure.cumulative {
        format!("New {} a day, {of}", lower(&measure.label))
    } else {
        format!("{} by day, {of}", measure.label)
    }
}

/// For one and for many.
fn units(measure: &Measure) -> (String, String) {
    if !measure.unit.is_empty() {
        return (measure.unit.clone(), measure.unit.clone());
    }
    let many = lower(&measure.label);
    let one = many.strip_suffix('s').filter(|one| !one.ends_with('s')).unwrap_or(&many);
    (one.to_owned(), many.clone())
}

/// A count of smallest units as a number for drawing.
fn float(figure: i64, decimals: u8) -> Option<f64> {
    decimal(figure, decimals).parse().ok()
}
