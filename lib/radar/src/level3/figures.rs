//! What a product says, gate by gate and as a whole.

use crate::level3::packets::Data;
use crate::level3::product::Product;
use crate::radial::Value;
use crate::summary::Tally;

/// A product in figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// Radials, or rows of a raster.
    pub rows: usize,
    /// Gates of the longest radial, or cells of a row.
    pub gates: usize,
    /// Metres to the middle of the first gate; none of a raster.
    pub first_m: Option<i32>,
    /// Metres from gate to gate, or the side of a cell.
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

impl Product {
    /// Counts what is in it.
    #[must_use]
    pub fn figures(&self) -> Figures {
        let (rows, gates, first_m, spacing_m) = match &self.data {
            Data::Radials { first_m, spacing_m, radials } => {
                let longest = radials.iter().map(|radial| radial.words.len()).max();
                (radials.len(), longest.unwrap_or(0), Some(*first_m), *spacing_m)
            }
            Data::Raster(raster) => {
                (raster.words.len() / raster.width.max(1), raster.width, None, raster.cell_m)
            }
        };
        let Tally { valid, folded, min, max } = Tally::of(self.words().map(|word| self.value(word)));
        Figures { rows, gates, first_m, spacing_m, valid, folded, min, max }
    }

    /// Every figure: azimuth in degrees, range in metres of the middle of the gate or cell, value in the unit of the
    /// product. Gates without a figure are left out.
    pub fn values(&self) -> impl Iterator<Item = (f32, f64, f32)> + '_ {
        self.places().zip(self.words()).filter_map(|((azimuth_deg, range_m), word)| match self.value(word) {
            Value::Measured(value) => Some((azimuth_deg, range_m, value)),
            Value::Below | Value::Folded | Value::Code(_) => None,
        })
    }

    fn words(&self) -> Box<dyn Iterator<Item = u8> + '_> {
        match &self.data {
            Data::Radials { radials, .. } => {
                Box::new(radials.iter().flat_map(|radial| radial.words.iter().copied()))
            }
            Data::Raster(raster) => Box::new(raster.words.iter().copied()),
        }
    }

    /// Direction and distance of each word, in their order.
    fn places(&self) -> Box<dyn Iterator<Item = (f32, f64)> + '_> {
        match &self.data {
            Data::Radials { first_m, spacing_m, radials } => {
                let along = |gate: usize| f64::from(*first_m) + gate as f64 * f64::from(*spacing_m);
                Box::new(radials.iter().flat_map(move |radial| {
                    (0..radial.words.len()).map(move |gate| (radial.azimuth_deg(), along(gate)))
                }))
            }
            Data::Raster(raster) => {
                let (width, rows) = (raster.width.max(1), raster.words.len() / raster.width.max(1));
                let cell = f64::from(raster.cell_m);
                // Metres from the middle of the grid to the middle of a cell.
                let off = move |index: usize, of: usize| (index as f64 + 0.5 - of as f64 / 2.0) * cell;
                Box::new((0..raster.words.len()).map(move |index| {
                    let (east, north) = (off(index % width, width), -off(index / width, rows));
                    (east.atan2(north).to_degrees().rem_euclid(360.0) as f32, east.hypot(north))
                }))
            }
        }
    }
}
