//! Station pages: the list, and the form of one.

use serde::Serialize;

use super::form::Problem;
use crate::{View, chrome::Link, moment::Moment};

/// The list of station pages.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PageList {
    /// Where a new page is made.
    pub create: String,
    /// Pages by title.
    pub rows: Vec<PageRow>,
    /// Pages that most stations have and this one has not, each with the path of its form.
    pub suggested: Vec<Link>,
}

impl View for PageList {
    const TEMPLATE: &'static str = "desk/pages.html";
}

/// One page.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PageRow {
    /// Path of the form.
    pub url: String,
    /// Title.
    pub title: String,
    /// One sentence; may be empty.
    pub dek: String,
    /// Public path.
    pub public: String,
    /// Last change.
    pub updated: Moment,
}

/// The form of a page. Posts `slug` (only for a new one), `title`, `dek`, `body`, `body-read`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PageForm {
    /// Where it posts to.
    pub action: String,
    /// True before the first save.
    pub new: bool,
    /// Address; empty takes one from the title.
    pub slug: String,
    /// Title.
    pub title: String,
    /// Longest title, in characters.
    pub title_max: u32,
    /// One sentence for search engines.
    pub dek: String,
    /// Longest sentence, in characters.
    pub dek_max: u32,
    /// Text as it was typed.
    pub body: String,
    /// Mark of that very text, posted back as `body-read`: a text whose problems were shown is taken the second time.
    pub body_read: String,
    /// What is wrong, by field.
    pub problems: Vec<Problem>,
    /// Public path, once it is saved.
    pub public: Option<String>,
}

impl View for PageForm {
    const TEMPLATE: &'static str = "desk/page.html";
}
