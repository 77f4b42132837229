//! Import: a story that was public elsewhere comes with its own editorial times and is public here at once.

use crate::{By, Desk, Error, story::stale_of};
use jiff::Timestamp;
use model::{
    id::StoryId,
    stale::Stale,
    story::{Change, Content, Correction, Story, missing},
    url::{Month, StoryPath},
    user::Action,
};

/// A story to bring in.
#[derive(Clone, Debug)]
pub struct Import {
    /// What it says; must carry its slug.
    pub content: Content,
    /// First publication, elsewhere.
    pub first_published: Timestamp,
    /// Last material change, elsewhere.
    pub updated: Option<Timestamp>,
    /// Corrections it carries.
    pub corrections: Vec<Correction>,
}

impl Desk {
    /// Bring a story in. `None` when its address is taken: importing twice changes nothing.
    pub async fn import_story(&self, import: Import, by: &By) -> Result<Option<StoryId>, Error> {
        by.must(Action::Publish)?;
        let now = self.now();
        let slug = import.content.slug.clone().ok_or_else(|| {
            Error::invalid("slug", "The story has no slug.", "Give it one; its address depends on it.")
        })?;
        if import.first_published > now {
            let what = format!("The story is dated {}, which has not come yet.", import.first_published);
            return Err(Error::invalid("first_published", what, "Schedule it instead."));
        }
        let path = StoryPath { month: Month::of(import.first_published, &self.inner.station.zone), slug };
        let tx = self.begin().await?;
        if tx.slug_taken(&path, StoryId(0)).await? {
            return Ok(None);
        }
        let keys: Vec<_> = import.content.pictures().cloned().collect();
        let facts = crate::story::facts(tx.media_many(&keys).await?);
        let gaps = missing(&import.content, &self.inner.station, &facts);
        let mut story = Story::draft(import.content, by.name(), import.first_published);
        story.publish(Change::Minor, gaps, import.first_published, &self.inner.station.zone)?;
        story.corrections = import.corrections;
        if let Some(live) = &mut story.live {
            live.updated = import.updated;
        }
        story.id = tx.insert_story(&story).await?;
        let after = tx.published_by_id(story.id).await?;
        tx.audit(by.actor(), "story.import", &crate::story::subject(story.id), &path.to_string()).await?;
        tx.commit(Stale::nothing().and(stale_of(after.as_ref()))).await?;
        Ok(Some(story.id))
    }
}
