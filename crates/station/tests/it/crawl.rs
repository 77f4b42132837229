//! Goes to every public address that the station itself names, from its front, its feeds and its sitemaps.

use crate::people::Reader;
use std::collections::{BTreeMap, BTreeSet};

/// What every public address answers.
pub(crate) type Site = BTreeMap<String, (u16, Vec<u8>)>;

/// The root that pages name in absolute links.
const ROOT: &str = "http://signal.example";
/// Where links, addresses in attributes and addresses in feeds begin.
const MARKS: [&str; 7] = ["href=\"", "src=\"", "srcset=\"", "<loc>", "<link>", "url=\"", "\": \""];
/// A site of a test is small; a trap without end is a fault.
const MOST: usize = 3_000;

/// Go everywhere.
pub(crate) async fn crawl(reader: &Reader) -> Site {
    let begin = [
        "/",
        "/lite",
        "/robots.txt",
        "/sitemap.xml",
        "/rss.xml",
        "/atom.xml",
        "/feed.json",
        "/data",
        "/archive",
        // Links lead to these only where there is a table, or not at all.
        "/data/or-covid?find=lane",
        "/data/or-covid?as-of=2021-02-28&sort=name",
        "/embed/data/or-covid",
        "/embed/data/or-covid.svg",
    ];
    let mut waiting: BTreeSet<String> = begin.into_iter().map(str::to_owned).collect();
    let mut site = Site::new();
    while let Some(path) = waiting.pop_first() {
        let page = reader.opens(&path).await;
        let kind =
            page.headers.get(http::header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
        if ["text/html", "xml", "json"].iter().any(|text| kind.contains(text)) && page.status == 200 {
            let found = links(&page.text());
            waiting.extend(found.into_iter().filter(|found| !site.contains_key(found) && *found != path));
        }
        // An error page carries the number of its request.
        let body = if page.status == 200 { page.bytes.to_vec() } else { Vec::new() };
        site.insert(path, (page.status.as_u16(), body));
        assert!(site.len() < MOST, "the site has no end");
    }
    site
}

/// The two sites say the same, byte by byte.
#[track_caller]
pub(crate) fn assert_same(one: &Site, other: &Site, what: &str) {
    let paths: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    for path in paths {
        let (left, right) = (one.get(path), other.get(path));
        if left != right {
            let words = |side: Option<&(u16, Vec<u8>)>| match side {
                Some((status, body)) => format!("{status}\n{}", String::from_utf8_lossy(body)),
                None => "not named".to_owned(),
            };
            panic!("{what}: {path} differs:\n=== one\n{}\n=== other\n{}", words(left), words(right));
        }
    }
}

/// Every public address that a text names.
fn links(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for mark in MARKS {
        for after in text.split(mark).skip(1) {
            let named = after.split(['"', '<']).next().unwrap_or("");
            for one in named.split(',') {
                let address = one.trim().split(' ').next().unwrap_or("").replace("&amp;", "&");
                let path = address.strip_prefix(ROOT).unwrap_or(&address);
                let path = path.split('#').next().unwrap_or("");
                let is_ours = path.starts_with('/') && !path.starts_with("//") && !path.starts_with("/desk");
                if is_ours && is_looked_at(path) {
                    found.insert(path.to_owned());
                }
            }
        }
    }
    found
}

/// Of the rows of a table, which have a page each, and of the orders of its past days, which all change together, one in
/// six: always the same ones, spread over the alphabet. Every other page is looked at.
fn is_looked_at(path: &str) -> bool {
    let row = path.strip_prefix("/data/").and_then(|rest| rest.split_once('/')).map(|(_, row)| row);
    let is_row = row.is_some_and(|row| row != "revisions" && !row.contains(['.', '/', '?']));
    let is_order_of_past = path.contains("?as-of=") && path.contains("&sort=");
    let sum = path.bytes().fold(0_u32, |sum, byte| sum + u32::from(byte));
    !(is_row || is_order_of_past) || path.ends_with("/jackson-or") || sum.is_multiple_of(6)
}
