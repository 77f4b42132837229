//! Where a link may lead: the web, mail, telephone, or a place on this very site.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use url::{Position, Url};

/// A link target that is safe to print: `http:`, `https:`, `mailto:`, `tel:`, a path on this site
/// (`/…`) or a place on this page (`#…`). It is kept in the form of the URL standard's serialiser.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Href(String);

/// Why a link target was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HrefError {
    /// Nothing there.
    #[error("the link leads nowhere: write an address that begins with https://")]
    Empty,
    /// Longer than `limits::HREF_BYTES`.
    #[error("the link is too long: link to a shorter address")]
    TooLong,
    /// White space, control characters, backslashes, quotes or angle brackets.
    #[error("the link holds a character no address may hold: copy it anew from the browser's address bar")]
    Character,
    /// A scheme that is not allowed, or none at all.
    #[error("a link begins with https://, http://, mailto:, tel:, a single / or #")]
    Scheme,
    /// An address that cannot be understood, or one with a user name in it.
    #[error("the address cannot be understood: copy it anew from the browser's address bar")]
    Address,
}

/// The longest link target, in bytes.
pub(crate) const LONGEST: usize = 4_096;

/// Stands for "this site" while a path is brought into its normal form; it is never printed.
const THIS_SITE: &str = "https://this-site.invalid/";

impl Href {
    /// Checks a link target and brings it into its normal form.
    ///
    /// # Errors
    /// One [`HrefError`] per reason; each tells the writer what to do.
    pub fn parse(raw: &str) -> Result<Self, HrefError> {
        if raw.is_empty() {
            return Err(HrefError::Empty);
        }
        if raw.len() > LONGEST {
            return Err(HrefError::TooLong);
        }
        if raw.chars().any(is_forbidden) {
            return Err(HrefError::Character);
        }
        let href = match raw.as_bytes().first() {
            Some(b'/' | b'#') => on_this_site(raw)?,
            _ => elsewhere(raw)?,
        };
        if href.len() > LONGEST {
            return Err(HrefError::TooLong);
        }
        Ok(Self(href))
    }

    /// The target as text, fit for an `href` attribute once escaped.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// True when it leads to a web address with a host in it.
    pub fn names_a_host(&self) -> bool {
        self.0.starts_with("http")
    }
}

/// True for a path on this site: begins with one `/`, in normal form, no white space.
pub(crate) fn is_site_path(raw: &str) -> bool {
    raw.starts_with('/') && Href::parse(raw).is_ok_and(|href| href.as_str() == raw)
}

fn on_this_site(raw: &str) -> Result<String, HrefError> {
    if raw.starts_with("//") {
        return Err(HrefError::Scheme);
    }
    let base = Url::parse(THIS_SITE).map_err(|_| HrefError::Address)?;
    let url = base.join(raw).map_err(|_| HrefError::Address)?;
    let path = match url.fragment() {
        Some("") if raw.starts_with('#') => return Err(HrefError::Empty),
        Some(fragment) if raw.starts_with('#') => format!("#{fragment}"),
        _ => url[Position::BeforePath..].to_owned(),
    };
    // Removing dot segments can bring two slashes to the front: `/.//host` is `//host`.
    if path.starts_with("//") || url.origin() != base.origin() {
        return Err(HrefError::Scheme);
    }
    Ok(path)
}

fn elsewhere(raw: &str) -> Result<String, HrefError> {
    let url = Url::parse(raw).map_err(|error| match error {
        url::ParseError::RelativeUrlWithoutBase => HrefError::Scheme,
        _ => HrefError::Address,
    })?;
    match url.scheme() {
        "http" | "https" => {
            let plain = url.has_host() && url.username().is_empty() && url.password().is_none();
            if plain { Ok(url.into()) } else { Err(HrefError::Address) }
        }
        "mailto" => {
            let good = url.path().contains('@') && url.as_str().is_ascii();
            if good { Ok(url.into()) } else { Err(HrefError::Address) }
        }
        "tel" => {
            let path = url.path();
            let good = path.bytes().any(|byte| byte.is_ascii_digit())
                && path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.()*;=%".contains(&byte));
            if good { Ok(url.into()) } else { Err(HrefError::Address) }
        }
        _ => Err(HrefError::Scheme),
    }
}

fn is_forbidden(character: char) -> bool {
    character.is_control()
        || character.is_whitespace()
        || matches!(character, '\\' | '<' | '>' | '"' | '`' | '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
}

impl fmt::Display for Href {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl AsRef<str> for Href {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl FromStr for Href {
    type Err = HrefError;

    fn from_str(raw: &str) -> Result<Self, HrefError> {
        Self::parse(raw)
    }
}

impl TryFrom<String> for Href {
    type Error = HrefError;

    fn try_from(raw: String) -> Result<Self, HrefError> {
        Self::parse(&raw)
    }
}

impl From<Href> for String {
    fn from(href: Href) -> Self {
        href.0
    }
}
