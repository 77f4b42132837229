//! The sizes a page offers: every width twice, as WebP for nearly everybody and as JPEG for the rest.

use std::borrow::Cow;

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{PixelType, Resizer};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use webp::WebPConfig;

use crate::{Error, Focal, Picture, crop};

/// The widths made, in pixels, as far as the picture reaches; a picture of another width is also kept at its
/// own when that is smaller than the last. Nothing is enlarged.
pub const WIDTHS: &[u32] = &[320, 640, 960, 1280, 1920];

/// Quality of WebP, of 100. Photographs at 640 pixels across take 0.03 to 0.35 bytes per pixel with it
/// (27 of them measured), and the JPEGs of [`JPEG_QUALITY`] a third more.
pub const WEBP_QUALITY: f32 = 78.0;

/// Quality of JPEG, of 100: the usual setting of the web, with colour at half resolution and progressive
/// scans.
pub const JPEG_QUALITY: u8 = 80;

/// The widest shape kept when a focal point permits cropping: 3 to 1.
pub const WIDEST: (u32, u32) = (3, 1);

/// The tallest shape kept when a focal point permits cropping: 1 to 2.
pub const TALLEST: (u32, u32) = (1, 2);

/// The longest side WebP can store.
const LONGEST_SIDE: u32 = 16_383;

/// How a rendition is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RenditionFormat {
    /// Lossy WebP, with alpha where the picture has it.
    Webp,
    /// Progressive JPEG; transparent parts are white.
    Jpeg,
}

impl RenditionFormat {
    /// The media type, as an HTTP header says it.
    pub fn media_type(self) -> &'static str {
        match self {
            RenditionFormat::Webp => "image/webp",
            RenditionFormat::Jpeg => "image/jpeg",
        }
    }

    /// The usual ending of a file name, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            RenditionFormat::Webp => "webp",
            RenditionFormat::Jpeg => "jpg",
        }
    }
}

/// One encoded size of a picture. Holds no metadata of any kind.
#[derive(Clone, PartialEq, Eq)]
pub struct Rendition {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// How it is encoded.
    pub format: RenditionFormat,
    /// The file.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for Rendition {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            out,
            "Rendition({:?} {} × {}, {} bytes)",
            self.format,
            self.width,
            self.height,
            self.bytes.len()
        )
    }
}

/// Makes all sizes, narrow to wide, WebP before JPEG at each width.
///
/// Without a focal point the whole picture is kept. With one, a picture wider than [`WIDEST`] or taller than
/// [`TALLEST`] is first cropped to that shape around the point; all other pictures are kept whole. For the
/// crop of a slot on a page use [`crop`] first.
///
/// # Errors
/// [`Error::Encoding`] when an encoder fails, which no valid picture should cause.
pub fn renditions(picture: &Picture, focal: Option<Focal>) -> Result<Vec<Rendition>, Error> {
    let picture = match focal {
        Some(focal) => tamed(picture, focal),
        None => Cow::Borrowed(picture),
    };
    let mut made = Vec::new();
    for size in sizes(picture.width(), picture.height()) {
        made.extend(both_formats(&picture, size)?);
    }
    Ok(made)
}

/// Makes one size, WebP and JPEG: the widest that is neither wider than `width` nor larger than the picture.
///
/// # Errors
/// As [`renditions`].
pub fn rendition(picture: &Picture, width: u32) -> Result<[Rendition; 2], Error> {
    let (across, down) = (picture.width(), picture.height());
    let width = width.clamp(1, natural_width(across, down));
    both_formats(picture, (width, height_for(width, across, down)))
}

fn both_formats(picture: &Picture, (width, height): (u32, u32)) -> Result<[Rendition; 2], Error> {
    let sized = resized(picture, width, height)?;
    Ok([
        Rendition { width, height, format: RenditionFormat::Webp, bytes: webp(&sized)? },
        Rendition { width, height, format: RenditionFormat::Jpeg, bytes: jpeg(&sized)? },
    ])
}

fn tamed(picture: &Picture, focal: Focal) -> Cow<'_, Picture> {
    let (width, height) = (u64::from(picture.width()), u64::from(picture.height()));
    let wider_than = |(across, down): (u32, u32)| width * u64::from(down) > height * u64::from(across);
    let taller_than = |(across, down): (u32, u32)| width * u64::from(down) < height * u64::from(across);
    if wider_than(WIDEST) {
        Cow::Owned(crop(picture, WIDEST, focal))
    } else if taller_than(TALLEST) {
        Cow::Owned(crop(picture, TALLEST, focal))
    } else {
        Cow::Borrowed(picture)
    }
}

