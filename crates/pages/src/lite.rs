//! The lite front and story: words first, no pictures, at most 10 KB on the wire, for weak networks and emergencies.

use serde::Serialize;

use crate::{
    View,
    card::Label,
    chrome::{Head, Link},
    module::{CardOwn, Dates, State, Total, UnitLink},
    moment::{Day, Moment},
    story::{Byline, Correction, Syndication},
};

/// The lite front.
#[derive(Clone, Debug, Default, Serialize)]
pub struct LiteFront {
    /// Document head; its canonical is the full front.
    pub head: Head,
    /// The day in the dateline.
    pub today: Day,
    /// Groups of headlines: top stories first, then sections.
    pub groups: Vec<LiteGroup>,
    /// Data in one line each.
    pub modules: Vec<LiteModule>,
    /// Choice of units, where it tells the weather.
    pub units: Vec<UnitLink>,
    /// Path of the full page.
    pub full: String,
}

impl View for LiteFront {
    const TEMPLATE: &'static str = "lite-front.html";
}

/// Headlines under a heading.
#[derive(Clone, Debug, Default, Serialize)]
pub struct LiteGroup {
    /// Heading.
    pub title: String,
    /// Headlines.
    pub items: Vec<LiteItem>,
}

/// A headline.
#[derive(Clone, Debug, Default, Serialize)]
pub struct LiteItem {
    /// Path of the lite story.
    pub url: String,
    /// Headline.
    pub headline: String,
    /// Dek, for the first few; may be empty.
    pub dek: String,
    /// Label; none for plain news.
    pub label: Option<Label>,
    /// Language where it is not the station's.
    pub language: Option<String>,
}

/// A module in one line.
#[derive(Clone, Debug, Default, Serialize)]
pub struct LiteModule {
    /// Heading.
    pub title: String,
    /// Where there is more.
    pub url: String,
    /// How far it can be trusted.
    pub state: State,
    /// What is wrong, in plain words.
    pub note: Option<String>,
    /// A sentence that says what there is, where that is no figures.
    pub said: Option<String>,
    /// The lite story that the sentence announces; empty where it announces none.
    pub story: String,
    /// Totals.
    pub totals: Vec<Total>,
    /// Towns, of weather.
    pub towns: Vec<LiteTown>,
    /// Where the figures come from and when.
    pub dates: Dates,
}

/// A town's weather in one line, with how far it can be trusted.
#[derive(Clone, Debug, Default, Serialize)]
pub struct LiteTown {
    /// `Medford`.
    pub name: String,
    /// Its lite page.
    pub url: String,
    /// How far the observation can be trusted.
    pub state: State,
    /// `49°F, Clear, high 63°F, low 30°F (5:53 p.m. PST)`; empty where nothing is known.
    pub figures: String,
    /// What warns it, as links to words only.
    pub warnings: Vec<Link>,
    /// What the newsroom's forecasters say of today and tonight.
    pub own: Vec<CardOwn>,
    /// Sentences: what is wrong, where a forecast was, and the air where it is not good.
    pub notes: Vec<String>,
}

/// A lite story.
#[derive(Clone, Debug, Default, Serialize)]
pub struct LiteStory {
    /// Document head; its canonical is the full story.
    pub head: Head,
    /// The story's section.
    pub section: Link,
    /// Label; none for plain news.
    pub label: Option<Label>,
    /// What the label means.
    pub label_note: Option<String>,
    /// Headline.
    pub headline: String,
    /// Dek; may be empty.
    pub dek: String,
    /// Language where it is not the station's.
    pub language: Option<String>,
    /// Who wrote it.
    pub bylines: Vec<Byline>,
    /// First publication.
    pub published: Option<Moment>,
    /// Last material change.
    pub updated: Option<Moment>,
    /// The body as HTML, made by `prose` without pictures.
    pub body_html: String,
    /// Corrections, newest first.
    pub corrections: Vec<Correction>,
    /// Where a syndicated story comes from.
    pub syndication: Option<Syndication>,
    /// Path of the full story.
    pub full: String,
}

impl View for LiteStory {
    const TEMPLATE: &'static str = "lite-story.html";
}
