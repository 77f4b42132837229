//! What a request can reach: reads, the desk, the renderer, the page cache. It holds a [`Reader`] and a [`Desk`], so no
//! handler can write past the desk.

use crate::{
    access::AccessLog, cache::Cache, frames::Frames, limit::RateLimit, metrics::Metrics, packed,
    proxies::Proxies,
};
use axum::Router;
use desk::Desk;
use model::station::Station;
use pages::Renderer;
use std::{
    net::IpAddr,
    sync::{Arc, OnceLock},
    time::Duration,
};
use store::{Blobs, Reader, Store};
use tokio::sync::Semaphore;

/// Everything a request can reach. Cheap to clone.
#[derive(Clone)]
pub struct App(pub(crate) Arc<Inner>);

/// The parts an [`App`] is made of.
pub struct Inner {
    /// Reads.
    pub reader: Reader,
    /// Verbs.
    pub desk: Desk,
    /// Templates.
    pub renderer: Arc<Renderer>,
    /// Who publishes.
    pub station: Arc<Station>,
    /// Pages in memory.
    pub cache: Cache,
    /// Uploaded and rendered bytes.
    pub blobs: Blobs,
    /// One line a request.
    pub access: AccessLog,
    /// Whose word on addresses is believed.
    pub proxies: Proxies,
    /// Counters.
    pub metrics: Metrics,
    /// Pages being rendered at one time; the rest wait a moment, then are told to come back.
    pub renders: Semaphore,
    /// Tries to sign in, by address.
    pub sign_ins: RateLimit<IpAddr>,
    /// Tries to sign in, by name: many addresses may not try one account together.
    pub sign_in_names: RateLimit<String>,
    /// Changes by one signed-in address.
    pub changes: RateLimit<IpAddr>,
    /// Whether cookies may only travel over TLS.
    pub secure_cookies: bool,
    /// Reads an upload: what it is, or why not. Handed in, because nothing here may decode.
    pub understand_picture: UnderstandPicture,
    /// Style sheets and the like, packed.
    pub assets: packed::Assets,
    /// Frames of radars in memory.
    pub radar: Frames,
    router: OnceLock<Router>,
}

/// Reads the facts of an uploaded picture from its bytes: run on the blocking pool.
pub type UnderstandPicture = Arc<dyn Fn(&[u8]) -> Result<PictureFacts, String> + Send + Sync>;

/// What an upload is.
#[derive(Clone, Debug, Default)]
pub struct PictureFacts {
    /// Public key made of its content.
    pub key: String,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// From its metadata.
    pub alt: Option<String>,
    /// From its metadata.
    pub caption: Option<String>,
    /// From its metadata.
    pub credit: Option<String>,
}

/// What the binary hands in.
pub struct Parts {
    /// The store, for reads, blobs and the announcements of commits.
    pub store: Store,
    /// The newsroom's verbs.
    pub desk: Desk,
    /// Templates.
    pub renderer: Arc<Renderer>,
    /// One line a request.
    pub access: AccessLog,
    /// Reads an upload.
    pub understand_picture: UnderstandPicture,
    /// Settings of this room.
    pub settings: Settings,
}

/// Settings of this room.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Bytes of pages in memory.
    pub cache_bytes: u64,
    /// Off: every page is rendered for every reader. For tests that compare.
    pub cache: bool,
    /// The station's own proxies.
    pub proxies: Vec<IpAddr>,
    /// Tries to sign in from one address before it has to wait.
    pub sign_in_burst: u32,
    /// Whether the station is reached over TLS (through its proxy).
    pub tls: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { cache_bytes: 64 << 20, cache: true, proxies: Vec::new(), sign_in_burst: 10, tls: false }
    }
}

impl std::ops::Deref for App {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl App {
    /// Put the parts together and listen to the store's announcements.
    pub(crate) fn new(parts: Parts) -> Self {
        let Parts { store, desk, renderer, access, understand_picture, settings } = parts;
        let app = Self(Arc::new(Inner {
            reader: store.reader(),
            station: desk.station().clone(),
            desk,
            renderer,
            cache: Cache::new(settings.cache_bytes, settings.cache),
            blobs: store.blobs().clone(),
            access,
            proxies: Proxies(settings.proxies),
            metrics: Metrics::new(),
            renders: Semaphore::new(64),
            sign_ins: RateLimit::new(settings.sign_in_burst, Duration::from_secs(30)),
            sign_in_names: RateLimit::new(settings.sign_in_burst.saturating_mul(2), Duration::from_secs(15)),
            changes: RateLimit::new(120, Duration::from_millis(500)),
            secure_cookies: settings.tls,
            understand_picture,
            assets: packed::Assets::default(),
            radar: Frames::default(),
            router: OnceLock::new(),
        }));
        let listening = Arc::downgrade(&app.0);
        store.on_commit(Arc::new(move |stale| {
            if let Some(inner) = listening.upgrade() {
                inner.cache.announce(stale);
            }
        }));
        app
    }

    /// The router, once it is mounted; before that every address is unknown.
    pub(crate) fn router(&self) -> &Router {
        self.router.get_or_init(Router::new)
    }

    /// Hand in the router, which needs the app to be made.
    pub(crate) fn mount(&self, router: Router) {
        // Nobody can have asked before the app was handed out.
        let _ = self.router.set(router);
    }
}
