//! A volume that grows → drafts of frames: what has changed is drawn, what has not is kept.
//!
//! Of a look that is under way only the reflectivity of the lowest tilt is drawn, square by square where the antenna has
//! been since. When the antenna has gone on, the other products of the tilt follow; when the next look begins or the volume
//! ends, those that need more tilts.

use super::{
    card::card,
    looks::{Look, looks},
    maps::{Maps, REACH_M, Sectors, Square},
    memory::Whole,
    paint::{blank, named, paint},
    place,
    subjects::Subjects,
};
use bytes::Bytes;
use geo::ellipsoid::Point;
use jiff::Timestamp;
use model::{
    radar::{Frame, Product, STILL_PIXELS, Site},
    station::Station,
};
use radar::{
    Beam, Condition, Moment, Palette, Place, Sweep, Volume, dealias,
    describe::{Motion, motion},
    picture::{Cleaning, Effort, PixelMap, Polar, composite, draw, still_extent},
};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Arc, Mutex, PoisonError},
};
use store::Squares;

/// What a drawing needs to know beside the volume.
pub(crate) struct Order<'a> {
    pub(crate) site: &'a Site,
    pub(crate) zooms: (u8, u8),
    pub(crate) subjects: &'a Subjects,
    pub(crate) station: &'a Station,
    pub(crate) maps: &'a Mutex<Maps>,
    /// Nothing more will come of the volume.
    pub(crate) ended: bool,
}

/// A frame that is drawn and not kept yet.
#[derive(Debug)]
pub(crate) struct Draft {
    pub(crate) began: Timestamp,
    pub(crate) at: Timestamp,
    pub(crate) complete: bool,
    /// The part of the turn that did not come, once it is complete.
    pub(crate) missing: f32,
    pub(crate) cleaned: bool,
    pub(crate) maintenance: bool,
    pub(crate) vcp: Option<u16>,
    /// None while the sweep is under way: what is not there yet cannot be spoken of.
    pub(crate) said: Option<String>,
    pub(crate) heights: Vec<String>,
    pub(crate) reach_m: f64,
    /// What is new.
    pub(crate) packs: Vec<Pack>,
    /// The look that the words speak of, once it is whole.
    pub(crate) whole: Option<Whole>,
    /// It takes the place of what was drawn of the same look when less of it had come.
    pub(crate) is_anew: bool,
}

/// A product that was drawn.
#[derive(Debug)]
pub(crate) struct Pack {
    pub(crate) product: Product,
    pub(crate) tilt_deg: f32,
    /// Whether velocity was dealiased.
    pub(crate) dealiased: bool,
    /// The packed squares.
    pub(crate) bytes: Bytes,
}

impl Pack {
    /// Of a product that is not dealiased, or needs not be.
    fn plain(product: Product, tilt_deg: f32, bytes: Bytes) -> Self {
        Self { product, tilt_deg, dealiased: false, bytes }
    }
}

/// What is remembered from chunk to chunk.
#[derive(Default)]
pub(crate) struct Artist {
    growing: Option<Growing>,
    /// Looks of which nothing more is drawn, by their volume and cut.
    closed: BTreeSet<(Timestamp, u8)>,
    /// The whole look before, to measure motion.
    earlier: Option<(Timestamp, Arc<Polar>)>,
    /// Squares of a sweep that has not come there yet; they are the same for every look that reaches as far.
    veil: HashMap<(u8, u32, u32), Bytes>,
    veil_reach: u64,
    /// What was drawn last was of this moment, and so far in the future that nobody was shown it.
    pub(crate) refused: Option<Timestamp>,
    still: Option<Arc<PixelMap>>,
}

/// The look that is under way.
struct Growing {
    name: (Timestamp, u8),
    began: Timestamp,
    /// Numbers of the radials that are drawn.
    drawn: BTreeSet<u16>,
    squares: BTreeMap<(u8, u32, u32), Bytes>,
    over: bool,
    /// What was kept of it last.
    kept: Option<Frame>,
}

