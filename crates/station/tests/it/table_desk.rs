//! Tables that are made on the desk: described, tried, changed, switched off, pasted. Every room knows them at once.

use crate::{
    cli::said,
    house::{House, Station},
    people::{Editor, form},
};
use model::{
    receipt::{Expect, Subject},
    slug::Slug,
    user::Role,
};

/// The fields of a county table, as a person fills them in.
fn fields(url: &str) -> Vec<(String, String)> {
    form(&[
        ("slug", "or-cases"),
        ("title", "Cases in Oregon"),
        ("row_name", "County"),
        ("counties", "OR"),
        ("aliases", "Unassigned = unassigned"),
        ("total_row", "Total"),
        ("source.name", "Oregon"),
        ("source.url", url),
        ("source.schedule", "15 1 * * *"),
        ("key_column", "fips"),
        ("name_column", "county"),
        ("as_of_column", "as_of"),
        ("measure.0.column", "cases"),
        ("measure.0.label", "Cases"),
        ("measure.0.cumulative", "true"),
        ("measure.1.column", "deaths"),
        ("measure.1.label", "Deaths"),
        ("measure.2.column", ""),
        ("derived.0.of", "cases"),
        ("derived.0.how", "new"),
        ("display.chart", "cases"),
        ("display.totals", "true"),
        ("credit", "State of Oregon"),
        ("credit_url", "https://state.example/"),
    ])
}

fn with(mut fields: Vec<(String, String)>, more: &[(&str, &str)]) -> Vec<(String, String)> {
    fields.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    fields.extend(form(more));
    fields
}

fn file() -> String {
    std::fs::read_to_string(crate::house::demo().join("data/or-covid/20210301T011000-0800.csv")).unwrap()
}

fn url(station: &Station) -> String {
    format!("{}/counties.csv", station.internet.root())
}

