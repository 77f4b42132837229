//! Daily climate reports: made in the forms that offices write, recorded ones, and texts that mean harm.

use std::fs;

use feeds::climate::{Error, Figures, Report, Sum, read};
use proptest::prelude::*;

use crate::recorded_tables::samples;

/// A morning report as an office of the west writes it.
const MORNING: &str = "\
123
CDUS46 KMFR 011145
CLIMFR

CLIMATE REPORT
NATIONAL WEATHER SERVICE MEDFORD OR
345 AM PST MON MAR 1 2021

...................................

...THE MEDFORD OR CLIMATE SUMMARY FOR FEBRUARY 28 2021...

CLIMATE NORMAL PERIOD 1981 TO 2010
CLIMATE RECORD PERIOD 1911 TO 2021

WEATHER ITEM   OBSERVED TIME   RECORD YEAR NORMAL DEPARTURE LAST
                VALUE   (LST)  VALUE       VALUE  FROM      YEAR
                                                  NORMAL
..................................................................
TEMPERATURE (F)
 YESTERDAY
  MAXIMUM         58    253 PM  77    1992  55      3       61
                                      1986
  MINIMUM         MM     MM     17    1962  35     MM       34
  AVERAGE         MM                        45     MM       48

PRECIPITATION (IN)
  YESTERDAY        T             1.02 1972   0.07  -0.07     0.00
  MONTH TO DATE    1.31                      1.96  -0.65     0.28

SNOWFALL (IN)
  YESTERDAY        0.0           2.0  1976
..................................................................

THE MEDFORD OR CLIMATE NORMALS FOR TODAY
                         NORMAL    RECORD    YEAR
 MAXIMUM TEMPERATURE (F)   56        76      1994
                                             1915
 MINIMUM TEMPERATURE (F)   36        19      1971

SUNRISE AND SUNSET
MARCH 01 2021.........SUNRISE   650 AM PST   SUNSET   602 PM PST
MARCH 02 2021.........SUNRISE   648 AM PST   SUNSET   603 PM PST

-  INDICATES NEGATIVE NUMBERS.
R  INDICATES RECORD WAS SET OR TIED.
MM INDICATES DATA IS MISSING.
T  INDICATES TRACE AMOUNT.

$$
";

/// An evening report: the day is not over, and the normals are of the next.
fn evening() -> String {
    let text = MORNING.replace("345 AM PST MON MAR 1 2021", "0441 PM PST MON MAR 1 2021");
    let text = text.replace("FOR FEBRUARY 28 2021", "FOR MARCH 1 2021");
    let text = text.replace(" YESTERDAY\n", " TODAY\n").replace("  YESTERDAY ", "  TODAY     ");
    text.replace("NORMALS FOR TODAY", "NORMALS FOR TOMORROW").replace("58    253 PM", "78R  1225 PM")
}

fn days(report: &Report) -> Vec<String> {
    report.days.iter().map(|day| day.date.to_string()).collect()
}

fn figures(observed: Option<f64>, normal: f64, record: f64, years: &[i16]) -> Figures {
    Figures {
        observed,
        normal: Some(normal),
        record: Some(record),
        years: years.to_vec(),
        ..Figures::default()
    }
}

#[test]
fn a_morning_report_tells_of_yesterday_and_what_is_normal_today() {
    let report = read(MORNING.as_bytes()).unwrap();
    assert_eq!((report.location.as_str(), report.name.as_str()), ("MFR", "Medford OR"));
    assert_eq!((report.normals_of, report.records_since), (Some((1981, 2010)), Some(1911)));
    assert_eq!(days(&report), ["2021-02-28", "2021-03-01"]);
    let [yesterday, today] = report.days.as_slice() else { panic!("{report:#?}") };
    assert_eq!(yesterday.high, figures(Some(58.0), 55.0, 77.0, &[1992, 1986]));
    assert_eq!(yesterday.low, figures(None, 35.0, 17.0, &[1962]), "MM is no figure");
    let rain = Figures { is_trace: true, ..figures(Some(0.0), 0.07, 1.02, &[1972]) };
    assert_eq!(yesterday.precipitation, rain);
    assert_eq!(today.high, figures(None, 56.0, 76.0, &[1994, 1915]));
    assert_eq!(today.low, figures(None, 36.0, 19.0, &[1971]));
    assert!(!yesterday.is_unfinished && report.notes.is_empty(), "{report:#?}");
}

