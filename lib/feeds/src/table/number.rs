//! Whole figures as people write them in tables.

/// Why a cell is not a plain whole number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NumberError {
    /// The cell holds a figure with a footnote mark. The figure is here, but taking it without the note is the
    /// caller's decision, never ours: the note may say "provisional", or "fewer than".
    #[error("the figure carries the footnote mark “{mark}”; decide what the mark means, then take the value")]
    Footnoted {
        /// The figure without the mark; none when the mark stands alone or beside "no figure".
        value: Option<i64>,
        /// The mark, at most eight characters.
        mark: String,
    },
    /// A percentage, which is not a count.
    #[error("a percentage where a whole number belongs; choose the column of counts")]
    Percent,
    /// A number with more digits after its point than are kept.
    #[error("more digits after the point than this column keeps; choose the column of counts, or keep more")]
    Fraction,
    /// Separators that do not stand between groups of three digits.
    #[error("separators that do not group the digits by threes; write the number without separators")]
    Grouping,
    /// Beyond the range of 64 bits.
    #[error("a number beyond any count; check the cell for joined figures")]
    Overflow,
    /// Not a number at all; the text, shortened.
    #[error("“{0}” is not a whole number; correct the cell, or leave it empty for no figure")]
    NotANumber(String),
}

/// Written for "no figure", in any letter case.
const NO_FIGURE: [&str; 9] = ["", "na", "n/a", "#n/a", "nan", "null", "-", "–", "—"];
const FOOTNOTE_MARKS: &str = "*†‡§¶#¹²³⁰⁴⁵⁶⁷⁸⁹";
const LONGEST_MARK: usize = 8;
/// Comma, space, no-break space, narrow no-break space, thin space, apostrophes.
const SEPARATORS: [char; 7] = [',', ' ', '\u{a0}', '\u{202f}', '\u{2009}', '\'', '’'];

/// Reads a number with up to `decimals` digits after the point, in units of the last of them: `12.5` with one decimal
/// is 125. `None` is "no figure", which is not zero. What is written is as for [`number`].
///
/// # Errors
/// As for [`number`]; a digit other than zero beyond the last place is [`NumberError::Fraction`].
pub fn decimal(text: &str, decimals: u8) -> Result<Option<i64>, NumberError> {
    let (figure, mark) = without_footnote(text.trim());
    let value = plain(figure, text, usize::from(decimals))?;
    if mark.is_empty() {
        return Ok(value);
    }
    if mark.chars().count() > LONGEST_MARK {
        return Err(not_a_number(text));
    }
    Err(NumberError::Footnoted { value, mark: mark.to_owned() })
}

/// Reads a whole number; `None` is "no figure", which is not zero.
///
/// "No figure" is an empty cell, `NA`, `N/A`, `NaN`, `null` or a dash. Digits may be grouped by threes with a
/// comma, a space or an apostrophe (so `1,234` is one thousand two hundred and thirty-four, as in the sources of
/// the United States), and may end in a fraction of zeros, as tools that keep counts as decimals write them.
///
/// # Errors
/// Everything else, see [`NumberError`].
pub fn number(text: &str) -> Result<Option<i64>, NumberError> {
    decimal(text, 0)
}

/// The figure and the marks after it: signs such as `*`, or a short reference in brackets such as `[a]`.
fn without_footnote(text: &str) -> (&str, &str) {
    let mut figure = text;
    loop {
        let shorter = match figure.strip_suffix(']').and_then(|rest| rest.rsplit_once('[')) {
            Some((before, inside)) if is_reference(inside) => before,
            _ => figure.trim_end_matches(|character| FOOTNOTE_MARKS.contains(character)),
        };
        let shorter = shorter.trim_end();
        if shorter.len() == figure.len() {
            return (figure, text.get(figure.len()..).unwrap_or_default().trim());
        }
        figure = shorter;
    }
}

fn is_reference(inside: &str) -> bool {
    (1..=4).contains(&inside.len()) && inside.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn plain(figure: &str, text: &str, decimals: usize) -> Result<Option<i64>, NumberError> {
    if NO_FIGURE.iter().any(|written| figure.eq_ignore_ascii_case(written)) {
        return Ok(None);
    }
    if figure.ends_with(['%', '％', '‰']) {
        let is_figure = figure.starts_with(|first: char| first.is_ascii_digit() || "+-−.".contains(first));
        return Err(if is_figure { NumberError::Percent } else { not_a_number(text) });
    }
    let (negative, unsigned) = match figure.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, figure.strip_prefix('+').unwrap_or(figure)),
    };
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(fraction) || !whole.starts_with(|first: char| first.is_ascii_digit()) {
        return Err(not_a_number(text));
    }
    let separator = whole.chars().find(|character| !character.is_ascii_digit());
    if let Some(separator) = separator {
        refuse_odd_groups(whole, separator, text)?;
    }
    let (kept, beyond) = fraction.split_at(fraction.len().min(decimals));
    if beyond.bytes().any(|byte| byte != b'0') {
        return Err(NumberError::Fraction);
    }
    let zeros = std::iter::repeat_n('0', decimals - kept.len());
    let mut value = 0_i64;
    for digit in whole.chars().chain(kept.chars()).chain(zeros).filter_map(|character| character.to_digit(10))
    {
        let digit = if negative { -i64::from(digit) } else { i64::from(digit) };
        value =
            value.checked_mul(10).and_then(|tens| tens.checked_add(digit)).ok_or(NumberError::Overflow)?;
    }
    Ok(Some(value))
}

/// One to three digits, then groups of exactly three, all parted by the same separator.
fn refuse_odd_groups(whole: &str, separator: char, text: &str) -> Result<(), NumberError> {
    let known = |character: char| character.is_ascii_digit() || SEPARATORS.contains(&character);
    if !whole.chars().all(known) {
        return Err(not_a_number(text));
    }
    let is_group = |(place, group): (usize, &str)| {
        group.bytes().all(|byte| byte.is_ascii_digit())
            && if place == 0 { (1..=3).contains(&group.len()) } else { group.len() == 3 }
    };
    if whole.split(separator).enumerate().all(is_group) { Ok(()) } else { Err(NumberError::Grouping) }
}

fn not_a_number(text: &str) -> NumberError {
    NumberError::NotANumber(super::notes::shortened(text.trim()))
}
