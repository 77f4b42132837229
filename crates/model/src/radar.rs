//! Radars: where they stand, the frames that were drawn of what they measured, and how far those can be trusted.
//!
//! What a reader gets is drawn before anybody asks: a [`Frame`] names finished bytes and finished words. A radar that sends
//! nothing is [`Condition::Silent`], never a clear sky.

mod frame;
mod policy;
mod product;
mod scale;

pub use frame::{Frame, FrameId, KeptLook, Layer, Motion, Part};
pub use policy::{Condition, Policy, condition, worth};
pub use product::{Measure, Product};
pub use scale::{Level, Mark, Palette, Scale};

use crate::{slug::Slug, town::Position};

/// Metres from the radar to the nearest side of a still. Beyond, the beam is too high to say what falls.
pub const STILL_M: f64 = 230_000.0;
/// Metres along the ground that the lowest tilt of a radar of the network reaches.
pub const REACH_M: f64 = 460_000.0;
/// Pixels on a side of a still.
pub const STILL_PIXELS: u32 = 720;
/// Pixels of a picture that is shared alone, from left to right and from top to bottom: as networks show a link.
pub const CARD_PIXELS: (u32, u32) = (1_200, 630);

/// A radar's four letters, such as `KMAX`; or `MOSAIC`, under which several of them are one picture.
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
    /// Under which the picture of several radars is kept. No radar has so many letters.
    pub const MOSAIC: &'static str = "MOSAIC";

    /// Four letters or digits, the first a letter, or `MOSAIC`. Small letters are taken for capitals.
    ///
    /// # Errors
    /// When it is anything else.
    pub fn parse(text: &str) -> Result<Self, RadarIdError> {
        let is_good = (text.len() == 4 || text.eq_ignore_ascii_case(Self::MOSAIC))
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

    /// Whether it is the picture of several radars.
    pub fn is_mosaic(&self) -> bool {
        self.letters == Self::MOSAIC
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

/// A radar that the station shows, or several of them as one picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Site {
    /// Which.
    pub id: RadarId,
    /// What readers call it, such as “Medford”.
    pub name: String,
    /// Where its antenna stands; of a mosaic the middle of all.
    pub at: Position,
    /// Metres of the antenna above the sea; 0 of a mosaic.
    pub antenna_m: f64,
    /// What is drawn of it, the first shown unless another is asked for.
    pub products: Vec<Product>,
    /// Metres from its middle to the nearest side of a still.
    pub still_m: f64,
}

impl Site {
    /// Several radars as one picture: as far around their middle as the stills of each of them reach. None of fewer than two.
    pub fn mosaic(name: &str, radars: &[Self]) -> Option<Self> {
        let [first, _, ..] = radars else { return None };
        let edge = |of: fn(&Position) -> f64| {
            let all = radars.iter().map(|radar| of(&radar.at));
            all.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), one| (least.min(one), most.max(one)))
        };
        let ((south, north), (west, east)) = (edge(|at| at.latitude), edge(|at| at.longitude));
        let at = Position::new(f64::midpoint(south, north), f64::midpoint(west, east)).unwrap_or(first.at);
        let farthest = radars.iter().map(|radar| radar.at.km_to(at) * 1_000.0).fold(0.0, f64::max);
        Some(Self {
            id: RadarId::parse(RadarId::MOSAIC).ok()?,
            name: name.to_owned(),
            at,
            antenna_m: 0.0,
            products: vec![Product::Lowest],
            still_m: farthest + STILL_M,
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    #[test]
    fn a_radar_has_four_letters() {
        assert_eq!(RadarId::parse("kmax").unwrap().as_str(), "KMAX");
        assert_eq!(RadarId::parse("KMAX").unwrap().source().as_str(), "radar-kmax");
        for text in ["", "KMA", "KMAXX", "1MAX", "KM/X", "KM.X", "KMÄX", "MOSAIK"] {
            assert!(RadarId::parse(text).is_err(), "{text}");
        }
        let mosaic = RadarId::parse("mosaic").unwrap();
        assert!(mosaic.is_mosaic() && mosaic.as_str() == "MOSAIC" && mosaic.slug().as_str() == "mosaic");
    }

    #[test]
    fn a_mosaic_lies_around_its_radars() {
        let radar = |id: &str, latitude, longitude| Site {
            id: RadarId::parse(id).unwrap(),
            name: id.to_owned(),
            at: Position { latitude, longitude },
            antenna_m: 100.0,
            products: Product::ALL.to_vec(),
            still_m: STILL_M,
        };
        let radars = [radar("KMAX", 42.0811, -122.7173), radar("KRTX", 45.715, -122.9654)];
        let mosaic = Site::mosaic("Western Oregon", &radars).unwrap();
        assert!((mosaic.at.latitude - 43.898).abs() < 0.01 && (mosaic.at.longitude + 122.841).abs() < 0.01);
        // Half of the 404 km between them, and the still of each.
        assert!((mosaic.still_m - 432_000.0).abs() < 2_000.0, "{}", mosaic.still_m);
        assert_eq!(Site::mosaic("One", &radars[..1]), None);
    }
}
