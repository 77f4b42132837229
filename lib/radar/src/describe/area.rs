//! How strong the echoes are over a town and over an area.

use geo::ellipsoid::{Ellipsoid, Point};

use crate::beam::Beam;
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
        /// How strong, where it is strongest but for single gates.
        strength: Strength,
        /// Part of the place with echoes, 0 to 1.
        part: f32,
    },
}

/// Metres around a town that count as the town.
const TOWN_M: f64 = 5_000.0;
/// An echo over a smaller part of a place is not spoken of.
const LEAST_PART: f32 = 0.02;
/// A strength is told when this part of the echoes has it or more.
const LEADING_PART: f32 = 0.1;
/// When less of a place than this was measured, nothing is said of it.
const LEAST_MEASURED: f32 = 0.5;
/// Points across an area or a town at which the sweep is asked.
const POINTS: u32 = 48;

/// What is seen within five kilometres of a town.
#[must_use]
pub fn over_town(polar: &Polar, palette: &Palette, town: &Town) -> Seen {
    let leg = Ellipsoid::wgs84().inverse(polar.site(), town.point);
    let (sine, cosine) = leg.azimuth_deg.to_radians().sin_cos();
    let (east, north) = (leg.distance_m * sine, leg.distance_m * cosine);
    let mut tally = Tally::default();
    for row in 0..=10 {
        for column in 0..=10 {
            let offset = |index: i32| f64::from(index - 5) / 5.0 * TOWN_M;
            let (x, y) = (offset(column), offset(row));
            if x.hypot(y) <= TOWN_M {
                tally.count(polar.toward(east + x, north + y), palette);
            }
        }
    }
    tally.seen()
}

/// What is seen over an area.
#[must_use]
pub fn over_area(polar: &Polar, palette: &Palette, area: &Area) -> Seen {
    let mut tally = Tally::default();
    let Some(extent) = area.extent() else { return Seen::NotMeasured };
    let Ok(map) = PixelMap::new(polar.site(), polar.reach_m(), extent, POINTS, POINTS) else {
        return Seen::NotMeasured;
    };
    for row in 0..POINTS {
        for column in 0..POINTS {
            if area.holds(extent, column, row) {
                let index = map.at(column, row).map(|(azimuth, ground)| {
                    let (sine, cosine) = azimuth.to_radians().sin_cos();
                    polar.toward(ground * sine, ground * cosine)
                });
                tally.count(index.flatten(), palette);
            }
        }
    }
    tally.seen()
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
struct Tally {
    unmeasured: u32,
    silent: u32,
    /// From very light to very heavy.
    strengths: [u32; 5],
}

impl Tally {
    fn count(&mut self, index: Option<u8>, palette: &Palette) {
        match index {
            None | Some(NOT_MEASURED) => self.unmeasured += 1,
            Some(index) => match palette.value_of(index).and_then(Strength::of_dbz) {
                Some(strength) => self.strengths[strength as usize] += 1,
                None => self.silent += 1,
            },
        }
    }

    fn seen(&self) -> Seen {
        let echoes: u32 = self.strengths.iter().sum();
        let measured = echoes + self.silent;
        let part = |count: u32, of: u32| count as f32 / of.max(1) as f32;
        if part(measured, measured + self.unmeasured) < LEAST_MEASURED {
            return Seen::NotMeasured;
        }
        if part(echoes, measured) < LEAST_PART {
            return Seen::Nothing;
        }
        let from_above =
            [Strength::VeryHeavy, Strength::Heavy, Strength::Moderate, Strength::Light, Strength::VeryLight];
        let mut at_least = 0;
        let leading = from_above.into_iter().find(|strength| {
            at_least += self.strengths[*strength as usize];
            part(at_least, echoes) >= LEADING_PART
        });
        let strength = leading.unwrap_or(Strength::VeryLight);
        Seen::Echo { strength, part: part(echoes, measured) }
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
    fn single_gates_do_not_lead() {
        let tally = Tally { unmeasured: 0, silent: 10, strengths: [0, 95, 0, 0, 5] };
        let Seen::Echo { strength, .. } = tally.seen() else { panic!("there is an echo") };
        assert_eq!(strength, Strength::Light);
        assert_eq!(Tally { strengths: [1, 0, 0, 0, 0], silent: 99, unmeasured: 0 }.seen(), Seen::Nothing);
    }
}
