//! The way from a body to HTML.

use std::fmt::Write as _;

use crate::{Block, Body, Href, Inline, ModuleName, Picture, Video, runs};

/// Draws what a body only names. Every answer is ready HTML and is printed as it is, so it must have
/// been escaped; `None` leaves the block out.
pub trait Resolve {
    /// A `<figure>` with the picture, its caption and credit.
    fn picture(&self, picture: &Picture) -> Option<String>;

    /// Several pictures; unless said otherwise, one after the other in `<div class="gallery">`.
    fn gallery(&self, pictures: &[Picture]) -> Option<String> {
        let drawn: String = pictures.iter().filter_map(|picture| self.picture(picture)).collect();
        (!drawn.is_empty()).then(|| format!("<div class=\"gallery\">{drawn}</div>"))
    }

    /// A video with its caption and credit, or what stands for it where it does not play.
    fn video(&self, video: &Video) -> Option<String>;

    /// A live module in its present state.
    fn module(&self, name: &ModuleName) -> Option<String>;

    /// Links to other stories, with their headlines.
    fn related(&self, stories: &[String]) -> Option<String>;
}

/// The body as HTML: `p`, `h2` to `h4`, `ul`, `ol`, `blockquote`, `hr`, `aside class="pullout"`, and
/// what `resolve` draws. A block per line.
pub fn write(body: &Body, resolve: &dyn Resolve) -> String {
    let mut html = String::new();
    for block in body.clone().normalise().blocks {
        let drawn = match &block {
            Block::Image(picture) => resolve.picture(picture),
            Block::Gallery { pictures } => resolve.gallery(pictures),
            Block::Video(video) => resolve.video(video),
            Block::Module { name } => resolve.module(name),
            Block::Related { stories } => resolve.related(stories),
            text => Some(text_block(text)),
        };
        if let Some(drawn) = drawn {
            html.push_str(&drawn);
            html.push('\n');
        }
    }
    html
}

/// The body as HTML without anyone to draw pictures and modules: they are `<figure>` elements whose
/// `data-` attributes say what they are, which [`super::parse`] reads back.
pub fn write_plain_tree(body: &Body) -> String {
    write(body, &Placeholders)
}

/// Text made safe to stand in HTML, between tags and in a quoted attribute.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\0' => {}
            other => escaped.push(other),
        }
    }
    escaped
}

/// Blocks of words; the rest is a [`Resolve`]'s.
fn text_block(block: &Block) -> String {
    match block {
        Block::Paragraph { text } => format!("<p>{}</p>", inline(text)),
        Block::Heading { level, text } => {
            let level = level.number();
            format!("<h{level}>{}</h{level}>", inline(text))
        }
        Block::List { ordered, items } => {
            let name = if *ordered { "ol" } else { "ul" };
            let items: String = items.iter().map(|item| format!("<li>{}</li>", inline(item))).collect();
            format!("<{name}>{items}</{name}>")
        }
        Block::Quote { text, attribution } => {
            format!("<blockquote><p>{}</p>{}</blockquote>", inline(text), footer(attribution.as_deref()))
        }
        Block::PullOut { text, attribution } => {
            format!(
                "<aside class=\"pullout\"><p>{}</p>{}</aside>",
                escape(text),
                footer(attribution.as_deref())
            )
        }
        Block::Rule => "<hr>".to_owned(),
        Block::Image(_)
        | Block::Gallery { .. }
        | Block::Video(_)
        | Block::Module { .. }
        | Block::Related { .. } => String::new(),
    }
}

fn footer(name: Option<&str>) -> String {
    name.map_or_else(String::new, |name| format!("<footer>— <cite>{}</cite></footer>", escape(name)))
}

fn inline(text: &[Inline]) -> String {
    let mut html = String::new();
    write_inline(&mut html, text);
    html
}

/// Normal text is at most four deep, so recursion is safe here.
fn write_inline(html: &mut String, text: &[Inline]) {
    for piece in text {
        match piece {
            Inline::Text(words) => html.push_str(&escape(words)),
            Inline::Strong(inner) => around(html, "strong", inner),
            Inline::Emphasis(inner) => around(html, "em", inner),
            Inline::Code(words) => {
                let _ = write!(html, "<code>{}</code>", escape(words));
            }
            Inline::Break => html.push_str("<br>"),
            Inline::Link { href, text } => {
                html.push_str(&link_start(href));
                write_inline(html, text);
                html.push_str("</a>");
            }
        }
    }
}

fn around(html: &mut String, name: &str, inner: &[Inline]) {
    let _ = write!(html, "<{name}>");
    write_inline(html, inner);
    let _ = write!(html, "</{name}>");
}

fn link_start(href: &Href) -> String {
    let rel = if href.names_a_host() { " rel=\"noopener\"" } else { "" };
    format!("<a href=\"{}\"{rel}>", escape(href.as_str()))
}

struct Placeholders;

impl Resolve for Placeholders {
    fn picture(&self, picture: &Picture) -> Option<String> {
        let alt = picture.alt.as_deref().map(|alt| format!(" data-alt=\"{}\"", escape(alt)));
        Some(format!(
            "<figure{} data-key=\"{}\">{}</figure>",
            alt.unwrap_or_default(),
            picture.key,
            caption(picture.caption.as_deref(), picture.credit.as_deref())
        ))
    }

    fn gallery(&self, pictures: &[Picture]) -> Option<String> {
        let drawn: String = pictures.iter().filter_map(|picture| self.picture(picture)).collect();
        Some(format!("<figure data-kind=\"gallery\">{drawn}</figure>"))
    }

    fn video(&self, video: &Video) -> Option<String> {
        let Video { key, caption: words, credit, poster, link } = video;
        let poster = poster.as_ref().map(|key| format!(" data-poster=\"{key}\"")).unwrap_or_default();
        let link = link.as_ref().map(|href| format!(" data-link=\"{}\"", escape(href.as_str())));
        Some(format!(
            "<figure data-key=\"{key}\" data-kind=\"video\"{}{poster}>{}</figure>",
            link.unwrap_or_default(),
            caption(words.as_deref(), credit.as_deref())
        ))
    }

    fn module(&self, name: &ModuleName) -> Option<String> {
        Some(format!("<figure data-module=\"{name}\"></figure>"))
    }

    fn related(&self, stories: &[String]) -> Option<String> {
        let links: String = stories
            .iter()
            .map(|path| {
                let path = escape(path);
                format!("<li><a href=\"{path}\">{path}</a></li>")
            })
            .collect();
        Some(format!("<figure data-related=\"{}\"><ul>{links}</ul></figure>", escape(&stories.join(" "))))
    }
}

fn caption(words: Option<&str>, credit: Option<&str>) -> String {
    let words = words.map(runs::tidy_line).map(|words| escape(&words));
    let credit = credit.map(runs::tidy_line).map(|credit| format!("<cite>{}</cite>", escape(&credit)));
    match (words, credit) {
        (None, None) => String::new(),
        (words, credit) => {
            let space = if words.is_some() && credit.is_some() { " " } else { "" };
            format!(
                "<figcaption>{}{space}{}</figcaption>",
                words.unwrap_or_default(),
                credit.unwrap_or_default()
            )
        }
    }
}
