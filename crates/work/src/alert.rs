//! Alerts: ask the sources, understand what they say, find whom it concerns, offer it to the desk.

mod inside;
mod run;
mod understand;

pub use inside::inside;
pub(crate) use run::run;
pub use understand::{Understood, understand};

use crate::inspect::{Inspection, Problem};
use model::alert::{Alert, ZoneKind};
use serde_json::json;

/// For `bellwether inspect alerts` and `cap`: every alert of a file, as the job would understand it.
pub fn inspect(kind: &'static str, file: &str, bytes: &[u8]) -> Inspection {
    let understood = match understand(bytes) {
        Ok(understood) => understood,
        Err(problem) => return Inspection::refused(kind, file, problem),
    };
    if kind == "cap" && understood.form != "cap" {
        let remedy = "Look at it with `inspect alerts`.";
        return Inspection::refused(
            kind,
            file,
            Problem::new("file", "It is GeoJSON and no CAP message.", remedy),
        );
    }
    Inspection::understood(kind, file, understood.alerts.iter().map(item).collect(), understood.problems)
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
