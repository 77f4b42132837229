//! From the plain form to a body: the lines are scanned, CommonMark reads the rest, and its events
//! go to the assembler.

use std::ops::Range;
use std::rc::Rc;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel as Level, LinkType, Options, Parser, Tag, TagEnd};

use super::scan::{self, PLACE, Scanned};
use super::sign;
use super::write::JOINER;
use crate::assemble::Assembler;
use crate::normalise::begins_with_dash;
use crate::problem::{Problems, quoted};
use crate::{Block, Body, HeadingLevel, Href, Problem, limits};

/// Reads the plain form. The body holds all words; what could not be taken as it was typed is a
/// [`Problem`] with its line. Input over a cap of [`limits`] gives an empty body and one problem.
pub fn parse(input: &str) -> (Body, Vec<Problem>) {
    if input.len() > limits::INPUT_BYTES {
        return (Body::default(), vec![limits::too_long()]);
    }
    let mut problems = Problems::default();
    let scanned = scan::scan(input, &mut problems);
    if scanned.too_deep {
        return (Body::default(), vec![limits::too_deep()]);
    }
    let mut reader = Reader::new(&scanned, problems);
    for (event, range) in Parser::new_ext(&scanned.text, Options::empty()).into_offset_iter() {
        reader.event(event, range);
        if reader.asm.is_refused() {
            break;
        }
    }
    let Reader { asm, problems, .. } = reader;
    match asm.finish() {
        Ok(body) => (body, problems.finish()),
        Err(problem) => (Body::default(), vec![problem]),
    }
}

struct Reader<'a> {
    scanned: &'a Scanned,
    problems: Problems,
    asm: Assembler,
    line: u32,
    strong: usize,
    emphasis: usize,
    links: Vec<Option<Rc<Href>>>,
    /// Something stood in the link opened last.
    worded: bool,
    /// What the next item of each open list should be numbered; none for lists without numbers.
    numbers: Vec<Option<u64>>,
    quotes: usize,
    /// Images inside the description of an image count too.
    images: usize,
    code: Code,
    soft_break: bool,
}

#[derive(PartialEq, Eq)]
enum Code {
    None,
    Indented,
    Fenced,
}

