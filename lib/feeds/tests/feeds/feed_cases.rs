//! The sample channel in each format, as text, and what a validator would look for.

use feeds::sitemap::{self, Entry, Error, IndexEntry, NewsEntry};
use feeds::{atom, json_feed, rss};

use crate::{case_file, sample_channel, xml_tree};

#[test]
fn each_format_is_written_as_its_file_says() {
    let channel = sample_channel::channel();
    let folder = case_file::folder("feed");
    case_file::expect_file(&folder.join("rss.xml"), &rss::write(&channel));
    case_file::expect_file(&folder.join("atom.xml"), &atom::write(&channel));
    // As it is written, one line: a parsed value may come back in another order, as other crates choose.
    case_file::expect_file(&folder.join("feed.json"), &format!("{}\n", json_feed::write(&channel)));
}

#[test]
fn each_sitemap_is_written_as_its_file_says() {
    let folder = case_file::folder("feed");
    let lastmod = Some("2021-03-02T02:00:00Z".parse().unwrap());
    let pages = [
        Entry {
            loc: "https://signal.example/story?a=1&b=2".to_owned(),
            lastmod,
            images: vec![
                "https://signal.example/a.jpg?x&y".to_owned(),
                "https://signal.example/b.jpg".to_owned(),
            ],
        },
        Entry { loc: "https://signal.example/".to_owned(), ..Entry::default() },
    ];
    case_file::expect_file(&folder.join("sitemap.xml"), &sitemap::urlset(&pages).unwrap());
    let parts = [IndexEntry { loc: "https://signal.example/sitemap-1.xml".to_owned(), lastmod }];
    case_file::expect_file(&folder.join("sitemap-index.xml"), &sitemap::index(&parts).unwrap());
    let news = [NewsEntry {
        loc: "https://signal.example/story/2021/03/burn-day".to_owned(),
        title: "Burn <day> & night".to_owned(),
        publication: "Rogue Valley Signal".to_owned(),
        language: "en".to_owned(),
        published: "2021-03-01T18:00:00Z".parse().unwrap(),
    }];
    case_file::expect_file(&folder.join("sitemap-news.xml"), &sitemap::news(&news).unwrap());
    let empty = xml_tree::parse(&sitemap::news(&[]).unwrap());
    assert!(empty.children.is_empty());
}

#[test]
fn a_sitemap_over_its_cap_is_refused_and_one_at_it_is_written() {
    let mut pages = vec![Entry { loc: "https://signal.example/".to_owned(), ..Entry::default() }; 50_000];
    let written = xml_tree::parse(&sitemap::urlset(&pages).unwrap());
    assert_eq!(written.children.len(), 50_000);
    pages.push(Entry::default());
    assert_eq!(sitemap::urlset(&pages), Err(Error::TooManyUrls { given: 50_001, most: 50_000 }));

    let mut news = vec![NewsEntry::default(); 1_000];
    assert_eq!(xml_tree::parse(&sitemap::news(&news).unwrap()).children.len(), 1_000);
    news.push(NewsEntry::default());
    assert_eq!(sitemap::news(&news), Err(Error::TooManyUrls { given: 1_001, most: 1_000 }));

    let parts = vec![IndexEntry::default(); 50_001];
    assert_eq!(sitemap::index(&parts), Err(Error::TooManyUrls { given: 50_001, most: 50_000 }));

    let crowded = Entry { loc: "/a".to_owned(), lastmod: None, images: vec![String::new(); 1_001] };
    let refused = Error::TooManyImages { loc: "/a".to_owned(), given: 1_001, most: 1_000 };
    assert_eq!(sitemap::urlset(&[crowded]), Err(refused));

    let long = Entry { loc: "&".repeat(6 << 20), ..Entry::default() };
    assert!(sitemap::urlset(std::slice::from_ref(&long)).is_ok());
    assert_eq!(sitemap::urlset(&[long.clone(), long]), Err(Error::TooManyBytes { most: 52_428_800 }));
}
