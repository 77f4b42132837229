//! One story, as readers find it at an address. Only what is published comes out of here.

use super::{month_number, path, status, stored};
use crate::{
    error::{Error, Result},
    read::Reads,
    sql::{Columns, Row, values},
};
use model::{
    id::StoryId,
    story::{Live, Published, Status},
    url::StoryPath,
};

/// What is at a story's address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A published story.
    Story(Box<Published>),
    /// The story is published at another address now; send the reader there for good.
    Moved(StoryPath),
    /// The story was killed.
    Gone,
    /// Nothing that a reader may know of: never public, or taken back.
    Absent,
}

/// The columns of a [`Published`], of `stories s` and `revisions r`, in the order in which `published_of` reads them.
pub(super) const PUBLISHED: &str =
    "s.id, s.live_revision, s.live_month, s.live_slug, s.first_published, s.updated_at,
    r.content, s.corrections";

/// Keeps out of an answer what is not published. The empty text keeps SQLite from choosing the index on `status` for
/// it: nearly every story of an archive has that one value, and the planner cannot know.
pub(crate) const IS_PUBLIC: &str = "s.status || '' = 'published'";

/// Joins the live revision.
pub(super) const LIVE: &str = "JOIN revisions r ON r.story_id = s.id AND r.number = s.live_revision";

impl Reads {
    /// What a reader finds at an address.
    pub async fn published(&self, at: &StoryPath) -> Result<Found> {
        let sql = format!(
            "SELECT s.status, {PUBLISHED} FROM stories s {LIVE} WHERE s.live_month = $1 AND s.live_slug = $2"
        );
        let Some(row) = self.link.one(&sql, values![month_number(at.month), &at.slug]).await? else {
            return self.moved(at).await;
        };
        let mut columns = row.columns();
        Ok(match status(&columns.text()?)? {
            Status::Published => Found::Story(Box::new(published_of(&mut columns)?)),
            Status::Killed => Found::Gone,
            Status::Draft | Status::InReview | Status::Scheduled | Status::Unpublished => Found::Absent,
        })
    }

    /// A published story by its number; `None` when it is not public.
    pub async fn published_by_id(&self, id: StoryId) -> Result<Option<Published>> {
        let sql = format!("SELECT {PUBLISHED} FROM stories s {LIVE} WHERE s.id = $1 AND {IS_PUBLIC}");
        let row = self.link.one(&sql, values![id]).await?;
        row.map(|row| published_of(&mut row.columns())).transpose()
    }

    /// Whether another story than `except` has this address, or had it once.
    pub async fn slug_taken(&self, at: &StoryPath, except: StoryId) -> Result<bool> {
        let sql = "SELECT id FROM stories WHERE live_month = $1 AND live_slug = $2 AND id <> $3
            UNION ALL SELECT story_id FROM redirects WHERE month = $1 AND slug = $2 AND story_id <> $3";
        let row = self.link.one(sql, values![month_number(at.month), &at.slug, except]).await?;
        Ok(row.is_some())
    }

    /// Where the story that once had this address is now.
    async fn moved(&self, at: &StoryPath) -> Result<Found> {
        let sql =
            "SELECT s.status, s.live_month, s.live_slug FROM redirects d JOIN stories s ON s.id = d.story_id
            WHERE d.month = $1 AND d.slug = $2";
        let Some(row) = self.link.one(sql, values![month_number(at.month), &at.slug]).await? else {
            return Ok(Found::Absent);
        };
        let mut columns = row.columns();
        Ok(match status(&columns.text()?)? {
            Status::Published => Found::Moved(path(columns.int()?, columns.slug()?)?),
            Status::Killed => Found::Gone,
            Status::Draft | Status::InReview | Status::Scheduled | Status::Unpublished => Found::Absent,
        })
    }
}

/// Reads a row of [`PUBLISHED`] columns.
pub(super) fn published_of(columns: &mut Columns<'_>) -> Result<Published> {
    let id = StoryId(columns.int()?);
    let live = Live {
        revision: columns.small()?,
        path: path(columns.int()?, columns.slug()?)?,
        first_published: columns.moment()?,
        updated: columns.maybe_moment()?,
    };
    let content = stored::read_content(&columns.text()?)
        .map_err(|error| Error::damaged(format!("story {id}, revision {}: {error}", live.revision)))?;
    Ok(Published { id, live, content, corrections: stored::read_corrections(&columns.text()?)? })
}

/// Reads all rows of [`PUBLISHED`] columns.
pub(super) fn all_published(rows: &[Row]) -> Result<Vec<Published>> {
    rows.iter().map(|row| published_of(&mut row.columns())).collect()
}
