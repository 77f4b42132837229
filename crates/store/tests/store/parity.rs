//! The same deeds on both engines give the same answers to every public question, word for word.

use crate::{
    ground::{self, Ground},
    made::*,
};
use model::{stale::Stale, tag::Tag, url::Listing};
use std::{
    fmt::Write as _,
    sync::{Arc, Mutex},
};
use store::Store;

/// A few dozen stories with clashing times, odd letters, moves and withdrawals; then every public answer as text.
async fn script(store: &Store) -> String {
    let sections = ["local", "sports", "weather"];
    let names = ["zebra", "Ångström", "a-b", "ab", "Über", "éclair", "0-day", "Zulu"];
    for n in 0..40_usize {
        let mut content = content(&format!("{} {n}", names[n % names.len()]));
        content.section = Some(slug(sections[n % 3]));
        content.tags = vec![Tag::parse(names[n % 8]).unwrap(), Tag::parse(names[(n * 3 + 1) % 8]).unwrap()];
        content.places = vec![slug(if n % 2 == 0 { "medford-or" } else { "a-b" })];
        let now = minute((n / 3) as i64);
        let mut story = published(store, content, now).await;
        match n % 7 {
            1 => story.unpublish().unwrap(),
            2 => story.kill().unwrap(),
            3 => {
                story.content.slug = Some(slug(&format!("moved-{n}")));
                publish(&mut story, minute(60));
            }
            _ => continue,
        }
        save(store, &story, minute(60)).await;
    }
    let tx = store.begin(minute(61)).await.unwrap();
    assert!(tx.insert_user("a@b.example", "A", model::user::Role::Admin, "x").await.is_ok());
    tx.rollback().await.unwrap();
    answers(store).await
}

async fn answers(store: &Store) -> String {
    let reader = store.reader();
    let mut text = String::new();
    for list in ["local", "sports", "weather"].map(|name| Listing::Section(slug(name))) {
        writeln!(text, "{list:?}: {:#?}", reader.teasers(&list, 2, 5).await.unwrap()).unwrap();
        writeln!(text, "{:#?}", reader.published_many(&list, 3).await.unwrap()).unwrap();
    }
    for name in ["medford-or", "a-b"] {
        writeln!(text, "{:#?}", reader.teasers(&Listing::Place(slug(name)), 0, 50).await.unwrap()).unwrap();
    }
    writeln!(text, "{:#?}", reader.tags(50).await.unwrap()).unwrap();
    writeln!(text, "{:#?}", reader.months().await.unwrap()).unwrap();
    writeln!(text, "{:#?}", reader.since(minute(5), 50).await.unwrap()).unwrap();
    for n in 0..40 {
        writeln!(text, "{:?}", reader.published(&path(&format!("a-b-{n}"))).await.unwrap()).unwrap();
        writeln!(text, "{:?}", reader.published(&path(&format!("zulu-{n}"))).await.unwrap()).unwrap();
    }
    let some = content("Any");
    let some =
        model::story::Content { tags: vec![Tag::parse("Zulu").unwrap(), Tag::parse("ab").unwrap()], ..some };
    writeln!(text, "{:#?}", reader.related(model::id::StoryId(3), &some, 9).await.unwrap()).unwrap();
    writeln!(text, "{:#?}", reader.desk_stories(None, Some("a"), 0, 50).await.unwrap()).unwrap();
    writeln!(text, "{:?}", reader.status_counts().await.unwrap()).unwrap();
    store.begin(minute(70)).await.unwrap().commit(Stale::nothing()).await.unwrap();
    text
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_engines_give_the_same_answers() {
    let Some(postgres) = Ground::postgres("parity").await else { return };
    let told = Arc::new(Mutex::new(Vec::new()));
    for ground in [Ground::sqlite(), postgres] {
        let told = told.clone();
        ground::run(Arc::new(ground), async move |ground| {
            let text = script(&ground.open().await).await;
            told.lock().unwrap().push(text);
        })
        .await;
    }
    let told = told.lock().unwrap();
    assert!(told[0].len() > 10_000, "the script says something");
    assert!(told[0].contains("Moved(") && told[0].contains("Gone") && told[0].contains("Absent"));
    pretty_equal(&told[0], &told[1]);
}

/// Fails at the first line that differs, instead of printing two books.
fn pretty_equal(sqlite: &str, postgres: &str) {
    for (n, (a, b)) in sqlite.lines().zip(postgres.lines()).enumerate() {
        assert_eq!(a, b, "line {n}");
    }
    assert_eq!(sqlite.len(), postgres.len());
}
