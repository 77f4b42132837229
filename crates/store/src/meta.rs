//! Small facts with a name, and the latest moment that was spoken of.

use crate::{error::Result, read::Reads, sql::values, tx::Tx};
use jiff::Timestamp;

impl Reads {
    /// The fact of that name.
    pub async fn meta(&self, name: &str) -> Result<Option<String>> {
        let row = self.link.one("SELECT value FROM meta WHERE name = $1", values![name]).await?;
        row.map(|row| row.columns().text()).transpose()
    }

    /// The latest moment that any commit spoke of; `None` in a new database.
    pub async fn last_moment(&self) -> Result<Option<Timestamp>> {
        let row = self.link.one("SELECT last_moment FROM clock", values![]).await?;
        row.map(|row| row.columns().moment()).transpose()
    }
}

impl Tx {
    /// Keeps a fact, in place of an earlier one of that name.
    pub async fn set_meta(&self, name: &str, value: &str) -> Result<()> {
        let sql = "INSERT INTO meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
        self.link().run(sql, values![name, value]).await.map(drop)
    }

    /// Forgets a fact.
    pub async fn delete_meta(&self, name: &str) -> Result<()> {
        self.link().run("DELETE FROM meta WHERE name = $1", values![name]).await.map(drop)
    }
}
