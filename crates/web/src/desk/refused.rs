//! A story's form when the desk said no: the form again, or both versions when somebody saved meanwhile.

use super::{comparison::compare, form, frame, posted::Posted, problem, story_path::form_path, story_view};
use crate::{app::App, error::Error, signed_in::SignedIn};
use axum::response::Response;
use http::StatusCode;
use model::{id::StoryId, story::Story};
use pages::{desk::revisions::Conflict, moment::Moment};

/// The form again, or the page of two versions, or an error page when no form can help.
pub(crate) async fn refused(
    app: &App,
    who: &SignedIn,
    id: StoryId,
    posted: &Posted,
    error: desk::Error,
) -> Result<Response, Error> {
    if let desk::Error::Conflict { theirs } = &error {
        return conflict(app, who, theirs, posted);
    }
    let problems = problem::problems(&error, &app.station.zone).ok_or(error)?;
    let story = app.reader.story(id).await?.ok_or(Error::NotFound)?;
    story_view::again(app, who, Some(&story), posted, problems).await
}

/// Both versions, and everything that was typed, ready to be kept on top of the other's.
fn conflict(app: &App, who: &SignedIn, theirs: &Story, posted: &Posted) -> Result<Response, Error> {
    let mine = form::read(posted, &app.station);
    let path = form_path(theirs.id);
    let view = Conflict {
        headline: theirs.content.headline.clone(),
        story: path.clone(),
        action: path,
        seen: mine.seen,
        newest: theirs.revision,
        saved_by: theirs.saved_by.clone(),
        saved: Moment::new(theirs.saved_at, &app.station.zone),
        comparison: compare((theirs.revision, &theirs.content), (theirs.revision + 1, &mine.content)),
        fields: posted.without(&["csrf", "revision"]),
    };
    frame::refused(app, who, "/desk/stories", StatusCode::CONFLICT, &view)
}
