//! Style sheets, scripts and icons: their addresses carry a digest, so they are kept for ever.

use crate::{
    App,
    cache::{Encoding, preferred_encoding},
    error::Error,
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, header};
use std::{collections::HashMap, sync::OnceLock};

/// An asset in its three encodings.
struct Packed {
    media_type: &'static str,
    identity: Bytes,
    gzip: Bytes,
    brotli: Bytes,
}

/// The assets of the running station, compressed at the first request for any.
#[derive(Default)]
pub struct Assets(OnceLock<HashMap<String, Packed>>);

pub(crate) async fn show(
    State(app): State<App>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let asset = app.assets.packed(&app).get(&file).ok_or(Error::NotFound)?;
    let (body, encoding) = match preferred_encoding(&headers) {
        Encoding::Brotli => (&asset.brotli, Some("br")),
        Encoding::Gzip => (&asset.gzip, Some("gzip")),
        Encoding::Identity => (&asset.identity, None),
    };
    let mut response = body.clone().into_response();
    let fields = response.headers_mut();
    fields.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.media_type));
    fields.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(encoding) = encoding {
        fields.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    Ok(response)
}

impl Assets {
    fn packed(&self, app: &App) -> &HashMap<String, Packed> {
        self.0.get_or_init(|| {
            let pack = |asset: &pages::assets::Asset| {
                let identity = Bytes::from(asset.text.clone().into_bytes());
                let gzip = crate::cache::compress(&identity, Encoding::Gzip);
                let brotli = crate::cache::compress(&identity, Encoding::Brotli);
                let name = asset.path.trim_start_matches("/assets/").to_owned();
                (name, Packed { media_type: asset.media_type, identity, gzip, brotli })
            };
            app.renderer.assets().iter().map(pack).collect()
        })
    }
}
