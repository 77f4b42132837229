//! The structures that end with their own end tag, and what happens when they end.

use super::figure::Figure;
use super::reader::Reader;
use crate::{Block, runs};

#[derive(Debug)]
pub(super) enum Open {
    List,
    Quote {
        name: Option<String>,
    },
    Table,
    Figure(Figure),
    Caption,
    /// The name in a caption.
    Credit,
    /// The name below a quote.
    Name,
    PullOut {
        name: Option<String>,
    },
}

impl Reader<'_> {
    /// Ends the innermost structure that is meant, and with it what was left open inside. Only its
    /// own end tag reaches out of a table.
    pub(super) fn end_open(&mut self, is_meant: fn(&Open) -> bool) {
        let reachable =
            self.open.iter().rposition(|open| matches!(open, Open::Table) && !is_meant(open)).unwrap_or(0);
        let found = self.open.iter().rposition(is_meant).filter(|at| *at >= reachable);
        if let Some(at) = found {
            while self.open.len() > at {
                self.close_last();
            }
            return;
        }
        self.asm.boundary();
    }

    /// False when nothing was open.
    pub(super) fn close_last(&mut self) -> bool {
        let Some(open) = self.open.pop() else { return false };
        match open {
            Open::List => {
                self.asm.close(None);
            }
            Open::Quote { name } => {
                self.asm.close(name);
            }
            Open::Table => self.close_table(),
            Open::Figure(figure) => self.close_figure(figure),
            Open::Caption => {
                let caption = self.asm.end_capture();
                match self.figure() {
                    Some(figure) => figure.caption.extend(caption),
                    None => self.asm.give_back(caption),
                }
            }
            Open::Credit => {
                let credit = runs::words_of(&self.asm.end_capture());
                if let Some(figure) = self.figure() {
                    join(&mut figure.credit, credit);
                }
            }
            Open::Name => {
                let words = runs::words_of(&self.asm.end_capture());
                if let Some(Open::Quote { name } | Open::PullOut { name }) = self.open.last_mut() {
                    join(name, words);
                }
            }
            Open::PullOut { name } => {
                let text = runs::words_of(&self.asm.end_capture());
                self.asm.block(Block::PullOut { text, attribution: name });
            }
        }
        true
    }

    fn close_table(&mut self) {
        if self.asm.close(None) {
            self.problems.add(
                self.line,
                "A table of figures became a list, one entry per row, because a story's text holds no tables.",
                "Upload the figures as a data table and place it with {{module table:NAME}}.",
            );
        }
    }

    fn figure(&mut self) -> Option<&mut Figure> {
        self.open.iter_mut().rev().find_map(|open| match open {
            Open::Figure(figure) => Some(figure),
            _ => None,
        })
    }
}

fn join(name: &mut Option<String>, more: String) {
    if more.is_empty() {
        return;
    }
    match name {
        Some(name) => {
            name.push_str(", ");
            name.push_str(&more);
        }
        None => *name = Some(more),
    }
}
