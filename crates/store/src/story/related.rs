//! What else to read: stories that share a tag, then stories of the same section, newest first.

use crate::{
    error::Result,
    read::Reads,
    sql::{Value, count},
};
use model::{
    id::StoryId,
    slug::Slug,
    story::{Content, Teaser},
};
use std::collections::HashSet;

/// Tags looked at. A story with more has its first ones looked at.
const TAGS: usize = 8;

impl Reads {
    /// Up to `limit` published stories related to a story with this content; never itself.
    pub async fn related(&self, id: StoryId, content: &Content, limit: u64) -> Result<Vec<Teaser>> {
        let mut tagged =
            self.newest_of("tag", content.tags.iter().map(|tag| tag.slug.as_str()).take(TAGS), limit).await?;
        let section = self.newest_of("section", content.section.iter().map(Slug::as_str), limit).await?;
        tagged.extend(section);
        let mut seen = HashSet::from([id]);
        let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
        let ids: Vec<StoryId> = tagged.into_iter().filter(|&id| seen.insert(id)).take(wanted).collect();
        self.teasers_of(&ids).await
    }

    /// The newest stories of several lists of one kind, mixed. Each list is read from the end of its index and only as
    /// far as needed: a popular tag costs no more than a rare one.
    async fn newest_of<'a>(
        &self,
        kind: &str,
        slugs: impl Iterator<Item = &'a str>,
        limit: u64,
    ) -> Result<Vec<StoryId>> {
        let mut bound = vec![Value::from(kind), Value::from(count(limit.saturating_add(1)))];
        bound.extend(slugs.map(Value::from));
        let lists = bound.len() - 2;
        if lists == 0 {
            return Ok(Vec::new());
        }
        let newest = |place: usize| {
            format!(
                "SELECT * FROM (SELECT published_at, story_id FROM listing WHERE kind = $1 AND slug = ${place}
                 ORDER BY published_at DESC, story_id DESC LIMIT $2) l{place}"
            )
        };
        let sql = (3..3 + lists).map(newest).collect::<Vec<_>>().join(" UNION ALL ");
        let mut found = Vec::new();
        for row in self.link.all(&sql, bound).await? {
            let mut columns = row.columns();
            found.push((columns.int()?, StoryId(columns.int()?)));
        }
        found.sort_unstable_by(|a, b| b.cmp(a));
        Ok(found.into_iter().map(|(_, id)| id).collect())
    }
}
