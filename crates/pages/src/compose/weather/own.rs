//! What the newsroom's own forecasters say of days and nights, with their name and the moment.

use super::{Now, figures};
use crate::{
    compose::Context,
    weather::{CardOwn, OwnLine},
};
use jiff::civil::Date;
use model::weather::{Own, Part, Units, night_of, period_name};

impl Now<'_> {
    /// What holds of the newsroom's own forecast of a day or night.
    pub(super) fn own(&self, day: Date, part: Part, context: &Context<'_>) -> Option<&Own> {
        let holds = |own: &&Own| own.is_of(day, part) && own.holds(self.now, &context.station.zone);
        self.own.iter().find(holds)
    }

    /// That of today's daylight, and that of the coming or present night.
    pub(super) fn own_now(&self, context: &Context<'_>) -> (Option<&Own>, Option<&Own>) {
        let zone = &context.station.zone;
        let today = self.now.to_zoned_datetime(zone.clone()).date();
        (self.own(today, Part::Day, context), self.own(night_of(self.now, zone), Part::Night, context))
    }
}

/// All that hold, in order.
pub(super) fn lines(now: &Now<'_>, units: Units, context: &Context<'_>) -> Vec<OwnLine> {
    let zone = &context.station.zone;
    let holding = now.own.iter().filter(|own| own.holds(now.now, zone));
    holding.map(|own| line(own, now, units, context)).collect()
}

fn line(own: &Own, now: &Now<'_>, units: Units, context: &Context<'_>) -> OwnLine {
    let draft = &own.draft;
    let (word, told) = match draft.part {
        Part::Day => ("high", now.high(draft.day, context)),
        Part::Night => ("low", now.low(draft.day, context)),
    };
    let figure = draft.temperature_c.map(|c| {
        let said = format!("{word} {}", figures::temperature(c, units));
        match told.c.filter(|_| told.is_measured) {
            Some(measured) => format!("{said} (it has been {})", figures::temperature(measured, units)),
            None => said,
        }
    });
    let words = Some(draft.words.clone()).filter(|words| !words.is_empty());
    OwnLine {
        id: format!("own-{}", period_name(draft.day, draft.part)),
        part: part_words(draft.day, draft.part, now, context),
        said: words.into_iter().chain(figure).collect::<Vec<_>>().join(", "),
        note: draft.note.clone(),
        by: own.by.clone(),
        made: context.moment(own.made_at),
    }
}

/// `Today`, `Tonight`, `Tuesday`, `Tuesday night`.
fn part_words(day: Date, part: Part, now: &Now<'_>, context: &Context<'_>) -> String {
    let zone = &context.station.zone;
    let today = now.now.to_zoned_datetime(zone.clone()).date();
    match part {
        Part::Day if day == today => "Today".to_owned(),
        Part::Night if day == night_of(now.now, zone) => "Tonight".to_owned(),
        Part::Day => day.strftime("%A").to_string(),
        Part::Night => format!("{} night", day.strftime("%A")),
    }
}

/// Whose a high or low beside the temperature is, when it is not the weather service's.
pub(super) fn aside(now: &Now<'_>, context: &Context<'_>) -> Option<String> {
    let zone = &context.station.zone;
    let today = now.now.to_zoned_datetime(zone.clone()).date();
    let (high, low) = (now.high(today, context).own, now.low(night_of(now.now, zone), context).own);
    let told = |own: &Own| signed(own, now, context);
    match (high, low) {
        (Some(high), Some(low)) if high.by == low.by => Some(format!("High and low by {}.", told(high))),
        (Some(high), Some(low)) => Some(format!("High by {}; low by {}.", told(high), told(low))),
        (Some(high), None) => Some(format!("High by {}.", told(high))),
        (None, Some(low)) => Some(format!("Low by {}.", told(low))),
        (None, None) => None,
    }
}

/// What a forecaster says of today and tonight: `Tonight: Fog, then clear. Black ice on bridges. (Ana Ruiz, 6:05 p.m. PST)`.
pub(super) fn on_card(now: &Now<'_>, context: &Context<'_>) -> Vec<CardOwn> {
    let (day, night) = now.own_now(context);
    let told = |own: &Own| {
        let draft = &own.draft;
        if !draft.has_words() {
            return None;
        }
        let said = match (draft.words.is_empty(), draft.note.is_empty()) {
            (false, false) => format!("{}. {}", draft.words.trim_end_matches('.'), draft.note),
            _ => format!("{}{}", draft.words, draft.note),
        };
        let part = part_words(draft.day, draft.part, now, context);
        let words = format!("{part}: {said} ({})", signed(own, now, context));
        Some(CardOwn { name: format!("{}-{}", now.town.slug, draft.name()), words })
    };
    day.into_iter().chain(night).filter_map(told).collect()
}

/// Who, and since when.
fn signed(own: &Own, now: &Now<'_>, context: &Context<'_>) -> String {
    format!("{}, {}", own.by, figures::clock(own.made_at, now.now, context))
}
