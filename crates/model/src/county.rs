//! Counties by FIPS code: the only safe key of county data, as two states have a Lake County.
//!
//! Names and codes are those of the US Census Bureau as the `us-atlas` geometry (2017) carries them, so that a table
//! and a map made from that geometry agree.

use std::sync::LazyLock;

/// A county: five-digit FIPS code and name without “County”.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct County {
    /// State (2 digits) and county (3 digits), INCITS 31.
    pub fips: &'static str,
    /// Such as `Jackson`.
    pub name: &'static str,
}

static COUNTIES: LazyLock<Vec<County>> = LazyLock::new(|| {
    let line = |line: &'static str| line.split_once('\t').map(|(fips, name)| County { fips, name });
    include_str!("county.tsv").lines().filter_map(line).collect()
});

/// All counties of a state given by its postal code, in order of FIPS code. `None` for a code that is no state.
pub fn of_state(postal: &str) -> Option<impl Iterator<Item = County>> {
    let fips = state_fips(postal)?;
    let start = COUNTIES.partition_point(|county| county.fips < fips);
    Some(COUNTIES[start..].iter().take_while(move |county| county.fips.starts_with(fips)).copied())
}

/// Every county there is, in order of FIPS code.
pub fn all() -> impl Iterator<Item = County> {
    COUNTIES.iter().copied()
}

/// The postal code of the state that a five-digit county code belongs to. `None` for anything else.
pub fn postal_of(fips: &str) -> Option<&'static str> {
    let is_code = fips.len() == 5 && fips.bytes().all(|byte| byte.is_ascii_digit());
    let state = fips.get(..2).filter(|_| is_code)?;
    STATES.iter().find(|(_, code)| *code == state).map(|(postal, _)| *postal)
}

/// The county of a state that a table means by this name: letter case, dots and “County”, “Parish” or “Borough” at the
/// end do not matter, and “Saint” is “St”.
pub fn named(postal: &str, name: &str) -> Option<County> {
    let wanted = plain(name);
    of_state(postal)?.find(|county| plain(county.name) == wanted)
}

/// A name as it is compared.
fn plain(name: &str) -> String {
    let lower = name.to_lowercase().replace(['.', '’', '\''], "");
    let mut words: Vec<&str> = lower.split_whitespace().collect();
    if words.len() > 1 && words.last().is_some_and(|last| matches!(*last, "county" | "parish" | "borough")) {
        words.pop();
    }
    let words = words.into_iter().map(|word| match word {
        "saint" => "st",
        "sainte" => "ste",
        word => word,
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The two-digit FIPS code of a state's postal code.
pub fn state_fips(postal: &str) -> Option<&'static str> {
    STATES.iter().find(|(code, _)| *code == postal).map(|(_, fips)| *fips)
}

/// Postal codes and FIPS codes of the fifty states, the District of Columbia, and the territories (INCITS 38).
const STATES: [(&str, &str); 56] = [
    ("AL", "01"),
    ("AK", "02"),
    ("AZ", "04"),
    ("AR", "05"),
    ("CA", "06"),
    ("CO", "08"),
    ("CT", "09"),
    ("DE", "10"),
    ("DC", "11"),
    ("FL", "12"),
    ("GA", "13"),
    ("HI", "15"),
    ("ID", "16"),
    ("IL", "17"),
    ("IN", "18"),
    ("IA", "19"),
    ("KS", "20"),
    ("KY", "21"),
    ("LA", "22"),
    ("ME", "23"),
    ("MD", "24"),
    ("MA", "25"),
    ("MI", "26"),
    ("MN", "27"),
    ("MS", "28"),
    ("MO", "29"),
    ("MT", "30"),
    ("NE", "31"),
    ("NV", "32"),
    ("NH", "33"),
    ("NJ", "34"),
    ("NM", "35"),
    ("NY", "36"),
    ("NC", "37"),
    ("ND", "38"),
    ("OH", "39"),
    ("OK", "40"),
    ("OR", "41"),
    ("PA", "42"),
    ("RI", "44"),
    ("SC", "45"),
    ("SD", "46"),
    ("TN", "47"),
    ("TX", "48"),
    ("UT", "49"),
    ("VT", "50"),
    ("VA", "51"),
    ("WA", "53"),
    ("WV", "54"),
    ("WI", "55"),
    ("WY", "56"),
    ("AS", "60"),
    ("GU", "66"),
    ("MP", "69"),
    ("PR", "72"),
    ("VI", "78"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn oregon_has_36_and_california_58() {
        assert_eq!(of_state("OR").unwrap().count(), 36);
        assert_eq!(of_state("CA").unwrap().count(), 58);
        assert!(of_state("OR").unwrap().any(|county| county.fips == "41029" && county.name == "Jackson"));
        assert!(of_state("XX").is_none());
    }

    #[test]
    fn a_county_is_known_by_its_name_however_it_is_written() {
        let fips = |state, name| named(state, name).map(|county| county.fips);
        assert_eq!(fips("OR", "Lake"), Some("41037"));
        assert_eq!(fips("CA", "LAKE COUNTY"), Some("06033"));
        assert_eq!(fips("MO", "Saint Louis County"), fips("MO", "St. Louis"));
        assert_eq!(fips("LA", "Orleans Parish"), Some("22071"));
        assert_eq!((fips("OR", "Unassigned"), fips("OR", "County"), fips("XX", "Lake")), (None, None, None));
    }
}
