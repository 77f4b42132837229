//! One sweep in colours: for each direction a row, for each gate an index of a palette.

use crate::beam::Beam;
use crate::moment::Moment;
use crate::palette::{NO_ECHO, NOT_MEASURED, Palette};
use crate::picture::clean::{self, Cleaning};
use crate::picture::pixel_map::STEP_M;
use crate::picture::rows::{DIRECTIONS, Row, nearest, rows};
use crate::radial::{Gates, Words};
use crate::sweep::Sweep;

/// Steps of [`STEP_M`] on the ground.
pub(super) const STEPS: usize = 65_536;
/// Every so many steps the distance along the beam is worked out; it is straight between them within 1 cm.
const EXACT_EVERY: usize = 64;

/// A sweep ready to be drawn. Ready for one palette; it costs a byte a gate and some 160 kB of tables.
#[derive(Clone, Debug, PartialEq)]
pub struct Polar {
    /// For each direction the begin of its row in `gates`.
    pub(super) directions: Box<[u32; DIRECTIONS]>,
    /// For each distance its gate.
    pub(super) ranges: Box<[u16; STEPS]>,
    /// Rows of `stride` indices. The last of each row is what lies beyond the gates; the last row is what was
    /// not measured.
    pub(super) gates: Box<[u8]>,
    pub(super) stride: usize,
    /// Degrees above the horizon.
    pub(super) elevation_deg: f64,
    pub(super) beam: Beam,
}

impl Polar {
    /// Colours one moment of a sweep. None when no radial has it.
    #[must_use]
    pub fn new(
        sweep: &Sweep,
        moment: Moment,
        beam: Beam,
        palette: &Palette,
        cleaning: Cleaning<'_>,
    ) -> Option<Self> {
        let rows = rows(sweep, moment);
        let first = rows.first().map(|row| row.gates)?;
        let count = rows.iter().map(|row| row.gates.words.len()).max()?.min(usize::from(u16::MAX) - 1);
        let stride = count + 1;
        let mut colours = Colours::new(palette);
        let mut gates = vec![NO_ECHO; stride * (rows.len() + 1)];
        for (row, into) in rows.iter().zip(gates.chunks_exact_mut(stride)) {
            colours.paint(row.gates, &mut into[..count]);
        }
        clean::clean(&rows, &mut gates, stride, cleaning);
        if let Some(missing) = gates.chunks_exact_mut(stride).next_back() {
            missing[..count].fill(NOT_MEASURED);
        }
        let elevation_deg = f64::from(sweep.elevation_deg());
        Some(Self {
            directions: directions(&rows, stride),
            ranges: ranges(first, count, beam, elevation_deg),
            gates: gates.into(),
            stride,
            elevation_deg,
            beam,
        })
    }

    /// Bytes of memory that it takes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        size_of::<Self>() + self.gates.len() + size_of_val(&*self.directions) + size_of_val(&*self.ranges)
    }

    /// Metres along the ground to the end of the last gate.
    #[must_use]
    pub fn reach_m(&self) -> f64 {
        let beyond = self.beyond();
        let steps = self.ranges.iter().rposition(|gate| *gate != beyond).map_or(0, |last| last + 1);
        steps as f64 * STEP_M
    }

    /// The part of the turn in which no radial was measured, 0 to 1.
    #[must_use]
    pub fn missing_part(&self) -> f64 {
        let nothing = self.gates.len() - self.stride;
        let missing = self.directions.iter().filter(|row| **row as usize == nothing).count();
        missing as f64 / DIRECTIONS as f64
    }

    /// Where the radar stands.
    #[must_use]
    pub fn site(&self) -> geo::ellipsoid::Point {
        self.beam.site
    }

    /// Degrees above the horizon.
    #[must_use]
    pub fn elevation_deg(&self) -> f64 {
        self.elevation_deg
    }

    /// The index at a place, in metres east and north of the radar (on the plane that keeps directions and
    /// distances from it), or none where the sweep does not reach.
    #[must_use]
    pub fn toward(&self, east_m: f64, north_m: f64) -> Option<u8> {
        let turn = (east_m.atan2(north_m) / std::f64::consts::TAU).rem_euclid(1.0);
        let direction = (turn * DIRECTIONS as f64) as usize % DIRECTIONS;
        let step = (east_m.hypot(north_m) / STEP_M).round();
        let gate = (step < STEPS as f64).then(|| self.ranges[step as usize])?;
        // Around the antenna there is no gate, and nothing to be said.
        (gate != self.beyond()).then(|| self.gates[self.directions[direction] as usize + usize::from(gate)])
    }

    /// Metres above the sea of the middle of the beam, `ground_m` metres from the radar.
    pub(crate) fn height_m(&self, ground_m: f64) -> f64 {
        self.beam.height_m(self.elevation_deg, ground_m)
    }

    /// The gate that stands for what lies beyond the last one.
    pub(super) fn beyond(&self) -> u16 {
        (self.stride - 1) as u16
    }
}

fn directions(rows: &[Row<'_>], stride: usize) -> Box<[u32; DIRECTIONS]> {
    let mut table = Box::new([0; DIRECTIONS]);
    for (slot, row) in table.iter_mut().zip(nearest(rows)) {
        *slot = (row.unwrap_or(rows.len()) * stride) as u32;
    }
    table
}

fn ranges(gates: &Gates, count: usize, beam: Beam, elevation_deg: f64) -> Box<[u16; STEPS]> {
    let mut table = Box::new([count as u16; STEPS]);
    let place = |steps: usize| {
        let slant = beam.slant_m(elevation_deg, steps as f64 * STEP_M);
        (slant - f64::from(gates.first_m)) / f64::from(gates.spacing_m.max(1)) + 0.5
    };
    let mut from = place(0);
    for (square, slots) in table.chunks_exact_mut(EXACT_EVERY).enumerate() {
        let to = place((square + 1) * EXACT_EVERY);
        for (index, slot) in slots.iter_mut().enumerate() {
            let gate = from + (to - from) * index as f64 / EXACT_EVERY as f64;
            if gate >= 0.0 && gate < count as f64 {
                *slot = gate as u16;
            }
        }
        // Also where the beam never comes down any more, which is no number.
        if to.is_nan() || to >= count as f64 {
            break;
        }
        from = to;
    }
    table
}

/// Turns words into indices, through a table that is made once for each scale.
struct Colours<'a> {
    palette: &'a Palette,
    scale: Option<(f32, f32, bool)>,
    table: Vec<u8>,
}

impl<'a> Colours<'a> {
    fn new(palette: &'a Palette) -> Self {
        Self { palette, scale: None, table: Vec::new() }
    }

    fn paint(&mut self, gates: &Gates, into: &mut [u8]) {
        let wide = matches!(gates.words, Words::Sixteen(_));
        if self.scale != Some((gates.scale, gates.offset, wide)) {
            let words = 0..=if wide { u16::MAX } else { u16::from(u8::MAX) };
            self.table = words.map(|word| self.palette.index(gates.value(word))).collect();
            self.scale = Some((gates.scale, gates.offset, wide));
        }
        let of = |word: usize| self.table.get(word).copied().unwrap_or(NO_ECHO);
        match &gates.words {
            Words::Eight(words) => {
                into.iter_mut().zip(words).for_each(|(into, word)| *into = of(usize::from(*word)));
            }
            Words::Sixteen(words) => {
                into.iter_mut().zip(words).for_each(|(into, word)| *into = of(usize::from(*word)));
            }
        }
    }
}
