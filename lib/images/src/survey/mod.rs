//! What a file claims about itself, read from its structure before any decoder sees it.
//!
//! Each container is walked by its own rules, by length fields, without decompressing pixels. That finds the
//! true size, what decoding would cost, the metadata as borrowed slices, and files that break off. Some of
//! the checks stand in for ones the decoders lack: they are named where they are made.

mod gif;
mod jpeg;
mod png;
mod webp;

pub(crate) use jpeg::bare as bare_jpeg;
pub(crate) use png::WORKING_MEMORY as PNG_WORKING_MEMORY;

use std::borrow::Cow;

use crate::limits::area;
use crate::{Error, Format, Limits, sniff};

/// The structure of one file, within [`Limits`].
#[derive(Debug)]
pub(crate) struct Survey<'a> {
    pub(crate) format: Format,
    /// The part of the upload that is the picture: what trails behind it (a film, in pictures of phones) is left off.
    pub(crate) file: &'a [u8],
    /// As stored, before orientation.
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) animated: bool,
    pub(crate) cost: Cost,
    pub(crate) metadata: Metadata<'a>,
}

/// The blocks of metadata found, still encoded.
#[derive(Debug, Default)]
pub(crate) struct Metadata<'a> {
    /// A TIFF structure, at most [`EXIF_CAP`] bytes.
    pub(crate) exif: Option<&'a [u8]>,
    /// An XMP packet, at most [`XMP_CAP`] bytes.
    pub(crate) xmp: Option<Cow<'a, [u8]>>,
    /// IPTC-IIM records.
    pub(crate) iptc: Option<&'a [u8]>,
    /// An ICC profile, at most [`ICC_CAP`] bytes.
    pub(crate) icc: Option<Cow<'a, [u8]>>,
}

/// What decoding will hold in memory, in bytes per pixel unless named otherwise.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Cost {
    /// What the decoder writes.
    pub(crate) decoded: u64,
    /// What the picture keeps: 3 or 4.
    pub(crate) kept: u64,
    /// What the decoder holds besides its output.
    pub(crate) working: u64,
    /// Bytes it holds whatever the number of pixels.
    pub(crate) fixed: u64,
}

impl Cost {
    /// Bytes at the worst moment: decoding, converting to 8 bits, or turning the picture upright.
    fn peak(self, pixels: u64) -> u64 {
        let decoding = self.decoded + self.working;
        let converting = if self.decoded == self.kept { self.kept } else { self.decoded + self.kept };
        let turning = 2 * self.kept;
        pixels.saturating_mul(decoding.max(converting).max(turning)).saturating_add(self.fixed)
    }
}

/// The most EXIF that is read. JPEG cannot hold more, and other containers get theirs from JPEGs; the
/// directories stand first.
const EXIF_CAP: usize = 65_535;
/// The most XMP that is read; packets of photographers have 2 to 20 KB.
const XMP_CAP: usize = 512 * 1024;
/// The most of an ICC profile that is read; the kind we convert has under 4 KB.
const ICC_CAP: usize = 64 * 1024;

/// Walks the file and holds it against the limits.
///
/// # Errors
/// Everything in [`Error`] except encoding.
pub(crate) fn survey<'a>(bytes: &'a [u8], limits: &Limits) -> Result<Survey<'a>, Error> {
    limits.check_bytes(bytes)?;
    let survey = match sniff(bytes)? {
        Format::Jpeg => jpeg::walk(bytes)?,
        Format::Png => png::walk(bytes)?,
        Format::Gif => gif::walk(bytes)?,
        Format::Webp => webp::walk(bytes)?,
    };
    limits.check_size(survey.width, survey.height)?;
    limits.check_memory(survey.cost.peak(area(survey.width, survey.height)))?;
    Ok(survey)
}

/// At most `cap` bytes from the front.
fn capped(bytes: &[u8], cap: usize) -> &[u8] {
    bytes.get(..cap).unwrap_or(bytes)
}
