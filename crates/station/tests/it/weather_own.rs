//! A meteorologist of the station says what the weather will be: at once, signed, dated, and gone by itself.

use crate::{
    house::{House, Station},
    people::{Editor, form},
    weather::{TOWN, answers_well},
};
use model::{job::Job, slug::Slug, user::Role};
use serde_json::Value;

async fn with_forecast(house: House) -> Station {
    let station = house.with("\n[front]\nmodules = [\"weather:all\"]\n").with(TOWN).opens().await;
    answers_well(&station);
    let slug = Slug::parse("medford").unwrap();
    station.runs(&Job::RefreshObservation(slug.clone())).await;
    station.runs(&Job::RefreshForecast(slug)).await;
    station
}

async fn own(station: &Station) -> Value {
    let body = station.reader().opens("/api/v1/weather/medford").await.is(200);
    serde_json::from_slice::<Value>(&body.bytes).unwrap()["own"].clone()
}

async fn receipt_shows_the_words(editor: &Editor, receipt: &str) {
    let page = editor.browser.opens(receipt).await.text();
    // Of the answer to programs for all towns it is only known that it is new.
    let count = |words: &str| page.matches(words).count();
    assert_eq!((count("shows the forecast"), count("is renewed")), (13, 1), "{page}");
}

const TUESDAY: [(&str, &str); 5] = [
    ("period", "2021-03-02-day"),
    ("words", "Fog, then sun"),
    ("temperature", "58"),
    ("note", "Slow to clear <b>along</b> the river."),
    ("until", ""),
];

