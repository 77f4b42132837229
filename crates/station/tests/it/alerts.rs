//! Alerts through the whole program: from a fake weather service to the strip on every page, and what readers are told
//! when that service is wrong, slow, silent or hostile.

use crate::{
    database::Engine,
    house::{House, Station},
    people::Reader,
};
use jiff::SignedDuration;
use model::job::{Job, Outcome};

pub(crate) const WHERE: &str = "/alerts/active";

fn settings(sources: &str) -> String {
    format!(
        r#"
[front]
modules = ["alerts:all", "weather:all"]
[alerts]
sources = [{sources}]
zones = ["ORZ624"]
[weather]
endpoint = "INTERNET/nws"
metar_endpoint = ""
[town.klamath-falls]
name = "Klamath Falls"
grid = "MFR/155,64"
latitude = 42.2249
longitude = -121.7817
forecast_zone = "ORZ029"
county_zone = "ORC035"
fire_zone = "ORZ624"
same = "041035"
[town.brookings]
name = "Brookings"
grid = "MFR/62,55"
latitude = 42.0526
longitude = -124.284
county_zone = "ORC015"
"#
    )
}

pub(crate) fn from_the_internet() -> String {
    settings("\"INTERNET/alerts/active\"")
}

/// An alert of the weather service, as it would be in its answer.
struct Made {
    id: &'static str,
    event: &'static str,
    sent: &'static str,
    ends: &'static str,
    more: String,
}

impl Made {
    fn red_flag() -> Self {
        Self {
            id: "urn:oid:1.001",
            event: "Red Flag Warning",
            sent: "2021-03-01T17:00:00-08:00",
            ends: "2021-03-02T20:00:00-08:00",
            more: String::new(),
        }
    }

    fn feature(&self) -> String {
        let Self { id, event, sent, ends, more } = self;
        format!(
            r#"{{"type":"Feature","geometry":null,"properties":{{"id":"{id}","event":"{event}","sent":"{sent}","onset":"{sent}","expires":"2021-03-01T22:00:00-08:00","ends":"{ends}","status":"Actual","messageType":"Alert","severity":"Severe","certainty":"Likely","urgency":"Expected","sender":"w-nws.webmaster@noaa.gov","senderName":"NWS Medford OR","areaDesc":"Klamath Basin","geocode":{{"UGC":["ORZ624"],"SAME":["041035"]}},"affectedZones":["https://api.weather.gov/zones/fire/ORZ624"],"headline":"Strong wind and low humidity","description":"* WHAT...East wind.","instruction":"Do not burn."{more}}}}}"#
        )
    }
}

pub(crate) fn answer(features: &[String]) -> String {
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
}

/// Every page has the strip, or none has.
const PAGES: [&str; 6] = ["/", "/lite", "/archive", "/section/local", "/alerts", "/lite/alerts"];

/// Where the card of a town is, and where what warns it leads from there.
const CARDS: [(&str, &str); 5] = [
    ("/", "href=\"/alerts/1"),
    ("/lite", "href=\"/lite/alerts/1"),
    ("/weather", "href=\"/alerts/1"),
    ("/lite/weather", "href=\"/lite/alerts/1"),
    ("/embed/weather/klamath-falls", "/alerts/1"),
];

pub(crate) async fn everywhere(reader: &Reader, words: &str) {
    for path in PAGES {
        reader.opens(path).await.shows(words);
    }
}

pub(crate) async fn nowhere(reader: &Reader, words: &str) {
    for path in PAGES {
        reader.opens(path).await.hides(words);
    }
}

/// A round after its time has come.
pub(crate) async fn round(station: &Station) {
    station.passes(SignedDuration::from_secs(31)).await;
}

/// A station whose service has just said that nothing warns.
pub(crate) async fn quiet(house: House) -> Station {
    let station = house.opens().await;
    station.settles().await;
    station.internet.says(WHERE, 200, answer(&[]));
    round(&station).await;
    station
}

