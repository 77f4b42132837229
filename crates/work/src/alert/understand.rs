//! Bytes of the weather service or of any CAP issuer → alerts, or what is wrong with them, where, and what to do.

use crate::inspect::Problem;
use feeds::alert::{self as outside, Document, Info, Limits};
use model::alert::{
    Alert, Certainty, Event, MessageType, Reference, Severity, Status, Text, Urgency, Zone, ZoneKind, chain,
};
use std::collections::BTreeMap;

/// What a file says.
#[derive(Clone, Debug, Default)]
pub struct Understood {
    /// `nws`, `cap`, or, for an index of messages, `atom` or `rss`.
    pub form: &'static str,
    /// The alerts that it carries, in order of the file.
    pub alerts: Vec<Alert>,
    /// Of an index, the entries whose messages stand elsewhere.
    pub pointers: Vec<Pointer>,
    /// What was left out or read in part, and why.
    pub problems: Vec<Problem>,
}

/// An entry of an index that only leads to its message.
#[derive(Clone, Debug)]
pub struct Pointer {
    /// Unique in the index.
    pub id: String,
    /// When it was last changed, where it says so.
    pub updated: Option<jiff::Timestamp>,
    /// One line.
    pub title: String,
    /// Where the message is, as the entry writes it.
    pub link: String,
    /// The identifier of the message; empty where the entry does not tell.
    pub identifier: String,
    /// What the entry itself tells of it.
    pub summary: Option<Alert>,
}

/// Read a file: GeoJSON of the weather service, one CAP message, or an index of messages. Its first letter tells the first
/// from the others, its root element those.
///
/// # Errors
/// When it is none of them.
pub fn understand(bytes: &[u8]) -> Result<Understood, Problem> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Problem::new("file", "It is empty.", "Look at what was downloaded."));
    }
    let limits = Limits::default();
    let mut understood = Understood::default();
    if is_xml(bytes) {
        match outside::read_xml(bytes, &limits).map_err(told)? {
            Document::Message(message) => {
                understood.form = "cap";
                understood.take(&message);
            }
            Document::Index(index) => {
                understood.form = index.form;
                understood.problems = index.problems.into_iter().map(told).collect();
                index.entries.into_iter().for_each(|entry| understood.list(entry));
            }
        }
    } else {
        let collection = outside::read_nws(bytes, &limits).map_err(told)?;
        understood.form = "nws";
        understood.problems = collection.problems.into_iter().map(told).collect();
        collection.alerts.iter().for_each(|message| understood.take(message));
    }
    Ok(understood)
}

/// Read what stands behind an entry of an index: one message, and no further index.
///
/// # Errors
/// When it is anything else.
pub(super) fn message(bytes: &[u8]) -> Result<Vec<Alert>, Problem> {
    let limits = Limits::default();
    let message = if is_xml(bytes) {
        outside::read_cap(bytes, &limits).map_err(told)?
    } else {
        let mut collection = outside::read_nws(bytes, &limits).map_err(told)?;
        match (collection.alerts.pop(), collection.alerts.is_empty()) {
            (Some(message), true) => message,
            _ => return Err(Problem::new("file", "It is no single message.", "Tell whoever sends it.")),
        }
    };
    alerts_of(&message)
        .map_err(|what| Problem::new(format!("alert {}", message.id), what, "Tell whoever sends it."))
}

fn is_xml(bytes: &[u8]) -> bool {
    let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace() && !b"\xef\xbb\xbf".contains(byte));
    first == Some(&b'<')
}

impl Understood {
    fn take(&mut self, message: &outside::Alert) {
        match alerts_of(message) {
            Ok(alerts) => self.alerts.extend(alerts),
            Err(what) => {
                let remedy = "It was left out; the others were read. Tell whoever sends it.";
                self.problems.push(Problem::new(format!("alert {}", message.id), what, remedy));
            }
        }
    }

    /// The message that an entry carries comes first, then the one that it leads to; with neither, its own words are all
    /// there is.
    fn list(&mut self, entry: outside::Entry) {
        let outside::Entry { id, updated, title, identifier, message, link, summary } = entry;
        match (message, link, summary) {
            (Some(message), _, _) | (None, None, Some(message)) => self.take(&message),
            (None, Some(link), summary) => {
                let summary = summary.and_then(|summary| alerts_of(&summary).ok()?.pop());
                self.pointers.push(Pointer { id, updated, title, link, identifier, summary });
            }
            (None, None, None) => {}
        }
    }
}

fn told(problem: outside::Problem) -> Problem {
    Problem::new(problem.at, problem.what, problem.remedy)
}

/// A message may speak of several dangers, and of each in several languages: one alert for each danger. The second
/// time that a language comes, another danger begins.
fn alerts_of(message: &outside::Alert) -> Result<Vec<Alert>, String> {
    let status =
        Status::parse(&message.status).ok_or_else(|| format!("“{}” is no status.", message.status))?;
    let message_type = MessageType::parse(&message.message_type)
        .ok_or_else(|| format!("“{}” is no type of message.", message.message_type))?;
    let sent = message.sent.ok_or("It does not say when it was sent.")?;
    let mut dangers: Vec<Vec<&Info>> = Vec::new();
    for info in &message.infos {
        let place = dangers.iter_mut().find(|infos| {
            infos.iter().all(|other| other.language != info.language)
                && infos.iter().all(|other| other.category == info.category)
        });
        match place {
            Some(infos) => infos.push(info),
            None => dangers.push(vec![info]),
        }
    }
    let head = Head { message, status, message_type, sent };
    if dangers.is_empty() && message_type == MessageType::Cancel {
        let said =
            Info { event: "Cancellation".to_owned(), headline: message.note.clone(), ..Info::default() };
        return Ok(one(&head, 0, &[&said]).into_iter().collect());
    }
    let one = |(place, infos): (usize, &Vec<&Info>)| one(&head, place, infos);
    Ok(dangers.iter().enumerate().filter_map(one).collect())
}

