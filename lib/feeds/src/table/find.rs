//! One door for every form: a table is found in bytes of unknown kind.

use super::grid::{Grid, Laid, lay_out};
use super::notes::{Notes, counted, inside, shortened};
use super::pasted::{self, Layout};
use super::together::{self, Block, Budget, Known, Unravelled, Unsolved, unravel};
use super::workbook::Workbook;
use super::{Error, Limits, Note, Row, Sheet, disguise, encoding, json, page, read};

/// What the one who asks knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Which sheet or table, by its name (any part of it, in any letter case) or its number counted from 1. Without it
    /// the first that has figures is taken, and the others are told.
    pub pick: Option<String>,
    /// Where a table is in JSON: `data.counties[]`, or a JSON Pointer.
    pub path: Option<String>,
    /// Names of rows, totals and order, for cells that ran together.
    pub known: Known,
    /// How long those are tried.
    pub budget: Budget,
}

/// A table, and what it was found in.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// What it was found in.
    pub form: Form,
    /// The table.
    pub sheet: Sheet,
    /// Its title or caption, or the sheet's name. Outside text.
    pub title: Option<String>,
    /// What there is to choose from, when there is more than one; the one taken is `taken`.
    pub choices: Vec<String>,
    /// Which of the choices this is, counted from 0.
    pub taken: usize,
    /// How its cells were cut, if they ran together.
    pub together: Option<Unravelled>,
}

/// A form of table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Delimited text, read by its first line.
    Delimited,
    /// A sheet of a workbook.
    Workbook,
    /// A table of a web page.
    Page,
    /// Records in JSON.
    Json,
    /// Markdown.
    Markdown,
    /// Delimited text with a title above its header.
    Titled,
    /// Columns under each other.
    Aligned,
    /// Cells that ran together.
    Together,
}

impl Form {
    /// In a few words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Form::Delimited => "delimited text",
            Form::Workbook => "spreadsheet workbook",
            Form::Page => "table of a web page",
            Form::Json => "JSON",
            Form::Markdown => "Markdown",
            Form::Titled => "delimited text under a title",
            Form::Aligned => "columns of text",
            Form::Together => "cells that ran together",
        }
    }

    /// What a row's number counts.
    #[must_use]
    pub fn unit(self) -> &'static str {
        match self {
            Form::Workbook | Form::Page => "row",
            Form::Json => "record",
            Form::Delimited | Form::Markdown | Form::Titled | Form::Aligned | Form::Together => "line",
        }
    }
}

/// Finds the table in bytes of unknown form.
///
/// # Errors
/// As [`read`]; and when a workbook, page or JSON document has no such table.
pub fn find(bytes: &[u8], wanted: &Wanted, limits: &Limits) -> Result<Found, Error> {
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limits.bytes {
        return Err(Error::TooLarge { limit: limits.bytes });
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return in_workbook(bytes, wanted, limits);
    }
    disguise::refuse_binary(bytes)?;
    let mut notes = Notes::default();
    let text = encoding::decode(bytes, limits.bytes, &mut notes)?;
    match disguise::refuse_text(&text) {
        Err(refusal @ (Error::Html { .. } | Error::Xml)) => in_page(&text, wanted, limits, notes, refusal),
        Err(Error::Json) => in_json(&text, wanted, limits, notes),
        Err(other) => Err(other),
        Ok(()) if wanted.path.is_some() => in_json(&text, wanted, limits, notes),
        Ok(()) => in_text(bytes, &text, wanted, limits, notes),
    }
}

/// Which of the choices is meant; the first that is good without a wish.
fn pick(choices: &[String], wanted: &Wanted, first_good: usize) -> Result<usize, Error> {
    let Some(pick) = &wanted.pick else { return Ok(first_good) };
    let number = pick.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    let lower = pick.to_lowercase();
    let exact = choices.iter().position(|choice| choice.to_lowercase() == lower);
    let part = || choices.iter().position(|choice| choice.to_lowercase().contains(&lower));
    exact.or(number.filter(|number| *number < choices.len())).or_else(part).ok_or_else(|| Error::NotFound {
        wanted: shortened(pick),
        there: choices.iter().take(20).map(|choice| format!("“{}”", shortened(choice))).collect(),
    })
}

