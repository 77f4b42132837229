//! Which pixel of which square shows which direction and distance: made once for a radar and kept in a budget.
//!
//! A map costs a quarter of a megabyte and a millisecond. When the budget is full, a map that is not used for the frame
//! that is being drawn makes room; if all are, the rest are made anew each time, for throwing one away to keep another
//! gains nothing.

use super::threads::each;
use geo::{ellipsoid::Point, mercator::Tile};
use radar::picture::{PixelMap, tiles};
use std::{
    collections::{HashMap, HashSet},
    ops::RangeInclusive,
    sync::Arc,
};

/// No radar of the network reaches farther along the ground, in metres.
pub(crate) const REACH_M: f64 = 470_000.0;
/// Directions are told apart by so many degrees.
const SECTOR_DEG: f64 = 5.0;
/// Every so many pixels a square's directions are looked at.
const EVERY: u32 = 4;

/// Directions, a bit for each five degrees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sectors(u128);

impl Sectors {
    /// Around the whole horizon.
    pub(crate) const ALL: Self = Self((1 << 72) - 1);

    /// These and a direction, with its neighbours: cleaning looks beside each gate.
    pub(crate) fn and_around(self, azimuth_deg: f64) -> Self {
        let sector = |offset: i32| (Self::of(azimuth_deg) + 72).wrapping_add_signed(offset) % 72;
        Self(self.0 | 1 << sector(-1) | 1 << sector(0) | 1 << sector(1))
    }

    pub(crate) fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    fn of(azimuth_deg: f64) -> u32 {
        // Within 0 and 72 by the remainder.
        (azimuth_deg.rem_euclid(360.0) / SECTOR_DEG) as u32 % 72
    }
}

/// A square and its map.
pub(crate) struct Square {
    pub(crate) tile: Tile,
    pub(crate) map: Arc<PixelMap>,
    /// Where it lies from the radar.
    pub(crate) sectors: Sectors,
}

impl Square {
    fn of(site: Point, tile: Tile) -> Self {
        let map = Arc::new(PixelMap::of_tile(site, REACH_M, tile));
        let mut sectors = Sectors::default();
        for row in (0..map.height()).step_by(EVERY as usize) {
            for column in (0..map.width()).step_by(EVERY as usize) {
                if let Some((azimuth, _)) = map.at(column, row) {
                    sectors.0 |= 1 << Sectors::of(azimuth);
                }
            }
        }
        // A corner between two looks, or the antenna itself.
        sectors.0 |= sectors.0 << 1 & Sectors::ALL.0 | sectors.0 >> 1;
        Self { tile, map, sectors }
    }
}

/// The maps of all radars.
pub(crate) struct Maps {
    budget: usize,
    bytes: usize,
    kept: HashMap<(String, Tile), Kept>,
    turn: u64,
    /// What is known of squares whose map is not kept.
    known: HashMap<(String, Tile), Sectors>,
}

struct Kept {
    square: Arc<Square>,
    used: u64,
}

impl Maps {
    pub(crate) fn new(budget: usize) -> Self {
        Self { budget, bytes: 0, kept: HashMap::new(), turn: 0, known: HashMap::new() }
    }

    /// Bytes of the maps that are kept.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }

    /// The squares of a radar that lie in some directions.
    pub(crate) fn squares(
        &mut self,
        radar: &str,
        site: Point,
        zooms: RangeInclusive<u8>,
        wanted: Sectors,
    ) -> Vec<Arc<Square>> {
        self.turn += 1;
        let mut names: Vec<_> = tiles(site, REACH_M, zooms).map(|tile| (radar.to_owned(), tile)).collect();
        names.retain(|name| self.known.get(name).is_none_or(|sectors| sectors.meets(wanted)));
        let mut missing = Vec::new();
        for name in &names {
            match self.kept.get_mut(name) {
                // Used in this turn, so that none of them makes room for another.
                Some(kept) => kept.used = self.turn,
                None => missing.push(name.1),
            }
        }
        let (made, ()) = each(&missing, || (), |tile| Arc::new(Square::of(site, *tile)));
        let mut made = made.into_iter();
        let mut squares = Vec::with_capacity(names.len());
        for name in names {
            let square = match self.kept.get(&name) {
                Some(kept) => Some(kept.square.clone()),
                None => made.next().inspect(|square| self.keep(name, square)),
            };
            squares.extend(square.filter(|square| square.sectors.meets(wanted)));
        }
        squares
    }