#[tokio::test(flavor = "multi_thread")]
async fn a_warning_comes_and_goes_on_every_page_that_is_kept() {
    for house in House::each() {
        let station = quiet(house.with(&from_the_internet())).await;
        let reader = station.reader();
        nowhere(&reader, "Red Flag Warning").await;
        for (path, _) in CARDS {
            reader.opens(path).await.hides("Red Flag Warning until");
        }
        reader.opens("/alerts").await.shows("No alerts and no notices are in effect");
        station.internet.says(WHERE, 200, answer(&[Made::red_flag().feature()]));
        round(&station).await;
        everywhere(&reader, "Red Flag Warning").await;
        let front = reader.opens("/").await;
        assert!(
            front.text().contains("for Klamath Falls, until March 2, 2021, 8:00 p.m. PST"),
            "{}",
            front.text()
        );
        let page = reader.opens("/alerts/1").await.shows("Do not burn.").shows("Issued");
        assert!(
            page.text().contains("Text of the National Weather Service (Medford OR), unmodified."),
            "{}",
            page.text()
        );
        reader.opens("/lite/alerts/1").await.shows("Do not burn.");
        // The lite page of a town has its own, and leads to the lite page of the alert; another town's has none.
        reader
            .opens("/lite/weather/klamath-falls")
            .await
            .shows("<h3><a href=\"/lite/alerts/1\">Red Flag Warning");
        // So has every card of the town, a frame's too, and no other town's.
        for (path, link) in CARDS {
            let page = reader
                .opens(path)
                .await
                .shows(&format!("{link}\">Red Flag Warning until March 2, 2021, 8:00 p.m. PST</a>"));
            assert_eq!(page.text().matches("Red Flag Warning until").count(), 1, "{path}: {}", page.text());
        }
        reader.opens("/embed/weather/brookings").await.is(200).hides("Red Flag Warning until");
        reader.opens("/lite/weather/brookings").await.hides("<h3><a href=\"/lite/alerts/1\">");
        reader.opens("/alerts/1.cap").await.shows("<event>Red Flag Warning</event>").shows("eventEndingTime");
        let feed = reader.opens("/alerts/atom.xml").await.shows("Red Flag Warning (alert), Klamath Falls");
        feed.shows("In effect until March 2, 2021, 8:00 p.m. PST.").hides("may be missing").hides("(ended)");
        reader
            .opens("/api/v1/weather/alerts")
            .await
            .shows("\"state\":\"fresh\"")
            .shows("\"towns\":[\"klamath-falls\"]");
        reader.opens("/embed/alerts").await.shows("Red Flag Warning");
        for path in ["/alerts/2", "/alerts/01", "/alerts/-1", "/alerts/x", "/alerts/1.xml", "/lite/alerts/9"]
        {
            reader.opens(path).await.is(404);
        }
        // The answer leaves it out: it stays until its own end.
        station.internet.says(WHERE, 200, answer(&[]));
        round(&station).await;
        everywhere(&reader, "Red Flag Warning").await;
        // Its message has expired, its danger has not.
        station.until("2021-03-02T19:59:30-08:00").await;
        everywhere(&reader, "Red Flag Warning").await;
        reader.opens("/alerts/1").await.shows("was to be renewed by March 1, 2021, 10:00 p.m. PST");
        // By the mere passing of time, to the second.
        station.until("2021-03-02T20:00:01-08:00").await;
        for path in ["/", "/lite", "/archive"] {
            reader.opens(path).await.hides("Red Flag Warning");
        }
        for (path, _) in CARDS {
            reader.opens(path).await.hides("Red Flag Warning until");
        }
        reader.opens("/alerts").await.shows("Ended lately").shows("No alerts and no notices are in effect");
        reader.opens("/alerts/1").await.shows("No longer in effect since March 2, 2021, 8:00 p.m. PST");
        let feed = reader.opens("/alerts/atom.xml").await.shows("Red Flag Warning (ended), Klamath Falls");
        feed.shows("No longer in effect since March 2, 2021, 8:00 p.m. PST.")
            .shows("<updated>2021-03-03T04:00:00Z</updated>");
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_update_and_a_cancellation_take_the_place_of_what_was_before() {
    for house in House::each() {
        let station = house.with(&from_the_internet()).opens().await;
        station.settles().await;
        let first = Made::red_flag().feature();
        station.internet.says(WHERE, 200, answer(std::slice::from_ref(&first)));
        round(&station).await;
        let reader = station.reader();
        everywhere(&reader, "8:00 p.m.").await;
        let refers = r#","references":[{"identifier":"urn:oid:1.001","sender":"w-nws.webmaster@noaa.gov","sent":"2021-03-01T17:00:00-08:00"}]"#;
        let longer = Made {
            id: "urn:oid:1.002",
            sent: "2021-03-01T18:00:40-08:00",
            ends: "2021-03-02T21:00:00-08:00",
            more: refers.to_owned(),
            ..Made::red_flag()
        };
        // The old one is still listed beside the new one.
        station.internet.says(WHERE, 200, answer(&[first.clone(), longer.feature()]));
        round(&station).await;
        let front = reader.opens("/").await.shows("9:00 p.m.").hides("8:00 p.m.").hides("1 more alert");
        assert!(front.text().contains("Red Flag Warning"));
        reader.opens("/alerts/1").await.shows("No longer in effect").shows("Newer:").shows("/alerts/2");
        reader.opens("/alerts/2").await.shows("In effect").shows("(this message)");
        // Whoever takes our message finds the one that it replaces: by sender, identifier and moment.
        let named =
            "<references>w-nws.webmaster@noaa.gov,urn:oid:1.001,2021-03-02T01:00:00-00:00</references>";
        reader.opens("/alerts/2.cap").await.shows(named);
        reader.opens("/alerts/1.cap").await.hides("<references>");
        let feed = reader.opens("/alerts/atom.xml").await.shows("Red Flag Warning (replaced), Klamath Falls");
        feed.shows("Red Flag Warning (alert), Klamath Falls").hides("(cancelled)");
        // A stale edge says the old again; nothing comes back.
        station.internet.says(WHERE, 200, answer(&[first]));
        round(&station).await;
        reader.opens("/").await.shows("9:00 p.m.").hides("8:00 p.m.");
        let cancel = Made {
            id: "urn:oid:1.003",
            sent: "2021-03-01T18:01:40-08:00",
            more: refers.replace("1.001", "1.002"),
            ..longer
        };
        let cancel = cancel.feature().replace("\"messageType\":\"Alert\"", "\"messageType\":\"Cancel\"");
        station.internet.says(WHERE, 200, answer(&[cancel]));
        round(&station).await;
        reader.opens("/").await.hides("Red Flag Warning for");
        reader.opens("/alerts").await.shows("No alerts and no notices are in effect");
        reader.opens("/alerts/3").await.shows("cancels a warning");
        reader.opens("/alerts/3.cap").await.shows(&named.replace("1.001", "1.002"));
        let feed =
            reader.opens("/alerts/atom.xml").await.shows("Red Flag Warning (cancelled), Klamath Falls");
        feed.shows("Red Flag Warning (replaced), Klamath Falls").shows("This message cancels a warning");
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_all_clear_ends_its_warning_and_the_feed_says_so() {
    let station = House::on(Engine::Sqlite).with(&from_the_internet()).opens().await;
    station.settles().await;
    station.internet.says(WHERE, 200, answer(&[Made::red_flag().feature()]));
    round(&station).await;
    let reader = station.reader();
    everywhere(&reader, "Red Flag Warning").await;
    let refers = format!(
        r#","response":"AllClear","references":[{{"identifier":"{}","sender":"w-nws.webmaster@noaa.gov","sent":"{}"}}]"#,
        Made::red_flag().id,
        Made::red_flag().sent
    );
    let clear =
        Made { id: "urn:oid:9.002", sent: "2021-03-01T18:00:40-08:00", more: refers, ..Made::red_flag() };
    let clear = clear.feature().replace("\"messageType\":\"Alert\"", "\"messageType\":\"Update\"");
    station.internet.says(WHERE, 200, answer(&[clear]));
    round(&station).await;
    nowhere(&reader, "Red Flag Warning for").await;
    let feed = reader.opens("/alerts/atom.xml").await;
    feed.shows("Red Flag Warning (ended by an all clear), Klamath Falls")
        .shows("Red Flag Warning (all clear), Klamath Falls")
        .shows("the danger is over")
        .hides("(replaced)");
    station.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_meant_and_what_is_for_elsewhere_is_not_shown() {
    let station = House::on(Engine::Sqlite).with(&from_the_internet()).opens().await;
    station.settles().await;
    let test = Made::red_flag().feature().replace("\"Actual\"", "\"Test\"");
    let exercise =
        Made { id: "urn:oid:2.001", ..Made::red_flag() }.feature().replace("\"Actual\"", "\"Exercise\"");
    let elsewhere = Made { id: "urn:oid:3.001", ..Made::red_flag() }.feature().replace("ORZ624", "ORZ999");
    // The forecast zone of that number is another place.
    let other_map = Made { id: "urn:oid:4.001", ..Made::red_flag() }
        .feature()
        .replace("zones/fire/ORZ624", "zones/forecast/ORZ029")
        .replace("[\"ORZ624\"]", "[\"WAZ029\"]")
        .replace("ORZ029", "WAZ029");
    station.internet.says(WHERE, 200, answer(&[test, exercise, elsewhere, other_map]));
    round(&station).await;
    let reader = station.reader();
    nowhere(&reader, "Red Flag Warning").await;
    reader.opens("/alerts/atom.xml").await.hides("Red Flag Warning");
    reader.opens("/alerts/1").await.is(404);
    station.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_left_out_of_an_answer_is_on_the_health_board_until_it_is_whole() {
    let station = House::on(Engine::Sqlite).with(&from_the_internet()).opens().await;
    station.settles().await;
    let source = model::alert::source(0).unwrap();
    let told = async || {
        let health = station.ready.store.reader().source_health(&source).await.unwrap();
        health.last_error.unwrap_or_default()
    };
    let nameless = Made { id: "two words", ..Made::red_flag() }.feature();
    station.internet.says(WHERE, 200, answer(&[Made::red_flag().feature(), nameless]));
    round(&station).await;
    everywhere(&station.reader(), "Red Flag Warning").await;
    let first = told().await;
    assert!(first.contains("Warnings may be missing") && first.contains("identifier"), "{first}");
    // The same answer again is not taken for a whole one.
    round(&station).await;
    assert_eq!(told().await, first);
    station.internet.says(WHERE, 200, answer(&[Made::red_flag().feature()]));
    round(&station).await;
    assert_eq!(told().await, "");
    station.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_weather_service_that_is_wrong_takes_nothing_away_and_readers_are_told() {
    let station = House::on(Engine::Sqlite).with(&from_the_internet()).opens().await;
    station.settles().await;
    let good = answer(&[Made::red_flag().feature()]);
    station.internet.says(WHERE, 200, good.clone());
    round(&station).await;
    let reader = station.reader();
    everywhere(&reader, "Red Flag Warning").await;
    nowhere(&reader, "could not be asked").await;
    let half = good[..good.len() / 2].to_owned();
    for (status, body) in [
        (500, "{\"title\":\"Unexpected Problem\"}".to_owned()),
        (503, "Service Unavailable".to_owned()),
        (200, "<html><h1>Access Denied</h1></html>".to_owned()),
        (200, String::new()),
        (200, half),
        (200, "[".repeat(1 << 20)),
        (200, "{\"type\":\"FeatureCollection\"}".to_owned()),
        (200, "x".repeat(40 << 20)),
        (200, "\u{0}\u{1}garbage".to_owned()),
    ] {
        station.internet.says(WHERE, status, body);
        // Past any back-off, within the patience.
        assert!(matches!(station.runs(&Job::PollAlerts).await, Outcome::Done(_)));
        everywhere(&reader, "Red Flag Warning").await;
    }
    // Silence beyond the patience is said on every page; the warning stays.
    station.passes(SignedDuration::from_mins(11)).await;
    everywhere(&reader, "could not be asked since March 1, 2021, 6:0").await;
    everywhere(&reader, "Red Flag Warning").await;
    reader.opens("/api/v1/weather/alerts").await.shows("\"state\":\"stale\"");
    let feed =
        reader.opens("/alerts/atom.xml").await.shows("<title type=\"text\">Warnings may be missing</title>");
    let feed = feed.shows("could not be asked since March 1, 2021, 6:0");
    assert!(!feed.headers.contains_key("last-modified"), "no date of it outlasts the silence");
    let editor = station.editor().await;
    editor.browser.opens("/desk").await.shows("Alerts, source 1").shows("failing");
    // Two days of outage: the warning has ended, and nobody says that all is well.
    for _ in 0..48 {
        station.passes(SignedDuration::from_hours(1)).await;
    }
    let front = reader.opens("/").await.hides("Red Flag Warning").shows("Warnings could not be checked");
    assert!(front.text().contains("could not be asked since March 1, 2021"), "{}", front.text());
    reader
        .opens("/alerts")
        .await
        .shows("That may be because nobody could be asked")
        .hides("No alerts and no notices are in effect");
    reader.opens("/lite").await.shows("Warnings could not be checked");
    // And recovery.
    station.internet.says(WHERE, 200, answer(&[]));
    station.passes(SignedDuration::from_mins(3)).await;
    nowhere(&reader, "could not be").await;
    reader.opens("/alerts").await.shows("No alerts and no notices are in effect");
    reader.opens("/alerts/atom.xml").await.hides("may be missing");
    station.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_cannot_have_been_sent_yet_is_refused_alone() {
    for house in House::each() {
        let station = house.with(&from_the_internet()).opens().await;
        station.settles().await;
        let ids = ["urn:oid:1.001", "urn:oid:2.001", "urn:oid:3.001", "urn:oid:4.001"];
        let events = ["Red Flag Warning", "Wind Advisory", "Dense Fog Advisory", "Air Stagnation Advisory"];
        let good = ids.into_iter().zip(events);
        let mut answers: Vec<String> =
            good.map(|(id, event)| Made { id, event, ..Made::red_flag() }.feature()).collect();
        let early = Made {
            id: "urn:oid:5.001",
            event: "Tornado Warning",
            sent: "2031-03-01T17:00:00-08:00",
            ends: "2031-03-02T20:00:00-08:00",
            ..Made::red_flag()
        };
        answers.insert(2, early.feature());
        station.internet.says(WHERE, 200, answer(&answers));
        for _ in 0..4 {
            round(&station).await;
        }
        let reader = station.reader();
        let page = reader.opens("/alerts").await.hides("Tornado Warning");
        for event in events {
            page.clone().shows(event);
        }
        // The source answered well: nobody is told otherwise, and it is asked in every round.
        nowhere(&reader, "has not been asked").await;
        nowhere(&reader, "could not be asked").await;
        reader.opens("/api/v1/weather/alerts").await.shows("\"state\":\"fresh\"").hides("Tornado Warning");
        assert!(station.internet.was_asked(WHERE) >= 4, "{}", station.internet.was_asked(WHERE));
        let name = model::alert::source(0).unwrap();
        let health = station.ready.store.reader().source_health(&name).await.unwrap();
        let note = health.last_error.unwrap_or_default();
        assert!(note.contains("urn:oid:5.001") && note.contains("in the future"), "{note}");
        assert_eq!((health.failures, health.not_before), (0, None));
        station.editor().await.browser.opens("/desk").await.hides("tries in a row");
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_that_drips_holds_up_no_other() {
    let both = settings("\"INTERNET/slow\", \"INTERNET/alerts/active\"");
    let station = House::on(Engine::Sqlite).with(&both).opens().await;
    station.settles().await;
    station.internet.drips("/slow");
    station.internet.says(WHERE, 200, answer(&[Made::red_flag().feature()]));
    station.clock.pass(SignedDuration::from_secs(31));
    let reader = station.reader();
    crate::house::eventually("the warning of the quick source", async || {
        reader.opens("/").await.text().contains("Red Flag Warning")
    })
    .await;
    // The other never answered: that is said, too.
    reader.opens("/alerts").await.shows("it has never answered");
    station.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_words_are_words() {
    let station = House::on(Engine::Sqlite).with(&from_the_internet()).opens().await;
    station.settles().await;
    let evil = "<script>alert(1)</script>\\\"><img src=x onerror=alert(2)>\\u202e";
    let long = "y".repeat(10 << 20);
    let made = Made::red_flag().feature();
    let made = made
        .replace("Strong wind and low humidity", evil)
        .replace("Klamath Basin", evil)
        .replace("Red Flag Warning", "Red Flag <b>Warning</b>");
    let made = made.replace("* WHAT...East wind.", &format!("{evil}{long}")).replace("Do not burn.", evil);
    station.internet.says(WHERE, 200, answer(&[made]));
    round(&station).await;
    let reader = station.reader();
    for path in [
        "/",
        "/lite",
        "/alerts",
        "/alerts/1",
        "/lite/alerts/1",
        "/alerts/atom.xml",
        "/embed/alerts",
        "/alerts/1.cap",
    ] {
        let page = reader
            .opens(path)
            .await
            .shows("Red Flag Warning")
            .hides("<script>alert")
            .hides("onerror")
            .hides("\u{202e}");
        assert!(page.bytes.len() < 400_000, "{path}: {} bytes", page.bytes.len());
    }
    reader.opens("/alerts/1").await.shows("markup or excess length was taken out");
    station.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demonstration_is_quiet_on_its_evening_and_warns_on_the_fourth_of_march() {
    let station = House::on(Engine::Sqlite).demo(None).opens().await;
    station.settles().await;
    let reader = station.reader();
    reader.opens("/").await.hides("class=\"alert");
    reader.opens("/alerts").await.shows("No alerts and no notices are in effect");
    station.stops().await;
    let station = House::on(Engine::Sqlite).demo(None).at("2021-03-04T15:00:00-08:00").opens().await;
    station.settles().await;
    let reader = station.reader();
    let front = reader.opens("/").await.shows("Red Flag Warning");
    // One station has been silent since the morning; the others are fresh beside it.
    reader.opens("/weather/klamath-falls").await.shows("id=\"warnings\"").shows("This is old");
    reader.opens("/weather/medford").await.hides("This is old").shows("66°");
    reader.opens("/weather/brookings").await.hides("id=\"warnings\"");
    assert!(front.text().contains("until March 4, 2021, 8:00 p.m. PST"), "{}", front.text());
    reader.opens("/alerts").await.shows("Special Weather Statement");
    // The watch of the day before is in the chain of the warning.
    reader.opens("/alerts/2").await.shows("Red Flag Warning").shows("Issued: Fire Weather Watch");
    reader.opens("/alerts/1").await.shows("No longer in effect").shows("Newer:");
    station.stops().await;
}
