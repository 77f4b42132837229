//! What a radar and its stream do besides: another scan between volumes and inside one, more looks down or fewer, clocks that
//! are wrong, numbers that begin again, angles below the horizon, messages of long ago.

use crate::{
    house::{House, Station},
    radar_stream::{BUCKETS, chunks, frames, health, key, looks, manifest, puts, scene, volume},
};
use bytes::Bytes;
use jiff::{SignedDuration, Timestamp};
use model::{
    slug::Slug,
    town::StationId,
    weather::{Condition, Observation, Origin},
};
use radar::{ChunkName, Volume, encode};

const BEGAN: &str = "2021-03-02T02:00:00Z";

/// A volume of another scan: its number and its angles, in the order in which they are scanned.
fn scanned(began: &str, vcp: u16, angles: &[f32]) -> Volume {
    let mut scene = scene("KMAX");
    scene.elevations = angles.to_vec();
    let mut volume = scene.volume(began.parse().unwrap());
    volume.vcp = Some(vcp);
    for (cut, angle) in volume.plan.iter_mut().enumerate() {
        angle.rescan = angles[..cut].contains(&angles[cut]);
    }
    volume
}

/// A volume whose radials have another clock than the names of its chunks.
fn with_clock(volume: Volume, wrong_by: SignedDuration) -> Volume {
    let mut volume = volume;
    for radial in volume.sweeps.iter_mut().flat_map(|sweep| &mut sweep.radials) {
        let mut changed = (**radial).clone();
        changed.time += wrong_by;
        *radial = changed.into();
    }
    volume
}

/// The number of each frame's scan, oldest first.
async fn scans(station: &Station) -> Vec<u64> {
    let told = manifest(station).await;
    told["frames"].as_array().unwrap().iter().map(|frame| frame["vcp"].as_u64().unwrap()).collect()
}

/// The note of a product in the manifest.
async fn note(station: &Station, product: &str) -> String {
    let told = manifest(station).await;
    let found = told["products"].as_array().unwrap().iter().find(|one| one["id"] == product).cloned();
    found.unwrap()["note"].as_str().unwrap().to_owned()
}