    /// Whether maps of a radar were ever made.
    pub(crate) fn knows(&self, radar: &str) -> bool {
        self.known.keys().any(|(known, _)| known == radar)
    }

    /// The map of a square, if it is there, for somebody who passes by: it is not kept longer for that.
    pub(crate) fn kept(&self, radar: &str, tile: Tile) -> Option<Arc<PixelMap>> {
        self.kept.get(&(radar.to_owned(), tile)).map(|kept| kept.square.map.clone())
    }

    /// Keep a square that was just made, when the budget allows.
    fn keep(&mut self, name: (String, Tile), square: &Arc<Square>) {
        self.known.insert(name.clone(), square.sectors);
        let bytes = square.map.bytes();
        self.make_room(bytes);
        if self.bytes + bytes <= self.budget && !square.map.is_out_of_reach() {
            self.bytes += bytes;
            self.kept.insert(name, Kept { square: square.clone(), used: self.turn });
        }
    }

    /// Throws away what was not used for the longest time, but nothing of this turn.
    fn make_room(&mut self, bytes: usize) {
        if self.bytes + bytes <= self.budget {
            return;
        }
        let mut old: Vec<_> = self.kept.iter().map(|(name, kept)| (kept.used, name.clone())).collect();
        old.retain(|(used, _)| *used < self.turn);
        old.sort_by_key(|(used, _)| *used);
        let mut gone = HashSet::new();
        for (_, name) in old {
            if self.bytes + bytes <= self.budget {
                break;
            }
            if let Some(kept) = self.kept.remove(&name) {
                self.bytes -= kept.square.map.bytes();
                gone.insert(name);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    fn site() -> Point {
        Point::new(42.0811, -122.7173).unwrap()
    }

    #[test]
    fn a_sector_needs_only_the_squares_that_lie_there() {
        let mut maps = Maps::new(usize::MAX);
        assert!(!maps.knows("KMAX"));
        let all = maps.squares("KMAX", site(), 6..=8, Sectors::ALL);
        assert!(maps.knows("KMAX") && !maps.knows("KRTX"));
        let east = maps.squares("KMAX", site(), 6..=8, Sectors::default().and_around(90.0));
        assert!(east.len() * 3 < all.len() && !east.is_empty(), "{} of {}", east.len(), all.len());
        // Whoever is not asked for lies elsewhere, by every pixel of it.
        for square in all.iter().filter(|square| !east.iter().any(|other| other.tile == square.tile)) {
            for (column, row) in (0..256).flat_map(|row| (0..256).map(move |column| (column, row))) {
                let azimuth = square.map.at(column, row).map_or(270.0, |(azimuth, _)| azimuth);
                assert!((azimuth - 92.5).abs() > 2.5, "{:?} {column},{row}", square.tile);
            }
        }
    }

    #[test]
    fn the_budget_holds_and_the_frame_that_is_drawn_keeps_its_maps() {
        let one = Square::of(site(), Tile::at(site(), 8)).map.bytes();
        let mut maps = Maps::new(10 * one);
        for _ in 0..2 {
            maps.squares("KMAX", site(), 5..=7, Sectors::ALL);
            assert!(maps.bytes() <= 10 * one && maps.kept.len() == 10, "{}", maps.kept.len());
        }
        maps.squares("KRTX", Point::new(45.715, -122.965).unwrap(), 5..=7, Sectors::ALL);
        assert!(maps.bytes() <= 10 * one);
        assert!(maps.kept.keys().all(|(radar, _)| radar == "KRTX"), "the other radar made room");
    }
}
