//! Pictures, station pages, authors, the front, sources, receipts.

use crate::made::*;
use model::{
    author::Author,
    front::{Pin, Slot},
    id::MediaId,
    media::{Focal, MediaFormat, MediaState, Rendition},
    module::Module,
    page::Page,
    receipt::{Expect, Line, Receipt, Subject},
    source::Health,
    stale::Stale,
    table::View,
    url::{FEED_FORMATS, Listing, Month, TablePart, Url, WeatherForm, WeatherUrl},
    weather::Units,
};
use store::{Error, NewMedia};

fn new_media(name: &str) -> NewMedia {
    NewMedia {
        key: key(name),
        file_name: "IMG 1.jpg".into(),
        blob: "ab".repeat(32),
        bytes: 123_456,
        width: 4000,
        height: 3000,
        alt: None,
        caption: Some("From the file".into()),
        credit: Some("Ana".into()),
        hash: 0xF000_0000_0000_0001,
    }
}

on_both! {
    async fn a_picture_goes_its_road(ground: &Ground) {
        let store = ground.open().await;
        let tx = store.begin(minute(0)).await.unwrap();
        let id = tx.insert_media(&new_media("m-one")).await.unwrap();
        let second = tx.insert_media(&new_media("m-two")).await.unwrap();
        let error = tx.insert_media(&new_media("m-one")).await.unwrap_err();
        assert!(matches!(error, Error::Taken { .. }), "{error:?}");
        let media = tx.media(&key("m-one")).await.unwrap().unwrap();
        assert_eq!((media.id, media.width, media.height), (id, 4000, 3000));
        assert_eq!((media.state, media.hash, media.uploaded_at), (MediaState::Waiting, 0xF000_0000_0000_0001, minute(0)));
        assert_eq!(media.focal, Focal::default());
        assert_eq!(tx.media_blob(id).await.unwrap().unwrap(), "ab".repeat(32));

        let focal = Focal { x: 0.1, y: 0.7 };
        tx.describe_media(id, Some("A dog"), None, Some("Ben"), focal).await.unwrap();
        let rendition = |width: u32, format| Rendition {
            width,
            height: width * 3 / 4,
            format,
            blob: "cd".repeat(32),
            bytes: u64::from(width) * 10,
        };
        let sizes = [rendition(1200, MediaFormat::Jpeg), rendition(320, MediaFormat::Webp)];
        tx.set_renditions(id, &sizes, 7).await.unwrap();
        tx.set_media_state(id, &MediaState::Ready).await.unwrap();
        tx.set_media_state(second, &MediaState::Failed("is not a picture".into())).await.unwrap();
        assert!(matches!(tx.set_media_state(MediaId(404), &MediaState::Ready).await, Err(Error::Missing { .. })));
        tx.commit(Stale::nothing()).await.unwrap();

        let reader = store.reader();
        let media = reader.media_by_id(id).await.unwrap().unwrap();
        assert_eq!((media.alt.as_deref(), media.caption, media.credit.as_deref()), (Some("A dog"), None, Some("Ben")));
        assert_eq!((media.focal, media.hash, media.state), (focal, 7, MediaState::Ready));
        assert_eq!(media.renditions, [sizes[1].clone(), sizes[0].clone()], "narrowest first");
        let found = reader.media_many(&[key("m-two"), key("m-none"), key("m-one")]).await.unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!(found[&key("m-two")].state, MediaState::Failed("is not a picture".into()));
        let (list, more) = reader.media_list(0, 1).await.unwrap();
        assert_eq!((list[0].id, more), (second, true));
        assert!(!reader.media_list(1, 1).await.unwrap().1);
        let hashes = reader.hashes().await.unwrap();
        assert_eq!(hashes, [(id, key("m-one"), 7), (second, key("m-two"), 0xF000_0000_0000_0001)]);
        assert!(!reader.media_is_public(&key("m-one")).await.unwrap());
    }

    async fn station_pages_make_their_pictures_public(ground: &Ground) {
        let store = ground.open().await;
        let mut page = Page {
            slug: slug("about"),
            title: "About".into(),
            dek: "Who we are".into(),
            body: full_content().body,
            updated: minute(0),
        };
        let save = async |page: &Page| {
            let tx = store.begin(minute(0)).await.unwrap();
            tx.save_page(page).await.unwrap();
            tx.commit(Stale::nothing()).await.unwrap();
        };
        save(&page).await;
        let reader = store.reader();
        assert_eq!(reader.page(&slug("about")).await.unwrap().unwrap(), page);
        assert!(reader.media_is_public(&key("m-inside")).await.unwrap());
        page.body = content("Plain").body;
        page.title = "About us".into();
        save(&page).await;
        save(&Page { slug: slug("a-contact"), ..page.clone() }).await;
        assert!(!reader.media_is_public(&key("m-inside")).await.unwrap());
        let list: Vec<_> = reader.page_list().await.unwrap().into_iter().map(|page| page.slug.to_string()).collect();
        assert_eq!(list, ["a-contact", "about"]);
        assert_eq!(reader.page(&slug("none")).await.unwrap(), None);
    }

    async fn authors_are_kept_and_replaced(ground: &Ground) {
        let store = ground.open().await;
        let author = |name: &str, email: Option<&str>| Author {
            slug: slug("ana-ruiz"),
            name: name.into(),
            title: "Reporter".into(),
            bio: "Covers water.".into(),
            email: email.map(Into::into),
            picture: None,
        };
        let tx = store.begin(minute(0)).await.unwrap();
        tx.save_author(&author("Ana", None)).await.unwrap();
        tx.save_author(&author("Ana Ruiz", Some("ana@signal.example"))).await.unwrap();
        tx.save_author(&Author { slug: slug("al-zed"), ..author("Al", None) }).await.unwrap();
        assert_eq!(tx.author(&slug("ana-ruiz")).await.unwrap().unwrap(), author("Ana Ruiz", Some("ana@signal.example")));
        let names: Vec<_> = tx.authors().await.unwrap().into_iter().map(|author| author.name).collect();
        assert_eq!(names, ["Al", "Ana Ruiz"]);
    }

    async fn a_portrait_is_public_with_its_author(ground: &Ground) {
        let store = ground.open().await;
        let mut author = Author {
            slug: slug("ana-ruiz"),
            name: "Ana".into(),
            title: String::new(),
            bio: String::new(),
            email: None,
            picture: Some(key("m-ana1")),
        };
        let tx = store.begin(minute(0)).await.unwrap();
        assert!(!tx.media_is_public(&key("m-ana1")).await.unwrap());
        tx.save_author(&author).await.unwrap();
        assert!(tx.media_is_public(&key("m-ana1")).await.unwrap());
        assert_eq!(tx.authors_with(&key("m-ana1")).await.unwrap(), [slug("ana-ruiz")]);
        assert_eq!(tx.author(&author.slug).await.unwrap().unwrap(), author);
        author.picture = None;
        tx.save_author(&author).await.unwrap();
        assert!(!tx.media_is_public(&key("m-ana1")).await.unwrap());
    }

    async fn an_account_writes_under_one_name(ground: &Ground) {
        let store = ground.open().await;
        let tx = store.begin(minute(0)).await.unwrap();
        let user = tx.insert_user("ana@signal.example", "Ana", model::user::Role::Reporter, "x").await.unwrap();
        let author = |name: &str| Author {
            slug: slug(name),
            name: name.into(),
            title: String::new(),
            bio: String::new(),
            email: None,
            picture: None,
        };
        for name in ["ana", "ana-ruiz"] {
            tx.save_author(&author(name)).await.unwrap();
        }
        assert_eq!(tx.author_of_user(user).await.unwrap(), None);
        tx.link_author(&slug("ana"), Some(user)).await.unwrap();
        tx.save_author(&author("ana")).await.unwrap();
        assert_eq!(tx.author_of_user(user).await.unwrap(), Some(author("ana")), "saving keeps the account");
        tx.link_author(&slug("ana-ruiz"), Some(user)).await.unwrap();
        assert_eq!(tx.author_accounts().await.unwrap(), [(slug("ana-ruiz"), user)]);
        tx.link_author(&slug("ana-ruiz"), None).await.unwrap();
        assert_eq!(tx.author_accounts().await.unwrap(), []);
        assert!(matches!(tx.link_author(&slug("none"), None).await, Err(store::Error::Missing { .. })));
    }

    async fn receipts_of_authors_and_pages_are_kept(ground: &Ground) {
        let store = ground.open().await;
        for of in [Subject::Author(slug("ana")), Subject::Page(slug("about"))] {
            let tx = store.begin(minute(0)).await.unwrap();
            let line = Line { url: Url::Front, expect: Expect::Renewed, agrees: true, micros: 7, bytes: 9 };
            let receipt = Receipt { of, verb: "save".into(), at: minute(0), lines: vec![line] };
            let id = tx.save_receipt(&receipt).await.unwrap();
            assert_eq!(tx.other_receipt(id).await.unwrap(), Some(receipt));
            assert_eq!(tx.receipt(id).await.unwrap(), None, "stories count for themselves");
            assert_eq!(tx.prune_receipts(minute(1)).await.unwrap(), 1);
            assert_eq!(tx.other_receipt(id).await.unwrap(), None);
        }
    }

    async fn pins_end_and_modules_keep_their_order(ground: &Ground) {
        let store = ground.open().await;
        let one = published(&store, content("One"), minute(0)).await;
        let two = published(&store, content("Two"), minute(0)).await;
        let tx = store.begin(minute(1)).await.unwrap();
        let pin = |slot, story, until| Pin { slot, story, until: minute(until) };
        tx.set_pin(&pin(Slot::Secondary(2), two.id, 50)).await.unwrap();
        tx.set_pin(&pin(Slot::Lead, two.id, 5)).await.unwrap();
        tx.set_pin(&pin(Slot::Lead, one.id, 10)).await.unwrap();
        let modules = ["table:or-covid", "table:ca-covid"].map(|name| Module::parse(name).unwrap());
        tx.set_modules(&modules[..1]).await.unwrap();
        tx.set_modules(&modules).await.unwrap();
        let front = tx.front(minute(9)).await.unwrap();
        assert_eq!(front.pins, [pin(Slot::Lead, one.id, 10), pin(Slot::Secondary(2), two.id, 50)]);
        assert_eq!(front.modules, modules);
        assert_eq!(tx.front(minute(10)).await.unwrap().pins.len(), 1, "a pin ends at its moment");
        tx.clear_pin(Slot::Secondary(2)).await.unwrap();
        assert!(tx.front(minute(10)).await.unwrap().pins.is_empty());
    }

    async fn sources_remember_their_health(ground: &Ground) {
        let store = ground.open().await;
        let source = slug("or-health");
        let tx = store.begin(minute(0)).await.unwrap();
        assert_eq!(tx.source_health(&source).await.unwrap(), Health::default());
        let health = Health {
            last_success: Some(minute(1)),
            last_try: Some(minute(2)),
            last_error: Some("503".into()),
            failures: 3,
            not_before: Some(minute(9)),
            etag: Some("\"a\"".into()),
            last_modified: Some("Mon, 01 Mar 2021 12:00:00 GMT".into()),
            digest: Some("d".into()),
            wished_at: None,
        };
        tx.save_health(&source, &health).await.unwrap();
        assert_eq!(tx.source_health(&source).await.unwrap(), health);
        tx.save_health(&source, &Health::default()).await.unwrap();
        assert_eq!(tx.source_health(&source).await.unwrap(), Health::default());
    }

    async fn a_receipt_keeps_every_kind_of_address(ground: &Ground) {
        let store = ground.open().await;
        let story = published(&store, content("One"), minute(0)).await;
        let month = Month { year: 2021, month: 3 };
        let lists = [
            Listing::All,
            Listing::Section(slug("local")),
            Listing::Author(slug("ana-ruiz")),
            Listing::Tag(slug("water")),
            Listing::Place(slug("medford-or")),
        ];
        let mut urls = vec![
            Url::Front,
            Url::LiteFront,
            Url::Story(path("one")),
            Url::LiteStory(path("one")),
            Url::Archive,
            Url::Month(month, 2),
            Url::Tables,
            Url::Table(slug("or-covid")),
            Url::TableCsv(slug("or-covid")),
            Url::Weather(WeatherUrl::of(None, WeatherForm::Lite)),
            Url::Weather(WeatherUrl {
                units: Units::Metric,
                ..WeatherUrl::of(Some(&slug("medford")), WeatherForm::Page)
            }),
            Url::Page(slug("about")),
            Url::Sitemap,
            Url::SitemapMonth(month),
            Url::SitemapPages,
            Url::SitemapNews,
            Url::Robots,
            Url::Picture { key: key("m-one"), width: 640, format: MediaFormat::Webp },
        ];
        let view = View {
            as_of: Some("2021-02-20".parse().unwrap()),
            find: "jack".into(),
            sort: Some("name".into()),
            reversed: true,
        };
        let parts = [
            TablePart::View(view),
            TablePart::Row(slug("jackson-or")),
            TablePart::Revisions,
            TablePart::CsvOn("2021-02-20".parse().unwrap()),
            TablePart::Json,
            TablePart::History,
            TablePart::Schema,
            TablePart::Csvw,
            TablePart::Updates,
            TablePart::Embed,
            TablePart::Picture,
            TablePart::Oembed("https://a.example".into()),
            TablePart::Sitemap,
        ];
        urls.extend(parts.map(|part| Url::OfTable(slug("or-covid"), part)));
        for list in lists {
            urls.push(Url::List(list.clone(), 3));
            urls.extend(FEED_FORMATS.map(|format| Url::Feed(list.clone(), format)));
        }
        let expects = [Expect::Shows, Expect::Hides, Expect::Renewed];
        let lines: Vec<Line> = (0..)
            .zip(urls)
            .map(|(n, url)| Line { url, expect: expects[n % 3], agrees: n % 2 == 0, micros: n as u64, bytes: 9 })
            .collect();
        let receipt = Receipt { of: Subject::Story(story.id), verb: "publish".into(), at: minute(1), lines };
        let tx = store.begin(minute(1)).await.unwrap();
        let first = tx.save_receipt(&receipt).await.unwrap();
        let later = Receipt { at: minute(2), verb: "correct".into(), lines: Vec::new(), ..receipt.clone() };
        let second = tx.save_receipt(&later).await.unwrap();
        tx.commit(Stale::nothing()).await.unwrap();
        let reader = store.reader();
        assert_eq!(reader.receipt(first).await.unwrap().unwrap(), receipt);
        assert_eq!(reader.receipt(404).await.unwrap(), None);
        let list = reader.receipts_of(story.id).await.unwrap();
        assert_eq!(list, [(second, "correct".into(), minute(2)), (first, "publish".into(), minute(1))]);
        let tx = store.begin(minute(3)).await.unwrap();
        assert_eq!(tx.prune_receipts(minute(2)).await.unwrap(), 1);
        assert_eq!(tx.receipt(first).await.unwrap(), None);
    }
}
