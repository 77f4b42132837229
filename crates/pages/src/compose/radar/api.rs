//! Radars for programs, and first of all for the map of the page: which there are, and the manifest of one. A frame is named
//! only when every square of it is there; a frame that grows gets another name.

use super::{Now, angle, card, hundredths, seen, tenths};
use crate::compose::Context;
use geo::{ellipsoid, mercator::Extent};
use model::{
    radar::{Frame, Layer, Level, Mark, Measure, Palette, Part, Product, REACH_M, Scale, Site},
    url::{RadarUrl, Url},
};
use serde_json::{Value, json};

/// Which radars there are.
pub fn index(context: &Context<'_>) -> String {
    let radars = context.station.radar.shown().map(|site| {
        let manifest = Url::Radar(RadarUrl::Manifest(site.id.clone())).to_string();
        json!({
            "id": site.id.as_str(), "name": site.name, "manifest": manifest, "members": members(site, context),
        })
    });
    json!({ "radars": radars.collect::<Vec<_>>() }).to_string()
}

/// The manifest of a radar.
pub fn manifest(now: &Now<'_>, context: &Context<'_>) -> String {
    let (site, policy) = (now.site, &context.station.radar);
    let zooms = policy.zooms_of(&site.id);
    let frames: Vec<Value> = now.frames.iter().map(|one| frame(one, now, context)).collect();
    let products = site.products.iter().filter_map(|product| {
        let scale = policy.scales.get(&product.measure())?;
        Some(of_product(*product, scale, now))
    });
    json!({
        "id": site.id.as_str(), "name": site.name, "latitude": site.at.latitude, "longitude": site.at.longitude,
        "antenna_m": site.antenna_m.round(), "reach_m": (!site.id.is_mosaic()).then(|| reach(now).round()), "state": now.condition(context).as_str(), "said": card::said(now, context),
        "now": now.now.to_string(), "refresh_s": policy.refresh_s, "max_age_s": policy.max_age.as_secs(), "zooms": [zooms.0, zooms.1],
        "bounds": bounds(now, context), "members": members(site, context), "products": products.collect::<Vec<_>>(), "frames": frames,
    })
    .to_string()
}

/// The radars of a mosaic: none of one radar.
fn members(site: &Site, context: &Context<'_>) -> Option<Vec<Value>> {
    let member = |site: &Site| {
        json!({
            "id": site.id.as_str(), "name": site.name, "latitude": site.at.latitude, "longitude": site.at.longitude,
            "antenna_m": site.antenna_m.round(),
        })
    };
    site.id.is_mosaic().then(|| context.station.radar.sites.iter().map(member).collect())
}

fn part(part: &Part) -> Value {
    json!({
        "id": part.radar.as_str(), "time": part.at.map(|at| at.to_string()), "drawn": part.drawn,
        "tilt_deg": tenths(part.tilt_deg), "reach_m": part.reach_m.round(),
    })
}

fn frame(frame: &Frame, now: &Now<'_>, context: &Context<'_>) -> Value {
    let chosen = frame.layers.iter().filter(|layer| layer.product != Product::Card);
    let products: Vec<&str> = chosen.map(|layer| layer.product.as_str()).collect();
    let mut told = json!({
        "id": frame.id.to_string(), "time": frame.at.to_string(), "complete": frame.is_whole(), "missing": hundredths(frame.missing), "products": products,
        "cleaned": frame.cleaned, "maintenance": frame.maintenance, "vcp": frame.vcp, "said": seen::seen(frame, now, context),
    });
    if frame.layer(Product::Card).is_some() {
        let card = RadarUrl::Still(frame.radar.clone(), frame.id, Product::Card);
        told["card"] = json!(Url::Radar(card).to_string());
    }
    if let Some(velocity) = frame.layer(Product::Velocity) {
        told["dealiased"] = json!(velocity.dealiased);
    }
    if !frame.parts.is_empty() {
        told["parts"] = frame.parts.iter().map(part).collect();
    }
    told
}

fn of_product(product: Product, scale: &Scale, now: &Now<'_>) -> Value {
    let newest = now.frames.iter().rev().find_map(|frame| frame.layer(product));
    // Several radars have no one tilt.
    let newest = newest.filter(|_| !now.site.id.is_mosaic());
    let tilt = newest.map(|layer| tenths(layer.tilt_deg));
    let note = match newest {
        _ if now.site.id.is_mosaic() => "the radar whose beam is lowest above each place".to_owned(),
        Some(layer) if product != Product::Composite => {
            format!("{}, {}", layer.note(), angle(layer.tilt_deg))
        }
        _ => product.note().to_owned(),
    };
    let dealiased = newest.filter(|_| product.measure() == Measure::Velocity).map(|layer| layer.dealiased);
    json!({
        "id": product.as_str(), "name": newest.map_or(product.title(), Layer::title), "note": note, "unit": scale.unit,
        "moment": product.measure().code(), "tilt_deg": tilt, "dealiased": dealiased,
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

/// Metres along the ground that the frames reach, the farthest of them.
fn reach(now: &Now<'_>) -> f64 {
    let reach = now.frames.iter().map(|frame| frame.reach_m).fold(0.0, f64::max);
    if reach > 0.0 { reach } else { REACH_M }
}

/// West, south, east, north in degrees: what the squares cover. They are as wide as the map draws them, so they lie farther
/// out than the radar reaches.
fn bounds(now: &Now<'_>, context: &Context<'_>) -> [f64; 4] {
    let reach = reach(now);
    let own = std::slice::from_ref(now.site);
    let radars = if now.site.id.is_mosaic() { &context.station.radar.sites } else { own };
    let around = radars.iter().map(|radar| {
        let centre = ellipsoid::Point { latitude: radar.at.latitude, longitude: radar.at.longitude };
        let extent = Extent::around(centre, reach);
        let (north_west, south_east) = (extent.north_west(), extent.south_east());
        [north_west.longitude, south_east.latitude, south_east.longitude, north_west.latitude]
    });
    let both = |a: [f64; 4], b: [f64; 4]| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])];
    around.reduce(both).unwrap_or_default().map(|degrees| (degrees * 1e4).round() / 1e4)
}
