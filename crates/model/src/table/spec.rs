//! What `station.toml` (or the desk) says about a table.

use super::{derive::Derived, gate::Gates};
use crate::slug::Slug;
use jiff::{SignedDuration, ToSpan, civil::Date};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// A row's key: a FIPS code, or a declared word such as `unassigned`. Never a bare name.
pub type Key = String;

/// A table by its settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spec {
    /// Address, `/data/<slug>`.
    pub slug: Slug,
    /// Heading and caption.
    pub title: String,
    /// What it shows and how to read it; may be empty.
    pub about: String,
    /// What a row is, such as “County”.
    pub row_name: String,
    /// The complete set of keys that a night must have, with names as readers see them.
    pub keys: BTreeMap<Key, String>,
    /// Keys among them that a night may lack: some sources write “Unassigned” only when there is somebody in it.
    pub optional: BTreeSet<Key>,
    /// What the source calls a key that has none of its own: `Unassigned` → the key declared for it.
    pub aliases: BTreeMap<String, Key>,
    /// The page of each row, `/data/<slug>/<address>`.
    pub addresses: BTreeMap<Slug, Key>,
    /// How a file is laid out.
    pub shape: Shape,
    /// What is counted, in order of display.
    pub measures: Vec<Measure>,
    /// What the station works out from the measures, in order of display after them.
    pub derived: Vec<Derived>,
    /// How many people live where, for figures per 100,000.
    pub population: Option<Arc<Population>>,
    /// How the gates are set.
    pub gates: Gates,
    /// How it is shown.
    pub display: Display,
    /// How long a night's figures count as fresh after the end of their as-of day.
    pub max_age: SignedDuration,
    /// Who publishes the data, as readers see it.
    pub credit: String,
    /// Where to read more.
    pub credit_url: Option<String>,
    /// Terms of the data.
    pub licence: Option<String>,
}

/// How a source's file is laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Column of the key (FIPS).
    pub key_column: String,
    /// Column of the name, consulted for aliases and the total.
    pub name_column: String,
    /// Where the day stands.
    pub as_of: AsOf,
    /// What the source calls its row of totals, if it publishes one.
    pub total_row: Option<String>,
    /// Columns and what must stand in them for a row to be of this table: a file of the nation has rows of others.
    pub only: BTreeMap<String, String>,
    /// In a file of several parts, which one: a sheet of a workbook or a table of a web page, by name or number.
    pub part: Option<String>,
    /// Where the rows are in a JSON document.
    pub path: Option<String>,
    /// A file may hold several days; so many of the newest are looked at, from 1.
    pub days: u32,
    /// The letters of the file, when they are not as it seems.
    pub encoding: Option<Encoding>,
    /// Further files of the same table, such as one for each state: a night needs all of them.
    pub also: Vec<FurtherFile>,
}

/// How the letters of a file are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// Windows-1252, of Western Europe and the Americas.
    Windows1252,
}

/// One more file of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FurtherFile {
    /// Name for the desk.
    pub name: String,
    /// Where it is.
    pub url: String,
    /// As [`Shape::part`].
    pub part: Option<String>,
    /// As [`Shape::path`].
    pub path: Option<String>,
}

impl Encoding {
    /// All.
    pub const ALL: [Encoding; 2] = [Encoding::Utf8, Encoding::Windows1252];

    /// Name in settings.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Windows1252 => "windows-1252",
        }
    }

    /// The encoding of a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str().eq_ignore_ascii_case(name))
    }
}

impl AsOf {
    /// The day that a written date, or the day of a fetch, speaks of. Before the beginning of time, that day itself.
    pub fn day_of(&self, date: Date) -> Date {
        date.checked_sub(i64::from(self.days_before).days()).unwrap_or(date)
    }
}

/// Where a file says of which day it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AsOf {
    /// Column of the date; `None` when the file does not say, and the day of the fetch counts.
    pub column: Option<String>,
    /// The figures are of so many days before the date that is written: some sources write the day of publication.
    pub days_before: u32,
}

/// One column of figures of the source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Measure {
    /// Column in the source, and name in downloads.
    pub column: String,
    /// Heading.
    pub label: String,
    /// Counts up for ever: a fall must be looked at by a person.
    pub cumulative: bool,
    /// Digits after the decimal point that are kept; figures are counted in this smallest unit. At most 6.
    pub decimals: u8,
    /// What it is counted in, such as `acres`; empty for plain counts.
    pub unit: String,
    /// It cannot be more than this other measure (deaths ≤ cases), by its place.
    pub at_most: Option<usize>,
}

