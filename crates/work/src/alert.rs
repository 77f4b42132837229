//! Alerts: ask the sources, understand what they say, fetch what they only list, find whom it concerns, offer it to the desk.

mod index;
mod inside;
mod link;
mod run;
mod understand;

pub use inside::inside;
pub(crate) use run::run;
pub use understand::{Pointer, Understood, understand};

use crate::inspect::{Inspection, Problem};
use model::alert::{Alert, ZoneKind};
use serde_json::json;

/// For `bellwether inspect alerts` and `cap`: every alert of a file, as the job would understand it.
pub fn inspect(kind: &'static str, file: &str, bytes: &[u8]) -> Inspection {
    let understood = match understand(bytes) {
        Ok(understood) => understood,
        Err(problem) => return Inspection::refused(kind, file, problem),
    };
    if kind == "cap" && understood.form == "nws" {
        let remedy = "Look at it with `inspect alerts`.";
        return Inspection::refused(
            kind,
            file,
            Problem::new("file", "It is GeoJSON and no CAP message.", remedy),
        );
    }
    let items = understood.alerts.iter().map(item).chain(understood.pointers.iter().map(entry));
    Inspection::understood(kind, file, items.collect(), understood.problems)
}

/// An entry of an index: its message is elsewhere, and nothing is fetched to look at a file.
fn entry(pointer: &Pointer) -> serde_json::Value {
    json!({
        "entry": pointer.id, "title": pointer.title, "updated": pointer.updated.map(|at| at.to_string()),
        "link": pointer.link, "identifier": pointer.identifier,
        "summary": pointer.summary.as_ref().map(item),
    })
}

fn item(alert: &Alert) -> serde_json::Value {
    let when = |at: Option<jiff::Timestamp>| at.map(|at| at.to_string());
    let zones: Vec<&str> = alert.zones.iter().map(|zone| zone.code.as_str()).collect();
    let fire = alert.zones.iter().filter(|zone| zone.kind == ZoneKind::Fire).map(|zone| zone.code.as_str());
    let geometry = match (alert.polygons.len(), alert.circles.len()) {
        (0, 0) => None,
        (0, _) => Some("Circle"),
        (1, _) => Some("Polygon"),
        _ => Some("MultiPolygon"),
    };
    json!({
        "id": alert.identifier, "event": alert.event, "status": alert.status.as_str(),
        "message_type": alert.message_type.as_str(), "references": alert.references,
        "sent": alert.sent.to_string(), "effective": when(alert.effective), "onset": when(alert.onset),
        "ends": when(alert.ends), "expires": when(alert.expires), "zones": zones,
        "fire_zones": fire.collect::<Vec<_>>(), "same": alert.same, "geometry": geometry,
        "severity": alert.severity.as_str(), "urgency": alert.urgency.as_str(),
        "certainty": alert.certainty.as_str(), "sender": alert.sender_name,
        "vtec": alert.events.iter().map(|event| format!("{} {}", event.action, event.name)).collect::<Vec<_>>(),
        "languages": alert.texts.iter().map(|text| text.language.as_str()).collect::<Vec<_>>(),
        "headline": alert.texts.first().map(|text| text.headline.as_str()),
        "area": alert.area, "is_warning": alert.is_warning(), "over_at": alert.own_end().to_string(),
        "is_word_for_word": alert.texts.iter().all(|text| !text.altered),
    })
}

#[cfg(test)]
mod tests;
