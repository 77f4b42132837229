//! Lists: order, pages, months, tags, what else to read.

use crate::made::*;
use model::{
    story::{Change, Content, Teaser},
    tag::Tag,
    url::{Listing, Month},
};
use store::Store;

fn heads(teasers: &[Teaser]) -> Vec<&str> {
    teasers.iter().map(|teaser| teaser.headline.as_str()).collect()
}

async fn tagged(
    store: &Store,
    headline: &str,
    section: &str,
    tags: &[&str],
    minutes: i64,
) -> model::story::Story {
    let tags = tags.iter().map(|tag| Tag::parse(tag).unwrap()).collect();
    let content = Content { section: Some(slug(section)), tags, ..content(headline) };
    published(store, content, minute(minutes)).await
}

on_both! {
    async fn lists_go_from_new_to_old_in_pages(ground: &Ground) {
        let store = ground.open().await;
        for (headline, minutes) in [("One", 1), ("Three", 3), ("Two", 2), ("Three b", 3)] {
            tagged(&store, headline, "local", &[], minutes).await;
        }
        tagged(&store, "Other", "sports", &[], 9).await;
        let reader = store.reader();
        let local = Listing::Section(slug("local"));
        let first = reader.teasers(&local, 0, 3).await.unwrap();
        assert_eq!((heads(&first.teasers), first.more), (vec!["Three b", "Three", "Two"], true));
        let second = reader.teasers(&local, 3, 3).await.unwrap();
        assert_eq!((heads(&second.teasers), second.more), (vec!["One"], false));
        let exact = reader.teasers(&local, 0, 4).await.unwrap();
        assert_eq!((exact.teasers.len(), exact.more), (4, false));
        assert!(reader.teasers(&local, 99, 3).await.unwrap().teasers.is_empty());
        assert_eq!(heads(&reader.latest(2).await.unwrap()), ["Other", "Three b"]);
        assert_eq!(heads(&reader.since(minute(3), 9).await.unwrap()), ["Other", "Three b", "Three"]);
        assert_eq!(heads(&reader.since(minute(3), 2).await.unwrap()), ["Other", "Three b"]);
        let full = reader.published_many(&local, 2).await.unwrap();
        assert_eq!(full.iter().map(|story| story.content.headline.as_str()).collect::<Vec<_>>(), ["Three b", "Three"]);
        assert!(reader.teasers(&Listing::Tag(slug("none")), 0, 9).await.unwrap().teasers.is_empty());
    }

    async fn months_and_tags_know_their_size(ground: &Ground) {
        let store = ground.open().await;
        tagged(&store, "One", "local", &["Water"], 1).await;
        let mut gone = tagged(&store, "Two", "local", &["Water", "School board"], 2).await;
        tagged(&store, "Three", "local", &["WATER"], 3).await;
        published(&store, content("April"), at("2021-04-02T00:00:00Z")).await;
        let reader = store.reader();
        let month = |month| Month { year: 2021, month };
        assert_eq!(reader.months().await.unwrap(), [(month(4), 1), (month(3), 3)]);
        assert_eq!(heads(&reader.month(month(3), 0, 9).await.unwrap().teasers), ["Three", "Two", "One"]);
        let tags = |list: Vec<(Tag, u64)>| list.into_iter().map(|(tag, n)| (tag.name, n)).collect::<Vec<_>>();
        // The latest spelling is the one shown.
        assert_eq!(tags(reader.tags(9).await.unwrap()), [("WATER".to_owned(), 3), ("School board".to_owned(), 1)]);
        assert_eq!(tags(reader.tags(1).await.unwrap()), [("WATER".to_owned(), 3)]);
        gone.unpublish().unwrap();
        save(&store, &gone, minute(5)).await;
        assert_eq!(tags(reader.tags(9).await.unwrap()), [("WATER".to_owned(), 2)]);
        assert_eq!(reader.tag(&slug("school-board")).await.unwrap(), None);
        assert_eq!(reader.months().await.unwrap(), [(month(4), 1), (month(3), 2)]);
        store.check().await.unwrap();
    }

    async fn a_story_moves_between_lists(ground: &Ground) {
        let store = ground.open().await;
        let mut story = tagged(&store, "One", "local", &["Water", "Bridges"], 1).await;
        // The same author and tag twice count once.
        story.content.authors = vec![slug("ben-ode"), slug("ben-ode")];
        story.content.tags = vec![Tag::parse("Water").unwrap(), Tag::parse("water").unwrap()];
        story.content.section = Some(slug("politics"));
        story.save(story.content.clone(), "Ben", minute(2)).unwrap();
        story.publish(Change::Minor, Vec::new(), minute(2), &jiff::tz::TimeZone::UTC).unwrap();
        save(&store, &story, minute(2)).await;
        let reader = store.reader();
        let size = async |list| reader.teasers(&list, 0, 9).await.unwrap().teasers.len();
        assert_eq!(size(Listing::Section(slug("local"))).await, 0);
        assert_eq!(size(Listing::Section(slug("politics"))).await, 1);
        assert_eq!(size(Listing::Author(slug("ana-ruiz"))).await, 0);
        assert_eq!(size(Listing::Author(slug("ben-ode"))).await, 1);
        assert_eq!(size(Listing::Tag(slug("bridges"))).await, 0);
        assert_eq!(size(Listing::Tag(slug("water"))).await, 1);
        assert_eq!(reader.latest(9).await.unwrap()[0].updated, None, "a minor change");
        store.check().await.unwrap();
    }

    async fn chosen_stories_keep_their_order(ground: &Ground) {
        let store = ground.open().await;
        let one = tagged(&store, "One", "local", &[], 1).await;
        let two = tagged(&store, "Two", "local", &[], 2).await;
        let hidden = kept(&store, content("Hidden"), minute(3)).await;
        let reader = store.reader();
        let ids = [two.id, hidden.id, one.id, model::id::StoryId(404)];
        assert_eq!(heads(&reader.teasers_of(&ids).await.unwrap()), ["Two", "One"]);
        let paths = [path("two"), path("nowhere"), path("one"), path("hidden")];
        assert_eq!(heads(&reader.teasers_at(&paths).await.unwrap()), ["Two", "One"]);
        assert!(reader.teasers_of(&[]).await.unwrap().is_empty());
        assert!(reader.teasers_at(&[]).await.unwrap().is_empty());
        let many: Vec<_> = (0..250).map(|_| one.id).collect();
        assert_eq!(reader.teasers_of(&many).await.unwrap().len(), 250);
    }

    async fn related_stories_share_tags_then_the_section(ground: &Ground) {
        let store = ground.open().await;
        tagged(&store, "Old tag", "sports", &["Water"], 1).await;
        tagged(&store, "New section", "local", &[], 5).await;
        tagged(&store, "New tag", "local", &["Dams", "Water"], 4).await;
        tagged(&store, "Stranger", "sports", &["Football"], 6).await;
        let story = tagged(&store, "Itself", "local", &["Water", "Dams"], 7).await;
        let reader = store.reader();
        let found = async |limit| reader.related(story.id, &story.content, limit).await.unwrap();
        assert_eq!(heads(&found(9).await), ["New tag", "Old tag", "New section"]);
        assert_eq!(heads(&found(2).await), ["New tag", "Old tag"]);
        let alone = Content { section: None, tags: Vec::new(), ..story.content.clone() };
        assert!(reader.related(story.id, &alone, 5).await.unwrap().is_empty());
    }
}
