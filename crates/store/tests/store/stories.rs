//! A story keeps everything, changes its address without breaking an old one, and nobody overwrites anybody.

use crate::made::*;
use model::{
    stale::Stale,
    story::{Content, Published, Status},
};
use store::{Error, Found};

on_both! {
    async fn a_story_comes_back_as_it_was(ground: &Ground) {
        let store = ground.open().await;
        let mut story = kept(&store, full_content(), minute(0)).await;
        assert_eq!(store.reader().story(story.id).await.unwrap().unwrap(), story);

        story.embargo = Some(minute(1));
        story.schedule(minute(30), Vec::new(), minute(1)).unwrap();
        save(&store, &story, minute(1)).await;
        assert_eq!(store.reader().story(story.id).await.unwrap().unwrap(), story);

        publish(&mut story, minute(30));
        story.correct("It is 45, not 54.", minute(40)).unwrap();
        save(&store, &story, minute(40)).await;
        assert_eq!(store.reader().story(story.id).await.unwrap().unwrap(), story);

        let live = story.live.clone().unwrap();
        let Published { id, live: found, content, corrections } =
            store.reader().published_by_id(story.id).await.unwrap().unwrap();
        assert_eq!((id, &found, &content, &corrections), (story.id, &live, &story.content, &story.corrections));
        let Found::Story(at_address) = store.reader().published(&path("wind-watch")).await.unwrap() else {
            panic!("not found");
        };
        assert_eq!(at_address.content, full_content());

        let teaser = store.reader().latest(5).await.unwrap().remove(0);
        assert_eq!(teaser.headline, story.content.headline);
        assert_eq!(teaser.lead, story.content.lead);
        assert_eq!(teaser.authors, story.content.authors);
        assert_eq!(teaser.source.as_deref(), Some("Valley Wire"));
        assert_eq!((teaser.first_published, teaser.updated), (minute(30), Some(minute(40))));
        assert_eq!(teaser.path, live.path);
        store.check().await.unwrap();
    }

    async fn every_revision_is_kept(ground: &Ground) {
        let store = ground.open().await;
        let mut story = kept(&store, content("First"), minute(0)).await;
        for (number, headline) in [(2, "Second"), (3, "Third")] {
            story.save(content(headline), "Ben", minute(number)).unwrap();
            save(&store, &story, minute(number)).await;
        }
        let reader = store.reader();
        let revisions = reader.revisions(story.id).await.unwrap();
        let told: Vec<_> = revisions.iter().map(|r| (r.number, r.content.headline.as_str(), r.saved_by.as_str())).collect();
        assert_eq!(told, [(3, "Third", "Ben"), (2, "Second", "Ben"), (1, "First", "Ana Ruiz")]);
        assert_eq!(revisions[0].saved_at, minute(3));
        assert_eq!(reader.revision(story.id, 2).await.unwrap().unwrap().content, content("Second"));
        assert_eq!(reader.revision(story.id, 9).await.unwrap(), None);
    }

    async fn saving_does_not_change_what_readers_see(ground: &Ground) {
        let store = ground.open().await;
        let mut story = published(&store, content("What readers see"), minute(0)).await;
        let mut newer = content("What is being written");
        newer.section = Some(slug("sports"));
        newer.tags = vec![model::tag::Tag::parse("Secret").unwrap()];
        story.save(newer, "Ben", minute(5)).unwrap();
        save(&store, &story, minute(5)).await;

        let reader = store.reader();
        assert_eq!(reader.latest(1).await.unwrap()[0].headline, "What readers see");
        assert_eq!(reader.latest(1).await.unwrap()[0].section, slug("local"));
        assert_eq!(reader.published_by_id(story.id).await.unwrap().unwrap().content.headline, "What readers see");
        assert_eq!(reader.tag(&slug("secret")).await.unwrap(), None);
        let (rows, _) = reader.desk_stories(None, None, 0, 10).await.unwrap();
        assert_eq!(rows[0].headline, "What is being written");
        assert!(rows[0].unpublished_changes);

        // A correction moves “updated” and still shows the old revision.
        story.correct("A name was misspelt.", minute(6)).unwrap();
        save(&store, &story, minute(6)).await;
        let shown = reader.published_by_id(story.id).await.unwrap().unwrap();
        assert_eq!(shown.content.headline, "What readers see");
        assert_eq!(shown.live.updated, Some(minute(6)));
        assert_eq!(shown.corrections.len(), 1);

        publish(&mut story, minute(7));
        save(&store, &story, minute(7)).await;
        assert_eq!(reader.latest(1).await.unwrap()[0].section, slug("sports"));
        assert_eq!(reader.tag(&slug("secret")).await.unwrap().unwrap().name, "Secret");
        assert!(!reader.desk_stories(None, None, 0, 10).await.unwrap().0[0].unpublished_changes);
        store.check().await.unwrap();
    }

    async fn old_addresses_lead_to_the_new_one(ground: &Ground) {
        let store = ground.open().await;
        let reader = store.reader();
        let mut story = published(&store, content("Alpha"), minute(0)).await;
        for name in ["beta", "gamma"] {
            story.content.slug = Some(slug(name));
            publish(&mut story, minute(1));
            save(&store, &story, minute(1)).await;
        }
        assert_eq!(reader.published(&path("alpha")).await.unwrap(), Found::Moved(path("gamma")));
        assert_eq!(reader.published(&path("beta")).await.unwrap(), Found::Moved(path("gamma")));
        assert!(matches!(reader.published(&path("gamma")).await.unwrap(), Found::Story(_)));

        story.content.slug = Some(slug("alpha"));
        publish(&mut story, minute(2));
        save(&store, &story, minute(2)).await;
        assert!(matches!(reader.published(&path("alpha")).await.unwrap(), Found::Story(_)));
        assert_eq!(reader.published(&path("gamma")).await.unwrap(), Found::Moved(path("alpha")));

        story.unpublish().unwrap();
        save(&store, &story, minute(3)).await;
        for name in ["alpha", "beta", "gamma"] {
            assert_eq!(reader.published(&path(name)).await.unwrap(), Found::Absent, "{name}");
        }
        story.kill().unwrap();
        save(&store, &story, minute(4)).await;
        for name in ["alpha", "beta", "gamma"] {
            assert_eq!(reader.published(&path(name)).await.unwrap(), Found::Gone, "{name}");
        }
        assert_eq!(reader.published(&path("delta")).await.unwrap(), Found::Absent);
    }

    async fn an_address_belongs_to_one_story_for_ever(ground: &Ground) {
        let store = ground.open().await;
        let mut first = published(&store, content("Council votes"), minute(0)).await;
        first.content.slug = Some(slug("council-decides"));
        publish(&mut first, minute(1));
        save(&store, &first, minute(1)).await;

        let mut second = kept(&store, content("Another"), minute(2)).await;
        for (name, taken) in [("council-decides", true), ("council-votes", true), ("another", false)] {
            assert_eq!(store.reader().slug_taken(&path(name), second.id).await.unwrap(), taken, "{name}");
            assert!(!store.reader().slug_taken(&path(name), first.id).await.unwrap(), "{name}");
        }
        let tx = store.begin(minute(2)).await.unwrap();
        for name in ["council-decides", "council-votes"] {
            second.content.slug = Some(slug(name));
            publish(&mut second, minute(2));
            let error = tx.save_story(&second).await.unwrap_err();
            assert!(matches!(&error, Error::Taken { .. }), "{error:?}");
            assert_eq!(error.to_string(), format!("the address 2021/03/{name} is already taken: choose another"));
        }
        // The refusal leaves the transaction usable on both engines.
        second.content.slug = Some(slug("council-votes-again"));
        publish(&mut second, minute(2));
        tx.save_story(&second).await.unwrap();
        tx.commit(Stale::nothing()).await.unwrap();
        assert!(matches!(store.reader().published(&path("council-votes-again")).await.unwrap(), Found::Story(_)));
        store.check().await.unwrap();
    }

    async fn an_older_revision_is_refused(ground: &Ground) {
        let store = ground.open().await;
        let old = kept(&store, content("First"), minute(0)).await;
        let mut newer = old.clone();
        newer.save(content("Second"), "Ben", minute(1)).unwrap();
        save(&store, &newer, minute(1)).await;
        let tx = store.begin(minute(2)).await.unwrap();
        assert!(matches!(tx.save_story(&old).await.unwrap_err(), Error::Superseded { newest: 2 }));
        let nobody = model::story::Story { id: model::id::StoryId(404), ..newer };
        assert!(matches!(tx.save_story(&nobody).await.unwrap_err(), Error::Missing { .. }));
    }

    async fn the_desk_finds_stories(ground: &Ground) {
        let store = ground.open().await;
        for (index, headline) in (0..).zip(["Zürich visit", "100% off_road", "Plain", "plain again"]) {
            kept(&store, content(headline), minute(index)).await;
        }
        let mut sent = kept(&store, content("For review"), minute(10)).await;
        sent.submit().unwrap();
        save(&store, &sent, minute(10)).await;
        let reader = store.reader();
        let found = async |status, text: Option<&str>, offset, limit| {
            let (rows, more) = reader.desk_stories(status, text, offset, limit).await.unwrap();
            (rows.into_iter().map(|row| row.headline).collect::<Vec<_>>(), more)
        };
        assert_eq!(found(None, None, 0, 2).await, (vec!["For review".into(), "plain again".into()], true));
        assert_eq!(found(None, None, 4, 2).await, (vec!["Zürich visit".into()], false));
        assert_eq!(found(Some(Status::InReview), None, 0, 9).await, (vec!["For review".into()], false));
        assert_eq!(found(None, Some("PLAIN"), 0, 9).await.0, ["plain again", "Plain"]);
        assert_eq!(found(None, Some("ZÜRICH"), 0, 9).await.0, ["Zürich visit"]);
        assert_eq!(found(None, Some("0% off_r"), 0, 9).await.0, ["100% off_road"]);
        assert_eq!(found(None, Some("%"), 0, 9).await.0, ["100% off_road"]);
        assert_eq!(found(None, Some("' OR 1=1 --"), 0, 9).await.0, Vec::<String>::new());
        let counts = reader.status_counts().await.unwrap();
        assert_eq!(counts[0], (Status::Draft, 4));
        assert_eq!(counts[1], (Status::InReview, 1));
        assert_eq!(counts.len(), Status::ALL.len());
    }

    async fn a_headline_of_megabytes_is_kept_as_a_draft(ground: &Ground) {
        let store = ground.open().await;
        // Not compressible to nothing, so that no index entry can hide it.
        let long: String = (0..3_000_000_u32).filter_map(|n| char::from_u32(0x4E00 + (n % 20_000 * 7919) % 20_000)).collect();
        let story = kept(&store, Content { headline: long.clone(), ..content("Short") }, minute(0)).await;
        assert_eq!(store.reader().story(story.id).await.unwrap().unwrap(), story);
        let start: String = long.chars().take(5).collect();
        assert_eq!(store.reader().desk_stories(None, Some(&start), 0, 1).await.unwrap().0.len(), 1);
    }

    async fn text_that_one_engine_cannot_keep_is_the_same_on_both(ground: &Ground) {
        let store = ground.open().await;
        let story = kept(&store, content("Before"), minute(0)).await;
        let mut story = story;
        story.saved_by = "A\0B".into();
        story.content.headline = "H\0H".into();
        story.revision = 2;
        save(&store, &story, minute(1)).await;
        let (rows, _) = store.reader().desk_stories(None, None, 0, 1).await.unwrap();
        assert_eq!((rows[0].saved_by.as_str(), rows[0].headline.as_str()), ("A\u{FFFD}B", "H\u{FFFD}H"));
    }
}
