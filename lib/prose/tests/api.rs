//! What the crate's users rely on beyond reading and writing text.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::cell::RefCell;

use prose::html::Resolve;
use prose::{Block, Body, HeadingLevel, Inline, KeyError, MediaKey, ModuleName, Picture, Problem, Video};

const STORY: &str = "\
## Smoke

![](media:m-0001 \"Caption | Credit\")

:::gallery
![A & B](media:m-0002)
![](media:m-0001)
:::

{{video m-clip \"Scene\"}}

{{module table:or-covid}}

{{module table:or-covid}}

:::related
/story/a
/story/b
:::

Last words of the story, which are \"quoted\".
";

struct House;

impl Resolve for House {
    fn picture(&self, picture: &Picture) -> Option<String> {
        (picture.key.as_str() != "m-0001").then(|| {
            format!("<img alt=\"{}\">", prose::html::escape(picture.alt.as_deref().unwrap_or("library")))
        })
    }

    fn video(&self, video: &Video) -> Option<String> {
        let Video { key, caption, credit, .. } = video;
        Some(format!("<video title=\"{key} {caption:?} {credit:?}\"></video>").replace("\"Scene\"", "Scene"))
    }

    fn module(&self, name: &ModuleName) -> Option<String> {
        Some(format!("<section>{} of {}</section>", name.kind(), name.subject()))
    }

    fn related(&self, stories: &[String]) -> Option<String> {
        Some(format!("<nav>{}</nav>", stories.len()))
    }
}

fn story() -> Body {
    let (body, problems) = prose::markdown::parse(STORY);
    assert_eq!(problems, Vec::<Problem>::new());
    body
}

#[test]
fn a_resolver_draws_what_the_body_names() {
    assert_eq!(
        prose::html::write(&story(), &House),
        "<h2>Smoke</h2>\n\
         <div class=\"gallery\"><img alt=\"A &amp; B\"></div>\n\
         <video title=\"m-clip Some(Scene) None\"></video>\n\
         <section>table of or-covid</section>\n\
         <section>table of or-covid</section>\n\
         <nav>2</nav>\n\
         <p>Last words of the story, which are &quot;quoted&quot;.</p>\n"
    );
}

#[test]
fn a_body_says_what_it_needs_once() {
    let body = story();
    let keys: Vec<&str> = body.media_keys().into_iter().map(MediaKey::as_str).collect();
    assert_eq!(keys, ["m-0001", "m-0002", "m-clip"]);
    assert_eq!(
        body.module_names().into_iter().map(ModuleName::as_str).collect::<Vec<_>>(),
        ["table:or-covid"]
    );
    assert_eq!(body.related(), ["/story/a", "/story/b"]);
    assert!(!body.is_empty());
    assert!(Body::default().is_empty());
}

#[test]
fn plain_text_counts_and_cuts() {
    let body = story();
    assert_eq!(
        prose::plain::write(&body),
        "Smoke\n\n[Caption (Credit)]\n\n[Scene]\n\nLast words of the story, which are \"quoted\".\n"
    );
    assert_eq!(prose::plain::words(&body), 12);
    for (most, expected) in [
        (0, ""),
        (1, "…"),
        (3, "La…"),
        (5, "Last…"),
        (11, "Last words…"),
        (10, "Last…"),
        (27, "Last words of the story…"),
        (1000, "Last words of the story, which are \"quoted\"."),
    ] {
        assert_eq!(prose::plain::excerpt(&body, most), expected, "{most}");
    }
    let (list, _) = prose::markdown::parse("1. one\n2. two two\n\n漢字漢字");
    assert_eq!(prose::plain::words(&list), 4);
    assert_eq!(prose::plain::excerpt(&list, 4), "one…");
    assert_eq!(prose::plain::excerpt(&prose::markdown::parse("漢字漢字").0, 3), "漢字…");
}

#[test]
fn an_importer_names_the_pictures_it_has_brought() {
    let asked = RefCell::new(Vec::new());
    let media = |address: &str| {
        asked.borrow_mut().push(address.to_owned());
        (address == "https://old.example/a.jpg").then(|| MediaKey::parse("m-old-a").unwrap())
    };
    let html = "<p>x</p><figure><img src='https://old.example/a.jpg' alt='A'><figcaption>C</figcaption></figure><img src='/b.png'>";
    let (body, problems) = prose::html::parse_with_media(html, &media);
    assert_eq!(prose::markdown::write(&body), "x\n\n![A](media:m-old-a \"C\")\n");
    assert_eq!(*asked.borrow(), ["https://old.example/a.jpg", "/b.png"]);
    assert_eq!(problems.len(), 1);
}

#[test]
fn names_are_checked() {
    for good in ["m-01", "a123", "----", &"a".repeat(64)] {
        assert_eq!(MediaKey::parse(good).unwrap().to_string(), *good);
    }
    for bad in ["", "abc", "M-01", "m_01", "m-01/", "../x", "m-0é", &"a".repeat(65)] {
        assert_eq!(MediaKey::parse(bad), Err(KeyError::Media), "{bad}");
    }
    for bad in
        ["", ":", "table", "table:", ":x", "Table:x", "a:b:c", "a: b", &format!("a:{}", "b".repeat(65))]
    {
        assert_eq!(ModuleName::parse(bad), Err(KeyError::Module), "{bad}");
    }
    assert_eq!(HeadingLevel::try_from(3).unwrap().number(), 3);
    assert!(HeadingLevel::try_from(1).is_err());
}

#[test]
fn the_normal_form_is_one_for_equal_words() {
    let text = |words: &str| Inline::Text(words.to_owned());
    let bold = |text| Inline::Strong(text);
    let forms = [
        vec![bold(vec![text("a b")]), text(" c")],
        vec![bold(vec![text(" a")]), text(" "), bold(vec![text("b ")]), text("c ")],
        vec![bold(vec![bold(vec![text("a\n"), text("b")]), text("\t")]), bold(Vec::new()), text("c")],
    ];
    for form in forms {
        let body = Body { blocks: vec![Block::Paragraph { text: form }] }.normalise();
        assert_eq!(body.blocks, [Block::Paragraph { text: vec![bold(vec![text("a b")]), text(" c")] }]);
    }
}

#[test]
fn line_ends_of_all_systems_are_read_alike() {
    let unix = "\u{feff}## A\n\nOne\nline\n\n{{module table:x}}\n:::pullout\nB\n:::\n\n{{bad}}\n";
    let (body, problems) = prose::markdown::parse(unix);
    assert_eq!((body.blocks.len(), problems.len(), problems[0].line), (5, 1, Some(11)));
    for ends in ["\r\n", "\r"] {
        assert_eq!(prose::markdown::parse(&unix.replace('\n', ends)), (body.clone(), problems.clone()));
    }
}
