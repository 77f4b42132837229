//! Security header fields. The public policy has no nonce, no inline script and no other host: a page in the cache is
//! the same for everyone, and nobody else is on it.

use http::{HeaderMap, HeaderValue, header};

const PUBLIC_CSP: &str = "default-src 'none'; img-src 'self'; style-src 'self'; base-uri 'none'; form-action 'self'; \
     frame-ancestors 'none'";
const EMBED_CSP: &str = "default-src 'none'; img-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'; \
     frame-ancestors *";
const MAP_CSP: &str = "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; worker-src 'self'; \
     connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const PICTURE_CSP: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors *";
const DESK_CSP: &str = "default-src 'none'; img-src 'self' blob:; style-src 'self'; script-src 'self'; \
     connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Fields of every public answer.
pub(crate) fn public(headers: &mut HeaderMap) {
    common(headers);
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(PUBLIC_CSP));
}

/// The policy of what other sites may frame: nothing in it can be sent, and it carries nobody's session.
pub(crate) fn framed() -> &'static str {
    EMBED_CSP
}

/// The policy of the page with the map: the station's own scripts, which may ask the station. The worker of the map is a file
/// of the station as well, so nothing needs `blob:`.
pub(crate) fn mapped() -> &'static str {
    MAP_CSP
}

/// What the page with the map may ask of the browser: where the reader is, when the reader says so.
pub(crate) fn placed() -> &'static str {
    "camera=(), microphone=(), geolocation=(self)"
}

/// The policy of a drawing that stands alone: it brings its own style.
pub(crate) fn drawn() -> &'static str {
    PICTURE_CSP
}

/// Fields of every answer to somebody signed in.
pub(crate) fn desk(headers: &mut HeaderMap) {
    common(headers);
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(DESK_CSP));
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    headers.insert("x-robots-tag", HeaderValue::from_static("noindex, nofollow"));
}

fn common(headers: &mut HeaderMap) {
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("strict-origin-when-cross-origin"));
    headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    headers
        .insert("permissions-policy", HeaderValue::from_static("camera=(), microphone=(), geolocation=()"));
}