/// A named count of people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Population {
    /// People by key.
    pub people: BTreeMap<Key, i64>,
    /// Who counted, and when, as readers see it.
    pub credit: String,
}

/// How a table is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Display {
    /// The order before a reader chooses another.
    pub sort: Sort,
    /// The column that the map is coloured by, by its place among [`Spec::columns`].
    pub map: Option<usize>,
    /// The measure that charts draw.
    pub chart: Option<usize>,
    /// Whether sums stand above the table.
    pub totals: bool,
}

/// An order of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// By name, A first (or last).
    Name {
        /// Z first.
        falling: bool,
    },
    /// By a column, by its place among [`Spec::columns`].
    Column {
        /// Which.
        index: usize,
        /// Largest first.
        falling: bool,
    },
}

impl Default for Sort {
    fn default() -> Self {
        Self::Column { index: 0, falling: true }
    }
}

/// A column as readers see it: a measure, or something derived from one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Name in addresses and downloads: the measure's column, or `cases-new`.
    pub id: String,
    /// Heading.
    pub label: String,
    /// Digits after the decimal point.
    pub decimals: u8,
    /// What it is counted in; may be empty.
    pub unit: String,
    /// Worked out by the station, not published by the source.
    pub is_derived: bool,
}

impl Spec {
    /// A table with nothing in it yet but its address and title; every other part as by default.
    pub fn named(slug: Slug, title: &str) -> Self {
        Self {
            slug,
            title: title.to_owned(),
            about: String::new(),
            row_name: "County".to_owned(),
            keys: BTreeMap::new(),
            optional: BTreeSet::new(),
            aliases: BTreeMap::new(),
            addresses: BTreeMap::new(),
            shape: Shape::default(),
            measures: Vec::new(),
            derived: Vec::new(),
            population: None,
            gates: Gates::default(),
            display: Display { totals: true, ..Display::default() },
            max_age: SignedDuration::from_hours(36),
            credit: String::new(),
            credit_url: None,
            licence: None,
        }
    }

    /// All columns in order of display: the measures, then what is derived.
    pub fn columns(&self) -> Vec<Column> {
        let measure = |measure: &Measure| Column {
            id: measure.column.clone(),
            label: measure.label.clone(),
            decimals: measure.decimals,
            unit: measure.unit.clone(),
            is_derived: false,
        };
        let derived = |derived: &Derived| derived.column(self.measures.get(derived.of));
        self.measures.iter().map(measure).chain(self.derived.iter().map(derived)).collect()
    }

    /// The name of a key as readers see it.
    pub fn name<'a>(&'a self, key: &'a str) -> &'a str {
        self.keys.get(key).map_or(key, String::as_str)
    }

    /// Whether a key is no county but something that was declared, such as “Unassigned”.
    pub fn is_alias(&self, key: &str) -> bool {
        self.aliases.values().any(|alias| alias == key)
    }

    /// The address of a key's page.
    pub fn address_of(&self, key: &str) -> Option<&Slug> {
        self.addresses.iter().find(|(_, of)| *of == key).map(|(address, _)| address)
    }
}

impl Default for Shape {
    fn default() -> Self {
        Self {
            key_column: "fips".to_owned(),
            name_column: "county".to_owned(),
            as_of: AsOf { column: Some("as_of".to_owned()), days_before: 0 },
            total_row: None,
            only: BTreeMap::new(),
            part: None,
            path: None,
            days: 1,
            encoding: None,
            also: Vec::new(),
        }
    }
}

impl Measure {
    /// A figure in words: `8395`, `12.5`, `not reported`. Without separators, for logs and the desk.
    pub fn words(&self, figure: Option<i64>) -> String {
        figure.map_or_else(|| "not reported".to_owned(), |figure| decimal(figure, self.decimals))
    }
}

/// A count of smallest units as a decimal number: 125 with one decimal is `12.5`.
pub fn decimal(figure: i64, decimals: u8) -> String {
    if decimals == 0 {
        return figure.to_string();
    }
    let one = 10_u64.saturating_pow(u32::from(decimals));
    let (sign, size) = (if figure < 0 { "-" } else { "" }, figure.unsigned_abs());
    format!("{sign}{}.{:0width$}", size / one, size % one, width = usize::from(decimals))
}
