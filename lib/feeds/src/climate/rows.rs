//! Rows of figures in a climate report, and its small table of what is normal for the next day.
//!
//! What a figure is, its column says; the columns are those of the heading above, which are not the same everywhere. Where
//! a row has as many figures as there are columns, they are told apart by their order; else by where they stand, and if two
//! stand in the same column, the row is left out.

use super::{Day, Figures, MAX_YEARS, Which, line::year};

/// A column that is known by the word above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Observed,
    Time,
    Record,
    Year,
    Normal,
    Departure,
    Last,
}

/// Where each column of a table begins.
pub(super) type Columns = Vec<(Column, usize)>;

/// What is normal for the next day: `CLIMATE NORMALS FOR TODAY` or `TOMORROW`.
pub(super) fn normals(lines: &[String], notes: &mut Vec<String>) -> Option<(Which, Day)> {
    let heading = lines.iter().position(|line| line.contains("CLIMATE NORMALS FOR"))?;
    let which = match lines.get(heading)?.trim_end_matches(['.', ' ']) {
        line if line.ends_with("TODAY") => Which::Today,
        line if line.ends_with("TOMORROW") => Which::Tomorrow,
        _ => return None,
    };
    let columns = columns(lines.get(heading + 1)?);
    let mut day = Day::default();
    let mut last: Option<Quantity> = None;
    let mut any = false;
    for text in lines.iter().skip(heading + 2).take(30) {
        let words = text.trim_start();
        let (quantity, label) = match words {
            _ if words.starts_with("MAXIMUM TEMPERATURE (F)") => (Quantity::High, "MAXIMUM TEMPERATURE (F)"),
            _ if words.starts_with("MINIMUM TEMPERATURE (F)") => (Quantity::Low, "MINIMUM TEMPERATURE (F)"),
            _ if words.starts_with("SUNRISE") || words.starts_with("&&") => break,
            _ => {
                match (year(words), last) {
                    (Some(year), Some(before)) => further(before.of(&mut day), year),
                    _ => last = None,
                }
                continue;
            }
        };
        last = Some(quantity);
        match figures(text, label, &columns) {
            Some((figures, _)) => {
                any = true;
                *quantity.of(&mut day) = figures;
            }
            None => notes.push(format!("The row “{label}” could not be told apart.")),
        }
    }
    any.then_some((which, day))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Quantity {
    High,
    Low,
}

impl Quantity {
    fn of(self, day: &mut Day) -> &mut Figures {
        match self {
            Self::High => &mut day.high,
            Self::Low => &mut day.low,
        }
    }
}

pub(super) fn further(figures: &mut Figures, year: i16) {
    let has_record = figures.record.is_some();
    if has_record && figures.years.len() < MAX_YEARS && !figures.years.contains(&year) {
        figures.years.push(year);
    }
}

pub(super) fn columns(heading: &str) -> Columns {
    let known = |word: &str| match word {
        "OBSERVED" => Some(Column::Observed),
        "TIME" => Some(Column::Time),
        "RECORD" => Some(Column::Record),
        "YEAR" => Some(Column::Year),
        "NORMAL" => Some(Column::Normal),
        "DEPARTURE" => Some(Column::Departure),
        "LAST" => Some(Column::Last),
        _ => None,
    };
    words(heading).filter_map(|(place, word)| Some((known(word)?, place))).collect()
}

/// The words of a line, each with its place in bytes.
fn words(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut place = 0;
    let placed = line.split([' ', '\t']).map(move |word| {
        let begins = place;
        place += word.len() + 1;
        (begins, word)
    });
    placed.filter(|(_, word)| !word.is_empty())
}

/// The figures of a row, by its columns; and by how much it says that they depart from what is normal.
pub(super) fn figures(line: &str, label: &str, columns: &Columns) -> Option<(Figures, Option<f64>)> {
    let after = line.find(label)? + label.len();
    let mut cells: Vec<(usize, &str)> = words(line).filter(|(place, _)| *place >= after).collect();
    // A time is two words: `100 PM`.
    cells.retain(|(_, word)| !matches!(*word, "AM" | "PM"));
    let mut told = Figures::default();
    let in_order = cells.len() == columns.len();
    let mut taken: Vec<Column> = Vec::new();
    let mut departure = None;
    for (index, (place, word)) in cells.iter().enumerate() {
        let column = match in_order {
            true => columns.get(index)?.0,
            // A figure may stand one further to the left than its heading.
            false => columns.iter().rev().find(|(_, begins)| *begins <= place + 1)?.0,
        };
        if taken.contains(&column) {
            return None;
        }
        taken.push(column);
        match column {
            Column::Observed => {
                let (plain, flags) = flagged(word);
                told.sets_record = flags;
                told.is_trace = plain == "T";
                told.observed = if told.is_trace { Some(0.0) } else { number(plain) };
            }
            Column::Record => told.record = number(flagged(word).0),
            Column::Normal => told.normal = number(word),
            Column::Year => told.years.extend(year(word)),
            Column::Departure => departure = number(word),
            Column::Time | Column::Last => {}
        }
    }
    if told.record.is_none() {
        told.years.clear();
    }
    Some((told, departure))
}

/// Without the mark of a record: `103R`.
fn flagged(word: &str) -> (&str, bool) {
    match word.strip_suffix('R') {
        Some(plain) => (plain, true),
        None => (word, false),
    }
}

/// A figure as it is written; `MM` and anything else is none.
fn number(word: &str) -> Option<f64> {
    let digits = word.strip_prefix('-').unwrap_or(word);
    let fits = digits.len() <= 6
        && digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    word.parse().ok().filter(|_| fits)
}