impl Artist {
    /// Draw what is new in a volume.
    pub(crate) fn draw(&mut self, name: Timestamp, volume: &Volume, order: &Order<'_>) -> Vec<Draft> {
        let Some(place) = place(order.site) else { return Vec::new() };
        let mut drafts = Vec::new();
        for look in looks(volume, order.ended) {
            let Some(first) = look.sweeps.first().and_then(|index| volume.sweeps.get(*index)) else {
                continue;
            };
            let name = (name, first.cut);
            if self.closed.contains(&name) {
                continue;
            }
            if self.growing.as_ref().is_none_or(|growing| growing.name != name) {
                self.growing = Some(Growing {
                    name,
                    began: look.began,
                    drawn: BTreeSet::new(),
                    squares: BTreeMap::new(),
                    over: false,
                    kept: None,
                });
            }
            drafts.extend(self.look(volume, &look, order, place));
        }
        drafts
    }

    /// What was kept of a look last, while it grows.
    pub(crate) fn kept(&self, began: Timestamp) -> Option<&Frame> {
        self.growing.as_ref().filter(|growing| growing.began == began)?.kept.as_ref()
    }

    /// A draft was kept as this.
    pub(crate) fn keep(&mut self, frame: &Frame) {
        let growing =
            self.growing.as_mut().filter(|growing| growing.began.as_second() == frame.id.began().as_second());
        if let Some(growing) = growing {
            growing.kept = Some(frame.clone());
        }
    }

    /// Another drew the look before once more, when all of it had come.
    pub(crate) fn learns(&mut self, other: &Self) {
        if let (Some(own), Some(better)) = (&mut self.earlier, &other.earlier)
            && own.0 == better.0
        {
            *own = better.clone();
        }
    }

    fn look(&mut self, volume: &Volume, look: &Look, order: &Order<'_>, place: Place) -> Option<Draft> {
        let (growing, closed) = (self.growing.as_mut()?, order.ended || look.until < volume.sweeps.len());
        let (low, sweep) = look.sweep(volume, Moment::Reflectivity).map(|low| (low, &volume.sweeps[low]))?;
        let new: Vec<_> =
            sweep.radials.iter().filter(|radial| !growing.drawn.contains(&radial.number)).collect();
        let is_just_over = look.over && !growing.over;
        if new.is_empty() && !is_just_over && !closed {
            return None;
        }
        let touched = new.iter().fold(Sectors::default(), |all, r| all.and_around(f64::from(r.azimuth_deg)));
        growing.drawn.extend(new.iter().map(|radial| radial.number));
        growing.over |= look.over;
        let (name, began) = (growing.name, growing.began);
        let palette = Palette::safe(Moment::Reflectivity);
        let correlation = volume.correlation_for(low);
        let cleaning = Cleaning::NoClutter { correlation };
        let polar = Arc::new(Polar::new(sweep, Moment::Reflectivity, Beam::new(place), &palette, cleaning)?);
        let complete = sweep.is_complete() || look.over;
        let at = sweep.radials.iter().map(|radial| radial.time).max()?;
        let mut packs = Vec::new();
        // When the antenna has gone on, all of it once more, small: this is what every loop will fetch.
        let redrawn = if is_just_over { Sectors::ALL } else { touched };
        if redrawn != Sectors::default() {
            let effort = if look.over { Effort::Small } else { Effort::Quick };
            let pack = self.lowest(&polar, &palette, redrawn, order, effort);
            packs.push(Pack::plain(Product::Lowest, sweep.elevation_deg(), pack));
        }
        if is_just_over {
            self.same_tilt(volume, look, order, place, &mut packs);
            let card = self.card(&polar, &palette, at, order);
            packs.push(Pack::plain(Product::Card, sweep.elevation_deg(), card));
        }
        if closed {
            self.other_tilts(&look.so_far(volume), order, place, &mut packs);
            self.close(name);
        }
        let maintenance = volume.condition == Some(Condition::Maintenance);
        let whole = complete.then(|| {
            let motion = self.motion(began, &polar, &palette);
            Whole { at, polar: polar.clone(), cleaned: correlation.is_some(), maintenance, motion }
        });
        if closed {
            self.earlier = Some((began, polar.clone()));
        }
        Some(Draft {
            began,
            at,
            complete,
            missing: if complete { polar.missing_part() as f32 } else { 0.0 },
            cleaned: correlation.is_some(),
            maintenance,
            vcp: volume.vcp,
            said: whole.as_ref().map(|whole| order.subjects.say(&polar, &palette, whole.motion)),
            heights: order.subjects.heights(order.site, f64::from(sweep.elevation_deg())),
            reach_m: polar.reach_m(),
            packs,
            whole,
            is_anew: false,
        })
    }

