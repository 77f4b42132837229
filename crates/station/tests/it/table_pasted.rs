//! Tables that come from pasted text, and figures that are pasted for tables that are there.

use crate::{
    database::Engine,
    house::{House, Station},
    people::{Editor, Page, form},
};
use model::user::Role;

/// The reference day's rows, falling by cases, as they stand in the demonstration's file: name, cases, deaths.
fn rows() -> Vec<(String, i64, i64)> {
    let csv =
        std::fs::read_to_string(crate::house::demo().join("data/or-covid/20210301T011000-0800.csv")).unwrap();
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        (cells[2].to_owned(), cells[3].parse().unwrap(), cells[4].parse().unwrap())
    };
    let mut rows: Vec<(String, i64, i64)> = csv.lines().skip(1).map(row).collect();
    rows.retain(|(name, ..)| name != "Total");
    rows.sort_by_key(|(name, cases, _)| (name == "Unassigned", std::cmp::Reverse(*cases)));
    rows
}

/// Cells that ran together, as a page prints them once its styling is gone.
fn together() -> String {
    let rows = rows().into_iter().map(|(name, cases, deaths)| format!("{name}{cases}{deaths}\n"));
    format!("CountyCasesDeaths\n{}", rows.collect::<String>())
}

pub(crate) fn with_tabs() -> String {
    let rows = rows().into_iter().map(|(name, cases, deaths)| format!("{name}\t{cases}\t{deaths}\n"));
    format!("County\tCases\tDeaths\n{}", rows.collect::<String>())
}

async fn pastes(producer: &Editor, verb: &str, text: &str, more: &[(&str, &str)]) -> Page {
    let mut fields = form(&[("verb", verb), ("text", text)]);
    fields.extend(form(more));
    producer.browser.sends("/desk/tables/paste", &fields).await
}

const ABOUT: [(&str, &str); 7] = [
    ("counties", "OR"),
    ("totals", "155,597 2,208"),
    ("title", "Oregon, pasted"),
    ("credit", "State of Oregon"),
    ("row_name", "County"),
    ("day", "2021-02-28"),
    ("cumulative.1", "true"),
];

/// Make a table of a text that is copied; its address is `/data/oregon-pasted`.
pub(crate) async fn make(producer: &Editor, text: &str) -> String {
    pastes(producer, "make", text, &ABOUT).await.leads_to()
}

async fn opens(house: House) -> (Station, Editor) {
    let station = house.opens().await;
    let producer = station.colleague(Role::Producer).await;
    (station, producer)
}