/// What all dangers of a message have in common.
struct Head<'a> {
    message: &'a outside::Alert,
    status: Status,
    message_type: MessageType,
    sent: jiff::Timestamp,
}

/// One danger, in all its languages.
fn one(head: &Head<'_>, place: usize, infos: &[&Info]) -> Option<Alert> {
    let first = infos.first()?;
    let events = events(first);
    let named: Vec<Reference> = head.message.references.iter().map(|told| named(told, head)).collect();
    let own = named.iter().filter(|named| named.sender == head.message.sender);
    Some(Alert {
        identifier: chain::danger_name(&head.message.id, place),
        sender: head.message.sender.clone(),
        sent: head.sent,
        status: head.status,
        message_type: head.message_type,
        references: own.map(|named| named.identifier.clone()).collect(),
        named,
        event: first.event.clone(),
        category: first.category.clone(),
        response: first.response.clone(),
        urgency: Urgency::parse(&first.urgency).unwrap_or_default(),
        severity: Severity::parse(&first.severity).unwrap_or_default(),
        certainty: Certainty::parse(&first.certainty).unwrap_or_default(),
        effective: first.effective,
        onset: first.onset,
        expires: first.expires,
        ends: earlier(first.ends, head.message.replaced_at),
        sender_name: first.sender_name.clone(),
        web: first.web.clone(),
        area: joined(first.areas.iter().map(|area| area.words.as_str())),
        zones: zones(first, &events),
        same: first.areas.iter().flat_map(|area| area.same.iter().cloned()).collect(),
        polygons: first.areas.iter().flat_map(|area| area.polygons.iter().cloned()).collect(),
        circles: first
            .areas
            .iter()
            .flat_map(|area| &area.circles)
            .map(|c| (c.latitude, c.longitude, c.km))
            .collect(),
        texts: infos.iter().map(|info| text(info)).collect(),
        parameters: first.parameters.clone(),
        events,
    })
}

/// How a message names an earlier one. An issuer that writes identifiers alone means its own messages.
fn named(told: &outside::Reference, head: &Head<'_>) -> Reference {
    let own = &head.message.sender;
    let is_own = told.sender.is_empty() || told.sender == *own;
    Reference {
        sender: if is_own { own.clone() } else { told.sender.clone() },
        identifier: told.id.clone(),
        sent: told.sent,
    }
}

/// A message that its own source lists as replaced is over then, whatever it says itself.
fn earlier(ends: Option<jiff::Timestamp>, replaced: Option<jiff::Timestamp>) -> Option<jiff::Timestamp> {
    [ends, replaced].into_iter().flatten().min()
}

fn joined<'t>(words: impl Iterator<Item = &'t str>) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for word in words.filter(|word| !word.is_empty()) {
        if !parts.contains(&word) {
            parts.push(word);
        }
    }
    parts.join("; ")
}

fn text(info: &Info) -> Text {
    Text {
        language: info.language.clone(),
        event: info.event.clone(),
        headline: info.headline.clone(),
        description: info.description.clone(),
        instruction: info.instruction.clone(),
        altered: info.altered,
    }
}

fn events(info: &Info) -> Vec<Event> {
    let codes = info.parameters.iter().filter(|(name, _)| name == "VTEC");
    let codes = codes.flat_map(|(_, value)| outside::Vtec::find(value));
    codes
        .map(|code| Event {
            class: code.class,
            name: format!("{}.{}.{}.{:04}", code.office, code.phenomenon, code.significance, code.number),
            action: code.action,
            ends: code.ends,
        })
        .collect()
}

/// Zones, each with its map: the address of the zone tells it, else its letter, else the event.
fn zones(info: &Info, events: &[Event]) -> Vec<Zone> {
    let mut known: BTreeMap<&str, ZoneKind> = BTreeMap::new();
    for address in info.areas.iter().flat_map(|area| &area.zones) {
        let mut parts = address.rsplit('/');
        if let (Some(code), Some(map)) = (parts.next(), parts.next()) {
            let kind = match map {
                "fire" => ZoneKind::Fire,
                "county" => ZoneKind::County,
                _ => ZoneKind::Forecast,
            };
            known.insert(code, kind);
        }
    }
    let event = info.event.to_lowercase();
    let is_fire = events.iter().any(|event| event.name.contains(".FW."))
        || event.contains("red flag")
        || event.contains("fire weather");
    let listed = info.areas.iter().flat_map(|area| &area.ugc).map(String::as_str);
    let mut zones: Vec<Zone> = Vec::new();
    for code in listed.chain(known.keys().copied()).filter(|code| is_code(code)) {
        let kind = known.get(code).copied().unwrap_or(match code.as_bytes().get(2) {
            Some(b'C') => ZoneKind::County,
            _ if is_fire => ZoneKind::Fire,
            _ => ZoneKind::Forecast,
        });
        let zone = Zone { code: code.to_owned(), kind };
        if !zones.contains(&zone) {
            zones.push(zone);
        }
    }
    zones
}

fn is_code(code: &str) -> bool {
    let bytes = code.as_bytes();
    bytes.len() == 6
        && bytes.iter().take(2).all(u8::is_ascii_uppercase)
        && matches!(bytes.get(2), Some(b'C' | b'Z'))
        && bytes.iter().skip(3).all(u8::is_ascii_digit)
}
