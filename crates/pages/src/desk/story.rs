//! The story form.

use serde::Serialize;

use super::form::{Choice, Problem, VerbForm};
use crate::{View, media::Picture, moment::Moment, story::Correction};

/// The story form.
///
/// Posts `revision`, `headline`, `dek`, `slug`, `section`, `kind`, `language`, `author` (repeated, in order), `tags`
/// (by commas), `place` (repeated), `body`, `body-read`, `lead` (a picture's key), `lead-alt`, `lead-caption`, `lead-credit`,
/// `origin-name`, `origin-canonical`, `origin-rights`, `embargo` and `publish-at` (`2021-03-02T06:00`, station time),
/// `material` (`yes` when readers of the earlier version missed something), and `verb`: `save`, `submit`, `publish`,
/// `schedule`, as the button that was pressed.
#[derive(Clone, Debug, Default, Serialize)]
pub struct StoryForm {
    /// Where it posts to.
    pub action: String,
    /// True before the first save.
    pub new: bool,
    /// Revision this form was filled from, from 1; 0 before the first save.
    pub revision: u32,
    /// Part of a class name: `draft`, `published` …
    pub status: String,
    /// `Draft`, `Published March 1, 2021, 4:20 p.m. PST, with unpublished changes`.
    pub status_words: String,
    /// Last saved, by whom.
    pub saved: Option<Moment>,
    /// By whom.
    pub saved_by: String,
    /// What stands between this story and the public, and what is wrong with what was typed.
    pub problems: Vec<Problem>,
    /// Headline.
    pub headline: String,
    /// Longest headline, in characters.
    pub headline_max: u32,
    /// Dek.
    pub dek: String,
    /// Longest dek, in characters.
    pub dek_max: u32,
    /// Slug; empty takes one from the headline.
    pub slug: String,
    /// True once published: the slug then changes with a redirect.
    pub slug_public: bool,
    /// The station's sections.
    pub sections: Vec<Choice>,
    /// News, opinion, analysis, sponsored.
    pub kinds: Vec<Choice>,
    /// BCP 47.
    pub language: String,
    /// Authors to choose from.
    pub authors: Vec<Choice>,
    /// Where who is writing makes a byline; none when they have one.
    pub byline: Option<String>,
    /// Tags, by commas.
    pub tags: String,
    /// The station's places.
    pub places: Vec<Choice>,
    /// Body as it was typed.
    pub body: String,
    /// Mark of that very body, posted back as `body-read`: a text whose problems were shown is taken the second time.
    pub body_read: String,
    /// Newest pictures to choose the lead from.
    pub pictures: Vec<Choice>,
    /// The lead that is chosen, to look at.
    pub lead: Option<Picture>,
    /// Text for the lead that overrides the library's; may be empty.
    pub lead_alt: String,
    /// As above.
    pub lead_caption: String,
    /// As above.
    pub lead_credit: String,
    /// Name of the outside source.
    pub origin_name: String,
    /// Where it was first.
    pub origin_canonical: String,
    /// Terms.
    pub origin_rights: String,
    /// Not public before: `2021-03-02T06:00`; may be empty.
    pub embargo: String,
    /// Goes out by itself at: `2021-03-02T06:00`; may be empty.
    pub publish_at: String,
    /// The zone of both: `Pacific time (PST)`.
    pub zone: String,
    /// Buttons of this form, by what the person may do and where the story is.
    pub verbs: Vec<Verb>,
    /// True when publishing again has to say whether the change is material.
    pub asks_material: bool,
    /// Verbs apart from the form.
    pub other: Vec<VerbForm>,
    /// Corrections that readers see.
    pub corrections: Vec<Correction>,
    /// Path of the preview.
    pub preview: Option<String>,
    /// Path of the revisions.
    pub revisions: Option<String>,
    /// Public path, while readers can see it.
    pub public: Option<String>,
}

impl View for StoryForm {
    const TEMPLATE: &'static str = "desk/story.html";
}

/// A button of the story form.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Verb {
    /// Posted as `verb`.
    pub value: String,
    /// `Publish now`.
    pub label: String,
    /// True for the one that most people want next.
    pub main: bool,
}
