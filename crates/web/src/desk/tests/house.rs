//! The front, the tables, the jobs, the people.

use super::newsroom::{Newsroom, PASSWORD, slug, whole_story};
use desk::By;
use model::{
    table::{Delivery, Snapshot},
    user::Role,
};
use std::collections::BTreeMap;

#[tokio::test]
async fn a_pin_puts_a_story_at_the_top_until_it_ends() {
    let newsroom = Newsroom::open().await;
    let mut editor = newsroom.signed_in(Role::Editor).await;
    let mut fields = whole_story("Pinned story");
    fields.push(("verb", "publish"));
    editor.post("/desk/stories", &fields).await.goes_to();
    let draft = editor.begins_a_story("Only a draft").await;

    let pin = |story, until| [("slot", "lead"), ("story", story), ("until", until)];
    let past = editor.post("/desk/front", &pin("1", "2021-02-01T06:00")).await;
    assert!(past.page(422).contains("no sensible end") && past.body.contains("2021-02-01T06:00"));
    let number = draft.rsplit('/').next().unwrap();
    assert!(
        editor
            .post("/desk/front", &pin(number, "2021-03-02T06:00"))
            .await
            .page(422)
            .contains("Only a published story")
    );
    editor.post("/desk/front", &[("slot", "ceiling"), ("story", "1")]).await.page(404);
    assert!(editor.post("/desk/front", &pin("1", "")).await.page(422).contains("Say until when"));

    assert_eq!(
        editor.post("/desk/front", &pin("1", "2021-03-02T06:00")).await.goes_to(),
        "/desk/front?said=pinned"
    );
    let front = editor.get("/desk/front").await;
    assert!(front.page(200).contains(">pinned<") && front.body.contains("2021-03-02T06:00"));
    assert_eq!(editor.post("/desk/front", &pin("", "")).await.goes_to(), "/desk/front?said=unpinned");
    assert!(!editor.get("/desk/front").await.page(200).contains(">pinned<"));
}

#[tokio::test]
async fn modules_are_arranged_by_name_and_unknown_ones_refused() {
    let newsroom = Newsroom::open().await;
    let mut editor = newsroom.signed_in(Role::Editor).await;
    let refused = editor.post("/desk/front/modules", &[("modules", "table:or-covid\ntable:nowhere")]).await;
    assert!(
        refused.page(422).contains("The station has no table:nowhere")
            && refused.body.contains("table:nowhere</textarea>")
    );
    assert!(
        editor
            .post("/desk/front/modules", &[("modules", "weather")])
            .await
            .page(422)
            .contains("is not a module")
    );
    editor.post("/desk/front/modules", &[("modules", "table:or-covid\r\n")]).await.goes_to();
    assert!(newsroom.stranger().get("/").await.page(200).contains("Oregon by county"));
}

#[tokio::test]
async fn held_figures_wait_for_a_person_who_says_why() {
    let newsroom = Newsroom::open().await;
    let mut producer = newsroom.signed_in(Role::Producer).await;
    let night = |day: &str, jackson| {
        Delivery::of(Snapshot {
            as_of: day.parse().unwrap(),
            fetched_at: super::newsroom::NOW.parse().unwrap(),
            rows: BTreeMap::from([
                ("41029".to_owned(), vec![Some(jackson), Some(1)]),
                ("41033".to_owned(), vec![Some(10), None]),
            ]),
            published_totals: None,
        })
    };
    let (desk, by, table) = (&newsroom.app.desk, By::station("test"), slug("or-covid"));
    desk.offer_table(&table, &night("2021-02-27", 8_000), &by).await.unwrap();
    desk.offer_table(&table, &night("2021-02-28", 7_000), &by).await.unwrap();

    let health = producer.get("/desk").await;
    assert!(
        health.page(200).contains("1 thing needs a person.")
            && health.body.contains("Oregon by county: Held")
    );
    let board = producer.get("/desk/tables").await;
    assert!(
        board.page(200).contains("has not fallen")
            && board.body.contains("8,010")
            && board.body.contains("7,010")
    );
    let accept = "/desk/tables/or-covid/accept";
    assert!(producer.post(accept, &[("note", " ")]).await.page(422).contains("There is no note"));
    let long = "a".repeat(501);
    assert!(
        producer.post(accept, &[("note", &long)]).await.page(422).contains(&long),
        "the note is not lost"
    );
    let note = "The county corrected its own figures.";
    assert_eq!(producer.post(accept, &[("note", note)]).await.goes_to(), "/desk/tables?said=accepted");
    let page = newsroom.stranger().get("/data/or-covid").await;
    assert!(page.page(200).contains("7,010") && page.body.contains(note));

    desk.offer_table(&table, &night("2021-03-01", 6_000), &by).await.unwrap();
    assert_eq!(producer.post("/desk/tables/or-covid/drop", &[]).await.goes_to(), "/desk/tables?said=dropped");
    assert!(!producer.get("/desk/tables").await.page(200).contains("6,010"));
}

