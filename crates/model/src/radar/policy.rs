//! How far radars are to be trusted, and what the station shows of them: its settings.

use super::{Frame, Measure, RadarId, Scale, Site};
use crate::slug::Slug;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;

/// What the station shows of radars.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// Its radars, the first shown unless another is asked for.
    pub sites: Vec<Site>,
    /// All of them as one picture, when there are several and the station wants it.
    pub mosaic: Option<Site>,
    /// How long a frame counts as fresh after it was measured.
    pub max_age: SignedDuration,
    /// After so long without a new frame a radar is silent.
    pub silence: SignedDuration,
    /// Frames of the loop.
    pub frames: usize,
    /// How often readers' maps ask for newer frames, in seconds.
    pub refresh_s: u32,
    /// Zooms of the squares, the least and the most.
    pub zooms: (u8, u8),
    /// Who measures, as readers see it.
    pub credit: String,
    /// Where readers find more of that.
    pub credit_url: Option<String>,
    /// What colours stand for.
    pub scales: BTreeMap<Measure, Scale>,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            sites: Vec::new(),
            mosaic: None,
            // The slowest pattern takes ten minutes for a volume.
            max_age: SignedDuration::from_mins(15),
            silence: SignedDuration::from_mins(30),
            frames: 12,
            refresh_s: 30,
            zooms: (5, 9),
            credit: "National Weather Service".to_owned(),
            credit_url: Some("https://radar.weather.gov/".to_owned()),
            scales: BTreeMap::new(),
        }
    }
}

/// What a radar's newest frame is worth at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// As new as it can be.
    Fresh,
    /// Older than it should be.
    Stale,
    /// So old that it says nothing of now.
    Silent,
    /// Somebody works on the radar; what it sends may be a test.
    Maintenance,
    /// There never was a frame.
    None,
}

/// How far ahead of the station's clock a radar's may be before its time is called wrong.
const CLOCK_SKEW: SignedDuration = SignedDuration::from_mins(5);

/// What the newest frame of a radar is worth.
pub fn condition(newest: Option<&Frame>, policy: &Policy, now: Timestamp) -> Condition {
    newest.map_or(Condition::None, |newest| worth(newest.at, newest.maintenance, policy, now))
}

/// What something is worth that was measured at a moment, by a radar that somebody may be working on.
pub fn worth(at: Timestamp, maintenance: bool, policy: &Policy, now: Timestamp) -> Condition {
    let age = now.duration_since(at);
    // The future is not young: it is wrong.
    if age >= policy.silence || age < -policy.silence {
        Condition::Silent
    } else if maintenance {
        Condition::Maintenance
    } else if age >= policy.max_age || age < -CLOCK_SKEW {
        Condition::Stale
    } else {
        Condition::Fresh
    }
}

impl Condition {
    /// Name in the manifest.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Fresh => "fresh",
            Self::Stale => "stale",
            Self::Silent => "silent",
            Self::Maintenance => "maintenance",
            Self::None => "none",
        }
    }
}

impl Policy {
    /// Everything that readers may choose: its radars, then all of them as one picture.
    pub fn shown(&self) -> impl Iterator<Item = &Site> {
        self.sites.iter().chain(&self.mosaic)
    }

    /// The radar of a name, as modules and jobs write it, or the mosaic.
    pub fn site(&self, slug: &Slug) -> Option<&Site> {
        self.shown().find(|site| site.id.slug() == slug)
    }

    /// The radar with these letters, or the mosaic.
    pub fn radar(&self, id: &RadarId) -> Option<&Site> {
        self.shown().find(|site| &site.id == id)
    }

    /// Zooms of the squares of a picture. A mosaic is looked at from afar: the closest zoom is left to its radars.
    pub fn zooms_of(&self, id: &RadarId) -> (u8, u8) {
        const CLOSEST: u8 = 8;
        let (least, most) = self.zooms;
        if id.is_mosaic() { (least, most.min(CLOSEST).max(least)) } else { (least, most) }
    }

    /// The moments at which pages say something else of a frame, though nothing comes.
    pub fn turns(&self, frame: &Frame) -> impl Iterator<Item = Timestamp> {
        let at = frame.at;
        let ages =
            [self.max_age, self.silence].into_iter().filter_map(move |after| at.checked_add(after).ok());
        ages.chain(frame.breaks_off())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;
    use crate::radar::FrameId;

    #[test]
    fn a_frame_grows_stale_and_then_silent_and_the_future_is_no_good() {
        let at: Timestamp = "2021-03-02T01:55:00Z".parse().unwrap();
        let frame = Frame {
            radar: RadarId::parse("KMAX").unwrap(),
            id: FrameId::new(at, 1),
            at,
            complete: true,
            missing: 0.0,
            cleaned: true,
            maintenance: false,
            vcp: Some(212),
            said: String::new(),
            heights: Vec::new(),
            reach_m: 460_000.0,
            layers: Vec::new(),
            drawn_at: at,
            parts: Vec::new(),
        };
        let after =
            |minutes| condition(Some(&frame), &Policy::default(), at + SignedDuration::from_mins(minutes));
        let expected = [
            (0, Condition::Fresh),
            (-4, Condition::Fresh),
            (14, Condition::Fresh),
            (15, Condition::Stale),
            (29, Condition::Stale),
            (30, Condition::Silent),
            (-6, Condition::Stale),
            (-60, Condition::Silent),
        ];
        for (minutes, condition) in expected {
            assert_eq!(after(minutes), condition, "{minutes} minutes");
        }
        let sweep = Frame { complete: false, ..frame.clone() };
        let under_way = |seconds| sweep.is_under_way(at + SignedDuration::from_secs(seconds));
        assert_eq!([0, 119, 120, 3_600].map(under_way), [true, true, false, false]);
        assert!(!frame.is_under_way(at), "it is over");
        let turns: Vec<_> =
            Policy::default().turns(&sweep).map(|then| then.duration_since(at).as_mins()).collect();
        assert_eq!((turns, Policy::default().turns(&frame).count()), (vec![15, 30, 2], 2));
        let worked_on = Frame { maintenance: true, ..frame.clone() };
        assert_eq!(condition(Some(&worked_on), &Policy::default(), at), Condition::Maintenance);
        assert_eq!(condition(None, &Policy::default(), at), Condition::None);
    }
}
