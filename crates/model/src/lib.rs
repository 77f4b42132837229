//! # model: what the house knows
//!
//! The nouns of a station's website and the rules that need only them: a story and when it may be published, a
//! slug, a URL, a table and its gates, a reading and its age, who may do what.
//!
//! **Owns** the vocabulary that every other room speaks.
//! **Never contains** SQL, HTML, HTTP, async, input or output, a clock, or serde of its own nouns: rules are handed
//! `now`, and each room that puts a noun on a wire has its own small structs at its own edge.
//!
//! Reading order: [`id`] and [`slug`] (the smallest words), [`story`] (the noun everything turns around), [`url`]
//! (every address of the site, built here only), [`stale`] (what a change makes old), [`reading`] (freshness as a
//! type), then the others by need.

pub mod air;
pub mod alert;
pub mod audit;
pub mod author;
pub mod county;
pub mod front;
pub mod id;
pub mod job;
pub mod media;
pub mod module;
pub mod notice;
pub mod page;
pub mod place;
pub mod radar;
pub mod reading;
pub mod receipt;
pub mod section;
pub mod session;
pub mod slug;
pub mod source;
pub mod stale;
pub mod station;
pub mod story;
pub mod table;
pub mod tag;
pub mod text;
pub mod town;
pub mod url;
pub mod user;
mod version;
pub mod weather;

pub use slug::Slug;
