//! Notices of the desk through the whole program: seen at once where they hold, on no other page, gone by themselves.

use crate::{
    alerts::{everywhere, from_the_internet, quiet},
    database::Engine,
    house::House,
    people::{Editor, Page, form as fields},
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
        changes(&editor, &lower).await.leads_to();
        reader.opens("/archive").await.hides("Evacuation Level");
        reader.opens("/alerts").await.shows("Evacuation Level 1: Be Ready");
        editor.browser.opens("/desk/audit").await.shows("notice.change");
        station.until("2021-03-02T06:00:01-08:00").await;
        reader.opens("/alerts").await.hides("Evacuation Level 1");
        reader.opens("/lite/alerts").await.hides("Evacuation Level 1");
        station.stops().await;
    }
}

/// Opens the form of the first notice and sends it back with these fields.
async fn changes(editor: &Editor, form: &[(&str, &str)]) -> Page {
    let seen = editor.browser.opens("/desk/notices/1").await.hidden("seen").remove(0);
    let form: Vec<_> = form.iter().copied().chain([("seen", seen.as_str())]).collect();
    editor.browser.sends("/desk/notices/1", &fields(&form)).await
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
        let done = changes(&editor, &moved).await;
        let receipt = editor.browser.opens(&done.leads_to()).await.shows("/weather/klamath-falls");
        assert!(receipt.text().contains("agree"), "{}", receipt.text());
        reader.opens(here[0]).await.hides("KLA-3");
        reader.opens(there[0]).await.shows("KLA-3");
        // Who has to get ready is on the card of the town too, in frames as well, and on no other.
        changes(&editor, &notice("evacuation-2", "KLA-3", &["brookings"])).await.leads_to();
        let line = "#notice-1\">Evacuation Level 2: Be Set, KLA-3, until March 2, 2021, 6:00 a.m. PST</a>";
        for path in ["/weather", "/embed/weather/brookings"] {
            reader.opens(path).await.shows(line);
        }
        reader.opens("/embed/weather/klamath-falls").await.hides(line);
        // For everywhere, as notices of older programs are.
        changes(&editor, &notice("evacuation-1", "KLA-3", &[])).await.leads_to();
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

/// The same form with one field otherwise.
fn with<'f>(form: &[(&'f str, &'f str)], name: &str, value: &'f str) -> Vec<(&'f str, &'f str)> {
    form.iter().map(|(known, old)| (*known, if *known == name { value } else { *old })).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_was_not_filled_in_tells_nobody_to_leave() {
    let station = House::on(Engine::Sqlite).opens().await;
    let editor = station.editor().await;
    let blank = editor.browser.opens("/desk/notices/new").await.shows("Choose what it is").text();
    let kinds = blank.split("name=\"kind\"").nth(1).unwrap().split("</select>").next().unwrap();
    assert!(kinds.contains("required") && !kinds.contains("selected"), "{kinds}");
    assert!(kinds.find("value=\"\"") < kinds.find("value=\"evacuation-3\""), "{kinds}");
    let forgotten = notice("", "KLA-3", &[]);
    let refused = editor.browser.sends("/desk/notices", &fields(&forgotten)).await.is(422).text();
    assert!(refused.contains("<p class=\"wrong\" id=\"w-kind\">It is not said what it is."), "{refused}");
    station.reader().opens("/alerts").await.hides("KLA-3");
    // What nobody sees is nothing, and no mark turns the direction of writing.
    let unseen = notice("evacuation-3", "\u{200b}", &[]);
    let unseen = with(&with(&unseen, "title", "\u{200b}\u{2060}"), "source", "\u{feff}");
    let refused = editor.browser.sends("/desk/notices", &fields(&unseen)).await.is(422).text();
    assert!(refused.contains("The notice needs a line of its own."), "{refused}");
    let turned = notice("evacuation-1", "\u{202e}KLA-3\u{202c}\u{200b}", &[]);
    editor.browser.sends("/desk/notices", &fields(&turned)).await.leads_to();
    station.reader().opens("/alerts").await.shows("<b>KLA-3</b>").hides("\u{202e}");
    // A slip in the year of the beginning is no notice of a hundred years.
    let ancient = with(&notice("road", "Highway 140", &[]), "begins", "1900-01-01T00:00");
    let refused = editor.browser.sends("/desk/notices", &fields(&ancient)).await.is(422).text();
    assert!(refused.contains("id=\"w-begins\">It would have begun long ago."), "{refused}");
    station.reader().opens("/alerts").await.hides("Highway 140");
    station.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_evacuation_of_tomorrow_tells_nobody_to_leave_today() {
    for house in House::each() {
        let station = quiet(house.with(&from_the_internet())).await;
        let reader = station.reader();
        let editor = station.editor().await;
        let coming = notice("evacuation-3", "KLA-3", &["klamath-falls"]);
        let coming = with(&with(&coming, "begins", "2021-03-02T06:00"), "ends", "2021-03-02T18:00");
        let done = editor.browser.sends("/desk/notices", &fields(&coming)).await;
        let receipt = editor.browser.opens(&done.leads_to()).await.is(200);
        assert!(receipt.text().contains("agree"), "{}", receipt.text());
        let road = with(&notice("road", "Highway 140", &[]), "ends", "2021-03-02T18:00");
        editor.browser.sends("/desk/notices", &fields(&road)).await.leads_to();
        let heading = "From Tuesday, March 2, 2021, 6:00 a.m. PST: Evacuation Level 3 Go";
        let (level, order) = ("Evacuation Level 3: Go", "Leave now. Do not wait");
        for path in ["/alerts", "/lite/alerts", "/weather/klamath-falls", "/lite/weather/klamath-falls", "/"]
        {
            let page = reader.opens(path).await.shows(heading).hides(level).hides(order).text();
            // What holds is told first. The front has roads in a module of their own.
            assert!(path == "/" || page.find("Highway 140") < page.find(heading), "{path}: {page}");
        }
        reader
            .opens("/alerts")
            .await
            .shows("class=\"warn coming\"")
            .shows("</b>, from then: Pack what you need");
        reader.opens("/lite").await.shows(heading).hides(level);
        reader.opens("/archive").await.hides("Evacuation Level");
        for path in ["/api/v1/weather/alerts", "/api/v1/weather/klamath-falls"] {
            let told = reader.opens(path).await.shows("\"state\":\"coming\"").shows(heading);
            told.shows("\"begins\":\"2021-03-02T14:00:00Z\"").hides(level);
        }
        let feed = reader.opens("/alerts/atom.xml").await.shows(heading).hides(level).hides(order);
        feed.shows("From March 2, 2021, 6:00 a.m. PST until March 2, 2021, 6:00 p.m. PST.");
        // It begins by the mere passing of time.
        station.until("2021-03-02T06:00:01-08:00").await;
        everywhere(&reader, level).await;
        for path in ["/alerts", "/lite/alerts", "/weather/klamath-falls"] {
            reader.opens(path).await.hides(heading).shows(order).shows(level);
        }
        let feed = reader.opens("/alerts/atom.xml").await.hides(heading).hides("..").shows(order);
        feed.shows("<updated>2021-03-02T14:00:00Z</updated>");
        reader.opens("/api/v1/weather/alerts").await.hides("\"coming\"").shows("\"state\":\"in force\"");
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_change_one_notice_see_both_versions_and_lose_nothing() {
    for house in House::each() {
        let station = quiet(house.with(&from_the_internet())).await;
        let reader = station.reader();
        let editor = station.editor().await;
        let form = notice("evacuation-1", "KLA-3", &["klamath-falls"]);
        editor.browser.sends("/desk/notices", &fields(&form)).await.leads_to();
        let other = station.colleague(model::user::Role::Producer).await;
        let open = other.browser.opens("/desk/notices/1").await.hidden("seen").remove(0);
        let listed = other.browser.opens("/desk/notices").await.hidden("seen").remove(0);
        assert_eq!(open, listed);
        changes(&editor, &with(&form, "kind", "evacuation-3")).await.leads_to();
        // In the same tick of the clock, from the form as it was before.
        let theirs: Vec<_> =
            with(&form, "title", "Watch the news").into_iter().chain([("seen", open.as_str())]).collect();
        let conflict = other.browser.sends("/desk/notices/1", &fields(&theirs)).await.is(409);
        let text = conflict.text();
        assert!(text.contains("Nell saved this notice while you were writing"), "{text}");
        assert!(
            text.contains("Removed: </span>evacuation-3</del>") && text.contains("value=\"Watch the news\""),
            "{text}"
        );
        reader.opens("/alerts").await.shows("Evacuation Level 3: Go").hides("Watch the news");
        // A form without the field has seen nothing.
        other.browser.sends("/desk/notices/1", &fields(&form)).await.is(409);
        // Nobody ends what they have not seen either.
        let end =
            other.browser.sends("/desk/notices/1/end", &fields(&[("seen", open.as_str())])).await.is(409);
        assert!(end.text().contains("so it was not ended"), "{}", end.text());
        reader.opens("/alerts").await.shows("Evacuation Level 3: Go");
        // Having seen it, they may.
        let seen = conflict.hidden("seen").remove(0);
        let again: Vec<_> =
            with(&form, "title", "Watch the news").into_iter().chain([("seen", seen.as_str())]).collect();
        other.browser.sends("/desk/notices/1", &fields(&again)).await.leads_to();
        reader.opens("/alerts").await.shows("Watch the news").shows("Evacuation Level 1");
        let seen = other.browser.opens("/desk/notices").await.hidden("seen").remove(0);
        other.browser.sends("/desk/notices/1/end", &fields(&[("seen", seen.as_str())])).await.leads_to();
        reader.opens("/alerts").await.hides("Watch the news");
        station.stops().await;
    }
}