/// The number of the description that the form of a table was made from.
async fn seen(producer: &Editor) -> String {
    let page = producer.browser.opens("/desk/tables/or-cases").await.is(200).text();
    page.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_made_at_the_desk_is_in_every_room_at_once() {
    for house in House::each() {
        let station = house.opens().await;
        station.internet.says("/counties.csv", 200, file());
        let producer = station.colleague(Role::Producer).await;
        let reader = station.reader();
        // What is kept in memory from before must not outlive the change.
        for path in ["/data", "/sitemap.xml", "/sitemap/pages.xml", "/"] {
            reader.opens(path).await.is(200).hides("or-cases");
        }
        reader.opens("/data/or-cases").await.is(404);
        let blank = producer.browser.opens("/desk/tables/new").await.is(200);
        assert!(blank.text().contains("measure.0.column"));
        let made = producer.browser.sends("/desk/tables", &fields(&url(&station))).await.leads_to();
        let receipt = made.split('?').next().unwrap().rsplit('/').next().unwrap().parse().unwrap();
        let kept = station.ready.store.reader().other_receipt(receipt).await.unwrap().unwrap();
        assert_eq!(kept.of, Subject::Table(Slug::parse("or-cases").unwrap()));
        assert!(kept.agrees(), "{:#?}", kept.lines);
        assert_eq!(kept.lines.iter().filter(|line| line.expect == Expect::Shows).count(), 3);
        producer.browser.opens(&made).await.shows("Cases in Oregon").shows("agree");
        for path in ["/data", "/sitemap.xml", "/sitemap/pages.xml"] {
            reader.opens(path).await.shows("or-cases");
        }
        // Its source is asked at once, and every night without a restart.
        station.settles().await;
        reader.opens("/data/or-cases").await.shows("155,597").shows("State of Oregon");
        reader.opens("/sitemap/data/or-cases.xml").await.shows("/data/or-cases/jackson-or");
        producer.browser.opens("/desk").await.shows("/counties.csv");
        let asked = station.internet.was_asked("/counties.csv");
        station.until("2021-03-02T01:15:30-08:00").await;
        assert!(station.internet.was_asked("/counties.csv") > asked, "the night came");
        // Somebody at a console asks its source as well.
        let checked = station.console(&["table", "check", "or-cases"]);
        assert_eq!(checked.status.code(), Some(0), "{}", said(&checked));
        assert!(said(&checked).contains("sums: [155597,2208]"), "{}", said(&checked));
        // It can be placed like any table.
        let desk = &station.ready.desk;
        let module = model::module::Module::parse("table:or-cases").unwrap();
        desk.place_modules(&[module], &desk::By::station("test")).await.unwrap();
        reader.opens("/").await.shows("155,597");
        let (log, _) = station.ready.store.reader().audit_log(0, 100, Some("table:or-cases")).await.unwrap();
        assert!(log.iter().any(|entry| entry.verb == "table.make"), "{log:?}");
        // And it is there after a restart, with its hour.
        let station = station.restarts().await;
        station.reader().opens("/data/or-cases").await.shows("155,597");
        let asked = station.internet.was_asked("/counties.csv");
        station.until("2021-03-03T01:15:30-08:00").await;
        assert!(station.internet.was_asked("/counties.csv") > asked);
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_is_changed_and_switched_off_and_on() {
    for house in House::each() {
        let station = house.opens().await;
        station.internet.says("/counties.csv", 200, file());
        let producer = station.colleague(Role::Producer).await;
        let reader = station.reader();
        let all = fields(&url(&station));
        producer.browser.sends("/desk/tables", &all).await.leads_to();
        station.settles().await;
        reader.opens("/data/or-cases").await.shows("155,597");
        let first = seen(&producer).await;
        let change = with(all.clone(), &[("seen", &first), ("title", "Oregon, by county"), ("verb", "save")]);
        producer.browser.sends("/desk/tables/or-cases", &change).await.leads_to();
        reader.opens("/data/or-cases").await.shows("Oregon, by county").shows("155,597");
        reader.opens("/data").await.shows("Oregon, by county").hides("Cases in Oregon");
        // Who began with the description of before is told, and nothing is overwritten.
        let late = with(all.clone(), &[("seen", &first), ("title", "Mine"), ("verb", "save")]);
        let page = producer.browser.sends("/desk/tables/or-cases", &late).await.is(422);
        assert!(page.text().contains("changed this table while you were at it"), "{}", page.text());
        assert!(page.text().contains("value=\"Mine\""), "what was typed is still there");
        // Figures that are kept must not come to stand in another column.
        let now = seen(&producer).await;
        let swapped = [("seen", now.as_str()), ("measure.0.column", "deaths"), ("measure.1.column", "cases")];
        let page =
            producer.browser.sends("/desk/tables/or-cases", &with(all.clone(), &swapped)).await.is(422);
        assert!(page.text().contains("kept by the place of their column"), "{}", page.text());
        // Off, on.
        let off = producer.browser.sends("/desk/tables/or-cases/switch", &form(&[("on", "no")])).await;
        let receipt = off.leads_to();
        producer.browser.opens(&receipt).await.shows("agree");
        reader.opens("/data/or-cases").await.is(404);
        reader.opens("/data/or-cases.csv").await.is(404);
        for path in ["/data", "/sitemap.xml", "/sitemap/pages.xml"] {
            reader.opens(path).await.hides("or-cases");
        }
        producer.browser.opens("/desk/tables").await.shows("Switched off by producer");
        let asked = station.internet.was_asked("/counties.csv");
        station.until("2021-03-02T01:16:00-08:00").await;
        assert_eq!(station.internet.was_asked("/counties.csv"), asked, "nobody asks for it");
        producer.browser.sends("/desk/tables/or-cases/switch", &form(&[("on", "yes")])).await.leads_to();
        reader.opens("/data/or-cases").await.shows("155,597");
        reader.opens("/data").await.shows("or-cases");
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_description_is_tried_before_anybody_sees_it() {
    for house in House::each() {
        let station = house.opens().await;
        station.internet.says("/counties.csv", 200, file());
        let producer = station.colleague(Role::Producer).await;
        let all = with(fields(&url(&station)), &[("verb", "try")]);
        let page = producer.browser.sends("/desk/tables", &all).await.is(200);
        assert!(page.text().contains("It would be shown to readers."), "{}", page.text());
        assert!(page.text().contains("155,597") && page.text().contains("February 28, 2021"));
        station.reader().opens("/data/or-cases").await.is(404);
        // A night that does not add up.
        station.internet.says("/counties.csv", 200, file().replace("155597", "155598"));
        let page = producer.browser.sends("/desk/tables", &all).await.is(200);
        assert!(page.text().contains("It would be held"), "{}", page.text());
        // A column that is not there, and an address that does not answer.
        let wrong = with(all.clone(), &[("measure.1.column", "fatalities")]);
        let page = producer.browser.sends("/desk/tables", &wrong).await.is(200);
        assert!(page.text().contains("There is no column “fatalities”"), "{}", page.text());
        station.internet.says("/counties.csv", 500, "broken");
        let page = producer.browser.sends("/desk/tables", &all).await.is(200);
        assert!(page.text().contains("Nothing would be shown"), "{}", page.text());
        // More entries keep what was typed.
        let more = with(all, &[("more", "measure")]);
        let page = producer.browser.sends("/desk/tables", &more).await.is(200);
        assert!(page.text().contains("measure.4.column") && page.text().contains("Cases in Oregon"));
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_told_at_its_field_and_nothing_of_this_machine_is_read() {
    let house = House::each().next().unwrap().with(SETTINGS);
    let station = house.opens().await;
    let producer = station.colleague(Role::Producer).await;
    for (more, words) in [
        (vec![("source.url", "file:station.toml")], "is no address of the web"),
        (vec![("source.url", "replay:data/or-covid")], "is no address of the web"),
        (vec![("credit_url", "javascript:alert(1)")], "is no address of the web"),
        (vec![("source.schedule", "at night")], "is not a schedule"),
        (vec![("title", ""), ("slug", "x")], "title"),
        (
            vec![
                ("measure.0.column", ""),
                ("measure.0.label", ""),
                ("measure.1.column", ""),
                ("measure.1.label", ""),
            ],
            "measure",
        ),
        (vec![("days", "few")], "a whole number"),
        (vec![("population", "nowhere")], "There is no population"),
        (vec![("counties", "ZZ")], "postal code"),
        (vec![("slug", "of-the-file")], "station.toml has a table"),
        (vec![("slug", "paste")], "taken by the desk"),
    ] {
        let page =
            producer.browser.sends("/desk/tables", &with(fields("https://state.example/x.csv"), &more)).await;
        let page = page.is(422);
        assert!(page.text().contains(words), "{more:?}: {}", page.text());
        assert!(page.text().contains("class=\"problems\""));
    }
    assert_eq!(station.ready.store.reader().table_descriptions().await.unwrap(), []);
    // What stands in the file is changed there, and the desk says so.
    producer.browser.opens("/desk/tables").await.shows("Described in station.toml");
    let page = producer.browser.opens("/desk/tables/of-the-file").await.is(404);
    assert!(page.text().contains("station.toml"), "{}", page.text());
    let reporter = station.colleague(Role::Reporter).await;
    for path in ["/desk/tables/new", "/desk/tables/paste"] {
        reporter.browser.opens(path).await.is(403);
    }
    reporter.browser.sends("/desk/tables", &fields("https://state.example/x.csv")).await.is(403);
    station.stops().await;
}

const SETTINGS: &str = r#"
[table.of-the-file]
title = "Of the file"
counties = "OR"
credit = "State"
source = { name = "File", url = "https://state.example/x.csv", schedule = "15 1 * * *" }
measure = [{ column = "cases", label = "Cases" }]
"#;
