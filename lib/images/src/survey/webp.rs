//! WebP (RFC 9649): RIFF chunks, and the size in each bitstream header.
//!
//! The decoder believes the sizes in bitstreams before it compares them with the canvas, and sets no limit to
//! its Huffman tables; so both are checked here.

use std::borrow::Cow;

use super::{Cost, EXIF_CAP, ICC_CAP, Metadata, Survey, XMP_CAP, capped};
use crate::cursor::Cursor;
use crate::{Error, Format};

/// A code table of 4 KiB can be described in 12 bytes of a lossless stream.
const TABLE_BYTES_PER_INPUT_BYTE: u64 = 350;
/// 65 536 groups of five tables: more cannot be described.
const MOST_TABLE_BYTES: u64 = 65_536 * 5 * 4_200;

pub(super) fn walk(bytes: &[u8]) -> Result<Survey<'_>, Error> {
    let mut cursor = Cursor::new(bytes);
    cursor.take(4);
    let length =
        cursor.u32_le().and_then(|length| usize::try_from(length).ok()).ok_or_else(Error::ends_early)?;
    let mut cursor = Cursor::new(cursor.take(length).ok_or_else(Error::ends_early)?);
    let file = bytes.get(..length.saturating_add(8)).unwrap_or(bytes);
    cursor.take(4);
    let mut found = Found::default();
    while !cursor.is_empty() {
        let (kind, body) = chunk(&mut cursor)?;
        found.note(&kind, body)?;
    }
    found.survey(file)
}

fn chunk<'a>(cursor: &mut Cursor<'a>) -> Result<([u8; 4], &'a [u8]), Error> {
    let kind = cursor.array::<4>().ok_or_else(Error::ends_early)?;
    let length =
        cursor.u32_le().and_then(|length| usize::try_from(length).ok()).ok_or_else(Error::ends_early)?;
    let body = cursor.take(length).ok_or_else(Error::ends_early)?;
    cursor.take_up_to(length % 2);
    Ok((kind, body))
}

#[derive(Default)]
struct Found<'a> {
    canvas: Option<(u32, u32)>,
    bitstream: Option<Bitstream>,
    alpha: bool,
    /// Whether a frame of an animation was seen; then no picture may stand outside of frames.
    animated: bool,
    /// Bytes that may hold lossless streams.
    lossless_bytes: u64,
    metadata: Metadata<'a>,
}

struct Bitstream {
    size: (u32, u32),
    lossless: bool,
}

impl<'a> Found<'a> {
    fn note(&mut self, kind: &[u8; 4], body: &'a [u8]) -> Result<(), Error> {
        match kind {
            b"VP8X" if self.canvas.is_none() => {
                let mut cursor = Cursor::new(body);
                let flags = cursor.u32_le().ok_or_else(short)?;
                let (width, height) =
                    (cursor.u24_le().ok_or_else(short)?, cursor.u24_le().ok_or_else(short)?);
                self.canvas = Some((width + 1, height + 1));
                self.alpha |= flags & 0x10 != 0;
            }
            b"VP8X" => return Err(Error::damaged("it states its size twice")),
            b"VP8 " | b"VP8L" | b"ALPH" if self.animated => return Err(two_pictures()),
            b"VP8 " | b"VP8L" | b"ALPH" => self.picture_data(kind, body)?,
            b"ANMF" if !self.animated => self.first_frame(body)?,
            b"EXIF" => {
                // Some writers keep the prefix that only JPEG needs.
                let exif = body.strip_prefix(b"Exif\0\0").unwrap_or(body);
                self.metadata.exif.get_or_insert(capped(exif, EXIF_CAP));
            }
            b"XMP " => drop(self.metadata.xmp.get_or_insert(Cow::Borrowed(capped(body, XMP_CAP)))),
            b"ICCP" if body.len() <= ICC_CAP => drop(self.metadata.icc.get_or_insert(Cow::Borrowed(body))),
            _ => {}
        }
        Ok(())
    }

