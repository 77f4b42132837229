//! A story's life at the desk: written, published, changed by two people, taken back, killed.

use super::newsroom::{Newsroom, whole_story};
use model::user::Role;

fn with<'a>(headline: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = whole_story(headline);
    fields.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    fields.extend_from_slice(more);
    fields
}

#[tokio::test]
async fn published_means_visible_and_the_receipt_says_so() {
    let newsroom = Newsroom::open().await;
    let mut editor = newsroom.signed_in(Role::Editor).await;
    let mut reader = newsroom.stranger();
    assert!(!reader.get("/").await.page(200).contains("Council votes"));
    let story = editor.begins_a_story("Council votes").await;
    reader.get("/story/2021/03/council-votes").await.page(404);

    let published =
        editor.post(&story, &with("Council votes", &[("revision", "1"), ("verb", "publish")])).await;
    let receipt = editor.get(&published.goes_to()).await;
    assert!(receipt.page(200).contains("addresses agree"), "{}", receipt.body);
    assert!(receipt.body.contains("/rss.xml") && !receipt.body.contains("and is not"));
    for path in ["/", "/story/2021/03/council-votes", "/section/local", "/rss.xml"] {
        assert!(reader.get(path).await.page(200).contains("Council votes"), "{path}");
    }
    // The receipt of one story is not another's.
    let other = editor.begins_a_story("Another").await;
    let foreign = published.goes_to().replace(&story, &other);
    editor.get(&foreign).await.page(404);
}

#[tokio::test]
async fn what_is_missing_stands_beside_its_field_and_nothing_typed_is_lost() {
    let newsroom = Newsroom::open().await;
    let mut editor = newsroom.signed_in(Role::Editor).await;
    let begun = editor
        .post("/desk/stories", &[("headline", "Only a headline"), ("tags", "water"), ("verb", "publish")])
        .await;
    assert!(
        begun.page(422).contains("No section is chosen") && begun.body.contains("Nobody signs the story")
    );
    assert_eq!(
        (begun.field("headline"), begun.field("tags")),
        ("Only a headline".to_owned(), "water".to_owned())
    );
    assert_eq!(begun.field("revision"), "1", "it is a draft all the same");
    // The form that came back is the draft's: sending it on works.
    let story = "/desk/stories/1";
    assert!(begun.body.contains(&format!("action=\"{story}\"")));
    let again = editor.post(story, &with("Only a headline", &[("revision", "1"), ("verb", "publish")])).await;
    assert!(again.goes_to().starts_with("/desk/stories/1/receipts/"));
}

#[tokio::test]
async fn a_text_that_is_read_otherwise_is_told_by_line_and_then_taken() {
    let newsroom = Newsroom::open().await;
    let mut reporter = newsroom.signed_in(Role::Reporter).await;
    let body = ("body", "Fine.\r\n\r\n<script>alert(1)</script>");
    let told = reporter.post("/desk/stories", &with("Script", &[body])).await;
    assert!(told.page(422).contains("Line 3: "));
    assert!(told.body.contains("&lt;script&gt;") && !told.body.contains("<script>alert"));
    let read = told.field("body-read");
    let story = reporter
        .post("/desk/stories", &with("Script", &[body, ("body-read", &read), ("verb", "publish")]))
        .await;
    assert!(story.goes_to().contains("/receipts/"));
    let page = newsroom.stranger().get("/story/2021/03/script").await;
    assert!(page.page(200).contains("&lt;script&gt;") && !page.body.contains("<script>alert"));
}

#[tokio::test]
async fn two_people_never_overwrite_each_other_silently() {
    let newsroom = Newsroom::open().await;
    let mut ana = newsroom.signed_in(Role::Reporter).await;
    let mut ben = newsroom.signed_in(Role::Editor).await;
    let story = ana.begins_a_story("First").await;
    ana.post(&story, &with("Hers", &[("revision", "1")])).await.goes_to();
    let conflict = ben
        .post(&story, &with("His", &[("revision", "1"), ("body", "His text."), ("verb", "publish")]))
        .await;
    assert!(conflict.page(409).contains("The reporter saved"), "{}", conflict.body);
    assert!(conflict.body.contains("Hers") && conflict.body.contains("His text."));
    assert_eq!((conflict.field("revision"), conflict.field("headline")), ("2".to_owned(), "His".to_owned()));
    // Keeping his own: the same fields on top of hers. Hers stays among the revisions.
    ben.post(&story, &with("His", &[("revision", "2"), ("body", "His text.")])).await.goes_to();
    let revisions = ben.get(&format!("{story}/revisions?from=2&to=3")).await;
    assert!(revisions.page(200).contains("Hers") && revisions.body.contains("His text."));
    // And bringing hers back needs no typing; from an old screen it is refused.
    let old = ben.post(&format!("{story}/restore/2"), &[("revision", "2")]).await;
    assert!(old.page(409).contains("so nothing was brought back"));
    let restored = ben.post(&format!("{story}/restore/3"), &[("revision", "2")]).await;
    assert!(restored.goes_to().ends_with("?said=restored"));
    assert_eq!(ben.get(&story).await.field("headline"), "Hers");
}

