//! The moon's phase: J. Meeus, “Astronomical Algorithms” (1991), chapter 48, with the largest terms. Good to some tenths
//! of a degree, which is half an hour of its way.

use super::sun::centuries;
use jiff::Timestamp;

/// The moon on a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moon {
    /// What people call it.
    pub phase: MoonPhase,
    /// How much of it is lit, 0 to 1, in the middle of the day.
    pub lit: f64,
}

/// What people call the moon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoonPhase {
    /// On its day.
    New,
    /// Between new and first quarter.
    WaxingCrescent,
    /// On its day.
    FirstQuarter,
    /// Between first quarter and full.
    WaxingGibbous,
    /// On its day.
    Full,
    /// Between full and last quarter.
    WaningGibbous,
    /// On its day.
    LastQuarter,
    /// Between last quarter and new.
    WaningCrescent,
}

impl MoonPhase {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::New => "New moon",
            Self::WaxingCrescent => "Waxing crescent",
            Self::FirstQuarter => "First quarter",
            Self::WaxingGibbous => "Waxing gibbous",
            Self::Full => "Full moon",
            Self::WaningGibbous => "Waning gibbous",
            Self::LastQuarter => "Last quarter",
            Self::WaningCrescent => "Waning crescent",
        }
    }
}

/// The moon on the day between two moments: new, full and the quarters are called so on the day they fall on.
pub fn moon(begin: Timestamp, end: Timestamp) -> Moon {
    let (from, to) = (elongation(begin), elongation(end));
    let to = if to < from { to + 360.0 } else { to };
    let middle = (from + to) / 2.0;
    let lit = (1.0 - middle.to_radians().cos()) / 2.0;
    let falls_on = |degrees: f64| (from..to).contains(&degrees);
    let phase = if falls_on(360.0) || from == 0.0 {
        MoonPhase::New
    } else if falls_on(90.0) {
        MoonPhase::FirstQuarter
    } else if falls_on(180.0) {
        MoonPhase::Full
    } else if falls_on(270.0) {
        MoonPhase::LastQuarter
    } else {
        match middle {
            middle if middle < 90.0 => MoonPhase::WaxingCrescent,
            middle if middle < 180.0 => MoonPhase::WaxingGibbous,
            middle if middle < 270.0 => MoonPhase::WaningGibbous,
            _ => MoonPhase::WaningCrescent,
        }
    };
    Moon { phase, lit }
}

/// Degrees from the sun, 0 at new moon, growing to 360.
fn elongation(at: Timestamp) -> f64 {
    let t = centuries(at);
    let mean = 297.850_192_1 + 445_267.111_403_4 * t - 0.001_881_9 * t * t;
    let sun = (357.529_109_2 + 35_999.050_290_9 * t).to_radians();
    let moon = (134.963_396_4 + 477_198.867_505_5 * t + 0.008_741_4 * t * t).to_radians();
    let d = mean.to_radians();
    let degrees = mean + 6.289 * moon.sin() - 2.1 * sun.sin()
        + 1.274 * (2.0 * d - moon).sin()
        + 0.658 * (2.0 * d).sin()
        + 0.214 * (2.0 * moon).sin()
        + 0.11 * d.sin();
    degrees.rem_euclid(360.0)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;
    use jiff::{ToSpan, civil::Date, tz::TimeZone};

    fn on(day: &str) -> Moon {
        let zone = TimeZone::get("America/Los_Angeles").unwrap();
        let day: Date = day.parse().unwrap();
        let begin = day.to_zoned_datetime(zone).unwrap();
        moon(begin.timestamp(), begin.checked_add(1.day()).unwrap().timestamp())
    }

    #[test]
    fn phases_fall_on_the_days_of_the_almanac() {
        // Moments of the phases in Pacific time: 27 Feb 00:17, 5 Mar 17:30, 13 Mar 02:21, 21 Mar 07:40, 28 Mar 11:48.
        for (day, phase) in [
            ("2021-02-27", MoonPhase::Full),
            ("2021-03-01", MoonPhase::WaningGibbous),
            ("2021-03-05", MoonPhase::LastQuarter),
            ("2021-03-10", MoonPhase::WaningCrescent),
            ("2021-03-13", MoonPhase::New),
            ("2021-03-16", MoonPhase::WaxingCrescent),
            ("2021-03-21", MoonPhase::FirstQuarter),
            ("2021-03-25", MoonPhase::WaxingGibbous),
            ("2021-03-28", MoonPhase::Full),
        ] {
            assert_eq!(on(day).phase, phase, "{day}");
        }
        assert!((on("2021-03-01").lit - 0.93).abs() < 0.03, "{}", on("2021-03-01").lit);
        assert!(on("2021-03-13").lit < 0.01 && on("2021-03-28").lit > 0.99);
    }
}
