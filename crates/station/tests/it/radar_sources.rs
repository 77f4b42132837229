//! Which source of a radar is asked when: chunks that are listed and do not come, sources that are down, silent, behind, or
//! have a volume that is still written.

use crate::{
    database::Engine,
    house::{House, Station},
    radar_stream::{BUCKETS, chunks, frame, frames, health, looks, manifest, puts, volume},
};
use bytes::Bytes;
use jiff::SignedDuration;
use model::{slug::Slug, source::Health};
use radar::encode;

const BEGAN: &str = "2021-03-02T02:00:00Z";

/// The chunks of a volume as a bucket lists them that refuses each.
fn refuses(station: &Station, bucket: &str, files: &[(String, Bytes)]) {
    for (key, _) in files {
        station.internet.says(&format!("/{bucket}/{key}"), 403, "no");
    }
}

/// How often any chunk of a volume was asked for.
fn asked(station: &Station, bucket: &str, files: &[(String, Bytes)]) -> usize {
    files.iter().map(|(key, _)| station.internet.was_asked(&format!("/{bucket}/{key}"))).sum()
}

async fn row(station: &Station) -> Health {
    let source = Slug::parse("radar-kmax").unwrap();
    station.ready.store.reader().source_health(&source).await.unwrap()
}

/// A station that has the volume before, so that no look of its start comes between what a test sets.
async fn opened(house: House) -> Station {
    let station = house.with(BUCKETS).opens().await;
    let before = chunks(547, &volume("2021-03-02T01:55:00Z"));
    puts(&station, "live", &before);
    puts(&station, "second", &before);
    looks(&station).await;
    assert_eq!(frames(&station).await.len(), 1);
    station
}

/// The newest frame: its name, whether it is whole, its products.
async fn newest(station: &Station) -> (String, bool, String) {
    frames(station).await.pop().unwrap()
}

