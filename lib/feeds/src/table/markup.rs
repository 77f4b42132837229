//! HTML → tags and text, for the reader of tables: one pass that never goes back.
//!
//! It knows comments, declarations, the elements whose content is no markup, quoted attributes and character
//! references (numbers, and the names that tables use); the rest of the HTML standard does not change a table.

/// Bytes of one tag's name or attribute that are kept.
const LONGEST: usize = 64;
/// Attributes of one tag that are looked at.
const MOST_ATTRIBUTES: usize = 32;
/// Elements whose content is text for the browser, not for the reader.
const RAW: [&str; 9] =
    ["script", "style", "textarea", "title", "iframe", "noembed", "noframes", "xmp", "template"];
/// Character references by name; all others stay as they are written.
const NAMES: [(&str, &str); 22] = [
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", " "),
    ("ndash", "–"),
    ("mdash", "—"),
    ("minus", "−"),
    ("dagger", "†"),
    ("Dagger", "‡"),
    ("sect", "§"),
    ("para", "¶"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("thinsp", " "),
    ("ensp", " "),
    ("emsp", " "),
    ("ntilde", "ñ"),
    ("deg", "°"),
];

/// What comes next in the page.
pub(super) enum Piece {
    /// Words, with character references replaced.
    Text(String),
    /// A start tag.
    Open(Tag),
    /// An end tag's name, in small letters.
    Close(String),
}

/// A start tag.
pub(super) struct Tag {
    /// In small letters.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    /// An attribute that is a whole number; what follows the digits is passed over, as browsers do.
    pub(super) fn number(&self, name: &str) -> Option<usize> {
        let value = &self.attributes.iter().find(|(known, _)| known == name)?.1;
        let value = value.trim();
        let end = value.find(|character: char| !character.is_ascii_digit()).unwrap_or(value.len());
        value.get(..end)?.parse().ok()
    }
}

/// Walks through a page.
pub(super) struct Scanner<'a> {
    rest: &'a str,
    /// The element whose content is passed over.
    raw: Option<&'static str>,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(page: &'a str) -> Self {
        Scanner { rest: page, raw: None }
    }

    /// Passes over the content of a raw element, up to its end tag.
    fn skip_raw(&mut self, name: &str) {
        let bytes = self.rest.as_bytes();
        let mut at = 0;
        while let Some(found) =
            bytes.get(at..).and_then(|rest| rest.windows(2).position(|pair| pair == b"</"))
        {
            at += found + 2;
            let tag = bytes.get(at..at + name.len());
            if tag.is_some_and(|tag| tag.eq_ignore_ascii_case(name.as_bytes())) {
                self.rest = self.rest.get(at - 2..).unwrap_or_default();
                return;
            }
        }
        self.rest = "";
    }

    fn tag(&mut self) -> Option<Piece> {
        // At least "<" and a letter or "/" are here.
        let (closing, body) = match self.rest.get(1..)?.strip_prefix('/') {
            Some(body) => (true, body),
            None => (false, self.rest.get(1..)?),
        };
        let end = body.find(|character: char| character.is_whitespace() || matches!(character, '>' | '/'));
        let (name, after) = body.split_at(end.unwrap_or(body.len()));
        let name = capped(name).to_ascii_lowercase();
        let (attributes, after) = attributes(after);
        self.rest = after;
        if closing {
            return Some(Piece::Close(name));
        }
        self.raw = RAW.into_iter().find(|raw| *raw == name);
        Some(Piece::Open(Tag { name, attributes }))
    }
}

impl Iterator for Scanner<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        if let Some(name) = self.raw.take() {
            self.skip_raw(name);
        }
        if self.rest.is_empty() {
            return None;
        }
        if let Some(comment) = self.rest.strip_prefix("<!--") {
            self.rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
            // A piece that says nothing, so that a comment does not end the walk.
            return Some(Piece::Text(String::new()));
        }
        let mut second = self.rest.chars().skip(1);
        match (self.rest.starts_with('<'), second.next()) {
            (true, Some('!' | '?')) => {
                self.rest = self.rest.split_once('>').map_or("", |(_, rest)| rest);
                Some(Piece::Text(String::new()))
            }
            (true, Some('/')) if second.next().is_some_and(|letter| letter.is_ascii_alphabetic()) => {
                self.tag()
            }
            (true, Some(letter)) if letter.is_ascii_alphabetic() => self.tag(),
            _ => {
                let end = self.rest.char_indices().skip(1).find(|(_, character)| *character == '<');
                let end = end.map_or(self.rest.len(), |(end, _)| end);
                let (text, rest) = self.rest.split_at(end);
                self.rest = rest;
                Some(Piece::Text(decoded(text)))
            }
        }
    }
}

fn capped(text: &str) -> &str {
    text.get(..text.floor_char_boundary(LONGEST)).unwrap_or_default()
}

/// The attributes up to the tag's ">", and what comes after it.
fn attributes(text: &str) -> (Vec<(String, String)>, &str) {
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|character: char| character.is_whitespace() || character == '/');
        if rest.is_empty() {
            return (found, rest);
        }
        if let Some(after) = rest.strip_prefix('>') {
            return (found, after);
        }
        // An "=" at the start belongs to the name, so that each round takes something.
        let end = rest
            .char_indices()
            .skip(1)
            .find(|(_, character)| character.is_whitespace() || matches!(character, '=' | '>' | '/'));
        let (name, after) = rest.split_at(end.map_or(rest.len(), |(end, _)| end));
        let (value, after) = value(after);
        if found.len() < MOST_ATTRIBUTES {
            found.push((capped(name).to_ascii_lowercase(), decoded(capped(value))));
        }
        rest = after;
    }
}

fn value(text: &str) -> (&str, &str) {
    let Some(value) = text.trim_start().strip_prefix('=') else { return ("", text) };
    let value = value.trim_start();
    for quote in ['"', '\''] {
        if let Some(inside) = value.strip_prefix(quote) {
            return inside.split_once(quote).unwrap_or((inside, ""));
        }
    }
    let end = value.find(|character: char| character.is_whitespace() || character == '>');
    value.split_at(end.unwrap_or(value.len()))
}

/// Replaces character references.
fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, reference) = rest.split_at(at);
        out.push_str(before);
        let body = reference.get(1..).unwrap_or_default();
        let end = body.bytes().take(LONGEST).position(|byte| !byte.is_ascii_alphanumeric() && byte != b'#');
        let name = body.get(..end.unwrap_or(body.len().min(LONGEST))).unwrap_or_default();
        match character(name) {
            Some(decoded) => {
                out.push_str(&decoded);
                let after = body.get(name.len()..).unwrap_or_default();
                rest = after.strip_prefix(';').unwrap_or(after);
            }
            None => {
                out.push('&');
                rest = body;
            }
        }
    }
    out.push_str(rest);
    out
}

fn character(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).map(String::from);
    }
    NAMES.iter().find(|(known, _)| *known == name).map(|(_, decoded)| (*decoded).to_owned())
}
