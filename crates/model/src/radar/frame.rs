//! A frame: one look at the lowest tilt, and what has been drawn of it.

use super::{Measure, Product, RadarId};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};

/// The name of a frame: when its lowest sweep began, to the second, and how often it has grown since.
///
/// A frame that grows gets another name, so what an address names never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FrameId {
    seconds: i64,
    revision: u32,
}

/// What was drawn of one product of a frame.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    /// Which.
    pub product: Product,
    /// Degrees above the horizon, of the lowest tilt in it.
    pub tilt_deg: f32,
    /// Digest of the squares, packed together with the still.
    pub pack: String,
    /// Bytes of it.
    pub bytes: u64,
    /// Whether velocity was dealiased; false of what is no velocity.
    pub dealiased: bool,
}

impl Layer {
    /// What readers call it.
    pub fn title(&self) -> &'static str {
        if self.is_wrapped() { "Velocity (not dealiased)" } else { self.product.title() }
    }

    /// What a reader should know of it, without its angle.
    pub fn note(&self) -> &'static str {
        if self.is_wrapped() {
            return "lowest tilt; fast winds wrap around and look as if they blew the other way";
        }
        self.product.note()
    }

    fn is_wrapped(&self) -> bool {
        self.product.measure() == Measure::Velocity && !self.dealiased
    }
}

/// What one radar brings to a mosaic.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Which radar.
    pub radar: RadarId,
    /// The moment of the newest radial of its newest whole look; none when there never was one.
    pub at: Option<Timestamp>,
    /// Whether it is in the picture. One that is too old is not.
    pub drawn: bool,
    /// Degrees above the horizon.
    pub tilt_deg: f32,
    /// How far it reaches along the ground, in metres; of one that is not drawn, how far it would.
    pub reach_m: f64,
}

/// How echoes move.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Motion {
    /// Where to, in degrees clockwise from north.
    pub towards_deg: f64,
    /// How fast, in metres a second.
    pub speed_mps: f64,
    /// How well the two looks agreed between which it was measured, up to 1.
    pub agreement: f64,
}

/// The newest whole look of a radar, as it is kept for the picture of all radars: a station that is started again draws it
/// without waiting for what every radar sends next.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptLook {
    /// Whose.
    pub radar: RadarId,
    /// The moment of its newest radial.
    pub at: Timestamp,
    /// Whether what is no weather was told apart by its correlation.
    pub cleaned: bool,
    /// Whether the radar said that somebody works on it.
    pub maintenance: bool,
    /// How its echoes moved since the look before, when that was measured.
    pub motion: Option<Motion>,
    /// The lowest sweep in colours, in bytes that only whoever draws understands.
    pub colours: Vec<u8>,
}

/// One look at the lowest tilt.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// Whose.
    pub radar: RadarId,
    /// Its name.
    pub id: FrameId,
    /// The moment of the newest radial of its lowest sweep.
    pub at: Timestamp,
    /// Whether its lowest sweep is over; until then the antenna is still turning.
    pub complete: bool,
    /// The part of the turn that never came, 0 to 1, once the sweep is over.
    pub missing: f32,
    /// Whether what is no weather was told apart by its correlation.
    pub cleaned: bool,
    /// Whether the radar said that somebody works on it.
    pub maintenance: bool,
    /// The number of its volume coverage pattern.
    pub vcp: Option<u16>,
    /// What is seen, and where, in words; empty until its lowest sweep is over.
    pub said: String,
    /// How high the beam passes over the towns, in words.
    pub heights: Vec<String>,
    /// How far it reaches along the ground, in metres.
    pub reach_m: f64,
    /// What was drawn, in the order of the products.
    pub layers: Vec<Layer>,
    /// When it was drawn.
    pub drawn_at: Timestamp,
    /// Of a mosaic its radars, in the order of the settings; empty of one radar.
    pub parts: Vec<Part>,
}

impl Frame {
    /// Less of a turn than this is the swing of the antenna between two radials.
    const SWING: f32 = 0.005;
    /// When nothing more of a sweep came for so long, it broke off: the slowest one takes half of that between two chunks.
    const BROKEN_OFF: SignedDuration = SignedDuration::from_mins(2);

    /// Whether the antenna is still turning at a moment. When nothing more came for two minutes, the sweep broke off.
    pub fn is_under_way(&self, now: Timestamp) -> bool {
        !self.complete && now.duration_since(self.at) < Self::BROKEN_OFF
    }

    /// When it is told to have broken off, unless more of it comes.
    pub fn breaks_off(&self) -> Option<Timestamp> {
        (!self.complete).then(|| self.at.checked_add(Self::BROKEN_OFF).ok()).flatten()
    }

    /// Whether the sweep is over and all of it came.
    pub fn is_whole(&self) -> bool {
        self.complete && self.missing < Self::SWING
    }
}

impl FrameId {
    /// The name of a frame that began at a moment and has grown `revision` times, from 1.
    pub fn new(began: Timestamp, revision: u32) -> Self {
        Self { seconds: began.as_second(), revision }
    }

    /// The name in an address, exactly as it is written: `20210302T015500Z-1`.
    pub fn parse(text: &str) -> Option<Self> {
        let (moment, revision) = text.split_once('-')?;
        let digits = |text: &str, n: usize| text.len() == n && text.bytes().all(|b| b.is_ascii_digit());
        let (date, time) = moment.strip_suffix('Z')?.split_once('T')?;
        if !digits(date, 8) || !digits(time, 6) || revision.len() > 6 {
            return None;
        }
        let civil = jiff::civil::DateTime::strptime("%Y%m%dT%H%M%S", format!("{date}T{time}")).ok()?;
        let seconds = TimeZone::UTC.to_timestamp(civil).ok()?.as_second();
        let parsed = Self { seconds, revision: revision.parse().ok()? };
        (parsed.to_string() == text).then_some(parsed)
    }

    /// When its lowest sweep began.
    pub fn began(self) -> Timestamp {
        Timestamp::from_second(self.seconds).unwrap_or_default()
    }

    /// How often it has grown, from 1.
    pub fn revision(self) -> u32 {
        self.revision
    }

    /// The name that it has when it has grown once more.
    pub fn grown(self) -> Self {
        Self { revision: self.revision.saturating_add(1), ..self }
    }
}

impl std::fmt::Display for FrameId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.began().strftime("%Y%m%dT%H%M%SZ"), self.revision)
    }
}

impl Frame {
    /// What was drawn of a product.
    pub fn layer(&self, product: Product) -> Option<&Layer> {
        self.layers.iter().find(|layer| layer.product == product)
    }

    /// Bytes of everything that was drawn.
    pub fn bytes(&self) -> u64 {
        self.layers.iter().map(|layer| layer.bytes).sum()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    #[test]
    fn a_name_says_when_and_how_often() {
        let id = FrameId::new("2021-03-02T01:55:00.7Z".parse().unwrap(), 1);
        assert_eq!(id.to_string(), "20210302T015500Z-1");
        assert_eq!(FrameId::parse("20210302T015500Z-1"), Some(id));
        assert_eq!(id.grown().to_string(), "20210302T015500Z-2");
        assert_eq!(id.began().to_string(), "2021-03-02T01:55:00Z");
        for text in
            ["", "20210302T015500Z", "20210302T015500Z-01", "20210302T015500Z--1", "20211302T015500Z-1"]
        {
            assert_eq!(FrameId::parse(text), None, "{text}");
        }
    }
}
