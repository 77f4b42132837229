//! Notices of the desk through the whole program: seen at once where they hold, on no other page, gone by themselves.

use crate::{
    alerts::{everywhere, from_the_internet, quiet},
    database::Engine,
    house::House,
    people::form as fields,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_of_the_desk_is_seen_at_once_and_goes_by_itself() {
    for house in House::each() {
        let station = house.with("[front]\nmodules = [\"alerts:all\"]\n").opens().await;
        station.settles().await;
        let reader = station.reader();
        reader.opens("/alerts").await.shows("This station does not carry alerts of an authority");
        let editor = station.editor().await;
        let form = [
            ("kind", "evacuation-3"),
            ("title", "Leave by Highway 66"),
            ("place", "Zone JAC-123"),
            ("words", "The shelter is at the Expo."),
            ("source", "Jackson County Sheriff"),
            ("begins", ""),
            ("ends", "2021-03-02T06:00"),
        ];
        let without_end: Vec<_> =
            form.iter().map(|(name, value)| (*name, if *name == "ends" { "" } else { *value })).collect();
        let refused = editor.browser.sends("/desk/notices", &fields(&without_end)).await.is(422);
        assert!(refused.text().contains("Say until when it holds"), "{}", refused.text());
        let done = editor.browser.sends("/desk/notices", &fields(&form)).await;
        let receipt = editor.browser.opens(&done.leads_to()).await.shows("Leave by Highway 66");
        assert!(receipt.text().contains("agree"), "{}", receipt.text());
        everywhere(&reader, "Evacuation Level 3: Go").await;
        reader.opens("/alerts").await.shows("id=\"notice-1\"").shows("Jackson County Sheriff");
        reader.opens("/api/v1/weather/alerts").await.shows("\"kind\":\"evacuation-3\"");
        // Lowered: no longer on the strip, still on the page.
        let lower: Vec<_> = form
            .iter()
            .map(|(name, value)| (*name, if *name == "kind" { "evacuation-1" } else { *value }))
            .collect();
        editor.browser.sends("/desk/notices/1", &fields(&lower)).await.leads_to();
        reader.opens("/archive").await.hides("Evacuation Level");
        reader.opens("/alerts").await.shows("Evacuation Level 1: Be Ready");
        editor.browser.opens("/desk/audit").await.shows("notice.change");
        station.until("2021-03-02T06:00:01-08:00").await;
        reader.opens("/alerts").await.hides("Evacuation Level 1");
        reader.opens("/lite/alerts").await.hides("Evacuation Level 1");
        station.stops().await;
    }
}

/// A notice of the desk's form for these towns.
fn notice<'f>(kind: &'f str, place: &'f str, towns: &[&'f str]) -> Vec<(&'f str, &'f str)> {
    let form = [
        ("kind", kind),
        ("title", "Pack what you need"),
        ("place", place),
        ("words", ""),
        ("source", "Klamath County Sheriff"),
        ("begins", ""),
        ("ends", "2021-03-02T06:00"),
    ];
    form.into_iter().chain(towns.iter().map(|town| ("town", *town))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_for_a_zone_is_on_the_pages_of_its_towns_and_on_no_other_town_s() {
    for house in House::each() {
        let station = quiet(house.with(&from_the_internet())).await;
        let reader = station.reader();
        // Every page is kept before.
        let here = ["/weather/klamath-falls", "/lite/weather/klamath-falls", "/api/v1/weather/klamath-falls"];
        let there = ["/weather/brookings", "/lite/weather/brookings", "/api/v1/weather/brookings"];
        let both = ["/alerts", "/lite/alerts", "/alerts/atom.xml", "/api/v1/weather/alerts"];
        for path in here.iter().chain(&there).chain(&both) {
            reader.opens(path).await.hides("KLA-3").hides("1970");
        }
        let editor = station.editor().await;
        editor.browser.opens("/desk/notices/new").await.shows("value=\"klamath-falls\"");
        let stranger = notice("evacuation-1", "KLA-3", &["atlantis"]);
        let refused = editor.browser.sends("/desk/notices", &fields(&stranger)).await.is(422);
        assert!(refused.text().contains("The station has no town “atlantis”"), "{}", refused.text());
        let form = notice("evacuation-1", "KLA-3", &["klamath-falls"]);
        let done = editor.browser.sends("/desk/notices", &fields(&form)).await;
        let receipt = editor.browser.opens(&done.leads_to()).await.shows("/weather/klamath-falls");
        assert!(receipt.text().contains("agree"), "{}", receipt.text());
        for path in here.iter().chain(&both) {
            reader.opens(path).await.shows("KLA-3").shows("Evacuation Level 1: Be Ready");
        }
        for path in there {
            reader.opens(path).await.hides("KLA-3");
        }
        reader.opens("/alerts").await.shows("KLA-3 (Klamath Falls)");
        let feed = reader.opens("/alerts/atom.xml").await.hides("1970");
        assert!(feed.text().contains("2021-03-02T0"), "{}", feed.text());
        // Moved to another town: the first loses it, in words that the receipt has checked.
        let moved = notice("evacuation-1", "KLA-3", &["brookings"]);
        let done = editor.browser.sends("/desk/notices/1", &fields(&moved)).await;
        let receipt = editor.browser.opens(&done.leads_to()).await.shows("/weather/klamath-falls");
        assert!(receipt.text().contains("agree"), "{}", receipt.text());
        reader.opens(here[0]).await.hides("KLA-3");
        reader.opens(there[0]).await.shows("KLA-3");
        // Who has to get ready is on the card of the town too, in frames as well, and on no other.
        let graver = notice("evacuation-2", "KLA-3", &["brookings"]);
        editor.browser.sends("/desk/notices/1", &fields(&graver)).await.leads_to();
        let line = "#notice-1\">Evacuation Level 2: Be Set, KLA-3, until March 2, 2021, 6:00 a.m. PST</a>";
        for path in ["/weather", "/embed/weather/brookings"] {
            reader.opens(path).await.shows(line);
        }
        reader.opens("/embed/weather/klamath-falls").await.hides(line);
        // For everywhere, as notices of older programs are.
        editor
            .browser
            .sends("/desk/notices/1", &fields(&notice("evacuation-1", "KLA-3", &[])))
            .await
            .leads_to();
        for path in here.iter().chain(&there).chain(&both) {
            reader.opens(path).await.shows("KLA-3");
        }
        // By the mere passing of time; the feed says that it is over.
        station.until("2021-03-02T06:00:01-08:00").await;
        for path in here.iter().chain(&there).chain(&both[..2]) {
            reader.opens(path).await.hides("KLA-3");
        }
        reader
            .opens("/alerts/atom.xml")
            .await
            .shows("(ended)")
            .shows("<updated>2021-03-02T14:00:00Z</updated>");
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn closings_stand_in_a_module_of_their_own_until_they_end() {
    let modules = from_the_internet().replace("[\"alerts:all\"", "[\"alerts:all\", \"closings:all\"");
    let station = quiet(House::on(Engine::Sqlite).with(&modules)).await;
    let reader = station.reader();
    reader.opens("/").await.shows("Closings and delays").shows("no closed or late schools");
    let editor = station.editor().await;
    for form in [
        notice("evacuation-1", "KLA-3", &["klamath-falls"]),
        notice("school", "Mazama High School", &["klamath-falls"]),
        notice("road", "Highway 140", &[]),
    ] {
        editor.browser.sends("/desk/notices", &fields(&form)).await.leads_to();
    }
    let front = reader.opens("/").await;
    let html = String::from_utf8(front.bytes.to_vec()).unwrap();
    let (before, closings) = html.split_once("id=\"module-closings-all\"").unwrap();
    assert!(closings.contains("Mazama High School") && closings.contains("Highway 140"), "{closings}");
    assert!(!before.contains("Mazama High School") && before.contains("KLA-3"), "{before}");
    assert!(!closings.contains("KLA-3"), "{closings}");
    reader.opens("/lite").await.shows("Mazama High School").shows("Closings and delays");
    reader.opens("/alerts").await.shows("Mazama High School").shows("Highway 140");
    station.until("2021-03-02T06:00:01-08:00").await;
    reader.opens("/").await.hides("Mazama High School").shows("no closed or late schools");
    station.stops().await;
}
