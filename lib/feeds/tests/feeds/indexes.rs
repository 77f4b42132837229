//! Indexes of warnings: feeds as issuers write them, recorded ones, and feeds that mean harm.

use std::fs;

use feeds::alert::{Document, Index, Limits, read_cap, read_xml};
use proptest::prelude::*;

use crate::recorded_tables::samples;

fn index(text: &str) -> Index {
    match read_xml(text.as_bytes(), &Limits::default()) {
        Ok(Document::Index(index)) => index,
        other => panic!("{other:?}"),
    }
}

fn atom(entries: &str) -> String {
    format!(
        "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom' xmlns:cap='urn:oasis:names:tc:emergency:cap:1.2'>\
         <title>Warnings of Klamath County</title><updated>2021-03-01T17:40:00-08:00</updated>\
         <link rel='self' href='https://alerts.example/or.atom'/>{entries}</feed>"
    )
}

const MESSAGE: &str = "<alert xmlns='urn:oasis:names:tc:emergency:cap:1.2'><identifier>KC-1</identifier>\
    <sender>county@klamath.example</sender><sent>2021-03-01T17:30:00-08:00</sent><status>Actual</status>\
    <msgType>Alert</msgType><scope>Public</scope><info><category>Fire</category><event>Evacuation</event>\
    <urgency>Immediate</urgency><severity>Extreme</severity><certainty>Observed</certainty>\
    <headline>Leave now</headline><area><areaDesc>North</areaDesc></area></info></alert>";

#[test]
fn every_recorded_index_tells_its_entries() {
    let Some(samples) = samples() else { return };
    let read = |name: &str| {
        let index = match read_xml(&fs::read(samples.join("nws/cap").join(name)).unwrap(), &Limits::default())
        {
            Ok(Document::Index(index)) => index,
            other => panic!("{name}: {other:?}"),
        };
        println!("{name}: {} entries, {:?}", index.entries.len(), index.problems);
        index
    };
    let quakes = read("earthquake_index.atom");
    let [quake] = quakes.entries.as_slice() else { panic!("{quakes:?}") };
    assert_eq!(quake.id, "urn:earthquake-usgs-gov:us:2010apcd");
    assert_eq!(quake.link.as_deref(), Some("http://earthquake.usgs.gov/earthquakes/catalogs/cap/us2010apcd"));
    assert_eq!(quake.summary, None, "it says nothing of a warning itself");
    let weather = read("weather_index.atom");
    assert_eq!((weather.entries.len(), weather.problems.as_slice()), (2, [].as_slice()));
    for entry in &weather.entries {
        assert!(entry.link.as_deref().unwrap().contains("wwacapget.php"), "{entry:?}");
        // Those entries name their event only in the title, so they are no alert by themselves.
        assert_eq!(entry.summary, None, "{entry:?}");
    }
    let inline = read("weather.atom");
    let message = inline.entries[0].message.as_ref().unwrap();
    assert_eq!(message.infos[0].event, "Flash Flood Watch");
}

#[test]
fn an_entry_leads_to_its_message_by_the_best_of_its_links() {
    let link = |links: &str| {
        let mut index = index(&atom(&format!("<entry><id>a</id><title>A</title>{links}</entry>")));
        assert!(index.entries.len() == 1 || !index.problems.is_empty());
        index.entries.pop().and_then(|entry| entry.link)
    };
    let page = "<link rel='alternate' type='text/html' href='https://alerts.example/1.html'/>";
    for (links, found) in [
        // As the weather service of the world's feeds, of earthquakes and of tsunamis write it.
        (
            format!("{page}<link type='application/cap+xml' href='https://alerts.example/1'/>"),
            "https://alerts.example/1",
        ),
        (
            format!(
                "{page}<link rel='related' type='application/cap+xml; charset=utf-8' href='/2?id=1&amp;x=2'/>"
            ),
            "/2?id=1&x=2",
        ),
        ("<link href='https://alerts.example/get?x=1'/>".to_owned(), "https://alerts.example/get?x=1"),
        ("<link rel='alternate' href='a'/><link rel='enclosure' href='b.xml'/>".to_owned(), "b.xml"),
        ("<link rel='related' href='pages/'/><link href='c'/>".to_owned(), "c"),
        ("<content type='application/cap+xml' src='d.cap'/>".to_owned(), "d.cap"),
        ("<link rel='self' href='e'/><link rel='license' href='f.xml' type='text/html'/>".to_owned(), ""),
        (page.to_owned(), ""),
        ("<link href='two words'/>".to_owned(), ""),
    ] {
        assert_eq!(link(&links).unwrap_or_default(), found, "{links}");
    }
}

