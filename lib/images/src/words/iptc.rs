//! IPTC-IIM (IPTC-NAA Information Interchange Model, version 4): what agencies write.

use super::text;
use crate::cursor::Cursor;

#[derive(Debug, Default)]
pub(super) struct IptcWords {
    pub(super) caption: Option<String>,
    pub(super) credit: Option<String>,
    pub(super) copyright: Option<String>,
    pub(super) byline: Option<String>,
}

/// Reads the application record (2). The declared character set (1:90) is not consulted: it is UTF-8 or
/// nothing in practice, and the bytes themselves show which.
pub(super) fn read(records: &[u8]) -> IptcWords {
    let mut words = IptcWords::default();
    let mut cursor = Cursor::new(records);
    while let Some((record, dataset, value)) = next(&mut cursor) {
        let slot = match (record, dataset) {
            (2, 80) => &mut words.byline,
            (2, 110) => &mut words.credit,
            (2, 116) => &mut words.copyright,
            (2, 120) => &mut words.caption,
            _ => continue,
        };
        if slot.is_none() {
            *slot = text::from_bytes(value);
        }
    }
    words
}

/// One dataset: record, number, value. Values over 32 767 bytes carry the length of their length; nothing we
/// read is that long, and such a one ends the reading.
fn next<'a>(cursor: &mut Cursor<'a>) -> Option<(u8, u8, &'a [u8])> {
    let [0x1c, record, dataset] = cursor.array()? else { return None };
    let length = cursor.u16_be().filter(|length| *length < 0x8000)?;
    Some((record, dataset, cursor.take(usize::from(length))?))
}
