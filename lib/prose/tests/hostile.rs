//! Input that was made to hurt: scripts in every disguise, things that never end, things without end.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod allowlist;

use prose::{Block, Body, Href, Inline, limits};

fn read(html: &str) -> (String, Vec<String>) {
    let (body, problems) = prose::html::parse(html);
    let written = prose::html::write_plain_tree(&body);
    allowlist::check(&written);
    (written, problems.iter().map(ToString::to_string).collect())
}

/// As much of one piece as shows whether the work grows faster than the input.
fn plenty(piece: &str) -> String {
    piece.repeat(limits::INPUT_BYTES / piece.len() / 8)
}

#[test]
fn scripts_leave_no_trace() {
    for html in [
        "<p>ok<script>alert(1)</script>",
        "<p>ok<ScRiPt\n>alert(1)</sCrIpT\t>",
        "<p>ok<script>alert(1)",
        "<p>ok<script><!--<script></script>alert(1)--></script>",
        "<p onclick=alert(1)>ok",
        "<p>ok<img src=x onerror=alert(1)>",
        "<p>ok<svg onload=alert(1)><script>alert(1)</script><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
        "<p>ok<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<p>ok<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
        "<p>ok<style>@import 'javascript:alert(1)'</style>",
        "<p style='background:url(javascript:alert(1))'>ok",
        "<p>ok<iframe src='javascript:alert(1)'>alert(1)</iframe>",
        "<p>ok<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<p>ok<object data='data:text/html,<script>alert(1)</script>'>alert(1)</object>",
        "<p>ok<embed src='javascript:alert(1)'>",
        "<p>ok<form action='javascript:alert(1)'><input name=x><button formaction='javascript:alert(1)'>alert</button></form>",
        "<p>ok<base href='javascript:alert(1)//'>",
        "<p>ok<meta http-equiv=refresh content='0;javascript:alert(1)'>",
        "<p>ok<template><script>alert(1)</script></template>",
        "<p>ok<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
        "<p>ok<textarea><script>alert(1)</script></textarea>",
        "<p>ok<title><script>alert(1)</script></title>",
        "<p>ok<select><option>alert</option></select>",
        "<p>ok<video src=x onerror=alert(1)><source onerror=alert(1)></video>",
        "<p>ok<!--[if IE]><script>alert(1)</script><![endif]-->",
        "<p>ok<!--><script>alert(1)</script>-->",
        "<p>ok<a href='x' \0onclick=alert(1)></a>",
        "<p>ok<scr\0ipt></scr\0ipt>",
    ] {
        let (written, problems) = read(html);
        assert!(written.starts_with("<p>ok"), "{html} gave {written}");
        assert!(!written.contains("alert(1)") || html.contains("-->"), "{html} gave {written}");
        assert!(!written.contains("<script"), "{html} gave {written}");
        assert!(!written.contains("javascript"), "{html} gave {written}");
        let named = problems.iter().any(|problem| problem.contains('<') || problem.contains('“'));
        assert!(
            named
                || html.contains("<!--")
                || html.contains("style=")
                || html.contains("<meta")
                || html.contains("<noscript")
                || html.contains("\0ipt"),
            "{html} was changed without a word: {problems:?}"
        );
    }
}

#[test]
fn links_lead_nowhere_hostile() {
    for target in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "java\nscript:alert(1)",
        "\u{1}javascript:alert(1)",
        "\u{a0}javascript:alert(1)",
        "javascript\u{200b}:alert(1)",
        "vbscript:x",
        "data:text/html,x",
        "blob:https://a/b",
        "file:///etc/passwd",
        "view-source:https://a.b",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/.//evil.example",
        "/x/..//evil.example",
        "https:\\\\evil.example",
        "https://good.example@evil.example/",
        "https://",
        "https:///",
        "www.example.com",
        "story.html",
        "?x=1",
        "",
        "#",
        "mailto:",
        "tel:",
        "tel:javascript",
        "https://exa mple.com/",
        "/a\"b",
        "/a<b",
        "/a`b",
    ] {
        assert!(Href::parse(target).is_err(), "{target:?} was taken as {:?}", Href::parse(target));
    }
    for (target, kept) in [
        ("HTTPS://Example.COM", "https://example.com/"),
        ("/a/../b?c#d", "/b?c#d"),
        ("/", "/"),
        ("#part", "#part"),
        ("mailto:desk@example.com", "mailto:desk@example.com"),
        ("tel:+15415550100", "tel:+15415550100"),
        ("https://example.com/ü", "https://example.com/%C3%BC"),
    ] {
        assert_eq!(Href::parse(target).unwrap().as_str(), kept);
    }
    assert_eq!(Href::parse(&format!("/{}", "a".repeat(limits::HREF_BYTES))), Err(prose::HrefError::TooLong));
}

