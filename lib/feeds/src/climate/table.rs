//! The large table of a climate report: the day that is summed up, with what has come together since the month, the season
//! and the year began.

use super::{
    Day, Figures, MAX_SUMS, Sum,
    line::{day_of, month_of, year},
    rows::{Columns, columns, figures, further},
};
use jiff::civil::Date;

/// The day that is summed up: `TODAY` or `YESTERDAY` under temperature, precipitation and snowfall, and their sums.
pub(super) fn table(lines: &[String], of: Date, notes: &mut Vec<String>) -> Option<Day> {
    let heading = lines.iter().position(|line| line.contains("WEATHER ITEM") && line.contains("OBSERVED"))?;
    let columns = columns(lines.get(heading)?);
    let mut day = Day { date: of, ..Day::default() };
    let (mut part, mut any) = (Part::None, false);
    let mut last: Option<Row> = None;
    for text in lines.iter().skip(heading + 1) {
        let words = text.trim_start();
        if words.contains("CLIMATE NORMALS FOR") || words.starts_with("WIND (") || words.starts_with("&&") {
            break;
        }
        if let Some(next) = Part::of(words) {
            (part, last) = (next, None);
            continue;
        }
        day.is_unfinished |= part == Part::Temperature && words == "TODAY";
        match (Row::of(part, words, of), &last) {
            (Some((row, label)), _) => {
                match read(text, &label, &columns, row) {
                    Some(figures) => {
                        any = true;
                        row.keep(&mut day, figures);
                    }
                    None => notes.push(format!("The row “{label}” could not be told apart.")),
                }
                last = Some(row);
            }
            // Further years of the record stand below it, alone.
            (None, Some(before)) => match year(words) {
                Some(year) => before.of_day(&mut day).into_iter().for_each(|figures| further(figures, year)),
                None => last = None,
            },
            (None, None) => {}
        }
    }
    any.then_some(day)
}

/// The figures of a row. Nothing falls upwards, and amounts depart from what is normal by what the row says: where they do
/// not, some figure is not what its column says.
fn read(text: &str, label: &str, columns: &Columns, row: Row) -> Option<Figures> {
    let (told, departure) = figures(text, label, columns)?;
    // Snow is told to the tenth of an inch, rain to the hundredth; normal temperatures are rounded by themselves.
    let step = match row {
        Row::High | Row::Low => return Some(told),
        Row::Precipitation | Row::PrecipitationSince(_) => 0.01,
        Row::Snowfall | Row::SnowfallSince(_) | Row::SnowDepth => 0.1,
    };
    let is_possible =
        [told.observed, told.normal, told.record].into_iter().flatten().all(|inches| inches >= 0.0);
    let departs = told.observed.zip(told.normal).zip(departure);
    let is_so = departs.is_none_or(|((observed, normal), by)| (observed - normal - by).abs() < step * 1.01);
    (is_possible && is_so).then_some(told)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    None,
    Temperature,
    Precipitation,
    Snowfall,
}

impl Part {
    /// Of the line that begins it; `TEMPERATURE (F)`, `SNOWFALL (IN)`.
    fn of(words: &str) -> Option<Self> {
        let is = |name: &str| words.starts_with(name);
        match words {
            _ if is("TEMPERATURE (F)") => Some(Self::Temperature),
            _ if is("PRECIPITATION (IN)") => Some(Self::Precipitation),
            _ if is("SNOWFALL (IN)") => Some(Self::Snowfall),
            _ if ["SNOWFALL", "DEGREE DAYS", "HEATING", "COOLING", "RELATIVE"].into_iter().any(is) => {
                Some(Self::None)
            }
            _ => None,
        }
    }
}

/// A row that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Row {
    High,
    Low,
    Precipitation,
    PrecipitationSince(Date),
    Snowfall,
    SnowfallSince(Date),
    SnowDepth,
}

impl Row {
    /// Which it is, and its words. `of` is the day that is summed up.
    fn of(part: Part, words: &str, of: Date) -> Option<(Self, String)> {
        const TEMPERATURES: [(&str, Row); 2] = [("MAXIMUM", Row::High), ("MINIMUM", Row::Low)];
        let begins = |word: &&str| words.starts_with(*word);
        if part == Part::Temperature {
            let found = TEMPERATURES.into_iter().find(|(word, _)| begins(word))?;
            return Some((found.1, found.0.to_owned()));
        }
        let (day, sum): (Self, fn(Date) -> Self) = match part {
            Part::Precipitation => (Self::Precipitation, Self::PrecipitationSince),
            Part::Snowfall => (Self::Snowfall, Self::SnowfallSince),
            Part::Temperature | Part::None => return None,
        };
        if let Some(word) = ["YESTERDAY", "TODAY"].iter().find(|word| begins(word)) {
            return Some((day, (*word).to_owned()));
        }
        if part == Part::Snowfall && begins(&"SNOW DEPTH") {
            return Some((Self::SnowDepth, "SNOW DEPTH".to_owned()));
        }
        let (since, label) = since(words, of)?;
        Some((sum(since), label))
    }

    fn keep(self, day: &mut Day, figures: Figures) {
        let add = |sums: &mut Vec<Sum>, since: Date, figures: Figures| {
            if sums.len() < MAX_SUMS && sums.iter().all(|sum| sum.since != since) {
                sums.push(Sum { since, figures });
            }
        };
        match self {
            Self::PrecipitationSince(since) => add(&mut day.precipitation_sums, since, figures),
            Self::SnowfallSince(since) => add(&mut day.snowfall_sums, since, figures),
            Self::High | Self::Low | Self::Precipitation | Self::Snowfall | Self::SnowDepth => {
                self.of_day(day).into_iter().for_each(|place| *place = figures.clone());
            }
        }
    }

    /// Where it stands; nowhere for a sum.
    fn of_day(self, day: &mut Day) -> Option<&mut Figures> {
        match self {
            Self::High => Some(&mut day.high),
            Self::Low => Some(&mut day.low),
            Self::Precipitation => Some(&mut day.precipitation),
            Self::Snowfall => Some(&mut day.snowfall),
            Self::SnowDepth => Some(&mut day.snow_depth),
            Self::PrecipitationSince(_) | Self::SnowfallSince(_) => None,
        }
    }
}

/// `MONTH TO DATE` or `SINCE OCT 1`: the first day that is counted, the last such day that is not after `of`; and the words.
fn since(words: &str, of: Date) -> Option<(Date, String)> {
    const MONTH: &str = "MONTH TO DATE";
    if words.starts_with(MONTH) {
        return Some((of.first_of_month(), MONTH.to_owned()));
    }
    let mut parts = words.split_whitespace();
    let (Some("SINCE"), Some(month), Some(date)) = (parts.next(), parts.next(), parts.next()) else {
        return None;
    };
    let in_year = |year: i16| day_of(month_of(month)?, date, year);
    let this = in_year(of.year())?;
    let since = if this <= of { this } else { in_year(of.year().checked_sub(1)?)? };
    // As it is written, with whatever blanks: the figures come after the day.
    let end = words.find(month)? + month.len();
    let end = end + words.get(end..)?.find(date)? + date.len();
    Some((since, words.get(..end)?.to_owned()))
}
