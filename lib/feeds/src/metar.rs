//! Reports of airports (METAR and SPECI): one report's groups, and reports found in a bulletin.
//!
//! Formats: WMO-No. 306, FM 15, and for the groups after `RMK` the US Federal Meteorological Handbook No. 1, chapter 12.
//! A group that is missing or written with slashes is `None`; one that is not understood is kept as it is written.

mod body;
mod remarks;

use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date, tz::TimeZone};

/// Longer than any report; what comes after is not read.
const MAX_TEXT: usize = 2_000;
/// Reports that are taken from one bulletin: as many as its largest size could hold of a usual length.
pub const MAX_REPORTS: usize = 100_000;
/// The largest bulletin, in bytes.
pub const MAX_BYTES: usize = 8 << 20;

/// A report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Identifier of the airport, such as `KMFR`.
    pub station: String,
    /// When it was made.
    pub at: Timestamp,
    /// No person looked at it.
    pub is_auto: bool,
    /// The airport reports that it has nothing to report.
    pub is_nil: bool,
    /// Degrees from true north that the wind comes from; `None` when it is variable, calm or missing.
    pub wind_from_deg: Option<f64>,
    /// Kilometres per hour; 0 is calm.
    pub wind_kmh: Option<f64>,
    /// Kilometres per hour.
    pub gust_kmh: Option<f64>,
    /// Metres; of several values the first.
    pub visibility_m: Option<f64>,
    /// Present weather as it is coded: `-SHRA`, `BR`.
    pub weather: Vec<String>,
    /// Layers of cloud from below: `CLR`, `FEW`, `SCT`, `BKN`, `OVC`, `VV`, and metres above the airport.
    pub sky: Vec<(String, Option<f64>)>,
    /// Degrees Celsius; in tenths when the remarks have them.
    pub temperature_c: Option<f64>,
    /// Degrees Celsius; in tenths when the remarks have them.
    pub dewpoint_c: Option<f64>,
    /// Whether the temperature is in tenths.
    pub has_tenths: bool,
    /// Pascals, reduced to the sea's level for aviation.
    pub altimeter_pa: Option<f64>,
    /// Pascals at sea level.
    pub sea_level_pa: Option<f64>,
    /// Highest of the last 6 hours, degrees Celsius.
    pub high_6h_c: Option<f64>,
    /// Lowest of the last 6 hours, degrees Celsius.
    pub low_6h_c: Option<f64>,
    /// Highest of the last 24 hours, degrees Celsius.
    pub high_24h_c: Option<f64>,
    /// Lowest of the last 24 hours, degrees Celsius.
    pub low_24h_c: Option<f64>,
    /// Rain and melted snow since the last regular report, millimetres.
    pub rain_1h_mm: Option<f64>,
    /// Groups before the remarks that were not understood, as they are written.
    pub unread: Vec<String>,
}

/// Why a text is not a report.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// No airport, followed by a day and a time.
    #[error("“{0}” is no report: an airport and a time such as “KMFR 020153Z” are missing")]
    NoReport(String),
    /// A day or a time that does not exist.
    #[error("“{0}” is no day and time")]
    Time(String),
}

/// Read one report. It says only the day of the month; the month is the last that does not bring it more than a day after `near`.
///
/// # Errors
/// When the text has no airport with a time.
pub fn read(text: &str, near: Timestamp) -> Result<Report, Error> {
    let short = || text.chars().filter(|c| !c.is_control()).take(60).collect::<String>();
    let end = text.char_indices().nth(MAX_TEXT).map_or(text.len(), |(at, _)| at);
    let cleaned = text.get(..end).unwrap_or_default().replace('=', " ");
    let groups: Vec<&str> = cleaned.split_ascii_whitespace().collect();
    let start = start(&groups).ok_or_else(|| Error::NoReport(short()))?;
    let (Some(station), Some(time)) = (groups.get(start), groups.get(start + 1)) else {
        return Err(Error::NoReport(short()));
    };
    let at = moment(time, near).ok_or_else(|| Error::Time(short()))?;
    let mut report = Report { station: (*station).to_owned(), at, ..Report::default() };
    let rest = groups.get(start + 2..).unwrap_or_default();
    // A further report on the same line is not this one's.
    let end = rest.iter().position(|group| matches!(*group, "METAR" | "SPECI")).unwrap_or(rest.len());
    let rest = rest.get(..end).unwrap_or_default();
    let remarks = rest.iter().position(|group| *group == "RMK");
    let (body, remarks) = rest.split_at(remarks.unwrap_or(rest.len()));
    body::read(body, &mut report);
    remarks::read(remarks, &mut report);
    Ok(report)
}

