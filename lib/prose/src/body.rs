//! The tree itself: a body is a list of blocks, and a block never holds markup.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::{Href, Inline, MediaKey, ModuleName};

/// The body of a story.
///
/// Its JSON is stable: `{"blocks": [{"kind": "paragraph", "text": [{"kind": "text", "text": "…"}]}]}`.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// The blocks in reading order.
    pub blocks: Vec<Block>,
}

/// One block of a body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Block {
    /// Ordinary text.
    Paragraph {
        /// The words.
        text: Vec<Inline>,
    },
    /// A heading inside the story; the headline stands above the body and is not part of it.
    Heading {
        /// Its level.
        level: HeadingLevel,
        /// The words; line breaks become spaces.
        text: Vec<Inline>,
    },
    /// A flat list.
    List {
        /// Numbered from 1 when true.
        ordered: bool,
        /// One entry per item.
        items: Vec<Vec<Inline>>,
    },
    /// Somebody else's words.
    Quote {
        /// The words; a new paragraph of the quote is a line break here.
        text: Vec<Inline>,
        /// Who said it, without a dash.
        attribution: Option<String>,
    },
    /// One picture.
    Image(Picture),
    /// Several pictures shown together.
    Gallery {
        /// In order.
        pictures: Vec<Picture>,
    },
    /// A video.
    Video(Video),
    /// A live module, drawn by whoever prints the page.
    Module {
        /// Such as `table:or-covid`.
        name: ModuleName,
    },
    /// A line of the story set large beside it.
    PullOut {
        /// The line.
        text: String,
        /// Who said it, without a dash.
        attribution: Option<String>,
    },
    /// Links to other stories of this site, titled by whoever prints the page.
    Related {
        /// Site paths such as `/story/2021/03/slug`.
        stories: Vec<String>,
    },
    /// A break between two parts.
    Rule,
}

/// A picture as a story uses it. `None` means: whatever the media library says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// Which picture.
    pub key: MediaKey,
    /// What the picture shows, for those who do not see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alt: Option<String>,
    /// The words below it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    /// Who took it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
}

/// A video as a story uses it. `None` means: whatever the media library says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Video {
    /// Which video.
    pub key: MediaKey,
    /// The words below it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    /// Who took it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
    /// The picture that stands for it where it does not play.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub poster: Option<MediaKey>,
    /// Where it can be watched when it does not play here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<Href>,
}

/// The level of a heading. In JSON it is the number 2, 3 or 4.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "u8", try_from = "u8")]
pub enum HeadingLevel {
    /// `h2`
    Two,
    /// `h3`
    Three,
    /// `h4`
    Four,
}

impl Body {
    /// The pictures, videos and their posters this body uses, each once, in order of first use.
    pub fn media_keys(&self) -> Vec<&MediaKey> {
        let mut seen = HashSet::new();
        let mut keys = Vec::new();
        let mut note = |key| {
            if seen.insert(key) {
                keys.push(key);
            }
        };
        for block in &self.blocks {
            match block {
                Block::Image(picture) => note(&picture.key),
                Block::Gallery { pictures } => pictures.iter().for_each(|picture| note(&picture.key)),
                Block::Video(video) => {
                    note(&video.key);
                    video.poster.iter().for_each(&mut note);
                }
                _ => {}
            }
        }
        keys
    }

    /// The modules this body shows, each once, in order of first use.
    pub fn module_names(&self) -> Vec<&ModuleName> {
        let mut seen = HashSet::new();
        let names = self.blocks.iter().filter_map(|block| match block {
            Block::Module { name } => Some(name),
            _ => None,
        });
        names.filter(|name| seen.insert(*name)).collect()
    }

    /// The site paths of all related stories, each once, in order of first mention.
    pub fn related(&self) -> Vec<&str> {
        let mut seen = HashSet::new();
        let paths = self.blocks.iter().filter_map(|block| match block {
            Block::Related { stories } => Some(stories),
            _ => None,
        });
        paths.flatten().map(String::as_str).filter(|path| seen.insert(*path)).collect()
    }

    /// True when there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }
}

impl HeadingLevel {
    /// The number in the element's name: 2, 3 or 4.
    pub fn number(self) -> u8 {
        self.into()
    }
}

impl From<HeadingLevel> for u8 {
    fn from(level: HeadingLevel) -> Self {
        match level {
            HeadingLevel::Two => 2,
            HeadingLevel::Three => 3,
            HeadingLevel::Four => 4,
        }
    }
}

impl TryFrom<u8> for HeadingLevel {
    type Error = String;

    fn try_from(number: u8) -> Result<Self, String> {
        match number {
            2 => Ok(Self::Two),
            3 => Ok(Self::Three),
            4 => Ok(Self::Four),
            other => Err(format!("a heading has level 2, 3 or 4, not {other}")),
        }
    }
}