#[test]
fn entities_and_tabs_do_not_hide_a_scheme() {
    for html in [
        "<a href='java&#9;script:alert(1)'>w</a>",
        "<a href='java&Tab;script:alert(1)'>w</a>",
        "<a href='java&NewLine;script:alert(1)'>w</a>",
        "<a href='&#106;avascript&colon;alert(1)'>w</a>",
        "<a href='&#x6A&#x61vascript:alert(1)'>w</a>",
        "<a href=' &#14; javascript:alert(1)'>w</a>",
    ] {
        let (written, problems) = read(html);
        assert_eq!(written, "<p>w</p>\n", "{html}");
        assert_eq!(problems.len(), 1, "{html}: {problems:?}");
    }
    for markdown in
        ["[w](javascript:alert(1))", "[w](&#106;avascript:x)", "[w](<java\tscript:x>)", "<javascript:x>"]
    {
        let (body, problems) = prose::markdown::parse(markdown);
        assert!(
            matches!(body.blocks.as_slice(), [Block::Paragraph { text }] if matches!(text.as_slice(), [Inline::Text(_)])),
            "{body:?}"
        );
        assert_eq!(problems.len(), 1, "{markdown}: {problems:?}");
    }
}

#[test]
fn unclosed_and_crossed_tags_keep_their_words() {
    let (written, _) = read("<b>one <i>two</b> three</i> four");
    assert_eq!(
        written,
        "<p><strong>one <em>two</em></strong><em> three</em> four</p>\n"
            .replace("</strong><em> three", "</strong> <em>three")
    );
    let (written, _) = read("<ul><li>one<li>two<p>three</ul>four<blockquote>five");
    assert_eq!(
        written,
        "<ul><li>one</li><li>two<br>three</li></ul>\n<p>four</p>\n<blockquote><p>five</p></blockquote>\n"
    );
    let (written, _) = read("<svg><p>text after an unclosed drawing</p>");
    assert_eq!(written, "<p>text after an unclosed drawing</p>\n");
    let (written, _) = read("</p></div></b></table></li></blockquote></figure>text");
    assert_eq!(written, "<p>text</p>\n");
}

/// True when an `x` stands outside all tags, to be read.
fn shows_words(html: &str) -> bool {
    html.split('>').any(|piece| piece.split('<').next().is_some_and(|words| words.contains('x')))
}

const HTML_PIECES: &[&str] = &[
    "<div>",
    "<b>",
    "<b a=1><p>",
    "<ul><li>",
    "<blockquote>",
    "<table><tr><td>",
    "<a href=/x>",
    "<span style='font-weight:bold'>",
    "<svg>",
    "<template>",
    "<pre>",
    "<figure><figcaption>",
    "<cite>",
    "<aside class=pullout>",
    "<h2>",
    "</b>",
    "</p>",
    "<",
    "<a",
    "<a ",
    "<a b='",
    "<!--",
    "<![CDATA[",
    "&",
    "&amp",
    "&#x",
    "\0",
    "\n\n",
    "a ",
    "é",
    "<br>",
    "<hr>",
    "<p>x",
    "<img src=media:m-abcd>",
    "<script>",
    "<q>",
    "<font><b><i>",
    "</ul></table>",
    "<li>",
    "<td>x",
    "<tr>",
    "<i>x</i>",
];

const MARKDOWN_PIECES: &[&str] = &[
    "> ",
    "- ",
    "+ ",
    "* ",
    "1. ",
    "*",
    "**a ",
    "*a **b ",
    "_a __b ",
    "[",
    "![",
    "[a](",
    "[a](<b",
    "<",
    "<a ",
    "<!-- ",
    "`",
    "`a``b```",
    "&#",
    "\\",
    "\n",
    "\n\n",
    "# ",
    "#",
    ":::gallery\n",
    ":::pullout\n",
    ":::\n",
    ":::x\n",
    "{{",
    "{{module table:x}}\n",
    "![](media:m-abcd)\n",
    "> \n",
    "- a\n",
    "1) a\n",
    "[a]: /b\n",
    "[a][",
    "***",
    "---\n",
    "```\n",
    "~~~",
    "\0",
    "\t",
    "    a\n",
    "a\n===\n",
    "\"",
    "|",
    "a\\\n",
    "<b>",
    "<http://a.b>",
    ">>",
    "-\n",
    "x ",
];

#[test]
fn plenty_of_anything_is_read_or_refused() {
    let attributes: String = (0..200_000).map(|n| format!(" a{n:x}")).collect();
    let mut inputs: Vec<String> = HTML_PIECES.iter().map(|piece| plenty(piece)).collect();
    inputs.push(format!("<p{attributes}>x"));
    inputs.push(format!("{}x{}", "<div>".repeat(100_000), "</div>".repeat(80_000)));
    inputs.push(format!("{}x{}", "<b><i>".repeat(80_000), "</b></i>".repeat(60_000)));
    let megabyte = limits::INPUT_BYTES;
    inputs.extend(["<div>", "<b><p>", "<", "a "].iter().map(|piece| piece.repeat(megabyte / piece.len())));
    for html in &inputs {
        let start: String = html.chars().take(30).collect();
        let (body, problems) = prose::html::parse(html);
        assert!(limits::check(&body).is_ok(), "{start}");
        assert!(
            !body.is_empty() || !problems.is_empty() || !shows_words(html),
            "{start} vanished without a word"
        );
        let written = prose::html::write_plain_tree(&body);
        // The judge takes minutes for megabytes of character references.
        if written.len() < 100_000 {
            allowlist::check(&written);
        }
    }
}

