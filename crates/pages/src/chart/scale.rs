//! From figures and days to places in a drawing, and the numbers that stand beside it.

use jiff::{ToSpan, civil::Date};

/// A straight scale between readable numbers.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Linear {
    low: f64,
    high: f64,
    /// Where `low` and `high` lie in the drawing.
    from: f64,
    to: f64,
    /// Numbers to write, ascending; the first and last are the ends of the scale.
    pub(super) ticks: Vec<f64>,
    /// Decimals that the ticks need.
    pub(super) places: u8,
}

impl Linear {
    /// A scale that holds `low` to `high` with about `wanted` steps of 1, 2 or 5 times a power of ten, not finer than a
    /// figure of `places` decimals, drawn between `from` and `to`.
    pub(super) fn nice(low: f64, high: f64, wanted: u32, places: u8, (from, to): (f64, f64)) -> Self {
        let (low, high) = if low <= high { (low, high) } else { (high, low) };
        let least = 10f64.powi(-i32::from(places));
        let rough = ((high - low) / f64::from(wanted.max(1))).max(least);
        let power = 10f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0]
            .map(|unit| unit * power)
            .into_iter()
            .find(|step| *step >= rough * 0.999_999);
        let step = step.unwrap_or(10.0 * power).max(least);
        let bottom = (low / step).floor();
        let top = (high / step).ceil().max(bottom + 1.0);
        let mut ticks = Vec::new();
        let mut at = bottom;
        // The count is capped, not the sum: steps far from zero may not add up.
        while at <= top && ticks.len() < 24 {
            ticks.push(at * step);
            at += 1.0;
        }
        let decimals = (0..=places).find(|places| {
            let scaled = step * 10f64.powi(i32::from(*places));
            (scaled - scaled.round()).abs() < 1e-6 * scaled.max(1.0)
        });
        Self { low: bottom * step, high: top * step, from, to, ticks, places: decimals.unwrap_or(places) }
    }

    /// Where a figure lies.
    pub(super) fn place(&self, figure: f64) -> f64 {
        self.from + (figure - self.low) / (self.high - self.low) * (self.to - self.from)
    }

    /// Where zero lies, or the end of the scale that is nearest to it.
    pub(super) fn base(&self) -> f64 {
        self.place(0f64.clamp(self.low, self.high))
    }
}

/// Evenly spaced things, days or hours: each has a band of its own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bands {
    count: usize,
    from: f64,
    to: f64,
}

impl Bands {
    pub(super) fn new(count: usize, (from, to): (f64, f64)) -> Self {
        Self { count: count.max(1), from, to }
    }

    /// Width of one.
    #[allow(clippy::cast_precision_loss, reason = "a few thousand at most")]
    pub(super) fn width(self) -> f64 {
        (self.to - self.from) / self.count as f64
    }

    /// Middle of the one at `place`, from 0.
    #[allow(clippy::cast_precision_loss, reason = "a few thousand at most")]
    pub(super) fn middle(self, place: usize) -> f64 {
        self.from + (place as f64 + 0.5) * self.width()
    }
}

/// A day or hour to be named at the foot of a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tick {
    /// Its place from 0.
    pub(super) place: usize,
    /// `Feb. 21`, `March`, `2021`.
    pub(super) words: String,
    /// Whether a narrow screen can do without it.
    pub(super) spare: bool,
}

/// Days to be named: few enough to stand beside each other, each a round one (a first of the month, a Monday).
pub(super) fn day_ticks(first: Date, count: usize) -> Vec<Tick> {
    let day = |place: usize| first.checked_add(i64::try_from(place).unwrap_or(0).days()).ok();
    let days: Vec<Date> = (0..count).map_while(day).collect();
    let chosen: Vec<(usize, String)> = match count {
        0..=7 => named(&days, |_, _| true, short),
        8..=16 => named(&days, |place, _| (count - 1 - place).is_multiple_of(3), short),
        17..=62 => named(&days, |place, _| (count - 1 - place).is_multiple_of(count.div_ceil(5)), short),
        63..=200 => named(&days, |_, date| date.day() == 1, month),
        201..=800 => named(&days, |_, date| date.day() == 1 && (date.month() - 1) % 3 == 0, month),
        _ => named(&days, |_, date| date.day() == 1 && date.month() == 1, |date| date.year().to_string()),
    };
    let last = chosen.len().saturating_sub(1);
    let crowded = chosen.len() > 4;
    let tick = |(at, (place, words)): (usize, (usize, String))| Tick {
        place,
        words,
        spare: crowded && !(last - at).is_multiple_of(2),
    };
    chosen.into_iter().enumerate().map(tick).collect()
}

fn named(
    days: &[Date],
    wanted: impl Fn(usize, Date) -> bool,
    words: impl Fn(Date) -> String,
) -> Vec<(usize, String)> {
    let chosen = days.iter().enumerate().filter(|(place, date)| wanted(*place, **date));
    chosen.map(|(place, date)| (place, words(*date))).collect()
}

/// `Feb. 21`, in the style of newspapers: five months are short enough already.
pub(super) fn short(date: Date) -> String {
    const MONTHS: [&str; 12] =
        ["Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."];
    let month = usize::try_from(date.month() - 1).ok().and_then(|month| MONTHS.get(month)).unwrap_or(&"");
    format!("{month} {}", date.day())
}

/// `March`, or the year in place of January.
fn month(date: Date) -> String {
    if date.month() == 1 {
        return date.year().to_string();
    }
    short(date).split(' ').next().unwrap_or_default().to_owned()
}
