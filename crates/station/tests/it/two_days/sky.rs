//! The weather as it really was: worked out from a seed, so that whoever reads a figure can say whether it is true.

use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};

/// The truth about everything.
#[derive(Clone, Copy)]
pub(super) struct Sky {
    pub(super) seed: u64,
}

/// What a station measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Reading {
    pub(super) at: Timestamp,
    /// Tenths of a degree Celsius: what a report can say.
    pub(super) tenths: i64,
    pub(super) dew_tenths: i64,
    pub(super) knots: i64,
}

/// A town of these two days.
pub(super) struct Town {
    pub(super) slug: &'static str,
    pub(super) name: &'static str,
    /// In order of preference: code, name, tenths of a degree that it is colder there.
    pub(super) stations: &'static [(&'static str, &'static str, i64)],
    pub(super) grid: &'static str,
    pub(super) colder: i64,
}

/// The towns; no figure of one is likely to be that of the other.
pub(super) const TOWNS: [Town; 2] = [
    Town {
        slug: "medford",
        name: "Medford",
        stations: &[("KMFR", "Medford Airport", 0), ("KSXT", "Sexton Summit", 37)],
        grid: "MFR/106,62",
        colder: 0,
    },
    Town {
        slug: "klamath-falls",
        name: "Klamath Falls",
        stations: &[("KLMT", "Klamath Falls Airport", 83)],
        grid: "MFR/155,64",
        colder: 15,
    },
];

pub(super) fn zone() -> TimeZone {
    TimeZone::get("America/Los_Angeles").unwrap()
}

impl Sky {
    /// A throw of the dice that comes out the same for the same question.
    pub(super) fn dice(self, what: &str, number: i64) -> u64 {
        let mut state = what.bytes().fold(self.seed ^ number.cast_unsigned(), |sum, byte| {
            (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        for shift in [30, 27, 31] {
            state = (state ^ (state >> shift)).wrapping_mul(0x94d0_49bb_1331_11eb);
        }
        state ^ (state >> 29)
    }

    fn pick(self, what: &str, number: i64, of: i64) -> i64 {
        (self.dice(what, number) % of.cast_unsigned()).cast_signed()
    }

    /// When a station last measured by a moment: at 53 minutes past each hour, known four minutes later.
    pub(super) fn last(now: Timestamp) -> Timestamp {
        let known = now.as_second() - 4 * 60 - 53 * 60;
        Timestamp::from_second(known.div_euclid(3_600) * 3_600 + 53 * 60).unwrap()
    }

    /// What a station measured at one of its moments.
    pub(super) fn reading(self, station: &str, at: Timestamp) -> Reading {
        let colder =
            TOWNS.iter().flat_map(|town| town.stations).find(|(code, ..)| *code == station).unwrap().2;
        let hour = at.as_second().div_euclid(3_600);
        let tenths = self.course(at) - colder + self.pick(station, hour, 17) - 8;
        let dew_tenths = tenths - 25 - self.pick("dew", hour, 30);
        Reading { at, tenths, dew_tenths, knots: self.pick("wind", hour, 4) * 4 }
    }

    /// Warm in the afternoon, cold before dawn, in tenths of a degree.
    #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "small figures")]
    fn course(self, at: Timestamp) -> i64 {
        let local = at.to_zoned_datetime(zone());
        let hours = f64::from(local.hour()) + f64::from(local.minute()) / 60.0;
        let day = self.pick("day", i64::from(local.date().day_of_year()), 31) - 15;
        (75.0 + 78.0 * ((hours - 9.0) * std::f64::consts::TAU / 24.0).sin()) as i64 + day / 4
    }

    /// When the forecast that is the newest at a moment was made: every six hours.
    pub(super) fn made(now: Timestamp) -> Timestamp {
        Timestamp::from_second((now.as_second() - 600).div_euclid(21_600) * 21_600).unwrap()
    }

    /// What a forecast has for a day, or for the night that begins in its evening, in degrees Fahrenheit.
    pub(super) fn forecast_f(self, town: &Town, made: Timestamp, date: Date, is_day: bool) -> i64 {
        let number = i64::from(date.day_of_year()) * 2 + i64::from(is_day);
        let own = self.pick(town.grid, number ^ (made.as_second() / 21_600 % 7 * 64), 9);
        if is_day { 58 - town.colder + own } else { 27 - town.colder + own }
    }

    /// What a forecast has for an hour, in degrees Fahrenheit.
    pub(super) fn hour_f(self, town: &Town, made: Timestamp, hour: Timestamp) -> i64 {
        let own = self.pick(town.slug, (hour.as_second() / 3_600) ^ (made.as_second() / 21_600), 5);
        (self.course(hour) * 18 / 100) + 32 - town.colder + own
    }
}

/// An authority's message.
pub(super) struct Message {
    pub(super) id: &'static str,
    pub(super) event: &'static str,
    /// Hours from the beginning of the two days.
    pub(super) sent: f64,
    pub(super) ends: f64,
    pub(super) kind: &'static str,
    pub(super) status: &'static str,
    /// The message whose place it takes.
    pub(super) refers: Option<&'static str>,
    /// Whether its kind makes the strip.
    pub(super) strip: bool,
}

const fn message(id: &'static str, event: &'static str, sent: f64, ends: f64) -> Message {
    Message { id, event, sent, ends, kind: "Alert", status: "Actual", refers: None, strip: true }
}

/// Everything that was sent.
pub(super) const MESSAGES: [Message; 9] = [
    message("1", "Winter Storm Warning", 1.0, 9.0),
    message("2", "Red Flag Warning", 4.0, 20.0),
    Message { status: "Test", ..message("3", "Tsunami Warning", 5.0, 7.0) },
    Message { kind: "Update", refers: Some("2"), ..message("4", "Red Flag Warning", 10.0, 24.0) },
    message("5", "Flood Warning", 12.0, 30.0),
    Message { kind: "Cancel", refers: Some("5"), ..message("6", "Flood Warning", 18.0, 18.5) },
    message("7", "Severe Thunderstorm Warning", 26.0, 26.75),
    Message { strip: false, ..message("8", "Wind Advisory", 28.0, 40.0) },
    message("9", "Dust Storm Warning", 38.5, 39.5),
];

/// So many hours after the beginning.
#[allow(clippy::cast_possible_truncation, reason = "days")]
pub(super) fn after(begin: Timestamp, hours: f64) -> Timestamp {
    begin + SignedDuration::from_secs((hours * 3_600.0) as i64)
}
