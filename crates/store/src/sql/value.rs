//! What can be bound to a statement, and how each kind of ours becomes it.

use jiff::{Timestamp, civil::Date};
use model::{Slug, id};
use std::collections::BTreeSet;

/// A bound value.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Int(Option<i64>),
    Real(f64),
    Text(Option<String>),
    Bytes(Vec<u8>),
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Int(Some(value))
    }
}

impl From<Option<i64>> for Value {
    fn from(value: Option<i64>) -> Self {
        Self::Int(value)
    }
}

impl From<u32> for Value {
    fn from(value: u32) -> Self {
        Self::Int(Some(value.into()))
    }
}

impl From<f32> for Value {
    fn from(value: f32) -> Self {
        Self::Real(value.into())
    }
}

impl From<Timestamp> for Value {
    fn from(value: Timestamp) -> Self {
        Self::Int(Some(value.as_microsecond()))
    }
}

impl From<Option<Timestamp>> for Value {
    fn from(value: Option<Timestamp>) -> Self {
        Self::Int(value.map(Timestamp::as_microsecond))
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        // PostgreSQL cannot keep U+0000 in a text and SQLite can: neither does, so that both read back the same.
        Self::Text(Some(if value.contains('\0') { value.replace('\0', "\u{FFFD}") } else { value }))
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::from(value.to_owned())
    }
}

impl From<&String> for Value {
    fn from(value: &String) -> Self {
        Self::from(value.clone())
    }
}

impl From<Option<String>> for Value {
    fn from(value: Option<String>) -> Self {
        value.map_or(Self::Text(None), Self::from)
    }
}

impl From<Option<&str>> for Value {
    fn from(value: Option<&str>) -> Self {
        value.map_or(Self::Text(None), Self::from)
    }
}

impl From<&Slug> for Value {
    fn from(value: &Slug) -> Self {
        Self::from(value.as_str())
    }
}

impl From<Option<&Slug>> for Value {
    fn from(value: Option<&Slug>) -> Self {
        Self::from(value.map(Slug::as_str))
    }
}

/// In one column, with a space between two.
impl From<&BTreeSet<Slug>> for Value {
    fn from(value: &BTreeSet<Slug>) -> Self {
        Self::from(value.iter().map(Slug::as_str).collect::<Vec<_>>().join(" "))
    }
}

impl From<&[u8; 32]> for Value {
    fn from(value: &[u8; 32]) -> Self {
        Self::Bytes(value.to_vec())
    }
}

impl From<Vec<u8>> for Value {
    fn from(value: Vec<u8>) -> Self {
        Self::Bytes(value)
    }
}

impl From<Date> for Value {
    fn from(value: Date) -> Self {
        Self::from(value.to_string())
    }
}

macro_rules! from_id {
    ($($id:ident),*) => {$(
        impl From<id::$id> for Value {
            fn from(value: id::$id) -> Self {
                Self::Int(Some(value.0))
            }
        }

        impl From<Option<id::$id>> for Value {
            fn from(value: Option<id::$id>) -> Self {
                Self::Int(value.map(|id| id.0))
            }
        }
    )*};
}
from_id!(StoryId, UserId, MediaId, JobId, SnapshotId);
