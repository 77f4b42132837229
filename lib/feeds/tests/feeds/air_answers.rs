//! Answers about the air: both spellings of the service, its zones and its ways of having no figure, errors that come as
//! answers, and hostile bytes.

use feeds::air::{self, Error, MAX_BYTES, MAX_ROWS, Observation};
use proptest::prelude::*;

/// A row as the services of June 2026 write it.
fn row(fields: &str) -> String {
    format!(
        r#"{{"dateObserved":"2021-03-01","hourObserved":"16:00","localTimeZone":"PST","reportingAreaName":"Medford",
        "siteName":"Grant and Belmont","parameterName":"PM2.5","nowcastAQI":34,"aqiCategoryName":"Good",
        "reportingAgency":"Oregon DEQ"{fields}}}"#
    )
}

fn read(text: &str) -> air::Observations {
    air::observations(text.as_bytes()).unwrap()
}

#[test]
fn both_spellings_say_the_same() {
    let new = read(&format!("[{}]", row("")));
    let old = read(
        r#"[{"DateObserved":"2021-03-01 ","HourObserved":16,"LocalTimeZone":"PST","ReportingArea":"Medford","StateCode":"OR",
        "Latitude":42.3266,"Longitude":-122.8755,"ParameterName":"PM2.5","AQI":34,"Category":{"Number":1,"Name":"Good"}}]"#,
    );
    let expected = Observation {
        at: "2021-03-02T00:00:00Z".parse().unwrap(),
        parameter: "PM2.5".to_owned(),
        aqi: Some(34),
        category: Some(1),
        area: "Medford".to_owned(),
        ..Observation::default()
    };
    let (site, agency) = (Some("Grant and Belmont".to_owned()), Some("Oregon DEQ".to_owned()));
    assert_eq!(new.list, [Observation { site, agency, ..expected.clone() }]);
    let position = Some((42.3266, -122.8755));
    assert_eq!(old.list, [Observation { state: "OR".to_owned(), position, ..expected }]);
    assert!(new.notes.is_empty() && old.notes.is_empty());
}

#[test]
fn an_hour_is_of_the_zone_whose_letters_stand_beside_it() {
    let at = |zone: &str, hour: &str| {
        let text = format!(
            r#"[{{"dateObserved":"2026-06-18","hourObserved":{hour},"localTimeZone":"{zone}","parameterName":"OZONE","AQI":1}}]"#
        );
        let told = read(&text);
        told.list.first().map(|row| row.at.to_string())
    };
    // The old services went on writing standard time in summer: 10 there is 11 here, and the same moment.
    assert_eq!(at("PST", "10"), at("PDT", "\"11:00\""));
    assert_eq!(at("PDT", "\"11:00\"").as_deref(), Some("2026-06-18T18:00:00Z"));
    assert_eq!(at("akst", "0").as_deref(), Some("2026-06-18T09:00:00Z"));
    assert_eq!(at("NST", "\"0\"").as_deref(), Some("2026-06-18T03:30:00Z"));
    assert_eq!(at("ChST", "23").as_deref(), Some("2026-06-18T13:00:00Z"));
    for (zone, hour) in
        [("XST", "10"), ("", "10"), ("PST", "24"), ("PST", "-1"), ("PST", "null"), ("PST", "\"noon\"")]
    {
        assert_eq!(at(zone, hour), None, "{zone} {hour}");
    }
}

