//! How much one input may cost.

/// Caps on what is read from one volume. The defaults admit every volume of the network with room to spare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes that one compressed record may become. A record of 120 radials with every moment at the finest
    /// resolution is 1.3 MB; the metadata record is 0.33 MB.
    pub record_bytes: usize,
    /// Bytes that a whole volume may become. The longest scans are about 90 MB.
    pub volume_bytes: usize,
    /// How many bytes may come of one compressed byte, beyond the first two records. An empty sky shrinks a
    /// few hundred times, a bomb a million times.
    pub inflation: usize,
    /// How many bytes may come of one byte of a gzip envelope, beyond the first two records. The volumes that come so
    /// are not compressed inside and shrink some five times.
    pub envelope_inflation: usize,
    /// Compressed records of one volume. The longest scans have about 150; each one costs the set-up of a
    /// decompressor, whatever is in it.
    pub records: u32,
    /// Radials of one volume. The longest scans have about 12,000.
    pub radials: usize,
    /// Damages that are listed one by one; further ones are counted.
    pub damages: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            record_bytes: 4 << 20,
            volume_bytes: 256 << 20,
            inflation: 1_000,
            envelope_inflation: 100,
            records: 1_000,
            radials: 40_000,
            damages: 64,
        }
    }
}

impl Limits {
    /// Bytes that an input of `compressed` bytes may become in all.
    pub(crate) fn allowance(&self, compressed: usize) -> usize {
        self.earned(compressed, self.inflation)
    }

    /// Bytes that a gzip file of `compressed` bytes may become.
    pub(crate) fn envelope(&self, compressed: usize) -> usize {
        self.earned(compressed, self.envelope_inflation)
    }

    fn earned(&self, compressed: usize, times: usize) -> usize {
        compressed.saturating_mul(times).saturating_add(2 * self.record_bytes).min(self.volume_bytes)
    }
}
