//! The one place where an error becomes a page, with ways onward; and the answers of last resort.

use crate::{app::App, chrome, error::Error};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use http::{HeaderValue, StatusCode, header};
use http_body_util::Full;
use pages::error::ErrorPage;
use std::any::Any;
use tower_http::csrf::ProtectionError;

/// Make pages of errors, and log our own faults, once.
pub(crate) async fn as_page(State(app): State<App>, request: Request, next: Next) -> Response {
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let mut response = next.run(request).await;
    let Some(error) = response.extensions_mut().remove::<Error>() else { return response };
    if let Error::Fault(fault) = &error {
        tracing::error!(%method, path, error = %chain(fault.as_ref()), "a request failed");
    }
    let status = response.status();
    if !status.is_redirection() {
        let body = page_of(&app, &error, status).await;
        put(&mut response, body, path.starts_with("/desk"));
    }
    response
}

fn put(response: &mut Response, body: String, is_desk: bool) {
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.remove(header::CONTENT_LENGTH);
    if is_desk {
        crate::secure::desk(headers);
    } else {
        crate::secure::public(headers);
    }
    *response.body_mut() = axum::body::Body::from(body);
}

async fn page_of(app: &App, error: &Error, status: StatusCode) -> String {
    let mut view = ErrorPage::new(status.as_u16(), chrome::ways(app), None);
    if let Error::BadForm(words) = error {
        view.words.clone_from(words);
    }
    if let Error::NotThere { words, ways } = error {
        view.words.clone_from(words);
        view.ways.splice(0..0, ways.iter().cloned());
    }
    let rendered = match chrome::chrome(app).await {
        Ok(chrome) => app.renderer.page(&chrome, &view).map_err(Error::from),
        Err(error) => Err(error),
    };
    // The store or the theme is down: still say something a person can read.
    rendered.unwrap_or_else(|_| format!("{status}. Please try again in a moment.\n"))
}

pub(crate) async fn no_such_address() -> Error {
    Error::NotFound
}

pub(crate) async fn no_such_method() -> Error {
    Error::Method
}

/// The answer to a form that another site sent.
pub(crate) fn cross_site(_error: ProtectionError) -> Response {
    Error::CrossSite.into_response()
}

#[allow(clippy::needless_pass_by_value, reason = "the shape that the layer calls")]
pub(crate) fn panicked(panic: Box<dyn Any + Send>) -> http::Response<Full<Bytes>> {
    let words =
        panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    tracing::error!(words = words.unwrap_or("(no words)"), "a handler broke off");
    let mut response = http::Response::new(Full::default());
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    let fault = Error::fault(std::io::Error::other("a handler broke off"));
    fault.headers(response.headers_mut());
    response.extensions_mut().insert(fault);
    response
}

/// The error and what caused it, for the log.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    text
}
