//! Verbs on a story that are not writing: take it back, kill it, print a correction.

use super::{
    form,
    posted::Posted,
    problem::problem,
    refused::refused,
    story_path::{find, form_path},
    story_view,
};
use crate::{app::App, error::Error, signed_in::SignedIn};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use desk::story::Done;
use model::{id::StoryId, story::Story};

/// Take it back from the public or from the schedule.
pub(crate) async fn unpublish(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let story = find(&app, &id).await?;
    let done = app.desk.unpublish(story.id, &who.by).await;
    answer(&app, &who, &story, done, ("unpublish", "unpublished", "")).await
}

/// End it for good.
pub(crate) async fn kill(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Error> {
    let story = find(&app, &id).await?;
    let Some(reason) = posted.maybe("note") else {
        let why =
            problem("", "No reason is given. Say in a sentence why the story is killed; the log keeps it.");
        let filled = form::fields(&story, &app.station.zone);
        return story_view::again(&app, &who, Some(&story), &filled, vec![why]).await;
    };
    let done = app.desk.kill(story.id, &reason, &who.by).await;
    answer(&app, &who, &story, done, ("kill", "killed", &reason)).await
}

/// Print a correction.
pub(crate) async fn correct(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Error> {
    let story = find(&app, &id).await?;
    let done = app.desk.correct(story.id, posted.text("note"), &who.by).await;
    answer(&app, &who, &story, done, ("correct", "corrected", posted.text("note"))).await
}

/// The receipt where there is one, else the form; when the desk said no, the form with what is wrong and the note that
/// was typed beside this verb.
async fn answer(
    app: &App,
    who: &SignedIn,
    story: &Story,
    done: Result<Done, desk::Error>,
    (verb, said, note): (&str, &str, &str),
) -> Result<Response, Error> {
    match done {
        Ok(done) => Ok(Redirect::to(&after(story.id, done.receipt_id, said)).into_response()),
        Err(error) => {
            let filled = form::fields(story, &app.station.zone);
            let filled = filled.with("tried", verb.to_owned()).with("note", note.to_owned());
            refused(app, who, story.id, &filled, error).await
        }
    }
}

fn after(id: StoryId, receipt: Option<i64>, said: &str) -> String {
    let path = form_path(id);
    match receipt {
        Some(receipt) => format!("{path}/receipts/{receipt}"),
        None => format!("{path}?said={said}"),
    }
}
