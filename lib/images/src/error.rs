//! What can be wrong with an upload, in words for the person who uploaded it: each message says what to do
//! next.

/// Why a file cannot become a picture on the site. The text is written for the newsroom, not for a log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Nothing was sent.
    #[error("The file is empty. Choose the picture again and wait until it has finished uploading.")]
    Empty,
    /// The file is larger than [`Limits::bytes`](crate::Limits::bytes).
    #[error(
        "The file has {}; a picture may have {}. Make it smaller than that (2500 pixels wide is plenty) \
         and upload it again.",
        megabytes(*bytes), megabytes(*limit)
    )]
    TooManyBytes {
        /// Bytes in the file.
        bytes: u64,
        /// Bytes allowed.
        limit: u64,
    },
    /// More pixels than [`Limits::pixels`](crate::Limits::pixels).
    #[error(
        "The picture is {width} × {height} pixels; {} million pixels are the most that can be handled. \
         Make it smaller than that (2500 pixels wide is plenty) and upload it again.", limit / 1_000_000
    )]
    TooManyPixels {
        /// Width the file claims, in pixels.
        width: u32,
        /// Height the file claims, in pixels.
        height: u32,
        /// Pixels allowed.
        limit: u64,
    },
    /// A side longer than [`Limits::side`](crate::Limits::side).
    #[error(
        "The picture is {width} × {height} pixels; no side may be longer than {limit}. \
         Make it smaller than that and upload it again."
    )]
    TooLong {
        /// Width the file claims, in pixels.
        width: u32,
        /// Height the file claims, in pixels.
        height: u32,
        /// Pixels allowed per side.
        limit: u32,
    },
    /// Decoding would need more memory than [`Limits::alloc`](crate::Limits::alloc).
    #[error(
        "Opening this picture would take {} of memory; {} is the most that is allowed. \
         Make it smaller, save it as a plain JPEG and upload it again.", megabytes(*needed), megabytes(*limit)
    )]
    TooMuchMemory {
        /// Bytes the decoder would hold at its peak.
        needed: u64,
        /// Bytes allowed.
        limit: u64,
    },
    /// Nothing in the file says that it is a picture.
    #[error("This file is not a picture. Upload a JPEG, PNG, GIF or WebP.")]
    NotAPicture,
    /// A file of another known kind, or a picture with something else hidden in it.
    #[error("This is {what}, which cannot be used here. Save it as JPEG and upload it again.")]
    Unsupported {
        /// What it is, with its article: "an SVG drawing".
        what: String,
    },
    /// It starts like a picture and then breaks off or contradicts itself.
    #[error(
        "The picture is damaged ({detail}). Upload it again; if that does not help, open it in a picture program, \
         save it as JPEG and upload that."
    )]
    Damaged {
        /// What broke, briefly.
        detail: String,
    },
    /// A rendition could not be written.
    #[error(
        "The picture could not be saved as {what} ({detail}). Save it as a plain JPEG and upload it again."
    )]
    Encoding {
        /// "WebP" or "JPEG".
        what: &'static str,
        /// What the encoder said.
        detail: String,
    },
}

impl Error {
    /// `detail` comes from decoders too, so it is shortened and kept to printable ASCII.
    pub(crate) fn damaged(detail: impl std::fmt::Display) -> Error {
        Error::Damaged { detail: brief(&detail.to_string()) }
    }

    pub(crate) fn ends_early() -> Error {
        Error::damaged("the file ends before the picture does")
    }

    pub(crate) fn unsupported(what: impl Into<String>) -> Error {
        Error::Unsupported { what: what.into() }
    }

    pub(crate) fn encoding(what: &'static str, detail: impl std::fmt::Display) -> Error {
        Error::Encoding { what, detail: brief(&detail.to_string()) }
    }
}

fn brief(detail: &str) -> String {
    detail.chars().filter(|c| c.is_ascii_graphic() || *c == ' ').take(160).collect()
}

fn megabytes(bytes: u64) -> String {
    const MIB: u64 = 1024 * 1024;
    if bytes < MIB {
        return format!("{bytes} bytes");
    }
    // Upwards, so that a file one byte too large does not read as the limit itself.
    let tenths = bytes.saturating_mul(10).div_ceil(MIB);
    if tenths.is_multiple_of(10) {
        format!("{} MB", tenths / 10)
    } else {
        format!("{}.{} MB", tenths / 10, tenths % 10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_say_the_size_and_the_remedy() {
        let text = Error::TooManyBytes { bytes: 32_610_713, limit: 25 * 1024 * 1024 }.to_string();
        assert_eq!(
            text,
            "The file has 31.1 MB; a picture may have 25 MB. Make it smaller than that (2500 pixels wide is plenty) \
             and upload it again."
        );
        assert!(
            Error::unsupported("a PDF")
                .to_string()
                .starts_with("This is a PDF, which cannot be used here. Save it")
        );
    }

    #[test]
    fn details_are_short_and_printable() {
        let Error::Damaged { detail } = Error::damaged("bad\u{1b}[31m \u{202e}".repeat(100)) else {
            panic!("damaged() makes Damaged")
        };
        assert_eq!(detail.len(), 160);
        assert!(detail.chars().all(|c| c.is_ascii_graphic() || c == ' '));
    }
}
