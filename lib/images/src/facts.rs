//! What can be said of an upload without decoding it.

use crate::survey::survey;
use crate::{Error, Format, Limits, words};

/// The facts the desk shows next to an upload. Texts are single lines of printable characters, not HTML; they
/// come from strangers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// What it is.
    pub format: Format,
    /// Pixels across, the picture standing upright.
    pub width: u32,
    /// Pixels down, the picture standing upright.
    pub height: u32,
    /// What it shows: XMP `dc:description`, else IPTC 2:120, else EXIF ImageDescription. Stock phrases of
    /// cameras are dropped.
    pub caption: Option<String>,
    /// Whom to credit: XMP `photoshop:Credit`, else IPTC 2:110; without a credit line the creator
    /// (`dc:creator`, 2:80, EXIF Artist).
    pub credit: Option<String>,
    /// Whose it is: XMP `dc:rights`, else IPTC 2:116, else EXIF Copyright.
    pub copyright: Option<String>,
    /// Text for those who cannot see it: XMP `Iptc4xmpCore:AltTextAccessibility`.
    pub alt: Option<String>,
    /// When it was taken: EXIF DateTimeOriginal as ISO 8601, local to the camera; an offset follows only
    /// where the camera wrote one.
    pub taken: Option<String>,
    /// Whether the file tells where it was taken (EXIF GPS or XMP). Renditions never do.
    pub had_location: bool,
    /// Whether it moves. Only the first frame is used.
    pub animated: bool,
}

/// Reads headers and metadata; decodes no pixels, so a later [`decode`](crate::decode) may still find damage.
///
/// # Errors
/// Whatever makes the file unusable, before anything is allocated for it: see [`Error`].
pub fn inspect(bytes: &[u8], limits: &Limits) -> Result<Facts, Error> {
    let survey = survey(bytes, limits)?;
    let words = words::read(&survey.metadata);
    let (width, height) = match words.orientation {
        5..=8 => (survey.height, survey.width),
        _ => (survey.width, survey.height),
    };
    Ok(Facts {
        format: survey.format,
        width,
        height,
        caption: words.caption,
        credit: words.credit,
        copyright: words.copyright,
        alt: words.alt,
        taken: words.taken,
        had_location: words.had_location,
        animated: survey.animated,
    })
}
