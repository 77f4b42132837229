//! A data table: the page, and the module that stands on the front and in stories. No figure without its day, its
//! source and its next update.

use super::{Context, card};
use crate::{
    chrome::{Head, Link},
    module::{Dates, ModuleView, State, TableTeaser, TeaserRow, Total},
    moment::{Day, Moment},
    table::{Cell, Row, TableIndex, TablePage},
};
use feeds::jsonld::{self, Dataset, Download, Organization};
use jiff::{Timestamp, civil::Date};
use model::{
    reading,
    slug::Slug,
    story::Teaser,
    table::{Current, Line, Snapshot, Sort, Spec, decimal, lines},
    url::Url,
};

/// A table as it is now.
pub struct Now<'a> {
    /// What it must contain.
    pub spec: &'a Spec,
    /// What readers may see of it.
    pub current: &'a Current,
    /// Figures of the days before, for what is derived from them.
    pub earlier: &'a [Snapshot],
    /// State of what is shown.
    pub state: reading::State,
    /// When the station will next look.
    pub next: Option<Timestamp>,
    /// Whether the last try to refresh it failed, in words for readers.
    pub trouble: bool,
    /// Public notes on figures that a person accepted, newest first.
    pub notes: &'a [(Timestamp, String)],
}

/// Rows of the module.
const SHOWN: usize = 5;

/// The module.
pub fn module(now: &Now<'_>, context: &Context<'_>) -> ModuleView {
    let (state, note) = condition(now, context);
    ModuleView {
        id: now.spec.slug.to_string(),
        title: now.spec.title.clone(),
        url: Some(Url::Table(now.spec.slug.clone()).to_string()),
        state,
        note,
        table: now.current.shown.as_ref().map(|shown| teaser(now, shown, context)),
    }
}

/// A module that a story names and the station does not have (any more).
pub fn failed(name: &str) -> ModuleView {
    ModuleView {
        id: name.replace(':', "-"),
        title: "Data".to_owned(),
        url: Some(Url::Tables.to_string()),
        state: State::Failed,
        note: Some("This table is not available at present.".to_owned()),
        table: None,
    }
}

/// The page.
pub fn page(
    now: &Now<'_>,
    stories: &[Teaser],
    others: &[(Slug, String)],
    context: &Context<'_>,
) -> TablePage {
    let spec = now.spec;
    let (state, note) = condition(now, context);
    let shown = now.current.shown.as_ref();
    let csv = Url::TableCsv(spec.slug.clone()).to_string();
    TablePage {
        head: head(now, context),
        title: spec.title.clone(),
        intro: format!("Figures by {}, from {}.", spec.row_name.to_lowercase(), spec.credit),
        state,
        note,
        totals: shown.map(|shown| totals(now, shown)).unwrap_or_default(),
        totals_note: totals_note(shown),
        dates: dates(now, context),
        row_heading: spec.row_name.clone(),
        columns: spec.columns().into_iter().map(|column| column.label).collect(),
        rows: shown.map(|shown| rows(now, shown)).unwrap_or_default(),
        notes: notes(now, context),
        downloads: shown.map(|_| Link::new("Download as CSV", csv)).into_iter().collect(),
        others: others
            .iter()
            .map(|(slug, title)| Link::new(title.clone(), Url::Table(slug.clone()).to_string()))
            .collect(),
        stories: card::cards(stories, context),
    }
}

/// The index of tables.
pub fn index(modules: Vec<ModuleView>, context: &Context<'_>) -> TableIndex {
    TableIndex {
        head: Head {
            title: "Data".to_owned(),
            description: format!(
                "Public figures that {} keeps, each with its day and source.",
                context.station.name
            ),
            canonical: Some(context.absolute(&Url::Tables)),
            current: Some(Url::Tables.to_string()),
            ..Head::default()
        },
        modules,
    }
}

/// The download: RFC 4180, a row per key, empty where nothing was reported. What is derived stands after the figures.
pub fn csv(spec: &Spec, shown: &Snapshot, earlier: &[Snapshot]) -> String {
    let columns = spec.columns();
    let mut out = String::from("as_of,key,name");
    for column in &columns {
        out.push(',');
        out.push_str(&quoted(&column.id));
    }
    out.push_str("\r\n");
    for line in lines(spec, shown, earlier, spec.display.sort).rows {
        out.push_str(&format!("{},{},{}", shown.as_of, quoted(line.key), quoted(line.name)));
        for (column, figure) in columns.iter().zip(line.figures) {
            out.push(',');
            if let Some(figure) = figure {
                out.push_str(&decimal(figure, column.decimals));
            }
        }
        out.push_str("\r\n");
    }
    out
}

fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

/// A few rows by what was counted; a teaser has no room for what is derived.
fn teaser(now: &Now<'_>, shown: &Snapshot, context: &Context<'_>) -> TableTeaser {
    let spec = now.spec;
    let first = spec.measures.first().map_or("", |measure| measure.label.as_str()).to_lowercase();
    let row = |line: Line<'_>| TeaserRow {
        name: line.name.to_owned(),
        cells: cells(spec, &line).into_iter().take(spec.measures.len()).map(|cell| cell.words).collect(),
    };
    let highest = lines(spec, shown, &[], Sort::default()).rows;
    TableTeaser {
        totals: totals(now, shown),
        caption: format!("{SHOWN} highest by {first}"),
        row_heading: spec.row_name.clone(),
        columns: spec.measures.iter().map(|measure| measure.label.clone()).collect(),
        rows: highest.into_iter().take(SHOWN).map(row).collect(),
        dates: dates(now, context),
    }
}

