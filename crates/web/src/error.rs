//! Why a request got no page, and the one place where that becomes a page, with ways onward.

use crate::{App, chrome};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use http_body_util::Full;
use model::url::Url;
use pages::error::ErrorPage;
use std::{any::Any, sync::Arc, time::Duration};
use tower_http::csrf::ProtectionError;

/// Why there is no page.
#[derive(Clone, Debug)]
pub(crate) enum Error {
    /// No such address.
    NotFound,
    /// There was a story, and it will not come back.
    Gone,
    /// The story has another address now.
    Moved(Url),
    /// Not without signing in.
    SignIn { back: String },
    /// Signed in, and not allowed.
    Forbidden,
    /// A form from another site.
    CrossSite,
    /// Too many tries.
    TooMany(Duration),
    /// More than we take.
    TooLarge,
    /// A form that is no such form.
    BadForm(String),
    /// The method makes no sense there.
    Method,
    /// Too many readers at once.
    Busy,
    /// A fault of ours; the log has it.
    Fault(Arc<dyn std::error::Error + Send + Sync>),
}

impl Error {
    pub(crate) fn fault(error: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Fault(Arc::new(error))
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Gone => StatusCode::GONE,
            Self::Moved(_) => StatusCode::MOVED_PERMANENTLY,
            Self::SignIn { .. } => StatusCode::SEE_OTHER,
            Self::Forbidden | Self::CrossSite => StatusCode::FORBIDDEN,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::BadForm(_) => StatusCode::BAD_REQUEST,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Fault(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn headers(&self, headers: &mut HeaderMap) {
        let to = match self {
            Self::Moved(url) => Some(url.to_string()),
            Self::SignIn { back } => Some(format!("/desk/sign-in?back={}", percent_encoded(back))),
            _ => None,
        };
        if let Some(location) = to.and_then(|to| HeaderValue::from_str(&to).ok()) {
            headers.insert(header::LOCATION, location);
        }
        let wait = match self {
            Self::TooMany(wait) => Some(wait.as_secs() + 1),
            Self::Busy => Some(5),
            _ => None,
        };
        if let Some(seconds) = wait {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        Self::fault(error)
    }
}

impl From<pages::Error> for Error {
    fn from(error: pages::Error) -> Self {
        Self::fault(error)
    }
}

impl From<desk::Error> for Error {
    fn from(error: desk::Error) -> Self {
        match error {
            desk::Error::NotFound(_) | desk::Error::SetupLink => Self::NotFound,
            desk::Error::Forbidden { .. } => Self::Forbidden,
            desk::Error::Store(error) => Self::fault(error),
            // Those belong beside the field of a form; a screen that has none says what there is to say.
            other => Self::BadForm(other.to_string()),
        }
    }
}

impl IntoResponse for Error {
    /// The status and fields; [`as_page`] fills in the page, which needs the station's templates.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        self.headers(response.headers_mut());
        response.extensions_mut().insert(self);
        response
    }
}

/// Make pages of errors, and log our own faults, once.
pub(crate) async fn as_page(State(app): State<App>, request: Request, next: Next) -> Response {
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let mut response = next.run(request).await;
    if response.extensions_mut().remove::<ProtectionError>().is_some()
        && response.extensions().get::<Error>().is_none()
    {
        response = Error::CrossSite.into_response();
    }
    let Some(error) = response.extensions_mut().remove::<Error>() else { return response };
    if let Error::Fault(fault) = &error {
        tracing::error!(%method, path, error = %chain(fault.as_ref()), "a request failed");
    }
    let status = response.status();
    if status.is_redirection() {
        return response;
    }
    let body = page_of(&app, &error, status).await;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.remove(header::CONTENT_LENGTH);
    if path.starts_with("/desk") {
        crate::secure::desk(headers);
    } else {
        crate::secure::public(headers);
    }
    *response.body_mut() = axum::body::Body::from(body);
    response
}

async fn page_of(app: &App, error: &Error, status: StatusCode) -> String {
    let mut view = ErrorPage::new(status.as_u16(), chrome::ways(app), None);
    if let Error::BadForm(words) = error {
        view.words.clone_from(words);
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

/// A path as the value of a query (RFC 3986, section 2.3: all but the unreserved).
fn percent_encoded(text: &str) -> String {
    use std::fmt::Write;
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
