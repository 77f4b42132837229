//! What a description of the desk may not say, though `station.toml` may.

use super::{super::file, PASTED};
use crate::tree::Document;
use model::slug::Slug;

/// Sources are addresses of the web: who works at a desk does not choose which files of this machine are read.
pub(super) fn check(slug: &Slug, table: &file::Table, told: &mut Document<'_>) {
    let is_of_the_web = |url: &str| url.starts_with("https://") || url.starts_with("http://");
    let remedy = "Write https://… here, or paste: for figures that are pasted; files are for station.toml.";
    let url = &table.source.url;
    if !is_of_the_web(url) && url != PASTED {
        let path = ["table", slug.as_str(), "source", "url"];
        told.fault(&path, format!("“{url}” is no address of the web."), remedy);
    }
    for (index, also) in table.source.also.iter().enumerate().filter(|(_, also)| !is_of_the_web(&also.url)) {
        let path = ["table", slug.as_str(), "source", "also", &index.to_string(), "url"];
        told.fault(&path, format!("“{}” is no address of the web.", also.url), remedy);
    }
}
