//! The last column of the sorted rotations → the text.
//!
//! The text is found by going from row to row, and the next row is known only when the last one was read: a chain of
//! as many waits for memory as there are bytes, which is most of the time of the usual way. Here the chain is entered
//! at many rows at once, [`STRIDE`] rows apart and where the text begins. [`LANES`] pieces are followed together, so
//! that their waits overlap; each ends where another one begins. Which comes after which is known then, and the pieces
//! are put together in the order of the text. (List ranking does the same on machines with many processors:
//! Helman and JáJá, *Designing practical efficient algorithms for symmetric multiprocessors*, 1999.)

use super::front::Column;

/// Rows between two entries to the chain.
const STRIDE: usize = 1_024;
/// So many pieces are followed together.
const LANES: usize = 12;
/// Bytes of a part. A piece is made of parts, because its length is known only when it has been followed.
const PART: usize = 1_024;
/// In a row's link: here another piece begins.
const ENTRY: u32 = 1 << 31;

/// The way from row to row, and the pieces of text found on it.
#[derive(Clone, Debug, Default)]
pub(super) struct Inverse {
    /// For each row of the sorted rotations its first byte, in the low eight bits, and above them the row whose
    /// rotation begins one byte later. A row beyond the last leads to itself: there a lane is that has nothing to do.
    links: Vec<u32>,
    /// Bytes of all parts.
    bytes: Vec<u8>,
    parts: Vec<Part>,
    /// The part with which the text begins.
    first: usize,
}

/// A stretch of text.
#[derive(Clone, Copy, Debug, Default)]
struct Part {
    length: usize,
    /// The part that follows.
    next: usize,
}

/// A piece that is being followed.
#[derive(Clone, Copy, Debug)]
struct Lane {
    row: usize,
    part: usize,
    /// Bytes of the part so far.
    length: usize,
}

impl Inverse {
    /// Finds the way: the rows that begin with a byte have the order of the rows that end with it.
    pub(super) fn link(&mut self, column: &Column, count: usize) {
        if self.links.len() <= count {
            // Not resized: what is in it is not wanted, and new memory is zero without being written.
            self.links = vec![0; count + 1];
        }
        let links = self.links.as_mut_slice();
        let mut place = [0_usize; 256];
        let mut before = 0;
        for (place, count) in place.iter_mut().zip(column.counts()) {
            *place = before;
            before += *count as usize;
        }
        let bytes = column.bytes(count);
        let mut at = 0;
        for (begin, length) in column.runs().iter().copied().chain([(count, 0)]) {
            for (row, byte) in (at as u32..).zip(&bytes[at..begin]) {
                let to = &mut place[usize::from(*byte)];
                links[*to] = row << 8 | u32::from(*byte);
                *to += 1;
            }
            at = begin + length;
            if let Some(byte) = bytes[begin..at].first() {
                let to = &mut place[usize::from(*byte)];
                let run = &mut links[*to..*to + length];
                run.iter_mut()
                    .zip(begin as u32..)
                    .for_each(|(link, row)| *link = row << 8 | u32::from(*byte));
                *to += length;
            }
        }
        links[count] = (count as u32) << 8;
    }

    /// Follows the way from `origin`, the row of the text, and from all entries, through all `count` rows.
    pub(super) fn walk(&mut self, count: usize, origin: usize) {
        (0..count).step_by(STRIDE).chain([origin]).for_each(|row| self.links[row] |= ENTRY);
        self.first = count.div_ceil(STRIDE);
        // A part more for each PART bytes, and one for lanes that have nothing to do.
        let idle = Lane { row: count, part: self.first + 1 + count / PART, length: 0 };
        self.parts.clear();
        self.parts.resize(self.first + 1, Part::default());
        let room = (idle.part + 1) * PART;
        if self.bytes.len() < room {
            self.bytes = vec![0; room];
        }
        let mut entries = (0..count).step_by(STRIDE).chain([origin]).enumerate();
        let mut lanes = [idle; LANES];
        lanes.iter_mut().for_each(|lane| *lane = self.enter(&mut entries, origin, idle));
        while lanes.iter().any(|lane| lane.row != idle.row) {
            let (steps, stopped) = self.follow(&mut lanes);
            for (lane, stopped) in lanes.iter_mut().zip(stopped) {
                if lane.row == idle.row {
                    continue;
                }
                lane.length += steps - usize::from(stopped);
                if stopped {
                    let next = if lane.row == origin { self.first } else { lane.row / STRIDE };
                    self.parts[lane.part] = Part { length: lane.length, next };
                    *lane = self.enter(&mut entries, origin, idle);
                } else if lane.length == PART {
                    let next = self.parts.len();
                    self.parts.push(Part::default());
                    self.parts[lane.part] = Part { length: PART, next };
                    (lane.part, lane.length) = (next, 0);
                }
            }
        }
    }

    /// Begins the next piece, if there is one left.
    fn enter(
        &mut self,
        entries: &mut impl Iterator<Item = (usize, usize)>,
        origin: usize,
        idle: Lane,
    ) -> Lane {
        // The text may begin where a piece begins anyway.
        let Some((part, row)) = entries.find(|(part, row)| *row != origin || *part == self.first) else {
            return idle;
        };
        // One step, for the way would end at once at the piece's own entry.
        let link = self.links[row] & !ENTRY;
        self.bytes[part * PART] = link as u8;
        Lane { row: (link >> 8) as usize, part, length: 1 }
    }

    /// Follows all lanes until one of them comes to an entry, which is then its row, or to the end of its part. Gives
    /// the steps made and which lanes made one less.
    #[inline(never)]
    fn follow(&mut self, lanes: &mut [Lane; LANES]) -> (usize, [bool; LANES]) {
        let (links, bytes) = (self.links.as_slice(), self.bytes.as_mut_slice());
        let room = PART - lanes.iter().map(|lane| lane.length).max().unwrap_or(0);
        let places = lanes.map(|lane| lane.part * PART + lane.length);
        let mut rows = lanes.map(|lane| lane.row as u32);
        let mut before = rows;
        let mut steps = 0;
        while steps < room {
            before = rows;
            let mut any = 0;
            for (row, place) in rows.iter_mut().zip(places) {
                let link = links[*row as usize];
                bytes[place + steps] = link as u8;
                any |= link;
                *row = link >> 8;
            }
            steps += 1;
            if any & ENTRY != 0 {
                break;
            }
        }
        let stopped = rows.map(|row| row & ENTRY >> 8 != 0);
        for (index, lane) in lanes.iter_mut().enumerate() {
            lane.row = if stopped[index] { before[index] } else { rows[index] } as usize;
        }
        (steps, stopped)
    }

    /// Puts the text together. When it repeats itself, so does the way.
    pub(super) fn gather(&self, text: &mut [u8]) {
        let mut at = 0;
        let mut part = self.first;
        while at < text.len() {
            let Part { length, next } = self.parts[part];
            let length = length.min(text.len() - at);
            text[at..at + length].copy_from_slice(&self.bytes[part * PART..][..length]);
            at += length;
            part = next;
        }
    }
}
