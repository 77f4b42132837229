//! Reports of airports: what each group means, and what is none.

use feeds::metar::{Error, read, reports};
use jiff::Timestamp;
use proptest::prelude::*;

fn near() -> Timestamp {
    "2021-03-02T02:00:00Z".parse().unwrap()
}

#[test]
fn every_group_is_read() {
    let text = "METAR KMFR 020153Z AUTO 32005G17KT 1 1/2SM -SHRA BR SCT023 BKN040CB OVC110 09/M01 A3023 RMK AO2 SLP235 P0012 T00941011 10172 20089 401941028=";
    let report = read(text, near()).unwrap();
    assert_eq!((report.station.as_str(), report.at.to_string().as_str()), ("KMFR", "2021-03-02T01:53:00Z"));
    assert!(report.is_auto && report.has_tenths);
    assert_eq!(report.wind_from_deg, Some(320.0));
    assert!(
        (report.wind_kmh.unwrap() - 9.26).abs() < 1e-9 && (report.gust_kmh.unwrap() - 31.484).abs() < 1e-9
    );
    assert_eq!(report.visibility_m, Some(1.5 * 1_609.344));
    assert_eq!(report.weather, ["-SHRA", "BR"]);
    let sky: Vec<&str> = report.sky.iter().map(|(amount, _)| amount.as_str()).collect();
    assert_eq!(sky, ["SCT", "BKN", "OVC"]);
    assert_eq!((report.temperature_c, report.dewpoint_c), (Some(9.4), Some(-1.1)));
    assert_eq!((report.high_6h_c, report.low_6h_c), (Some(17.2), Some(8.9)));
    assert_eq!((report.high_24h_c, report.low_24h_c), (Some(19.4), Some(-2.8)));
    assert_eq!(report.sea_level_pa, Some(102_350.0));
    assert!((report.rain_1h_mm.unwrap() - 3.048).abs() < 1e-9);
    assert_eq!(report.unread, [""; 0]);
}

#[test]
fn what_was_not_reported_is_not_zero() {
    let report = read("KBOK 020156Z AUTO /////KT ///// A//// RMK AO2", near()).unwrap();
    assert_eq!((report.temperature_c, report.wind_kmh, report.visibility_m), (None, None, None));
    let calm = read("KBOK 020156Z 00000KT 10SM CLR M00/M06 A3000", near()).unwrap();
    assert_eq!((calm.wind_kmh, calm.wind_from_deg, calm.temperature_c), (Some(0.0), None, Some(-0.0)));
    let no_dew = read("KBOK 020156Z 00000KT 10SM CLR 07/ A3000", near()).unwrap();
    assert_eq!((no_dew.temperature_c, no_dew.dewpoint_c), (Some(7.0), None));
}

#[test]
fn a_report_belongs_to_the_nearest_month() {
    let at = |group: &str, near: &str| {
        let report = read(&format!("KMFR {group} 00000KT"), near.parse().unwrap());
        report.map(|report| report.at.to_string()).map_err(|error| error.to_string())
    };
    assert_eq!(at("312353Z", "2021-04-01T00:30:00Z").unwrap(), "2021-03-31T23:53:00Z");
    assert_eq!(at("010003Z", "2021-03-31T23:58:00Z").unwrap(), "2021-04-01T00:03:00Z");
    assert_eq!(at("290053Z", "2020-03-01T00:00:00Z").unwrap(), "2020-02-29T00:53:00Z", "a leap day");
    // In 2021 there was none: the nearest 29th is another month's.
    assert_eq!(at("290053Z", "2021-02-20T00:00:00Z").unwrap(), "2021-01-29T00:53:00Z");
    assert_eq!(at("282400Z", "2021-02-28T23:00:00Z").unwrap(), "2021-03-01T00:00:00Z");
    assert!(at("322353Z", "2021-04-01T00:30:00Z").is_err());
    assert!(at("012561Z", "2021-04-01T00:30:00Z").is_err());
}