#[tokio::test]
async fn a_job_can_be_run_now_by_who_may() {
    let newsroom = Newsroom::open().await;
    let mut producer = newsroom.signed_in(Role::Producer).await;
    assert_eq!(producer.post("/desk/jobs/refresh-table/or-covid", &[]).await.goes_to(), "/desk?said=run");
    assert_eq!(producer.post("/desk/jobs/prune/-", &[]).await.goes_to(), "/desk?said=run");
    assert!(producer.get("/desk").await.page(200).contains("Refresh a table"));
    for path in
        ["/desk/jobs/refresh-table/nowhere", "/desk/jobs/mine-coins/-", "/desk/jobs/refresh-table/..%2F"]
    {
        producer.post(path, &[]).await.page(404);
    }
}

#[tokio::test]
async fn accounts_are_made_changed_and_never_all_locked_out() {
    let newsroom = Newsroom::open().await;
    let mut admin = newsroom.signed_in(Role::Admin).await;
    let new =
        |email, password| [("name", "Priya"), ("email", email), ("password", password), ("role", "editor")];
    let short = admin.post("/desk/users", &new("priya@signal.example", "short")).await;
    assert!(short.page(422).contains("too short") && short.body.contains("priya@signal.example"));
    assert!(!short.body.contains("value=\"short\""));
    assert!(
        admin
            .post("/desk/users", &new("admin@signal.example", PASSWORD))
            .await
            .page(422)
            .contains("has that address already")
    );
    assert_eq!(
        admin.post("/desk/users", &new("priya@signal.example", PASSWORD)).await.goes_to(),
        "/desk/users?said=user-made"
    );

    let mut priya = newsroom.stranger();
    priya.post("/desk/sign-in", &[("email", "priya@signal.example"), ("password", PASSWORD)]).await.goes_to();
    priya.get("/desk/front").await.page(200);
    admin.post("/desk/users/2", &[("role", "contributor"), ("active", "yes")]).await.goes_to();
    assert!(priya.get("/desk").await.goes_to().starts_with("/desk/sign-in"), "a new role signs out");
    admin.post("/desk/users/2", &[("role", "contributor")]).await.goes_to();
    priya.post("/desk/sign-in", &[("email", "priya@signal.example"), ("password", PASSWORD)]).await.page(422);
    assert!(
        admin
            .post("/desk/users/1", &[("role", "editor"), ("active", "yes")])
            .await
            .page(422)
            .contains("last administrator")
    );
    assert!(admin.get("/desk/audit").await.page(200).contains("user.create"));
}

#[tokio::test]
async fn ones_own_password_is_changed_with_the_old_one() {
    let newsroom = Newsroom::open().await;
    let mut reporter = newsroom.signed_in(Role::Reporter).await;
    let form = |old, new, again| [("old", old), ("password", new), ("again", again)];
    let fresh = "four entirely different words";
    assert!(
        reporter
            .post("/desk/password", &form("wrong", fresh, fresh))
            .await
            .page(422)
            .contains("not your password now")
    );
    assert!(
        reporter
            .post("/desk/password", &form(PASSWORD, fresh, "other"))
            .await
            .page(422)
            .contains("passwords differ")
    );
    assert!(
        reporter
            .post("/desk/password", &form(PASSWORD, "short", "short"))
            .await
            .page(422)
            .contains("too short")
    );
    assert_eq!(
        reporter.post("/desk/password", &form(PASSWORD, fresh, fresh)).await.goes_to(),
        "/desk/sign-in?said=password"
    );
    let mut again = newsroom.stranger();
    again
        .post("/desk/sign-in", &[("email", "reporter@signal.example"), ("password", PASSWORD)])
        .await
        .page(422);
    again.post("/desk/sign-in", &[("email", "reporter@signal.example"), ("password", fresh)]).await.goes_to();
}
