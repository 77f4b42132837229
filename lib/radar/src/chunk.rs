//! The names of real-time chunks: `YYYYMMDD-HHMMSS-NNN-K`.

use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::{DateTime, date};
use jiff::tz::TimeZone;

use crate::error::Error;

/// Which part of a volume a chunk is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChunkKind {
    /// The first: volume header and metadata, no radial.
    Start,
    /// One of the middle.
    Intermediate,
    /// The last.
    End,
}

/// The place of a chunk: its volume, its number in it, its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChunkName {
    /// When the volume began.
    pub volume: Timestamp,
    /// Its number, from 1.
    pub number: u16,
    /// Which part it is.
    pub kind: ChunkKind,
}

impl FromStr for ChunkName {
    type Err = Error;

    /// Reads the last part of a path, as in `KLOT/548/20210215-212114-007-I`.
    fn from_str(name: &str) -> Result<Self, Error> {
        parse(name).ok_or(Error::NotAChunkName)
    }
}

fn parse(name: &str) -> Option<ChunkName> {
    let mut parts = name.rsplit('/').next()?.split('-');
    let (day, time, number, kind) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let digits = |text: &str, range: std::ops::Range<usize>| text.get(range)?.parse::<i8>().ok();
    if parts.next().is_some() || day.len() != 8 || time.len() != 6 {
        return None;
    }
    let year = day.get(..4)?.parse::<i16>().ok()?;
    let (month, day) = (digits(day, 4..6)?, digits(day, 6..8)?);
    let (hour, minute, second) = (digits(time, 0..2)?, digits(time, 2..4)?, digits(time, 4..6)?);
    let moment = DateTime::new(year, month, day, hour, minute, second, 0).ok()?;
    if moment.date() < date(1990, 1, 1) {
        return None;
    }
    let kind = match kind {
        "S" => ChunkKind::Start,
        "I" => ChunkKind::Intermediate,
        "E" => ChunkKind::End,
        _ => return None,
    };
    let number = number.parse().ok().filter(|number| *number > 0)?;
    Some(ChunkName { volume: TimeZone::UTC.to_timestamp(moment).ok()?, number, kind })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_volume_number_and_kind() {
        let name: ChunkName = "KLOT/548/20210215-212114-043-E".parse().unwrap();
        assert_eq!(name.volume.to_string(), "2021-02-15T21:21:14Z");
        assert_eq!((name.number, name.kind), (43, ChunkKind::End));
    }

    #[test]
    fn other_names_are_refused() {
        for name in ["", "20210215-212114-043", "20210215-212114-000-I", "20211515-212114-001-S", "a-b-c-d"] {
            assert_eq!(name.parse::<ChunkName>(), Err(Error::NotAChunkName), "{name}");
        }
    }
}
