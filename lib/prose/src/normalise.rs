//! The normal form of a body: what every reader returns and every writer prints.

use crate::href::is_site_path;
use crate::runs::{self, Leaf, Run};
use crate::{Block, Body, Inline, Picture, Video};

impl Body {
    /// Brings a body into its normal form: white space collapsed, marks in one order, empty blocks
    /// and items gone, an empty caption or name made `None`, a quote's last line `— Name` made its
    /// attribution, and `related` entries that are no site paths left out. Doing it twice changes
    /// nothing more.
    #[must_use]
    pub fn normalise(self) -> Self {
        Self { blocks: self.blocks.into_iter().filter_map(block).collect() }
    }
}

fn block(block: Block) -> Option<Block> {
    Some(match block {
        Block::Paragraph { text } => Block::Paragraph { text: filled(runs::canonical(&text))? },
        Block::Heading { level, text } => Block::Heading { level, text: filled(on_one_line(&text))? },
        Block::List { ordered, items } => {
            let items: Vec<_> = items.iter().filter_map(|item| filled(runs::canonical(item))).collect();
            Block::List { ordered, items: filled(items)? }
        }
        Block::Quote { text, attribution } => quote(&text, attribution)?,
        Block::Image(picture) => Block::Image(tidy_picture(picture)),
        Block::Gallery { pictures } => {
            Block::Gallery { pictures: filled(pictures.into_iter().map(tidy_picture).collect())? }
        }
        Block::Video(video) => {
            Block::Video(Video { caption: line(video.caption), credit: line(video.credit), ..video })
        }
        Block::PullOut { text, attribution } => match (line(Some(text)), name(attribution)) {
            (Some(text), attribution) => Block::PullOut { text, attribution },
            (None, name) => paragraph(name?),
        },
        Block::Related { stories } => {
            let stories = stories.into_iter().filter(|path| is_site_path(path)).collect();
            Block::Related { stories: filled(stories)? }
        }
        block @ (Block::Module { .. } | Block::Rule) => block,
    })
}

fn quote(text: &[Inline], attribution: Option<String>) -> Option<Block> {
    let mut lines = runs::tidy(runs::flatten(text));
    let attribution = match name(attribution) {
        None => last_line_as_name(&mut lines),
        named => named,
    };
    match (filled(runs::build(&lines)), attribution) {
        (Some(text), attribution) => Some(Block::Quote { text, attribution }),
        (None, name) => Some(paragraph(name?)),
    }
}

/// Takes the last line off when there are others before it and it reads `— Name`.
fn last_line_as_name(lines: &mut Vec<Run>) -> Option<String> {
    let last_break = lines.iter().rposition(|run| run.leaf == Leaf::Break)?;
    let line = runs::words_of(lines.get(last_break..)?);
    let name = name(Some(after_dash(&line)?.to_owned()))?;
    lines.truncate(last_break);
    Some(name)
}

/// True for a line that may introduce a speaker's name.
pub(crate) fn begins_with_dash(line: &str) -> bool {
    without_dash(line).is_some()
}

/// What follows the dash that introduces a speaker's name; none when there is no such dash.
pub(crate) fn after_dash(line: &str) -> Option<&str> {
    without_dash(line).map(str::trim).filter(|rest| !rest.is_empty())
}

fn without_dash(line: &str) -> Option<&str> {
    line.strip_prefix(['—', '―']).or_else(|| line.strip_prefix("– ")).or_else(|| line.strip_prefix("-- "))
}

/// A name without the dashes in front of it.
fn name(raw: Option<String>) -> Option<String> {
    let name = line(raw)?;
    let bare = name.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '—' | '―' | '–' | '-'));
    (!bare.is_empty()).then(|| bare.to_owned())
}

fn line(raw: Option<String>) -> Option<String> {
    let line = runs::tidy_line(&raw?);
    (!line.is_empty()).then_some(line)
}

fn on_one_line(text: &[Inline]) -> Vec<Inline> {
    let mut flat = runs::flatten(text);
    for run in &mut flat {
        if run.leaf == Leaf::Break {
            run.leaf = Leaf::Text(" ".to_owned());
        }
    }
    runs::build(&runs::tidy(flat))
}

fn tidy_picture(picture: Picture) -> Picture {
    Picture {
        key: picture.key,
        alt: line(picture.alt),
        caption: line(picture.caption),
        credit: line(picture.credit),
    }
}

fn paragraph(words: String) -> Block {
    Block::Paragraph { text: vec![Inline::Text(words)] }
}

fn filled<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}
