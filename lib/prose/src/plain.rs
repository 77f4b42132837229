//! A body as plain text: for mail, search indexes, summaries and counts.

use std::fmt::Write as _;

use crate::{Block, Body, Inline, Picture, runs};

/// The body as text with an empty line between blocks. Pictures and videos give their captions and
/// credits; modules and related stories give nothing, because their words are not the story's.
pub fn write(body: &Body) -> String {
    let mut text = String::new();
    for block in &body.blocks {
        let piece = block_text(block);
        if !piece.is_empty() {
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            text.push_str(&piece);
        }
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// The number of words in [`write()`]: what stands between spaces and has a letter or digit in it.
pub fn words(body: &Body) -> usize {
    let text = write(body);
    // List numbers are printed by us, not written by anyone.
    let numbers = body.blocks.iter().map(|block| match block {
        Block::List { ordered: true, items } => items.iter().filter(|item| !line_of(item).is_empty()).count(),
        _ => 0,
    });
    let printed: usize = numbers.sum();
    text.split_whitespace()
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .count()
        .saturating_sub(printed)
}

/// The first words of the body's paragraphs, lists and quotes, at most `max_chars` characters
/// including the ellipsis, cut between words where possible.
pub fn excerpt(body: &Body, max_chars: usize) -> String {
    let mut text = String::new();
    for block in &body.blocks {
        match block {
            Block::Paragraph { text: words } | Block::Quote { text: words, .. } => extend(&mut text, words),
            Block::List { items, .. } => items.iter().for_each(|item| extend(&mut text, item)),
            _ => {}
        }
        // Four bytes is the longest character, so this is enough for any cut.
        if text.len() > max_chars.saturating_mul(4) {
            break;
        }
    }
    cut(&text, max_chars)
}

fn cut(text: &str, max_chars: usize) -> String {
    let Some((limit, _)) = text.char_indices().nth(max_chars) else { return text.to_owned() };
    let Some((room, _)) = text.char_indices().nth(max_chars.saturating_sub(1)) else { return String::new() };
    if limit == 0 {
        return String::new();
    }
    let head = text.get(..room).unwrap_or_default();
    let ends_word = text.get(room..).is_some_and(|rest| rest.starts_with(char::is_whitespace));
    let whole = match head.rfind(char::is_whitespace) {
        Some(at) if !ends_word => head.get(..at).unwrap_or_default(),
        _ => head,
    };
    let bare =
        whole.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '—' | '–' | '-'));
    format!("{bare}…")
}

fn extend(text: &mut String, words: &[Inline]) {
    let line = runs::words_of(&runs::tidy(runs::flatten(words)));
    if !text.is_empty() && !line.is_empty() {
        text.push(' ');
    }
    text.push_str(&line);
}

fn block_text(block: &Block) -> String {
    match block {
        Block::Paragraph { text } => lines_of(text).join("\n"),
        Block::Heading { text, .. } => line_of(text),
        Block::List { ordered, items } => list(*ordered, items),
        Block::Quote { text, attribution } => quoted(&lines_of(text), attribution.as_deref()),
        Block::PullOut { text, attribution } => quoted(&[runs::tidy_line(text)], attribution.as_deref()),
        Block::Image(picture) => picture_text(picture),
        Block::Gallery { pictures } => {
            let captions: Vec<_> =
                pictures.iter().map(picture_text).filter(|text| !text.is_empty()).collect();
            captions.join("\n")
        }
        Block::Video(video) => captioned(video.caption.as_deref(), video.credit.as_deref()),
        Block::Module { .. } | Block::Related { .. } => String::new(),
        Block::Rule => "* * *".to_owned(),
    }
}

fn list(ordered: bool, items: &[Vec<Inline>]) -> String {
    let mut text = String::new();
    let lines =
        items.iter().map(|item| lines_of(item)).filter(|lines| lines.iter().any(|line| !line.is_empty()));
    for (number, lines) in (1..).zip(lines) {
        let marker = if ordered { format!("{number}. ") } else { "- ".to_owned() };
        if number > 1 {
            text.push('\n');
        }
        let _ = write!(text, "{marker}{}", lines.join(&format!("\n{}", " ".repeat(marker.len()))));
    }
    text
}

fn quoted(lines: &[String], attribution: Option<&str>) -> String {
    let name = attribution.map(|name| format!("— {}", runs::tidy_line(name)));
    let lines: Vec<_> = lines.iter().chain(name.as_ref()).map(|line| format!("> {line}")).collect();
    lines.join("\n")
}

fn picture_text(picture: &Picture) -> String {
    captioned(picture.caption.as_deref(), picture.credit.as_deref())
}

fn captioned(caption: Option<&str>, credit: Option<&str>) -> String {
    match (caption, credit) {
        (Some(caption), Some(credit)) => {
            format!("[{} ({})]", runs::tidy_line(caption), runs::tidy_line(credit))
        }
        (Some(words), None) | (None, Some(words)) => format!("[{}]", runs::tidy_line(words)),
        (None, None) => String::new(),
    }
}

fn line_of(text: &[Inline]) -> String {
    runs::words_of(&runs::tidy(runs::flatten(text)))
}

fn lines_of(text: &[Inline]) -> Vec<String> {
    let tidied = runs::tidy(runs::flatten(text));
    tidied.split(|run| run.leaf == runs::Leaf::Break).map(runs::words_of).collect()
}
