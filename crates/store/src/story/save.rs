//! Keeping a story: its row, its revision, its address and its places in public lists, all in one transaction.

use super::{month_number, path, stored};
use crate::{
    error::{Error, Result},
    sql::{Value, values},
    tx::Tx,
};
use model::{
    id::StoryId,
    story::{Content, Status, Story},
    url::StoryPath,
};

/// What is stored of a story before it is saved again.
struct Before {
    revision: u32,
    path: Option<StoryPath>,
}

impl Tx {
    /// Deletes a draft that was never public, with its revisions. Nothing else may know of it.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no such draft.
    pub async fn delete_draft(&self, id: StoryId) -> Result<()> {
        let sql = "SELECT id FROM stories WHERE id = $1 AND status = 'draft' AND live_revision IS NULL";
        if self.link().one(sql, values![id]).await?.is_none() {
            return Err(Error::missing(format!("draft {id}")));
        }
        self.link().run("DELETE FROM revisions WHERE story_id = $1", values![id]).await?;
        self.link().run("DELETE FROM stories WHERE id = $1", values![id]).await.map(drop)
    }

    /// Keeps a new story; its `id` is ignored, the answer is the one it got.
    ///
    /// # Errors
    /// As [`Tx::save_story`].
    pub async fn insert_story(&self, story: &Story) -> Result<StoryId> {
        let sql = "INSERT INTO stories (status, revision, headline, folded_headline, corrections, created_at, saved_at,
            saved_by) VALUES ('draft', $1, '', '', '[]', $2, $3, $4) RETURNING id";
        let bound = values![story.revision, story.created_at, story.saved_at, &story.saved_by];
        let row = self.link().one(sql, bound).await?;
        let row = row.ok_or_else(|| Error::damaged("a new story got no number"))?;
        let id = StoryId(row.columns().int()?);
        let story = Story { id, ..story.clone() };
        self.insert_revision(&story).await?;
        self.write(&story, None).await?;
        Ok(id)
    }

    /// Keeps a story as it is now. Its content becomes a revision when its `revision` is a new number; otherwise the
    /// stored content of that number stays. When its address changes, the old one leads to it for ever.
    ///
    /// # Errors
    /// [`Error::Taken`] when another story has or had its address, [`Error::Superseded`] when a later revision is
    /// stored than the one given, [`Error::Missing`] when there is no such story.
    pub async fn save_story(&self, story: &Story) -> Result<()> {
        let before = self.before(story.id).await?;
        if story.revision < before.revision {
            return Err(Error::Superseded { newest: before.revision });
        }
        if story.revision > before.revision {
            self.insert_revision(story).await?;
        }
        self.write(story, before.path).await
    }

    async fn before(&self, id: StoryId) -> Result<Before> {
        let sql = "SELECT revision, live_month, live_slug FROM stories WHERE id = $1";
        let row = self.link().one(sql, values![id]).await?;
        let row = row.ok_or_else(|| Error::missing(format!("story {id}")))?;
        let mut columns = row.columns();
        let revision = columns.small()?;
        let path = match (columns.maybe_int()?, columns.maybe_slug()?) {
            (Some(month), Some(slug)) => Some(path(month, slug)?),
            _ => None,
        };
        Ok(Before { revision, path })
    }

    async fn insert_revision(&self, story: &Story) -> Result<()> {
        let sql = "INSERT INTO revisions (story_id, number, saved_at, saved_by, content) VALUES ($1, $2, $3, $4, $5)";
        let content = stored::write_content(&story.content)?;
        let bound = values![story.id, story.revision, story.saved_at, &story.saved_by, content];
        self.link().run(sql, bound).await.map(drop)
    }

    async fn write(&self, story: &Story, old_path: Option<StoryPath>) -> Result<()> {
        self.move_address(story, old_path).await?;
        let sql = "UPDATE stories SET status = $2, revision = $3, headline = $4, folded_headline = $5, section = $6,
            publish_at = $7, embargo = $8, corrections = $9, saved_at = $10, saved_by = $11 WHERE id = $1";
        let content = &story.content;
        let bound = values![
            story.id,
            // Becomes `published` below, with everything that the schema wants a published story to have.
            if story.status == Status::Published { "draft" } else { story.status.as_str() },
            story.revision,
            &content.headline,
            folded(&content.headline),
            content.section.as_ref(),
            story.publish_at,
            story.embargo,
            stored::write_corrections(&story.corrections)?,
            story.saved_at,
            &story.saved_by,
        ];
        self.link().run(sql, bound).await?;
        self.write_live(story).await
    }

    /// Writes what readers see, and puts the story into public lists or takes it out of them.
    async fn write_live(&self, story: &Story) -> Result<()> {
        let Some(live) = &story.live else {
            if story.status == Status::Published {
                return Err(Error::damaged(format!("story {} is published and has no address", story.id)));
            }
            return Ok(());
        };
        let content = if live.revision == story.revision {
            story.content.clone()
        } else {
            self.content_of(story.id, live.revision).await?
        };
        let sql = "UPDATE stories SET status = $2, live_revision = $3, live_month = $4, live_slug = $5,
            first_published = $6, updated_at = $7, live_headline = $8, live_dek = $9, live_kind = $10,
            live_section = $11, live_language = $12, live_authors = $13, live_lead = $14, live_source = $15
            WHERE id = $1";
        let mut bound = values![
            story.id,
            story.status.as_str(),
            live.revision,
            month_number(live.path.month),
            &live.path.slug,
            live.first_published,
            live.updated,
        ];
        bound.extend(teaser_values(&content)?);
        let taken = || format!("the address {}", live.path);
        self.link().run(sql, bound).await.map_err(|error| error.or_taken(taken))?;
        if story.status == Status::Published {
            self.show(story.id, live, &content).await
        } else {
            self.hide(story.id).await
        }
    }

    /// Keeps the old address as a redirect. An address that another story once had is not given out again.
    async fn move_address(&self, story: &Story, old: Option<StoryPath>) -> Result<()> {
        let new = story.live.as_ref().map(|live| &live.path);
        if old.as_ref() == new {
            return Ok(());
        }
        if let Some(new) = new {
            if self.slug_taken(new, story.id).await? {
                return Err(Error::Taken { what: format!("the address {new}") });
            }
            let back = "DELETE FROM redirects WHERE month = $1 AND slug = $2";
            self.link().run(back, values![month_number(new.month), &new.slug]).await?;
        }
        if let Some(old) = old {
            let sql = "INSERT INTO redirects (month, slug, story_id) VALUES ($1, $2, $3)";
            self.link().run(sql, values![month_number(old.month), &old.slug, story.id]).await?;
        }
        Ok(())
    }
}

/// A headline for the desk to search in: lowercase, and no longer than one that can be published, because it stands in
/// an index and PostgreSQL refuses long entries there.
fn folded(headline: &str) -> String {
    headline.chars().take(Content::HEADLINE_MAX).collect::<String>().to_lowercase()
}

fn teaser_values(content: &Content) -> Result<Vec<Value>> {
    Ok(values![
        &content.headline,
        &content.dek,
        content.kind.as_str(),
        content.section.as_ref(),
        content.language.as_str(),
        stored::write_slugs(&content.authors),
        content.lead.as_ref().map(stored::write_lead).transpose()?,
        content.origin.as_ref().map(|origin| origin.name.as_str()),
    ])
}
