//! From what the weather service and airports answer to the nouns of the house. Jobs and `bellwether inspect` call these.

use crate::inspect::Problem;
use feeds::{
    metar::{self, Report},
    nws,
};
use jiff::{SignedDuration, Timestamp};
use model::{
    town::{Position, StationId},
    weather::{self, Condition, Forecast, Observation, Origin, Period, Station, Wind},
};

/// What was understood, and what was left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Understood<T> {
    /// The noun.
    pub value: T,
    /// What was left out, and why.
    pub problems: Vec<Problem>,
}

const REMEDY: &str = "Nothing is to be done here; the source would have to correct it.";

/// Observations of an answer, newest first: those that have a temperature, in their fields or in the report beside them.
///
/// # Errors
/// Why the answer as a whole is of no use.
pub fn observations(bytes: &[u8]) -> Result<Understood<Vec<Observation>>, Problem> {
    let read = nws::observations(bytes).map_err(|error| refused(&error))?;
    let mut problems: Vec<Problem> = read.notes.iter().map(problem_of).collect();
    let mut value = Vec::new();
    for said in read.list {
        let at = said.at.to_string();
        match observation(said) {
            Ok(observation) => value.push(observation),
            Err(what) => problems.push(Problem::new(at, what, REMEDY)),
        }
    }
    Ok(Understood { value: with_skies_carried(value), problems })
}

/// Reports of one airport, newest first.
pub(super) fn reports(bytes: &[u8], station: &StationId, now: Timestamp) -> Understood<Vec<Observation>> {
    let text = String::from_utf8_lossy(bytes);
    let mut understood = Understood { value: Vec::new(), problems: Vec::new() };
    for text in metar::reports(&text).into_iter().take(100) {
        match metar::read(text, now) {
            Ok(report) if report.station == station.as_str() => match of_report(&report, text) {
                Some(observation) => understood.value.push(observation),
                None => understood.problems.push(no_temperature(&report.at.to_string())),
            },
            Ok(_) => {}
            Err(error) => understood.problems.push(Problem::new("report", format!("{error}."), REMEDY)),
        }
    }
    understood.value.sort_by_key(|observation| std::cmp::Reverse(observation.at));
    understood
}

/// A forecast.
///
/// # Errors
/// Why it is of no use.
pub fn forecast(bytes: &[u8]) -> Result<Understood<Forecast>, Problem> {
    let read = nws::forecast(bytes).map_err(|error| refused(&error))?;
    // A text that is made anew of an old grid is an old forecast.
    let Some(made_at) = read.updated.or(read.generated) else {
        return Err(Problem::new("properties.updateTime", "does not say when it was made", REMEDY));
    };
    let problems = read.notes.iter().map(problem_of).collect();
    let value = Forecast { made_at, periods: read.periods.into_iter().map(period).collect() };
    Ok(Understood { value, problems })
}

/// A station's name and place.
pub(super) fn station(bytes: &[u8], id: &StationId) -> Option<Station> {
    let found = nws::stations(bytes).ok()?.list.into_iter().find(|station| station.id == id.as_str())?;
    let at = found.position.and_then(|(latitude, longitude)| Position::new(latitude, longitude));
    Some(Station { id: id.clone(), name: plain_name(&found.name), at, elevation_m: found.elevation_m })
}

/// Of `Medford, Rogue Valley International Airport` what comes after the town, which the page names already.
fn plain_name(name: &str) -> String {
    let short = name.split_once(", ").map_or(name, |(_, rest)| rest).trim();
    // A state behind a comma is no name of a station.
    if short.len() <= 2 { name.to_owned() } else { short.to_owned() }
}

fn observation(said: nws::Observation) -> Result<Observation, String> {
    let station = said.station.as_deref().map(StationId::parse);
    let Some(Ok(station)) = station else { return Err("names no station".to_owned()) };
    let report = own_report(&said, &station);
    let is_rejected = |name| said.rejected.contains(&name);
    let temperature = finer(said.temperature_c, report.temperature_c, report.has_tenths);
    let Some(temperature_c) = temperature.filter(|_| !is_rejected("temperature")) else {
        return Err(match is_rejected("temperature") {
            true => "has a temperature that failed the service's own checks".to_owned(),
            false => "has no temperature".to_owned(),
        });
    };
    let dewpoint_c = finer(said.dewpoint_c, report.dewpoint_c, report.has_tenths);
    let dewpoint_c = dewpoint_c.filter(|_| !is_rejected("dewpoint"));
    let humidity =
        said.humidity_percent.or_else(|| dewpoint_c.map(|dew| weather::humidity(temperature_c, dew)));
    let amounts = |clouds: &[nws::Cloud]| clouds.iter().map(|cloud| cloud.amount.clone()).collect::<Vec<_>>();
    let sky = if said.clouds.is_empty() { layers(&report) } else { amounts(&said.clouds) };
    let words = said.description.as_deref().map(sentence).unwrap_or_default();
    let condition = Condition::of_words(&words).or_else(|| Condition::of_report(&report.weather, &sky));
    Ok(Observation {
        station,
        at: said.at,
        origin: Origin::Service,
        words: if words.is_empty() {
            condition.map_or_else(String::new, |c| in_words(c, &report))
        } else {
            words
        },
        condition,
        temperature_c,
        dewpoint_c,
        humidity_percent: humidity,
        wind: wind(&said, &report),
        sea_level_pa: said.sea_level_pa.or(report.sea_level_pa).filter(|_| !is_rejected("seaLevelPressure")),
        visibility_m: said.visibility_m.or(report.visibility_m).filter(|_| !is_rejected("visibility")),
        high_6h_c: report.high_6h_c,
        low_6h_c: report.low_6h_c,
        raw: said.raw,
    })
}

