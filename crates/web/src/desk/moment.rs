//! Times as people type them into a `datetime-local` field: without a zone, meant in the station's.
//!
//! Twice a year such a time is not one moment. In spring an hour is left out: a time in it is taken as much later as
//! the clock was put forward, as a clock on the wall would show it. In autumn an hour comes twice: its first coming is
//! meant. Either is said to the person.

use jiff::{
    Timestamp,
    civil::DateTime,
    tz::{AmbiguousOffset, TimeZone},
};

/// A moment that was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Typed {
    /// The moment it is.
    pub(crate) at: Timestamp,
    /// What the clocks do around it.
    pub(crate) clocks: Clocks,
}

/// What the clocks do at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Clocks {
    /// Go on.
    Plain,
    /// Are put forward over the typed time: there is no such time, the moment is as much later.
    Skip,
    /// Are put back over the typed time: it comes twice, the moment is the first.
    Repeat,
}

/// The moment of `2021-03-02T06:00` in the station's zone. Nothing for an empty field, the remedy for what is no time.
pub(crate) fn read(text: &str, zone: &TimeZone) -> Result<Option<Typed>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let refused = || "This is no date and time. Write it as 2021-03-02T06:00.".to_owned();
    let shaped = text.len() >= 16 && text.bytes().all(|b| b.is_ascii_digit() || b"-T: .".contains(&b));
    let civil: DateTime = text.parse().ok().filter(|_| shaped).ok_or_else(refused)?;
    if !(1900..2200).contains(&civil.year()) {
        return Err("That year is out of reach. Choose one between 1900 and 2199.".to_owned());
    }
    let ambiguous = zone.to_ambiguous_zoned_datetime(civil);
    let clocks = match ambiguous.offset() {
        AmbiguousOffset::Unambiguous { .. } => Clocks::Plain,
        AmbiguousOffset::Gap { .. } => Clocks::Skip,
        AmbiguousOffset::Fold { .. } => Clocks::Repeat,
    };
    // Later in a gap, earlier in a fold (RFC 5545, section 3.3.5).
    let zoned = ambiguous.compatible().map_err(|_| refused())?;
    Ok(Some(Typed { at: zoned.timestamp(), clocks }))
}

/// A moment as the field shows it, to the minute.
pub(crate) fn write(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned_datetime(zone.clone()).strftime("%Y-%m-%dT%H:%M").to_string()
}

/// A moment as the field shows it; empty for none.
pub(crate) fn write_maybe(at: Option<Timestamp>, zone: &TimeZone) -> String {
    at.map(|at| write(at, zone)).unwrap_or_default()
}

/// The zone as people know it, at a moment: `America/Los_Angeles (PST)`.
pub(crate) fn zone_words(at: Timestamp, zone: &TimeZone) -> String {
    let short = at.to_zoned_datetime(zone.clone()).strftime("%Z").to_string();
    zone.iana_name().map_or_else(|| short.clone(), |name| format!("{} ({short})", name.replace('_', " ")))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    fn medford() -> TimeZone {
        TimeZone::get("America/Los_Angeles").unwrap()
    }

    fn told(text: &str) -> (String, Clocks) {
        let typed = read(text, &medford()).unwrap().unwrap();
        (typed.at.to_string(), typed.clocks)
    }

    #[test]
    fn a_time_is_meant_in_the_zone_of_the_station() {
        assert_eq!(told("2021-03-02T06:00"), ("2021-03-02T14:00:00Z".to_owned(), Clocks::Plain));
        assert_eq!(told("2021-07-02T06:00:30"), ("2021-07-02T13:00:30Z".to_owned(), Clocks::Plain));
        assert_eq!(read("  ", &medford()), Ok(None));
    }

    #[test]
    fn a_time_that_the_clocks_skip_is_as_much_later() {
        assert_eq!(told("2021-03-14T01:59").1, Clocks::Plain);
        assert_eq!(told("2021-03-14T02:30"), ("2021-03-14T10:30:00Z".to_owned(), Clocks::Skip));
        assert_eq!(write("2021-03-14T10:30:00Z".parse().unwrap(), &medford()), "2021-03-14T03:30");
        assert_eq!(told("2021-03-14T03:00").1, Clocks::Plain);
    }

    #[test]
    fn a_time_that_comes_twice_is_the_first() {
        assert_eq!(told("2021-11-07T01:30"), ("2021-11-07T08:30:00Z".to_owned(), Clocks::Repeat));
        assert_eq!(told("2021-11-07T02:00"), ("2021-11-07T10:00:00Z".to_owned(), Clocks::Plain));
    }

    #[test]
    fn what_is_no_time_is_refused_with_a_remedy() {
        for text in [
            "tomorrow",
            "2021-03-02",
            "2021-13-02T06:00",
            "2021-03-02T25:00",
            "2021-03-02T06:00Z",
            "-2021-03-02T06:00",
        ] {
            assert!(read(text, &medford()).is_err(), "{text}");
        }
        assert!(read("9999-12-31T23:59", &medford()).unwrap_err().contains("2199"));
    }

    #[test]
    fn the_zone_is_named_as_people_know_it() {
        let winter = "2021-03-01T00:00:00Z".parse().unwrap();
        assert_eq!(zone_words(winter, &medford()), "America/Los Angeles (PST)");
    }
}
