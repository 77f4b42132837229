//! Tags that published stories carry.

use crate::{
    error::Result,
    read::Reads,
    sql::{Columns, count, values},
};
use model::{slug::Slug, tag::Tag};

impl Reads {
    /// The tags with the most published stories, and how many.
    pub async fn tags(&self, limit: u64) -> Result<Vec<(Tag, u64)>> {
        let sql = "SELECT t.slug, t.name, l.stories FROM lists l JOIN tags t ON t.slug = l.slug
            WHERE l.kind = 'tag' AND l.stories > 0 ORDER BY l.stories DESC, l.slug DESC LIMIT $1";
        let rows = self.link.all(sql, values![count(limit)]).await?;
        rows.iter()
            .map(|row| {
                let mut columns = row.columns();
                Ok((tag_of(&mut columns)?, columns.count()?))
            })
            .collect()
    }

    /// A tag that at least one published story carries.
    pub async fn tag(&self, slug: &Slug) -> Result<Option<Tag>> {
        let sql = "SELECT t.slug, t.name FROM lists l JOIN tags t ON t.slug = l.slug
            WHERE l.kind = 'tag' AND l.slug = $1 AND l.stories > 0";
        let row = self.link.one(sql, values![slug]).await?;
        row.map(|row| tag_of(&mut row.columns())).transpose()
    }
}

fn tag_of(columns: &mut Columns<'_>) -> Result<Tag> {
    Ok(Tag { slug: columns.slug()?, name: columns.text()? })
}