#[test]
fn an_evening_report_tells_of_today_and_what_is_normal_tomorrow() {
    let report = read(evening().as_bytes()).unwrap();
    assert_eq!(days(&report), ["2021-03-01", "2021-03-02"]);
    let today = &report.days[0];
    assert!(today.is_unfinished && today.high.sets_record);
    assert_eq!((today.high.observed, today.high.record), (Some(78.0), Some(77.0)));
}

#[test]
fn the_service_wraps_the_text_in_json() {
    let json = serde_json::json!({ "id": "x", "productCode": "CLI", "productText": MORNING }).to_string();
    assert_eq!(read(json.as_bytes()).unwrap(), read(MORNING.as_bytes()).unwrap());
    let problem = "{\"title\":\"Not Found\",\"status\":404}";
    assert_eq!(read(problem.as_bytes()), Err(Error::NoProduct));
    assert!(matches!(read(b"<html>"), Err(Error::Other(_))));
    assert_eq!(read(&vec![b' '; 300 << 10]), Err(Error::TooLarge));
}

#[test]
fn other_columns_and_crowded_ones_are_told_apart_or_left_out() {
    // As written where nobody notes the hour, in the forms of another office.
    let plain = MORNING
        .replace("OBSERVED TIME   RECORD", "OBSERVED RECORD")
        .replace(
            "  MAXIMUM         58    253 PM  77    1992  55      3       61",
            "  MAXIMUM         58     77    1992  55      3       61",
        )
        .replace(
            "  MINIMUM         MM     MM     17    1962  35     MM       34",
            "  MINIMUM       -103    -17    1962 -35   -103      -34",
        );
    let report = read(plain.as_bytes()).unwrap();
    assert_eq!(report.days[0].high, figures(Some(58.0), 55.0, 77.0, &[1992, 1986]));
    assert_eq!(report.days[0].low, figures(Some(-103.0), -35.0, -17.0, &[1962]));
    // Without a record and its year: what is left still stands in its column.
    let fewer = MORNING.replace("77    1992  55      3       61", "            55      3       61");
    let report = read(fewer.as_bytes()).unwrap();
    assert_eq!(
        report.days[0].high,
        Figures { observed: Some(58.0), normal: Some(55.0), ..Figures::default() }
    );
    // Two in one column: nobody knows which is which.
    let crowded = MORNING.replace("77    1992  55      3       61", "77 78 1992  55      3       61");
    let report = read(crowded.as_bytes()).unwrap();
    assert_eq!(report.days[0].high, Figures::default());
    assert_eq!(report.notes.len(), 1);
}

/// The part of a report on rain and snow, and the sums that are read of it: since when, how much, what is normal.
fn wet(rows: &str) -> Report {
    let (head, rest) = MORNING.split_once("PRECIPITATION (IN)").unwrap();
    let (_, tail) = rest.split_once("..................").unwrap();
    read(format!("{head}{rows}\n..................{tail}").as_bytes()).unwrap()
}

fn told(sums: &[Sum]) -> Vec<(String, Option<f64>, Option<f64>)> {
    sums.iter().map(|sum| (sum.since.to_string(), sum.figures.observed, sum.figures.normal)).collect()
}

