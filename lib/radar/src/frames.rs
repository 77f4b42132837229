//! Cuts inflated bytes into messages (interface document 2620002, section 3.2.4.1).
//!
//! A radial of kind 31 is as long as it says. Everything else stands in frames of 2,432 bytes. Before each are
//! twelve bytes of the line it came over, then sixteen of header. Where neither fits, the next radial is sought.

/// Bytes before the payload: twelve of the line, sixteen of header.
pub(crate) const HEADER: usize = 28;
const LINE_HEADER: usize = 12;
/// Bytes of a frame of fixed length, header included.
pub(crate) const FRAME: usize = 2_432;
/// A size in half-words that says: the real one is elsewhere.
const SIZE_ELSEWHERE: u16 = u16::MAX;
/// The shortest header of a radial of kind 31, without pointers.
const SHORTEST_RADIAL: usize = HEADER + 32;

/// A radial of variable length.
pub(crate) const RADIAL: u8 = 31;
/// A radial in a frame, as sent until 2008.
pub(crate) const LEGACY_RADIAL: u8 = 1;
/// The state of the radar.
pub(crate) const STATUS: u8 = 2;
/// The scan it makes.
pub(crate) const PATTERN: u8 = 5;
/// The last kind that the document assigns.
const LAST_KIND: u8 = 33;

/// What stands at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Framed<'a> {
    /// A message with its header.
    Message { at: usize, kind: u8, bytes: &'a [u8] },
    /// Bytes that are no message.
    Skipped { at: usize, bytes: usize },
    /// A message that goes on after the data ends.
    Cut { at: usize },
}

/// Walks over the messages of one inflated record, or of a file without records.
pub(crate) struct Frames<'a> {
    data: &'a [u8],
    at: usize,
}

impl<'a> Frames<'a> {
    pub(crate) fn new(data: &'a [u8]) -> Self {
        Self { data, at: 0 }
    }
}

impl<'a> Iterator for Frames<'a> {
    type Item = Framed<'a>;

    fn next(&mut self) -> Option<Framed<'a>> {
        let at = self.at;
        let rest = self.data.get(at..).filter(|rest| !rest.is_empty())?;
        if rest.len() < HEADER {
            self.at = self.data.len();
            let padding = rest.iter().all(|byte| *byte == 0);
            return (!padding).then_some(Framed::Cut { at });
        }
        let Some(length) = length(rest) else {
            let bytes = (1..rest.len()).find(|ahead| is_found_again(rest, *ahead)).unwrap_or(rest.len());
            self.at += bytes;
            return Some(Framed::Skipped { at, bytes });
        };
        let kind = rest[15];
        let available = length.min(rest.len());
        self.at += available;
        // The last frame of a file is sometimes not filled up.
        let needed = if kind == RADIAL { length } else { stated(rest).clamp(HEADER, FRAME) };
        if available < needed {
            return Some(Framed::Cut { at });
        }
        Some(Framed::Message { at, kind, bytes: &rest[..available] })
    }
}

/// How long the message at the begin of `rest` is with its header, or none when it cannot be one.
fn length(rest: &[u8]) -> Option<usize> {
    let (kind, size) = (*rest.get(15)?, half_words(rest)?);
    match kind {
        RADIAL => {
            let length = match size {
                SIZE_ELSEWHERE => {
                    LINE_HEADER + u32::from_be_bytes(rest.get(24..28)?.try_into().ok()?) as usize
                }
                _ => LINE_HEADER + usize::from(size) * 2,
            };
            (length >= SHORTEST_RADIAL && names_a_radar(rest)).then_some(length)
        }
        _ if kind <= LAST_KIND => Some(FRAME),
        _ => None,
    }
}

/// What the header states as length in bytes, with the header of the line.
fn stated(rest: &[u8]) -> usize {
    LINE_HEADER + half_words(rest).map_or(0, |size| usize::from(size) * 2)
}

fn half_words(rest: &[u8]) -> Option<u16> {
    Some(u16::from_be_bytes(rest.get(12..14)?.try_into().ok()?))
}

/// A radial of kind 31 begins with the four letters of its radar.
fn names_a_radar(rest: &[u8]) -> bool {
    rest.get(HEADER..HEADER + 4)
        .is_some_and(|name| name.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()))
}

/// Whether a radial begins at `ahead`, after bytes that were none. Stricter than [`length`], because any byte
/// may come by here.
fn is_found_again(rest: &[u8], ahead: usize) -> bool {
    let Some(rest) = rest.get(ahead..) else { return false };
    let one_segment = rest.get(24..28) == Some(&[0, 1, 0, 1]);
    match rest.get(15) {
        Some(&RADIAL) => one_segment && length(rest).is_some(),
        Some(&LEGACY_RADIAL) => one_segment && ahead.is_multiple_of(FRAME),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn radial(name: &[u8; 4], payload: usize) -> Vec<u8> {
        let mut bytes = vec![0; HEADER + payload];
        let size = u16::try_from((16 + payload) / 2).unwrap();
        bytes[12..14].copy_from_slice(&size.to_be_bytes());
        bytes[15] = RADIAL;
        bytes[24..28].copy_from_slice(&[0, 1, 0, 1]);
        bytes[HEADER..HEADER + 4].copy_from_slice(name);
        bytes
    }

    fn frame(kind: u8) -> Vec<u8> {
        let mut bytes = vec![0; FRAME];
        bytes[12..14].copy_from_slice(&1_208_u16.to_be_bytes());
        bytes[15] = kind;
        bytes
    }

    fn kinds(data: &[u8]) -> Vec<(usize, Option<u8>)> {
        Frames::new(data)
            .map(|framed| match framed {
                Framed::Message { at, kind, .. } => (at, Some(kind)),
                Framed::Skipped { at, .. } | Framed::Cut { at } => (at, None),
            })
            .collect()
    }

    #[test]
    fn radials_follow_each_other_and_frames_are_long() {
        let data = [frame(STATUS), radial(b"KMAX", 100), radial(b"KMAX", 60), vec![0; 9]].concat();
        let expected = [(0, Some(STATUS)), (FRAME, Some(RADIAL)), (FRAME + HEADER + 100, Some(RADIAL))];
        assert_eq!(kinds(&data), expected);
    }

    #[test]
    fn after_a_damaged_header_the_next_radial_is_found() {
        let mut data = [radial(b"KMAX", 100), radial(b"KMAX", 60), radial(b"KMAX", 60)].concat();
        data[15] = 200;
        let first = HEADER + 100;
        assert_eq!(kinds(&data), [(0, None), (first, Some(RADIAL)), (first + HEADER + 60, Some(RADIAL))]);
    }

    #[test]
    fn what_goes_on_after_the_end_is_cut() {
        let data = radial(b"KMAX", 100);
        assert_eq!(Frames::new(&data[..90]).collect::<Vec<_>>(), [Framed::Cut { at: 0 }]);
        assert_eq!(Frames::new(&data[..20]).collect::<Vec<_>>(), [Framed::Cut { at: 0 }]);
        assert_eq!(Frames::new(&[]).count(), 0);
    }
}
