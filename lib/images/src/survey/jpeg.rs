//! JPEG (ITU-T T.81): segments up to the end marker, entropy-coded data skipped by its markers.
//!
//! A file without its end marker is refused: decoders fill the missing part with grey and call it a success.

use std::borrow::Cow;

use super::{Cost, ICC_CAP, Metadata, Survey};
use crate::cursor::Cursor;
use crate::{Error, Format};

/// More passes than any encoder writes (the usual progressive script has 10): a tiny file can otherwise ask
/// for hours of work.
const MOST_SCANS: u32 = 100;

pub(super) fn walk(bytes: &[u8]) -> Result<Survey<'_>, Error> {
    let mut cursor = Cursor::new(bytes);
    cursor.take(2);
    let mut frame = None;
    let mut metadata = Metadata::default();
    let mut scans = 0u32;
    while let Some(marker) = next_marker(&mut cursor) {
        match marker {
            END => {
                let frame: Frame = frame.ok_or_else(|| Error::damaged("it has no size"))?;
                if scans == 0 {
                    return Err(Error::damaged("it has no picture data"));
                }
                let length = bytes.len() - cursor.rest().len();
                return Ok(frame.survey(bytes.get(..length).unwrap_or(bytes), scans, metadata));
            }
            SCAN => {
                scans += 1;
                if scans > MOST_SCANS {
                    return Err(Error::unsupported("a JPEG in more than 100 passes"));
                }
                segment(&mut cursor)?;
            }
            0xc4 | 0xc8 | 0xcc => drop(segment(&mut cursor)?),
            0xc0..=0xcf => {
                let read = Frame::read(marker, segment(&mut cursor)?)?;
                if frame.replace(read).is_some() {
                    return Err(Error::damaged("it states its size twice"));
                }
            }
            0xd0..=0xd8 | 0x01 => {}
            _ => note(marker, segment(&mut cursor)?, &mut metadata),
        }
    }
    Err(Error::ends_early())
}

/// The same picture without its metadata and without garbage between segments: what the decoder is given. So it
/// finds exactly what was found here, and spends nothing on metadata, for parts of which it takes time that grows
/// with the square of their number.
pub(crate) fn bare(file: &[u8]) -> Result<Vec<u8>, Error> {
    let mut bare = Vec::with_capacity(file.len());
    bare.extend([0xff, 0xd8]);
    let mut cursor = Cursor::new(file);
    cursor.take(2);
    while let Some(marker) = next_marker(&mut cursor) {
        match marker {
            SCAN => {
                bare.extend([0xff, SCAN]);
                bare.extend_from_slice(cursor.rest());
                return Ok(bare);
            }
            END => break,
            0xd0..=0xd8 | 0x01 => {}
            // Frame, tables, restart interval, and the two application segments that say how colour is meant.
            0xc0..=0xc2 | 0xc4 | 0xdb | 0xdd | 0xe0 | 0xee => {
                let body = segment(&mut cursor)?;
                let length = u16::try_from(body.len() + 2).unwrap_or(u16::MAX);
                bare.extend([0xff, marker]);
                bare.extend(length.to_be_bytes());
                bare.extend_from_slice(body);
            }
            _ => drop(segment(&mut cursor)?),
        }
    }
    Err(Error::damaged("it has no picture data"))
}

const SCAN: u8 = 0xda;
const END: u8 = 0xd9;

/// Skips to the next marker: over entropy-coded data, stuffed zeros, restart markers, fill bytes and garbage
/// between segments.
fn next_marker(cursor: &mut Cursor<'_>) -> Option<u8> {
    loop {
        let at = cursor.rest().iter().position(|byte| *byte == 0xff)?;
        cursor.take(at + 1)?;
        loop {
            match cursor.u8()? {
                0xff => {}
                0x00 | 0x02..=0xbf | 0xd0..=0xd7 => break,
                marker => return Some(marker),
            }
        }
    }
}

fn segment<'a>(cursor: &mut Cursor<'a>) -> Result<&'a [u8], Error> {
    let length = cursor.u16_be().ok_or_else(Error::ends_early)?;
    let body = usize::from(length).checked_sub(2).ok_or_else(|| Error::damaged("a segment has no length"))?;
    cursor.take(body).ok_or_else(Error::ends_early)
}

