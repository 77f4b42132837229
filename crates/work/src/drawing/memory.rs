//! What is remembered of a radar between two looks for its chunks. It may be lost at any moment: after a restart the newest
//! volume is read again, and what was drawn of it before is known by its name.

use super::{
    Settings,
    artist::{Artist, squares},
    made::Made,
    maps::{Maps, Sectors},
    standing::Standings,
};
use crate::{pool::Pool, round};
use jiff::{SignedDuration, Timestamp};
use model::radar::{RadarId, Site};
use radar::{
    Assembler, ChunkName,
    describe::{Area, Motion},
    picture::Polar,
};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

/// Radars: where they are asked for, and what is remembered of them. One for a station.
pub struct Radars {
    pub(crate) settings: Settings,
    pub(crate) maps: Arc<Mutex<Maps>>,
    /// Volumes are decoded and drawn one or two at a time, whatever the number of radars.
    pub(crate) pool: Pool,
    memories: Mutex<HashMap<RadarId, Arc<tokio::sync::Mutex<Memory>>>>,
    /// The newest whole look of each radar, while the station wants them as one picture.
    looks: Mutex<HashMap<RadarId, Whole>>,
    /// Held by whoever draws them all, one at a time, beside the pool on which each radar is drawn.
    pub(crate) mosaic: tokio::sync::Mutex<Together>,
    pub(crate) mosaic_pool: Pool,
}

/// What is remembered of the picture of all radars.
#[derive(Default)]
pub(crate) struct Together {
    /// When it was first asked for since the program was started.
    pub(crate) began: Option<Timestamp>,
    /// Of each radar the moment of the look that is kept for the next start.
    pub(crate) kept: HashMap<RadarId, Timestamp>,
    /// When old pictures were last cleared away.
    pub(crate) cleared: Option<Timestamp>,
    /// The counties of its words, once they were looked up.
    pub(crate) areas: Option<Arc<Vec<Area>>>,
}

/// A whole look at the lowest tilt, in colours.
#[derive(Clone, Debug)]
pub(crate) struct Whole {
    /// The moment of its newest radial.
    pub(crate) at: Timestamp,
    pub(crate) polar: Arc<Polar>,
    pub(crate) cleaned: bool,
    /// Whether somebody works on the radar.
    pub(crate) maintenance: bool,
    /// How its echoes moved since the look before, when that was measured.
    pub(crate) motion: Option<Motion>,
}

/// What is remembered of one.
#[derive(Default)]
pub(crate) struct Memory {
    pub(crate) volume: Option<Current>,
    pub(crate) artist: Artist,
    pub(crate) made: Arc<Made>,
    /// The counties of its words, once they were looked up.
    pub(crate) areas: Option<Arc<Vec<Area>>>,
    /// How its sources are doing.
    pub(crate) standings: Standings,
    /// Volumes of the archive that were drawn, or cannot be.
    pub(crate) tried: BTreeMap<Timestamp, Tried>,
    /// When frames were last cleared away.
    pub(crate) cleared: Option<Timestamp>,
}

/// A whole volume that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tried {
    /// Its source and its name there.
    pub(crate) root: String,
    pub(crate) key: String,
    /// How many bytes there were.
    pub(crate) bytes: usize,
    /// How often it was read.
    pub(crate) times: u32,
    /// When it is read again, because it was not whole yet.
    pub(crate) again: Option<Timestamp>,
}

/// A chunk that a source lists and that could not be had of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Missed {
    /// How often it did not come.
    pub(crate) absent: u32,
    /// How often it came and could not be read.
    pub(crate) bad: u32,
    /// It is not asked for before.
    until: Timestamp,
}

/// Nothing is taken in or drawn as long as this is held.
pub(crate) struct Held<'a> {
    _radars: Vec<tokio::sync::OwnedMutexGuard<Memory>>,
    _mosaic: tokio::sync::MutexGuard<'a, Together>,
}

/// The volume that comes in.
pub(crate) struct Current {
    /// Its number in the bucket.
    pub(crate) number: u16,
    /// When it began, by the names of its chunks.
    pub(crate) began: Timestamp,
    pub(crate) assembler: Assembler,
    /// Numbers of the chunks that were taken; and by source those that could not be had of it.
    pub(crate) taken: BTreeSet<u16>,
    pub(crate) missed: HashMap<(String, u16), Missed>,
    /// The letters of the radar whose chunks these are, when it is another.
    pub(crate) stranger: Option<String>,
    /// The last chunk before the first gap.
    pub(crate) after: Option<ChunkName>,
    /// Every chunk has come and is drawn; the gates are let go.
    pub(crate) done: bool,
}

