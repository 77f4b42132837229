//! JSON Feed 1.1.

use serde::Serialize;

use crate::dates::rfc3339;
use crate::{Channel, Enclosure, Item};

/// The media type to serve it as.
pub const MEDIA_TYPE: &str = "application/feed+json; charset=utf-8";

/// Writes the channel.
///
/// What the format has no place for (source, rights, the picture's words, credit and size) goes into an extension
/// object `_news` in each item, as the format allows.
pub fn write(channel: &Channel) -> String {
    let feed = Feed {
        version: "https://jsonfeed.org/version/1.1",
        title: &channel.title,
        home_page_url: &channel.link,
        feed_url: &channel.self_link,
        description: &channel.description,
        language: &channel.language,
        icon: channel.icon.as_deref(),
        items: channel.items.iter().map(entry).collect(),
    };
    // Serialising strings, numbers and lists to memory cannot fail.
    serde_json::to_string(&feed).unwrap_or_default()
}

#[derive(Serialize)]
struct Feed<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: &'a str,
    feed_url: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    icon: Option<&'a str>,
    items: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_html: Option<&'a str>,
    /// An item must have content in one form: without HTML, the summary is its content.
    #[serde(skip_serializing_if = "Option::is_none")]
    content_text: Option<&'a str>,
    summary: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a str>,
    date_published: String,
    date_modified: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "slice_is_empty")]
    tags: &'a [String],
    #[serde(rename = "_news", skip_serializing_if = "News::is_empty")]
    news: News<'a>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
}

/// Our extension.
#[derive(Serialize)]
struct News<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<Source<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rights: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<Image<'a>>,
}

#[derive(Serialize)]
struct Source<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct Image<'a> {
    url: &'a str,
    mime_type: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    size_in_bytes: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    width: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    height: Option<u32>,
    alt: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    credit: Option<&'a str>,
}

impl News<'_> {
    fn is_empty(&self) -> bool {
        self.source.is_none() && self.rights.is_none() && self.image.is_none()
    }
}

fn entry(item: &Item) -> Entry<'_> {
    Entry {
        id: &item.id,
        url: &item.link,
        title: &item.title,
        content_html: item.html.as_deref(),
        content_text: item.html.is_none().then_some(&item.summary),
        summary: &item.summary,
        image: item.image.as_ref().map(|image| image.url.as_str()),
        date_published: rfc3339(item.published),
        date_modified: rfc3339(item.updated.max(item.published)),
        authors: item.authors.iter().map(|name| Author { name }).collect(),
        tags: &item.categories,
        news: News {
            source: item.source.as_ref().map(|(name, url)| Source { name, url: url.as_deref() }),
            rights: item.rights.as_deref(),
            image: item.image.as_ref().map(image),
        },
    }
}

fn image(image: &Enclosure) -> Image<'_> {
    Image {
        url: &image.url,
        mime_type: &image.media_type,
        size_in_bytes: image.bytes,
        width: image.width,
        height: image.height,
        alt: &image.alt,
        credit: image.credit.as_deref(),
    }
}

fn slice_is_empty(tags: &&[String]) -> bool {
    tags.is_empty()
}