#[test]
fn a_channel_of_rss_is_an_index_too() {
    let rss = "<rss version='2.0'><channel><title>Warnings</title><link>https://alerts.example/</link>\
        <item><title>Flood</title><link>https://alerts.example/1.xml</link><guid isPermaLink='false'>urn:1</guid>\
        <pubDate>Mon, 01 Mar 2021 17:30:00 -0800</pubDate></item>\
        <item><title>Wind</title><link>https://alerts.example/page</link><guid>2</guid>\
        <enclosure url='https://alerts.example/2' type='application/cap+xml' length='9'/>\
        <pubDate>Mon, 01 Mar 2021 18:30:00 -0800</pubDate></item>\
        <item><title>Nothing</title></item></channel></rss>";
    let read = index(rss);
    assert_eq!((read.form, read.title.as_str(), read.problems.len()), ("rss", "Warnings", 1));
    let told: Vec<_> = read.entries.iter().map(|e| (e.id.as_str(), e.link.as_deref().unwrap())).collect();
    assert_eq!(
        told,
        [("2", "https://alerts.example/2"), ("urn:1", "https://alerts.example/1.xml")],
        "newest first"
    );
    assert_eq!(read.entries[1].updated.unwrap().to_string(), "2021-03-02T01:30:00Z");
}

#[test]
fn an_entry_may_carry_its_message() {
    let escaped = MESSAGE.replace('&', "&amp;").replace('<', "&lt;");
    for content in [
        format!("<content type='application/cap+xml'>{MESSAGE}</content>"),
        format!("<content type='text/xml'>{escaped}</content>"),
        format!("<content type='text/xml'><![CDATA[{MESSAGE}]]></content>"),
    ] {
        let read = index(&atom(&format!("<entry><id>a</id><title>A</title>{content}</entry>")));
        let message = read.entries[0].message.as_ref().unwrap();
        assert_eq!((message.id.as_str(), message.infos[0].headline.as_str()), ("KC-1", "Leave now"));
    }
    // A bad one takes no other with it.
    let bad = MESSAGE.replace("<status>Actual</status>", "");
    let read = index(&atom(&format!(
        "<entry><id>a</id><content>{bad}</content></entry><entry><id>b</id><content>{MESSAGE}</content></entry>"
    )));
    assert_eq!((read.entries.len(), read.problems.len()), (1, 1));
    assert!(read.problems[0].what.contains("status"), "{}", read.problems[0]);
}

#[test]
fn an_entry_tells_of_its_message_in_elements_of_its_own() {
    let entry = "<entry><id>https://api.example/alerts/urn:oid:1.001</id><title>Red Flag Warning by NWS</title>\
        <updated>2021-03-01T17:35:00-08:00</updated><published>2021-03-01T17:30:00-08:00</published>\
        <author><name>w-nws.webmaster@noaa.gov</name></author><summary>Wind and dry.</summary>\
        <cap:event>Red Flag Warning</cap:event><cap:effective>2021-03-01T17:30:00-08:00</cap:effective>\
        <cap:expires>2021-03-02T06:00:00-08:00</cap:expires><cap:status>Actual</cap:status><cap:msgType>Alert</cap:msgType>\
        <cap:category>Met</cap:category><cap:urgency>Expected</cap:urgency><cap:severity>Severe</cap:severity>\
        <cap:certainty>Likely</cap:certainty><cap:areaDesc>Klamath Basin</cap:areaDesc>\
        <cap:polygon>42.0,-122.0 42.5,-122.0 42.5,-121.0 42.0,-122.0</cap:polygon>\
        <cap:geocode><valueName>FIPS6</valueName><value>041035 041029</value><valueName>UGC</valueName><value>ORZ624</value></cap:geocode>\
        <cap:parameter><valueName>VTEC</valueName><value>/O.NEW.KMFR.FW.W.0001.210302T0130Z-210302T1400Z/</value></cap:parameter></entry>";
    let read = index(&atom(entry));
    let [entry] = read.entries.as_slice() else { panic!("{read:?}") };
    assert_eq!((entry.identifier.as_str(), entry.link.as_deref()), ("", None));
    let summary = entry.summary.as_ref().unwrap();
    assert_eq!((summary.id.as_str(), summary.sender.as_str()), ("urn:oid:1.001", "w-nws.webmaster@noaa.gov"));
    assert_eq!(summary.sent.unwrap().to_string(), "2021-03-02T01:30:00Z", "not when the index changed");
    let info = &summary.infos[0];
    assert_eq!(
        (info.headline.as_str(), info.description.as_str()),
        ("Red Flag Warning by NWS", "Wind and dry.")
    );
    assert!(info.altered, "a summary is not the sender's text");
    assert_eq!(info.areas[0].ugc, ["ORZ624"]);
    assert_eq!(info.areas[0].same, ["041035", "041029"]);
    assert_eq!((info.areas[0].polygons.len(), info.parameters.len()), (1, 1));
}

