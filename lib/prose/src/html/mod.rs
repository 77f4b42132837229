//! HTML in and out.
//!
//! In: whatever a wire, an upload or an old site sends. The tokenizer of the HTML standard
//! (html5ever) says what is tag and what is text; [`parse`] keeps the words and the structure a body
//! can hold, and names what it left out. No tree of foreign elements is ever built, so there is
//! nothing to recurse into and nothing to forget to remove.
//!
//! Out: semantic, minimal HTML in which every text was escaped. What is not text (pictures, videos,
//! modules) is drawn by a [`Resolve`], or shown as `<figure data-…>` placeholders by
//! [`write_plain_tree`], which [`parse`] understands again.

mod elements;
mod figure;
mod open;
mod parse;
mod reader;
mod tags;
mod write;

pub use parse::{parse, parse_with_media};
pub use write::{Resolve, escape, write, write_plain_tree};
