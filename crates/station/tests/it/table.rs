//! The nightly table: fetched, gated, shown, held, and never wrong silently.

use crate::{database::Engine, house::House};
use model::{
    job::{Job, Outcome},
    slug::Slug,
};

/// Oregon's county table from a source.
fn table(url: &str) -> String {
    format!(
        r#"
[front]
modules = ["table:or-covid"]
[table.or-covid]
title = "COVID-19 in Oregon, by county"
counties = "OR"
aliases = {{ Unassigned = "unassigned" }}
total_row = "Total"
credit = "Johns Hopkins University"
source = {{ name = "Oregon", url = "{url}", schedule = "15 1 * * *" }}
measure = [
    {{ column = "cases", label = "Cases", cumulative = true }},
    {{ column = "deaths", label = "Deaths", cumulative = true }},
]
"#
    )
}

fn refresh() -> Job {
    Job::RefreshTable(Slug::parse("or-covid").unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_reference_day_is_shown_with_its_sums_source_and_day() {
    for house in House::each() {
        let station = house.with(&table("replay:data/or-covid")).opens().await;
        station.settles().await;
        let reader = station.reader();
        let page = reader.opens("/data/or-covid").await;
        for words in
            ["155,597", "2,208", "Jackson", "Unassigned", "Johns Hopkins University", "February 28, 2021"]
        {
            assert!(page.text().contains(words), "{words}: {}", page.text());
        }
        reader.opens("/").await.shows("155,597");
        reader.opens("/data/or-covid.csv").await.shows("41029");
        // A job may run twice.
        let again = station.runs(&refresh()).await;
        assert_eq!(again, Outcome::Done("unchanged".to_owned()));
        assert_eq!(reader.opens("/data/or-covid").await.bytes, page.bytes);
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_night_that_does_not_add_up_is_held_and_said() {
    for house in House::each() {
        let station = house.with(&table("replay:data/or-covid-broken")).opens().await;
        station.settles().await;
        let reader = station.reader();
        reader.opens("/data/or-covid").await.shows("155,597");
        let before = reader.opens("/").await.shows("155,597").bytes;
        // The broken night comes at 1:10, and is fetched at 1:15.
        station.until("2021-03-02T01:16:00-08:00").await;
        let held =
            reader.opens("/data/or-covid").await.shows("155,597").shows("February 28, 2021").hides("146,528");
        assert!(held.text().contains("New figures are being checked."), "{}", held.text());
        let front = reader.opens("/").await.shows("155,597").shows("New figures are being checked.");
        assert_ne!(front.bytes, before);
        let editor = station.editor().await;
        editor.browser.opens("/desk/tables").await.shows("146528");
        // The next night is whole again.
        station.until("2021-03-03T01:16:00-08:00").await;
        reader.opens("/data/or-covid").await.shows("156,037").shows("2,225");
        reader.opens("/").await.shows("156,037");
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_that_fails_takes_nothing_away_and_is_told_on_the_desk() {
    for house in House::each() {
        let station = house.with(&table("INTERNET/counties.csv")).opens().await;
        let file =
            std::fs::read(crate::house::demo().join("data/or-covid/20210301T011000-0800.csv")).unwrap();
        station.internet.says("/counties.csv", 200, file.clone());
        assert!(matches!(station.runs(&refresh()).await, Outcome::Done(_)));
        let reader = station.reader();
        reader.opens("/data/or-covid").await.shows("155,597");
        let whole = String::from_utf8_lossy(&file).into_owned();
        let wide = format!("as_of,fips,county,cases,deaths\n2021-03-01,{},x,1,1\n", "9".repeat(9 << 20));
        let long = whole.clone() + &"2021-02-28,41001,Baker,656,7\n".repeat(500_000);
        for (status, body) in [
            (500, "broken".to_owned()),
            (404, whole.clone()),
            (200, "<html>Sign in</html>".to_owned()),
            (200, String::new()),
            (200, whole.replace("41001", "=cmd()")),
            (200, "x".repeat(40 << 20)),
            (200, wide),
            (200, long),
        ] {
            station.internet.says("/counties.csv", status, body);
            assert!(matches!(station.runs(&refresh()).await, Outcome::Failed(_)), "{status}");
            reader.opens("/data/or-covid").await.shows("155,597");
        }
        assert!(station.internet.was_asked("/counties.csv") >= 9);
        let editor = station.editor().await;
        editor.browser.opens("/desk").await.shows("failing");
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missed_night_is_made_up_once_at_the_start() {
    let house =
        House::on(Engine::Sqlite).with(&table("INTERNET/counties.csv")).at("2021-03-01T09:00:00-08:00");
    let file = std::fs::read(crate::house::demo().join("data/or-covid/20210301T011000-0800.csv")).unwrap();
    let station = house.opens().await;
    station.settles().await;
    assert_eq!(station.internet.was_asked("/counties.csv"), 1, "the night before the first start is made up");
    station.internet.says("/counties.csv", 200, file);
    let station = station.restarts().await;
    station.settles().await;
    assert_eq!(station.internet.was_asked("/counties.csv"), 1, "and not again at the next start");
    station.until("2021-03-02T01:15:30-08:00").await;
    assert!(station.internet.was_asked("/counties.csv") >= 2);
    station.reader().opens("/data/or-covid").await.shows("155,597");
    station.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_grow_old_by_the_mere_passing_of_time() {
    for house in House::each() {
        let station = house.with(&table("replay:data/or-covid")).opens().await;
        station.settles().await;
        let reader = station.reader();
        for path in ["/", "/data/or-covid"] {
            reader.opens(path).await.shows("155,597").hides("These figures are old.");
        }
        // Three nights without a new file: nothing is fetched, and the page says that the figures are old.
        station.until("2021-03-05T12:01:00-08:00").await;
        for path in ["/", "/data/or-covid"] {
            reader.opens(path).await.shows("155,597").shows("These figures are old.");
        }
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_may_answer_json_or_a_page() {
    let csv =
        std::fs::read_to_string(crate::house::demo().join("data/or-covid/20210301T011000-0800.csv")).unwrap();
    let rows: Vec<Vec<&str>> = csv.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let object = |row: &Vec<&str>| {
        serde_json::json!({ "as_of": row[0], "fips": row[1], "county": row[2],
            "cases": row[3].parse::<i64>().unwrap(), "deaths": row[4].parse::<i64>().unwrap() })
    };
    let json = serde_json::json!({ "data": { "counties": rows.iter().map(object).collect::<Vec<_>>() } })
        .to_string();
    let cells = |row: &Vec<&str>| row.iter().map(|cell| format!("<td>{cell}</td>")).collect::<String>();
    let page = format!(
        "<html><table><tr><th>x</th></tr><tr><td>1</td></tr></table><table><caption>By county</caption>
         <tr><th>as_of<th>fips<th>county<th>cases<th>deaths</tr>{}</table></html>",
        rows.iter().map(|row| format!("<tr>{}</tr>", cells(row))).collect::<String>()
    );
    for (part, body) in [("path = \"data.counties[]\"", json), ("part = \"by county\"", page)] {
        let settings = table("INTERNET/counties").replace("schedule =", &format!("{part}, schedule ="));
        let station = House::on(Engine::Sqlite).with(&settings).opens().await;
        station.internet.says("/counties", 200, body);
        let outcome = station.runs(&refresh()).await;
        assert!(matches!(outcome, Outcome::Done(_)), "{part}: {outcome:?}");
        station.reader().opens("/data/or-covid").await.shows("155,597").shows("2,208");
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_of_several_files_needs_all_of_them_and_names_the_one_that_is_missing() {
    let csv =
        std::fs::read_to_string(crate::house::demo().join("data/or-covid/20210301T011000-0800.csv")).unwrap();
    let (header, rows) = csv.split_once('\n').unwrap();
    let rows: Vec<&str> = rows.lines().filter(|row| !row.contains("Total")).collect();
    let (west, east) = rows.split_at(20);
    let file = |rows: &[&str]| format!("{header}\n{}\n", rows.join("\n"));
    for house in House::each() {
        let also = "also = [{ name = \"East\", url = \"INTERNET/east.csv\" }], schedule =";
        let settings = table("INTERNET/west.csv").replace("schedule =", also);
        let station = house.with(&settings).opens().await;
        station.internet.says("/west.csv", 200, file(west));
        station.internet.says("/east.csv", 404, "gone");
        let outcome = station.runs(&refresh()).await;
        assert!(matches!(&outcome, Outcome::Failed(why) if why.starts_with("East: ")), "{outcome:?}");
        station.reader().opens("/data/or-covid").await.hides("155,597");
        station.internet.says("/east.csv", 200, format!("{header}\n"));
        let outcome = station.runs(&refresh()).await;
        assert!(matches!(&outcome, Outcome::Failed(why) if why.contains("East")), "{outcome:?}");
        station.internet.says("/east.csv", 200, file(east));
        let outcome = station.runs(&refresh()).await;
        assert!(matches!(outcome, Outcome::Done(_)), "{outcome:?}");
        station.reader().opens("/data/or-covid").await.shows("155,597").shows("2,208");
        // A row in both files is in the table twice, and held.
        let twice = [east, &west[..1]].concat();
        station.internet.says("/east.csv", 200, file(&twice).replace("2021-02-28", "2021-03-01"));
        station.internet.says("/west.csv", 200, file(west).replace("2021-02-28", "2021-03-01"));
        let outcome = station.runs(&refresh()).await;
        assert!(matches!(&outcome, Outcome::Done(said) if said.contains("held")), "{outcome:?}");
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_letters_of_a_file_can_be_said() {
    // In Windows-1252 these two bytes are “Ã©”; in UTF-8 they are one letter.
    let body = b"day,name,votes\n2021-02-28,Jos\xc3\xa9,7\n".to_vec();
    for (encoding, name) in [("", "José"), ("utf-8", "José"), ("windows-1252", "JosÃ©")] {
        let settings = format!(
            r#"
[table.vote]
title = "Vote"
row_name = "Candidate"
rows = {{ jose = "{name}" }}
key_column = "name"
name_column = "name"
as_of_column = "day"
credit = "County clerk"
source = {{ name = "Clerk", url = "INTERNET/vote.csv", encoding = "{encoding}", schedule = "15 1 * * *" }}
measure = [{{ column = "votes", label = "Votes" }}]
"#
        );
        let station = House::on(Engine::Sqlite).with(&settings).opens().await;
        let job = Job::RefreshTable(Slug::parse("vote").unwrap());
        station.internet.says("/vote.csv", 200, body.clone());
        let outcome = station.runs(&job).await;
        assert!(matches!(outcome, Outcome::Done(_)), "{encoding}: {outcome:?}");
        station.reader().opens("/data/vote").await.shows(name);
        station.internet.says("/vote.csv", 200, b"day,name,votes\n2021-02-28,Jos\xe9,7\n".to_vec());
        if encoding == "utf-8" {
            let outcome = station.runs(&job).await;
            assert!(matches!(&outcome, Outcome::Failed(why) if why.contains("not UTF-8")), "{outcome:?}");
        }
        station.stops().await;
    }
}
