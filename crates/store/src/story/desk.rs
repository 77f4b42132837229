//! Stories as the desk sees them: all of them, in every state.

use super::{path, status, stored};
use crate::{
    error::Result,
    read::Reads,
    sql::{Row, Value, count, values},
};
use jiff::Timestamp;
use model::{
    id::StoryId,
    slug::Slug,
    story::{Live, Status, Story},
    url::StoryPath,
};

/// A line of the desk's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskRow {
    /// Row.
    pub id: StoryId,
    /// Newest headline.
    pub headline: String,
    /// Where it is on its road.
    pub status: Status,
    /// Newest section.
    pub section: Option<Slug>,
    /// When its newest revision was saved.
    pub saved_at: Timestamp,
    /// By whom.
    pub saved_by: String,
    /// When it goes out by itself.
    pub publish_at: Option<Timestamp>,
    /// Its address, once it has one.
    pub path: Option<StoryPath>,
    /// Whether something newer is saved than what readers see.
    pub unpublished_changes: bool,
}

impl Reads {
    /// A story with its newest content.
    pub async fn story(&self, id: StoryId) -> Result<Option<Story>> {
        let sql = "SELECT s.id, s.revision, s.status, s.publish_at, s.embargo, s.corrections, s.created_at, s.saved_at,
                s.saved_by, r.content, s.live_revision, s.live_month, s.live_slug, s.first_published, s.updated_at
            FROM stories s JOIN revisions r ON r.story_id = s.id AND r.number = s.revision WHERE s.id = $1";
        let row = self.link.one(sql, values![id]).await?;
        row.as_ref().map(story_of).transpose()
    }

    /// The oldest drafts without a headline that were begun before a moment and never saved again, at most 100.
    pub async fn nameless_drafts(&self, before: Timestamp) -> Result<Vec<StoryId>> {
        let sql = "SELECT id FROM stories WHERE status = 'draft' AND saved_at < $1 AND folded_headline = ''
            AND revision = 1 ORDER BY saved_at, id LIMIT 100";
        let rows = self.link.all(sql, values![before]).await?;
        rows.iter().map(|row| row.columns().int().map(StoryId)).collect()
    }

    /// Stories by last save, newest first: those of one status, those whose headline contains a text. The flag says
    /// whether there are more.
    pub async fn desk_stories(
        &self,
        status: Option<Status>,
        text: Option<&str>,
        offset: u64,
        limit: u64,
    ) -> Result<(Vec<DeskRow>, bool)> {
        let mut bound = values![count(limit.saturating_add(1)), count(offset)];
        let mut wanted = Vec::new();
        if let Some(status) = status {
            bound.push(Value::from(status.as_str()));
            wanted.push(format!("status = ${}", bound.len()));
        }
        if let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) {
            bound.push(Value::from(containing(text)));
            wanted.push(format!("folded_headline LIKE ${} ESCAPE '!'", bound.len()));
        }
        let condition =
            if wanted.is_empty() { String::new() } else { format!("WHERE {}", wanted.join(" AND ")) };
        let sql = format!(
            "SELECT id, headline, status, section, saved_at, saved_by, publish_at, live_month, live_slug,
                revision, live_revision
             FROM stories {condition} ORDER BY saved_at DESC, id DESC LIMIT $1 OFFSET $2"
        );
        let rows = self.link.all(&sql, bound).await?;
        let shown = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > shown;
        Ok((rows.iter().take(shown).map(desk_row_of).collect::<Result<_>>()?, more))
    }

    /// How many stories are in each status, in the order of the road.
    pub async fn status_counts(&self) -> Result<Vec<(Status, u64)>> {
        let mut counts: Vec<(Status, u64)> = Status::ALL.into_iter().map(|status| (status, 0)).collect();
        for row in self.link.all("SELECT status, COUNT(*) FROM stories GROUP BY status", values![]).await? {
            let mut columns = row.columns();
            let found = status(&columns.text()?)?;
            let number = columns.count()?;
            for (_, count) in counts.iter_mut().filter(|(status, _)| *status == found) {
                *count = number;
            }
        }
        Ok(counts)
    }
}

/// A pattern that finds a text anywhere, whatever its case, with its own signs taken as they are.
fn containing(text: &str) -> String {
    let mut pattern = String::from("%");
    for character in text.to_lowercase().chars() {
        if matches!(character, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(character);
    }
    pattern.push('%');
    pattern
}

fn story_of(row: &Row) -> Result<Story> {
    let mut columns = row.columns();
    let id = StoryId(columns.int()?);
    let revision = columns.small()?;
    let status = status(&columns.text()?)?;
    let publish_at = columns.maybe_moment()?;
    let embargo = columns.maybe_moment()?;
    let corrections = stored::read_corrections(&columns.text()?)?;
    let created_at = columns.moment()?;
    let saved_at = columns.moment()?;
    let saved_by = columns.text()?;
    let content = stored::read_content(&columns.text()?)?;
    let live = match (
        columns.maybe_small()?,
        columns.maybe_int()?,
        columns.maybe_slug()?,
        columns.maybe_moment()?,
    ) {
        (Some(revision), Some(month), Some(slug), Some(first_published)) => Some(Live {
            revision,
            path: path(month, slug)?,
            first_published,
            updated: columns.maybe_moment()?,
        }),
        _ => None,
    };
    Ok(Story {
        id,
        content,
        revision,
        status,
        publish_at,
        embargo,
        live,
        corrections,
        created_at,
        saved_at,
        saved_by,
    })
}

fn desk_row_of(row: &Row) -> Result<DeskRow> {
    let mut columns = row.columns();
    Ok(DeskRow {
        id: StoryId(columns.int()?),
        headline: columns.text()?,
        status: status(&columns.text()?)?,
        section: columns.maybe_slug()?,
        saved_at: columns.moment()?,
        saved_by: columns.text()?,
        publish_at: columns.maybe_moment()?,
        path: match (columns.maybe_int()?, columns.maybe_slug()?) {
            (Some(month), Some(slug)) => Some(path(month, slug)?),
            _ => None,
        },
        unpublished_changes: {
            let revision = columns.small()?;
            columns.maybe_small()?.is_some_and(|live| live < revision)
        },
    })
}
