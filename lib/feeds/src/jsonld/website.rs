//! The site itself, and the way from its front to a page.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::Organization;

/// The site.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub struct WebSite {
    /// Its name.
    pub name: String,
    /// Its front.
    pub url: String,
    /// A sentence on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// BCP 47 tag.
    #[serde(rename = "inLanguage", skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The newsroom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<Organization>,
    /// URL of its search with the place for the words: `https://example.org/search?q={words}`.
    #[serde(rename = "potentialAction", serialize_with = "search", skip_serializing_if = "Option::is_none")]
    pub search: Option<String>,
}

/// The way to a page, from the front down.
#[derive(Clone, Debug, Default)]
pub struct BreadcrumbList {
    /// The steps, the page itself last.
    pub crumbs: Vec<Crumb>,
}

/// One step of the way.
#[derive(Clone, Debug, Default)]
pub struct Crumb {
    /// Its name.
    pub name: String,
    /// Its URL; the last step may do without.
    pub url: Option<String>,
}

impl Serialize for BreadcrumbList {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let steps = (1..).zip(&self.crumbs);
        let steps: Vec<Step<'_>> = steps
            .map(|(position, crumb)| Step { position, name: &crumb.name, item: crumb.url.as_deref() })
            .collect();
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("@type", "BreadcrumbList")?;
        map.serialize_entry("itemListElement", &steps)?;
        map.end()
    }
}

#[derive(Serialize)]
#[serde(tag = "@type", rename = "ListItem")]
struct Step<'a> {
    position: usize,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<&'a str>,
}

fn search<S: Serializer>(template: &Option<String>, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(3))?;
    map.serialize_entry("@type", "SearchAction")?;
    map.serialize_entry("target", template)?;
    map.serialize_entry("query-input", "required name=words")?;
    map.end()
}
