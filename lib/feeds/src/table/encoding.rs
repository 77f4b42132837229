//! Bytes of unknown encoding → UTF-8 text.

use std::borrow::Cow;

use super::Error;
use super::notes::{Notes, counted};

/// Bytes looked at to recognise UTF-16 without a byte-order mark.
const SAMPLE: usize = 1024;

/// Decodes the file, noting every guess. The text is at most `largest` bytes of UTF-8.
pub(super) fn decode<'a>(bytes: &'a [u8], largest: u64, notes: &mut Notes) -> Result<Cow<'a, str>, Error> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return utf8(rest, largest, notes);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return utf16(rest, u16::from_le_bytes, largest, notes);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return utf16(rest, u16::from_be_bytes, largest, notes);
    }
    match unmarked_utf16(bytes) {
        Some(unit) => {
            notes.add(
                "line 1".to_owned(),
                "read as UTF-16 although no byte-order mark says so".to_owned(),
                "save the file as UTF-8",
            );
            utf16(bytes, unit, largest, notes)
        }
        None => utf8(bytes, largest, notes),
    }
}

type Unit = fn([u8; 2]) -> u16;

/// Text in Latin letters as UTF-16 has a zero in most pairs, always on the same side.
fn unmarked_utf16(bytes: &[u8]) -> Option<Unit> {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let (mut pairs, mut zero_first, mut zero_second) = (0_usize, 0_usize, 0_usize);
    for pair in sample.chunks_exact(2) {
        pairs += 1;
        match pair {
            [0, 0] => return None,
            [0, _] => zero_first += 1,
            [_, 0] => zero_second += 1,
            _ => {}
        }
    }
    let most = pairs.div_ceil(2).max(2);
    if zero_second >= most && zero_first == 0 {
        Some(u16::from_le_bytes)
    } else if zero_first >= most && zero_second == 0 {
        Some(u16::from_be_bytes)
    } else {
        None
    }
}

fn utf16(bytes: &[u8], unit: Unit, largest: u64, notes: &mut Notes) -> Result<Cow<'static, str>, Error> {
    let (pairs, odd) = bytes.as_chunks::<2>();
    let mut text = Bounded::new(largest);
    let (mut line, mut broken) = (1_u64, None);
    for character in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        let character = character.unwrap_or_else(|_| {
            broken.get_or_insert(line);
            char::REPLACEMENT_CHARACTER
        });
        line += u64::from(character == '\n');
        text.push(character)?;
    }
    if !odd.is_empty() {
        broken.get_or_insert(line);
    }
    if let Some(line) = broken {
        notes.add(
            format!("line {line}"),
            "part of this is not valid UTF-16; the broken characters show as �".to_owned(),
            "fetch the file again: it may have been cut off; or save it as UTF-8",
        );
    }
    Ok(Cow::Owned(text.text))
}

/// Text of Windows-1252 as UTF-8, whatever it looks like otherwise: for who knows better than the bytes say. `None` when it
/// is longer than `largest`.
#[must_use]
pub fn from_windows_1252(bytes: &[u8], largest: u64) -> Option<String> {
    let mut text = Bounded::new(largest);
    for byte in bytes {
        text.push(windows_1252(*byte)).ok()?;
    }
    Some(text.text)
}

fn utf8<'a>(bytes: &'a [u8], largest: u64, notes: &mut Notes) -> Result<Cow<'a, str>, Error> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(_) => windows_1252_where_broken(bytes, largest, notes).map(Cow::Owned),
    }
}

/// Keeps what is UTF-8 and reads each other byte as Windows-1252. So a file in either encoding, or one glued from
/// both, comes out right; plain Windows-1252 text almost never forms a valid UTF-8 sequence by accident.
fn windows_1252_where_broken(bytes: &[u8], largest: u64, notes: &mut Notes) -> Result<String, Error> {
    let mut text = Bounded::new(largest);
    let (mut line, mut first, mut count) = (1_usize, None, 0_usize);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid())?;
        if first.is_none() {
            line += chunk.valid().bytes().filter(|byte| *byte == b'\n').count();
        }
        for byte in chunk.invalid() {
            first.get_or_insert(line);
            count += 1;
            text.push(windows_1252(*byte))?;
        }
    }
    notes.add(
        format!("line {}", first.unwrap_or(line)),
        format!(
            "not UTF-8 in {} of the file, first on this line; read as Windows-1252",
            counted(count, "byte")
        ),
        "look at names with accents and at quotes; save the file as UTF-8",
    );
    Ok(text.text)
}

/// Text that refuses to grow beyond the limit.
struct Bounded {
    text: String,
    largest: u64,
}

impl Bounded {
    fn new(largest: u64) -> Bounded {
        Bounded { text: String::new(), largest }
    }

    fn push(&mut self, character: char) -> Result<(), Error> {
        self.push_str(character.encode_utf8(&mut [0; 4]))
    }

    fn push_str(&mut self, piece: &str) -> Result<(), Error> {
        let length = self.text.len().saturating_add(piece.len());
        if u64::try_from(length).unwrap_or(u64::MAX) > self.largest {
            return Err(Error::TooLarge { limit: self.largest });
        }
        self.text.push_str(piece);
        Ok(())
    }
}

/// One byte of code page 1252. The five bytes it leaves undefined become the replacement character.
fn windows_1252(byte: u8) -> char {
    match byte {
        0x80 => '€',
        0x82 => '‚',
        0x83 => 'ƒ',
        0x84 => '„',
        0x85 => '…',
        0x86 => '†',
        0x87 => '‡',
        0x88 => 'ˆ',
        0x89 => '‰',
        0x8A => 'Š',
        0x8B => '‹',
        0x8C => 'Œ',
        0x8E => 'Ž',
        0x91 => '‘',
        0x92 => '’',
        0x93 => '“',
        0x94 => '”',
        0x95 => '•',
        0x96 => '–',
        0x97 => '—',
        0x98 => '˜',
        0x99 => '™',
        0x9A => 'š',
        0x9B => '›',
        0x9C => 'œ',
        0x9E => 'ž',
        0x9F => 'Ÿ',
        0x81 | 0x8D | 0x8F | 0x90 | 0x9D => char::REPLACEMENT_CHARACTER,
        same => char::from(same),
    }
}
