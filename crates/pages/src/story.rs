//! A story's own page.

use serde::Serialize;

use crate::{
    View,
    card::{Card, Label},
    chrome::{Head, Link},
    media::Picture,
    module::ModuleView,
    moment::Moment,
};

/// A story.
#[derive(Clone, Debug, Default, Serialize)]
pub struct StoryPage {
    /// Document head.
    pub head: Head,
    /// The story's section.
    pub section: Link,
    /// Label; none for plain news.
    pub label: Option<Label>,
    /// What the label means, in a sentence, above the body.
    pub label_note: Option<String>,
    /// Headline.
    pub headline: String,
    /// Dek; may be empty.
    pub dek: String,
    /// Language of headline, dek and body where it is not the station's.
    pub language: Option<String>,
    /// Who wrote it.
    pub bylines: Vec<Byline>,
    /// First publication; none in the preview of a draft.
    pub published: Option<Moment>,
    /// Last material change.
    pub updated: Option<Moment>,
    /// Lead picture.
    pub lead: Option<Picture>,
    /// The body as HTML, made by `prose` from a checked tree: the one field templates print unescaped.
    pub body_html: String,
    /// Corrections, newest first.
    pub corrections: Vec<Correction>,
    /// Where a syndicated story comes from.
    pub syndication: Option<Syndication>,
    /// Tags.
    pub tags: Vec<Link>,
    /// Places.
    pub places: Vec<Link>,
    /// Related stories.
    pub related: Vec<Card>,
    /// Modules in the side rail.
    pub modules: Vec<ModuleView>,
    /// Newest of the same section, in the side rail.
    pub more: Vec<Card>,
    /// Said above a preview, which is not published: until when the link works and who may see it.
    pub preview: Option<String>,
}

impl View for StoryPage {
    const TEMPLATE: &'static str = "story.html";
}

/// One author of a story.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Byline {
    /// Name.
    pub name: String,
    /// Path of the author's page; none for guests and agencies.
    pub url: Option<String>,
    /// `Reporter`, `for the Associated Press`; may be empty.
    pub role: String,
}

/// A correction, printed with the story for ever.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Correction {
    /// When it was made.
    pub made: Moment,
    /// What was wrong and what is right.
    pub words: String,
}

/// Where a syndicated story comes from and what may be done with it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Syndication {
    /// Who supplied it.
    pub source: String,
    /// The first publication elsewhere.
    pub canonical: Option<String>,
    /// Rights, as the supplier words them; may be empty.
    pub rights: String,
}
