//! Stories and their corrections.

use jiff::Timestamp;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::Organization;

/// A story as published.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Article {
    /// News, opinion, analysis or sponsored.
    #[serde(rename = "@type")]
    pub kind: ArticleKind,
    /// The headline.
    pub headline: String,
    /// The page's own canonical URL; written as `url` and `mainEntityOfPage`.
    #[serde(flatten, serialize_with = "page")]
    pub url: String,
    /// The summary.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// First published.
    #[serde(serialize_with = "crate::dates::serialize")]
    pub date_published: Timestamp,
    /// Last changed in a way that matters.
    #[serde(serialize_with = "crate::dates::serialize")]
    pub date_modified: Timestamp,
    /// Byline; for a wire story without names, the agency.
    #[serde(rename = "author", skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<Author>,
    /// The station.
    pub publisher: Organization,
    /// Lead picture first.
    #[serde(rename = "image", skip_serializing_if = "Vec::is_empty")]
    pub images: Vec<Image>,
    /// Section names.
    #[serde(rename = "articleSection", skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<String>,
    /// Tags.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<String>,
    /// BCP 47 tag.
    #[serde(rename = "inLanguage", skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// URL of the original of a syndicated piece.
    #[serde(rename = "isBasedOn", skip_serializing_if = "Option::is_none")]
    pub original: Option<String>,
    /// Whose piece it is when it is not the publisher's.
    #[serde(rename = "sourceOrganization", skip_serializing_if = "Option::is_none")]
    pub source: Option<Organization>,
    /// Who paid for a sponsored piece.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sponsor: Option<Organization>,
    /// Who holds the rights, as a sentence.
    #[serde(rename = "copyrightNotice", skip_serializing_if = "Option::is_none")]
    pub rights: Option<String>,
    /// What was corrected.
    #[serde(rename = "correction", skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
    /// Whether it can be read without paying.
    #[serde(rename = "isAccessibleForFree")]
    pub free: bool,
}

/// The schema.org type of a story: its label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum ArticleKind {
    /// Reported facts.
    #[serde(rename = "NewsArticle")]
    News,
    /// The author's view.
    #[serde(rename = "OpinionNewsArticle")]
    Opinion,
    /// What the facts mean, by a reporter.
    #[serde(rename = "AnalysisNewsArticle")]
    Analysis,
    /// Paid for by an advertiser.
    #[serde(rename = "AdvertiserContentArticle")]
    Sponsored,
}

/// Who wrote it.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "@type")]
pub enum Author {
    /// A person in the byline.
    Person {
        /// The name as printed.
        name: String,
        /// The author's page.
        #[serde(skip_serializing_if = "Option::is_none")]
        url: Option<String>,
    },
    /// An agency or a newsroom.
    Organization {
        /// Its name.
        name: String,
        /// Its page.
        #[serde(skip_serializing_if = "Option::is_none")]
        url: Option<String>,
    },
}

/// A picture.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(tag = "@type", rename = "ImageObject", rename_all = "camelCase")]
pub struct Image {
    /// Absolute URL.
    pub url: String,
    /// Width in pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// Height in pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    /// The caption.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    /// Who made it.
    #[serde(rename = "creditText", skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
}

/// A correction, as printed.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(tag = "@type", rename = "CorrectionComment", rename_all = "camelCase")]
pub struct Correction {
    /// What was wrong and what is right.
    pub text: String,
    /// When it was made.
    #[serde(serialize_with = "crate::dates::serialize")]
    pub date_published: Timestamp,
}

fn page<S: Serializer>(url: &str, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(2))?;
    map.serialize_entry("url", url)?;
    map.serialize_entry("mainEntityOfPage", url)?;
    map.end()
}
