//! Rain and snow as a climate report sums them up: of yesterday, or of today so far, with the day and the place of the report.

use super::{Now, figures};
use crate::{
    compose::Context,
    weather::{RainGroup, RainRow, RainView},
};
use jiff::civil::Date;
use model::weather::{Amount, Fallen, Precipitation, Units};
use serde_json::{Value, json};

const MM_PER_INCH: f64 = 25.4;

/// What came down, if it is known.
pub(super) fn view(now: &Now<'_>, units: Units, context: &Context<'_>) -> Option<RainView> {
    let told = shown(now, context)?;
    let rain = group("Rain and melted snow", &told.rain, told, rain_unit(units));
    // Where none has fallen for long, and none lies, there is nothing to tell of snow.
    let is_snow = |amount: &Amount| amount.fallen.is_some_and(Fallen::is_some);
    let has_snow = told.snow.iter().any(is_snow) || told.snow_depth.is_some_and(Fallen::is_some);
    let snow = has_snow.then(|| group("New snow", &told.snow, told, snow_unit(units)));
    let groups: Vec<RainGroup> =
        [Some(rain), snow].into_iter().flatten().filter(|group| !group.rows.is_empty()).collect();
    let depth = told.snow_depth.filter(|_| has_snow).map(|depth| lying(depth, units));
    let what = if has_snow { "Rain and snow" } else { "Rain" };
    Some(RainView {
        title: format!("{what} to {}", told.day.strftime("%B %-d")),
        groups,
        depth: depth.unwrap_or_default(),
        note: note(told),
    })
}

/// The same for programs. A trace is said to be one, and is not the 0 beside it; what is not known is `null`.
pub(super) fn told(now: &Now<'_>, context: &Context<'_>) -> Value {
    let Some(told) = shown(now, context) else { return Value::Null };
    let hundredths = |mm: f64| (mm * 100.0).round() / 100.0;
    let amounts = |amounts: &[Amount]| {
        let one = |amount: &Amount| {
            json!({
                "since": amount.since.unwrap_or(told.day).to_string(), "is_day": amount.since.is_none(),
                "fallen_mm": amount.fallen.map(|fallen| hundredths(fallen.mm())),
                "is_trace": amount.fallen == Some(Fallen::Trace),
                "normal_mm": amount.normal_mm.map(hundredths),
            })
        };
        amounts.iter().map(one).collect::<Vec<_>>()
    };
    json!({
        "day": told.day.to_string(), "is_unfinished": told.is_unfinished(), "place": told.place,
        "issued": told.issued.to_string(), "normals_of": told.normals_of.map(|(first, last)| [first, last]),
        "rain": amounts(&told.rain), "snow": amounts(&told.snow),
        "snow_depth_mm": told.snow_depth.map(|depth| hundredths(depth.mm())),
        "snow_depth_is_trace": told.snow_depth == Some(Fallen::Trace),
    })
}

fn shown<'n>(now: &'n Now<'_>, context: &Context<'_>) -> Option<&'n Precipitation> {
    let today = now.now.to_zoned_datetime(context.station.zone.clone()).date();
    now.precipitation.as_ref().filter(|told| told.is_for(today))
}

/// Millimetres in a unit, and how many decimals it has.
#[derive(Clone, Copy)]
struct Unit {
    name: &'static str,
    mm: f64,
    decimals: usize,
}

fn rain_unit(units: Units) -> Unit {
    match units {
        Units::UsCustomary => Unit { name: "inches", mm: MM_PER_INCH, decimals: 2 },
        Units::Metric => Unit { name: "mm", mm: 1.0, decimals: 1 },
    }
}

fn snow_unit(units: Units) -> Unit {
    match units {
        Units::UsCustomary => Unit { name: "inches", mm: MM_PER_INCH, decimals: 1 },
        Units::Metric => Unit { name: "cm", mm: 10.0, decimals: 1 },
    }
}

fn group(label: &str, amounts: &[Amount], told: &Precipitation, unit: Unit) -> RainGroup {
    let number = |mm: f64| if mm == 0.0 { "none".to_owned() } else { figure(mm, unit) };
    let row = |amount: &Amount| {
        let fallen = amount.fallen.map(|fallen| match fallen {
            Fallen::Trace => "trace".to_owned(),
            Fallen::Mm(mm) => number(mm),
        });
        Some(RainRow {
            label: time(amount, told)?,
            fallen: fallen.unwrap_or_else(|| figures::NONE.to_owned()),
            normal: amount.normal_mm.map_or_else(|| figures::NONE.to_owned(), number),
        })
    };
    RainGroup {
        label: label.to_owned(),
        unit: unit.name.to_owned(),
        rows: amounts.iter().filter_map(row).collect(),
    }
}

/// `February 28`, `March 1 so far`, `Since February 1`; none for the seasons of three months, which readers do not ask for.
fn time(amount: &Amount, told: &Precipitation) -> Option<String> {
    let words = |day: Date| day.strftime("%B %-d").to_string();
    let Some(since) = amount.since else {
        let so_far = if told.is_unfinished() { " so far" } else { "" };
        return Some(format!("{}{so_far}", words(told.day)));
    };
    let begins = words(since);
    if since == told.day {
        // The day by itself says the same.
        return None;
    }
    match (since.month(), since.day()) {
        (10, 1) if since != told.day.first_of_month() => Some(format!("Since {begins} (water year)")),
        (1 | 7 | 10, 1) => Some(format!("Since {begins}")),
        _ if since == told.day.first_of_month() => Some(format!("Since {begins}")),
        _ => None,
    }
}

/// `Snow lies 2 inches deep.`
fn lying(depth: Fallen, units: Units) -> String {
    let mm = match depth {
        Fallen::Trace => return "Of snow on the ground there is a trace.".to_owned(),
        Fallen::Mm(0.0) => return "No snow lies.".to_owned(),
        Fallen::Mm(mm) => mm,
    };
    let unit = Unit { decimals: 0, ..snow_unit(units) };
    let name = if figure(mm, unit) == "1" { unit.name.trim_end_matches("es") } else { unit.name };
    format!("Snow lies {} {name} deep.", figure(mm, unit))
}

fn figure(mm: f64, unit: Unit) -> String {
    format!("{:.*}", unit.decimals, mm / unit.mm)
}

/// `Climate report of Medford OR of March 1, 2021: normals of 1991 to 2020.`
fn note(told: &Precipitation) -> String {
    let place = if told.place.is_empty() { String::new() } else { format!(" of {}", told.place) };
    let issued = told.issued.strftime("%B %-d, %Y");
    let normals = told.normals_of.map(|(first, last)| format!(": normals of {first} to {last}"));
    format!("Climate report{place} of {issued}{}.", normals.unwrap_or_default())
}