fn in_workbook(bytes: &[u8], wanted: &Wanted, limits: &Limits) -> Result<Found, Error> {
    let mut book = Workbook::open(bytes, limits)?;
    let choices = book.sheets.clone();
    let first = pick(&choices, wanted, 0)?;
    let part =
        |at: usize| choices.get(at).map_or_else(String::new, |name| format!("sheet “{}”", shortened(name)));
    let mut filled = None;
    // Without a wish, empty sheets are passed over.
    let last = if wanted.pick.is_some() { first } else { choices.len() - 1 };
    for (at, name) in choices.iter().enumerate().take(last + 1).skip(first) {
        let sheet = book.sheet(name, limits).map_err(|error| within(&part(at), Form::Workbook, error))?;
        if !sheet.grid.rows.is_empty() {
            filled = Some((at, sheet));
            break;
        }
    }
    let Some((taken, sheet)) = filled else { return Err(within(&part(first), Form::Workbook, Error::Empty)) };
    let mut notes = Notes::default();
    if sheet.figures_as_text > 0 {
        notes.add(
            "the file".to_owned(),
            format!("{} figures are stored as text; they are read all the same", sheet.figures_as_text),
            "nothing is lost; the file's owner may store them as numbers",
        );
    }
    let name = sheet.name.clone();
    let mut found = laid(Form::Workbook, &part(taken), sheet.grid, limits, notes)?;
    found.title = found.title.or(Some(name));
    Ok(choose(found, choices, taken))
}

fn in_page(
    text: &str,
    wanted: &Wanted,
    limits: &Limits,
    mut notes: Notes,
    refusal: Error,
) -> Result<Found, Error> {
    let tables = page::tables(text, limits)?;
    let is_good = |table: &page::PageTable| {
        table.grid.rows.len() > 1 && table.grid.rows.iter().any(|row| row.cells.len() > 1)
    };
    let Some(first_good) = tables.iter().position(is_good) else { return Err(refusal) };
    let choices: Vec<String> = (1..)
        .zip(&tables)
        .map(|(number, table)| match table.caption.split_whitespace().collect::<Vec<_>>().join(" ") {
            caption if caption.is_empty() => format!("table {number}"),
            caption => caption,
        })
        .collect();
    let taken = pick(&choices, wanted, first_good)?;
    let part = if choices.len() > 1 { format!("table {}", taken + 1) } else { "table".to_owned() };
    let caption = choices.get(taken).filter(|choice| **choice != format!("table {}", taken + 1)).cloned();
    let (grid, cut) = tables.into_iter().nth(taken).map(|table| (table.grid, table.cut)).unwrap_or_default();
    if cut {
        notes.add(
            "the file".to_owned(),
            "the page ends inside this table; the row it ends in was left out".to_owned(),
            "fetch the page again: it was cut off",
        );
    }
    let mut found = laid(Form::Page, &part, grid, limits, notes)?;
    found.sheet.refused += u64::from(cut);
    found.title = caption.or(found.title);
    Ok(choose(found, choices, taken))
}

fn in_json(text: &str, wanted: &Wanted, limits: &Limits, mut notes: Notes) -> Result<Found, Error> {
    let table = json::read(text, wanted.path.as_deref().or(wanted.pick.as_deref()), limits)?;
    if table.lists_left_out > 0 {
        let what = format!("{} with a list in them were left empty", counted(table.lists_left_out, "cell"));
        notes.add("the file".to_owned(), what, "use a path to the list, if it is wanted");
    }
    let mut found = laid(Form::Json, "", table.grid, limits, notes)?;
    found.title = Some(table.path.clone());
    let choices = std::iter::once(table.path).chain(table.others).collect();
    Ok(choose(found, choices, 0))
}

fn in_text(
    bytes: &[u8],
    text: &str,
    wanted: &Wanted,
    limits: &Limits,
    mut notes: Notes,
) -> Result<Found, Error> {
    let blocks = together::blocks(text, &wanted.known.names);
    let glued: Vec<&Block> =
        blocks.iter().filter(|block| block.ran_together(wanted.known.totals.len())).collect();
    if !glued.is_empty() {
        return run_together(&glued, wanted, limits, notes);
    }
    let strict = read(bytes, limits);
    if let Ok(sheet) = &strict
        && sheet.columns.len() > 1
        && sheet.refused == 0
        && !sheet.notes.iter().any(|note| note.what.starts_with("the header has no name"))
    {
        return Ok(plain(Form::Delimited, sheet.clone()));
    }
    let Some((layout, grid)) = pasted::grid(text, &mut notes) else {
        return strict.map(|sheet| plain(Form::Delimited, sheet));
    };
    let form = match layout {
        Layout::Markdown => Form::Markdown,
        Layout::Delimited(_) => Form::Titled,
        Layout::Aligned => Form::Aligned,
    };
    let loose = laid(form, "", grid, limits, notes);
    match (strict, loose) {
        // What both read is better told by the one that loses fewer rows.
        (Ok(strict), Ok(loose)) if strict.columns.len() > 1 && strict.refused <= loose.sheet.refused => {
            Ok(plain(Form::Delimited, strict))
        }
        (Ok(strict), Err(_)) => Ok(plain(Form::Delimited, strict)),
        (_, loose) => loose,
    }
}