    /// Nothing more is drawn of a look; of those long ago nobody will ask.
    fn close(&mut self, name: (Timestamp, u8)) {
        self.closed.insert(name);
        while self.closed.len() > 64 {
            self.closed.pop_first();
        }
    }

    /// The motion since the look before, when both are whole.
    fn motion(&self, began: Timestamp, polar: &Polar, palette: &Palette) -> Option<Motion> {
        let (before, earlier) = self.earlier.as_ref()?;
        motion(earlier, polar, palette, began.duration_since(*before).as_secs_f64())
    }

    /// The squares of the lowest tilt, drawn anew where the antenna has been; and the still.
    fn lowest(
        &mut self,
        polar: &Polar,
        palette: &Palette,
        touched: Sectors,
        order: &Order<'_>,
        effort: Effort,
    ) -> Bytes {
        let owner = self.owner(order, Product::Lowest);
        let is_first = self.growing.as_ref().is_none_or(|growing| growing.squares.is_empty());
        let wanted = if is_first { Sectors::ALL } else { touched };
        let squares = squares(order.maps, order.site, order.zooms, wanted);
        let reach = polar.reach_m() as u64;
        if self.veil_reach != reach {
            (self.veil, self.veil_reach) = (HashMap::new(), reach);
        }
        let mut to_draw = Vec::new();
        let mut drawn = Vec::new();
        for square in squares {
            let place = named(&square);
            match self.veil.get(&place).filter(|_| !square.sectors.meets(touched)) {
                Some(veil) => drawn.push((place, Some(veil.clone()))),
                None => to_draw.push(square),
            }
        }
        let map = self.still(order);
        let (fresh, still) = paint(&to_draw, &map, palette, effort, |map| draw(map, polar));
        for (square, (place, bytes)) in to_draw.iter().zip(&fresh) {
            if let Some(bytes) = bytes.as_ref().filter(|_| !square.sectors.meets(touched)) {
                self.veil.insert(*place, bytes.clone());
            }
        }
        drawn.extend(fresh);
        let Some(growing) = self.growing.as_mut() else { return Bytes::new() };
        for (place, bytes) in drawn {
            match bytes {
                Some(bytes) => growing.squares.insert(place, bytes),
                None => growing.squares.remove(&place),
            };
        }
        Squares::pack(&owner, &growing.squares, &still, &blank(palette))
    }

    /// The picture that is shared alone.
    fn card(&self, polar: &Polar, palette: &Palette, at: Timestamp, order: &Order<'_>) -> Bytes {
        let painted = |extent, width, height| {
            let map = PixelMap::new(point(order.site), REACH_M, extent, width, height).ok()?;
            Some(draw(&map, polar))
        };
        let file = card(order.site, order.station, at, palette, painted);
        Squares::pack(&self.owner(order, Product::Card), &BTreeMap::new(), &file, &[])
    }

    /// The other products of the lowest tilt.
    fn same_tilt(
        &mut self,
        volume: &Volume,
        look: &Look,
        order: &Order<'_>,
        place: Place,
        packs: &mut Vec<Pack>,
    ) {
        for product in &order.site.products {
            let moment = match product {
                Product::Raw => Moment::Reflectivity,
                Product::Velocity => Moment::Velocity,
                Product::Correlation => Moment::Correlation,
                _ => continue,
            };
            let Some(index) = look.sweep(volume, moment) else { continue };
            let cleaning = match product {
                Product::Velocity => Cleaning::NoClutter { correlation: volume.correlation_for(index) },
                _ => Cleaning::Raw,
            };
            let sweep = &volume.sweeps[index];
            let unfolded = if moment == Moment::Velocity { dealias(sweep) } else { None };
            let drawn = unfolded.as_ref().map_or(sweep, |unfolded| &unfolded.sweep);
            if let Some(pack) = self.whole(*product, &[(drawn, cleaning)], moment, order, place) {
                packs.push(Pack { dealiased: unfolded.is_some(), ..pack });
            }
        }
    }

