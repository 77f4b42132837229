//! The cache policies. Every route names one; each says who may keep the answer, for how long, and when it may be used.

use http::HeaderValue;

/// How an answer may be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Policy {
    /// A public page made from the store. Kept in memory by the station until one of its keys becomes stale;
    /// browsers and proxies may keep it and must ask before each use (`304` when nothing changed).
    Page,
    /// A file whose address contains a digest of its content, or the name of something that never changes. Kept by anyone
    /// for a year; for assets, frames of radars, and nothing whose address could ever mean something else or have to be
    /// taken back.
    Immutable,
    /// A picture of something public. Its bytes never change, but a story that is taken back takes its pictures along:
    /// kept by anyone for a day.
    Picture,
    /// For one signed-in person or about the running process. Kept by nobody, ever: the desk, previews, health.
    Private,
}

impl Policy {
    /// All, for the test over the route table.
    pub const ALL: [Policy; 4] = [Policy::Page, Policy::Immutable, Policy::Picture, Policy::Private];

    /// The `Cache-Control` field (RFC 9111, section 5.2.2).
    pub fn cache_control(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Page => "public, no-cache",
            Self::Immutable => "public, max-age=31536000, immutable",
            Self::Picture => "public, max-age=86400",
            Self::Private => "private, no-store",
        })
    }

    /// Whether the station keeps rendered answers in memory.
    pub fn is_kept(self) -> bool {
        self == Self::Page
    }
}
