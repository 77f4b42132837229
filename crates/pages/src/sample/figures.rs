//! Examples of data tables and their modules, in every state.

use super::{
    Sample, graphics, public,
    stories::{at, cards, chrome, picture},
};
use crate::{
    chrome::{Chrome, Head, Link},
    lite::LiteModule,
    media::Picture,
    module::{Dates, ModuleView, State, TableTeaser, TeaserRow, Total},
    moment::Day,
    number::grouped,
    table::{
        Cell, Days, EmbedCode, Filter, Heading, Past, Row, TableIndex, TablePage,
        embed::EmbedPage,
        revisions::{ChangeRow, Entry, RevisionsPage},
        row::{DayRow, Figure, RowPage},
    },
};

const TITLE: &str = "Oregon COVID-19 cases and deaths by county";
const HELD: &str = "The source’s file for March 1, 2021 was incomplete; showing February 28, 2021.";

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
        has_figures: false,
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
        public("table-past", &chrome, &table_past()),
        public("table-row", &chrome, &row()),
        public("table-row-bare", &bare, &RowPage::default()),
        public("table-revisions", &chrome, &revisions()),
        public("table-revisions-bare", &bare, &RevisionsPage::default()),
        public("embed", &chrome, &embed()),
        public("embed-bare", &bare, &EmbedPage::default()),
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

fn heading(label: &str, id: &str, order: &str) -> Heading {
    Heading {
        label: label.into(),
        url: format!("/data/or-covid?sort={id}#table"),
        order: order.into(),
        derived: id.ends_with("-new"),
    }
}

fn table() -> TablePage {
    let row = |(name, cases, deaths): &(&str, i64, i64)| Row {
        name: (*name).into(),
        url: format!("/data/or-covid/{}-or", name.to_lowercase()),
        cells: [*cases, *deaths, cases / 600].map(|figure| Cell::figure(Some(figure), 0)).into(),
        trend_html: graphics::spark(),
        ..Row::default()
    };
    let unassigned = Row {
        name: "Unassigned".into(),
        url: "/data/or-covid/unassigned".into(),
        note: "not assigned to a county".into(),
        cells: vec![
            Cell::figure(Some(0), 0),
            Cell::figure(None, 0),
            Cell { words: "–".into(), missing: true },
        ],
        trend_html: String::new(),
    };
    TablePage {
        head: Head { title: TITLE.into(), current: Some("/data".into()), ..Head::default() },
        title: TITLE.into(),
        intro:
            "Confirmed and presumptive cases since the beginning, as the state reports them for each county."
                .into(),
        state: State::Fresh,
        has_figures: true,
        totals: totals(),
        totals_note: "Totals are the sums of the rows below.".into(),
        dates: dates(),
        map: Some(graphics::map()),
        chart: Some(graphics::chart()),
        caption: format!("{TITLE}, February 28, 2021, by cases, highest first"),
        trend: "Last 30 days".into(),
        filter: filter(),
        row_heading: heading("County", "name", ""),
        columns: vec![
            heading("Cases", "cases", "descending"),
            heading("Deaths", "deaths", ""),
            heading("New cases", "cases-new", ""),
        ],
        rows: COUNTIES.iter().map(row).chain([unassigned]).collect(),
        days: Some(days()),
        notes: vec!["* Worked out by the Signal from the figures of the source.".into()],
        log: vec![Link::new("What was revised or held back", "/data/or-covid/revisions")],
        downloads: vec![Link::new("CSV", "/data/or-covid.csv"), Link::new("JSON", "/data/or-covid.json")],
        embed: Some(EmbedCode {
            frame: "<iframe src=\"https://signal.example/embed/data/or-covid\" title=\"COVID-19\"></iframe>"
                .into(),
            picture: "<img src=\"https://signal.example/embed/data/or-covid.svg\" alt=\"COVID-19\">".into(),
        }),
        others: vec![Link::new("California COVID-19 cases and deaths by county", "/data/ca-covid")],
        stories: cards().into_iter().skip(2).take(2).collect(),
        ..TablePage::default()
    }
}

fn filter() -> Filter {
    Filter {
        action: "/data/or-covid#table".into(),
        label: "Find a county".into(),
        longest: 40,
        ..Filter::default()
    }
}

fn days() -> Days {
    Days {
        earlier: Some(Link::new("February 27, 2021", "/data/or-covid?as-of=2021-02-27")),
        later: None,
        action: "/data/or-covid".into(),
        first: "2021-02-26".into(),
        last: "2021-02-28".into(),
        list: vec![
            Link::new("February 28, 2021", "/data/or-covid"),
            Link::new("February 27, 2021", "/data/or-covid?as-of=2021-02-27"),
        ],
        words: "3 days, from February 26, 2021 to February 28, 2021.".into(),
    }
}

