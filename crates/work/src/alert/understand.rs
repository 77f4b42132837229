//! Bytes of the weather service or of any CAP issuer → alerts, or what is wrong with them, where, and what to do.

use crate::inspect::Problem;
use feeds::alert::{self as outside, Area, Document, Info, Limits};
use model::alert::{
    Alert, Certainty, Codes, Event, MessageType, Reference, Severity, Status, Text, Urgency, Zone, ZoneKind,
    chain,
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
    /// What is missing therefore.
    pub left_out: Vec<Problem>,
    /// Messages that are not for the public.
    pub private: usize,
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
        understood.left_out = collection.left_out.into_iter().map(told).collect();
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
    if !is_public(&message) {
        return Ok(Vec::new());
    }
    alerts_of(&message)
        .map_err(|what| Problem::new(format!("alert {}", message.id), what, "Tell whoever sends it."))
}

fn is_xml(bytes: &[u8]) -> bool {
    let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace() && !b"\xef\xbb\xbf".contains(byte));
    first == Some(&b'<')
}

impl Understood {
    fn take(&mut self, message: &outside::Alert) {
        if !is_public(message) {
            self.private += 1;
            return;
        }
        let at = format!("alert {}", message.id);
        if message.infos.iter().flat_map(|info| &info.areas).any(|area| area.damaged) {
            let what = "One of its shapes cannot be read.";
            let remedy = "Its codes tell where. Tell whoever sends it.";
            self.problems.push(Problem::new(at.clone(), what, remedy));
        }
        match alerts_of(message) {
            Ok(alerts) => self.alerts.extend(alerts),
            Err(what) => {
                let remedy = "It was left out; the others were read. Tell whoever sends it.";
                self.problems.push(Problem::new(at.clone(), what.clone(), remedy));
                self.left_out.push(Problem::new(at, what, remedy));
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

/// Whether everybody may read it (CAP 1.2, 3.2.1: `scope`); what does not say is for everybody.
fn is_public(message: &outside::Alert) -> bool {
    let is_for_some = |scope: &str| message.scope.eq_ignore_ascii_case(scope);
    !is_for_some("Private") && !is_for_some("Restricted")
}

/// A message may speak of several dangers, and of each in several languages: one alert for each danger. The second
/// time that a language comes, another danger begins.
fn alerts_of(message: &outside::Alert) -> Result<Vec<Alert>, String> {
    let status =
        Status::parse(&message.status).ok_or_else(|| format!("“{}” is no status.", message.status))?;
    let message_type = MessageType::parse(&message.message_type)
        .ok_or_else(|| format!("“{}” is no type of message.", message.message_type))?;
    let sent = message.sent.ok_or("It does not say when it was sent.")?;
    let head = Head { message, status, message_type, sent };
    let dangers = dangers(&message.infos);
    if dangers.is_empty() && message_type == MessageType::Cancel {
        let said =
            Info { event: "Cancellation".to_owned(), headline: message.note.clone(), ..Info::default() };
        return Ok(one(&head, 0, &[&said]).into_iter().collect());
    }
    let one = |(place, infos): (usize, &Vec<&Info>)| one(&head, place, infos);
    Ok(dangers.iter().enumerate().filter_map(one).collect())
}

/// The dangers of a message, each in its languages, English first: rules, ranks and tests go by English names of events.
fn dangers(infos: &[Info]) -> Vec<Vec<&Info>> {
    let mut dangers: Vec<Vec<&Info>> = Vec::new();
    for info in infos {
        let place = dangers.iter_mut().find(|known| {
            known.iter().all(|other| other.language != info.language)
                && known.iter().all(|other| other.category == info.category)
        });
        match place {
            Some(known) => known.push(info),
            None => dangers.push(vec![info]),
        }
    }
    let is_english = |info: &&Info| info.language.get(..2).is_some_and(|own| own.eq_ignore_ascii_case("en"));
    for languages in &mut dangers {
        languages.sort_by_key(|info| !is_english(info));
    }
    dangers
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
    let place_of = Whereabouts::of(infos, first, &events);
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
        zones: place_of.all.zones,
        same: place_of.all.same,
        polygons: place_of.polygons,
        circles: place_of.circles,
        beside: place_of.beside,
        texts: infos.iter().map(|info| text(info)).collect(),
        parameters: first.parameters.clone(),
        event_codes: first.event_codes.clone(),
        events,
    })
}

/// Where a danger is: what its areas tell in all languages, each thing once.
struct Whereabouts {
    all: Codes,
    beside: Codes,
    polygons: Vec<Vec<(f64, f64)>>,
    circles: Vec<(f64, f64, f64)>,
}

impl Whereabouts {
    fn of(infos: &[&Info], first: &Info, events: &[Event]) -> Self {
        let areas: Vec<&Area> = infos.iter().flat_map(|info| &info.areas).collect();
        let shapeless = |area: &&&Area| !area.has_shape();
        let is_mixed = areas.iter().any(|area| area.has_shape());
        let beside: Vec<&Area> = areas.iter().filter(shapeless).copied().filter(|_| is_mixed).collect();
        // As of a whole message: a county's number counts where no zone is named.
        let unzoned = |area: &&&Area| area.ugc.is_empty() && area.zones.is_empty();
        let circles = areas.iter().flat_map(|area| &area.circles);
        Self {
            beside: Codes {
                zones: zones(&beside, first, events),
                same: once(beside.iter().filter(unzoned).flat_map(|area| &area.same).cloned()),
            },
            all: Codes {
                zones: zones(&areas, first, events),
                same: once(areas.iter().flat_map(|area| &area.same).cloned()),
            },
            polygons: once(areas.iter().flat_map(|area| &area.polygons).cloned()),
            circles: once(circles.map(|circle| (circle.latitude, circle.longitude, circle.km))),
        }
    }
}

fn once<T: PartialEq>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut known = Vec::new();
    for one in all {
        if !known.contains(&one) {
            known.push(one);
        }
    }
    known
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
fn zones(areas: &[&Area], info: &Info, events: &[Event]) -> Vec<Zone> {
    let mut known: BTreeMap<&str, ZoneKind> = BTreeMap::new();
    for address in areas.iter().flat_map(|area| &area.zones) {
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
    let listed = areas.iter().flat_map(|area| &area.ugc).map(String::as_str);
    let zone = |code: &str| {
        let kind = known.get(code).copied().unwrap_or(match code.as_bytes().get(2) {
            Some(b'C') => ZoneKind::County,
            _ if is_fire => ZoneKind::Fire,
            _ => ZoneKind::Forecast,
        });
        Zone { code: code.to_owned(), kind }
    };
    once(listed.chain(known.keys().copied()).filter(|code| is_code(code)).map(zone))
}

/// `ORZ617`, `ORC029`; of a whole state `ORZ000` or `ORZALL`.
fn is_code(code: &str) -> bool {
    let bytes = code.as_bytes();
    bytes.len() == 6
        && bytes.iter().take(2).all(u8::is_ascii_uppercase)
        && matches!(bytes.get(2), Some(b'C' | b'Z'))
        && (code.ends_with("ALL") || bytes.iter().skip(3).all(u8::is_ascii_digit))
}
