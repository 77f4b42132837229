//! Pictures and metadata made by hand, so that the tests know every byte.

use std::io::{Cursor, Write};

use image::{ImageFormat, RgbImage, RgbaImage};

pub(crate) const RED: [u8; 3] = [220, 20, 20];
pub(crate) const GREEN: [u8; 3] = [20, 200, 20];
pub(crate) const BLUE: [u8; 3] = [20, 20, 220];
pub(crate) const WHITE: [u8; 3] = [250, 250, 250];

/// Four quarters: red and green above, blue and white below.
pub(crate) fn quarters(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        image::Rgb(match (x < width / 2, y < height / 2) {
            (true, true) => RED,
            (false, true) => GREEN,
            (true, false) => BLUE,
            (false, false) => WHITE,
        })
    })
}

/// Something like a landscape: smooth shapes that depend on a seed.
pub(crate) fn scene(width: u32, height: u32, seed: u32) -> RgbImage {
    let s = f64::from(seed);
    RgbImage::from_fn(width, height, |x, y| {
        let (u, v) = (f64::from(x) / f64::from(width), f64::from(y) / f64::from(height));
        let wave = |a: f64, b: f64, c: f64| {
            0.5 + 0.5 * ((u * (3.0 + a) + s * 1.7 + c).sin() * (v * (4.0 + b) + s * 2.9).cos())
        };
        let level = |value: f64| (value.clamp(0.0, 1.0) * 255.0) as u8;
        image::Rgb([
            level(wave(s % 5.0, 2.0, 0.0)),
            level(wave(4.0, s % 7.0, 1.0)),
            level(wave(s % 3.0, 5.0, 2.0)),
        ])
    })
}

pub(crate) fn jpeg(picture: &RgbImage, quality: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (width, height) = (picture.width().try_into().unwrap(), picture.height().try_into().unwrap());
    jpeg_encoder::Encoder::new(&mut bytes, quality)
        .encode(picture.as_raw(), width, height, jpeg_encoder::ColorType::Rgb)
        .unwrap();
    bytes
}

pub(crate) fn png(picture: &RgbImage) -> Vec<u8> {
    written(|out| picture.write_to(out, ImageFormat::Png).unwrap())
}

pub(crate) fn png_rgba(picture: &RgbaImage) -> Vec<u8> {
    written(|out| picture.write_to(out, ImageFormat::Png).unwrap())
}

pub(crate) fn gif(frames: &[RgbaImage]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new(&mut bytes);
    for frame in frames {
        encoder.encode_frame(image::Frame::new(frame.clone())).unwrap();
    }
    drop(encoder);
    bytes
}

pub(crate) fn webp_lossy(picture: &RgbImage) -> Vec<u8> {
    webp::Encoder::from_rgb(picture.as_raw(), picture.width(), picture.height()).encode(90.0).to_vec()
}

pub(crate) fn webp_lossy_alpha(picture: &RgbaImage) -> Vec<u8> {
    webp::Encoder::from_rgba(picture.as_raw(), picture.width(), picture.height()).encode(90.0).to_vec()
}

pub(crate) fn webp_lossless(picture: &RgbImage) -> Vec<u8> {
    webp::Encoder::from_rgb(picture.as_raw(), picture.width(), picture.height()).encode_lossless().to_vec()
}

/// An animation of lossy frames that fill the canvas.
pub(crate) fn webp_animated(frames: &[RgbImage]) -> Vec<u8> {
    let (width, height) = frames.first().unwrap().dimensions();
    let mut chunks = riff_chunk(b"VP8X", &vp8x(0x02, width, height));
    chunks.extend(riff_chunk(b"ANIM", &[0; 6]));
    for frame in frames {
        let mut body = vec![0; 6];
        body.extend(&(width - 1).to_le_bytes()[..3]);
        body.extend(&(height - 1).to_le_bytes()[..3]);
        body.extend([100, 0, 0, 0]);
        body.extend(&webp_lossy(frame)[12..]);
        chunks.extend(riff_chunk(b"ANMF", &body));
    }
    riff(&chunks)
}

/// All formats of one picture, with a name to show when a test fails.
pub(crate) fn in_every_format(picture: &RgbImage) -> Vec<(&'static str, Vec<u8>)> {
    let rgba = image::DynamicImage::ImageRgb8(picture.clone()).into_rgba8();
    let mut faded = rgba.clone();
    for (x, _, pixel) in faded.enumerate_pixels_mut() {
        pixel.0[3] = (x % 256) as u8;
    }
    let mut progressive = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut progressive, 90);
    encoder.set_progressive(true);
    let (width, height) = (picture.width() as u16, picture.height() as u16);
    encoder.encode(picture.as_raw(), width, height, jpeg_encoder::ColorType::Rgb).unwrap();
    vec![
        ("jpeg", jpeg(picture, 90)),
        ("progressive jpeg", progressive),
        ("png", png(picture)),
        ("png with alpha", png_rgba(&faded)),
        ("gif", gif(std::slice::from_ref(&rgba))),
        ("animated gif", gif(&[rgba.clone(), rgba])),
        ("webp", webp_lossy(picture)),
        ("webp with alpha", webp_lossy_alpha(&faded)),
        ("lossless webp", webp_lossless(picture)),
        ("animated webp", webp_animated(&[picture.clone(), picture.clone()])),
    ]
}

/// Puts an application segment right behind the start of a JPEG.
pub(crate) fn with_segment(jpeg: &[u8], marker: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, marker], &length, body, &jpeg[2..]].concat()
}

pub(crate) fn with_exif(jpeg: &[u8], tiff: &[u8]) -> Vec<u8> {
    with_segment(jpeg, 0xe1, &[b"Exif\0\0", tiff].concat())
}

