//! The next days, each with its night: rows of a table, and the same for programs.

use super::{Now, figures, told::Told};
use crate::{
    compose::Context,
    moment::Day,
    weather::{DayRow, icon},
};
use jiff::civil::Date;
use model::weather::{Condition, Own, Part, Period, Units, part_day};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Days that are told.
pub(super) const DAYS: usize = 7;

/// A day and its night: what the weather service says, what a forecaster of the newsroom says, and the figures that are told.
struct Both<'n> {
    date: Date,
    day: Option<&'n Period>,
    night: Option<&'n Period>,
    own: Option<&'n Own>,
    /// Own words for the night of a row that begins with its day.
    own_night: Option<&'n Own>,
    high: Told<'n>,
    low: Told<'n>,
}

/// A row for each day; nothing of what has ended.
pub(super) fn rows(now: &Now<'_>, units: Units, context: &Context<'_>) -> Vec<DayRow> {
    week(now, context).iter().filter_map(|both| both.row(units)).collect()
}

/// The same for programs.
pub(super) fn told(now: &Now<'_>, context: &Context<'_>) -> Value {
    week(now, context).iter().map(Both::told).collect()
}

fn week<'n>(now: &'n Now<'_>, context: &Context<'_>) -> Vec<Both<'n>> {
    let zone = &context.station.zone;
    let periods = now.days.iter().flat_map(|forecast| &forecast.value.periods);
    let ahead = periods.filter(|period| period.end > now.now);
    let dates: BTreeSet<Date> =
        ahead.map(|period| part_day(period.start, period.is_day, zone).0).take(2 * DAYS).collect();
    dates.into_iter().take(DAYS).map(|date| Both::of(date, now, context)).collect()
}

impl<'n> Both<'n> {
    fn of(date: Date, now: &'n Now<'_>, context: &Context<'_>) -> Self {
        let (day, night) = (now.period(date, Part::Day, context), now.period(date, Part::Night, context));
        // The sky of a row is that of its first half; words of one's own for its night stand below the sky's.
        let first = if day.is_some() { Part::Day } else { Part::Night };
        // When only the night is left, the day's high is no forecast any more.
        let high = if day.is_some() { now.high(date, context) } else { Told::default() };
        let worded = |part| now.own(date, part, context).filter(|own| !own.draft.words.is_empty());
        let own_night = day.and_then(|_| worded(Part::Night));
        Self { date, day, night, own: worded(first), own_night, high, low: now.low(date, context) }
    }

    fn words(&self) -> Option<String> {
        let own = self.own.map(|own| own.draft.words.clone());
        own.or_else(|| self.day.or(self.night).map(|first| first.short.clone()))
    }

    /// Whose words or figures stand in place of the weather service's.
    fn by(&self) -> String {
        let all = [self.own, self.own_night, self.high.own, self.low.own];
        names(all.into_iter().flatten().map(|own| own.by.as_str()))
    }

    fn row(&self, units: Units) -> Option<DayRow> {
        let first = self.day.or(self.night)?;
        let figure = |told: &Told<'_>| told.c.map_or_else(none, |c| figures::temperature(c, units));
        let chance = |period: &Period| period.rain_percent.map_or_else(none, figures::percent);
        let long = [self.day, self.night].into_iter().flatten().filter(|period| !period.long.is_empty());
        let condition = self.own.map_or(first.condition, |own| Condition::of_words(&own.draft.words));
        Some(DayRow {
            day: Day::with_weekday(self.date),
            name: first.name.clone(),
            icon_html: icon(condition, first.is_day),
            words: self.words().unwrap_or_default(),
            high: figure(&self.high),
            high_is_measured: self.high.is_measured,
            low: figure(&self.low),
            low_is_measured: self.low.is_measured,
            by: self.by(),
            night_words: self.own_night.map(|own| own.draft.words.clone()).unwrap_or_default(),
            rain: chance(first),
            night_rain: self.day.and(self.night).map(chance).unwrap_or_default(),
            long: long.map(|period| format!("{}: {}", period.name, period.long)).collect(),
        })
    }

    fn told(&self) -> Value {
        let tenths = |c: Option<f64>| c.map(|c| (c * 10.0).round() / 10.0);
        let rain = |period: Option<&Period>| period.and_then(|period| period.rain_percent);
        json!({
            "day": self.date.to_string(), "words": self.words(),
            "night_words": self.own_night.map(|own| &own.draft.words),
            "high_c": tenths(self.high.c), "high_is_measured": self.high.is_measured,
            "low_c": tenths(self.low.c), "low_is_measured": self.low.is_measured,
            "rain_percent": rain(self.day), "night_rain_percent": rain(self.night), "by": self.by(),
        })
    }
}

fn none() -> String {
    figures::NONE.to_owned()
}

/// Each name once, in the order in which they come.
fn names<'n>(all: impl Iterator<Item = &'n str>) -> String {
    let mut names: Vec<&str> = Vec::new();
    for name in all {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join(" and ")
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn who_says_several_things_of_a_day_is_named_once() {
        let all = |list: &[&'static str]| names(list.iter().copied());
        assert_eq!(all(&["Ana", "Bo", "Ana", "Bo"]), "Ana and Bo");
        assert_eq!((all(&["Bo", "Bo"]), all(&[])), ("Bo".to_owned(), String::new()));
    }
}
