//! The begin of a block: where its text begins, which bytes occur, which tables serve which groups of symbols.

use super::bits::Bits;
use super::codes::{LONGEST, Table};

/// The most tables of a block.
const TABLES: usize = 6;
/// A block of 900,000 symbols and its end have so many groups. What states more is read, and left.
const GROUPS: usize = 18_002;
/// All bytes, two symbols of runs less the one for the byte in front, and the end.
const SYMBOLS: usize = 258;

/// What was read of a block's begin.
#[derive(Clone, Debug)]
pub(super) struct Header {
    /// Which of the sorted rotations is the text.
    pub(super) origin: usize,
    /// The bytes that occur, rising.
    used: [u8; 256],
    used_count: usize,
    /// For each group of symbols its table.
    selectors: Vec<u8>,
    tables: Box<[Table; TABLES]>,
}

impl Default for Header {
    fn default() -> Self {
        let tables = Box::new(std::array::from_fn(|_| Table::default()));
        Self { origin: 0, used: [0; 256], used_count: 0, selectors: Vec::new(), tables }
    }
}

impl Header {
    /// Reads what stands between a block's checksum and its symbols. None when it contradicts the format.
    pub(super) fn read(&mut self, bits: &mut Bits<'_>) -> Option<()> {
        let randomised = bits.take(1) != 0;
        self.origin = bits.take(24) as usize;
        self.read_used(bits);
        let tables = bits.take(3) as usize;
        let groups = bits.take(15);
        if randomised || self.used_count == 0 || !(2..=TABLES).contains(&tables) || groups == 0 {
            return None;
        }
        self.read_selectors(bits, groups as usize, tables)?;
        let symbols = self.end() + 1;
        self.tables.iter_mut().take(tables).try_for_each(|table| read_table(bits, symbols, table))
    }

    /// The bytes that occur, rising.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.used[..self.used_count]
    }

    /// The symbol that ends the block, the last one.
    pub(super) fn end(&self) -> usize {
        self.used_count + 1
    }

    /// The table of each group of symbols.
    pub(super) fn tables(&self) -> impl Iterator<Item = &Table> {
        self.selectors.iter().filter_map(|selector| self.tables.get(usize::from(*selector)))
    }

    /// Sixteen bits tell in which sixteenths of all bytes some occur, and sixteen for each of those, which.
    fn read_used(&mut self, bits: &mut Bits<'_>) {
        self.used_count = 0;
        let sixteenths = bits.take(16);
        for high in (0..16_u8).filter(|high| sixteenths >> (15 - high) & 1 != 0) {
            let bytes = bits.take(16);
            for low in (0..16_u8).filter(|low| bytes >> (15 - low) & 1 != 0) {
                self.used[self.used_count] = high << 4 | low;
                self.used_count += 1;
            }
        }
    }

    /// Each is told by its place among the tables, the one used last in front, as ones before a zero.
    fn read_selectors(&mut self, bits: &mut Bits<'_>, groups: usize, tables: usize) -> Option<()> {
        self.selectors.clear();
        let mut order: [u8; TABLES] = std::array::from_fn(|table| table as u8);
        for group in 0..groups {
            bits.refill();
            let place = ((bits.peek(8) as u8).leading_ones() as usize).min(TABLES);
            if place >= tables {
                bits.skip(place as u32);
                return None;
            }
            bits.skip(place as u32 + 1);
            order[..=place].rotate_right(1);
            if group < GROUPS {
                self.selectors.push(order[0]);
            }
        }
        Some(())
    }
}

/// The lengths of the codes: the first one, and for each symbol the steps from the one before.
fn read_table(bits: &mut Bits<'_>, symbols: usize, table: &mut Table) -> Option<()> {
    let mut lengths = [0; SYMBOLS];
    let lengths = lengths.get_mut(..symbols)?;
    let mut length = bits.take(5);
    for own in &mut *lengths {
        loop {
            if !(1..=LONGEST).contains(&length) {
                return None;
            }
            match bits.take(1) {
                0 => break,
                _ if bits.take(1) == 0 => length += 1,
                _ => length -= 1,
            }
        }
        *own = length as u8;
    }
    table.build(lengths);
    Some(())
}
