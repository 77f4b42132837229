//! Typed TOML with good manners: every fault of a file at once, each with its line, and a list of what may stand in it.
//!
//! A [`group!`] declares a struct and, from the same lines, the list of its keys with documentation, shape and default.
//! So a key that is not documented cannot be written down, and the reference pages are made from what the program
//! reads. [`Document`] compares a file with that list first (unknown keys, wrong types, missing ones), then hands out
//! the struct, and keeps the file so that later checks can name the line of any value.

mod check;
mod document;
mod nearest;
mod shape;

pub use document::Document;
pub use shape::{Described, Field, Group, Moment, Shape, Shaped};

/// Declare a struct read from TOML: `key: Type [default]` with its documentation, or `[required]`.
macro_rules! group {
    (
        $(#[doc = $about:literal])+
        $vis:vis $name:ident {
            $( $(#[doc = $doc:literal])+ $key:ident : $type:ty [ $($default:tt)+ ], )*
        }
    ) => {
        $(#[doc = $about])+
        #[derive(Clone, Debug, PartialEq, serde::Deserialize, serde::Serialize)]
        #[serde(default, deny_unknown_fields)]
        $vis struct $name {
            $( $(#[doc = $doc])+ $vis $key: $type, )*
        }

        impl Default for $name {
            fn default() -> Self {
                Self { $( $key: $crate::tree::default_of!($($default)+), )* }
            }
        }

        impl $crate::tree::Described for $name {
            const GROUP: $crate::tree::Group = $crate::tree::Group {
                about: &[$($about),+],
                fields: &[$(
                    $crate::tree::Field {
                        key: stringify!($key),
                        doc: &[$($doc),+],
                        required: $crate::tree::is_required!($($default)+),
                        shape: <$type as $crate::tree::Shaped>::SHAPE,
                    }
                ),*],
                blank: || toml::Value::try_from(<$name as Default>::default()).ok(),
            };
        }

        impl $crate::tree::Shaped for $name {
            const SHAPE: $crate::tree::Shape =
                $crate::tree::Shape::Group(&<$name as $crate::tree::Described>::GROUP);
        }
    };
}

/// The value of a key that is not there.
macro_rules! default_of {
    (required) => { Default::default() };
    ($($value:tt)+) => { $($value)+ };
}

/// Whether a key must be there.
macro_rules! is_required {
    (required) => {
        true
    };
    ($($value:tt)+) => {
        false
    };
}

pub(crate) use {default_of, group, is_required};
