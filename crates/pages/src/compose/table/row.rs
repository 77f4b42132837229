//! The page of one row: its figures, its place among the others, its last days.

use super::{
    figures,
    now::{self, Marks, Now, Series},
};
use crate::{
    chrome::{Head, Link},
    compose::Context,
    map::full_name,
    moment,
    number::counted,
    table::row::{DayRow, Figure, RowPage},
};
use jiff::{ToSpan, civil::Date};
use model::{
    slug::Slug,
    table::{Column, Line, Lines, Snapshot, Spec, View, lines, of_row},
    url::{TablePart, Url},
};

/// What stands around the row.
pub struct Around<'a> {
    /// Its key.
    pub key: &'a str,
    /// Its address.
    pub row: &'a Slug,
    /// Its figures over the days.
    pub series: &'a Series,
    /// Days of which there is something to know, of this row.
    pub marks: &'a Marks,
    /// The same row in other tables: title of the table, and the page.
    pub elsewhere: &'a [(String, Url)],
}

/// Days in the table of days.
const DAYS: i64 = 30;

/// The page.
pub fn page(now: &Now<'_>, around: &Around<'_>, context: &Context<'_>) -> RowPage {
    let spec = now.spec;
    let (state, note) = now::condition(now, context);
    let shown = now.current.shown.as_ref();
    let all = shown.map(|shown| lines(spec, shown, now.earlier, spec.display.sort));
    let figures = all.as_ref().map(|all| standing(spec, around.key, all)).unwrap_or_default();
    let name = name(spec, around.key);
    let days = shown.map(|shown| days(now, around, shown)).unwrap_or_default();
    let has_gap = days.iter().any(|day| day.cells.iter().any(|cell| cell.missing));
    RowPage {
        head: head(now, around, &name, context),
        title: name.clone(),
        table: Link::new(spec.title.clone(), Url::Table(spec.slug.clone()).to_string()),
        intro: spec.about.clone(),
        state,
        note,
        figures,
        dates: now::dates(now, context),
        chart: figures::daily(spec, &name, spec.slug.as_str(), around.series, around.marks),
        caption: format!("{name}, the last days"),
        columns: spec.columns().into_iter().map(|column| starred(&column)).collect(),
        days,
        notes: notes(spec, has_gap, context),
        beside: all.as_ref().map(|all| beside(spec, around.key, all)).unwrap_or_default(),
        elsewhere: around
            .elsewhere
            .iter()
            .map(|(title, url)| Link::new(title.clone(), url.to_string()))
            .collect(),
        ways: vec![
            Link::new("All days of all rows (CSV)", part(spec, TablePart::History)),
            Link::new("What was revised or held back", part(spec, TablePart::Revisions)),
        ],
    }
}

fn part(spec: &Spec, part: TablePart) -> String {
    Url::OfTable(spec.slug.clone(), part).to_string()
}

/// `Jackson County`; a declared row as it is called in the table.
fn name(spec: &Spec, key: &str) -> String {
    let own = spec.name(key);
    full_name(key).filter(|full| full.starts_with(own)).unwrap_or_else(|| own.to_owned())
}

fn starred(column: &Column) -> String {
    let unit = if column.unit.is_empty() { String::new() } else { format!(" ({})", column.unit) };
    format!("{}{unit}{}", column.label, if column.is_derived { "\u{a0}*" } else { "" })
}

/// Each figure of the row, with its rank and its share.
fn standing(spec: &Spec, key: &str, all: &Lines<'_>) -> Vec<Figure> {
    let Some(line) = all.rows.iter().find(|line| line.key == key) else { return Vec::new() };
    let figure = |(place, column): (usize, Column)| {
        let own = line.figures.get(place).copied().flatten();
        let rank = own.filter(|_| !spec.is_alias(key)).and_then(|own| rank(spec, own, place, all));
        let total = all.totals.get(place).copied().flatten();
        let share = own.filter(|_| !column.is_derived).and_then(|own| share(own, total?));
        let notes: Vec<String> = rank.into_iter().chain(share).collect();
        Figure {
            label: figures::lower(&column.label),
            value: figures::cell(&column, own),
            note: notes.join("; "),
            derived: column.is_derived,
        }
    };
    spec.columns().into_iter().enumerate().map(figure).collect()
}

