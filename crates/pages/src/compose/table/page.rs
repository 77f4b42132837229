//! The page of a table: newest figures or those of a past day, all rows or those looked for, in any order.

use super::{
    figures, head,
    now::{self, Marks, Now, Series},
};
use crate::{
    chrome::Link,
    compose::{Context, card},
    module::Total,
    table::{Cell, Days, Filter, Heading, Past, Row, TablePage},
};
use jiff::civil::Date;
use model::{
    slug::Slug,
    story::Teaser,
    table::{Line, Lines, Measure, Snapshot, Sort, Spec, View, lines},
    url::{TablePart, Url},
};

/// What stands around the figures.
pub struct Around<'a> {
    /// What the reader asked for.
    pub view: &'a View,
    /// The days that have figures, newest first.
    pub days: &'a [Date],
    /// The totals over the days.
    pub series: &'a Series,
    /// Days of which there is something to know.
    pub marks: &'a Marks,
    /// The days before the one that is shown, for the small charts of the rows; none for a table without them.
    pub before: &'a [Snapshot],
    /// Stories about the table.
    pub stories: &'a [Teaser],
    /// Other tables: address and title.
    pub others: &'a [(Slug, String)],
}

/// Days that are listed; a form opens any other.
const LISTED: usize = 31;
/// Where the table begins on its page, so that who sorts it lands there.
const PLACE: &str = "#table";

/// The page.
pub fn page(now: &Now<'_>, around: &Around<'_>, context: &Context<'_>) -> TablePage {
    let (spec, view) = (now.spec, around.view);
    let (state, note) = now::condition(now, context);
    let shown = now.current.shown.as_ref();
    let sort = Sort::read(spec, view);
    let all = shown.map(|shown| lines(spec, shown, now.earlier, sort));
    let found = all.as_ref().map(|all| found(all, view)).unwrap_or_default();
    let has_gap = found.iter().any(|line| line.figures.iter().any(Option::is_none));
    // Who looks for a row gets rows: map and trend are of all of them.
    let whole = all.as_ref().filter(|_| view.find.is_empty());
    let map = whole.map_or(Ok(None), |all| figures::county_map(spec, &all.rows));
    let (map, map_note) = map.map_or_else(|words| (None, words), |map| (map, String::new()));
    let all_rows = all.as_ref().map_or(0, |all| all.rows.len());
    TablePage {
        head: head::head(now, view, around.days, context),
        title: spec.title.clone(),
        intro: intro(spec),
        past: view.as_of.map(|day| past(spec, day, around)),
        state,
        note,
        has_figures: shown.is_some(),
        totals: shown.filter(|_| spec.display.totals).map(|shown| totals(now, shown)).unwrap_or_default(),
        totals_note: shown.filter(|_| spec.display.totals).map(totals_note).unwrap_or_default(),
        dates: now::dates(now, context),
        map,
        map_note,
        chart: whole
            .and_then(|_| figures::daily(spec, &spec.title, spec.slug.as_str(), around.series, around.marks)),
        caption: shown.map(|shown| caption(spec, shown, sort)).unwrap_or_default(),
        filter: filter(spec, view, found.len(), all_rows),
        row_heading: row_heading(spec, view, sort),
        columns: headings(spec, view, sort),
        trend: trend(spec, around),
        rows: rows(spec, shown, &found, around),
        days: days(spec, around, shown),
        notes: notes(now, has_gap, context),
        log: shown.map(|shown| log(spec, shown, around.marks)).unwrap_or_default(),
        downloads: shown.map(|shown| downloads(spec, view, shown)).unwrap_or_default(),
        downloads_note: downloads_note(spec, around.days.len()),
        embed: shown.filter(|_| view.is_plain()).map(|_| head::embed(spec, context)),
        others: others(around),
        stories: card::cards(around.stories, context),
    }
}

fn part(spec: &Spec, part: TablePart) -> String {
    Url::OfTable(spec.slug.clone(), part).to_string()
}

fn of_view(spec: &Spec, view: &View) -> String {
    if view.is_plain() {
        Url::Table(spec.slug.clone()).to_string()
    } else {
        part(spec, TablePart::View(view.clone()))
    }
}

fn intro(spec: &Spec) -> String {
    let plain = format!("Figures by {}, from {}.", figures::lower(&spec.row_name), spec.credit);
    if spec.about.is_empty() { plain } else { spec.about.clone() }
}

fn found<'a, 'b>(all: &'b Lines<'a>, view: &View) -> Vec<&'b Line<'a>> {
    all.rows.iter().filter(|line| view.finds(line.key, line.name)).collect()
}

