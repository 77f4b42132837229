//! Every saved state of a story.

use super::stored;
use crate::{
    error::{Error, Result},
    read::Reads,
    sql::{Row, values},
};
use model::{
    id::StoryId,
    story::{Content, Revision},
};

/// Most revisions in one answer.
const MOST: i64 = 200;

impl Reads {
    /// The newest 200 revisions, newest first.
    pub async fn revisions(&self, story: StoryId) -> Result<Vec<Revision>> {
        let sql = "SELECT number, saved_at, saved_by, content FROM revisions WHERE story_id = $1
            ORDER BY number DESC LIMIT $2";
        self.link.all(sql, values![story, MOST]).await?.iter().map(revision_of).collect()
    }

    /// One revision.
    pub async fn revision(&self, story: StoryId, number: u32) -> Result<Option<Revision>> {
        let sql =
            "SELECT number, saved_at, saved_by, content FROM revisions WHERE story_id = $1 AND number = $2";
        let row = self.link.one(sql, values![story, number]).await?;
        row.as_ref().map(revision_of).transpose()
    }

    /// The content of a revision that must be there.
    pub(super) async fn content_of(&self, story: StoryId, number: u32) -> Result<Content> {
        match self.revision(story, number).await? {
            Some(revision) => Ok(revision.content),
            None => Err(Error::damaged(format!("story {story} has no revision {number}"))),
        }
    }
}

fn revision_of(row: &Row) -> Result<Revision> {
    let mut columns = row.columns();
    Ok(Revision {
        number: columns.small()?,
        saved_at: columns.moment()?,
        saved_by: columns.text()?,
        content: stored::read_content(&columns.text()?)?,
    })
}
