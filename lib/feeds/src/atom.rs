//! Atom, RFC 4287, with Media RSS for pictures.

use crate::dates::rfc3339;
use crate::rss::write_media;
use crate::xml::Xml;
use crate::{Channel, Item};

/// The media type to serve it as.
pub const MEDIA_TYPE: &str = "application/atom+xml; charset=utf-8";

/// Writes the channel. Reading goes beside this when it is needed.
///
/// The feed's `id` is its own address; the feed's author is the channel, which covers items without a byline.
pub fn write(channel: &Channel) -> String {
    let mut xml = Xml::new();
    let namespaces =
        [("xmlns", "http://www.w3.org/2005/Atom"), ("xmlns:media", "http://search.yahoo.com/mrss/")];
    let mut attributes = namespaces.to_vec();
    if !channel.language.is_empty() {
        attributes.push(("xml:lang", &channel.language));
    }
    xml.open("feed", &attributes);
    xml.text("id", &[], &channel.self_link);
    xml.text("title", &[], &channel.title);
    if !channel.description.is_empty() {
        xml.text("subtitle", &[], &channel.description);
    }
    xml.text("updated", &[], &rfc3339(channel.updated));
    xml.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &channel.self_link)]);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &channel.link)]);
    write_author(&mut xml, &channel.title);
    if let Some(icon) = &channel.icon {
        xml.text("icon", &[], icon);
    }
    for item in &channel.items {
        write_entry(&mut xml, item);
    }
    xml.finish()
}

fn write_entry(xml: &mut Xml, item: &Item) {
    xml.open("entry", &[]);
    xml.text("id", &[], &item.id);
    xml.text("title", &[("type", "text")], &item.title);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &item.link)]);
    xml.text("published", &[], &rfc3339(item.published));
    // An entry is never updated before it was published.
    xml.text("updated", &[], &rfc3339(item.updated.max(item.published)));
    for author in &item.authors {
        write_author(xml, author);
    }
    for category in &item.categories {
        xml.empty("category", &[("term", category)]);
    }
    if let Some(rights) = &item.rights {
        xml.text("rights", &[("type", "text")], rights);
    }
    if let Some((name, url)) = &item.source {
        xml.open("source", &[]);
        if let Some(url) = url {
            xml.text("id", &[], url);
        }
        xml.text("title", &[("type", "text")], name);
        if let Some(url) = url {
            xml.empty("link", &[("rel", "alternate"), ("href", url)]);
        }
        xml.close();
    }
    xml.text("summary", &[("type", "text")], &item.summary);
    if let Some(html) = &item.html {
        xml.text("content", &[("type", "html")], html);
    }
    if let Some(image) = &item.image {
        write_media(xml, image);
    }
    xml.close();
}

fn write_author(xml: &mut Xml, name: &str) {
    xml.open("author", &[]);
    xml.text("name", &[], name);
    xml.close();
}
