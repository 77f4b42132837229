//! A story's form: begin, show, and what its buttons do. Each button keeps what was typed first; when the step after
//! that is refused, what was typed is a revision all the same.

use super::{
    form::{self, Read, Verb},
    frame,
    moment::Clocks,
    posted::{Posted, Search},
    problem,
    refused::refused,
    story_path::{find, form_path},
    story_view,
};
use crate::{app::App, error::Error, signed_in::SignedIn};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use desk::story::Save;
use model::story::{Content, Language, Story};

/// A blank page.
pub(crate) async fn blank(State(app): State<App>, who: SignedIn) -> Result<Response, Error> {
    let language = Language::parse(&app.station.language).unwrap_or_else(Language::english);
    let mut content = Content::blank(language);
    // One's own byline is what most stories carry.
    content.authors =
        app.reader.author_of_user(who.session.user).await?.map(|own| own.slug).into_iter().collect();
    let words = form::words(&content).into_iter();
    let posted = Posted::new(words.map(|(name, value)| (name.to_owned(), value)).collect());
    let view = story_view::view(&app, &who, None, &posted, Vec::new()).await?;
    frame::screen(&app, &who, "/desk/stories", "", &view)
}

/// The form of a story, filled from its newest revision.
pub(crate) async fn show(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<String>,
    Search(query): Search,
) -> Result<Response, Error> {
    let story = find(&app, &id).await?;
    let posted = form::fields(&story, &app.station.zone);
    let problems = story_view::gaps(&app, &story).await?;
    let view = story_view::view(&app, &who, Some(&story), &posted, problems).await?;
    frame::screen(&app, &who, "/desk/stories", query.text("said"), &view)
}

/// Begin a story with what was typed, and do what the button says.
pub(crate) async fn create(State(app): State<App>, who: SignedIn, posted: Posted) -> Result<Response, Error> {
    let read = form::read(&posted, &app.station);
    if !read.problems.is_empty() {
        return story_view::again(&app, &who, None, &posted, read.problems).await;
    }
    match app.desk.create(read.content.clone(), read.embargo, &who.by).await {
        Ok(story) => go_on(&app, &who, &story, &posted, &read, "created").await,
        Err(error) => {
            let problems = problem::problems(&error, &app.station.zone).ok_or(error)?;
            story_view::again(&app, &who, None, &posted, problems).await
        }
    }
}

/// Keep what was typed, and do what the button says.
pub(crate) async fn act(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Error> {
    let read = form::read(&posted, &app.station);
    let id = frame::number(&id)?;
    if !read.problems.is_empty() {
        let story = app.reader.story(id).await?.ok_or(Error::NotFound)?;
        return story_view::again(&app, &who, Some(&story), &posted, read.problems).await;
    }
    let save = Save { id, seen: read.seen, content: read.content.clone(), embargo: read.embargo };
    match app.desk.save(save, &who.by).await {
        Ok(story) => go_on(&app, &who, &story, &posted, &read, "saved").await,
        Err(error) => refused(&app, &who, id, &posted, error).await,
    }
}

/// What was typed is kept as this story's newest revision: do what the button says on top of it.
async fn go_on(
    app: &App,
    who: &SignedIn,
    story: &Story,
    posted: &Posted,
    read: &Read,
    kept: &str,
) -> Result<Response, Error> {
    match step(app, who, story, read, kept).await {
        Ok(to) => Ok(Redirect::to(&to).into_response()),
        Err(error) => {
            let posted = posted.clone().with("revision", story.revision.to_string());
            refused(app, who, story.id, &posted, error).await
        }
    }
}

/// The button's step; where to go when it is done.
async fn step(
    app: &App,
    who: &SignedIn,
    story: &Story,
    read: &Read,
    kept: &str,
) -> Result<String, desk::Error> {
    let (id, seen, path) = (story.id, story.revision, form_path(story.id));
    let said = match (read.verb, read.publish_at) {
        (Verb::Submit, _) => {
            app.desk.submit(id, seen, &who.by).await?;
            "submitted"
        }
        (Verb::Publish, _) => {
            let done = app.desk.publish(id, seen, read.change, &who.by).await?;
            if let Some(receipt) = done.receipt_id {
                return Ok(format!("{path}/receipts/{receipt}"));
            }
            "published"
        }
        (Verb::Schedule, Some(at)) => {
            app.desk.schedule(id, seen, at.at, &who.by).await?;
            match at.clocks {
                Clocks::Plain => "scheduled",
                Clocks::Skip => "scheduled-skip",
                Clocks::Repeat => "scheduled-repeat",
            }
        }
        (Verb::Save, _) | (Verb::Schedule, None) => kept,
    };
    Ok(format!("{path}?said={said}"))
}
