//! Which public lists a story stands in. The rows exist only while the story is published, and are rewritten in the
//! transaction that changes it: a list can never name what its readers may not see.

use super::month_number;
use crate::{error::Result, read::Reads, sql::values, tx::Tx};
use jiff::Timestamp;
use model::{
    id::StoryId,
    stale,
    story::{Content, Live},
    tag::Tag,
    url::{Listing, Month},
};
use prose::MediaKey;
use std::collections::BTreeSet;

/// A list as it is stored: a kind and a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) kind: String,
    pub(super) slug: String,
}

/// A row of a list.
type Entry = (Place, Timestamp);

impl Place {
    pub(super) fn of(list: &Listing) -> Self {
        let (kind, slug) = match list {
            Listing::All => ("all", ""),
            Listing::Section(slug) => ("section", slug.as_str()),
            Listing::Author(slug) => ("author", slug.as_str()),
            Listing::Tag(slug) => ("tag", slug.as_str()),
            Listing::Place(slug) => ("place", slug.as_str()),
        };
        Self { kind: kind.to_owned(), slug: slug.to_owned() }
    }

    pub(super) fn of_month(month: Month) -> Self {
        Self { kind: "month".to_owned(), slug: month_number(month).to_string() }
    }
}

impl Tx {
    /// Puts a published story into exactly the lists that its content names.
    pub(super) async fn show(&self, id: StoryId, live: &Live, content: &Content) -> Result<()> {
        let mut wanted: BTreeSet<Entry> =
            stale::listings(content).iter().map(|list| (Place::of(list), live.first_published)).collect();
        wanted.insert((Place::of_month(live.path.month), live.first_published));
        self.put_into(id, &wanted).await?;
        self.put_pictures(id, &content.pictures().collect()).await?;
        self.name_tags(&content.tags).await
    }

    /// Takes a story out of every list.
    pub(super) async fn hide(&self, id: StoryId) -> Result<()> {
        self.put_into(id, &BTreeSet::new()).await?;
        self.put_pictures(id, &BTreeSet::new()).await
    }

    async fn put_into(&self, id: StoryId, wanted: &BTreeSet<Entry>) -> Result<()> {
        let present = self.entries(id).await?;
        for (place, at) in present.difference(wanted) {
            let sql =
                "DELETE FROM listing WHERE kind = $1 AND slug = $2 AND published_at = $3 AND story_id = $4";
            self.link().run(sql, values![&place.kind, &place.slug, *at, id]).await?;
            let sql = "UPDATE lists SET stories = stories - 1 WHERE kind = $1 AND slug = $2";
            self.link().run(sql, values![&place.kind, &place.slug]).await?;
        }
        for (place, at) in wanted.difference(&present) {
            let sql = "INSERT INTO listing (kind, slug, published_at, story_id) VALUES ($1, $2, $3, $4)";
            self.link().run(sql, values![&place.kind, &place.slug, *at, id]).await?;
            let sql = "INSERT INTO lists (kind, slug, stories) VALUES ($1, $2, 1)
                ON CONFLICT (kind, slug) DO UPDATE SET stories = lists.stories + 1";
            self.link().run(sql, values![&place.kind, &place.slug]).await?;
        }
        Ok(())
    }

    async fn put_pictures(&self, id: StoryId, wanted: &BTreeSet<&MediaKey>) -> Result<()> {
        self.link().run("DELETE FROM story_pictures WHERE story_id = $1", values![id]).await?;
        for key in wanted {
            let sql = "INSERT INTO story_pictures (media_key, story_id) VALUES ($1, $2)";
            self.link().run(sql, values![key.as_str(), id]).await?;
        }
        Ok(())
    }

    async fn name_tags(&self, tags: &[Tag]) -> Result<()> {
        for tag in tags {
            let sql = "INSERT INTO tags (slug, name) VALUES ($1, $2)
                ON CONFLICT (slug) DO UPDATE SET name = excluded.name";
            self.link().run(sql, values![&tag.slug, &tag.name]).await?;
        }
        Ok(())
    }
}

impl Reads {
    async fn entries(&self, id: StoryId) -> Result<BTreeSet<Entry>> {
        let sql = "SELECT kind, slug, published_at FROM listing WHERE story_id = $1";
        let rows = self.link.all(sql, values![id]).await?;
        rows.iter()
            .map(|row| {
                let mut columns = row.columns();
                Ok((Place { kind: columns.text()?, slug: columns.text()? }, columns.moment()?))
            })
            .collect()
    }
}
