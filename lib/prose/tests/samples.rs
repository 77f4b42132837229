//! Real bodies from wires, feeds and old sites, named by `BELLWETHER_SAMPLES`: every letter for
//! reading survives, and nothing else comes through.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(
    clippy::disallowed_methods,
    reason = "whoever runs the tests speaks to them through the environment"
)]

mod allowlist;

use std::fs;
use std::path::{Path, PathBuf};

use quick_xml::Reader;
use quick_xml::events::Event;
use scraper::{ElementRef, Html, Node};

/// The fields of feeds and exports that hold HTML.
const XML_FIELDS: [&str; 7] = [
    "description",
    "content:encoded",
    "excerpt:encoded",
    "content",
    "summary",
    "wp:comment_content",
    "body.content",
];
const JSON_FIELDS: [&str; 8] = [
    "body_html",
    "content_html",
    "description_html",
    "html",
    "rendered",
    "value",
    "body_xhtml",
    "description_text",
];

#[test]
fn bodies_of_real_senders_keep_their_words() {
    let Some(samples) = std::env::var_os("BELLWETHER_SAMPLES").map(PathBuf::from) else {
        println!("not run: BELLWETHER_SAMPLES is unset");
        return;
    };
    let mut bodies = Vec::new();
    for folder in ["wire", "import"] {
        collect(&samples.join(folder), &mut bodies);
    }
    assert!(bodies.len() > 200, "only {} bodies found", bodies.len());
    let mut with_structure = 0;
    for (origin, html) in &bodies {
        with_structure += usize::from(check(origin, html));
    }
    assert!(with_structure > 50, "only {with_structure} bodies have more than one block");
}

/// True when the body has more than one block.
fn check(origin: &str, html: &str) -> bool {
    let (body, problems) = prose::html::parse(html);
    let written = prose::html::write_plain_tree(&body);
    allowlist::check(&written);
    let sent = visible(html);
    let kept = visible(&written);
    assert_eq!(letters(&kept), letters(&sent), "{origin}: words were lost or added in\n{html}\n{problems:?}");
    let (before, after) = (words(&sent), words(&kept));
    assert!(before.abs_diff(after) <= 2 + before / 50, "{origin}: {before} words became {after}");
    let (again, problems) = prose::markdown::parse(&prose::markdown::write(&body));
    assert_eq!(again, body, "{origin}");
    assert!(problems.is_empty(), "{origin}: {problems:?}");
    body.blocks.len() > 1
}

fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

/// Letters and digits, whatever stands between them. Their order may differ: what stands loose in a
/// table comes before it in a browser's tree.
fn letters(text: &str) -> String {
    let mut letters: Vec<char> = text.chars().filter(|character| character.is_alphanumeric()).collect();
    letters.sort_unstable();
    letters.into_iter().collect()
}

/// The text that a browser's tree holds outside the elements that leave with their content.
fn visible(html: &str) -> String {
    let tree = Html::parse_fragment(html);
    let mut text = String::new();
    for node in tree.tree.nodes() {
        let Node::Text(words) = node.value() else { continue };
        let hidden = node.ancestors().filter_map(ElementRef::wrap).any(|element| {
            matches!(
                element.value().name(),
                "script"
                    | "style"
                    | "iframe"
                    | "object"
                    | "video"
                    | "audio"
                    | "svg"
                    | "button"
                    | "select"
                    | "textarea"
                    | "title"
                    | "canvas"
                    | "template"
                    | "math"
            )
        });
        if !hidden {
            text.push_str(words);
            text.push(' ');
        }
    }
    text
}

fn collect(folder: &Path, bodies: &mut Vec<(String, String)>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        let kind = path.extension().and_then(|kind| kind.to_str()).unwrap_or_default().to_owned();
        if path.is_dir() {
            collect(&path, bodies);
        } else if matches!(kind.as_str(), "xml" | "rss" | "atom" | "json") {
            let raw = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
            let origin = path.display().to_string();
            if kind == "json" {
                from_json(&origin, &serde_json::from_str(&raw).unwrap(), bodies);
            } else {
                from_xml(&origin, &raw, bodies);
            }
        }
    }
}

fn from_json(origin: &str, value: &serde_json::Value, bodies: &mut Vec<(String, String)>) {
    match value {
        serde_json::Value::Array(list) => list.iter().for_each(|value| from_json(origin, value, bodies)),
        serde_json::Value::Object(fields) => {
            for (name, value) in fields {
                match value.as_str() {
                    Some(html) if JSON_FIELDS.contains(&name.as_str()) => {
                        bodies.push((origin.to_owned(), html.to_owned()));
                    }
                    _ => from_json(origin, value, bodies),
                }
            }
        }
        _ => {}
    }
}

/// The decoded text of the fields; markup that stands in a field as elements (NITF) as it stands.
fn from_xml(origin: &str, raw: &str, bodies: &mut Vec<(String, String)>) {
    let mut reader = Reader::from_str(raw);
    let mut field: Option<(String, usize, String)> = None;
    loop {
        let before = usize::try_from(reader.buffer_position()).unwrap();
        match reader.read_event() {
            Ok(Event::Start(start)) if field.is_none() => {
                let name = start.name().as_ref().to_owned();
                if XML_FIELDS.contains(&name.as_str()) {
                    let at = usize::try_from(reader.buffer_position()).unwrap();
                    field = Some((name, at, String::new()));
                }
            }
            Ok(Event::CData(data)) => {
                if let Some((_, _, text)) = &mut field {
                    text.push_str(&data);
                }
            }
            Ok(Event::End(end)) => {
                let name = end.name().as_ref().to_owned();
                if field.as_ref().is_some_and(|(field, _, _)| *field == name)
                    && let Some((_, at, text)) = field.take()
                {
                    let body = if text.is_empty() { decoded(&raw[at..before]) } else { text };
                    bodies.push((origin.to_owned(), body));
                }
            }
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

fn decoded(raw: &str) -> String {
    if raw.contains('<') {
        return raw.to_owned();
    }
    raw.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&")
}