/// A past day, in another order, and some rows only.
fn table_past() -> TablePage {
    let found = Filter {
        find: "la".into(),
        also: vec![("as-of".into(), "2021-02-20".into()), ("sort".into(), "name".into())],
        found: "4 of 11 rows with “la” in the name.".into(),
        all: "/data/or-covid?as-of=2021-02-20&sort=name#table".into(),
        ..filter()
    };
    TablePage {
        past: Some(Past {
            words: "Figures as they were published for February 20, 2021.".into(),
            newest: Link::new("See the newest", "/data/or-covid"),
            revised: vec![Link::new(
                "They were revised after they were first published",
                "/data/or-covid/revisions",
            )],
        }),
        map: None,
        map_note: "There is no map here: Alaska lies too far from the other rows.".into(),
        chart: None,
        filter: found,
        rows: table().rows.into_iter().filter(|row| row.name.to_lowercase().contains("la")).collect(),
        downloads_note: "The file of all days ends 25 days back; earlier ones can be had one by one.".into(),
        embed: None,
        ..table()
    }
}

fn day(day: u8) -> Day {
    Day { iso: format!("2021-02-{day:02}"), words: format!("February {day}, 2021") }
}

fn row() -> RowPage {
    let figure = |label: &str, value: i64, note: &str| Figure {
        label: label.into(),
        value: Cell::figure(Some(value), 0),
        note: note.into(),
        derived: label.starts_with("new"),
    };
    let of = |number: u8, cases: Option<i64>, mark: &str| DayRow {
        day: day(number),
        url: cases.map(|_| format!("/data/or-covid?as-of=2021-02-{number:02}")).unwrap_or_default(),
        mark: mark.into(),
        cells: vec![Cell::figure(cases, 0), Cell::figure(cases.map(|cases| cases / 77), 0)],
    };
    RowPage {
        head: Head {
            title: format!("Jackson County: {TITLE}"),
            current: Some("/data".into()),
            ..Head::default()
        },
        title: "Jackson County".into(),
        table: Link::new(TITLE, "/data/or-covid"),
        intro: "Cases since the beginning.".into(),
        state: State::Held,
        note: Some(HELD.into()),
        figures: vec![
            figure("cases", 8_363, "6th highest of 36; 5.4% of the total"),
            figure("new cases", 31, "5th highest of 36"),
            Figure { value: Cell { words: "–".into(), missing: true }, ..figure("deaths", 0, "") },
        ],
        dates: dates(),
        chart: Some(graphics::chart()),
        caption: "Jackson County, the last days".into(),
        columns: vec!["Cases".into(), "Deaths".into()],
        days: vec![of(28, None, "held back"), of(27, Some(8_363), "revised"), of(26, Some(8_332), "")],
        notes: vec!["Licence of the data: CC BY 4.0.".into()],
        beside: vec![Link::new("Lane County", "/data/or-covid/lane-or")],
        elsewhere: vec![Link::new("Vaccinations by county", "/data/or-vaccines/jackson-or")],
        ways: vec![Link::new("All days of all rows (CSV)", "/data/or-covid/history.csv")],
    }
}

fn revisions() -> RevisionsPage {
    let change = |name: &str, before: Option<i64>, after, difference: &str| ChangeRow {
        row: Link::new(name, "/data/ca-covid/kern-ca"),
        measure: "Cases".into(),
        before: Cell::figure(before, 0),
        after: Cell::figure(Some(after), 0),
        difference: difference.into(),
    };
    let entry = |kind: &str, title: &str, words: &str| Entry {
        kind: kind.into(),
        title: title.into(),
        at: at(2, 1, 15),
        words: words.into(),
        ..Entry::default()
    };
    let revised = Entry {
        note: "The state moved cases from San Bernardino.".into(),
        changes: vec![change("Kern", Some(102_627), 103_295, "+668"), change("Alpine", None, 81, "")],
        more: "3 more figures".into(),
        day: Some(Link::new("The figures for February 28, 2021 as they are now", "/data/ca-covid")),
        ..entry(
            "revised",
            "Figures for February 28, 2021 revised",
            "5 figures differ from what was shown before.",
        )
    };
    let held = "The source’s file for March 1, 2021 did not add up; it was not shown.";
    RevisionsPage {
        head: Head {
            title: format!("What was revised: {TITLE}"),
            current: Some("/data".into()),
            ..Head::default()
        },
        table: Link::new(TITLE, "/data/or-covid"),
        row_heading: "County".into(),
        entries: vec![revised, entry("held", "File for March 1, 2021 held back", held)],
        feed: Some("/data/or-covid/atom.xml".into()),
    }
}

fn embed() -> EmbedPage {
    let url = "https://signal.example/data/or-covid".to_owned();
    EmbedPage {
        head: Head { title: TITLE.into(), canonical: Some(url.clone()), noindex: true, ..Head::default() },
        module: ModuleView { url: Some(url.clone()), ..oregon_module() },
        url,
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
        ..ModuleView::default()
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
        ..LiteModule::default()
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
