//! Several radars as one picture: each with its own time, and one that is silent is never a clear sky.

use crate::{
    house::{House, Station},
    people::Reader,
    radar_stream::{is_a_card, key_of},
};
use bytes::Bytes;
use jiff::SignedDuration;
use model::{
    job::{Job, Outcome},
    radar::{FrameId, KeptLook, RadarId},
    slug::Slug,
    source::Health,
};
use radar::{Place, encode, synth::Scene};
use serde_json::Value;

const TWO: &str = r#"
[radar.KMAX]
name = "Medford"
chunks = ["INTERNET/live"]
archive = []
products = ["ref"]
[radar.KRTX]
name = "Portland"
chunks = ["INTERNET/live"]
archive = []
products = ["ref"]
[radars]
mosaic = "Western Oregon"
poll_seconds = 2
zoom_min = 5
zoom_max = 6
keep_hours = 1
[front]
modules = ["radar:mosaic"]
[town.medford]
name = "Medford"
latitude = 42.3265
longitude = -122.8756
grid = "MFR/106,62"
same = "041029"
[town.portland]
name = "Portland"
latitude = 45.5152
longitude = -122.6784
grid = "PQR/112,103"
same = "041051"
[weather]
endpoint = "replay:data/weather"
"#;

/// A volume of a radar, put into the bucket.
fn sends(station: &Station, id: &str, number: u16, began: &str) {
    each_chunk(id, number, began, |path, bytes| station.internet.says(&path, 200, bytes));
}

/// The bucket forgets it: whoever asks for it now comes too late.
fn lost(station: &Station, id: &str, number: u16, began: &str) {
    each_chunk(id, number, began, |path, _| station.internet.forgets(&path));
}

fn each_chunk(id: &str, number: u16, began: &str, mut each: impl FnMut(String, Bytes)) {
    let mut scene = Scene::new(id, Place::of_registry(id).unwrap(), "2021-03-02T02:00:00Z".parse().unwrap());
    (scene.radials, scene.gates, scene.spacing_m) = (360, 150, 2_000);
    for (name, bytes) in encode::chunks(&scene.volume(began.parse().unwrap())) {
        each(format!("/live/{}", key_of(id, number, name)), bytes.into());
    }
}

/// Both radars are looked at; then what they brought is drawn together.
async fn looks(station: &Station) -> String {
    for id in ["kmax", "krtx"] {
        let outcome = station.runs(&Job::PollRadar(Slug::parse(id).unwrap())).await;
        assert!(matches!(outcome, Outcome::Done(_)), "{outcome:?}");
    }
    draws(station).await
}

/// Both radars send a volume of two o'clock, and are drawn together.
async fn both_send(station: &Station) {
    sends(station, "KMAX", 7, "2021-03-02T02:00:00Z");
    sends(station, "KRTX", 3, "2021-03-02T02:00:00Z");
    station.until("2021-03-02T02:01:30Z").await;
    looks(station).await;
}

async fn draws(station: &Station) -> String {
    match station.runs(&Job::DrawMosaic).await {
        Outcome::Done(said) => said,
        Outcome::Failed(why) => panic!("{why}"),
    }
}

async fn manifest(reader: &Reader) -> Value {
    let body = reader.opens("/api/v1/radar/MOSAIC").await.is(200);
    serde_json::from_slice(&body.bytes).unwrap()
}

/// Of the newest frame its name, and of each radar its letters, its moment and whether it is drawn.
async fn newest(reader: &Reader) -> (String, Vec<(String, Option<String>, bool)>) {
    let told = manifest(reader).await;
    let frame = told["frames"].as_array().unwrap().last().unwrap().clone();
    let part = |part: &Value| {
        let time = part["time"].as_str().map(|time| time[..16].to_owned());
        (part["id"].as_str().unwrap().to_owned(), time, part["drawn"].as_bool().unwrap())
    };
    (frame["id"].as_str().unwrap().to_owned(), frame["parts"].as_array().unwrap().iter().map(part).collect())
}

/// What the newest picture shows, in words.
async fn said(reader: &Reader) -> String {
    manifest(reader).await["said"].as_str().unwrap().to_owned()
}

/// What the radars see of the made weather.
const SOUTH_WORDS: &str = "Heavy echoes at Medford, moderate echoes over Jackson County (heavy in places)";
const NORTH_WORDS: &str = "light echoes over Multnomah County, very light echoes at Portland";

fn part(id: &str, time: Option<&str>, drawn: bool) -> (String, Option<String>, bool) {
    (id.to_owned(), time.map(|time| format!("2021-03-02T{time}")), drawn)
}

/// A square of Washington, which only Portland's radar could see; and one that nobody could.
const NORTH: &str = "6/10/22";
const NOWHERE: &str = "6/3/18";