fn past(spec: &Spec, day: Date, around: &Around<'_>) -> Past {
    let revised = around.marks.revised.contains(&day).then(|| {
        Link::new(
            "They were revised after they were first published; the log tells how",
            part(spec, TablePart::Revisions),
        )
    });
    Past {
        words: format!("Figures as they were published for {}.", now::day(day)),
        newest: Link::new("See the newest", Url::Table(spec.slug.clone()).to_string()),
        revised: revised.into_iter().collect(),
    }
}

/// The totals of what was counted; a sum of what is derived would say little.
pub(super) fn totals(now: &Now<'_>, shown: &Snapshot) -> Vec<Total> {
    let measures = &now.spec.measures;
    let total = |(measure, figure): (&Measure, Option<i64>)| Total {
        value: Cell::figure(figure, measure.decimals).words,
        label: with_unit(&figures::lower(&measure.label), &measure.unit),
    };
    measures.iter().zip(shown.totals(measures.len())).map(total).collect()
}

fn with_unit(label: &str, unit: &str) -> String {
    if unit.is_empty() { label.to_owned() } else { format!("{label} ({unit})") }
}

fn totals_note(shown: &Snapshot) -> String {
    match shown.published_totals {
        Some(_) => "Totals are the source’s own; the rows below add up to them.".to_owned(),
        None => "Totals are the sums of the rows below.".to_owned(),
    }
}

/// `COVID-19 in Oregon, February 28, 2021, by cases, highest first`
fn caption(spec: &Spec, shown: &Snapshot, sort: Sort) -> String {
    let columns = spec.columns();
    let order = match sort {
        Sort::Name { falling: false } => "by name".to_owned(),
        Sort::Name { falling: true } => "by name, from Z to A".to_owned(),
        Sort::Column { index, falling } => {
            let by = columns.get(index).map_or_else(String::new, |column| figures::lower(&column.label));
            format!("by {by}, {} first", if falling { "highest" } else { "lowest" })
        }
    };
    format!("{}, {}, {order}", spec.title, now::day(shown.as_of))
}

fn filter(spec: &Spec, view: &View, found: usize, all: usize) -> Filter {
    let mut also = Vec::new();
    if let Some(day) = view.as_of {
        also.push(("as-of".to_owned(), day.to_string()));
    }
    if let Some(sort) = &view.sort {
        also.push(("sort".to_owned(), sort.clone()));
        if view.reversed {
            also.push(("order".to_owned(), if sort == View::NAME { "down" } else { "up" }.to_owned()));
        }
    }
    let rows = if all == 1 { "row" } else { "rows" };
    Filter {
        action: Url::Table(spec.slug.clone()).to_string() + PLACE,
        label: format!("Find a {}", figures::lower(&spec.row_name)),
        find: view.find.clone(),
        longest: View::LONGEST,
        also,
        found: match (view.find.is_empty(), found) {
            (true, _) => String::new(),
            (false, 0) => format!("None of the {all} {rows} has “{}” in its name.", view.find),
            (false, _) => format!("{found} of {all} {rows} with “{}” in the name.", view.find),
        },
        all: of_view(spec, &View { find: String::new(), ..view.clone() }) + PLACE,
    }
}

fn row_heading(spec: &Spec, view: &View, sort: Sort) -> Heading {
    let is = match sort {
        Sort::Name { falling } => Some(falling),
        Sort::Column { .. } => None,
    };
    heading(spec, view, View::NAME, &spec.row_name, is, false)
}

fn headings(spec: &Spec, view: &View, sort: Sort) -> Vec<Heading> {
    let column = |(place, column): (usize, model::table::Column)| {
        let is = match sort {
            Sort::Column { index, falling } if index == place => Some(falling),
            _ => None,
        };
        let label = with_unit(&column.label, &column.unit);
        Heading { derived: column.is_derived, ..heading(spec, view, &column.id, &label, is, true) }
    };
    spec.columns().into_iter().enumerate().map(column).collect()
}

/// A heading whose link gives its order, or the opposite one when the rows stand in it already.
fn heading(spec: &Spec, view: &View, id: &str, label: &str, falls: Option<bool>, usual: bool) -> Heading {
    let falling = falls.map_or(usual, |falling| !falling);
    let wished = View { sort: Some(id.to_owned()), reversed: falling != usual, ..view.clone() };
    // The order of the plain page has the plain address.
    let is_plain = Sort::read(spec, &wished) == spec.display.sort;
    let wished = if is_plain { View { sort: None, reversed: false, ..wished } } else { wished };
    let order = match falls {
        Some(true) => "descending",
        Some(false) => "ascending",
        None => "",
    };
    Heading {
        label: label.to_owned(),
        url: of_view(spec, &wished) + PLACE,
        order: order.to_owned(),
        derived: false,
    }
}

