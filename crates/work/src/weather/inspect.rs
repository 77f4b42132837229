//! `bellwether inspect observation|forecast|metar`: what the jobs would make of a file.

use super::understand::{self, Understood};
use crate::inspect::{Inspection, Problem};
use feeds::{metar, nws};
use jiff::Timestamp;
use model::weather::{Observation, Period, feels_like};
use serde_json::{Value, json};

/// Observations and periods that are told of one file.
const MOST: usize = 2_000;
/// Reports that are told of one file: those of all the world's airports of an hour are fewer.
const MOST_REPORTS: usize = 25_000;

/// Observations of a station.
pub fn inspect_observation(file: &str, bytes: &[u8]) -> Inspection {
    match understand::observations(bytes) {
        Ok(Understood { value, mut problems }) if value.is_empty() => {
            let first = if problems.is_empty() { nothing("observation") } else { problems.remove(0) };
            let mut told = Inspection::refused("observation", file, first);
            told.problems.extend(problems);
            told
        }
        Ok(understood) => {
            let items = understood.value.iter().take(MOST).map(item).collect();
            let mut problems = understood.problems;
            problems.extend(left_out("observations", understood.value.len(), MOST));
            Inspection::understood("observation", file, items, problems)
        }
        Err(problem) => Inspection::refused("observation", file, problem),
    }
}

/// A forecast of days or hours, or, where the file is one, the raw grid, a point, or stations: those have no page of
/// their own but are read by the same reader.
pub fn inspect_forecast(file: &str, bytes: &[u8]) -> Inspection {
    match understand::forecast(bytes) {
        Ok(understood) => {
            let count = understood.value.periods.len();
            let periods = understood.value.periods.iter().take(MOST).map(period);
            let made = json!({ "made_at": understood.value.made_at.to_string(), "periods": periods.collect::<Vec<_>>() });
            let mut problems = understood.problems;
            problems.extend(left_out("periods", count, MOST));
            Inspection::understood("forecast", file, vec![made], problems)
        }
        Err(problem) => other(file, bytes).unwrap_or_else(|| Inspection::refused("forecast", file, problem)),
    }
}

/// Reports of airports, one or a bulletin. `now` is near the time of the reports, as they carry no month.
pub fn inspect_metar(file: &str, bytes: &[u8], now: Timestamp) -> Inspection {
    let text = String::from_utf8_lossy(bytes);
    let found = metar::reports(&text);
    if found.is_empty() {
        return Inspection::refused("metar", file, nothing("report"));
    }
    let (mut items, mut problems) = (Vec::new(), Vec::new());
    problems.extend(left_out("reports", found.len(), MOST_REPORTS));
    for text in found.into_iter().take(MOST_REPORTS) {
        match metar::read(text, now) {
            Ok(report) => match understand::of_report(&report, text) {
                Some(observation) => {
                    let mut told = item(&observation);
                    told["has_tenths"] = json!(report.has_tenths);
                    told["not_understood"] = json!(report.unread);
                    items.push(told);
                }
                None => {
                    problems.push(understand::no_temperature(&format!("{} {}", report.station, report.at)));
                }
            },
            Err(error) => {
                problems.push(Problem::new("report", format!("{error}."), "Compare with the bulletin."));
            }
        }
    }
    // A file of which nothing could be used is not understood, whatever it looks like.
    let ok = !items.is_empty();
    Inspection { ok, ..Inspection::understood("metar", file, items, problems) }
}

/// That not everything of a file is told, and why.
fn left_out(nouns: &str, count: usize, most: usize) -> Option<Problem> {
    let more = count.checked_sub(most).filter(|more| *more > 0)?;
    let what = format!("{more} of {count} {nouns} were left out: {most} of one file are told.");
    Some(Problem::new("file", what, "Cut the file in pieces to see the others."))
}

fn nothing(noun: &str) -> Problem {
    let remedy = "Look at what was downloaded: it should be an answer of the weather service.";
    Problem::new("file", format!("No {noun} is in it."), remedy)
}

