//! The one client for outgoing requests: conditional, capped, timed, identified, backing off, and unable to reach
//! the station's own network.
//!
//! A source's URL is `https:` (or `http:`), `file:` for a file on this machine, or `replay:` for a folder of recorded
//! answers named by the moment from which each could be fetched ([`replay`]). All three come out the same.

mod error;
mod guard;
mod http;
mod patience;
mod replay;

pub use error::Error;
pub(crate) use patience::{LONGEST_ASKING, in_time};

use bytes::Bytes;
use jiff::Timestamp;
use model::source::Health;
use std::{path::PathBuf, sync::Arc, time::Duration};

/// How the client behaves.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Who we are, with a way to reach a person: sources block those who hide.
    pub user_agent: String,
    /// From the first byte sent to the last received.
    pub timeout: Duration,
    /// The most that one answer may hold, after decompression.
    pub max_bytes: u64,
    /// Addresses of private networks may be asked. For stations whose own servers publish data; off by default.
    pub allow_private: bool,
    /// The folder that relative `file:` and `replay:` paths begin from.
    pub home: PathBuf,
}

/// What is asked for, with what is known of the last answer.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// Where.
    pub url: &'a str,
    /// `ETag` of the last answer.
    pub etag: Option<&'a str>,
    /// `Last-Modified` of the last answer.
    pub last_modified: Option<&'a str>,
    /// Digest of the last bytes.
    pub digest: Option<&'a str>,
    /// The source asked not to be asked before this.
    pub not_before: Option<Timestamp>,
    /// Which media types are wanted, for a source that has several or whose caches go by it.
    pub accept: Option<&'a str>,
    /// The most that the answer may hold, in bytes, where that is less than is allowed to all.
    pub most: Option<u64>,
}

impl<'a> Request<'a> {
    /// A first question: nothing is known of an earlier answer.
    pub fn first(url: &'a str) -> Self {
        Self {
            url,
            etag: None,
            last_modified: None,
            digest: None,
            not_before: None,
            accept: None,
            most: None,
        }
    }

    /// A question for what is newer than what is known of a source.
    pub fn known(url: &'a str, health: &'a Health) -> Self {
        Self {
            url,
            etag: health.etag.as_deref(),
            last_modified: health.last_modified.as_deref(),
            digest: health.digest.as_deref(),
            not_before: health.not_before,
            accept: None,
            most: None,
        }
    }
}

/// What came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fetched {
    /// Nothing new.
    Unchanged,
    /// Bytes.
    Body(Body),
}

/// An answer with bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// The bytes, decompressed.
    pub bytes: Bytes,
    /// Validator for the next time.
    pub etag: Option<String>,
    /// Validator for the next time.
    pub last_modified: Option<String>,
    /// Digest of the bytes.
    pub digest: String,
}

impl Body {
    /// Keep what the next question is asked with. Only of an answer that was understood: another one must be fetched
    /// again, not answered with “unchanged”.
    pub fn remember(self, health: &mut Health) {
        (health.etag, health.last_modified, health.digest) =
            (self.etag, self.last_modified, Some(self.digest));
    }
}

/// The client. Cheap to clone.
#[derive(Clone)]
pub struct Client {
    settings: Arc<Settings>,
    http: reqwest::Client,
    /// For addresses that somebody else wrote down: it never reaches a private network.
    strict: reqwest::Client,
}

impl Client {
    /// A client.
    pub fn new(settings: Settings) -> Result<Self, Error> {
        let http = http::build(&settings)?;
        let strict = match settings.allow_private {
            true => http::build(&Settings { allow_private: false, ..settings.clone() })?,
            false => http.clone(),
        };
        Ok(Self { settings: Arc::new(settings), http, strict })
    }

    /// The same client for addresses that came from outside: no private networks, whatever the settings say.
    #[must_use]
    pub fn without_private(&self) -> Self {
        let settings = Arc::new(Settings { allow_private: false, ..(*self.settings).clone() });
        Self { settings, http: self.strict.clone(), strict: self.strict.clone() }
    }

    /// Fetch what a source has at `now`.
    pub async fn fetch(&self, request: Request<'_>, now: Timestamp) -> Result<Fetched, Error> {
        if let Some(until) = request.not_before.filter(|&until| now < until) {
            return Err(Error::TooSoon { until });
        }
        let (scheme, rest) = request.url.split_once(':').unwrap_or(("", request.url));
        let most = request.most.unwrap_or(u64::MAX).min(self.settings.max_bytes);
        let body = match scheme {
            "file" => replay::file(&self.settings.home.join(rest), most).await?,
            "replay" => replay::newest(&self.settings.home.join(rest), most, now).await?,
            "https" | "http" => match http::get(&self.http, &self.settings, request).await? {
                Some(body) => body,
                None => return Ok(Fetched::Unchanged),
            },
            _ => {
                return Err(Error::Address {
                    url: request.url.to_owned(),
                    why: "begins with none of https:, file:, replay:".to_owned(),
                });
            }
        };
        if request.digest == Some(body.digest.as_str()) {
            return Ok(Fetched::Unchanged);
        }
        Ok(Fetched::Body(body))
    }
}

impl Client {
    /// The moments at which a folder of recorded answers had something new, up to `now`, oldest first; none for a source
    /// that only ever says what is now. Fetching at such a moment gives the answer of then.
    pub async fn recorded(&self, url: &str, now: Timestamp) -> Result<Vec<Timestamp>, Error> {
        let Some(folder) = url.strip_prefix("replay:") else { return Ok(Vec::new()) };
        let recorded = replay::recorded(&self.settings.home.join(folder), now).await?;
        Ok(recorded.into_iter().map(|(moment, _)| moment).collect())
    }
}

impl Client {
    /// The names in a folder of `file:` or `replay:`, in order; none when there is no such folder.
    pub async fn folder(&self, url: &str) -> Result<Vec<String>, Error> {
        let path = url.split_once(':').map_or(url, |(_, path)| path);
        replay::names(&self.settings.home.join(path)).await
    }
}

impl Body {
    pub(crate) fn of(bytes: Bytes) -> Self {
        let digest = digest(&bytes);
        Self { bytes, etag: None, last_modified: None, digest }
    }
}

fn digest(bytes: &[u8]) -> String {
    images::content_key(bytes)
}

#[cfg(test)]
mod tests;
