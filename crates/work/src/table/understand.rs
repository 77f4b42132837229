//! Bytes of a table's file → one night's figures, or what is wrong with them, where, and what to do.

use super::{
    layout::{Columns, columns, sheet},
    names::Names,
};
use crate::inspect::Problem;
use feeds::table::{NumberError, Row, Sheet, decimal, number};
use jiff::{Timestamp, civil::Date};
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

/// One file of a table, and where in it the rows are.
#[derive(Clone, Copy, Debug)]
pub struct File<'a> {
    /// What people call it; empty when there is only one.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// As in the settings.
    pub part: Option<&'a str>,
    /// As in the settings.
    pub path: Option<&'a str>,
}

/// Read a file as the table says. `Err` when it is not such a file at all.
pub fn understand(bytes: &[u8], spec: &Spec, moment: Moment) -> Result<Understood, Problem> {
    let (part, path) = (spec.shape.part.as_deref(), spec.shape.path.as_deref());
    understand_all(&[File { name: "", bytes, part, path }], spec, moment)
}

/// Read the files of a table as one night, joined by their keys. `Err` when one of them is not such a file at all.
pub fn understand_all(files: &[File<'_>], spec: &Spec, moment: Moment) -> Result<Understood, Problem> {
    let mut reading = Reading::of(spec, moment);
    for file in files {
        let named = |problem: Problem| within(file.name, problem);
        let (sheet, unit) = sheet(file, spec).map_err(named)?;
        reading.file(file.name, &sheet, unit).map_err(named)?;
    }
    reading.finish(files.iter().map(|file| file.bytes.len() as u64).sum(), files.len())
}

/// Read rows that were found in a text that a person pasted.
pub(super) fn understand_sheet(
    sheet: &Sheet,
    unit: &'static str,
    bytes: u64,
    spec: &Spec,
    moment: Moment,
) -> Result<Understood, Problem> {
    let mut reading = Reading::of(spec, moment);
    reading.file("", sheet, unit)?;
    reading.finish(bytes, 1)
}

/// A problem of one of several files says of which.
fn within(file: &str, problem: Problem) -> Problem {
    if file.is_empty() { problem } else { Problem { at: format!("{file}, {}", problem.at), ..problem } }
}

struct Reading<'a> {
    spec: &'a Spec,
    /// Those of the file that is read.
    columns: Columns<'a>,
    /// Its name; empty when there is only one.
    file: String,
    /// What a row's number counts.
    unit: &'static str,
    /// Rows that are known by their names, when the table has them in the place of codes.
    names: Option<Names>,
    moment: Moment,
    days: BTreeMap<Date, Day>,
    problems: Vec<Noted>,
}

/// What a file says of one day.
#[derive(Default)]
struct Day {
    rows: BTreeMap<String, Vec<Option<i64>>>,
    /// Of each file that has them.
    totals: Vec<Vec<Option<i64>>>,
    repeated: Vec<String>,
}

/// Complaints kept; a file with more is wrong in one way all over.
const COMPLAINTS: usize = 100;

impl<'a> Reading<'a> {
    fn of(spec: &'a Spec, moment: Moment) -> Self {
        let shape = &spec.shape;
        let is_by_name = shape.key_column.eq_ignore_ascii_case(&shape.name_column);
        Reading {
            spec,
            columns: Columns::default(),
            file: String::new(),
            unit: "line",
            names: is_by_name.then(|| Names::of(spec)),
            moment,
            days: BTreeMap::new(),
            problems: Vec::new(),
        }
    }

    /// Every row of one file.
    fn file(&mut self, name: &str, sheet: &Sheet, unit: &'static str) -> Result<(), Problem> {
        name.clone_into(&mut self.file);
        self.columns = columns(sheet, self.spec)?;
        self.unit = unit;
        for note in &sheet.notes {
            self.complain(Problem::new(note.at.clone(), note.what.clone(), note.remedy.clone()), false);
        }
        if sheet.refused > 0 {
            let what = format!("{} rows could not be read whole.", sheet.refused);
            let remedy = "The notes say which; fetch the file again or ask whoever publishes it.";
            self.complain(Problem::new("file", what, remedy), true);
        }
        if sheet.rows.is_empty() && !name.is_empty() {
            let remedy = "Fetch the file again or ask whoever publishes it.";
            self.complain(Problem::new("file", "There are no rows.", remedy), true);
        }
        for row in &sheet.rows {
            self.row(row);
        }
        Ok(())
    }

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
            self.days.entry(day).or_default().totals.push(figures);
            return;
        }
        let Some(key) = self.key(cell(self.columns.key), &name) else {
            let what = format!("The row “{name}” has no usable key in “{}”.", self.spec.shape.key_column);
            let remedy = "Correct the code, or declare the name as an alias in the table's description.";
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
            _ => alias().or_else(|| self.names.as_ref()?.key(name)),
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
        let day = date(text).map(|day| self.spec.shape.as_of.day_of(day));
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

    fn finish(self, bytes: u64, files: usize) -> Result<Understood, Problem> {
        if self.days.is_empty() {
            return Err(self.nothing());
        }
        let fetched_at = self.moment.fetched_at;
        let delivery = |(as_of, day): (Date, Day)| Delivery {
            snapshot: Snapshot {
                as_of,
                fetched_at,
                rows: day.rows,
                published_totals: together(day.totals, files),
            },
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
        Problem::new("file", what, "Correct `only` in the table's description, or fetch the right file.")
    }

    fn complain(&mut self, problem: Problem, blocks: bool) {
        let problem = within(&self.file, problem);
        if self.problems.len() < COMPLAINTS || (blocks && !self.problems.iter().any(|noted| noted.blocks)) {
            self.problems.push(Noted { problem, blocks });
        }
    }
}

/// The totals of all files together, when each has them; of a file with two rows of totals, the later.
fn together(mut totals: Vec<Vec<Option<i64>>>, files: usize) -> Option<Vec<Option<i64>>> {
    if files == 1 {
        return totals.pop();
    }
    if totals.len() != files {
        return None;
    }
    let mut totals = totals.into_iter();
    let first = totals.next()?;
    let add = |sum: Vec<Option<i64>>, more: Vec<Option<i64>>| {
        let add = |(one, other): (Option<i64>, Option<i64>)| one?.checked_add(other?);
        sum.into_iter().zip(more).map(add).collect()
    };
    Some(totals.fold(first, add))
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
