//! One page in memory: its bytes in each encoding and the header fields that go with them, made once.

use super::Encoding;
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use model::stale::Key;
use std::{
    io::Write,
    sync::{
        OnceLock,
        atomic::{AtomicBool, Ordering},
    },
};

/// What a handler rendered.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// Media type.
    pub content_type: &'static str,
    /// The page.
    pub body: String,
    /// What it was made from.
    pub keys: Vec<Key>,
    /// `Last-Modified`: the last change of what it shows, in seconds since the epoch.
    pub modified: Option<i64>,
    /// Further header fields; they replace the usual ones of their name.
    pub fields: HeaderMap,
}

impl Rendered {
    /// A page without a date of change and with the usual header fields.
    pub fn new(content_type: &'static str, body: String, keys: Vec<Key>) -> Self {
        Self { content_type, body, keys, modified: None, fields: HeaderMap::new() }
    }

    /// Also made from these.
    pub fn made_from(mut self, keys: impl IntoIterator<Item = Key>) -> Self {
        self.keys.extend(keys);
        self
    }

    /// With one more header field; a value that no field may have is left out.
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.fields.insert(name, value);
        }
        self
    }
}

/// A page in memory.
#[derive(Debug)]
pub struct Page {
    identity: Variant,
    gzip: OnceLock<Variant>,
    brotli: OnceLock<Variant>,
    digest: String,
    alive: AtomicBool,
    generation: u64,
}

#[derive(Debug)]
struct Variant {
    headers: HeaderMap,
    etag: HeaderValue,
    body: Bytes,
}

/// Brotli at 5 is within three per cent of 11 for a tenth of the time; gzip at 6 is the usual middle.
const BROTLI_QUALITY: i32 = 5;
const GZIP_LEVEL: u32 = 6;
/// `Surrogate-Key` is cut to what CDNs and proxies accept in a header field.
const SURROGATE_MAX: usize = 4_096;

impl Page {
    pub(super) fn new(rendered: Rendered, generation: u64) -> Self {
        let digest = blake3::hash(rendered.body.as_bytes()).to_hex()[..20].to_owned();
        let mut headers = HeaderMap::with_capacity(16);
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(rendered.content_type));
        headers.insert(header::CACHE_CONTROL, crate::policy::Policy::Page.cache_control());
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if let Some(date) = rendered.modified.and_then(http_date) {
            headers.insert(header::LAST_MODIFIED, date);
        }
        if let Some(keys) = surrogate_keys(&rendered.keys) {
            headers.insert("surrogate-key", keys);
        }
        crate::secure::public(&mut headers);
        for (name, value) in &rendered.fields {
            headers.insert(name, value.clone());
        }
        // A page may be kept for months: without the room that its text grew in.
        let body = Bytes::from(rendered.body.into_boxed_str().into_boxed_bytes());
        Self {
            identity: Variant::new(headers, body, &digest, Encoding::Identity),
            gzip: OnceLock::new(),
            brotli: OnceLock::new(),
            digest,
            alive: AtomicBool::new(true),
            generation,
        }
    }

    /// Uncompressed size in bytes.
    pub fn len(&self) -> usize {
        self.identity.body.len()
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Uncompressed bytes.
    pub fn body(&self) -> &Bytes {
        &self.identity.body
    }

    /// The count of announcements when its rendering began.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    pub(super) fn is_alive(&self) -> bool {
        self.alive.load(Ordering::Acquire)
    }

    pub(super) fn kill(&self) {
        self.alive.store(false, Ordering::Release);
    }

    /// Status, header fields and bytes for a reader: `304` without bytes when they have it already.
    pub fn answer(&self, encoding: Encoding, request: &HeaderMap) -> (StatusCode, HeaderMap, Bytes) {
        let variant = self.variant(encoding);
        if request.get_all(header::IF_NONE_MATCH).iter().any(|tags| matches(tags, &variant.etag)) {
            let mut headers = variant.headers.clone();
            headers.remove(header::CONTENT_LENGTH);
            headers.remove(header::CONTENT_ENCODING);
            return (StatusCode::NOT_MODIFIED, headers, Bytes::new());
        }
        (StatusCode::OK, variant.headers.clone(), variant.body.clone())
    }

    fn variant(&self, encoding: Encoding) -> &Variant {
        let made = |encoding| {
            let body = compress(&self.identity.body, encoding);
            Variant::new(self.identity.headers.clone(), body, &self.digest, encoding)
        };
        match encoding {
            Encoding::Identity => &self.identity,
            Encoding::Gzip => self.gzip.get_or_init(|| made(encoding)),
            Encoding::Brotli => self.brotli.get_or_init(|| made(encoding)),
        }
    }
}

