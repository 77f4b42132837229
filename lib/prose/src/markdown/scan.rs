//! The first look at the plain form, line by line: what CommonMark does not know is taken out and a
//! placeholder put where it stood, so that CommonMark can then read the whole text at once (a link
//! may be defined far from where it is used).

use super::sign::{self, Braces};
use crate::href::is_site_path;
use crate::normalise::after_dash;
use crate::problem::{Problems, quoted};
use crate::{Block, limits};

/// Stands on both sides of a placeholder's number. Unicode keeps this code for the inside of
/// programs; it is removed from the input.
pub(super) const PLACE: char = '\u{fdd0}';

/// The text for CommonMark, with the blocks that were taken out.
#[derive(Debug, Default)]
pub(super) struct Scanned {
    pub(super) text: String,
    pub(super) placed: Vec<Block>,
    pub(super) too_deep: bool,
    /// Where each line of `text` begins, and which line of the input it was.
    starts: Vec<(usize, u32)>,
}

impl Scanned {
    /// The line of the input that a byte of the text stands on.
    pub(super) fn line_at(&self, offset: usize) -> u32 {
        let after = self.starts.partition_point(|(start, _)| *start <= offset);
        self.starts.get(after.saturating_sub(1)).map_or(1, |(_, line)| *line)
    }
}

pub(super) fn scan(input: &str, problems: &mut Problems) -> Scanned {
    let input = input.replace("\r\n", "\n").replace('\r', "\n").replace([PLACE, '\u{feff}', '\0'], "");
    let mut scanner = Scanner {
        lines: input.split('\n').collect(),
        next: 0,
        out: Scanned::default(),
        problems,
        code: None,
        ends_to_skip: 0,
    };
    while let Some(line) = scanner.take() {
        scanner.line(line);
    }
    scanner.out
}

struct Scanner<'a> {
    lines: Vec<&'a str>,
    next: usize,
    out: Scanned,
    problems: &'a mut Problems,
    /// The fence that ends the code block the line stands in.
    code: Option<(char, usize)>,
    /// Fences that close what was never opened because it had an unknown name.
    ends_to_skip: usize,
}

