//! Sunrise and sunset: the formulas of NOAA's solar calculator, after J. Meeus, “Astronomical Algorithms” (1991). Good to
//! a minute between the polar circles; a mountain on the horizon is not in them.

use crate::town::Position;
use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};

/// The sun's day at a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sun {
    /// It rises and sets.
    RisesAndSets {
        /// Upper edge above the horizon.
        rise: Timestamp,
        /// Upper edge below the horizon.
        set: Timestamp,
    },
    /// It is up all day.
    Up,
    /// It is down all day.
    Down,
}

/// Refraction at the horizon and half the sun's width, in degrees from the zenith.
const ZENITH: f64 = 90.833;

/// Sunrise and sunset of a day at a place. The day is the one whose noon is nearest to noon of that place's sun.
pub fn sun(day: Date, at: Position) -> Sun {
    let Ok(midnight) = TimeZone::UTC.to_timestamp(day.to_datetime(jiff::civil::Time::midnight())) else {
        return Sun::Down;
    };
    let moment = |minutes: f64| {
        // Minutes of a day or two: far within what a whole number of seconds holds.
        let seconds = (minutes * 60.0).round() as i64;
        midnight.saturating_add(SignedDuration::from_secs(seconds)).unwrap_or(midnight)
    };
    let event = |sign: f64| -> Result<Timestamp, Sun> {
        let mut minutes = 720.0 - 4.0 * at.longitude;
        // The sun moves between noon and its rising: three rounds settle it to a second.
        for _ in 0..3 {
            let (declination, equation) = solar(moment(minutes));
            let latitude = at.latitude.to_radians();
            let cosine = ZENITH.to_radians().cos() / (latitude.cos() * declination.cos())
                - latitude.tan() * declination.tan();
            if cosine > 1.0 {
                return Err(Sun::Down);
            }
            if cosine < -1.0 {
                return Err(Sun::Up);
            }
            minutes = 720.0 - 4.0 * at.longitude - equation + sign * 4.0 * cosine.acos().to_degrees();
        }
        // To the minute, as almanacs print it; the air's refraction is not known better.
        Ok(moment(minutes.round()))
    };
    match (event(-1.0), event(1.0)) {
        (Ok(rise), Ok(set)) => Sun::RisesAndSets { rise, set },
        (Err(all_day), _) | (_, Err(all_day)) => all_day,
    }
}

/// Declination in radians and equation of time in minutes.
fn solar(at: Timestamp) -> (f64, f64) {
    let t = centuries(at);
    let mean_longitude = (280.466_46 + t * (36_000.769_83 + t * 0.000_303_2)).rem_euclid(360.0).to_radians();
    let anomaly = (357.529_11 + t * (35_999.050_29 - 0.000_153_7 * t)).to_radians();
    let eccentricity = 0.016_708_634 - t * (0.000_042_037 + 0.000_000_126_7 * t);
    let centre = anomaly.sin() * (1.914_602 - t * (0.004_817 + 0.000_014 * t))
        + (2.0 * anomaly).sin() * (0.019_993 - 0.000_101 * t)
        + (3.0 * anomaly).sin() * 0.000_289;
    let node = (125.04 - 1_934.136 * t).to_radians();
    let longitude = (mean_longitude.to_degrees() + centre - 0.005_69 - 0.004_78 * node.sin()).to_radians();
    let mean_obliquity =
        23.0 + (26.0 + (21.448 - t * (46.815 + t * (0.000_59 - t * 0.001_813))) / 60.0) / 60.0;
    let obliquity = (mean_obliquity + 0.002_56 * node.cos()).to_radians();
    let declination = (obliquity.sin() * longitude.sin()).asin();
    let y = (obliquity / 2.0).tan().powi(2);
    let equation = y * (2.0 * mean_longitude).sin() - 2.0 * eccentricity * anomaly.sin()
        + 4.0 * eccentricity * y * anomaly.sin() * (2.0 * mean_longitude).cos()
        - 0.5 * y * y * (4.0 * mean_longitude).sin()
        - 1.25 * eccentricity * eccentricity * (2.0 * anomaly).sin();
    (declination, 4.0 * equation.to_degrees())
}

/// Julian centuries since noon of 1 January 2000.
pub(super) fn centuries(at: Timestamp) -> f64 {
    let days = at.as_second() as f64 / 86_400.0 + 2_440_587.5;
    (days - 2_451_545.0) / 36_525.0
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    fn told(day: &str, latitude: f64, longitude: f64, zone: &str) -> String {
        let zone = TimeZone::get(zone).unwrap();
        let clock = |at: Timestamp| at.to_zoned_datetime(zone.clone()).strftime("%H:%M").to_string();
        match sun(day.parse().unwrap(), Position::new(latitude, longitude).unwrap()) {
            Sun::RisesAndSets { rise, set } => format!("{} {}", clock(rise), clock(set)),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn as_almanacs_print_it() {
        for (day, latitude, longitude, zone, printed) in [
            ("2021-03-01", 42.3265, -122.8756, "America/Los_Angeles", "06:46 18:02"),
            // The clock goes forward in the night before.
            ("2021-03-14", 42.3265, -122.8756, "America/Los_Angeles", "07:24 19:17"),
            ("2020-02-29", 42.3265, -122.8756, "America/Los_Angeles", "06:47 18:01"),
            ("2021-06-21", 51.5074, -0.1278, "Europe/London", "04:43 21:22"),
            ("2021-12-21", -33.8688, 151.2093, "Australia/Sydney", "05:41 20:06"),
            ("2021-06-21", 69.6492, 18.9553, "Europe/Oslo", "Up"),
            ("2021-12-21", 69.6492, 18.9553, "Europe/Oslo", "Down"),
        ] {
            assert_eq!(told(day, latitude, longitude, zone), printed, "{day} {zone}");
        }
    }
}
