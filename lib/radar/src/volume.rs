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
        let near = with.filter(|(_, sweep)| sweep.elevation_deg() < lowest + 0.2);
        let reach = |sweep: &Sweep| sweep.last_gate_m(moment).round() as i64;
        let best = near.max_by_key(|(index, sweep)| (reach(sweep), *index));
        best.map(|(index, sweep)| (sweep, index))
    }
}

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
