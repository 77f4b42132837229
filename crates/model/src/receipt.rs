//! The receipt of a publication: every address that changed, asked through the station's own router.

use crate::{id::StoryId, url::Url};
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

/// The receipt of one verb on one story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Which story.
    pub story: StoryId,
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
