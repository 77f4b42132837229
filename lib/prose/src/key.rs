//! Names of things that live elsewhere: media and modules.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The key of a picture or video in a media library: 4 to 64 of `a-z`, `0-9` and `-`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct MediaKey(String);

/// The name of a live module, `kind:subject`, each part 1 to 64 of `a-z`, `0-9` and `-`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct ModuleName(String);

/// Why a key or module name was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Not a media key.
    #[error("a media key is 4 to 64 small letters, digits and hyphens")]
    Media,
    /// Not a module name.
    #[error(
        "a module's name is its kind, a colon and its subject, such as table:or-covid, in small letters, digits and hyphens"
    )]
    Module,
}

impl MediaKey {
    /// Checks a key.
    ///
    /// # Errors
    /// [`KeyError::Media`] when it has another length or other characters.
    pub fn parse(raw: &str) -> Result<Self, KeyError> {
        if is_name(raw, 4) { Ok(Self(raw.to_owned())) } else { Err(KeyError::Media) }
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl ModuleName {
    /// Checks a name.
    ///
    /// # Errors
    /// [`KeyError::Module`] when a part or the colon is missing, or a part is no name.
    pub fn parse(raw: &str) -> Result<Self, KeyError> {
        let (kind, subject) = raw.split_once(':').ok_or(KeyError::Module)?;
        if is_name(kind, 1) && is_name(subject, 1) { Ok(Self(raw.to_owned())) } else { Err(KeyError::Module) }
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What sort of module, such as `table`.
    pub fn kind(&self) -> &str {
        self.0.split_once(':').map_or("", |(kind, _)| kind)
    }

    /// Which one of that sort, such as `or-covid`.
    pub fn subject(&self) -> &str {
        self.0.split_once(':').map_or("", |(_, subject)| subject)
    }
}

fn is_name(raw: &str, least: usize) -> bool {
    (least..=64).contains(&raw.len())
        && raw.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

macro_rules! named {
    ($name:ident) => {
        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(&self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = KeyError;

            fn from_str(raw: &str) -> Result<Self, KeyError> {
                Self::parse(raw)
            }
        }

        impl TryFrom<String> for $name {
            type Error = KeyError;

            fn try_from(raw: String) -> Result<Self, KeyError> {
                Self::parse(&raw)
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> Self {
                name.0
            }
        }
    };
}

named!(MediaKey);
named!(ModuleName);
