//! What was understood → pictures: a still around the radar, or the squares of a web map.

use super::Understood;
use geo::mercator::Tile;
use radar::{
    Beam, Moment, Palette, Place, Sweep, dealias,
    level3::Product,
    picture::{Cleaning, Effort, PixelMap, Polar, draw, png, still_extent, tiles},
};
use std::ops::RangeInclusive;

/// What to draw of a volume.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Which moment.
    pub moment: Moment,
    /// Which sweep, from 0; the lowest that has the moment without it.
    pub sweep: Option<usize>,
    /// The palette's name; the usual one of the moment without it.
    pub palette: Option<String>,
    /// Everything as it was measured, instead of without what is no weather, and velocity not dealiased.
    pub raw: bool,
}

/// Why it cannot be drawn.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The moment was not measured, or not in that sweep.
    #[error("there is no {moment} to draw{}; there is: {there}", .sweep.map(|n| format!(" in sweep {n}")).unwrap_or_default())]
    NoMoment {
        /// Which was asked for.
        moment: Moment,
        /// In which sweep.
        sweep: Option<usize>,
        /// What there is.
        there: String,
    },
    /// A product that is no sweep of a moment.
    #[error("this product is not drawn: {0}. `inspect radar` gives its figures")]
    NotDrawn(&'static str),
    /// No palette has this name, or it is one of another moment.
    #[error("there is no palette “{name}” for {moment}; there is: {there}")]
    NoPalette {
        /// Asked for.
        name: String,
        /// Of which moment.
        moment: Moment,
        /// What there is.
        there: String,
    },
    /// The file does not say where the radar stands, and the registry does not know it.
    #[error(
        "nobody knows where the radar “{0}” stands: its file does not say, and the registry has no such radar"
    )]
    NoPlace(String),
    /// The picture's size is refused.
    #[error("{0}: ask for another")]
    Size(radar::Error),
}

/// One sweep in colours, ready to be drawn at any size.
pub struct Drawing {
    polar: Polar,
    place: Place,
    palette: Palette,
    /// The sweep's number, from 0.
    pub sweep: usize,
    /// Whether it shows velocity of a volume that wraps around, because it was asked for so or can't be dealiased.
    pub wraps: bool,
}

impl Drawing {
    /// Paint what was asked for.
    ///
    /// # Errors
    /// When the file has no such moment, palette or place.
    pub fn of(understood: &Understood, asked: &Asked) -> Result<Self, Fault> {
        let palette = palette(asked)?;
        match understood {
            Understood::Volume(volume) => {
                let chosen = match asked.sweep {
                    Some(index) => {
                        volume.sweeps.get(index).filter(|s| s.has(asked.moment)).map(|s| (s, index))
                    }
                    None => volume.lowest(asked.moment),
                };
                let (sweep, index) = chosen.ok_or_else(|| no_moment(asked, &volume.sweeps))?;
                let place = volume.site.place.ok_or_else(|| Fault::NoPlace(volume.site.id.clone()))?;
                let correlation = volume.correlation_for(index);
                let is_velocity = asked.moment == Moment::Velocity;
                let unfolded = if is_velocity && !asked.raw { dealias(sweep) } else { None };
                let drawn = unfolded.as_ref().map_or(sweep, |unfolded| &unfolded.sweep);
                let wraps = is_velocity && unfolded.is_none();
                let painted = Self::paint(drawn, index, place, palette, cleaning(asked.raw, correlation))?;
                Ok(Self { wraps, ..painted })
            }
            Understood::Product(product) => {
                let sweep = product.sweep().ok_or_else(|| not_drawn(product))?;
                let place = product.place.ok_or_else(|| Fault::NoPlace(product.site.clone()))?;
                if !sweep.has(asked.moment) || asked.sweep.is_some_and(|index| index != 0) {
                    return Err(no_moment(asked, std::slice::from_ref(&sweep)));
                }
                // A product was cleaned, and its velocity dealiased, where it was made.
                Self::paint(&sweep, 0, place, palette, Cleaning::Raw)
            }
        }
    }

    fn paint(
        sweep: &Sweep,
        index: usize,
        place: Place,
        palette: Palette,
        cleaning: Cleaning<'_>,
    ) -> Result<Self, Fault> {
        let polar = Polar::new(sweep, palette.moment, Beam::new(place), &palette, cleaning);
        let none =
            || Fault::NoMoment { moment: palette.moment, sweep: Some(index), there: "nothing".to_owned() };
        Ok(Self { polar: polar.ok_or_else(none)?, place, palette, sweep: index, wraps: false })
    }

    /// The part of the turn that was not measured, 0 to 1.
    pub fn missing(&self) -> f64 {
        self.polar.missing_part()
    }

