//! A slug: the part of an address that people read.

/// Lowercase ASCII letters, digits and single hyphens, 1 to 80 of them, neither first nor last a hyphen.
///
/// Because no other character can be in it, a slug can stand in a path, a file name or a cache key as it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(String);

/// Why a text is not a slug.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SlugError {
    /// Nothing there.
    #[error("is empty: write a few words, such as “city-budget-vote”")]
    Empty,
    /// Longer than [`Slug::MAX`].
    #[error("is {0} characters long: use at most {max}", max = Slug::MAX)]
    TooLong(usize),
    /// Something other than a–z, 0–9 and inner hyphens.
    #[error("contains “{0}”: use only a–z, 0–9 and single hyphens between them")]
    Character(char),
}

impl Slug {
    /// The longest slug, in characters: with its path it still fits a line of a mail.
    pub const MAX: usize = 80;

    /// Check a text that should be a slug already.
    pub fn parse(text: &str) -> Result<Self, SlugError> {
        if text.is_empty() {
            return Err(SlugError::Empty);
        }
        if text.len() > Self::MAX {
            return Err(SlugError::TooLong(text.chars().count()));
        }
        let bad = |c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if let Some(character) = text.chars().find(|&c| bad(c)) {
            return Err(SlugError::Character(character));
        }
        if text.starts_with('-') || text.ends_with('-') || text.contains("--") {
            return Err(SlugError::Character('-'));
        }
        Ok(Self(text.to_owned()))
    }

    /// Make a slug of a headline: letters are put into ASCII, everything else becomes a hyphen, and a long one is
    /// cut at a word. `None` when nothing is left (a headline of punctuation only).
    pub fn from_headline(headline: &str) -> Option<Self> {
        // Transliteration is linear, but nobody needs a slug of a whole book.
        let start: String = headline.chars().take(400).collect();
        let whole = slug::slugify(start);
        let cut = match whole.get(..=60) {
            None => whole.as_str(),
            Some(head) => head.rsplit_once('-').map_or(&whole[..60], |(words, _)| words),
        };
        Self::parse(cut).ok()
    }

    /// The slug as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Slug {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for Slug {
    type Err = SlugError;
    fn from_str(text: &str) -> Result<Self, SlugError> {
        Self::parse(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn tricks_are_refused_by_name() {
        for (text, want) in [
            ("", SlugError::Empty),
            ("../etc", SlugError::Character('.')),
            ("a/b", SlugError::Character('/')),
            ("A", SlugError::Character('A')),
            ("a--b", SlugError::Character('-')),
            ("-a", SlugError::Character('-')),
            ("a%2e", SlugError::Character('%')),
            ("é", SlugError::Character('é')),
        ] {
            assert_eq!(Slug::parse(text), Err(want), "{text}");
        }
        assert_eq!(Slug::parse(&"a".repeat(81)), Err(SlugError::TooLong(81)));
    }

    #[test]
    fn headlines_become_readable_slugs() {
        for (headline, slug) in [
            ("Very mild start to March", "very-mild-start-to-march"),
            ("¿Dónde vacunarse? Guía", "donde-vacunarse-guia"),
            (
                "Council votes, after nine hours of testimony, to rebuild the Bear Creek greenway bridge",
                "council-votes-after-nine-hours-of-testimony-to-rebuild-the",
            ),
        ] {
            assert_eq!(Slug::from_headline(headline).unwrap().as_str(), slug);
        }
        assert_eq!(Slug::from_headline("?!…"), None);
    }

    proptest! {
        #[test]
        fn any_headline_gives_a_slug_or_nothing(headline in any::<String>()) {
            if let Some(slug) = Slug::from_headline(&headline) {
                prop_assert!(Slug::parse(slug.as_str()).is_ok());
            }
        }
    }
}
