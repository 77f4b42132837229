//! Marked text as a flat row of runs, and the one normal tree that a row stands for.
//!
//! The same words can be written as many trees: bold inside italic or the reverse, split or joined,
//! with the space inside or outside the mark. Every reader and [`crate::Body::normalise`] therefore
//! flattens text to runs, tidies the runs and builds the tree again; equal words give equal trees.

use std::rc::Rc;

use crate::{Href, Inline};

/// The marks on a run. A link is shared because many runs can stand inside one.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Marks {
    pub(crate) link: Option<Rc<Href>>,
    pub(crate) strong: bool,
    pub(crate) emphasis: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Leaf {
    Text(String),
    Code(String),
    Break,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) leaf: Leaf,
    pub(crate) marks: Marks,
}

/// The normal form of a piece of text.
pub(crate) fn canonical(text: &[Inline]) -> Vec<Inline> {
    build(&tidy(flatten(text)))
}

/// Takes a tree apart. Uses a list, not recursion: a tree from elsewhere can be deeper than the stack.
pub(crate) fn flatten(text: &[Inline]) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut open = vec![(text.iter(), Marks::default())];
    while let Some((level, marks)) = open.last_mut() {
        let Some(inline) = level.next() else {
            open.pop();
            continue;
        };
        let marks = marks.clone();
        match inline {
            Inline::Text(text) => runs.push(Run { leaf: Leaf::Text(text.clone()), marks }),
            Inline::Code(text) => runs.push(Run { leaf: Leaf::Code(text.clone()), marks }),
            Inline::Break => runs.push(Run { leaf: Leaf::Break, marks }),
            Inline::Strong(inner) => open.push((inner.iter(), Marks { strong: true, ..marks })),
            Inline::Emphasis(inner) => open.push((inner.iter(), Marks { emphasis: true, ..marks })),
            Inline::Link { href, text } => {
                open.push((text.iter(), Marks { link: Some(Rc::new(href.clone())), ..marks }));
            }
        }
    }
    runs
}

/// Cleans characters, collapses white space, trims the ends of lines, takes space and breaks out of
/// marks that do not cover both neighbours, and joins runs with equal marks.
pub(crate) fn tidy(runs: Vec<Run>) -> Vec<Run> {
    let mut tidied = Tidied::default();
    for run in runs {
        match run.leaf {
            Leaf::Text(text) => tidied.text(&text, &run.marks),
            Leaf::Code(code) => tidied.code(&code, run.marks),
            Leaf::Break => tidied.broken = true,
        }
    }
    tidied.runs
}

/// Builds the tree: at every place the mark that reaches farthest becomes the outer one; when two
/// reach equally far, link before emphasis before strong.
pub(crate) fn build(runs: &[Run]) -> Vec<Inline> {
    nest(&apart(runs), &[Mark::Link, Mark::Emphasis, Mark::Strong])
}

/// The same runs with the space in front of words as a run of its own.
fn apart(runs: &[Run]) -> Vec<Run> {
    let mut split = Vec::with_capacity(runs.len());
    for run in runs {
        let Leaf::Text(text) = &run.leaf else {
            split.push(run.clone());
            continue;
        };
        let words = text.trim_start();
        let (space, words) = text.split_at(text.len() - words.len());
        for piece in [space, words].into_iter().filter(|piece| !piece.is_empty()) {
            split.push(Run { leaf: Leaf::Text(piece.to_owned()), marks: run.marks.clone() });
        }
    }
    split
}

/// The words of runs without their marks; breaks become spaces.
pub(crate) fn words_of(runs: &[Run]) -> String {
    let mut words = String::new();
    for run in runs {
        match &run.leaf {
            Leaf::Text(text) | Leaf::Code(text) => words.push_str(text),
            Leaf::Break => words.push(' '),
        }
    }
    tidy_line(&words)
}

/// One clean line: white space collapsed and trimmed, control characters gone.
pub(crate) fn tidy_line(raw: &str) -> String {
    let mut line = String::with_capacity(raw.len());
    for character in raw.chars().filter_map(clean) {
        if !(character == ' ' && line.ends_with(' ')) {
            line.push(character);
        }
    }
    line.trim().to_owned()
}

/// What a character becomes in a tree: line and paragraph separators are spaces; control characters,
/// byte-order marks, what Unicode calls non-characters, and the two overrides that make text run
/// against its own direction (so that it reads otherwise than it is spelled) are nothing.
fn clean(character: char) -> Option<char> {
    match character {
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        '\u{feff}' | '\u{202d}' | '\u{202e}' | '\u{fdd0}'..='\u{fdef}' => None,
        other if other.is_control() || (other as u32) & 0xfffe == 0xfffe => None,
        other => Some(other),
    }
}

