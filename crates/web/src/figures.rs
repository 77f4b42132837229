//! Figures for whoever watches: a listener of its own with `/metrics`, `/healthz` and `/readyz`, which readers cannot
//! reach unless somebody opens its port to them.

use bytes::Bytes;
use http_body_util::Full;
use hyper::{
    Method, Request, Response, StatusCode, body::Incoming, server::conn::http1, service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use metrics_exporter_prometheus::PrometheusHandle;
use std::{convert::Infallible, sync::Arc, time::Duration};
use store::Reader;
use tokio::{net::TcpListener, sync::Semaphore};
use tokio_util::sync::CancellationToken;

/// Whoever watches asks a few times a minute.
const CONNECTIONS: usize = 16;
const UPKEEP: Duration = Duration::from_secs(5);

/// Tell figures until `stop`.
pub async fn serve(listener: TcpListener, figures: PrometheusHandle, store: Reader, stop: CancellationToken) {
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
    store: Reader,
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
