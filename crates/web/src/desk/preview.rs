//! Previews: the public page of a story that is not public, behind a signed link that ends. Kept by nobody, and the
//! only way to its pictures before readers may see them.

use super::{frame, picture::moved, story_path::find};
use crate::{
    app::App,
    chrome::{self, Lookups},
    error::Error,
    signed_in::SignedIn,
};
use axum::{
    extract::{Path, State},
    response::{Html, IntoResponse, Redirect, Response},
};
use http::HeaderMap;
use jiff::Timestamp;
use model::{
    slug::Slug,
    story::{Live, Published, Story},
    url::{Month, StoryPath},
};
use pages::{
    Head,
    compose::{self, story::Around},
    media::Picture,
    moment::Moment,
    story::StoryPage,
};
use prose::MediaKey;

/// Make a link to a story's preview and go there.
pub(crate) async fn link(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let token = app.desk.preview_token(frame::number(&id)?, &who.by).await?;
    find(&app, &id).await?;
    Ok(Redirect::to(&format!("/desk/preview/{token}")).into_response())
}

/// The page as readers would see it.
pub(crate) async fn show(State(app): State<App>, Path(token): Path<String>) -> Result<Response, Error> {
    let story = app.desk.preview(&token).await?;
    let page = page(&app, &story, &token).await?;
    Ok(Html(chrome::render(&app, &page).await?).into_response())
}

/// A picture of that page; of any other there is none here.
pub(crate) async fn picture(
    State(app): State<App>,
    Path((token, key, file)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let story = app.desk.preview(&token).await?;
    let key = MediaKey::parse(&key).map_err(|_| Error::NotFound)?;
    if !story.content.pictures().any(|shown| *shown == key) {
        return Err(Error::NotFound);
    }
    crate::media::rendition(&app, &key, &file, &headers).await
}

async fn page(app: &App, story: &Story, token: &str) -> Result<StoryPage, Error> {
    let published = as_if_public(story, app)?;
    let lookups = Lookups::read(app, story.content.pictures().cloned().collect::<Vec<_>>()).await?;
    let context = lookups.context(app);
    let (modules, _) = crate::story::modules(app, &published, &context).await?;
    let named = crate::story::named(app, &published.content.body).await?.headlines;
    let around = Around { modules, named, ..Around::default() };
    let base = format!("/desk/preview/{token}/media");
    let draw = |picture: &Picture| app.renderer.piece(&moved(picture.clone(), &base)).ok();
    let page = compose::story::page(&published, &around, &context, &draw);
    Ok(StoryPage {
        // Nothing for machines: what they would read there is not true yet.
        head: Head {
            title: page.head.title,
            description: page.head.description,
            noindex: true,
            ..Head::default()
        },
        published: page.published.filter(|_| story.live.is_some()),
        lead: page.lead.map(|lead| moved(lead, &base)),
        preview: Some(words(story, token, app)),
        ..page
    })
}

/// The newest revision as it would be if it were published now. A story that has no address yet gets none here either:
/// nothing on the page leads to it.
fn as_if_public(story: &Story, app: &App) -> Result<Published, Error> {
    let now = app.desk.now();
    let live = match &story.live {
        Some(live) => live.clone(),
        None => {
            let slug = story.address().map_or_else(|| Slug::parse("preview").map_err(Error::fault), Ok)?;
            let path = StoryPath { month: Month::of(now, &app.station.zone), slug };
            Live { revision: story.revision, path, first_published: now, updated: None }
        }
    };
    Ok(Published {
        id: story.id,
        live,
        content: story.content.clone(),
        corrections: story.corrections.clone(),
    })
}

/// What is said above the page.
fn words(story: &Story, token: &str, app: &App) -> String {
    // The desk has checked the token: its second part is the moment at which it ends.
    let until = token
        .split('.')
        .nth(1)
        .and_then(|text| text.parse().ok())
        .and_then(|s| Timestamp::from_second(s).ok());
    let until =
        until.map(|at| format!(" until {}", Moment::new(at, &app.station.zone).words)).unwrap_or_default();
    format!(
        "Preview of revision {}, which readers do not see. Whoever has this link can see it{until}.",
        story.revision
    )
}
