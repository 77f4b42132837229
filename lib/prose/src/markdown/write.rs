//! From a body to the plain form.
//!
//! A block is first written as a person would type it, then read back; when that gives something
//! else (an asterisk that is no emphasis, a number that is no list), it is written again with more
//! care. So what people see is plain wherever it can be, and what is read back is always the same.

use super::parse::parse;
use super::sign;
use crate::{Block, Body, Inline};

/// An empty comment: it separates two signs that would otherwise be read as one. Only the most
/// careful writing needs it, for words such as `no**"yes"**no`.
pub(super) const JOINER: &str = "<!---->";

/// The body in the plain form, ready for [`super::parse`].
pub fn write(body: &Body) -> String {
    let mut out = String::new();
    let mut other_marker = false;
    let mut last_list = None;
    for block in &body.clone().normalise().blocks {
        // Two lists that follow each other would become one if they had the same marker.
        let list = match block {
            Block::List { ordered, .. } => Some(*ordered),
            _ => None,
        };
        other_marker = list.is_some() && list == last_list && !other_marker;
        last_list = list;
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&faithful(block, other_marker));
        out.push('\n');
    }
    out
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Care {
    /// As people type.
    Plain,
    /// Signs in words get a backslash.
    Escaped,
    /// All punctuation gets a backslash, and signs are kept apart.
    Full,
}

fn faithful(block: &Block, other_marker: bool) -> String {
    for care in [Care::Plain, Care::Escaped] {
        let written = write_block(block, other_marker, care);
        let (read, problems) = parse(&written);
        if problems.is_empty() && read.blocks.as_slice() == std::slice::from_ref(block) {
            return written;
        }
    }
    write_block(block, other_marker, Care::Full)
}

fn write_block(block: &Block, other_marker: bool, care: Care) -> String {
    match block {
        Block::Paragraph { text } => lines(text, care).join("\n"),
        Block::Heading { level, text } => {
            format!("{} {}", "#".repeat(usize::from(level.number())), lines(text, care).join(" "))
        }
        Block::List { ordered, items } => list(*ordered, items, other_marker, care),
        Block::Quote { text, attribution } => {
            let mut lines = lines(text, care);
            if let Some(name) = attribution {
                lines.push(format!("— {}", words(name, care, false)));
            }
            lines.iter().map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n")
        }
        Block::Image(picture) => sign::write_picture(picture),
        Block::Gallery { pictures } => fenced("gallery", pictures.iter().map(sign::write_picture)),
        Block::Video(video) => sign::write_video(video),
        Block::Module { name } => sign::write_module(name),
        Block::PullOut { text, attribution } => {
            let shield = if text.starts_with(['\\', ':']) { "\\" } else { "" };
            let name = attribution.as_ref().map(|name| format!("— {name}"));
            fenced("pullout", std::iter::once(format!("{shield}{text}")).chain(name))
        }
        Block::Related { stories } => fenced("related", stories.iter().cloned()),
        Block::Rule => "---".to_owned(),
    }
}

fn fenced(name: &str, lines: impl Iterator<Item = String>) -> String {
    let inside: String = lines.map(|line| format!("{line}\n")).collect();
    format!(":::{name}\n{inside}:::")
}

fn list(ordered: bool, items: &[Vec<Inline>], other_marker: bool, care: Care) -> String {
    let mut written = Vec::new();
    for (number, item) in (1..).zip(items) {
        let marker = match (ordered, other_marker) {
            (true, false) => format!("{number}. "),
            (true, true) => format!("{number}) "),
            (false, false) => "- ".to_owned(),
            (false, true) => "+ ".to_owned(),
        };
        let indent = format!("\n{}", " ".repeat(marker.len()));
        written.push(format!("{marker}{}", lines(item, care).join(&indent)));
    }
    written.join("\n")
}

/// The lines of a text; all but the last end with the backslash that breaks a line.
fn lines(text: &[Inline], care: Care) -> Vec<String> {
    let mut line = Line { done: Vec::new(), now: String::new(), care };
    line.write(text);
    line.done.push(line.now);
    line.done
}

struct Line {
    done: Vec<String>,
    now: String,
    care: Care,
}

impl Line {
    /// Normal text is at most four deep, so recursion is safe here.
    fn write(&mut self, text: &[Inline]) {
        for piece in text {
            match piece {
                Inline::Text(text) => {
                    let written = words(text, self.care, self.now.is_empty());
                    self.now.push_str(&written);
                }
                Inline::Strong(inner) => self.around("**", inner, "**"),
                Inline::Emphasis(inner) => self.around("*", inner, "*"),
                Inline::Link { href, text } => {
                    let address = href.as_str();
                    let end = match self.care {
                        Care::Plain => format!("]({address})"),
                        Care::Escaped | Care::Full => format!("](<{}>)", address.replace('&', "\\&")),
                    };
                    self.around("[", text, &end);
                }
                Inline::Code(code) => {
                    self.join();
                    self.now.push_str(&code_span(code));
                    self.join();
                }
                Inline::Break => {
                    self.now.push('\\');
                    self.done.push(std::mem::take(&mut self.now));
                }
            }
        }
    }

    fn around(&mut self, start: &str, inner: &[Inline], end: &str) {
        self.join();
        self.now.push_str(start);
        self.write(inner);
        self.now.push_str(end);
        self.join();
    }

    /// Never at the beginning of a line, where a comment would make the whole line HTML.
    fn join(&mut self) {
        if self.care == Care::Full && !self.now.is_empty() && !self.now.ends_with(JOINER) {
            self.now.push_str(JOINER);
        }
    }
}

/// Code between more backticks than stand in it.
fn code_span(code: &str) -> String {
    let longest = code.split(|character| character != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if code.starts_with('`') || code.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{code}{pad}{fence}")
}

fn words(text: &str, care: Care, line_start: bool) -> String {
    let mut written = String::with_capacity(text.len());
    let mut only_digits = line_start;
    for (at, character) in text.char_indices() {
        let escape = match care {
            Care::Plain => false,
            Care::Full => character.is_ascii_punctuation(),
            Care::Escaped => match character {
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '&' | '{' => true,
                '#' | '>' | '+' | '-' | '=' | '~' | ':' => line_start && at == 0,
                '.' | ')' => only_digits && at > 0,
                '!' => at + 1 == text.len(),
                _ => false,
            },
        };
        if escape {
            written.push('\\');
        }
        written.push(character);
        only_digits &= character.is_ascii_digit();
    }
    written
}
