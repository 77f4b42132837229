//! Indexes of alerts through the whole program: what an issuer only lists is fetched, once, politely, and shown; what cannot
//! be fetched holds up nothing else and is named on the health board.

use crate::{
    database::Engine,
    house::{House, Station},
    internet::Internet,
};
use jiff::SignedDuration;
use model::job::{Job, Outcome};
use std::fs;

const INDEX: &str = "/feeds/or.atom";

fn settings(source: &str) -> String {
    format!(
        r#"
[front]
modules = ["alerts:all"]
[alerts]
sources = ["{source}"]
zones = ["ORZ624"]
[weather]
endpoint = "INTERNET/nws"
metar_endpoint = ""
[town.klamath-falls]
name = "Klamath Falls"
grid = "MFR/155,64"
latitude = 42.2249
longitude = -121.7817
county_zone = "ORC035"
fire_zone = "ORZ624"
same = "041035"
"#
    )
}

fn from_the_internet() -> String {
    settings("INTERNET/feeds/or.atom")
}

/// A message of the county: for Klamath Falls, unless it is somewhere else.
fn message(id: &str, event: &str, somewhere: &str) -> String {
    format!(
        "<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\"><identifier>{id}</identifier><sender>county@klamath.example</sender>\
         <sent>2021-03-01T17:30:00-08:00</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope><info>\
         <language>en-US</language><category>Safety</category><event>{event}</event><urgency>Immediate</urgency>\
         <severity>Severe</severity><certainty>Observed</certainty><expires>2021-03-02T06:00:00-08:00</expires>\
         <senderName>Klamath County</senderName><headline>{event} near town</headline><description>Stay inside.</description>\
         <area><areaDesc>North of town</areaDesc><circle>{somewhere} 8</circle></area></info></alert>"
    )
}

const HERE: &str = "42.2249,-121.7817";
const THERE: &str = "45.5,-122.6";

fn entry(id: &str, updated: &str, more: &str) -> String {
    format!(
        "<entry><id>urn:x:{id}</id><title>Entry {id}</title><updated>2021-03-01T{updated}-08:00</updated>{more}</entry>"
    )
}

/// An entry that leads to its message as most issuers write it.
fn leads(id: &str, updated: &str) -> String {
    entry(id, updated, &format!("<link type=\"application/cap+xml\" href=\"../m/{id}.cap\"/>"))
}

fn index(entries: &[String]) -> String {
    format!(
        "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:cap=\"urn:oasis:names:tc:emergency:cap:1.2\">\
         <title>Warnings</title><link rel=\"self\" href=\"or.atom\"/>{}</feed>",
        entries.concat()
    )
}

fn says(internet: &Internet, entries: &[String]) {
    internet.says(INDEX, 200, index(entries));
}

fn has(internet: &Internet, id: &str, message: String) {
    internet.says(&format!("/m/{id}.cap"), 200, message);
}

