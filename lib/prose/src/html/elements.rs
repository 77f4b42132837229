//! What each HTML element means to a body. Names are as the tokenizer gives them: small letters.

use html5ever::tokenizer::Tag;
use html5ever::tokenizer::states::RawKind;

use crate::HeadingLevel;

/// How the tokenizer must read what follows a start tag (HTML standard, 13.2.6.4).
pub(crate) fn raw_kind(name: &str) -> Option<RawKind> {
    match name {
        "script" => Some(RawKind::ScriptData),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" => Some(RawKind::Rawtext),
        "title" | "textarea" => Some(RawKind::Rcdata),
        _ => None,
    }
}

/// Elements that leave together with everything in them, because what is in them is not for reading.
pub(crate) fn leaves_with_content(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "iframe"
            | "noembed"
            | "noframes"
            | "title"
            | "textarea"
            | "select"
            | "button"
            | "datalist"
            | "object"
            | "applet"
            | "canvas"
            | "audio"
            | "video"
            | "svg"
            | "math"
            | "template"
            | "frameset"
            | "progress"
            | "meter"
    )
}

/// Elements without content that leave and are named.
pub(crate) fn leaves_alone(name: &str) -> bool {
    matches!(name, "embed" | "input" | "frame" | "keygen" | "form" | "base")
}

/// Elements that never have an end tag.
pub(crate) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "basefont"
            | "bgsound"
            | "br"
            | "col"
            | "embed"
            | "frame"
            | "hr"
            | "img"
            | "image"
            | "input"
            | "keygen"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Tags of HTML that end an unclosed `<svg>` or `<math>` (HTML standard, 13.2.6.5).
pub(crate) fn breaks_out_of_foreign(name: &str) -> bool {
    matches!(
        name,
        "b" | "big"
            | "blockquote"
            | "body"
            | "br"
            | "center"
            | "code"
            | "dd"
            | "div"
            | "dl"
            | "dt"
            | "em"
            | "embed"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "head"
            | "hr"
            | "i"
            | "img"
            | "li"
            | "listing"
            | "menu"
            | "meta"
            | "nobr"
            | "ol"
            | "p"
            | "pre"
            | "ruby"
            | "s"
            | "small"
            | "span"
            | "strong"
            | "strike"
            | "sub"
            | "sup"
            | "table"
            | "tt"
            | "u"
            | "ul"
            | "var"
    )
}

/// Elements at whose edges a paragraph ends and that mean nothing more.
pub(crate) fn is_division(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "body"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "footer"
            | "form"
            | "header"
            | "hgroup"
            | "html"
            | "head"
            | "legend"
            | "listing"
            | "main"
            | "nav"
            | "noscript"
            | "option"
            | "optgroup"
            | "p"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "tbody"
            | "thead"
            | "tfoot"
            | "xmp"
            | "plaintext"
            | "figcaption"
            | "figure"
            | "rp"
            | "blockquote"
    )
}

/// Elements that stand inside a word or line, of HTML and of the news formats that look like it
/// (NITF's enriched text).
const IN_LINE: [&str; 57] = [
    "a",
    "abbr",
    "acronym",
    "b",
    "bdi",
    "bdo",
    "big",
    "blink",
    "cite",
    "code",
    "data",
    "del",
    "dfn",
    "em",
    "font",
    "i",
    "ins",
    "kbd",
    "label",
    "map",
    "mark",
    "nobr",
    "output",
    "picture",
    "q",
    "rb",
    "rt",
    "rtc",
    "ruby",
    "s",
    "samp",
    "slot",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "time",
    "tt",
    "u",
    "var",
    "chron",
    "city",
    "classifier",
    "country",
    "event",
    "function",
    "lang",
    "location",
    "money",
    "num",
    "object.title",
    "org",
    "person",
    "state",
    "virtloc",
];

/// Elements that nobody knows: what they mean is lost, so at least their words must not run together.
pub(crate) fn is_unknown(name: &str) -> bool {
    // Word processors put a colon into the names of their own inline elements.
    !IN_LINE.contains(&name) && !name.contains(':') && !is_void(name)
}

/// The level a heading gets. The headline of the page is the only first level.
pub(crate) fn heading(name: &str) -> Option<HeadingLevel> {
    match name {
        "h1" | "h2" => Some(HeadingLevel::Two),
        "h3" => Some(HeadingLevel::Three),
        "h4" | "h5" | "h6" => Some(HeadingLevel::Four),
        _ => None,
    }
}

/// What an inline element does to the words in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effect {
    Nothing,
    Strong,
    Emphasis,
    Both,
    Code,
}

impl Effect {
    pub(crate) fn is_strong(self) -> bool {
        matches!(self, Self::Strong | Self::Both)
    }

    pub(crate) fn is_emphasis(self) -> bool {
        matches!(self, Self::Emphasis | Self::Both)
    }
}

/// The effect of an inline element that has to be remembered until its end tag; none for the rest.
pub(crate) fn effect(tag: &Tag) -> Option<Effect> {
    match &*tag.name {
        "b" | "strong" if says(tag, "font-weight", &["normal", "400"]) => Some(Effect::Nothing),
        "b" | "strong" => Some(Effect::Strong),
        "i" | "em" if says(tag, "font-style", &["normal"]) => Some(Effect::Nothing),
        "i" | "em" | "cite" | "dfn" | "var" => Some(Effect::Emphasis),
        "code" | "kbd" | "samp" | "tt" => Some(Effect::Code),
        "span" | "font" => Some(styled(tag)),
        _ => None,
    }
}

/// Word processors say bold and italic in a `style` attribute.
fn styled(tag: &Tag) -> Effect {
    let strong = says(tag, "font-weight", &["bold", "bolder", "600", "700", "800", "900"]);
    let emphasis = says(tag, "font-style", &["italic", "oblique"]);
    match (strong, emphasis) {
        (true, true) => Effect::Both,
        (true, false) => Effect::Strong,
        (false, true) => Effect::Emphasis,
        (false, false) => Effect::Nothing,
    }
}

fn says(tag: &Tag, property: &str, values: &[&str]) -> bool {
    let Some(style) = attribute(tag, "style") else { return false };
    style.split(';').filter_map(|rule| rule.split_once(':')).any(|(name, value)| {
        name.trim().eq_ignore_ascii_case(property)
            && values
                .iter()
                .any(|known| value.trim().trim_end_matches("!important").trim().eq_ignore_ascii_case(known))
    })
}

/// The value of an attribute, if it is there.
pub(crate) fn attribute<'a>(tag: &'a Tag, name: &str) -> Option<&'a str> {
    tag.attrs.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
}