    /// A square PNG around the radar: `radius_m` metres to each side, at most what the sweep reaches.
    ///
    /// # Errors
    /// When the size is refused.
    pub fn still(&self, radius_m: f64, pixels: u32) -> Result<Vec<u8>, Fault> {
        let site = self.place.point();
        let extent = still_extent(site, radius_m.min(self.polar.reach_m()));
        let map = PixelMap::new(site, self.polar.reach_m(), extent, pixels, pixels).map_err(Fault::Size)?;
        Ok(png(&draw(&map, &self.polar), &self.palette, Effort::Small))
    }

    /// The squares of a web map that the sweep reaches: Web Mercator, 256 pixels, numbered as XYZ.
    pub fn squares(&self, zooms: RangeInclusive<u8>) -> Vec<Tile> {
        tiles(self.place.point(), self.polar.reach_m(), zooms).collect()
    }

    /// One of them as a PNG; none when there is nothing to see on it.
    pub fn square(&self, tile: Tile) -> Option<Vec<u8>> {
        let map = PixelMap::of_tile(self.place.point(), self.polar.reach_m(), tile);
        let picture = draw(&map, &self.polar);
        (!picture.is_blank()).then(|| png(&picture, &self.palette, Effort::Quick))
    }
}

fn not_drawn(product: &Product) -> Fault {
    Fault::NotDrawn(match product.quantity.moment() {
        None => "there is no palette for echo tops and liquid, only for what one sweep measures",
        Some(_) => "its figures are on a square grid, and only those along the beams of a radar are drawn",
    })
}

fn cleaning(raw: bool, correlation: Option<&Sweep>) -> Cleaning<'_> {
    if raw { Cleaning::Raw } else { Cleaning::NoClutter { correlation } }
}

fn palette(asked: &Asked) -> Result<Palette, Fault> {
    let Some(name) = &asked.palette else { return Ok(Palette::usual(asked.moment)) };
    let fits = |palette: &Palette| palette.moment == asked.moment;
    let there = || Palette::all().into_iter().filter(fits).map(|p| p.name).collect::<Vec<_>>().join(", ");
    let none = || Fault::NoPalette { name: name.clone(), moment: asked.moment, there: there() };
    Palette::named(name).filter(fits).ok_or_else(none)
}

fn no_moment(asked: &Asked, sweeps: &[Sweep]) -> Fault {
    let has = |moment: &Moment| sweeps.iter().any(|sweep| sweep.has(*moment));
    let there: Vec<&str> = Moment::ALL.into_iter().filter(has).map(Moment::code).collect();
    let there = if there.is_empty() { "nothing".to_owned() } else { there.join(", ") };
    Fault::NoMoment { moment: asked.moment, sweep: asked.sweep, there }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::radar::{tests::made, understand};
    use ::radar::encode;

    fn asked() -> Asked {
        Asked { moment: Moment::Reflectivity, sweep: None, palette: None, raw: false }
    }

    #[test]
    fn a_still_and_squares_are_pictures() {
        let understood = understand(&encode::archive(&made())).unwrap();
        let drawing = Drawing::of(&understood, &asked()).unwrap();
        assert!(drawing.still(100_000.0, 256).unwrap().starts_with(b"\x89PNG"));
        assert!(matches!(drawing.still(100_000.0, 1 << 20), Err(Fault::Size(_))));
        let squares = drawing.squares(6..=7);
        assert!(squares.len() > 3 && squares.iter().all(|tile| (6..=7).contains(&tile.zoom)));
        assert!(
            squares.iter().filter_map(|tile| drawing.square(*tile)).all(|png| png.starts_with(b"\x89PNG"))
        );
        assert!(squares.iter().any(|tile| drawing.square(*tile).is_some()));
    }

    #[test]
    fn velocity_is_dealiased_unless_it_is_asked_for_as_measured() {
        let mut volume = made();
        let drawn = |volume: &radar::Volume, raw: bool| {
            let asked = Asked { moment: Moment::Velocity, raw, ..asked() };
            let understood = Understood::Volume(Box::new(volume.clone()));
            let drawing = Drawing::of(&understood, &asked).unwrap();
            (drawing.wraps, drawing.still(100_000.0, 256).unwrap())
        };
        assert!(!drawn(&volume, false).0 && drawn(&volume, true).0);
        for sweep in &mut volume.sweeps {
            for radial in &mut sweep.radials {
                let mut without = (**radial).clone();
                without.nyquist_mps = None;
                *radial = without.into();
            }
        }
        assert!(drawn(&volume, false).0, "without a Nyquist speed it stays as it was");
    }

    #[test]
    fn what_is_not_there_is_said_with_what_is() {
        let understood = understand(&encode::archive(&made())).unwrap();
        let fault = |asked: Asked| Drawing::of(&understood, &asked).err().unwrap().to_string();
        assert!(fault(Asked { sweep: Some(99), ..asked() }).contains("in sweep 99; there is: REF"));
        assert!(
            fault(Asked { palette: Some("mauve".to_owned()), ..asked() })
                .contains("“mauve” for REF; there is: ")
        );
    }
}
