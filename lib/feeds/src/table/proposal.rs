//! What "New table from paste" proposes: a kind for each column, the row of totals, the rows in doubt.

use super::grid::is_figure;
use super::together::{Count, words};
use super::{Found, NumberError, Row, Sheet, number};

/// Rows in doubt that are listed.
const MOST_IN_DOUBT: usize = 1_000;

/// A table as it could be taken in, for a person to confirm.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposal {
    /// The columns, in order.
    pub columns: Vec<Column>,
    /// The row that holds the sums of the others.
    pub totals_row: Option<TotalsRow>,
    /// The sum of each column of whole figures over all other rows; none for other columns, and when it leaves 64 bits.
    pub sums: Vec<Option<i64>>,
    /// How many other readings of the table fit as well, if its cells ran together and a reading was found.
    pub other_readings: Option<Count>,
    /// Rows, counted from 0, whose figures differ between the readings that fit.
    pub rows_in_doubt: Vec<usize>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it most likely holds.
    pub kind: Kind,
    /// Cells without a figure or word.
    pub empty: usize,
    /// Figures with a footnote mark.
    pub footnoted: usize,
    /// Cells that are not of this kind; the first of them, counted from 0.
    pub odd: usize,
    /// The first of those.
    pub first_odd: Option<usize>,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Tells rows apart: different in every row.
    Key,
    /// Whole figures.
    Integer,
    /// Figures with a fraction, or shares.
    Decimal,
    /// Days such as 2021-02-28 or 2/28/2021.
    Date,
    /// Words.
    Text,
}

impl Kind {
    /// In a word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Kind::Key => "key",
            Kind::Integer => "integer",
            Kind::Decimal => "decimal",
            Kind::Date => "date",
            Kind::Text => "text",
        }
    }
}

/// A row of totals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TotalsRow {
    /// Which row of the sheet, counted from 0.
    pub row: usize,
    /// What it is called.
    pub name: String,
    /// Names of columns whose figure in it is not the sum of the others.
    pub wrong: Vec<String>,
}

impl Proposal {
    /// Looks at what was found.
    #[must_use]
    pub fn of(found: &Found) -> Proposal {
        let sheet = &found.sheet;
        let mut totals_row = totals_row(sheet);
        let rows: Vec<(usize, &Row)> = sheet
            .rows
            .iter()
            .enumerate()
            .filter(|(place, _)| totals_row.as_ref().is_none_or(|totals| totals.row != *place))
            .collect();
        let mut columns: Vec<Column> =
            (0..sheet.columns.len()).map(|column| look(sheet, column, &rows)).collect();
        name_the_key(&mut columns, &rows);
        if let (Some(Err(_)), Some(digits)) =
            (found.together.as_ref().map(|told| told.outcome.as_ref()), columns.last_mut())
        {
            // Digits that could not be cut are no figures.
            digits.kind = Kind::Text;
        }
        let sums = (0..columns.len())
            .map(|column| {
                let whole = columns.get(column).is_some_and(|column| column.kind == Kind::Integer);
                whole.then(|| sum(&rows, column)).flatten()
            })
            .collect::<Vec<_>>();
        if let Some(totals) = &mut totals_row {
            let row = sheet.rows.get(totals.row);
            totals.wrong = columns
                .iter()
                .enumerate()
                .filter(|(place, column)| {
                    let printed = row.and_then(|row| figure(row.cells.get(*place)?));
                    let sum = sums.get(*place).copied().flatten();
                    column.kind == Kind::Integer && printed.is_some() && sum.is_some() && printed != sum
                })
                .map(|(_, column)| column.name.clone())
                .collect();
        }
        let solution = found.together.as_ref().and_then(|told| told.outcome.as_ref().ok());
        let in_doubt = solution.map(|solution| {
            let unsure = solution.rows.iter().enumerate().filter(|(_, row)| !row.sure);
            unsure.map(|(place, _)| place).take(MOST_IN_DOUBT).collect()
        });
        Proposal {
            columns,
            totals_row,
            sums,
            other_readings: solution.map(|solution| solution.fitting.others()),
            rows_in_doubt: in_doubt.unwrap_or_default(),
        }
    }
}

/// The last row, or the first, if it is called so.
fn totals_row(sheet: &Sheet) -> Option<TotalsRow> {
    let named = |row: usize| {
        let cells = &sheet.rows.get(row)?.cells;
        let name = cells.iter().find(|cell| !cell.is_empty() && !is_figure(cell))?;
        words::is_total(name).then(|| TotalsRow { row, name: name.clone(), wrong: Vec::new() })
    };
    let last = sheet.rows.len().checked_sub(1)?;
    named(last).or_else(|| named(0)).filter(|_| last > 0)
}

