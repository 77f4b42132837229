//! What a file is, judged by its content and never by its name.
//!
//! Four formats are taken in. Everything else is named where it can be, and a picture that is at the same
//! time a PDF, a web page or a ZIP archive is refused: such files exist to be served as one thing and opened
//! as another.

use crate::Error;
use crate::guard::guarded;

/// The formats that are taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// JPEG: baseline, extended or progressive, 8 bits.
    Jpeg,
    /// PNG, also animated.
    Png,
    /// GIF 87a and 89a.
    Gif,
    /// WebP: lossy, lossless, extended, animated.
    Webp,
}

impl Format {
    /// The media type, as an HTTP header says it.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Jpeg => "image/jpeg",
            Format::Png => "image/png",
            Format::Gif => "image/gif",
            Format::Webp => "image/webp",
        }
    }

    fn of(bytes: &[u8]) -> Option<Format> {
        match bytes {
            [0xff, 0xd8, 0xff, ..] => Some(Format::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Format::Png),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Format::Gif),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Format::Webp),
            _ => None,
        }
    }
}

/// Says which of the four formats the bytes are.
///
/// # Errors
/// [`Error::Empty`], [`Error::NotAPicture`], or [`Error::Unsupported`] naming what it is instead (SVG, HEIC,
/// AVIF, PDF, HTML, an archive, …), also for a picture that is one of those at the same time.
pub fn sniff(bytes: &[u8]) -> Result<Format, Error> {
    if bytes.is_empty() {
        return Err(Error::Empty);
    }
    let Some(format) = Format::of(bytes) else { return Err(foreign(bytes)) };
    match hidden(bytes) {
        Some(what) => Err(Error::unsupported(format!("a picture with {what} hidden in it"))),
        None => Ok(format),
    }
}

/// PDF readers accept the header anywhere in the first kilobyte.
const HEAD: usize = 1024;

fn foreign(bytes: &[u8]) -> Error {
    let head = lower_head(bytes);
    let text = skip_space(&head);
    let starts = |mark: &str| text.starts_with(mark.as_bytes());
    if starts("<svg")
        || (starts("<?xml") || starts("<!--") || starts("<!doctype svg")) && contains(&head, b"<svg")
    {
        return Error::unsupported("an SVG drawing");
    }
    if starts("<!doctype html")
        || ["<html", "<head", "<body", "<script"].iter().any(|tag| contains(&head, tag.as_bytes()))
    {
        return Error::unsupported("a web page");
    }
    if contains(&head, b"%pdf-") {
        return Error::unsupported("a PDF");
    }
    if let Some(what) = iso_media(&head) {
        return Error::unsupported(what);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Error::unsupported("an archive or an Office document");
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Error::unsupported("an Office document");
    }
    // What comes here needs no parsing, only signatures; archives and compound documents are settled above.
    match guarded(|| infer::get(bytes.get(..8192).unwrap_or(bytes))).flatten() {
        Some(kind) => {
            Error::unsupported(format!("a file of the kind {}", kind.extension().to_ascii_uppercase()))
        }
        None => Error::NotAPicture,
    }
}

/// The brand of an ISO base media file (ISO/IEC 14496-12 `ftyp`), in lower case already.
fn iso_media(head: &[u8]) -> Option<&'static str> {
    let (Some(b"ftyp"), Some(brand)) = (head.get(4..8), head.get(8..12)) else { return None };
    Some(match brand {
        b"avif" | b"avis" => "an AVIF picture",
        b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1" => {
            "an HEIC photo, as iPhones make them"
        }
        b"crx " => "a raw photo",
        _ => "a video",
    })
}

/// What else a picture pretends to be.
fn hidden(bytes: &[u8]) -> Option<&'static str> {
    let head = lower_head(bytes);
    if contains(&head, b"%pdf-") {
        return Some("a PDF");
    }
    if ["<!doctype html", "<html", "<script"].iter().any(|tag| contains(&head, tag.as_bytes())) {
        return Some("a web page");
    }
    ends_as_zip(bytes).then_some("an archive")
}

/// Whether the file ends with a consistent end-of-central-directory record (APPNOTE.TXT 4.3.16): the
/// signature alone would now and then turn up in picture data by chance.
fn ends_as_zip(bytes: &[u8]) -> bool {
    const RECORD: usize = 22;
    const LONGEST_COMMENT: usize = 65_535;
    let from = bytes.len().saturating_sub(RECORD + LONGEST_COMMENT);
    let tail = bytes.get(from..).unwrap_or_default();
    tail.windows(RECORD).enumerate().any(|(at, record)| {
        let &[b'P', b'K', 5, 6, _, _, _, _, _, _, e0, e1, s0, s1, s2, s3, o0, o1, o2, o3, c0, c1] = record
        else {
            return false;
        };
        let comment = usize::from(u16::from_le_bytes([c0, c1]));
        let directory = u64::from(u32::from_le_bytes([s0, s1, s2, s3]));
        let offset = u64::from(u32::from_le_bytes([o0, o1, o2, o3]));
        let here = (from + at) as u64;
        u16::from_le_bytes([e0, e1]) > 0 && at + RECORD + comment <= tail.len() && directory + offset <= here
    })
}

fn lower_head(bytes: &[u8]) -> Vec<u8> {
    bytes.get(..HEAD).unwrap_or(bytes).to_ascii_lowercase()
}

fn skip_space(head: &[u8]) -> &[u8] {
    head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start()
}

fn contains(hay: &[u8], needle: &[u8]) -> bool {
    hay.windows(needle.len()).any(|window| window == needle)
}
