//! What is normal for a town's day, its records, and the rain and snow of the day before: from the weather service's daily
//! climate report.

use super::ask::Questions;
use crate::{
    Work,
    inspect::{Inspection, Problem},
};
use desk::By;
use feeds::climate::{self, Day, Figures, Report, Sum};
use jiff::civil::Date;
use model::{
    slug::Slug,
    weather::{Almanac, Amount, Fallen, Precipitation, Usual},
};
use serde_json::json;

/// The text by itself, or the service's JSON with the text in it.
const ACCEPT: &str = "application/ld+json, application/json;q=0.9, text/plain;q=0.8, */*;q=0.1";

pub(super) async fn run(work: &Work, slug: &Slug, by: &By) -> Result<String, String> {
    let town = work.desk.station().town(slug).ok_or("There is no such town in station.toml any more.")?;
    let Some(location) = &town.almanac else { return Ok("the town has no climate location".to_owned()) };
    let url = format!("{}/products/types/CLI/locations/{}/latest", work.weather.endpoint, location.as_str());
    let body = Questions::of(work).ask(&url, ACCEPT).await.map_err(|error| error.to_string())?;
    let body = body.ok_or("Nothing came.")?;
    let report = climate::read(&body.bytes).map_err(|error| format!("The climate report {error}."))?;
    if report.location != location.as_str() {
        return Err(format!("The climate report is of “{}”, not of {}.", report.location, location.as_str()));
    }
    let days = almanacs(&report);
    let offered = work.desk.offer_almanacs(slug, days, by).await.map_err(|error| error.to_string())?;
    let rain = match precipitation(&report) {
        Some(told) => {
            Some(work.desk.offer_precipitation(slug, told, by).await.map_err(|error| error.to_string())?)
        }
        None => None,
    };
    let days: Vec<String> = offered.shown.iter().map(Date::to_string).collect();
    let of_rain = rain.as_ref().and_then(|rain| rain.as_ref().ok());
    match (
        days.is_empty(),
        of_rain,
        offered.refused.first().or(rain.as_ref().and_then(|rain| rain.as_ref().err())),
    ) {
        (false, None, _) => Ok(format!("of {}", days.join(", "))),
        (false, Some(rain), _) => Ok(format!("of {}, rain of {rain}", days.join(", "))),
        (true, Some(rain), _) => Ok(format!("rain of {rain}; nothing of what is normal")),
        (true, None, Some(why)) => Err(format!("The newest climate report is of no use: {why}.")),
        (true, None, None) => Err("The climate report says nothing of what is normal.".to_owned()),
    }
}

/// What came down on the day that a report sums up, in metric units; none where it does not say a word of it.
fn precipitation(report: &Report) -> Option<Precipitation> {
    let day = report.days.iter().find(|day| has_amounts(day))?;
    let amounts = |own: &Figures, sums: &[Sum]| {
        let sums = sums.iter().map(|sum| amount(&sum.figures, Some(sum.since)));
        let all = std::iter::once(amount(own, None)).chain(sums);
        all.filter(|amount| amount.fallen.is_some() || amount.normal_mm.is_some()).collect()
    };
    Some(Precipitation {
        day: day.date,
        place: report.name.clone(),
        issued: report.issued?,
        normals_of: report.normals_of,
        rain: amounts(&day.precipitation, &day.precipitation_sums),
        snow: amounts(&day.snowfall, &day.snowfall_sums),
        snow_depth: fallen(&day.snow_depth),
    })
}

fn has_amounts(day: &Day) -> bool {
    let own = [&day.precipitation, &day.snowfall, &day.snow_depth];
    let sums = day.precipitation_sums.iter().chain(&day.snowfall_sums).map(|sum| &sum.figures);
    own.into_iter().chain(sums).any(|figures| figures.observed.is_some())
}

fn amount(figures: &Figures, since: Option<Date>) -> Amount {
    Amount { since, fallen: fallen(figures), normal_mm: figures.normal.map(|inches| inches * MM_PER_INCH) }
}

fn fallen(figures: &Figures) -> Option<Fallen> {
    let mm = figures.observed? * MM_PER_INCH;
    Some(if figures.is_trace { Fallen::Trace } else { Fallen::Mm(mm) })
}

const MM_PER_INCH: f64 = 25.4;

/// The days of a report, in metric units.
fn almanacs(report: &Report) -> Vec<Almanac> {
    let Some(issued) = report.issued else { return Vec::new() };
    let days = report.days.iter();
    days.map(|day| Almanac {
        day: day.date,
        place: report.name.clone(),
        issued,
        normals_of: report.normals_of,
        records_since: report.records_since,
        high: usual(&day.high),
        low: usual(&day.low),
    })
    .collect()
}

fn usual(figures: &Figures) -> Usual {
    let celsius = |f: f64| (f - 32.0) / 1.8;
    Usual {
        normal_c: figures.normal.map(celsius),
        record_c: figures.record.map(celsius),
        years: figures.years.clone(),
    }
}

/// For `bellwether inspect climate`: the days that a report tells of, in its own units.
pub fn inspect_climate(file: &str, bytes: &[u8]) -> Inspection {
    let report = match climate::read(bytes) {
        Ok(report) => report,
        Err(error) => {
            let remedy = "Look at what was downloaded: it should be a daily climate report (CLI).";
            return Inspection::refused(
                "climate",
                file,
                Problem::new("file", format!("It {error}."), remedy),
            );
        }
    };
    let figures = |figures: &Figures| {
        json!({
            "observed": figures.observed, "is_trace": figures.is_trace, "sets_record": figures.sets_record,
            "normal": figures.normal, "record": figures.record, "years": figures.years,
        })
    };
    let sums = |sums: &[Sum]| {
        let one = |sum: &Sum| {
            json!({
                "since": sum.since.to_string(), "observed": sum.figures.observed, "is_trace": sum.figures.is_trace,
                "normal": sum.figures.normal,
            })
        };
        sums.iter().map(one).collect::<Vec<_>>()
    };
    let days = report.days.iter().map(|day| {
        json!({
            "location": report.location, "name": report.name, "issued": report.issued.map(|day| day.to_string()),
            "day": day.date.to_string(), "is_unfinished": day.is_unfinished, "high_f": figures(&day.high),
            "low_f": figures(&day.low), "precipitation_in": figures(&day.precipitation),
            "precipitation_sums_in": sums(&day.precipitation_sums), "snowfall_in": figures(&day.snowfall),
            "snowfall_sums_in": sums(&day.snowfall_sums), "snow_depth_in": figures(&day.snow_depth),
            "normals_of": report.normals_of, "records_since": report.records_since,
        })
    });
    let remedy = "The other figures were read.";
    let problems = report.notes.iter().map(|note| Problem::new("report", note.clone(), remedy));
    Inspection::understood("climate", file, days.collect(), problems.collect())
}