/// The texts of the reports in a bulletin or a list. One begins on the line that has its airport and time, and ends with `=`;
/// where that is missing, with its telegram, or, where there are no telegrams either, with the last of the indented lines
/// that go on with it.
pub fn reports(bulletin: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let end = bulletin.char_indices().map(|(at, _)| at).take_while(|at| *at <= MAX_BYTES).last().unwrap_or(0);
    let whole = if bulletin.len() <= MAX_BYTES { bulletin } else { bulletin.get(..end).unwrap_or_default() };
    let is_telegram = whole.contains(TELEGRAM);
    for piece in whole.split_inclusive('=') {
        reports_of(piece, is_telegram, &mut found);
        if found.len() >= MAX_REPORTS {
            break;
        }
    }
    found.truncate(MAX_REPORTS);
    found
}

/// The marks of a telegram's beginning and end, which stand between bulletins.
const TELEGRAM: [char; 2] = ['\u{1}', '\u{3}'];

/// Of a text in which `=` stands at the end alone, or nowhere.
fn reports_of<'a>(piece: &'a str, is_telegram: bool, found: &mut Vec<&'a str>) {
    let mut lines = Vec::new();
    let mut at = 0;
    for line in piece.split_inclusive('\n') {
        lines.push((at, line));
        at += line.len();
    }
    let begins = |line: &str| start(&line.split_ascii_whitespace().take(60).collect::<Vec<_>>()).is_some();
    let beginnings: Vec<usize> =
        lines.iter().enumerate().filter(|(_, (_, line))| begins(line)).map(|(index, _)| index).collect();
    for (nth, index) in beginnings.iter().enumerate() {
        let next = beginnings.get(nth + 1).copied();
        let is_closed = next.is_none() && piece.ends_with('=');
        let rest = lines.get(index + 1..next.unwrap_or(lines.len())).unwrap_or_default();
        let goes_on = |line: &str| line.trim().is_empty() || line.starts_with([' ', '\t']);
        let own = rest
            .iter()
            .take_while(|(_, line)| !line.contains(TELEGRAM) && (is_closed || is_telegram || goes_on(line)));
        let Some((from, first)) = lines.get(*index) else { continue };
        let to = own.last().map_or(from + first.len(), |(from, line)| from + line.len());
        found.push(piece.get(*from..to).unwrap_or_default().trim_end_matches('=').trim());
    }
}

/// Where an airport and a time stand next to each other; headings of bulletins come before.
fn start(groups: &[&str]) -> Option<usize> {
    groups.windows(2).position(|pair| matches!(pair, [station, time] if is_station(station) && is_time(time)))
}

fn is_station(group: &str) -> bool {
    group.len() == 4
        && group.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        && group.bytes().next().is_some_and(|b| b.is_ascii_uppercase())
}

fn is_time(group: &str) -> bool {
    matches!(group.as_bytes(), [digits @ .., b'Z'] if digits.len() == 6 && digits.iter().all(u8::is_ascii_digit))
}

/// A report says no month. It is of the past, but a clock may be wrong: so far after `near` it may be.
const AHEAD: SignedDuration = SignedDuration::from_hours(24);

/// `020153Z`: of the months around `near`, the last one that does not bring it more than a day after it.
fn moment(group: &str, near: Timestamp) -> Option<Timestamp> {
    let two = |from: usize| group.get(from..from + 2)?.parse::<i8>().ok();
    let (day, hour, minute) = (two(0)?, two(2)?, two(4)?);
    // 24:00 is written by some for midnight.
    let (hour, later) = if hour == 24 { (0, 1) } else { (hour, 0) };
    let around = near.to_zoned_datetime(TimeZone::UTC).date();
    let months =
        [-1, 0, 1].into_iter().filter_map(|months| around.first_of_month().checked_add(months.months()).ok());
    let candidates = months.filter_map(|month| {
        let date = Date::new(month.year(), month.month(), day).ok()?.checked_add(later.days()).ok()?;
        let time = jiff::civil::Time::new(hour, minute, 0, 0).ok()?;
        TimeZone::UTC.to_timestamp(date.to_datetime(time)).ok()
    });
    candidates.filter(|at| at.duration_since(near) <= AHEAD).max()
}
