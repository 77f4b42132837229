//! The weather service's daily climate report (product CLI): what a day had, what is normal for it, and its records.
//!
//! A text for people, in columns. It comes in the morning about yesterday, with the normals of the day that has begun, and in
//! the evening about today so far, with those of tomorrow. Figures stay in the report's own units, °F and inches; `MM` is
//! no figure, and a row that cannot be told apart for certain has none. Nothing of the report's words is handed on.
//!
//! Format: NWS Instruction 10-1004, climate products.

mod line;
mod rows;
mod table;

use jiff::civil::Date;
use serde_json::Value;

/// The largest report that is read, in bytes; real ones have a fiftieth of it.
pub const MAX_BYTES: usize = 256 << 10;
/// Lines that are looked at, characters of a line, and years of a record that are kept.
const MAX_LINES: usize = 2_000;
const MAX_LINE: usize = 200;
const MAX_YEARS: usize = 12;
/// Sums of one quantity that are kept; real reports have four.
const MAX_SUMS: usize = 8;

/// A report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// The location, as the service abbreviates it: `MFR`; empty when the report does not say.
    pub location: String,
    /// Its name in words: `Medford OR`.
    pub name: String,
    /// The local day on which it was written.
    pub issued: Option<Date>,
    /// The years that the normals are of.
    pub normals_of: Option<(i16, i16)>,
    /// Since when records are kept there.
    pub records_since: Option<i16>,
    /// Days of which something is told, no day twice, in order.
    pub days: Vec<Day>,
    /// What was left out, and why.
    pub notes: Vec<String>,
}

/// What is told of a day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Day {
    /// Which.
    pub date: Date,
    /// Whether the day was still going on when this was written.
    pub is_unfinished: bool,
    /// Highest temperature, °F.
    pub high: Figures,
    /// Lowest temperature, °F.
    pub low: Figures,
    /// Rain and melted snow, inches.
    pub precipitation: Figures,
    /// The same since some day, up to and with this one, in the report's order.
    pub precipitation_sums: Vec<Sum>,
    /// Snow that fell, inches.
    pub snowfall: Figures,
    /// The same since some day, up to and with this one.
    pub snowfall_sums: Vec<Sum>,
    /// How deep snow lies, inches; a trace is 0 and said to be one.
    pub snow_depth: Figures,
}

/// What has come together since a day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sum {
    /// The first day that is counted.
    pub since: Date,
    /// How much; there are no records of sums.
    pub figures: Figures,
}

/// What is told of one quantity on a day. What is not told is `None`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// What was measured.
    pub observed: Option<f64>,
    /// It was measured as a trace: something, but less than can be measured. Then `observed` is 0.
    pub is_trace: bool,
    /// What was measured sets or ties the record.
    pub sets_record: bool,
    /// What is normal.
    pub normal: Option<f64>,
    /// The record before.
    pub record: Option<f64>,
    /// The years of the record, in the report's order.
    pub years: Vec<i16>,
}

/// Why a report is not used at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Too large.
    #[error("is larger than {MAX_BYTES} bytes")]
    TooLarge,
    /// Not text.
    #[error("is no text")]
    NoText,
    /// JSON of something else, or of an error.
    #[error("is JSON without a “productText”")]
    NoProduct,
    /// Another text.
    #[error("is no daily climate report: {0} is missing")]
    Other(&'static str),
}

/// Read a report: the text itself, or the service's JSON with the text in it.
///
/// # Errors
/// When it is none.
pub fn read(bytes: &[u8]) -> Result<Report, Error> {
    if bytes.len() > MAX_BYTES {
        return Err(Error::TooLarge);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Error::NoText)?;
    if !text.trim_start_matches('\u{feff}').trim_start().starts_with('{') {
        return read_text(text);
    }
    let root: Value = serde_json::from_str(text).map_err(|_| Error::NoProduct)?;
    read_text(root.get("productText").and_then(Value::as_str).ok_or(Error::NoProduct)?)
}

fn read_text(text: &str) -> Result<Report, Error> {
    let short = |line: &str| line.trim_end().chars().take(MAX_LINE).collect::<String>().to_ascii_uppercase();
    let upper: Vec<String> = text.lines().take(MAX_LINES).map(short).collect();
    let (name, of) =
        upper.iter().find_map(|line| line::summary(line)).ok_or(Error::Other("“CLIMATE SUMMARY FOR”"))?;
    let mut report = Report {
        location: upper.iter().take(12).find_map(|line| line::location(line)).unwrap_or_default(),
        name: line::in_words(&name),
        issued: upper.iter().find_map(|line| line::issued(line)),
        normals_of: upper.iter().find_map(|line| line::period(line, "CLIMATE NORMAL PERIOD")),
        records_since: upper
            .iter()
            .find_map(|line| line::period(line, "CLIMATE RECORD PERIOD"))
            .map(|(first, _)| first),
        ..Report::default()
    };
    if let Some(day) = table::table(&upper, of, &mut report.notes) {
        report.days.push(day);
    }
    if let Some((which, day)) = rows::normals(&upper, &mut report.notes) {
        match day_of(which, of, report.issued) {
            Some(date) => report.days.push(Day { date, ..day }),
            None => report.notes.push("It is not certain of which day its normals are.".to_owned()),
        }
    }
    if report.days.is_empty() {
        return Err(Error::Other("every figure"));
    }
    Ok(report)
}

/// For which day the normals at the end are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    Today,
    Tomorrow,
}

/// In both kinds of report they are for the day after the one that is summed up. A report that comes later than it should,
/// or is a correction, might mean another day: then it is not certain, and no day is named.
fn day_of(which: Which, of: Date, issued: Option<Date>) -> Option<Date> {
    let (next, issued) = (of.tomorrow().ok()?, issued?);
    let fits = match which {
        Which::Today => issued == next,
        Which::Tomorrow => issued == of || issued == next,
    };
    fits.then_some(next)
}
