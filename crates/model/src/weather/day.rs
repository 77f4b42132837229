//! The high and the low of a town's own day.
//!
//! Figures of a forecast are kept by the local day or night that they are of: after 6 p.m. the service's first period is
//! the night, and the next day's high is not today's. What was measured since local midnight overrules what was
//! forecast, and low ≤ now ≤ high always: where the forecast was wrong the range is widened, and says so.

use super::Observation;
use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// Which half of a day a forecast's figure is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Its high.
    Day,
    /// The low of the night that begins in its evening.
    Night,
}

impl Part {
    /// Name as it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Night => "night",
        }
    }

    /// Reads what [`Self::as_str`] says.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Day, Self::Night].into_iter().find(|part| part.as_str() == text)
    }
}

/// A night that begins after midnight is still the last evening's: until this hour.
const NIGHT_ENDS: i8 = 6;
/// From this hour the day's high has been.
pub(super) const HIGH_HAS_BEEN: i8 = 18;
/// The hours in which a day is warmest, and how many of them must have a reading for its high to be known.
const WARM_HOURS: std::ops::RangeInclusive<i8> = 11..=17;
const WARM_READINGS: u32 = 4;

/// The local day whose day or night a period is.
pub fn part_day(start: Timestamp, is_day: bool, zone: &TimeZone) -> (Date, Part) {
    let local = start.to_zoned_datetime(zone.clone());
    if is_day {
        return (local.date(), Part::Day);
    }
    (night_of(start, zone), Part::Night)
}

/// The evening whose night it is, or will be.
pub fn night_of(at: Timestamp, zone: &TimeZone) -> Date {
    let local = at.to_zoned_datetime(zone.clone());
    let date = local.date();
    if local.hour() < NIGHT_ENDS { date.yesterday().unwrap_or(date) } else { date }
}

/// What was measured since local midnight.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Extremes {
    /// Degrees Celsius.
    pub high_c: Option<f64>,
    /// Degrees Celsius.
    pub low_c: Option<f64>,
    /// Whether the warm hours of the day were measured, so that the high is the day's.
    pub has_warm_hours: bool,
}

impl Extremes {
    /// Of the observations of the local day of `now`. A figure of the last six hours counts only when those hours are of
    /// the same day.
    pub fn of(observations: &[Observation], now: Timestamp, zone: &TimeZone) -> Self {
        let local = |at: Timestamp| at.to_zoned_datetime(zone.clone());
        let today = local(now).date();
        let mut told = Self::default();
        let mut warm: Vec<i8> = Vec::new();
        for observation in observations.iter().filter(|o| o.at <= now && local(o.at).date() == today) {
            let at = local(observation.at);
            let mut figures = vec![observation.temperature_c];
            let six_hours_ago = observation.at - jiff::SignedDuration::from_hours(6);
            if local(six_hours_ago).date() == today {
                figures.extend(observation.high_6h_c);
                figures.extend(observation.low_6h_c);
                // Reports of six hours at 16 or 17 o'clock span the warm ones.
                if observation.high_6h_c.is_some() && (15..=18).contains(&at.hour()) {
                    told.has_warm_hours = true;
                }
            }
            for c in figures {
                told.high_c = Some(told.high_c.map_or(c, |high| high.max(c)));
                told.low_c = Some(told.low_c.map_or(c, |low| low.min(c)));
            }
            if WARM_HOURS.contains(&at.hour()) && !warm.contains(&at.hour()) {
                warm.push(at.hour());
            }
        }
        told.has_warm_hours |= u32::try_from(warm.len()).unwrap_or(0) >= WARM_READINGS;
        told
    }
}

/// The high and low that stand beside a town's temperature.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Range {
    /// Degrees Celsius.
    pub high_c: Option<f64>,
    /// The high was measured, not forecast.
    pub high_is_measured: bool,
    /// Of the coming or present night, degrees Celsius.
    pub low_c: Option<f64>,
    /// The low was measured: it is colder than was forecast.
    pub low_is_measured: bool,
    /// Where the forecast was wrong, in words.
    pub notes: Vec<String>,
}

/// Put together what was forecast for today and tonight, what was measured, and what is now.
///
/// `now_c` is the temperature that stands beside; `None` when that is stale or missing, and then nothing is widened by it.
pub fn range(
    forecast_high_c: Option<f64>,
    forecast_low_c: Option<f64>,
    measured: Extremes,
    now_c: Option<f64>,
    now: Timestamp,
    zone: &TimeZone,
) -> Range {
    let evening = now.to_zoned_datetime(zone.clone()).hour() >= HIGH_HAS_BEEN;
    let is_known = evening && measured.has_warm_hours && measured.high_c.is_some();
    let mut range = Range {
        high_c: if is_known { measured.high_c } else { forecast_high_c },
        high_is_measured: is_known,
        low_c: forecast_low_c,
        low_is_measured: false,
        notes: Vec::new(),
    };
    // Half a degree is what rounding does.
    let so_far = measured.high_c.filter(|_| !is_known);
    if let (Some(high), Some(so_far)) = (range.high_c, so_far)
        && so_far > high
    {
        if so_far > high + 0.5 {
            range.notes.push("It has been warmer today than was forecast.".to_owned());
        }
        (range.high_c, range.high_is_measured) = (Some(so_far), true);
    }
    if let Some(now_c) = now_c {
        if range.high_c.is_some_and(|high| now_c > high) {
            if !evening && range.high_c.is_some_and(|high| now_c > high + 0.5) && range.notes.is_empty() {
                range.notes.push("It is warmer now than the high that was forecast.".to_owned());
            }
            (range.high_c, range.high_is_measured) = (Some(now_c), true);
        }
        if range.low_c.is_some_and(|low| now_c < low) {
            if range.low_c.is_some_and(|low| now_c < low - 0.5) {
                range.notes.push("It is colder now than the low that is forecast.".to_owned());
            }
            (range.low_c, range.low_is_measured) = (Some(now_c), true);
        }
    }
    // A night can be forecast warmer than its day was: with both told, the low is the lower of the two.
    if let (Some(low), Some(high)) = (range.low_c, range.high_c)
        && low > high
    {
        range.notes.push("The night is forecast to be warmer than the day was.".to_owned());
        (range.low_c, range.high_c) = (Some(high), Some(low));
        (range.low_is_measured, range.high_is_measured) = (range.high_is_measured, range.low_is_measured);
    }
    range
}

#[cfg(test)]
#[path = "day_tests.rs"]
mod tests;
