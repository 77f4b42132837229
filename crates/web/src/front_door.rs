//! The front door: every request comes in here, and most go out again two rooms later. What the page cache holds is
//! answered without the router; what is not there goes through it. Here, too, each request is logged and counted.

use crate::{app::App, cache::preferred_encoding, proxies::Peer};
use axum::body::Body as RouterBody;
use bytes::Bytes;
use http::{Method, Request, Response};
use http_body_util::{Either, Full};
use hyper::body::Incoming;
use std::{convert::Infallible, time::Instant};
use tower::ServiceExt;

/// Bytes from memory, or whatever the router streams.
pub(crate) type Body = Either<Full<Bytes>, RouterBody>;

/// Answer one request.
pub(crate) async fn answer(
    app: App,
    peer: Peer,
    request: Request<Incoming>,
) -> Result<Response<Body>, Infallible> {
    let begun = Instant::now();
    let log = app.access.open(&request, app.proxies.client(peer.0, request.headers()));
    let response = match from_memory(&app, &request) {
        Some(response) => response.map(Either::Left),
        None => route(&app, peer, request).await.map(Either::Right),
    };
    app.access.close(log, &response, begun.elapsed());
    Ok(response)
}

/// A hit: stored bytes, or `304`.
fn from_memory<B>(app: &App, request: &Request<B>) -> Option<Response<Full<Bytes>>> {
    let is_head = request.method() == Method::HEAD;
    if !is_head && request.method() != Method::GET {
        return None;
    }
    let path = request.uri().path_and_query()?.as_str();
    let page = app.cache.get(path)?;
    app.metrics.hit();
    let (status, headers, body) = page.answer(preferred_encoding(request.headers()), request.headers());
    let mut response = Response::new(Full::new(if is_head { Bytes::new() } else { body }));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    Some(response)
}

async fn route(app: &App, peer: Peer, request: Request<Incoming>) -> Response<RouterBody> {
    let mut request = request.map(RouterBody::new);
    request.extensions_mut().insert(peer);
    match app.router().clone().oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}
