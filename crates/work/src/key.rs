//! A key of the station for a source. It is shown to the source and to nobody else: no log, no error, no row and no page has
//! it.

use std::fmt;

/// A key.
#[derive(Clone, PartialEq, Eq)]
pub struct Key(String);

/// A key that cannot be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is empty or has something else in it than letters, digits, “-”, “_” and “.”")]
pub struct BadKey;

impl Key {
    /// A key, without the blanks and the line end around it.
    ///
    /// # Errors
    /// When it could not stand in an address as it is.
    pub fn parse(text: &str) -> Result<Self, BadKey> {
        let text = text.trim();
        let fits = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        if text.is_empty() || text.len() > 200 || !text.chars().all(fits) {
            return Err(BadKey);
        }
        Ok(Self(text.to_owned()))
    }

    /// An address with the key where `{key}` stands.
    pub(crate) fn put_into(&self, address: &str) -> String {
        address.replace("{key}", &self.0)
    }

    /// A text in which the key is hidden, however its letters are written.
    pub(crate) fn hidden(&self, text: &str) -> String {
        let (lower, key) = (text.to_ascii_lowercase(), self.0.to_ascii_lowercase());
        let (mut out, mut from) = (String::with_capacity(text.len()), 0);
        for (at, found) in lower.match_indices(&key) {
            out.push_str(text.get(from..at).unwrap_or_default());
            out.push_str("[key]");
            from = at + found.len();
        }
        out + text.get(from..).unwrap_or_default()
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[key]")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    #[test]
    fn a_key_is_told_to_the_source_and_to_nobody_else() {
        let key = Key::parse(" 1F0C6D1A-77E2-4F0B-AAAA-000000000000\n").unwrap();
        assert_eq!(format!("{key:?} {:?}", Some(&key)), "[key] Some([key])");
        let url = key.put_into("https://x.example/?API_KEY={key}&a=b");
        assert_eq!(url, "https://x.example/?API_KEY=1F0C6D1A-77E2-4F0B-AAAA-000000000000&a=b");
        assert_eq!(
            key.hidden(&format!("é {url} answered, {}", url.to_lowercase())),
            "é https://x.example/?API_KEY=[key]&a=b answered, https://x.example/?api_key=[key]&a=b"
        );
        assert_eq!(key.hidden("nothing"), "nothing");
        for bad in ["", " ", "a b", "a&b=c", "a/b", "{key}", "ä"] {
            assert_eq!(Key::parse(bad), Err(BadKey), "{bad}");
        }
    }
}
