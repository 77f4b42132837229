//! An author: who signs stories. Not the same as a user, who can sign in: a stringer signs and never signs in.

use crate::slug::Slug;

/// One author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    /// Address, `/author/<slug>`.
    pub slug: Slug,
    /// As it stands in a byline.
    pub name: String,
    /// Such as “Wildfire reporter”.
    pub title: String,
    /// Two or three sentences.
    pub bio: String,
    /// Public address for tips.
    pub email: Option<String>,
}
