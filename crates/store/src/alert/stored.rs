//! A message as JSON. A field that an older program did not write is empty.

use crate::{
    error::{Error, Result},
    sql::moment,
};
use jiff::Timestamp;
use model::alert::{
    Alert, Certainty, Codes, Event, MessageType, Reference, Severity, Status, Text, Urgency, Zone, ZoneKind,
};
use serde::{Deserialize, Serialize};

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Stored {
    identifier: String,
    sender: String,
    sent: i64,
    status: String,
    message_type: String,
    references: Vec<String>,
    /// Sender, identifier, moment. Not written when there are none, so that older rows keep their digest.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    named: Vec<(String, String, Option<i64>)>,
    event: String,
    category: String,
    response: String,
    urgency: String,
    severity: String,
    certainty: String,
    effective: Option<i64>,
    onset: Option<i64>,
    expires: Option<i64>,
    ends: Option<i64>,
    sender_name: String,
    web: String,
    area: String,
    /// Code and map: `ORZ617` `fire`.
    zones: Vec<(String, String)>,
    same: Vec<String>,
    polygons: Vec<Vec<(f64, f64)>>,
    circles: Vec<(f64, f64, f64)>,
    /// Codes of areas without a shape beside such with one: zones with their map, and counties.
    #[serde(skip_serializing_if = "is_none")]
    beside: (Vec<(String, String)>, Vec<String>),
    #[serde(skip_serializing_if = "Vec::is_empty")]
    event_codes: Vec<String>,
    texts: Vec<StoredText>,
    events: Vec<StoredEvent>,
    parameters: Vec<(String, String)>,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct StoredText {
    language: String,
    event: String,
    headline: String,
    description: String,
    instruction: String,
    altered: bool,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct StoredEvent {
    class: String,
    action: String,
    name: String,
    ends: Option<i64>,
}

fn is_none((zones, same): &(Vec<(String, String)>, Vec<String>)) -> bool {
    zones.is_empty() && same.is_empty()
}

/// What tells a message from others: all of it, but for what older rows do not have: how it names earlier ones, codes of its
/// event, areas without a shape. They would be taken for other messages.
pub(super) fn identity(alert: &Alert) -> Result<String> {
    let (named, event_codes, beside) = (Vec::new(), Vec::new(), Codes::default());
    write(&Alert { named, event_codes, beside, ..alert.clone() })
}

pub(super) fn write(alert: &Alert) -> Result<String> {
    let micros = |at: Option<Timestamp>| at.map(Timestamp::as_microsecond);
    let stored = Stored {
        identifier: alert.identifier.clone(),
        sender: alert.sender.clone(),
        sent: alert.sent.as_microsecond(),
        status: alert.status.as_str().to_owned(),
        message_type: alert.message_type.as_str().to_owned(),
        references: alert.references.clone(),
        named: alert
            .named
            .iter()
            .map(|named| (named.sender.clone(), named.identifier.clone(), micros(named.sent)))
            .collect(),
        event: alert.event.clone(),
        category: alert.category.clone(),
        response: alert.response.clone(),
        urgency: alert.urgency.as_str().to_owned(),
        severity: alert.severity.as_str().to_owned(),
        certainty: alert.certainty.as_str().to_owned(),
        effective: micros(alert.effective),
        onset: micros(alert.onset),
        expires: micros(alert.expires),
        ends: micros(alert.ends),
        sender_name: alert.sender_name.clone(),
        web: alert.web.clone(),
        area: alert.area.clone(),
        zones: stored_zones(&alert.zones),
        same: alert.same.clone(),
        polygons: alert.polygons.clone(),
        circles: alert.circles.clone(),
        beside: (stored_zones(&alert.beside.zones), alert.beside.same.clone()),
        event_codes: alert.event_codes.clone(),
        texts: alert.texts.iter().cloned().map(stored_text).collect(),
        events: alert.events.iter().map(stored_event).collect(),
        parameters: alert.parameters.clone(),
    };
    serde_json::to_string(&stored)
        .map_err(|source| Error::Failed { doing: "write an alert", source: Box::new(source) })
}

pub(super) fn read(json: &str) -> Result<Alert> {
    let stored: Stored =
        serde_json::from_str(json).map_err(|error| Error::damaged(format!("an alert: {error}")))?;
    let strange = |word: &str| Error::damaged(format!("“{word}” in an alert"));
    let at = |micros: Option<i64>| micros.map(moment).transpose();
    Ok(Alert {
        sent: moment(stored.sent)?,
        status: Status::parse(&stored.status).ok_or_else(|| strange(&stored.status))?,
        message_type: MessageType::parse(&stored.message_type)
            .ok_or_else(|| strange(&stored.message_type))?,
        urgency: Urgency::parse(&stored.urgency).unwrap_or_default(),
        severity: Severity::parse(&stored.severity).unwrap_or_default(),
        certainty: Certainty::parse(&stored.certainty).unwrap_or_default(),
        effective: at(stored.effective)?,
        onset: at(stored.onset)?,
        expires: at(stored.expires)?,
        ends: at(stored.ends)?,
        zones: zones(stored.zones),
        beside: Codes { zones: zones(stored.beside.0), same: stored.beside.1 },
        event_codes: stored.event_codes,
        texts: stored.texts.into_iter().map(text).collect(),
        events: stored.events.into_iter().map(event).collect::<Result<_>>()?,
        identifier: stored.identifier,
        sender: stored.sender,
        references: stored.references,
        named: stored.named.into_iter().map(reference).collect::<Result<_>>()?,
        event: stored.event,
        category: stored.category,
        response: stored.response,
        sender_name: stored.sender_name,
        web: stored.web,
        area: stored.area,
        same: stored.same,
        polygons: stored.polygons,
        circles: stored.circles,
        parameters: stored.parameters,
    })
}

fn reference((sender, identifier, sent): (String, String, Option<i64>)) -> Result<Reference> {
    Ok(Reference { sender, identifier, sent: sent.map(moment).transpose()? })
}

fn stored_zones(zones: &[Zone]) -> Vec<(String, String)> {
    zones.iter().map(|zone| (zone.code.clone(), zone.kind.as_str().to_owned())).collect()
}

fn zones(stored: Vec<(String, String)>) -> Vec<Zone> {
    stored.into_iter().map(|(code, map)| Zone { code, kind: map_of(&map) }).collect()
}

fn map_of(name: &str) -> ZoneKind {
    ZoneKind::parse(name).unwrap_or(ZoneKind::Forecast)
}

fn stored_text(text: Text) -> StoredText {
    let Text { language, event, headline, description, instruction, altered } = text;
    StoredText { language, event, headline, description, instruction, altered }
}

fn text(stored: StoredText) -> Text {
    let StoredText { language, event, headline, description, instruction, altered } = stored;
    Text { language, event, headline, description, instruction, altered }
}

fn stored_event(event: &Event) -> StoredEvent {
    StoredEvent {
        class: event.class.to_string(),
        action: event.action.clone(),
        name: event.name.clone(),
        ends: event.ends.map(Timestamp::as_microsecond),
    }
}

fn event(stored: StoredEvent) -> Result<Event> {
    let class = stored.class.chars().next().unwrap_or('O');
    let ends = stored.ends.map(moment).transpose()?;
    Ok(Event { class, action: stored.action, name: stored.name, ends })
}
