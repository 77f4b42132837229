//! What readers see around a table: its days, rows, orders, downloads, its log, its feed, and what other sites show.

use crate::{
    database::Engine,
    house::{House, Station, demo},
    people::Page,
};
use bytes::Bytes;
use http::{Method, StatusCode, header};
use model::{job::Job, slug::Slug};

/// Oregon's county table with a map, a chart and everything that is worked out.
fn table(url: &str) -> String {
    format!(
        r#"
[front]
modules = ["table:or-covid"]
[population.us-counties]
file = "data/population.csv"
credit = "US Census Bureau"
[table.or-covid]
title = "COVID-19 in Oregon"
about = "Cases and deaths since the beginning."
counties = "OR"
aliases = {{ Unassigned = "unassigned" }}
total_row = "Total"
credit = "Johns Hopkins University"
licence = "CC BY 4.0"
source = {{ name = "Oregon", url = "{url}", schedule = "15 1 * * *" }}
measure = [
    {{ column = "cases", label = "Cases", cumulative = true }},
    {{ column = "deaths", label = "Deaths", cumulative = true }},
]
population = "us-counties"
derived = [{{ of = "cases", how = "new" }}, {{ of = "cases", how = "per-100k" }}]
display = {{ map = "cases-per-100k", chart = "cases" }}
"#
    )
}

async fn station(house: House, url: &str) -> Station {
    let station = house.with(&table(url)).opens().await;
    station.settles().await;
    station
}

/// Where a word stands first.
fn place(page: &Page, word: &str) -> usize {
    page.text().find(word).unwrap_or_else(|| panic!("{word} is not in {}", page.text()))
}

/// Of any page, whatever its status.
trait Words {
    fn says(&self, words: &str) -> &Self;
    fn lacks(&self, words: &str) -> &Self;
}

impl Words for Page {
    #[track_caller]
    fn says(&self, words: &str) -> &Self {
        assert!(self.text().contains(words), "{} does not say “{words}”:\n{}", self.path, self.text());
        self
    }

    #[track_caller]
    fn lacks(&self, words: &str) -> &Self {
        assert!(!self.text().contains(words), "{} says “{words}”:\n{}", self.path, self.text());
        self
    }
}

