//! A story's verbs. Each is one transaction: the story, its revision, an audit row, the jobs that follow, and the keys
//! that became stale.

mod write;

pub use write::Save;

use crate::{By, Desk, Error, receipt::Asked};
use jiff::Timestamp;
use model::{
    id::StoryId,
    job::Job,
    media::MediaState,
    receipt::{Receipt, Subject},
    stale::{self, Stale},
    story::{Change, Content, Missing, PictureFacts, Published, Refused, Status, Story, missing},
    user::Action,
};
use prose::MediaKey;
use std::collections::HashMap;
use store::Tx;

/// What a verb that changes the public side leaves behind.
#[derive(Clone, Debug)]
pub struct Done {
    /// The story as it is now.
    pub story: Story,
    /// What every address said afterwards; `None` when nothing public changed.
    pub receipt: Option<Receipt>,
    /// Row of the receipt, for its page.
    pub receipt_id: Option<i64>,
}

impl Desk {
    /// Make the newest revision public, now. Refuses with everything that is missing at once.
    pub async fn publish(&self, id: StoryId, seen: u32, change: Change, by: &By) -> Result<Done, Error> {
        by.must(Action::Publish)?;
        let tx = self.begin().await?;
        let mut story = find(&tx, id).await?;
        expect(&story, seen)?;
        let gaps = self.gaps(&tx, &story.content).await?;
        story.publish(change, gaps, tx.now(), &self.inner.station.zone)?;
        self.finish(tx, story, by, "publish", change_note(change)).await
    }

    /// Publish a scheduled story whose time has come; the job's way into [`Desk::publish`]. `None` when there is
    /// nothing to do (published by hand, taken back, moved to a later time): the job may run twice.
    pub async fn publish_due(&self, id: StoryId, by: &By) -> Result<Option<Done>, Error> {
        let due = match self.inner.reader.story(id).await? {
            Some(story) if story.is_due(self.now()) => story,
            _ => return Ok(None),
        };
        match self.publish(id, due.revision, Change::Material, by).await {
            Ok(done) => Ok(Some(done)),
            // Somebody saved between the look and the lock: the newest revision is what goes out.
            Err(Error::Conflict { theirs }) if theirs.is_due(self.now()) => {
                self.publish(id, theirs.revision, Change::Material, by).await.map(Some)
            }
            Err(error) => Err(error),
        }
    }

    /// Let it go out by itself at `at`. What is missing is refused now, not at the hour when nobody is there.
    pub async fn schedule(&self, id: StoryId, seen: u32, at: Timestamp, by: &By) -> Result<Story, Error> {
        by.must(Action::Publish)?;
        let tx = self.begin().await?;
        let mut story = find(&tx, id).await?;
        expect(&story, seen)?;
        let gaps = self.gaps(&tx, &story.content).await?;
        let now = tx.now();
        story.schedule(at, gaps, now)?;
        tx.save_story(&story).await?;
        tx.cancel(&Job::PublishStory(id)).await?;
        tx.enqueue(&Job::PublishStory(id), at, None).await?;
        tx.audit(by.actor(), "story.schedule", &subject(id), &format!("for {at}")).await?;
        // A story that was public before and was taken back is already out of every page.
        tx.commit(Stale::nothing()).await?;
        Ok(story)
    }

    /// Take it back from the public, or from the schedule.
    pub async fn unpublish(&self, id: StoryId, by: &By) -> Result<Done, Error> {
        by.must(Action::Withdraw)?;
        let tx = self.begin().await?;
        let mut story = find(&tx, id).await?;
        story.unpublish()?;
        tx.cancel(&Job::PublishStory(id)).await?;
        self.finish(tx, story, by, "unpublish", "").await
    }

