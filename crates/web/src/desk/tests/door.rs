//! Signing in and out, the first administrator, and who may pass where.

use super::newsroom::{Newsroom, PASSWORD};
use axum::body::Body;
use http::{Request, StatusCode, header};
use model::user::Role;

#[tokio::test]
async fn the_setup_link_makes_one_administrator_and_burns() {
    let newsroom = Newsroom::open().await;
    let link = format!("/desk/setup/{}", newsroom.setup);
    let mut founder = newsroom.stranger();
    founder.get(&link).await.page(200);
    let mut form =
        vec![("name", "Elena"), ("email", "elena@signal.example"), ("password", PASSWORD), ("again", "else")];
    let again = founder.post(&link, &form).await;
    assert!(again.page(422).contains("passwords differ"));
    assert_eq!(again.field("email"), "elena@signal.example", "what was typed is kept");
    assert!(!again.body.contains(PASSWORD), "but not the password");
    form[3].1 = PASSWORD;
    assert_eq!(founder.post(&link, &form).await.goes_to(), "/desk");
    assert!(founder.get("/desk").await.page(200).contains("Elena"));

    let mut late = newsroom.stranger();
    assert!(late.get(&link).await.page(404).contains("has been used"));
    assert!(late.post(&link, &form).await.page(404).contains("has been used"));
    assert!(late.get("/desk/setup/guess").await.page(404).contains("has been used"));
}

#[tokio::test]
async fn whoever_is_not_signed_in_comes_back_to_where_they_wanted() {
    let newsroom = Newsroom::open().await;
    newsroom.signed_in(Role::Reporter).await;
    let mut reader = newsroom.stranger();
    assert_eq!(reader.get("/desk/stories?q=a").await.goes_to(), "/desk/sign-in?back=/desk/stories%3Fq%3Da");
    let form = reader.get("/desk/sign-in?back=/desk/stories%3Fq%3Da").await;
    assert_eq!(form.field("next"), "/desk/stories?q=a");
    let wrong =
        [("email", "reporter@signal.example"), ("password", "no such password"), ("next", "/desk/stories")];
    let answer = reader.post("/desk/sign-in", &wrong).await;
    assert!(answer.page(422).contains("do not go together"));
    assert!(answer.body.contains("reporter@signal.example"));
    let right =
        [("email", "Reporter@signal.example"), ("password", PASSWORD), ("next", "//evil.example/desk")];
    let answer = reader.post("/desk/sign-in", &right).await;
    assert_eq!(answer.goes_to(), "/desk");
    let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/desk"),
        "{cookie}"
    );
    assert_eq!(reader.post("/desk/sign-out", &[]).await.goes_to(), "/desk/sign-in?said=signed-out");
    assert!(reader.get("/desk").await.goes_to().starts_with("/desk/sign-in"));
}

#[tokio::test]
async fn too_many_tries_have_to_wait_and_are_told_how_long() {
    let newsroom = Newsroom::open().await;
    let mut guesser = newsroom.stranger();
    let guess = |n: usize| format!("who{n}@signal.example");
    for n in 0..10 {
        guesser
            .post("/desk/sign-in", &[("email", &guess(n)), ("password", "guess guess guess")])
            .await
            .page(422);
    }
    let answer =
        guesser.post("/desk/sign-in", &[("email", &guess(10)), ("password", "guess guess guess")]).await;
    assert!(answer.page(429).contains("Wait "));
    assert!(answer.headers.contains_key(header::RETRY_AFTER));
}

#[tokio::test]
async fn every_screen_shows_for_an_administrator_and_none_is_kept() {
    let newsroom = Newsroom::open().await;
    let mut admin = newsroom.signed_in(Role::Admin).await;
    let story = admin.begins_a_story("Council votes").await;
    let screens =
        ["/desk", "/desk/stories", "/desk/stories/new", "/desk/pictures", "/desk/front", "/desk/tables"];
    let more = ["/desk/users", "/desk/audit", "/desk/audit?what=story:1", "/desk/password", &story];
    for path in screens.into_iter().chain(more).chain(["/desk/stories?status=draft&q=votes&page=3"]) {
        let answer = admin.get(path).await;
        answer.page(200);
        assert_eq!(answer.headers[header::CACHE_CONTROL], "private, no-store", "{path}");
        assert_eq!(answer.headers["x-robots-tag"], "noindex, nofollow", "{path}");
    }
    for path in [
        "/desk/stories/999",
        "/desk/stories/x",
        "/desk/pictures/1",
        "/desk/stories/1/receipts/1",
        "/desk/none",
    ] {
        admin.get(path).await.page(404);
    }
}

#[tokio::test]
async fn a_role_passes_only_its_own_doors() {
    let newsroom = Newsroom::open().await;
    let mut contributor = newsroom.signed_in(Role::Contributor).await;
    for path in ["/desk/front", "/desk/tables", "/desk/users", "/desk/audit"] {
        contributor.get(path).await.page(403);
    }
    let health = contributor.get("/desk").await;
    assert!(!health.page(200).contains("<button>Run now<"), "no button for who may not press it");
    let story = contributor.begins_a_story("Mine").await;
    let form = contributor.get(&story).await;
    assert!(!form.page(200).contains("value=\"publish\"") && !form.body.contains("/kill"));
    let mut fields = super::newsroom::whole_story("Mine");
    fields.extend([("revision", "1"), ("verb", "publish")]);
    contributor.post(&story, &fields).await.page(403);
    contributor.post(&format!("{story}/kill"), &[("note", "no")]).await.page(403);
    contributor.post("/desk/jobs/prune/-", &[]).await.page(403);
}

#[tokio::test]
async fn what_no_form_sends_is_refused() {
    let newsroom = Newsroom::open().await;
    let mut editor = newsroom.signed_in(Role::Editor).await;
    let form = "application/x-www-form-urlencoded";
    let foreign =
        Request::post("/desk/stories").header("sec-fetch-site", "cross-site").header("content-type", form);
    editor.ask(foreign.body(Body::from("headline=x")).unwrap()).await.page(403);
    let huge = format!("headline={}", "a".repeat(10 << 20));
    let huge = Request::post("/desk/stories").header("content-type", form).body(Body::from(huge)).unwrap();
    assert!(editor.ask(huge).await.page(413).contains("too large"));
    let long = "a".repeat(5_000);
    let answer = editor.post("/desk/stories", &[("headline", &long)]).await;
    assert!(answer.page(422).contains("The headline is too long"));
    assert!(answer.body.contains(&long), "nothing typed is lost");
    let json = Request::post("/desk/stories")
        .header("content-type", "application/json")
        .body(Body::from("{}"))
        .unwrap();
    editor.ask(json).await.page(400);
    assert_eq!(
        editor.ask(Request::delete("/desk/stories").body(Body::empty()).unwrap()).await.status,
        StatusCode::METHOD_NOT_ALLOWED
    );
}
