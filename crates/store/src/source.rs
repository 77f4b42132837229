//! How sources have been doing.

use crate::{error::Result, read::Reads, sql::values, tx::Tx};
use model::{slug::Slug, source::Health};

impl Reads {
    /// How a source has been doing; all empty for one that was never tried.
    pub async fn source_health(&self, source: &Slug) -> Result<Health> {
        let sql =
            "SELECT last_success, last_try, last_error, failures, not_before, etag, last_modified, digest, wished_at
            FROM sources WHERE slug = $1";
        let Some(row) = self.link.one(sql, values![source]).await? else { return Ok(Health::default()) };
        let mut columns = row.columns();
        Ok(Health {
            last_success: columns.maybe_moment()?,
            last_try: columns.maybe_moment()?,
            last_error: columns.maybe_text()?,
            failures: columns.small()?,
            not_before: columns.maybe_moment()?,
            etag: columns.maybe_text()?,
            last_modified: columns.maybe_text()?,
            digest: columns.maybe_text()?,
            wished_at: columns.maybe_moment()?,
        })
    }

    /// The names of all sources of which anything is remembered: how they have been doing, or what an index listed.
    pub async fn source_names(&self) -> Result<Vec<Slug>> {
        let sql = "SELECT slug FROM sources UNION SELECT source FROM alert_entries ORDER BY 1";
        let rows = self.link.all(sql, values![]).await?;
        rows.iter().map(|row| row.columns().slug()).collect()
    }
}

impl Tx {
    /// Forgets a source: how it has been doing, and what it listed. Answers how many rows that were.
    pub async fn delete_source(&self, source: &Slug) -> Result<u64> {
        let entries = self.link().run("DELETE FROM alert_entries WHERE source = $1", values![source]).await?;
        let health = self.link().run("DELETE FROM sources WHERE slug = $1", values![source]).await?;
        Ok(entries + health)
    }

    /// Keeps that a person wishes a source to be asked at once.
    pub async fn wish_for_source(&self, source: &Slug) -> Result<()> {
        let sql = "INSERT INTO sources (slug, failures, wished_at) VALUES ($1, 0, $2)
            ON CONFLICT (slug) DO UPDATE SET wished_at = excluded.wished_at";
        self.link().run(sql, values![source, self.now()]).await.map(drop)
    }

    /// Keeps how a source has been doing. A wish is not touched: it may have come meanwhile.
    pub async fn save_health(&self, source: &Slug, health: &Health) -> Result<()> {
        let sql = "INSERT INTO sources (slug, last_success, last_try, last_error, failures, not_before, etag,
                last_modified, digest) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT (slug) DO UPDATE SET last_success = excluded.last_success, last_try = excluded.last_try,
                last_error = excluded.last_error, failures = excluded.failures, not_before = excluded.not_before,
                etag = excluded.etag, last_modified = excluded.last_modified, digest = excluded.digest";
        let bound = values![
            source,
            health.last_success,
            health.last_try,
            health.last_error.clone(),
            health.failures,
            health.not_before,
            health.etag.clone(),
            health.last_modified.clone(),
            health.digest.clone(),
        ];
        self.link().run(sql, bound).await.map(drop)
    }
}
