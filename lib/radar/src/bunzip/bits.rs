//! Bits in the order of the format: the first one is the highest of its byte.

/// A stretch of bytes, read by bits. Beyond its end are zeros; whoever reads them asks [`Bits::is_over`] in time.
#[derive(Clone, Debug)]
pub(super) struct Bits<'a> {
    data: &'a [u8],
    /// Bytes that were taken into `hold`, those beyond the end included.
    taken: usize,
    /// The next bits, from the top. Below the `held` ones are the true next ones, or zeros.
    hold: u64,
    /// How many bits of `hold` count, at most 63.
    held: u32,
}

impl<'a> Bits<'a> {
    pub(super) fn new(data: &'a [u8]) -> Self {
        Self { data, taken: 0, hold: 0, held: 0 }
    }

    /// Makes 56 bits ready.
    #[inline(always)]
    pub(super) fn refill(&mut self) {
        let next = match self.data.get(self.taken..).and_then(|rest| rest.first_chunk()) {
            Some(next) => u64::from_be_bytes(*next),
            None => last(self.data, self.taken),
        };
        self.hold |= next >> self.held;
        self.taken += (63 - self.held as usize) >> 3;
        self.held |= 56;
    }

    /// The next bits as a number: 1 to as many as are ready.
    #[inline(always)]
    pub(super) fn peek(&self, count: u32) -> usize {
        (self.hold >> (64 - count)) as usize
    }

    /// Leaves bits behind, at most as many as are ready.
    #[inline(always)]
    pub(super) fn skip(&mut self, count: u32) {
        self.hold <<= count;
        self.held -= count;
    }

    /// The next bits as a number: 1 to 32.
    #[inline]
    pub(super) fn take(&mut self, count: u32) -> u32 {
        self.refill();
        let value = self.peek(count) as u32;
        self.skip(count);
        value
    }

    /// Bits left behind so far.
    pub(super) fn used(&self) -> usize {
        (self.taken * 8).saturating_sub(self.held as usize)
    }

    /// Whether bits were read that are not there.
    #[inline(always)]
    pub(super) fn is_over(&self) -> bool {
        self.used() > self.data.len() * 8
    }
}

/// The last bytes, followed by zeros. A function of its own, and not of [`Bits`], so that those stay in registers.
#[cold]
#[inline(never)]
fn last(data: &[u8], taken: usize) -> u64 {
    let mut next = [0; 8];
    let rest = data.get(taken..).unwrap_or_default();
    next.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
    u64::from_be_bytes(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_come_from_the_top_of_each_byte() {
        let data: Vec<u8> = (1..=20).map(|number| number * 11).collect();
        for width in 1..=32 {
            let mut bits = Bits::new(&data);
            let mut read = Vec::new();
            for _ in 0..data.len() * 8 / width {
                let value = bits.take(width as u32);
                read.extend((0..width).rev().map(|bit| value >> bit & 1));
            }
            let wanted = data.iter().flat_map(|byte| (0..8).rev().map(move |bit| u32::from(byte >> bit & 1)));
            assert!(wanted.take(read.len()).eq(read.iter().copied()), "{width}");
            assert_eq!(bits.used(), read.len());
            assert!(!bits.is_over());
        }
    }

    #[test]
    fn beyond_the_end_are_zeros_and_it_is_told() {
        let mut bits = Bits::new(&[0xff]);
        assert_eq!((bits.take(8), bits.is_over()), (0xff, false));
        assert_eq!((bits.take(1), bits.is_over()), (0, true));
        assert_eq!((0..100).map(|_| bits.take(32)).max(), Some(0));
        assert_eq!(bits.used(), 9 + 3_200);
    }
}
