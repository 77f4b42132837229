//! Numbers in the order of the line: the greater byte first.

use jiff::Timestamp;

/// Bytes that grow.
#[derive(Clone, Debug, Default)]
pub(super) struct Bytes(pub(super) Vec<u8>);

impl Bytes {
    pub(super) fn raw(&mut self, bytes: &[u8]) -> &mut Self {
        self.0.extend_from_slice(bytes);
        self
    }

    pub(super) fn u8(&mut self, number: u8) -> &mut Self {
        self.raw(&[number])
    }

    pub(super) fn u16(&mut self, number: u16) -> &mut Self {
        self.raw(&number.to_be_bytes())
    }

    pub(super) fn u32(&mut self, number: u32) -> &mut Self {
        self.raw(&number.to_be_bytes())
    }

    pub(super) fn f32(&mut self, number: f32) -> &mut Self {
        self.raw(&number.to_be_bytes())
    }

    /// Nothing, so often.
    pub(super) fn zeros(&mut self, count: usize) -> &mut Self {
        self.0.resize(self.0.len() + count, 0);
        self
    }
}

/// A moment as messages write it: days, the first of January 1970 being day 1, and milliseconds of the day.
pub(super) fn day_and_time(moment: Timestamp) -> (u16, u32) {
    const DAY: i64 = 86_400_000;
    let milliseconds = moment.as_millisecond().max(0);
    let day = u16::try_from(milliseconds / DAY + 1).unwrap_or(u16::MAX);
    (day, u32::try_from(milliseconds % DAY).unwrap_or(0))
}

/// The four letters of a radar, filled up with zeros.
pub(super) fn name(id: &str) -> [u8; 4] {
    let mut name = *b"0000";
    for (place, letter) in name.iter_mut().zip(id.bytes()) {
        *place = letter;
    }
    name
}
