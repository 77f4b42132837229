//! The high and the low of a town's own day.
//!
//! Figures of a forecast are kept by the local day or night that they are of: after 6 p.m. the service's first period is
//! the night, and the next day's high is not today's. What was measured in the same day, or in the same night,
//! overrules what was forecast, and then low ≤ now ≤ high: where the forecast was wrong the range is widened, and says
//! so. A morning colder than the night that is to come contradicts nothing: its cold was that of the last night.

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

/// Whether a night is under way, the one of [`night_of`]; by day that one is still ahead.
fn is_night(at: Timestamp, zone: &TimeZone) -> bool {
    !(NIGHT_ENDS..HIGH_HAS_BEEN).contains(&at.to_zoned_datetime(zone.clone()).hour())
}

/// What was measured since local midnight, and since the night began.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Extremes {
    /// Degrees Celsius.
    pub high_c: Option<f64>,
    /// Degrees Celsius.
    pub low_c: Option<f64>,
    /// The lowest since 6 p.m. of the night that is under way, degrees Celsius; none by day.
    pub night_low_c: Option<f64>,
    /// Whether the warm hours of the day were measured, so that the high is the day's.
    pub has_warm_hours: bool,
}

impl Extremes {
    /// Of the observations of the local day of `now`. A figure of the last six hours counts only when those hours are of
    /// the same day.
    pub fn of(observations: &[Observation], now: Timestamp, zone: &TimeZone) -> Self {
        let local = |at: Timestamp| at.to_zoned_datetime(zone.clone());
        let today = local(now).date();
        let mut told = Self { night_low_c: night_low(observations, now, zone), ..Self::default() };
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

/// The lowest of the night that is under way. A figure of the last six hours counts only when all of them are of it.
fn night_low(observations: &[Observation], now: Timestamp, zone: &TimeZone) -> Option<f64> {
    let is_tonights = |at: Timestamp| is_night(at, zone) && night_of(at, zone) == night_of(now, zone);
    let of_it = observations.iter().filter(|o| o.at <= now && is_tonights(o.at));
    let figures = of_it.flat_map(|o| {
        let six_hours = o.low_6h_c.filter(|_| is_tonights(o.at - jiff::SignedDuration::from_hours(6)));
        [Some(o.temperature_c), six_hours].into_iter().flatten()
    });
    figures.reduce(f64::min).filter(|_| is_night(now, zone))
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
    /// It is day, the low is of the night that is ahead, and it is colder now than that: two figures, and no contradiction.
    pub is_below_coming_low: bool,
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
        ..Range::default()
    };
    range.widen_high(measured.high_c.filter(|_| !is_known), now_c, evening);
    if is_night(now, zone) {
        range.widen_low(measured.night_low_c, now_c);
    } else {
        range.is_below_coming_low = now_c.zip(range.low_c).is_some_and(|(now_c, low)| now_c < low);
    }
    // Two figures of two times: neither takes the place of the other.
    if range.low_c.zip(range.high_c).is_some_and(|(low, high)| low > high) {
        range.notes.push("The night is forecast to be warmer than the day.".to_owned());
    }
    range
}

/// Half a degree is what rounding does.
const ROUNDING_C: f64 = 0.5;

impl Range {
    fn widen_high(&mut self, so_far: Option<f64>, now_c: Option<f64>, evening: bool) {
        if let (Some(high), Some(so_far)) = (self.high_c, so_far)
            && so_far > high
        {
            if so_far > high + ROUNDING_C {
                self.notes.push("It has been warmer today than was forecast.".to_owned());
            }
            (self.high_c, self.high_is_measured) = (Some(so_far), true);
        }
        if let (Some(high), Some(now_c)) = (self.high_c, now_c)
            && now_c > high
        {
            if !evening && now_c > high + ROUNDING_C && self.notes.is_empty() {
                self.notes.push("It is warmer now than the high that was forecast.".to_owned());
            }
            (self.high_c, self.high_is_measured) = (Some(now_c), true);
        }
    }

    fn widen_low(&mut self, so_far: Option<f64>, now_c: Option<f64>) {
        let Some(forecast) = self.low_c else { return };
        let (least, note) = match (so_far, now_c) {
            (Some(so_far), now_c) if now_c.is_none_or(|now_c| so_far < now_c) => {
                (so_far, "It has been colder tonight than was forecast.")
            }
            (_, Some(now_c)) => (now_c, "It is colder now than the low that is forecast."),
            (_, None) => return,
        };
        if least < forecast {
            if least < forecast - ROUNDING_C {
                self.notes.push(note.to_owned());
            }
            (self.low_c, self.low_is_measured) = (Some(least), true);
        }
    }
}

#[cfg(test)]
#[path = "day_tests.rs"]
mod tests;
