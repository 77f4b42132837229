//! Days that a source restates: the newest edition is shown, and what changed is kept for anyone to see.

use crate::{house::House, samples::samples};
use model::{
    slug::Slug,
    table::{Change, Revision},
};
use std::{collections::BTreeMap, fs};

fn california(source: &str, more: &str) -> String {
    format!(
        r#"
[table.ca-covid]
title = "California"
counties = "CA"
aliases = {{ Unassigned = "unassigned" }}
optional = ["unassigned"]
credit = "Johns Hopkins University"
source = {{ name = "California", url = "{source}", schedule = "15 1 * * *" }}
{more}
"#
    )
}

/// The second edition of 28 February in the shape of the first: the report restated Kern and San Bernardino.
fn second_edition(first: &str, report: &str) -> String {
    let mut figures = BTreeMap::new();
    for row in report.lines().filter(|row| row.contains(",California,US,")) {
        let cells: Vec<&str> = row.split(',').collect();
        figures.insert(cells[1].to_owned(), (cells[7].to_owned(), cells[8].to_owned()));
    }
    let mut file = String::new();
    for row in first.lines() {
        let cells: Vec<&str> = row.split(',').collect();
        match figures.get(cells[2]) {
            Some((cases, deaths)) => {
                file += &format!("{},{},{},{cases},{deaths}\n", cells[0], cells[1], cells[2]);
            }
            // Its total would be the old one.
            None if cells[2] == "Total" => {}
            None => file += &format!("{row}\n"),
        }
    }
    file
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restated_day_is_shown_anew_and_every_change_is_on_record() {
    let Some(samples) = samples() else { return };
    let report = fs::read_to_string(samples.join("covid/jhu-daily/02-28-2021.or-ca.csv")).unwrap();
    let first =
        fs::read_to_string(crate::house::demo().join("data/ca-covid/20210301T011000-0800.csv")).unwrap();
    for house in House::each() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("20210301T011000-0800.csv"), &first).unwrap();
        fs::write(folder.path().join("20210302T011000-0800.csv"), second_edition(&first, &report)).unwrap();
        let measures = r#"total_row = "Total"
measure = [
    { column = "cases", label = "Cases", cumulative = true },
    { column = "deaths", label = "Deaths", cumulative = true },
]"#;
        let settings = california(&format!("replay:{}", folder.path().display()), measures);
        let station = house.with(&settings).opens().await;
        station.settles().await;
        let reader = station.reader();
        reader.opens("/data/ca-covid").await.shows("3,566,914").shows("52,158");
        station.until("2021-03-02T01:16:00-08:00").await;
        reader.opens("/data/ca-covid").await.shows("3,567,582").shows("52,835").shows("February 28, 2021");
        let table = Slug::parse("ca-covid").unwrap();
        let revisions = station.ready.store.reader().table_revisions(&table, 10).await.unwrap();
        let [Revision { as_of, changes, .. }] = revisions.as_slice() else { panic!("{revisions:?}") };
        assert_eq!(as_of.to_string(), "2021-02-28");
        let change = |key: &str, measure, before, after| Change {
            key: key.to_owned(),
            measure,
            before: Some(before),
            after: Some(after),
        };
        let kern = [change("06029", 0, 102_627, 103_295), change("06029", 1, 827, 851)];
        let san_bernardino = change("06071", 1, 2_874, 3_527);
        assert_eq!(changes.as_slice(), [kern[0].clone(), kern[1].clone(), san_bernardino]);
        let old = station.ready.store.reader().table_editions(&table, *as_of).await.unwrap();
        assert_eq!(old[0].snapshot.figure("06029", 0), Some(102_627), "what was said is kept");
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_a_day_is_asked_by_its_date_and_looked_at_again() {
    let Some(samples) = samples() else { return };
    let days = samples.join("covid/jhu-daily").display().to_string();
    for house in House::each() {
        let measures = r#"key_column = "FIPS"
name_column = "Admin2"
only = { Province_State = "California" }
days_before = 1
days = 4
measure = [
    { column = "Confirmed", label = "Cases", cumulative = true },
    { column = "Deaths", label = "Deaths", cumulative = true, at_most = "Confirmed" },
]
gates = { falls_at_most = 100, falls_note = "Counties correct addresses." }"#;
        let settings = california(&format!("file:{days}/{{date:%m-%d-%Y}}.or-ca.csv"), measures);
        let station = house.with(&settings).opens().await;
        station.settles().await;
        let reader = station.reader();
        reader.opens("/data/ca-covid").await.shows("3,567,582").shows("February 28, 2021");
        let table = Slug::parse("ca-covid").unwrap();
        let days = station.ready.store.reader().table_days(&table, 10).await.unwrap();
        let days: Vec<String> = days.into_iter().map(|(day, _)| day.to_string()).collect();
        assert_eq!(days, ["2021-02-28", "2021-02-27", "2021-02-26", "2021-02-25"]);
        station.until("2021-03-02T01:16:00-08:00").await;
        reader.opens("/data/ca-covid").await.shows("3,573,549").shows("March 1, 2021");
        assert_eq!(station.ready.store.reader().table_revisions(&table, 10).await.unwrap(), []);
        station.stops().await;
    }
}
