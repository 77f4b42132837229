//! The packets that hold gates: radials of bytes (16), radials of runs (AF1F), rows of runs (BA07).

use crate::error::Error;

/// The words of a product.
#[derive(Clone, Debug, PartialEq)]
pub enum Data {
    /// Around the radar.
    Radials {
        /// Metres along the beam to the middle of the first gate.
        first_m: i32,
        /// Metres from gate to gate.
        spacing_m: u16,
        /// In the order of the file.
        radials: Vec<LevelRadial>,
    },
    /// On a square grid around the radar.
    Raster(Raster),
}

/// One direction of a product.
#[derive(Clone, Debug, PartialEq)]
pub struct LevelRadial {
    /// Degrees clockwise from north of its first edge.
    pub start_deg: f32,
    /// Degrees of its width.
    pub width_deg: f32,
    /// A word a gate.
    pub words: Box<[u8]>,
}

impl LevelRadial {
    /// Degrees clockwise from north of its middle, 0 to 360.
    #[must_use]
    pub fn azimuth_deg(&self) -> f32 {
        (self.start_deg + self.width_deg / 2.0).rem_euclid(360.0)
    }
}

/// A grid with the radar in its middle.
#[derive(Clone, Debug, PartialEq)]
pub struct Raster {
    /// Words of a row.
    pub width: usize,
    /// Metres of a cell.
    pub cell_m: u16,
    /// Row by row, the northernmost first.
    pub words: Box<[u8]>,
}

/// The most gates of a radial, radials of a product, cells of a row; all that there are have fewer.
const MOST: usize = 2_048;
/// Bytes before the first packet: header of the block and of its first layer.
const BEFORE_PACKETS: usize = 16;

const BYTES: u16 = 16;
const RUNS: u16 = 0xaf1f;
const ROWS: u16 = 0xba07;
const ROWS_TOO: u16 = 0xba0f;

/// Reads the first packet of a symbology block.
pub(super) fn read(symbols: &[u8], spacing_m: u16) -> Result<Data, Error> {
    let mut rest = symbols.get(BEFORE_PACKETS..).ok_or(Error::ProductDamaged("it ends before its data"))?;
    match half_word(&mut rest) {
        Some(BYTES) => radials(rest, spacing_m, false),
        Some(RUNS) => radials(rest, spacing_m, true),
        Some(ROWS | ROWS_TOO) => raster(rest, spacing_m),
        _ => Err(Error::ProductDamaged("it has no packet of gates")),
    }
}

fn radials(mut rest: &[u8], spacing_m: u16, runs: bool) -> Result<Data, Error> {
    let header: Option<[u16; 6]> = half_word_array(&mut rest);
    let [first, gates, _, _, _, count] = header.ok_or(Error::ProductDamaged("it ends before its radials"))?;
    let (gates, count) = (usize::from(gates), usize::from(count));
    if !(1..=MOST).contains(&gates) || !(1..=MOST).contains(&count) {
        return Err(Error::ProductDamaged("it has an absurd number of gates or radials"));
    }
    let mut radials = Vec::with_capacity(count);
    for _ in 0..count {
        let Some([length, start, width]) = half_word_array(&mut rest) else { break };
        let length = usize::from(length) * if runs { 2 } else { 1 };
        let Some((packed, after)) = rest.split_at_checked(length) else { break };
        rest = after;
        let mut words = if runs { unrolled(packed, gates) } else { packed.to_vec() };
        words.resize(gates, 0);
        let (start_deg, width_deg) = (f32::from(start) / 10.0, f32::from(width) / 10.0);
        radials.push(LevelRadial { start_deg, width_deg, words: words.into() });
    }
    if radials.is_empty() {
        return Err(Error::ProductDamaged("it ends before its first radial"));
    }
    let spacing = i32::from(spacing_m);
    Ok(Data::Radials { first_m: i32::from(first) * spacing + spacing / 2, spacing_m, radials })
}

fn raster(mut rest: &[u8], cell_m: u16) -> Result<Data, Error> {
    let header: Option<[u16; 10]> = half_word_array(&mut rest);
    let [.., rows, _] = header.ok_or(Error::ProductDamaged("it ends before its rows"))?;
    let rows = usize::from(rows);
    if !(1..=MOST).contains(&rows) {
        return Err(Error::ProductDamaged("it has an absurd number of rows"));
    }
    let mut lines = Vec::with_capacity(rows);
    for _ in 0..rows {
        let Some(length) = half_word(&mut rest) else { break };
        let Some((packed, after)) = rest.split_at_checked(usize::from(length)) else { break };
        rest = after;
        lines.push(unrolled(packed, MOST));
    }
    let width = lines.first().map_or(0, Vec::len);
    if width == 0 {
        return Err(Error::ProductDamaged("it ends before its first row"));
    }
    let words = lines.into_iter().flat_map(|mut line| {
        line.resize(width, 0);
        line
    });
    Ok(Data::Raster(Raster { width, cell_m, words: words.collect() }))
}

/// Runs: the upper half of a byte says how often, the lower which level.
fn unrolled(packed: &[u8], most: usize) -> Vec<u8> {
    let runs = packed.iter().flat_map(|byte| std::iter::repeat_n(byte & 15, usize::from(byte >> 4)));
    runs.take(most).collect()
}

fn half_word(rest: &mut &[u8]) -> Option<u16> {
    let (pair, after) = rest.split_first_chunk::<2>()?;
    *rest = after;
    Some(u16::from_be_bytes(*pair))
}

fn half_word_array<const COUNT: usize>(rest: &mut &[u8]) -> Option<[u16; COUNT]> {
    let mut found = [0; COUNT];
    for slot in &mut found {
        *slot = half_word(rest)?;
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_unrolled_up_to_a_limit() {
        assert_eq!(unrolled(&[0x31, 0x02, 0x2f], 100), [1, 1, 1, 15, 15]);
        assert_eq!(unrolled(&[0xf1; 10], 7), [1; 7]);
    }

    #[test]
    fn absurd_numbers_are_refused_and_short_ones_kept() {
        let words = |words: &[u16]| words.iter().flat_map(|word| word.to_be_bytes()).collect::<Vec<u8>>();
        let block = |numbers: &[u16]| [vec![0; BEFORE_PACKETS], words(numbers)].concat();
        assert!(read(&block(&[BYTES, 0, 60_000, 0, 0, 999, 360]), 1_000).is_err());
        assert!(read(&block(&[BYTES, 0, 4, 0, 0, 999, 0]), 1_000).is_err());
        let cut = block(&[BYTES, 0, 4, 0, 0, 999, 2, 4, 3_595, 10, 0x0102, 0x0304, 4, 5]);
        let Data::Radials { radials, first_m, .. } = read(&cut, 1_000).unwrap() else { panic!("radials") };
        assert_eq!((radials.len(), first_m), (1, 500));
        assert_eq!(*radials[0].words, [1, 2, 3, 4]);
        assert_eq!(radials[0].start_deg, 359.5);
    }
}
