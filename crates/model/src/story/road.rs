//! The road of a story from draft to the public and back. Each step says yes, or why not; none of them knows a clock,
//! a database or who is asking.

use super::{Content, Correction, Live, Missing, Status, Story};
use crate::{
    slug::Slug,
    url::{Month, StoryPath},
};
use jiff::{Timestamp, tz::TimeZone};

/// How much a republication changes: only a material one moves “Updated”.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Readers of the earlier version missed something.
    Material,
    /// A comma.
    Minor,
}

/// Why a step was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Things are missing; all of them.
    #[error("the story is not ready: {}", .0.iter().map(|m| m.what.as_str()).collect::<Vec<_>>().join(" "))]
    NotReady(Vec<Missing>),
    /// Someone saved after the revision that this person saw.
    #[error("somebody saved revision {newest} while you worked on revision {seen}")]
    Conflict {
        /// What this person saw.
        seen: u32,
        /// What there is.
        newest: u32,
    },
    /// The embargo has not ended.
    #[error("the story is under embargo until {0}")]
    Embargoed(Timestamp),
    /// A scheduled time that has passed.
    #[error("{0} is not in the future: publish now, or choose a later time")]
    NotFuture(Timestamp),
    /// A step that makes no sense from where the story is.
    #[error("a story that is {} cannot be {verb}", .from.as_str())]
    Road {
        /// Where it is.
        from: Status,
        /// What was tried, as a participle.
        verb: &'static str,
    },
    /// A correction without words.
    #[error("a correction must say what was wrong and what is right")]
    EmptyCorrection,
}

impl Story {
    /// Refuses when somebody saved after `seen`.
    pub fn expect_revision(&self, seen: u32) -> Result<(), Refused> {
        if seen == self.revision { Ok(()) } else { Err(Refused::Conflict { seen, newest: self.revision }) }
    }

    /// Keep new content as the next revision. What readers see stays.
    pub fn save(&mut self, content: Content, by: &str, now: Timestamp) -> Result<(), Refused> {
        self.not_killed("saved")?;
        self.content = content;
        self.revision += 1;
        self.saved_at = now;
        by.clone_into(&mut self.saved_by);
        Ok(())
    }

    /// Set or lift its embargo. What is public cannot be put under one: it would promise what is broken already.
    pub fn set_embargo(&mut self, end: Option<Timestamp>, now: Timestamp) -> Result<(), Refused> {
        if self.status == Status::Published && end.is_some_and(|end| end > now) {
            return Err(Refused::Road { from: self.status, verb: "put under embargo: take it back first" });
        }
        self.embargo = end;
        Ok(())
    }

    /// Hand it to an editor.
    pub fn submit(&mut self) -> Result<(), Refused> {
        match self.status {
            Status::Draft | Status::Unpublished => {
                self.status = Status::InReview;
                Ok(())
            }
            from => Err(Refused::Road { from, verb: "submitted" }),
        }
    }

    /// Make the newest revision public.
    ///
    /// `missing` is what [`super::missing`] found. The address is fixed the first time, in the month of the station's
    /// zone; a later change of the slug changes the address and the caller keeps a redirect from the old one.
    pub fn publish(
        &mut self,
        change: Change,
        missing: Vec<Missing>,
        now: Timestamp,
        zone: &TimeZone,
    ) -> Result<(), Refused> {
        self.not_killed("published")?;
        if let Some(end) = self.embargo.filter(|&end| now < end) {
            return Err(Refused::Embargoed(end));
        }
        if !missing.is_empty() {
            return Err(Refused::NotReady(missing));
        }
        let slug = self.address().ok_or_else(|| Refused::NotReady(Vec::new()))?;
        self.live = Some(match self.live.take() {
            None => Live {
                revision: self.revision,
                path: StoryPath { month: Month::of(now, zone), slug },
                first_published: now,
                updated: None,
            },
            Some(live) => Live {
                revision: self.revision,
                path: StoryPath { slug, ..live.path },
                first_published: live.first_published,
                updated: match change {
                    Change::Material => Some(now),
                    Change::Minor => live.updated,
                },
            },
        });
        self.status = Status::Published;
        self.publish_at = None;
        Ok(())
    }

    /// Let it go out by itself at a later moment.
    pub fn schedule(&mut self, at: Timestamp, missing: Vec<Missing>, now: Timestamp) -> Result<(), Refused> {
        if matches!(self.status, Status::Published | Status::Killed) {
            return Err(Refused::Road { from: self.status, verb: "scheduled" });
        }
        if at <= now {
            return Err(Refused::NotFuture(at));
        }
        if let Some(end) = self.embargo.filter(|&end| at < end) {
            return Err(Refused::Embargoed(end));
        }
        if !missing.is_empty() {
            return Err(Refused::NotReady(missing));
        }
        self.status = Status::Scheduled;
        self.publish_at = Some(at);
        Ok(())
    }

    /// Whether a scheduled story's time has come.
    pub fn is_due(&self, now: Timestamp) -> bool {
        self.status == Status::Scheduled && self.publish_at.is_some_and(|at| at <= now)
    }

    /// Take it back from the public, or from the schedule. It may return.
    pub fn unpublish(&mut self) -> Result<(), Refused> {
        match self.status {
            Status::Published => self.status = Status::Unpublished,
            Status::Scheduled => {
                self.status = Status::Draft;
                self.publish_at = None;
            }
            from => return Err(Refused::Road { from, verb: "taken back" }),
        }
        Ok(())
    }

    /// End it for good.
    pub fn kill(&mut self) -> Result<(), Refused> {
        self.not_killed("killed again")?;
        self.status = Status::Killed;
        self.publish_at = None;
        Ok(())
    }

    /// Print a correction on a public story; always a material change.
    pub fn correct(&mut self, text: &str, now: Timestamp) -> Result<(), Refused> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Refused::EmptyCorrection);
        }
        match (self.status, &mut self.live) {
            (Status::Published, Some(live)) => live.updated = Some(now),
            (from, _) => return Err(Refused::Road { from, verb: "corrected" }),
        }
        self.corrections.push(Correction { at: now, text: text.to_owned() });
        Ok(())
    }

    /// The slug it has or would get.
    pub fn address(&self) -> Option<Slug> {
        self.content.slug.clone().or_else(|| match &self.live {
            Some(live) => Some(live.path.slug.clone()),
            None => Slug::from_headline(&self.content.headline),
        })
    }

    fn not_killed(&self, verb: &'static str) -> Result<(), Refused> {
        match self.status {
            Status::Killed => Err(Refused::Road { from: Status::Killed, verb }),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
#[path = "road_tests.rs"]
mod tests;
