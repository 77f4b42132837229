//! What the station works out from the figures: new since the day before, a seven-day average, per 100,000 people.
//!
//! Nothing is invented: where a day that is needed has no figures, there is no result, and it is never zero.

use super::{
    snapshot::Snapshot,
    spec::{Column, Key, Measure, Sort, Spec},
};
use jiff::{ToSpan, civil::Date};
use std::collections::BTreeMap;

/// How something is worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum How {
    /// The figure less the figure of the day before.
    New,
    /// Of a cumulative measure, the daily mean of what was added in the last seven days: (today − 7 days ago) / 7.
    /// Of a level, the mean of the last seven days, all of which must be there.
    Average,
    /// The figure for each 100,000 people of the row.
    Per100k,
}

/// A derived column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derived {
    /// The measure, by its place.
    pub of: usize,
    /// How.
    pub how: How,
    /// Heading; when it is empty, one is made.
    pub label: String,
}

/// How many days before a snapshot's derived columns may ask for.
pub const LOOK_BACK: u32 = 7;

impl How {
    /// All.
    pub const ALL: [How; 3] = [How::New, How::Average, How::Per100k];

    /// Name in settings, addresses and downloads.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Average => "average",
            Self::Per100k => "per-100k",
        }
    }

    /// The way of a name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|how| how.as_str() == text)
    }
}

impl Derived {
    /// The column it makes, over its measure.
    pub fn column(&self, of: Option<&Measure>) -> Column {
        let (column, label, unit) =
            of.map_or(("", "", ""), |of| (of.column.as_str(), of.label.as_str(), of.unit.as_str()));
        let made = match self.how {
            How::New => format!("New {}", label.to_lowercase()),
            How::Average => format!("{label}, 7-day average"),
            How::Per100k => format!("{label} per 100,000"),
        };
        Column {
            id: format!("{column}-{}", self.how.as_str()),
            label: if self.label.is_empty() { made } else { self.label.clone() },
            decimals: self.decimals(of),
            unit: if self.how == How::Per100k { String::new() } else { unit.to_owned() },
            is_derived: true,
        }
    }

    /// An average and a rate have one digit more than what they are made of.
    fn decimals(&self, of: Option<&Measure>) -> u8 {
        let own = of.map_or(0, |of| of.decimals);
        if self.how == How::New { own } else { own.saturating_add(1) }
    }

    /// The result in the column's smallest unit, halves rounded away from zero. `on` is the figure of so many days
    /// before; `people` how many live there.
    fn work_out(
        &self,
        is_cumulative: bool,
        on: impl Fn(i64) -> Option<i64>,
        people: Option<i64>,
    ) -> Option<i64> {
        match self.how {
            How::New => on(0)?.checked_sub(on(1)?),
            How::Average if is_cumulative => rounded(i128::from(on(0)?.checked_sub(on(7)?)?) * 10, 7),
            How::Average => {
                let sum: Option<i128> = (0..7).map(|day| on(day).map(i128::from)).sum();
                rounded(sum? * 10, 7)
            }
            How::Per100k => {
                let people = people.filter(|people| *people > 0)?;
                rounded(i128::from(on(0)?) * 1_000_000, i128::from(people))
            }
        }
    }
}

fn rounded(value: i128, by: i128) -> Option<i64> {
    let half = if value < 0 { -by / 2 } else { by / 2 };
    i64::try_from((value + half) / by).ok()
}

/// A row with all its columns, derived ones included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// Key.
    pub key: &'a str,
    /// Name as readers see it.
    pub name: &'a str,
    /// A figure for each of [`Spec::columns`], in its smallest unit.
    pub figures: Vec<Option<i64>>,
}

/// A table as it is shown: every row and the totals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lines<'a> {
    /// Rows, in the order asked for; rows that are no counties last.
    pub rows: Vec<Line<'a>>,
    /// The totals of each column.
    pub totals: Vec<Option<i64>>,
}