/// The version of what is said of a day or a night, as the town's screen has it.
async fn seen(editor: &Editor, period: &str) -> String {
    let all = editor.browser.opens("/desk/weather/medford").await.hidden("seen");
    let found = all.iter().find_map(|seen| seen.strip_prefix(period)).unwrap();
    found.trim().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_meteorologist_says_is_shown_with_name_and_moment_and_ends() {
    for house in House::each() {
        let station = with_forecast(house).await;
        let reader = station.reader();
        let page = reader.opens("/weather/medford").await.hides("Fog, then sun");
        assert!(page.text().contains("High 63°F, low 30°F"), "{}", page.text());
        let editor = station.colleague(Role::Meteorologist).await;
        editor.browser.opens("/desk/weather").await.is(200).shows("Medford");
        editor.browser.opens("/desk/weather/medford").await.is(200).shows("Night of Monday, March 1");
        let done = editor.browser.sends("/desk/weather/medford", &form(&TUESDAY)).await;
        let receipt = editor.browser.opens(&done.leads_to()).await.is(200);
        receipt.shows("All 14 addresses agree").shows("/embed/weather/medford").shows("/lite/weather");
        for path in ["/weather/medford", "/lite/weather/medford"] {
            let page =
                reader.opens(path).await.shows("id=\"own-2021-03-02-day\"").shows("Fog, then sun, high 58°F");
            page.shows("By meteorologist, ")
                .shows("March 1, 2021, 6:0")
                .shows("&lt;b&gt;along&lt;")
                .hides("<b>along");
        }
        let told = own(&station).await;
        assert_eq!(
            (&told[0]["by"], &told[0]["temperature_c"]),
            (&"meteorologist".into(), &14.4.into()),
            "{told}"
        );
        assert_eq!(told[0]["until"], "2021-03-03T02:00:00Z");
        // Tonight's low stands in the card, with whose it is, on every page that has the card.
        let tonight =
            [("period", "2021-03-01-night"), ("temperature", "27 °F"), ("note", "Black ice on bridges.")];
        let done = editor.browser.sends("/desk/weather/medford", &form(&tonight)).await;
        editor.browser.opens(&done.leads_to()).await.shows("All 14 addresses agree").shows("href=\"/lite\"");
        for path in ["/weather", "/weather/medford", "/embed/weather/medford"] {
            let page = reader.opens(path).await;
            assert!(page.text().contains("low 27°F"), "{path}: {}", page.text());
            page.shows("Low by meteorologist, 6:0").shows(
                "data-own=\"medford-2021-03-01-night\">Tonight: Black ice on bridges. (meteorologist, 6:0",
            );
        }
        // The receipt asked for the words themselves wherever a card has them.
        receipt_shows_the_words(&editor, &done.leads_to()).await;
        for path in ["/", "/lite", "/lite/weather"] {
            reader.opens(path).await.shows("Tonight: Black ice on bridges. (meteorologist, 6:0");
        }
        reader.opens("/weather/medford?units=metric").await.shows("-3°C");
        // Written anew: the form has what stands there; what is kept is the last.
        editor.browser.opens("/desk/weather/medford?period=2021-03-02-day").await.shows("value=\"58\"");
        editor.browser.opens("/desk/audit").await.is(403);
        let seen = seen(&editor, "2021-03-02-day").await;
        let taken = [("period", "2021-03-02-day"), ("seen", seen.as_str())];
        editor.browser.sends("/desk/weather/medford/end", &form(&taken)).await.leads_to();
        reader.opens("/weather/medford").await.hides("Fog, then sun");
        editor.browser.sends("/desk/weather/medford/end", &form(&taken)).await.is(404);
        // By the mere passing of time, to the second.
        station.until("2021-03-02T05:59:59-08:00").await;
        reader.opens("/weather/medford").await.shows("own-2021-03-01-night");
        station.until("2021-03-02T06:00:01-08:00").await;
        reader.opens("/weather/medford").await.hides("own-2021-03-01-night");
        assert_eq!(own(&station).await, serde_json::json!([]));
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn slips_are_refused_and_not_everybody_may() {
    let station = with_forecast(House::each().next().unwrap()).await;
    let editor = station.editor().await;
    for (field, value, why) in [
        ("temperature", "630", "has never been so cold or so warm"),
        ("temperature", "warm", "This is no figure"),
        ("temperature", "NaN", "This is no figure"),
        ("temperature", "inf", "This is no figure"),
        ("temperature", "-1e400", "This is no figure"),
        ("period", "2021-02-01-day", "is over, or too far ahead"),
        ("period", "2021-03-01-day", "a day is over at 6 p.m."),
        ("period", "", "Choose a day or a night"),
        ("until", "2021-03-01T17:00", "is not in the next eight days"),
    ] {
        let mut fields = TUESDAY;
        fields.iter_mut().filter(|(name, _)| *name == field).for_each(|one| one.1 = value);
        let page = editor.browser.sends("/desk/weather/medford", &form(&fields)).await.is(422);
        assert!(page.text().contains(why), "{why}: {}", page.text());
    }
    // What nobody sees says nothing.
    let nothing =
        [("period", "2021-03-02-day"), ("words", "\u{200b}\u{202e}"), ("temperature", ""), ("note", "")];
    let page = editor.browser.sends("/desk/weather/medford", &form(&nothing)).await.is(422);
    assert!(page.text().contains("Nothing is said."), "{}", page.text());
    editor.browser.opens("/desk/weather/medfort").await.is(404);
    station.reader().opens("/weather/medford").await.hides("Fog");
    editor.browser.sends("/desk/weather/medford", &form(&TUESDAY)).await.leads_to();
    editor.browser.opens("/desk/audit").await.shows("forecast.keep").shows("14.4 °C");
    let producer = station.colleague(Role::Producer).await;
    producer.browser.opens("/desk/weather").await.is(403);
    producer.browser.sends("/desk/weather/medford", &form(&TUESDAY)).await.is(403);
    station.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_own_forecast_stands_when_the_weather_service_is_silent() {
    let station = House::each().next().unwrap().with(TOWN).opens().await;
    let editor = station.editor().await;
    editor.browser.sends("/desk/weather/medford", &form(&TUESDAY)).await.leads_to();
    let page = station.reader().opens("/weather/medford").await.shows("Fog, then sun, high 58°F");
    page.shows("No forecast.");
    station.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_forecast_story_is_pinned_and_goes_by_itself() {
    for house in House::each() {
        let section = "\n[[section]]\nslug = \"weather\"\nname = \"Weather\"\n";
        let front = "\n[front]\nmodules = [\"forecast:headline\"]\n";
        let station = house.with(section).with(front).with(TOWN).opens().await;
        let reader = station.reader();
        let front = reader.opens("/").await.shows("Our forecasters have not written a forecast yet.");
        front.hides("No figures yet");
        let editor = station.editor().await;
        let older = editor.puts_out("Frost by morning", &[("section", "weather")]).await;
        station.passes(jiff::SignedDuration::from_mins(5)).await;
        editor.puts_out("Why fog likes the valley", &[("section", "weather")]).await;
        let module = |page: &str| page.split("id=\"module-forecast-headline\"").nth(1).unwrap().to_owned();
        let shown = async |path| module(&reader.opens(path).await.text());
        let first =
            |text: String| text.split("<h3>").nth(1).unwrap().split("</h3>").next().unwrap().to_owned();
        assert!(first(shown("/").await).contains("Why fog likes the valley"));
        let colleague = station.colleague(Role::Meteorologist).await;
        let story = older.id().to_string();
        let pin = [("story", story.as_str()), ("until", "2021-03-02T06:00")];
        colleague.browser.sends("/desk/weather", &form(&pin)).await.leads_to();
        assert!(first(shown("/").await).contains("Frost by morning"));
        reader.opens("/lite").await.shows("Frost by morning (March 1, 2021");
        let lite = reader.opens("/lite/weather").await.shows("href=\"/lite/story/2021/03/frost-by-morning\"");
        lite.shows("Frost by morning (March 1, 2021");
        let weather = reader.opens("/weather").await.text();
        let place = |words: &str| weather.find(words).unwrap();
        assert!(place("Frost by morning") < place("Why fog likes the valley"), "{weather}");
        assert!(place("Frost by morning") < place("No observation of Medford"), "it stands first: {weather}");
        colleague.browser.opens("/desk/weather").await.shows("Pinned: <a");
        let page = colleague.browser.opens("/desk/weather").await.shows("Unpin it").hides("None: the newest");
        assert!(page.text().contains("name=\"story\" required"), "{}", page.text());
        let refused = colleague.browser.sends("/desk/weather", &form(&[("story", "")])).await.is(422);
        assert!(refused.text().contains("No story is chosen."), "{}", refused.text());
        assert!(first(shown("/").await).contains("Frost by morning"), "nothing was unpinned");
        colleague.browser.sends("/desk/weather", &form(&[("verb", "unpin")])).await.leads_to();
        assert!(first(shown("/").await).contains("Why fog likes the valley"));
        colleague.browser.opens("/desk/weather").await.shows("Nothing is pinned").hides("Unpin it");
        colleague.browser.sends("/desk/weather", &form(&pin)).await.leads_to();
        let no_end = [("story", story.as_str()), ("until", "")];
        colleague.browser.sends("/desk/weather", &form(&no_end)).await.is(422);
        // Forecasters pin the forecast and no other slot.
        let lead = [("slot", "lead"), ("story", story.as_str()), ("until", "2021-03-02T06:00")];
        colleague.browser.sends("/desk/front", &form(&lead)).await.is(403);
        // By the mere passing of time: the pin ends, and a day and a half later nothing is new.
        station.until("2021-03-02T06:00:01-08:00").await;
        assert!(first(shown("/").await).contains("Why fog likes the valley"));
        station.until("2021-03-03T07:00:01-08:00").await;
        assert!(shown("/").await.contains("no newer forecast has been"));
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_write_of_one_day_see_both_versions_and_lose_nothing() {
    for house in House::each() {
        let station = with_forecast(house).await;
        let reader = station.reader();
        let editor = station.editor().await;
        let other = station.colleague(Role::Meteorologist).await;
        let mut mine = TUESDAY;
        mine[1].1 = "Snow to the valley floor";
        // Both opened the form when nothing was said of the day.
        editor.browser.sends("/desk/weather/medford", &form(&TUESDAY)).await.leads_to();
        let conflict = other.browser.sends("/desk/weather/medford", &form(&mine)).await.is(409);
        let text = conflict.text();
        assert!(text.contains("Nell wrote of this day or night while you were writing"), "{text}");
        assert!(
            text.contains("</span>Fog, then sun</del>")
                && text.contains("value=\"Snow to the valley floor\""),
            "{text}"
        );
        reader.opens("/weather/medford").await.shows("Fog, then sun").hides("Snow to the valley");
        let seen_now = conflict.hidden("seen");
        let with_seen = |fields: &[(&str, &str)], seen: &[String]| {
            let mut all = form(fields);
            all.extend(seen.iter().map(|seen| ("seen".to_owned(), seen.clone())));
            all
        };
        // A slip in between does not make unseen what was seen, nor seen what was not.
        let mut slip = mine;
        slip[2].1 = "NaN";
        let refused = other.browser.sends("/desk/weather/medford", &form(&slip)).await.is(422);
        assert!(
            !refused.hidden("seen").iter().any(|seen| seen.starts_with("2021-03-02-day ")),
            "{}",
            refused.text()
        );
        other.browser.sends("/desk/weather/medford", &with_seen(&mine, &seen_now)).await.leads_to();
        reader.opens("/weather/medford").await.shows("Snow to the valley floor");
        // Nobody takes back what they have not seen.
        let (name, version) = seen_now.iter().find_map(|seen| seen.split_once(' ')).unwrap();
        let old = [("period", name), ("seen", version)];
        let kept = editor.browser.sends("/desk/weather/medford/end", &form(&old)).await.is(409);
        assert!(kept.text().contains("so it was not taken back"), "{}", kept.text());
        reader.opens("/weather/medford").await.shows("Snow to the valley floor");
        // Taken back by one while the other writes: that is said, too.
        let all = other.browser.opens("/desk/weather/medford").await.hidden("seen");
        let version = seen(&editor, "2021-03-02-day").await;
        let end = [("period", "2021-03-02-day"), ("seen", version.as_str())];
        editor.browser.sends("/desk/weather/medford/end", &form(&end)).await.leads_to();
        let gone = other.browser.sends("/desk/weather/medford", &with_seen(&mine, &all)).await.is(409);
        assert!(gone.text().contains("was taken back, or ended"), "{}", gone.text());
        station.stops().await;
    }
}
