//! What is stored of a frame beside its name.

use crate::{
    error::{Error, Result},
    sql::moment,
};
use model::radar::{Frame, FrameId, Layer, Product, RadarId};
use serde::{Deserialize, Serialize};

/// Moments in microseconds.
#[derive(Serialize, Deserialize)]
struct StoredFrame {
    at: i64,
    complete: bool,
    cleaned: bool,
    maintenance: bool,
    vcp: Option<u16>,
    said: String,
    heights: Vec<String>,
    reach: f64,
    layers: Vec<StoredLayer>,
    drawn: i64,
}

#[derive(Serialize, Deserialize)]
struct StoredLayer {
    product: String,
    tilt: f32,
    pack: String,
    bytes: u64,
}

pub(super) fn pack(frame: &Frame) -> Result<String> {
    let layer = |layer: &Layer| StoredLayer {
        product: layer.product.as_str().to_owned(),
        tilt: layer.tilt_deg,
        pack: layer.pack.clone(),
        bytes: layer.bytes,
    };
    let stored = StoredFrame {
        at: frame.at.as_microsecond(),
        complete: frame.complete,
        cleaned: frame.cleaned,
        maintenance: frame.maintenance,
        vcp: frame.vcp,
        said: frame.said.clone(),
        heights: frame.heights.clone(),
        reach: frame.reach_m,
        layers: frame.layers.iter().map(layer).collect(),
        drawn: frame.drawn_at.as_microsecond(),
    };
    serde_json::to_string(&stored).map_err(|error| Error::damaged(error.to_string()))
}

pub(super) fn frame(radar: &RadarId, id: FrameId, text: &str) -> Result<Frame> {
    let stored: StoredFrame =
        serde_json::from_str(text).map_err(|error| Error::damaged(error.to_string()))?;
    // A product of a newer version of the program is passed over.
    let layer = |layer: StoredLayer| {
        let product = Product::parse(&layer.product)?;
        Some(Layer { product, tilt_deg: layer.tilt, pack: layer.pack, bytes: layer.bytes })
    };
    Ok(Frame {
        radar: radar.clone(),
        id,
        at: moment(stored.at)?,
        complete: stored.complete,
        cleaned: stored.cleaned,
        maintenance: stored.maintenance,
        vcp: stored.vcp,
        said: stored.said,
        heights: stored.heights,
        reach_m: stored.reach,
        layers: stored.layers.into_iter().filter_map(layer).collect(),
        drawn_at: moment(stored.drawn)?,
    })
}