impl Radars {
    /// Radars that are asked for as the settings say.
    pub fn new(settings: Settings) -> Self {
        let maps = Arc::new(Mutex::new(Maps::new(settings.maps_bytes)));
        Self {
            settings,
            maps,
            pool: Pool::default(),
            memories: Mutex::default(),
            looks: Mutex::default(),
            mosaic: tokio::sync::Mutex::default(),
            mosaic_pool: Pool::default(),
        }
    }

    /// Bytes of what is kept for drawing.
    pub fn maps_bytes(&self) -> usize {
        self.maps.lock().unwrap_or_else(PoisonError::into_inner).bytes()
    }

    /// Makes the maps of every square of a radar, once, so that they are there when its first chunk is.
    pub(crate) async fn prepare(&self, site: &Site, zooms: (u8, u8)) {
        if self.maps.lock().unwrap_or_else(PoisonError::into_inner).knows(site.id.as_str()) {
            return;
        }
        let (maps, site) = (self.maps.clone(), site.clone());
        let make = move |_: &_| drop(squares(&maps, &site, zooms, Sectors::ALL));
        // What breaks here breaks again where it is needed, and is told there.
        drop(self.pool.run(make).await);
    }

    /// Remembers a whole look, unless it is older than what is remembered of the radar. Answers whether it was.
    pub(crate) fn remember(&self, radar: &RadarId, look: Whole) -> bool {
        let mut looks = self.looks.lock().unwrap_or_else(PoisonError::into_inner);
        let is_newer = looks.get(radar).is_none_or(|known| look.at > known.at);
        if is_newer {
            looks.insert(radar.clone(), look);
        }
        is_newer
    }

    /// The newest whole look of a radar: since the program was started, or kept from before.
    pub(crate) fn look(&self, radar: &RadarId) -> Option<Whole> {
        self.looks.lock().unwrap_or_else(PoisonError::into_inner).get(radar).cloned()
    }

    /// Waits until nothing is taken in or drawn, and keeps it so while the answer is held. Always in the same order.
    pub(crate) async fn hold(&self) -> Held<'_> {
        let ids: BTreeSet<&RadarId> = self.settings.sources.iter().map(|source| &source.id).collect();
        let mut radars = Vec::new();
        for id in ids {
            radars.push(self.memory(id).lock_owned().await);
        }
        Held { _radars: radars, _mosaic: self.mosaic.lock().await }
    }

    pub(crate) fn memory(&self, radar: &RadarId) -> Arc<tokio::sync::Mutex<Memory>> {
        let mut memories = self.memories.lock().unwrap_or_else(PoisonError::into_inner);
        memories.entry(radar.clone()).or_default().clone()
    }
}

impl Current {
    pub(crate) fn new(number: u16, began: Timestamp) -> Self {
        Self {
            number,
            began,
            assembler: Assembler::new(radar::Limits::default()),
            taken: BTreeSet::new(),
            missed: HashMap::new(),
            stranger: None,
            after: None,
            done: false,
        }
    }
}

impl Missed {
    /// A chunk that cannot be read is tried so often.
    const TRIES: u32 = 3;

    /// It was asked for in vain once more. Next time it is asked for at the next look, then less and less often.
    pub(crate) fn again(&mut self, was_bad: bool, every: SignedDuration, now: Timestamp) {
        *(if was_bad { &mut self.bad } else { &mut self.absent }) += 1;
        let looks = 1 << (self.absent + self.bad - 1).min(6);
        // Looks are at whole multiples of their length, so the next one may be nearer than that.
        let wait = (every.saturating_mul(looks) - every / 2).min(round::LONGEST_REST);
        self.until = now.saturating_add(wait).unwrap_or(now);
    }

    /// Whether it is asked for now.
    pub(crate) fn is_due(&self, now: Timestamp) -> bool {
        self.bad < Self::TRIES && now >= self.until
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chunk_that_does_not_come_is_asked_for_less_and_less_often() {
        let at = |second: i64| Timestamp::from_second(1_614_650_400 + second).unwrap_or_default();
        let every = SignedDuration::from_secs(5);
        let waits = |was_bad: bool| {
            let mut missed = Missed::default();
            let wait = |_| {
                missed.again(was_bad, every, at(0));
                (0..600).find(|second| missed.is_due(at(*second)))
            };
            (0..8).map(wait).collect::<Vec<_>>()
        };
        let absent = [3, 8, 18, 38, 78, 120, 120, 120].map(Some);
        assert_eq!(waits(false), absent, "as long as the volume is the newest");
        assert_eq!(
            waits(true)[..4],
            [Some(3), Some(8), None, None],
            "what cannot be read is tried three times"
        );
    }
}
