//! The addresses of radars. A frame's name is in every address of its bytes, so what an address names never changes.

use crate::radar::{FrameId, Product, RadarId};

/// An address around radars.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RadarUrl {
    /// `/radar`, `/radar?site=KMAX`, `/radar?at=20210302T015500Z-1`: for readers.
    Page {
        /// Which radar; the station's first when there is none.
        site: Option<RadarId>,
        /// Which frame; the newest when there is none.
        at: Option<FrameId>,
    },
    /// `/lite/radar`: in words only.
    Lite,
    /// `/embed/radar`, `/embed/radar?site=KMAX`: the newest picture in a frame on another site.
    Embed(Option<RadarId>),
    /// `/api/v1/radar`: which radars there are.
    Api,
    /// `/api/v1/radar/KMAX`: the frames of one.
    Manifest(RadarId),
    /// `/radar/map.json`: the base map under every radar of the station, as GeoJSON.
    Map,
    /// `/radar/KMAX/lines.svg`: counties and towns, to be laid over a still.
    Lines(RadarId),
    /// `/radar/KMAX/20210302T015500Z-1/ref.png`: the still of a frame.
    Still(RadarId, FrameId, Product),
}

impl RadarUrl {
    /// The page of the station's first radar.
    pub const FIRST: Self = Self::Page { site: None, at: None };

    pub(super) fn write(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Page { site: None, at: None } => f.write_str("/radar"),
            Self::Page { site: Some(site), at: None } => write!(f, "/radar?site={site}"),
            Self::Page { site: None, at: Some(at) } => write!(f, "/radar?at={at}"),
            Self::Page { site: Some(site), at: Some(at) } => write!(f, "/radar?site={site}&at={at}"),
            Self::Lite => f.write_str("/lite/radar"),
            Self::Embed(None) => f.write_str("/embed/radar"),
            Self::Embed(Some(site)) => write!(f, "/embed/radar?site={site}"),
            Self::Api => f.write_str("/api/v1/radar"),
            Self::Manifest(site) => write!(f, "/api/v1/radar/{site}"),
            Self::Map => f.write_str("/radar/map.json"),
            Self::Lines(site) => write!(f, "/radar/{site}/lines.svg"),
            Self::Still(site, frame, product) => write!(f, "/radar/{site}/{frame}/{}.png", product.as_str()),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;
    use crate::url::Url;

    #[test]
    fn a_frame_is_in_the_address_of_its_bytes() {
        let site = RadarId::parse("KMAX").unwrap();
        let at = FrameId::parse("20210302T015500Z-1").unwrap();
        for (url, text) in [
            (RadarUrl::FIRST, "/radar"),
            (
                RadarUrl::Page { site: Some(site.clone()), at: Some(at) },
                "/radar?site=KMAX&at=20210302T015500Z-1",
            ),
            (RadarUrl::Embed(None), "/embed/radar"),
            (RadarUrl::Embed(Some(site.clone())), "/embed/radar?site=KMAX"),
            (RadarUrl::Manifest(site.clone()), "/api/v1/radar/KMAX"),
            (RadarUrl::Map, "/radar/map.json"),
            (RadarUrl::Still(site, at, Product::Lowest), "/radar/KMAX/20210302T015500Z-1/ref.png"),
        ] {
            assert_eq!(Url::Radar(url).to_string(), text);
        }
    }
}