#[test]
fn an_index_that_means_harm_is_refused_or_read_in_part() {
    let refused = |text: &str, why: &str| {
        let told = read_xml(text.as_bytes(), &Limits::default()).unwrap_err();
        assert!(told.what.contains(why), "{told}");
    };
    let bomb = "<!DOCTYPE feed [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]><feed><entry><id>&b;</id></entry></feed>";
    refused(bomb, "document type");
    refused("<!DOCTYPE feed SYSTEM 'file:///etc/passwd'><feed/>", "document type");
    refused(&format!("<feed>{}", "<entry>".repeat(100_000)), "deep");
    refused(&format!("<feed>{}</feed>", "<entry/>".repeat(600_000)), "too many elements");
    refused(&atom("<entry><id>&x;</id></entry>"), "entity");
    refused(&atom("<entry><id>a</id>").replace("</feed>", ""), "cut off");
    refused("<html><body>Access denied</body></html>", "no <alert>");
    let long = format!("<entry><id>a</id><link href='{}'/></entry>", "x".repeat(10 << 20));
    assert_eq!(index(&atom(&long)).entries.len(), 0, "an address of ten megabytes is none");
    let many: String =
        (0..10_000).map(|n| format!("<entry><id>{n}</id><link href='{n}.cap'/></entry>")).collect();
    let read = index(&atom(&many));
    assert_eq!((read.entries.len(), read.problems.len()), (5_000, 1));
    let twice = index(&atom(&"<entry><id>a</id><link href='1.cap'/></entry>".repeat(9)));
    assert_eq!(twice.entries.len(), 1);
    let evil =
        "<entry><id>a</id><title>&lt;script&gt;x&lt;/script&gt;\u{202e}</title><link href='1.cap'/></entry>";
    assert_eq!(index(&atom(evil)).entries[0].title, "x");
}

#[test]
fn an_index_behind_an_index_is_no_message() {
    let nested = atom(&format!("<entry><id>a</id><content>{MESSAGE}</content></entry>"));
    assert!(read_cap(nested.as_bytes(), &Limits::default()).unwrap_err().what.contains("index of messages"));
    let inside =
        atom(&format!("<entry><id>a</id><content>{}</content></entry>", nested.replace('<', "&lt;")));
    assert_eq!(index(&inside).entries.len(), 0);
}

#[test]
fn a_cancellation_need_not_say_again_what_it_cancels() {
    let bare = |references: &str| {
        format!(
            "<alert><identifier>KC-2</identifier><sender>county@klamath.example</sender><sent>2021-03-01T18:30:00-08:00</sent>\
             <status>Actual</status><msgType>Cancel</msgType>{references}</alert>"
        )
    };
    let references = "<references>county@klamath.example,KC-1,2021-03-01T17:30:00-08:00</references>";
    let read = read_cap(bare(references).as_bytes(), &Limits::default()).unwrap();
    assert_eq!((read.infos.len(), read.references[0].id.as_str()), (0, "KC-1"));
    assert!(read_cap(bare("").as_bytes(), &Limits::default()).unwrap_err().what.contains("no <info>"));
}

proptest! {
    #[test]
    fn any_entry_gives_an_answer(pieces in proptest::collection::vec(
        prop_oneof![
            Just("<entry>"), Just("</entry>"), Just("<id>a</id>"), Just("<link href='x'/>"), Just("<alert>"), Just("</alert>"),
            Just("<content>"), Just("</content>"), Just("&lt;alert"), Just("<item>"), Just("</item>"), Just("é"),
            Just("<cap:event>e</cap:event>"), Just("<updated>2021-03-01T00:00:00Z</updated>"), Just("<geocode><value>"),
        ], 0..40)) {
        let text = format!("<feed>{}</feed>", pieces.concat());
        if let Ok(Document::Index(index)) = read_xml(text.as_bytes(), &Limits::default()) {
            for entry in index.entries {
                prop_assert!(!entry.id.is_empty());
                prop_assert!(entry.message.is_some() || entry.link.is_some() || entry.summary.is_some());
            }
        }
    }
}
