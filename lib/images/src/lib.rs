//! Pictures: the bytes somebody uploaded → checked facts and clean renditions.
//!
//! **Owns** sniffing by content, the caps on size, pixels and memory, reading the words a photographer put
//! into a picture (EXIF, IPTC-IIM, XMP), decoding upright into sRGB, crops around a focal point, the sizes a
//! page offers, and telling near-duplicates apart.
//!
//! **Must not** touch the network, files, a clock or threads, know anything of stories or media rows, keep
//! any metadata in what it writes, panic on any input, or allocate by a number read from the input before
//! that number passed [`Limits`]. Third-party decoders run behind a guard: a panic in one is
//! [`Error::Damaged`] (the program's panic hook still prints). This crate holds no lock and counts no memory
//! across calls; whoever calls [`decode`] from several threads bounds them.
//!
//! **Colour.** Renditions are sRGB. A matrix profile (Display P3 of phones, Adobe RGB of cameras) is
//! converted; a profile built from look-up tables or for CMYK is dropped and the numbers are kept, so such a
//! picture may look flat: save those as sRGB.
//!
//! **Animation.** The first frame stands for the picture and [`Facts::animated`] says so.
//!
//! Reading order: [`sniff`] → `survey` (one file per container: what the headers claim, before anything is
//! decoded) → [`inspect`] with `words` (the metadata) → [`decode`] → [`crop`], [`renditions`] →
//! [`perceptual_hash`], [`content_key`].

mod colour;
mod crop;
mod cursor;
mod decode;
mod error;
mod facts;
mod guard;
mod hash;
mod key;
mod limits;
mod picture;
mod renditions;
mod sniff;
mod survey;
mod words;

pub use crop::{Focal, crop};
pub use decode::decode;
pub use error::Error;
pub use facts::{Facts, inspect};
pub use hash::{DUPLICATE_DISTANCE, Hash, perceptual_hash};
pub use key::content_key;
pub use limits::Limits;
pub use picture::Picture;
pub use renditions::{
    JPEG_QUALITY, Rendition, RenditionFormat, TALLEST, WEBP_QUALITY, WIDEST, WIDTHS, rendition, renditions,
};
pub use sniff::{Format, sniff};