    /// The products that need other tilts than the lowest.
    fn other_tilts(&mut self, volume: &Volume, order: &Order<'_>, place: Place, packs: &mut Vec<Pack>) {
        let tilts = volume.tilts(Moment::Reflectivity);
        for product in &order.site.products {
            let chosen: Vec<usize> = match product {
                Product::Second => tilts.iter().skip(1).take(1).map(|(_, index)| *index).collect(),
                Product::Third => tilts.iter().skip(2).take(1).map(|(_, index)| *index).collect(),
                Product::Composite => tilts.iter().map(|(_, index)| *index).collect(),
                _ => continue,
            };
            let clean = |index: &usize| {
                (&volume.sweeps[*index], Cleaning::NoClutter { correlation: volume.correlation_for(*index) })
            };
            let sweeps: Vec<_> = chosen.iter().map(clean).collect();
            packs.extend(self.whole(*product, &sweeps, Moment::Reflectivity, order, place));
        }
    }

    /// A product that is drawn as a whole, of one sweep or over several.
    fn whole(
        &mut self,
        product: Product,
        sweeps: &[(&Sweep, Cleaning<'_>)],
        moment: Moment,
        order: &Order<'_>,
        place: Place,
    ) -> Option<Pack> {
        let palette = Palette::safe(moment);
        let beam = Beam::new(place);
        let polars: Vec<Polar> = sweeps
            .iter()
            .filter_map(|(sweep, cleaning)| Polar::new(sweep, moment, beam, &palette, *cleaning))
            .collect();
        let first = polars.first()?;
        let painted = |map: &PixelMap| match polars.as_slice() {
            [only] => draw(map, only),
            several => composite(map, several),
        };
        let still = self.still(order);
        let all = squares(order.maps, order.site, order.zooms, Sectors::ALL);
        let (drawn, still) = paint(&all, &still, &palette, Effort::Small, painted);
        let drawn = drawn.into_iter().filter_map(|(place, bytes)| Some((place, bytes?))).collect();
        let pack = Squares::pack(&self.owner(order, product), &drawn, &still, &blank(&palette));
        Some(Pack::plain(product, first.elevation_deg() as f32, pack))
    }

    /// Whose the bytes are: no other frame has bytes with the same digest.
    fn owner(&self, order: &Order<'_>, product: Product) -> String {
        let began = self.growing.as_ref().map(|growing| growing.began).unwrap_or_default();
        format!("{} {began} {}", order.site.id, product.as_str())
    }

    fn still(&mut self, order: &Order<'_>) -> Arc<PixelMap> {
        let make = || {
            let site = point(order.site);
            let extent = still_extent(site, order.site.still_m);
            let map = PixelMap::new(site, REACH_M, extent, STILL_PIXELS, STILL_PIXELS);
            // The size is one that is allowed.
            Arc::new(map.unwrap_or_else(|_| PixelMap::of_tile(site, 0.0, geo::mercator::Tile::at(site, 7))))
        };
        self.still.get_or_insert_with(make).clone()
    }
}

pub(super) fn point(site: &Site) -> Point {
    Point { latitude: site.at.latitude, longitude: site.at.longitude }
}

pub(super) fn squares(maps: &Mutex<Maps>, site: &Site, zooms: (u8, u8), wanted: Sectors) -> Vec<Arc<Square>> {
    let mut maps = maps.lock().unwrap_or_else(PoisonError::into_inner);
    maps.squares(site.id.as_str(), point(site), zooms.0..=zooms.1, wanted)
}
