//! Bytes of a table's file → one night's figures, or what is wrong with them, where, and what to do.

use crate::inspect::Problem;
use feeds::table::{Error, Limits, NumberError, Row, Sheet, Wanted, decimal, find, number, read};
use jiff::{Timestamp, ToSpan, civil::Date};
use model::table::{Delivery, Snapshot, Spec};
use std::collections::{BTreeMap, btree_map::Entry};

/// Figures, and complaints about the file they came from.
#[derive(Clone, Debug)]
pub struct Understood {
    /// The figures of each day that is looked at, oldest first; at least one day.
    pub deliveries: Vec<Delivery>,
    /// Complaints, in order of the file.
    pub problems: Vec<Noted>,
}

/// When a file was fetched, and of which day it is when it does not say so itself.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// When it was fetched.
    pub fetched_at: Timestamp,
    /// The day of the address it came from, or of the fetch.
    pub day: Date,
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
struct Columns<'a> {
    key: usize,
    name: usize,
    as_of: Option<usize>,
    measures: Vec<usize>,
    /// Columns, and what must stand in them.
    only: Vec<(usize, &'a str)>,
}

/// Read a file as the table says. `Err` when it is not such a file at all.
pub fn understand(bytes: &[u8], spec: &Spec, moment: Moment) -> Result<Understood, Problem> {
    let (sheet, unit) =
        sheet(bytes, spec).map_err(|error| Problem::new(error.at(), error.what(), error.remedy()))?;
    let columns = columns(&sheet, spec)?;
    let mut reading = Reading { spec, columns, unit, moment, days: BTreeMap::new(), problems: Vec::new() };
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
    reading.finish(bytes.len() as u64)
}

/// The rows of the file, and what they are called. Delimited text is read strictly; what is no such text may be a
/// workbook, a page with a table, or records in JSON. Text is never taken for anything looser: nobody looks on.
fn sheet(bytes: &[u8], spec: &Spec) -> Result<(Sheet, &'static str), Error> {
    let limits = Limits::default();
    match read(bytes, &limits) {
        Ok(sheet) => Ok((sheet, "line")),
        Err(Error::Html { .. } | Error::Json | Error::Binary { .. }) => {
            let (pick, path) = (spec.shape.part.clone(), spec.shape.path.clone());
            let found = find(bytes, &Wanted { pick, path, ..Wanted::default() }, &limits)?;
            Ok((found.sheet, found.form.unit()))
        }
        Err(error) => Err(error),
    }
}

fn columns<'a>(sheet: &Sheet, spec: &'a Spec) -> Result<Columns<'a>, Problem> {
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
    let shape = &spec.shape;
    Ok(Columns {
        key: find(&shape.key_column)?,
        name: find(&shape.name_column)?,
        as_of: shape.as_of.column.as_deref().map(find).transpose()?,
        measures: spec.measures.iter().map(|measure| find(&measure.column)).collect::<Result<_, _>>()?,
        only: shape
            .only
            .iter()
            .map(|(name, value)| Ok((find(name)?, value.as_str())))
            .collect::<Result<_, _>>()?,
    })
}

struct Reading<'a> {
    spec: &'a Spec,
    columns: Columns<'a>,
    /// What a row's number counts.
    unit: &'static str,
    moment: Moment,
    days: BTreeMap<Date, Day>,
    problems: Vec<Noted>,
}

/// What a file says of one day.
#[derive(Default)]
struct Day {
    rows: BTreeMap<String, Vec<Option<i64>>>,
    totals: Option<Vec<Option<i64>>>,
    repeated: Vec<String>,
}

/// Complaints kept; a file with more is wrong in one way all over.
const COMPLAINTS: usize = 100;

