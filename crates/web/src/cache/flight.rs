//! Single flight: of many who want one address, one renders at a time.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::{Mutex as AsyncMutex, OwnedMutexGuard};

/// Renderings under way, by path.
#[derive(Default)]
pub(super) struct Flights(Mutex<HashMap<Box<str>, Arc<AsyncMutex<()>>>>);

/// The right to render one path; given back when dropped, also by a reader who hung up.
pub(super) struct Turn<'a> {
    flights: &'a Flights,
    path: Box<str>,
    guard: Option<OwnedMutexGuard<()>>,
}

impl Flights {
    /// Take the turn for a path. `None` after having waited for somebody else's: their page may be there now.
    pub(super) async fn board(&self, path: &str) -> Option<Turn<'_>> {
        let gate = {
            let mut gates = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            gates.entry(path.into()).or_default().clone()
        };
        match gate.clone().try_lock_owned() {
            Ok(guard) => Some(Turn { flights: self, path: path.into(), guard: Some(guard) }),
            Err(_) => {
                // Fair and in order; the lock itself is not needed, only the wait for its holder.
                drop(gate.lock().await);
                None
            }
        }
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut gates = self.flights.0.lock().unwrap_or_else(PoisonError::into_inner);
        gates.remove(&self.path);
        self.guard = None;
    }
}
