//! Counting: the recorder that every room's counters go to, and the address at which they are told.

use anyhow::{Context, Result};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::net::SocketAddr;
use tokio::net::TcpListener;

/// Seconds; from a page out of memory's neighbour, the database, to a job that waits for a slow source.
const BUCKETS: [f64; 14] =
    [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0, 120.0];

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