/// A square of a frame, as it is sent.
async fn square(reader: &Reader, frame: &str, place: &str) -> Bytes {
    let answer = reader.opens(&format!("/radar/MOSAIC/{frame}/ref/{place}.png")).await.is(200);
    assert_eq!(answer.headers["cache-control"], "public, max-age=31536000, immutable");
    answer.bytes
}

#[tokio::test(flavor = "multi_thread")]
async fn two_radars_are_one_picture_with_two_times() {
    for house in House::each() {
        let station = house.with(TWO).opens().await;
        let reader = station.reader();
        assert_eq!(draws(&station).await, "no radar has sent anything lately");
        reader.opens("/radar?site=MOSAIC").await.shows("Nothing has come from any of these radars yet");
        reader.opens("/radar").await.shows("Western Oregon (all radars)");
        sends(&station, "KMAX", 7, "2021-03-02T02:00:00Z");
        station.passes(SignedDuration::from_secs(70)).await;
        looks(&station).await;
        let (first, parts) = newest(&reader).await;
        assert_eq!(parts, [part("KMAX", Some("02:00"), true), part("KRTX", None, false)]);
        assert!(first.starts_with("20210302T020000Z-"), "{first}");
        let veil = square(&reader, &first, NORTH).await;
        let nothing = square(&reader, &first, NOWHERE).await;
        assert_ne!(veil, nothing, "a radar that sent nothing is no clear sky");
        for path in ["/radar?site=MOSAIC", "/lite/radar", "/"] {
            let words = "Portland (KRTX): not in this picture; nothing has come from it yet";
            reader.opens(path).await.shows(words).shows("KMAX: ");
        }
        let words = format!("KMAX: {SOUTH_WORDS}. The radar does not see Multnomah County.");
        assert_eq!(said(&reader).await, words);
        // It comes, and the picture grows under another name.
        sends(&station, "KRTX", 3, "2021-03-02T02:01:30Z");
        station.passes(SignedDuration::from_secs(70)).await;
        looks(&station).await;
        let (second, parts) = newest(&reader).await;
        assert_eq!(parts, [part("KMAX", Some("02:00"), true), part("KRTX", Some("02:01"), true)]);
        assert!(second > first && second.starts_with("20210302T020000Z-"), "{second}");
        assert_ne!(square(&reader, &second, NORTH).await, veil);
        assert_eq!(square(&reader, &first, NORTH).await, veil, "what a map has learnt of stays");
        let words = format!("{SOUTH_WORDS}, {NORTH_WORDS}.");
        assert_eq!(said(&reader).await, words);
        for path in ["/radar?site=MOSAIC", "/lite/radar", "/"] {
            reader.opens(path).await.shows(&words);
        }
        assert_eq!(draws(&station).await, "nothing new");
        reader
            .opens("/radar?site=MOSAIC")
            .await
            .shows("Medford (KMAX): measured 6:00 p.m. PST")
            .shows("Portland (KRTX): measured 6:01 p.m. PST")
            .shows("whose beam is lowest above it")
            .shows("The beam of KMAX is")
            .hides("not in this picture");
        let still = reader.opens(&format!("/radar/MOSAIC/{second}/ref.png")).await.is(200);
        assert!(still.bytes.starts_with(b"\x89PNG"));
        is_a_card(&reader.opens(&format!("/radar/MOSAIC/{second}/card.png")).await.is(200).bytes);
        reader.opens("/radar/MOSAIC/lines.svg").await.is(200);
        let index = reader.opens("/api/v1/radar").await.is(200);
        let index: Value = serde_json::from_slice(&index.bytes).unwrap();
        assert_eq!(index["radars"][2]["members"][1]["id"], "KRTX");
        // A start in between changes nothing: what is fresh is read again before anything is drawn without it.
        let station = station.restarts().await;
        let reader = station.reader();
        station.settles().await;
        looks(&station).await;
        assert_eq!(newest(&reader).await.0, second);
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_radar_that_falls_silent_is_left_out_and_named() {
    for house in House::each() {
        let station = house.with(TWO).opens().await;
        let reader = station.reader();
        both_send(&station).await;
        let both = newest(&reader).await;
        assert!(both.1.iter().all(|part| part.2), "{both:?}");
        sends(&station, "KMAX", 8, "2021-03-02T02:12:00Z");
        station.until("2021-03-02T02:13:30Z").await;
        looks(&station).await;
        assert!(newest(&reader).await.1.iter().all(|part| part.2), "thirteen minutes are not too old");
        // It grows too old by the mere passing of time, and nobody has to send anything for that.
        station.until("2021-03-02T02:17:30Z").await;
        draws(&station).await;
        let (frame, parts) = newest(&reader).await;
        assert_eq!(parts, [part("KMAX", Some("02:12"), true), part("KRTX", Some("02:00"), false)]);
        assert!(frame.starts_with("20210302T021500Z-"), "{frame}");
        let told = manifest(&reader).await;
        assert_eq!(told["state"], "fresh");
        for path in ["/radar?site=MOSAIC", "/lite/radar", "/"] {
            let words = "not in this picture; its last whole look is of 6:00 p.m. PST";
            reader.opens(path).await.shows(words).shows("grey veil");
        }
        reader.opens("/radar").await.hides("not in this picture");
        // Both are silent: there is no picture of now, and it is said of all.
        station.until("2021-03-02T02:50:00Z").await;
        assert_eq!(draws(&station).await, "no radar has sent anything lately");
        assert_eq!(manifest(&reader).await["state"], "silent");
        for path in ["/radar?site=MOSAIC", "/lite/radar", "/"] {
            reader
                .opens(path)
                .await
                .shows("No data from any of these radars since March 1, 2021, 6:12 p.m. PST")
                .hides("/ref.png");
        }
        // Old pictures go with their bytes, as those of a radar do.
        let mosaic = RadarId::parse("MOSAIC").unwrap();
        let reads = station.ready.store.reader();
        let first = reads.radar_frame(&mosaic, FrameId::parse(&both.0).unwrap()).await.unwrap().unwrap();
        sends(&station, "KMAX", 9, "2021-03-02T04:00:00Z");
        station.until("2021-03-02T04:01:30Z").await;
        looks(&station).await;
        station.until("2021-03-02T04:08:00Z").await;
        draws(&station).await;
        assert_eq!(reads.radar_frames(&mosaic, 9).await.unwrap().len(), 1);
        assert!(station.ready.store.blobs().get(&first.layers[0].pack).await.unwrap().is_none());
        station.stops().await;
    }
}

/// The names of the loop's frames, the newest last.
async fn looped(reader: &Reader) -> Vec<String> {
    let frames = manifest(reader).await["frames"].as_array().unwrap().clone();
    frames.iter().map(|frame| frame["id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_in_between_leaves_no_hole_in_the_loop() {
    for house in House::each() {
        let station = house.with(TWO).opens().await;
        both_send(&station).await;
        let before = looped(&station.reader()).await;
        let seen = square(&station.reader(), before.last().unwrap(), NORTH).await;
        // Portland's radar cannot be read again. It is in the picture all the same, as it was, when Medford's goes on.
        lost(&station, "KRTX", 3, "2021-03-02T02:00:00Z");
        let station = station.restarts().await;
        let reader = station.reader();
        assert_eq!(looped(&reader).await, before);
        sends(&station, "KMAX", 8, "2021-03-02T02:04:00Z");
        station.until("2021-03-02T02:05:30Z").await;
        looks(&station).await;
        let (frame, parts) = newest(&reader).await;
        assert_eq!(parts, [part("KMAX", Some("02:04"), true), part("KRTX", Some("02:00"), true)]);
        assert!(frame.starts_with("20210302T020500Z-"), "{frame}");
        assert_eq!(square(&reader, &frame, NORTH).await, seen);
        let after = looped(&reader).await;
        assert_eq!(after, [before.as_slice(), &[frame]].concat());
        // Nothing that this program can read was kept of it: it is waited for a while, and keeps nobody waiting for ever.
        let radar = RadarId::parse("KRTX").unwrap();
        let reads = station.ready.store.reader();
        let kept = reads.kept_look(&radar).await.unwrap().unwrap();
        assert_eq!(kept.at.to_string()[..16], *"2021-03-02T02:00");
        let other = KeptLook { colours: b"of another program".to_vec(), ..kept };
        station.ready.desk.keep_radar_look(&other, &desk::By::station("test")).await.unwrap();
        let station = station.restarts().await;
        let reader = station.reader();
        sends(&station, "KMAX", 9, "2021-03-02T02:05:20Z");
        station.until("2021-03-02T02:06:30Z").await;
        assert_eq!(looks(&station).await, "waiting until KRTX is read again");
        assert_eq!(looped(&reader).await, after);
        station.until("2021-03-02T02:08:45Z").await;
        draws(&station).await;
        let (_, parts) = newest(&reader).await;
        assert_eq!(parts, [part("KMAX", Some("02:05"), true), part("KRTX", Some("02:00"), false)]);
        // It failed often, so it rests for two minutes at most.
        sends(&station, "KRTX", 4, "2021-03-02T02:08:00Z");
        station.until("2021-03-02T02:11:30Z").await;
        looks(&station).await;
        let (_, parts) = newest(&reader).await;
        assert_eq!(parts, [part("KMAX", Some("02:05"), true), part("KRTX", Some("02:08"), true)]);
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_words_of_all_go_on_after_a_start() {
    for house in House::each() {
        let station = house.with(TWO).opens().await;
        both_send(&station).await;
        assert_eq!(said(&station.reader()).await, format!("{SOUTH_WORDS}, {NORTH_WORDS}."));
        // Of the second look of each the motion is known, and both say the same of it.
        for (id, number) in [("KMAX", 8), ("KRTX", 4)] {
            sends(&station, id, number, "2021-03-02T02:05:00Z");
        }
        station.until("2021-03-02T02:06:30Z").await;
        looks(&station).await;
        let moves = "They move east at about 30 mph.";
        let before = said(&station.reader()).await;
        assert!(before.contains("over Multnomah County") && before.ends_with(moves), "{before}");
        // Medford's radar begins anew and has nothing to compare; of Portland's there is only what was kept.
        for (id, number) in [("KMAX", 8), ("KRTX", 4)] {
            lost(&station, id, number, "2021-03-02T02:05:00Z");
        }
        let station = station.restarts().await;
        sends(&station, "KMAX", 9, "2021-03-02T02:09:00Z");
        station.until("2021-03-02T02:10:30Z").await;
        looks(&station).await;
        let (_, parts) = newest(&station.reader()).await;
        assert_eq!(parts, [part("KMAX", Some("02:09"), true), part("KRTX", Some("02:05"), true)]);
        let after = said(&station.reader()).await;
        assert!(after.contains("over Multnomah County") && after.ends_with(moves), "{after}");
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_radar_that_left_the_settings_is_forgotten_a_day_later() {
    for house in House::each() {
        let station = house.with(TWO).opens().await;
        both_send(&station).await;
        let gone = ["KRTX", "MOSAIC"].map(|id| RadarId::parse(id).unwrap());
        let mut packs = Vec::new();
        for radar in &gone {
            let frames = station.ready.store.reader().radar_frames(radar, 9).await.unwrap();
            packs.extend(frames.into_iter().flat_map(|frame| frame.layers).map(|layer| layer.pack));
        }
        assert!(packs.len() >= 4, "{packs:?}");
        // A slip of the pen, and the night comes before anybody sees it.
        let station = station.restarts_after(without_portland).await;
        station.reader().opens("/radar?site=KRTX").await.is(404);
        let said = prunes(&station).await;
        assert!(said.ends_with("no radar forgotten"), "{said}");
        let station = station.restarts_after(with_portland).await;
        station.settles().await;
        assert!(newest(&station.reader()).await.1.iter().all(|part| part.2), "nothing was lost");
        // Taken out for good.
        let station = station.restarts_after(without_portland).await;
        station.until("2021-03-03T01:55:00Z").await;
        let reads = station.ready.store.reader();
        assert_eq!(reads.radars_kept().await.unwrap().len(), 3, "the night has come, and no day has passed");
        station.until("2021-03-03T02:10:00Z").await;
        let said = prunes(&station).await;
        assert!(said.ends_with("KRTX and MOSAIC forgotten"), "{said}");
        let kept: Vec<String> =
            reads.radars_kept().await.unwrap().into_iter().map(|(id, _)| id.to_string()).collect();
        assert_eq!(kept, ["KMAX"]);
        for radar in &gone {
            assert_eq!(reads.radar_bytes(radar).await.unwrap(), 0);
            assert_eq!(reads.source_health(&radar.source()).await.unwrap(), Health::default());
        }
        for pack in &packs {
            assert!(station.ready.store.blobs().get(pack).await.unwrap().is_none(), "{pack} is still there");
        }
        let board = station.editor().await.browser.opens("/desk").await;
        board.shows("KMAX").hides("KRTX").hides("Draw all radars as one picture");
        let said = prunes(&station).await;
        assert!(said.ends_with("no radar forgotten"), "{said}");
        station.stops().await;
    }
}

async fn prunes(station: &Station) -> String {
    match station.runs(&Job::Prune).await {
        Outcome::Done(said) => said,
        Outcome::Failed(why) => panic!("{why}"),
    }
}

/// What is taken out of the settings.
const PORTLAND: &str = r#"[radar.KRTX]
name = "Portland"
chunks = ["INTERNET/live"]
archive = []
products = ["ref"]
"#;
const TOGETHER: &str = "mosaic = \"Western Oregon\"\n";

fn without_portland(settings: &str) -> String {
    settings.replace(PORTLAND, "").replace(TOGETHER, "").replace("radar:mosaic", "radar:KMAX")
}

fn with_portland(settings: &str) -> String {
    let back = format!("{PORTLAND}[radars]\n{TOGETHER}");
    settings.replace("[radars]\n", &back).replace("radar:KMAX", "radar:mosaic")
}
