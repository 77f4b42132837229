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
