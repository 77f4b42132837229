//! What is not published is in no public answer, whichever question is asked.

use crate::made::*;
use model::{
    id::StoryId,
    stale::Stale,
    story::{Status, Story},
    url::{Listing, Month},
};
use store::{Found, Store};

const MARCH: Month = Month { year: 2021, month: 3 };

/// The names of the public questions whose answer has something of the story in it.
async fn answers_that_show(store: &Store, story: &Story) -> Vec<&'static str> {
    let reader = store.reader();
    let content = &story.content;
    let address = path("wind-watch");
    let mut shown = Vec::new();
    let mut note = |name, shows: bool| {
        if shows {
            shown.push(name);
        }
    };
    let has = |teasers: &[model::story::Teaser]| teasers.iter().any(|teaser| teaser.id == story.id);
    note("published", matches!(reader.published(&address).await.unwrap(), Found::Story(_)));
    note("published_by_id", reader.published_by_id(story.id).await.unwrap().is_some());
    for (name, list) in [
        ("all", Listing::All),
        ("section", Listing::Section(slug("weather"))),
        ("author", Listing::Author(slug("ben-ode"))),
        ("tag list", Listing::Tag(slug("school-board"))),
        ("place", Listing::Place(slug("medford-or"))),
    ] {
        note(name, has(&reader.teasers(&list, 0, 50).await.unwrap().teasers));
        note("full list", !reader.published_many(&list, 50).await.unwrap().is_empty());
    }
    note("month", has(&reader.month(MARCH, 0, 50).await.unwrap().teasers));
    note("months", !reader.months().await.unwrap().is_empty());
    note("latest", has(&reader.latest(50).await.unwrap()));
    note("since", has(&reader.since(minute(-999), 50).await.unwrap()));
    note("teasers_at", has(&reader.teasers_at(&[address]).await.unwrap()));
    note("teasers_of", has(&reader.teasers_of(&[story.id]).await.unwrap()));
    note("related", has(&reader.related(StoryId(0), content, 50).await.unwrap()));
    note("tags", !reader.tags(50).await.unwrap().is_empty());
    note("tag", reader.tag(&slug("wind")).await.unwrap().is_some());
    for picture in ["m-lead", "m-inside"] {
        note("picture", reader.media_is_public(&key(picture)).await.unwrap());
        note("stories_with", !reader.stories_with(&key(picture)).await.unwrap().is_empty());
    }
    shown.dedup();
    shown
}

on_both! {
    async fn only_a_published_story_is_public(ground: &Ground) {
        let store = ground.open().await;
        let mut story = kept(&store, full_content(), minute(0)).await;
        let nothing: Vec<&str> = Vec::new();
        assert_eq!(answers_that_show(&store, &story).await, nothing, "a draft");

        story.embargo = Some(minute(20));
        story.submit().unwrap();
        save(&store, &story, minute(1)).await;
        assert_eq!(answers_that_show(&store, &story).await, nothing, "in review, under embargo");

        story.schedule(minute(30), Vec::new(), minute(2)).unwrap();
        save(&store, &story, minute(2)).await;
        assert_eq!(answers_that_show(&store, &story).await, nothing, "scheduled");

        publish(&mut story, minute(30));
        save(&store, &story, minute(30)).await;
        let everywhere = answers_that_show(&store, &story).await;
        for name in ["published", "place", "full list", "months", "related", "tags", "picture", "stories_with"] {
            assert!(everywhere.contains(&name), "{name} must show a published story: {everywhere:?}");
        }

        story.unpublish().unwrap();
        save(&store, &story, minute(31)).await;
        assert_eq!(answers_that_show(&store, &story).await, nothing, "taken back");

        publish(&mut story, minute(32));
        save(&store, &story, minute(32)).await;
        assert_eq!(answers_that_show(&store, &story).await, everywhere, "published again");

        story.kill().unwrap();
        save(&store, &story, minute(33)).await;
        assert_eq!(story.status, Status::Killed);
        assert_eq!(answers_that_show(&store, &story).await, nothing, "killed");
        store.check().await.unwrap();
    }

    async fn a_change_that_is_not_committed_is_not_public(ground: &Ground) {
        let store = ground.open().await;
        let mut story = kept(&store, full_content(), minute(0)).await;
        publish(&mut story, minute(1));
        let tx = store.begin(minute(1)).await.unwrap();
        tx.save_story(&story).await.unwrap();
        assert!(tx.published_by_id(story.id).await.unwrap().is_some(), "the transaction sees its own change");
        assert_eq!(answers_that_show(&store, &story).await, Vec::<&str>::new());
        tx.commit(Stale::nothing()).await.unwrap();
        assert!(!answers_that_show(&store, &story).await.is_empty());
    }

    async fn a_picture_of_another_published_story_stays_public(ground: &Ground) {
        let store = ground.open().await;
        let mut first = published(&store, full_content(), minute(0)).await;
        let mut content = full_content();
        content.slug = Some(slug("another"));
        let second = published(&store, content, minute(1)).await;
        assert_eq!(store.reader().stories_with(&key("m-lead")).await.unwrap(), [first.id, second.id]);
        first.kill().unwrap();
        save(&store, &first, minute(2)).await;
        assert_eq!(store.reader().stories_with(&key("m-lead")).await.unwrap(), [second.id]);
        assert!(store.reader().media_is_public(&key("m-lead")).await.unwrap());
    }
}
