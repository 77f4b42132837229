//! Bytes → upright sRGB pixels.

use std::io::Cursor;

use image::codecs::{gif::GifDecoder, jpeg::JpegDecoder, png::PngDecoder, webp::WebPDecoder};
use image::metadata::Orientation;
use image::{ColorType, DynamicImage, ImageDecoder, ImageError, ImageResult};

use crate::guard::guarded;
use crate::survey::{PNG_WORKING_MEMORY, Survey, bare_jpeg, survey};
use crate::{Error, Format, Limits, Picture, colour, words};

/// Decodes a picture: the first frame, turned upright as its EXIF says, converted to sRGB where its profile
/// is a matrix one, 8 bits per colour, without any metadata.
///
/// # Errors
/// Like [`inspect`](crate::inspect), and [`Error::Damaged`] when the pixels cannot be read.
pub fn decode(bytes: &[u8], limits: &Limits) -> Result<Picture, Error> {
    let survey = survey(bytes, limits)?;
    let orientation = Orientation::from_exif(words::read(&survey.metadata).orientation)
        .unwrap_or(Orientation::NoTransforms);
    let decoded = guarded(|| pixels(&survey, limits))
        .unwrap_or_else(|| Err(Error::damaged("the decoder gave up on it")))?;
    let mut upright = eight_bits(decoded);
    upright.apply_orientation(orientation);
    let mut picture = picture(upright)?;
    if let Some(profile) = &survey.metadata.icc {
        colour::to_srgb(&mut picture, profile);
    }
    Ok(picture)
}

fn pixels(survey: &Survey<'_>, limits: &Limits) -> Result<DynamicImage, Error> {
    let caps = caps(limits);
    let file = Cursor::new(survey.file);
    match survey.format {
        Format::Jpeg => run(JpegDecoder::new(Cursor::new(bare_jpeg(survey.file)?)), survey, caps),
        Format::Png => {
            // This cap is for what the decoder keeps besides the pixels: a compressed profile may unpack to
            // anything.
            let mut own = caps.clone();
            own.max_alloc = Some(PNG_WORKING_MEMORY);
            run(PngDecoder::with_limits(file, own), survey, caps)
        }
        Format::Gif => run(GifDecoder::new(file), survey, caps),
        Format::Webp => run(WebPDecoder::new(file), survey, caps),
    }
}

fn caps(limits: &Limits) -> image::Limits {
    let mut caps = image::Limits::no_limits();
    caps.max_image_width = Some(limits.side);
    caps.max_image_height = Some(limits.side);
    caps.max_alloc = Some(limits.alloc);
    caps
}

fn run<D: ImageDecoder>(
    decoder: ImageResult<D>,
    survey: &Survey<'_>,
    mut caps: image::Limits,
) -> Result<DynamicImage, Error> {
    let mut decoder = decoder.map_err(refused)?;
    if decoder.dimensions() != (survey.width, survey.height) {
        return Err(Error::damaged("its headers contradict each other"));
    }
    caps.reserve(decoder.total_bytes()).map_err(refused)?;
    decoder.set_limits(caps).map_err(refused)?;
    DynamicImage::from_decoder(decoder).map_err(refused)
}

fn refused(error: ImageError) -> Error {
    match error {
        ImageError::Unsupported(_) => {
            Error::unsupported("a picture with a feature that few programs can read")
        }
        ImageError::IoError(fault) if fault.kind() == std::io::ErrorKind::UnexpectedEof => {
            Error::ends_early()
        }
        other => Error::damaged(other),
    }
}

/// RGB, or RGB with alpha, 8 bits each; buffers that already are stay where they are.
fn eight_bits(decoded: DynamicImage) -> DynamicImage {
    match decoded.color() {
        ColorType::Rgb8 | ColorType::Rgba8 => decoded,
        kind if kind.has_alpha() => DynamicImage::ImageRgba8(decoded.into_rgba8()),
        _ => DynamicImage::ImageRgb8(decoded.into_rgb8()),
    }
}

fn picture(upright: DynamicImage) -> Result<Picture, Error> {
    let (width, height) = (upright.width(), upright.height());
    match upright {
        DynamicImage::ImageRgba8(buffer) => Picture::from_rgba(width, height, buffer.into_raw()),
        other => Picture::from_rgb(width, height, other.into_rgb8().into_raw()),
    }
}
