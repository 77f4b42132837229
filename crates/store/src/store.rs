//! The store itself: opened once, cloned freely, closed once.

use crate::{
    blobs::Blobs,
    engine::{self, Opened, without_password},
    error::{Error, Result},
    migrations,
    read::{Reader, Reads},
    shared::{Listener, Shared},
    sql::{Engine, Link},
    tx::Tx,
};
use jiff::Timestamp;
use std::sync::Arc;
use tokio::sync::Notify;

/// Where the store keeps things.
#[derive(Clone)]
pub struct Options {
    /// `sqlite:/path/file.sqlite`, or `postgres://user:password@host/name`.
    pub database: String,
    /// `file:/path`, or `s3://[key:secret@]bucket/prefix[?region=…&endpoint=…]`.
    pub blobs: String,
    /// How many reads can go on at once, each on a connection of its own.
    pub readers: u32,
}

impl std::fmt::Debug for Options {
    /// Without passwords.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Options")
            .field("database", &without_password(&self.database))
            .field("blobs", &without_password(&self.blobs))
            .field("readers", &self.readers)
            .finish()
    }
}

/// The station's memory. A clone is the same store.
#[derive(Clone)]
pub struct Store {
    pub(crate) shared: Arc<Shared>,
}

impl Store {
    /// Connects and brings the schema to this program's state.
    ///
    /// # Errors
    /// [`Error::Unreachable`] names the file or address, never a password, and what to do.
    pub async fn open(options: &Options) -> Result<Self> {
        let Opened { turn, readers, place } = engine::open(&options.database, options.readers).await?;
        let blobs = Blobs::open(&options.blobs).await?;
        migrations::migrate(&turn, &place).await?;
        let reader = Reader::new(Reads { link: readers });
        Ok(Self { shared: Arc::new(Shared::new(turn, reader, blobs)) })
    }

    /// Reads from the readers' connections: each question sees everything committed before it was asked.
    pub fn reader(&self) -> Reader {
        self.shared.reader.clone()
    }

    /// Begins a transaction that speaks of the moment `now`. Transactions wait for each other in order of asking.
    ///
    /// # Errors
    /// [`Error::Busy`] after ten seconds without a turn.
    pub async fn begin(&self, now: Timestamp) -> Result<Tx> {
        let (link, permit) = self.shared.turn.begin().await?;
        Ok(Tx::new(self.shared.clone(), link, permit, now))
    }

    /// Adds a listener. It is called inside [`Tx::commit`], after the database has said yes and before `commit`
    /// returns, one commit after the other in their order; not when nothing became stale. It must not begin a
    /// transaction itself.
    pub fn on_commit(&self, listener: Listener) {
        self.shared.add_listener(listener);
    }

    /// Woken after a commit that enqueued a job.
    pub fn jobs_changed(&self) -> Arc<Notify> {
        self.shared.jobs_changed.clone()
    }

    /// Where bytes are kept.
    pub fn blobs(&self) -> &Blobs {
        &self.shared.blobs
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<()> {
        self.shared.reader.ping().await
    }

    /// Looks through the whole database for damage. On a large file this takes seconds.
    ///
    /// # Errors
    /// [`Error::Damaged`] with the first thing found.
    pub async fn check(&self) -> Result<()> {
        self.ping().await?;
        let link = &self.shared.reader.link;
        if link.engine() == Engine::Sqlite {
            check_sqlite(link).await?;
        }
        check_counts(link).await
    }

    /// Waits for the writer, folds the write-ahead log into the file (SQLite) and closes every connection.
    pub async fn close(&self) {
        let link = self.shared.turn.link();
        if link.engine() == Engine::Sqlite
            && let Err(error) = link.run_script("PRAGMA wal_checkpoint(TRUNCATE)").await
        {
            tracing::warn!(%error, "the write-ahead log could not be folded in; the next start does it");
        }
        match &self.shared.reader.link {
            Link::SqlitePool(pool) => pool.close().await,
            Link::PostgresPool(_) | Link::SqliteTransaction(_) | Link::PostgresTransaction(_) => {}
        }
        self.shared.turn.close().await;
    }
}

async fn check_sqlite(link: &Link) -> Result<()> {
    for row in link.all("PRAGMA integrity_check", Vec::new()).await? {
        let found = row.columns().text()?;
        if found != "ok" {
            return Err(Error::damaged(format!("the database file ({found}); restore it from a backup")));
        }
    }
    let orphans = link.all("PRAGMA foreign_key_check", Vec::new()).await?;
    match orphans.first() {
        None => Ok(()),
        Some(row) => Err(Error::damaged(format!("a row of {} points to nothing", row.columns().text()?))),
    }
}

/// The kept sizes of lists must be those that counting gives.
async fn check_counts(link: &Link) -> Result<()> {
    let wrong = "SELECT l.kind, l.slug FROM lists l WHERE l.stories <>
        (SELECT COUNT(*) FROM listing r WHERE r.kind = l.kind AND r.slug = l.slug) LIMIT 1";
    match link.one(wrong, Vec::new()).await? {
        None => Ok(()),
        Some(row) => {
            let mut columns = row.columns();
            Err(Error::damaged(format!("the size of the list {} {}", columns.text()?, columns.text()?)))
        }
    }
}