/// Days of a small chart, with the one that is shown.
pub const TREND_DAYS: u32 = 30;
/// A longer table has no small charts: its page would be too large for who pays by the byte.
pub const TREND_ROWS: usize = 100;

fn trend(spec: &Spec, around: &Around<'_>) -> String {
    let measure = spec.display.chart.and_then(|index| spec.measures.get(index));
    let Some(measure) = measure.filter(|_| !around.before.is_empty()) else { return String::new() };
    let what = if measure.cumulative {
        format!("New {}", figures::lower(&measure.label))
    } else {
        measure.label.clone()
    };
    format!("{what}, last {} days", around.before.len() + 1)
}

fn rows(spec: &Spec, shown: Option<&Snapshot>, found: &[&Line<'_>], around: &Around<'_>) -> Vec<Row> {
    let (columns, addresses) = (spec.columns(), figures::by_key(spec));
    let days: Vec<&Snapshot> = shown.into_iter().chain(around.before).collect();
    let row = |line: &&Line<'_>| Row {
        name: line.name.to_owned(),
        url: addresses.get(line.key).map(Url::to_string).unwrap_or_default(),
        note: if spec.is_alias(line.key) {
            format!("not assigned to a {}", figures::lower(&spec.row_name))
        } else {
            String::new()
        },
        cells: figures::cells(&columns, &line.figures),
        trend_html: if around.before.is_empty() {
            String::new()
        } else {
            figures::trend(spec, line.key, &days)
        },
    };
    found.iter().map(row).collect()
}

fn days(spec: &Spec, around: &Around<'_>, shown: Option<&Snapshot>) -> Option<Days> {
    let shown = shown?.as_of;
    let (last, first) = (around.days.first()?, around.days.last()?);
    if first == last {
        return None;
    }
    let link = |day: &Date| {
        let url = if day == last {
            Url::Table(spec.slug.clone()).to_string()
        } else {
            part(spec, TablePart::View(View::on(*day)))
        };
        Link::new(now::day(*day), url)
    };
    let count = crate::number::counted(around.days.len() as u64, "day", "days");
    Some(Days {
        earlier: around.days.iter().find(|day| **day < shown).map(link),
        later: around.days.iter().rev().find(|day| **day > shown).map(link),
        action: Url::Table(spec.slug.clone()).to_string(),
        first: first.to_string(),
        last: last.to_string(),
        list: around.days.iter().take(LISTED).map(link).collect(),
        words: format!("{count}, from {} to {}.", now::day(*first), now::day(*last)),
    })
}

fn notes(now: &Now<'_>, has_gap: bool, context: &Context<'_>) -> Vec<String> {
    let accepted = now.notes.iter().map(|(at, note)| format!("{}: {note}", context.moment(*at).words));
    let licence = now.spec.licence.iter().map(|licence| format!("Licence of the data: {licence}."));
    let falls = now.spec.gates.falls.iter().map(|falls| falls.note.clone());
    let own = figures::footnotes(now.spec, has_gap, context).into_iter();
    own.chain(accepted).chain(falls).chain(licence).collect()
}

fn log(spec: &Spec, shown: &Snapshot, marks: &Marks) -> Vec<Link> {
    let words = if marks.revised.contains(&shown.as_of) {
        "Figures of this day were revised: what was said before"
    } else {
        "What was revised or held back"
    };
    vec![Link::new(words, part(spec, TablePart::Revisions))]
}

fn downloads(spec: &Spec, view: &View, shown: &Snapshot) -> Vec<Link> {
    let history = Link::new("All days (CSV)", part(spec, TablePart::History));
    if view.as_of.is_some() {
        let of_day = Link::new("This day (CSV)", part(spec, TablePart::CsvOn(shown.as_of)));
        return vec![of_day, history];
    }
    vec![
        Link::new("CSV", Url::TableCsv(spec.slug.clone()).to_string()),
        Link::new("JSON", part(spec, TablePart::Json)),
        history,
        Link::new("Columns (Table Schema)", part(spec, TablePart::Schema)),
        Link::new("Columns (CSV on the Web)", part(spec, TablePart::Csvw)),
        Link::new("Feed of updates (Atom)", part(spec, TablePart::Updates)),
    ]
}

fn downloads_note(spec: &Spec, days: usize) -> String {
    let most = super::files::days_of_history(spec);
    if days > most {
        format!("The file of all days ends {most} days back; earlier ones can be had one by one.")
    } else {
        String::new()
    }
}

fn others(around: &Around<'_>) -> Vec<Link> {
    let link =
        |(slug, title): &(Slug, String)| Link::new(title.clone(), Url::Table(slug.clone()).to_string());
    around.others.iter().map(link).collect()
}

#[cfg(test)]
#[path = "page_tests.rs"]
mod tests;
