//! Bits → symbols: prefix codes, by a table of their first bits.

use super::bits::Bits;
use super::header::Header;

/// The longest code of the format, in bits.
pub(super) const LONGEST: u32 = 20;
/// So many bits are looked up at once. A table of two kilobytes; six of them stay in the fastest cache.
const LOOKUP: u32 = 10;
/// So many symbols share a table.
const GROUP: usize = 50;
/// What no code stands for: no symbol, and as many bits as were tried.
const NOTHING: u16 = packed(0x7ff, LONGEST);

/// The codes of one table.
#[derive(Clone, Debug)]
pub(super) struct Table {
    /// By the next bits: the symbol and the length of its code, or 0 when it is longer.
    quick: [u16; 1 << LOOKUP],
    /// For each length, the first number of [`LONGEST`] bits that is beyond the codes of that length.
    limit: [u32; LONGEST as usize + 1],
    /// For each length, what to add to a code of that length for its rank.
    base: [u32; LONGEST as usize + 1],
    /// The symbols by rank: by the length of their code, then by themselves.
    ranked: Vec<u16>,
}

impl Default for Table {
    fn default() -> Self {
        let (limit, base) = ([0; LONGEST as usize + 1], [0; LONGEST as usize + 1]);
        Self { quick: [0; 1 << LOOKUP], limit, base, ranked: Vec::new() }
    }
}

const fn packed(symbol: u16, length: u32) -> u16 {
    symbol << 5 | length as u16
}

impl Table {
    /// Numbers the codes: each length's follow those of the shorter ones. Lengths that leave codes over, or need more
    /// than there are, are taken as they are: what cannot be a code is found out when it comes.
    pub(super) fn build(&mut self, lengths: &[u8]) {
        self.quick.fill(0);
        self.ranked.clear();
        let mut code = 0_u32;
        for length in 1..=LONGEST {
            self.base[length as usize] = (self.ranked.len() as u32).wrapping_sub(code);
            for (symbol, _) in lengths.iter().enumerate().filter(|(_, own)| u32::from(**own) == length) {
                self.ranked.push(symbol as u16);
                if length <= LOOKUP {
                    let place = |code: u32| ((code as usize) << (LOOKUP - length)).min(1 << LOOKUP);
                    self.quick[place(code)..place(code + 1)].fill(packed(symbol as u16, length));
                }
                code += 1;
            }
            self.limit[length as usize] = code << (LONGEST - length);
            code <<= 1;
        }
    }

    /// The code at the begin of [`LONGEST`] bits, when it is longer than what is looked up.
    #[cold]
    #[inline(never)]
    fn slow(&self, next: usize) -> u16 {
        for length in LOOKUP + 1..=LONGEST {
            if (next as u32) < self.limit[length as usize] {
                let rank = (next as u32 >> (LONGEST - length)).wrapping_add(self.base[length as usize]);
                return self.ranked.get(rank as usize).map_or(NOTHING, |symbol| packed(*symbol, length));
            }
        }
        NOTHING
    }

    /// The next symbol; at least [`LONGEST`] bits have to be ready.
    #[inline(always)]
    fn symbol(&self, bits: &mut Bits<'_>) -> u16 {
        let mut found = self.quick[bits.peek(LOOKUP)];
        if found == 0 {
            found = self.slow(bits.peek(LONGEST));
        }
        bits.skip(u32::from(found & 31));
        found >> 5
    }
}

/// Reads the symbols of a block, up to the one that ends it, which is left out. None when something else comes.
pub(super) fn symbols(bits: &mut Bits<'_>, header: &Header, symbols: &mut Vec<u16>) -> Option<()> {
    symbols.clear();
    let end = header.end() as u16;
    // A copy, so that it can live in registers.
    let mut ahead = bits.clone();
    for table in header.tables() {
        let mut group = [0; GROUP];
        let mut beyond = 0;
        for pair in group.as_chunks_mut::<2>().0 {
            ahead.refill();
            for symbol in pair {
                *symbol = table.symbol(&mut ahead);
                beyond |= u16::from(*symbol >= end);
            }
        }
        if beyond != 0 || ahead.is_over() {
            return finish(bits, table, &group, end, symbols);
        }
        symbols.extend_from_slice(&group);
        bits.clone_from(&ahead);
    }
    None
}

/// The last group, or one that cannot be. Reads it again, for `bits` stand before it.
fn finish(
    bits: &mut Bits<'_>,
    table: &Table,
    group: &[u16; GROUP],
    end: u16,
    symbols: &mut Vec<u16>,
) -> Option<()> {
    let whole = group.iter().position(|symbol| *symbol >= end).unwrap_or(GROUP);
    for _ in 0..(whole + 1).min(GROUP) {
        bits.refill();
        table.symbol(bits);
    }
    symbols.extend_from_slice(&group[..whole]);
    (group.get(whole) == Some(&end)).then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(lengths: &[u8]) -> Table {
        let mut table = Table::default();
        table.build(lengths);
        table
    }

    /// Reads one symbol, and says how many bits it took.
    fn read(table: &Table, next: u32) -> (u16, usize) {
        let next = next.to_be_bytes();
        let mut bits = Bits::new(&next);
        bits.refill();
        (table.symbol(&mut bits), bits.used())
    }

    #[test]
    fn codes_of_every_length_are_read() {
        let lengths: Vec<u8> = (1..=20).chain([20]).collect();
        let table = table(&lengths);
        for length in 1..=20_u32 {
            // Ones, then a zero; what follows it does not matter.
            for after in [0, u32::MAX] {
                let next = !(u32::MAX >> (length - 1)) | (after >> length);
                assert_eq!(read(&table, next), (length as u16 - 1, length as usize));
            }
        }
        assert_eq!(read(&table, u32::MAX), (20, 20));
    }

    #[test]
    fn what_is_no_code_is_no_symbol() {
        let few = table(&[2, 2]);
        assert_eq!(read(&few, 0x4000_0000), (1, 2));
        assert_eq!(read(&few, 0x8000_0000), (0x7ff, 20));
        // More codes than there can be: the first ones count.
        let many = table(&[1, 1, 1, 12]);
        assert_eq!([0, 0x8000_0000, 0xffff_ffff].map(|next| read(&many, next)), [(0, 1), (1, 1), (1, 1)]);
    }
}
