//! The notes of one reading, capped: a hostile file must not turn doubts into memory.

use super::Note;

/// Notes kept one by one; the rest is only counted.
const KEPT: usize = 100;
/// Characters of a column's name shown in a place.
const SHOWN: usize = 60;

/// Gathers notes while a file is read.
#[derive(Default)]
pub(super) struct Notes {
    kept: Vec<Note>,
    left_out: u64,
    blank_surplus: Tally,
    stray_quotes: Tally,
    control_characters: Tally,
}

/// Something harmless that a file does on many lines: told once, with a count.
#[derive(Default)]
struct Tally {
    first_line: u64,
    lines: u64,
}

impl Notes {
    /// Notes something about a place.
    pub(super) fn add(&mut self, at: String, what: String, remedy: &str) {
        if self.kept.len() < KEPT {
            self.kept.push(Note { at, what, remedy: remedy.to_owned() });
        } else {
            self.left_out += 1;
        }
    }

    /// A row has blank cells beyond the last column; they were dropped.
    pub(super) fn blank_surplus(&mut self, line: u64) {
        self.blank_surplus.count(line);
    }

    /// A row has text after a closing quote; it was joined to the cell.
    pub(super) fn stray_quotes(&mut self, line: u64) {
        self.stray_quotes.count(line);
    }

    /// A row has control characters; they were removed.
    pub(super) fn control_characters(&mut self, line: u64) {
        self.control_characters.count(line);
    }

    /// All notes, with the tallies and the count of what was left out at the end.
    pub(super) fn finish(mut self) -> Vec<Note> {
        let left_out = self.left_out;
        let mut notes = std::mem::take(&mut self.kept);
        notes.extend(self.blank_surplus.note(
            "blank cells beyond the last column were dropped",
            "nothing is lost; the file's owner may remove the delimiters at the end of its lines",
        ));
        notes.extend(self.stray_quotes.note(
            "text after a closing quote was joined to its cell",
            "double each quote that belongs to the text",
        ));
        notes.extend(
            self.control_characters
                .note("control characters were removed", "check that the file was not damaged on its way"),
        );
        if left_out > 0 {
            notes.push(Note {
                at: "the file".to_owned(),
                what: format!("{left_out} more notes are not shown"),
                remedy: "mend the first ones and read the file again".to_owned(),
            });
        }
        notes
    }
}

impl Tally {
    fn count(&mut self, line: u64) {
        if self.lines == 0 {
            self.first_line = line;
        }
        self.lines += 1;
    }

    fn note(&self, what: &str, remedy: &str) -> Option<Note> {
        let at = match self.lines {
            0 => return None,
            1 => format!("line {}", self.first_line),
            lines => format!("line {} and {} more", self.first_line, lines - 1),
        };
        Some(Note { at, what: what.to_owned(), remedy: remedy.to_owned() })
    }
}

/// "1 cell", "2 cells".
pub(super) fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// A column's name, or any outside text, short enough for a message.
pub(super) fn shortened(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
    }
}

/// A place in a part of a file: "line 12, column cases" inside "sheet “Data”" is "sheet “Data”, row 12, column cases".
pub(super) fn inside(part: &str, unit: &str, at: &str) -> String {
    let place = match at.strip_prefix("line ") {
        Some(number) => format!("{unit} {number}"),
        None if at == "the file" => String::new(),
        None => at.to_owned(),
    };
    match (part.is_empty(), place.is_empty()) {
        (true, true) => at.to_owned(),
        (true, false) => place,
        (false, true) => part.to_owned(),
        (false, false) => format!("{part}, {place}"),
    }
}