#[test]
fn plenty_of_plain_form_is_read_or_refused() {
    for piece in MARKDOWN_PIECES {
        let input = plenty(piece);
        let (body, problems) = prose::markdown::parse(&input);
        assert!(limits::check(&body).is_ok(), "{piece:?}");
        let silent = piece.chars().all(|c| !c.is_alphanumeric()) || *piece == "[a]: /b\n";
        assert!(!body.is_empty() || !problems.is_empty() || silent, "{piece:?} vanished without a word");
    }
}

#[test]
fn lists_of_growing_depth_are_refused() {
    let deep: String = (0..600).map(|depth| format!("{}- a\n", "  ".repeat(depth))).collect();
    let (body, problems) = prose::markdown::parse(&deep);
    assert!(body.is_empty());
    assert!(problems[0].what.contains("16 deep"), "{problems:?}");
}

#[test]
fn caps_refuse_the_whole() {
    let long = "a".repeat(limits::INPUT_BYTES + 1);
    let many_blocks = "a\n\n".repeat(limits::BLOCKS + 1);
    let many_pieces = "*a* b ".repeat(limits::INLINES);
    let deep_quotes = format!("{}a", "> ".repeat(limits::DEPTH + 1));
    for input in [&long, &many_blocks, &many_pieces, &deep_quotes] {
        let (body, problems) = prose::markdown::parse(input);
        assert!(body.is_empty());
        assert_eq!(problems.len(), 1);
        assert!(problems[0].what.ends_with("Nothing of it was taken."), "{problems:?}");
    }
    for input in [
        long,
        "<p>a".repeat(limits::BLOCKS + 1),
        "<i>a</i> b ".repeat(limits::INLINES),
        "<blockquote>".repeat(limits::DEPTH + 1),
    ] {
        let (body, problems) = prose::html::parse(&input);
        assert!(body.is_empty());
        assert_eq!(problems.len(), 1);
        assert!(problems[0].what.ends_with("Nothing of it was taken."), "{problems:?}");
    }
    let (body, _) = prose::html::parse(&"<p>a".repeat(limits::BLOCKS));
    assert_eq!(body.blocks.len(), limits::BLOCKS);
    let (body, _) = prose::markdown::parse(&format!("{}a", "> ".repeat(limits::DEPTH)));
    assert_eq!(body.blocks.len(), 1);
}

#[test]
fn problems_are_counted_after_a_hundred() {
    let (_, problems) = prose::html::parse(&"<p>a<script></script>".repeat(limits::PROBLEMS + 7));
    assert_eq!(problems.len(), limits::PROBLEMS + 1);
    assert_eq!(problems.last().unwrap().what, "There are 7 more problems.");
}

#[test]
fn trees_from_elsewhere_are_checked() {
    let mut text = vec![Inline::Text("a".to_owned())];
    for _ in 0..limits::DEPTH {
        text = vec![Inline::Strong(text)];
    }
    let body = Body { blocks: vec![Block::Paragraph { text }] };
    assert!(limits::check(&body).unwrap_err().what.contains("16 deep"));
    assert!(limits::check(&body.normalise()).is_ok());

    for json in [
        r#"{"blocks":[{"kind":"script","text":"x"}]}"#,
        r#"{"blocks":[{"kind":"heading","level":1,"text":[]}]}"#,
        r#"{"blocks":[{"kind":"module","name":"table"}]}"#,
        r#"{"blocks":[{"kind":"image","key":"../x"}]}"#,
        r#"{"blocks":[{"kind":"paragraph","text":[{"kind":"link","href":"javascript:x","text":[]}]}]}"#,
    ] {
        assert!(serde_json::from_str::<Body>(json).is_err(), "{json}");
    }
}

#[test]
fn json_has_the_promised_shape() {
    let source = "## Hi\n\na **b** [c](/d)\\\n`e`\n\n![alt](media:m-abcd \"Caption | Credit\")\n\n{{module table:or-covid}}\n\n---\n";
    let (body, problems) = prose::markdown::parse(source);
    assert!(problems.is_empty());
    let expected = serde_json::json!({"blocks": [
        {"kind": "heading", "level": 2, "text": [{"kind": "text", "text": "Hi"}]},
        {"kind": "paragraph", "text": [
            {"kind": "text", "text": "a "},
            {"kind": "strong", "text": [{"kind": "text", "text": "b"}]},
            {"kind": "text", "text": " "},
            {"kind": "link", "href": "/d", "text": [{"kind": "text", "text": "c"}]},
            {"kind": "break"},
            {"kind": "code", "text": "e"},
        ]},
        {"kind": "image", "key": "m-abcd", "alt": "alt", "caption": "Caption", "credit": "Credit"},
        {"kind": "module", "name": "table:or-covid"},
        {"kind": "rule"},
    ]});
    assert_eq!(serde_json::to_value(&body).unwrap(), expected);
    assert_eq!(serde_json::from_value::<Body>(expected).unwrap(), body);
}
