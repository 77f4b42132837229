//! From what the weather service and airports answer to the nouns of the house. Jobs and `bellwether inspect` call these.

use crate::inspect::Problem;
use feeds::{
    metar::{self, Report},
    nws,
};
use jiff::Timestamp;
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
    Ok(Understood { value: hourly_first(value), problems })
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
    let report = said.raw.as_deref().and_then(|raw| metar::read(raw, said.at).ok());
    let report = report.filter(|report| report.station == station.as_str()).unwrap_or_default();
    // The report has tenths, and often what the fields beside it leave out.
    let temperature =
        report.temperature_c.filter(|_| report.has_tenths).or(said.temperature_c).or(report.temperature_c);
    let Some(temperature_c) = temperature else { return Err("has no temperature".to_owned()) };
    let dewpoint_c =
        report.dewpoint_c.filter(|_| report.has_tenths).or(said.dewpoint_c).or(report.dewpoint_c);
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
        sea_level_pa: said.sea_level_pa.or(report.sea_level_pa),
        visibility_m: said.visibility_m.or(report.visibility_m),
        high_6h_c: report.high_6h_c,
        low_6h_c: report.low_6h_c,
        raw: said.raw,
    })
}

/// The fields where they have a speed, the report where they do not: each kind of wind comes whole from one of them.
fn wind(said: &nws::Observation, report: &Report) -> Option<Wind> {
    match said.wind_kmh {
        Some(kmh) => {
            let from_deg = said.wind_from_deg.filter(|_| kmh > 0.0);
            Some(Wind { from_deg, kmh, gust_kmh: said.gust_kmh })
        }
        None => {
            report.wind_kmh.map(|kmh| Wind { from_deg: report.wind_from_deg, kmh, gust_kmh: report.gust_kmh })
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
        wind: report.wind_kmh.map(|kmh| Wind {
            from_deg: report.wind_from_deg,
            kmh,
            gust_kmh: report.gust_kmh,
        }),
        sea_level_pa: report.sea_level_pa,
        visibility_m: report.visibility_m,
        high_6h_c: report.high_6h_c,
        low_6h_c: report.low_6h_c,
        raw: Some(text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")),
    })
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

/// Readings of five minutes have neither report nor words: where an hour's report is near, it comes first.
fn hourly_first(mut list: Vec<Observation>) -> Vec<Observation> {
    list.sort_by_key(|observation| std::cmp::Reverse(observation.at));
    let lacking: Vec<usize> =
        (0..list.len()).filter(|&i| list.get(i).is_some_and(|o| o.condition.is_none())).collect();
    for index in lacking {
        let Some(at) = list.get(index).map(|observation| observation.at) else { continue };
        // The sky of the last report holds until the next one: an hour and a little.
        let near = |older: &&Observation| at.duration_since(older.at) <= jiff::SignedDuration::from_mins(75);
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