    fn picture_data(&mut self, kind: &[u8; 4], body: &[u8]) -> Result<(), Error> {
        if kind == b"ALPH" {
            self.alpha = true;
            self.lossless_bytes += body.len() as u64;
            return Ok(());
        }
        let lossless = kind == b"VP8L";
        let (size, alpha) = if lossless { vp8l_header(body)? } else { (vp8_size(body)?, false) };
        if lossless {
            self.lossless_bytes += body.len() as u64;
            self.alpha |= alpha;
        }
        if self.bitstream.replace(Bitstream { size, lossless }).is_some() {
            return Err(two_pictures());
        }
        Ok(())
    }

    /// The first frame of an animation must lie on the canvas and be as large as it says. The decoder takes the chunk
    /// behind an alpha chunk for the picture whatever its name is, so only the picture may stand there.
    fn first_frame(&mut self, body: &[u8]) -> Result<(), Error> {
        let mut cursor = Cursor::new(body);
        let mut number = || cursor.u24_le().ok_or_else(short);
        let (left, top, width, height) = (number()? * 2, number()? * 2, number()? + 1, number()? + 1);
        cursor.take(4).ok_or_else(short)?;
        if self.bitstream.is_some() {
            return Err(two_pictures());
        }
        while self.bitstream.is_none() {
            match chunk(&mut cursor)? {
                (kind, body) if matches!(&kind, b"VP8 " | b"VP8L" | b"ALPH") => {
                    self.picture_data(&kind, body)?;
                }
                _ => return Err(Error::damaged("its first frame has no picture data")),
            }
        }
        let canvas = self.canvas.unwrap_or_default();
        let inside = left + width <= canvas.0 && top + height <= canvas.1;
        if !inside || self.bitstream.as_ref().is_none_or(|stream| stream.size != (width, height)) {
            return Err(Error::damaged("its first frame does not fit"));
        }
        self.animated = true;
        Ok(())
    }

    fn survey(self, file: &'a [u8]) -> Result<Survey<'a>, Error> {
        let Some(bitstream) = self.bitstream else { return Err(Error::damaged("it has no picture data")) };
        let (width, height) = self.canvas.unwrap_or(bitstream.size);
        if !self.animated && bitstream.size != (width, height) {
            return Err(Error::damaged("it states two sizes"));
        }
        let kept = if self.alpha { 4 } else { 3 };
        let one_frame = match (bitstream.lossless, self.alpha) {
            (true, _) => 6,
            (false, false) => 2,
            (false, true) => 7,
        };
        // An animation composes its frame, four more bytes per pixel, on a canvas of four.
        let working = one_frame + if self.animated { 8 } else { 0 };
        let tables = self.lossless_bytes.saturating_mul(TABLE_BYTES_PER_INPUT_BYTE).min(MOST_TABLE_BYTES);
        let cost = Cost { decoded: kept, kept, working, fixed: tables + (1 << 20) };
        Ok(Survey {
            format: Format::Webp,
            file,
            width,
            height,
            animated: self.animated,
            cost,
            metadata: self.metadata,
        })
    }
}

fn two_pictures() -> Error {
    Error::damaged("it holds two pictures where one is allowed")
}

fn short() -> Error {
    Error::damaged("one of its headers is too short")
}

/// RFC 6386, section 9.1: only a key frame stands alone.
fn vp8_size(body: &[u8]) -> Result<(u32, u32), Error> {
    let &[frame, _, _, 0x9d, 0x01, 0x2a, w0, w1, h0, h1, ..] = body else {
        return Err(Error::damaged("its bitstream has no header"));
    };
    if frame & 1 != 0 {
        return Err(Error::damaged("its bitstream does not start with a whole picture"));
    }
    let side = |low, high| u32::from(u16::from_le_bytes([low, high]) & 0x3fff);
    Ok((side(w0, w1), side(h0, h1)))
}

/// RFC 9649, section 3.4: size, and whether alpha is used.
fn vp8l_header(body: &[u8]) -> Result<((u32, u32), bool), Error> {
    let &[0x2f, a, b, c, d, ..] = body else { return Err(Error::damaged("its bitstream has no header")) };
    let bits = u32::from_le_bytes([a, b, c, d]);
    Ok((((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1), bits >> 28 & 1 == 1))
}
