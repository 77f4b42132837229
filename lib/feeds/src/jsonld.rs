//! JSON-LD in the schema.org vocabulary, safe inside `<script type="application/ld+json">`.
//!
//! Each thing is a small struct; [`script`] writes any of them. Absent values are left out, not written as null.

mod article;
mod dataset;
mod organization;
mod website;

use serde::Serialize;

pub use article::{Article, ArticleKind, Author, Correction, Image};
pub use dataset::{Dataset, Download};
pub use organization::{Organization, OrganizationKind};
pub use website::{BreadcrumbList, Crumb, WebSite};

/// A thing that can stand by itself in a page.
pub trait Thing: Serialize {}

impl Thing for Article {}
impl Thing for Correction {}
impl Thing for Dataset {}
impl Thing for Organization {}
impl Thing for BreadcrumbList {}
impl Thing for WebSite {}

/// The thing as JSON text. Nothing in it can end the script element or be taken for markup: `<`, `>`, `&` and the
/// two line separators of Unicode are written as escapes, which mean the same in JSON.
pub fn script(thing: &impl Thing) -> String {
    let document = Document { context: "https://schema.org", thing };
    // Serialising strings, numbers and lists to memory cannot fail.
    let json = serde_json::to_string(&document).unwrap_or_default();
    let mut safe = String::with_capacity(json.len());
    for character in json.chars() {
        // In JSON text these occur only inside strings.
        match character {
            '<' => safe.push_str("\\u003c"),
            '>' => safe.push_str("\\u003e"),
            '&' => safe.push_str("\\u0026"),
            '\u{2028}' => safe.push_str("\\u2028"),
            '\u{2029}' => safe.push_str("\\u2029"),
            plain => safe.push(plain),
        }
    }
    safe
}

#[derive(Serialize)]
struct Document<'a, T: Serialize> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(flatten)]
    thing: &'a T,
}
