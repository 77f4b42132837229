//! The judge of all written HTML: parsed by a browser-grade parser, it may hold nothing else than
//! this list, and serialising what was parsed must give the same text (so nothing was repaired).

use scraper::{Html, Node, Selector};

const ATTRIBUTES: [(&str, &[&str]); 19] = [
    ("a", &["href", "rel"]),
    ("p", &[]),
    ("h2", &[]),
    ("h3", &[]),
    ("h4", &[]),
    ("ul", &[]),
    ("ol", &[]),
    ("li", &[]),
    ("blockquote", &[]),
    ("footer", &[]),
    ("cite", &[]),
    ("strong", &[]),
    ("em", &[]),
    ("code", &[]),
    ("br", &[]),
    ("hr", &[]),
    ("figcaption", &[]),
    ("aside", &["class"]),
    (
        "figure",
        &["data-key", "data-alt", "data-kind", "data-module", "data-related", "data-poster", "data-link"],
    ),
];

/// Panics with the reason when the HTML holds anything that is not allowed.
pub(crate) fn check(html: &str) {
    let parsed =
        Html::parse_document(&format!("<!DOCTYPE html><html><head></head><body>{html}</body></html>"));
    let body = parsed.select(&Selector::parse("body").unwrap()).next().unwrap();
    for node in body.descendants().skip(1) {
        match node.value() {
            Node::Element(element) => {
                let name = element.name();
                let allowed = ATTRIBUTES.iter().find(|(known, _)| *known == name);
                let (_, attributes) = allowed.unwrap_or_else(|| panic!("<{name}> is not allowed: {html}"));
                for (attribute, value) in element.attrs() {
                    assert!(
                        attributes.contains(&attribute),
                        "{attribute} is not allowed on <{name}>: {html}"
                    );
                    if attribute == "href" {
                        assert!(prose::Href::parse(value).is_ok(), "{value:?} is no safe link");
                    }
                }
            }
            Node::Text(_) => {}
            other => panic!("{other:?} is not allowed: {html}"),
        }
    }
    let again = body.inner_html();
    let same = html.replace("&quot;", "\"").replace("&#39;", "'");
    let normal = again.replace("&quot;", "\"").replace("&nbsp;", "\u{a0}");
    assert_eq!(normal, same, "the parser repaired something");
}
