//! Written XML read back by a real parser: a tree with resolved namespaces, unescaped text and attributes.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

/// An element.
#[derive(Debug, Default)]
pub(crate) struct Element {
    /// `{namespace}name`, or the name alone without a namespace.
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) text: String,
    pub(crate) children: Vec<Element>,
}

impl Element {
    /// The text of each child of this name.
    pub(crate) fn texts(&self, name: &str) -> Vec<&str> {
        self.all(name).map(|child| child.text.as_str()).collect()
    }

    /// The children of this name.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The only child of this name.
    pub(crate) fn only(&self, name: &str) -> &Element {
        let found: Vec<_> = self.all(name).collect();
        assert_eq!(found.len(), 1, "{name} in {}", self.name);
        found[0]
    }

    /// The attribute's value.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(attribute, _)| attribute == name).map(|(_, value)| value.as_str())
    }
}

/// Parses a document; anything that is not well-formed fails the test.
pub(crate) fn parse(document: &str) -> Element {
    let legal = |character| matches!(character, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    assert!(document.chars().all(legal), "a character that XML cannot hold: {document:?}");
    let mut reader = NsReader::from_str(document);
    reader.config_mut().enable_all_checks(true);
    let mut open = vec![Element::default()];
    loop {
        let (namespace, event) = reader.read_resolved_event().unwrap();
        let namespace = match namespace {
            ResolveResult::Bound(namespace) => format!("{{{}}}", namespace.0),
            ResolveResult::Unbound => String::new(),
            ResolveResult::Unknown(prefix) => panic!("unknown prefix {prefix:?}"),
        };
        match event {
            Event::Start(start) => open.push(element(&namespace, &start)),
            Event::Empty(start) => {
                let child = element(&namespace, &start);
                open.last_mut().unwrap().children.push(child);
            }
            Event::End(_) => {
                let child = open.pop().unwrap();
                open.last_mut().unwrap().children.push(child);
            }
            Event::Text(text) => {
                assert!(!text.contains('<') && !text.contains('>'), "{text:?}");
                open.last_mut().unwrap().text.push_str(&text.xml10_content());
            }
            Event::GeneralRef(reference) => {
                let character = match reference.resolve_char_ref().unwrap() {
                    Some(character) => character,
                    None => match reference.xml10_content().as_ref() {
                        "amp" => '&',
                        "lt" => '<',
                        "gt" => '>',
                        "quot" => '"',
                        other => panic!("unknown entity {other}"),
                    },
                };
                open.last_mut().unwrap().text.push(character);
            }
            Event::Decl(_) => {}
            Event::Eof => break,
            other => panic!("unexpected {other:?}"),
        }
    }
    assert_eq!(open.len(), 1, "an element is left open");
    let mut document = open.pop().unwrap();
    assert_eq!(document.children.len(), 1, "one root element");
    document.children.pop().unwrap()
}

fn element(namespace: &str, start: &BytesStart<'_>) -> Element {
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.unwrap();
        if attribute.key.as_namespace_binding().is_none() {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).unwrap();
            attributes.push((attribute.key.as_ref().to_owned(), value.into_owned()));
        }
    }
    let name = format!("{namespace}{}", start.local_name().as_ref());
    Element { name, attributes, ..Element::default() }
}
