//! Symbols → the last column of the sorted rotations: runs, and bytes told by how long ago they came.

/// Runs that are longer are remembered, so that the next step takes each at once.
const SHORT: usize = 16;
/// No run has more digits than this, for no block is that long.
const DIGITS: u32 = 21;

/// The last column of a block's sorted rotations, and what the next step wants to know of it.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// The column, and room behind it.
    bytes: Vec<u8>,
    /// How often each byte occurs.
    counts: [u32; 256],
    /// Runs longer than [`SHORT`]: where, and how long.
    runs: Vec<(usize, usize)>,
}

impl Default for Column {
    fn default() -> Self {
        Self { bytes: Vec::new(), counts: [0; 256], runs: Vec::new() }
    }
}

impl Column {
    /// Fills it from the symbols of a block in which the bytes of `used` occur, and says how many bytes it has. None
    /// when it would have more than `room`.
    pub(super) fn fill(&mut self, symbols: &[u16], used: &[u8], room: usize) -> Option<usize> {
        let mut recent = Recent::new(used);
        self.counts.fill(0);
        self.runs.clear();
        self.make_room(symbols.len());
        let mut count = 0;
        let mut rest = symbols.iter();
        while let Some(mut symbol) = rest.next().copied() {
            if symbol < 2 {
                let (run, next) = run(symbol, &mut rest)?;
                if run > room - count {
                    return None;
                }
                self.make_room(count + run + rest.len() + 1);
                self.put_run(count, run, recent.order[0]);
                count += run;
                match next {
                    Some(next) => symbol = next,
                    None => break,
                }
            }
            if count >= room {
                return None;
            }
            let byte = recent.bring(symbol - 1);
            self.counts[usize::from(byte)] += 1;
            self.bytes[count] = byte;
            count += 1;
        }
        Some(count)
    }

    /// Makes place for so many bytes, and for a short run that is written at full length.
    #[inline(always)]
    fn make_room(&mut self, count: usize) {
        if self.bytes.len() < count + SHORT {
            self.bytes.resize(count + SHORT, 0);
        }
    }

    #[inline(always)]
    fn put_run(&mut self, at: usize, length: usize, byte: u8) {
        self.counts[usize::from(byte)] += length as u32;
        if length > SHORT {
            self.runs.push((at, length));
            self.bytes[at..at + length].fill(byte);
        } else if let Some(place) = self.bytes[at..].first_chunk_mut::<SHORT>() {
            // More than the run: what is too much is written over.
            *place = [byte; SHORT];
        }
    }

    /// The column.
    pub(super) fn bytes(&self, count: usize) -> &[u8] {
        &self.bytes[..count]
    }

    /// How often each byte occurs in it.
    pub(super) fn counts(&self) -> &[u32; 256] {
        &self.counts
    }

    /// Its long runs: where, and how long.
    pub(super) fn runs(&self) -> &[(usize, usize)] {
        &self.runs
    }

    /// The column's own memory, for the text that it becomes.
    pub(super) fn text(&mut self, count: usize) -> &mut [u8] {
        &mut self.bytes[..count]
    }
}

/// The length of a run, a number to the base two with the digits one and two, the lowest first; and what follows it.
#[inline(always)]
fn run(first: u16, rest: &mut std::slice::Iter<'_, u16>) -> Option<(usize, Option<u16>)> {
    let mut length = 1 << first;
    for digit in 1..DIGITS {
        match rest.next() {
            Some(symbol) if *symbol < 2 => length += 1 << digit << symbol,
            next => return Some((length, next.copied())),
        }
    }
    None
}

/// The bytes that occur, the most recent in front.
struct Recent {
    order: [u8; 256],
}

/// For each of the first sixteen places, which bytes of a number of sixteen stay when that place comes to the front.
static STAY: [[u64; 2]; 16] = {
    let mut stay = [[0; 2]; 16];
    let mut place = 0;
    while place < 15 {
        let mask = u128::MAX << (8 * (place + 1));
        stay[place] = [mask as u64, (mask >> 64) as u64];
        place += 1;
    }
    stay
};

impl Recent {
    fn new(used: &[u8]) -> Self {
        let mut order = [0; 256];
        order.iter_mut().zip(used).for_each(|(to, byte)| *to = *byte);
        Self { order }
    }

    /// Brings the byte at a place to the front.
    #[inline(always)]
    fn bring(&mut self, place: u16) -> u8 {
        let place = usize::from(place & 255);
        let byte = self.order[place];
        if place < 16 {
            // The most common ones, without a branch for each place.
            let [low, high, ..] = self.order.as_chunks_mut::<8>().0 else { return byte };
            let (old_low, old_high) = (u64::from_le_bytes(*low), u64::from_le_bytes(*high));
            let [stay_low, stay_high] = STAY[place];
            let new_low = old_low << 8 | u64::from(byte);
            let new_high = old_high << 8 | old_low >> 56;
            *low = (old_low & stay_low | new_low & !stay_low).to_le_bytes();
            *high = (old_high & stay_high | new_high & !stay_high).to_le_bytes();
        } else {
            self.order.copy_within(..place, 1);
            self.order[0] = byte;
        }
        byte
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_comes_to_the_front_and_the_others_keep_their_order() {
        let used: Vec<u8> = (0..=255).rev().collect();
        let mut recent = Recent::new(&used);
        let mut wanted = used;
        for step in 0..3_000_u32 {
            let place = (step * step + step / 7) % 256;
            let byte = wanted.remove(place as usize);
            wanted.insert(0, byte);
            assert_eq!(recent.bring(place as u16), byte);
            assert_eq!(recent.order[..], wanted);
        }
    }

    #[test]
    fn runs_count_with_the_digits_one_and_two() {
        let lengths = [[0, 9], [1, 9], [9, 9]].map(|digits| run(0, &mut digits.iter()));
        assert_eq!(lengths, [Some((3, Some(9))), Some((5, Some(9))), Some((1, Some(9)))]);
        assert_eq!(run(1, &mut [].iter()), Some((2, None)));
        assert_eq!(run(1, &mut [1; 30].iter()), None);
    }

    #[test]
    fn a_column_is_not_longer_than_its_room() {
        let mut column = Column::default();
        // A run of 1 + 4 + 4 + 8 + 32, and twice the byte in second place.
        let symbols = [0, 1, 0, 0, 1, 2, 2];
        assert_eq!(column.fill(&symbols, b"ab", 51), Some(51));
        assert_eq!(column.bytes(51), [[b'a'; 49].as_slice(), b"ba"].concat());
        assert_eq!(column.runs(), [(0, 49)]);
        assert_eq!(column.fill(&symbols, b"ab", 50), None);
        assert_eq!(column.fill(&symbols, b"ab", 48), None);
    }
}
