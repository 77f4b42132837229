//! Alerts for programs: GeoJSON, CAP.

use super::{Now, notice::notices_of, words};
use crate::{
    compose::Context,
    map::{
        own,
        zones::{self, Surfaces},
    },
};
use feeds::alert as outside;
use geo::{Point, Polygon, Ring, alone};
use jiff::Timestamp;
use model::{
    alert::{Alert, Kept, Phase, Reference, Silence, Zone, ZoneShape, chain::message_name},
    url::{AlertUrl, Url},
};
use serde_json::{Value, json};

/// GeoJSON of what holds, with how far that can be trusted. A message without a shape of its own gets those of its zones,
/// when all of them are known, and says that they are.
pub fn geojson(now: &Now, shapes: &[ZoneShape], context: &Context<'_>) -> String {
    let policy = &context.station.alerts;
    let shown = policy.rules.shown(&now.alerts, now.now);
    let features: Vec<Value> = shown.iter().map(|kept| feature(kept, now, shapes, context)).collect();
    let notices = notices_of(now, None, context);
    let since = match now.silence {
        Some(Silence::Since(since)) => Some(since.to_string()),
        _ => None,
    };
    let state = match (policy.sources, now.silence) {
        (0, _) | (_, Some(Silence::Ever | Silence::Failing)) => "missing",
        (_, Some(Silence::Since(_))) => "stale",
        (_, None) => "fresh",
    };
    let trouble = if policy.sources == 0 { String::new() } else { words::trouble(now, context) };
    let all = json!({
        "type": "FeatureCollection", "title": format!("{}: alerts", context.station.name),
        "state": state, "unanswered_since": since, "trouble": trouble, "source": policy.credit,
        "features": features, "notices": notices,
    });
    all.to_string()
}

fn feature(kept: &Kept, now: &Now, shapes: &[ZoneShape], context: &Context<'_>) -> Value {
    let alert = &kept.alert;
    let when = |at: Option<Timestamp>| at.map(|at| at.to_string());
    let text = alert.text(&context.station.language);
    let (geometry, geometry_of) = geometry(alert, shapes);
    json!({
        "type": "Feature", "id": context.absolute(&Url::Alerts(AlertUrl::One(kept.id))), "geometry": geometry,
        "properties": {
            "geometryOf": geometry_of,
            "identifier": alert.identifier, "sender": alert.sender, "senderName": alert.sender_name,
            "event": alert.event, "status": alert.status.as_str(), "messageType": alert.message_type.as_str(),
            "references": alert.references, "sent": alert.sent.to_string(), "effective": when(alert.effective),
            "onset": when(alert.onset), "expires": when(alert.expires), "ends": when(alert.ends),
            "phase": if matches!(kept.phase(now.now), Phase::Ahead(_)) { "ahead" } else { "now" },
            "severity": alert.severity.as_str(), "urgency": alert.urgency.as_str(),
            "certainty": alert.certainty.as_str(), "areaDesc": alert.area,
            "geocode": {
                "UGC": alert.zones.iter().map(|zone| &zone.code).collect::<Vec<_>>(), "SAME": alert.same,
            },
            "towns": kept.reach.towns.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "headline": text.map(|text| &text.headline), "description": text.map(|text| &text.description),
            "instruction": text.map(|text| &text.instruction), "unmodified": alert.texts.iter().all(|text| !text.altered),
        },
    })
}

/// Points of the zones of one message: enough for a map on a screen.
const POINTS: usize = 600;
/// Details smaller than this are left out of them, in square degrees.
const DETAIL: f64 = 1e-5;

/// The shape of a message, and whose it is: its own, that of its zones, or none.
fn geometry(alert: &Alert, shapes: &[ZoneShape]) -> (Value, Option<&'static str>) {
    // Half of a warned area would be a warning for that half only.
    let Ok(circles) = own::outlines(alert) else { return (Value::Null, None) };
    // What a sender drew stays as it was drawn; of a small circle a metre is to be seen.
    let circles = circles.iter().map(|circle| coordinates(circle, 1e5));
    let mut own: Vec<Value> =
        alert.polygons.iter().map(|ring| json!([surface(ring)])).chain(circles).collect();
    match own.len() {
        0 => {}
        1 => return (json!({ "type": "Polygon", "coordinates": own.swap_remove(0) }), Some("message")),
        _ => return (json!({ "type": "MultiPolygon", "coordinates": own }), Some("message")),
    }
    let Surfaces { shapes, missing } = zones::of(alert, shapes);
    if shapes.is_empty() || !missing.is_empty() {
        return (Value::Null, None);
    }
    let each = (POINTS / shapes.len()).max(12);
    let thin = shapes.iter().map(|shape| alone::wound(&alone::thinned_to(shape, DETAIL, each)));
    let polygons: Vec<Value> =
        thin.flat_map(|shape| shape.polygons).map(|polygon| coordinates(&polygon, 1e4)).collect();
    (json!({ "type": "MultiPolygon", "coordinates": polygons }), Some("zones"))
}