#[test]
fn a_forecast_behind_a_report_is_not_observed() {
    let report = read("EGLL 020150Z 24008KT 9999 SCT020 09/05 Q1021 TEMPO 4000 RA BKN008", near()).unwrap();
    assert_eq!((report.weather.len(), report.sky.len(), report.visibility_m), (0, 1, Some(10_000.0)));
    // A trend that does not say that it is one, behind a colour or a time.
    let told = |text: &str| {
        read(text, near()).map(|r| (r.wind_from_deg, r.wind_kmh.map(f64::round), r.temperature_c))
    };
    let seen = Ok((Some(270.0), Some(30.0), Some(14.0)));
    for trend in [
        "BLU 27015KT",
        "WHT BECMG 27015KT",
        "FM1200 VRB03KT 20/10",
        "FM021200 VRB03KT",
        "YLO1 00000KT",
        "BLACKGRN 01001KT",
        "27015KT 20/10",
    ] {
        assert_eq!(told(&format!("EHLW 020155Z 27016KT 9999 FEW030 14/05 Q1020 {trend}")), seen, "{trend}");
    }
    let sky = read("EHLW 020155Z 27016KT 9999 FEW030 14/05 Q1020 BLU OVC003 FG", near()).unwrap();
    assert_eq!((sky.sky.len(), sky.weather.len()), (1, 0));
}

#[test]
fn reports_are_found_in_bulletins_and_lists() {
    let bulletin = "455 \nSAUS70 KWBC 011200\nMETAR\nKAAA 011151Z AUTO 00000KT 10SM CLR\n     21/17=\nKBBB 011151Z NIL=\nnonsense=";
    assert_eq!(reports(bulletin).len(), 2);
    assert_eq!(reports("KAAA 011151Z 18/15\n\nMETAR KBBB 011152Z 19/15\n").len(), 2);
    // Where one has an end and others have none, each is its own. In a telegram all that follows belongs to it.
    let telegrams =
        "\u{1}\nKAAA 011151Z 18/15 RMK AO2\nT01840150\n\u{3}\u{1}\n673\nKBBB 011152Z 19/15=\n\u{3}";
    let tenths: Vec<_> =
        reports(telegrams).iter().map(|one| read(one, near()).unwrap().temperature_c).collect();
    assert_eq!(tenths, [Some(18.4), Some(19.0)]);
    let line = "METAR KAAA 011151Z 18/15 Q1018 METAR KBBB 011152Z 20010KT 19/15 Q1010 RMK T01950150";
    let first = read(reports(line)[0], near()).unwrap();
    assert_eq!((first.temperature_c, first.wind_kmh), (Some(18.0), None), "not what stands behind");
    let mixed = "METAR\r\r\nKAAA 011151Z 18/15 RMK AO2\r\r\n     T01800150\r\r\n\r\r\n2019/07/01 11:51\r\r\n\
        KBBB 011152Z 19/15\r\r\n2019/07/01 11:51\r\r\nKCCC 011153Z 20/15\r\r\nQ1013=\r\r\nKDDD 011154Z 21/15";
    let found: Vec<String> =
        reports(mixed).iter().map(|one| one.split_ascii_whitespace().collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(
        found,
        [
            "KAAA 011151Z 18/15 RMK AO2 T01800150",
            "KBBB 011152Z 19/15",
            "KCCC 011153Z 20/15 Q1013",
            "KDDD 011154Z 21/15"
        ]
    );
    assert!(matches!(read("no report here", near()), Err(Error::NoReport(_))));
}

proptest! {
    #[test]
    fn no_text_harms(text in "(KMFR )?(020153Z )?[A-Z0-9/+ MVGTRMK\u{e9}=-]{0,120}") {
        let _ = read(&text, near());
        let _ = reports(&text);
    }

    #[test]
    fn tenths_come_back_as_they_were_written(tenths in -500_i32..500) {
        let sign = i32::from(tenths < 0);
        let text = format!("KMFR 020153Z 00000KT 10SM CLR RMK AO2 T{sign}{:03}1000", tenths.abs());
        let report = read(&text, near()).unwrap();
        prop_assert!((report.temperature_c.unwrap() - f64::from(tenths) / 10.0).abs() < 1e-9);
    }
}

#[test]
fn a_slip_of_a_hand_is_no_temperature() {
    let slip = read("KMFR 020153Z 00000KT 10SM CLR 17/09 RMK AO2 T06720089", near()).unwrap();
    assert_eq!((slip.temperature_c, slip.has_tenths), (Some(17.0), false));
    let slip = read("KMFR 020153Z 00000KT 10SM CLR 79/09", near()).unwrap();
    assert_eq!((slip.temperature_c, slip.unread), (None, vec!["79/09".to_owned()]));
}
