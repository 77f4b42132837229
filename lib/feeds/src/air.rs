//! Air quality as AirNow of the US Environmental Protection Agency answers it: current observations, one row for each
//! pollutant, in the names of the web services of June 2026 (`nowcastAQI`, `hourObserved`, `reportingAreaName`) and in
//! those of the services that were retired on 30 September 2026 (`AQI`, `HourObserved`, `ReportingArea`).
//!
//! - An hour is told by the one that it begins, in the zone whose letters stand beside it: the old services wrote standard
//!   time all summer, and meant it. Letters that are not known make no time; nobody's own zone is put in their place.
//! - -1, -999 and `null` mean that there is no figure. They never become zero.
//! - An error may come with status 200, as an object, as XML or as a page; “there are no observations” is one of them and
//!   means that nobody measures near there.
//!
//! ```
//! let answer = br#"[{"dateObserved": "2026-09-09", "hourObserved": "17:00", "localTimeZone": "PDT",
//!     "reportingAreaName": "Medford", "parameterName": "PM2.5", "nowcastAQI": 112}]"#;
//! let told = feeds::air::observations(answer).expect("it is an answer");
//! assert_eq!((told.list[0].aqi, told.list[0].at.to_string().as_str()), (Some(112), "2026-09-10T00:00:00Z"));
//! ```

pub use crate::note::Note;
use crate::note::{Notes, line};
use jiff::{Timestamp, civil::Date, tz};
use serde_json::Value;

/// The largest answer that is read, in bytes; real ones have a few thousand.
pub const MAX_BYTES: usize = 1 << 20;
/// Rows that are taken from one answer; real ones have one for each pollutant.
pub const MAX_ROWS: usize = 200;
/// Characters of a text that are kept.
const MAX_TEXT: usize = 120;

/// A pollutant as it was observed in an hour.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Observation {
    /// The beginning of the hour.
    pub at: Timestamp,
    /// As it is written, in capitals: `O3`, `OZONE`, `PM2.5`, `PM10`, `NO2`, `SO2`, `CO`.
    pub parameter: String,
    /// Air quality index, from 0; `None` where there is no figure.
    pub aqi: Option<u32>,
    /// Number of its category, 1 (good) to 6 (hazardous), by its number or name; `None` where there is none.
    pub category: Option<u8>,
    /// Area that the figure speaks for, such as `Medford`; may be empty.
    pub area: String,
    /// State of the area, such as `OR`; may be empty.
    pub state: String,
    /// Latitude and longitude of the area, in degrees, where the answer has them.
    pub position: Option<(f64, f64)>,
    /// Name of the monitor, where the answer has it.
    pub site: Option<String>,
    /// Who runs the monitor, where the answer has it.
    pub agency: Option<String>,
}

/// The rows of an answer, in its order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Observations {
    /// Those that have a time and a pollutant.
    pub list: Vec<Observation>,
    /// The answer says that nobody measures near there: it is an empty list, or an error that says no more than that. An
    /// answer whose rows were all left out says no such thing.
    pub is_nobody: bool,
    /// What was left out.
    pub notes: Vec<Note>,
}

/// Why an answer is not used at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Too large.
    #[error("is larger than {MAX_BYTES} bytes")]
    TooLarge,
    /// Not JSON.
    #[error("is not JSON: {0}")]
    Json(String),
    /// The service says that something went wrong.
    #[error("says that something went wrong: {0}")]
    Problem(String),
    /// JSON, but no list of observations.
    #[error("is no list of observations")]
    Shape,
    /// Rows of a forecast.
    #[error("is a forecast; the address of the current observations is another")]
    Forecast,
}

