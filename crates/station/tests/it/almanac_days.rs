//! What is normal for the day, through the whole program: shown on its own day, in the reader's units, and absent rather than
//! wrong.

use crate::house::{House, Station};
use model::{
    job::{Job, Outcome},
    slug::Slug,
};
use serde_json::Value;

const TOWN: &str = r#"
[weather]
endpoint = "INTERNET"
metar_endpoint = ""
observation_schedule = "0 0 29 2 *"
forecast_schedule = "0 0 29 2 *"
almanac_schedule = "0 0 29 2 *"
[town.medford]
name = "Medford"
latitude = 42.3265
longitude = -122.8756
grid = "MFR/106,62"
almanac = "MFR"
"#;

const WHERE: &str = "/products/types/CLI/locations/MFR/latest";

/// A report that was written on a day, sums up another and tells what is normal for one of those or the next.
fn report(issued: &str, of: &str, which: &str, high: &str) -> String {
    let text = format!(
        "CDUS46 KMFR 011145\nCLIMFR\n\nCLIMATE REPORT\nNATIONAL WEATHER SERVICE MEDFORD OR\n{issued}\n\n\
         ...THE MEDFORD OR CLIMATE SUMMARY FOR {of}...\n\nCLIMATE NORMAL PERIOD 1981 TO 2010\nCLIMATE RECORD PERIOD 1911 TO 2021\n\n\
         THE MEDFORD OR CLIMATE NORMALS FOR {which}\n                         NORMAL    RECORD    YEAR\n \
         MAXIMUM TEMPERATURE (F)   {high}        76      1994\n                                             1932\n \
         MINIMUM TEMPERATURE (F)   MM        19      1966\n"
    );
    serde_json::json!({ "productCode": "CLI", "productText": text }).to_string()
}

fn morning() -> String {
    report("345 AM PST MON MAR 1 2021", "FEBRUARY 28 2021", "TODAY", "57")
}

async fn asks(station: &Station) -> Outcome {
    station.runs(&Job::RefreshAlmanac(Slug::parse("medford").unwrap())).await
}

