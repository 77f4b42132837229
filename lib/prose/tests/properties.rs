//! What must hold for every input: no panic, nothing outside the allowlist, and the three fixed
//! points (JSON, plain form, placeholder HTML).
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod allowlist;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use prose::{Block, Body, HeadingLevel, Href, Inline, MediaKey, ModuleName, Picture, Video};

/// Words made of what CommonMark and HTML give a meaning to.
fn nasty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => "[a-z]{1,4}",
        6 => Just(" ".to_owned()),
        6 => prop::sample::select(vec![
            "*", "**", "_", "__", "`", "``", "[", "]", "(", ")", "<", ">", "&", "#", ";", "!", "\\", "~", ":", ":::",
            "{{", "}}", "|", "=", "+", "-", "--", "---", ".", "\"", "'", "1.", "1)", "![", "](", "<b>", "<!--", "-->",
            "<!---->", "&amp;", "&#42;", "&nbsp", "— ", "—", "– ", "\u{a0}", "\u{2003}", "é", "漢", "🙂", "\u{301}",
            "\n", "\n\n", "\r\n", "\t", "    ", "\0", "\u{feff}", "\u{fdd0}", "\u{85}", "\u{2028}", "http://a.b",
            "<http://a.b>", "media:", "```", "~~~", "> ", "# ", "## ", "- ", "</p>", "<script>", "<a href=",
        ]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(|character| character.to_string()),
    ];
    vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

fn href() -> impl Strategy<Value = Href> {
    prop::sample::select(vec![
        "https://example.com/a(b)c?x=1&copy=2&amp;y[]=*_~|{}#f",
        "/story/2021/03/slug",
        "#top",
        "mailto:desk@example.com?subject=a&copy;b",
        "tel:+1-541-555-0100",
        "http://xn--bcher-kva.example/%20",
        "/a)b",
        "/a'b;c$d!e",
    ])
    .prop_map(|raw| Href::parse(raw).unwrap())
}

fn inline() -> impl Strategy<Value = Inline> {
    let leaf = prop_oneof![
        6 => nasty().prop_map(Inline::Text),
        1 => nasty().prop_map(Inline::Code),
        1 => Just(Inline::Break),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Inline::Strong),
            vec(inner.clone(), 0..4).prop_map(Inline::Emphasis),
            (href(), vec(inner, 0..4)).prop_map(|(href, text)| Inline::Link { href, text }),
        ]
    })
}

fn text() -> impl Strategy<Value = Vec<Inline>> {
    vec(inline(), 0..5)
}

fn key() -> impl Strategy<Value = MediaKey> {
    "[a-z0-9-]{4,64}".prop_map(|raw| MediaKey::parse(&raw).unwrap())
}

fn picture() -> impl Strategy<Value = Picture> {
    (key(), option::of(nasty()), option::of(nasty()), option::of(nasty()))
        .prop_map(|(key, alt, caption, credit)| Picture { key, alt, caption, credit })
}

fn link() -> impl Strategy<Value = Href> {
    let begin = prop::sample::select(vec![
        "https://video.example/",
        "/story/",
        "http://a.example:8080/?v=",
        "mailto:a@b.",
    ]);
    (begin, "[a-zA-Z0-9=&;_~!'()*,{}|%#.-]{0,20}")
        .prop_filter_map("no address", |(begin, rest)| Href::parse(&format!("{begin}{rest}")).ok())
}

fn block() -> impl Strategy<Value = Block> {
    let level = prop::sample::select(vec![HeadingLevel::Two, HeadingLevel::Three, HeadingLevel::Four]);
    prop_oneof![
        6 => text().prop_map(|text| Block::Paragraph { text }),
        2 => (level, text()).prop_map(|(level, text)| Block::Heading { level, text }),
        3 => (any::<bool>(), vec(text(), 0..4)).prop_map(|(ordered, items)| Block::List { ordered, items }),
        3 => (text(), option::of(nasty())).prop_map(|(text, attribution)| Block::Quote { text, attribution }),
        1 => picture().prop_map(Block::Image),
        1 => vec(picture(), 0..3).prop_map(|pictures| Block::Gallery { pictures }),
        1 => (key(), option::of(nasty()), option::of(nasty()), option::of(key()), option::of(link()))
            .prop_map(|(key, caption, credit, poster, link)| Block::Video(Video { key, caption, credit, poster, link })),
        1 => "[a-z0-9-]{1,9}:[a-z0-9-]{1,9}"
            .prop_map(|raw| Block::Module { name: ModuleName::parse(&raw).unwrap() }),
        2 => (nasty(), option::of(nasty())).prop_map(|(text, attribution)| Block::PullOut { text, attribution }),
        1 => vec(prop_oneof!["/[a-z0-9/_~!.-]{0,20}", nasty()], 0..3).prop_map(|stories| Block::Related { stories }),
        1 => Just(Block::Rule),
    ]
}

