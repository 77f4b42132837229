//! The public log of a table: figures revised, files held back, figures that a person accepted.

use super::{figures, now};
use crate::{
    chrome::{FeedLink, Head, Link},
    compose::Context,
    number::{counted, decimal},
    table::{
        Cell,
        revisions::{ChangeRow, Entry, RevisionsPage},
    },
};
use jiff::{Timestamp, civil::Date};
use model::{
    table::{Change, Gate, Revision, Spec, View},
    url::{TablePart, Url},
};
use std::collections::BTreeMap;

/// A night that was held back, or that a person accepted though it had not passed.
#[derive(Clone, Debug)]
pub struct Night {
    /// The day that the figures speak of.
    pub as_of: Date,
    /// When it was held or accepted.
    pub at: Timestamp,
    /// Whether readers saw it.
    pub is_shown: bool,
    /// The checks that it did not pass.
    pub failed: Vec<Gate>,
    /// What a person said publicly.
    pub note: Option<String>,
}

/// What the log is made from.
pub struct Log<'a> {
    /// What was said otherwise.
    pub revisions: &'a [Revision],
    /// Nights that were held or accepted by hand.
    pub nights: &'a [Night],
    /// Days that have figures.
    pub days: &'a [Date],
}

/// Changes that are written out of one revision; a whole country may have been revised.
const WRITTEN: usize = 80;
/// Entries.
const ENTRIES: usize = 100;

/// The page.
pub fn page(spec: &Spec, log: &Log<'_>, context: &Context<'_>) -> RevisionsPage {
    let addresses = figures::by_key(spec);
    let mut entries: Vec<(Timestamp, Entry)> = Vec::new();
    for revision in log.revisions {
        entries.push((revision.at, revised(spec, revision, &addresses, context)));
    }
    for night in log.nights {
        let is_told = |revision: &Revision| revision.as_of == night.as_of && revision.at == night.at;
        if !(night.is_shown && log.revisions.iter().any(is_told)) {
            entries.push((night.at, of_night(spec, night, log.days, context)));
        }
    }
    entries.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    let feed = Url::OfTable(spec.slug.clone(), TablePart::Updates).to_string();
    RevisionsPage {
        head: head(spec, context),
        table: Link::new(spec.title.clone(), Url::Table(spec.slug.clone()).to_string()),
        row_heading: spec.row_name.clone(),
        entries: entries.into_iter().map(|(_, entry)| entry).take(ENTRIES).collect(),
        feed: Some(feed),
    }
}

fn revised(
    spec: &Spec,
    revision: &Revision,
    addresses: &BTreeMap<&str, Url>,
    context: &Context<'_>,
) -> Entry {
    let count = revision.changes.len();
    let more = count.saturating_sub(WRITTEN);
    let changed = counted(count as u64, "figure differs", "figures differ");
    Entry {
        kind: "revised".to_owned(),
        title: format!("Figures for {} revised", now::day(revision.as_of)),
        at: context.moment(revision.at),
        words: format!("{changed} from what was shown before."),
        note: revision.note.clone().unwrap_or_default(),
        changes: revision.changes.iter().take(WRITTEN).map(|one| change(spec, one, addresses)).collect(),
        more: if more == 0 { String::new() } else { counted(more as u64, "more figure", "more figures") },
        day: Some(day(spec, revision.as_of)),
    }
}

fn change(spec: &Spec, change: &Change, addresses: &BTreeMap<&str, Url>) -> ChangeRow {
    let measure = spec.measures.get(change.measure);
    let decimals = measure.map_or(0, |measure| measure.decimals);
    let difference = change.before.and_then(|before| change.after?.checked_sub(before));
    let signed = |by: i64| {
        let sign = if by > 0 { "+" } else { "" };
        format!("{sign}{}", decimal(by, decimals))
    };
    ChangeRow {
        row: Link::new(
            spec.name(&change.key),
            addresses.get(change.key.as_str()).map(Url::to_string).unwrap_or_default(),
        ),
        measure: measure.map(|measure| measure.label.clone()).unwrap_or_default(),
        before: Cell::figure(change.before, decimals),
        after: Cell::figure(change.after, decimals),
        difference: difference.map(signed).unwrap_or_default(),
    }
}

fn of_night(spec: &Spec, night: &Night, days: &[Date], context: &Context<'_>) -> Entry {
    let (of, what) = (now::day(night.as_of), now::faults(&night.failed));
    let has_figures = days.contains(&night.as_of);
    let (kind, title, words) = if night.is_shown {
        let words =
            format!("The source’s file {what}. A person of the newsroom looked at it and let it be shown.");
        ("accepted", format!("Figures for {of} accepted by hand"), words)
    } else {
        let later = if has_figures { " The day has figures from another file." } else { "" };
        let words = format!("The source’s file for {of} {what}; it was not shown.{later}");
        ("held", format!("File for {of} held back"), words)
    };
    Entry {
        kind: kind.to_owned(),
        title,
        at: context.moment(night.at),
        words,
        note: night.note.clone().filter(|_| night.is_shown).unwrap_or_default(),
        day: has_figures.then(|| day(spec, night.as_of)),
        ..Entry::default()
    }
}

fn day(spec: &Spec, date: Date) -> Link {
    let url = Url::OfTable(spec.slug.clone(), TablePart::View(View::on(date)));
    Link::new(format!("The figures for {} as they are now", now::day(date)), url.to_string())
}

fn head(spec: &Spec, context: &Context<'_>) -> Head {
    let of = |part| Url::OfTable(spec.slug.clone(), part);
    Head {
        title: format!("What was revised: {}", spec.title),
        description: format!(
            "{}: every figure that was revised after it was published, and every file that was held back.",
            spec.title
        ),
        canonical: Some(context.absolute(&of(TablePart::Revisions))),
        current: Some(Url::Tables.to_string()),
        feeds: vec![FeedLink {
            media_type: "application/atom+xml".to_owned(),
            title: format!("{}: updates", spec.title),
            url: of(TablePart::Updates).to_string(),
        }],
        ..Head::default()
    }
}
