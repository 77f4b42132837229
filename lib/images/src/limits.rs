//! The caps every upload meets before a decoder sees it.

use crate::Error;

/// How large a picture may be. All four hold at once; the first that is broken names the error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file. Default 25 MiB.
    pub bytes: u64,
    /// Width × height, in pixels. Default 64 million.
    pub pixels: u64,
    /// Width and height each, in pixels. Default 20 000.
    pub side: u32,
    /// Bytes of memory at the peak of [`decode`](crate::decode), worked out from the headers beforehand, the
    /// uploaded bytes not counted. Default 512 MiB.
    pub alloc: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { bytes: 25 * 1024 * 1024, pixels: 64_000_000, side: 20_000, alloc: 512 * 1024 * 1024 }
    }
}

impl Limits {
    pub(crate) fn check_bytes(&self, file: &[u8]) -> Result<(), Error> {
        let bytes = file.len() as u64;
        if bytes > self.bytes { Err(Error::TooManyBytes { bytes, limit: self.bytes }) } else { Ok(()) }
    }

    pub(crate) fn check_size(&self, width: u32, height: u32) -> Result<(), Error> {
        if width == 0 || height == 0 {
            return Err(Error::damaged("its width or height is zero"));
        }
        if width > self.side || height > self.side {
            return Err(Error::TooLong { width, height, limit: self.side });
        }
        if area(width, height) > self.pixels {
            return Err(Error::TooManyPixels { width, height, limit: self.pixels });
        }
        Ok(())
    }

    pub(crate) fn check_memory(&self, needed: u64) -> Result<(), Error> {
        if needed > self.alloc { Err(Error::TooMuchMemory { needed, limit: self.alloc }) } else { Ok(()) }
    }
}

/// Pixels in a rectangle; cannot overflow.
pub(crate) fn area(width: u32, height: u32) -> u64 {
    u64::from(width) * u64::from(height)
}