#[test]
fn no_figure_is_never_zero() {
    let of = |figure: &str| {
        let told = read(&format!("[{}]", row("").replace(":34", &format!(":{figure}"))));
        (told.list[0].aqi, told.notes.len())
    };
    for nothing in ["-1", "-999", "null", "\"-1\""] {
        assert_eq!(of(nothing), (None, 0), "{nothing}");
    }
    assert_eq!(
        (of("0"), of("\"57\""), of("501"), of("41.6")),
        ((Some(0), 0), (Some(57), 0), (Some(501), 0), (Some(42), 0))
    );
    for strange in ["\"n/a\"", "true", "1e9"] {
        assert_eq!(of(strange), (None, 1), "{strange}");
    }
    let category = |said: &str| {
        read(&format!("[{}]", row("").replace("\"aqiCategoryName\":\"Good\"", said))).list[0].category
    };
    assert_eq!(category(r#""Category":{"Number":7,"Name":"Unavailable"}"#), None);
    assert_eq!(category(r#""Category":{"Number":5,"Name":"Very Unhealthy"}"#), Some(5));
    assert_eq!(category(r#""aqiCategoryName":"unhealthy for sensitive groups""#), Some(3));
}

#[test]
fn what_is_no_answer_says_what_it_is() {
    let error = |text: &str| air::observations(text.as_bytes()).unwrap_err();
    let problem = |words: &str| Error::Problem(words.to_owned());
    assert_eq!(error(r#"{"WebServiceError":[{"Message":"Invalid API key"}]}"#), problem("Invalid API key"));
    assert_eq!(
        error("<WebServiceError><Message> Invalid request </Message></WebServiceError>"),
        problem("Invalid request")
    );
    assert_eq!(error("<html><head><title>503 Busy</title>"), problem("503 Busy"));
    assert!(matches!(error("too many requests"), Error::Json(_)));
    assert!(matches!(error(""), Error::Json(_)));
    assert_eq!(error("{}"), Error::Shape);
    assert_eq!(error("7"), Error::Shape);
    assert_eq!(error(r#"[{"DateForecast":"2021-03-02","AQI":-1,"Category":{"Number":2}}]"#), Error::Forecast);
    assert_eq!(air::observations(&vec![b' '; MAX_BYTES + 1]), Err(Error::TooLarge));
}

#[test]
fn that_nobody_measures_there_is_told_from_what_went_wrong() {
    let observations = |text: &str| air::observations(text.as_bytes());
    for nothing in [
        "[]",
        " [ ]\n",
        r#"{"WebServiceError":[{"Message":"There are no observations available for this location."}]}"#,
        r#"{"error":"ERROR - No data found"}"#,
        r#"{"message":"No monitors within 50 miles"}"#,
    ] {
        let told = read(nothing);
        assert_eq!((told.list.len(), told.is_nobody), (0, true), "{nothing}");
    }
    // Whose rows have no figure, or were left out, measures.
    for something in [row("").replace(":34", ":-1"), row("").replace("PST", "XST"), "null".to_owned()] {
        assert!(!read(&format!("[{something}]")).is_nobody, "{something}");
    }
    for wrong in ["There is no such key", "No API key", "No access to this data", "Invalid API key"] {
        let text = format!(r#"{{"WebServiceError":[{{"Message":"{wrong}"}}]}}"#);
        assert_eq!(observations(&text), Err(Error::Problem(wrong.to_owned())));
    }
    assert!(
        observations(r#"{"list":[]}"#).is_err() && observations("null").is_err() && observations("").is_err()
    );
}

#[test]
fn rows_are_left_out_by_themselves_and_capped() {
    let odd = r#"7, {"ParameterName":"O3"}, {"nowcastAQI":5}, null"#;
    let told = read(&format!("[{odd},{}]", row("")));
    assert_eq!((told.list.len(), told.notes.len()), (1, 4), "{:?}", told.notes);
    let many = vec![row(""); MAX_ROWS + 5].join(",");
    let told = read(&format!("[{many}]"));
    assert_eq!((told.list.len(), told.notes.len()), (MAX_ROWS, 1));
    let long = row("").replace("Medford", &"M".repeat(5_000));
    assert!(read(&format!("[{long}]")).list[0].area.len() < 200);
    let nowhere = row(r#","Latitude":0,"Longitude":0"#);
    assert_eq!(read(&format!("[{nowhere}]")).list[0].position, None);
}

proptest! {
    #[test]
    fn no_answer_harms(
        bytes in proptest::collection::vec(any::<u8>(), 0..200),
        text in r#"\[\{"(dateObserved|hourObserved|localTimeZone|nowcastAQI|Category|parameterName)":[\[\]{}"0-9:a-zé-]{0,40}\}\]"#,
        date in "[0-9]{0,5}-[0-9]{0,3}-[0-9]{0,3} ?é?",
        aqi in any::<f64>(),
    ) {
        let whole = format!(
            r#"[{{"DateObserved":"{date}","HourObserved":23,"LocalTimeZone":"HST","ParameterName":"CO","AQI":{aqi}}}]"#
        );
        for bytes in [bytes.as_slice(), text.as_bytes(), whole.as_bytes()] {
            if let Ok(told) = air::observations(bytes) {
                prop_assert!(told.list.len() <= MAX_ROWS);
                prop_assert!(told.list.iter().all(|row| row.aqi.is_none_or(|aqi| aqi <= 100_000)));
            }
        }
    }
}