/// The rows of a day with everything derived, in an order. `earlier` holds figures of earlier days, in any order; those
/// of the last [`LOOK_BACK`] days are enough.
pub fn lines<'a>(spec: &'a Spec, shown: &'a Snapshot, earlier: &[Snapshot], sort: Sort) -> Lines<'a> {
    let day = |back: i64| {
        let date = shown.as_of.checked_sub(back.days()).ok()?;
        if back == 0 { Some(shown) } else { earlier.iter().find(|day| day.as_of == date) }
    };
    let days: Vec<Option<&Snapshot>> = (0..=i64::from(LOOK_BACK)).map(day).collect();
    let on = |back: i64| usize::try_from(back).ok().and_then(|back| days.get(back).copied().flatten());
    let people = spec.population.as_ref().map(|population| &population.people);
    let measures = spec.measures.len();
    let sums: Vec<Option<Vec<Option<i64>>>> =
        days.iter().map(|day| day.map(|day| day.totals(measures))).collect();
    let everybody = people
        .and_then(|people| shown.rows.keys().filter_map(|key| people.get(key)).copied().reduce(|a, b| a + b));
    let figures = |figure: &dyn Fn(i64, usize) -> Option<i64>, people: Option<i64>| {
        let own = (0..measures).map(|measure| figure(0, measure));
        let derived = spec.derived.iter().map(|derived| {
            let is_cumulative = spec.measures.get(derived.of).is_some_and(|measure| measure.cumulative);
            derived.work_out(is_cumulative, |back| figure(back, derived.of), people)
        });
        own.chain(derived).collect::<Vec<_>>()
    };
    let line = |key: &'a Key| Line {
        key,
        name: spec.name(key),
        figures: figures(
            &|back, measure| on(back)?.figure(key, measure),
            people.and_then(|people| people.get(key).copied()),
        ),
    };
    let mut rows: Vec<Line<'a>> = shown.rows.keys().map(line).collect();
    put_in_order(&mut rows, sort, spec);
    let of_all = |back: i64, measure: usize| {
        let sums = usize::try_from(back).ok().and_then(|back| sums.get(back)?.as_ref());
        sums?.get(measure).copied().flatten()
    };
    Lines { rows, totals: figures(&of_all, everybody) }
}

/// All columns of one row on a day, from the row's figures by day: as in [`lines`], without the other rows. No key: the
/// totals of all.
pub fn of_row(
    spec: &Spec,
    key: Option<&str>,
    day: Date,
    series: &BTreeMap<Date, Vec<Option<i64>>>,
) -> Vec<Option<i64>> {
    let people = spec.population.as_ref().and_then(|population| match key {
        Some(key) => population.people.get(key).copied(),
        None => spec.keys.keys().filter_map(|key| population.people.get(key)).copied().reduce(|a, b| a + b),
    });
    let figure = |back: i64, measure: usize| {
        let row = series.get(&day.checked_sub(back.days()).ok()?)?;
        row.get(measure).copied().flatten()
    };
    let own = (0..spec.measures.len()).map(|measure| figure(0, measure));
    let derived = spec.derived.iter().map(|derived| {
        let is_cumulative = spec.measures.get(derived.of).is_some_and(|measure| measure.cumulative);
        derived.work_out(is_cumulative, |back| figure(back, derived.of), people)
    });
    own.chain(derived).collect()
}

/// Ties by name; what has no figure last; what is no county after all counties.
fn put_in_order(rows: &mut [Line<'_>], sort: Sort, spec: &Spec) {
    rows.sort_by(|a, b| {
        let order = match sort {
            Sort::Name { falling: false } => a.name.cmp(b.name),
            Sort::Name { falling: true } => b.name.cmp(a.name),
            Sort::Column { index, falling } => {
                let figure = |line: &Line<'_>| line.figures.get(index).copied().flatten();
                match (figure(a), figure(b)) {
                    (Some(a), Some(b)) if falling => b.cmp(&a),
                    (Some(a), Some(b)) => a.cmp(&b),
                    (a, b) => b.is_some().cmp(&a.is_some()),
                }
            }
        };
        spec.is_alias(a.key).cmp(&spec.is_alias(b.key)).then(order).then(a.name.cmp(b.name))
    });
}

#[cfg(test)]
#[path = "derive_tests.rs"]
mod tests;