/// `6th highest of 36`; those that share a figure share a rank.
fn rank(spec: &Spec, own: i64, place: usize, all: &Lines<'_>) -> Option<String> {
    let others = all.rows.iter().filter(|line| !spec.is_alias(line.key));
    let figures: Vec<i64> = others.filter_map(|line| line.figures.get(place).copied().flatten()).collect();
    let above = figures.iter().filter(|figure| **figure > own).count();
    (figures.len() > 1).then(|| match above {
        0 => format!("highest of {}", figures.len()),
        above => format!("{} highest of {}", ordinal(above + 1), figures.len()),
    })
}

fn ordinal(number: usize) -> String {
    let end = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{end}")
}

/// `5.4% of the total`
fn share(own: i64, total: i64) -> Option<String> {
    if own < 0 || total <= 0 || own > total {
        return None;
    }
    let tenths = (i128::from(own) * 2_000 + i128::from(total)) / (i128::from(total) * 2);
    let words = match tenths {
        0 if own > 0 => "less than 0.1%".to_owned(),
        tenths => format!("{}.{}%", tenths / 10, tenths % 10),
    };
    Some(format!("{words} of the total"))
}

/// The last days, newest first, those without figures too.
fn days(now: &Now<'_>, around: &Around<'_>, shown: &Snapshot) -> Vec<DayRow> {
    let (spec, columns) = (now.spec, now.spec.columns());
    let newest = now.current.held.as_ref().map_or(shown.as_of, |held| held.snapshot.as_of.max(shown.as_of));
    let first = around.series.keys().next().copied().unwrap_or(shown.as_of);
    let day = |back: i64| newest.checked_sub(back.days()).ok();
    let row = |date: Date| {
        let figures = of_row(spec, Some(around.key), date, around.series);
        let is_shown = around.series.contains_key(&date);
        let mark = match (around.marks.revised.contains(&date), around.marks.held.contains(&date)) {
            (true, _) => "revised",
            (false, true) => "held back",
            (false, false) if !is_shown => "no figures",
            (false, false) => "",
        };
        let url = if is_shown { part(spec, TablePart::View(View::on(date))) } else { String::new() };
        let cells = figures::cells(&columns, &figures).into_iter().map(|mut cell| {
            if cell.missing && !is_shown {
                "–".clone_into(&mut cell.words);
            }
            cell
        });
        DayRow { day: moment::Day::new(date), url, mark: mark.to_owned(), cells: cells.collect() }
    };
    (0..DAYS).filter_map(day).filter(|day| *day >= first).map(row).collect()
}

fn notes(spec: &Spec, has_gap: bool, context: &Context<'_>) -> Vec<String> {
    let licence = spec.licence.iter().map(|licence| format!("Licence of the data: {licence}."));
    figures::footnotes(spec, has_gap, context).into_iter().chain(licence).collect()
}

/// The rows before and after this one in the table.
fn beside(spec: &Spec, key: &str, all: &Lines<'_>) -> Vec<Link> {
    let Some(place) = all.rows.iter().position(|line| line.key == key) else { return Vec::new() };
    let addresses = figures::by_key(spec);
    let at = |place: Option<usize>| all.rows.get(place?);
    let link = |line: &Line<'_>| Some(Link::new(name(spec, line.key), addresses.get(line.key)?.to_string()));
    let both = [place.checked_sub(1), place.checked_add(1)].into_iter().filter_map(at);
    both.filter_map(link).collect()
}

fn head(now: &Now<'_>, around: &Around<'_>, name: &str, context: &Context<'_>) -> Head {
    let spec = now.spec;
    let url = Url::OfTable(spec.slug.clone(), TablePart::Row(around.row.clone()));
    let days = counted(around.series.len() as u64, "day", "days");
    Head {
        title: format!("{name}: {}", spec.title),
        description: format!("{} for {name}: figures of {days}, from {}.", spec.title, spec.credit),
        canonical: Some(context.absolute(&url)),
        current: Some(Url::Tables.to_string()),
        ..Head::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_and_shares_are_said_in_words() {
        for (number, words) in
            [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (21, "21st"), (112, "112th")]
        {
            assert_eq!(ordinal(number), words);
        }
        for (own, total, words) in [
            (8_395, 155_597, Some("5.4% of the total")),
            (0, 155_597, Some("0.0% of the total")),
            (1, 155_597, Some("less than 0.1% of the total")),
            (7, 7, Some("100.0% of the total")),
            (8, 7, None),
            (-1, 7, None),
            (i64::MAX, i64::MAX, Some("100.0% of the total")),
        ] {
            assert_eq!(share(own, total).as_deref(), words, "{own} of {total}");
        }
    }
}
