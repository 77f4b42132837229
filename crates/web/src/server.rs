//! The listener: takes connections, keeps each within its limits, and stops gracefully.
//!
//! The way of a request: [`crate::front_door`] answers what is in the page cache straight from memory; everything
//! else goes to the router.

mod stall;

use crate::{app::App, front_door, proxies::Peer};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use stall::Stall;
use std::{net::SocketAddr, sync::Arc, time::Duration};
use tokio::{net::TcpListener, sync::Semaphore, task::JoinSet};
use tokio_util::sync::CancellationToken;

/// Limits on connections. The defaults hold ten thousand idle readers in about 200 MB less than they fear.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Connections at one time; further ones wait in the kernel's queue.
    pub connections: usize,
    /// A request's header fields must be there within this time.
    pub header_timeout: Duration,
    /// A connection on which no byte moves for this long, though one should, is closed.
    pub stall_timeout: Duration,
    /// How long a stop waits for requests under way.
    pub stop_timeout: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 20_000,
            header_timeout: Duration::from_secs(15),
            stall_timeout: Duration::from_secs(30),
            stop_timeout: Duration::from_secs(10),
        }
    }
}

/// A request line and its fields together; the rest of a page's needs is far below.
const HEADER_BYTES: usize = 32 * 1024;
/// Fields of one request.
const HEADER_FIELDS: usize = 64;

/// Serve until `stop` is cancelled, then let requests under way finish.
pub async fn serve(listener: TcpListener, app: App, limits: Limits, stop: CancellationToken) {
    let seats = Arc::new(Semaphore::new(limits.connections));
    let mut connections = JoinSet::new();
    loop {
        let seat = seats.clone().acquire_owned();
        let (seat, (stream, address)) = tokio::select! {
            () = stop.cancelled() => break,
            both = async { (seat.await, accept(&listener).await) } => both,
        };
        // Reap what has ended, or the set would remember every connection of the station's life.
        while connections.try_join_next().is_some() {}
        let connection = converse(stream, address, app.clone(), limits.clone(), stop.clone());
        connections.spawn(async move {
            connection.await;
            drop(seat);
        });
    }
    drop(listener);
    let all_done = async { while connections.join_next().await.is_some() {} };
    if tokio::time::timeout(limits.stop_timeout, all_done).await.is_err() {
        tracing::warn!("some requests did not finish in time and were cut");
    }
}

async fn accept(listener: &TcpListener) -> (tokio::net::TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok(connection) => return connection,
            // Out of file descriptors, or a reader who left in the queue: neither is a reason to stop.
            Err(error) => {
                tracing::warn!(%error, "could not take a connection");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
}

async fn converse(
    stream: tokio::net::TcpStream,
    address: SocketAddr,
    app: App,
    limits: Limits,
    stop: CancellationToken,
) {
    // A page is one write; waiting to fill a packet only makes readers wait.
    let _ = stream.set_nodelay(true);
    let io = TokioIo::new(Stall::new(stream, limits.stall_timeout));
    let service = hyper::service::service_fn(move |request| {
        front_door::answer(app.clone(), Peer(address.ip()), request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.header_timeout)
        .max_buf_size(HEADER_BYTES)
        .max_headers(HEADER_FIELDS)
        .keep_alive(true)
        .serve_connection(io, service);
    let mut connection = std::pin::pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = stop.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, peer = %address, "a connection ended early");
    }
}
