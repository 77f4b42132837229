//! What a chart shows, in words: made from its figures, and nothing that they do not say. No cause, no outlook.

use jiff::civil::Date;

use super::{
    axis::figure,
    scale::short,
    series::{Daily, Day, Kind, Mark, Period},
};
use crate::number::counted;

/// Two to five sentences.
pub(super) fn of(chart: &Daily, period: &Period) -> String {
    let known: Vec<(Date, f64)> = period.days.iter().filter_map(|day| Some((day.date, day.value?))).collect();
    let (Some(first), Some(last)) = (known.first(), known.last()) else { return String::new() };
    let say = Sayer { chart, this_year: last.0.year() };
    let mut said = match chart.kind {
        Kind::Level => say.level(*first, *last, &period.days),
        Kind::Afloat => say.range(&known, *last),
        Kind::Count => say.counts(&known, *last, period),
    };
    said.extend(say.gaps(&period.days));
    said.extend(say.marks(&period.days));
    said.join(" ")
}

struct Sayer<'a> {
    chart: &'a Daily,
    this_year: i16,
}

impl Sayer<'_> {
    fn figure(&self, value: f64) -> String {
        figure(value, self.chart.places.min(6))
    }

    /// With the unit that fits.
    fn amount(&self, value: f64) -> String {
        let words = self.figure(value);
        let unit = if words == "1" { &self.chart.unit.0 } else { &self.chart.unit.1 };
        if unit.is_empty() { words } else { format!("{words} {unit}") }
    }

    /// `Feb. 21`, with the year when it is not that of the last figure.
    fn day(&self, date: Date) -> String {
        let words = short(date);
        if date.year() == self.this_year { words } else { format!("{words}, {}", date.year()) }
    }

    fn last_day(&self, date: Date) -> String {
        format!("{}, {}", short(date), date.year())
    }

    fn level(&self, first: (Date, f64), last: (Date, f64), days: &[Day]) -> Vec<String> {
        if first.0 == last.0 {
            return vec![format!(
                "{} on {}, the only day with a figure.",
                self.amount(first.1),
                self.last_day(first.0)
            )];
        }
        let (from, to) = (self.figure(first.1), self.amount(last.1));
        let way = match to.split(' ').next() {
            Some(same) if same == from => {
                let words = format!("The same on {} and {}: {to}", self.day(first.0), self.last_day(last.0));
                return vec![words + &self.steps(days)];
            }
            _ if last.1 > first.1 => "Rose",
            _ => "Fell",
        };
        let words =
            format!("{way} from {from} on {} to {to} on {}", self.day(first.0), self.last_day(last.0));
        vec![words + &self.steps(days)]
    }

    /// The largest step up between two days that both have a figure, and the days on which it went down.
    fn steps(&self, days: &[Day]) -> String {
        let pairs = days.windows(2).filter_map(|pair| Some((pair[1].date, pair[1].value? - pair[0].value?)));
        let steps: Vec<(Date, f64)> = pairs.collect();
        let mut words = String::new();
        // The first of equals: the day it first happened.
        let highest =
            steps.iter().rev().max_by(|a, b| a.1.total_cmp(&b.1)).filter(|step| self.counts_as(step.1));
        if let Some((date, step)) = highest {
            words = format!("; highest daily increase {} on {}", self.figure(*step), self.day(*date));
        }
        let falls: Vec<&(Date, f64)> = steps.iter().filter(|step| self.counts_as(-step.1)).collect();
        match falls.as_slice() {
            [] => {}
            [(date, step)] => {
                words += &format!("; fell by {} on {}", self.figure(-step), self.day(*date));
            }
            many => {
                let deepest = many.iter().rev().min_by(|a, b| a.1.total_cmp(&b.1));
                if let Some((date, step)) = deepest {
                    let (by, on) = (self.figure(-step), self.day(*date));
                    words += &format!("; fell on {} days, most by {by} on {on}", many.len());
                }
            }
        }
        words + "."
    }

    /// Whether a step is one that the reader can see: not lost in rounding.
    fn counts_as(&self, step: f64) -> bool {
        step * 10f64.powi(i32::from(self.chart.places.min(6))) >= 0.5
    }

    fn range(&self, known: &[(Date, f64)], last: (Date, f64)) -> Vec<String> {
        let lowest = known.iter().min_by(|a, b| a.1.total_cmp(&b.1));
        let highest = known.iter().rev().max_by(|a, b| a.1.total_cmp(&b.1));
        let mut said = vec![format!("{} on {}.", self.amount(last.1), self.last_day(last.0))];
        if let (Some(low), Some(high)) = (lowest, highest)
            && known.len() > 1
        {
            said.push(format!(
                "Lowest {} on {}, highest {} on {}.",
                self.figure(low.1),
                self.day(low.0),
                self.figure(high.1),
                self.day(high.0)
            ));
        }
        said
    }

    fn counts(&self, known: &[(Date, f64)], last: (Date, f64), period: &Period) -> Vec<String> {
        let mut said = self.range(known, last);
        let averages = period.averages();
        let newest = averages.last().copied().flatten();
        let week_before = averages.len().checked_sub(8).and_then(|at| averages.get(at)).copied().flatten();
        if let Some(average) = newest.filter(|_| self.chart.average) {
            let places = self.chart.places.min(6) + u8::from(average.abs() < 100.0);
            let say = |value: f64| figure(value, places);
            said.push(match week_before {
                Some(before) => {
                    format!(
                        "Average of the last seven days: {}; a week before: {}.",
                        say(average),
                        say(before)
                    )
                }
                None => format!("Average of the last seven days: {}.", say(average)),
            });
        }
        said
    }

    fn gaps(&self, days: &[Day]) -> Option<String> {
        let missing = days.iter().filter(|day| day.value.is_none()).count();
        let days = counted(u64::try_from(days.len()).unwrap_or(u64::MAX), "day", "days");
        (missing > 0).then(|| format!("No figure for {missing} of {days}."))
    }

    fn marks(&self, days: &[Day]) -> Option<String> {
        let count =
            |mark| u64::try_from(days.iter().filter(|day| day.mark == Some(mark)).count()).unwrap_or(0);
        let (held, revised) = (count(Mark::Held), count(Mark::Revised));
        let held = (held > 0).then(|| format!("held back on {}", counted(held, "day", "days")));
        let revised =
            (revised > 0).then(|| format!("corrected later for {}", counted(revised, "day", "days")));
        let both: Vec<String> = held.into_iter().chain(revised).collect();
        (!both.is_empty()).then(|| format!("Figures were {}.", both.join(" and ")))
    }
}
