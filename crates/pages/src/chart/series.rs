//! What a chart of days is made from.

use jiff::civil::Date;

/// A figure for each day of a period.
#[derive(Clone, Debug, Default)]
pub struct Daily {
    /// Begins every `id` of the piece; unique on its page.
    pub id: String,
    /// `New cases a day, Jackson County`.
    pub title: String,
    /// What is counted, for one and for many: `case`, `cases`; may be empty.
    pub unit: (String, String),
    /// Decimals of the figures, 0 to 6.
    pub places: u8,
    /// How the figures are meant.
    pub kind: Kind,
    /// Whether the average of seven days is drawn over them.
    pub average: bool,
    /// In any order; of two for one day the later counts. Days between that are not here have no figure.
    pub days: Vec<Day>,
}

/// How figures are meant, and so how they are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// As much as there was on this day, or since the beginning: a line over its surface, from zero.
    #[default]
    Level,
    /// A level of which zero says nothing (a temperature, an index): a line, and the scale begins where the figures do.
    Afloat,
    /// What was new on this day: columns.
    Count,
}

/// A day's figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Day {
    /// The day that the figure is of.
    pub date: Date,
    /// None when there is none: never zero.
    pub value: Option<f64>,
    /// What there is to know about it.
    pub mark: Option<Mark>,
}

/// What there is to know about a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// The figures of this day were held back; what is drawn is what was shown meanwhile.
    Held,
    /// The figure was corrected after it had been published.
    Revised,
}

/// The series with every day of its period, in order.
pub(super) struct Period {
    pub(super) first: Date,
    pub(super) days: Vec<Day>,
}

/// Most days that are drawn, the latest: about eleven years.
const LONGEST: i32 = 4_000;

impl Period {
    /// None when no day has a figure.
    pub(super) fn of(series: &[Day]) -> Option<Self> {
        // What is no number, or one that nobody counts to, is no figure.
        let sane = |day: &Day| Day { value: day.value.filter(|value| value.abs() < 1e12), ..*day };
        let mut known: Vec<Day> = series.iter().map(sane).collect();
        known.sort_by_key(|day| day.date);
        let last = known.last()?.date;
        let days_before = |date: Date| (last - date).get_days();
        known.retain(|day| days_before(day.date) < LONGEST);
        known.iter().find(|day| day.value.is_some())?;
        let first = known.first()?.date;
        let mut days: Vec<Day> = Vec::new();
        let mut next = first;
        for day in known {
            while next < day.date {
                days.push(Day { date: next, value: None, mark: None });
                next = next.tomorrow().ok()?;
            }
            if days.last().is_some_and(|before| before.date == day.date) {
                days.pop();
            }
            days.push(day);
            next = day.date.tomorrow().unwrap_or(day.date);
        }
        Some(Self { first, days })
    }

    /// Average of each day and the six before it, where all seven have a figure.
    pub(super) fn averages(&self) -> Vec<Option<f64>> {
        const WEEK: usize = 7;
        let week = |at: usize| -> Option<f64> {
            let days = self.days.get((at + 1).checked_sub(WEEK)?..=at)?;
            let sum: Option<f64> = days.iter().map(|day| day.value).sum();
            Some(sum? / 7.0)
        };
        (0..self.days.len()).map(week).collect()
    }
}
