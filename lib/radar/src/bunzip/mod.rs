//! bzip2 streams → bytes, under a cap, keeping what was whole before the damage.
//!
//! A live chunk of a radar is one stream of mostly one block, so it cannot be shared among threads, and most of the
//! time from its arrival to the reader's map goes into it. That is why this is ours: see decision 0013.
//!
//! The steps of a block, in reading order: [`header`] (which bytes occur, which tables serve), [`codes`] (bits →
//! symbols), [`front`] (symbols → the last column of the sorted rotations), [`inverse`] (last column → text), [`runs`]
//! (text → bytes), [`checksum`].
//!
//! Blocks that say to be *randomised* count as broken: no program has written them since 1999.

mod bits;
mod checksum;
mod codes;
mod front;
mod header;
mod inverse;
mod runs;

use bits::Bits;
use front::Column;
use header::Header;
use inverse::Inverse;

/// How a stream ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// With its end mark; this many compressed bytes were used.
    Whole(usize),
    /// The input ended before.
    Cut,
    /// Its content contradicts its checksum or its format.
    Broken,
    /// It would have become larger than the cap.
    TooLarge,
}

/// Why a block was left.
enum Stop {
    Broken,
    TooLarge,
}

/// The sign of a stream, before the digit of its level.
const SIGN: &[u8] = b"BZh";
/// The mark at the begin of each block: the digits of pi.
const BLOCK_MARK: [u8; 6] = [0x31, 0x41, 0x59, 0x26, 0x53, 0x59];
/// The mark after the last block: the digits of its square root.
const END_MARK: [u8; 6] = [0x17, 0x72, 0x45, 0x38, 0x50, 0x90];
/// Bytes of a block for each step of the level.
const LEVEL_STEP: usize = 100_000;

/// A reader of bzip2 streams. It keeps its working memory, some ten megabytes at most, from one stream to the next.
#[derive(Clone, Debug, Default)]
pub struct Decoder {
    header: Header,
    symbols: Vec<u16>,
    column: Column,
    inverse: Inverse,
}

impl Decoder {
    /// A reader without any memory yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Decompresses the stream at the begin of `input` into `out`, which is emptied first and never becomes longer
    /// than `cap` bytes.
    ///
    /// After damage `out` holds whole blocks only, each of which agreed with its checksum.
    ///
    /// ```
    /// use radar::bunzip::{Decoder, End};
    ///
    /// let stream = [66, 90, 104, 57, 23, 114, 69, 56, 80, 144, 0, 0, 0, 0];
    /// let mut out = Vec::new();
    /// assert_eq!(Decoder::new().decode(&stream, 1_000, &mut out), End::Whole(14));
    /// assert!(out.is_empty());
    /// ```
    pub fn decode(&mut self, input: &[u8], cap: usize, out: &mut Vec<u8>) -> End {
        out.clear();
        let mut bits = Bits::new(input);
        match self.stream(&mut bits, cap, out) {
            Err(Stop::TooLarge) => {
                out.truncate(cap);
                End::TooLarge
            }
            // Beyond the end zeros are read, and whatever they were taken for is not true.
            _ if bits.is_over() => End::Cut,
            Err(Stop::Broken) => End::Broken,
            Ok(()) => End::Whole(bits.used().div_ceil(8)),
        }
    }

    fn stream(&mut self, bits: &mut Bits<'_>, cap: usize, out: &mut Vec<u8>) -> Result<(), Stop> {
        let sign = SIGN.iter().all(|byte| bits.take(8) == u32::from(*byte));
        let level = match sign.then(|| bits.take(8)) {
            Some(digit @ 0x31..=0x39) => (digit - 0x30) as usize,
            _ => return Err(Stop::Broken),
        };
        let mut all = 0_u32;
        loop {
            let is_block = mark(bits).ok_or(Stop::Broken)?;
            let stated = bits.take(32);
            if !is_block {
                return if stated == all { Ok(()) } else { Err(Stop::Broken) };
            }
            let before = out.len();
            let read = self.block(bits, level * LEVEL_STEP, cap, out);
            let agrees = read.is_ok() && checksum::of(out.get(before..).unwrap_or_default()) == stated;
            match read {
                Err(Stop::TooLarge) => return Err(Stop::TooLarge),
                Ok(()) if agrees => all = all.rotate_left(1) ^ stated,
                _ => {
                    out.truncate(before);
                    return Err(Stop::Broken);
                }
            }
        }
    }

    /// Reads what follows a block's checksum, and appends its content.
    fn block(&mut self, bits: &mut Bits<'_>, room: usize, cap: usize, out: &mut Vec<u8>) -> Result<(), Stop> {
        self.header.read(bits).ok_or(Stop::Broken)?;
        codes::symbols(bits, &self.header, &mut self.symbols).ok_or(Stop::Broken)?;
        if bits.is_over() {
            return Err(Stop::Broken);
        }
        let count = self.column.fill(&self.symbols, self.header.bytes(), room).ok_or(Stop::Broken)?;
        if self.header.origin >= count {
            return Err(Stop::Broken);
        }
        self.inverse.link(&self.column, count);
        self.inverse.walk(count, self.header.origin);
        let text = self.column.text(count);
        self.inverse.gather(text);
        runs::expand(text, cap, out)
    }
}

/// Reads what stands before a block (true) or the end (false). None when it is neither.
fn mark(bits: &mut Bits<'_>) -> Option<bool> {
    let first = bits.take(8);
    let wanted = [BLOCK_MARK, END_MARK].into_iter().find(|mark| u32::from(mark[0]) == first)?;
    let whole = wanted[1..].iter().all(|byte| bits.take(8) == u32::from(*byte));
    whole.then_some(wanted == BLOCK_MARK)
}
