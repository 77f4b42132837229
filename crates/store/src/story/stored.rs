//! The shape of a story's content in the database: JSON of these structs. Fields may be added with a default; what is
//! stored stays readable for ever.

use crate::{
    error::{Error, Result},
    sql::slug,
};
use jiff::Timestamp;
use model::{
    slug::Slug,
    story::{Content, Correction, Kind, Language, Lead, Origin},
    tag::Tag,
};
use prose::{Body, MediaKey};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

#[derive(Serialize, Deserialize)]
struct StoredContent {
    headline: String,
    dek: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    slug: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    section: Option<String>,
    kind: String,
    language: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    authors: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    tags: Vec<StoredTag>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    places: Vec<String>,
    body: Body,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    lead: Option<StoredLead>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    origin: Option<StoredOrigin>,
}

#[derive(Serialize, Deserialize)]
struct StoredTag {
    slug: String,
    name: String,
}

#[derive(Serialize, Deserialize)]
struct StoredLead {
    picture: MediaKey,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    alt: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    caption: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    credit: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct StoredOrigin {
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    canonical: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rights: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct StoredCorrection {
    at: i64,
    text: String,
}

/// Content as it is stored.
pub(super) fn write_content(content: &Content) -> Result<String> {
    let words = |slugs: &[Slug]| slugs.iter().map(Slug::to_string).collect();
    write(&StoredContent {
        headline: content.headline.clone(),
        dek: content.dek.clone(),
        slug: content.slug.as_ref().map(Slug::to_string),
        section: content.section.as_ref().map(Slug::to_string),
        kind: content.kind.as_str().to_owned(),
        language: content.language.as_str().to_owned(),
        authors: words(&content.authors),
        tags: content
            .tags
            .iter()
            .map(|tag| StoredTag { slug: tag.slug.to_string(), name: tag.name.clone() })
            .collect(),
        places: words(&content.places),
        body: content.body.clone(),
        lead: content.lead.as_ref().map(stored_lead),
        origin: content.origin.as_ref().map(|origin| StoredOrigin {
            name: origin.name.clone(),
            canonical: origin.canonical.clone(),
            rights: origin.rights.clone(),
        }),
    })
}

/// Content from what is stored.
pub(super) fn read_content(text: &str) -> Result<Content> {
    let stored: StoredContent = read(text, "a story's content")?;
    let slugs = |texts: &[String]| texts.iter().map(|text| slug(text)).collect::<Result<Vec<_>>>();
    Ok(Content {
        slug: stored.slug.as_deref().map(slug).transpose()?,
        section: stored.section.as_deref().map(slug).transpose()?,
        kind: read_kind(&stored.kind)?,
        language: read_language(&stored.language)?,
        authors: slugs(&stored.authors)?,
        tags: stored
            .tags
            .into_iter()
            .map(|tag| Ok(Tag { slug: slug(&tag.slug)?, name: tag.name }))
            .collect::<Result<_>>()?,
        places: slugs(&stored.places)?,
        lead: stored.lead.map(lead_of),
        origin: stored.origin.map(|origin| Origin {
            name: origin.name,
            canonical: origin.canonical,
            rights: origin.rights,
        }),
        headline: stored.headline,
        dek: stored.dek,
        body: stored.body,
    })
}

/// A lead picture as it is stored with a teaser.
pub(super) fn write_lead(lead: &Lead) -> Result<String> {
    write(&stored_lead(lead))
}

/// A lead picture of a teaser.
pub(super) fn read_lead(text: &str) -> Result<Lead> {
    read(text, "a lead picture").map(lead_of)
}

/// Corrections as they are stored.
pub(super) fn write_corrections(corrections: &[Correction]) -> Result<String> {
    let stored = corrections.iter().map(|correction| StoredCorrection {
        at: correction.at.as_microsecond(),
        text: correction.text.clone(),
    });
    write(&stored.collect::<Vec<_>>())
}

/// Corrections from what is stored.
pub(super) fn read_corrections(text: &str) -> Result<Vec<Correction>> {
    let stored: Vec<StoredCorrection> = read(text, "a story's corrections")?;
    let correction = |stored: StoredCorrection| {
        let at =
            Timestamp::from_microsecond(stored.at).map_err(|_| Error::damaged("the time of a correction"))?;
        Ok(Correction { at, text: stored.text })
    };
    stored.into_iter().map(correction).collect()
}

/// A kind by its stored name.
pub(super) fn read_kind(text: &str) -> Result<Kind> {
    Kind::parse(text).ok_or_else(|| Error::damaged(format!("“{text}” where a kind of story should be")))
}

/// A language by its tag.
pub(super) fn read_language(text: &str) -> Result<Language> {
    Language::parse(text).ok_or_else(|| Error::damaged(format!("“{text}” where a language should be")))
}

/// Slugs in one text, a space between them: no slug has a space in it.
pub(super) fn read_slugs(text: &str) -> Result<Vec<Slug>> {
    text.split_ascii_whitespace().map(slug).collect()
}

/// The opposite of [`read_slugs`].
pub(super) fn write_slugs(slugs: &[Slug]) -> String {
    slugs.iter().map(Slug::as_str).collect::<Vec<_>>().join(" ")
}

fn stored_lead(lead: &Lead) -> StoredLead {
    StoredLead {
        picture: lead.picture.clone(),
        alt: lead.alt.clone(),
        caption: lead.caption.clone(),
        credit: lead.credit.clone(),
    }
}

fn lead_of(stored: StoredLead) -> Lead {
    Lead { picture: stored.picture, alt: stored.alt, caption: stored.caption, credit: stored.credit }
}

fn write(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value)
        .map_err(|source| Error::Failed { doing: "write content", source: Box::new(source) })
}

fn read<T: DeserializeOwned>(text: &str, what: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| Error::damaged(format!("{what}: {error}")))
}