/// Read an answer. An empty list is one: nobody measures near there.
///
/// # Errors
/// When it is none.
pub fn observations(bytes: &[u8]) -> Result<Observations, Error> {
    if bytes.len() > MAX_BYTES {
        return Err(Error::TooLarge);
    }
    let root: Value = serde_json::from_slice(bytes).map_err(|error| foreign(bytes, &error))?;
    let mut notes = Notes::default();
    let Some(rows) = root.as_array() else {
        return match message(&root) {
            Some(words) if is_nothing(&words) => {
                notes.add("answer", words);
                Ok(Observations { list: Vec::new(), is_nobody: true, notes: notes.0 })
            }
            Some(words) => Err(Error::Problem(words)),
            None => Err(Error::Shape),
        };
    };
    if rows.len() > MAX_ROWS {
        notes.add("rows", format!("only the first {MAX_ROWS} are read"));
    }
    let is_forecast = |row: &Value| {
        field(row, &["DateForecast", "dateValid"]).is_some() && field(row, &["DateObserved"]).is_none()
    };
    if !rows.is_empty() && rows.iter().take(MAX_ROWS).all(is_forecast) {
        return Err(Error::Forecast);
    }
    let mut list = Vec::new();
    for (number, row) in rows.iter().take(MAX_ROWS).enumerate() {
        let place = format!("row {}", number + 1);
        match one(&place, row, &mut notes) {
            Ok(row) => list.push(row),
            Err(words) => notes.add(place, cut(&words)),
        }
    }
    Ok(Observations { list, is_nobody: rows.is_empty(), notes: notes.0 })
}

/// A row, or why it is left out.
fn one(place: &str, row: &Value, notes: &mut Notes) -> Result<Observation, String> {
    if !row.is_object() {
        return Err("is no object".to_owned());
    }
    if let Some(words) = message(row) {
        return Err(words);
    }
    let parameter = text(row, &["ParameterName", "parameter"]).ok_or("names no pollutant")?;
    let at = moment(row).map_err(|words| format!("{parameter} {words}"))?;
    let (aqi, strange) = index(row);
    if let Some(words) = strange {
        notes.add(place, cut(&format!("{parameter} {words}")));
    }
    Ok(Observation {
        at,
        parameter: parameter.to_uppercase(),
        aqi,
        category: category(row),
        area: text(row, &["ReportingArea", "reportingAreaName"]).unwrap_or_default(),
        state: text(row, &["StateCode", "state"]).unwrap_or_default(),
        position: position(row),
        site: text(row, &["siteName"]),
        agency: text(row, &["reportingAgency", "agencyName"]),
    })
}

/// The value under the first of these names that has one, however the letters of the name are written.
fn field<'v>(row: &'v Value, names: &[&str]) -> Option<&'v Value> {
    let row = row.as_object()?;
    let named =
        |name: &&str| row.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value);
    names.iter().filter_map(named).find(|value| !value.is_null())
}

fn text(row: &Value, names: &[&str]) -> Option<String> {
    let text = field(row, names)?.as_str()?.trim();
    (!text.is_empty()).then(|| cut(text))
}

/// A number, or a text that is one.
fn number(value: &Value) -> Option<f64> {
    let number = value.as_f64().or_else(|| value.as_str()?.trim().parse().ok())?;
    number.is_finite().then_some(number)
}

/// The beginning of the hour.
fn moment(row: &Value) -> Result<Timestamp, String> {
    let date = text(row, &["DateObserved"]).ok_or("has no date")?;
    // A date may be followed by a blank, or by a midnight that means nothing.
    let day: Date = date
        .get(..10)
        .and_then(|day| day.parse().ok())
        .ok_or_else(|| format!("has “{date}” where a date should be"))?;
    let hour = field(row, &["HourObserved"]).and_then(hour).ok_or("has no hour between 0 and 23")?;
    let letters = text(row, &["LocalTimeZone"]).ok_or("has no time zone")?;
    let minutes = offset(&letters).ok_or_else(|| format!("has “{letters}” where a time zone should be"))?;
    let offset = tz::Offset::from_seconds(minutes * 60).map_err(|_| "has no time zone")?;
    offset.to_timestamp(day.at(hour, 0, 0, 0)).map_err(|_| "has a time that is none".to_owned())
}

/// `17`, `"17"` or `"17:00"`.
fn hour(value: &Value) -> Option<i8> {
    let hour = match value.as_str() {
        Some(text) => text.trim().split(':').next()?.trim().parse().ok()?,
        None => i8::try_from(value.as_i64()?).ok()?,
    };
    (0..24).contains(&hour).then_some(hour)
}

