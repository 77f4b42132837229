//! Writing SVG: tags with escaped values, so that no word of a table can become markup.

use std::fmt::{Display, Write};

/// Puts words where text may stand: the five characters that mean something become references, control characters, which
/// XML forbids, go.
pub(crate) fn text(out: &mut String, words: &str) {
    for character in words.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other if other.is_control() => {}
            other => out.push(other),
        }
    }
}

/// Words in lines of at most so many characters, broken at blanks: SVG breaks none by itself. A longer word is let be.
pub(crate) fn in_lines(words: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// An element with attributes, left open.
pub(crate) fn open(out: &mut String, name: &str, attributes: &[(&str, &dyn Display)]) {
    tag(out, name, attributes);
    out.push('>');
}

/// An element with attributes and nothing in it.
pub(crate) fn empty(out: &mut String, name: &str, attributes: &[(&str, &dyn Display)]) {
    tag(out, name, attributes);
    out.push_str("/>");
}

/// An element with attributes and words in it.
pub(crate) fn with_text(out: &mut String, name: &str, attributes: &[(&str, &dyn Display)], words: &str) {
    open(out, name, attributes);
    text(out, words);
    close(out, name);
}

/// The end of an element.
pub(crate) fn close(out: &mut String, name: &str) {
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}

fn tag(out: &mut String, name: &str, attributes: &[(&str, &dyn Display)]) {
    out.push('<');
    out.push_str(name);
    for (name, value) in attributes {
        // Writing to a string cannot fail.
        let _ = write!(out, " {name}=\"");
        text(out, &value.to_string());
        out.push('"');
    }
}

/// A name that may be an `id`: letters, digits and hyphens; anything else becomes a hyphen.
pub(crate) fn id(words: &str) -> String {
    words.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_gets_out() {
        let mut out = String::new();
        with_text(&mut out, "text", &[("x", &1.5), ("class", &"a\"><b")], "R&D <'\u{7}>");
        assert_eq!(out, "<text x=\"1.5\" class=\"a&quot;&gt;&lt;b\">R&amp;D &lt;&#39;&gt;</text>");
        assert_eq!(id("or covid\"1"), "or-covid-1");
    }
}
