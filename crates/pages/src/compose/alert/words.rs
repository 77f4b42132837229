//! Sentences about alerts.

use super::Now;
use crate::{compose::Context, names::listed};
use jiff::Timestamp;
use model::{
    alert::{Kept, Phase, Reach, Silence},
    notice::Draft,
};

/// `until March 5, 2021, 9:00 p.m. PST`, `until further notice`.
pub(super) fn until(kept: &Kept, context: &Context<'_>) -> String {
    match end(kept) {
        Some(end) => format!("until {}", context.moment(end).words),
        None => "until further notice".to_owned(),
    }
}

/// The end that is told: none until further notice.
pub(super) fn end(kept: &Kept) -> Option<Timestamp> {
    let alert = &kept.alert;
    if alert.is_until_further_notice() { None } else { Some(alert.own_end().max(alert.begins())) }
}

/// `In effect until …`, `Begins …, until …`, `Over since …`.
pub(super) fn standing(kept: &Kept, now: Timestamp, context: &Context<'_>) -> String {
    match kept.phase(now) {
        Phase::Now => format!("In effect {}.", until(kept, context)),
        Phase::Ahead(begins) => {
            format!("Begins {}, and lasts {}.", context.moment(begins).words, until(kept, context))
        }
        Phase::Over => format!("No longer in effect since {}.", context.moment(kept.over_at).words),
    }
}

/// The station's towns by their names, in order of the settings.
pub(super) fn towns(reach: &Reach, context: &Context<'_>) -> String {
    let towns = context.station.towns.iter().filter(|town| reach.towns.contains(&town.slug));
    listed(&towns.map(|town| town.name.as_str()).collect::<Vec<_>>())
}

/// Where a notice is for: its zone, and the towns that the zone does not name itself: `KLA-3 (Klamath Falls)`.
pub(super) fn notice_place(draft: &Draft, context: &Context<'_>) -> String {
    let towns = context.station.towns.iter().filter(|town| draft.towns.contains(&town.slug));
    let names: Vec<&str> =
        towns.map(|town| town.name.as_str()).filter(|name| !draft.place.contains(name)).collect();
    match names.is_empty() {
        true => draft.place.clone(),
        false => format!("{} ({})", draft.place, listed(&names)),
    }
}

/// Where, in few words: towns, else the first areas that the message names.
pub(super) fn place(kept: &Kept, context: &Context<'_>) -> String {
    let towns = towns(&kept.reach, context);
    if !towns.is_empty() {
        return towns;
    }
    const LONG: usize = 90;
    let whole: Vec<&str> =
        kept.alert.area.split(';').map(str::trim).filter(|area| !area.is_empty()).collect();
    // Names may be lists themselves (“Jackson County and Josephine County”): among others, each stands for itself, so that
    // there is one “and” and it is the last.
    let areas: Vec<&str> = match whole.as_slice() {
        [_] => whole,
        many => many.iter().flat_map(|area| area.split(" and ")).collect(),
    };
    let mut length = 0;
    let fits = |area: &&&str| {
        length += area.chars().count();
        length <= LONG
    };
    let named = areas.iter().take_while(fits).count().max(1).min(areas.len());
    match areas.len() - named {
        0 => listed(&areas),
        more => {
            format!("{} and {more} more", areas.iter().take(named).copied().collect::<Vec<_>>().join(", "))
        }
    }
}

/// What is wrong with the sources; empty when nothing is.
pub(super) fn trouble(now: &Now, context: &Context<'_>) -> String {
    let credit = &context.station.alerts.credit;
    match now.silence {
        None => String::new(),
        Some(Silence::Ever) => format!("The {credit} has not been asked for warnings yet."),
        Some(Silence::Failing) => {
            format!(
                "The {credit} could not be asked for warnings: it has never answered. There may be warnings."
            )
        }
        Some(Silence::Since(since)) => format!(
            "The {credit} could not be asked since {}. What is shown is what was known then; there may be newer warnings.",
            context.moment(since).words
        ),
    }
}

/// That a message should have been renewed.
pub(super) fn overdue(kept: &Kept, now: Timestamp, context: &Context<'_>) -> String {
    match kept.alert.expires.filter(|_| kept.is_overdue(now)) {
        Some(expires) => format!(
            "This message was to be renewed by {} and was not; the danger itself lasts longer, so it is still shown.",
            context.moment(expires).words
        ),
        None => String::new(),
    }
}
