//! Events in, blocks out. Both readers (Markdown and HTML) tell the assembler what they meet, in
//! order; it decides what block the words belong to, flattens what a body cannot nest, and refuses
//! what is over a cap. It never recurses and never loses words.

mod table;

use table::{Table, has_words};

use crate::runs::{self, Leaf, Marks, Run};
use crate::{Block, Body, HeadingLevel, Problem, limits};

#[derive(Debug, Default)]
pub(crate) struct Assembler {
    /// The marks that words now carry; the reader sets them.
    pub(crate) marks: Marks,
    blocks: Vec<Block>,
    runs: Vec<Run>,
    heading: Option<HeadingLevel>,
    frames: Vec<Frame>,
    captures: Vec<Vec<Run>>,
    /// Pictures and the like met where no block may stand; they follow as soon as one may.
    floating: Vec<Block>,
    apart: bool,
    pieces: usize,
    refusal: Option<Problem>,
}

#[derive(Debug)]
enum Frame {
    List { ordered: bool, items: Vec<Vec<Run>> },
    Quote,
    Table(Table),
}

/// Where words go now: the outermost list or table of figures owns what is inside it, whatever else
/// stands in between; a quote only owns its plain words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Captured,
    Item(usize),
    Cell(usize),
    Quote,
    Open,
}

impl Assembler {
    pub(crate) fn text(&mut self, text: &str) {
        if std::mem::take(&mut self.apart) && text.starts_with(char::is_alphanumeric) && self.ends_in_word() {
            self.put(Leaf::Text(" ".to_owned()));
        }
        self.put(Leaf::Text(text.to_owned()));
    }

    /// Two words that meet here do not become one.
    pub(crate) fn keep_apart(&mut self) {
        self.apart = true;
    }

    pub(crate) fn code(&mut self, code: &str) {
        self.put(Leaf::Code(code.to_owned()));
    }

    pub(crate) fn line_break(&mut self) {
        self.put(Leaf::Break);
    }

    /// One paragraph of whatever this is ends here, if one had begun.
    pub(crate) fn boundary(&mut self) {
        match self.place() {
            Place::Open => self.flush_paragraphs(),
            Place::Quote if self.heading.is_some() => self.flush_paragraphs(),
            _ => self.line_break_once(),
        }
    }

    pub(crate) fn open_heading(&mut self, level: HeadingLevel) {
        self.leave_table();
        self.boundary();
        match self.place() {
            Place::Quote => self.flush_quote(None),
            Place::Open => {}
            Place::Captured | Place::Item(_) | Place::Cell(_) => return,
        }
        self.heading = Some(level);
    }

    pub(crate) fn close_heading(&mut self) {
        self.boundary();
        self.heading = None;
    }

    /// Opens a list; true when it stands inside another one and will be flattened into it.
    pub(crate) fn open_list(&mut self, ordered: bool) -> bool {
        self.leave_table();
        let place = self.place();
        match place {
            Place::Quote => self.flush_quote(None),
            Place::Item(_) => self.end_item(),
            _ => self.boundary(),
        }
        self.open(Frame::List { ordered, items: Vec::new() });
        matches!(place, Place::Item(_))
    }

    /// The words so far are one item of the list, if there is a list.
    pub(crate) fn end_item(&mut self) {
        let Place::Item(at) = self.place() else { return self.boundary() };
        let runs = std::mem::take(&mut self.runs);
        if let Some(Frame::List { items, .. }) = self.frames.get_mut(at)
            && has_words(&runs)
        {
            items.push(runs);
        }
    }

    pub(crate) fn open_quote(&mut self) {
        self.leave_table();
        self.boundary();
        self.open(Frame::Quote);
    }

    /// Closes the list, quote or table opened last; a quote may get the name of its speaker. True
    /// when a table of figures was turned into a list.
    pub(crate) fn close(&mut self, attribution: Option<String>) -> bool {
        let owner = self.place();
        let last = self.frames.len().saturating_sub(1);
        if owner == Place::Item(last) {
            self.end_item();
        } else if owner == Place::Cell(last) {
            self.end_cell();
        } else {
            self.boundary();
        }
        let mut tabled = false;
        match self.frames.pop() {
            Some(Frame::List { ordered, items }) if owner == Place::Item(last) => {
                self.push_list(ordered, &items);
            }
            Some(Frame::Table(mut table)) if owner == Place::Cell(last) => {
                tabled = self.push_table(&mut table);
            }
            Some(Frame::Quote) if owner == Place::Quote => self.close_quote(attribution),
            Some(Frame::Quote) if attribution.is_some() => self.name_line(attribution),
            _ => {}
        }
        self.settle();
        tabled
    }

    /// A block that is no text. Where none may stand it waits for the end of what it stands in.
    pub(crate) fn block(&mut self, block: Block) {
        match self.place() {
            Place::Quote => self.flush_quote(None),
            Place::Open => self.flush_paragraphs(),
            Place::Captured | Place::Item(_) | Place::Cell(_) => {
                if block == Block::Rule {
                    return self.boundary();
                }
                self.count();
                return self.floating.push(block);
            }
        }
        self.push(block);
    }

    /// Words from here on belong to the reader, until [`Self::end_capture`].
    pub(crate) fn begin_capture(&mut self) {
        self.captures.push(std::mem::take(&mut self.runs));
        if self.captures.len() > limits::DEPTH {
            self.refuse(limits::too_deep());
        }
    }

