//! Why a request got no page. [`crate::error_page`] makes a page of it, in one place.

use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use model::url::Url;
use std::{sync::Arc, time::Duration};

/// Why there is no page.
#[derive(Clone, Debug)]
pub(crate) enum Error {
    /// No such address.
    NotFound,
    /// No such address, but something near it: what there is not, and ways to what there is.
    NotThere { words: String, ways: Vec<pages::Link> },
    /// Not in this format.
    Format,
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
            Self::NotFound | Self::NotThere { .. } => StatusCode::NOT_FOUND,
            Self::Format => StatusCode::NOT_IMPLEMENTED,
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

    pub(crate) fn headers(&self, headers: &mut HeaderMap) {
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
            desk::Error::NotFound(_) | desk::Error::SetupLink | desk::Error::PasswordLink => Self::NotFound,
            desk::Error::Forbidden { .. } => Self::Forbidden,
            desk::Error::Store(error) => Self::fault(error),
            // Those belong beside the field of a form; a screen that has none says what there is to say.
            other => Self::BadForm(other.to_string()),
        }
    }
}

impl IntoResponse for Error {
    /// The status and fields; [`crate::error_page`] fills in the page, which needs the station's templates.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        self.headers(response.headers_mut());
        response.extensions_mut().insert(self);
        response
    }
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
