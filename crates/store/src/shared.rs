//! What all clones of a store, and their transactions, have in common: the turn, the connections, and who is told what.

use crate::{blobs::Blobs, read::Reader, turn::Turn};
use model::stale::Stale;
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, PoisonError, RwLock},
};
use tokio::sync::Notify;

/// Told what became stale, right after a commit.
pub type Listener = Arc<dyn Fn(&Stale) + Send + Sync>;

pub(crate) struct Shared {
    pub(crate) turn: Turn,
    pub(crate) reader: Reader,
    pub(crate) blobs: Blobs,
    pub(crate) jobs_changed: Arc<Notify>,
    listeners: RwLock<Vec<Listener>>,
}

impl Shared {
    pub(crate) fn new(turn: Turn, reader: Reader, blobs: Blobs) -> Self {
        Self { turn, reader, blobs, jobs_changed: Arc::new(Notify::new()), listeners: RwLock::default() }
    }

    pub(crate) fn add_listener(&self, listener: Listener) {
        self.listeners.write().unwrap_or_else(PoisonError::into_inner).push(listener);
    }

    /// Tells every listener. One that panics is logged: the commit has happened and must not look failed.
    pub(crate) fn announce(&self, stale: &Stale) {
        if stale.is_nothing() {
            return;
        }
        let listeners = self.listeners.read().unwrap_or_else(PoisonError::into_inner).clone();
        for listener in listeners {
            if catch_unwind(AssertUnwindSafe(|| listener(stale))).is_err() {
                tracing::error!("a listener panicked while it was told what became stale");
            }
        }
    }

    /// Wakes whoever waits for jobs, and leaves a sign for whoever is about to.
    pub(crate) fn announce_jobs(&self) {
        self.jobs_changed.notify_one();
        self.jobs_changed.notify_waiters();
    }
}
