//! Revisions of a story: the list, what changed between two, bringing one back.

use super::{
    comparison::compare,
    form,
    frame::{self, may},
    posted::{Posted, Search},
    refused::refused,
    story_path::{find, form_path},
};
use crate::{app::App, error::Error, signed_in::SignedIn};
use axum::{
    extract::{Path, State},
    response::Response,
};
use http::StatusCode;
use jiff::tz::TimeZone;
use model::{
    id::StoryId,
    story::{Revision, Status, Story},
    user::Action,
};
use pages::{
    desk::revisions::{Comparison, RevisionRow, Revisions},
    moment::Moment,
    number::counted,
};

/// The list; with `from` and `to`, what changed between the two.
pub(crate) async fn list(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<String>,
    Search(query): Search,
) -> Result<Response, Error> {
    let story = find(&app, &id).await?;
    let mut view = revisions(&app, &who, &story).await?;
    if let (Ok(from), Ok(to)) = (frame::number(query.text("from")), frame::number(query.text("to"))) {
        view.comparison = Some(between(&app, story.id, from, to).await?);
    }
    frame::screen(&app, &who, "/desk/stories", query.text("said"), &view)
}

/// Bring an old revision back as the newest.
pub(crate) async fn restore(
    State(app): State<App>,
    who: SignedIn,
    Path((id, seen)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Error> {
    let (id, seen) = (frame::number(&id)?, frame::number(&seen)?);
    let Ok(number) = frame::number(posted.text("revision")) else {
        return Err(Error::BadForm("No revision was chosen. Go back and choose one.".to_owned()));
    };
    match app.desk.restore(id, seen, number, &who.by).await {
        Ok(_) => Ok(frame::done(&form_path(id), "restored")),
        Err(desk::Error::Conflict { theirs }) => newer(&app, &who, &theirs).await,
        Err(error) => {
            let story = app.reader.story(id).await?.ok_or(Error::NotFound)?;
            refused(&app, &who, id, &form::fields(&story, &app.station.zone), error).await
        }
    }
}

/// The list again: somebody saved since it was shown.
async fn newer(app: &App, who: &SignedIn, theirs: &Story) -> Result<Response, Error> {
    let words = format!(
        "{} saved revision {} while you were looking, so nothing was brought back. Compare it, then choose again.",
        theirs.saved_by, theirs.revision
    );
    let view = revisions(app, who, theirs).await?;
    frame::told(app, who, "/desk/stories", (StatusCode::CONFLICT, &words), &view)
}

async fn revisions(app: &App, who: &SignedIn, story: &Story) -> Result<Revisions, Error> {
    let rows = app.reader.revisions(story.id).await?;
    let path = form_path(story.id);
    // The revision that is newest on the screen goes along: whoever saves meanwhile is not written over.
    let restore = format!("{path}/restore/{}", story.revision);
    Ok(Revisions {
        headline: story.content.headline.clone(),
        restore: (may(who, Action::Write) && story.status != Status::Killed).then_some(restore),
        story: path,
        rows: rows.iter().map(|revision| row(revision, story, &app.station.zone)).collect(),
        comparison: None,
    })
}

fn row(revision: &Revision, story: &Story, zone: &TimeZone) -> RevisionRow {
    let live = story.live.as_ref().filter(|_| story.status == Status::Published);
    let words = prose::plain::words(&revision.content.body);
    RevisionRow {
        number: revision.number,
        saved: Moment::new(revision.saved_at, zone),
        saved_by: revision.saved_by.clone(),
        length: counted(u64::try_from(words).unwrap_or(u64::MAX), "word", "words"),
        live: live.is_some_and(|live| live.revision == revision.number),
        newest: story.revision == revision.number,
    }
}

async fn between(app: &App, id: StoryId, from: u32, to: u32) -> Result<Comparison, Error> {
    let old = app.reader.revision(id, from.min(to)).await?.ok_or(Error::NotFound)?;
    let new = app.reader.revision(id, from.max(to)).await?.ok_or(Error::NotFound)?;
    Ok(compare((old.number, &old.content), (new.number, &new.content)))
}
