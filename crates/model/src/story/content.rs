//! What a story consists of: the part that a person writes and that a revision keeps.

use crate::{slug::Slug, tag::Tag};
use jiff::Timestamp;
use prose::{Body, MediaKey};

/// The written part of a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// Headline.
    pub headline: String,
    /// The sentence under it.
    pub dek: String,
    /// Last part of its address; `None` takes one from the headline when it is published.
    pub slug: Option<Slug>,
    /// Section; must be one of the station's when it is published.
    pub section: Option<Slug>,
    /// News, opinion, analysis, sponsored.
    pub kind: Kind,
    /// BCP 47.
    pub language: Language,
    /// Authors, in order of the byline.
    pub authors: Vec<Slug>,
    /// Subjects.
    pub tags: Vec<Tag>,
    /// Places it is about.
    pub places: Vec<Slug>,
    /// Text.
    pub body: Body,
    /// Picture at the top.
    pub lead: Option<Lead>,
    /// Where a piece from elsewhere comes from.
    pub origin: Option<Origin>,
}

impl Content {
    /// Limits, in characters. A headline of ten megabytes is not a headline.
    pub const HEADLINE_MAX: usize = 200;
    /// Longest dek, in characters.
    pub const DEK_MAX: usize = 500;

    /// A blank page in the station's language.
    pub fn blank(language: Language) -> Self {
        Self {
            headline: String::new(),
            dek: String::new(),
            slug: None,
            section: None,
            kind: Kind::News,
            language,
            authors: Vec::new(),
            tags: Vec::new(),
            places: Vec::new(),
            body: Body::default(),
            lead: None,
            origin: None,
        }
    }

    /// Every picture it shows, lead first.
    pub fn pictures(&self) -> impl Iterator<Item = &MediaKey> {
        self.lead.iter().map(|lead| &lead.picture).chain(self.body.media_keys())
    }
}

/// The kind of a piece: printed as a label on the page and carried in its structured data, so that an opinion can
/// never pass for a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A report.
    News,
    /// Someone's opinion.
    Opinion,
    /// Explains and judges, by a reporter.
    Analysis,
    /// Paid for.
    Sponsored,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Kind; 4] = [Kind::News, Kind::Opinion, Kind::Analysis, Kind::Sponsored];

    /// Stored and posted name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::News => "news",
            Self::Opinion => "opinion",
            Self::Analysis => "analysis",
            Self::Sponsored => "sponsored",
        }
    }

    /// The kind of a name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// A BCP 47 language tag of the plain shape `en` or `es-MX`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Language(String);

impl Language {
    /// Check a tag: a language of 2 or 3 letters, optionally a region of 2 letters or 3 digits.
    pub fn parse(text: &str) -> Option<Self> {
        let (language, region) = match text.split_once('-') {
            Some((language, region)) => (language, Some(region)),
            None => (text, None),
        };
        let language_fits =
            (2..=3).contains(&language.len()) && language.bytes().all(|b| b.is_ascii_lowercase());
        let region_fits = region.is_none_or(|region| {
            (region.len() == 2 && region.bytes().all(|b| b.is_ascii_uppercase()))
                || (region.len() == 3 && region.bytes().all(|b| b.is_ascii_digit()))
        });
        (language_fits && region_fits).then(|| Self(text.to_owned()))
    }

    /// English, the station's usual.
    pub fn english() -> Self {
        Self("en".to_owned())
    }

    /// The tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The picture at the top; texts override what the library says of the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lead {
    /// Which picture.
    pub picture: MediaKey,
    /// What is seen, for who cannot see it.
    pub alt: Option<String>,
    /// Under the picture.
    pub caption: Option<String>,
    /// Who made it.
    pub credit: Option<String>,
}

/// Where a syndicated piece comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Name of the service, printed.
    pub name: String,
    /// Where it was first: the page's canonical address.
    pub canonical: Option<String>,
    /// Terms, printed under the piece.
    pub rights: Option<String>,
}

/// A correction, printed on the story for ever.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// When it was made.
    pub at: Timestamp,
    /// What was wrong and what is right.
    pub text: String,
}
