//! XML as a small tree, under caps: what messages and indexes of messages are read from.
//!
//! A document type is refused, so there are no entities that could grow; depth, elements, attributes and texts are capped.
//! Names are taken without their prefixes: issuers write namespaces in many ways.

use quick_xml::{Reader, XmlVersion, events::BytesStart, events::Event};

use super::{Limits, OTHER_FILE, Problem, plain, whole_text};

/// An element with its text and what is in it.
#[derive(Default)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) text: String,
    /// Only those that say where something is ([`KEPT`]).
    attributes: Vec<(&'static str, String)>,
    pub(super) children: Vec<Element>,
}

/// Levels of elements; a message needs five, one within an entry of an index eight.
const DEEPEST: usize = 16;
/// Elements of a document.
const MOST: usize = 500_000;
/// Attributes that are kept, and bytes of one.
const KEPT: [&str; 7] = ["href", "rel", "type", "url", "src", "isPermaLink", "title"];
const LONGEST_ATTRIBUTE: usize = 2_000;

/// The whole document as the one child of a nameless element.
pub(super) fn tree(bytes: &[u8], limits: &Limits) -> Result<Element, Problem> {
    let mut reader = Reader::from_str(whole_text(bytes, limits)?);
    reader.config_mut().enable_all_checks(true);
    let mut open = vec![Element::default()];
    let mut left = limits.values.min(MOST);
    loop {
        let place = reader.buffer_position();
        let bad = |what: String, remedy| Problem::new(format!("byte {place}"), what, remedy);
        let event = reader.read_event().map_err(|error| {
            bad(format!("It is not whole XML ({}).", plain::line(&error.to_string(), 120).0), OTHER_FILE)
        })?;
        if matches!(event, Event::Start(_) | Event::Empty(_)) {
            left =
                left.checked_sub(1).ok_or_else(|| bad("It has too many elements.".to_owned(), OTHER_FILE))?;
        }
        match event {
            Event::Start(_) if open.len() > DEEPEST => {
                return Err(bad("Its elements are too deep.".to_owned(), OTHER_FILE));
            }
            Event::Start(start) => open.push(Element::of(&start)),
            Event::End(_) => {
                let done = open.pop();
                if let (Some(done), Some(outer)) = (done, open.last_mut()) {
                    outer.children.push(done);
                }
            }
            // An empty element says nothing, unless it says where something is.
            Event::Empty(start) => {
                let element = Element::of(&start);
                if let Some(outer) = open.last_mut().filter(|_| !element.attributes.is_empty()) {
                    outer.children.push(element);
                }
            }
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
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
                let remedy = "A CAP message or an index has none; whoever sends it must leave it out.";
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

/// More text of the element that is open, up to eight bytes for each character that may be kept of the longest words or shape.
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
    fn of(start: &BytesStart<'_>) -> Self {
        let mut attributes = Vec::new();
        // Without the check for doubles, which takes quadratic time.
        for attribute in start.attributes().with_checks(false).flatten() {
            let known = KEPT.into_iter().find(|name| *name == attribute.key.as_ref());
            let Some(name) = known.filter(|_| attribute.value.len() <= LONGEST_ATTRIBUTE) else { continue };
            let is_new = attributes.iter().all(|(other, _)| *other != name);
            if let Ok(value) = attribute.normalized_value(XmlVersion::Implicit1_0)
                && is_new
            {
                attributes.push((name, value.trim().to_owned()));
            }
        }
        Self { name: start.local_name().as_ref().to_owned(), attributes, ..Self::default() }
    }

    /// The root of the document that the tree was made of.
    pub(super) fn root(&self) -> Option<&Element> {
        self.children.first()
    }

    /// The first element of a name, however deep.
    pub(super) fn find(&self, name: &str) -> Option<&Element> {
        self.children.iter().find_map(|child| if child.name == name { Some(child) } else { child.find(name) })
    }

    /// The children of a name.
    pub(super) fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text of the first child of a name; empty when there is none.
    pub(super) fn text(&self, name: &str) -> &str {
        self.children.iter().find(|child| child.name == name).map_or("", |child| child.text.trim())
    }

    /// The same as a word of a list or a code.
    pub(super) fn word(&self, name: &str) -> String {
        plain::word(self.text(name), 300)
    }

    /// An attribute; empty when there is none.
    pub(super) fn attribute(&self, name: &str) -> &str {
        self.attributes.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value)
    }

    /// The pairs of a name and a value; one element may hold several, in turn.
    pub(super) fn pairs<'e>(&'e self, name: &'e str) -> impl Iterator<Item = (String, &'e str)> {
        self.all(name).flat_map(|pair| {
            let mut named = None;
            pair.children.iter().filter_map(move |child| match child.name.as_str() {
                "valueName" => {
                    named = Some(plain::word(child.text.trim(), 80));
                    None
                }
                "value" => named.take().map(|name| (name, child.text.trim())),
                _ => None,
            })
        })
    }
}
