//! What is stored of a frame beside its name.

use crate::{
    error::{Error, Result},
    sql::moment,
};
use jiff::Timestamp;
use model::radar::{Frame, FrameId, Layer, Part, Product, RadarId};
use serde::{Deserialize, Serialize};

/// Moments in microseconds.
#[derive(Serialize, Deserialize)]
struct StoredFrame {
    at: i64,
    complete: bool,
    #[serde(default)]
    missing: f32,
    cleaned: bool,
    maintenance: bool,
    vcp: Option<u16>,
    said: String,
    heights: Vec<String>,
    reach: f64,
    layers: Vec<StoredLayer>,
    drawn: i64,
    /// Of a mosaic only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    parts: Vec<StoredPart>,
}

#[derive(Serialize, Deserialize)]
struct StoredPart {
    radar: String,
    at: Option<i64>,
    drawn: bool,
    tilt: f32,
    reach: f64,
}

#[derive(Serialize, Deserialize)]
struct StoredLayer {
    product: String,
    tilt: f32,
    pack: String,
    bytes: u64,
    /// Of velocity only; what was drawn before it was dealiased has none.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    dealiased: bool,
}

pub(super) fn pack(frame: &Frame) -> Result<String> {
    let layer = |layer: &Layer| StoredLayer {
        product: layer.product.as_str().to_owned(),
        tilt: layer.tilt_deg,
        pack: layer.pack.clone(),
        bytes: layer.bytes,
        dealiased: layer.dealiased,
    };
    let part = |part: &Part| StoredPart {
        radar: part.radar.to_string(),
        at: part.at.map(Timestamp::as_microsecond),
        drawn: part.drawn,
        tilt: part.tilt_deg,
        reach: part.reach_m,
    };
    let stored = StoredFrame {
        at: frame.at.as_microsecond(),
        complete: frame.complete,
        missing: frame.missing,
        cleaned: frame.cleaned,
        maintenance: frame.maintenance,
        vcp: frame.vcp,
        said: frame.said.clone(),
        heights: frame.heights.clone(),
        reach: frame.reach_m,
        layers: frame.layers.iter().map(layer).collect(),
        drawn: frame.drawn_at.as_microsecond(),
        parts: frame.parts.iter().map(part).collect(),
    };
    serde_json::to_string(&stored).map_err(|error| Error::damaged(error.to_string()))
}

pub(super) fn frame(radar: &RadarId, id: FrameId, text: &str) -> Result<Frame> {
    let stored: StoredFrame =
        serde_json::from_str(text).map_err(|error| Error::damaged(error.to_string()))?;
    // A product of a newer version of the program is passed over.
    let layer = |layer: StoredLayer| {
        let product = Product::parse(&layer.product)?;
        let StoredLayer { tilt: tilt_deg, pack, bytes, dealiased, .. } = layer;
        Some(Layer { product, tilt_deg, pack, bytes, dealiased })
    };
    let part = |part: StoredPart| -> Result<Part> {
        Ok(Part {
            radar: RadarId::parse(&part.radar).map_err(|error| Error::damaged(error.to_string()))?,
            at: part.at.map(moment).transpose()?,
            drawn: part.drawn,
            tilt_deg: part.tilt,
            reach_m: part.reach,
        })
    };
    Ok(Frame {
        radar: radar.clone(),
        id,
        at: moment(stored.at)?,
        complete: stored.complete,
        missing: stored.missing,
        cleaned: stored.cleaned,
        maintenance: stored.maintenance,
        vcp: stored.vcp,
        said: stored.said,
        heights: stored.heights,
        reach_m: stored.reach,
        layers: stored.layers.into_iter().filter_map(layer).collect(),
        drawn_at: moment(stored.drawn)?,
        parts: stored.parts.into_iter().map(part).collect::<Result<_>>()?,
    })
}