fn body() -> impl Strategy<Value = Body> {
    vec(block(), 0..5).prop_map(|blocks| Body { blocks })
}

const NAMES: &[&str] = &[
    "p",
    "div",
    "b",
    "i",
    "a",
    "span",
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "td",
    "th",
    "blockquote",
    "cite",
    "footer",
    "figure",
    "figcaption",
    "img",
    "br",
    "hr",
    "pre",
    "code",
    "script",
    "style",
    "svg",
    "math",
    "iframe",
    "form",
    "input",
    "textarea",
    "title",
    "template",
    "aside",
    "h1",
    "h3",
    "q",
    "del",
    "plaintext",
    "noscript",
    "option",
    "select",
    "video",
    "x-y",
    "font",
    "caption",
];

const ATTRIBUTES: &[&str] = &[
    "",
    " href='javascript:alert(1)'",
    " href=\"/ok\"",
    " onclick=x()",
    " style='font-weight:bold'",
    " src=media:m-abcd",
    " src='https://x.y/z.png'",
    " data-key=m-abcd",
    " data-key='<'",
    " data-kind=gallery",
    " data-kind=video",
    " data-module=table:x",
    " data-related='/a /b javascript:x'",
    " class=pullout",
    " /",
    " href=' java\tscript:x'",
    " data-alt='\"><script>'",
];

fn markup() -> impl Strategy<Value = String> {
    let name = prop::sample::select(NAMES);
    let attribute = prop::sample::select(ATTRIBUTES);
    let start = (name.clone(), attribute).prop_map(|(name, attribute)| format!("<{name}{attribute}>"));
    let end = name.prop_map(|name| format!("</{name}>"));
    vec(prop_oneof![3 => start, 2 => end, 3 => nasty()], 0..24).prop_map(|pieces| pieces.concat())
}

fn check(body: &Body) {
    let html = prose::html::write_plain_tree(body);
    allowlist::check(&html);
    let _ = prose::plain::write(body);
    assert!(prose::plain::excerpt(body, 12).chars().count() <= 12);
}

/// As many cases as the library sees fit, or as `PROPTEST_CASES` asks for.
fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn normal_form_is_reached_at_once(body in body()) {
        let once = body.normalise();
        prop_assert_eq!(once.clone().normalise(), once);
    }

    #[test]
    fn plain_form_is_read_back(body in body()) {
        let body = body.normalise();
        let written = prose::markdown::write(&body);
        let (read, problems) = prose::markdown::parse(&written);
        prop_assert_eq!(&read, &body, "{}", written);
        prop_assert!(problems.is_empty(), "{:?} in {}", problems, written);
    }

    #[test]
    fn placeholder_html_is_read_back(body in body()) {
        let body = body.normalise();
        let written = prose::html::write_plain_tree(&body);
        allowlist::check(&written);
        let (read, problems) = prose::html::parse(&written);
        prop_assert_eq!(&read, &body, "{}", written);
        prop_assert!(problems.is_empty(), "{:?} in {}", problems, written);
    }

    #[test]
    fn json_is_read_back(body in body()) {
        let json = serde_json::to_string(&body).unwrap();
        prop_assert_eq!(serde_json::from_str::<Body>(&json).unwrap(), body);
    }

    #[test]
    fn any_markdown_is_survived(input in nasty(), more in vec(nasty(), 0..6)) {
        let input = format!("{input}\n{}", more.join("\n"));
        let (body, _) = prose::markdown::parse(&input);
        prop_assert_eq!(body.clone().normalise(), body.clone());
        check(&body);
    }

    #[test]
    fn any_html_is_survived(input in markup()) {
        let (body, _) = prose::html::parse(&input);
        prop_assert_eq!(body.clone().normalise(), body.clone());
        check(&body);
    }

    #[test]
    fn any_string_is_survived(input in any::<String>()) {
        check(&prose::markdown::parse(&input).0);
        check(&prose::html::parse(&input).0);
        if let Ok(href) = Href::parse(&input) {
            prop_assert_eq!(Href::parse(href.as_str()).unwrap(), href);
        }
    }

    #[test]
    fn any_link_target_is_refused_or_settled(scheme in prop::sample::select(vec!["", "/", "#", "//", "https://", "http:", "https:/", "mailto:", "tel:", "javascript:", "data:", "JAVASCRIPT:", "/."]), rest in nasty()) {
        if let Ok(href) = Href::parse(&format!("{scheme}{rest}")) {
            let text = href.as_str();
            prop_assert_eq!(&Href::parse(text).unwrap(), &href);
            prop_assert!(!text.starts_with("//"));
            prop_assert!(
                text.starts_with(['/', '#']) || ["http://", "https://", "mailto:", "tel:"].iter().any(|known| text.starts_with(known)),
                "{}", text
            );
        }
    }
}
