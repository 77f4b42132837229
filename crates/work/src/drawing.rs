//! Drawing what a radar sends: which sweeps are a frame, what is drawn anew when a chunk comes, and what is remembered for
//! that between two chunks. Nothing here asks anybody.
//!
//! Reading order: [`Settings`], [`looks`] (which sweeps are a frame), [`artist`] (what is drawn), [`maps`] (of which squares),
//! [`paint`], [`combined`] (several radars as one picture), [`memory`] (what is kept in between), [`standing`] (how the sources
//! are doing).

mod artist;
mod card;
mod combined;
mod letters;
mod looks;
mod made;
mod maps;
mod memory;
mod paint;
mod standing;
mod subjects;
mod threads;

pub(crate) use artist::{Artist, Draft, Order, Pack};
pub(crate) use combined::{Combined, Member};
pub(crate) use made::{EVERY_S, Made};
pub use memory::Radars;
pub(crate) use memory::{Current, Memory, Missed, Together, Tried, Whole};
pub(crate) use standing::{Fault, LONGEST_VOLUME, Role, Standing};
pub(crate) use subjects::{Subjects, gap_hundredths};

use desk::radar::Keeping;
use jiff::SignedDuration;
use model::radar::{RadarId, Site};

/// Where radars are asked for, and how much is kept.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Of each radar its sources.
    pub sources: Vec<Source>,
    /// Time between two looks.
    pub every: SignedDuration,
    /// How much is kept of each.
    pub keeping: Keeping,
    /// Memory for knowing which pixel shows which gate, in bytes.
    pub maps_bytes: usize,
}

/// Where one radar is asked for: `https:`, `file:`, `replay:` or `made:`, without a final slash, the preferred one first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Which radar.
    pub id: RadarId,
    /// Live chunks.
    pub chunks: Vec<String>,
    /// Whole volumes.
    pub archive: Vec<String>,
}

/// Where the antenna of a radar stands: as the station has it, for a file may say anything.
pub(crate) fn place(site: &Site) -> Option<radar::Place> {
    radar::Place::new(site.at.latitude, site.at.longitude, site.antenna_m, site.antenna_m)
}
