//! Radars for programs, and first of all for the map of the page: which there are, and the manifest of one. A frame is named
//! only when every square of it is there; a frame that grows gets another name.

use super::{Now, card};
use crate::compose::Context;
use geo::{ellipsoid, mercator::Extent};
use model::{
    radar::{Frame, Level, Mark, Measure, Palette, Product, Scale},
    url::{RadarUrl, Url},
};
use serde_json::{Value, json};

/// Metres that a radar reaches when nothing was drawn yet.
const REACH_M: f64 = 460_000.0;

/// Which radars there are.
pub fn index(context: &Context<'_>) -> String {
    let radars = context.station.radar.sites.iter().map(|site| {
        let manifest = Url::Radar(RadarUrl::Manifest(site.id.clone())).to_string();
        json!({ "id": site.id.as_str(), "name": site.name, "manifest": manifest })
    });
    json!({ "radars": radars.collect::<Vec<_>>() }).to_string()
}

/// The manifest of a radar.
pub fn manifest(now: &Now<'_>, context: &Context<'_>) -> String {
    let (site, policy) = (now.site, &context.station.radar);
    let frames: Vec<Value> = now.frames.iter().map(frame).collect();
    let products = site.products.iter().filter_map(|product| {
        let scale = policy.scales.get(&product.measure())?;
        Some(of_product(*product, scale, now))
    });
    json!({
        "id": site.id.as_str(), "name": site.name, "latitude": site.at.latitude, "longitude": site.at.longitude,
        "antenna_m": site.antenna_m.round(), "state": now.condition(context).as_str(), "said": card::said(now, context),
        "now": now.now.to_string(), "refresh_s": policy.refresh_s, "zooms": [policy.zooms.0, policy.zooms.1],
        "bounds": bounds(now), "products": products.collect::<Vec<_>>(), "frames": frames,
    })
    .to_string()
}

fn frame(frame: &Frame) -> Value {
    let products: Vec<&str> = frame.layers.iter().map(|layer| layer.product.as_str()).collect();
    json!({
        "id": frame.id.to_string(), "time": frame.at.to_string(), "complete": frame.complete, "products": products,
        "cleaned": frame.cleaned, "maintenance": frame.maintenance, "vcp": frame.vcp, "said": frame.said,
    })
}

fn of_product(product: Product, scale: &Scale, now: &Now<'_>) -> Value {
    let newest = now.frames.iter().rev().find_map(|frame| frame.layer(product));
    let tilt = newest.map(|layer| (f64::from(layer.tilt_deg) * 10.0).round() / 10.0);
    let note = match tilt {
        Some(tilt) if product != Product::Composite => format!("{}, {tilt:.1}°", product.note()),
        _ => product.note().to_owned(),
    };
    let is_velocity = product.measure() == Measure::Velocity;
    json!({
        "id": product.as_str(), "name": product.title(), "note": note, "unit": scale.unit,
        "moment": product.measure().code(), "tilt_deg": tilt, "dealiased": if is_velocity { json!(false) } else { Value::Null },
        "default_palette": scale.palettes.first().map(|palette| palette.id),
        "palettes": scale.palettes.iter().map(palette).collect::<Vec<_>>(),
        "levels": scale.levels.iter().map(level).collect::<Vec<_>>(),
        "legend": scale.marks.iter().map(mark).collect::<Vec<_>>(),
    })
}

fn palette(palette: &Palette) -> Value {
    let colour = |[red, green, blue, alpha]: &[u8; 4]| format!("#{red:02x}{green:02x}{blue:02x}{alpha:02x}");
    json!({ "id": palette.id, "name": palette.title, "colors": palette.colours.iter().map(colour).collect::<Vec<_>>() })
}

fn level(level: &Level) -> Value {
    match level {
        Level::Nothing => Value::Null,
        Level::Words(words) => json!(words),
        Level::Figure(figure) => json!(short(*figure)),
    }
}

fn mark(mark: &Mark) -> Value {
    json!({ "value": short(mark.value), "label": mark.label, "meaning": mark.meaning })
}

/// Without the digits that a narrower number does not have: `0.3`, not `0.30000001192092896`.
fn short(figure: f32) -> f64 {
    (f64::from(figure) * 1_000.0).round() / 1_000.0
}

/// West, south, east, north in degrees: what the squares cover.
fn bounds(now: &Now<'_>) -> [f64; 4] {
    let reach = now.frames.iter().map(|frame| frame.reach_m).fold(0.0, f64::max);
    let reach = if reach > 0.0 { reach } else { REACH_M };
    let centre = ellipsoid::Point { latitude: now.site.at.latitude, longitude: now.site.at.longitude };
    let extent = Extent::around(centre, reach);
    let (north_west, south_east) = (extent.north_west(), extent.south_east());
    let rounded = |degrees: f64| (degrees * 1e4).round() / 1e4;
    [north_west.longitude, south_east.latitude, south_east.longitude, north_west.latitude].map(rounded)
}
