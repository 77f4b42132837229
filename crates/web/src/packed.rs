//! The assets in all their encodings. Each is made when somebody asks for it first, and only that one: whoever opens a story
//! does not wait for the script of the radar.

use crate::cache::{Encoding, compress};
use bytes::Bytes;
use pages::Renderer;
use std::{borrow::Cow, collections::HashMap, sync::OnceLock};

/// An asset in its three encodings.
pub(crate) struct Packed {
    pub(crate) media_type: &'static str,
    identity: Bytes,
    gzip: OnceLock<Bytes>,
    brotli: OnceLock<Bytes>,
}

impl Packed {
    /// Its bytes in an encoding.
    pub(crate) fn body(&self, encoding: Encoding) -> Bytes {
        let made = || compress(&self.identity, encoding);
        match encoding {
            Encoding::Identity => self.identity.clone(),
            Encoding::Gzip => self.gzip.get_or_init(made).clone(),
            Encoding::Brotli => self.brotli.get_or_init(made).clone(),
        }
    }
}

/// The assets of the running station.
#[derive(Default)]
pub struct Assets(OnceLock<HashMap<String, Packed>>);

impl Assets {
    pub(crate) fn packed(&self, renderer: &Renderer) -> &HashMap<String, Packed> {
        self.0.get_or_init(|| {
            let pack = |asset: &pages::assets::Asset| {
                let identity = match &asset.text {
                    Cow::Borrowed(text) => Bytes::from_static(text.as_bytes()),
                    Cow::Owned(text) => Bytes::from(text.clone().into_bytes()),
                };
                let name = asset.path.trim_start_matches("/assets/").to_owned();
                let (gzip, brotli) = (OnceLock::new(), OnceLock::new());
                (name, Packed { media_type: asset.media_type, identity, gzip, brotli })
            };
            renderer.assets().iter().map(pack).collect()
        })
    }
}