fn other(file: &str, bytes: &[u8]) -> Option<Inspection> {
    if let Ok(grid) = nws::grid(bytes) {
        let count = |series: &nws::Series| series.len();
        let told = json!({
            "is": "grid", "made_at": grid.updated.map(|at| at.to_string()),
            "spans": {
                "temperature": count(&grid.temperature_c), "high": count(&grid.high_c), "low": count(&grid.low_c),
                "humidity": count(&grid.humidity_percent), "sky": count(&grid.sky_percent),
                "rain": count(&grid.rain_percent), "wind": count(&grid.wind_kmh), "gust": count(&grid.gust_kmh),
                "snow_level": count(&grid.snow_level_m),
            },
        });
        let problems = grid.notes.iter().map(understand::problem_of).collect();
        return Some(Inspection::understood("forecast", file, vec![told], problems));
    }
    if let Ok(point) = nws::point(bytes) {
        let told = json!({
            "is": "point", "grid": point.grid, "forecast_zone": point.forecast_zone, "county_zone": point.county_zone,
            "fire_zone": point.fire_zone, "time_zone": point.time_zone, "radar": point.radar,
        });
        return Some(Inspection::understood("forecast", file, vec![told], Vec::new()));
    }
    let stations = nws::stations(bytes).ok().filter(|stations| !stations.list.is_empty())?;
    let told = stations.list.iter().map(|station| {
        json!({ "is": "station", "id": station.id, "name": station.name, "elevation_m": station.elevation_m })
    });
    let problems = stations.notes.iter().map(understand::problem_of).collect();
    Some(Inspection::understood("forecast", file, told.collect(), problems))
}

fn item(o: &Observation) -> Value {
    let wind =
        o.wind.map(|wind| json!({ "from_deg": wind.from_deg, "kmh": wind.kmh, "gust_kmh": wind.gust_kmh }));
    let feels = feels_like(o.temperature_c, o.humidity_percent, o.wind.and_then(|wind| wind.kmh));
    let fahrenheit = |c: f64| ((c * 1.8 + 32.0) * 10.0).round() / 10.0;
    json!({
        "station": o.station.to_string(), "at": o.at.to_string(), "words": o.words,
        "condition": o.condition.map(model::weather::Condition::as_str),
        "temperature_c": o.temperature_c, "temperature_f": fahrenheit(o.temperature_c),
        "feels_like_c": feels.map(|feels| (feels.c * 10.0).round() / 10.0),
        "feels_like_f": feels.map(|feels| fahrenheit(feels.c)),
        "dewpoint_c": o.dewpoint_c, "humidity_percent": o.humidity_percent, "wind": wind,
        "sea_level_pa": o.sea_level_pa, "visibility_m": o.visibility_m,
        "high_6h_c": o.high_6h_c, "low_6h_c": o.low_6h_c, "raw": o.raw,
    })
}

fn period(p: &Period) -> Value {
    json!({
        "name": p.name, "start": p.start.to_string(), "end": p.end.to_string(), "is_day": p.is_day,
        "temperature_c": p.temperature_c, "rain_percent": p.rain_percent, "humidity_percent": p.humidity_percent,
        "wind_kmh": p.wind_kmh, "wind_from": p.wind_from, "condition": p.condition.map(model::weather::Condition::as_str),
        "short": p.short, "long": p.long,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_understood_is_not_ok_and_what_is_left_out_is_told() {
        let now = Timestamp::constant(1_614_650_400, 0);
        let one = "KMFR 020153Z AUTO 32005KT 10SM CLR 09/M01 A3023 RMK AO2 SLP235 T00941011\n";
        let good = inspect_metar("x", one.as_bytes(), now);
        assert!(good.ok && good.items.len() == 1 && good.problems.is_empty(), "{good:?}");
        let bad = inspect_metar("x", b"KMFR 329999Z GARBAGE\n", now);
        assert!(!bad.ok && bad.items.is_empty() && !bad.problems.is_empty(), "{bad:?}");
        let many = inspect_metar("x", one.repeat(MOST_REPORTS + 3).as_bytes(), now);
        assert_eq!((many.ok, many.items.len()), (true, MOST_REPORTS));
        let first = many.problems.first().map(|problem| problem.what.as_str());
        assert_eq!(first, Some("3 of 25003 reports were left out: 25000 of one file are told."));
    }
}
