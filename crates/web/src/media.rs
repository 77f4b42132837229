//! Pictures: the ready sizes, straight from the blob store, for pictures that something public shows.

use crate::{app::App, error::Error};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use model::media::{MediaFormat, Rendition};
use prose::MediaKey;

/// `/media/<key>/<width>.<format>`. A picture of a story that is not public has no address here.
pub(crate) async fn show(
    State(app): State<App>,
    Path((key, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let key = MediaKey::parse(&key).map_err(|_| Error::NotFound)?;
    if !app.reader.media_is_public(&key).await? {
        return Err(Error::NotFound);
    }
    rendition(&app, &key, &file, &headers).await
}

/// The bytes of one size, or `304`.
pub(crate) async fn rendition(
    app: &App,
    key: &MediaKey,
    file: &str,
    headers: &HeaderMap,
) -> Result<Response, Error> {
    let media = app.reader.media(key).await?.ok_or(Error::NotFound)?;
    let (width, extension) = file.split_once('.').ok_or(Error::NotFound)?;
    let format = MediaFormat::from_extension(extension).ok_or(Error::NotFound)?;
    let wanted = |r: &&Rendition| r.format == format && r.width.to_string() == width;
    let found = media.renditions.iter().find(wanted).ok_or(Error::NotFound)?;
    let etag = format!("\"{}\"", found.blob.get(..20).unwrap_or(&found.blob));
    let known = headers.get(header::IF_NONE_MATCH).is_some_and(|tag| tag.as_bytes() == etag.as_bytes());
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        app.blobs.get(&found.blob).await?.ok_or(Error::NotFound)?.into_response()
    };
    let fields = response.headers_mut();
    fields.insert(header::CONTENT_TYPE, HeaderValue::from_static(format.media_type()));
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        fields.insert(header::ETAG, etag);
    }
    Ok(response)
}
