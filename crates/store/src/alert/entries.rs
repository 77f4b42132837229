//! Entries of indexes of alerts.

use crate::{
    error::{Error, Result},
    read::Reads,
    sql::{Row, count, values},
    tx::Tx,
};
use jiff::Timestamp;
use model::{alert::Listed, slug::Slug};
use serde::{Deserialize, Serialize};

/// Most entries in one answer; more than an index is read of, and what is gone from it.
const MOST: u64 = 20_000;

#[derive(Serialize, Deserialize)]
struct Said {
    stamp: String,
    title: String,
    link: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    identifier: String,
    #[serde(default, skip_serializing_if = "is_none")]
    failures: u32,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    trouble: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    elsewhere: bool,
    /// Seconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    gone: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    etag: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    modified: Option<String>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks in this form")]
fn is_none(failures: &u32) -> bool {
    *failures == 0
}

impl Reads {
    /// Everything that is remembered of an index.
    pub async fn alert_entries(&self, source: &Slug) -> Result<Vec<Listed>> {
        let sql = "SELECT entry, updated_at, due_at, said FROM alert_entries WHERE source = $1 LIMIT $2";
        self.link.all(sql, values![source, count(MOST)]).await?.iter().map(listed).collect()
    }

    /// Entries whose messages are still to be fetched, the newest first, whether it is their time or not.
    pub async fn alert_entries_waiting(&self, source: &Slug) -> Result<Vec<Listed>> {
        let sql = "SELECT entry, updated_at, due_at, said FROM alert_entries
            WHERE source = $1 AND due_at IS NOT NULL ORDER BY updated_at DESC, entry LIMIT $2";
        self.link.all(sql, values![source, count(MOST)]).await?.iter().map(listed).collect()
    }
}

impl Tx {
    /// Remembers an entry, in the place of what was remembered of it.
    pub async fn save_alert_entry(&self, source: &Slug, entry: &Listed) -> Result<()> {
        let sql =
            "INSERT INTO alert_entries (source, entry, updated_at, due_at, said) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (source, entry) DO UPDATE
            SET updated_at = excluded.updated_at, due_at = excluded.due_at, said = excluded.said";
        let said = Said {
            stamp: entry.stamp.clone(),
            title: entry.title.clone(),
            link: entry.link.clone(),
            identifier: entry.identifier.clone(),
            failures: entry.failures,
            trouble: entry.trouble.clone(),
            elsewhere: entry.was_elsewhere,
            gone: entry.gone.map(Timestamp::as_second),
            etag: entry.etag.clone(),
            modified: entry.last_modified.clone(),
        };
        let said = serde_json::to_string(&said).map_err(|source| Error::Failed {
            doing: "write an entry of an index",
            source: Box::new(source),
        })?;
        let bound = values![source, entry.key.as_str(), entry.updated, entry.due, said];
        self.link().run(sql, bound).await.map(drop)
    }

    /// Forgets an entry.
    pub async fn delete_alert_entry(&self, source: &Slug, key: &str) -> Result<()> {
        let sql = "DELETE FROM alert_entries WHERE source = $1 AND entry = $2";
        self.link().run(sql, values![source, key]).await.map(drop)
    }
}

fn listed(row: &Row) -> Result<Listed> {
    let mut columns = row.columns();
    let (key, updated, due) = (columns.text()?, columns.moment()?, columns.maybe_moment()?);
    let said: Said = serde_json::from_str(&columns.text()?)
        .map_err(|error| Error::damaged(format!("an entry of an index: {error}")))?;
    Ok(Listed {
        key,
        stamp: said.stamp,
        title: said.title,
        link: said.link,
        identifier: said.identifier,
        updated,
        due,
        failures: said.failures,
        trouble: said.trouble,
        was_elsewhere: said.elsewhere,
        gone: said.gone.and_then(|seconds| Timestamp::from_second(seconds).ok()),
        etag: said.etag,
        last_modified: said.modified,
    })
}
