//! Whole numbers as a reader sees them: thousands separators, and a word instead of a false zero.

/// `155597` → `155,597`; the minus sign is U+2212 so that it lines up with the digits.
#[must_use]
pub fn grouped(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 3);
    if value < 0 {
        text.push('\u{2212}');
    }
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A figure without its decimal point, and where it stands: `(36765, 1)` → `3,676.5`.
#[must_use]
pub fn decimal(figure: i64, places: u8) -> String {
    let unit = 10u64.saturating_pow(u32::from(places));
    let (whole, rest) = (figure.unsigned_abs() / unit, figure.unsigned_abs() % unit);
    if places == 0 {
        return grouped(figure);
    }
    let sign = if figure < 0 { "\u{2212}" } else { "" };
    let whole = grouped(i64::try_from(whole).unwrap_or(i64::MAX));
    format!("{sign}{whole}.{rest:0width$}", width = usize::from(places))
}

/// `1 story`, `24 stories`: a count with the noun it needs.
#[must_use]
pub fn counted(count: u64, one: &str, many: &str) -> String {
    let noun = if count == 1 { one } else { many };
    format!("{} {noun}", grouped(i64::try_from(count).unwrap_or(i64::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_separated() {
        let cases =
            [(0, "0"), (999, "999"), (1_000, "1,000"), (3_566_914, "3,566,914"), (-2_208, "\u{2212}2,208")];
        for (value, words) in cases {
            assert_eq!(grouped(value), words);
        }
        assert_eq!(grouped(i64::MIN), "\u{2212}9,223,372,036,854,775,808");
    }

    #[test]
    fn decimals_keep_their_place() {
        let cases = [(36_765, 1, "3,676.5"), (-5, 2, "\u{2212}0.05"), (0, 1, "0.0"), (1_234, 0, "1,234")];
        for (figure, places, words) in cases {
            assert_eq!(decimal(figure, places), words);
        }
    }

    #[test]
    fn nouns_agree_with_their_count() {
        assert_eq!(counted(1, "story", "stories"), "1 story");
        assert_eq!(counted(1_024, "story", "stories"), "1,024 stories");
    }
}
