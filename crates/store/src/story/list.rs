//! Lists of published stories, newest first, as teasers.

use super::{
    listing::Place,
    month_number, month_of_number, path,
    public::{IS_PUBLIC, LIVE, PUBLISHED, all_published},
    stored,
};
use crate::{
    error::Result,
    read::Reads,
    sql::{Row, Value, count, places, values},
};
use jiff::Timestamp;
use model::{
    id::StoryId,
    story::{Published, Teaser},
    url::{Listing, Month, StoryPath},
};
use std::collections::HashMap;

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListPage {
    /// Newest first.
    pub teasers: Vec<Teaser>,
    /// Whether there are older ones.
    pub more: bool,
}

/// The columns of a [`Teaser`], of `stories s`, in the order in which `teaser_of` reads them.
const TEASER: &str =
    "s.id, s.live_month, s.live_slug, s.live_headline, s.live_dek, s.live_kind, s.live_section,
    s.live_language, s.live_authors, s.live_lead, s.live_source, s.first_published, s.updated_at";

/// Most stories asked for by number or address in one statement.
const CHUNK: usize = 100;

impl Reads {
    /// A part of a list.
    pub async fn teasers(&self, list: &Listing, offset: u64, limit: u64) -> Result<ListPage> {
        self.page_of(Place::of(list), offset, limit).await
    }

    /// A part of a month of the archive.
    pub async fn month(&self, month: Month, offset: u64, limit: u64) -> Result<ListPage> {
        self.page_of(Place::of_month(month), offset, limit).await
    }

    /// How many stories a list has.
    pub async fn stories_in(&self, list: &Listing) -> Result<u64> {
        let Place { kind, slug } = Place::of(list);
        let rows = self
            .link
            .all("SELECT stories FROM lists WHERE kind = $1 AND slug = $2", values![kind, slug])
            .await?;
        rows.first().map_or(Ok(0), |row| row.columns().count())
    }

    /// Every month that has published stories, newest first, and how many.
    pub async fn months(&self) -> Result<Vec<(Month, u64)>> {
        let sql = "SELECT slug, stories FROM lists WHERE kind = 'month' AND stories > 0 ORDER BY slug DESC";
        let rows = self.link.all(sql, values![]).await?;
        rows.iter()
            .map(|row| {
                let mut columns = row.columns();
                let number = columns.text()?.parse().unwrap_or_default();
                Ok((month_of_number(number)?, columns.count()?))
            })
            .collect()
    }

    /// The newest stories of all.
    pub async fn latest(&self, limit: u64) -> Result<Vec<Teaser>> {
        Ok(self.teasers(&Listing::All, 0, limit).await?.teasers)
    }

    /// Stories first published at or after `from`, newest first.
    pub async fn since(&self, from: Timestamp, limit: u64) -> Result<Vec<Teaser>> {
        let sql = format!(
            "SELECT {TEASER} FROM (SELECT story_id, published_at FROM listing
                WHERE kind = 'all' AND slug = '' AND published_at >= $1
                ORDER BY published_at DESC, story_id DESC LIMIT $2) l
             JOIN stories s ON s.id = l.story_id WHERE {IS_PUBLIC}
             ORDER BY l.published_at DESC, l.story_id DESC"
        );
        all_teasers(&self.link.all(&sql, values![from, count(limit)]).await?)
    }

    /// The published ones of these addresses, in this order. Old addresses are not followed.
    pub async fn teasers_at(&self, paths: &[StoryPath]) -> Result<Vec<Teaser>> {
        let mut found = HashMap::new();
        for chunk in paths.chunks(CHUNK) {
            let at = |index: usize| {
                format!("(s.live_month = ${} AND s.live_slug = ${})", index * 2 + 1, index * 2 + 2)
            };
            let either = (0..chunk.len()).map(at).collect::<Vec<_>>().join(" OR ");
            let sql = format!("SELECT {TEASER} FROM stories s WHERE {IS_PUBLIC} AND ({either})");
            let bound = chunk.iter().flat_map(|path| values![month_number(path.month), &path.slug]).collect();
            let teasers = all_teasers(&self.link.all(&sql, bound).await?)?;
            found.extend(teasers.into_iter().map(|teaser| (teaser.path.clone(), teaser)));
        }
        Ok(paths.iter().filter_map(|path| found.get(path).cloned()).collect())
    }

    /// The published ones of these stories, in this order.
    pub async fn teasers_of(&self, ids: &[StoryId]) -> Result<Vec<Teaser>> {
        let mut found = HashMap::new();
        for chunk in ids.chunks(CHUNK) {
            let places = places(1, chunk.len());
            let sql = format!("SELECT {TEASER} FROM stories s WHERE s.id IN ({places}) AND {IS_PUBLIC}");
            let bound = chunk.iter().map(|&id| Value::from(id)).collect();
            let teasers = all_teasers(&self.link.all(&sql, bound).await?)?;
            found.extend(teasers.into_iter().map(|teaser| (teaser.id, teaser)));
        }
        Ok(ids.iter().filter_map(|id| found.get(id).cloned()).collect())
    }

    /// The newest stories of a list with everything in them, for feeds that carry the whole text.
    pub async fn published_many(&self, list: &Listing, limit: u64) -> Result<Vec<Published>> {
        let Place { kind, slug } = Place::of(list);
        let sql = format!(
            "SELECT {PUBLISHED} FROM (SELECT story_id, published_at FROM listing WHERE kind = $1 AND slug = $2
                ORDER BY published_at DESC, story_id DESC LIMIT $3) l
             JOIN stories s ON s.id = l.story_id {LIVE} WHERE {IS_PUBLIC}
             ORDER BY l.published_at DESC, l.story_id DESC"
        );
        all_published(&self.link.all(&sql, values![kind, slug, count(limit)]).await?)
    }

    async fn page_of(&self, place: Place, offset: u64, limit: u64) -> Result<ListPage> {
        // The inner question is answered from the index alone, so that a far page does not read all the stories before.
        let sql = format!(
            "SELECT {TEASER} FROM (SELECT story_id, published_at FROM listing WHERE kind = $1 AND slug = $2
                ORDER BY published_at DESC, story_id DESC LIMIT $3 OFFSET $4) l
             JOIN stories s ON s.id = l.story_id WHERE {IS_PUBLIC}
             ORDER BY l.published_at DESC, l.story_id DESC"
        );
        let one_more = count(limit.saturating_add(1));
        let rows = self.link.all(&sql, values![place.kind, place.slug, one_more, count(offset)]).await?;
        let shown = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > shown;
        let teasers = rows.iter().take(shown).map(teaser_of).collect::<Result<_>>()?;
        Ok(ListPage { teasers, more })
    }
}

fn all_teasers(rows: &[Row]) -> Result<Vec<Teaser>> {
    rows.iter().map(teaser_of).collect()
}

fn teaser_of(row: &Row) -> Result<Teaser> {
    let mut columns = row.columns();
    Ok(Teaser {
        id: StoryId(columns.int()?),
        path: path(columns.int()?, columns.slug()?)?,
        headline: columns.text()?,
        dek: columns.text()?,
        kind: stored::read_kind(&columns.text()?)?,
        section: columns.slug()?,
        language: stored::read_language(&columns.text()?)?,
        authors: stored::read_slugs(&columns.text()?)?,
        lead: columns.maybe_text()?.as_deref().map(stored::read_lead).transpose()?,
        source: columns.maybe_text()?,
        first_published: columns.moment()?,
        updated: columns.maybe_moment()?,
    })
}
