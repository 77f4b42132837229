//! The body of a story, as a checked tree of elements.
//!
//! A [`Body`] is a list of [`Block`]s: paragraphs, headings, lists, quotes, pictures, embedded
//! modules. Nothing in it is markup: text is text, links are [`Href`]s that were checked when they
//! were made, pictures and videos are named by [`MediaKey`]. A script cannot be written down in this
//! tree, so whatever is printed from it is safe however hostile the input was.
//!
//! ```
//! let (body, problems) = prose::markdown::parse("# Fire weather watch\n\nGusts to **45 mph** are likely.");
//! assert_eq!(
//!     prose::html::write_plain_tree(&body),
//!     "<h2>Fire weather watch</h2>\n<p>Gusts to <strong>45 mph</strong> are likely.</p>\n"
//! );
//! assert_eq!(problems[0].to_string(), "line 1: A single # is the headline's place, so this became a heading of the second level. Write ## for a heading inside the story.");
//! assert_eq!(prose::plain::excerpt(&body, 20), "Gusts to 45 mph are…");
//!
//! let (body, problems) = prose::html::parse("<p>Read <a href='java&#9;script:x()'>this</a><script>x()</script>");
//! assert_eq!(prose::html::write_plain_tree(&body), "<p>Read this</p>\n");
//! assert_eq!(problems.len(), 2);
//! ```
//!
//! What this crate owns: the tree, its JSON, its three ways in and out ([`markdown`], [`html`],
//! [`plain`]) and the caps on all of them ([`limits`]).
//! What it must not do: touch network, files or clock; panic; drop words without a [`Problem`].
//! A body may have been refused as a whole: then it is empty and the problems say why.
//!
//! Reading order: `body`, `inline`, `href`, `runs` (how marked text is brought into its one normal
//! shape), `normalise`, `assemble` (events in, blocks out; both readers use it), then the folders.

mod assemble;
mod body;
mod href;
pub mod html;
mod inline;
mod key;
pub mod limits;
pub mod markdown;
mod normalise;
pub mod plain;
mod problem;
mod runs;

pub use body::{Block, Body, HeadingLevel, Picture, Video};
pub use href::{Href, HrefError};
pub use inline::Inline;
pub use key::{KeyError, MediaKey, ModuleName};
pub use problem::Problem;