pub(crate) fn with_xmp(jpeg: &[u8], packet: &str) -> Vec<u8> {
    with_segment(jpeg, 0xe1, &[b"http://ns.adobe.com/xap/1.0/\0", packet.as_bytes()].concat())
}

/// IPTC datasets of record 2, in Photoshop's wrapping, behind a resource with an odd length.
pub(crate) fn with_iptc(jpeg: &[u8], datasets: &[(u8, &[u8])]) -> Vec<u8> {
    let mut records = vec![0x1c, 1, 90, 0, 3, 0x1b, b'%', b'G'];
    for (number, value) in datasets {
        records.extend([0x1c, 2, *number]);
        records.extend(u16::try_from(value.len()).unwrap().to_be_bytes());
        records.extend(*value);
    }
    let mut body = b"Photoshop 3.0\08BIM\x03\xed\x00\x00\x00\x00\x00\x03abc\x008BIM\x04\x04\x00\x00".to_vec();
    body.extend(u32::try_from(records.len()).unwrap().to_be_bytes());
    body.extend(&records);
    with_segment(jpeg, 0xed, &body)
}

pub(crate) fn png_chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut sum = flate2::Crc::new();
    sum.update(kind);
    sum.update(body);
    [&u32::try_from(body.len()).unwrap().to_be_bytes()[..], kind, body, &sum.sum().to_be_bytes()].concat()
}

/// Puts a chunk right behind the header of a PNG.
pub(crate) fn with_chunk(png: &[u8], kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    [&png[..33], &png_chunk(kind, body), &png[33..]].concat()
}

/// A PNG that only claims: a header, a few bytes of data, an end.
pub(crate) fn png_claiming(width: u32, height: u32, depth: u8, colour: u8) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[depth, colour, 0, 0, 0]].concat();
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    png.extend(png_chunk(b"IHDR", &header));
    png.extend(png_chunk(b"IDAT", &zlib(&[0; 64])));
    png.extend(png_chunk(b"IEND", &[]));
    png
}

pub(crate) fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub(crate) fn riff(chunks: &[u8]) -> Vec<u8> {
    [b"RIFF", &u32::try_from(chunks.len() + 4).unwrap().to_le_bytes()[..], b"WEBP", chunks].concat()
}

pub(crate) fn riff_chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let padding: &[u8] = if body.len() % 2 == 1 { &[0] } else { &[] };
    [kind, &u32::try_from(body.len()).unwrap().to_le_bytes()[..], body, padding].concat()
}

pub(crate) fn vp8x(flags: u8, width: u32, height: u32) -> Vec<u8> {
    [&[flags, 0, 0, 0], &(width - 1).to_le_bytes()[..3], &(height - 1).to_le_bytes()[..3]].concat()
}

/// A simple WebP wrapped into the extended form, with chunks behind the picture.
pub(crate) fn with_riff(webp: &[u8], flags: u8, size: (u32, u32), chunks: &[u8]) -> Vec<u8> {
    riff(&[&riff_chunk(b"VP8X", &vp8x(flags, size.0, size.1)), &webp[12..], chunks].concat())
}

/// One directory entry: tag, type (2 text, 3 short, 4 long, 5 rational), count, value.
pub(crate) type Entry = (u16, u16, u32, Vec<u8>);

pub(crate) fn short(tag: u16, value: u16, big: bool) -> Entry {
    (tag, 3, 1, if big { value.to_be_bytes() } else { value.to_le_bytes() }.to_vec())
}

pub(crate) fn ascii(tag: u16, value: &str) -> Entry {
    (tag, 2, value.len() as u32 + 1, [value.as_bytes(), b"\0"].concat())
}

/// A TIFF structure: the main directory, and where not empty those of EXIF and GPS.
pub(crate) fn tiff(big: bool, main: &[Entry], exif: &[Entry], gps: &[Entry]) -> Vec<u8> {
    let long = |value: u32| if big { value.to_be_bytes() } else { value.to_le_bytes() };
    let half = |value: u16| if big { value.to_be_bytes() } else { value.to_le_bytes() };
    let mut out = if big { b"MM".to_vec() } else { b"II".to_vec() };
    out.extend(half(42));
    out.extend(long(8));
    let size = |entries: &[Entry]| 2 + 12 * entries.len() as u32 + 4;
    let pointers = u32::from(!exif.is_empty()) + u32::from(!gps.is_empty());
    let exif_at = 8 + size(main) + 12 * pointers;
    let gps_at = exif_at + if exif.is_empty() { 0 } else { size(exif) };
    let mut values_at = gps_at + if gps.is_empty() { 0 } else { size(gps) };
    let mut first = main.to_vec();
    if !exif.is_empty() {
        first.push((0x8769, 4, 1, long(exif_at).to_vec()));
    }
    if !gps.is_empty() {
        first.push((0x8825, 4, 1, long(gps_at).to_vec()));
    }
    let mut values: Vec<u8> = Vec::new();
    for directory in [&first[..], exif, gps].into_iter().filter(|directory| !directory.is_empty()) {
        out.extend(half(directory.len() as u16));
        for (tag, kind, count, value) in directory {
            out.extend(half(*tag));
            out.extend(half(*kind));
            out.extend(long(*count));
            if value.len() <= 4 {
                out.extend(value.iter().chain(&[0; 4]).take(4));
            } else {
                out.extend(long(values_at));
                values_at += value.len() as u32;
                values.extend(value);
            }
        }
        out.extend(long(0));
    }
    out.extend(values);
    out
}

fn written(write: impl FnOnce(&mut Cursor<Vec<u8>>)) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    write(&mut out);
    out.into_inner()
}
