//! Words that tables of public figures use, as far as reading them needs to know.

/// Words of headers, lower case; the first ones name what a row is.
const HEADERS: [&str; 45] = [
    "county",
    "parish",
    "borough",
    "place",
    "city",
    "town",
    "state",
    "district",
    "precinct",
    "school",
    "region",
    "name",
    "zip",
    "cases",
    "case",
    "deaths",
    "death",
    "total",
    "confirmed",
    "probable",
    "new",
    "tests",
    "tested",
    "positive",
    "negative",
    "hospitalized",
    "hospitalizations",
    "recovered",
    "active",
    "population",
    "votes",
    "percent",
    "icu",
    "cured",
    "yes",
    "no",
    "count",
    "number",
    "amount",
    "fips",
    "rate",
    "doses",
    "vaccinated",
    "reported",
    "date",
];
/// Names of rows that stand outside a table's order.
const OUTSIDE: [&str; 14] = [
    "unassigned",
    "unknown",
    "other",
    "others",
    "pending",
    "not assigned",
    "not reported",
    "out of state",
    "out-of-state",
    "non-resident",
    "non-residents",
    "under investigation",
    "missing",
    "not available",
];
/// Names of rows that hold the sums of the others.
const TOTALS: [&str; 11] = [
    "total",
    "totals",
    "grand total",
    "sum",
    "all",
    "all counties",
    "statewide",
    "state total",
    "statewide total",
    "total statewide",
    "overall",
];
/// Figures that count a part of what another one counts.
const PARTS: [&str; 9] =
    ["death", "died", "fatal", "hospital", "icu", "recover", "active", "deceased", "ventilat"];
const WHOLES: [&str; 6] = ["case", "confirmed", "positive", "infection", "incident", "tests"];

fn is_in(words: &[&str], text: &str) -> bool {
    let text = text.trim().trim_end_matches([':', '*', '.']).trim_end();
    words.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Whether a row of this name holds the sums.
pub(in crate::table) fn is_total(name: &str) -> bool {
    is_in(&TOTALS, name)
}

/// Whether a row of this name counts what belongs to no other row, such as "Unassigned": it stands outside the order
/// of the others.
#[must_use]
pub fn is_outside(name: &str) -> bool {
    is_in(&OUTSIDE, name)
}

/// Whether this is a word of a header.
pub(super) fn is_header_word(word: &str) -> bool {
    is_in(&HEADERS, word)
}

/// The longest word of a header that the text, in lower case, begins with.
pub(super) fn header_word_at_start(lower: &str) -> Option<&'static str> {
    HEADERS.iter().filter(|word| lower.starts_with(**word)).max_by_key(|word| word.len()).copied()
}

/// Whether every later measure counts a part of what the first counts, as deaths among cases.
pub(super) fn later_within_first(measures: &[String]) -> bool {
    let has = |name: &String, words: &[&str]| {
        let lower = name.to_lowercase();
        words.iter().any(|word| lower.contains(word))
    };
    let Some((first, later)) = measures.split_first() else { return false };
    !later.is_empty()
        && has(first, &WHOLES)
        && !has(first, &PARTS)
        && !first.to_lowercase().contains("new")
        && later.iter().all(|name| has(name, &PARTS))
}
