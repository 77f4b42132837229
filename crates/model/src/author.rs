//! An author: who signs stories. Not the same as a user, who can sign in: a stringer signs and never signs in.

use crate::slug::Slug;
use prose::MediaKey;

/// Longest name, in characters.
pub const NAME_MAX: usize = 100;
/// Longest title, in characters.
pub const TITLE_MAX: usize = 100;
/// Longest biography, in characters.
pub const BIO_MAX: usize = 2_000;

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
    /// Portrait, of the picture library.
    pub picture: Option<MediaKey>,
}
