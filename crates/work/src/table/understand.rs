//! Bytes of a table's file → one night's figures, or what is wrong with them, where, and what to do.

use crate::inspect::Problem;
use feeds::table::{Error, Limits, NumberError, Row, Sheet, Wanted, find, number, read};
use jiff::{Timestamp, civil::Date};
use model::table::{Snapshot, Spec};
use std::collections::BTreeMap;

/// Figures, and complaints about the file they came from.
#[derive(Clone, Debug)]
pub struct Understood {
    /// The figures.
    pub snapshot: Snapshot,
    /// Complaints, in order of the file.
    pub problems: Vec<Noted>,
}

/// A complaint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    /// What and where.
    pub problem: Problem,
    /// Whether the file can't be used because of it: a figure that may be wrong is worse than yesterday's.
    pub blocks: bool,
}

/// Where the columns are.
struct Columns {
    key: usize,
    name: usize,
    as_of: usize,
    measures: Vec<usize>,
}

/// Read a file as the table says. `Err` when it is not such a file at all.
pub fn understand(bytes: &[u8], spec: &Spec, fetched_at: Timestamp) -> Result<Understood, Problem> {
    let (sheet, unit) =
        sheet(bytes).map_err(|error| Problem::new(error.at(), error.what(), error.remedy()))?;
    let columns = columns(&sheet, spec)?;
    let mut reading = Reading {
        spec,
        columns,
        unit,
        rows: BTreeMap::new(),
        totals: None,
        as_of: None,
        problems: Vec::new(),
    };
    for note in &sheet.notes {
        reading.complain(Problem::new(note.at.clone(), note.what.clone(), note.remedy.clone()), false);
    }
    if sheet.refused > 0 {
        let what = format!("{} rows could not be read whole.", sheet.refused);
        let remedy = "The notes say which; fetch the file again or ask whoever publishes it.";
        reading.complain(Problem::new("file", what, remedy), true);
    }
    for row in &sheet.rows {
        reading.row(row);
    }
    let Some(as_of) = reading.as_of else {
        let remedy = format!("Every row must carry a date such as 2021-02-28 in “{}”.", spec.as_of_column);
        return Err(Problem::new(
            format!("column {}", spec.as_of_column),
            "No row says of which day it is.",
            remedy,
        ));
    };
    let snapshot = Snapshot { as_of, fetched_at, rows: reading.rows, published_totals: reading.totals };
    Ok(Understood { snapshot, problems: reading.problems })
}

/// The rows of the file, and what they are called. Delimited text is read strictly; what is no such text may be a
/// workbook, a page with a table, or records in JSON. Text is never taken for anything looser: nobody looks on.
fn sheet(bytes: &[u8]) -> Result<(Sheet, &'static str), Error> {
    let limits = Limits::default();
    match read(bytes, &limits) {
        Ok(sheet) => Ok((sheet, "line")),
        Err(Error::Html { .. } | Error::Json | Error::Binary { .. }) => {
            let found = find(bytes, &Wanted::default(), &limits)?;
            Ok((found.sheet, found.form.unit()))
        }
        Err(error) => Err(error),
    }
}

fn columns(sheet: &Sheet, spec: &Spec) -> Result<Columns, Problem> {
    let find = |name: &str| {
        sheet.columns.iter().position(|column| column.eq_ignore_ascii_case(name)).ok_or_else(|| {
            let there =
                sheet.columns.iter().take(20).map(|c| format!("“{c}”")).collect::<Vec<_>>().join(", ");
            let what = format!("There is no column “{name}”; there is {there}.");
            Problem::new(
                "header",
                what,
                "Correct the column's name in station.toml, or fetch the right file.",
            )
        })
    };
    Ok(Columns {
        key: find(&spec.key_column)?,
        name: find(&spec.name_column)?,
        as_of: find(&spec.as_of_column)?,
        measures: spec.measures.iter().map(|measure| find(&measure.column)).collect::<Result<_, _>>()?,
    })
}

