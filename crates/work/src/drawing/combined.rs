//! Several radars → the squares and the still of one picture.
//!
//! Square by square, with the maps that the radars have and those that are made for the moment: nothing is kept for it, so a
//! radar's own road from a chunk to its squares is as short as without it.

use super::{
    artist::point,
    card::card,
    maps::{Maps, REACH_M},
    paint::blank,
};
use bytes::Bytes;
use geo::mercator::{Extent, Tile};
use jiff::Timestamp;
use model::{
    radar::{STILL_PIXELS, Site},
    station::Station,
};
use radar::{
    Moment, Palette,
    picture::{Effort, Mosaic, Picture, PixelMap, Polar, Seen, png, still_extent, tiles},
};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};
use store::Squares;

/// A radar of the picture.
pub(crate) struct Member {
    pub(crate) site: Site,
    /// What it measured; none of one that is left out: where only it could have measured lies a veil.
    pub(crate) polar: Option<Arc<Polar>>,
    /// How far it reaches, or would, in metres along the ground.
    pub(crate) reach_m: f64,
}

/// What to draw.
pub(crate) struct Combined {
    pub(crate) site: Site,
    pub(crate) members: Vec<Member>,
    pub(crate) zooms: (u8, u8),
    /// Whose the bytes are, so that no other frame has bytes with the same digest.
    pub(crate) owner: String,
    pub(crate) station: Arc<Station>,
    /// The newest moment in it.
    pub(crate) at: Timestamp,
}

impl Combined {
    /// The packed squares, and the picture that is shared alone.
    pub(crate) fn draw(&self, maps: &Mutex<Maps>) -> (Bytes, Bytes) {
        let palette = Palette::safe(Moment::Reflectivity);
        let seen = self.members.iter().map(|member| match &member.polar {
            Some(polar) => Seen::Sweep(polar),
            None => Seen::Nothing { reach_m: member.reach_m },
        });
        let mosaic = Mosaic::new(seen);
        let mut squares = BTreeMap::new();
        for (tile, places) in self.tiles() {
            let lent: Vec<(usize, Arc<PixelMap>)> =
                places.into_iter().filter_map(|place| Some((place, self.map(place, tile, maps)?))).collect();
            let lent: Vec<(usize, &PixelMap)> = lent.iter().map(|(place, map)| (*place, &**map)).collect();
            if let Some(picture) = mosaic.draw(&lent).filter(|picture| !picture.is_blank()) {
                // Nobody waits for it, and every loop fetches it.
                let bytes = Bytes::from(png(&picture, &palette, Effort::Small));
                squares.insert((tile.zoom, tile.x, tile.y), bytes);
            }
        }
        let extent = still_extent(point(&self.site), self.site.still_m);
        let still = self.flat(&mosaic, extent, STILL_PIXELS, STILL_PIXELS);
        let still = still.map(|picture| png(&picture, &palette, Effort::Small)).unwrap_or_default();
        let painted = |extent, width, height| self.flat(&mosaic, extent, width, height);
        let card = card(&self.site, &self.station, self.at, &palette, painted);
        let card = Squares::pack(&format!("{} card", self.owner), &BTreeMap::new(), &card, &[]);
        (Squares::pack(&self.owner, &squares, &still, &blank(&palette)), card)
    }

    /// The squares that any radar reaches, each with the places of those that do.
    fn tiles(&self) -> BTreeMap<Tile, Vec<usize>> {
        let mut all: BTreeMap<Tile, Vec<usize>> = BTreeMap::new();
        for (place, member) in self.members.iter().enumerate() {
            for tile in tiles(point(&member.site), member.reach_m, self.zooms.0..=self.zooms.1) {
                all.entry(tile).or_default().push(place);
            }
        }
        all
    }

    /// The map of a square for one radar; none where it does not reach after all.
    fn map(&self, place: usize, tile: Tile, maps: &Mutex<Maps>) -> Option<Arc<PixelMap>> {
        let site = &self.members.get(place)?.site;
        let kept = maps.lock().unwrap_or_else(PoisonError::into_inner).kept(site.id.as_str(), tile);
        let map = kept.unwrap_or_else(|| Arc::new(PixelMap::of_tile(point(site), REACH_M, tile)));
        (!map.is_out_of_reach()).then_some(map)
    }

    /// One picture of all.
    fn flat(&self, mosaic: &Mosaic<'_>, extent: Extent, width: u32, height: u32) -> Option<Picture> {
        let map = |site: &Site| PixelMap::new(point(site), REACH_M, extent, width, height).ok();
        let maps: Vec<(usize, PixelMap)> =
            self.members.iter().enumerate().filter_map(|(place, m)| Some((place, map(&m.site)?))).collect();
        let maps: Vec<(usize, &PixelMap)> = maps.iter().map(|(place, map)| (*place, map)).collect();
        mosaic.draw(&maps)
    }
}
