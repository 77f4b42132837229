//! HTTP: one conditional request, redirects checked, the answer read under a cap and a deadline.

use super::{Body, Error, Request, Settings, guard};
use bytes::{Bytes, BytesMut};
use jiff::SignedDuration;
use reqwest::{Client, Response, StatusCode, header, redirect};
use std::{sync::Arc, time::Duration};
use url::Url;

/// Redirects followed at most.
const REDIRECTS: usize = 5;
/// The longest wait that a source can ask of us.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(6);

pub(super) fn build(settings: &Settings) -> Result<Client, Error> {
    // The provider is chosen once for the process; a second choice of the same one is no error.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let allow_private = settings.allow_private;
    let redirects = redirect::Policy::custom(move |attempt| {
        if attempt.previous().len() > REDIRECTS {
            return attempt.error("redirects in a circle");
        }
        match guard::check(attempt.url(), allow_private) {
            Ok(()) => attempt.follow(),
            Err(why) => attempt.error(why),
        }
    });
    Client::builder()
        .user_agent(&settings.user_agent)
        .timeout(settings.timeout)
        .connect_timeout(Duration::from_secs(10))
        .redirect(redirects)
        .dns_resolver(Arc::new(guard::Guarded { allow_private }))
        // An address may carry a key: who is asked next has no business with it.
        .referer(false)
        .no_proxy()
        .build()
        .map_err(|error| Error::Address { url: String::new(), why: chain(&error) })
}

/// `None` when the source says that nothing changed.
pub(super) async fn get(
    client: &Client,
    settings: &Settings,
    request: Request<'_>,
) -> Result<Option<Body>, Error> {
    let address = |why: &str| Error::Address { url: request.url.to_owned(), why: why.to_owned() };
    let url = Url::parse(request.url).map_err(|error| address(&error.to_string()))?;
    let host = url.host_str().unwrap_or("").to_owned();
    guard::check(&url, settings.allow_private).map_err(|why| match why {
        guard::PRIVATE => Error::Private { host: host.clone() },
        why => address(why),
    })?;
    let mut asked = client.get(url);
    let fields = [
        (header::IF_NONE_MATCH, request.etag),
        (header::IF_MODIFIED_SINCE, request.last_modified),
        // Always said: some caches keep an old answer for those who say nothing.
        (header::ACCEPT, request.accept.or(Some("*/*"))),
    ];
    for (name, value) in fields {
        if let Some(value) = value {
            asked = asked.header(name, value);
        }
    }
    let failed = |error: reqwest::Error| explain(&error, &host, settings);
    let response = asked.send().await.map_err(failed)?;
    match response.status() {
        StatusCode::NOT_MODIFIED => Ok(None),
        StatusCode::OK => {
            let most = request.most.unwrap_or(u64::MAX).min(settings.max_bytes);
            read(response, most, failed).await.map(Some)
        }
        status => Err(Error::Status { host, status: status.as_u16(), retry_after: retry_after(&response) }),
    }
}

async fn read(response: Response, max: u64, failed: impl Fn(reqwest::Error) -> Error) -> Result<Body, Error> {
    let field = |name| {
        let value = response.headers().get(name).and_then(|value| value.to_str().ok());
        value.filter(|value| value.len() <= 512).map(str::to_owned)
    };
    let (etag, last_modified) = (field(header::ETAG), field(header::LAST_MODIFIED));
    let mut response = response;
    let mut bytes = BytesMut::new();
    while let Some(chunk) = response.chunk().await.map_err(&failed)? {
        // Counted after decompression: a small answer that inflates to gigabytes stops here.
        if bytes.len() as u64 + chunk.len() as u64 > max {
            return Err(Error::TooLarge { max });
        }
        bytes.extend_from_slice(&chunk);
    }
    if bytes.is_empty() {
        return Err(Error::Empty);
    }
    let bytes: Bytes = bytes.freeze();
    Ok(Body { etag, last_modified, ..Body::of(bytes) })
}

/// Seconds only: the date form needs the source's clock, which we do not trust.
fn retry_after(response: &Response) -> Option<SignedDuration> {
    let seconds: i64 = response.headers().get(header::RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    (seconds > 0).then(|| SignedDuration::from_secs(seconds).min(LONGEST_WAIT))
}

fn explain(error: &reqwest::Error, host: &str, settings: &Settings) -> Error {
    let host = host.to_owned();
    let why = chain(error);
    if why.contains(guard::PRIVATE) {
        Error::Private { host }
    } else if error.is_timeout() {
        Error::Slow { host, seconds: settings.timeout.as_secs() }
    } else {
        Error::Unreachable { host, why }
    }
}

/// The error and what caused it: the first line of a client's error says little.
fn chain(error: &dyn std::error::Error) -> String {
    let mut words = Vec::new();
    let mut next = error.source();
    while let Some(cause) = next {
        words.push(cause.to_string());
        next = cause.source();
    }
    if words.is_empty() { error.to_string() } else { words.join(": ") }
}