struct Reading<'a> {
    spec: &'a Spec,
    columns: Columns,
    /// What a row's number counts: "line", "row" or "record".
    unit: &'static str,
    rows: BTreeMap<String, Vec<Option<i64>>>,
    totals: Option<Vec<Option<i64>>>,
    as_of: Option<Date>,
    problems: Vec<Noted>,
}

/// Complaints kept; a file with more is wrong in one way all over.
const COMPLAINTS: usize = 100;

impl Reading<'_> {
    fn row(&mut self, row: &Row) {
        let cell = |column: usize| row.cells.get(column).map_or("", String::as_str).trim();
        let name = cell(self.columns.name).to_owned();
        self.day(row.line, cell(self.columns.as_of));
        let figures: Vec<Option<i64>> =
            (0..self.columns.measures.len()).map(|measure| self.figure(row, measure)).collect();
        if self.spec.total_row.as_ref().is_some_and(|total| total.eq_ignore_ascii_case(&name)) {
            self.totals = Some(figures);
            return;
        }
        let Some(key) = self.key(cell(self.columns.key), &name) else {
            let what = format!("The row “{name}” has no usable key in “{}”.", self.spec.key_column);
            let remedy = "Correct the code, or declare the name as an alias in station.toml.";
            self.complain(Problem::new(format!("{} {}", self.unit, row.line), what, remedy), true);
            return;
        };
        if self.rows.insert(key.clone(), figures).is_some() {
            let what = format!("The key {key} stands in two rows.");
            let remedy = "One of them is wrong; ask whoever publishes the file.";
            self.complain(Problem::new(format!("{} {}", self.unit, row.line), what, remedy), true);
        }
    }

    /// A declared alias, or a FIPS code: five digits, perhaps without its leading zero or with “.0” after it, as
    /// spreadsheets leave them.
    fn key(&self, code: &str, name: &str) -> Option<String> {
        if code.is_empty() {
            return self.spec.aliases.get(name).cloned();
        }
        match number(code) {
            Ok(Some(fips)) if (1..100_000).contains(&fips) => Some(format!("{fips:05}")),
            _ => self.spec.aliases.get(code).cloned(),
        }
    }

    fn day(&mut self, line: u64, text: &str) {
        let at = || format!("{} {line}, column {}", self.unit, self.spec.as_of_column);
        // A date, or a date with a time after it.
        let day = text.get(..10).and_then(|day| day.parse::<Date>().ok());
        let problem = match (day, self.as_of) {
            (Some(day), None) => {
                self.as_of = Some(day);
                return;
            }
            (Some(day), Some(first)) if day == first => return,
            (Some(day), Some(first)) => {
                let what = format!("This row is of {day}, rows above are of {first}.");
                Problem::new(at(), what, "A file must hold one day; ask whoever publishes it.")
            }
            (None, _) => {
                let what = format!("“{}” is not a date.", shortened(text));
                Problem::new(at(), what, "Write dates as 2021-02-28.")
            }
        };
        self.complain(problem, true);
    }

    fn figure(&mut self, row: &Row, measure: usize) -> Option<i64> {
        let text = self.columns.measures.get(measure).and_then(|&column| row.cells.get(column))?;
        match number(text) {
            Ok(figure) => figure,
            Err(error) => {
                let column = self.spec.measures.get(measure).map_or("", |measure| measure.column.as_str());
                let at = format!("{} {}, column {column}", self.unit, row.line);
                let (value, blocks) = match &error {
                    // The figure itself is clear; the mark is told, not swallowed.
                    NumberError::Footnoted { value, .. } => (*value, false),
                    _ => (None, true),
                };
                let what = format!("“{}” is not a plain figure: {error}.", shortened(text));
                self.complain(Problem::new(at, what, "Ask whoever publishes the file."), blocks);
                value
            }
        }
    }

    fn complain(&mut self, problem: Problem, blocks: bool) {
        if self.problems.len() < COMPLAINTS || (blocks && !self.problems.iter().any(|noted| noted.blocks)) {
            self.problems.push(Noted { problem, blocks });
        }
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}
