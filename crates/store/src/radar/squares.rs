//! The squares of one product of one frame, and its still, in one file: few files, and none without an owner.
//!
//! Eight bytes that say what it is; the length of the owner's name and the name, which makes every file's digest its own;
//! the number of squares; for each its zoom, column, row and where it ends; then their bytes. Numbers are little-endian.

use crate::error::{Error, Result};
use bytes::Bytes;
use std::collections::BTreeMap;

const MARK: &[u8; 8] = b"bwradar1";
/// Bytes of an entry: zoom, column, row, end.
const ENTRY: usize = 13;
/// More squares than this no frame has.
const MOST: usize = 100_000;
/// Stands where a square has its zoom.
const STILL: u8 = 255;
const BLANK: u8 = 254;

/// The squares of one product of one frame.
#[derive(Clone, Debug)]
pub struct Squares {
    bytes: Bytes,
    /// Where the entries begin, and where the squares.
    entries: usize,
    content: usize,
    count: usize,
}

impl Squares {
    /// How every file of squares begins, and no picture does.
    pub const MARK: &'static [u8] = MARK;

    /// Puts squares together: by zoom, column and row. `blank` is what stands for a square with nothing on it.
    pub fn pack(owner: &str, squares: &BTreeMap<(u8, u32, u32), Bytes>, still: &[u8], blank: &[u8]) -> Bytes {
        let others = squares.iter().map(|(place, bytes)| (*place, &bytes[..]));
        let all: Vec<_> = others.chain([((BLANK, 0, 0), blank), ((STILL, 0, 0), still)]).collect();
        let size = all.iter().map(|(_, bytes)| bytes.len() + ENTRY).sum::<usize>();
        let mut out = Vec::with_capacity(size + 16 + owner.len());
        out.extend_from_slice(MARK);
        out.extend_from_slice(&length(owner.len()));
        out.extend_from_slice(owner.as_bytes());
        out.extend_from_slice(&length(all.len()));
        let mut end = 0;
        for ((zoom, x, y), bytes) in &all {
            end += bytes.len();
            out.push(*zoom);
            out.extend_from_slice(&x.to_le_bytes());
            out.extend_from_slice(&y.to_le_bytes());
            out.extend_from_slice(&length(end));
        }
        for (_, bytes) in &all {
            out.extend_from_slice(bytes);
        }
        out.into()
    }

    /// Reads what [`Squares::pack`] made.
    ///
    /// # Errors
    /// [`Error::Damaged`] for anything else.
    pub fn read(bytes: Bytes) -> Result<Self> {
        let damaged = || Error::damaged("the squares of a radar's frame");
        let number = |at: usize| -> Option<usize> {
            let four = bytes.get(at..at.checked_add(4)?)?;
            usize::try_from(u32::from_le_bytes(four.try_into().ok()?)).ok()
        };
        let found = || {
            let owner = number(MARK.len()).filter(|_| bytes.starts_with(MARK))?;
            let at = (MARK.len() + 4).checked_add(owner)?;
            let count = number(at).filter(|count| *count <= MOST)?;
            let (entries, content) = (at + 4, at + 4 + count * ENTRY);
            let end = if count == 0 { 0 } else { number(content - 4)? };
            (content.checked_add(end)? == bytes.len()).then_some((entries, content, count))
        };
        let (entries, content, count) = found().ok_or_else(damaged)?;
        Ok(Self { bytes, entries, content, count })
    }

    /// A square; `None` for one with nothing on it.
    pub fn square(&self, zoom: u8, x: u32, y: u32) -> Option<Bytes> {
        if zoom >= BLANK { None } else { self.find((zoom, x, y)) }
    }

    /// What stands for a square with nothing on it.
    pub fn blank(&self) -> Bytes {
        self.find((BLANK, 0, 0)).unwrap_or_default()
    }

    /// The still.
    pub fn still(&self) -> Bytes {
        self.find((STILL, 0, 0)).unwrap_or_default()
    }

    /// Every square there is.
    pub fn all(&self) -> BTreeMap<(u8, u32, u32), Bytes> {
        let places = (0..self.count).filter_map(|index| self.place(index));
        places.filter(|place| place.0 < BLANK).filter_map(|place| Some((place, self.find(place)?))).collect()
    }

    /// Bytes in memory.
    pub fn size(&self) -> usize {
        self.bytes.len()
    }

    fn find(&self, wanted: (u8, u32, u32)) -> Option<Bytes> {
        let (mut low, mut high) = (0, self.count);
        while low < high {
            let middle = usize::midpoint(low, high);
            match self.place(middle)?.cmp(&wanted) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => {
                    let begin = if middle == 0 { 0 } else { self.end(middle - 1)? };
                    let (begin, end) = (self.content + begin, self.content + self.end(middle)?);
                    return (begin <= end && end <= self.bytes.len()).then(|| self.bytes.slice(begin..end));
                }
            }
        }
        None
    }

    fn place(&self, index: usize) -> Option<(u8, u32, u32)> {
        let at = self.entries + index * ENTRY;
        Some((*self.bytes.get(at)?, self.number(at + 1)?, self.number(at + 5)?))
    }

    fn end(&self, index: usize) -> Option<usize> {
        usize::try_from(self.number(self.entries + index * ENTRY + 9)?).ok()
    }

    fn number(&self, at: usize) -> Option<u32> {
        Some(u32::from_le_bytes(self.bytes.get(at..at + 4)?.try_into().ok()?))
    }
}

/// Four bytes; a frame's file is far smaller than they can say.
fn length(number: usize) -> [u8; 4] {
    u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    #[test]
    fn squares_come_out_as_they_went_in() {
        let places = [(5, 5, 11), (6, 10, 23), (9, 81, 189), (9, 81, 190)];
        let squares: BTreeMap<_, _> =
            places.iter().enumerate().map(|(n, place)| (*place, Bytes::from(vec![7; n]))).collect();
        let packed = Squares::pack("KMAX", &squares, b"still", b"blank");
        let read = Squares::read(packed.clone()).unwrap();
        for (place, bytes) in &squares {
            assert_eq!(read.square(place.0, place.1, place.2).as_ref(), Some(bytes));
        }
        assert_eq!((read.square(9, 80, 189), read.square(STILL, 0, 0)), (None, None));
        assert_eq!((&read.still()[..], &read.blank()[..]), (&b"still"[..], &b"blank"[..]));
        assert_eq!(read.all(), squares);
        assert_ne!(Squares::pack("KRTX", &squares, b"still", b"blank"), packed, "the owner is in it");
    }

    #[test]
    fn no_cut_or_changed_file_is_read_beyond_its_end() {
        let squares = [((5, 5, 11), Bytes::from_static(b"square"))].into();
        let packed = Squares::pack("KMAX", &squares, b"still", b"blank").to_vec();
        for end in 0..packed.len() {
            assert!(Squares::read(Bytes::from(packed[..end].to_vec())).is_err(), "{end}");
        }
        for at in 0..packed.len() {
            for value in [0, 255] {
                let mut changed = packed.clone();
                changed[at] = value;
                if let Ok(read) = Squares::read(Bytes::from(changed)) {
                    let _ = (read.square(5, 5, 11), read.still(), read.blank(), read.all());
                }
            }
        }
    }
}