    /// End it for good; its address says that it is gone.
    pub async fn kill(&self, id: StoryId, reason: &str, by: &By) -> Result<Done, Error> {
        by.must(Action::Withdraw)?;
        let tx = self.begin().await?;
        let mut story = find(&tx, id).await?;
        story.kill()?;
        tx.cancel(&Job::PublishStory(id)).await?;
        self.finish(tx, story, by, "kill", reason).await
    }

    /// Print a correction on it.
    pub async fn correct(&self, id: StoryId, text: &str, by: &By) -> Result<Done, Error> {
        by.must(Action::Publish)?;
        if text.chars().count() > 2_000 {
            return Err(Error::invalid(
                "correction",
                "The correction is too long.",
                "Use at most 2,000 characters.",
            ));
        }
        let tx = self.begin().await?;
        let mut story = find(&tx, id).await?;
        story.correct(text, tx.now())?;
        self.finish(tx, story, by, "correct", text).await
    }

    /// What stands between this content and the public; what the form shows before anyone presses Publish.
    pub async fn missing(&self, content: &Content) -> Result<Vec<Missing>, Error> {
        let keys = picture_keys(content);
        let facts = facts(self.inner.reader.media_many(&keys).await?);
        Ok(missing(content, &self.inner.station, &facts))
    }

    async fn gaps(&self, tx: &Tx, content: &Content) -> Result<Vec<Missing>, Error> {
        let keys = picture_keys(content);
        let facts = facts(tx.media_many(&keys).await?);
        Ok(missing(content, &self.inner.station, &facts))
    }

    /// Save, log, commit with what became stale before and after, and ask every address.
    async fn finish(&self, tx: Tx, story: Story, by: &By, verb: &str, note: &str) -> Result<Done, Error> {
        let before = tx.published_by_id(story.id).await?;
        if let Some(live) = &story.live
            && story.status == Status::Published
            && tx.slug_taken(&live.path, story.id).await?
        {
            return Err(Error::SlugTaken(live.path.slug.to_string()));
        }
        tx.save_story(&story).await?;
        let after = tx.published_by_id(story.id).await?;
        let stale = stale_of(before.as_ref()).and(stale_of(after.as_ref()));
        tx.audit(by.actor(), &format!("story.{verb}"), &subject(story.id), note).await?;
        let at = tx.now();
        let mark = self.mark();
        tx.commit(stale).await?;
        let expected = self.expectations(before.as_ref(), after.as_ref()).await?;
        let asked = Asked { of: Subject::Story(story.id), verb, at, mark };
        let (receipt_id, receipt) = self.receipt(asked, expected).await?.unzip();
        Ok(Done { story, receipt, receipt_id })
    }
}

pub(crate) async fn find(tx: &Tx, id: StoryId) -> Result<Story, Error> {
    tx.story(id).await?.ok_or(Error::NotFound("story"))
}

pub(crate) fn expect(story: &Story, seen: u32) -> Result<(), Error> {
    story.expect_revision(seen).map_err(|refused| match refused {
        Refused::Conflict { .. } => Error::Conflict { theirs: Box::new(story.clone()) },
        other => Error::Refused(other),
    })
}

pub(crate) fn subject(id: StoryId) -> String {
    format!("story:{id}")
}

/// The keys of a story as readers see it; nothing when they don't.
pub(crate) fn stale_of(published: Option<&Published>) -> Stale {
    published.map_or_else(Stale::nothing, |published| {
        stale::of_story(published.id, published.live.path.month, &published.content)
    })
}

fn picture_keys(content: &Content) -> Vec<MediaKey> {
    content.pictures().cloned().collect()
}

pub(crate) fn facts(media: HashMap<MediaKey, model::media::Media>) -> HashMap<MediaKey, PictureFacts> {
    let fact =
        |media: model::media::Media| PictureFacts { ready: media.state == MediaState::Ready, alt: media.alt };
    media.into_iter().map(|(key, media)| (key, fact(media))).collect()
}

fn change_note(change: Change) -> &'static str {
    match change {
        Change::Material => "material change",
        Change::Minor => "minor change",
    }
}
