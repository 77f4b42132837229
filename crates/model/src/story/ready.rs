//! What must be there before a story may go out. Everything missing is told at once, by field, so that the form can
//! be mended in one go.

use super::{Content, Kind};
use crate::{module::Module, station::Station};
use prose::{Block, Body, Href, MediaKey, Picture};

/// One thing that stands between a story and the public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Field of the form, such as `headline`.
    pub field: &'static str,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub remedy: String,
}

/// What the library knows of a picture that a story names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureFacts {
    /// Description in the library.
    pub alt: Option<String>,
    /// Whether it can be shown yet.
    pub ready: bool,
}

/// Looks a picture up in the library.
pub trait Pictures {
    /// What is known of it; `None` when there is no such picture.
    fn facts(&self, key: &MediaKey) -> Option<PictureFacts>;
}

impl Pictures for std::collections::HashMap<MediaKey, PictureFacts> {
    fn facts(&self, key: &MediaKey) -> Option<PictureFacts> {
        self.get(key).cloned()
    }
}

/// Everything that is missing before this content may be public on this station.
pub fn missing(content: &Content, station: &Station, pictures: &dyn Pictures) -> Vec<Missing> {
    let mut list = Vec::new();
    words(content, &mut list);
    placing(content, station, &mut list);
    if let Some(lead) = &content.lead {
        picture("lead", &lead.picture, lead.alt.as_deref(), pictures, &mut list);
    }
    list.extend(missing_in_body(&content.body, pictures));
    list
}

/// What is missing in a text: pictures that are not there or not described, modules that nobody knows.
pub fn missing_in_body(body: &Body, pictures: &dyn Pictures) -> Vec<Missing> {
    let mut list = Vec::new();
    for block in &body.blocks {
        match block {
            Block::Image(Picture { key, alt, .. }) => {
                picture("body", key, alt.as_deref(), pictures, &mut list);
            }
            Block::Gallery { pictures: shown } => {
                for Picture { key, alt, .. } in shown {
                    picture("body", key, alt.as_deref(), pictures, &mut list);
                }
            }
            Block::Video(video) => {
                if let Some(poster) = &video.poster {
                    picture("body", poster, None, pictures, &mut list);
                }
                let leads = |href: &Href| href.names_a_host() || href.as_str().starts_with('/');
                if !video.link.as_ref().is_some_and(leads) {
                    let what = format!("The video “{}” does not say where it can be watched.", video.key);
                    let remedy =
                        "Videos do not play here yet. Add link=https://… behind its key, or take it out.";
                    tell(&mut list, "body", &what, remedy);
                }
            }
            Block::Module { name } => {
                if let Err(error) = Module::from_name(name) {
                    tell(&mut list, "body", &error.to_string(), "Correct its name or take it out.");
                }
            }
            _ => {}
        }
    }
    list
}

fn words(content: &Content, list: &mut Vec<Missing>) {
    let headline = content.headline.trim();
    if headline.is_empty() {
        tell(list, "headline", "There is no headline.", "Write one.");
    } else if headline.chars().count() > Content::HEADLINE_MAX {
        tell(list, "headline", "The headline is too long.", "Use at most 200 characters.");
    }
    if content.slug.is_none() && !headline.is_empty() && crate::Slug::from_headline(headline).is_none() {
        tell(
            list,
            "slug",
            "The headline has no letters to make an address of.",
            "Write a slug, such as a-few-words.",
        );
    }
    if content.dek.chars().count() > Content::DEK_MAX {
        tell(list, "dek", "The dek is too long.", "Use at most 500 characters.");
    }
    if content.body.is_empty() {
        tell(list, "body", "There is no text.", "Write at least a sentence.");
    }
}

fn placing(content: &Content, station: &Station, list: &mut Vec<Missing>) {
    match &content.section {
        None => tell(list, "section", "No section is chosen.", "Choose one."),
        Some(slug) if station.section(slug).is_none() => {
            let what = format!("There is no section “{slug}”.");
            tell(list, "section", &what, "Choose one of the station's sections.");
        }
        Some(_) => {}
    }
    for slug in &content.places {
        if station.place(slug).is_none() {
            let what = format!("There is no place “{slug}”.");
            tell(list, "places", &what, "Choose from the station's places, or add it to station.toml.");
        }
    }
    if content.authors.is_empty() && content.origin.is_none() {
        let remedy = "Name an author; or name the source if the piece comes from elsewhere.";
        tell(list, "authors", "Nobody signs the story.", remedy);
    }
    if content.kind == Kind::Sponsored && content.origin.is_none() {
        let remedy = "Name who paid for it as the source.";
        tell(list, "origin", "A sponsored piece does not say by whom.", remedy);
    }
}

fn picture(
    field: &'static str,
    key: &MediaKey,
    alt: Option<&str>,
    library: &dyn Pictures,
    list: &mut Vec<Missing>,
) {
    let name = key.as_str();
    match library.facts(key) {
        None => {
            let what = format!("There is no picture “{name}” in the library.");
            tell(list, field, &what, "Upload it, or take it out.");
        }
        Some(facts) if !facts.ready => {
            let what = format!("The picture “{name}” is not ready.");
            tell(list, field, &what, "Wait a moment; if it stays so, look at it under Pictures.");
        }
        Some(facts) => {
            let described = |text: Option<&str>| text.is_some_and(|text| !text.trim().is_empty());
            if !described(alt) && !described(facts.alt.as_deref()) {
                let what = format!("The picture “{name}” has no description.");
                tell(list, field, &what, "Say in a sentence what is seen, for readers who cannot see it.");
            }
        }
    }
}

fn tell(list: &mut Vec<Missing>, field: &'static str, what: &str, remedy: &str) {
    list.push(Missing { field, what: what.to_owned(), remedy: remedy.to_owned() });
}
