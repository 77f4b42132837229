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