impl Reading<'_> {
    fn row(&mut self, row: &Row) {
        let cell = |column: usize| row.cells.get(column).map_or("", String::as_str).trim();
        if !self.columns.only.iter().all(|(column, value)| cell(*column).eq_ignore_ascii_case(value)) {
            return;
        }
        let name = cell(self.columns.name).to_owned();
        let day = match self.columns.as_of {
            None => Some(self.moment.day),
            Some(column) => self.day(row.line, cell(column)),
        };
        let Some(day) = day else { return };
        if self.is_too_old(day) {
            return;
        }
        let figures: Vec<Option<i64>> =
            (0..self.columns.measures.len()).map(|measure| self.figure(row, measure)).collect();
        if self.spec.shape.total_row.as_ref().is_some_and(|total| total.eq_ignore_ascii_case(&name)) {
            self.days.entry(day).or_default().totals = Some(figures);
            return;
        }
        let Some(key) = self.key(cell(self.columns.key), &name) else {
            let what = format!("The row “{name}” has no usable key in “{}”.", self.spec.shape.key_column);
            let remedy = "Correct the code, or declare the name as an alias in station.toml.";
            self.complain(Problem::new(format!("{} {}", self.unit, row.line), what, remedy), true);
            return;
        };
        let of = self.days.entry(day).or_default();
        match of.rows.entry(key) {
            Entry::Vacant(place) => {
                place.insert(figures);
            }
            Entry::Occupied(place) => {
                let key = place.key().clone();
                let what = format!("The key {key} stands in two rows.");
                of.repeated.push(key);
                let remedy = "One of them is wrong; ask whoever publishes the file.";
                self.complain(Problem::new(format!("{} {}", self.unit, row.line), what, remedy), false);
            }
        }
    }

    /// Of a file with many days only the newest are kept; rows of older ones are not even looked at.
    fn is_too_old(&mut self, day: Date) -> bool {
        let most = usize::try_from(self.spec.shape.days.max(1)).unwrap_or(usize::MAX);
        if self.days.contains_key(&day) || self.days.len() < most {
            return false;
        }
        if self.days.first_key_value().is_some_and(|(oldest, _)| day < *oldest) {
            return true;
        }
        self.days.pop_first();
        false
    }

    /// A FIPS code: five digits, perhaps without its leading zero or with “.0” after it, as spreadsheets leave them; or
    /// a declared alias, which may stand in the place of the code or be the name of a row whose code no county has.
    fn key(&self, code: &str, name: &str) -> Option<String> {
        let alias = || self.spec.aliases.get(code).or_else(|| self.spec.aliases.get(name)).cloned();
        if code.is_empty() {
            return alias();
        }
        match number(code) {
            Ok(Some(fips)) if (1..100_000).contains(&fips) => {
                let fips = format!("{fips:05}");
                if self.spec.keys.contains_key(&fips) { Some(fips) } else { alias().or(Some(fips)) }
            }
            _ if self.spec.keys.contains_key(code) => Some(code.to_owned()),
            _ => alias(),
        }
    }

    /// The day of a row. In a file of one day, the first row decides and every other is held to it.
    fn day(&mut self, line: u64, text: &str) -> Option<Date> {
        let at = || {
            format!(
                "{} {line}, column {}",
                self.unit,
                self.spec.shape.as_of.column.as_deref().unwrap_or_default()
            )
        };
        let before = i64::from(self.spec.shape.as_of.days_before);
        let day = date(text).and_then(|day| day.checked_sub(before.days()).ok());
        let first = self.days.first_key_value().map(|(first, _)| *first);
        let problem = match (day, first) {
            (Some(day), Some(first)) if day != first && self.spec.shape.days <= 1 => {
                let what = format!("This row is of {day}, rows above are of {first}.");
                Problem::new(
                    at(),
                    what,
                    "A file must hold one day; ask whoever publishes it, or let `days` be more.",
                )
            }
            (Some(day), _) => return Some(day),
            (None, _) => {
                let what = format!("“{}” is not a date.", shortened(text));
                Problem::new(at(), what, "Write dates as 2021-02-28.")
            }
        };
        self.complain(problem, true);
        None
    }

    fn figure(&mut self, row: &Row, measure: usize) -> Option<i64> {
        let text = self.columns.measures.get(measure).and_then(|&column| row.cells.get(column))?;
        let decimals = self.spec.measures.get(measure).map_or(0, |measure| measure.decimals);
        match decimal(text, decimals) {
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

    fn finish(self, bytes: u64) -> Result<Understood, Problem> {
        if self.days.is_empty() {
            return Err(self.nothing());
        }
        let fetched_at = self.moment.fetched_at;
        let delivery = |(as_of, day): (Date, Day)| Delivery {
            snapshot: Snapshot { as_of, fetched_at, rows: day.rows, published_totals: day.totals },
            repeated: day.repeated,
            bytes,
        };
        Ok(Understood { deliveries: self.days.into_iter().map(delivery).collect(), problems: self.problems })
    }

    /// Why a file that could be read has nothing in it.
    fn nothing(self) -> Problem {
        if let Some(noted) = self.problems.into_iter().find(|noted| noted.blocks) {
            return noted.problem;
        }
        let only: Vec<String> =
            self.spec.shape.only.iter().map(|(column, value)| format!("“{value}” in {column}")).collect();
        if only.is_empty() {
            return Problem::new(
                "file",
                "There are no rows.",
                "Fetch the file again or ask whoever publishes it.",
            );
        }
        let what = format!("No row has {}.", only.join(" and "));
        Problem::new("file", what, "Correct `only` in station.toml, or fetch the right file.")
    }

    fn complain(&mut self, problem: Problem, blocks: bool) {
        if self.problems.len() < COMPLAINTS || (blocks && !self.problems.iter().any(|noted| noted.blocks)) {
            self.problems.push(Noted { problem, blocks });
        }
    }
}

/// A date as 2021-02-28, perhaps with a time after it, or as Americans write it, 2/28/2021.
fn date(text: &str) -> Option<Date> {
    let word = text.split([' ', 'T']).next().unwrap_or_default();
    if let Ok(day) = word.parse::<Date>() {
        return Some(day);
    }
    let mut parts = word.splitn(3, '/');
    let (month, day, year) = (parts.next()?, parts.next()?, parts.next()?);
    let year: i16 = if year.len() == 4 { year.parse().ok()? } else { return None };
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}
