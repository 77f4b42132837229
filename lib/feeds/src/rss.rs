//! RSS 2.0, with the Atom, content, Dublin Core and Media RSS modules.

use crate::dates::rfc822;
use crate::xml::{Xml, html_from_text};
use crate::{Channel, Enclosure, Item};

/// The media type to serve it as.
pub const MEDIA_TYPE: &str = "application/rss+xml; charset=utf-8";

/// Writes the channel. Reading goes beside this when it is needed.
///
/// By custom an item's `description` is HTML, so the plain summary is first made HTML and then escaped as XML: "R&B"
/// stands there as `R&amp;amp;B`. Titles are plain text. A `guid` is called a permalink only when it is the item's
/// link.
pub fn write(channel: &Channel) -> String {
    let mut xml = Xml::new();
    xml.open(
        "rss",
        &[
            ("version", "2.0"),
            ("xmlns:atom", "http://www.w3.org/2005/Atom"),
            ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
            ("xmlns:media", "http://search.yahoo.com/mrss/"),
        ],
    );
    xml.open("channel", &[]);
    xml.text("title", &[], &channel.title);
    xml.text("link", &[], &channel.link);
    xml.text("description", &[], &channel.description);
    if !channel.language.is_empty() {
        xml.text("language", &[], &channel.language);
    }
    xml.text("lastBuildDate", &[], &rfc822(channel.updated));
    xml.empty("atom:link", &[("rel", "self"), ("type", "application/rss+xml"), ("href", &channel.self_link)]);
    if let Some(icon) = &channel.icon {
        xml.open("image", &[]);
        xml.text("url", &[], icon);
        xml.text("title", &[], &channel.title);
        xml.text("link", &[], &channel.link);
        xml.close();
    }
    for item in &channel.items {
        write_item(&mut xml, item);
    }
    xml.finish()
}

fn write_item(xml: &mut Xml, item: &Item) {
    xml.open("item", &[]);
    xml.text("title", &[], &item.title);
    xml.text("link", &[], &item.link);
    let is_permalink = if item.id == item.link { "true" } else { "false" };
    xml.text("guid", &[("isPermaLink", is_permalink)], &item.id);
    xml.text("pubDate", &[], &rfc822(item.published));
    if item.updated > item.published {
        xml.text("atom:updated", &[], &crate::dates::rfc3339(item.updated));
    }
    xml.text("description", &[], &html_from_text(&item.summary));
    if let Some(html) = &item.html {
        xml.text("content:encoded", &[], html);
    }
    for author in &item.authors {
        xml.text("dc:creator", &[], author);
    }
    for category in &item.categories {
        xml.text("category", &[], category);
    }
    match &item.source {
        Some((name, Some(url))) => xml.text("source", &[("url", url)], name),
        Some((name, None)) => xml.text("dc:source", &[], name),
        None => {}
    }
    if let Some(rights) = &item.rights {
        xml.text("dc:rights", &[], rights);
    }
    if let Some(image) = &item.image {
        write_media(xml, image);
    }
    xml.close();
}

/// Media RSS 1.5.1; the Atom writer uses it too.
pub(crate) fn write_media(xml: &mut Xml, media: &Enclosure) {
    let bytes = media.bytes.map(|bytes| bytes.to_string());
    let width = media.width.map(|width| width.to_string());
    let height = media.height.map(|height| height.to_string());
    let kind = media.media_type.split('/').next().filter(|kind| ["image", "audio", "video"].contains(kind));
    let mut attributes = vec![("url", media.url.as_str()), ("type", media.media_type.as_str())];
    let optional = [
        ("medium", kind),
        ("fileSize", bytes.as_deref()),
        ("width", width.as_deref()),
        ("height", height.as_deref()),
    ];
    attributes.extend(optional.into_iter().filter_map(|(name, value)| Some((name, value?))));
    xml.open("media:content", &attributes);
    if !media.alt.is_empty() {
        xml.text("media:description", &[("type", "plain")], &media.alt);
    }
    if let Some(credit) = &media.credit {
        xml.text("media:credit", &[], credit);
    }
    xml.close();
}