/// A report that stands beside figures of another moment than its own speaks of that one.
const SAME_MOMENT: SignedDuration = SignedDuration::from_mins(10);

/// The report beside the fields, if it is of the same station and moment; one that says nothing otherwise. An edge of the
/// service has been seen to put an old report beside new figures.
fn own_report(said: &nws::Observation, station: &StationId) -> Report {
    let report = said.raw.as_deref().and_then(|raw| metar::read(raw, said.at).ok());
    let is_own = |report: &Report| {
        report.station == station.as_str() && report.at.duration_since(said.at).abs() <= SAME_MOMENT
    };
    report.filter(is_own).unwrap_or_default()
}

/// Whole degrees differ by no more than half a one from the tenths that they were rounded from.
const ROUNDING: f64 = 0.51;

/// The field's figure, or the report's: where they agree but for rounding its tenths, and whatever it has where the field has
/// none.
fn finer(field: Option<f64>, report: Option<f64>, has_tenths: bool) -> Option<f64> {
    match (field, report) {
        (Some(field), Some(report)) if has_tenths && (field - report).abs() <= ROUNDING => Some(report),
        (field, report) => field.or(report),
    }
}

/// The fields where they have a speed, the report where they do not: each kind of wind comes whole from one of them.
fn wind(said: &nws::Observation, report: &Report) -> Option<Wind> {
    match (said.wind_kmh, report.wind_kmh) {
        (Some(kmh), _) => {
            let from_deg = said.wind_from_deg.filter(|_| kmh > 0.0);
            Some(Wind { from_deg, kmh: Some(kmh), gust_kmh: said.gust_kmh })
        }
        // A gust beside a speed that the service itself rejects is of the same instrument.
        (None, _) if said.rejected.contains(&"windSpeed") => None,
        (None, Some(_)) => of_wind(report),
        // Gusts alone are still what is dangerous.
        (None, None) => {
            said.gust_kmh.map(|gust| Wind { from_deg: said.wind_from_deg, kmh: None, gust_kmh: Some(gust) })
        }
    }
}