#[tokio::test(flavor = "multi_thread")]
async fn cells_that_ran_together_become_a_table_with_its_first_day() {
    for house in House::each() {
        let (station, producer) = opens(house).await;
        producer.browser.opens("/desk/tables/paste").await.is(200);
        let page = pastes(&producer, "look", &together(), &ABOUT).await.is(200).text();
        assert!(page.contains("Exactly one reading fits"), "{page}");
        assert!(page.contains("sum 155,597") && page.contains("sum 2,208"), "{page}");
        assert!(page.contains("Make the table with these figures"));
        assert_eq!(
            station.ready.store.reader().table_descriptions().await.unwrap(),
            [],
            "a look keeps nothing"
        );
        assert!(make(&producer, &together()).await.ends_with("said=figures"));
        let reader = station.reader();
        let page = reader.opens("/data/oregon-pasted").await.shows("155,597").shows("2,208").shows("Jackson");
        assert!(page.text().contains("February 28, 2021"));
        reader.opens("/data/oregon-pasted/jackson-or").await.is(200);
        reader.opens("/data/oregon-pasted.csv").await.shows("41029");
        producer.browser.opens("/desk/tables").await.shows("its figures are pasted").hides("Fetch now");
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn later_days_are_pasted_through_the_same_gates() {
    for house in House::each() {
        let (station, producer) = opens(house).await;
        make(&producer, &with_tabs()).await;
        let reader = station.reader();
        let path = "/desk/tables/oregon-pasted/paste";
        let next = with_tabs().replace("Jackson\t8395", "Jackson\t8405");
        assert_ne!(next, with_tabs());
        let paste = async |text: &str, verb: &str, totals: &str| {
            let fields = form(&[("verb", verb), ("text", text), ("day", "2021-03-01"), ("totals", totals)]);
            producer.browser.sends(path, &fields).await
        };
        producer.browser.opens(path).await.shows("2021-03-01");
        let looked = paste(&next, "look", "155,607 2,208").await.is(200);
        assert!(looked.text().contains("It would be shown to readers."), "{}", looked.text());
        reader.opens("/data/oregon-pasted").await.shows("155,597");
        // Totals that do not add up hold it, and readers keep yesterday's.
        assert!(paste(&next, "take", "155,608 2,208").await.leads_to().ends_with("said=figures-held"));
        reader.opens("/data/oregon-pasted").await.shows("155,597").shows("February 28, 2021");
        producer.browser.opens("/desk/tables").await.shows("155608").shows("no, ");
        // A count that has fallen does too.
        let fallen = with_tabs().replace("Jackson\t8395", "Jackson\t8300");
        assert!(paste(&fallen, "take", "").await.leads_to().ends_with("said=figures-held"));
        assert!(paste(&next, "take", "155,607 2,208").await.leads_to().ends_with("said=figures"));
        reader.opens("/data/oregon-pasted").await.shows("155,607").shows("March 1, 2021");
        // What is not understood is handed in by nobody.
        let strange = paste("County\tCases\tDeaths\nAtlantis\t1\t0\n", "take", "").await.is(200);
        assert!(strange.text().contains("Nothing would be shown"), "{}", strange.text());
        assert!(strange.text().contains("Atlantis"));
        for (day, text) in [("some day", with_tabs()), ("2021-03-01", String::new())] {
            let fields = form(&[("verb", "take"), ("text", &text), ("day", day)]);
            producer.browser.sends(path, &fields).await.is(422);
        }
        reader.opens("/data/oregon-pasted").await.shows("155,607");
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_with_several_readings_makes_no_table_until_each_is_decided() {
    let (station, producer) = opens(House::on(Engine::Sqlite)).await;
    // Two rows could exchange a digit and the sums would be the same.
    let text = "FireAcresCrews\nAlder1111\nBirch1111\nCedar200020\n";
    let about = [
        ("totals", "2122 32"),
        ("title", "Fires"),
        ("credit", "Forest Service"),
        ("row_name", "Fire"),
        ("day", "2021-02-28"),
    ];
    let page = pastes(&producer, "look", text, &about).await.is(200).text();
    assert!(page.contains("others fit") && page.contains("Rows in doubt"), "{page}");
    assert!(!page.contains("Make the table"), "{page}");
    // Nor by hand.
    pastes(&producer, "make", text, &about).await.is(200);
    assert_eq!(station.ready.store.reader().table_descriptions().await.unwrap(), []);
    let decided: Vec<_> = about.into_iter().chain([("row.0", "11 11"), ("row.1", "111 1")]).collect();
    let half: Vec<_> = about.into_iter().chain([("row.0", "11 11")]).collect();
    let page = pastes(&producer, "look", text, &half).await.is(200).text();
    assert!(page.contains("Rows in doubt"), "one decision is not all: {page}");
    let page = pastes(&producer, "look", text, &decided).await.is(200).text();
    assert!(page.contains("Make the table"), "{page}");
    let kept = page.split("<textarea id=\"f-text\"").nth(1).unwrap();
    let kept = kept.split_once('>').unwrap().1.split("</textarea>").next().unwrap().trim_start_matches('\n');
    assert!(kept.contains("Alder\t11\t11") && kept.contains("Birch\t111\t1"), "{kept}");
    let made = pastes(&producer, "make", kept, &about).await.leads_to();
    assert!(made.ends_with("said=figures"), "{made}");
    station.reader().opens("/data/fires").await.shows("Alder").shows("2,122");
    station.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_lacking_is_said_and_nothing_is_made() {
    let (station, producer) = opens(House::on(Engine::Sqlite)).await;
    for (text, more, words) in [
        ("", vec![], "There is no text"),
        ("hello", vec![], ""),
        (&with_tabs(), vec![("counties", "ZZ")], "postal code"),
        (&with_tabs(), vec![("totals", "many")], "is no total"),
        (&with_tabs(), vec![("day", "yesterday")], "is not a day"),
        (&with_tabs(), vec![("title", "")], "This is empty"),
        (&with_tabs(), vec![("credit", "")], "credit"),
        (&with_tabs(), vec![("role.1", "leave"), ("role.2", "leave")], "No column holds figures"),
        (&with_tabs(), vec![("role.0", "leave")], "No column tells the rows apart"),
    ] {
        let kept = ABOUT.iter().filter(|(name, _)| !more.iter().any(|(other, _)| other == name));
        let fields: Vec<_> = kept.chain(&more).copied().collect();
        let page = pastes(&producer, "make", text, &fields).await;
        assert_eq!(page.status, 422, "{more:?} {}", page.text());
        assert!(page.text().contains(words), "{more:?} {}", page.text());
    }
    // A county that is not there is held at the gate, and said on the first look.
    let short = with_tabs().lines().filter(|line| !line.starts_with("Lake")).collect::<Vec<_>>().join("\n");
    let fields: Vec<_> = ABOUT.iter().filter(|(name, _)| *name != "totals").copied().collect();
    let page = pastes(&producer, "look", &short, &fields).await.is(200);
    assert!(page.text().contains("missing: Lake"), "{}", page.text());
    assert_eq!(station.ready.store.reader().table_descriptions().await.unwrap(), []);
    station.stops().await;
}
