//! Radars: where they stand, the frames that were drawn of what they measured, and how far those can be trusted.
//!
//! What a reader gets is drawn before anybody asks: a [`Frame`] names finished bytes and finished words. A radar that sends
//! nothing is [`Condition::Silent`], never a clear sky.

mod frame;
mod policy;
mod product;
mod scale;

pub use frame::{Frame, FrameId, Layer};
pub use policy::{Condition, Policy, condition};
pub use product::{Measure, Product};
pub use scale::{Level, Mark, Palette, Scale};

use crate::{slug::Slug, town::Position};

/// Metres from the radar to the nearest side of a still. Beyond, the beam is too high to say what falls.
pub const STILL_M: f64 = 230_000.0;
/// Pixels on a side of a still.
pub const STILL_PIXELS: u32 = 720;

/// A radar's four letters, such as `KMAX`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RadarId {
    letters: String,
    slug: Slug,
}

/// A text that names no radar.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not the name of a radar: write its four letters, such as KMAX")]
pub struct RadarIdError(String);

impl RadarId {
    /// Four letters or digits, the first a letter. Small letters are taken for capitals.
    ///
    /// # Errors
    /// When it is anything else.
    pub fn parse(text: &str) -> Result<Self, RadarIdError> {
        let is_good = text.len() == 4
            && text.starts_with(|c: char| c.is_ascii_alphabetic())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let slug = Slug::parse(&text.to_ascii_lowercase()).ok().filter(|_| is_good);
        let slug = slug.ok_or_else(|| RadarIdError(text.to_owned()))?;
        Ok(Self { letters: text.to_ascii_uppercase(), slug })
    }

    /// `KMAX`.
    pub fn as_str(&self) -> &str {
        &self.letters
    }

    /// `kmax`, as modules and jobs name it.
    pub fn slug(&self) -> &Slug {
        &self.slug
    }

    /// Under which name the health board keeps how it is doing: `radar-kmax`.
    pub fn source(&self) -> Slug {
        // Always a slug: lowercase letters and digits after a word.
        Slug::parse(&format!("radar-{}", self.slug)).unwrap_or_else(|_| self.slug.clone())
    }
}

impl std::fmt::Display for RadarId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.letters)
    }
}

/// A radar that the station shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Site {
    /// Which.
    pub id: RadarId,
    /// What readers call it, such as “Medford”.
    pub name: String,
    /// Where its antenna stands.
    pub at: Position,
    /// Metres of the antenna above the sea.
    pub antenna_m: f64,
    /// What is drawn of it, the first shown unless another is asked for.
    pub products: Vec<Product>,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    #[test]
    fn a_radar_has_four_letters() {
        assert_eq!(RadarId::parse("kmax").unwrap().as_str(), "KMAX");
        assert_eq!(RadarId::parse("KMAX").unwrap().source().as_str(), "radar-kmax");
        for text in ["", "KMA", "KMAXX", "1MAX", "KM/X", "KM.X", "KMÄX"] {
            assert!(RadarId::parse(text).is_err(), "{text}");
        }
    }
}