pub(super) fn of_report(report: &Report, text: &str) -> Option<Observation> {
    let temperature_c = report.temperature_c?;
    let condition = Condition::of_report(&report.weather, &layers(report));
    Some(Observation {
        station: StationId::parse(&report.station).ok()?,
        at: report.at,
        origin: Origin::Report,
        words: condition.map_or_else(String::new, |condition| in_words(condition, report)),
        condition,
        temperature_c,
        dewpoint_c: report.dewpoint_c,
        humidity_percent: report.dewpoint_c.map(|dew| weather::humidity(temperature_c, dew)),
        wind: of_wind(report),
        sea_level_pa: report.sea_level_pa,
        visibility_m: report.visibility_m,
        high_6h_c: report.high_6h_c,
        low_6h_c: report.low_6h_c,
        raw: Some(text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")),
    })
}

fn of_wind(report: &Report) -> Option<Wind> {
    let Report { wind_from_deg: from_deg, wind_kmh, gust_kmh, .. } = *report;
    wind_kmh.map(|kmh| Wind { from_deg, kmh: Some(kmh), gust_kmh })
}

fn layers(report: &Report) -> Vec<String> {
    report.sky.iter().map(|(amount, _)| amount.clone()).collect()
}

/// `Light rain`, `Heavy snow`: the report's own strength before the kind's word.
fn in_words(condition: Condition, report: &Report) -> String {
    let falls = matches!(
        condition,
        Condition::Rain | Condition::Snow | Condition::Sleet | Condition::FreezingRain | Condition::Showers
    );
    let words = condition.words();
    match report.weather.first().and_then(|group| group.chars().next()).filter(|_| falls) {
        Some('-') => format!("Light {}", words.to_lowercase()),
        Some('+') => format!("Heavy {}", words.to_lowercase()),
        _ => words.to_owned(),
    }
}

/// Readings of five minutes have neither report nor words: one that says nothing of the sky gets condition and words of the
/// last reading before it that did, if that is not more than 75 minutes older. Newest first.
fn with_skies_carried(mut list: Vec<Observation>) -> Vec<Observation> {
    list.sort_by_key(|observation| std::cmp::Reverse(observation.at));
    let lacking: Vec<usize> =
        (0..list.len()).filter(|&i| list.get(i).is_some_and(|o| o.condition.is_none())).collect();
    for index in lacking {
        let Some(at) = list.get(index).map(|observation| observation.at) else { continue };
        // The sky of the last report holds until the next one: an hour and a little.
        let near = |older: &&Observation| at.duration_since(older.at) <= SignedDuration::from_mins(75);
        let sky = list.iter().skip(index + 1).find(|older| older.condition.is_some()).filter(near);
        let sky = sky.map(|older| (older.condition, older.words.clone()));
        if let (Some((condition, words)), Some(lacking)) = (sky, list.get_mut(index)) {
            (lacking.condition, lacking.words) = (condition, words);
        }
    }
    list
}

fn period(said: nws::Period) -> Period {
    let condition = said.codes.iter().find_map(|code| Condition::of_icon(code));
    Period {
        condition: condition.or_else(|| Condition::of_words(&said.short)),
        name: said.name,
        start: said.start,
        end: said.end,
        is_day: said.is_day,
        temperature_c: said.temperature_c,
        rain_percent: said.rain_percent,
        humidity_percent: said.humidity_percent,
        wind_kmh: said.wind_kmh,
        wind_from: said.wind_from.unwrap_or_default(),
        short: said.short,
        long: said.long,
    }
}

/// `Mostly Cloudy` as a sentence begins: `Mostly cloudy`.
fn sentence(words: &str) -> String {
    let lower = words.trim().to_lowercase();
    let mut letters = lower.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

pub(super) fn refused(error: &nws::Error) -> Problem {
    Problem::new(
        "file",
        format!("It {error}."),
        "Look at what was downloaded: it should be an answer of the weather service.",
    )
}

pub(super) fn problem_of(note: &nws::Note) -> Problem {
    Problem::new(note.at.clone(), note.words.clone(), REMEDY)
}

pub(super) fn no_temperature(at: &str) -> Problem {
    Problem::new(at, "has no temperature", REMEDY)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    /// What is understood of one observation of 01:53 with these degrees, their flag and this report beside them.
    fn of(c: &str, flag: &str, raw: &str) -> Result<Observation, String> {
        let text = format!(
            r#"{{"properties":{{"stationId":"KMFR","timestamp":"2021-03-02T01:53:00+00:00","rawMessage":"{raw}",
            "temperature":{{"unitCode":"wmoUnit:degC","value":{c},"qualityControl":"{flag}"}},
            "windSpeed":{{"unitCode":"wmoUnit:km_h-1","value":7.4,"qualityControl":"{flag}"}}}}}}"#
        );
        let mut understood = observations(text.as_bytes()).unwrap();
        let problems: Vec<String> = understood.problems.iter().map(|problem| problem.what.clone()).collect();
        understood.value.pop().ok_or(problems.join(" "))
    }

    const REPORT: &str = "KMFR 020153Z AUTO 32005KT 10SM CLR 09/M01 A3023 RMK AO2 SLP235 T00941011";

    #[test]
    fn a_report_gives_the_tenths_of_its_own_moment_alone() {
        let c = |c: &str, raw: &str| of(c, "V", raw).map(|seen| (seen.temperature_c, seen.dewpoint_c));
        assert_eq!(c("9", REPORT), Ok((9.4, Some(-1.1))), "the same but for rounding");
        assert_eq!(
            c("10", REPORT),
            Ok((10.0, Some(-1.1))),
            "a report that differs does not overrule the field"
        );
        // Of an hour before: nothing of it is of now, and a missing temperature stays missing.
        let stale = REPORT.replace("020153Z", "020053Z");
        assert_eq!(c("9", &stale), Ok((9.0, None)));
        assert!(c("null", &stale).unwrap_err().contains("has no temperature"));
        assert_eq!(c("null", REPORT), Ok((9.4, Some(-1.1))));
        assert_eq!(
            c("9", &REPORT.replace("020153Z", "020149Z")),
            Ok((9.4, Some(-1.1))),
            "minutes may differ"
        );
        let other = REPORT.replace("KMFR", "KLMT");
        assert_eq!(c("9", &other), Ok((9.0, None)));
    }

    #[test]
    fn what_failed_the_services_checks_is_not_taken_from_the_report_either() {
        assert!(of("9", "X", REPORT).unwrap_err().contains("failed the service's own checks"));
        let text = r#"{"properties":{"stationId":"KMFR","timestamp":"2021-03-02T01:53:00+00:00","rawMessage":"RAW",
            "temperature":{"unitCode":"wmoUnit:degC","value":9,"qualityControl":"Q"},
            "windSpeed":{"unitCode":"wmoUnit:km_h-1","value":180,"qualityControl":"X"}}}"#;
        let understood = observations(text.replace("RAW", REPORT).as_bytes()).unwrap();
        let seen = understood.value.first().unwrap();
        assert_eq!((seen.temperature_c, seen.wind), (9.4, None), "what is only questioned is kept");
    }
}
