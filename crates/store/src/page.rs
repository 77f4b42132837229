//! Station pages.

use crate::{
    error::{Error, Result},
    read::Reads,
    sql::{Row, values},
    tx::Tx,
};
use model::{page::Page, slug::Slug};
use prose::MediaKey;
use std::collections::BTreeSet;

impl Reads {
    /// One page.
    pub async fn page(&self, slug: &Slug) -> Result<Option<Page>> {
        let sql = "SELECT slug, title, dek, body, updated_at FROM pages WHERE slug = $1";
        let row = self.link.one(sql, values![slug]).await?;
        row.as_ref().map(page_of).transpose()
    }

    /// All pages, by address.
    pub async fn page_list(&self) -> Result<Vec<Page>> {
        let sql = "SELECT slug, title, dek, body, updated_at FROM pages ORDER BY slug";
        self.link.all(sql, values![]).await?.iter().map(page_of).collect()
    }
}

impl Tx {
    /// Keeps a page, in place of an earlier one of that address. Its pictures become public.
    pub async fn save_page(&self, page: &Page) -> Result<()> {
        let sql = "INSERT INTO pages (slug, title, dek, body, updated_at) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (slug) DO UPDATE SET title = excluded.title, dek = excluded.dek, body = excluded.body,
                updated_at = excluded.updated_at";
        let body = serde_json::to_string(&page.body)
            .map_err(|source| Error::Failed { doing: "write a page", source: Box::new(source) })?;
        self.link().run(sql, values![&page.slug, &page.title, &page.dek, body, page.updated]).await?;
        self.link().run("DELETE FROM page_pictures WHERE page_slug = $1", values![&page.slug]).await?;
        let pictures: BTreeSet<&MediaKey> = page.body.media_keys().into_iter().collect();
        for key in pictures {
            let sql = "INSERT INTO page_pictures (media_key, page_slug) VALUES ($1, $2)";
            self.link().run(sql, values![key.as_str(), &page.slug]).await?;
        }
        Ok(())
    }
}

fn page_of(row: &Row) -> Result<Page> {
    let mut columns = row.columns();
    Ok(Page {
        slug: columns.slug()?,
        title: columns.text()?,
        dek: columns.text()?,
        body: serde_json::from_str(&columns.text()?)
            .map_err(|error| Error::damaged(format!("a station page: {error}")))?,
        updated: columns.moment()?,
    })
}
