//! Any text in every field gives a well-formed document and comes back out of it.

use feeds::jsonld::{BreadcrumbList, Correction, Crumb, script};
use feeds::sitemap::{self, NewsEntry};
use feeds::{Channel, Enclosure, Item, atom, json_feed, rss};
use jiff::Timestamp;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use serde_json::Value;

use crate::xml_tree::{self, Element};

const ATOM: &str = "{http://www.w3.org/2005/Atom}";
const CONTENT: &str = "{http://purl.org/rss/1.0/modules/content/}";
const DC: &str = "{http://purl.org/dc/elements/1.1/}";
const MEDIA: &str = "{http://search.yahoo.com/mrss/}";

/// Any characters, and pieces of markup that have broken feeds before.
fn text() -> impl Strategy<Value = String> {
    const HARD: [&str; 14] = [
        "]]>",
        "<![CDATA[",
        "<!--",
        "-->",
        "</script>",
        "&amp;",
        "&#0;",
        "&nbsp;",
        "\r\n",
        "\u{2028}",
        "\u{0}",
        "\u{ffff}",
        "\"'",
        "<?xml?>",
    ];
    let piece = prop_oneof![
        any::<char>().prop_map(String::from),
        prop::sample::select(&HARD[..]).prop_map(String::from)
    ];
    vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn time() -> impl Strategy<Value = Timestamp> {
    (Timestamp::MIN.as_second()..Timestamp::MAX.as_second())
        .prop_map(|second| Timestamp::from_second(second).unwrap())
}

prop_compose! {
    fn image()(
        texts in [text(), text(), text()],
        credit in option::of(text()),
        bytes in option::of(any::<u64>()),
        width in option::of(any::<u32>()),
    ) -> Enclosure {
        let [url, media_type, alt] = texts;
        Enclosure { url, media_type, bytes, width, height: width, alt, credit }
    }
}

prop_compose! {
    fn item()(
        texts in [text(), text(), text(), text()],
        html in option::of(text()),
        authors in vec(text(), 0..3),
        categories in vec(text(), 0..3),
        times in [time(), time()],
        image in option::of(image()),
        source in option::of((text(), option::of(text()))),
        rights in option::of(text()),
    ) -> Item {
        let [id, link, title, summary] = texts;
        let [published, updated] = times;
        Item { id, link, title, summary, html, authors, published, updated, categories, image, source, rights }
    }
}

prop_compose! {
    fn channel()(
        texts in [text(), text(), text(), text(), text()],
        updated in time(),
        icon in option::of(text()),
        items in vec(item(), 0..3),
    ) -> Channel {
        let [title, link, self_link, description, language] = texts;
        Channel { title, link, self_link, description, language, updated, icon, items }
    }
}

proptest! {
    #[test]
    fn rss_survives(channel in channel()) {
        let document = xml_tree::parse(&rss::write(&channel));
        let feed = document.only("channel");
        prop_assert_eq!(&feed.only("title").text, &xml(&channel.title));
        prop_assert_eq!(&feed.only("link").text, &xml(&channel.link));
        prop_assert_eq!(&feed.only("description").text, &xml(&channel.description));
        let own = feed.only(&format!("{ATOM}link")).attribute("href").map(str::to_owned);
        prop_assert_eq!(own, Some(xml(&channel.self_link)));
        prop_assert_eq!(feed.all("item").count(), channel.items.len());
        for (written, item) in feed.all("item").zip(&channel.items) {
            rss_item_survives(written, item)?;
        }
    }

    #[test]
    fn atom_survives(channel in channel()) {
        let feed = xml_tree::parse(&atom::write(&channel));
        let tag = |name: &str| format!("{ATOM}{name}");
        prop_assert_eq!(&feed.only(&tag("title")).text, &xml(&channel.title));
        prop_assert_eq!(&feed.only(&tag("id")).text, &xml(&channel.self_link));
        prop_assert_eq!(feed.all(&tag("entry")).count(), channel.items.len());
        for (written, item) in feed.all(&tag("entry")).zip(&channel.items) {
            prop_assert_eq!(&written.only(&tag("id")).text, &xml(&item.id));
            prop_assert_eq!(&written.only(&tag("title")).text, &xml(&item.title));
            prop_assert_eq!(&written.only(&tag("summary")).text, &xml(&item.summary));
            let content: Vec<_> = item.html.iter().map(|html| xml(html)).collect();
            prop_assert_eq!(written.texts(&tag("content")), content);
            let link = written.only(&tag("link")).attribute("href").map(str::to_owned);
            prop_assert_eq!(link, Some(xml(&item.link)));
            let terms: Vec<_> = written.all(&tag("category")).map(|element| element.attribute("term").unwrap()).collect();
            prop_assert_eq!(terms, all(&item.categories));
            let names: Vec<_> = written.all(&tag("author")).map(|author| author.only(&tag("name")).text.as_str()).collect();
            prop_assert_eq!(names, all(&item.authors));
            prop_assert_eq!(written.texts(&tag("rights")), item.rights.iter().map(|text| xml(text)).collect::<Vec<_>>());
            media_survives(written, item)?;
            let published = written.only(&tag("published")).text.parse::<Timestamp>().unwrap();
            let updated = written.only(&tag("updated")).text.parse::<Timestamp>().unwrap();
            prop_assert!(published <= updated);
            if item.published.as_second() >= -62_167_219_200 {
                prop_assert_eq!(published, item.published);
            }
        }
    }

    #[test]
    fn json_feed_survives(channel in channel()) {
        let feed: Value = serde_json::from_str(&json_feed::write(&channel)).unwrap();
        prop_assert_eq!(&feed["title"], &channel.title);
        prop_assert_eq!(&feed["feed_url"], &channel.self_link);
        let items = feed["items"].as_array().unwrap();
        prop_assert_eq!(items.len(), channel.items.len());
        for (written, item) in items.iter().zip(&channel.items) {
            prop_assert_eq!(&written["id"], &item.id);
            prop_assert_eq!(&written["url"], &item.link);
            prop_assert_eq!(&written["title"], &item.title);
            prop_assert_eq!(&written["summary"], &item.summary);
            match &item.html {
                Some(html) => prop_assert_eq!(&written["content_html"], html),
                None => prop_assert_eq!(&written["content_text"], &item.summary),
            }
            if let Some(image) = &item.image {
                prop_assert_eq!(&written["image"], &image.url);
                prop_assert_eq!(&written["_news"]["image"]["alt"], &image.alt);
            }
        }
    }

    #[test]
    fn news_sitemap_survives(texts in [text(), text(), text(), text()], published in time()) {
        let [loc, title, publication, language] = texts;
        let entry = NewsEntry { loc, title, publication, language, published };
        let map = xml_tree::parse(&sitemap::news(std::slice::from_ref(&entry)).unwrap());
        let url = map.only("{http://www.sitemaps.org/schemas/sitemap/0.9}url");
        let tag = |name: &str| format!("{{http://www.google.com/schemas/sitemap-news/0.9}}{name}");
        let news = url.only(&tag("news"));
        prop_assert_eq!(&news.only(&tag("title")).text, &xml(&entry.title));
        let publication = news.only(&tag("publication"));
        prop_assert_eq!(&publication.only(&tag("name")).text, &xml(&entry.publication));
        prop_assert_eq!(&publication.only(&tag("language")).text, &xml(&entry.language));
    }

    #[test]
    fn jsonld_survives_and_stays_inside_its_script(name in text(), url in text(), date_published in time()) {
        let crumbs = vec![Crumb { name: name.clone(), url: Some(url.clone()) }];
        let written = script(&BreadcrumbList { crumbs });
        let ends_script = ['<', '>', '&', '\u{2028}', '\u{2029}'];
        prop_assert!(!written.contains(ends_script));
        let read: Value = serde_json::from_str(&written).unwrap();
        prop_assert_eq!(&read["@context"], "https://schema.org");
        prop_assert_eq!(&read["itemListElement"][0]["name"], &name);
        prop_assert_eq!(&read["itemListElement"][0]["item"], &url);
        let read: Value = serde_json::from_str(&script(&Correction { text: name.clone(), date_published })).unwrap();
        prop_assert_eq!(&read["@type"], "CorrectionComment");
        prop_assert_eq!(&read["text"], &name);
    }
}

fn rss_item_survives(written: &Element, item: &Item) -> Result<(), TestCaseError> {
    prop_assert_eq!(&written.only("title").text, &xml(&item.title));
    prop_assert_eq!(&written.only("link").text, &xml(&item.link));
    let guid = written.only("guid");
    prop_assert_eq!(&guid.text, &xml(&item.id));
    prop_assert_eq!(guid.attribute("isPermaLink") == Some("true"), item.id == item.link);
    // The description is HTML: its entities are resolved once more, by whoever shows it.
    let description = &written.only("description").text;
    prop_assert!(!description.contains(['<', '>']));
    let shown = description.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    prop_assert_eq!(shown, xml(&item.summary));
    let content: Vec<_> = item.html.iter().map(|html| xml(html)).collect();
    prop_assert_eq!(written.texts(&format!("{CONTENT}encoded")), content);
    prop_assert_eq!(written.texts(&format!("{DC}creator")), all(&item.authors));
    prop_assert_eq!(written.texts("category"), all(&item.categories));
    let source: Vec<_> = item.source.iter().map(|(name, _)| xml(name)).collect();
    prop_assert_eq!([written.texts("source"), written.texts(&format!("{DC}source"))].concat(), source);
    prop_assert_eq!(
        written.texts(&format!("{DC}rights")),
        item.rights.iter().map(|text| xml(text)).collect::<Vec<_>>()
    );
    media_survives(written, item)?;
    let published = jiff::fmt::rfc2822::parse(&written.only("pubDate").text).unwrap().timestamp();
    if item.published.as_second() >= -2_208_988_800 {
        prop_assert_eq!(published, item.published);
    }
    Ok(())
}

fn media_survives(written: &Element, item: &Item) -> Result<(), TestCaseError> {
    let media: Vec<_> = written.all(&format!("{MEDIA}content")).collect();
    prop_assert_eq!(media.len(), usize::from(item.image.is_some()));
    for (media, image) in media.iter().zip(&item.image) {
        prop_assert_eq!(media.attribute("url").map(str::to_owned), Some(xml(&image.url)));
        prop_assert_eq!(
            media.attribute("fileSize").map(str::to_owned),
            image.bytes.map(|bytes| bytes.to_string())
        );
        prop_assert_eq!(
            media.attribute("width").map(str::to_owned),
            image.width.map(|width| width.to_string())
        );
        let alt: Vec<_> = Some(xml(&image.alt)).filter(|_| !image.alt.is_empty()).into_iter().collect();
        prop_assert_eq!(media.texts(&format!("{MEDIA}description")), alt);
        let credit: Vec<_> = image.credit.iter().map(|credit| xml(credit)).collect();
        prop_assert_eq!(media.texts(&format!("{MEDIA}credit")), credit);
    }
    Ok(())
}

/// What XML can hold of a text: all of it but the characters that XML 1.0 forbids.
fn xml(text: &str) -> String {
    let forbidden = |character: &char| {
        (*character < ' ' && !"\t\n\r".contains(*character)) || ['\u{fffe}', '\u{ffff}'].contains(character)
    };
    text.chars().filter(|character| !forbidden(character)).collect()
}

fn all(texts: &[String]) -> Vec<String> {
    texts.iter().map(|text| xml(text)).collect()
}
