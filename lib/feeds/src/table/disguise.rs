//! Files that are something else than a table, whatever their name says.
//!
//! A source that is down answers with a web page, one that changed its interface with JSON. Read as CSV, either is
//! a sheet of one odd column, so each is recognised and named.

use super::Error;
use super::notes::shortened;

/// Bytes looked at to tell what a text is.
const SAMPLE: usize = 4096;

/// The first bytes of kinds of file that people upload or servers send by mistake.
const SIGNATURES: [(&[u8], &str); 9] = [
    (b"\x1F\x8B", "gzip-compressed data"),
    (b"PK\x03\x04", "a ZIP archive or a spreadsheet workbook"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xD0\xCF\x11\xE0", "an old spreadsheet or word-processor file"),
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xFF\xD8\xFF", "a JPEG picture"),
    (b"\x28\xB5\x2F\xFD", "Zstandard-compressed data"),
    (b"BZh91AY&SY", "bzip2-compressed data"),
];

/// Refuses bytes that begin as a known binary format does.
pub(super) fn refuse_binary(bytes: &[u8]) -> Result<(), Error> {
    for (signature, kind) in SIGNATURES {
        if bytes.starts_with(signature) {
            return Err(Error::Binary { kind });
        }
    }
    Ok(())
}

/// Refuses text that holds a NUL, is nothing but blanks and delimiters, or is a web page, XML or JSON.
pub(super) fn refuse_text(text: &str) -> Result<(), Error> {
    if let Some(position) = text.bytes().position(|byte| byte == 0) {
        let before = text.bytes().take(position).filter(|byte| *byte == b'\n').count();
        return Err(Error::Nul { line: 1 + u64::try_from(before).unwrap_or(u64::MAX - 1) });
    }
    let is_filler =
        |character: char| character.is_whitespace() || character.is_control() || ",;|".contains(character);
    if text.chars().all(is_filler) {
        return Err(Error::Empty);
    }
    let start = text.trim_start();
    let sample = start.get(..start.floor_char_boundary(SAMPLE)).unwrap_or(start);
    if is_markup(sample) {
        return Err(markup(sample));
    }
    if is_json(sample) { Err(Error::Json) } else { Ok(()) }
}

/// A tag, not a header such as `<18,18-64,65+`.
fn is_markup(sample: &str) -> bool {
    let mut characters = sample.chars();
    characters.next() == Some('<')
        && characters.next().is_some_and(|second| second.is_ascii_alphabetic() || "!?/".contains(second))
        && sample.contains('>')
}

fn markup(sample: &str) -> Error {
    let lower = sample.to_ascii_lowercase();
    let html = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<title",
        "<meta",
        "<script",
        "<div",
        "<table",
        "<p",
        "<h1",
    ];
    if !html.iter().any(|tag| lower.contains(tag)) {
        return Error::Xml;
    }
    // Lower-casing ASCII moves no byte, so places in one text hold in the other.
    let title = lower.find("<title").and_then(|tag| {
        let open = tag + lower.get(tag..)?.find('>')? + 1;
        let close = open + lower.get(open..)?.find('<')?;
        let words = sample.get(open..close)?.split_whitespace().collect::<Vec<_>>().join(" ");
        (!words.is_empty()).then(|| shortened(&words))
    });
    Error::Html { title }
}

/// An object or an array, not a header such as `[id],[name]`.
fn is_json(sample: &str) -> bool {
    let mut marks = sample.chars().filter(|character| !character.is_whitespace());
    match (marks.next(), marks.next()) {
        (Some('{'), Some('"' | '}')) => true,
        (Some('['), Some(second)) => matches!(second, '{' | '[' | '"' | ']' | '-') || second.is_ascii_digit(),
        _ => false,
    }
}
