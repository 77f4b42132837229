//! Which encoding a reader takes (RFC 9110, section 12.5.3).

use http::HeaderMap;

/// Encodings that a page is kept in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// As it is.
    Identity,
    /// RFC 1952.
    Gzip,
    /// RFC 7932.
    Brotli,
}

/// The best encoding that the request accepts: brotli before gzip, each unless refused with `q=0`.
pub fn preferred_encoding(headers: &HeaderMap) -> Encoding {
    let mut gzip = false;
    for value in headers.get_all(http::header::ACCEPT_ENCODING) {
        // A field that is not plain ASCII accepts nothing.
        for offer in value.to_str().unwrap_or("").split(',') {
            let (name, quality) = offer.split_once(';').unwrap_or((offer, ""));
            if is_refused(quality) {
                continue;
            }
            match name.trim() {
                "br" => return Encoding::Brotli,
                "gzip" | "x-gzip" => gzip = true,
                _ => {}
            }
        }
    }
    if gzip { Encoding::Gzip } else { Encoding::Identity }
}

fn is_refused(parameters: &str) -> bool {
    let quality = parameters.trim().strip_prefix("q=").or_else(|| parameters.trim().strip_prefix("Q="));
    quality.is_some_and(|value| value.trim().parse::<f32>().is_ok_and(|value| value <= 0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brotli_first_and_refusals_count() {
        for (accept, want) in [
            ("gzip, deflate, br, zstd", Encoding::Brotli),
            ("gzip", Encoding::Gzip),
            ("br;q=0, gzip;q=0.5", Encoding::Gzip),
            ("br; q=0.0", Encoding::Identity),
            ("", Encoding::Identity),
            ("*", Encoding::Identity),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(http::header::ACCEPT_ENCODING, accept.parse().unwrap());
            assert_eq!(preferred_encoding(&headers), want, "{accept}");
        }
        assert_eq!(preferred_encoding(&HeaderMap::new()), Encoding::Identity);
    }
}
