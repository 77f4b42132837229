//! The radials of a sweep as rows of a table, and which of them stands for a direction.

use crate::moment::Moment;
use crate::radial::Gates;
use crate::sweep::Sweep;

/// Parts of a turn that are told apart; 79 m at 230 km.
pub(super) const DIRECTIONS: usize = 16_384;
/// A radial stands for directions up to this part of its width from its middle. A little more than a half,
/// because the antenna is not even; less than one, so that a missing radial is seen.
const STANDS_FOR: f32 = 0.75;

/// A radial that has the wanted moment.
pub(crate) struct Row<'a> {
    /// Its place among the radials of the sweep.
    pub(crate) index: usize,
    pub(crate) azimuth_deg: f32,
    pub(crate) width_deg: f32,
    pub(crate) gates: &'a Gates,
}

/// The radials that have a moment, clockwise. Those whose gates lie elsewhere than the first one's are left out:
/// no radar mixes them in a sweep.
pub(crate) fn rows(sweep: &Sweep, moment: Moment) -> Vec<Row<'_>> {
    let with = sweep.radials.iter().enumerate().filter_map(|(index, radial)| {
        let gates = radial.of(moment).filter(|gates| !gates.words.is_empty())?;
        Some(Row { index, azimuth_deg: radial.azimuth_deg, width_deg: radial.width_deg, gates })
    });
    let mut rows: Vec<Row<'_>> = with.collect();
    if let Some((first_m, spacing_m)) = rows.first().map(|row| (row.gates.first_m, row.gates.spacing_m)) {
        rows.retain(|row| row.gates.first_m == first_m && row.gates.spacing_m == spacing_m);
    }
    rows.sort_by(|a, b| a.azimuth_deg.total_cmp(&b.azimuth_deg));
    rows
}

/// For each direction the nearest row that stands for it.
pub(super) fn nearest(rows: &[Row<'_>]) -> Vec<Option<usize>> {
    let mut best = vec![(f32::INFINITY, None); DIRECTIONS];
    let per_degree = DIRECTIONS as f32 / 360.0;
    for (index, row) in rows.iter().enumerate() {
        let reach = (row.width_deg * STANDS_FOR * per_degree).ceil() as i64;
        let middle = row.azimuth_deg * per_degree;
        for place in -reach..=reach {
            let direction = middle.floor() as i64 + place;
            let distance = (direction as f32 + 0.5 - middle).abs();
            if distance <= row.width_deg * STANDS_FOR * per_degree {
                let slot = &mut best[direction.rem_euclid(DIRECTIONS as i64) as usize];
                if distance < slot.0 {
                    *slot = (distance, Some(index));
                }
            }
        }
    }
    best.into_iter().map(|(_, row)| row).collect()
}
