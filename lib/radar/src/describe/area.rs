//! How strong the echoes are over a town and over an area.
//!
//! Each is asked at many points. Where several sweeps measured a point, the one whose beam is lowest there tells, as in a
//! [`Mosaic`](crate::picture::Mosaic) of them.

use geo::ellipsoid::{Ellipsoid, Point};

use crate::beam::Beam;
use crate::describe::kind::Kind;
use crate::palette::{NOT_MEASURED, Palette};
use crate::picture::{PixelMap, Polar};
use crate::strength::Strength;

/// A town.
#[derive(Clone, Debug, PartialEq)]
pub struct Town {
    /// Its name, as it stands in a sentence.
    pub name: String,
    /// Where it is.
    pub point: Point,
    /// Metres above the sea, when known: then the height of the beam is told above the town, else above the sea.
    pub ground_m: Option<f64>,
    /// What is known to fall there, from an observation.
    pub falls: Kind,
}

/// An area with a name, such as a county.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// Its name, as it stands after "over", such as `Jackson County`.
    pub name: String,
    /// Rings of longitude and latitude in degrees, as in GeoJSON. A point inside an even number of them is
    /// outside, so holes need no mark.
    pub rings: Vec<Vec<[f64; 2]>>,
}

/// What the radar sees over a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Seen {
    /// The beam does not get there, or has not yet.
    NotMeasured,
    /// It gets there and hears nothing.
    Nothing,
    /// It hears something.
    Echo {
        /// What a tenth of the echoes or more is, or stronger.
        strength: Strength,
        /// Part of the place with echoes, 0 to 1.
        part: f32,
        /// What is stronger and heavy in smaller spots, but for single gates.
        spots: Option<Strength>,
    },
}

/// Metres around a town that count as the town.
const TOWN_M: f64 = 5_000.0;
/// An echo over a smaller part of a place is not spoken of, unless it is heavy: a storm is small beside a county.
const LEAST_PART: f32 = 0.02;
/// Fewer points than this are single gates and no spot.
const LEAST_SPOT: u32 = 3;
/// A strength is told when this part of the echoes has it or more.
const LEADING_PART: f32 = 0.1;
/// When less of a place than this was measured, nothing is said of it.
const LEAST_MEASURED: f32 = 0.5;
/// Points across an area or a town at which the sweep is asked.
const POINTS: u32 = 48;

/// What the lowest beam of these sweeps sees within five kilometres of a town.
#[must_use]
pub fn over_town(polars: &[&Polar], palette: &Palette, town: &Town) -> Seen {
    around_town(polars, palette, town).seen()
}

/// What the lowest beam of these sweeps sees over an area.
#[must_use]
pub fn over_area(polars: &[&Polar], palette: &Palette, area: &Area) -> Seen {
    within_area(polars, palette, area).seen()
}

/// Counts what is seen around a town.
pub(super) fn around_town(polars: &[&Polar], palette: &Palette, town: &Town) -> Tally {
    let middle = |polar: &&Polar| {
        let leg = Ellipsoid::wgs84().inverse(polar.site(), town.point);
        let (sine, cosine) = leg.azimuth_deg.to_radians().sin_cos();
        [leg.distance_m * sine, leg.distance_m * cosine]
    };
    let middles: Vec<[f64; 2]> = polars.iter().map(middle).collect();
    let mut tally = Tally::of(polars.len());
    for row in 0..=10 {
        for column in 0..=10 {
            let offset = |index: i32| f64::from(index - 5) / 5.0 * TOWN_M;
            let (x, y) = (offset(column), offset(row));
            if x.hypot(y) <= TOWN_M {
                // The plane of another radar is turned by a few degrees: at the rim of a town less than its beam is wide.
                tally.count(lowest(polars, |place| middles.get(place).map(|[e, n]| [e + x, n + y])), palette);
            }
        }
    }
    tally
}