    pub(crate) fn end_capture(&mut self) -> Vec<Run> {
        let outer = self.captures.pop().unwrap_or_default();
        let captured = std::mem::replace(&mut self.runs, outer);
        self.settle();
        captured
    }

    /// Gives captured words back to the story, as a paragraph of their own.
    pub(crate) fn give_back(&mut self, captured: Vec<Run>) {
        self.boundary();
        self.runs.extend(captured);
        self.boundary();
    }

    pub(crate) fn refuse(&mut self, problem: Problem) {
        self.refusal.get_or_insert(problem);
    }

    pub(crate) fn is_refused(&self) -> bool {
        self.refusal.is_some()
    }

    /// The normal body, or the reason for refusing the whole.
    pub(crate) fn finish(mut self) -> Result<Body, Problem> {
        while !self.captures.is_empty() {
            let captured = self.end_capture();
            self.give_back(captured);
        }
        while !self.frames.is_empty() {
            self.close(None);
        }
        self.close_heading();
        self.settle();
        match self.refusal {
            Some(problem) => Err(problem),
            None => Ok(Body { blocks: self.blocks }.normalise()),
        }
    }

    fn place(&self) -> Place {
        if !self.captures.is_empty() {
            return Place::Captured;
        }
        let mut place = Place::Open;
        for (at, frame) in self.frames.iter().enumerate() {
            match frame {
                Frame::List { .. } => return Place::Item(at),
                Frame::Table(table) if !table.layout => return Place::Cell(at),
                Frame::Table(_) => {}
                Frame::Quote => place = Place::Quote,
            }
        }
        place
    }

    fn put(&mut self, leaf: Leaf) {
        if let Some(last) = self.runs.last_mut()
            && last.marks == self.marks
            && let (Leaf::Text(before), Leaf::Text(after)) | (Leaf::Code(before), Leaf::Code(after)) =
                (&mut last.leaf, &leaf)
        {
            return before.push_str(after);
        }
        self.count();
        if self.refusal.is_none() {
            self.runs.push(Run { leaf, marks: self.marks.clone() });
        }
    }

    fn ends_in_word(&self) -> bool {
        match self.runs.last().map(|run| &run.leaf) {
            Some(Leaf::Text(text) | Leaf::Code(text)) => text.ends_with(char::is_alphanumeric),
            Some(Leaf::Break) | None => false,
        }
    }

    fn line_break_once(&mut self) {
        if self.runs.last().is_some_and(|run| run.leaf != Leaf::Break) {
            self.line_break();
        }
    }

    fn count(&mut self) {
        self.pieces += 1;
        if self.pieces > limits::INLINES {
            self.refuse(limits::too_many_pieces());
        }
    }

    fn open(&mut self, frame: Frame) {
        if self.frames.len() >= limits::DEPTH {
            self.refuse(limits::too_deep());
        }
        if self.refusal.is_none() {
            self.frames.push(frame);
        }
    }

    fn push(&mut self, block: Block) {
        if self.blocks.len() >= limits::BLOCKS {
            self.refuse(limits::too_many_blocks());
        }
        if self.refusal.is_none() {
            self.blocks.push(block);
        }
    }

    /// Waiting blocks take their place as soon as one may stand here.
    fn settle(&mut self) {
        if matches!(self.place(), Place::Open | Place::Quote) {
            for block in std::mem::take(&mut self.floating) {
                self.block(block);
            }
        }
    }

    fn flush_paragraphs(&mut self) {
        let runs = std::mem::take(&mut self.runs);
        self.push_paragraphs(runs);
    }

    /// Two line breaks in a row are what many sites write for a new paragraph.
    fn push_paragraphs(&mut self, runs: Vec<Run>) {
        let mut paragraph: Vec<Run> = Vec::new();
        let mut breaks = 0;
        for run in runs {
            if run.leaf == Leaf::Break {
                breaks += 1;
            } else if has_words(std::slice::from_ref(&run)) {
                if breaks > 1 && self.heading.is_none() {
                    self.push_paragraph(std::mem::take(&mut paragraph));
                }
                breaks = 0;
            }
            paragraph.push(run);
        }
        self.push_paragraph(paragraph);
    }

    fn push_paragraph(&mut self, runs: Vec<Run>) {
        let text = runs::build(&runs::tidy(runs));
        if text.is_empty() {
            return;
        }
        self.push(match self.heading {
            Some(level) => Block::Heading { level, text },
            None => Block::Paragraph { text },
        });
    }

    fn flush_quote(&mut self, attribution: Option<String>) {
        let text = runs::build(&runs::tidy(std::mem::take(&mut self.runs)));
        if !text.is_empty() || attribution.is_some() {
            self.push(Block::Quote { text, attribution });
        }
    }

    /// The outermost quote becomes a block; an inner one ends with its speaker's name on a line.
    fn close_quote(&mut self, attribution: Option<String>) {
        if self.place() == Place::Quote {
            self.name_line(attribution);
        } else {
            self.flush_quote(attribution);
        }
    }

    fn name_line(&mut self, attribution: Option<String>) {
        if let Some(name) = attribution {
            self.boundary();
            self.text(&format!("— {name}"));
            self.boundary();
        }
    }

    fn push_list(&mut self, ordered: bool, items: &[Vec<Run>]) {
        let items: Vec<_> = items
            .iter()
            .map(|item| runs::build(&runs::tidy(item.clone())))
            .filter(|item| !item.is_empty())
            .collect();
        if !items.is_empty() {
            self.push(Block::List { ordered, items });
        }
    }
}
