//! The archive: the index of months, and one month by days.

use super::{Context, card};
use crate::{
    archive::{ArchiveDay, ArchiveEntry, ArchiveIndex, ArchiveMonth, ArchiveYear},
    card::Paging,
    chrome::{Head, Link},
    moment::Day,
    number::counted,
};
use jiff::civil::Date;
use model::{
    story::Teaser,
    url::{Month, Url},
};

/// Stories on one page of a month.
pub const PER_PAGE: u32 = 60;

/// The index.
pub fn index(months: &[(Month, u64)], context: &Context<'_>) -> ArchiveIndex {
    let mut years: Vec<ArchiveYear> = Vec::new();
    for (month, count) in months {
        let entry = ArchiveEntry {
            month: name(*month),
            url: Url::Month(*month, 1).to_string(),
            count: counted(*count, "story", "stories"),
        };
        match years.last_mut().filter(|year| year.year == month.year) {
            Some(year) => year.months.push(entry),
            None => years.push(ArchiveYear { year: month.year, months: vec![entry] }),
        }
    }
    ArchiveIndex {
        head: Head {
            title: "Archive".to_owned(),
            description: format!("Every story of {}, by month.", context.station.name),
            canonical: Some(context.absolute(&Url::Archive)),
            current: Some(Url::Archive.to_string()),
            ..Head::default()
        },
        years,
    }
}

/// One page of a month; `months` is the index, newest first, for the neighbours.
pub fn month(
    month: Month,
    page: u32,
    teasers: &[Teaser],
    months: &[(Month, u64)],
    context: &Context<'_>,
) -> ArchiveMonth {
    let total = months.iter().find(|(known, _)| *known == month).map_or(0, |(_, count)| *count);
    let title = format!("{} {}", name(month), month.year);
    let link =
        |month: Month| Link::new(format!("{} {}", name(month), month.year), Url::Month(month, 1).to_string());
    let older = months.iter().map(|(month, _)| *month).find(|other| *other < month);
    let newer = months.iter().rev().map(|(month, _)| *month).find(|other| *other > month);
    ArchiveMonth {
        head: Head {
            title: if page > 1 { format!("{title}, page {page}") } else { title.clone() },
            description: format!("Stories of {title}."),
            canonical: Some(context.absolute(&Url::Month(month, page))),
            current: Some(Url::Archive.to_string()),
            ..Head::default()
        },
        title,
        count: counted(total, "story", "stories"),
        days: days(teasers, context),
        newer: newer.map(link),
        older: older.map(link),
        paging: Paging::new(&Url::Month(month, 1).to_string(), page, total, PER_PAGE),
    }
}

fn days(teasers: &[Teaser], context: &Context<'_>) -> Vec<ArchiveDay> {
    let mut days: Vec<(Date, ArchiveDay)> = Vec::new();
    for teaser in teasers {
        let date = teaser.first_published.to_zoned_datetime(context.station.zone.clone()).date();
        let card = card::card(teaser, context);
        match days.last_mut().filter(|(day, _)| *day == date) {
            Some((_, day)) => day.cards.push(card),
            None => days.push((date, ArchiveDay { day: Day::with_weekday(date), cards: vec![card] })),
        }
    }
    days.into_iter().map(|(_, day)| day).collect()
}

fn name(month: Month) -> String {
    Date::new(month.year, month.month, 1)
        .map_or_else(|_| month.to_string(), |date| date.strftime("%B").to_string())
}