async fn told(station: &Station) -> Value {
    let page = station.reader().opens("/api/v1/weather/medford").await.is(200);
    serde_json::from_slice::<Value>(&page.bytes).unwrap()["almanac"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn it_stands_on_its_day_in_the_reader_s_units_and_goes_at_midnight() {
    for house in House::each() {
        let station = house.with(TOWN).opens().await;
        station.settles().await;
        let reader = station.reader();
        reader.opens("/weather/medford").await.hides("Almanac");
        assert_eq!(told(&station).await, Value::Null);
        station.internet.says(WHERE, 200, morning());
        assert_eq!(asks(&station).await, Outcome::Done("of 2021-03-01".to_owned()));
        let page = reader
            .opens("/weather/medford")
            .await
            .shows("Almanac for March 1")
            .shows("57°F")
            .shows("1994, 1932");
        assert!(page.text().contains("normals of 1981 to 2010, records since 1911"), "{}", page.text());
        reader.opens("/weather/medford?units=metric").await.shows("14°C").hides("57°F");
        let lite = reader.opens("/lite/weather/medford").await;
        assert!(
            lite.text().contains("Low: normal –, record 19°F (1966)"),
            "MM is no figure: {}",
            lite.text()
        );
        let almanac = told(&station).await;
        assert_eq!((&almanac["day"], &almanac["low"]["normal_c"]), (&"2021-03-01".into(), &Value::Null));
        assert_eq!(
            (&almanac["high"]["normal_c"], &almanac["high"]["record_years"][1]),
            (&13.9.into(), &1932.into())
        );
        // The evening's report is of tomorrow: today's stays, and each has its day.
        station.internet.says(
            WHERE,
            200,
            report("442 PM PST MON MAR 1 2021", "MARCH 1 2021", "TOMORROW", "58"),
        );
        assert_eq!(asks(&station).await, Outcome::Done("of 2021-03-02".to_owned()));
        reader.opens("/weather/medford").await.shows("57°F").hides("58°F");
        station.until("2021-03-02T00:00:05-08:00").await;
        reader.opens("/weather/medford").await.shows("Almanac for March 2").shows("58°F").hides("57°F");
        // Nobody knows what is normal for the day after.
        station.until("2021-03-03T00:00:05-08:00").await;
        reader.opens("/weather/medford").await.hides("Almanac");
        assert_eq!(told(&station).await, Value::Null);
        station.stops().await;
    }
}

/// A report with its rain and snow, of a day that is over or of one that is going on.
fn with_rain(issued: &str, of: &str, day: &str, rain: &str) -> String {
    let which = if day == "TODAY" { "TOMORROW" } else { "TODAY" };
    let heading = "WEATHER ITEM   OBSERVED RECORD YEAR NORMAL DEPARTURE LAST\n";
    let table = format!(
        "{heading}PRECIPITATION (IN)\n  {day:<9}        {rain}\n  MONTH TO DATE    1.31                1.96  -0.65     0.28\n  \
         SINCE OCT 1     MM                  12.10  MM        7.77\n\n\
         SNOWFALL (IN)\n  {day:<9}        T                   0.1   -0.1      0.0\n  SNOW DEPTH       2\n\n"
    );
    // The text stands in JSON.
    let table = table.replace('\n', "\\n");
    report(issued, of, which, "57")
        .replace("THE MEDFORD OR CLIMATE NORMALS", &format!("{table}THE MEDFORD OR CLIMATE NORMALS"))
}

/// A page without its tags.
fn in_words(page: &str) -> String {
    let words = page.split('<').filter_map(|part| part.split_once('>')).map(|(_, words)| words);
    words.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

#[tokio::test(flavor = "multi_thread")]
async fn rain_and_snow_are_told_of_yesterday_or_of_today_so_far() {
    for house in House::each() {
        let station = house.with(TOWN).opens().await;
        station.settles().await;
        let reader = station.reader();
        let rain = async || {
            let page = station.reader().opens("/api/v1/weather/medford").await.is(200);
            serde_json::from_slice::<Value>(&page.bytes).unwrap()["precipitation"].clone()
        };
        assert_eq!(rain().await, Value::Null);
        let morning = with_rain(
            "345 AM PST MON MAR 1 2021",
            "FEBRUARY 28 2021",
            "YESTERDAY",
            "0.12   1.02 1972   0.07   0.05     0.00",
        );
        station.internet.says(WHERE, 200, morning);
        assert_eq!(asks(&station).await, Outcome::Done("of 2021-03-01, rain of 2021-02-28".to_owned()));
        let page = reader
            .opens("/weather/medford")
            .await
            .shows("Rain and snow to February 28")
            .shows("Snow lies 2 inches deep.");
        for words in [
            "February 28 0.12 0.07",
            "Since February 1 1.31 1.96",
            "Since October 1 (water year) – 12.10",
            "February 28 trace 0.1",
        ] {
            let plain = in_words(&page.text());
            assert!(plain.contains(words), "{words} is not in {plain}");
        }
        reader.opens("/weather/medford?units=metric").await.shows("3.0").shows("Snow lies 5 cm deep.");
        let lite = reader.opens("/lite/weather/medford").await;
        assert!(lite.text().contains("February 28: 0.12, normal 0.07."), "{}", lite.text());
        assert!(lite.text().contains("Climate report of Medford OR of March 1, 2021"), "{}", lite.text());
        let told = rain().await;
        assert_eq!((&told["day"], &told["is_unfinished"]), (&"2021-02-28".into(), &false.into()), "{told}");
        assert_eq!(
            (&told["rain"][0]["fallen_mm"], &told["rain"][2]["fallen_mm"]),
            (&3.05.into(), &Value::Null),
            "{told}"
        );
        assert_eq!(
            (&told["rain"][2]["since"], &told["snow"][0]["is_trace"]),
            (&"2020-10-01".into(), &true.into()),
            "{told}"
        );
        // In the evening of today so far; the report of the morning is of a day before.
        let evening = with_rain(
            "442 PM PST MON MAR 1 2021",
            "MARCH 1 2021",
            "TODAY",
            " T     1.02 1972   0.07  -0.07     0.00",
        );
        station.internet.says(
            WHERE,
            200,
            evening.replace("1.31                1.96  -0.65", " T                  0.07  -0.07"),
        );
        asks(&station).await;
        let page =
            reader.opens("/weather/medford").await.shows("Rain and snow to March 1").hides("February 28");
        let plain = in_words(&page.text());
        assert!(plain.contains("March 1 so far trace 0.07") && !plain.contains("Since March 1"), "{plain}");
        // It is not taken back by what was written before, and goes a day after its own.
        station.until("2021-03-02T23:59:00-08:00").await;
        reader.opens("/weather/medford").await.shows("March 1 so far");
        station.until("2021-03-03T00:00:05-08:00").await;
        reader.opens("/weather/medford").await.hides("March 1 so far").hides("Rain and snow to");
        assert_eq!(rain().await, Value::Null);
        station.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_a_report_is_told_on_the_desk_and_readers_see_nothing_wrong() {
    let station = House::on(crate::database::Engine::Sqlite).with(TOWN).opens().await;
    station.settles().await;
    let reader = station.reader();
    for (status, body, why) in [
        (404, "{\"title\":\"Not Found\",\"status\":404}".to_owned(), "404"),
        (200, "<html>Access Denied</html>".to_owned(), "no daily climate report"),
        (200, "{\"title\":\"Unexpected\"}".to_owned(), "productText"),
        (200, "x".repeat(10 << 20), "larger"),
        (200, morning().replace("CLIMFR", "CLIEKA"), "is of “EKA”"),
        (200, report("345 AM PST SUN FEB 28 2021", "FEBRUARY 27 2021", "TODAY", "57"), "which is over"),
        (200, report("345 AM PST WED MAR 1 2023", "FEBRUARY 28 2023", "TODAY", "57"), "too far ahead"),
        (
            200,
            report("345 AM PST TUE MAR 2 2021", "FEBRUARY 28 2021", "TODAY", "57"),
            "no daily climate report",
        ),
    ] {
        station.internet.says(WHERE, status, body);
        let Outcome::Failed(told) = asks(&station).await else { panic!("{why} was taken") };
        assert!(told.contains(why), "{told}");
        reader.opens("/weather/medford").await.hides("Almanac");
    }
    station.internet.says(WHERE, 200, morning());
    asks(&station).await;
    station.internet.says(WHERE, 503, "busy");
    assert!(matches!(asks(&station).await, Outcome::Failed(_)));
    reader.opens("/weather/medford").await.shows("Almanac for March 1");
    station.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demonstration_has_one_for_medford_and_says_of_whom() {
    let station = House::on(crate::database::Engine::Sqlite).demo(None).opens().await;
    station.settles().await;
    let page =
        station.reader().opens("/weather/medford").await.shows("Almanac for March 1").shows("1994, 1932");
    assert!(page.text().contains("Climate report of Medford OR of March 1, 2021"), "{}", page.text());
    station.reader().opens("/weather/brookings").await.hides("Almanac");
    station.stops().await;
}