fn plain(form: Form, sheet: Sheet) -> Found {
    Found { form, sheet, title: None, choices: Vec::new(), taken: 0, together: None }
}

fn choose(mut found: Found, choices: Vec<String>, taken: usize) -> Found {
    if choices.len() > 1 {
        let others = choices.iter().enumerate().filter(|(place, _)| *place != taken);
        let others = others.take(8).map(|(_, choice)| format!("“{}”", shortened(choice))).collect::<Vec<_>>();
        found.sheet.notes.push(Note {
            at: "the file".to_owned(),
            what: format!("there are {} tables in it; this is number {}", choices.len(), taken + 1),
            remedy: format!("choose another by name or number, if it is meant: {}", others.join(", ")),
        });
        found.choices = choices;
        found.taken = taken;
    }
    found
}

fn within(part: &str, form: Form, error: Error) -> Error {
    Error::Inside { part: part.to_owned(), unit: form.unit(), error: Box::new(error) }
}

/// Lays out rows of cells, and says of every note in which part of the file it is.
fn laid(form: Form, part: &str, grid: Grid, limits: &Limits, mut notes: Notes) -> Result<Found, Error> {
    let Laid { title, columns, rows, refused } =
        lay_out(grid, limits, &mut notes).map_err(|error| within(part, form, error))?;
    let mut notes = notes.finish();
    for note in &mut notes {
        note.at = inside(part, form.unit(), &note.at);
    }
    Ok(Found { title, ..plain(form, Sheet { columns, rows, refused, notes }) })
}

/// Cuts the cells; rows without a reading keep their digits in one cell, so that nothing is guessed.
fn run_together(
    blocks: &[&Block],
    wanted: &Wanted,
    limits: &Limits,
    mut notes: Notes,
) -> Result<Found, Error> {
    let title =
        |(number, block): (usize, &&Block)| block.title.clone().unwrap_or_else(|| format!("table {number}"));
    let choices: Vec<String> = (1..).zip(blocks).map(title).collect();
    let known =
        |block: &Block| block.rows.iter().filter(|row| wanted.known.names.contains(&row.name)).count();
    let likeliest = (0..blocks.len()).rev().max_by_key(|at| blocks.get(*at).map_or(0, |block| known(block)));
    let taken = pick(&choices, wanted, likeliest.unwrap_or(0))?;
    let Some(block) = blocks.get(taken) else { return Err(Error::Empty) };
    if block.rows.len() > limits.rows {
        return Err(Error::TooManyRows { line: block.line, limit: limits.rows });
    }
    let told = unravel(block, &wanted.known, &wanted.budget);
    told.notes(block, &mut notes);
    let mut sheet = Sheet { columns: vec![told.row_name.clone()], notes: notes.finish(), ..Sheet::default() };
    match &told.outcome {
        Ok(_) => sheet.columns.extend(told.measures.iter().cloned()),
        Err(Unsolved::Nothing(_) | Unsolved::Undecided(_)) => sheet.columns.push(told.measures.join(" + ")),
    }
    super::header::refuse_duplicates(&sheet.columns, block.line)?;
    for (place, row) in block.rows.iter().enumerate() {
        let figures = match &told.outcome {
            Ok(solution) => {
                solution.rows.get(place).map(|row| row.figures.iter().map(ToString::to_string).collect())
            }
            Err(_) => Some(vec![row.digits.clone()]),
        };
        let cells = std::iter::once(row.name.clone()).chain(figures.unwrap_or_default()).collect();
        sheet.rows.push(Row { line: row.line, cells });
    }
    let found = Found { title: block.title.clone(), together: Some(told), ..plain(Form::Together, sheet) };
    Ok(choose(found, choices, taken))
}