/// Counts what is seen over an area.
pub(super) fn within_area(polars: &[&Polar], palette: &Palette, area: &Area) -> Tally {
    let mut tally = Tally::of(polars.len());
    let Some(extent) = area.extent() else { return tally };
    let map = |polar: &&Polar| PixelMap::new(polar.site(), polar.reach_m(), extent, POINTS, POINTS).ok();
    let maps: Vec<Option<PixelMap>> = polars.iter().map(map).collect();
    for row in 0..POINTS {
        for column in 0..POINTS {
            if area.holds(extent, column, row) {
                let spot = |place: usize| {
                    let (azimuth, ground) = maps.get(place)?.as_ref()?.at(column, row)?;
                    let (sine, cosine) = azimuth.to_radians().sin_cos();
                    Some([ground * sine, ground * cosine])
                };
                tally.count(lowest(polars, spot), palette);
            }
        }
    }
    tally
}

/// What the lowest beam says that measured a point: the place of its sweep in the order, and the index. `spot` tells for each
/// sweep where the point is, in metres east and north of its radar; none where it does not reach.
fn lowest(polars: &[&Polar], spot: impl Fn(usize) -> Option<[f64; 2]>) -> Option<(usize, u8)> {
    let measured = polars.iter().enumerate().filter_map(|(place, polar)| {
        let [east, north] = spot(place)?;
        let index = polar.toward(east, north).filter(|index| *index != NOT_MEASURED)?;
        Some((place, index, polar, east.hypot(north)))
    });
    // The first of two that are equally low, as it is drawn.
    let found = measured
        .min_by(|(_, _, one, near), (_, _, other, far)| one.height_m(*near).total_cmp(&other.height_m(*far)));
    found.map(|(place, index, ..)| (place, index))
}

impl Area {
    /// The piece of the map around it.
    fn extent(&self) -> Option<geo::mercator::Extent> {
        let points =
            self.rings.iter().flatten().filter_map(|[longitude, latitude]| Point::new(*latitude, *longitude));
        let mut extent: Option<geo::mercator::Extent> = None;
        for position in points.map(geo::mercator::Position::of) {
            let (x, y) = (position.x, position.y);
            let around = extent.get_or_insert(geo::mercator::Extent { west: x, north: y, east: x, south: y });
            around.west = around.west.min(x);
            around.east = around.east.max(x);
            around.north = around.north.min(y);
            around.south = around.south.max(y);
        }
        extent.filter(|extent| extent.east > extent.west && extent.south > extent.north)
    }

    /// Whether the middle of a cell of a grid over the extent lies within it.
    fn holds(&self, extent: geo::mercator::Extent, column: u32, row: u32) -> bool {
        let along = |from: f64, to: f64, index: u32| {
            from + (to - from) * (f64::from(index) + 0.5) / f64::from(POINTS)
        };
        let (x, y) = (along(extent.west, extent.east, column), along(extent.north, extent.south, row));
        let point = geo::mercator::Position { x, y }.point();
        let inside = |ring: &Vec<[f64; 2]>| crosses_odd(ring, point.longitude, point.latitude);
        self.rings.iter().filter(|ring| inside(ring)).count() % 2 == 1
    }
}

/// Whether a line from the point to the east crosses a ring an odd number of times.
fn crosses_odd(ring: &[[f64; 2]], x: f64, y: f64) -> bool {
    let mut inside = false;
    for (index, [x1, y1]) in ring.iter().enumerate() {
        let [x2, y2] = ring[(index + 1) % ring.len()];
        if (*y1 > y) != (y2 > y) && x < (x2 - x1) * (y - y1) / (y2 - y1) + x1 {
            inside = !inside;
        }
    }
    inside
}

/// Counts of strengths.
#[derive(Default)]
pub(super) struct Tally {
    unmeasured: u32,
    silent: u32,
    /// From very light to very heavy.
    strengths: [u32; 5],
    /// For each sweep whether any of the echoes are what it measured.
    heard: Vec<bool>,
}

impl Tally {
    /// Nothing was counted yet of so many sweeps.
    fn of(sweeps: usize) -> Self {
        Self { heard: vec![false; sweeps], ..Self::default() }
    }

