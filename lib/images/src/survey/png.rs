//! PNG (W3C PNG Specification, third edition): chunks by their lengths, to the end chunk.

use std::borrow::Cow;
use std::io::Read;

use super::{Cost, EXIF_CAP, ICC_CAP, Metadata, Survey, XMP_CAP, capped};
use crate::cursor::Cursor;
use crate::{Error, Format};

/// What the decoder may hold besides the pixels: two rows, a window of 32 KB, and ancillary chunks it keeps.
pub(crate) const WORKING_MEMORY: u64 = 32 << 20;

pub(super) fn walk(bytes: &[u8]) -> Result<Survey<'_>, Error> {
    let mut cursor = Cursor::new(bytes);
    cursor.take(8);
    let (kind, body) = chunk(&mut cursor)?;
    if &kind != b"IHDR" {
        return Err(Error::damaged("it does not start with its header"));
    }
    let header = Header::read(body)?;
    let mut metadata = Metadata::default();
    let (mut animated, mut transparency, mut data) = (false, false, false);
    loop {
        let (kind, body) = chunk(&mut cursor)?;
        match &kind {
            b"IHDR" => return Err(Error::damaged("it states its size twice")),
            b"IDAT" => data = true,
            b"IEND" => break,
            b"acTL" => animated = true,
            b"tRNS" => transparency = true,
            b"eXIf" => drop(metadata.exif.get_or_insert(capped(body, EXIF_CAP))),
            b"iTXt" if metadata.xmp.is_none() => metadata.xmp = xmp(body),
            b"iCCP" if metadata.icc.is_none() => metadata.icc = icc(body),
            _ => {}
        }
    }
    if !data {
        return Err(Error::damaged("it has no picture data"));
    }
    let (width, height) = (header.width, header.height);
    let file = bytes.get(..bytes.len() - cursor.rest().len()).unwrap_or(bytes);
    Ok(Survey {
        format: Format::Png,
        file,
        width,
        height,
        animated,
        cost: header.cost(transparency),
        metadata,
    })
}

fn chunk<'a>(cursor: &mut Cursor<'a>) -> Result<([u8; 4], &'a [u8]), Error> {
    let length =
        cursor.u32_be().and_then(|length| usize::try_from(length).ok()).ok_or_else(Error::ends_early)?;
    let kind = cursor.array::<4>().ok_or_else(Error::ends_early)?;
    let body = cursor.take(length).ok_or_else(Error::ends_early)?;
    let _checksum = cursor.take(4).ok_or_else(Error::ends_early)?;
    Ok((kind, body))
}

struct Header {
    width: u32,
    height: u32,
    depth: u8,
    colour: u8,
}

impl Header {
    fn read(body: &[u8]) -> Result<Header, Error> {
        let mut cursor = Cursor::new(body);
        let size = (cursor.u32_be(), cursor.u32_be(), cursor.array::<2>());
        let (Some(width), Some(height), Some([depth, colour])) = size else {
            return Err(Error::damaged("its header is too short"));
        };
        Ok(Header { width, height, depth, colour })
    }

    /// Colour types: 0 grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGB with alpha.
    fn cost(&self, transparency: bool) -> Cost {
        let grey = matches!(self.colour, 0 | 4);
        let alpha = matches!(self.colour, 4 | 6) || transparency;
        let channels = if grey { 1 } else { 3 } + u64::from(alpha);
        let decoded = channels * if self.depth == 16 { 2 } else { 1 };
        Cost { decoded, kept: if alpha { 4 } else { 3 }, working: 0, fixed: WORKING_MEMORY }
    }
}

/// An XMP packet in an international text chunk (XMP Specification Part 3, 1.1.5).
fn xmp(body: &[u8]) -> Option<Cow<'_, [u8]>> {
    let mut cursor = Cursor::new(body);
    if cursor.until_zero()? != b"XML:com.adobe.xmp" {
        return None;
    }
    let [compressed, _method] = cursor.array::<2>()?;
    let _language = cursor.until_zero()?;
    let _translated = cursor.until_zero()?;
    match compressed {
        0 => Some(Cow::Borrowed(capped(cursor.rest(), XMP_CAP))),
        _ => inflate(cursor.rest(), XMP_CAP).map(Cow::Owned),
    }
}

fn icc(body: &[u8]) -> Option<Cow<'_, [u8]>> {
    let mut cursor = Cursor::new(body);
    let _name = cursor.until_zero()?;
    let _method = cursor.u8()?;
    inflate(cursor.rest(), ICC_CAP).map(Cow::Owned)
}

/// At most `cap` bytes of a zlib stream.
fn inflate(compressed: &[u8], cap: usize) -> Option<Vec<u8>> {
    let mut plain = Vec::new();
    flate2::read::ZlibDecoder::new(compressed).take(cap as u64).read_to_end(&mut plain).ok()?;
    Some(plain)
}
