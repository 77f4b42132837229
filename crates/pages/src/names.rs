//! Names in a sentence.

use std::borrow::Borrow;

/// `Medford`, `Medford and Ashland`, `Medford, Ashland and Talent`; empty of none.
pub(crate) fn listed<S: Borrow<str>>(names: &[S]) -> String {
    match names {
        [] => String::new(),
        [one] => one.borrow().to_owned(),
        [first @ .., last] => format!("{} and {}", first.join(", "), last.borrow()),
    }
}

#[cfg(test)]
mod tests {
    use super::listed;

    #[test]
    fn there_is_one_and_and_it_is_the_last() {
        assert_eq!(listed::<&str>(&[]), "");
        assert_eq!(listed(&["Medford"]), "Medford");
        assert_eq!(listed(&["Medford", "Ashland"]), "Medford and Ashland");
        assert_eq!(listed(&["Oregon".to_owned(), "Idaho".into(), "Utah".into()]), "Oregon, Idaho and Utah");
    }
}
