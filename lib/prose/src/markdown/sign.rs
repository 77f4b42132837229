//! The signs of the plain form that fit on one line: pictures, videos, modules. Reading and writing
//! stand side by side here, because each must undo the other.

use crate::{Block, Href, HrefError, KeyError, MediaKey, ModuleName, Picture, Video};

/// What a line in double braces turned out to be.
pub(super) enum Braces {
    Block(Block),
    BadName(String, KeyError),
    BadLink(String, HrefError),
    BadVideo,
    Unknown,
}

/// Reads `![alt](media:KEY "caption | Credit")`; none for anything else.
pub(super) fn read_picture(line: &str) -> Option<Picture> {
    let (alt, rest) = split_unescaped(line.trim().strip_prefix("![")?, "](")?;
    let inside = rest.strip_suffix(')')?.trim();
    let (target, title) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
    let key = MediaKey::parse(target.strip_prefix("media:")?).ok()?;
    let (caption, credit) = read_title(title)?;
    Some(Picture { key, alt: filled(&unescape(alt)), caption, credit })
}

pub(super) fn write_picture(picture: &Picture) -> String {
    let alt = picture.alt.as_deref().map(|alt| escape(alt, &['[', ']'])).unwrap_or_default();
    let title = write_title(picture.caption.as_deref(), picture.credit.as_deref());
    format!("![{alt}](media:{}{title})", picture.key)
}

/// Reads what stands between `{{` and `}}`.
pub(super) fn read_braces(inside: &str) -> Braces {
    let inside = inside.trim();
    let (word, rest) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
    let rest = rest.trim();
    match word {
        "module" => match ModuleName::parse(rest) {
            Ok(name) => Braces::Block(Block::Module { name }),
            Err(error) => Braces::BadName(rest.to_owned(), error),
        },
        "video" => read_video(rest),
        _ => Braces::Unknown,
    }
}

pub(super) fn write_module(name: &ModuleName) -> String {
    format!("{{{{module {name}}}}}")
}

/// Reads `KEY poster=KEY link=ADDRESS "caption | Credit"`; all but the first may be missing.
fn read_video(text: &str) -> Braces {
    let (key, mut rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let key = match MediaKey::parse(key) {
        Ok(key) => key,
        Err(error) => return Braces::BadName(key.to_owned(), error),
    };
    let (mut poster, mut link) = (None, None);
    loop {
        rest = rest.trim_start();
        let (word, after) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        if let Some(name) = word.strip_prefix("poster=") {
            match MediaKey::parse(name.strip_prefix("media:").unwrap_or(name)) {
                Ok(name) => poster = Some(name),
                Err(error) => return Braces::BadName(name.to_owned(), error),
            }
        } else if let Some(address) = word.strip_prefix("link=") {
            match Href::parse(address) {
                Ok(href) => link = Some(href),
                Err(error) => return Braces::BadLink(address.to_owned(), error),
            }
        } else {
            break;
        }
        rest = after;
    }
    match read_title(rest) {
        Some((caption, credit)) => Braces::Block(Block::Video(Video { key, caption, credit, poster, link })),
        None => Braces::BadVideo,
    }
}

pub(super) fn write_video(video: &Video) -> String {
    let Video { key, caption, credit, poster, link } = video;
    let poster = poster.as_ref().map(|key| format!(" poster={key}")).unwrap_or_default();
    let link = link.as_ref().map(|href| format!(" link={href}")).unwrap_or_default();
    format!("{{{{video {key}{poster}{link}{}}}}}", write_title(caption.as_deref(), credit.as_deref()))
}

/// `"caption | Credit"` to its parts; nothing gives nothing, anything unquoted gives none.
fn read_title(title: &str) -> Option<(Option<String>, Option<String>)> {
    let title = title.trim();
    if title.is_empty() {
        return Some((None, None));
    }
    // Telephones and word processors turn straight quotation marks into curly ones.
    let quotes = ['"', '“', '”', '„'];
    let inside = title.strip_prefix(quotes)?.strip_suffix(quotes)?;
    let mut caption = inside;
    let mut credit = "";
    let mut rest = inside;
    while let Some((_, after)) = split_unescaped(rest, "|") {
        let taken = inside.len() - after.len();
        caption = inside.get(..taken.saturating_sub(1)).unwrap_or_default();
        credit = after;
        rest = after;
    }
    Some((filled(&unescape(caption)), filled(&unescape(credit))))
}

fn write_title(caption: Option<&str>, credit: Option<&str>) -> String {
    let caption = caption.map(|words| escape(words, &['"', '|']));
    let credit = credit.map(|words| escape(words, &['"', '|']));
    match (caption, credit) {
        (None, None) => String::new(),
        (Some(caption), None) => format!(" \"{caption}\""),
        (Some(caption), Some(credit)) => format!(" \"{caption} | {credit}\""),
        (None, Some(credit)) => format!(" \"| {credit}\""),
    }
}

/// Splits at the first mark that no backslash stands before.
fn split_unescaped<'a>(text: &'a str, mark: &str) -> Option<(&'a str, &'a str)> {
    let mut escaped = false;
    for (at, character) in text.char_indices() {
        if escaped {
            escaped = false;
        } else if character == '\\' {
            escaped = true;
        } else if let Some(after) = text.get(at..).and_then(|rest| rest.strip_prefix(mark)) {
            return Some((text.get(..at).unwrap_or_default(), after));
        }
    }
    None
}

fn escape(text: &str, marks: &[char]) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if character == '\\' || marks.contains(&character) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// A backslash before punctuation stands for the punctuation, before anything else for itself.
fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match characters.peek() {
            Some(next) if character == '\\' && next.is_ascii_punctuation() => {
                plain.push(*next);
                characters.next();
            }
            _ => plain.push(character),
        }
    }
    plain
}

fn filled(text: &str) -> Option<String> {
    let line = crate::runs::tidy_line(text);
    (!line.is_empty()).then_some(line)
}
