//! The words a photographer or a desk put into a picture: who made it, what it shows, whose it is, when, and
//! whether it tells where.
//!
//! Three places may hold them. XMP is believed first (it is what current programs write, and the only one
//! with alt text and a stated encoding), then IPTC-IIM (agencies), then EXIF (cameras).

mod exif;
mod iptc;
mod text;
mod xmp;

use crate::guard::guarded;
use crate::survey::Metadata;

/// What the metadata says, cleaned for reading.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Words {
    pub(crate) caption: Option<String>,
    pub(crate) credit: Option<String>,
    pub(crate) copyright: Option<String>,
    pub(crate) alt: Option<String>,
    pub(crate) taken: Option<String>,
    pub(crate) had_location: bool,
    /// 1 to 8, as EXIF numbers them; 1 is upright.
    pub(crate) orientation: u8,
}

/// Reads all of it. Unreadable metadata is no reason to refuse a picture: it is skipped.
pub(crate) fn read(metadata: &Metadata<'_>) -> Words {
    let exif = metadata.exif.and_then(|tiff| guarded(|| exif::read(tiff))).unwrap_or_default();
    let iptc = metadata.iptc.map(iptc::read).unwrap_or_default();
    let xmp = metadata.xmp.as_deref().and_then(|packet| guarded(|| xmp::read(packet))).unwrap_or_default();
    Words {
        caption: xmp.description.or(iptc.caption).or(exif.description),
        // The credit line is what the supplier requires to be printed; the creator stands in where there is
        // none.
        credit: xmp.credit.or(iptc.credit).or(xmp.creator).or(iptc.byline).or(exif.artist),
        copyright: xmp.rights.or(iptc.copyright).or(exif.copyright),
        alt: xmp.alt,
        taken: exif.taken,
        had_location: exif.location || xmp.location,
        orientation: exif.orientation.unwrap_or(1),
    }
}
