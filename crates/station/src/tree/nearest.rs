//! “Did you mean …?”

/// The name nearest to what was written, if it is near enough to be a slip of the hand.
pub(super) fn nearest<'n>(written: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    // Nobody mistypes a name of this length, and the comparison is quadratic.
    if written.len() > 60 {
        return None;
    }
    let limit = (written.chars().count() / 3).max(1);
    let scored = names.map(|name| (distance(written, name), name)).filter(|(far, _)| *far <= limit);
    scored.min_by_key(|(far, _)| *far).map(|(_, name)| name)
}

/// Letters to change, add or remove (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (to, above) in b.iter().zip(row.iter_mut().skip(1)) {
            let change = diagonal + usize::from(from != *to);
            diagonal = *above;
            left = change.min(*above + 1).min(left + 1);
            *above = left;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_hand_find_their_name() {
        let names = ["name", "tagline", "timezone", "base_url"];
        for (written, name) in [
            ("taglin", "tagline"),
            ("time_zone", "timezone"),
            ("nmae", ""),
            ("baseurl", "base_url"),
            ("colour", ""),
        ] {
            assert_eq!(nearest(written, names.into_iter()).unwrap_or(""), name, "{written}");
        }
        assert_eq!((distance("kitten", "sitting"), distance("", "abc"), distance("abc", "abc")), (3, 3, 0));
    }
}