#[tokio::test]
async fn a_scheduled_time_is_echoed_as_clocks_will_show_it() {
    let newsroom = Newsroom::open().await;
    let mut editor = newsroom.signed_in(Role::Editor).await;
    let story = editor.begins_a_story("Later").await;
    let schedule =
        |at, revision| with("Later", &[("revision", revision), ("verb", "schedule"), ("publish-at", at)]);
    let past = editor.post(&story, &schedule("2021-02-28T06:00", "1")).await;
    assert!(past.page(422).contains("February 28, 2021, 6:00 a.m. PST is not in the future"));
    assert_eq!(past.field("publish-at").as_str(), "2021-02-28T06:00");
    let skipped = editor.post(&story, &schedule("2021-03-14T02:30", "1")).await.goes_to();
    let told = editor.get(&skipped).await;
    assert!(
        told.page(200).contains("the clocks skip it") && told.body.contains("March 14, 2021, 3:30 a.m. PDT")
    );
    let twice = editor.post(&story, &schedule("2021-11-07T01:30", "1")).await.goes_to();
    let told = editor.get(&twice).await;
    assert!(
        told.page(200).contains("show that time twice")
            && told.body.contains("November 7, 2021, 1:30 a.m. PDT")
    );
    assert!(editor.get("/desk/stories?status=scheduled").await.page(200).contains("1:30 a.m. PDT"));
    let back = editor.post(&format!("{story}/unpublish"), &[]).await;
    assert!(back.goes_to().ends_with("?said=unpublished"));
    assert!(editor.get("/desk/stories?status=draft").await.page(200).contains("Later"));
}

#[tokio::test]
async fn a_correction_stays_and_what_is_taken_back_is_gone_everywhere() {
    let newsroom = Newsroom::open().await;
    let mut editor = newsroom.signed_in(Role::Editor).await;
    let mut reader = newsroom.stranger();
    let story = editor.begins_a_story("Vote").await;
    editor.post(&story, &with("Vote", &[("revision", "1"), ("verb", "publish")])).await.goes_to();
    let empty = editor.post(&format!("{story}/correct"), &[("note", "  ")]).await;
    assert!(empty.page(422).contains("must say what was wrong"));
    let long = "a".repeat(2_001);
    let refused = editor.post(&format!("{story}/correct"), &[("note", &long)]).await;
    assert!(refused.page(422).contains(&long), "the note is not lost");
    let corrected = editor.post(&format!("{story}/correct"), &[("note", "It was five to two.")]).await;
    assert!(editor.get(&corrected.goes_to()).await.page(200).contains("agree"));
    assert!(reader.get("/story/2021/03/vote").await.page(200).contains("It was five to two."));

    let back = editor.post(&format!("{story}/unpublish"), &[]).await.goes_to();
    assert!(editor.get(&back).await.page(200).contains("no longer shows the story"));
    reader.get("/story/2021/03/vote").await.page(404);
    assert!(!reader.get("/").await.page(200).contains("/story/2021/03/vote"));
    assert!(
        editor.post(&format!("{story}/kill"), &[("note", "")]).await.page(422).contains("No reason is given")
    );
    editor.post(&format!("{story}/kill"), &[("note", "Wrong person")]).await.goes_to();
    reader.get("/story/2021/03/vote").await.page(410);
    let dead = editor.post(&story, &with("Vote again", &[("revision", "1")])).await;
    assert!(dead.page(422).contains("A story that is killed cannot be saved."));
}

#[tokio::test]
async fn a_preview_opens_only_with_its_link_and_is_kept_by_nobody() {
    let newsroom = Newsroom::open().await;
    let mut editor = newsroom.signed_in(Role::Editor).await;
    let story = editor.begins_a_story("Embargoed").await;
    editor
        .post(&story, &with("Embargoed", &[("revision", "1"), ("embargo", "2021-03-05T06:00")]))
        .await
        .goes_to();
    let refused = editor
        .post(
            &story,
            &with("Embargoed", &[("revision", "2"), ("embargo", "2021-03-05T06:00"), ("verb", "publish")]),
        )
        .await;
    assert!(refused.page(422).contains("under embargo until March 5, 2021, 6:00 a.m. PST"));
    let link = editor.get(&format!("{story}/preview")).await.goes_to();
    let mut reader = newsroom.stranger();
    let preview = reader.get(&link).await;
    assert!(preview.page(200).contains("Embargoed") && preview.body.contains("noindex"));
    assert!(
        preview.body.contains("Preview of revision 2")
            && preview.body.contains("March 3, 2021, 6:00 p.m. PST")
    );
    assert!(!preview.body.contains("application/ld+json"));
    assert_eq!(preview.headers["cache-control"], "private, no-store");
    for tampered in [link.replace("/1.", "/2."), format!("{link}0"), "/desk/preview/x".to_owned()] {
        reader.get(&tampered).await.page(404);
    }
}
