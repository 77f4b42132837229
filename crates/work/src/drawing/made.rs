//! A source that is made up: the weather of `radar::synth`, told as a radar tells it, for demonstrations. A volume begins
//! each five minutes; its chunks are there when the antenna would have sent them.

use super::place;
use jiff::{SignedDuration, Timestamp};
use model::radar::Site;
use radar::{ChunkName, encode, synth::Scene};
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

/// The rain comes every so many days, on this one of them, counted from the beginning of 1970: it rains on 1 March 2021, and not
/// on 4 March, when the demonstration has a dry wind.
const RAIN_EVERY_DAYS: i64 = 5;
const RAIN_ON: i64 = 2;

/// A band of rain that comes in from the coast in the afternoon and has passed by the evening; between two of them the sky is
/// clear, and only hills around the antenna are heard.
fn scene(site: &Site, began: Timestamp) -> Option<Scene> {
    let place = place(site)?;
    // The band stands over the radar two hours before midnight, Greenwich.
    let day = 86_400;
    let passes =
        Timestamp::from_second(began.as_second().div_euclid(day) * day + 22 * 3_600).unwrap_or(began);
    let mut nearest = passes;
    if (began.as_second() - passes.as_second()).abs() > day / 2 {
        nearest = passes.saturating_sub(SignedDuration::from_secs(day)).unwrap_or(passes);
    }
    let is_wet = nearest.as_second().div_euclid(day).rem_euclid(RAIN_EVERY_DAYS) == RAIN_ON;
    Some(Scene { is_wet, ..Scene::new(site.id.as_str(), place, nearest) })
}

fn make(site: &Site, began: Timestamp) -> Parts {
    scene(site, began).map(|scene| encode::chunks(&scene.volume(began))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;
    use model::{radar::RadarId, town::Position};
    use radar::{Moment, Value};

    #[test]
    fn it_rains_on_the_first_of_march_and_not_in_the_dry_wind_of_the_fourth() {
        let site = Site {
            id: RadarId::parse("KMAX").unwrap(),
            name: "Medford".to_owned(),
            at: Position::new(42.081, -122.717).unwrap(),
            antenna_m: 2_300.0,
            products: Vec::new(),
            still_m: 0.0,
        };
        let heard = |began: &str| {
            let began = began.parse().unwrap();
            let volume = scene(&site, began).unwrap().volume(began);
            let gates = volume.sweeps[0].radials.iter().flat_map(|radial| radial.of(Moment::Reflectivity));
            let strong = |value: &Value| matches!(value, Value::Measured(dbz) if *dbz > 25.0);
            gates.flat_map(radar::Gates::values).filter(strong).count()
        };
        let (wet, dry) = (heard("2021-03-01T22:00:00Z"), heard("2021-03-04T22:00:00Z"));
        assert!(wet > 5_000 && dry < wet / 20, "{wet} gates of rain, {dry} of a dry day");
    }
}
