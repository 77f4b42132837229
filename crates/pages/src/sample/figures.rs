//! Examples of data tables and their modules, in every state.

use super::{
    Sample, public,
    stories::{at, cards, chrome, picture},
};
use crate::{
    chrome::{Chrome, Head, Link},
    lite::LiteModule,
    media::Picture,
    module::{Dates, ModuleView, State, TableTeaser, TeaserRow, Total},
    moment::Day,
    number::grouped,
    table::{Cell, Row, TableIndex, TablePage},
};

const TITLE: &str = "Oregon COVID-19 cases and deaths by county";
const HELD: &str = "The county list that came on March 1, 2021, 1:15 a.m. PST lacked Wheeler County, so it was not published. \
                    The last complete figures are shown.";

/// Ten made-up counties with figures that add up to the totals printed above them.
const COUNTIES: [(&str, i64, i64); 10] = [
    ("Multnomah", 32_104, 541),
    ("Washington", 21_620, 216),
    ("Marion", 18_505, 286),
    ("Clackamas", 13_590, 171),
    ("Lane", 10_336, 131),
    ("Jackson", 8_363, 109),
    ("Umatilla", 7_687, 81),
    ("Klamath", 2_803, 55),
    ("Josephine", 2_243, 48),
    ("Wheeler", 20, 1),
];

pub(super) fn samples() -> Vec<Sample> {
    let (chrome, bare) = (chrome(), Chrome::default());
    let held = TablePage { state: State::Held, note: Some(HELD.into()), ..table() };
    let missing = TablePage {
        state: State::Missing,
        note: Some("The source has not answered since this table was set up.".into()),
        rows: Vec::new(),
        totals: Vec::new(),
        ..table()
    };
    vec![
        public("table", &chrome, &table()),
        public("table-held", &chrome, &held),
        public("table-missing", &chrome, &missing),
        public("table-bare", &bare, &TablePage::default()),
        public("tables", &chrome, &index()),
        public("tables-bare", &bare, &TableIndex::default()),
        public("module", &chrome, &oregon_module()),
        public("figure", &chrome, &pictured()),
        public("figure-bare", &bare, &Picture::default()),
        public("module-bare", &bare, &ModuleView::default()),
    ]
}

fn dates() -> Dates {
    Dates {
        as_of: Some(Day { iso: "2021-02-28".into(), words: "February 28, 2021".into() }),
        source: Some(Link::new("Oregon Health Authority", "https://health.example/oregon")),
        fetched: Some(at(1, 1, 15)),
        next: Some(at(2, 1, 15)),
    }
}

fn totals() -> Vec<Total> {
    let cases = COUNTIES.iter().map(|county| county.1).sum();
    let deaths = COUNTIES.iter().map(|county| county.2).sum();
    [(cases, "Cases"), (deaths, "Deaths")]
        .map(|(sum, label)| Total { value: grouped(sum), label: label.into() })
        .into()
}

fn columns() -> Vec<String> {
    vec!["Cases".into(), "Deaths".into()]
}

fn table() -> TablePage {
    let row = |(name, cases, deaths): &(&str, i64, i64)| Row {
        name: (*name).into(),
        note: String::new(),
        cells: vec![Cell::figure(Some(*cases), 0), Cell::figure(Some(*deaths), 0)],
    };
    let unassigned = Row {
        name: "Unassigned".into(),
        note: "not yet placed in a county".into(),
        cells: vec![Cell::figure(Some(0), 0), Cell::figure(None, 0)],
    };
    TablePage {
        head: Head { title: TITLE.into(), current: Some("/data".into()), ..Head::default() },
        title: TITLE.into(),
        intro:
            "Confirmed and presumptive cases since the beginning, as the state reports them for each county."
                .into(),
        state: State::Fresh,
        note: None,
        totals: totals(),
        totals_note: "Totals are the sums of the 11 rows below.".into(),
        dates: dates(),
        row_heading: "County".into(),
        columns: columns(),
        rows: COUNTIES.iter().map(row).chain([unassigned]).collect(),
        notes: vec!["Counts can go down when the state moves a case to another county.".into()],
        downloads: vec![Link::new("CSV", "/data/or-covid.csv"), Link::new("JSON", "/data/or-covid.json")],
        others: vec![Link::new("California COVID-19 cases and deaths by county", "/data/ca-covid")],
        stories: cards().into_iter().skip(2).take(2).collect(),
    }
}

/// The teaser of the table, fresh.
pub(super) fn oregon_module() -> ModuleView {
    let row = |(name, cases, deaths): &(&str, i64, i64)| TeaserRow {
        name: (*name).into(),
        cells: vec![grouped(*cases), grouped(*deaths)],
    };
    ModuleView {
        id: "or-covid".into(),
        title: "COVID-19 in Oregon".into(),
        url: Some("/data/or-covid".into()),
        state: State::Fresh,
        note: None,
        table: Some(TableTeaser {
            totals: totals(),
            caption: "Five counties with the most cases".into(),
            row_heading: "County".into(),
            columns: columns(),
            rows: COUNTIES.iter().take(5).map(row).collect(),
            dates: dates(),
        }),
    }
}

/// The teaser while new figures are held.
pub(super) fn oregon_module_held() -> ModuleView {
    ModuleView { state: State::Held, note: Some(HELD.into()), ..oregon_module() }
}

/// The table in one line, for the lite front.
pub(super) fn oregon_line() -> LiteModule {
    LiteModule {
        title: "COVID-19 in Oregon".into(),
        url: "/data/or-covid".into(),
        state: State::Stale,
        note: Some("They are of February 28, 2021; the update of March 1 did not come.".into()),
        totals: totals(),
        dates: dates(),
    }
}

fn pictured() -> Picture {
    let words = ("Forested ridges fade into haze", "The ridge above Ashland", "Elena Marsh");
    picture("ridge", words.0, words.1, words.2).unwrap_or_default()
}

fn index() -> TableIndex {
    let state = |id: &str, state, note: &str| ModuleView {
        id: id.into(),
        title: format!("Sample table “{id}”"),
        state,
        note: Some(note.into()),
        ..oregon_module()
    };
    let empty = |id: &str, which, note: &str| ModuleView { table: None, ..state(id, which, note) };
    TableIndex {
        head: Head { title: "Data".into(), current: Some("/data".into()), ..Head::default() },
        modules: vec![
            oregon_module(),
            state(
                "ca-covid",
                State::Stale,
                "They are of February 27, 2021; the update of March 1 did not come.",
            ),
            state("held", State::Held, HELD),
            empty("missing", State::Missing, "The source has not answered since this table was set up."),
            empty("failed", State::Failed, "We are looking into it. The other modules are not affected."),
        ],
    }
}
