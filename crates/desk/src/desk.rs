//! What the desk holds.

use crate::{asker::Asker, clock::Clock, error::Error, workshop::Workshop};
use jiff::Timestamp;
use model::{station::Station, table::Tables};
use std::sync::{Arc, OnceLock, RwLock};
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
    /// Replaced whole when the desk describes a table.
    pub(crate) tables: RwLock<Arc<Tables>>,
    pub(crate) asker: OnceLock<Arc<dyn Asker>>,
    pub(crate) workshop: OnceLock<Arc<dyn Workshop>>,
    /// Password hashes take 19 MiB each: two at a time, so that a flood of sign-ins cannot fill the memory.
    pub(crate) hashing: Semaphore,
}

impl Desk {
    /// A desk over a store, for a station and the tables that its settings describe.
    pub fn new(store: Store, clock: Clock, station: Arc<Station>, tables: Tables) -> Self {
        let reader = store.reader();
        let (asker, workshop, hashing) = (OnceLock::new(), OnceLock::new(), Semaphore::new(2));
        let tables = RwLock::new(Arc::new(tables));
        Self { inner: Arc::new(Inner { store, reader, clock, station, tables, asker, workshop, hashing }) }
    }

    /// Tell the desk whom to ask for receipts: the station's own router, which is built after the desk. Only the
    /// first call counts.
    pub fn ask_through(&self, asker: Arc<dyn Asker>) {
        let _ = self.inner.asker.set(asker);
    }

    /// Tell the desk who reads descriptions of tables. Only the first call counts.
    pub fn work_through(&self, workshop: Arc<dyn Workshop>) {
        let _ = self.inner.workshop.set(workshop);
    }

    /// Who reads descriptions of tables, once it was handed in.
    pub fn workshop(&self) -> Option<&Arc<dyn Workshop>> {
        self.inner.workshop.get()
    }

    /// The station's moment.
    pub fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    /// The station.
    pub fn station(&self) -> &Arc<Station> {
        &self.inner.station
    }

    /// Reads, for screens of the desk.
    pub fn reader(&self) -> &Reader {
        &self.inner.reader
    }

    pub(crate) async fn begin(&self) -> Result<Tx, Error> {
        Ok(self.inner.store.begin(self.now()).await?)
    }
}
