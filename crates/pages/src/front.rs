//! The front page: what an editor placed, filled up with the newest where nothing was placed.

use serde::Serialize;

use crate::{
    View,
    card::Card,
    chrome::{Head, Link},
    module::ModuleView,
    moment::Day,
};

/// The front page.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FrontPage {
    /// Document head; its title may stay empty.
    pub head: Head,
    /// The day in the dateline. The page is stale when it ends.
    pub today: Day,
    /// The story that dominates.
    pub lead: Option<Card>,
    /// Under the lead: two, four or none.
    pub under_lead: Vec<Card>,
    /// The second column: about three.
    pub second: Vec<Card>,
    /// Headlines only, in the side rail.
    pub briefs: Vec<Card>,
    /// Modules in the side rail.
    pub modules: Vec<ModuleView>,
    /// Opinion, visibly apart from the news.
    pub opinion: Option<Block>,
    /// Blocks of the first sections, as many as find room beside the rail.
    pub beside: Vec<Block>,
    /// One block for each other section.
    pub blocks: Vec<Block>,
}

impl View for FrontPage {
    const TEMPLATE: &'static str = "front.html";
}

/// A section on the front.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Block {
    /// The section.
    pub section: Link,
    /// Its stories, the first most prominent. At least one: a section without stories has no block.
    pub cards: Vec<Card>,
}