#[test]
fn rain_and_snow_are_told_of_the_day_the_month_and_the_year() {
    let report = wet("\
PRECIPITATION (IN)
  YESTERDAY        T             1.02 1972   0.07  -0.07     0.00
  MONTH TO DATE    1.31                      1.96  -0.65     0.28
  SINCE OCT 1     MM                        12.10  MM        7.77
  SINCE JAN 1      4.02                      4.55  -0.53     2.10

SNOWFALL (IN)
  YESTERDAY        0.4           2.0  1976   0.1    0.3      0.0
                                      1956
  MONTH TO DATE    T                         0.9   -0.9      1.0
  SINCE JUL 1      3.1                       4.4   -1.3      2.2
  SNOW DEPTH       2

DEGREE DAYS
 HEATING
  YESTERDAY       16                        17     -1       20
  MONTH TO DATE  304                       475   -171      636");
    let day = &report.days[0];
    assert!(day.precipitation.is_trace);
    assert_eq!(
        told(&day.precipitation_sums),
        [
            ("2021-02-01".to_owned(), Some(1.31), Some(1.96)),
            ("2020-10-01".to_owned(), None, Some(12.10)),
            ("2021-01-01".to_owned(), Some(4.02), Some(4.55)),
        ],
        "MM is no figure, and degree days are no rain"
    );
    assert_eq!((day.snowfall.observed, day.snowfall.years.as_slice()), (Some(0.4), [1976, 1956].as_slice()));
    assert_eq!(
        told(&day.snowfall_sums),
        [("2021-02-01".to_owned(), Some(0.0), Some(0.9)), ("2020-07-01".to_owned(), Some(3.1), Some(4.4))]
    );
    assert!(day.snowfall_sums[0].figures.is_trace && !day.snowfall_sums[1].figures.is_trace);
    assert_eq!(day.snow_depth.observed, Some(2.0));
    assert!(report.notes.is_empty(), "{:?}", report.notes);
}

#[test]
fn amounts_that_contradict_their_row_are_left_out() {
    for row in [
        "  MONTH TO DATE    1.31                      1.96   0.65     0.28",
        "  MONTH TO DATE   -1.31                      1.96  -3.27     0.28",
        "  MONTH TO DATE   1.3 1.3                    1.96  -0.65     0.28",
    ] {
        let report = wet(&format!("PRECIPITATION (IN)\n{row}"));
        let day = &report.days[0];
        assert_eq!((day.precipitation_sums.len(), report.notes.len()), (0, 1), "{row}");
    }
    for row in [
        "  SINCE FEB 30     1.31",
        "  SINCE",
        "  SINCE OCT",
        "  SINCE MAI 1      1.31",
        "  SINCE OCT X      1.31",
    ] {
        assert_eq!(wet(&format!("PRECIPITATION (IN)\n{row}")).days[0].precipitation_sums, [], "{row}");
    }
    // No year has two first Januaries.
    let twice = "PRECIPITATION (IN)\n  SINCE JAN 1      4.02\n  SINCE JAN 1      5.02";
    assert_eq!(told(&wet(twice).days[0].precipitation_sums), [("2021-01-01".to_owned(), Some(4.02), None)]);
}

#[test]
fn a_report_whose_day_is_not_certain_names_none() {
    // A correction that comes a day late says TODAY and means yesterday, or not.
    let late = MORNING.replace("MON MAR 1 2021", "TUE MAR 2 2021");
    let report = read(late.as_bytes()).unwrap();
    assert_eq!(days(&report), ["2021-02-28"], "what was measured has its date, what is normal has none");
    assert_eq!(report.notes.len(), 1);
    let no_issue = MORNING.replace("345 AM PST MON MAR 1 2021", "");
    assert_eq!(days(&read(no_issue.as_bytes()).unwrap()), ["2021-02-28"]);
    // Written after midnight about the day that ended: its morrow has begun.
    let midnight = evening().replace("0441 PM PST MON MAR 1", "1205 AM PST TUE MAR 2");
    assert_eq!(days(&read(midnight.as_bytes()).unwrap()), ["2021-03-01", "2021-03-02"]);
    // A leap day, and the end of a year.
    let leap =
        MORNING.replace("FEBRUARY 28 2021", "FEBRUARY 28 2024").replace("MON MAR 1 2021", "THU FEB 29 2024");
    assert_eq!(days(&read(leap.as_bytes()).unwrap()), ["2024-02-28", "2024-02-29"]);
    let year = MORNING.replace("FEBRUARY 28 2021", "DECEMBER 31 2020").replace("MAR 1 2021", "JAN 1 2021");
    assert_eq!(days(&read(year.as_bytes()).unwrap()), ["2020-12-31", "2021-01-01"]);
}

#[test]
fn the_recorded_report_is_read() {
    let Some(samples) = samples() else { return };
    let bytes = fs::read(samples.join("nws/text/CLI_CLIEKA.txt")).unwrap();
    let report = read(&bytes).unwrap();
    println!("{report:#?}");
    assert_eq!((report.location.as_str(), report.name.as_str()), ("EKA", "Eureka CA"));
    assert_eq!(days(&report), ["2014-12-28", "2014-12-29"]);
    let [yesterday, today] = report.days.as_slice() else { panic!() };
    assert_eq!(yesterday.low, figures(Some(42.0), 41.0, 32.0, &[2006, 1978, 1955]));
    assert_eq!(yesterday.precipitation, figures(Some(0.01), 0.25, 2.67, &[1896, 1999]));
    let sum = |since: &str, observed, normal| (since.to_owned(), Some(observed), Some(normal));
    assert_eq!(
        told(&yesterday.precipitation_sums),
        [sum("2014-12-01", 9.65, 7.40), sum("2014-07-01", 21.41, 16.33), sum("2014-01-01", 37.40, 39.61)]
    );
    assert_eq!(
        (yesterday.snowfall.observed, yesterday.snowfall.normal),
        (None, Some(0.0)),
        "MM is no figure"
    );
    assert_eq!(told(&yesterday.snowfall_sums).len(), 2, "since December 1 is the month to date");
    assert_eq!(yesterday.snow_depth.observed, Some(0.0));
    assert_eq!(today.high, figures(None, 55.0, 65.0, &[1979, 1917]));
    assert_eq!(today.low, figures(None, 41.0, 30.0, &[1955, 1895]));
    assert!(report.notes.is_empty());
    for other in ["AFD.txt", "CF6_CF6SEA.txt", "TORILX.txt", "RFWSEW.txt", "WSWDMX_WSW_00.txt"] {
        let told = read(&fs::read(samples.join("nws/text").join(other)).unwrap());
        assert!(matches!(told, Err(Error::Other(_))), "{other}");
    }
}

proptest! {
    #[test]
    fn any_bytes_give_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes);
    }

    #[test]
    fn a_report_in_which_anything_was_changed_gives_an_answer(
        line in 0_usize..45, replaced in "[ -~é]{0,70}", cut in 0_usize..2000,
    ) {
        let mut lines: Vec<&str> = MORNING.lines().collect();
        lines[line.min(MORNING.lines().count() - 1)] = &replaced;
        let text = lines.join("\n");
        let end = (0..=cut.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap();
        for text in [text.as_str(), &text[..end]] {
            if let Ok(report) = read(text.as_bytes()) {
                prop_assert!(report.days.len() <= 2);
                for day in &report.days {
                    prop_assert!(day.precipitation_sums.len() <= 8 && day.snowfall_sums.len() <= 8);
                    for figures in [&day.high, &day.low, &day.precipitation, &day.snowfall, &day.snow_depth] {
                        prop_assert!(figures.years.len() <= 12);
                        prop_assert!(figures.record.is_some() || figures.years.is_empty());
                    }
                }
            }
        }
    }

    #[test]
    fn figures_come_out_as_they_went_in(
        high in 20_i32..110, record in 50_i32..125, low in -20_i32..70, year in 1850_i32..2021, minutes in 0_u32..720,
    ) {
        let time = format!("{}{:02} PM", minutes / 60 + 1, minutes % 60);
        let row = format!("  MAXIMUM       {high:>4}  {time:>8}{record:>4}    {year}{low:>4}      3       61");
        let text = MORNING.replace("  MAXIMUM         58    253 PM  77    1992  55      3       61", &row);
        let report = read(text.as_bytes()).unwrap();
        let year = i16::try_from(year).unwrap();
        let years: &[i16] = if year == 1986 { &[1986] } else { &[year, 1986] };
        prop_assert_eq!(&report.days[0].high, &figures(Some(f64::from(high)), f64::from(low), f64::from(record), years));
    }
}
