//! A story of a pack.

use super::{Parts, matter::StoryMatter};
use crate::{fault::Fault, tree::Document};
use desk::import::Import;
use model::{
    slug::Slug,
    station::Station,
    story::{Content, Correction, Kind, Language, Lead, Origin},
    tag::Tag,
};
use prose::{Block, Body, MediaKey};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// A story and the file it came from.
#[derive(Clone, Debug)]
pub struct PackStory {
    /// For faults.
    pub file: String,
    /// What the desk is asked to bring in.
    pub import: Import,
}

/// Read a story; the second part is what could not be kept as it was written.
pub(super) fn read(
    path: &Path,
    text: &str,
    station: &Station,
    pictures: &BTreeMap<MediaKey, PathBuf>,
) -> Result<(PackStory, Vec<Fault>), Vec<Fault>> {
    let file = path.display().to_string();
    let parts = Parts::of(&file, text).map_err(|fault| vec![fault])?;
    let (mut told, matter) = parts.matter::<StoryMatter>(&file);
    let Some(matter) = matter else { return Err(told.into_faults()) };
    let (body, notes) = parts.body(&file);
    let content = content(&matter, body, station, &mut told);
    let mut faults = Vec::new();
    for key in content.body.media_keys() {
        if !pictures.contains_key(key) {
            let what = format!("The text shows a picture “{}” that is not in the pack.", key.as_str());
            faults.push(Fault::of_file(&file, what, "Put it into pictures/, or take it out."));
        }
    }
    if content.lead.as_ref().is_some_and(|lead| !pictures.contains_key(&lead.picture)) {
        let what = "There is no such picture in the pack.";
        told.fault(&["lead", "picture"], what, "Put the file into pictures/, or correct its name.");
    }
    faults.splice(0..0, told.into_faults());
    if !faults.is_empty() {
        return Err(faults);
    }
    let correction = |written: &super::matter::CorrectionMatter| Correction {
        at: written.at.0,
        text: written.text.clone(),
    };
    let import = Import {
        content,
        first_published: matter.first_published.0,
        updated: matter.updated.map(|updated| updated.0),
        corrections: matter.correction.iter().map(correction).collect(),
    };
    Ok((PackStory { file, import }, notes))
}

fn content(matter: &StoryMatter, body: Body, station: &Station, told: &mut Document<'_>) -> Content {
    let language = matter.language.as_deref().unwrap_or(&station.language);
    let language = Language::parse(language).unwrap_or_else(|| {
        told.fault(
            &["language"],
            format!("“{language}” is not a language."),
            "Write a tag such as en or es-MX.",
        );
        Language::english()
    });
    let kind = Kind::parse(&matter.kind).unwrap_or_else(|| {
        let what = format!("There is no kind “{}”.", matter.kind);
        told.fault(&["kind"], what, "Write news, opinion, analysis or sponsored.");
        Kind::News
    });
    let section = slug(&["section"], &matter.section, told).filter(|slug| {
        let known = station.section(slug).is_some();
        if !known {
            let what = format!("The station has no section “{slug}”.");
            told.fault(&["section"], what, "Choose another, or add it to station.toml.");
        }
        known
    });
    let mut places = Vec::new();
    for (index, text) in matter.places.iter().enumerate() {
        let path = ["places", &index.to_string()];
        let Some(slug) = slug(&path, text, told) else { continue };
        if station.place(&slug).is_none() {
            let what = format!("The station has no place “{slug}”.");
            told.fault(&path, what, "Choose another, or add it to station.toml.");
        }
        places.push(slug);
    }
    Content {
        headline: matter.headline.clone(),
        dek: matter.dek.clone(),
        slug: slug(&["slug"], &matter.slug, told),
        section,
        kind,
        language,
        authors: slugs("authors", &matter.authors, told),
        tags: tags(&matter.tags, told),
        places,
        body,
        lead: lead(matter, told),
        origin: matter.source.as_ref().map(|source| Origin {
            name: source.name.clone(),
            canonical: source.url.clone(),
            rights: source.rights.clone(),
        }),
    }
}

fn lead(matter: &StoryMatter, told: &mut Document<'_>) -> Option<Lead> {
    let lead = matter.lead.as_ref()?;
    match MediaKey::parse(&lead.picture) {
        Ok(picture) => Some(Lead {
            picture,
            alt: lead.alt.clone(),
            caption: lead.caption.clone(),
            credit: lead.credit.clone(),
        }),
        Err(error) => {
            told.fault(
                &["lead", "picture"],
                format!("“{}” cannot be a picture's name: {error}.", lead.picture),
                "",
            );
            None
        }
    }
}

fn tags(texts: &[String], told: &mut Document<'_>) -> Vec<Tag> {
    let mut tags = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        match Tag::parse(text) {
            Ok(tag) => tags.push(tag),
            Err(error) => told.fault(&["tags", &index.to_string()], format!("The tag “{text}” {error}."), ""),
        }
    }
    tags
}

fn slugs(key: &str, texts: &[String], told: &mut Document<'_>) -> Vec<Slug> {
    let texts = texts.iter().enumerate();
    texts.filter_map(|(index, text)| slug(&[key, &index.to_string()], text, told)).collect()
}

fn slug(path: &[&str], text: &str, told: &mut Document<'_>) -> Option<Slug> {
    match Slug::parse(text) {
        Ok(slug) => Some(slug),
        Err(error) => {
            told.fault(path, format!("“{text}” {error}."), "");
            None
        }
    }
}

/// Put the library's keys in the place of the names of files.
pub fn rename_pictures(content: &mut Content, keys: &BTreeMap<MediaKey, MediaKey>) {
    let rename = |key: &mut MediaKey| {
        if let Some(real) = keys.get(key) {
            *key = real.clone();
        }
    };
    if let Some(lead) = &mut content.lead {
        rename(&mut lead.picture);
    }
    for block in &mut content.body.blocks {
        match block {
            Block::Image(picture) => rename(&mut picture.key),
            Block::Gallery { pictures } => pictures.iter_mut().for_each(|picture| rename(&mut picture.key)),
            _ => {}
        }
    }
}
