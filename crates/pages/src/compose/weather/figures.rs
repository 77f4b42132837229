//! Figures in the units that a reader chose, with their unit beside them. What is not known is a dash or nothing.

use crate::{compose::Context, number::grouped};
use jiff::Timestamp;
use model::weather::{Units, Wind};

/// What stands where a figure is not known.
pub(crate) const NONE: &str = "–";

/// `49°F`.
pub(super) fn temperature(c: f64, units: Units) -> String {
    match units {
        Units::UsCustomary => format!("{}°F", whole(c * 1.8 + 32.0)),
        Units::Metric => format!("{}°C", whole(c)),
    }
}

/// The figure of a chart.
pub(super) fn degrees(c: f64, units: Units) -> f64 {
    match units {
        Units::UsCustomary => c * 1.8 + 32.0,
        Units::Metric => c,
    }
}

/// `5 mph`.
pub(super) fn speed(kmh: f64, units: Units) -> String {
    match units {
        Units::UsCustomary => format!("{} mph", whole(kmh / 1.609_344)),
        Units::Metric => format!("{} km/h", whole(kmh)),
    }
}

/// `Calm`, `Northwest 5 mph, gusts to 17 mph`.
pub(super) fn wind(wind: &Wind, units: Units) -> String {
    let Some(kmh) = wind.kmh.filter(|kmh| *kmh >= 1.0) else {
        // Calm between gusts is not calm.
        let still = if wind.kmh.is_some() { "Calm" } else { NONE };
        return wind
            .gust_kmh
            .map_or_else(|| still.to_owned(), |gust| format!("Gusts to {}", speed(gust, units)));
    };
    let from = wind
        .compass()
        .map(Wind::compass_words)
        .map_or_else(|| "Variable".to_owned(), |words| capital(&words));
    let gusts = wind.gust_kmh.map(|gust| format!(", gusts to {}", speed(gust, units))).unwrap_or_default();
    format!("{from} {}{gusts}", speed(kmh, units))
}

/// `NW 5 to 10 mph`, as a forecast has it.
pub(super) fn breeze(from: &str, kmh: Option<(f64, f64)>, units: Units) -> String {
    let Some((low, high)) = kmh else { return NONE.to_owned() };
    let (low, high) = (speed(low, units), speed(high, units));
    let range =
        if low == high { high } else { format!("{} to {high}", low.split(' ').next().unwrap_or_default()) };
    format!("{from} {range}").trim().to_owned()
}

/// `20%`.
pub(super) fn percent(percent: f64) -> String {
    format!("{}%", whole(percent))
}

/// `10 miles or more`: stations of the United States look no further than `10SM`. Those of other countries write 9999 or CAVOK
/// for ten kilometres or more, which reaches here as 9,999 or 10,000 m; seven miles, 11,265 m, are seven miles.
pub(super) fn visibility(metres: f64, units: Units) -> String {
    let (value, unit) = match units {
        Units::UsCustomary => (metres / 1_609.344, "miles"),
        Units::Metric => (metres / 1_000.0, "km"),
    };
    let tenths = (value * 10.0).round() / 10.0;
    if metres >= 16_000.0 {
        format!("{} {unit} or more", whole(value))
    } else if (9_999.0..=10_000.0).contains(&metres) {
        format!("{tenths} {unit} or more")
    } else {
        format!("{tenths} {unit}")
    }
}

/// `30.23 inches`, `1024 hPa`.
pub(super) fn pressure(pascals: f64, units: Units) -> String {
    match units {
        Units::UsCustomary => format!("{:.2} inches", pascals / 3_386.389),
        Units::Metric => format!("{} hPa", whole(pascals / 100.0)),
    }
}

/// `4 miles`, `under a mile`.
pub(crate) fn distance(km: f64, units: Units) -> String {
    let (value, unit, one) = match units {
        Units::UsCustomary => (km / 1.609_344, "miles", "mile"),
        Units::Metric => (km, "km", "km"),
    };
    match value.round() {
        0.0 => format!("under 1 {one}"),
        1.0 => format!("1 {one}"),
        value => format!("{value} {unit}"),
    }
}

/// `1,330 feet`.
pub(super) fn height(metres: f64, units: Units) -> String {
    match units {
        Units::UsCustomary => format!("{} feet", grouped(whole(metres / 0.304_8 / 10.0) * 10)),
        Units::Metric => format!("{} m", grouped(whole(metres))),
    }
}

/// `5:53 p.m. PST`, with the day where it is not today's.
pub(crate) fn clock(at: Timestamp, now: Timestamp, context: &Context<'_>) -> String {
    let zone = &context.station.zone;
    let words = context.moment(at).words;
    let is_today = at.to_zoned_datetime(zone.clone()).date() == now.to_zoned_datetime(zone.clone()).date();
    match words.match_indices(", ").nth(1) {
        Some((place, comma)) if is_today => words.get(place + comma.len()..).unwrap_or_default().to_owned(),
        _ => words,
    }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// To the nearest whole number; never a minus before a zero.
#[allow(clippy::cast_possible_truncation, reason = "figures of the weather are small")]
fn whole(value: f64) -> i64 {
    value.round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_rounded_with_their_unit() {
        let (us, metric) = (Units::UsCustomary, Units::Metric);
        assert_eq!((temperature(9.4, us), temperature(9.4, metric)), ("49°F".to_owned(), "9°C".to_owned()));
        assert_eq!((temperature(-0.2, metric), temperature(-17.9, us)), ("0°C".to_owned(), "0°F".to_owned()));
        let gale = Wind { from_deg: Some(320.0), kmh: Some(9.26), gust_kmh: Some(31.5) };
        assert_eq!(wind(&gale, us), "Northwest 6 mph, gusts to 20 mph");
        let still = |kmh, gust_kmh| wind(&Wind { from_deg: None, kmh, gust_kmh }, metric);
        assert_eq!(still(Some(0.0), None), "Calm");
        assert_eq!(still(Some(9.0), None), "Variable 9 km/h");
        assert_eq!(still(Some(0.0), Some(55.0)), "Gusts to 55 km/h", "that is not calm");
        assert_eq!(still(None, Some(55.0)), "Gusts to 55 km/h", "and no speed is no calm");
        assert_eq!(breeze("NW", Some((8.0, 16.1)), us), "NW 5 to 10 mph");
        assert_eq!(breeze("", None, us), NONE);
        assert_eq!(
            (visibility(16_090.0, us), visibility(400.0, us)),
            ("10 miles or more".to_owned(), "0.2 miles".to_owned())
        );
        // Exactly seven miles are a figure; ten miles, 9999 and CAVOK are where stations look no further.
        let told = |metres| (visibility(metres, us), visibility(metres, metric));
        assert_eq!(told(11_265.4), ("7 miles".to_owned(), "11.3 km".to_owned()));
        assert_eq!(told(14_484.1).1, "14.5 km");
        assert_eq!(told(16_093.4).1, "16 km or more");
        assert_eq!(told(9_999.0), ("6.2 miles or more".to_owned(), "10 km or more".to_owned()));
        assert_eq!(told(10_000.0).1, "10 km or more");
        assert_eq!(pressure(102_350.0, us), "30.22 inches");
        assert_eq!(
            (distance(0.4, us), distance(6.95, us), distance(6.95, metric)),
            ("under 1 mile".to_owned(), "4 miles".to_owned(), "7 km".to_owned())
        );
        assert_eq!(height(50.0, us), "160 feet");
    }
}