impl<'a> Scanner<'a> {
    fn take(&mut self) -> Option<&'a str> {
        let line = self.lines.get(self.next).copied();
        self.next += 1;
        line
    }

    /// The number of the line taken last.
    fn number(&self) -> u32 {
        u32::try_from(self.next).unwrap_or(u32::MAX)
    }

    fn line(&mut self, line: &str) {
        if let Some((mark, length)) = self.code {
            if is_fence_end(line, mark, length) {
                self.code = None;
            }
            return self.copy(line);
        }
        let trimmed = line.trim();
        if is_indented(line) {
            return self.copy(line);
        }
        if let Some(name) = trimmed.strip_prefix(":::") {
            return self.fence(name.trim());
        }
        if let Some(inside) = trimmed.strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}")) {
            return self.braces(line, inside);
        }
        if let Some(picture) = sign::read_picture(trimmed) {
            return self.place(Block::Image(picture));
        }
        if nesting(trimmed) > limits::DEPTH {
            self.out.too_deep = true;
        }
        self.code = fence_start(trimmed);
        self.copy(line);
    }

    fn copy(&mut self, line: &str) {
        let number = self.number();
        self.out.starts.push((self.out.text.len(), number));
        self.out.text.push_str(line);
        self.out.text.push('\n');
    }

    /// Puts a placeholder between empty lines, so that it is a paragraph of its own.
    fn place(&mut self, block: Block) {
        let placeholder = format!("{PLACE}{}{PLACE}", self.out.placed.len());
        self.out.placed.push(block);
        self.copy("");
        self.copy(&placeholder);
        self.copy("");
    }

    fn braces(&mut self, line: &str, inside: &str) {
        let (what, remedy) = match sign::read_braces(inside) {
            Braces::Block(block) => return self.place(block),
            Braces::BadName(name, error) => {
                (format!("{} is no name that anything can have.", quoted(&name)), format!("Rule: {error}."))
            }
            Braces::BadLink(address, error) => {
                (format!("{} leads nowhere.", quoted(&address)), format!("Rule: {error}."))
            }
            Braces::BadVideo => (
                "The words after the video's key are not in quotation marks.".to_owned(),
                "Write {{video KEY poster=KEY link=https://… \"caption | Credit\"}}.".to_owned(),
            ),
            Braces::Unknown => (
                "The words in double braces are no sign that this form knows, so they are shown as they stand."
                    .to_owned(),
                "Write {{module KIND:NAME}} or {{video KEY \"caption | Credit\"}}.".to_owned(),
            ),
        };
        self.problems.add(self.number(), what, remedy);
        self.copy(line);
    }

    fn fence(&mut self, name: &str) {
        let number = self.number();
        if name.is_empty() {
            if self.ends_to_skip > 0 {
                self.ends_to_skip -= 1;
            } else {
                self.problems.add(
                    number,
                    "::: ends something that never began.",
                    "Delete the line, or write :::gallery, :::pullout or :::related where it should begin.",
                );
            }
            return self.copy("");
        }
        if !matches!(name, "gallery" | "pullout" | "related") {
            self.ends_to_skip += 1;
            self.problems.add(
                number,
                format!("Nothing is called {}; what stands in it is shown as ordinary text.", quoted(name)),
                "Write :::gallery, :::pullout or :::related.",
            );
            return self.copy("");
        }
        let Some(inside) = self.until_end() else {
            self.problems.add(
                number,
                format!(":::{name} never ends, so what follows is shown as ordinary text."),
                "Write ::: on a line of its own after it.",
            );
            return self.copy("");
        };
        match name {
            "gallery" => self.gallery(number, &inside),
            "related" => self.related(number, &inside),
            _ => self.pullout(number, &inside),
        }
    }

    /// The numbered lines up to `:::`; none when another fence or the end of the text comes first.
    fn until_end(&mut self) -> Option<Vec<(u32, &'a str)>> {
        let rest = self.lines.get(self.next..)?;
        let length = rest.iter().position(|line| line.trim().starts_with(":::"))?;
        if rest.get(length)?.trim() != ":::" {
            return None;
        }
        let first = self.next;
        self.next = first + length + 1;
        let inside = rest.iter().take(length).enumerate();
        Some(
            inside
                .map(|(at, line)| (u32::try_from(first + at + 1).unwrap_or(u32::MAX), line.trim()))
                .collect(),
        )
    }

    fn gallery(&mut self, number: u32, inside: &[(u32, &str)]) {
        let mut pictures = Vec::new();
        let mut others = Vec::new();
        for (line, words) in inside.iter().filter(|(_, words)| !words.is_empty()) {
            match sign::read_picture(words) {
                Some(picture) => pictures.push(picture),
                None => {
                    self.problems.add(*line, "This line of the gallery is no picture; it is shown below the gallery as ordinary text.", "Write ![what it shows](media:KEY \"caption | Credit\"), one picture per line.");
                    others.push(*words);
                }
            }
        }
        self.place_or_warn(number, Block::Gallery { pictures }, "The gallery has no pictures.");
        self.copy_all(&others);
    }

    fn related(&mut self, number: u32, inside: &[(u32, &str)]) {
        let mut stories = Vec::new();
        let mut others = Vec::new();
        for (line, words) in inside.iter().filter(|(_, words)| !words.is_empty()) {
            let path = words.strip_prefix("- ").unwrap_or(words).trim();
            if is_site_path(path) {
                stories.push(path.to_owned());
            } else {
                self.problems.add(*line, format!("{} is no story of this site; it is shown below as ordinary text.", quoted(path)), "Write the story's path as the address bar shows it after the host, such as /story/2021/03/slug.");
                others.push(*words);
            }
        }
        self.place_or_warn(number, Block::Related { stories }, "The list of related stories is empty.");
        self.copy_all(&others);
    }

    fn pullout(&mut self, number: u32, inside: &[(u32, &str)]) {
        let mut lines: Vec<&str> =
            inside.iter().map(|(_, words)| *words).filter(|words| !words.is_empty()).collect();
        let mut attribution = None;
        if let (Some(last), 2..) = (lines.last().copied(), lines.len())
            && let Some(name) = after_dash(last)
        {
            attribution = Some(name.to_owned());
            lines.pop();
        }
        let joined = lines.join(" ");
        let text = joined.strip_prefix('\\').unwrap_or(&joined).to_owned();
        self.place_or_warn(number, Block::PullOut { text, attribution }, "The pull-out has no words.");
    }

    fn place_or_warn(&mut self, number: u32, block: Block, empty: &str) {
        let filled = match &block {
            Block::Gallery { pictures } => !pictures.is_empty(),
            Block::Related { stories } => !stories.is_empty(),
            Block::PullOut { text, .. } => !crate::runs::tidy_line(text).is_empty(),
            _ => true,
        };
        if filled {
            self.place(block);
        } else {
            self.problems.add(number, empty, "Fill it, or delete it.");
        }
    }

    fn copy_all(&mut self, lines: &[&str]) {
        for line in lines {
            self.copy("");
            self.copy(line);
        }
        self.copy("");
    }
}

/// Four spaces or a tab: part of a list's item or of a code block, where signs do not count.
fn is_indented(line: &str) -> bool {
    let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
    indent > 3 || line.get(..indent).is_some_and(|space| space.contains('\t'))
}

fn fence_start(trimmed: &str) -> Option<(char, usize)> {
    let mark = trimmed.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let rest = trimmed.trim_start_matches(mark);
    let length = trimmed.len() - rest.len();
    (length >= 3 && !(mark == '`' && rest.contains('`'))).then_some((mark, length))
}

fn is_fence_end(line: &str, mark: char, length: usize) -> bool {
    let trimmed = line.trim();
    !is_indented(line) && trimmed.len() >= length && trimmed.chars().all(|character| character == mark)
}

/// How many quotes and lists a line opens inside each other.
fn nesting(trimmed: &str) -> usize {
    let one_mark = |mark: u8| trimmed.bytes().all(|byte| byte == mark || byte == b' ' || byte == b'\t');
    if one_mark(b'-') || one_mark(b'*') || one_mark(b'_') {
        return 0;
    }
    let mut depth = 0;
    let mut digits = false;
    let mut bytes = trimmed.bytes().peekable();
    while let Some(byte) = bytes.next() {
        let spaced = bytes.peek().is_none_or(|next| matches!(next, b' ' | b'\t'));
        match byte {
            b'>' => depth += 1,
            b'-' | b'+' | b'*' if spaced => depth += 1,
            b'.' | b')' if digits && spaced => depth += 1,
            b' ' | b'\t' => {}
            byte if byte.is_ascii_digit() => {
                digits = true;
                continue;
            }
            _ => break,
        }
        digits = false;
    }
    depth
}