/// Minutes east of Greenwich, by the letters of the zones in which the service has monitors: the United States with their
/// territories, Canada and Mexico.
fn offset(letters: &str) -> Option<i32> {
    Some(match letters.to_ascii_uppercase().as_str() {
        "NST" => -210,
        "NDT" => -150,
        "AST" | "EDT" => -240,
        "ADT" => -180,
        "EST" | "CDT" => -300,
        "CST" | "MDT" => -360,
        "MST" | "PDT" => -420,
        "PST" | "AKDT" => -480,
        "AKST" | "HDT" => -540,
        "HST" => -600,
        "SST" => -660,
        "CHST" => 600,
        "UTC" | "GMT" | "Z" => 0,
        _ => return None,
    })
}

/// The index; and what is strange about it, if it is one that cannot be.
fn index(row: &Value) -> (Option<u32>, Option<String>) {
    let Some(value) = field(row, &["nowcastAQI", "AQI"]) else { return (None, None) };
    let Some(figure) = number(value) else {
        return (None, Some("has an index that is no number".to_owned()));
    };
    // -1 and -999 say that there is none; other services write -99 and the like.
    if figure < 0.0 {
        return (None, None);
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 100,000")]
    match figure {
        0.0..=100_000.0 => (Some(figure.round() as u32), None),
        _ => (None, Some(format!("has an index of {figure}"))),
    }
}

/// A number, a name, or an object of both. 7 is the service's “unavailable”.
fn category(row: &Value) -> Option<u8> {
    const NAMES: [&str; 6] =
        ["Good", "Moderate", "Unhealthy for Sensitive Groups", "Unhealthy", "Very Unhealthy", "Hazardous"];
    let said = field(row, &["Category", "categoryNumber", "aqiCategoryName", "categoryName"])?;
    let inner = field(said, &["Number", "Name"]).unwrap_or(said);
    let by_name = || {
        let name = inner.as_str()?.trim();
        NAMES.iter().position(|known| known.eq_ignore_ascii_case(name)).map(|place| place + 1)
    };
    let number = inner.as_u64().and_then(|number| usize::try_from(number).ok()).or_else(by_name)?;
    u8::try_from(number).ok().filter(|number| (1..=6).contains(number))
}

fn position(row: &Value) -> Option<(f64, f64)> {
    let latitude = number(field(row, &["Latitude"])?)?;
    let longitude = number(field(row, &["Longitude"])?)?;
    // 0, 0 is in the Atlantic: it stands for an area that nobody has placed.
    let is_place = (-90.0..=90.0).contains(&latitude)
        && (-180.0..=180.0).contains(&longitude)
        && (latitude, longitude) != (0.0, 0.0);
    is_place.then_some((latitude, longitude))
}

/// What an error says: `{"WebServiceError": [{"Message": "…"}]}`, or an object with a message or an error.
fn message(root: &Value) -> Option<String> {
    let inner = field(root, &["WebServiceError"]).unwrap_or(root);
    let inner = inner.as_array().map_or(Some(inner), |list| list.first())?;
    let words = field(inner, &["Message", "error", "detail", "title"])?.as_str()?.trim();
    (!words.is_empty()).then(|| cut(words))
}

/// Whether an error says no more than that nobody measures there.
fn is_nothing(words: &str) -> bool {
    let words = words.to_ascii_lowercase();
    let words = words.trim_start_matches("error").trim_start_matches([' ', '-', ':']);
    let rest = ["there are no ", "there is no ", "there were no ", "no "].iter();
    let Some(rest) = rest.filter_map(|start| words.strip_prefix(start)).next() else { return false };
    // “There is no such key” speaks of something else.
    ["observation", "current observation", "data", "monitor", "reporting area", "records"]
        .iter()
        .any(|what| rest.starts_with(what))
}

/// What is not JSON: XML of the service's with a message in it, or anything.
fn foreign(bytes: &[u8], error: &serde_json::Error) -> Error {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(4_096)).unwrap_or_default());
    let between = |from: &str, to: &str| {
        let (_, rest) = head.split_once(from)?;
        let (words, _) = rest.split_once(to)?;
        Some(cut(words.trim())).filter(|words| !words.is_empty())
    };
    let said = between("<Message>", "</Message>").or_else(|| between("<title>", "</title>"));
    match said {
        Some(words) => Error::Problem(words),
        None => Error::Json(cut(&error.to_string())),
    }
}

fn cut(text: &str) -> String {
    line(text, MAX_TEXT)
}
