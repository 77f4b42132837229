//! What is remembered of a radar between two looks for its chunks. It may be lost at any moment: after a restart the newest
//! volume is read again, and what was drawn of it before is known by its name.

use super::{Settings, artist::Artist, made::Made, maps::Maps};
use crate::pool::Pool;
use jiff::Timestamp;
use model::radar::RadarId;
use radar::{Assembler, describe::Area};
use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

/// Radars: where they are asked for, and what is remembered of them. One for a station.
pub struct Radars {
    pub(crate) settings: Settings,
    pub(crate) maps: Arc<Mutex<Maps>>,
    /// Volumes are decoded and drawn one or two at a time, whatever the number of radars.
    pub(crate) pool: Pool,
    memories: Mutex<HashMap<RadarId, Arc<tokio::sync::Mutex<Memory>>>>,
}

/// What is remembered of one.
#[derive(Default)]
pub(crate) struct Memory {
    pub(crate) volume: Option<Current>,
    pub(crate) artist: Artist,
    pub(crate) made: Arc<Made>,
    /// The counties of its words, once they were looked up.
    pub(crate) areas: Option<Arc<Vec<Area>>>,
    /// Volumes of the archive that were drawn, or cannot be.
    pub(crate) tried: BTreeSet<Timestamp>,
    /// When frames were last cleared away.
    pub(crate) cleared: Option<Timestamp>,
}

/// The volume that comes in.
pub(crate) struct Current {
    /// Its number in the bucket.
    pub(crate) number: u16,
    /// When it began, by the names of its chunks.
    pub(crate) began: Timestamp,
    pub(crate) assembler: Assembler,
    /// Numbers of the chunks that were taken, and of those that cannot be read, with how often that was tried.
    pub(crate) taken: BTreeSet<u16>,
    pub(crate) bad: HashMap<u16, u8>,
    /// The letters of the radar whose chunks these are, when it is another.
    pub(crate) stranger: Option<String>,
    /// The name of the last chunk before the first gap.
    pub(crate) after: Option<String>,
    /// Every chunk has come and is drawn; the gates are let go.
    pub(crate) done: bool,
}

impl Radars {
    /// Radars that are asked for as the settings say.
    pub fn new(settings: Settings) -> Self {
        let maps = Arc::new(Mutex::new(Maps::new(settings.maps_bytes)));
        Self { settings, maps, pool: Pool::default(), memories: Mutex::default() }
    }

    /// Bytes of what is kept for drawing.
    pub fn maps_bytes(&self) -> usize {
        self.maps.lock().unwrap_or_else(PoisonError::into_inner).bytes()
    }

    /// Waits until nothing is taken in or drawn, and keeps it so while the answer is held. Always in the same order.
    pub(crate) async fn hold(&self) -> Vec<tokio::sync::OwnedMutexGuard<Memory>> {
        let ids: BTreeSet<&RadarId> = self.settings.sources.iter().map(|source| &source.id).collect();
        let mut radars = Vec::new();
        for id in ids {
            radars.push(self.memory(id).lock_owned().await);
        }
        radars
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
            bad: HashMap::new(),
            stranger: None,
            after: None,
            done: false,
        }
    }
}
