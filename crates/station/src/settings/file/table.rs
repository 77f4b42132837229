//! What `station.toml`, and the desk, can say of a table.

use crate::tree::group;
use std::collections::BTreeMap;

group! {
    /// A public-data table, fetched on a schedule, and shown only when it is complete and adds up.
    pub Table {
        /// Its heading.
        title: String [required],
        /// A sentence or two on what it shows and how to read it.
        about: String [String::new()],
        /// What a row is.
        row_name: String ["County".to_owned()],
        /// The rows that must be there: all counties of a state by its postal code, such as `OR`; of several, `OR, CA`;
        /// or `US`.
        counties: String [String::new()],
        /// Rows that are no counties, such as the candidates of an election: a key for each, and its name.
        rows: BTreeMap<String, String> [BTreeMap::new()],
        /// Rows beside the counties: what the source calls them, and a key for each.
        aliases: BTreeMap<String, String> [BTreeMap::new()],
        /// Keys that a night may lack, such as the one of “Unassigned” where the source leaves it out when it is empty.
        optional: Vec<String> [Vec::new()],
        /// What the source calls its row of totals, if it has one. It is compared with the sums of the rows.
        total_row: Option<String> [None],
        /// Column of the five-digit county code (FIPS), or of the keys of `rows`.
        key_column: String ["fips".to_owned()],
        /// Column of the name.
        name_column: String ["county".to_owned()],
        /// Column of the day that the figures speak of. Empty: the file does not say, and the day of its address or of
        /// the fetch counts.
        as_of_column: String ["as_of".to_owned()],
        /// The figures are of so many days before the date that is written, or before the day of the fetch.
        days_before: u32 [0],
        /// How many days are looked at: the newest, and the ones before it, which sources restate. More than one for a
        /// file that holds several days, and for an address with a `{date:…}` in it.
        days: u32 [1],
        /// Columns and what must stand in them, such as `{ Province_State = "Oregon" }`: other rows are passed over.
        only: BTreeMap<String, String> [BTreeMap::new()],
        /// How long figures count as fresh after the end of their day, in hours.
        max_age_hours: u32 [36],
        /// Who publishes the data, as readers see it.
        credit: String [required],
        /// Where readers find more.
        credit_url: Option<String> [None],
        /// Terms of the data, printed below the table.
        licence: Option<String> [None],
        /// A `population` by its name, for figures per 100,000.
        population: Option<String> [None],
        /// Where the figures come from.
        source: Source [required],
        /// The columns of figures, in order of display. At least one.
        measure: Vec<Measure> [required],
        /// Columns that the station works out, in order of display after the figures.
        derived: Vec<Derived> [Vec::new()],
        /// How the gates are set that new figures pass or are held at.
        gates: Gates [Gates::default()],
        /// How it is shown.
        display: Display [Display::default()],
    }
}

group! {
    /// Descriptions of tables, as the desk keeps them.
    pub Tables {
        /// Each by the name of its page.
        table: BTreeMap<String, Table> [BTreeMap::new()],
    }
}

group! {
    /// Where a table's figures come from.
    pub Source {
        /// Its name for the desk; readers see the table's `credit`.
        name: String [required],
        /// `https://…`, `file:` and a path, or `replay:` and a folder of recorded answers; `paste:` for figures that a person
        /// pastes at the desk. A day is written into it where it says `{date:%Y-%m-%d}`, in any order.
        url: String [required],
        /// Of a workbook or a web page, the sheet or table that is meant, by its name or its number from 1; without it,
        /// the first with figures.
        part: Option<String> [None],
        /// Where the rows are in a JSON document, such as `data.counties[]`.
        path: Option<String> [None],
        /// The letters of the file, where they are not as it seems: `utf-8` or `windows-1252`. Without it UTF-8 is read, and
        /// what is no UTF-8 is read as Windows-1252.
        encoding: String [String::new()],
        /// Further files of the same table, such as one for each state. All must be there.
        also: Vec<FurtherFile> [Vec::new()],
        /// When it is asked, in station time: minute, hour, day of month, month, weekday. `15 1 * * *` is 1:15 each
        /// night, `* * * * *` every minute. Nothing for figures that are pasted.
        schedule: String [String::new()],
    }
}

group! {
    /// One more file of a table.
    pub FurtherFile {
        /// Its name for the desk, such as the state.
        name: String [required],
        /// Where it is, as for the source's own.
        url: String [required],
        /// The sheet or table in it.
        part: Option<String> [None],
        /// Where the rows are in a JSON document.
        path: Option<String> [None],
    }
}

group! {
    /// A column of figures.
    pub Measure {
        /// Its name in the source.
        column: String [required],
        /// Its heading.
        label: String [required],
        /// It counts up for ever: a fall is held until a person has looked.
        cumulative: bool [false],
        /// Digits after the decimal point that are kept.
        decimals: u32 [0],
        /// What it is counted in, such as `acres`; nothing for plain counts.
        unit: String [String::new()],
        /// The column that it is a part of and cannot be more than: of deaths, `cases`.
        at_most: Option<String> [None],
    }
}

group! {
    /// A column that the station works out.
    pub Derived {
        /// The column it is made from.
        of: String [required],
        /// `new` (since the day before), `average` (7 days), or `per-100k` (people).
        how: String [required],
        /// Its heading; one is made when there is none.
        label: String [String::new()],
    }
}

group! {
    /// The gates of a table.
    pub Gates {
        /// Gates that do not apply: `complete`, `known`, `unique`, `totals`, `plausible`, `at-most`, `advances`,
        /// `reported`, `monotone`, `swapped`, `outlier`, `shrank`.
        off: Vec<String> [Vec::new()],
        /// A figure is held when it moves so many times as far in a day as it usually does.
        outlier_times: u32 [10],
        /// A file is held when so many percent of the last one's bytes are gone.
        shrank_percent: u32 [30],
        /// Falls of cumulative figures up to this many need no person each time; `falls_note` says why. 0 holds every fall.
        falls_at_most: u32 [0],
        /// Why small falls happen, such as “Counties correct addresses.”; readers see it below the table.
        falls_note: String [String::new()],
    }
}

group! {
    /// How a table is shown.
    pub Display {
        /// The column that rows are sorted by, largest first, or `name`.
        sort: Option<String> [None],
        /// The column that the map of counties is coloured by; no map without it. Derived columns are called
        /// `cases-new`, `cases-average`, `cases-per-100k`.
        map: Option<String> [None],
        /// The column of figures that charts draw; no charts without it.
        chart: Option<String> [None],
        /// Totals stand above the table.
        totals: bool [true],
    }
}