impl<'a> Reader<'a> {
    fn new(scanned: &'a Scanned, problems: Problems) -> Self {
        Self {
            scanned,
            problems,
            asm: Assembler::default(),
            line: 1,
            strong: 0,
            emphasis: 0,
            links: Vec::new(),
            worded: false,
            numbers: Vec::new(),
            quotes: 0,
            images: 0,
            code: Code::None,
            soft_break: false,
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        self.line = self.scanned.line_at(range.start);
        if self.images > 0 {
            match event {
                Event::Start(Tag::Image { .. }) => self.images += 1,
                Event::End(TagEnd::Image) => self.images -= 1,
                _ => {}
            }
            return;
        }
        if std::mem::take(&mut self.soft_break) {
            self.end_line(&event);
        }
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.words(&text),
            Event::Code(code) => {
                self.worded = true;
                self.asm.code(&code);
            }
            Event::InlineHtml(html) if &*html == JOINER => {}
            Event::InlineHtml(html) => {
                if !html.starts_with("</") {
                    self.html(&html);
                }
                self.words(&html);
            }
            Event::Html(html) => self.words(&html),
            Event::SoftBreak => self.soft_break = true,
            Event::HardBreak => self.asm.line_break(),
            Event::Rule => self.asm.block(Block::Rule),
            // Extensions that are not switched on.
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                self.words(&text);
            }
            Event::TaskListMarker(_) => {}
        }
    }

    /// A line of a quote that begins with a dash names the speaker and stays a line of its own.
    fn end_line(&mut self, next: &Event<'_>) {
        match next {
            Event::Text(text) if self.quotes > 0 && begins_with_dash(text) => {
                self.asm.line_break();
            }
            _ => self.asm.text(" "),
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Heading { level, .. } => self.heading(*level, range),
            Tag::BlockQuote(_) => {
                self.quotes += 1;
                self.asm.open_quote();
            }
            Tag::List(first) => self.list(*first),
            Tag::Item => self.item(range),
            Tag::CodeBlock(kind) => self.code_block(kind),
            Tag::HtmlBlock => {
                let source = self.scanned.text.get(range).unwrap_or_default();
                self.html(source.lines().next().unwrap_or_default());
            }
            Tag::Emphasis => self.emphasis += 1,
            Tag::Strong => self.strong += 1,
            Tag::Link { link_type, dest_url, title, .. } => self.link(*link_type, dest_url, title),
            Tag::Image { .. } => self.image(range),
            _ => {}
        }
        self.mark();
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.asm.boundary(),
            TagEnd::Heading(_) => self.asm.close_heading(),
            TagEnd::BlockQuote(_) => {
                self.quotes = self.quotes.saturating_sub(1);
                self.asm.close(None);
            }
            TagEnd::List(_) => {
                self.numbers.pop();
                self.asm.close(None);
            }
            TagEnd::Item => self.asm.end_item(),
            TagEnd::CodeBlock => {
                self.code = Code::None;
                self.asm.boundary();
            }
            TagEnd::Emphasis => self.emphasis = self.emphasis.saturating_sub(1),
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Link => {
                self.links.pop();
                if !self.worded {
                    self.problems.add(
                        self.line,
                        "A link without words was left out.",
                        "Write [words](address).",
                    );
                }
            }
            _ => {}
        }
        self.mark();
    }

    fn mark(&mut self) {
        self.asm.marks.strong = self.strong > 0;
        self.asm.marks.emphasis = self.emphasis > 0;
        self.asm.marks.link = self.links.last().cloned().flatten();
    }

    /// Words, or the placeholder of a block that was taken out.
    fn words(&mut self, text: &str) {
        self.worded = true;
        for (at, piece) in text.split(PLACE).enumerate() {
            let placed = piece.parse().ok().and_then(|number: usize| self.scanned.placed.get(number));
            match placed {
                Some(block) if at % 2 == 1 => self.asm.block(block.clone()),
                _ if self.code == Code::Fenced => self.code_lines(piece),
                _ => self.asm.text(piece),
            }
        }
    }

    fn code_lines(&mut self, text: &str) {
        for line in text.split_inclusive('\n') {
            self.asm.code(line.trim_end_matches('\n'));
            if line.ends_with('\n') {
                self.asm.line_break();
            }
        }
    }

    fn heading(&mut self, level: Level, range: Range<usize>) {
        let source = self.scanned.text.get(range).unwrap_or_default();
        let (kept, problem) = match level {
            Level::H1 if source.trim_start().starts_with('#') => (
                HeadingLevel::Two,
                Some((
                    "A single # is the headline's place, so this became a heading of the second level.",
                    "Write ## for a heading inside the story.",
                )),
            ),
            Level::H1 | Level::H2 if !source.trim_start().starts_with('#') => (
                HeadingLevel::Two,
                Some((
                    "A line of === or --- right below words makes them a heading.",
                    "Leave an empty line between, or write ## before the words if they are a heading.",
                )),
            ),
            Level::H1 | Level::H2 => (HeadingLevel::Two, None),
            Level::H3 => (HeadingLevel::Three, None),
            Level::H4 => (HeadingLevel::Four, None),
            Level::H5 | Level::H6 => (
                HeadingLevel::Four,
                Some((
                    "Headings go no deeper than ####, so this became one of that level.",
                    "Write ## to ####.",
                )),
            ),
        };
        if let Some((what, remedy)) = problem {
            self.problems.add(self.line, what, remedy);
        }
        self.asm.open_heading(kept);
    }

    fn list(&mut self, first: Option<u64>) {
        self.numbers.push(first.map(|_| 1));
        if self.asm.open_list(first.is_some()) {
            self.problems.add(
                self.line,
                "A list stands inside a list; all its entries became entries of the outer one.",
                "Check that the order still makes sense.",
            );
        }
    }

    /// Numbers are counted anew from 1, so a number that is none of ours may have been meant as a word.
    fn item(&mut self, range: Range<usize>) {
        let Some(Some(expected)) = self.numbers.last_mut() else { return };
        let source = self.scanned.text.get(range).unwrap_or_default().trim_start();
        let digits = source.split(|character: char| !character.is_ascii_digit()).next().unwrap_or_default();
        let counted = std::mem::replace(expected, expected.saturating_add(1));
        let Some(number) = digits.parse().ok().filter(|number: &u64| *number != counted && *number != 1)
        else {
            return;
        };
        self.problems.add(
            self.line,
            format!("The {number} at the beginning of the line is read as a number in a list, where it becomes {counted}."),
            format!("If {number} belongs to the words, write {number}\\. with a backslash."),
        );
    }

    fn code_block(&mut self, kind: &CodeBlockKind<'_>) {
        self.code = match kind {
            CodeBlockKind::Indented => Code::Indented,
            CodeBlockKind::Fenced(_) => Code::Fenced,
        };
        let (what, remedy) = match kind {
            CodeBlockKind::Indented => (
                "The line begins with four spaces, which plain text must not; signs such as ** are not read in it.",
                "Delete the spaces at the beginning of the line.",
            ),
            CodeBlockKind::Fenced(_) => (
                "Lines between ``` become one paragraph of code.",
                "Put single words of code between single ` signs; upload longer code elsewhere and link to it.",
            ),
        };
        self.problems.add(self.line, what, remedy);
    }

    fn link(&mut self, kind: LinkType, address: &str, title: &str) {
        let mailto = if kind == LinkType::Email && !address.starts_with("mailto:") { "mailto:" } else { "" };
        let href = Href::parse(&format!("{mailto}{address}"));
        if let Err(error) = &href {
            let what = format!("The link to {} was removed; its words stayed.", quoted(address));
            self.problems.add(self.line, what, format!("Reason: {error}."));
        }
        if !title.is_empty() {
            self.problems.add(
                self.line,
                "The title of a link is not kept.",
                "Say it in the words of the link.",
            );
        }
        self.worded = false;
        self.links.push(href.ok().map(Rc::new));
    }

    /// A picture inside a line of text comes after what was written before it.
    fn image(&mut self, range: Range<usize>) {
        self.images = 1;
        self.worded = true;
        let source = self.scanned.text.get(range).unwrap_or_default().replace('\n', " ");
        if let Some(picture) = sign::read_picture(&source) {
            return self.asm.block(Block::Image(picture));
        }
        self.problems.add(
            self.line,
            format!("{} is no picture of the media library, so it is shown as it was typed.", quoted(&source)),
            "Upload the picture and write ![what it shows](media:KEY \"caption | Credit\") on a line of its own.",
        );
        self.words(&source);
    }

    fn html(&mut self, source: &str) {
        self.problems.add(
            self.line,
            format!(
                "{} is HTML, which this form does not read; readers will see it as it was typed.",
                quoted(source.trim())
            ),
            "Use the signs of this form, such as **bold** and [words](address), or place a module.",
        );
    }
}
