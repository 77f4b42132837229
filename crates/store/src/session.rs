//! Sessions, by the digest of their token.

use crate::{error::Result, read::Reads, sql::values, tx::Tx, user::role};
use jiff::Timestamp;
use model::{id::UserId, session::Session};

impl Reads {
    /// The session of a digest, with its user's name and role as they are now; `None` when that user is not active.
    /// Whether it still counts is the model's rule, not asked here.
    pub async fn session(&self, digest: &[u8; 32]) -> Result<Option<Session>> {
        let sql = "SELECT s.user_id, u.name, u.role, s.created_at, s.seen_at
            FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.digest = $1 AND u.active = 1";
        let Some(row) = self.link.one(sql, values![digest]).await? else { return Ok(None) };
        let mut columns = row.columns();
        Ok(Some(Session {
            user: UserId(columns.int()?),
            name: columns.text()?,
            role: role(&columns.text()?)?,
            created_at: columns.moment()?,
            seen_at: columns.moment()?,
        }))
    }
}

impl Tx {
    /// Begins a session now.
    pub async fn insert_session(&self, digest: &[u8; 32], user: UserId) -> Result<()> {
        let sql = "INSERT INTO sessions (digest, user_id, created_at, seen_at) VALUES ($1, $2, $3, $3)";
        self.link().run(sql, values![digest, user, self.now()]).await.map(drop)
    }

    /// Notes a request of a session now.
    pub async fn touch_session(&self, digest: &[u8; 32]) -> Result<()> {
        let sql = "UPDATE sessions SET seen_at = $2 WHERE digest = $1";
        self.link().run(sql, values![digest, self.now()]).await.map(drop)
    }

    /// Ends a session.
    pub async fn delete_session(&self, digest: &[u8; 32]) -> Result<()> {
        self.link().run("DELETE FROM sessions WHERE digest = $1", values![digest]).await.map(drop)
    }

    /// Ends all sessions of a user.
    pub async fn delete_sessions_of(&self, user: UserId) -> Result<()> {
        self.link().run("DELETE FROM sessions WHERE user_id = $1", values![user]).await.map(drop)
    }

    /// Ends sessions last seen before one moment or begun before the other; answers how many.
    pub async fn prune_sessions(&self, idle_before: Timestamp, created_before: Timestamp) -> Result<u64> {
        let sql = "DELETE FROM sessions WHERE seen_at < $1 OR created_at < $2";
        self.link().run(sql, values![idle_before, created_before]).await
    }
}