/// The frame header, SOFn.
struct Frame {
    width: u32,
    height: u32,
    progressive: bool,
    components: u64,
    /// Bytes per pixel for keeping all coefficients, as progressive decoding does.
    coefficients: u64,
}

impl Frame {
    fn read(marker: u8, body: &[u8]) -> Result<Frame, Error> {
        if !matches!(marker, 0xc0..=0xc2) {
            return Err(Error::unsupported("a JPEG of a rare kind (lossless, hierarchical or arithmetic)"));
        }
        let cut = || Error::damaged("its frame header is too short");
        let mut cursor = Cursor::new(body);
        let precision = cursor.u8().ok_or_else(cut)?;
        let height = u32::from(cursor.u16_be().ok_or_else(cut)?);
        let width = u32::from(cursor.u16_be().ok_or_else(cut)?);
        let components = cursor.u8().ok_or_else(cut)?;
        if precision != 8 {
            return Err(Error::unsupported(format!("a JPEG with {precision} bits per colour")));
        }
        if !matches!(components, 1 | 3 | 4) {
            return Err(Error::unsupported(format!("a JPEG with {components} colour channels")));
        }
        let mut areas = Vec::with_capacity(4);
        for _ in 0..components {
            let [_id, sampling, _table] = cursor.array::<3>().ok_or_else(cut)?;
            areas.push(u64::from(sampling >> 4) * u64::from(sampling & 15));
        }
        let largest = areas.iter().copied().max().unwrap_or(1).max(1);
        // Two bytes per coefficient; rounding up pays for the padding to whole blocks.
        let coefficients = (2 * areas.iter().sum::<u64>()).div_ceil(largest);
        Ok(Frame {
            width,
            height,
            progressive: marker == 0xc2,
            components: u64::from(components),
            coefficients,
        })
    }

    fn survey<'a>(self, file: &'a [u8], scans: u32, metadata: Metadata<'a>) -> Survey<'a> {
        let keeps_coefficients = self.progressive || scans > 1;
        Survey {
            format: Format::Jpeg,
            file,
            width: self.width,
            height: self.height,
            animated: false,
            cost: Cost {
                decoded: if self.components == 1 { 1 } else { 3 },
                kept: 3,
                working: if keeps_coefficients { self.coefficients } else { 0 },
                // The file is copied twice, and rows are held while colour is brought to full resolution.
                fixed: 2 * file.len() as u64 + (8 << 20),
            },
            metadata,
        }
    }
}

/// Keeps the metadata of an application segment; the first of each kind counts.
fn note<'a>(marker: u8, body: &'a [u8], metadata: &mut Metadata<'a>) {
    const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
    match marker {
        0xe1 => {
            if let Some(exif) = body.strip_prefix(b"Exif\0").and_then(|rest| rest.get(1..)) {
                metadata.exif.get_or_insert(exif);
            } else if let Some(xmp) = body.strip_prefix(XMP) {
                metadata.xmp.get_or_insert(Cow::Borrowed(xmp));
            }
        }
        // Profiles in several chunks are the large ones made of tables, which are not converted anyway.
        0xe2 => {
            if let Some(icc) = body.strip_prefix(b"ICC_PROFILE\0\x01\x01")
                && icc.len() <= ICC_CAP
            {
                metadata.icc.get_or_insert(Cow::Borrowed(icc));
            }
        }
        0xed => {
            if let Some(iptc) = body.strip_prefix(b"Photoshop 3.0\0").and_then(iptc_resource) {
                metadata.iptc.get_or_insert(iptc);
            }
        }
        _ => {}
    }
}

/// The IPTC block (0x0404) among Photoshop's image resources (Adobe Photoshop File Formats Specification,
/// "Image Resource Blocks").
fn iptc_resource(resources: &[u8]) -> Option<&[u8]> {
    let mut cursor = Cursor::new(resources);
    loop {
        cursor.take(4).filter(|signature| *signature == b"8BIM")?;
        let id = cursor.u16_be()?;
        let name = usize::from(cursor.u8()?);
        // Name and length byte together are padded to an even number, and so is the data.
        cursor.take(name + (name + 1) % 2)?;
        let length = usize::try_from(cursor.u32_be()?).ok()?;
        let data = cursor.take(length)?;
        if id == 0x0404 {
            return Some(data);
        }
        cursor.take_up_to(length % 2);
    }
}