/// Names of the frames, oldest first.
async fn names(station: &Station) -> Vec<String> {
    frames(station).await.into_iter().map(|frame| frame.0).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn another_scan_may_begin_with_any_volume() {
    for house in House::each() {
        let station = house.with(BUCKETS).opens().await;
        puts(&station, "live", &chunks(7, &scanned(BEGAN, 212, &[0.5, 0.9, 1.3])));
        looks(&station).await;
        assert_eq!(note(&station, "ref-2").await, "second tilt: what is higher up, 0.9°");
        station.until("2021-03-02T02:05:00Z").await;
        puts(&station, "live", &chunks(8, &scanned("2021-03-02T02:04:00Z", 35, &[0.5, 1.5, 2.4, 3.4])));
        looks(&station).await;
        assert_eq!(scans(&station).await, [212, 35]);
        assert_eq!(note(&station, "ref-2").await, "second tilt: what is higher up, 1.5°");
        assert_eq!(health(&station).await, "");
        station.stops().await;
    }
}

/// A radar that is given another scan breaks the one off: its volume never ends, and the next number begins at once. And a
/// stream in which the halves of two scans stand under one number is read as what it says radial by radial.
#[tokio::test(flavor = "multi_thread")]
async fn another_scan_may_break_a_volume_off() {
    for house in House::each() {
        let station = house.with(BUCKETS).opens().await;
        let first = chunks(7, &scanned(BEGAN, 212, &[0.5, 1.5, 2.4]));
        puts(&station, "live", &first[..5]);
        looks(&station).await;
        assert_eq!(scans(&station).await, [212]);
        let next = chunks(8, &scanned("2021-03-02T02:00:50Z", 215, &[0.5, 0.9, 1.3]));
        puts(&station, "live", &next[..3]);
        station.until("2021-03-02T02:01:10Z").await;
        looks(&station).await;
        assert_eq!(scans(&station).await, [212, 215]);
        let both = frames(&station).await;
        assert!(both[0].1 && both[0].2.contains("composite"), "what there was is drawn whole: {both:?}");
        assert!(!both[1].1, "{both:?}");
        // Chunks of two scans under one volume.
        let mut mixed = chunks(9, &scanned("2021-03-02T02:03:00Z", 212, &[0.5, 1.5, 2.4]));
        let other = chunks(9, &scanned("2021-03-02T02:03:00Z", 35, &[0.5, 1.5, 2.4]));
        mixed.splice(4.., other[4..].iter().cloned());
        puts(&station, "live", &next[3..]);
        puts(&station, "live", &mixed);
        station.until("2021-03-02T02:04:30Z").await;
        looks(&station).await;
        assert_eq!(scans(&station).await, [212, 215, 212], "the number is that of the plan");
        assert!(frames(&station).await.iter().all(|frame| frame.1 && frame.2.contains("ref-2")));
        station.stops().await;
    }
}

/// SAILS and MRLE look down again between the higher tilts, as often as the weather asks for: a frame for each look.
#[tokio::test(flavor = "multi_thread")]
async fn a_volume_looks_down_as_often_as_it_does() {
    for house in House::each() {
        let station = house.with(BUCKETS).opens().await;
        let volumes: [(&str, &[f32], usize); 4] = [
            ("2021-03-02T02:00:00Z", &[0.5, 1.5, 0.5, 2.4, 0.5, 3.4], 3),
            ("2021-03-02T02:04:00Z", &[0.5, 1.5, 2.4, 3.4], 1),
            // MRLE looks at the next tilts again, too.
            ("2021-03-02T02:08:00Z", &[0.5, 0.9, 1.3, 1.8, 0.5, 0.9, 1.3, 2.4], 2),
            // What the plan says and what the antenna does may differ: three looks planned, two made.
            ("2021-03-02T02:12:00Z", &[0.5, 1.5, 0.5, 2.4], 2),
        ];
        let mut expected = 0;
        for (number, (began, angles, count)) in (996..).zip(volumes) {
            let mut volume = scanned(began, 212, angles);
            if began.contains("02:12") {
                volume.plan.extend([volume.plan[2], volume.plan[3]]);
            }
            let number = (number - 1) % 999 + 1;
            // Chunk by chunk, so that each look is seen to grow by itself.
            let parts = chunks(number, &volume);
            station.until(&began.replace(":00Z", ":01Z")).await;
            for few in parts.chunks(4) {
                puts(&station, "live", few);
                looks(&station).await;
            }
            expected += count;
            let told = frames(&station).await;
            assert_eq!(told.len(), expected, "{began}: {told:?}");
            assert!(told.iter().all(|frame| frame.1 && frame.2.contains("composite")), "{told:?}");
        }
        let names = names(&station).await;
        let mut once = names.clone();
        once.dedup_by_key(|name| name.split('-').next().map(str::to_owned));
        assert_eq!(names, once, "every look has its own name");
        station.stops().await;
    }
}

/// While the antenna turns, what was seen before is told with its own time; a sweep of which nothing more comes broke off.
#[tokio::test(flavor = "multi_thread")]
async fn words_of_the_look_before_have_their_own_time() {
    for house in House::each() {
        let station = house.with(BUCKETS).with("[front]\nmodules = [\"radar:KMAX\"]\n").opens().await;
        puts(&station, "live", &chunks(7, &volume("2021-03-02T02:00:00Z")));
        looks(&station).await;
        station.until("2021-03-02T02:05:20Z").await;
        puts(&station, "live", &chunks(8, &volume("2021-03-02T02:05:00Z"))[..2]);
        looks(&station).await;
        assert_eq!(names(&station).await.len(), 2);
        let reader = station.reader();
        for path in ["/", "/radar", "/lite/radar"] {
            reader.opens(path).await.shows("At 6:00 p.m. PST: ").shows("the antenna is still turning");
        }
        let label = reader.opens("/radar").await.shows("aria-label=\"At 6:00 p.m. PST: ");
        label.hides("broke off");
        // Nobody asks for the page, and nothing comes: it says so by itself.
        station.until("2021-03-02T02:07:30Z").await;
        for path in ["/", "/radar", "/lite/radar"] {
            reader.opens(path).await.shows("the sweep broke off").hides("still turning");
        }
        reader.opens("/radar").await.shows("The sweep of 6:05 p.m. PST broke off").shows("(broke off)");
        // It goes on after all.
        puts(&station, "live", &chunks(8, &volume("2021-03-02T02:05:00Z"))[2..]);
        looks(&station).await;
        reader.opens("/radar").await.hides("broke off").hides("At 6:00");
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_is_ahead_is_told_and_never_looks_fresh() {
    for house in House::each() {
        let station = house.with(BUCKETS).opens().await;
        // Names and radials eight minutes ahead of the station: shown, and not called fresh.
        puts(&station, "live", &chunks(7, &volume("2021-03-02T02:08:00Z"))[..4]);
        looks(&station).await;
        let told = manifest(&station).await;
        assert_eq!((told["state"].as_str(), told["frames"].as_array().unwrap().len()), (Some("stale"), 1));
        station.reader().opens("/radar").await.shows("in the future").hides("nothing newer has come since");
        // When the station's clock has come there, it is what it is.
        station.until("2021-03-02T02:09:00Z").await;
        assert_eq!(manifest(&station).await["state"], "fresh");
        // An hour ahead: refused, with whose clock to look at, and what was shown stays.
        puts(&station, "live", &chunks(8, &volume("2021-03-02T03:08:00Z")));
        looks(&station).await;
        assert_eq!(frames(&station).await.len(), 1);
        let said = health(&station).await;
        assert!(said.contains("in the future") && said.contains("clock of this machine"), "{said}");
        // The radar's clock is put right: its next volume is taken, although its name is before that of the last.
        puts(&station, "live", &chunks(9, &volume("2021-03-02T02:12:00Z")));
        station.until("2021-03-02T02:14:30Z").await;
        assert_eq!(frames(&station).await.len(), 2, "{}", health(&station).await);
        assert_eq!(manifest(&station).await["state"], "fresh");
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_is_behind_is_told_by_its_age() {
    for house in House::each() {
        let station = house.with(BUCKETS).opens().await;
        // The bucket's clock is right and the radar's is 18 minutes behind: what it sends is old, whatever its name says.
        let late = with_clock(volume(BEGAN), SignedDuration::from_mins(-18));
        puts(&station, "live", &chunks(7, &late));
        station.until("2021-03-02T02:01:00Z").await;
        let told = manifest(&station).await;
        assert_eq!((told["state"].as_str(), told["frames"].as_array().unwrap().len()), (Some("stale"), 1));
        assert!(told["frames"][0]["time"].as_str().unwrap() < "2021-03-02T01:45:00Z");
        // So late that it says nothing of now.
        let later = with_clock(volume("2021-03-02T02:05:00Z"), SignedDuration::from_mins(-45));
        puts(&station, "live", &chunks(8, &later));
        station.until("2021-03-02T02:20:00Z").await;
        assert_eq!(manifest(&station).await["state"], "silent");
        assert!(health(&station).await.contains("has sent nothing since"), "{}", health(&station).await);
        // Put right.
        puts(&station, "live", &chunks(9, &volume("2021-03-02T02:19:00Z")));
        looks(&station).await;
        assert_eq!(manifest(&station).await["state"], "fresh");
        assert_eq!(health(&station).await, "");
        station.stops().await;
    }
}

/// A bucket keeps the volumes of the last days, and its numbers go around.
#[tokio::test(flavor = "multi_thread")]
async fn numbers_begin_again_among_those_of_yesterday() {
    for house in House::each() {
        let station = house.with(BUCKETS).opens().await;
        let at = |minutes: i64| {
            let moment: Timestamp = BEGAN.parse().unwrap();
            (moment + SignedDuration::from_mins(minutes)).to_string()
        };
        // 997 to 2 are of this evening, 3 to 6 of the day before.
        let evening = [(1, -4), (997, -16), (998, -12), (999, -8)];
        let yesterday = (2..7).map(|number| (number, -24 * 60 + i64::from(number)));
        // The newest first: the look of the start may come in between.
        for (number, minutes) in evening.into_iter().chain(yesterday) {
            puts(&station, "live", &chunks(number, &volume(&at(minutes))));
        }
        looks(&station).await;
        assert_eq!(names(&station).await.len(), 1, "the newest was found, and nothing of yesterday");
        assert!(names(&station).await[0].starts_with("20210302T015600Z"), "{:?}", names(&station).await);
        // The next takes the place of yesterday's chunk by chunk; both lie in one folder for a while.
        let new = chunks(2, &volume(BEGAN));
        puts(&station, "live", &new[..3]);
        looks(&station).await;
        assert_eq!(names(&station).await.len(), 2, "{:?}", names(&station).await);
        puts(&station, "live", &new[3..]);
        looks(&station).await;
        let both = frames(&station).await;
        assert!(both.len() == 2 && both.iter().all(|frame| frame.1), "{both:?}");
        // A number is left out: found when the volume should long be over.
        puts(&station, "live", &chunks(4, &volume(&at(21))));
        station.until(&at(23)).await;
        assert_eq!(names(&station).await.len(), 3, "{:?}", names(&station).await);
        station.stops().await;
    }
}

/// Rain may fall below the beam: that nothing is heard there is no word about rain.
#[tokio::test(flavor = "multi_thread")]
async fn what_falls_below_the_beam_is_never_denied() {
    for house in House::each() {
        let settings = BUCKETS.replace("replay:data/weather", "INTERNET/weather");
        let settings = settings.replace("same = ", "stations = [\"KMFR\"]\nsame = ");
        let station = house.with(&settings).opens().await;
        let mut dry = scene("KMAX");
        dry.is_wet = false;
        puts(&station, "live", &chunks(7, &dry.volume(BEGAN.parse().unwrap())));
        looks(&station).await;
        let said = async || manifest(&station).await["said"].as_str().unwrap().to_owned();
        assert!(said().await.starts_with("No echoes over Medford"), "{}", said().await);
        let rain = Observation {
            station: StationId::parse("KMFR").unwrap(),
            at: "2021-03-02T02:00:00Z".parse().unwrap(),
            origin: Origin::Service,
            condition: Some(Condition::Rain),
            words: "Light Rain".to_owned(),
            temperature_c: 6.0,
            dewpoint_c: None,
            humidity_percent: None,
            wind: None,
            sea_level_pa: None,
            visibility_m: None,
            high_6h_c: None,
            low_6h_c: None,
            raw: None,
        };
        let (medford, by) = (Slug::parse("medford").unwrap(), desk::By::station("test"));
        let told = station.ready.desk.offer_observations(&medford, &[rain], &by).await.unwrap();
        assert_eq!(told.accepted, 1, "{told:?}");
        station.until("2021-03-02T02:05:10Z").await;
        puts(&station, "live", &chunks(8, &dry.volume("2021-03-02T02:05:00Z".parse().unwrap())));
        looks(&station).await;
        let said = said().await;
        assert!(said.contains("Rain is reported from Medford, which the radar does not see."), "{said}");
        assert!(!said.contains("No rain") && !said.contains("over Medford"), "{said}");
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_beam_below_the_horizon_is_the_lowest() {
    for house in House::each() {
        let station = house.with(BUCKETS).opens().await;
        puts(&station, "live", &chunks(7, &scanned(BEGAN, 212, &[-0.2, 0.5, 1.5, -0.2])));
        station.until("2021-03-02T02:01:30Z").await;
        let told = frames(&station).await;
        assert!(told.len() == 2 && told.iter().all(|frame| frame.1), "{told:?}");
        assert_eq!(note(&station, "ref").await, "lowest tilt, −0.2°");
        assert_eq!(note(&station, "ref-2").await, "second tilt: what is higher up, 0.5°");
        station
            .reader()
            .opens("/radar")
            .await
            .shows("The antenna looked 0.2° below the horizon")
            .hides("-0.2°")
            .shows("lowest tilt, −0.2°");
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_of_long_ago_and_of_the_radar_itself_may_stand_in_a_stream() {
    for house in House::each() {
        let station = house.with(BUCKETS).opens().await;
        let written: Vec<(ChunkName, Vec<u8>)> = encode::legacy_chunks(&volume(BEGAN));
        let parts: Vec<_> =
            written.into_iter().map(|(name, bytes)| (key(7, name), Bytes::from(bytes))).collect();
        puts(&station, "live", &parts);
        station.until("2021-03-02T02:01:00Z").await;
        let told = frames(&station).await;
        // Message 1 has no correlation: nothing can be cleaned by it, and there is no picture of it.
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!((told[0].1, told[0].2.as_str()), (true, "ref composite vel raw ref-2"));
        assert_eq!(manifest(&station).await["frames"][0]["cleaned"], false);
        station.reader().opens("/radar").await.shows("Nothing was taken out");
        // Its next volume is of today's kind again, with chunks of both in it.
        let mut mixed = chunks(8, &volume("2021-03-02T02:05:00Z"));
        let old = encode::legacy_chunks(&volume("2021-03-02T02:05:00Z"));
        mixed[2].1 = Bytes::from(old[2].1.clone());
        puts(&station, "live", &mixed);
        station.until("2021-03-02T02:06:00Z").await;
        let told = frames(&station).await;
        assert!(told.len() == 2 && told[1].1 && told[1].2.contains("rho"), "{told:?}");
        assert_eq!(health(&station).await, "");
        station.stops().await;
    }
}
