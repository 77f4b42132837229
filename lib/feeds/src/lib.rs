//! Outside formats, read and written: bytes or text on one side, plain items on the other.
//!
//! **Owns** the shape of each format: what a delimited table, an RSS channel, an Atom feed, a JSON Feed, a
//! sitemap and a JSON-LD description look like, and every cap that keeps a hostile file from hurting us.
//!
//! **Must not** know our nouns (a story, a county), touch the network, files or a clock, panic on any input, or
//! allocate without a cap. A reader says what it could not understand, with the place and the remedy; it never
//! guesses silently, and "no figure" is never zero.
//!
//! **Reading order.** [`nws`] reads observations and forecasts, [`metar`] the reports of airports, [`climate`] what is normal
//! for a day, [`air`] figures of air quality, [`alert`] warnings (the weather service's GeoJSON, CAP), and it writes CAP.
//! [`table`] is the largest reader: [`table::read`] for delimited files by their first line,
//! [`table::find`] for a table in a workbook, a page, JSON or pasted text, [`table::together`] for cells that ran
//! together. [`Channel`] is what every feed writer takes: [`rss`], [`atom`], [`json_feed`]. [`sitemap`] and [`jsonld`]
//! stand on their own. `xml` and `dates` serve the writers.
//!
//! **Where the next formats go**, one file each: reading RSS and Atom is a `read` beside the `write` in [`rss`] and
//! [`atom`], giving the same [`Channel`]; `ninjs`, `icalendar` and `wxr` become modules
//! here; another form of table is a file in `table` that gives a `grid`, and a branch in
//! [`table::find`].

pub mod air;
pub mod alert;
pub mod atom;
mod channel;
pub mod climate;
mod dates;
pub mod gazetteer;
pub mod json_feed;
pub mod jsonld;
pub mod metar;
mod node;
mod note;
pub mod nws;
pub mod rss;
pub mod sitemap;
pub mod table;
mod xml;

pub use channel::{Channel, Enclosure, Item};
pub use note::Note;
