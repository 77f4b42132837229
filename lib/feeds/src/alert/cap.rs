//! The Common Alerting Protocol, 1.0 to 1.2: any issuer's message in, 1.2 out.
//!
//! A document type is refused, so there are no entities that could grow; depth, elements and texts are capped. Names are
//! taken without their prefixes: issuers write the namespace in many ways, and nothing else in a message has these names.

mod write;

pub use write::write;

use quick_xml::{Reader, events::Event};

use super::{Alert, Area, Info, Limits, OTHER_FILE, Problem, Reference, checked, coordinates, moment, plain};

/// An element with its text and what is in it.
#[derive(Default)]
struct Element {
    name: String,
    text: String,
    children: Vec<Element>,
}

/// Levels of elements; a message needs five.
const DEEPEST: usize = 16;

/// Read one message. Inside another document, such as an entry of a feed, the first message is taken.
///
/// # Errors
/// When it is no message: no XML, cut off, with a document type, too large, or without what every message has.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Alert, Problem> {
    if bytes.len() > limits.bytes {
        let what = format!("It has more than {} MiB.", limits.bytes >> 20);
        return Err(Problem::new("file", what, OTHER_FILE));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        Problem::new(format!("byte {}", error.valid_up_to()), "It is not UTF-8.", OTHER_FILE)
    })?;
    let root = tree(text, limits)?;
    let Some(message) = root.find("alert") else {
        let found = root.children.first().map(|first| plain::line(&first.name, 40).0).unwrap_or_default();
        return Err(Problem::new("file", format!("It has no <alert>, but <{found}>."), OTHER_FILE));
    };
    let alert = alert(message, limits);
    if alert.infos.is_empty() {
        let remedy = "A message without any information is for machines only; nothing can be shown of it.";
        return Err(Problem::new(format!("alert {}", alert.id), "It has no <info>.", remedy));
    }
    let at = format!("alert {}", alert.id);
    checked(alert).map_err(|what| Problem::new(at, what, OTHER_FILE))
}

fn tree(text: &str, limits: &Limits) -> Result<Element, Problem> {
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    reader.config_mut().enable_all_checks(true);
    let mut open = vec![Element::default()];
    let mut left = limits.values.min(500_000);
    loop {
        let place = reader.buffer_position();
        let bad = |what: String, remedy| Problem::new(format!("byte {place}"), what, remedy);
        let event = reader.read_event().map_err(|error| {
            bad(format!("It is not whole XML ({}).", plain::line(&error.to_string(), 120).0), OTHER_FILE)
        })?;
        match event {
            Event::Start(start) => {
                left = left
                    .checked_sub(1)
                    .ok_or_else(|| bad("It has too many elements.".to_owned(), OTHER_FILE))?;
                if open.len() > DEEPEST {
                    return Err(bad("Its elements are too deep.".to_owned(), OTHER_FILE));
                }
                open.push(Element { name: start.local_name().as_ref().to_owned(), ..Element::default() });
            }
            Event::End(_) => {
                let done = open.pop();
                if let (Some(done), Some(outer)) = (done, open.last_mut()) {
                    outer.children.push(done);
                }
            }
            // An empty element says nothing.
            Event::Empty(_) | Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            Event::Text(words) => push(&mut open, &words.xml10_content(), limits),
            Event::CData(words) => push(&mut open, &words.xml10_content(), limits),
            Event::GeneralRef(name) => push(
                &mut open,
                &character(&name).ok_or_else(|| {
                    bad(
                        "It has an entity that XML does not know.".to_owned(),
                        "Whoever sends it must write the character itself.",
                    )
                })?,
                limits,
            ),
            Event::DocType(_) => {
                let remedy = "A CAP message has none; whoever sends it must leave it out.";
                return Err(bad("It has a document type.".to_owned(), remedy));
            }
            Event::Eof => break,
        }
    }
    match (open.pop(), open.is_empty()) {
        (Some(root), true) => Ok(root),
        _ => Err(Problem::new("end of file", "It is cut off.", OTHER_FILE)),
    }
}

/// The character of a reference: one of the five that XML knows, or a number.
fn character(name: &quick_xml::events::BytesRef<'_>) -> Option<String> {
    if let Ok(Some(character)) = name.resolve_char_ref() {
        return Some(character.to_string());
    }
    let known = match name.xml10_content().as_ref() {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => return None,
    };
    Some(known.to_owned())
}

/// More text of the element that is open; no more than twice what will be kept of the longest.
fn push(open: &mut [Element], words: &str, limits: &Limits) {
    let most = limits.text.max(limits.points * 24).saturating_mul(8);
    if let Some(element) = open.last_mut().filter(|element| element.text.len() + words.len() <= most) {
        element.text.push_str(words);
    } else if let Some(element) = open.last_mut() {
        let room = most.saturating_sub(element.text.len());
        let end = (0..=room.min(words.len())).rev().find(|end| words.is_char_boundary(*end)).unwrap_or(0);
        element.text.push_str(words.get(..end).unwrap_or_default());
    }
}

