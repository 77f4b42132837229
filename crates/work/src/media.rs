//! Pictures: understand an upload, make the sizes readers get.

use crate::{
    Work,
    inspect::{Inspection, Problem},
};
use bytes::Bytes;
use images::{Limits, RenditionFormat};
use model::{
    id::MediaId,
    media::{MediaFormat, Rendition},
};
use serde_json::json;

/// What an uploaded picture is, from its header and metadata.
pub fn understand(bytes: &[u8]) -> Result<(String, images::Facts), images::Error> {
    let facts = images::inspect(bytes, &Limits::default())?;
    Ok((images::content_key(bytes), facts))
}

/// For `bellwether inspect image`.
pub fn inspect(file: &str, bytes: &[u8]) -> Inspection {
    match understand(bytes) {
        Ok((key, facts)) => Inspection::understood(
            "image",
            file,
            vec![json!({
                "key": key, "format": format!("{:?}", facts.format).to_lowercase(),
                "width": facts.width, "height": facts.height, "alt": facts.alt, "caption": facts.caption,
                "credit": facts.credit, "copyright": facts.copyright, "taken": facts.taken,
                "location_stripped": facts.had_location, "animated": facts.animated,
            })],
            Vec::new(),
        ),
        Err(error) => Inspection::refused("image", file, Problem::new("file", error.to_string(), "")),
    }
}

/// Make the sizes of a picture and hand them to the desk.
pub(crate) async fn run(work: &Work, id: MediaId) -> Result<String, String> {
    let blob = work.desk.reader().media_blob(id).await.map_err(|error| error.to_string())?;
    let Some(blob) = blob else { return Ok("the picture is gone".to_owned()) };
    let bytes = work.store.blobs().get(&blob).await.map_err(|error| error.to_string())?;
    let bytes = bytes.ok_or("The picture's bytes are not in the blob store: upload it again.")?;
    let made = work.pictures.run(move |limits| make(&bytes, limits)).await?;
    let (hash, renditions) = match made {
        Ok(made) => made,
        Err(error) => {
            // It will not get better by trying again: tell whoever uploaded it.
            work.desk.renditions_refused(id, &error.to_string()).await.map_err(|error| error.to_string())?;
            return Ok(format!("refused: {error}"));
        }
    };
    let mut kept = Vec::with_capacity(renditions.len());
    for (width, height, format, bytes) in renditions {
        let size = bytes.len() as u64;
        let blob = work.store.blobs().put(Bytes::from(bytes)).await.map_err(|error| error.to_string())?;
        kept.push(Rendition { width, height, format, blob, bytes: size });
    }
    work.desk.renditions_made(id, &kept, hash).await.map_err(|error| error.to_string())?;
    Ok(format!("{} sizes", kept.len()))
}

type Made = (u64, Vec<(u32, u32, MediaFormat, Vec<u8>)>);

fn make(bytes: &[u8], limits: &Limits) -> Result<Made, images::Error> {
    let picture = images::decode(bytes, limits)?;
    let hash = images::perceptual_hash(&picture).0;
    let format = |format| match format {
        RenditionFormat::Webp => MediaFormat::Webp,
        RenditionFormat::Jpeg => MediaFormat::Jpeg,
    };
    let renditions = images::renditions(&picture, None)?;
    let list = renditions.into_iter().map(|r| (r.width, r.height, format(r.format), r.bytes));
    Ok((hash, list.collect()))
}
