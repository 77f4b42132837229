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

/// How long someone waits for a turn before being told that the station is busy. SQLite waits as long for another
/// process that writes to the file (a backup, a command on the same machine).
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// The number that nodes on one PostgreSQL agree to lock: the ASCII letters of “bellwthr”.
const WRITER_LOCK: &str = "SELECT pg_advisory_xact_lock(7090198804610803826)";

/// Gives turns, and holds the connections that may write.
pub(crate) struct Turn {
    queue: Arc<Semaphore>,
    pool: WriterPool,
}

enum WriterPool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

impl Turn {
    pub(crate) fn sqlite(pool: SqlitePool) -> Self {
        Self { queue: Arc::new(Semaphore::new(1)), pool: WriterPool::Sqlite(pool) }
    }

    pub(crate) fn postgres(pool: PgPool) -> Self {
        Self { queue: Arc::new(Semaphore::new(1)), pool: WriterPool::Postgres(pool) }
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
        match timeout(PATIENCE, self.queue.clone().acquire_owned()).await {
            Ok(Ok(permit)) => Ok(permit),
            Ok(Err(_)) | Err(_) => Err(Error::Busy),
        }
    }
}
