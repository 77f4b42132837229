//! For whoever watches the process: is it alive, and can it serve.

use crate::app::App;
use axum::extract::State;
use http::StatusCode;

/// The process answers.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// The store answers too.
pub async fn ready(State(app): State<App>) -> (StatusCode, &'static str) {
    match app.reader.ping().await {
        Ok(()) => (StatusCode::OK, "ready\n"),
        Err(error) => {
            tracing::error!(%error, "the store does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "the store does not answer\n")
        }
    }
}