/// The state, and what is wrong in plain words.
fn condition(now: &Now<'_>, context: &Context<'_>) -> (State, Option<String>) {
    let Some(shown) = &now.current.shown else {
        let words = "The first figures have not come yet.".to_owned();
        return (State::Missing, Some(words));
    };
    let of = day(shown.as_of);
    if let Some(held) = &now.current.held {
        let words = format!(
            "The source’s file for {} did not pass our checks; showing {of} until it is put right.",
            day(held.snapshot.as_of)
        );
        return (State::Held, Some(words));
    }
    match now.state {
        reading::State::Fresh if now.trouble => {
            (State::Fresh, Some(format!("The latest update could not be fetched; showing {of}.")))
        }
        reading::State::Fresh => (State::Fresh, None),
        reading::State::Stale { since } => {
            let since = context.moment(since).words;
            (
                State::Stale,
                Some(format!("No newer figures have come; these are of {of} and out of date since {since}.")),
            )
        }
        reading::State::Missing => (State::Missing, Some("The first figures have not come yet.".to_owned())),
    }
}

fn day(date: Date) -> String {
    Day::new(date).words
}

fn dates(now: &Now<'_>, context: &Context<'_>) -> Dates {
    let spec = now.spec;
    let shown = now.current.shown.as_ref();
    Dates {
        as_of: shown.map(|shown| Day::new(shown.as_of)),
        source: Some(Link::new(spec.credit.clone(), spec.credit_url.clone().unwrap_or_default())),
        fetched: shown.map(|shown| context.moment(shown.fetched_at)),
        next: now.next.map(|at| context.moment(at)),
    }
}

/// The totals of what was counted; a sum of what is derived would say little.
fn totals(now: &Now<'_>, shown: &Snapshot) -> Vec<Total> {
    let measures = &now.spec.measures;
    let total = |(measure, figure): (&model::table::Measure, Option<i64>)| Total {
        value: Cell::figure(figure, measure.decimals).words,
        label: with_unit(&measure.label.to_lowercase(), &measure.unit),
    };
    measures.iter().zip(shown.totals(measures.len())).map(total).collect()
}

fn with_unit(label: &str, unit: &str) -> String {
    if unit.is_empty() { label.to_owned() } else { format!("{label} ({unit})") }
}

fn totals_note(shown: Option<&Snapshot>) -> String {
    match shown {
        None => String::new(),
        Some(shown) if shown.published_totals.is_some() => {
            "Totals are the source’s own; the rows below add up to them.".to_owned()
        }
        Some(_) => "Totals are the sums of the rows below.".to_owned(),
    }
}

fn rows(now: &Now<'_>, shown: &Snapshot) -> Vec<Row> {
    let spec = now.spec;
    let row = |line: Line<'_>| Row {
        name: line.name.to_owned(),
        note: if spec.is_alias(line.key) { "not assigned to a county".to_owned() } else { String::new() },
        cells: cells(spec, &line),
    };
    lines(spec, shown, now.earlier, spec.display.sort).rows.into_iter().map(row).collect()
}

fn cells(spec: &Spec, line: &Line<'_>) -> Vec<Cell> {
    let cell = |(column, figure): (model::table::Column, &Option<i64>)| match figure {
        // The source was not silent; there is nothing to work it out from.
        None if column.is_derived => Cell { words: "–".to_owned(), missing: true },
        figure => Cell::figure(*figure, column.decimals),
    };
    spec.columns().into_iter().zip(&line.figures).map(cell).collect()
}

fn notes(now: &Now<'_>, context: &Context<'_>) -> Vec<String> {
    let accepted = now.notes.iter().map(|(at, note)| {
        let Moment { words, .. } = context.moment(*at);
        format!("{words}: {note}")
    });
    let licence = now.spec.licence.iter().map(|licence| format!("Licence of the data: {licence}."));
    let falls = now.spec.gates.falls.iter().map(|falls| falls.note.clone());
    accepted.chain(falls).chain(licence).collect()
}

fn head(now: &Now<'_>, context: &Context<'_>) -> Head {
    let spec = now.spec;
    let url = context.absolute(&Url::Table(spec.slug.clone()));
    let description = format!(
        "{} by {}, from {}, with day and source.",
        spec.title,
        spec.row_name.to_lowercase(),
        spec.credit
    );
    let dataset = now.current.shown.as_ref().map(|shown| {
        jsonld::script(&Dataset {
            name: spec.title.clone(),
            description: description.clone(),
            url: url.clone(),
            coverage: Some((shown.as_of, shown.as_of)),
            place: None,
            date_modified: shown.fetched_at,
            downloads: vec![Download {
                url: context.absolute(&Url::TableCsv(spec.slug.clone())),
                media_type: "text/csv".to_owned(),
            }],
            license: spec.licence.clone().filter(|licence| licence.starts_with("http")),
            creator: Some(Organization::named(&spec.credit)),
            original: spec.credit_url.clone(),
        })
    });
    Head {
        title: spec.title.clone(),
        description: description.clone(),
        canonical: Some(url),
        current: Some(Url::Tables.to_string()),
        structured: dataset.into_iter().collect(),
        ..Head::default()
    }
}
