//! Every kind of block that a text can hold, from the form to the pages of readers.

use crate::house::{House, demo};

#[tokio::test(flavor = "multi_thread")]
async fn every_block_is_shown_on_the_story_its_lite_page_and_in_the_feed() {
    for house in House::each() {
        let station = house.opens().await;
        let (editor, reader) = (station.editor().await, station.reader());
        let mut keys = Vec::new();
        for (name, alt) in [("bridge-fog", "Fog under a bridge."), ("city-hall-dusk", "City hall at dusk.")] {
            let bytes = std::fs::read(demo().join(format!("content/pictures/{name}.jpg"))).unwrap();
            let form = editor.uploads(&bytes, alt).await;
            station.settles().await;
            let id = form.rsplit('/').next().unwrap().parse().unwrap();
            keys.push(station.ready.store.reader().media_by_id(id).await.unwrap().unwrap().key);
        }
        let mut other = editor.puts_out("The other story", &[]).await;
        let (one, two) = (&keys[0], &keys[1]);
        let body = format!(
            "First words.\n\n## Two\n\n### Three\n\n- a\n- b\n\n1. c\n2. d\n\n> Said so\n> — Ana Ruiz\n\n\
             ![](media:{one} \"Fog | Nell\")\n\n:::gallery\n![](media:{one})\n![](media:{two} \"Dusk\")\n:::\n\n\
             {{{{video m-clip poster={two} link=https://video.example/7 \"The scene | Ben\"}}}}\n\n\
             :::pullout\nSet large\n— Ana\n:::\n\n:::related\n/story/2021/03/the-other-story\n:::\n\n---\n\nLast words."
        );
        let without = body.replace(" link=https://video.example/7", "");
        let mut draft = editor.writes("Every block", &[("body", &without)]).await;
        let refused = editor.presses("publish", &mut draft, &[]).await.is(422).text();
        assert!(refused.contains("does not say where it can be watched"), "{refused}");
        let receipt = editor.presses("publish", &mut draft, &[("body", &body)]).await.leads_to();
        assert!(receipt.contains("/receipts/"), "{receipt}");

        let page = reader.opens("/story/2021/03/every-block").await.is(200).text();
        for shown in [
            "<p>First words.</p>",
            "<h2>Two</h2>",
            "<h3>Three</h3>",
            "<ul><li>a</li><li>b</li></ul>",
            "<ol><li>c</li><li>d</li></ol>",
            "<blockquote><p>Said so</p>",
            "<cite>Ana Ruiz</cite>",
            "<div class=\"gallery\">",
            "Dusk",
            "<div class=\"video\"><figure",
            "The scene",
            "<a href=\"https://video.example/7\" rel=\"noopener\">Watch the video at video.example</a>",
            "<aside class=\"pullout\">",
            "<aside class=\"related\">",
            ">The other story</a>",
            "<hr>",
            "Last words.",
        ] {
            assert!(page.contains(shown), "{shown} in\n{page}");
        }
        assert_eq!(page.matches("City hall at dusk.").count(), 2, "in the gallery and as the poster");
        let lite = reader.opens("/lite/story/2021/03/every-block").await.is(200).text();
        for shown in [
            "[Picture: Fog]",
            "[Picture: Dusk]",
            "[Video: The scene <cite>Ben</cite>]",
            "Watch the video at video.example",
            "The other story",
        ] {
            assert!(lite.contains(shown), "{shown} in\n{lite}");
        }
        assert!(!lite.contains("<img"), "{lite}");
        let feed = reader.opens("/feed.json").await.is(200).text();
        assert!(feed.contains("Watch the video at video.example"), "{feed}");
        let poster = page.split("<div class=\"video\">").nth(1).unwrap().split("src=\"").nth(1).unwrap();
        reader.opens(poster.split('"').next().unwrap()).await.is(200);

        // The page follows the headline of the story that it names, and drops one that is taken back.
        editor
            .presses(
                "publish",
                &mut other,
                &[("headline", "The other story, changed"), ("slug", "the-other-story")],
            )
            .await
            .leads_to();
        reader.opens("/story/2021/03/every-block").await.shows("The other story, changed");
        reader.opens("/lite/story/2021/03/every-block").await.shows("The other story, changed");
        editor.does("unpublish", &other, "").await.leads_to();
        reader.opens("/story/2021/03/every-block").await.is(200).hides("The other story");
        reader.opens("/lite/story/2021/03/every-block").await.is(200).hides("The other story");
        editor.presses("publish", &mut other, &[]).await.leads_to();
        reader.opens("/story/2021/03/every-block").await.shows("The other story, changed");
        station.stops().await;
    }
}
