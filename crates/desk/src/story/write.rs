//! Writing: nothing here is seen by readers.

use super::{expect, find, subject};
use crate::{By, Desk, Error};
use jiff::Timestamp;
use model::{
    id::StoryId,
    stale::Stale,
    story::{Content, Status, Story},
    user::Action,
};

/// A save: what was written, on top of which revision.
#[derive(Clone, Debug)]
pub struct Save {
    /// Which story.
    pub id: StoryId,
    /// The revision that the writer had before them.
    pub seen: u32,
    /// What it shall say.
    pub content: Content,
    /// Not public before this moment.
    pub embargo: Option<Timestamp>,
}

impl Desk {
    /// Begin a story. It may be as incomplete as it likes.
    pub async fn create(
        &self,
        content: Content,
        embargo: Option<Timestamp>,
        by: &By,
    ) -> Result<Story, Error> {
        by.must(Action::Write)?;
        bounded(&content)?;
        let tx = self.begin().await?;
        let mut story = Story::draft(content, by.name(), tx.now());
        story.embargo = embargo;
        story.id = tx.insert_story(&story).await?;
        tx.audit(by.actor(), "story.create", &subject(story.id), &story.content.headline).await?;
        tx.commit(Stale::nothing()).await?;
        Ok(story)
    }

    /// Keep what was written as the next revision. When somebody saved meanwhile, nothing is kept and their version
    /// comes back in [`Error::Conflict`], so that the form can show both.
    pub async fn save(&self, save: Save, by: &By) -> Result<Story, Error> {
        by.must(Action::Write)?;
        bounded(&save.content)?;
        let tx = self.begin().await?;
        let mut story = find(&tx, save.id).await?;
        expect(&story, save.seen)?;
        if story.status == Status::Scheduled {
            // It goes out by itself: whoever changes it publishes it.
            by.must(Action::Publish)?;
        }
        if story.content == save.content && story.embargo == save.embargo {
            return Ok(story);
        }
        story.set_embargo(save.embargo, tx.now())?;
        story.save(save.content, by.name(), tx.now())?;
        tx.save_story(&story).await?;
        let note = format!("revision {}", story.revision);
        tx.audit(by.actor(), "story.save", &subject(story.id), &note).await?;
        tx.commit(Stale::nothing()).await?;
        Ok(story)
    }

    /// Hand it to an editor.
    pub async fn submit(&self, id: StoryId, seen: u32, by: &By) -> Result<Story, Error> {
        by.must(Action::Write)?;
        let tx = self.begin().await?;
        let mut story = find(&tx, id).await?;
        expect(&story, seen)?;
        story.submit()?;
        tx.save_story(&story).await?;
        tx.audit(by.actor(), "story.submit", &subject(id), "").await?;
        tx.commit(Stale::nothing()).await?;
        Ok(story)
    }

    /// Bring an old revision back as the newest one; the ones between stay.
    pub async fn restore(&self, id: StoryId, seen: u32, number: u32, by: &By) -> Result<Story, Error> {
        let old = self.inner.reader.revision(id, number).await?.ok_or(Error::NotFound("revision"))?;
        let embargo = self.inner.reader.story(id).await?.ok_or(Error::NotFound("story"))?.embargo;
        self.save(Save { id, seen, content: old.content, embargo }, by).await
    }
}

/// Refuses what no newsroom writes: nothing of it may even become a draft.
fn bounded(content: &Content) -> Result<(), Error> {
    let long = |text: &str, max: usize| text.chars().take(max + 1).count() > max;
    if long(&content.headline, Content::HEADLINE_MAX) {
        return Err(Error::invalid("headline", "The headline is too long.", "Use at most 200 characters."));
    }
    if long(&content.dek, Content::DEK_MAX) {
        return Err(Error::invalid("dek", "The dek is too long.", "Use at most 500 characters."));
    }
    if content.tags.len() > 50 || content.authors.len() > 20 || content.places.len() > 50 {
        return Err(Error::invalid(
            "tags",
            "There are too many tags, authors or places.",
            "Keep the main ones.",
        ));
    }
    Ok(())
}
