//! What was left out while a document was read.

/// Notes that are kept of one document.
const MAX_NOTES: usize = 50;
/// Characters of a note that are kept.
const MAX_WORDS: usize = 200;

/// Something that was left out, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Where, as a path into the document.
    pub at: String,
    /// Why.
    pub words: String,
}

/// Notes while they are gathered.
#[derive(Default)]
pub(crate) struct Notes(pub(crate) Vec<Note>);

impl Notes {
    pub(crate) fn add(&mut self, at: impl Into<String>, words: impl Into<String>) {
        if self.0.len() < MAX_NOTES {
            self.0.push(Note { at: at.into(), words: cut(&words.into(), MAX_WORDS) });
        }
    }
}

/// At most so many characters, and no control characters but line ends.
pub(crate) fn cut(text: &str, most: usize) -> String {
    text.chars().filter(|c| !c.is_control() || *c == '\n').take(most).collect()
}

/// At most so many characters, and no control characters: one line.
pub(crate) fn line(text: &str, most: usize) -> String {
    text.chars().filter(|c| !c.is_control()).take(most).collect()
}
