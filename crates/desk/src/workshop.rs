//! Whom the desk asks about descriptions of tables and files from outside: it reads no settings, asks no source and
//! understands no file itself. Handed in by `station`.

use jiff::{Timestamp, civil::Date};
use model::{
    slug::Slug,
    source::Source,
    table::{Delivery, Spec},
};
use std::{future::Future, pin::Pin};

/// What a description of a table says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Described {
    /// What is to be known of the table.
    pub spec: Spec,
    /// Where its figures come from; none when a person pastes them.
    pub source: Option<Source>,
}

/// Something wrong with a description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The field of the form, such as `measure.0.column`; empty for the whole.
    pub field: String,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub remedy: String,
}

/// Fields of a form that belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Set {
    /// What they are about.
    pub legend: String,
    /// A sentence above them; may be empty.
    pub about: String,
    /// The fields; of a set that is repeated, those of each entry.
    pub entries: Vec<Vec<Field>>,
    /// Of a set that can be repeated, the name under which more entries are asked for.
    pub more: Option<String>,
}

/// One field of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name, such as `measure.0.column`.
    pub name: String,
    /// What people read.
    pub label: String,
    /// What it does.
    pub hint: String,
    /// How it is filled in.
    pub kind: Kind,
    /// What stands in it; of a switch `true` or `false`.
    pub value: String,
    /// Whether it must be filled in.
    pub required: bool,
}

/// How a field is filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One line.
    Line,
    /// A whole number.
    Count,
    /// One thing a line; of named things `name = value`.
    Lines,
    /// Yes or no.
    Switch,
    /// One of these, or none.
    Choice(Vec<String>),
}

/// What a source or a paste would give.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tried {
    /// Where it came from.
    pub from: String,
    /// The figures of each day, oldest first; none when it cannot be used.
    pub deliveries: Vec<Delivery>,
    /// What is to be said of it, in order.
    pub problems: Vec<Told>,
}

/// Something to be said of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Where: a line, a column.
    pub at: String,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub remedy: String,
    /// Whether the file cannot be used because of it.
    pub blocks: bool,
}

/// What a person pasted, and what they know of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pasted {
    /// The text.
    pub text: String,
    /// Postal code of the state whose counties the rows are; empty for other rows.
    pub counties: String,
    /// Totals of the columns of figures, in order; a column without one has none.
    pub totals: Vec<Option<i64>>,
    /// Which of several tables, by its number from 1 or its title.
    pub pick: String,
}

/// What is found in a pasted text, for a person to confirm.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposed {
    /// What it was found in, such as “cells that ran together”.
    pub form: String,
    /// Its title, if it has one.
    pub title: String,
    /// What there is to choose from, when there are several tables.
    pub choices: Vec<String>,
    /// The one taken, from 0.
    pub taken: usize,
    /// The columns, in order.
    pub columns: Vec<Column>,
    /// The rows, in order.
    pub rows: Vec<Row>,
    /// How many other readings fit as well, in words, when cells ran together and one was found.
    pub others: Option<String>,
    /// Why no reading was found, when cells ran together and none was.
    pub unsolved: Option<String>,
    /// Checks: what, `passed`, `failed` or `not-applied`, and words.
    pub checks: Vec<(String, &'static str, String)>,
    /// Notes on the text.
    pub notes: Vec<Told>,
}

/// A column of a pasted text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// `key`, `integer`, `decimal`, `date` or `text`.
    pub kind: &'static str,
    /// The sum of its figures.
    pub sum: Option<i64>,
    /// Cells that are not of its kind.
    pub odd: usize,
}

/// A row of a pasted text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Its line in the text.
    pub line: u64,
    /// Its cells.
    pub cells: Vec<String>,
    /// The key it has, when keys were asked for and it has one.
    pub key: Option<String>,
    /// It holds the sums of the others.
    pub is_total: bool,
    /// Whether its cells could be cut otherwise.
    pub unsure: bool,
    /// Other ways that fit, as far as they are known.
    pub others: Vec<Vec<String>>,
}

/// The future of an answer from outside.
pub type Trying<'a> = Pin<Box<dyn Future<Output = Tried> + Send + 'a>>;

/// Reads descriptions, asks sources, understands files.
pub trait Workshop: Send + Sync {
    /// What a description says. It is the text of one `[table.NAME]` as in `station.toml`.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    fn read(&self, slug: &Slug, text: &str) -> Result<Described, Vec<Fault>>;

    /// The form of a description; of a blank one without a text. `more` says which repeated sets want how many more
    /// entries.
    fn form(&self, slug: Option<&Slug>, text: &str, more: &[(String, usize)]) -> Vec<Set>;

    /// The description that a form says.
    fn write(&self, slug: &Slug, fields: &[(String, String)]) -> String;

    /// Ask the source now, and read what it answers. Nothing is kept.
    fn ask<'a>(&'a self, described: &'a Described, now: Timestamp) -> Trying<'a>;

    /// Read figures that were pasted for a table, of a day when they do not say it themselves.
    fn paste(&self, spec: &Spec, pasted: &Pasted, day: Date, now: Timestamp) -> Tried;

    /// What is in a text that belongs to no table yet.
    ///
    /// # Errors
    /// Why nothing was found.
    fn look(&self, pasted: &Pasted) -> Result<Proposed, Told>;
}
