//! Points in time and days, as a page prints them: machine-readable value and finished words side by side.
//!
//! Pages are cached, so nothing here is relative ("2 hours ago" is a lie two hours later), and the zone is always printed.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::Serialize;

/// A point in time: `iso` for `<time datetime>`, `words` for people.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Moment {
    /// RFC 3339 with the zone's offset, whole seconds: `2021-03-01T17:40:00-08:00`.
    pub iso: String,
    /// `March 1, 2021, 5:40 p.m. PST`.
    pub words: String,
}

impl Moment {
    /// The moment `at` as clocks in `zone` show it.
    #[must_use]
    pub fn new(at: Timestamp, zone: &TimeZone) -> Self {
        let zoned = at.to_zoned_datetime(zone.clone());
        let half = if zoned.hour() < 12 { "a.m." } else { "p.m." };
        let hour = match zoned.hour() % 12 {
            0 => 12,
            hour => hour,
        };
        let day = zoned.strftime("%B %-d, %Y");
        let minute = zoned.minute();
        Self {
            iso: zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
            words: format!("{day}, {hour}:{minute:02} {half} {}", zoned.strftime("%Z")),
        }
    }
}

/// A calendar day: `iso` for `<time datetime>`, `words` for people.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Day {
    /// `2021-03-01`.
    pub iso: String,
    /// `March 1, 2021`, or with the weekday in front for a dateline.
    pub words: String,
}

impl Day {
    /// `March 1, 2021`.
    #[must_use]
    pub fn new(date: Date) -> Self {
        Self { iso: date.to_string(), words: date.strftime("%B %-d, %Y").to_string() }
    }

    /// `Monday, March 1, 2021`, the form of a dateline.
    #[must_use]
    pub fn with_weekday(date: Date) -> Self {
        Self { iso: date.to_string(), words: date.strftime("%A, %B %-d, %Y").to_string() }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    fn in_medford(text: &str) -> Moment {
        Moment::new(text.parse().unwrap(), &TimeZone::get("America/Los_Angeles").unwrap())
    }

    #[test]
    fn words_carry_the_zone_of_the_season() {
        let winter = in_medford("2021-03-02T01:40:59Z");
        assert_eq!(winter.words, "March 1, 2021, 5:40 p.m. PST");
        assert_eq!(winter.iso, "2021-03-01T17:40:59-08:00");
        assert_eq!(in_medford("2021-07-01T07:05:00Z").words, "July 1, 2021, 12:05 a.m. PDT");
        assert_eq!(in_medford("2021-07-01T19:00:00Z").words, "July 1, 2021, 12:00 p.m. PDT");
    }

    #[test]
    fn a_dateline_names_the_weekday() {
        let date: Date = "2021-03-01".parse().unwrap();
        assert_eq!(Day::with_weekday(date).words, "Monday, March 1, 2021");
        assert_eq!(Day::new(date).words, "March 1, 2021");
    }
}
