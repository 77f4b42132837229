//! How much is too much. Whatever is over a cap is refused as a whole, with a [`Problem`] that says
//! so; nothing is ever cut off silently.

use crate::{Block, Body, Inline, Problem};

/// The longest input, in bytes: 1 MiB.
pub const INPUT_BYTES: usize = 1 << 20;
/// The most blocks in one body.
pub const BLOCKS: usize = 2_000;
/// How deep lists, quotes, tables and marked text may stand inside each other.
pub const DEPTH: usize = 16;
/// The most pieces of text (words under the same marks, code, line breaks) in one body.
pub const INLINES: usize = 50_000;
/// The longest link target, in bytes.
pub const HREF_BYTES: usize = crate::href::LONGEST;
/// The most attributes on one HTML tag.
pub const TAG_ATTRIBUTES: usize = 4_096;
/// The most problems listed one by one.
pub const PROBLEMS: usize = crate::problem::LISTED;

/// Checks a body that came from elsewhere than this crate's readers, such as stored JSON.
///
/// # Errors
/// The first cap that the body is over.
pub fn check(body: &Body) -> Result<(), Problem> {
    if body.blocks.len() > BLOCKS {
        return Err(too_many_blocks());
    }
    let mut count = Count::default();
    for block in &body.blocks {
        match block {
            Block::Paragraph { text } | Block::Heading { text, .. } | Block::Quote { text, .. } => {
                count.add(text)?;
            }
            Block::List { items, .. } => items.iter().try_for_each(|item| count.add(item))?,
            Block::PullOut { text, .. } => count.bytes += text.len(),
            Block::Gallery { pictures } => count.pieces += pictures.len(),
            Block::Related { stories } => count.pieces += stories.len(),
            Block::Image(_) | Block::Video(_) | Block::Module { .. } | Block::Rule => {}
        }
        count.judge()?;
    }
    Ok(())
}

pub(crate) fn too_long() -> Problem {
    refused(
        "The text is longer than one megabyte.",
        "Split it into several stories, or upload the data as a table.",
    )
}

pub(crate) fn too_many_blocks() -> Problem {
    refused(
        "The text has more than 2,000 paragraphs, pictures and other blocks.",
        "Split it into several stories.",
    )
}

pub(crate) fn too_many_pieces() -> Problem {
    refused(
        "The text changes between bold, italic, links and new lines too many times.",
        "Paste it as plain text.",
    )
}

pub(crate) fn too_deep() -> Problem {
    refused("Lists, quotes or tables stand inside each other more than 16 deep.", "Paste it as plain text.")
}

pub(crate) fn too_many_attributes() -> Problem {
    refused(
        "A tag has thousands of attributes, as no honest page has.",
        "Ask the sender for the text without markup.",
    )
}

fn refused(what: &str, remedy: &str) -> Problem {
    Problem { line: None, what: format!("{what} Nothing of it was taken."), remedy: remedy.to_owned() }
}

#[derive(Default)]
struct Count {
    pieces: usize,
    bytes: usize,
}

impl Count {
    /// Walks with a list of its own, because the tree may be deeper than the stack.
    fn add(&mut self, text: &[Inline]) -> Result<(), Problem> {
        let mut open = vec![text.iter()];
        while let Some(level) = open.last_mut() {
            let Some(inline) = level.next() else {
                open.pop();
                continue;
            };
            self.pieces += 1;
            match inline {
                Inline::Text(text) | Inline::Code(text) => self.bytes += text.len(),
                Inline::Strong(text) | Inline::Emphasis(text) | Inline::Link { text, .. } => {
                    open.push(text.iter());
                }
                Inline::Break => {}
            }
            if open.len() > DEPTH {
                return Err(too_deep());
            }
        }
        self.judge()
    }

    fn judge(&self) -> Result<(), Problem> {
        if self.pieces > INLINES {
            Err(too_many_pieces())
        } else if self.bytes > INPUT_BYTES {
            Err(too_long())
        } else {
            Ok(())
        }
    }
}
