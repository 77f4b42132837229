//! The assets in all their encodings, made once: they are few and the same for everyone.

use crate::cache::{Encoding, compress};
use bytes::Bytes;
use pages::Renderer;
use std::{collections::HashMap, sync::OnceLock};

/// An asset in its three encodings.
pub(crate) struct Packed {
    pub(crate) media_type: &'static str,
    pub(crate) identity: Bytes,
    pub(crate) gzip: Bytes,
    pub(crate) brotli: Bytes,
}

/// The assets of the running station, compressed at the first request for any.
#[derive(Default)]
pub struct Assets(OnceLock<HashMap<String, Packed>>);

impl Assets {
    pub(crate) fn packed(&self, renderer: &Renderer) -> &HashMap<String, Packed> {
        self.0.get_or_init(|| {
            let pack = |asset: &pages::assets::Asset| {
                let identity = Bytes::from(asset.text.clone().into_bytes());
                let gzip = compress(&identity, Encoding::Gzip);
                let brotli = compress(&identity, Encoding::Brotli);
                let name = asset.path.trim_start_matches("/assets/").to_owned();
                (name, Packed { media_type: asset.media_type, identity, gzip, brotli })
            };
            renderer.assets().iter().map(pack).collect()
        })
    }
}
