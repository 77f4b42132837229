//! The access log: one line a request, written by a thread of its own so that no reader waits for a disk.
//!
//! Line: address, moment, request line, status, bytes, microseconds, request id. Query strings are kept (the site has
//! no secrets in them) except under `/desk`, whose setup, password and preview links must not be found in a log.

use bytes::Bytes;
use http::{Request, Response};
use hyper::body::Body;
use std::{
    fmt::Write as _,
    io::Write,
    net::IpAddr,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

/// The log and the numbers of requests. Cheap to clone.
#[derive(Clone)]
pub struct AccessLog(Arc<Inner>);

struct Inner {
    lines: Mutex<String>,
    sink: Mutex<Option<Box<dyn Write + Send>>>,
    next: AtomicU64,
    dropped: AtomicU64,
    now: Box<dyn Fn() -> jiff::Timestamp + Send + Sync>,
    enabled: bool,
}

/// A request under way.
pub(crate) struct Open {
    head: Option<String>,
    /// Number of the request, also in the spans of whatever it causes.
    pub(crate) id: u64,
}

/// Lines waiting for the writer; when the disk is slower than the readers, lines are dropped and counted.
const WAITING: usize = 8 << 20;
const EVERY: Duration = Duration::from_millis(500);

impl AccessLog {
    /// A log written to `sink` until the last clone is dropped; without a sink requests are only numbered.
    pub fn new(
        sink: Option<Box<dyn Write + Send>>,
        now: impl Fn() -> jiff::Timestamp + Send + Sync + 'static,
    ) -> Self {
        let enabled = sink.is_some();
        let (lines, next, dropped) = (Mutex::default(), AtomicU64::new(1), AtomicU64::new(0));
        let (sink, now) = (Mutex::new(sink), Box::new(now));
        let inner = Arc::new(Inner { lines, sink, next, dropped, now, enabled });
        if enabled {
            let weak = Arc::downgrade(&inner);
            std::thread::spawn(move || {
                while let Some(inner) = weak.upgrade() {
                    inner.drain();
                    drop(inner);
                    std::thread::sleep(EVERY);
                }
            });
        }
        Self(inner)
    }

    /// Write what is waiting; for a stop.
    pub fn flush(&self) {
        self.0.drain();
    }

    /// Lines that were dropped because the disk was too slow.
    pub fn dropped(&self) -> u64 {
        self.0.dropped.load(Ordering::Relaxed)
    }

    pub(crate) fn open<B>(&self, request: &Request<B>, client: IpAddr) -> Open {
        let id = self.0.next.fetch_add(1, Ordering::Relaxed);
        let head = self.0.enabled.then(|| {
            let uri = request.uri();
            let path = uri.path();
            let shown = shown(path, uri.path_and_query().map_or(path, |both| both.as_str()));
            let mut head = String::with_capacity(96 + shown.len());
            let _ = write!(head, "{client} {} \"{} ", (self.0.now)(), request.method());
            // Anything outside printable ASCII was percent-encoded by the sender or refused by the parser.
            head.extend(shown.chars().map(|c| if c == '"' || c.is_control() { '?' } else { c }));
            head
        });
        Open { head, id }
    }

    pub(crate) fn close<B: Body<Data = Bytes>>(&self, open: Open, response: &Response<B>, took: Duration) {
        let Some(mut line) = open.head else { return };
        let bytes = response.body().size_hint().exact().unwrap_or(0);
        let _ = writeln!(line, "\" {} {bytes} {} {}", response.status().as_u16(), took.as_micros(), open.id);
        let mut lines = self.0.lines.lock().unwrap_or_else(PoisonError::into_inner);
        if lines.len() + line.len() > WAITING {
            self.0.dropped.fetch_add(1, Ordering::Relaxed);
        } else {
            lines.push_str(&line);
        }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        let dropped = self.dropped.load(Ordering::Relaxed);
        if dropped > 0 {
            tracing::warn!(dropped, "lines of the access log were dropped: the disk was too slow");
        }
    }
}

/// What the log says of an address: no query under `/desk`, and of a link with a secret only where it leads.
fn shown<'a>(path: &'a str, whole: &'a str) -> &'a str {
    let secret = ["/desk/setup/", "/desk/choose/", "/desk/preview/"]
        .into_iter()
        .find(|prefix| path.starts_with(prefix));
    match secret {
        Some(prefix) => prefix,
        None if path.starts_with("/desk") => path,
        None => whole,
    }
}

impl Inner {
    fn drain(&self) {
        // One writer at a time, so that lines keep their order.
        let mut sink = self.sink.lock().unwrap_or_else(PoisonError::into_inner);
        let lines = std::mem::take(&mut *self.lines.lock().unwrap_or_else(PoisonError::into_inner));
        let Some(sink) = sink.as_mut().filter(|_| !lines.is_empty()) else { return };
        if let Err(error) = sink.write_all(lines.as_bytes()).and_then(|()| sink.flush()) {
            tracing::error!(%error, "the access log cannot be written: check the disk and its permissions");
        }
    }
}