fn figure(cell: &str) -> Option<i64> {
    match number(cell) {
        Ok(figure) => figure,
        Err(NumberError::Footnoted { value, .. }) => value,
        Err(_) => None,
    }
}

fn sum(rows: &[(usize, &Row)], column: usize) -> Option<i64> {
    let mut figures = rows.iter().filter_map(|(_, row)| figure(row.cells.get(column)?));
    figures.try_fold(0_i64, i64::checked_add)
}

/// Counts what the cells look like; the column is of the kind that nearly all of them are.
fn look(sheet: &Sheet, column: usize, rows: &[(usize, &Row)]) -> Column {
    let name = sheet.columns.get(column).cloned().unwrap_or_default();
    let (mut empty, mut footnoted, mut whole, mut decimal, mut dates) = (0, 0, 0, 0, 0_usize);
    let cells = || rows.iter().map(|(place, row)| (*place, row.cells.get(column).map_or("", String::as_str)));
    for (_, cell) in cells() {
        match number(cell) {
            Ok(None) => empty += 1,
            Ok(Some(_)) => whole += 1,
            Err(NumberError::Footnoted { .. }) => {
                footnoted += 1;
                whole += 1;
            }
            Err(NumberError::Fraction | NumberError::Percent) => decimal += 1,
            Err(_) => dates += usize::from(is_date(cell)),
        }
    }
    let filled = rows.len() - empty;
    let nearly_all = |count: usize| filled > 0 && count * 10 >= filled * 9;
    let kind = if nearly_all(dates) {
        Kind::Date
    } else if nearly_all(whole) && decimal == 0 {
        Kind::Integer
    } else if nearly_all(whole + decimal) {
        Kind::Decimal
    } else {
        Kind::Text
    };
    let fits = |cell: &str| match kind {
        Kind::Integer => {
            !matches!(number(cell), Err(error) if !matches!(error, NumberError::Footnoted { .. }))
        }
        Kind::Decimal => is_figure(cell) || matches!(number(cell), Ok(None)),
        Kind::Date => is_date(cell) || matches!(number(cell), Ok(None)),
        Kind::Key | Kind::Text => true,
    };
    let mut odd = cells().filter(|(_, cell)| !fits(cell)).map(|(place, _)| place);
    let first_odd = odd.next();
    let odd = odd.count() + usize::from(first_odd.is_some());
    Column { name, kind, empty, footnoted, odd, first_odd }
}

/// The first column that differs in every row and is not a plain count: a code by its name, else words.
fn name_the_key(columns: &mut [Column], rows: &[(usize, &Row)]) {
    let is_code = |name: &str| {
        let lower = name.to_lowercase();
        ["fips", "geoid", "code", "id", "key", "uid", "zip"]
            .iter()
            .any(|word| lower == *word || lower.ends_with(&format!("_{word}")))
    };
    let differs = |column: usize| {
        let mut seen = std::collections::HashSet::new();
        rows.iter()
            .all(|(_, row)| row.cells.get(column).is_some_and(|cell| !cell.is_empty() && seen.insert(cell)))
    };
    let places = || 0..columns.len();
    let named = |place: usize| columns.get(place).is_some_and(|column| is_code(&column.name));
    let words = |place: usize| columns.get(place).is_some_and(|column| column.kind == Kind::Text);
    let code = places().find(|place| named(*place) && differs(*place));
    let found = code.or_else(|| places().find(|place| words(*place) && differs(*place)));
    if let Some(column) = found.and_then(|place| columns.get_mut(place)) {
        column.kind = Kind::Key;
    }
}

/// 2021-02-28, perhaps with a time, or 2/28/2021.
fn is_date(cell: &str) -> bool {
    let cell = cell.trim();
    if cell.get(..10).is_some_and(|day| day.parse::<jiff::civil::Date>().is_ok()) {
        return true;
    }
    let day = cell.split_whitespace().next().unwrap_or_default();
    let parts: Vec<&str> = day.split('/').collect();
    matches!(parts.as_slice(), [month, day, year]
        if month.parse::<u8>().is_ok_and(|month| (1..=12).contains(&month))
            && day.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))
            && matches!(year.len(), 2 | 4) && year.bytes().all(|byte| byte.is_ascii_digit()))
}
