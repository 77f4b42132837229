//! What one turn of scans measured, as a whole.

use jiff::Timestamp;

use crate::damage::Damages;
use crate::moment::Moment;
use crate::site::Site;
use crate::sweep::Sweep;

/// One volume: every sweep of one scan, from the lowest tilt to the highest and some in between again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Volume {
    /// Which radar.
    pub site: Site,
    /// When the scan began, by its header, or else the time of the first radial.
    pub time: Option<Timestamp>,
    /// The number of the volume coverage pattern: which angles are scanned, and how fast.
    pub vcp: Option<u16>,
    /// The cuts that the pattern plans, when the data says so. A volume may end before its plan does.
    pub plan: Vec<Cut>,
    /// How the radar says it is.
    pub condition: Option<Condition>,
    /// What was measured, in the order of time.
    pub sweeps: Vec<Sweep>,
    /// What could not be read.
    pub damage: Damages,
}

impl Volume {
    /// The sweep nearest the ground that has a moment, with its number in [`Volume::sweeps`]. Of several at
    /// the same angle it is the one that reaches farthest, and of those the latest.
    #[must_use]
    pub fn lowest(&self, moment: Moment) -> Option<(&Sweep, usize)> {
        let with = self.sweeps.iter().enumerate().filter(|(_, sweep)| sweep.has(moment));
        let lowest = with.clone().map(|(_, sweep)| sweep.elevation_deg()).min_by(f32::total_cmp)?;
        // The same tilt comes twice, far and slow, then fast; the angles differ by hundredths of a degree.
        let near = with.filter(|(_, sweep)| sweep.elevation_deg() < lowest + SAME_TILT_DEG);
        let reach = |sweep: &Sweep| sweep.last_gate_m(moment).round() as i64;
        let best = near.max_by_key(|(index, sweep)| (reach(sweep), *index));
        best.map(|(index, sweep)| (sweep, index))
    }

    /// The angles at which a moment was measured, in degrees from the lowest, each with the number of its latest
    /// sweep in [`Volume::sweeps`] that is complete, or else of its latest.
    #[must_use]
    pub fn tilts(&self, moment: Moment) -> Vec<(f32, usize)> {
        let mut tilts: Vec<(f32, usize)> = Vec::new();
        for (index, sweep) in self.sweeps.iter().enumerate().filter(|(_, sweep)| sweep.has(moment)) {
            let angle = sweep.elevation_deg();
            match tilts.iter_mut().find(|(known, _)| (known - angle).abs() < SAME_TILT_DEG) {
                Some((_, latest)) if sweep.is_complete() || !self.sweeps[*latest].is_complete() => {
                    *latest = index;
                }
                Some(_) => {}
                None => tilts.push((angle, index)),
            }
        }
        tilts.sort_by(|a, b| a.0.total_cmp(&b.0));
        tilts
    }

    /// The sweep whose correlation tells weather from clutter in a sweep: itself, or, for those that were made for
    /// velocity, the one at the same angle that came last before it, or else after it.
    #[must_use]
    pub fn correlation_for(&self, sweep: usize) -> Option<&Sweep> {
        let angle = self.sweeps.get(sweep)?.elevation_deg();
        let fits = |index: &usize| {
            let other = &self.sweeps[*index];
            other.has(Moment::Correlation) && (other.elevation_deg() - angle).abs() < SAME_TILT_DEG
        };
        let before = (0..=sweep).rev().find(fits);
        before.or_else(|| (sweep..self.sweeps.len()).find(fits)).map(|index| &self.sweeps[index])
    }
}

/// Sweeps whose angles differ by less, in degrees, are at the same tilt.
const SAME_TILT_DEG: f32 = 0.2;

/// One angle of the plan.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cut {
    /// Degrees above the horizon; may be negative.
    pub elevation_deg: f32,
    /// Whether it is one of the extra looks at the lowest angles (SAILS or MRLE).
    pub rescan: bool,
}

/// How a radar says it is (message 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// It works.
    Operating,
    /// It stands by, starts or restarts, and sends nothing new.
    Waiting,
    /// Somebody works on it; what it sends may be a test.
    Maintenance,
    /// It says something that the interface document does not list.
    Unknown(u16),
}