    /// What the sweep at a place in the order says of a point; none when no sweep measured it.
    fn count(&mut self, told: Option<(usize, u8)>, palette: &Palette) {
        let Some((place, index)) = told else {
            self.unmeasured += 1;
            return;
        };
        match palette.value_of(index).and_then(Strength::of_dbz) {
            Some(strength) => {
                self.strengths[strength as usize] += 1;
                if let Some(heard) = self.heard.get_mut(place) {
                    *heard = true;
                }
            }
            None => self.silent += 1,
        }
    }

    /// For each sweep whether any of the echoes are what it measured.
    pub(super) fn heard(&self) -> &[bool] {
        &self.heard
    }

    pub(super) fn seen(&self) -> Seen {
        let echoes: u32 = self.strengths.iter().sum();
        let measured = echoes + self.silent;
        let part = |count: u32, of: u32| count as f32 / of.max(1) as f32;
        if part(measured, measured + self.unmeasured) < LEAST_MEASURED {
            return Seen::NotMeasured;
        }
        let strongest = |is_enough: &dyn Fn(u32) -> bool| {
            let mut at_least = 0;
            Strength::FROM_ABOVE.into_iter().find(|strength| {
                at_least += self.strengths[*strength as usize];
                is_enough(at_least)
            })
        };
        let spots = strongest(&|points| points >= LEAST_SPOT).filter(|strength| *strength >= Strength::Heavy);
        if part(echoes, measured) < LEAST_PART && spots.is_none() {
            return Seen::Nothing;
        }
        let leading = strongest(&|points| part(points, echoes) >= LEADING_PART);
        let strength = leading.unwrap_or(Strength::VeryLight);
        let spots = spots.filter(|spots| *spots > strength);
        Seen::Echo { strength, part: part(echoes, measured), spots }
    }
}

impl Town {
    /// Metres of the beam's middle above the town, or above the sea when the town's height is not known.
    #[must_use]
    pub fn beam_above_m(&self, beam: Beam, elevation_deg: f64) -> f64 {
        beam.height_over_m(elevation_deg, self.point) - self.ground_m.unwrap_or(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hole_is_outside() {
        let square = |from: f64, to: f64| vec![[from, from], [to, from], [to, to], [from, to]];
        let area = Area { name: String::new(), rings: vec![square(0.0, 10.0), square(4.0, 6.0)] };
        let extent = area.extent().unwrap();
        assert!(area.holds(extent, 2, 2));
        assert!(!area.holds(extent, POINTS / 2, POINTS / 2));
    }

    #[test]
    fn an_area_without_points_is_not_measured() {
        assert!(Area { name: String::new(), rings: vec![vec![[0.0, f64::NAN]]] }.extent().is_none());
        assert_eq!(Tally::default().seen(), Seen::NotMeasured);
    }

    #[test]
    fn single_gates_do_not_lead_and_heavy_spots_are_told() {
        let of = |silent, strengths| Tally { silent, strengths, ..Tally::default() }.seen();
        let echo = |strength, part, spots| Seen::Echo { strength, part, spots };
        assert_eq!(of(100, [0, 98, 0, 0, 2]), echo(Strength::Light, 0.5, None));
        assert_eq!(of(100, [0, 95, 0, 0, 5]), echo(Strength::Light, 0.5, Some(Strength::VeryHeavy)));
        assert_eq!(of(100, [0, 90, 5, 5, 0]), echo(Strength::Moderate, 0.5, Some(Strength::Heavy)));
        // Heavy in a tenth of it is heavy as a whole.
        assert_eq!(of(100, [0, 50, 0, 50, 0]), echo(Strength::Heavy, 0.5, None));
        assert_eq!(of(99, [1, 0, 0, 0, 0]), Seen::Nothing);
        // A storm over a small part of a county is no dry county; a little drizzle is.
        assert_eq!(of(996, [0, 0, 0, 4, 0]), echo(Strength::Heavy, 0.004, None));
        assert_eq!(of(996, [0, 0, 4, 0, 0]), Seen::Nothing);
    }
}