async fn round(station: &Station) {
    station.passes(SignedDuration::from_secs(31)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_that_an_index_lists_are_fetched_once_and_stay_until_their_own_end() {
    for house in House::each() {
        let station = house.with(&from_the_internet()).opens().await;
        let (internet, reader) = (station.internet.clone(), station.reader());
        has(&internet, "flood", message("KC-1", "Flash Flood Warning", HERE));
        has(&internet, "wind", message("KC-2", "High Wind Warning", THERE));
        says(&internet, &[leads("flood", "17:31:00"), leads("wind", "17:32:00")]);
        station.settles().await;
        round(&station).await;
        reader.opens("/").await.shows("Flash Flood Warning").hides("High Wind Warning");
        reader.opens("/alerts/1").await.shows("Stay inside.").shows("Klamath County, unmodified");
        for _ in 0..3 {
            round(&station).await;
        }
        assert_eq!((internet.was_asked("/m/flood.cap"), internet.was_asked("/m/wind.cap")), (1, 1), "once");
        // Another entry, and one that has changed.
        let update = message("KC-1b", "Flash Flood Warning", HERE)
            .replace("17:30:00", "17:50:00")
            .replace("<msgType>Alert", "<msgType>Update")
            .replace(
                "<info>",
                "<references>county@klamath.example,KC-1,2021-03-01T17:30:00-08:00</references><info>",
            )
            .replace("Stay inside.", "Stay on high ground.");
        has(&internet, "flood", update);
        has(&internet, "dust", message("KC-3", "Dust Storm Warning", HERE));
        says(&internet, &[leads("flood", "17:51:00"), leads("wind", "17:32:00"), leads("dust", "17:52:00")]);
        round(&station).await;
        reader.opens("/alerts").await.shows("Dust Storm Warning");
        let page = reader.opens("/alerts").await;
        assert!(page.text().contains("Flash Flood Warning"), "{}", page.text());
        assert_eq!(
            (internet.was_asked("/m/flood.cap"), internet.was_asked("/m/wind.cap")),
            (2, 1),
            "what changed"
        );
        // The index is empty: nothing goes.
        says(&internet, &[]);
        round(&station).await;
        reader.opens("/alerts").await.shows("Flash Flood Warning").shows("Dust Storm Warning");
        // It comes back, and nothing is asked for again.
        says(&internet, &[leads("flood", "17:51:00"), leads("dust", "17:52:00")]);
        round(&station).await;
        assert_eq!((internet.was_asked("/m/flood.cap"), internet.was_asked("/m/dust.cap")), (2, 1));
        // Taken back by a message that only names what it takes back.
        let cancel = "<alert><identifier>KC-9</identifier><sender>county@klamath.example</sender>\
             <sent>2021-03-01T17:58:00-08:00</sent><status>Actual</status><msgType>Cancel</msgType>\
             <references>county@klamath.example,KC-3,2021-03-01T17:30:00-08:00</references></alert>";
        has(&internet, "dust-over", cancel.to_owned());
        says(&internet, &[leads("flood", "17:51:00"), leads("dust-over", "17:59:00")]);
        round(&station).await;
        reader.opens("/").await.hides("Dust Storm Warning").shows("Flash Flood Warning");
        reader.opens("/alerts").await.shows("Flash Flood Warning");
        station.until("2021-03-02T06:00:01-08:00").await;
        reader.opens("/").await.hides("Flash Flood Warning");
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_cannot_be_read_holds_up_no_other_and_is_named_on_the_board() {
    for house in House::each() {
        let station = house.with(&from_the_internet()).opens().await;
        let (internet, reader) = (station.internet.clone(), station.reader());
        let stranger = Internet::open().await;
        stranger.says("/secret.cap", 200, message("KC-7", "Civil Emergency Message", HERE));
        has(&internet, "good", message("KC-1", "Flash Flood Warning", HERE));
        internet.says("/m/down.cap", 503, "busy");
        internet.drips("/m/slow.cap");
        has(&internet, "other", message("KC-99", "Tsunami Warning", HERE));
        internet.says("/m/page.cap", 200, "<html><body>Not here</body></html>");
        internet.says(
            "/m/loop.cap",
            200,
            index(&[entry("x", "17:00:00", &message("KC-5", "Loop Warning", HERE))]),
        );
        let huge = message("KC-6", "Huge Warning", HERE).replace("Stay inside.", &"x".repeat(10 << 20));
        has(&internet, "huge", huge);
        internet.says("/m/bomb.cap", 200, "<!DOCTYPE a [<!ENTITY x \"y\">]><alert>&x;</alert>");
        let secret = format!("<link type=\"application/cap+xml\" href=\"{}/secret.cap\"/>", stranger.root());
        let metadata = "<link type=\"application/cap+xml\" href=\"http://169.254.169.254/latest.cap\"/>";
        let file = "<link type=\"application/cap+xml\" href=\"file:///etc/passwd\"/>";
        let named =
            "<cap:identifier>KC-4</cap:identifier><link type=\"application/cap+xml\" href=\"/m/other.cap\"/>";
        says(
            &internet,
            &[
                leads("down", "17:31:00"),
                leads("slow", "17:31:01"),
                entry("other", "17:31:02", named),
                leads("page", "17:31:03"),
                leads("loop", "17:31:04"),
                leads("huge", "17:31:05"),
                leads("bomb", "17:31:06"),
                entry("secret", "17:31:07", &secret),
                entry("metadata", "17:31:08", metadata),
                entry("file", "17:31:09", file),
                leads("good", "17:30:00"),
            ],
        );
        station.settles().await;
        round(&station).await;
        let front = reader.opens("/alerts").await.shows("Flash Flood Warning");
        for wrong in ["Tsunami", "Loop", "Huge", "Civil Emergency"] {
            assert!(!front.text().contains(wrong), "{wrong}: {}", front.text());
        }
        assert_eq!(
            stranger.was_asked("/secret.cap"),
            0,
            "the station's own network is not the index's to name"
        );
        // The source did answer: readers are not told that it is silent, the desk is told what is wrong.
        assert!(!front.text().contains("could not be asked"), "{}", front.text());
        let editor = station.editor().await;
        let board = editor.browser.opens("/desk").await;
        assert!(board.text().contains("not every message that it lists could be read"), "{}", board.text());
        assert!(board.text().contains("answered, but not whole"), "{}", board.text());
        // Tried again by itself, the others are not.
        internet.says("/m/slow.cap", 404, "gone");
        let asked = internet.was_asked("/m/good.cap");
        has(&internet, "down", message("KC-2", "High Wind Warning", HERE));
        station.passes(SignedDuration::from_mins(2)).await;
        reader.opens("/alerts").await.shows("High Wind Warning");
        assert_eq!(internet.was_asked("/m/good.cap"), asked);
        // All that was wrong is gone from the index: after a few tries more nobody speaks of it.
        says(&internet, &[leads("good", "17:30:00"), leads("down", "17:31:00")]);
        for _ in 0..9 {
            station.passes(SignedDuration::from_mins(9)).await;
        }
        let board = editor.browser.opens("/desk").await;
        assert!(!board.text().contains("not every message"), "{}", board.text());
        reader.opens("/alerts").await.shows("High Wind Warning");
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_may_carry_its_message_or_only_a_summary() {
    let station = House::on(Engine::Sqlite).with(&from_the_internet()).opens().await;
    let (internet, reader) = (station.internet.clone(), station.reader());
    let carried = message("KC-1", "Flash Flood Warning", HERE);
    let own = |id: &str, event: &str, zone: &str, link: &str| {
        let more = format!(
            "<summary>Wind and dry.</summary><author><name>w-nws.webmaster@noaa.gov</name></author>{link}\
             <cap:event>{event}</cap:event><cap:status>Actual</cap:status><cap:msgType>Alert</cap:msgType>\
             <cap:severity>Severe</cap:severity><cap:expires>2021-03-02T06:00:00-08:00</cap:expires><cap:areaDesc>Basin</cap:areaDesc>\
             <cap:geocode><valueName>UGC</valueName><value>{zone}</value></cap:geocode>"
        );
        entry(id, "17:40:00", &more)
    };
    let link = "<link rel=\"alternate\" href=\"/alerts/far\"/>";
    says(
        &internet,
        &[
            entry("carried", "17:31:00", &format!("<content type=\"text/xml\">{carried}</content>")),
            own("summary", "Red Flag Warning", "ORZ624", ""),
            own("far", "Blizzard Warning", "AKZ101", link),
        ],
    );
    station.settles().await;
    round(&station).await;
    let page = reader.opens("/alerts").await.shows("Flash Flood Warning").shows("Red Flag Warning");
    assert!(!page.text().contains("Blizzard"));
    assert_eq!(internet.was_asked("/alerts/far"), 0, "its entry says that it is for elsewhere");
    let summary = reader.opens("/alerts/1").await.shows("Wind and dry.");
    assert!(!summary.text().contains("unmodified"), "a summary is not the sender's text: {}", summary.text());
    station.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_index_is_fetched_in_portions_the_newest_first() {
    let station = House::on(Engine::Sqlite).with(&from_the_internet()).opens().await;
    let (internet, reader) = (station.internet.clone(), station.reader());
    internet.is_run_by(std::sync::Arc::new(|path: &str| match path.strip_prefix("/m/") {
        Some(name) => {
            let number = name.trim_end_matches(".cap");
            (200, message(&format!("KC-{number}"), &format!("Warning {number}"), HERE).into())
        }
        None => (404, "".into()),
    }));
    let entries: Vec<String> =
        (0..60).map(|n| leads(&format!("{n}"), &format!("17:{:02}:{:02}", n / 60, n % 60))).collect();
    says(&internet, &entries);
    station.settles().await;
    let asked = |numbers: std::ops::Range<usize>| {
        numbers.filter(|n| internet.was_asked(&format!("/m/{n}.cap")) > 0).count()
    };
    assert_eq!((asked(20..60), asked(0..20)), (40, 0), "the newest come first");
    round(&station).await;
    assert_eq!(asked(0..60), 60, "the rest comes in the next round, though the index is unchanged");
    reader.opens("/alerts").await.shows("Warning 59").shows("Warning 0");
    station.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recorded_index_and_a_channel_of_rss_lead_to_messages_too() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: String| fs::write(folder.path().join(name), text).unwrap();
    write("20210301T173000-0800.rss", {
        let item = |id: &str, link: &str| {
            format!("<item><title>{id}</title><guid>{id}</guid><link>{link}</link></item>")
        };
        format!(
            "<rss version=\"2.0\"><channel>{}{}</channel></rss>",
            item("a", "a.cap"),
            item("b", "../../etc/passwd")
        )
    });
    write("a.cap", message("KC-1", "Flash Flood Warning", HERE));
    let source = format!("replay:{}", folder.path().display());
    let station = House::on(Engine::Sqlite).with(&settings(&source)).opens().await;
    station.settles().await;
    station.reader().opens("/").await.shows("Flash Flood Warning");
    let told = station.runs(&Job::PollAlerts).await;
    assert!(matches!(told, Outcome::Done(_)), "{told:?}");
    station.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_town_that_is_new_is_told_of_what_was_thrown_away() {
    let station = House::on(Engine::Sqlite).with(&from_the_internet()).opens().await;
    has(&station.internet, "wind", message("KC-2", "High Wind Warning", THERE));
    says(&station.internet, &[leads("wind", "17:32:00")]);
    station.settles().await;
    round(&station).await;
    station.reader().opens("/").await.hides("High Wind Warning");
    let more = "[town.portland]\nname = \"Portland\"\ngrid = \"PQR/112,103\"\nlatitude = 45.52\nlongitude = -122.67\n";
    let station = station.restarts_with(more).await;
    station.settles().await;
    round(&station).await;
    station.reader().opens("/").await.shows("High Wind Warning");
    station.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_presses_run_now_is_obeyed_or_told_why_not() {
    let station = House::on(Engine::Sqlite).with(&from_the_internet()).opens().await;
    station.settles().await;
    says(&station.internet, &[]);
    round(&station).await;
    let editor = station.editor().await;
    let asked = || station.internet.was_asked(INDEX);
    let presses = async || {
        editor.browser.sends("/desk/jobs/poll-alerts/-", &[]).await;
        station.settles().await;
    };
    // Within half a round: a person is obeyed, five seconds after the last time.
    station.passes(SignedDuration::from_secs(7)).await;
    let before = asked();
    presses().await;
    assert_eq!(asked(), before + 1);
    presses().await;
    assert_eq!(asked(), before + 1, "not twice within five seconds");
    let board = editor.browser.opens("/desk").await;
    assert!(board.text().contains("p.m. and is not asked again before"), "{}", board.text());
    // A source that rests after failures is asked all the same.
    station.internet.says(INDEX, 500, "no");
    for _ in 0..5 {
        station.passes(SignedDuration::from_secs(125)).await;
    }
    station.passes(SignedDuration::from_secs(31)).await;
    let before = asked();
    let Outcome::Done(told) = station.runs(&Job::PollAlerts).await else { panic!("failed") };
    assert!(told.contains("times in a row, last at") && told.contains("is not asked again before"), "{told}");
    assert_eq!(asked(), before, "it rests");
    says(&station.internet, &[]);
    presses().await;
    assert_eq!(asked(), before + 1, "a person goes before the rest");
    let board = editor.browser.opens("/desk").await;
    assert!(!board.text().contains("failing, "), "{}", board.text());
    station.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_index_no_longer_lists_is_forgotten_in_the_night() {
    for house in House::each() {
        let station = house.with(&from_the_internet()).opens().await;
        let (internet, source) = (station.internet.clone(), model::alert::source(0).unwrap());
        has(&internet, "flood", message("KC-1", "Flash Flood Warning", HERE));
        says(&internet, &[leads("flood", "17:31:00"), leads("lost", "17:32:00")]);
        station.settles().await;
        round(&station).await;
        let entries = async || station.ready.store.reader().alert_entries(&source).await.unwrap().len();
        assert_eq!(entries().await, 2);
        // The address leads to a message now, and no longer to an index: nothing is listed.
        internet.says(INDEX, 200, message("KC-7", "Dust Storm Warning", HERE));
        round(&station).await;
        let kept = station.ready.store.reader().alert_entries(&source).await.unwrap();
        assert!(kept.iter().all(|entry| entry.gone.is_some()), "{kept:?}");
        assert!(matches!(station.runs(&Job::Prune).await, Outcome::Done(_)));
        assert!(entries().await > 0, "it may come back within a day");
        // The answer is the same all day, so nobody goes through what is remembered.
        for _ in 0..30 {
            station.passes(SignedDuration::from_hours(1)).await;
        }
        let asked = internet.was_asked("/m/lost.cap");
        round(&station).await;
        assert_eq!(internet.was_asked("/m/lost.cap"), asked, "what was never had is given up");
        station.runs(&Job::Prune).await;
        assert_eq!(entries().await, 0);
        station.stops().await;
    }
}
