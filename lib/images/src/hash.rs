//! Near-duplicates: a fingerprint that survives resizing, recompression and small retouching.
//!
//! The difference hash described by Neal Krawetz ("Kind of Like That", The Hacker Factor Blog, 21 January
//! 2013): average the picture into 9 × 8 grey cells, and keep one bit per pair of neighbours, set where it
//! gets brighter to the right. Two things are ours: cells are exact averages in integers, so that the value
//! is the same on every machine and may be stored; and a step under [`DEAD_BAND`] counts as none, so that the
//! noise of a clear sky or a night picture does not toss coins.

use crate::Picture;

/// Pictures at this distance or nearer are taken for the same picture.
pub const DUPLICATE_DISTANCE: u32 = 6;

/// A perceptual fingerprint of 64 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hash(pub u64);

impl Hash {
    /// In how many of the 64 bits two fingerprints differ (Hamming distance, 0 to 64). Zero for all flat
    /// pictures: compare their keys too.
    pub fn distance(self, other: Hash) -> u32 {
        (self.0 ^ other.0).count_ones()
    }

    /// Whether two pictures are near enough to be the same: distance ≤ [`DUPLICATE_DISTANCE`].
    pub fn is_near(self, other: Hash) -> bool {
        self.distance(other) <= DUPLICATE_DISTANCE
    }
}

const COLUMNS: usize = 9;
const ROWS: usize = 8;
/// In 1/256 of a grey level: one and a half levels of 255.
const DEAD_BAND: u64 = 384;

/// The fingerprint of a picture, transparent parts laid on white.
pub fn perceptual_hash(picture: &Picture) -> Hash {
    let mut bits = 0u64;
    for row in cells(picture) {
        for pair in row.windows(2) {
            let brighter = matches!(pair, [left, right] if *right >= left.saturating_add(DEAD_BAND));
            bits = bits << 1 | u64::from(brighter);
        }
    }
    Hash(bits)
}

/// Mean luminance of each cell, in 1/256 of a level.
fn cells(picture: &Picture) -> [[u64; COLUMNS]; ROWS] {
    let mut means = [[0u64; COLUMNS]; ROWS];
    for (down, row) in means.iter_mut().enumerate() {
        let (top, bottom) = span(down, ROWS, picture.height());
        for (across, mean) in row.iter_mut().enumerate() {
            let (left, right) = span(across, COLUMNS, picture.width());
            *mean = mean_luminance(picture, (left, right), (top, bottom));
        }
    }
    means
}

/// The pixels of one cell: at least one, and neighbours overlap when there are fewer pixels than cells.
fn span(index: usize, count: usize, side: u32) -> (u32, u32) {
    let at = |index: usize| (index as u64 * u64::from(side) / count as u64) as u32;
    let from = at(index).min(side.saturating_sub(1));
    (from, at(index + 1).max(from + 1))
}

fn mean_luminance(picture: &Picture, (left, right): (u32, u32), (top, bottom): (u32, u32)) -> u64 {
    let (mut sum, mut count) = (0u64, 0u64);
    for y in top..bottom {
        for x in left..right {
            if let Some([r, g, b]) = picture.colour_at(x, y) {
                // Rec. 601 weights in 1/256.
                sum += 77 * u64::from(r) + 150 * u64::from(g) + 29 * u64::from(b);
                count += 1;
            }
        }
    }
    sum / count.max(1)
}
