//! Figures for whoever watches: a listener of its own with `/metrics`, `/healthz` and `/readyz`, which readers cannot
//! reach unless somebody opens its port to them.

use anyhow::{Context, Result};
use bytes::Bytes;
use http_body_util::Full;
use hyper::{
    Method, Request, Response, StatusCode, body::Incoming, server::conn::http1, service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::{convert::Infallible, net::SocketAddr, sync::Arc, time::Duration};
use store::Store;
use tokio::{net::TcpListener, sync::Semaphore};
use tokio_util::sync::CancellationToken;

/// Seconds; from a page out of memory's neighbour, the database, to a job that waits for a slow source.
const BUCKETS: [f64; 14] =
    [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0, 120.0];
/// Whoever watches asks a few times a minute.
const CONNECTIONS: usize = 16;
const UPKEEP: Duration = Duration::from_secs(5);

/// Begin to count. Must come before the rooms take their counters.
///
/// # Errors
/// When this process counts already.
pub fn begin() -> Result<PrometheusHandle> {
    let builder = PrometheusBuilder::new().set_buckets(&BUCKETS).context("bad buckets")?;
    builder.install_recorder().context("the process counts already")
}

/// Listen.
///
/// # Errors
/// When the address cannot be used.
pub async fn listen(address: SocketAddr) -> Result<TcpListener> {
    let bound = TcpListener::bind(address).await;
    bound.with_context(|| format!("cannot listen at {address} (metrics.listen): is the port in use?"))
}

/// Tell figures until `stop`.
pub async fn serve(listener: TcpListener, figures: PrometheusHandle, store: Store, stop: CancellationToken) {
    let seats = Arc::new(Semaphore::new(CONNECTIONS));
    let mut upkeep = tokio::time::interval(UPKEEP);
    loop {
        let accepted = tokio::select! {
            () = stop.cancelled() => return,
            _ = upkeep.tick() => {
                // Samples are folded together here too, as nobody may ever ask.
                figures.run_upkeep();
                continue;
            }
            accepted = listener.accept() => accepted,
        };
        let (Ok((stream, _)), Ok(seat)) = (accepted, seats.clone().try_acquire_owned()) else { continue };
        let (figures, store) = (figures.clone(), store.clone());
        tokio::spawn(async move {
            let service = service_fn(|request| answer(request, figures.clone(), store.clone()));
            let mut server = http1::Builder::new();
            server.timer(TokioTimer::new()).header_read_timeout(Duration::from_secs(10));
            let _ = server.serve_connection(TokioIo::new(stream), service).await;
            drop(seat);
        });
    }
}

async fn answer(
    request: Request<Incoming>,
    figures: PrometheusHandle,
    store: Store,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let known = matches!(*request.method(), Method::GET | Method::HEAD);
    let (status, text) = match request.uri().path() {
        _ if !known => (StatusCode::METHOD_NOT_ALLOWED, "only GET\n".to_owned()),
        "/metrics" => (StatusCode::OK, figures.render()),
        "/healthz" => (StatusCode::OK, "ok\n".to_owned()),
        "/readyz" => match store.ping().await {
            Ok(()) => (StatusCode::OK, "ready\n".to_owned()),
            Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the store does not answer\n".to_owned()),
        },
        _ => (StatusCode::NOT_FOUND, "there is /metrics, /healthz and /readyz\n".to_owned()),
    };
    let mut response = Response::new(Full::new(Bytes::from(text)));
    *response.status_mut() = status;
    let kind = http::HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
    response.headers_mut().insert(http::header::CONTENT_TYPE, kind);
    Ok(response)
}
