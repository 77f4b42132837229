//! The list of towns, and the forecast story: which one is pinned, and until when.

use super::{
    frame, front, moment,
    posted::{Posted, Search},
    problem::problem,
    story_path::form_path,
    weather::{HERE, lines},
};
use crate::{app::App, error::Error, signed_in::SignedIn, weather};
use axum::{extract::State, response::Response};
use http::StatusCode;
use model::front::Slot;
use pages::{
    Link,
    desk::{form::Problem, weather::WeatherDesk},
};

/// Stories to choose from.
const CHOICES: u64 = 40;

/// The towns, and the form of the forecast story.
pub(crate) async fn show(
    State(app): State<App>,
    who: SignedIn,
    Search(query): Search,
) -> Result<Response, Error> {
    let view = view(&app, &Posted::default(), Vec::new()).await?;
    frame::screen(&app, &who, HERE, query.text("said"), &view)
}

/// Pin a story, or none.
pub(crate) async fn pin(State(app): State<App>, who: SignedIn, posted: Posted) -> Result<Response, Error> {
    if posted.text("story").is_empty() && posted.text("verb") != "unpin" {
        let words = "No story is chosen. Choose one, or unpin the one that is pinned.";
        return again(&app, &who, &posted, vec![problem("story", words)]).await;
    }
    match front::pin(&app, &who, Slot::Forecast, &posted).await? {
        Ok(true) => Ok(frame::done(HERE, "forecast-pinned")),
        Ok(false) => Ok(frame::done(HERE, "forecast-unpinned")),
        Err(problems) => again(&app, &who, &posted, problems).await,
    }
}

async fn again(
    app: &App,
    who: &SignedIn,
    posted: &Posted,
    problems: Vec<Problem>,
) -> Result<Response, Error> {
    let view = view(app, posted, problems).await?;
    frame::refused(app, who, HERE, StatusCode::UNPROCESSABLE_ENTITY, &view)
}

async fn view(app: &App, posted: &Posted, problems: Vec<Problem>) -> Result<WeatherDesk, Error> {
    let now = app.desk.now();
    let pinned = weather::pinned(app).await?;
    let pins = app.reader.front(now).await?.pins;
    let until = pins.iter().find(|pin| pin.slot == Slot::Forecast).map(|pin| pin.until);
    let typed = Some(posted.text("until").to_owned()).filter(|typed| !typed.is_empty());
    let until = typed.or_else(|| until.map(|until| moment::write(until, &app.station.zone)));
    let stories = weather::newest(app, CHOICES).await?;
    Ok(WeatherDesk {
        towns: lines(app).await?,
        action: HERE.to_owned(),
        stories: front::choices(pinned.as_ref(), &stories),
        pinned: pinned.map(|story| Link::new(story.headline, form_path(story.id))),
        until: until.unwrap_or_else(|| front::next_morning(app)),
        zone: moment::zone_words(now, &app.station.zone),
        problems,
    })
}
