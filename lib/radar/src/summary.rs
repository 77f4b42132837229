//! A volume in figures.

use crate::moment::Moment;
use crate::radial::Value;
use crate::sweep::Sweep;
use crate::volume::Volume;

/// What is in a volume.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// Radials of all sweeps.
    pub radials: usize,
    /// Each sweep.
    pub sweeps: Vec<SweepSummary>,
}

/// What is in a sweep.
#[derive(Clone, Debug, PartialEq)]
pub struct SweepSummary {
    /// Its number in the volume's plan, from 1.
    pub cut: u8,
    /// Degrees above the horizon.
    pub elevation_deg: f32,
    /// How many radials.
    pub radials: usize,
    /// Direction of the first one, in degrees.
    pub first_azimuth_deg: f32,
    /// Whether its first and its last radial are there, and all between them.
    pub complete: bool,
    /// Each moment that it has.
    pub moments: Vec<MomentSummary>,
}

/// What one moment of a sweep measured.
#[derive(Clone, Debug, PartialEq)]
pub struct MomentSummary {
    /// Which.
    pub moment: Moment,
    /// Gates of the longest radial.
    pub gates: usize,
    /// Metres to the middle of the first gate.
    pub first_m: i32,
    /// Metres from one gate to the next.
    pub spacing_m: u16,
    /// Gates with a figure.
    pub valid: usize,
    /// Gates whose echo may be from beyond the unambiguous range.
    pub folded: usize,
    /// The smallest figure.
    pub min: Option<f32>,
    /// The largest figure.
    pub max: Option<f32>,
}

/// Counts what is in a volume.
#[must_use]
pub fn summary(volume: &Volume) -> Summary {
    let sweeps: Vec<SweepSummary> = volume.sweeps.iter().map(of_sweep).collect();
    Summary { radials: sweeps.iter().map(|sweep| sweep.radials).sum(), sweeps }
}

/// Every figure of a moment in one sweep (counted from 0): azimuth in degrees, range in metres, value. Gates
/// without a figure are left out. Empty when there is no such sweep or moment.
pub fn values(volume: &Volume, moment: Moment, sweep: usize) -> impl Iterator<Item = (f32, f64, f32)> + '_ {
    let radials = volume.sweeps.get(sweep).map(|sweep| sweep.radials.as_slice()).unwrap_or_default();
    let measured = radials.iter().filter_map(move |radial| Some((radial.azimuth_deg, radial.of(moment)?)));
    measured.flat_map(|(azimuth_deg, gates)| {
        gates.values().enumerate().filter_map(move |(gate, value)| match value {
            Value::Measured(value) => Some((azimuth_deg, gates.range_m(gate), value)),
            Value::Below | Value::Folded | Value::Code(_) => None,
        })
    })
}

fn of_sweep(sweep: &Sweep) -> SweepSummary {
    SweepSummary {
        cut: sweep.cut,
        elevation_deg: sweep.elevation_deg(),
        radials: sweep.radials.len(),
        first_azimuth_deg: sweep.radials.first().map_or(0.0, |radial| radial.azimuth_deg),
        complete: sweep.is_complete(),
        moments: Moment::ALL.into_iter().filter_map(|moment| of_moment(sweep, moment)).collect(),
    }
}

fn of_moment(sweep: &Sweep, moment: Moment) -> Option<MomentSummary> {
    let mut found: Option<MomentSummary> = None;
    for gates in sweep.radials.iter().filter_map(|radial| radial.of(moment)) {
        let found = found.get_or_insert(MomentSummary {
            moment,
            gates: 0,
            first_m: gates.first_m,
            spacing_m: gates.spacing_m,
            valid: 0,
            folded: 0,
            min: None,
            max: None,
        });
        found.gates = found.gates.max(gates.words.len());
        for value in gates.values() {
            match value {
                Value::Measured(value) => {
                    found.valid += 1;
                    found.min = Some(found.min.map_or(value, |least| least.min(value)));
                    found.max = Some(found.max.map_or(value, |most| most.max(value)));
                }
                Value::Folded => found.folded += 1,
                Value::Below | Value::Code(_) => {}
            }
        }
    }
    found
}
