//! A picture in the library: what is known of it, and which renditions exist.

use crate::id::MediaId;
use jiff::Timestamp;
use prose::MediaKey;

/// One picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Media {
    /// Row.
    pub id: MediaId,
    /// Public, permanent name, made from the content.
    pub key: MediaKey,
    /// What an upload calls itself; shown on the desk only.
    pub file_name: String,
    /// Pixels, after orientation.
    pub width: u32,
    /// Pixels, after orientation.
    pub height: u32,
    /// What is seen, for who cannot see it. Must be there before a story with the picture can be published.
    pub alt: Option<String>,
    /// Under the picture.
    pub caption: Option<String>,
    /// Who made it.
    pub credit: Option<String>,
    /// What must stay in a crop.
    pub focal: Focal,
    /// Likeness for finding duplicates.
    pub hash: u64,
    /// What the renditions' job has got to.
    pub state: MediaState,
    /// Ready sizes, narrowest first; empty until the job has run.
    pub renditions: Vec<Rendition>,
    /// When it came.
    pub uploaded_at: Timestamp,
}

/// A point of a picture as fractions of width and height from the top left, each 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Focal {
    /// From the left.
    pub x: f32,
    /// From the top.
    pub y: f32,
}

impl Default for Focal {
    fn default() -> Self {
        Self { x: 0.5, y: 0.5 }
    }
}

/// Where a picture is on its road.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MediaState {
    /// Stored; renditions are being made.
    Waiting,
    /// Renditions are there.
    Ready,
    /// Refused, with the reason for the person who uploaded it.
    Failed(String),
}

/// One ready size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendition {
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// How it is encoded.
    pub format: MediaFormat,
    /// Digest of the bytes in the blob store.
    pub blob: String,
    /// Size.
    pub bytes: u64,
}

/// Encodings that readers get.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MediaFormat {
    /// Lossy WebP.
    Webp,
    /// Baseline or progressive JPEG.
    Jpeg,
}

impl MediaFormat {
    /// File extension.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Webp => "webp",
            Self::Jpeg => "jpg",
        }
    }

    /// Media type (RFC 2046; `image/webp` per RFC 9649).
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Webp => "image/webp",
            Self::Jpeg => "image/jpeg",
        }
    }

    /// The format of a file extension.
    pub fn from_extension(extension: &str) -> Option<Self> {
        match extension {
            "webp" => Some(Self::Webp),
            "jpg" => Some(Self::Jpeg),
            _ => None,
        }
    }
}
