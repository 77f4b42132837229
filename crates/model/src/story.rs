//! A story: what it consists of, the road from draft to the public, and what must be there before it may go out.

mod content;
mod ready;
mod road;

pub use content::{Content, Correction, Kind, Language, Lead, Origin};
pub use ready::{Missing, PictureFacts, Pictures, missing, missing_in_body};
pub use road::{Change, Refused};

use crate::{id::StoryId, slug::Slug, url::StoryPath};
use jiff::{SignedDuration, Timestamp};

/// A story as the desk sees it.
///
/// The content being written and the content that readers see are two revisions of one row: saving never changes
/// what is public, publishing does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    /// Row.
    pub id: StoryId,
    /// Newest content.
    pub content: Content,
    /// Number of the newest revision, from 1. Whoever saves names the one they saw.
    pub revision: u32,
    /// Where it is on its road.
    pub status: Status,
    /// When it is to be published, while [`Status::Scheduled`].
    pub publish_at: Option<Timestamp>,
    /// Not to be public before this moment, whoever presses what.
    pub embargo: Option<Timestamp>,
    /// What readers see, once it has ever been published; kept when it is taken back, so its address is never reused.
    pub live: Option<Live>,
    /// Corrections, oldest first.
    pub corrections: Vec<Correction>,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When its newest revision was saved.
    pub saved_at: Timestamp,
    /// Who saved it.
    pub saved_by: String,
}

impl Story {
    /// A new draft. The store gives it its row.
    pub fn draft(content: Content, by: &str, at: Timestamp) -> Self {
        Self {
            id: StoryId(0),
            content,
            revision: 1,
            status: Status::Draft,
            publish_at: None,
            embargo: None,
            live: None,
            corrections: Vec::new(),
            created_at: at,
            saved_at: at,
            saved_by: by.to_owned(),
        }
    }

    /// Whether it was begun and nothing was written: only what the blank form fills in by itself is there.
    pub fn is_untouched(&self) -> bool {
        let blank = Content {
            // The form's own choices say nothing: language, byline, the first kind and section of the lists.
            authors: self.content.authors.clone(),
            kind: self.content.kind,
            section: self.content.section.clone(),
            ..Content::blank(self.content.language.clone())
        };
        let plain = self.status == Status::Draft && self.revision == 1 && self.live.is_none();
        plain && self.embargo.is_none() && self.content == blank
    }
}

/// A draft in which nothing was ever written is thrown away when it is older than this.
pub const BLANK_AGE: SignedDuration = SignedDuration::from_hours(24);

/// Where a story is on its road.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// Being written.
    Draft,
    /// Waiting for an editor.
    InReview,
    /// Goes out by itself at `publish_at`.
    Scheduled,
    /// Public.
    Published,
    /// Was public, taken back; may return.
    Unpublished,
    /// Will never be public (again); its address says that it is gone.
    Killed,
}

/// The public side of a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Live {
    /// Which revision readers see.
    pub revision: u32,
    /// Where.
    pub path: StoryPath,
    /// First time it was public: an editorial time, never moved by a later edit.
    pub first_published: Timestamp,
    /// Last material change, if there was one after that.
    pub updated: Option<Timestamp>,
}

impl Status {
    /// All, in the order of the road.
    pub const ALL: [Status; 6] = [
        Status::Draft,
        Status::InReview,
        Status::Scheduled,
        Status::Published,
        Status::Unpublished,
        Status::Killed,
    ];

    /// Stored name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::InReview => "in-review",
            Self::Scheduled => "scheduled",
            Self::Published => "published",
            Self::Unpublished => "unpublished",
            Self::Killed => "killed",
        }
    }

    /// The status of a stored name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }
}

/// A published story with the content that readers see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// Row: for tags of the cache, never printed.
    pub id: StoryId,
    /// Address and times.
    pub live: Live,
    /// Content of the live revision.
    pub content: Content,
    /// Corrections, oldest first.
    pub corrections: Vec<Correction>,
}

/// A published story as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Teaser {
    /// Row: for tags of the cache, never printed.
    pub id: StoryId,
    /// Address.
    pub path: StoryPath,
    /// Headline.
    pub headline: String,
    /// The sentence under it.
    pub dek: String,
    /// News, opinion, …
    pub kind: Kind,
    /// Section.
    pub section: Slug,
    /// BCP 47.
    pub language: Language,
    /// Authors, in order of the byline.
    pub authors: Vec<Slug>,
    /// Lead picture, if there is one.
    pub lead: Option<Lead>,
    /// Name of the outside source of a syndicated piece.
    pub source: Option<String>,
    /// First publication.
    pub first_published: Timestamp,
    /// Last material change.
    pub updated: Option<Timestamp>,
}

/// One saved state of a story, for the list of revisions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// From 1.
    pub number: u32,
    /// When.
    pub saved_at: Timestamp,
    /// By whom.
    pub saved_by: String,
    /// What it said.
    pub content: Content,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_or_a_second_revision_makes_a_draft_one_to_keep() {
        let blank = Story::draft(Content::blank(Language::english()), "Ana", Timestamp::UNIX_EPOCH);
        assert!(blank.is_untouched());
        let own =
            Content { authors: Slug::from_headline("Ana").into_iter().collect(), ..blank.content.clone() };
        assert!(Story { content: own, ..blank.clone() }.is_untouched(), "the form fills in one's own byline");
        let word = Content { dek: "A word".to_owned(), ..blank.content.clone() };
        for kept in [
            Story { content: word, ..blank.clone() },
            Story { revision: 2, ..blank.clone() },
            Story { status: Status::InReview, ..blank.clone() },
            Story { embargo: Some(Timestamp::UNIX_EPOCH), ..blank.clone() },
        ] {
            assert!(!kept.is_untouched(), "{kept:?}");
        }
    }
}
