//! CAP 1.2 out, in the order of elements that the schema asks for.

use jiff::Timestamp;

use super::{Alert, Area, Info};
use crate::xml::Xml;

/// Writes a message. What it does not have is left out, and what the schema needs and the message lacks is `Unknown`.
///
/// The end of the hazard stands in the parameter `eventEndingTime`, where the weather service puts it: CAP has no
/// element for it.
#[must_use]
pub fn write(alert: &Alert) -> String {
    let mut xml = Xml::new();
    xml.open("alert", &[("xmlns", "urn:oasis:names:tc:emergency:cap:1.2")]);
    xml.text("identifier", &[], &alert.id);
    xml.text("sender", &[], &alert.sender);
    when(&mut xml, "sent", alert.sent);
    xml.text("status", &[], &alert.status);
    xml.text("msgType", &[], &alert.message_type);
    xml.text("scope", &[], or(&alert.scope, "Public"));
    given(&mut xml, "note", &alert.note);
    let references = alert.references.iter().filter_map(|reference| {
        // Only whole references can be written: sender, identifier and time.
        let sent = reference.sent.filter(|_| !reference.sender.is_empty())?;
        Some(format!("{},{},{}", reference.sender, reference.id, moment(sent)))
    });
    given(&mut xml, "references", &references.collect::<Vec<_>>().join(" "));
    for of in &alert.infos {
        info(&mut xml, of);
    }
    xml.finish()
}

fn info(xml: &mut Xml, info: &Info) {
    xml.open("info", &[]);
    given(xml, "language", &info.language);
    xml.text("category", &[], or(&info.category, "Other"));
    xml.text("event", &[], &info.event);
    given(xml, "responseType", &info.response);
    xml.text("urgency", &[], or(&info.urgency, "Unknown"));
    xml.text("severity", &[], or(&info.severity, "Unknown"));
    xml.text("certainty", &[], or(&info.certainty, "Unknown"));
    for code in &info.event_codes {
        pair(xml, "eventCode", "SAME", code);
    }
    when(xml, "effective", info.effective);
    when(xml, "onset", info.onset);
    when(xml, "expires", info.expires);
    given(xml, "senderName", &info.sender_name);
    given(xml, "headline", &info.headline);
    given(xml, "description", &info.description);
    given(xml, "instruction", &info.instruction);
    given(xml, "web", &info.web);
    for (name, value) in &info.parameters {
        pair(xml, "parameter", name, value);
    }
    if let Some(ends) =
        info.ends.filter(|_| !info.parameters.iter().any(|(name, _)| name == "eventEndingTime"))
    {
        pair(xml, "parameter", "eventEndingTime", &moment(ends));
    }
    for of in &info.areas {
        area(xml, of);
    }
    xml.close();
}

fn area(xml: &mut Xml, area: &Area) {
    xml.open("area", &[]);
    xml.text("areaDesc", &[], &area.words);
    for ring in &area.polygons {
        let points: Vec<String> =
            ring.iter().map(|(latitude, longitude)| format!("{latitude},{longitude}")).collect();
        xml.text("polygon", &[], &points.join(" "));
    }
    for circle in &area.circles {
        xml.text("circle", &[], &format!("{},{} {}", circle.latitude, circle.longitude, circle.km));
    }
    for same in &area.same {
        pair(xml, "geocode", "SAME", same);
    }
    for ugc in &area.ugc {
        pair(xml, "geocode", "UGC", ugc);
    }
    xml.close();
}

fn pair(xml: &mut Xml, element: &'static str, name: &str, value: &str) {
    xml.open(element, &[]);
    xml.text("valueName", &[], name);
    xml.text("value", &[], value);
    xml.close();
}

fn given(xml: &mut Xml, name: &'static str, text: &str) {
    if !text.is_empty() {
        xml.text(name, &[], text);
    }
}

fn when(xml: &mut Xml, name: &'static str, at: Option<Timestamp>) {
    if let Some(at) = at {
        xml.text(name, &[], &moment(at));
    }
}

/// CAP forbids `Z`: UTC is written `-00:00` (section 3.3.2).
fn moment(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S-00:00").to_string()
}

fn or<'t>(text: &'t str, other: &'t str) -> &'t str {
    if text.is_empty() { other } else { text }
}
