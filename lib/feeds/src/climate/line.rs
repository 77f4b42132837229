//! Single lines of a climate report. All are in capitals here.

use jiff::civil::Date;

const MONTHS: [&str; 12] = [
    "JANUARY",
    "FEBRUARY",
    "MARCH",
    "APRIL",
    "MAY",
    "JUNE",
    "JULY",
    "AUGUST",
    "SEPTEMBER",
    "OCTOBER",
    "NOVEMBER",
    "DECEMBER",
];

/// `...THE MEDFORD OR CLIMATE SUMMARY FOR MARCH 1 2021...`: the name and the day.
pub(super) fn summary(line: &str) -> Option<(String, Date)> {
    let line = line.trim().trim_matches('.');
    let (name, day) = line.split_once(" CLIMATE SUMMARY FOR ")?;
    let name = name.trim().trim_start_matches("THE ").trim();
    let mut words = day.split_whitespace();
    let (month, date, year) = (words.next()?, words.next()?, words.next()?);
    Some((name.chars().take(80).collect(), whole_day(month, date.trim_matches(','), year.trim_matches('.'))?))
}

/// `CLIMFR`, the third line of the heading.
pub(super) fn location(line: &str) -> Option<String> {
    let code = line.trim().strip_prefix("CLI")?;
    let fits =
        (3..=4).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    fits.then(|| code.to_owned())
}

/// `416 AM PST MON DEC 29 2014`: the local day. The hour is not needed.
pub(super) fn issued(line: &str) -> Option<Date> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let [time, half, zone, weekday, month, date, year] = words.as_slice() else { return None };
    let digits = time.bytes().filter(u8::is_ascii_digit).count();
    let fits = (3..=4).contains(&digits)
        && matches!(*half, "AM" | "PM")
        && (3..=4).contains(&zone.len())
        && weekday.len() == 3;
    if fits { whole_day(month, date, year) } else { None }
}

/// `CLIMATE NORMAL PERIOD 1991 TO 2020`
pub(super) fn period(line: &str, what: &str) -> Option<(i16, i16)> {
    let rest = line.trim().strip_prefix(what)?.trim_start_matches([':', ' ']);
    let (first, last) = rest.split_once(" TO ")?;
    Some((year(first.trim())?, year(last.split_whitespace().next()?)?))
}

/// A year of records: of the service's own, or of those who wrote the weather down before it.
pub(super) fn year(word: &str) -> Option<i16> {
    let fits = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    word.parse().ok().filter(|year| fits && (1700..=2199).contains(year))
}

/// `MEDFORD OR` as a name: `Medford OR`.
pub(super) fn in_words(name: &str) -> String {
    let word = |word: &str| {
        let is_state = word.len() == 2;
        let mut letters = word.chars();
        match (is_state, letters.next()) {
            (false, Some(first)) => first.to_string() + &letters.as_str().to_lowercase(),
            _ => word.to_owned(),
        }
    };
    let plain = |c: &char| c.is_ascii_alphanumeric() || " .,-/'".contains(*c);
    let name: String = name.chars().filter(plain).collect();
    // Each part of `HILO/GEN.LYMAN` begins with a capital.
    let mut out = String::with_capacity(name.len());
    for part in name.split_inclusive([' ', '/', '.', '-']) {
        let (inner, end) = match part.char_indices().next_back() {
            Some((at, ' ' | '/' | '.' | '-')) => part.split_at(at),
            _ => (part, ""),
        };
        out.push_str(&word(inner));
        out.push_str(end);
    }
    out.trim().to_owned()
}

fn whole_day(month: &str, date: &str, year_: &str) -> Option<Date> {
    day_of(month_of(month)?, date, year(year_)?)
}

/// The number of a month, of its name or the beginning of it.
pub(super) fn month_of(name: &str) -> Option<i8> {
    let is = |known: &&str| *known == name || (name.len() >= 3 && known.starts_with(name));
    i8::try_from(MONTHS.iter().position(is)? + 1).ok()
}

pub(super) fn day_of(month: i8, date: &str, year: i16) -> Option<Date> {
    Date::new(year, month, date.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    #[test]
    fn a_heading_names_place_and_days() {
        let (name, day) = summary("...THE MEDFORD OR CLIMATE SUMMARY FOR MARCH 1 2021...").unwrap();
        assert_eq!((in_words(&name).as_str(), day.to_string().as_str()), ("Medford OR", "2021-03-01"));
        assert_eq!(in_words("HILO/GEN.LYMAN FLD"), "Hilo/Gen.Lyman Fld");
        assert_eq!(location("CLIMFR"), Some("MFR".to_owned()));
        assert_eq!(location("CLIMATE REPORT"), None);
        assert_eq!(issued("416 AM PST MON DEC 29 2014").unwrap().to_string(), "2014-12-29");
        assert_eq!(issued("0441 PM PDT TUE MAR 2 2021").unwrap().to_string(), "2021-03-02");
        assert_eq!(period("CLIMATE NORMAL PERIOD 1991 TO 2020", "CLIMATE NORMAL PERIOD"), Some((1991, 2020)));
        assert_eq!(
            period("CLIMATE NORMAL PERIOD: 1991 TO 2020", "CLIMATE NORMAL PERIOD"),
            Some((1991, 2020))
        );
        for line in ["FEBRUARY 30 2021", "416 AM PST MON FEB 30 2021", "416 XX PST MON DEC 29 2014", "é"] {
            assert_eq!((issued(line), summary(line)), (None, None), "{line}");
        }
    }
}