fn field<'a>(page: &'a Page, name: &str) -> &'a str {
    page.headers.get(name).map_or("", |value| value.to_str().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_sorts_and_finds_without_a_script() {
    for house in House::each() {
        let station = station(house, "replay:data/or-covid").await;
        let reader = station.reader();
        let plain = reader.opens("/data/or-covid").await;
        plain
            .says("aria-sort=\"descending\"")
            .says("COVID-19 in Oregon, February 28, 2021, by cases, highest first");
        assert!(place(&plain, ">Multnomah</a>") < place(&plain, ">Wheeler</a>"));
        let up = reader.opens("/data/or-covid?sort=cases&order=up").await;
        assert!(place(&up, ">Wheeler</a>") < place(&up, ">Multnomah</a>"));
        up.says("aria-sort=\"ascending\"").says("noindex");
        up.says("<link rel=\"canonical\" href=\"http://signal.example/data/or-covid\">");
        let name = reader.opens("/data/or-covid?sort=name").await;
        assert!(place(&name, ">Baker</a></th>") < place(&name, ">Yamhill</a></th>"));
        let found = reader.opens("/data/or-covid?find=%20JACK+").await;
        found.says("1 of 37 rows with “jack” in the name.").says("8,395").lacks(">Multnomah</a></th>");
        reader.opens("/data/or-covid?find=zzz").await.says("None of the 37 rows has “zzz” in its name.");
        // What is as usual, empty or unknown is the plain page, and no second copy of it.
        let etag = field(&plain, "etag").to_owned();
        for query in
            ["?sort=cases", "?sort=cases&order=down", "?find=&sort=&order=", "?utm_source=x", "?order=up"]
        {
            let same = reader.opens(&format!("/data/or-covid{query}")).await;
            assert_eq!((same.status, field(&same, "etag")), (StatusCode::OK, etag.as_str()), "{query}");
        }
        let again = reader.opens("/data/or-covid?order=up&sort=cases").await;
        assert_eq!(field(&again, "etag"), field(&up, "etag"), "the order of parameters means nothing");
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_should_ask_is_answered_with_a_way_onward() {
    let station = station(House::on(Engine::Sqlite), "replay:data/or-covid").await;
    let reader = station.reader();
    for query in [
        "?sort=deaths-new",
        "?sort=../../etc/passwd",
        "?sort=name&order=sideways",
        "?as-of=2021-02-30",
        "?as-of=yesterday",
        "?as-of=2021-02-28T00:00:00",
        "?as-of=-999999-01-01",
        "?as-of=2031-01-01",
        "?page=2",
    ] {
        let page = reader.opens(&format!("/data/or-covid{query}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{query}");
        page.says("Where to go from here");
        assert_eq!(field(&page, "cache-control"), "no-store");
    }
    let early = reader.opens("/data/or-covid?as-of=2031-01-01").await;
    early.says("has no figures for January 1, 2031").says("href=\"/data/or-covid?as-of=2021-02-28\"");
    for find in ["x".repeat(41), "%F0%9F%92%A9".repeat(41), "a".repeat(6_000)] {
        let page = reader.opens(&format!("/data/or-covid?find={find}")).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST);
        page.says("at most 40 characters can be looked for");
    }
    let script = reader.opens("/data/or-covid?find=%3Cscript%3Ealert(1)%3C/script%3E").await;
    script.lacks("<script>alert").says("&lt;script&gt;alert(1)&lt;/script&gt;");
    let bytes = reader.opens("/data/or-covid?find=%FF%00%0D%0ASet-Cookie:x").await;
    assert_eq!(bytes.status, StatusCode::OK);
    for path in [
        "/data/or-covid/nowhere-or",
        "/data/or-covid/jackson-or/more",
        "/data/or-covid/..%2f..%2fetc",
        "/data/or-covid/Jackson-OR",
        "/data/or-covid/%2e%2e",
        "/data/or-covid/jackson-or.csv",
        "/data/nothing/jackson-or",
        "/data/nothing/revisions",
        "/data/nothing.json",
        "/data/or-covid.csv.csv",
        "/data/or-covid.csv?as-of=2020-01-01",
        "/embed/data/nothing",
        "/embed/data/..%2for-covid",
        "/embed/data/or-covid.png",
        "/oembed",
        "/oembed?url=http%3A%2F%2Felsewhere.example%2Fdata%2For-covid",
        "/oembed?url=http%3A%2F%2Fsignal.example%2Fstory%2F2021%2F03%2Fx",
        "/oembed?url=http%3A%2F%2Fsignal.example%2Fdata%2For-covid&maxwidth=-3",
        "/sitemap/data/nothing.xml",
    ] {
        let page = reader.opens(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        page.says("Where to go from here");
    }
    reader
        .opens("/data/or-covid/nowhere-or")
        .await
        .says("has no row at this address")
        .says("href=\"/data/or-covid\"");
    let xml = reader.opens("/oembed?url=http%3A%2F%2Fsignal.example%2Fdata%2For-covid&format=xml").await;
    assert_eq!(xml.status, StatusCode::NOT_IMPLEMENTED);
    station.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_past_day_is_said_to_be_past() {
    for house in House::each() {
        let station = station(house, "replay:data/or-covid").await;
        let reader = station.reader();
        reader.opens("/data/or-covid").await.says("href=\"/data/or-covid?as-of=2021-02-20\"");
        let past = reader.opens("/data/or-covid?as-of=2021-02-20").await;
        past.says("Figures as they were published for February 20, 2021.").says("See the newest");
        past.says("152,711").says("noindex").says("/data/or-covid.csv?as-of=2021-02-20").lacks("155,597");
        past.says("rel=\"prev\" href=\"/data/or-covid?as-of=2021-02-19\"");
        past.says("rel=\"next\" href=\"/data/or-covid?as-of=2021-02-21\"");
        // The chart ends on that day, too.
        past.says("cases on Feb. 20, 2021.");
        let csv = reader.opens("/data/or-covid.csv?as-of=2021-02-20").await;
        csv.says("2021-02-20,41029,Jackson,8115,");
        // Kept, and still the same when it comes from memory.
        assert_eq!(reader.opens("/data/or-covid?as-of=2021-02-20").await.bytes, past.bytes);
        let history = reader.opens("/data/or-covid/history.csv").await;
        history.says("2021-02-20,41029,Jackson,8115,").says("2021-02-28,41029,Jackson,8395,");
        let days = csv.text().lines().count() - 1;
        assert_eq!(history.text().lines().count(), 21 * days + 1);
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_county_has_its_own_page() {
    for house in House::each() {
        let station = station(house, "replay:data/or-covid").await;
        let reader = station.reader();
        reader.opens("/data/or-covid").await.says("href=\"/data/or-covid/jackson-or\"");
        let page = reader.opens("/data/or-covid/jackson-or").await;
        page.says("<h1>Jackson County</h1>").says("8,395").says("6th highest of 36; 5.4% of the total");
        page.says("Johns Hopkins University")
            .says("href=\"/data/or-covid\"")
            .says("<time datetime=\"2021-02-28\">");
        reader.opens("/data/or-covid/unassigned").await.says("<h1>Unassigned</h1>").lacks("highest of");
        reader.opens("/sitemap.xml").await.says("/sitemap/data/or-covid.xml");
        let rows = reader.opens("/sitemap/data/or-covid.xml").await;
        rows.says("<loc>http://signal.example/data/or-covid/jackson-or</loc>");
        station.until("2021-03-02T01:16:00-08:00").await;
        assert_ne!(
            reader.opens("/data/or-covid/jackson-or").await.bytes,
            page.bytes,
            "a new night, a new page"
        );
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn machines_get_the_same_figures_and_what_they_mean() {
    for house in House::each() {
        let station = station(house, "replay:data/or-covid").await;
        let reader = station.reader();
        let csv = reader.opens("/data/or-covid.csv").await;
        csv.says("as_of,key,name,cases,deaths,cases-new,cases-per-100k\r\n")
            .says("2021-02-28,41029,Jackson,8395,");
        assert_eq!(field(&csv, "access-control-allow-origin"), "*");
        assert!(field(&csv, "link").starts_with("</data/or-covid.csv-metadata.json>; rel=\"describedby\""));
        let json: serde_json::Value =
            serde_json::from_slice(&reader.opens("/data/or-covid.json").await.bytes).unwrap();
        assert_eq!((&json["as_of"], &json["totals"]["cases"]), (&"2021-02-28".into(), &155_597.into()));
        let rows = json["rows"].as_array().unwrap();
        let jackson = rows.iter().find(|row| row["key"] == "41029").unwrap();
        assert_eq!(jackson["figures"]["cases"], 8_395);
        assert_eq!(jackson["url"], "http://signal.example/data/or-covid/jackson-or");
        let schema: serde_json::Value =
            serde_json::from_slice(&reader.opens("/data/or-covid.schema.json").await.bytes).unwrap();
        let fields: Vec<&str> = schema["fields"]
            .as_array()
            .unwrap()
            .iter()
            .map(|field| field["name"].as_str().unwrap())
            .collect();
        let heading = csv.text().lines().next().unwrap().to_owned();
        assert_eq!(fields.join(","), heading, "the schema has the columns of the file");
        let csvw: serde_json::Value =
            serde_json::from_slice(&reader.opens("/data/or-covid.csv-metadata.json").await.bytes).unwrap();
        assert_eq!(csvw["url"], "http://signal.example/data/or-covid.csv");
        let history = reader.opens("/data/or-covid/history.csv").await;
        assert!(history.text().lines().count() >= 38, "{}", history.text());
        let page = reader.opens("/data/or-covid").await;
        for part in [
            "contentUrl\":\"http://signal.example/data/or-covid.json",
            "DataDownload",
            "/data/or-covid/history.csv",
        ] {
            page.says(part);
        }
        assert_eq!(
            field(&page, "access-control-allow-origin"),
            "",
            "pages are not for programs of other sites"
        );
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_held_night_is_told_in_words_everywhere_and_logged() {
    for house in House::each() {
        let station = station(house, "replay:data/or-covid-broken").await;
        let reader = station.reader();
        reader.opens("/data/or-covid/revisions").await.says("Nothing has been revised or held back so far.");
        station.until("2021-03-02T01:16:00-08:00").await;
        let words = "The source’s file for March 1, 2021 did not add up; showing February 28, 2021.";
        for path in ["/data/or-covid", "/data/or-covid/jackson-or", "/embed/data/or-covid", "/", "/lite"] {
            reader.opens(path).await.says(words).says("New figures are being checked.");
        }
        reader.opens("/embed/data/or-covid.svg").await.says(words);
        let row = reader.opens("/data/or-covid/jackson-or").await;
        row.says("held back");
        reader
            .opens("/data/or-covid/revisions")
            .await
            .says("File for March 1, 2021 held back")
            .says("did not add up; it was not shown");
        reader.opens("/data/or-covid/atom.xml").await.says("File for March 1, 2021 held back");
        let (desk, by) = (&station.ready.desk, desk::By::station("test"));
        desk.accept_held(&Slug::parse("or-covid").unwrap(), "The county says so.", &by).await.unwrap();
        reader.opens("/data/or-covid/revisions").await.says("accepted by hand").says("The county says so.");
        reader.opens("/data/or-covid/atom.xml").await.says("Accepted by hand: The county says so.");
        reader.opens("/data/or-covid").await.lacks(words);
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revised_day_is_told_figure_by_figure() {
    for house in House::each() {
        let file = std::fs::read_to_string(demo().join("data/or-covid/20210301T011000-0800.csv")).unwrap();
        let station = house.with(&table("INTERNET/counties.csv")).opens().await;
        station.internet.says("/counties.csv", 200, file.clone());
        let job = Job::RefreshTable(Slug::parse("or-covid").unwrap());
        station.runs(&job).await;
        let reader = station.reader();
        reader.opens("/data/or-covid").await.says("8,395");
        // A failure is told, and takes nothing away.
        station.internet.says("/counties.csv", 500, "broken");
        station.runs(&job).await;
        let trouble = reader.opens("/data/or-covid").await;
        trouble.says("The latest update could not be fetched; showing February 28, 2021.").says("8,395");
        // The state finds ten more in Jackson County, and says so in its total.
        let revised = file.replace("Jackson,8395", "Jackson,8405").replace("155597", "155607");
        assert_ne!(file, revised);
        station.internet.says("/counties.csv", 200, revised);
        station.runs(&job).await;
        if reader.opens("/data/or-covid").await.text().contains("being checked") {
            let (desk, by) = (&station.ready.desk, desk::By::station("test"));
            desk.accept_held(&Slug::parse("or-covid").unwrap(), "Ten more.", &by).await.unwrap();
        }
        let log = reader.opens("/data/or-covid/revisions").await;
        log.says("Figures for February 28, 2021 revised").says("8,395").says("8,405").says("+10");
        log.says("1 figure differs");
        let past = reader.opens("/data/or-covid?as-of=2021-02-28").await;
        past.says("8,405").says("They were revised after they were first published");
        reader.opens("/data/or-covid/jackson-or").await.says("revised");
        reader.opens("/data/or-covid/lane-or").await.lacks(">revised<");
        reader
            .opens("/data/or-covid")
            .await
            .says("Figures of this day were revised")
            .lacks("could not be fetched");
        reader.opens("/data/or-covid/atom.xml").await.says("Figures for February 28, 2021 revised");
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn other_sites_may_frame_the_embed_and_nothing_else() {
    for house in House::each() {
        let station = station(house, "replay:data/or-covid").await;
        let reader = station.reader();
        let frame = reader.opens("/embed/data/or-covid").await;
        assert!(field(&frame, "content-security-policy").contains("frame-ancestors *"));
        assert!(!frame.headers.contains_key(header::SET_COOKIE));
        for words in [
            "155,597",
            "February 28, 2021",
            "Johns Hopkins University",
            "Next update",
            "target=\"_top\"",
            "Coast Courier",
        ] {
            frame.says(words);
        }
        let picture = reader.opens("/embed/data/or-covid.svg").await;
        assert_eq!(field(&picture, "content-type"), "image/svg+xml; charset=utf-8");
        picture.says("As of February 28, 2021. Source: Johns Hopkins University. Coast Courier");
        for path in [
            "/",
            "/data/or-covid",
            "/data/or-covid/jackson-or",
            "/data/or-covid/revisions",
            "/data/or-covid.csv",
        ] {
            let page = reader.opens(path).await;
            assert!(field(&page, "content-security-policy").contains("frame-ancestors 'none'"), "{path}");
        }
        let offer = "/oembed?url=http%3A%2F%2Fsignal.example%2Fdata%2For-covid&format=json";
        reader.opens("/data/or-covid").await.says(&offer.replace('&', "&amp;"));
        let json: serde_json::Value = serde_json::from_slice(&reader.opens(offer).await.bytes).unwrap();
        assert_eq!(
            (&json["version"], &json["type"], &json["width"]),
            (&"1.0".into(), &"rich".into(), &640.into())
        );
        assert!(json["html"].as_str().unwrap().contains("src=\"http://signal.example/embed/data/or-covid\""));
        let narrow = reader.opens(&format!("{offer}&maxwidth=300&maxheight=200")).await;
        let json: serde_json::Value = serde_json::from_slice(&narrow.bytes).unwrap();
        assert_eq!((&json["width"], &json["height"]), (&300.into(), &200.into()));
        station.stops().await;
    }
}

/// A crawler that follows every sort link and types into every form fills no memory.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_typed_is_not_kept() {
    let station = station(House::on(Engine::Sqlite), "replay:data/or-covid").await;
    let reader = station.reader();
    let first = reader.opens("/data/or-covid?find=lane").await;
    assert_eq!(reader.opens("/data/or-covid?find=lane").await.bytes, first.bytes);
    assert_eq!(reader.opens("/data/or-covid?find=LANE&sort=cases").await.bytes, first.bytes);
    let head = reader.asks(Method::HEAD, "/data/or-covid?sort=name", &[], Bytes::new()).await;
    assert_eq!((head.status, head.bytes.len()), (StatusCode::OK, 0));
    station.stops().await;
}
