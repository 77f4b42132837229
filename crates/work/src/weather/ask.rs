//! One question to the weather service, asked again when it stumbles.

use crate::{
    Work,
    fetch::{Body, Client, Error, Fetched, Request},
};
use jiff::Timestamp;
use model::source::Health;
use std::time::Duration;

/// The service now and then answers 500 or 503 to a good question; asked again at once it mostly answers.
const AGAIN_AFTER: [Duration; 2] = [Duration::from_millis(300), Duration::from_millis(1500)];

/// Two ways to ask the same: the service's caches keep an answer for each.
pub(crate) const ACCEPT: &str = "application/geo+json";
pub(super) const ACCEPT_OTHERWISE: &str = "application/ld+json, application/json;q=0.9, */*;q=0.1";

/// Asks; `None` when nothing changed.
pub(super) async fn ask(work: &Work, url: &str, accept: &str) -> Result<Option<Body>, Error> {
    ask_known(work, url, accept, &Health::default()).await
}

/// Asks for what is newer than what is known.
pub(crate) async fn ask_known(
    work: &Work,
    url: &str,
    accept: &str,
    known: &Health,
) -> Result<Option<Body>, Error> {
    ask_with(&work.client, url, accept, known, || work.desk.now()).await
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
