//! XMP (ISO 16684-1): what picture programs write, as RDF in XML.
//!
//! Read as a stream with a cap on depth and length; entities other than the five of XML and character
//! references are ignored, so nothing expands. What was read before a fault is kept.

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::{LocalName, Namespace, ResolveResult};
use quick_xml::reader::NsReader;
use quick_xml::{XmlVersion, escape};

use super::text;

#[derive(Debug, Default)]
pub(super) struct XmpWords {
    pub(super) description: Option<String>,
    pub(super) credit: Option<String>,
    pub(super) creator: Option<String>,
    pub(super) rights: Option<String>,
    pub(super) alt: Option<String>,
    pub(super) location: bool,
}

/// Reads a packet.
pub(super) fn read(packet: &[u8]) -> XmpWords {
    let packet = String::from_utf8_lossy(packet);
    let mut xml = NsReader::from_str(packet.trim_start_matches('\u{feff}'));
    let mut walk = Walk::default();
    while let Ok(event) = xml.read_event() {
        match event {
            Event::Start(tag) => {
                walk.depth += 1;
                if walk.depth > DEEPEST {
                    break;
                }
                walk.open(&xml, &tag);
            }
            Event::Empty(tag) => {
                walk.depth += 1;
                walk.open(&xml, &tag);
                walk.close();
            }
            Event::End(_) => walk.close(),
            Event::Text(words) => walk.push(&words),
            Event::CData(words) => walk.push(&words),
            Event::GeneralRef(reference) => walk.push_reference(&reference),
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    walk.words
}

/// xmpmeta, RDF, Description, property, container, item, and room for what we do not read.
const DEEPEST: usize = 64;
/// Where properties of the picture itself stand; deeper ones describe its ingredients.
const PROPERTY_DEPTH: usize = 4;
/// Bytes gathered per property.
const LONGEST: usize = 32 * 1024;
/// Items kept per property: languages, or creators.
const MOST_ITEMS: usize = 32;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Property {
    Description,
    Creator,
    Rights,
    Credit,
    Alt,
    Place,
}

fn property(namespace: &str, name: &str) -> Option<Property> {
    match (namespace, name) {
        ("http://purl.org/dc/elements/1.1/", "description") => Some(Property::Description),
        ("http://purl.org/dc/elements/1.1/", "creator") => Some(Property::Creator),
        ("http://purl.org/dc/elements/1.1/", "rights") => Some(Property::Rights),
        ("http://ns.adobe.com/photoshop/1.0/", "Credit") => Some(Property::Credit),
        ("http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/", "AltTextAccessibility") => Some(Property::Alt),
        ("http://ns.adobe.com/exif/1.0/", "GPSLatitude" | "GPSLongitude") => Some(Property::Place),
        _ => None,
    }
}

fn named((space, name): (ResolveResult<'_>, LocalName<'_>)) -> (String, String) {
    let space =
        if let ResolveResult::Bound(Namespace(space)) = space { space.to_owned() } else { String::new() };
    (space, name.as_ref().to_owned())
}

#[derive(Default)]
struct Walk {
    words: XmpWords,
    depth: usize,
    /// The property being read, and its depth.
    current: Option<(Property, usize)>,
    /// The depth of the list item being read, and whether it is the default language.
    item: Option<(usize, bool)>,
    items: Vec<(bool, String)>,
    text: String,
}

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

impl Walk {
    fn open(&mut self, xml: &NsReader<&[u8]>, tag: &BytesStart<'_>) {
        let (space, name) = named(xml.resolver().resolve_element(tag.name()));
        if self.current.is_some() {
            if space == RDF && name == "li" && self.item.is_none() {
                self.text.clear();
                self.item = Some((self.depth, in_default_language(tag)));
            }
        } else if space == RDF && name == "Description" && self.depth < PROPERTY_DEPTH {
            self.attributes(xml, tag);
        } else if self.depth <= PROPERTY_DEPTH
            && let Some(found) = property(&space, &name)
        {
            self.current = Some((found, self.depth));
            self.items.clear();
            self.text.clear();
        }
    }

    /// Simple properties may be written as attributes of their description.
    fn attributes(&mut self, xml: &NsReader<&[u8]>, tag: &BytesStart<'_>) {
        // Without the check for doubles, which takes quadratic time.
        for attribute in tag.attributes().with_checks(false).flatten() {
            let (space, name) = named(xml.resolver().resolve_attribute(attribute.key));
            if let Some(found) = property(&space, &name)
                && let Ok(value) = attribute.normalized_value(XmlVersion::Implicit1_0)
            {
                self.keep(found, &value);
            }
        }
    }

    fn push(&mut self, words: &str) {
        if self.current.is_some() && self.text.len() + words.len() <= LONGEST {
            self.text.push_str(words);
        }
    }

    fn push_reference(&mut self, reference: &BytesRef<'_>) {
        if let Ok(Some(character)) = reference.resolve_char_ref() {
            self.push(character.encode_utf8(&mut [0; 4]));
        } else if let Some(words) = escape::resolve_predefined_entity(reference) {
            self.push(words);
        }
    }

    fn close(&mut self) {
        if let Some((depth, default)) = self.item
            && depth == self.depth
        {
            self.item = None;
            if self.items.len() < MOST_ITEMS {
                self.items.push((default, std::mem::take(&mut self.text)));
            }
        }
        if let Some((found, depth)) = self.current
            && depth == self.depth
        {
            self.current = None;
            let value = self.gathered(found);
            self.keep(found, &value);
        }
        self.depth = self.depth.saturating_sub(1);
    }

    /// All creators; of anything else the default language, or the first there is.
    fn gathered(&mut self, found: Property) -> String {
        let items = std::mem::take(&mut self.items);
        if found == Property::Creator && !items.is_empty() {
            let names: Vec<String> = items.iter().filter_map(|(_, name)| text::clean(name)).collect();
            return names.join(", ");
        }
        let default = items.iter().position(|(default, _)| *default).unwrap_or(0);
        items.into_iter().nth(default).map_or_else(|| std::mem::take(&mut self.text), |(_, words)| words)
    }

    fn keep(&mut self, found: Property, value: &str) {
        let Some(value) = text::clean(value) else { return };
        let slot = match found {
            Property::Description => &mut self.words.description,
            Property::Creator => &mut self.words.creator,
            Property::Rights => &mut self.words.rights,
            Property::Credit => &mut self.words.credit,
            Property::Alt => &mut self.words.alt,
            Property::Place => {
                self.words.location = true;
                return;
            }
        };
        slot.get_or_insert(value);
    }
}

fn in_default_language(tag: &BytesStart<'_>) -> bool {
    tag.attributes()
        .with_checks(false)
        .flatten()
        .any(|attribute| attribute.key.as_ref() == "xml:lang" && attribute.value.as_ref() == "x-default")
}