#[derive(Default)]
struct Tidied {
    runs: Vec<Run>,
    space: String,
    broken: bool,
}

impl Tidied {
    fn text(&mut self, text: &str, marks: &Marks) {
        let mut word = String::new();
        for character in text.chars().filter_map(clean) {
            if !character.is_whitespace() {
                word.push(character);
                continue;
            }
            if !word.is_empty() {
                self.put(Leaf::Text(std::mem::take(&mut word)), marks.clone());
            }
            if !(character == ' ' && self.space.ends_with(' ')) {
                self.space.push(character);
            }
        }
        if !word.is_empty() {
            self.put(Leaf::Text(word), marks.clone());
        }
    }

    fn code(&mut self, code: &str, marks: Marks) {
        let line = tidy_line(code);
        if !line.is_empty() {
            self.put(Leaf::Code(line), marks);
        }
    }

    /// Puts words after the space or break that was waiting for them.
    fn put(&mut self, leaf: Leaf, marks: Marks) {
        let space = std::mem::take(&mut self.space);
        let broken = std::mem::take(&mut self.broken);
        let shared = self.runs.last().map(|run| shared(&run.marks, &marks));
        if let Some(shared) = shared {
            if broken {
                self.runs.push(Run { leaf: Leaf::Break, marks: shared });
            } else if !space.is_empty() {
                self.join(Leaf::Text(space), shared);
            }
        }
        self.join(leaf, marks);
    }

    fn join(&mut self, leaf: Leaf, marks: Marks) {
        if let Some(last) = self.runs.last_mut()
            && last.marks == marks
        {
            match (&mut last.leaf, &leaf) {
                (Leaf::Text(before), Leaf::Text(after)) | (Leaf::Code(before), Leaf::Code(after)) => {
                    before.push_str(after);
                    return;
                }
                _ => {}
            }
        }
        self.runs.push(Run { leaf, marks });
    }
}

fn shared(one: &Marks, other: &Marks) -> Marks {
    Marks {
        link: if one.link == other.link { one.link.clone() } else { None },
        strong: one.strong && other.strong,
        emphasis: one.emphasis && other.emphasis,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Link,
    Emphasis,
    Strong,
}

/// At most three deep, because each mark is used once.
fn nest(runs: &[Run], marks: &[Mark]) -> Vec<Inline> {
    let mut text = Vec::new();
    let mut rest = runs;
    while let Some((first, after)) = rest.split_first() {
        let reaches = marks.iter().map(|mark| (*mark, reach(rest, *mark)));
        // `max_by_key` takes the last of equals, and the first mark is to win.
        let widest = reaches.rev().max_by_key(|(_, length)| *length).filter(|(_, length)| *length > 0);
        // Where marks overlap, one of them is cut in two; the second part never begins with space.
        let Some((mark, length)) = widest.filter(|_| !is_space(first)) else {
            push_leaf(&mut text, &first.leaf);
            rest = after;
            continue;
        };
        let (inside, outside) = rest.split_at(length);
        let others: Vec<Mark> = marks.iter().copied().filter(|other| *other != mark).collect();
        let inner = nest(inside, &others);
        text.push(match (mark, &first.marks.link) {
            (Mark::Link, Some(href)) => Inline::Link { href: Href::clone(href), text: inner },
            (Mark::Emphasis, _) => Inline::Emphasis(inner),
            _ => Inline::Strong(inner),
        });
        rest = outside;
    }
    text
}

fn is_space(run: &Run) -> bool {
    match &run.leaf {
        Leaf::Text(text) => text.trim().is_empty(),
        Leaf::Code(_) => false,
        Leaf::Break => true,
    }
}

fn push_leaf(text: &mut Vec<Inline>, leaf: &Leaf) {
    match (leaf, text.last_mut()) {
        (Leaf::Text(words), Some(Inline::Text(before))) => before.push_str(words),
        (Leaf::Text(words), _) => text.push(Inline::Text(words.clone())),
        (Leaf::Code(words), _) => text.push(Inline::Code(words.clone())),
        (Leaf::Break, _) => text.push(Inline::Break),
    }
}

/// How many runs from the first on carry the mark.
fn reach(runs: &[Run], mark: Mark) -> usize {
    let Some(first) = runs.first() else { return 0 };
    let carries = |run: &&Run| match mark {
        Mark::Link => run.marks.link.is_some() && run.marks.link == first.marks.link,
        Mark::Emphasis => run.marks.emphasis,
        Mark::Strong => run.marks.strong,
    };
    runs.iter().take_while(carries).count()
}
