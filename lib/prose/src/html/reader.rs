//! Tokens in, events for the assembler out. What is open is kept in lists that are never longer than
//! a cap, so that neither nesting nor forgotten end tags cost anything.

use std::rc::Rc;

use html5ever::tokenizer::{Tag, TagKind, Token, TokenSinkResult};

use super::elements::{self, Effect, attribute};
use super::open::Open;
use crate::assemble::Assembler;
use crate::problem::{Problems, quoted};
use crate::runs::Marks;
use crate::{Block, Body, Href, MediaKey, Problem};

/// Inline elements remembered at a time. Beyond it the oldest is forgotten: it was never closed.
const REMEMBERED: usize = 64;

pub(crate) struct Reader<'a> {
    pub(super) asm: Assembler,
    pub(super) problems: Problems,
    pub(super) media: &'a dyn Fn(&str) -> Option<MediaKey>,
    pub(super) line: u32,
    pub(super) open: Vec<Open>,
    inline: Vec<Inline>,
    skipped: Option<Skipped>,
    in_paragraph: bool,
    preformatted: u32,
    empty_lines_count: bool,
    pub(super) handlers_named: bool,
}

struct Inline {
    name: String,
    effect: Effect,
    link: Option<Rc<Href>>,
}

struct Skipped {
    name: String,
    depth: u32,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(media: &'a dyn Fn(&str) -> Option<MediaKey>, empty_lines_count: bool) -> Self {
        Self {
            asm: Assembler::default(),
            problems: Problems::default(),
            media,
            line: 1,
            open: Vec::new(),
            inline: Vec::new(),
            skipped: None,
            in_paragraph: false,
            preformatted: 0,
            empty_lines_count,
            handlers_named: false,
        }
    }

