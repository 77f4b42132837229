//! Whose turn it is to write. One writer at a time, on both engines: what is true on SQLite by nature (one writer per
//! file) is made true on PostgreSQL by a lock, so that no verb can behave differently there.
//!
//! Inside this process turns are given in the order in which they were asked for, and nobody waits for ever.

use crate::{
    error::{Error, Result},
    sql::Link,
};
use sqlx::{PgPool, SqlitePool};
use std::{sync::Arc, time::Duration};
use tokio::{
    sync::{Mutex, OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

/// The number that nodes on one PostgreSQL agree to lock: the ASCII letters of “bellwthr”.
const WRITER_LOCK: &str = "SELECT pg_advisory_xact_lock(7090198804610803826)";

/// Gives turns, and holds the connections that may write.
pub(crate) struct Turn {
    queue: Arc<Semaphore>,
    patience: Duration,
    pool: WriterPool,
}

enum WriterPool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

impl Turn {
    pub(crate) fn sqlite(pool: SqlitePool, patience: Duration) -> Self {
        Self { queue: Arc::new(Semaphore::new(1)), patience, pool: WriterPool::Sqlite(pool) }
    }

    pub(crate) fn postgres(pool: PgPool, patience: Duration) -> Self {
        Self { queue: Arc::new(Semaphore::new(1)), patience, pool: WriterPool::Postgres(pool) }
    }

    /// A transaction of the one writer. Keep the permit until the transaction has ended.
    pub(crate) async fn begin(&self) -> Result<(Link, OwnedSemaphorePermit)> {
        let permit = self.wait().await?;
        let link = match &self.pool {
            WriterPool::Sqlite(pool) => {
                Link::SqliteTransaction(Mutex::new(pool.begin_with("BEGIN IMMEDIATE").await?))
            }
            WriterPool::Postgres(pool) => {
                let link = Link::PostgresTransaction(Mutex::new(pool.begin().await?));
                link.run_script(WRITER_LOCK).await?;
                link
            }
        };
        Ok((link, permit))
    }

    /// A transaction for the bookkeeping of jobs. On PostgreSQL it does not wait for writers of other nodes: claims
    /// step over each other's rows by themselves.
    pub(crate) async fn begin_bookkeeping(&self) -> Result<(Link, OwnedSemaphorePermit)> {
        match &self.pool {
            WriterPool::Sqlite(_) => self.begin().await,
            WriterPool::Postgres(pool) => {
                let permit = self.wait().await?;
                Ok((Link::PostgresTransaction(Mutex::new(pool.begin().await?)), permit))
            }
        }
    }

    /// The writing pool itself, for what cannot be in a transaction.
    pub(crate) fn link(&self) -> Link {
        match &self.pool {
            WriterPool::Sqlite(pool) => Link::SqlitePool(pool.clone()),
            WriterPool::Postgres(pool) => Link::PostgresPool(pool.clone()),
        }
    }

    /// Waits until nobody writes, then closes the pool.
    pub(crate) async fn close(&self) {
        let _permit = self.wait().await;
        match &self.pool {
            WriterPool::Sqlite(pool) => pool.close().await,
            WriterPool::Postgres(pool) => pool.close().await,
        }
    }

    async fn wait(&self) -> Result<OwnedSemaphorePermit> {
        match timeout(self.patience, self.queue.clone().acquire_owned()).await {
            Ok(Ok(permit)) => Ok(permit),
            Ok(Err(_)) | Err(_) => Err(Error::Busy),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    #[tokio::test]
    async fn whoever_waits_too_long_is_told_so() {
        let pool = SqlitePool::connect_lazy("sqlite::memory:").unwrap();
        let turn = Turn::sqlite(pool, Duration::from_millis(20));
        let (link, permit) = turn.begin().await.unwrap();
        assert!(matches!(turn.begin().await, Err(Error::Busy)));
        link.rollback().await.unwrap();
        drop(permit);
        assert!(turn.begin().await.is_ok());
    }
}
