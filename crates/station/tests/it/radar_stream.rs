//! A radar's stream, from its bucket to the reader: chunks one by one, repeated, missing, cut; a restart half way; silence;
//! whole volumes when no chunks come.

use crate::{
    house::{House, Station},
    samples::samples,
};
use bytes::Bytes;
use jiff::{SignedDuration, Timestamp};
use model::{
    job::{Job, Outcome},
    slug::Slug,
};
use radar::{ChunkKind, ChunkName, Place, Volume, encode, synth::Scene};
use serde_json::Value;

/// A radar that is made up, for tests of other things.
pub(crate) const MADE: &str = r#"
[radar.KMAX]
name = "Medford"
chunks = ["made:"]
archive = ["made:"]
[radars]
frames = 2
zoom_min = 5
zoom_max = 5
"#;

/// Two sources of chunks and one of whole volumes, over a network.
pub(crate) const BUCKETS: &str = r#"
[radar.KMAX]
name = "Medford"
chunks = ["INTERNET/live", "INTERNET/second"]
archive = ["INTERNET/whole"]
products = ["ref", "composite", "vel", "rho", "raw", "ref-2"]
[radars]
poll_seconds = 2
zoom_min = 5
zoom_max = 7
keep_hours = 1
[town.medford]
name = "Medford"
latitude = 42.3265
longitude = -122.8756
grid = "MFR/106,62"
same = "041029"
[weather]
endpoint = "replay:data/weather"
"#;

pub(crate) fn scene(radar: &str) -> Scene {
    let place = Place::of_registry("KMAX").unwrap();
    let mut scene = Scene::new(radar, place, "2021-03-02T02:00:00Z".parse().unwrap());
    (scene.radials, scene.gates, scene.spacing_m) = (360, 150, 2_000);
    scene
}

pub(crate) fn volume(began: &str) -> Volume {
    scene("KMAX").volume(began.parse().unwrap())
}

pub(crate) fn key(number: u16, name: ChunkName) -> String {
    key_of("KMAX", number, name)
}

pub(crate) fn key_of(radar: &str, number: u16, name: ChunkName) -> String {
    let kind = match name.kind {
        ChunkKind::Start => 'S',
        ChunkKind::Intermediate => 'I',
        ChunkKind::End => 'E',
    };
    format!("{radar}/{number}/{}-{:03}-{kind}", name.volume.strftime("%Y%m%d-%H%M%S"), name.number)
}

/// The chunks of a volume under their names.
pub(crate) fn chunks(number: u16, volume: &Volume) -> Vec<(String, Bytes)> {
    encode::chunks(volume).into_iter().map(|(name, bytes)| (key(number, name), bytes.into())).collect()
}

pub(crate) fn puts(station: &Station, bucket: &str, files: &[(String, Bytes)]) {
    for (key, bytes) in files {
        station.internet.says(&format!("/{bucket}/{key}"), 200, bytes.clone());
    }
}

/// Some seconds pass, and with them a look for chunks.
pub(crate) async fn looks(station: &Station) {
    station.passes(SignedDuration::from_secs(2)).await;
    // Also where the machine is so busy that the schedule was not written yet.
    let outcome = station.runs(&Job::PollRadar(Slug::parse("kmax").unwrap())).await;
    assert!(matches!(outcome, Outcome::Done(_)), "{outcome:?}");
}

pub(crate) async fn manifest(station: &Station) -> Value {
    let body = station.reader().opens("/api/v1/radar/KMAX").await.is(200);
    serde_json::from_slice(&body.bytes).unwrap()
}

/// A picture that can be shared alone: as large as a link is shown, with lines and a strip of words.
pub(crate) fn is_a_card(file: &[u8]) {
    let picture = images::decode(file, &images::Limits::default()).unwrap();
    assert_eq!((picture.width(), picture.height()), (1_200, 630));
    let seen = |rows: std::ops::Range<u32>, wanted: [u8; 3]| {
        let all = rows.flat_map(|y| (0..1_200).map(move |x| (x, y)));
        all.filter(|(x, y)| picture.colour_at(*x, *y) == Some(wanted)).count()
    };
    let (land, line, ink, paper) =
        ([0xf7, 0xf5, 0xef], [0x80, 0x7a, 0x6e], [0x17, 0x19, 0x1a], [0xfd, 0xfc, 0xf9]);
    assert!(seen(0..568, land) > 50_000, "land");
    assert!(seen(0..568, line) > 5_000, "borders of counties");
    assert!(seen(570..630, ink) > 500 && seen(570..630, paper) > 20_000, "words on paper");
}

