//! What the desk holds.

use crate::{asker::Asker, clock::Clock, error::Error};
use jiff::Timestamp;
use model::{slug::Slug, station::Station, table::Spec};
use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};
use store::{Reader, Store, Tx};
use tokio::sync::Semaphore;

/// The newsroom's verbs. Cheap to clone; every clone is the same desk.
#[derive(Clone)]
pub struct Desk {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) store: Store,
    pub(crate) reader: Reader,
    pub(crate) clock: Clock,
    pub(crate) station: Arc<Station>,
    pub(crate) tables: Arc<BTreeMap<Slug, Spec>>,
    pub(crate) asker: OnceLock<Arc<dyn Asker>>,
    /// Password hashes take 19 MiB each: two at a time, so that a flood of sign-ins cannot fill the memory.
    pub(crate) hashing: Semaphore,
}

impl Desk {
    /// A desk over a store, for a station and the tables it declares.
    pub fn new(store: Store, clock: Clock, station: Arc<Station>, tables: Arc<BTreeMap<Slug, Spec>>) -> Self {
        let reader = store.reader();
        let (asker, hashing) = (OnceLock::new(), Semaphore::new(2));
        Self { inner: Arc::new(Inner { store, reader, clock, station, tables, asker, hashing }) }
    }

    /// Tell the desk whom to ask for receipts: the station's own router, which is built after the desk. Only the
    /// first call counts.
    pub fn ask_through(&self, asker: Arc<dyn Asker>) {
        let _ = self.inner.asker.set(asker);
    }

    /// The station's moment.
    pub fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    /// The station.
    pub fn station(&self) -> &Arc<Station> {
        &self.inner.station
    }

    /// The tables that the station declares.
    pub fn tables(&self) -> &BTreeMap<Slug, Spec> {
        &self.inner.tables
    }

    /// Reads, for screens of the desk.
    pub fn reader(&self) -> &Reader {
        &self.inner.reader
    }

    pub(crate) async fn begin(&self) -> Result<Tx, Error> {
        Ok(self.inner.store.begin(self.now()).await?)
    }
}
