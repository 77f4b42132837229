//! The internet of a test: a local server whose answers are set, path by path.

use bytes::Bytes;
use http_body_util::Full;
use hyper::{Request, Response, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use std::{
    collections::HashMap,
    convert::Infallible,
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// No status of HTTP: stands for an answer that does not come.
const DRIP: u16 = 0;

/// What answers a path with its query.
pub(crate) type Answers = Arc<dyn Fn(&str) -> (u16, Bytes) + Send + Sync>;

/// A server that answers what it was told to.
#[derive(Clone)]
pub(crate) struct Internet {
    address: SocketAddr,
    inner: Arc<Mutex<Inner>>,
}

#[derive(Default)]
struct Inner {
    answers: HashMap<String, (u16, Bytes)>,
    /// For every path of which nothing was said.
    others: Option<Answers>,
    asked: Vec<String>,
    /// Cancelled when answers that do not come have lasted long enough for the test.
    enough: CancellationToken,
}

impl Internet {
    pub(crate) async fn open() -> Internet {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let inner = Arc::new(Mutex::new(Inner::default()));
        let internet = Internet { address, inner: inner.clone() };
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let inner = inner.clone();
                let service = service_fn(move |request| answer(request, inner.clone()));
                tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
            }
        });
        internet
    }

    /// Its root, without a final slash.
    pub(crate) fn root(&self) -> String {
        format!("http://{}", self.address)
    }

    /// From now on, answer this path so.
    pub(crate) fn says(&self, path: &str, status: u16, body: impl Into<Bytes>) {
        self.inner.lock().unwrap().answers.insert(path.to_owned(), (status, body.into()));
    }

    /// From now on, whoever runs it answers every path of which nothing was said.
    pub(crate) fn is_run_by(&self, answers: Answers) {
        self.inner.lock().unwrap().others = Some(answers);
    }

    /// From now on, take this path's question and answer after longer than anybody waits.
    pub(crate) fn drips(&self, path: &str) {
        self.says(path, DRIP, Bytes::new());
    }

    /// From now on, take every question of which nothing was said and answer after longer than anybody waits.
    pub(crate) fn is_silent(&self) {
        self.is_run_by(Arc::new(|_| (DRIP, Bytes::new())));
    }

    /// Whoever waits for an answer that does not come gets one now.
    pub(crate) fn wakes(&self) {
        self.inner.lock().unwrap().enough.cancel();
    }

    /// From now on, answer this path as one that was never set.
    pub(crate) fn forgets(&self, path: &str) {
        self.inner.lock().unwrap().answers.remove(path);
    }

    /// How often anything below a path was asked.
    pub(crate) fn was_asked_below(&self, path: &str) -> usize {
        self.inner.lock().unwrap().asked.iter().filter(|asked| asked.starts_with(path)).count()
    }

    /// How often a path was asked.
    pub(crate) fn was_asked(&self, path: &str) -> usize {
        self.inner.lock().unwrap().asked.iter().filter(|asked| *asked == path).count()
    }
}

/// What a bucket lists of the answers below a path: at most a thousand names, as S3 does.
fn listed(answers: &HashMap<String, (u16, Bytes)>, path: &str, query: &str) -> Option<(u16, Bytes)> {
    let value = |name: &str| query.split('&').find_map(|pair| pair.strip_prefix(name)).unwrap_or("");
    if value("list-type=") != "2" {
        return None;
    }
    let (prefix, after) = (value("prefix="), value("start-after="));
    let below = answers.keys().filter_map(|key| key.strip_prefix(path));
    let mut keys: Vec<&str> = below.filter(|key| key.starts_with(prefix) && *key > after).collect();
    keys.sort_unstable();
    let mut xml = String::from("<?xml version=\"1.0\"?><ListBucketResult>");
    if value("delimiter=") == "/" {
        let mut folders: Vec<&str> = keys
            .iter()
            .filter_map(|key| Some(&key[..=prefix.len() + key[prefix.len()..].find('/')?]))
            .collect();
        folders.dedup();
        xml.extend(
            folders.iter().map(|one| format!("<CommonPrefixes><Prefix>{one}</Prefix></CommonPrefixes>")),
        );
    } else {
        xml.extend(keys.iter().take(1_000).map(|key| format!("<Contents><Key>{key}</Key></Contents>")));
    }
    xml.push_str("</ListBucketResult>");
    Some((200, Bytes::from(xml)))
}

async fn answer(
    request: Request<Incoming>,
    inner: Arc<Mutex<Inner>>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let path = request.uri().path().to_owned();
    let (said, others, enough) = {
        let mut inner = inner.lock().unwrap();
        inner.asked.push(path.clone());
        let set = inner.answers.get(&path).cloned();
        let set = set.or_else(|| listed(&inner.answers, &path, request.uri().query()?));
        (set, inner.others.clone(), inner.enough.clone())
    };
    let whole = request.uri().path_and_query().map_or(path.as_str(), |whole| whole.as_str());
    let said = said.or_else(|| others.map(|others| others(whole)));
    let (status, body) = said.unwrap_or((404, Bytes::from_static(b"nothing here")));
    if status == DRIP {
        let _ = tokio::time::timeout(Duration::from_secs(600), enough.cancelled()).await;
        return Ok(Response::new(Full::new(Bytes::from_static(b"late"))));
    }
    Ok(Response::builder().status(status).body(Full::new(body)).unwrap())
}