/// Name, whole, products.
pub(crate) async fn frames(station: &Station) -> Vec<(String, bool, String)> {
    let told = manifest(station).await;
    let words = |list: &Value| {
        list.as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect::<Vec<_>>().join(" ")
    };
    let frame = |frame: &Value| {
        let id = frame["id"].as_str().unwrap().to_owned();
        (id, frame["complete"].as_bool().unwrap(), words(&frame["products"]))
    };
    told["frames"].as_array().unwrap().iter().map(frame).collect()
}

pub(crate) async fn health(station: &Station) -> String {
    let source = Slug::parse("radar-kmax").unwrap();
    let health = station.ready.store.reader().source_health(&source).await.unwrap();
    health.last_error.unwrap_or_default()
}

pub(crate) fn frame(id: &str, complete: bool, products: &str) -> (String, bool, String) {
    (id.to_owned(), complete, products.to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn each_chunk_makes_the_picture_grow_and_no_address_ever_changes() {
    for house in House::each() {
        let station = house.with(BUCKETS).opens().await;
        let reader = station.reader();
        let parts = chunks(548, &volume("2021-03-02T02:00:00Z"));
        puts(&station, "live", &parts[..1]);
        looks(&station).await;
        assert_eq!(frames(&station).await, [], "a chunk without radials is no picture");
        reader.opens("/radar").await.shows("Nothing has come from KMAX yet");
        puts(&station, "live", &parts[1..2]);
        looks(&station).await;
        assert_eq!(frames(&station).await, [frame("20210302T020000Z-1", false, "ref")]);
        let square = "/radar/KMAX/20210302T020000Z-1/ref/7/20/47.png";
        let first = reader.opens(square).await.is(200);
        assert!(first.bytes.starts_with(b"\x89PNG"));
        assert_eq!(first.headers["cache-control"], "public, max-age=31536000, immutable");
        reader
            .opens("/radar")
            .await
            .shows("20210302T020000Z-1/ref.png")
            .shows("the antenna is still turning");
        reader.opens("/radar").await.shows("what it sees will be told when it has gone around");
        // The same chunk again, and a listing that goes back: nothing changes.
        puts(&station, "live", &parts[..2]);
        looks(&station).await;
        assert_eq!(frames(&station).await, [frame("20210302T020000Z-1", false, "ref")]);
        puts(&station, "live", &parts[2..4]);
        looks(&station).await;
        assert_eq!(frames(&station).await, [frame("20210302T020000Z-2", true, "ref")]);
        assert_eq!(reader.opens(square).await.is(200).bytes, first.bytes, "what a map has learnt of stays");
        for part in &parts[4..] {
            puts(&station, "live", std::slice::from_ref(part));
            looks(&station).await;
        }
        let whole = frames(&station).await;
        assert_eq!(whole, [frame("20210302T020000Z-4", true, "ref composite vel rho raw ref-2")]);
        for product in ["ref", "composite", "vel", "rho", "raw", "ref-2"] {
            let still = reader.opens(&format!("/radar/KMAX/20210302T020000Z-4/{product}.png")).await.is(200);
            assert!(still.bytes.starts_with(b"\x89PNG"), "{product}");
        }
        let card = reader.opens("/radar/KMAX/20210302T020000Z-4/card.png").await.is(200);
        is_a_card(&card.bytes);
        let address = "/radar/KMAX/20210302T020000Z-4/card.png\">";
        reader.opens("/radar").await.shows(&format!("og:image\" content=\"http://signal.example{address}"));
        reader.opens("/radar/KMAX/20210302T020000Z-1/card.png").await.is(307);
        for nothing in ["7/0/0", "9/80/180", "0/0/0"] {
            let square =
                reader.opens(&format!("/radar/KMAX/20210302T020000Z-4/ref/{nothing}.png")).await.is(200);
            assert!(square.bytes.starts_with(b"\x89PNG") && square.bytes.len() < 1_500, "{nothing}");
        }
        for none in [
            "20210302T020000Z-9/ref/7/20/47",
            "20210302T020000Z-4/zdr/7/20/47",
            "20210302T020000Z-4/ref/7/999/1",
            "20210302T020000Z-4/ref/7/020/47",
        ] {
            reader.opens(&format!("/radar/KMAX/{none}.png")).await.is(404);
        }
        reader.opens("/radar").await.hides("still turning").shows("Jackson County");
        reader.opens("/lite/radar").await.shows("Jackson County");
        assert_eq!(
            station.internet.was_asked("/live/KMAX/548/20210302-020000-002-I"),
            1,
            "each chunk is asked for once"
        );
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_half_way_goes_on_and_what_is_missing_is_left_out() {
    for house in House::each() {
        let station = house.with(BUCKETS).opens().await;
        let mut parts = chunks(999, &volume("2021-03-02T02:00:00Z"));
        // One never comes, one is cut in the middle.
        parts[2].1 = parts[2].1.slice(..parts[2].1.len() / 2);
        puts(&station, "live", &[&parts[..3], &parts[5..6]].concat());
        looks(&station).await;
        let before = frames(&station).await;
        assert_eq!(before.len(), 1, "{before:?}");
        let station = station.restarts().await;
        looks(&station).await;
        assert_eq!(frames(&station).await, before, "what was drawn is known again");
        // The chunk that was late is still in time; then the next volume begins, in the first folder again.
        puts(&station, "live", &parts[3..4]);
        looks(&station).await;
        let later = frames(&station).await;
        assert_eq!(later.len(), 1);
        assert!(later[0].0 > before[0].0, "{later:?}");
        station.until("2021-03-02T02:05:30Z").await;
        puts(&station, "live", &chunks(1, &volume("2021-03-02T02:05:00Z"))[..4]);
        looks(&station).await;
        let both = frames(&station).await;
        assert_eq!(both.len(), 2, "{both:?}");
        assert!(
            !both[0].1 && both[0].2.contains("composite"),
            "the first ended with what there was: {both:?}"
        );
        let told = &manifest(&station).await["frames"][0];
        assert!(told["missing"].as_f64().unwrap() > 0.05, "{told}");
        assert!(told["said"].as_str().unwrap().contains("% of the picture is missing"), "{told}");
        assert_eq!(both[1], frame("20210302T020500Z-1", true, "ref"));
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_silent_radar_is_told_to_be_silent_and_never_dry() {
    for house in House::each() {
        let station = house.with(BUCKETS).with("[front]\nmodules = [\"radar:KMAX\"]\n").opens().await;
        let reader = station.reader();
        puts(&station, "live", &chunks(7, &volume("2021-03-02T02:00:00Z")));
        looks(&station).await;
        assert_eq!(manifest(&station).await["state"], "fresh");
        reader.opens("/").await.shows("/ref.png").shows("Jackson County");
        station.until("2021-03-02T02:16:00Z").await;
        assert_eq!(manifest(&station).await["state"], "stale");
        reader.opens("/").await.shows("/ref.png").shows("This is old");
        station.until("2021-03-02T02:31:00Z").await;
        let told = manifest(&station).await;
        assert_eq!(told["state"], "silent");
        assert!(told["said"].as_str().unwrap().contains("does not mean that it is dry"), "{told}");
        for path in ["/", "/radar", "/lite/radar"] {
            reader.opens(path).await.shows("This does not mean that it is dry").hides("/ref.png");
        }
        assert!(health(&station).await.contains("has sent nothing since"), "{}", health(&station).await);
        // Who asks for that moment by its name is shown it, as what it is.
        let id = frames(&station).await[0].0.clone();
        reader.opens(&format!("/radar?at={id}")).await.shows("/ref.png");
        // It is there again.
        puts(&station, "live", &chunks(8, &volume("2021-03-02T02:31:00Z")));
        station.until("2021-03-02T02:33:00Z").await;
        assert_eq!(manifest(&station).await["state"], "fresh");
        assert_eq!(health(&station).await, "");
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn when_no_chunks_come_other_sources_are_asked() {
    for house in House::each() {
        let station = house.with(BUCKETS).opens().await;
        let whole = |began: &str, name: &str| {
            let bytes = Bytes::from(encode::archive(&volume(began)));
            station.internet.says(&format!("/whole/2021/03/02/KMAX/{name}"), 200, bytes);
        };
        station.internet.says("/live/", 503, "down");
        station.internet.says("/second/", 200, "<html>not a bucket</html>");
        whole("2021-03-02T01:50:00Z", "KMAX20210302_015000_V06");
        whole("2021-03-02T01:55:00Z", "KMAX20210302_015500_V06");
        whole("2021-03-02T01:56:00Z", "KMAX20210302_015600_V06_MDM");
        looks(&station).await;
        let both = frames(&station).await;
        assert_eq!(both.len(), 2, "{both:?}");
        assert!(both.iter().all(|frame| frame.1 && frame.2.contains("composite")), "{both:?}");
        assert!(health(&station).await.contains("503"), "{}", health(&station).await);
        // The second bucket comes up, with the chunks of another radar, and then with its own.
        let other = encode::chunks(&scene("KRTX").volume("2021-03-02T02:00:00Z".parse().unwrap()));
        let other: Vec<_> =
            other.into_iter().map(|(name, bytes)| (key(3, name), Bytes::from(bytes))).collect();
        station.internet.forgets("/second/");
        puts(&station, "second", &other);
        station.until("2021-03-02T02:03:00Z").await;
        assert!(health(&station).await.contains("has the chunks of KRTX"), "{}", health(&station).await);
        assert_eq!(frames(&station).await.len(), 2);
        puts(&station, "second", &chunks(4, &volume("2021-03-02T02:05:00Z")));
        station.until("2021-03-02T02:08:00Z").await;
        assert_eq!(frames(&station).await.len(), 3);
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn old_frames_go_with_their_bytes_and_the_newest_stays() {
    for house in House::each() {
        let station = house.with(BUCKETS).opens().await;
        puts(&station, "live", &chunks(7, &volume("2021-03-02T02:00:00Z"))[..3]);
        looks(&station).await;
        puts(&station, "live", &chunks(7, &volume("2021-03-02T02:00:00Z"))[3..]);
        looks(&station).await;
        let reads = station.ready.store.reader();
        let radar = model::radar::RadarId::parse("KMAX").unwrap();
        let (_, newest) = (0, reads.radar_frames(&radar, 9).await.unwrap().pop().unwrap());
        let partial = model::radar::FrameId::new(newest.id.began(), 1);
        let partial = reads.radar_frame(&radar, partial).await.unwrap().unwrap();
        let there = async |pack: &str| station.ready.store.blobs().get(pack).await.unwrap().is_some();
        assert!(there(&partial.layers[0].pack).await);
        station.until("2021-03-02T02:20:00Z").await;
        assert_eq!(reads.radar_frame(&radar, partial.id).await.unwrap(), None, "it grew long ago");
        assert!(!there(&partial.layers[0].pack).await, "its bytes are gone");
        station.until("2021-03-02T06:00:00Z").await;
        assert_eq!(reads.radar_frames(&radar, 9).await.unwrap().len(), 1, "how long it is silent is known");
        puts(&station, "live", &chunks(8, &volume("2021-03-02T06:00:00Z")));
        station.until("2021-03-02T06:10:00Z").await;
        let left = reads.radar_frames(&radar, 9).await.unwrap();
        assert_eq!(
            left.iter().map(|frame| frame.id.began()).collect::<Vec<_>>(),
            ["2021-03-02T06:00:00Z".parse::<Timestamp>().unwrap()]
        );
        assert!(!there(&newest.layers[0].pack).await && there(&left[0].layers[0].pack).await);
        station.stops().await;
    }
}

/// The program is killed between the bytes of a frame and its row: the nightly job finds what is left.
#[tokio::test(flavor = "multi_thread")]
async fn squares_that_no_row_names_go_in_the_night() {
    for house in House::each() {
        let station = house.with(BUCKETS).opens().await;
        puts(&station, "live", &chunks(7, &volume("2021-03-02T02:00:00Z")));
        looks(&station).await;
        let radar = model::radar::RadarId::parse("KMAX").unwrap();
        let newest = station.ready.store.reader().radar_frames(&radar, 1).await.unwrap().pop().unwrap();
        let own = newest.layers[0].pack.clone();
        let blobs = station.ready.store.blobs().clone();
        let bytes = blobs.get(&own).await.unwrap().unwrap();
        let squares = store::Squares::read(bytes).unwrap();
        let left =
            |owner: &str| store::Squares::pack(owner, &squares.all(), &squares.still(), &squares.blank());
        let old = blobs.put(left("KMAX, and then the light went out")).await.unwrap();
        let young = blobs.put(left("KMAX, a moment ago")).await.unwrap();
        let other = blobs.put(Bytes::from_static(b"a picture that somebody uploads")).await.unwrap();
        let station = station.restarts().await;
        // Everything but one of them was there for two hours, and not yet when it was looked for last.
        for digest in [&own, &old, &other] {
            station.ages_a_file(digest, std::time::Duration::from_secs(2 * 3_600 + 300));
        }
        for _ in 0..2 {
            let outcome = station.runs(&Job::Prune).await;
            assert!(matches!(outcome, Outcome::Done(_)), "{outcome:?}");
            let there = async |digest: &str| station.ready.store.blobs().get(digest).await.unwrap().is_some();
            assert!(!there(&old).await, "nobody names it");
            assert!(there(&own).await && there(&other).await, "a frame, and what is no radar's");
            assert!(there(&young).await, "its row may be on the way");
        }
        assert_eq!(frames(&station).await.len(), 1);
        // Much later the young one is old, too; what lies before the last sweep is not looked at again.
        station.ages_a_file(&young, std::time::Duration::from_secs(2 * 3_600 + 60));
        station.runs(&Job::Prune).await;
        assert!(station.ready.store.blobs().get(&young).await.unwrap().is_none());
        station.stops().await;
    }
}

/// A volume of a real radar, chunk by chunk as it was sent.
#[tokio::test(flavor = "multi_thread")]
async fn a_recorded_stream_is_shown_as_it_came() {
    let Some(samples) = samples() else { return };
    let folder = samples.join("radar/level2/chunks/KLOT-548");
    let played = tempfile::tempdir().unwrap();
    let own = played.path().join("KLOT/548");
    std::fs::create_dir_all(&own).unwrap();
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), own.join(entry.file_name())).unwrap();
    }
    let settings = format!(
        "[radar.KLOT]\nname = \"Chicago\"\nchunks = [\"replay:{}\"]\narchive = []\n[radars]\nzoom_min = 6\nzoom_max = 7\n",
        played.path().display()
    );
    let house = House::on(crate::database::Engine::Sqlite).with(&settings).at("2021-02-15T21:21:30Z");
    let station = house.opens().await;
    let job = Job::PollRadar(Slug::parse("klot").unwrap());
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..12 {
        station.clock.pass(SignedDuration::from_secs(30));
        station.runs(&job).await;
        let body = station.reader().opens("/api/v1/radar/KLOT").await.is(200);
        let told: Value = serde_json::from_slice(&body.bytes).unwrap();
        seen.extend(
            told["frames"].as_array().unwrap().iter().map(|frame| frame["id"].as_str().unwrap().to_owned()),
        );
    }
    let radar = model::radar::RadarId::parse("KLOT").unwrap();
    let frames = station.ready.store.reader().radar_frames(&radar, 20).await.unwrap();
    assert!(frames.iter().all(|frame| frame.complete), "{frames:#?}");
    assert!(seen.len() > frames.len(), "it was shown while it came: {seen:?}");
    let newest = frames.last().unwrap();
    assert!(newest.layers.len() >= 4, "{newest:#?}");
    station.stops().await;
}
