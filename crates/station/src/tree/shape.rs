//! What may stand in a file: groups of keys, and the shape of each key's value.

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;

/// The shape of a value.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// Text in quotes.
    Text,
    /// A whole number, not below zero.
    Count,
    /// A number, with a decimal point or without, and a sign where it needs one.
    Number,
    /// `true` or `false`.
    Switch,
    /// A date and time with an offset.
    Moment,
    /// Several values of one shape.
    List(&'static Shape),
    /// Names that the file makes up, each with a value of one shape.
    Named(&'static Shape),
    /// A group of known keys.
    Group(&'static Group),
}

/// A group of keys.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// What the group is for, one entry per line.
    pub about: &'static [&'static str],
    /// Its keys, in order of declaration.
    pub fields: &'static [Field],
    /// What it is when nothing of it is written: the default of each key that has one.
    pub blank: fn() -> Option<toml::Value>,
}

/// One key.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// As it is written.
    pub key: &'static str,
    /// What it does, one entry per line.
    pub doc: &'static [&'static str],
    /// Whether it must be there.
    pub required: bool,
    /// What its value looks like.
    pub shape: Shape,
}

/// A struct that was declared as a group.
pub trait Described {
    /// Its keys.
    const GROUP: Group;
}

/// A type that a value can be read into.
pub trait Shaped {
    /// How such a value is written.
    const SHAPE: Shape;
}

impl Field {
    /// The documentation as one paragraph.
    pub fn paragraph(&self) -> String {
        paragraph(self.doc)
    }
}

impl Group {
    /// The documentation as one paragraph.
    pub fn paragraph(&self) -> String {
        paragraph(self.about)
    }
}

impl Shape {
    /// In words, for faults and for the reference.
    pub fn words(&self) -> String {
        match self {
            Self::Text => "text in quotes".to_owned(),
            Self::Count => "a whole number".to_owned(),
            Self::Number => "a number, such as 42.37 or -122.8".to_owned(),
            Self::Switch => "true or false".to_owned(),
            Self::Moment => "a moment such as 2021-03-01T18:00:00-08:00".to_owned(),
            Self::List(Self::Text) => "a list of texts, such as [\"one\", \"two\"]".to_owned(),
            Self::List(_) => "a list of groups".to_owned(),
            Self::Named(Self::Text) => "names with texts, such as { name = \"text\" }".to_owned(),
            Self::Named(_) => "named groups".to_owned(),
            Self::Group(_) => "a group of keys".to_owned(),
        }
    }
}

fn paragraph(lines: &[&str]) -> String {
    lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ").trim().to_owned()
}

macro_rules! shaped {
    ($($type:ty => $shape:ident),*) => {
        $(impl Shaped for $type { const SHAPE: Shape = Shape::$shape; })*
    };
}

shaped!(String => Text, bool => Switch, u32 => Count, u64 => Count, f64 => Number, Moment => Moment);

impl<T: Shaped> Shaped for Option<T> {
    const SHAPE: Shape = T::SHAPE;
}

impl<T: Shaped + 'static> Shaped for Vec<T> {
    const SHAPE: Shape = Shape::List(&T::SHAPE);
}

impl<T: Shaped + 'static> Shaped for BTreeMap<String, T> {
    const SHAPE: Shape = Shape::Named(&T::SHAPE);
}

/// A TOML date-time with an offset.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moment(pub Timestamp);

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = toml::value::Datetime::deserialize(deserializer)?.to_string();
        written.parse().map(Self).map_err(|_| {
            serde::de::Error::custom(format!(
                "“{written}” is not a moment: it needs a date, a time and an offset"
            ))
        })
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.to_string().serialize(serializer)
    }
}
