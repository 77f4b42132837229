//! GIF (CompuServe GIF89a Specification): blocks and sub-blocks, to the second picture or the trailer.

use super::{Cost, Metadata, Survey};
use crate::cursor::Cursor;
use crate::limits::area;
use crate::{Error, Format};

pub(super) fn walk(bytes: &[u8]) -> Result<Survey<'_>, Error> {
    let mut cursor = Cursor::new(bytes);
    cursor.take(6);
    let (width, height, flags) = (cursor.u16_le(), cursor.u16_le(), cursor.u8());
    let (Some(width), Some(height), Some(flags)) = (width, height, flags) else {
        return Err(Error::ends_early());
    };
    cursor.take(2).and_then(|_| cursor.take(colour_table(flags))).ok_or_else(Error::ends_early)?;

    let mut first: Option<(u16, u16)> = None;
    let animated = loop {
        match (cursor.u8(), first) {
            (Some(0x2c), Some(_)) => break true,
            (Some(0x2c), None) => first = Some(image(&mut cursor)?),
            (Some(0x21), _) => {
                if cursor.u8().and_then(|_label| sub_blocks(&mut cursor)).is_none() && first.is_none() {
                    return Err(Error::ends_early());
                }
            }
            // Many files lack the trailer, or have something behind the picture; viewers do not mind.
            (_, Some(_)) => break false,
            (Some(0x3b), None) => return Err(Error::damaged("it has no picture data")),
            (Some(_), None) => return Err(Error::damaged("it has an unknown block")),
            (None, None) => return Err(Error::ends_early()),
        }
    };
    let (width, height) = (u32::from(width), u32::from(height));
    let (frame_width, frame_height) = first.unwrap_or_default();
    // The decoder unpacks a first frame that does not fill the canvas into a buffer of its own.
    let frame = area(u32::from(frame_width), u32::from(frame_height)).saturating_mul(4);
    let cost = Cost { decoded: 4, kept: 4, working: 0, fixed: frame + (1 << 20) };
    Ok(Survey {
        format: Format::Gif,
        file: bytes,
        width,
        height,
        animated,
        cost,
        metadata: Metadata::default(),
    })
}

/// Bytes of the colour table that a flags byte announces.
fn colour_table(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// One image: its width and height; the data behind it must be complete.
fn image(cursor: &mut Cursor<'_>) -> Result<(u16, u16), Error> {
    let mut parts = || {
        cursor.take(4)?;
        let (width, height, flags) = (cursor.u16_le()?, cursor.u16_le()?, cursor.u8()?);
        cursor.take(colour_table(flags) + 1)?;
        sub_blocks(cursor)?;
        Some((width, height))
    };
    parts().ok_or_else(Error::ends_early)
}

fn sub_blocks(cursor: &mut Cursor<'_>) -> Option<()> {
    loop {
        match cursor.u8()? {
            0 => return Some(()),
            length => cursor.take(usize::from(length))?,
        };
    }
}
