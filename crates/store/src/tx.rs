//! A transaction. It ends by [`Tx::commit`], which has to be told what became stale, or leaves no trace.

use crate::{
    error::{Error, Result},
    read::Reads,
    shared::Shared,
    sql::{Link, values},
};
use jiff::Timestamp;
use model::stale::Stale;
use std::{
    ops::Deref,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};
use tokio::sync::OwnedSemaphorePermit;

/// Everything that one verb changes, or nothing of it. Dropped without a commit, it is rolled back.
///
/// It answers every question of [`Reads`] too, including what it has changed itself.
pub struct Tx {
    reads: Reads,
    now: Timestamp,
    enqueued: AtomicBool,
    store: Arc<Shared>,
    // Last, so that the rollback of a dropped transaction is on its way before the next writer's turn.
    permit: OwnedSemaphorePermit,
}

impl Tx {
    pub(crate) fn new(store: Arc<Shared>, link: Link, permit: OwnedSemaphorePermit, now: Timestamp) -> Self {
        Self { reads: Reads { link }, now, enqueued: AtomicBool::new(false), store, permit }
    }

    /// The moment it speaks of.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// Makes the changes last, then tells the listeners what became stale.
    ///
    /// Once begun it runs to its end even when nobody waits for it any more: a browser that went away must not leave
    /// a published story behind with pages that do not know of it.
    ///
    /// # Errors
    /// After an error the changes are undone; only a lost connection to PostgreSQL can leave it unclear. The listeners
    /// are told then too, as rendering a page once more does no harm.
    pub async fn commit(self, stale: Stale) -> Result<()> {
        let ended = tokio::spawn(self.conclude(stale)).await;
        ended.unwrap_or_else(|source| Err(Error::Failed { doing: "commit", source: Box::new(source) }))
    }

    /// Undoes everything now, and waits for it.
    pub async fn rollback(self) -> Result<()> {
        self.reads.link.rollback().await
    }

    pub(crate) fn link(&self) -> &Link {
        &self.reads.link
    }

    pub(crate) fn job_enqueued(&self) {
        self.enqueued.store(true, Ordering::Relaxed);
    }

    async fn conclude(self, stale: Stale) -> Result<()> {
        let Self { reads: Reads { link }, now, enqueued, store, permit } = self;
        link.run(
            "INSERT INTO clock (only_row, last_moment) VALUES (1, $1)
             ON CONFLICT (only_row) DO UPDATE SET last_moment = excluded.last_moment
             WHERE clock.last_moment < excluded.last_moment",
            values![now],
        )
        .await?;
        let ended = link.commit().await;
        store.announce(&stale);
        if enqueued.into_inner() {
            store.announce_jobs();
        }
        // Only now may the next one write: listeners hear of commits in the order in which they happened.
        drop(permit);
        ended
    }
}

impl Deref for Tx {
    type Target = Reads;

    fn deref(&self) -> &Reads {
        &self.reads
    }
}
