//! Text inside a block, and its JSON.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Href;

/// A piece of text inside a block. In JSON every piece is an object with a `kind`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Words.
    Text(String),
    /// Important words.
    Strong(Vec<Inline>),
    /// Stressed words.
    Emphasis(Vec<Inline>),
    /// Words that lead somewhere.
    Link {
        /// Where to.
        href: Href,
        /// The words.
        text: Vec<Inline>,
    },
    /// Words to be typed exactly so.
    Code(String),
    /// A new line inside the block.
    Break,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Written<'a> {
    Text { text: &'a str },
    Strong { text: &'a [Inline] },
    Emphasis { text: &'a [Inline] },
    Link { href: &'a Href, text: &'a [Inline] },
    Code { text: &'a str },
    Break,
}

#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Read {
    Text { text: String },
    Strong { text: Vec<Inline> },
    Emphasis { text: Vec<Inline> },
    Link { href: Href, text: Vec<Inline> },
    Code { text: String },
    Break,
}

impl Serialize for Inline {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let written = match self {
            Self::Text(text) => Written::Text { text },
            Self::Strong(text) => Written::Strong { text },
            Self::Emphasis(text) => Written::Emphasis { text },
            Self::Link { href, text } => Written::Link { href, text },
            Self::Code(text) => Written::Code { text },
            Self::Break => Written::Break,
        };
        written.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Inline {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Read::deserialize(deserializer)? {
            Read::Text { text } => Self::Text(text),
            Read::Strong { text } => Self::Strong(text),
            Read::Emphasis { text } => Self::Emphasis(text),
            Read::Link { href, text } => Self::Link { href, text },
            Read::Code { text } => Self::Code(text),
            Read::Break => Self::Break,
        })
    }
}
