//! Style sheets, scripts and icons: their addresses carry a digest, so they are kept for ever.

use crate::{
    app::App,
    cache::{Encoding, preferred_encoding},
    error::Error,
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, header};

pub(crate) async fn show(
    State(app): State<App>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let asset = app.assets.packed(&app.renderer).get(&file).ok_or(Error::NotFound)?;
    let wanted = preferred_encoding(&headers);
    let encoding = match wanted {
        Encoding::Brotli => Some("br"),
        Encoding::Gzip => Some("gzip"),
        Encoding::Identity => None,
    };
    let mut response = asset.body(wanted).into_response();
    let fields = response.headers_mut();
    fields.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.media_type));
    fields.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(encoding) = encoding {
        fields.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    Ok(response)
}