/// A sender's ring as an outer ring of GeoJSON, against the clock (RFC 7946, 3.1.6). Senders draw either way around.
fn surface(ring: &[(f64, f64)]) -> Vec<Value> {
    let points = ring.iter().map(|(north, east)| Point { x: *east, y: *north });
    let is_clockwise = Ring::new(points.collect()).signed_area() < 0.0;
    let mut ring: Vec<Value> = ring.iter().map(|(north, east)| json!([east, north])).collect();
    if is_clockwise {
        ring.reverse();
    }
    ring
}

/// Rings of longitude and latitude, to so many parts of a degree.
fn coordinates(polygon: &Polygon, parts: f64) -> Value {
    let short = |degrees: f64| (degrees * parts).round() / parts;
    let ring = |ring: &Ring| {
        let points = ring.points().iter().chain(ring.points().first());
        json!(points.map(|point| json!([short(point.x), short(point.y)])).collect::<Vec<_>>())
    };
    polygon.rings().map(ring).collect()
}

/// One message as CAP 1.2, as its sender said it. Its chain tells of an earlier message what it does not tell itself.
pub fn cap(kept: &Kept, chain: &[Kept]) -> String {
    let alert = &kept.alert;
    let info = |text: &model::alert::Text| outside::Info {
        language: text.language.clone(),
        event: if text.event.is_empty() { alert.event.clone() } else { text.event.clone() },
        category: alert.category.clone(),
        response: alert.response.clone(),
        urgency: alert.urgency.as_str().to_owned(),
        severity: alert.severity.as_str().to_owned(),
        certainty: alert.certainty.as_str().to_owned(),
        effective: alert.effective,
        onset: alert.onset,
        expires: alert.expires,
        ends: alert.ends,
        sender_name: alert.sender_name.clone(),
        headline: text.headline.clone(),
        description: text.description.clone(),
        instruction: text.instruction.clone(),
        web: alert.web.clone(),
        parameters: alert.parameters.clone(),
        event_codes: alert.event_codes.clone(),
        areas: areas(alert),
        ..outside::Info::default()
    };
    outside::write_cap(&outside::Alert {
        id: alert.identifier.clone(),
        sender: alert.sender.clone(),
        sent: Some(alert.sent),
        status: alert.status.as_str().to_owned(),
        message_type: alert.message_type.as_str().to_owned(),
        references: references(alert, chain),
        infos: alert.texts.iter().map(info).collect(),
        ..outside::Alert::default()
    })
}

/// Where it holds: what has shapes with its codes, and apart from that what has codes only, for a shape speaks for its own area.
fn areas(alert: &Alert) -> Vec<outside::Area> {
    let codes = |zones: &[Zone]| zones.iter().map(|zone| zone.code.clone()).collect::<Vec<_>>();
    let circle = |(latitude, longitude, km): &(f64, f64, f64)| outside::Circle {
        latitude: *latitude,
        longitude: *longitude,
        km: *km,
    };
    let mut whole = outside::Area {
        words: alert.area.clone(),
        ugc: codes(&alert.zones),
        same: alert.same.clone(),
        polygons: alert.polygons.clone(),
        circles: alert.circles.iter().map(circle).collect(),
        ..outside::Area::default()
    };
    let beside = outside::Area {
        words: alert.area.clone(),
        ugc: codes(&alert.beside.zones),
        same: alert.beside.same.clone(),
        ..outside::Area::default()
    };
    if beside.ugc.is_empty() && beside.same.is_empty() {
        return vec![whole];
    }
    whole.ugc.retain(|code| !beside.ugc.contains(code));
    whole.same.retain(|code| !beside.same.contains(code));
    vec![whole, beside]
}

/// The messages that it replaces, each by sender, identifier and moment: CAP has no shorter form (section 3.2.1), and who
/// receives it finds the earlier message by all three. One that spoke of several dangers went out from here as several.
fn references(alert: &Alert, chain: &[Kept]) -> Vec<outside::Reference> {
    // A message that was kept when only identifiers were.
    let bare = alert.references.iter().filter(|_| alert.named.is_empty());
    let bare = bare.map(|identifier| Reference {
        sender: alert.sender.clone(),
        identifier: identifier.clone(),
        sent: None,
    });
    alert.named.iter().cloned().chain(bare).flat_map(|named| dangers(named, alert, chain)).collect()
}

fn dangers(named: Reference, alert: &Alert, chain: &[Kept]) -> Vec<outside::Reference> {
    let is_meant = |earlier: &&Alert| {
        let names = [earlier.identifier.as_str(), message_name(&earlier.identifier)];
        earlier.sender == named.sender
            && names.contains(&named.identifier.as_str())
            && earlier.identifier != alert.identifier
            && earlier.sent <= alert.sent
    };
    let kept = chain.iter().map(|kept| &kept.alert).filter(is_meant);
    let mut dangers: Vec<outside::Reference> = Vec::new();
    for earlier in kept {
        if !dangers.iter().any(|known| known.id == earlier.identifier) {
            let sent = named.sent.or(Some(earlier.sent));
            dangers.push(outside::Reference {
                sender: named.sender.clone(),
                id: earlier.identifier.clone(),
                sent,
            });
        }
    }
    if dangers.is_empty() {
        dangers.push(outside::Reference { sender: named.sender, id: named.identifier, sent: named.sent });
    }
    dangers
}