impl Element {
    fn find(&self, name: &str) -> Option<&Element> {
        self.children.iter().find_map(|child| if child.name == name { Some(child) } else { child.find(name) })
    }

    fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    fn text(&self, name: &str) -> &str {
        self.children.iter().find(|child| child.name == name).map_or("", |child| child.text.trim())
    }

    fn word(&self, name: &str) -> String {
        plain::word(self.text(name), 300)
    }

    /// The pairs of a name and a value.
    fn pairs<'e>(&'e self, name: &'e str) -> impl Iterator<Item = (String, &'e str)> {
        self.all(name).map(|pair| (plain::word(pair.text("valueName"), 80), pair.text("value")))
    }
}

fn alert(of: &Element, limits: &Limits) -> Alert {
    Alert {
        id: of.word("identifier"),
        sender: of.word("sender"),
        sent: moment(of.text("sent")),
        status: of.word("status"),
        // 1.0 had the same words.
        message_type: of.word("msgType"),
        scope: of.word("scope"),
        note: plain::line(of.text("note"), limits.line).0,
        references: of
            .text("references")
            .split_whitespace()
            .filter_map(reference)
            .take(limits.list)
            .collect(),
        replaced_at: None,
        infos: of.all("info").take(20).map(|element| info(element, limits)).collect(),
    }
}

/// `sender,identifier,sent`; an identifier alone is taken too, as some issuers write it.
fn reference(text: &str) -> Option<Reference> {
    let parts: Vec<&str> = text.split(',').collect();
    let reference = match parts.as_slice() {
        [sender, id, sent] => {
            Reference { sender: plain::word(sender, 300), id: plain::word(id, 300), sent: moment(sent) }
        }
        [id] => Reference { id: plain::word(id, 300), ..Reference::default() },
        _ => return None,
    };
    (!reference.id.is_empty()).then_some(reference)
}

fn info(of: &Element, limits: &Limits) -> Info {
    let line = |name: &str| plain::line(of.text(name), limits.line);
    let long = |name: &str| plain::text(of.text(name), limits.text);
    let (headline, description, instruction) = (line("headline"), long("description"), long("instruction"));
    let parameters = of.pairs("parameter").map(|(name, value)| (name, plain::line(value, 2_000).0));
    let parameters: Vec<(String, String)> =
        parameters.filter(|(name, value)| !name.is_empty() && !value.is_empty()).take(100).collect();
    let ending = parameters.iter().find(|(name, _)| name == "eventEndingTime");
    let language = of.word("language");
    let mut left = limits.points;
    Info {
        language: if language.is_empty() { "en-US".to_owned() } else { language },
        event: line("event").0,
        category: of.word("category"),
        response: of.word("responseType"),
        urgency: of.word("urgency"),
        severity: of.word("severity"),
        certainty: of.word("certainty"),
        effective: moment(of.text("effective")),
        onset: moment(of.text("onset")),
        expires: moment(of.text("expires")),
        ends: ending.and_then(|(_, value)| moment(value)),
        sender_name: line("senderName").0,
        altered: headline.1 || description.1 || instruction.1,
        headline: headline.0,
        description: description.0,
        instruction: instruction.0,
        web: plain::web(of.text("web")),
        parameters,
        areas: of.all("area").take(limits.list).map(|element| area(element, limits, &mut left)).collect(),
    }
}

fn area(of: &Element, limits: &Limits, left: &mut usize) -> Area {
    let codes = |names: &[&str]| -> Vec<String> {
        let pairs = of.pairs("geocode").filter(|(name, _)| names.contains(&name.as_str()));
        // One value may hold several, with spaces between.
        let codes = pairs.flat_map(|(_, value)| value.split_whitespace()).map(|code| plain::word(code, 20));
        codes.filter(|code| !code.is_empty()).take(limits.list).collect()
    };
    let mut polygons = Vec::new();
    for element in of.all("polygon") {
        if let Some(ring) = coordinates::of_cap(&element.text, *left) {
            *left -= ring.len().min(*left);
            polygons.push(ring);
        }
    }
    Area {
        words: plain::line(of.text("areaDesc"), limits.text).0,
        ugc: codes(&["UGC"]),
        zones: Vec::new(),
        same: codes(&["SAME", "FIPS6"]),
        polygons,
        circles: of
            .all("circle")
            .filter_map(|circle| coordinates::circle(&circle.text))
            .take(limits.list)
            .collect(),
    }
}
