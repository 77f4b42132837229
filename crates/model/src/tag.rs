//! A tag: a subject that stories share across sections, such as “water” or “school board”.

use crate::slug::{Slug, SlugError};

/// A tag as readers see it, with the slug of its page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag {
    /// Identity: two spellings with one slug are one tag.
    pub slug: Slug,
    /// As it was written, such as “School board”.
    pub name: String,
}

impl Tag {
    /// The longest name, in characters.
    pub const MAX: usize = 60;

    /// A tag from what a reporter typed.
    pub fn parse(text: &str) -> Result<Self, SlugError> {
        let name: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let length = name.chars().count();
        if length > Self::MAX {
            return Err(SlugError::TooLong(length));
        }
        let slug = Slug::from_headline(&name).ok_or(SlugError::Empty)?;
        Ok(Self { slug, name })
    }
}
