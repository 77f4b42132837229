//! Who signs: the list of authors, and the form of one.

use serde::Serialize;

use super::form::{Choice, Problem};
use crate::{View, media::Picture};

/// The list of authors.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AuthorList {
    /// Where a new author is made; none for who may not.
    pub create: Option<String>,
    /// Where who is looking makes their own byline; none when they have one.
    pub create_own: Option<String>,
    /// Authors by name.
    pub rows: Vec<AuthorRow>,
}

impl View for AuthorList {
    const TEMPLATE: &'static str = "desk/authors.html";
}

/// One author.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AuthorRow {
    /// Path of the form; none for who may not change it.
    pub url: Option<String>,
    /// As it stands in a byline.
    pub name: String,
    /// Such as “Wildfire reporter”; may be empty.
    pub title: String,
    /// Name of the account that writes under it; empty for a stringer.
    pub account: String,
    /// Whether it is the one of who is looking.
    pub own: bool,
    /// Public path.
    pub public: String,
    /// `12 stories`.
    pub stories: String,
}

/// The form of an author. Posts `slug` (only for a new one), `name`, `title`, `bio`, `email`, `picture` (a key), `mine`
/// (`yes` when it is the byline of who is typing), and `account` (a user's number, or empty) where `accounts` are shown.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AuthorForm {
    /// Where it posts to.
    pub action: String,
    /// True before the first save.
    pub new: bool,
    /// True when it becomes the byline of who is typing.
    pub mine: bool,
    /// Address; empty takes one from the name.
    pub slug: String,
    /// As it stands in a byline.
    pub name: String,
    /// Longest name, in characters.
    pub name_max: u32,
    /// Such as “Wildfire reporter”.
    pub title: String,
    /// Longest title, in characters.
    pub title_max: u32,
    /// Two or three sentences.
    pub bio: String,
    /// Longest biography, in characters.
    pub bio_max: u32,
    /// Public mail address.
    pub email: String,
    /// Newest pictures to choose a portrait from.
    pub pictures: Vec<Choice>,
    /// The portrait that is chosen, to look at.
    pub portrait: Option<Picture>,
    /// Accounts that can write under the name; none for who may not say.
    pub accounts: Vec<Choice>,
    /// What is wrong, by field.
    pub problems: Vec<Problem>,
    /// Public path, once it is saved.
    pub public: Option<String>,
}

impl View for AuthorForm {
    const TEMPLATE: &'static str = "desk/author.html";
}