/// A look each two seconds, for so many seconds.
async fn looks_for(station: &Station, seconds: i64) {
    for _ in 0..seconds / 2 {
        looks(station).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn chunks_that_are_listed_and_do_not_come_are_taken_of_the_next_source() {
    for house in House::each() {
        let station = opened(house).await;
        let parts = chunks(548, &volume(BEGAN));
        refuses(&station, "live", &parts);
        puts(&station, "second", &parts);
        looks(&station).await;
        let told = newest(&station).await;
        assert!(told.0.starts_with("20210302T020000Z") && told.2.contains("composite"), "{told:?}");
        assert!(health(&station).await.contains("403"), "{}", health(&station).await);
        assert_eq!((row(&station).await.failures, row(&station).await.last_success.is_some()), (0, true));
        // It gives none of what it lists: it is asked for a few, and then left alone.
        looks_for(&station, 30).await;
        let requests = asked(&station, "live", &parts);
        assert!((1..=12).contains(&requests), "{requests} questions");
        assert_eq!(asked(&station, "second", &parts), parts.len(), "each once");
        // It gives its chunks again, and is the first once more.
        let next = chunks(549, &volume("2021-03-02T02:05:00Z"));
        puts(&station, "live", &next);
        station.until("2021-03-02T02:06:00Z").await;
        assert!(newest(&station).await.0.starts_with("20210302T020500Z"));
        assert_eq!(health(&station).await, "");
        station.stops().await;
    }
}

/// Without another source nothing is shown, the board says why, and the source is left alone for longer and longer.
#[tokio::test(flavor = "multi_thread")]
async fn a_source_that_refuses_what_it_lists_is_a_failing_one() {
    for house in House::each() {
        let station = house.with(&BUCKETS.replace(", \"INTERNET/second\"", "")).opens().await;
        let parts = chunks(548, &volume(BEGAN));
        refuses(&station, "live", &parts);
        looks_for(&station, 60).await;
        assert_eq!(frames(&station).await, []);
        let requests = asked(&station, "live", &parts);
        assert!((3..=24).contains(&requests), "{requests} questions in a minute");
        let told = row(&station).await;
        assert!(told.last_error.as_deref().is_some_and(|words| words.contains("403")), "{told:?}");
        assert_eq!((told.failures > 2, told.last_success), (true, None), "{told:?}");
        // Whole volumes that come keep the picture fresh, though the board says that no chunks do.
        let whole = Bytes::from(encode::archive(&volume("2021-03-02T01:58:00Z")));
        station.internet.says("/whole/2021/03/02/KMAX/KMAX20210302_015800_V06", 200, whole);
        station.until("2021-03-02T02:04:00Z").await;
        let told = row(&station).await;
        assert!(
            told.failures == 0 && told.last_error.as_deref().is_some_and(|words| words.contains("403")),
            "{told:?}"
        );
        assert_eq!(manifest(&station).await["state"], "fresh");
        station.stops().await;
    }
}

/// One chunk that never comes holds nothing up.
#[tokio::test(flavor = "multi_thread")]
async fn one_chunk_that_does_not_come_holds_nothing_up() {
    for house in House::each() {
        let station = house.with(BUCKETS).opens().await;
        let parts = chunks(548, &volume(BEGAN));
        puts(&station, "live", &parts);
        refuses(&station, "live", &parts[2..3]);
        looks(&station).await;
        assert_eq!(frames(&station).await.len(), 1);
        assert_eq!(asked(&station, "live", &parts[2..3]), 1, "once in a look");
        assert!(health(&station).await.contains("403"), "{}", health(&station).await);
        looks_for(&station, 30).await;
        let again = asked(&station, "live", &parts[2..3]);
        assert!((3..=6).contains(&again), "less and less often: {again}");
        puts(&station, "live", &parts[2..3]);
        looks_for(&station, 40).await;
        let told = frames(&station).await;
        assert!(told[0].1 && told[0].2.contains("composite"), "{told:?}");
        station.stops().await;
    }
}

/// Chunks for which a source lets itself be waited: it is asked for a few, and rests at once.
#[tokio::test(flavor = "multi_thread")]
async fn a_source_that_hangs_rests_at_once() {
    let station = opened(House::on(Engine::Sqlite)).await;
    let parts = chunks(548, &volume(BEGAN));
    for (key, _) in &parts {
        station.internet.drips(&format!("/live/{key}"));
    }
    puts(&station, "second", &parts);
    looks(&station).await;
    assert!(newest(&station).await.0.starts_with("20210302T020000Z"));
    assert!(health(&station).await.contains("did not finish"), "{}", health(&station).await);
    let before = asked(&station, "live", &parts);
    assert!(before <= 5, "{before} questions");
    looks(&station).await;
    looks(&station).await;
    assert_eq!(asked(&station, "live", &parts), before, "it rests");
    station.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_that_is_down_slows_no_other() {
    for house in House::each() {
        let station = house.with(BUCKETS).opens().await;
        station.internet.says("/live/", 503, "down");
        let parts = chunks(548, &volume(BEGAN));
        puts(&station, "second", &parts[..2]);
        looks_for(&station, 40).await;
        let first = station.internet.was_asked("/live/");
        assert!((3..=8).contains(&first), "{first} questions: it is left alone");
        // Each look finds what came since the one before.
        for part in &parts[2..] {
            puts(&station, "second", std::slice::from_ref(part));
            let before = asked(&station, "second", std::slice::from_ref(part));
            looks(&station).await;
            assert_eq!((before, asked(&station, "second", std::slice::from_ref(part))), (0, 1), "{}", part.0);
        }
        let told = row(&station).await;
        assert!(told.last_error.as_deref().is_some_and(|words| words.contains("503")), "{told:?}");
        assert_eq!((told.failures, told.not_before), (0, None), "the radar is well");
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_radar_that_was_silent_is_seen_at_the_next_look() {
    for house in House::each() {
        let station = house.with(BUCKETS).opens().await;
        puts(&station, "live", &chunks(7, &volume(BEGAN)));
        looks(&station).await;
        station.until("2021-03-02T02:31:00Z").await;
        looks_for(&station, 40).await;
        let told = row(&station).await;
        assert!(told.last_error.as_deref().is_some_and(|words| words.contains("has sent nothing since")));
        assert_eq!(told.failures, 0, "it is no fault of its source");
        let beside = station.internet.was_asked("/second/");
        assert!((1..=20).contains(&beside), "{beside} questions to the second, which has nothing either");
        puts(&station, "live", &chunks(8, &volume("2021-03-02T02:31:40Z"))[..4]);
        looks(&station).await;
        assert_eq!(frames(&station).await.len(), 2);
        assert_eq!(
            (manifest(&station).await["state"].as_str(), health(&station).await.as_str()),
            (Some("fresh"), "")
        );
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mirror_that_stands_still_is_overtaken_by_the_next() {
    for house in House::each() {
        let station = opened(house).await;
        let parts = chunks(548, &volume(BEGAN));
        puts(&station, "live", &parts[..4]);
        puts(&station, "second", &parts);
        looks(&station).await;
        let before = station.internet.was_asked("/second/");
        looks(&station).await;
        assert_eq!(station.internet.was_asked("/second/"), before, "the first is in time");
        assert_eq!(newest(&station).await, frame("20210302T020000Z-1", true, "ref"));
        station.passes(SignedDuration::from_secs(70)).await;
        let told = newest(&station).await;
        assert!(told.0.starts_with("20210302T020000Z") && told.2.contains("composite"), "{told:?}");
        assert_eq!(asked(&station, "second", &parts[..4]), 0, "what is there is not asked for again");
        assert_eq!(health(&station).await, "", "nothing is at fault");
        // It stands still for volumes, and then it is there again.
        for (number, began) in [(549, "2021-03-02T02:05:00Z"), (550, "2021-03-02T02:10:00Z")] {
            puts(&station, "second", &chunks(number, &volume(began)));
            station.until(&began.replace(":00Z", ":30Z")).await;
        }
        assert_eq!(frames(&station).await.len(), 4);
        let last = chunks(551, &volume("2021-03-02T02:15:00Z"));
        puts(&station, "live", &last);
        puts(&station, "second", &last);
        station.until("2021-03-02T02:15:30Z").await;
        assert_eq!(frames(&station).await.len(), 5);
        assert_eq!((asked(&station, "live", &last), asked(&station, "second", &last)), (last.len(), 0));
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_whole_volume_that_was_still_written_is_read_again() {
    for house in House::each() {
        let station = house.with(BUCKETS).opens().await;
        station.internet.says("/live/", 503, "down");
        station.internet.says("/second/", 503, "down");
        let path = "/whole/2021/03/02/KMAX/KMAX20210302_015800_V06";
        let whole = Bytes::from(encode::archive(&volume("2021-03-02T01:58:00Z")));
        station.internet.says(path, 200, whole.slice(..whole.len() / 8));
        looks(&station).await;
        let missing = async || manifest(&station).await["frames"][0]["missing"].as_f64().unwrap();
        assert!(missing().await > 0.1, "{}", missing().await);
        assert_eq!(station.internet.was_asked(path), 1);
        station.internet.says(path, 200, whole);
        station.passes(SignedDuration::from_secs(70)).await;
        let told = frames(&station).await;
        assert!(told.len() == 1 && told[0].2.contains("composite"), "{told:?}");
        assert!(missing().await < 0.01, "{}", missing().await);
        let said = manifest(&station).await["frames"][0]["said"].as_str().unwrap().to_owned();
        assert!(!said.contains("is missing"), "{said}");
        for _ in 0..20 {
            station.passes(SignedDuration::from_secs(60)).await;
        }
        assert_eq!(station.internet.was_asked(path), 2, "what is whole is not read again");
        station.stops().await;
    }
}

/// A volume that stays cut is read a few times, and then it is left as it is.
#[tokio::test(flavor = "multi_thread")]
async fn a_whole_volume_that_stays_cut_is_read_a_few_times() {
    let station = House::on(Engine::Sqlite).with(BUCKETS).opens().await;
    station.internet.says("/live/", 503, "down");
    station.internet.says("/second/", 503, "down");
    let path = "/whole/2021/03/02/KMAX/KMAX20210302_015800_V06";
    let whole = Bytes::from(encode::archive(&volume("2021-03-02T01:58:00Z")));
    station.internet.says(path, 200, whole.slice(..whole.len() / 8));
    looks(&station).await;
    let before = frames(&station).await;
    for _ in 0..40 {
        station.passes(SignedDuration::from_secs(60)).await;
    }
    assert_eq!((station.internet.was_asked(path), frames(&station).await), (5, before));
    station.stops().await;
}
