//! The ways to cut one run of digits into figures.

use super::MOST_MEASURES;

/// Digits of one figure: nearly a hundred thousand billions, so that no sum of [`super::MOST_ROWS`] leaves 64 bits.
const MOST_DIGITS: usize = 14;
/// Ways to cut one row; over it the row is not tried.
const MOST_CUTS: usize = 1_000;

/// One way: a figure for each measure, zeros behind the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    pub(super) figures: [i64; MOST_MEASURES],
}

/// How the table writes its figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Writing {
    /// Digits only.
    Plain,
    /// Commas between groups of three, in every figure that is long enough.
    Grouped,
}

/// A table in which one figure has commas writes them everywhere.
pub(super) fn writing<'a>(mut runs: impl Iterator<Item = &'a str>) -> Writing {
    if runs.any(|run| run.contains(',')) { Writing::Grouped } else { Writing::Plain }
}

/// Whether this can stand in a run.
pub(super) fn belongs(character: char) -> bool {
    character.is_ascii_digit() || matches!(character, ',' | '-' | '−')
}

/// Every way to cut the run, the longest first figure first; none when it holds something else than figures.
/// `None` when there are too many ways to try.
///
/// A figure is 0 or begins with another digit; a minus begins a figure.
pub(super) fn cuts(run: &str, measures: usize, writing: Writing) -> Option<Vec<Cut>> {
    if measures > MOST_MEASURES {
        return None;
    }
    let run: Vec<u8> = run
        .chars()
        .map(|character| match character {
            '−' => b'-',
            digit if belongs(digit) => u8::try_from(digit).unwrap_or(b'?'),
            _ => b'?',
        })
        .collect();
    let mut found = Vec::new();
    if run.contains(&b'?') || run.len() > measures.saturating_mul(MOST_DIGITS + MOST_DIGITS / 2) {
        return Some(found);
    }
    let mut cut = Cut { figures: [0; MOST_MEASURES] };
    collect(&run, 0, measures, writing, &mut cut, &mut found).then_some(found)
}

/// False when there are too many. The depth is the number of measures.
fn collect(
    rest: &[u8],
    measure: usize,
    measures: usize,
    writing: Writing,
    cut: &mut Cut,
    found: &mut Vec<Cut>,
) -> bool {
    let left = measures - measure;
    if left == 0 {
        if rest.is_empty() {
            found.push(*cut);
        }
        return found.len() <= MOST_CUTS;
    }
    let shortest = if left == 1 { rest.len() } else { 1 };
    let longest = (rest.len() + 1).saturating_sub(left);
    for length in (shortest..=longest).rev() {
        let Some((head, tail)) = rest.split_at_checked(length) else { continue };
        let Some(figure) = figure(head, writing) else { continue };
        if let Some(place) = cut.figures.get_mut(measure) {
            *place = figure;
        }
        if !collect(tail, measure + 1, measures, writing, cut, found) {
            return false;
        }
    }
    true
}

fn figure(text: &[u8], writing: Writing) -> Option<i64> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        all => (false, all),
    };
    if digits.first() == Some(&b'0') && (digits.len() > 1 || negative) {
        return None;
    }
    let mut value = 0_i64;
    let mut count = 0;
    for (place, &byte) in digits.iter().enumerate() {
        let comma_due = writing == Writing::Grouped && (digits.len() - place).is_multiple_of(4);
        if comma_due && place > 0 {
            if byte != b',' {
                return None;
            }
            continue;
        }
        if !byte.is_ascii_digit() {
            return None;
        }
        value = value * 10 + i64::from(byte - b'0');
        count += 1;
        if count > MOST_DIGITS {
            return None;
        }
    }
    // Without its commas a long figure is not written as the table writes it.
    let whole = count > 0 && !(writing == Writing::Grouped && digits.len().is_multiple_of(4));
    whole.then_some(if negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(run: &str, measures: usize, writing: Writing) -> Vec<Vec<i64>> {
        let cuts = cuts(run, measures, writing).unwrap();
        cuts.into_iter().map(|cut| cut.figures[..measures].to_vec()).collect()
    }

    #[test]
    fn no_figure_begins_with_a_zero_that_means_nothing() {
        assert_eq!(shown("990", 2, Writing::Plain), [[99, 0], [9, 90]]);
        assert_eq!(shown("00", 2, Writing::Plain), [[0, 0]]);
        assert_eq!(shown("100", 2, Writing::Plain), [[10, 0]]);
        assert!(shown("7", 2, Writing::Plain).is_empty());
        assert!(shown("12x", 2, Writing::Plain).is_empty());
    }

    #[test]
    fn commas_say_where_a_figure_goes_on() {
        assert_eq!(shown("31,877528", 2, Writing::Grouped), [[31_877, 528]]);
        assert_eq!(shown("1,192,32121,435", 2, Writing::Grouped), [[1_192_321, 21_435]]);
        assert_eq!(shown("224", 2, Writing::Grouped), [[22, 4], [2, 24]]);
        assert!(shown("12345", 2, Writing::Grouped).iter().all(|row| row[0] < 1_000 && row[1] < 1_000));
    }

    #[test]
    fn a_minus_begins_a_figure() {
        assert_eq!(shown("12-3", 2, Writing::Plain), [[12, -3]]);
        assert_eq!(shown("-12−3", 2, Writing::Plain), [[-12, -3]]);
        assert!(shown("-0", 1, Writing::Plain).is_empty());
    }

    #[test]
    fn three_measures_have_more_ways_and_all_are_told() {
        assert_eq!(shown("1234", 3, Writing::Plain), [[12, 3, 4], [1, 23, 4], [1, 2, 34]]);
        assert!(cuts(&"1".repeat(30), 4, Writing::Plain).is_none());
        assert!(cuts(&"2".repeat(100), 9, Writing::Plain).is_none());
    }
}
