//! The page cache: public pages are bytes in memory, and stay until a commit names one of the keys they carry.
//!
//! - **Keys, not time-outs.** [`Cache::announce`] is called inside each commit; the pages it names are dead before the
//!   commit returns, so whoever was told “published” can't be served the page of before.
//! - **No stale write-back.** A page that began to render before an announcement of one of its keys is dead at birth.
//! - **Single flight.** Of many readers who miss one address, one renders and the others wait for it.
//! - **Compressed once**, when the first reader asks for an encoding ([`entry`]).

mod entry;
mod flight;
mod negotiate;

pub(crate) use entry::compress;
pub use entry::{Page, Rendered};
pub use negotiate::{Encoding, preferred_encoding};

use flight::Flights;
use model::stale::{Key, Stale};
use quick_cache::{Weighter, sync::Cache as Map};
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, Weak,
        atomic::{AtomicU64, Ordering},
    },
};

/// Pages in memory, by path and query.
pub struct Cache {
    pages: Map<Box<str>, Arc<Page>, Bytes>,
    index: Mutex<Index>,
    /// Counts announcements; a page remembers the count at which its rendering began.
    generation: AtomicU64,
    flights: Flights,
    enabled: bool,
}

/// Which pages carry a key, and which keys were announced while something is being rendered.
#[derive(Default)]
struct Index {
    carriers: HashMap<Key, Vec<Weak<Page>>>,
    announced: HashMap<Key, u64>,
    rendering: usize,
}

/// The weight of an entry: what it occupies, all encodings guessed in.
#[derive(Clone)]
struct Bytes;

impl Weighter<Box<str>, Arc<Page>> for Bytes {
    fn weight(&self, path: &Box<str>, page: &Arc<Page>) -> u64 {
        // Identity plus gzip plus brotli comes to about 1.6 times the page, and the entry itself is small.
        (path.len() + page.len() + page.len() * 6 / 10 + 1_024) as u64
    }
}

/// The largest page that is kept: a table of all counties is about 400 KB.
const LARGEST: usize = 4 << 20;
/// How often a page is rendered anew when it was outrun by announcements, before it is served unkept.
const TRIES: usize = 3;

impl Cache {
    /// A cache of at most `capacity` bytes; with `enabled` false every page is rendered for every reader.
    pub fn new(capacity: u64, enabled: bool) -> Self {
        let items = usize::try_from(capacity / 16_384).unwrap_or(4_096).max(64);
        Self {
            pages: Map::with_weighter(items, capacity, Bytes),
            index: Mutex::default(),
            generation: AtomicU64::new(1),
            flights: Flights::default(),
            enabled,
        }
    }

    /// The page of an address, if it is there and nothing it was made from has changed.
    pub fn get(&self, path: &str) -> Option<Arc<Page>> {
        self.pages.get(path).filter(|page| page.is_alive())
    }

    /// The count of announcements so far: a page whose [`Page::generation`] is at least this began to render later.
    pub fn mark(&self) -> u64 {
        self.generation.load(Ordering::SeqCst)
    }

    /// Kill every page that carries one of these keys.
    pub fn announce(&self, stale: &Stale) {
        if stale.is_nothing() {
            return;
        }
        let mut index = self.lock();
        let generation = self.generation.fetch_add(1, Ordering::SeqCst) + 1;
        for key in stale.iter() {
            if index.rendering > 0 {
                index.announced.insert(key.clone(), generation);
            }
            for page in index.carriers.remove(key).unwrap_or_default() {
                if let Some(page) = page.upgrade() {
                    page.kill();
                }
            }
        }
    }

    /// Kill everything: after losing touch with other nodes.
    pub fn clear(&self) {
        let mut index = self.lock();
        self.generation.fetch_add(1, Ordering::SeqCst);
        for page in index.carriers.drain().flat_map(|(_, pages)| pages) {
            if let Some(page) = page.upgrade() {
                page.kill();
            }
        }
        drop(index);
        self.pages.clear();
    }

    /// Bytes and pages held, dead ones not yet evicted included.
    pub fn size(&self) -> (u64, usize) {
        (self.pages.weight(), self.pages.len())
    }

    /// The page of an address: from memory, from a rendering that somebody else has begun, or from `render`.
    ///
    /// An answer that is no page (an error, a redirect) is handed through and not kept.
    pub async fn get_or_render<E, F>(&self, path: &str, render: impl Fn() -> F) -> Result<Arc<Page>, E>
    where
        F: Future<Output = Result<Rendered, E>>,
    {
        if !self.enabled {
            return Ok(Arc::new(Page::new(render().await?, self.mark())));
        }
        let mut outrun = None;
        for _ in 0..TRIES {
            if let Some(page) = self.get(path) {
                return Ok(page);
            }
            let Some(_turn) = self.flights.board(path).await else {
                // Somebody else rendered it while we waited: look again.
                continue;
            };
            if let Some(page) = self.get(path) {
                return Ok(page);
            }
            let page = self.render(render()).await?;
            if page.is_alive() {
                if page.len() <= LARGEST {
                    self.pages.insert(path.into(), page.clone());
                }
                return Ok(page);
            }
            outrun = Some(page);
        }
        match outrun {
            Some(page) => Ok(page),
            None => self.render(render()).await,
        }
    }

    /// A page that is not kept, because there are more of its kind than memory should be filled with.
    pub async fn pass<E>(
        &self,
        rendering: impl Future<Output = Result<Rendered, E>>,
    ) -> Result<Arc<Page>, E> {
        let mark = self.mark();
        Ok(Arc::new(Page::new(rendering.await?, mark)))
    }

    /// Render, and register the page under its keys unless one of them was announced meanwhile.
    async fn render<E>(&self, rendering: impl Future<Output = Result<Rendered, E>>) -> Result<Arc<Page>, E> {
        let begun = Begun::new(self);
        let rendered = rendering.await?;
        let keys = rendered.keys.clone();
        let page = Arc::new(Page::new(rendered, begun.generation));
        let mut index = self.lock();
        let outrun = |key: &Key| index.announced.get(key).is_some_and(|&at| at > begun.generation);
        if keys.iter().any(outrun) {
            page.kill();
            return Ok(page);
        }
        for key in keys {
            let carriers = index.carriers.entry(key).or_default();
            // Evicted pages leave their weak reference behind; sweep when the list would grow.
            if carriers.len() == carriers.capacity() {
                carriers.retain(|page| page.strong_count() > 0);
            }
            carriers.push(Arc::downgrade(&page));
        }
        Ok(page)
    }

    fn lock(&self) -> MutexGuard<'_, Index> {
        // The index is whole after every statement that can panic, so a poisoned lock is still good.
        self.index.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A rendering that has begun: while any is under way, announcements are remembered.
struct Begun<'a> {
    cache: &'a Cache,
    generation: u64,
}

impl<'a> Begun<'a> {
    fn new(cache: &'a Cache) -> Self {
        let mut index = cache.lock();
        index.rendering += 1;
        // Read under the lock: an announcement is either before this count, or remembered for us.
        let generation = cache.mark();
        drop(index);
        Self { cache, generation }
    }
}

impl Drop for Begun<'_> {
    fn drop(&mut self) {
        let mut index = self.cache.lock();
        index.rendering -= 1;
        if index.rendering == 0 {
            index.announced.clear();
        }
    }
}

#[cfg(test)]
mod tests;