    pub(crate) fn token(&mut self, token: Token, line: u32) -> TokenSinkResult<()> {
        self.line = line;
        if self.asm.is_refused() {
            return TokenSinkResult::Continue;
        }
        match token {
            Token::CharacterTokens(text) if self.skipped.is_none() => self.text(&text),
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                self.start(&tag);
                if &*tag.name == "plaintext" {
                    return TokenSinkResult::Plaintext;
                }
                if let Some(kind) = elements::raw_kind(&tag.name)
                    && !tag.self_closing
                {
                    return TokenSinkResult::RawData(kind);
                }
            }
            Token::TagToken(tag) => self.end(&tag.name),
            _ => {}
        }
        TokenSinkResult::Continue
    }

    pub(crate) fn finish(mut self) -> (Body, Vec<Problem>) {
        while self.close_last() {}
        match self.asm.finish() {
            Ok(body) => (body, self.problems.finish()),
            Err(problem) => (Body::default(), vec![problem]),
        }
    }

    fn text(&mut self, text: &str) {
        if self.inline.iter().any(|inline| inline.effect == Effect::Code) {
            let mut lines = text.split('\n');
            if let Some(first) = lines.next() {
                self.asm.code(first);
            }
            for line in lines {
                if self.preformatted > 0 {
                    self.asm.line_break();
                } else {
                    self.asm.text(" ");
                }
                self.asm.code(line);
            }
        } else if self.preformatted > 0 {
            let mut lines = text.split('\n');
            self.asm.text(lines.next().unwrap_or_default());
            for line in lines {
                self.asm.line_break();
                self.asm.text(line);
            }
        } else if self.empty_lines_count {
            let mut after_empty = false;
            for line in text.split_inclusive('\n') {
                if after_empty && line.trim().is_empty() {
                    self.asm.boundary();
                }
                after_empty = line.ends_with('\n');
                self.asm.text(line);
            }
        } else {
            self.asm.text(text);
        }
    }

    fn start(&mut self, tag: &Tag) {
        let name = &*tag.name;
        if !self.is_read(tag) {
            return;
        }
        self.name_handlers(tag);
        if elements::leaves_with_content(name) {
            self.leave_out(tag);
            return self.skip(tag);
        }
        if elements::leaves_alone(name) {
            self.leave_out(tag);
        }
        if let Some(level) = elements::heading(name) {
            self.asm.close_heading();
            return self.asm.open_heading(level);
        }
        match name {
            "ul" | "ol" | "menu" | "dir" => self.open_list(name == "ol"),
            "li" => self.asm.end_item(),
            "blockquote" => {
                self.asm.open_quote();
                self.in_paragraph = false;
                self.open.push(Open::Quote { name: None });
            }
            "table" => {
                self.asm.open_table();
                self.open.push(Open::Table);
            }
            "tr" | "caption" => self.asm.start_row(),
            "td" | "th" => self.asm.end_cell(),
            "figure" | "figcaption" | "img" | "image" => self.start_figure(tag),
            "aside" if attribute(tag, "class") == Some("pullout") => {
                self.capture(Open::PullOut { name: None });
            }
            "footer" | "cite" if self.introduces_name(name) => self.capture(Open::Name),
            "cite" if matches!(self.open.last(), Some(Open::Caption)) => self.capture(Open::Credit),
            "br" => self.asm.line_break(),
            "hr" => self.asm.block(Block::Rule),
            "q" => self.asm.text("“"),
            _ if elements::is_division(name) => self.start_division(name, tag.self_closing),
            _ => self.start_inline(tag),
        }
    }

    fn end(&mut self, name: &str) {
        if let Some(skipped) = &mut self.skipped {
            if skipped.name == name {
                skipped.depth -= 1;
                if skipped.depth == 0 {
                    self.skipped = None;
                }
            }
            return;
        }
        if elements::heading(name).is_some() {
            return self.asm.close_heading();
        }
        match name {
            "ul" | "ol" | "menu" | "dir" => self.end_open(|open| matches!(open, Open::List)),
            "blockquote" => self.end_open(|open| matches!(open, Open::Quote { .. })),
            "table" => self.end_open(|open| matches!(open, Open::Table)),
            "figure" => self.end_open(|open| matches!(open, Open::Figure(_))),
            "figcaption" => self.end_open(|open| matches!(open, Open::Caption)),
            "aside" => self.end_open(|open| matches!(open, Open::PullOut { .. })),
            "cite" if matches!(self.open.last(), Some(Open::Credit)) => {
                self.end_open(|open| matches!(open, Open::Credit));
            }
            "footer" | "cite" if matches!(self.open.last(), Some(Open::Name)) => self.end_name(name),
            "li" => self.asm.end_item(),
            "td" | "th" => self.asm.end_cell(),
            "tr" => self.asm.boundary(),
            // The standard reads both of these as start tags.
            "br" => self.asm.line_break(),
            "p" if !self.in_paragraph => self.asm.boundary(),
            "q" => self.asm.text("”"),
            _ if elements::is_division(name) => self.end_division(name),
            _ => self.end_inline(name),
        }
    }

    /// False for a tag inside something that is being left out.
    fn is_read(&mut self, tag: &Tag) -> bool {
        let Some(skipped) = &mut self.skipped else { return true };
        let foreign = matches!(&*skipped.name, "svg" | "math");
        if foreign && elements::breaks_out_of_foreign(&tag.name) {
            self.skipped = None;
            return true;
        }
        if *skipped.name == *tag.name && !tag.self_closing && elements::raw_kind(&tag.name).is_none() {
            skipped.depth += 1;
        }
        false
    }

    /// Leaves out everything up to the tag's end tag.
    pub(super) fn skip(&mut self, tag: &Tag) {
        if !tag.self_closing {
            self.skipped = Some(Skipped { name: tag.name.to_string(), depth: 1 });
        }
    }

    fn open_list(&mut self, ordered: bool) {
        if self.asm.open_list(ordered) {
            self.problems.add(
                self.line,
                "A list stands inside a list; all its entries became entries of the outer one.",
                "Check that the order still makes sense.",
            );
        }
        self.open.push(Open::List);
    }

    fn start_division(&mut self, name: &str, empty: bool) {
        if name == "p" {
            self.asm.close_heading();
        }
        self.asm.boundary();
        self.in_paragraph = name == "p";
        if matches!(name, "pre" | "xmp" | "listing" | "plaintext") && !empty {
            self.preformatted += 1;
        }
    }

    fn end_division(&mut self, name: &str) {
        self.asm.boundary();
        self.in_paragraph = false;
        if matches!(name, "pre" | "xmp" | "listing") {
            self.preformatted = self.preformatted.saturating_sub(1);
        }
    }

    /// A `footer` inside a quote or pull-out, or a `cite` there outside any paragraph, is the name.
    fn introduces_name(&self, name: &str) -> bool {
        matches!(self.open.last(), Some(Open::Quote { .. } | Open::PullOut { .. }))
            && (name == "footer" || !self.in_paragraph)
    }

    /// `<footer>— <cite>Name</cite></footer>` ends with the footer, a lone `<cite>` with itself.
    fn end_name(&mut self, name: &str) {
        if name == "footer" || !self.inline.iter().any(|inline| inline.name == "cite") {
            self.end_open(|open| matches!(open, Open::Name));
        } else {
            self.end_inline(name);
        }
    }

    fn start_inline(&mut self, tag: &Tag) {
        if elements::is_unknown(&tag.name) {
            return self.asm.keep_apart();
        }
        if tag.self_closing || elements::is_void(&tag.name) {
            return;
        }
        let mut inline = Inline { name: tag.name.to_string(), effect: Effect::Nothing, link: None };
        if &*tag.name == "a" {
            self.end_inline("a");
            inline.link = attribute(tag, "href").and_then(|href| self.href(href));
        } else if let Some(effect) = elements::effect(tag) {
            inline.effect = effect;
        } else {
            if matches!(&*tag.name, "del" | "s" | "strike") {
                self.problems.add(
                    self.line,
                    "Words that were struck out now stand as ordinary words.",
                    "Delete them if they no longer hold.",
                );
            }
            return;
        }
        self.forget_repeated(&inline);
        self.inline.push(inline);
        self.mark();
    }

    /// The standard keeps at most three equal unclosed elements; so does this.
    fn forget_repeated(&mut self, new: &Inline) {
        let equal =
            |old: &Inline| old.name == new.name && old.effect == new.effect && old.effect != Effect::Nothing;
        let oldest = self.inline.iter().position(equal);
        if self.inline.iter().filter(|old| equal(old)).count() >= 3
            && let Some(at) = oldest
        {
            self.inline.remove(at);
        }
        if self.inline.len() >= REMEMBERED {
            self.inline.remove(0);
        }
    }

    fn end_inline(&mut self, name: &str) {
        if elements::is_unknown(name) {
            return self.asm.keep_apart();
        }
        if let Some(at) = self.inline.iter().rposition(|inline| inline.name == name) {
            self.inline.remove(at);
            self.mark();
        }
    }

    fn mark(&mut self) {
        self.asm.marks = Marks {
            link: self.inline.iter().rev().find_map(|inline| inline.link.clone()),
            strong: self.inline.iter().any(|inline| inline.effect.is_strong()),
            emphasis: self.inline.iter().any(|inline| inline.effect.is_emphasis()),
        };
    }

    fn href(&mut self, raw: &str) -> Option<Rc<Href>> {
        // Browsers trim an address and encode a space in it; people rely on both.
        let mut trimmed = raw.trim_matches(|c: char| c.is_ascii_whitespace()).to_owned();
        if trimmed.starts_with("http") {
            trimmed = trimmed.replace(' ', "%20");
        }
        match Href::parse(&trimmed) {
            Ok(href) => Some(Rc::new(href)),
            Err(error) => {
                let what = format!("The link to {} was removed; its words stayed.", quoted(raw));
                self.problems.add(self.line, what, format!("Reason: {error}."));
                None
            }
        }
    }

    pub(super) fn capture(&mut self, open: Open) {
        self.asm.begin_capture();
        self.open.push(open);
        if matches!(self.open.last(), Some(Open::PullOut { .. })) {
            self.in_paragraph = false;
        }
    }
}