impl Variant {
    fn new(mut headers: HeaderMap, body: Bytes, digest: &str, encoding: Encoding) -> Self {
        let (suffix, name) = match encoding {
            Encoding::Identity => ("", None),
            Encoding::Gzip => ("-g", Some("gzip")),
            Encoding::Brotli => ("-b", Some("br")),
        };
        if let Some(name) = name {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
        }
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
        // Hex digits and a suffix: always a legal field value.
        let etag = HeaderValue::from_str(&format!("\"{digest}{suffix}\""))
            .unwrap_or_else(|_| HeaderValue::from_static("\"\""));
        headers.insert(header::ETAG, etag.clone());
        Self { headers, etag, body }
    }
}

pub(crate) fn compress(body: &Bytes, encoding: Encoding) -> Bytes {
    let mut out = Vec::with_capacity(body.len() / 3);
    let written = match encoding {
        Encoding::Identity => return body.clone(),
        Encoding::Gzip => {
            let mut encoder = flate2::write::GzEncoder::new(&mut out, flate2::Compression::new(GZIP_LEVEL));
            encoder.write_all(body).and_then(|()| encoder.finish().map(drop))
        }
        Encoding::Brotli => {
            let parameters = brotli::enc::BrotliEncoderParams {
                quality: BROTLI_QUALITY,
                lgwin: window(body.len()),
                size_hint: body.len(),
                ..Default::default()
            };
            brotli::BrotliCompress(&mut body.as_ref(), &mut out, &parameters).map(drop)
        }
    };
    debug_assert!(written.is_ok(), "writing into memory does not fail");
    out.shrink_to_fit();
    Bytes::from(out)
}

/// Brotli's window, as a power of two, that reaches over the whole of a body (RFC 7932, section 9.1: 10 to 24). The
/// encoder's own buffers are as large as the window: the usual 4 MB for a page of 20 KB is memory for nothing. At 16 and
/// less it takes a hash table that costs more to set up than such a page to compress.
fn window(bytes: usize) -> i32 {
    let wanted = usize::BITS - bytes.saturating_add(16).leading_zeros();
    i32::try_from(wanted.clamp(17, 22)).unwrap_or(22)
}

/// Whether an `If-None-Match` list names this tag (RFC 9110, section 13.1.2: weak comparison).
fn matches(tags: &HeaderValue, etag: &HeaderValue) -> bool {
    let tags = tags.as_bytes();
    tags == b"*"
        || tags.split(|&b| b == b',').any(|tag| {
            let tag = tag.trim_ascii();
            tag.strip_prefix(b"W/").unwrap_or(tag) == etag.as_bytes()
        })
}

fn surrogate_keys(keys: &[Key]) -> Option<HeaderValue> {
    let mut text = String::new();
    for key in keys {
        let key = key.to_string();
        if text.len() + key.len() + 1 > SURROGATE_MAX {
            break;
        }
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&key);
    }
    HeaderValue::from_str(&text).ok().filter(|value| !value.is_empty())
}

/// A moment as HTTP writes it (RFC 9110, section 5.6.7).
pub(crate) fn http_date(seconds: i64) -> Option<HeaderValue> {
    let moment = jiff::Timestamp::from_second(seconds).ok()?;
    HeaderValue::from_str(&moment.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()).ok()
}
