//! One turn at one angle, perhaps not finished.

use std::sync::Arc;

use crate::moment::Moment;
use crate::radial::Radial;

/// The radials of one cut, in the order of time. Radials are shared, not copied, between the states of a volume
/// that is still coming in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sweep {
    /// The number of the cut in the volume, from 1.
    pub cut: u8,
    /// What was measured.
    pub radials: Vec<Arc<Radial>>,
}

impl Sweep {
    /// The angle above the horizon in degrees: the median of the radials, because the antenna swings a little.
    #[must_use]
    pub fn elevation_deg(&self) -> f32 {
        let mut angles: Vec<f32> = self.radials.iter().map(|radial| radial.elevation_deg).collect();
        let middle = angles.len() / 2;
        if angles.is_empty() { 0.0 } else { *angles.select_nth_unstable_by(middle, f32::total_cmp).1 }
    }

    /// Whether it has its first radial, its last, and every one between them.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        let follows = |pair: &[Arc<Radial>]| pair[0].number.checked_add(1) == Some(pair[1].number);
        self.radials.first().is_some_and(|radial| radial.begins)
            && self.radials.last().is_some_and(|radial| radial.ends)
            && self.radials.windows(2).all(follows)
    }

    /// Whether any radial has a moment.
    #[must_use]
    pub fn has(&self, moment: Moment) -> bool {
        self.radials.iter().any(|radial| radial.of(moment).is_some())
    }

    /// Metres along the beam to the far edge of the last gate, 0 when there is none.
    #[must_use]
    pub fn last_gate_m(&self, moment: Moment) -> f64 {
        let gates = self.radials.iter().filter_map(|radial| radial.of(moment));
        gates
            .map(|gates| gates.range_m(gates.words.len()) - f64::from(gates.spacing_m) / 2.0)
            .fold(0.0, f64::max)
    }
}

/// Groups radials, given in the order in which they were sent, into sweeps. A radial that came before is left
/// out.
pub(crate) fn group<'a>(radials: impl Iterator<Item = &'a Arc<Radial>>) -> Vec<Sweep> {
    let mut seen = std::collections::HashSet::new();
    let mut sweeps: Vec<Sweep> = Vec::new();
    for radial in radials {
        if !seen.insert((radial.cut, radial.number, radial.time)) {
            continue;
        }
        match sweeps.last_mut() {
            Some(sweep) if sweep.cut == radial.cut && !radial.begins => sweep.radials.push(radial.clone()),
            _ => sweeps.push(Sweep { cut: radial.cut, radials: vec![radial.clone()] }),
        }
    }
    sweeps
}
