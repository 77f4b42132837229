//! One question to the weather service, asked again when it stumbles.

use crate::{
    Work,
    fetch::{Body, Client, Error, Fetched, Request},
};
use jiff::Timestamp;
use model::source::Health;
use std::time::Duration;
use tokio::time::Instant;

/// The service now and then answers 500 or 503 to a good question; asked again at once it mostly answers.
const AGAIN_AFTER: [Duration; 2] = [Duration::from_millis(300), Duration::from_millis(1500)];

/// Two ways to ask the same: the service's caches keep an answer for each.
pub(crate) const ACCEPT: &str = "application/geo+json";
pub(super) const ACCEPT_OTHERWISE: &str = "application/ld+json, application/json;q=0.9, */*;q=0.1";

/// All questions of a job together may take this long: one host that never answers, and others that do.
const LONGEST: Duration = Duration::from_secs(90);

/// The questions of one job. A host that did not answer within its time is not asked again in it: with the next question
/// the job would only wait as long once more, and so would all jobs behind it.
pub(crate) struct Questions<'a> {
    work: &'a Work,
    until: Instant,
    silent: Vec<String>,
}

impl<'a> Questions<'a> {
    /// The questions of a job that begins now.
    pub(crate) fn of(work: &'a Work) -> Self {
        Self { work, until: Instant::now() + LONGEST, silent: Vec::new() }
    }

    /// Asks; `None` when nothing changed.
    pub(super) async fn ask(&mut self, url: &str, accept: &str) -> Result<Option<Body>, Error> {
        self.ask_known(url, accept, &Health::default()).await
    }

    /// Asks for what is newer than what is known.
    ///
    /// # Errors
    /// [`Error::Silent`] when it was not asked, because it had not answered before or the time is over.
    pub(crate) async fn ask_known(
        &mut self,
        url: &str,
        accept: &str,
        known: &Health,
    ) -> Result<Option<Body>, Error> {
        let host = host_of(url);
        if self.silent.contains(&host) || Instant::now() >= self.until {
            return Err(Error::Silent { host });
        }
        let asked = ask_with(&self.work.client, url, accept, known, || self.work.desk.now());
        let left = self.until.saturating_duration_since(Instant::now());
        let late = || Error::Slow { host: host.clone(), seconds: left.as_secs() };
        let answer = tokio::time::timeout_at(self.until, asked).await.unwrap_or_else(|_late| Err(late()));
        if matches!(answer, Err(Error::Slow { .. })) {
            self.silent.push(host);
        }
        answer
    }
}

/// Whom an address asks, with the port; the whole address where that is a file.
fn host_of(url: &str) -> String {
    let parsed = url::Url::parse(url).ok();
    let host = parsed.as_ref().and_then(|url| Some((url.host_str()?.to_owned(), url.port())));
    match host {
        Some((host, Some(port))) => format!("{host}:{port}"),
        Some((host, None)) => host,
        None => url.to_owned(),
    }
}

/// Asks through a client by itself, for whoever has no station that runs.
pub(crate) async fn ask_with(
    client: &Client,
    url: &str,
    accept: &str,
    known: &Health,
    now: impl Fn() -> Timestamp,
) -> Result<Option<Body>, Error> {
    let url = address(url);
    let request = Request { accept: Some(accept), ..Request::known(&url, known) };
    let mut waits = AGAIN_AFTER.into_iter();
    loop {
        match client.fetch(request, now()).await {
            Ok(Fetched::Unchanged) => return Ok(None),
            Ok(Fetched::Body(body)) => return Ok(Some(body)),
            // Who says when to come back is not asked before.
            Err(error) if error.is_stumble() && error.retry_after().is_none() => match waits.next() {
                Some(wait) => tokio::time::sleep(wait).await,
                None => return Err(error),
            },
            Err(error) => return Err(error),
        }
    }
}

/// A folder of recorded answers has no queries: the path names it.
fn address(url: &str) -> String {
    match url.split_once('?') {
        Some((path, _)) if !url.starts_with("http") => path.to_owned(),
        _ => url.to_owned(),
    }
}
