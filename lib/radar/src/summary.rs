//! A volume in figures.

use crate::moment::Moment;
use crate::radial::{Gates, Value};
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
    let all = || sweep.radials.iter().filter_map(|radial| radial.of(moment));
    let first = all().next()?;
    let Tally { valid, folded, min, max } = Tally::of(all().flat_map(Gates::values));
    let gates = all().map(|gates| gates.words.len()).max()?;
    let (first_m, spacing_m) = (first.first_m, first.spacing_m);
    Some(MomentSummary { moment, gates, first_m, spacing_m, valid, folded, min, max })
}

/// What gates say, counted.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) valid: usize,
    pub(crate) folded: usize,
    pub(crate) min: Option<f32>,
    pub(crate) max: Option<f32>,
}

impl Tally {
    pub(crate) fn of(values: impl Iterator<Item = Value>) -> Self {
        let mut tally = Self::default();
        for value in values {
            match value {
                Value::Measured(value) => {
                    tally.valid += 1;
                    tally.min = Some(tally.min.map_or(value, |least| least.min(value)));
                    tally.max = Some(tally.max.map_or(value, |most| most.max(value)));
                }
                Value::Folded => tally.folded += 1,
                Value::Below | Value::Code(_) => {}
            }
        }
        tally
    }
}
