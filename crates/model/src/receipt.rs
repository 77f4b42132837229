//! The receipt of a publication: every address that changed, asked through the station's own router.

use crate::{id::StoryId, slug::Slug, url::Url};
use jiff::Timestamp;

/// What an address was expected to say after the change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expect {
    /// The page names the story.
    Shows,
    /// The page does not name the story any more.
    Hides,
    /// The page answers, and was rendered after the change.
    Renewed,
}

/// One line of a receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What was asked.
    pub url: Url,
    /// What it had to say.
    pub expect: Expect,
    /// Whether it did.
    pub agrees: bool,
    /// Microseconds from asking to the whole answer.
    pub micros: u64,
    /// Size of the answer, uncompressed.
    pub bytes: u64,
}

/// What a receipt is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A story.
    Story(StoryId),
    /// An author.
    Author(Slug),
    /// A station page.
    Page(Slug),
    /// A notice of the desk.
    Notice(i64),
    /// A table that the desk describes.
    Table(Slug),
    /// What the newsroom forecasts for a town.
    Town(Slug),
}

impl std::fmt::Display for Subject {
    /// As the audit log writes it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Story(id) => write!(f, "story:{id}"),
            Self::Author(slug) => write!(f, "author:{slug}"),
            Self::Page(slug) => write!(f, "page:{slug}"),
            Self::Notice(id) => write!(f, "notice:{id}"),
            Self::Table(slug) => write!(f, "table:{slug}"),
            Self::Town(slug) => write!(f, "town:{slug}"),
        }
    }
}

/// The receipt of one verb on one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// What it was done to.
    pub of: Subject,
    /// Which verb, such as `publish`.
    pub verb: String,
    /// Moment of the commit.
    pub at: Timestamp,
    /// All addresses.
    pub lines: Vec<Line>,
}

impl Receipt {
    /// Whether every address agrees.
    pub fn agrees(&self) -> bool {
        self.lines.iter().all(|line| line.agrees)
    }
}
