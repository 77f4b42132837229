//! What is normal for today, and its records: for the very day, or nothing.

use super::{Now, figures};
use crate::{
    compose::Context,
    weather::{AlmanacRow, AlmanacView},
};
use model::weather::{Almanac, Units, Usual};
use serde_json::{Value, json};

/// The almanac of the local day, if it is known.
pub(super) fn view(now: &Now<'_>, units: Units, context: &Context<'_>) -> Option<AlmanacView> {
    let almanac = of_today(now, context)?;
    let row = |label: &str, usual: &Usual| AlmanacRow {
        label: label.to_owned(),
        normal: figure(usual.normal_c, units),
        record: figure(usual.record_c, units),
        years: years(usual),
    };
    Some(AlmanacView {
        day: almanac.day.strftime("%B %-d").to_string(),
        rows: vec![row("High", &almanac.high), row("Low", &almanac.low)],
        note: note(almanac),
    })
}

/// The same for programs.
pub(super) fn told(now: &Now<'_>, context: &Context<'_>) -> Value {
    let Some(almanac) = of_today(now, context) else { return Value::Null };
    let tenths = |c: Option<f64>| c.map(|c| (c * 10.0).round() / 10.0);
    let usual = |usual: &Usual| {
        json!({
            "normal_c": tenths(usual.normal_c), "record_c": tenths(usual.record_c), "record_years": usual.years,
        })
    };
    json!({
        "day": almanac.day.to_string(), "place": almanac.place, "issued": almanac.issued.to_string(),
        "high": usual(&almanac.high), "low": usual(&almanac.low),
        "normals_of": almanac.normals_of.map(|(first, last)| [first, last]), "records_since": almanac.records_since,
    })
}

fn of_today<'n>(now: &'n Now<'_>, context: &Context<'_>) -> Option<&'n Almanac> {
    let today = now.now.to_zoned_datetime(context.station.zone.clone()).date();
    now.almanac.as_ref().filter(|almanac| almanac.day == today)
}

fn figure(c: Option<f64>, units: Units) -> String {
    c.map_or_else(|| figures::NONE.to_owned(), |c| figures::temperature(c, units))
}

/// `1994, 1915`; where there are many, the first and how many more.
fn years(usual: &Usual) -> String {
    const TOLD: usize = 4;
    let mut words: Vec<String> = usual.years.iter().take(TOLD).map(ToString::to_string).collect();
    if usual.years.len() > TOLD {
        words.push(format!("and {} more", usual.years.len() - TOLD));
    }
    if words.is_empty() { figures::NONE.to_owned() } else { words.join(", ") }
}

/// `Measured at Medford OR. Normals of 1991 to 2020, records since 1911. Climate report of March 1, 2021.`
fn note(almanac: &Almanac) -> String {
    let normals = almanac.normals_of.map(|(first, last)| format!("normals of {first} to {last}"));
    let records = almanac.records_since.map(|year| format!("records since {year}"));
    let both: Vec<String> = normals.into_iter().chain(records).collect();
    let issued = almanac.issued.strftime("%B %-d, %Y");
    let place = if almanac.place.is_empty() { String::new() } else { format!(" of {}", almanac.place) };
    let years = if both.is_empty() { String::new() } else { format!(": {}", both.join(", ")) };
    format!("Climate report{place} of {issued}{years}.")
}
