//! "CountyCasesDeaths" → the names of the columns.

use super::words;

/// Names of columns kept.
const MOST_NAMES: usize = 16;

/// Splits a header whose names ran together; at most a few names, none empty.
///
/// By tabs, bars or runs of blanks where there are any; else where a capital follows a small letter ("Total
/// DeathsNew Cases" are two names); else by known words, as in "COUNTYCASESDEATHS"; else, if that gives as many names
/// as are `wanted`, by single blanks.
pub(super) fn split(header: &str, wanted: Option<usize>) -> Vec<String> {
    let header = header.trim().trim_matches('|').trim();
    let parted: Vec<&str> = header.split(['\t', '|']).flat_map(|part| part.split("  ")).collect();
    let names = tidy(parted.iter().copied());
    if names.len() > 1 {
        return names;
    }
    let names = tidy(at_capitals(header).into_iter());
    let words = tidy(header.split_whitespace());
    let fits = |names: &Vec<String>| wanted.map_or(names.len() > 1, |wanted| names.len() == wanted);
    if fits(&names) {
        return names;
    }
    let known = by_known_words(header);
    if known.len() > 1 && (fits(&known) || !fits(&words)) && known.len() >= names.len() {
        return known;
    }
    if words.len() > 1
        && fits(&words)
        && (wanted.is_some() || words.iter().all(|word| words::is_header_word(word)))
    {
        return words;
    }
    names
}

fn tidy<'a>(parts: impl Iterator<Item = &'a str>) -> Vec<String> {
    parts.map(str::trim).filter(|part| !part.is_empty()).take(MOST_NAMES).map(str::to_owned).collect()
}

/// Cuts before each capital that follows a small letter, a digit or a closing bracket.
pub(super) fn at_capitals(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut previous) = (0, ' ');
    for (place, character) in text.char_indices() {
        let joined =
            previous.is_lowercase() || previous.is_ascii_digit() || matches!(previous, ')' | ']' | '%');
        if character.is_uppercase() && joined {
            parts.push(text.get(start..place).unwrap_or_default());
            start = place;
        }
        previous = character;
    }
    parts.push(text.get(start..).unwrap_or_default());
    parts
}

/// Cuts text that is nothing but known words without blanks between them.
fn by_known_words(text: &str) -> Vec<String> {
    let lower = text.to_ascii_lowercase();
    let (mut names, mut at) = (Vec::new(), 0);
    while let Some(word) = lower.get(at..).and_then(words::header_word_at_start) {
        names.push(text.get(at..at + word.len()).unwrap_or_default().to_owned());
        at += word.len();
        if names.len() > MOST_NAMES {
            break;
        }
    }
    if at == lower.len() { names } else { Vec::new() }
}

/// Where the header ends in text that begins with one and goes on with a row's name, as when a whole table stands on
/// one line: "CountyCasesDeathsMultnomah" → 17. Zero when it does not begin with words of a header.
pub(super) fn end_before_name(text: &str) -> usize {
    let mut end = 0;
    let parts = at_capitals(text);
    let mut at = 0;
    for part in parts.iter().take(parts.len().saturating_sub(1)) {
        at += part.len();
        let known = part.split_whitespace().next_back().is_some_and(words::is_header_word);
        if !known {
            break;
        }
        end = at;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cut_where_they_were_joined() {
        assert_eq!(split("CountyCasesDeaths", None), ["County", "Cases", "Deaths"]);
        assert_eq!(split("CountyNew CasesTotal Deaths", None), ["County", "New Cases", "Total Deaths"]);
        assert_eq!(split("COUNTYCASESDEATHS", None), ["COUNTY", "CASES", "DEATHS"]);
        assert_eq!(split("County\tCases\tDeaths", None), ["County", "Cases", "Deaths"]);
        assert_eq!(split("County Cases Deaths", None), ["County", "Cases", "Deaths"]);
        assert_eq!(split("Precinct Yes No", Some(3)), ["Precinct", "Yes", "No"]);
        assert_eq!(split("Precinct", None), ["Precinct"]);
        assert!(split("  ", None).is_empty());
    }

    #[test]
    fn a_header_ends_before_the_first_name() {
        assert_eq!(end_before_name("CountyCasesDeathsMultnomah"), 17);
        assert_eq!(end_before_name("CountyNew CasesHood River"), 15);
        assert_eq!(end_before_name("Multnomah"), 0);
        assert_eq!(end_before_name("McCoyHood"), 0);
    }
}
