//! The showing room: typed page structs and MiniJinja templates become HTML, feeds and sitemaps.
//!
//! Owns every word and every tag a reader sees. A page is a struct that implements [`View`]; its fields are finished
//! values (words, paths, dates), so a template only arranges them. Must not query, fetch, read files or ask for the
//! time, and never prints text unescaped except bodies that `prose` made from a checked tree.
//!
//! Reading order: [`render`] (how a view becomes text), [`chrome`] (what surrounds every page), [`story`] and
//! [`front`] (what most readers see), then the noun you need; [`desk`] for the newsroom's screens; [`sample`] for one
//! full and one bare example of each page, which the tests, the gallery and `bellwether check` render.

pub mod air;
pub mod alert;
pub mod archive;
pub mod assets;
pub mod author;
pub mod card;
pub mod chart;
pub mod chrome;
pub mod compose;
pub mod desk;
pub mod error;
pub mod front;
pub mod lite;
pub mod map;
pub mod media;
pub mod module;
pub mod moment;
mod names;
pub mod number;
pub mod page;
pub mod place;
pub mod radar;
pub mod render;
pub mod sample;
pub mod section;
pub mod story;
mod svg;
pub mod table;
pub mod tag;
mod templates;
mod view;
pub mod weather;

pub use chrome::{Chrome, Head, Link};
pub use moment::{Day, Moment};
pub use render::{Error, Renderer, Theme};
pub use view::View;
