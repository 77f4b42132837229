//! Pixels in memory: upright, sRGB, 8 bits, and nothing else.

use crate::Error;
use crate::limits::area;

/// A decoded picture: rows from top to bottom, three bytes per pixel (RGB), or four (RGB and straight alpha).
/// Never empty.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    width: u32,
    height: u32,
    alpha: bool,
    pixels: Vec<u8>,
}

impl Picture {
    /// Takes over `pixels`: `width × height × 3` bytes of RGB.
    ///
    /// # Errors
    /// [`Error::Damaged`] when the size is zero or does not match the bytes.
    pub fn from_rgb(width: u32, height: u32, pixels: Vec<u8>) -> Result<Picture, Error> {
        Picture::checked(Picture { width, height, alpha: false, pixels })
    }

    /// Takes over `pixels`: `width × height × 4` bytes of RGB and alpha, alpha not multiplied in. A picture
    /// without a transparent pixel becomes an RGB one.
    ///
    /// # Errors
    /// [`Error::Damaged`] when the size is zero or does not match the bytes.
    pub fn from_rgba(width: u32, height: u32, pixels: Vec<u8>) -> Result<Picture, Error> {
        let mut picture = Picture::checked(Picture { width, height, alpha: true, pixels })?;
        if picture.pixels.as_chunks::<4>().0.iter().all(|pixel| pixel[3] == 255) {
            picture.drop_alpha();
        }
        Ok(picture)
    }

    /// Width in pixels, at least 1.
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Height in pixels, at least 1.
    pub fn height(&self) -> u32 {
        self.height
    }

    /// Whether some pixel is not opaque.
    pub fn has_alpha(&self) -> bool {
        self.alpha
    }

    /// Bytes per pixel: 3 or 4.
    pub fn channels(&self) -> usize {
        if self.alpha { 4 } else { 3 }
    }

    /// The pixels, row by row.
    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// The colour at a place, laid on white; `None` outside.
    pub fn colour_at(&self, x: u32, y: u32) -> Option<[u8; 3]> {
        if x >= self.width || y >= self.height {
            return None;
        }
        let at = (y as usize * self.width as usize + x as usize) * self.channels();
        match *self.pixels.get(at..at + self.channels())? {
            [r, g, b] => Some([r, g, b]),
            [r, g, b, a] => Some(on_white([r, g, b, a])),
            _ => None,
        }
    }

    /// The rows as slices.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &[u8]> {
        self.pixels.chunks_exact(self.width as usize * self.channels())
    }

    pub(crate) fn pixels_mut(&mut self) -> &mut [u8] {
        &mut self.pixels
    }

    /// Three bytes per pixel, transparent parts laid on white (JPEG has no alpha).
    pub(crate) fn flattened(&self) -> std::borrow::Cow<'_, [u8]> {
        if !self.alpha {
            return std::borrow::Cow::Borrowed(&self.pixels);
        }
        let mut flat = Vec::with_capacity(self.pixels.len() / 4 * 3);
        for pixel in self.pixels.as_chunks::<4>().0 {
            flat.extend_from_slice(&on_white(*pixel));
        }
        std::borrow::Cow::Owned(flat)
    }

    fn checked(picture: Picture) -> Result<Picture, Error> {
        let wanted = area(picture.width, picture.height).saturating_mul(picture.channels() as u64);
        if wanted == 0 || wanted != picture.pixels.len() as u64 {
            return Err(Error::damaged("its size does not match its pixels"));
        }
        Ok(picture)
    }

    /// Moves the colours together in place, so that the peak of memory does not rise.
    fn drop_alpha(&mut self) {
        let count = self.pixels.len() / 4;
        for index in 1..count {
            self.pixels.copy_within(index * 4..index * 4 + 3, index * 3);
        }
        self.pixels.truncate(count * 3);
        self.alpha = false;
    }
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let alpha = if self.alpha { ", alpha" } else { "" };
        write!(out, "Picture({} × {}{alpha})", self.width, self.height)
    }
}

fn on_white([r, g, b, a]: [u8; 4]) -> [u8; 3] {
    let alpha = u32::from(a);
    [r, g, b].map(|colour| {
        let mixed = u32::from(colour) * alpha + 255 * (255 - alpha) + 127;
        u8::try_from(mixed / 255).unwrap_or(255)
    })
}
