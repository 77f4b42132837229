//! A one-time link by which somebody chooses a new password: made by an administrator, used without signing in.

use super::{
    frame,
    password::MIN,
    posted::Posted,
    problem::{problem, problems},
};
use crate::{
    app::App,
    error::Error,
    proxies,
    signed_in::{From, SignedIn},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use desk::session::Token;
use http::StatusCode;
use model::{id::UserId, user::User};
use pages::{
    desk::{
        form::Problem,
        users::{ChoosePassword, PasswordLink},
    },
    moment::Moment,
};
use std::time::Instant;

/// Make a link and show it, once.
pub(crate) async fn make(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let id: UserId = frame::number(&id)?;
    let user = app.reader.user(id).await?.ok_or(Error::NotFound)?;
    match app.desk.password_link(id, &who.by).await {
        Ok(token) => shown(&app, &who, &user, &token),
        Err(error) => super::user::again(&app, &who, &Posted::default(), error).await,
    }
}

/// The screen that shows a link.
pub(crate) fn shown(app: &App, who: &SignedIn, user: &User, token: &Token) -> Result<Response, Error> {
    let until = app.desk.now().saturating_add(desk::user::LINK_AGE).unwrap_or_else(|_| app.desk.now());
    let until = Moment::new(until, &app.station.zone).words;
    let view = PasswordLink {
        name: user.name.clone(),
        words: format!(
            "It works once, until {until}. Whoever opens it chooses a new password for {}.",
            user.email
        ),
        link: format!("{}/desk/choose/{}", app.station.base_url, token.as_str()),
        back: "/desk/users".to_owned(),
    };
    frame::screen(app, who, "/desk/users", "", &view)
}

/// The form behind a link.
pub(crate) async fn form(State(app): State<App>, Path(link): Path<String>) -> Result<Response, Error> {
    match app.desk.password_link_of(&link).await {
        Ok(user) => frame::outside(&app, StatusCode::OK, "", &view(&link, &user, Vec::new())),
        Err(error) => used_up(&app, error),
    }
}

/// Keep the new password.
pub(crate) async fn choose(
    State(app): State<App>,
    Path(link): Path<String>,
    From(address): From,
    posted: Posted,
) -> Result<Response, Error> {
    app.sign_ins.take(proxies::bucket(address), Instant::now()).map_err(Error::TooMany)?;
    let user = match app.desk.password_link_of(&link).await {
        Ok(user) => user,
        Err(error) => return used_up(&app, error),
    };
    let again =
        |problems| frame::outside(&app, StatusCode::UNPROCESSABLE_ENTITY, "", &view(&link, &user, problems));
    if posted.text("password") != posted.text("again") {
        return again(vec![problem("again", "The two passwords differ. Type the same one twice.")]);
    }
    match app.desk.choose_password(&link, posted.text("password"), Some(address.to_string())).await {
        Ok(_) => Ok(frame::done("/desk/sign-in", "password")),
        Err(error @ desk::Error::PasswordLink) => used_up(&app, error),
        Err(error) => again(problems(&error, &app.station.zone).ok_or(error)?),
    }
}

fn view(link: &str, user: &User, problems: Vec<Problem>) -> ChoosePassword {
    ChoosePassword {
        action: format!("/desk/choose/{link}"),
        name: user.name.clone(),
        email: user.email.clone(),
        password_min: MIN,
        problems,
    }
}

fn used_up(app: &App, error: desk::Error) -> Result<Response, Error> {
    match error {
        desk::Error::PasswordLink => {
            let view = super::session::sign_in_view("/desk", "", Some(error.to_string()));
            frame::outside(app, StatusCode::NOT_FOUND, "", &view)
        }
        other => Err(other.into()),
    }
}
