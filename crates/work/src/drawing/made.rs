//! A source that is made up: the weather of `radar::synth`, told as a radar tells it, for demonstrations. A volume begins
//! each five minutes; its chunks are there when the antenna would have sent them.

use jiff::{SignedDuration, Timestamp};
use model::radar::Site;
use radar::{ChunkName, Place, encode, synth::Scene};
use std::sync::Mutex;

/// Seconds from one volume to the next.
pub(crate) const EVERY_S: i64 = 300;
/// Seconds that the antenna takes for a chunk.
const CHUNK_S: i64 = 6;

/// The last volume that was made: its chunks are asked for one by one.
#[derive(Default)]
pub(crate) struct Made(Mutex<Option<(Timestamp, Parts)>>);

type Parts = Vec<(ChunkName, Vec<u8>)>;

impl Made {
    /// When the volumes of the last hours began, up to `now`, the newest last.
    pub(crate) fn begun(now: Timestamp, hours: i64) -> Vec<Timestamp> {
        let newest = now.as_second().div_euclid(EVERY_S);
        let first = newest - hours * 3_600 / EVERY_S;
        (first..=newest).filter_map(|turn| Timestamp::from_second(turn * EVERY_S).ok()).collect()
    }

    /// The chunks of a volume that are there at a moment.
    pub(crate) fn chunks(&self, site: &Site, began: Timestamp, now: Timestamp) -> Vec<(ChunkName, Vec<u8>)> {
        let mut kept = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let parts = match &*kept {
            Some((of, parts)) if *of == began => parts,
            _ => &kept.insert((began, make(site, began))).1,
        };
        let sent = |number: u16| began + SignedDuration::from_secs(i64::from(number) * CHUNK_S);
        parts.iter().filter(|(name, _)| sent(name.number) <= now).cloned().collect()
    }
}

/// A band of rain that comes in from the coast in the afternoon and has passed by the evening.
fn make(site: &Site, began: Timestamp) -> Parts {
    let at = site.at;
    let place = Place::new(at.latitude, at.longitude, site.antenna_m, site.antenna_m);
    let Some(place) = place else { return Vec::new() };
    // The same each day: the band stands over the radar two hours before midnight, Greenwich.
    let day = 86_400;
    let passes =
        Timestamp::from_second(began.as_second().div_euclid(day) * day + 22 * 3_600).unwrap_or(began);
    let mut nearest = passes;
    if (began.as_second() - passes.as_second()).abs() > day / 2 {
        nearest = passes.saturating_sub(SignedDuration::from_secs(day)).unwrap_or(passes);
    }
    encode::chunks(&Scene::new(site.id.as_str(), place, nearest).volume(began))
}
