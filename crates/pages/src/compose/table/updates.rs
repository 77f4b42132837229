//! The feed of a table: a day shown, revised, held back.

use super::{
    now::{self, Series},
    revisions::Night,
};
use crate::{compose::Context, number::decimal};
use feeds::{Channel, Item};
use jiff::Timestamp;
use model::{
    table::{Spec, View},
    url::{TablePart, Url},
};

/// Entries of the feed.
pub const ITEMS: u64 = 40;

/// An Atom feed of what happened, newest first. Each night comes with its number, which never changes, and whether it
/// replaced figures of the same day.
pub fn feed(spec: &Spec, nights: &[(i64, Night, bool)], totals: &Series, context: &Context<'_>) -> String {
    let of = |part| context.absolute(&Url::OfTable(spec.slug.clone(), part));
    feeds::atom::write(&Channel {
        title: format!("{}: {}", context.station.name, spec.title),
        link: context.absolute(&Url::Table(spec.slug.clone())),
        self_link: of(TablePart::Updates),
        description: format!("New, revised and held figures of {}", spec.title),
        language: context.station.language.clone(),
        updated: nights.iter().map(|(_, night, _)| night.at).max().unwrap_or(Timestamp::UNIX_EPOCH),
        icon: None,
        items: nights.iter().map(|night| item(spec, night, totals, context)).collect(),
    })
}

fn item(
    spec: &Spec,
    (id, night, replaces): &(i64, Night, bool),
    totals: &Series,
    context: &Context<'_>,
) -> Item {
    let (of, what) = (now::day(night.as_of), now::faults(&night.failed));
    let (title, mut summary, part) = match (night.is_shown, replaces) {
        (true, false) => {
            (format!("Figures for {of}"), sums(spec, night, totals), TablePart::View(View::on(night.as_of)))
        }
        (true, true) => {
            (format!("Figures for {of} revised"), sums(spec, night, totals), TablePart::Revisions)
        }
        (false, _) => (
            format!("File for {of} held back"),
            format!("The source’s file for {of} {what}; it was not shown."),
            TablePart::Revisions,
        ),
    };
    if let Some(note) = night.note.as_ref().filter(|_| night.is_shown) {
        summary = format!("{summary} Accepted by hand: {note}").trim_start().to_owned();
    }
    Item {
        id: tag(spec, *id, night, context),
        link: context.absolute(&Url::OfTable(spec.slug.clone(), part)),
        title: format!("{}: {title}", spec.title),
        summary,
        published: night.at,
        updated: night.at,
        ..Item::default()
    }
}

/// The totals of the day as they are now: `155,597 cases, 2,208 deaths.`
fn sums(spec: &Spec, night: &Night, totals: &Series) -> String {
    let Some(figures) = totals.get(&night.as_of) else { return String::new() };
    let known = spec.measures.iter().zip(figures).filter_map(|(measure, figure)| {
        Some(format!("{} {}", decimal((*figure)?, measure.decimals), super::figures::lower(&measure.label)))
    });
    let known: Vec<String> = known.collect();
    if known.is_empty() { String::new() } else { format!("{}.", known.join(", ")) }
}

/// A name that never changes (RFC 4151): the night's number tells the nights of a table apart.
fn tag(spec: &Spec, id: i64, night: &Night, context: &Context<'_>) -> String {
    let root = &context.station.base_url;
    let host = root.split("//").nth(1).unwrap_or(root).split([':', '/']).next().unwrap_or("station");
    format!("tag:{host},{}:data/{}/{id}", night.as_of, spec.slug)
}
