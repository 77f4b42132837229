//! Pictures → files: PNG with a palette, or the bytes of RGBA for whoever wants another format.

use png::{BitDepth, ColorType, Compression, DeflateCompression, Encoder, Filter};

use crate::palette::Palette;
use crate::picture::draw::Picture;

/// How hard to try for a small file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Effort {
    /// About a millisecond for a megapixel: for tiles of a frame that is seconds old.
    #[default]
    Quick,
    /// A half to a third of the size for some ten times the work: for stills, and for frames that will be looped.
    Small,
}

/// A PNG of one byte a pixel, with the palette and its transparency.
///
/// Empty only if the encoder refuses, which it has no reason to.
#[must_use]
pub fn png(picture: &Picture, palette: &Palette, effort: Effort) -> Vec<u8> {
    png_in(picture, palette.colours(), effort)
}

/// A PNG in colours of the caller's: red, green, blue, opacity, by index, 256 at most. Empty when there are more.
#[must_use]
pub fn png_in(picture: &Picture, colours: &[[u8; 4]], effort: Effort) -> Vec<u8> {
    if colours.len() > 256 { Vec::new() } else { write(picture, colours, effort).unwrap_or_default() }
}

fn write(picture: &Picture, colours: &[[u8; 4]], effort: Effort) -> Result<Vec<u8>, png::EncodingError> {
    let mut file = Vec::with_capacity(picture.pixels.len() / 8 + 1_024);
    let mut encoder = Encoder::new(&mut file, picture.width, picture.height);
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_palette(colours.iter().flat_map(|[r, g, b, _]| [*r, *g, *b]).collect::<Vec<u8>>());
    encoder.set_trns(colours.iter().map(|[.., alpha]| *alpha).collect::<Vec<u8>>());
    match effort {
        // The quick compressor knows no runs but those of nothing. Less the row above, what is even is nothing: a sweep under
        // way, most of which is one index, becomes a fifth of the size.
        Effort::Quick => {
            encoder.set_compression(Compression::Fast);
            encoder.set_filter(Filter::Up);
        }
        // Neighbouring indices are equal, not near; where every run counts, subtracting them gains nothing.
        Effort::Small => {
            encoder.set_deflate_compression(DeflateCompression::Level(6));
            encoder.set_filter(Filter::NoFilter);
        }
    }
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&picture.pixels)?;
    writer.finish()?;
    Ok(file)
}

/// The picture in full colours, four bytes a pixel, not multiplied by alpha.
#[must_use]
pub fn rgba(picture: &Picture, palette: &Palette) -> Vec<u8> {
    let colours = palette.colours();
    let colour = |index: &u8| colours.get(usize::from(*index)).copied().unwrap_or([0; 4]);
    picture.pixels.iter().flat_map(colour).collect()
}
