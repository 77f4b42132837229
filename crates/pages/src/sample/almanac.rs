//! Examples of a climate report: normals, records, rain and snow.

use crate::weather::{AlmanacRow, AlmanacView, RainGroup, RainRow, RainView};

pub(super) fn almanac() -> AlmanacView {
    let row = |label: &str, normal: &str, record: &str, years: &str| AlmanacRow {
        label: label.into(),
        normal: normal.into(),
        record: record.into(),
        years: years.into(),
    };
    AlmanacView {
        day: "March 1".into(),
        rows: vec![row("High", "56°F", "76°F", "1994, 1915"), row("Low", "36°F", "–", "–")],
        note: "Climate report of Medford OR of March 1, 2021: normals of 1981 to 2010, records since 1911."
            .into(),
    }
}

pub(super) fn rain() -> RainView {
    let row = |label: &str, fallen: &str, normal: &str| RainRow {
        label: label.into(),
        fallen: fallen.into(),
        normal: normal.into(),
    };
    let group =
        |label: &str, rows: Vec<RainRow>| RainGroup { label: label.into(), unit: "inches".into(), rows };
    RainView {
        title: "Rain and snow to February 28".into(),
        groups: vec![
            group(
                "Rain and melted snow",
                vec![
                    row("February 28", "trace", "0.07"),
                    row("Since February 1", "1.31", "1.96"),
                    row("Since October 1 (water year)", "–", "12.10"),
                ],
            ),
            group("New snow", vec![row("February 28", "none", "0.1"), row("Since July 1", "3.1", "4.4")]),
        ],
        depth: "No snow lies.".into(),
        note: "Climate report of Medford OR of March 1, 2021: normals of 1981 to 2010.".into(),
    }
}