/// The sizes to make of a picture, narrow to wide: never larger than it, never longer than WebP can store.
fn sizes(width: u32, height: u32) -> Vec<(u32, u32)> {
    let natural = natural_width(width, height);
    let mut widths: Vec<u32> = WIDTHS.iter().copied().filter(|wanted| *wanted < natural).collect();
    if WIDTHS.last().is_none_or(|last| natural <= *last) {
        widths.push(natural);
    }
    widths.into_iter().map(|wanted| (wanted, height_for(wanted, width, height))).collect()
}

/// The picture's own width, or what is left of it when its height has to shrink to what WebP can store.
fn natural_width(width: u32, height: u32) -> u32 {
    let longest = u64::from(LONGEST_SIDE);
    let storable = u64::from(width) * longest / u64::from(height.max(1));
    let natural = u64::from(width).min(longest).min(storable).max(1);
    u32::try_from(natural).unwrap_or(LONGEST_SIDE)
}

fn height_for(wanted: u32, width: u32, height: u32) -> u32 {
    let (wanted, width, height) = (u64::from(wanted), u64::from(width.max(1)), u64::from(height));
    let exact = (wanted * height + width / 2) / width;
    u32::try_from(exact).unwrap_or(LONGEST_SIDE).clamp(1, LONGEST_SIDE)
}

/// Lanczos 3, always from the full picture; alpha is multiplied in meanwhile, so that edges do not bleed.
fn resized(picture: &Picture, width: u32, height: u32) -> Result<Cow<'_, Picture>, Error> {
    if (width, height) == (picture.width(), picture.height()) {
        return Ok(Cow::Borrowed(picture));
    }
    let failed = |fault: &dyn std::fmt::Display| Error::encoding("a smaller size", fault);
    let kind = if picture.has_alpha() { PixelType::U8x4 } else { PixelType::U8x3 };
    let from = ImageRef::new(picture.width(), picture.height(), picture.pixels(), kind)
        .map_err(|fault| failed(&fault))?;
    let mut to = Image::new(width, height, kind);
    Resizer::new().resize(&from, &mut to, None).map_err(|fault| failed(&fault))?;
    let made = match picture.has_alpha() {
        true => Picture::from_rgba(width, height, to.into_vec()),
        false => Picture::from_rgb(width, height, to.into_vec()),
    };
    made.map(Cow::Owned)
}

fn webp(picture: &Picture) -> Result<Vec<u8>, Error> {
    let mut config = WebPConfig::new().map_err(|()| Error::encoding("WebP", "its encoder does not start"))?;
    config.quality = WEBP_QUALITY;
    let (pixels, width, height) = (picture.pixels(), picture.width(), picture.height());
    let encoder = match picture.has_alpha() {
        true => webp::Encoder::from_rgba(pixels, width, height),
        false => webp::Encoder::from_rgb(pixels, width, height),
    };
    let encoded =
        encoder.encode_advanced(&config).map_err(|fault| Error::encoding("WebP", format!("{fault:?}")))?;
    Ok(encoded.to_vec())
}

fn jpeg(picture: &Picture) -> Result<Vec<u8>, Error> {
    let too_long = |_| Error::encoding("JPEG", "a side is too long");
    let width = u16::try_from(picture.width()).map_err(too_long)?;
    let height = u16::try_from(picture.height()).map_err(too_long)?;
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, JPEG_QUALITY);
    encoder.set_progressive(true);
    encoder.set_sampling_factor(SamplingFactor::R_4_2_0);
    encoder
        .encode(&picture.flattened(), width, height, ColorType::Rgb)
        .map_err(|fault| Error::encoding("JPEG", fault))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_never_grow_and_the_natural_one_comes_last() {
        let widths =
            |width, height| sizes(width, height).into_iter().map(|(width, _)| width).collect::<Vec<_>>();
        assert_eq!(widths(4000, 3000), [320, 640, 960, 1280, 1920]);
        assert_eq!(widths(1920, 1080), [320, 640, 960, 1280, 1920]);
        assert_eq!(widths(1000, 500), [320, 640, 960, 1000]);
        assert_eq!(widths(640, 480), [320, 640]);
        assert_eq!(widths(200, 100), [200]);
        assert_eq!(sizes(1, 20_000), [(1, 16_383)]);
        assert_eq!(sizes(400, 20_000), [(320, 16_000), (327, 16_350)]);
        assert_eq!(sizes(20_000, 1), [(320, 1), (640, 1), (960, 1), (1280, 1), (1920, 1)]);
    }
}
