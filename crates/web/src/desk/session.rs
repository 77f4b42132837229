//! Signing in and out, and the first administrator.

use super::{
    back, frame,
    posted::{Posted, Search},
    problem,
};
use crate::{
    app::App,
    error::Error,
    proxies,
    signed_in::{self, From, SignedIn},
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use desk::{
    session::Token,
    user::{Byline, NewUser},
};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use model::user::Role;
use pages::desk::{
    form::Problem,
    sign_in::{Setup, SignIn},
};
use std::time::{Duration, Instant};

/// How long a name that is tried too often has to wait for each answer. A wait and no lock: nobody can shut a colleague
/// out by trying wrong passwords.
const SLOW: Duration = Duration::from_secs(3);

/// The form.
pub(crate) async fn form(State(app): State<App>, Search(query): Search) -> Result<Response, Error> {
    let view = sign_in_view(back::local(query.text("back")), "", None);
    frame::outside(&app, StatusCode::OK, query.text("said"), &view)
}

/// Sign in.
pub(crate) async fn sign_in(
    State(app): State<App>,
    From(address): From,
    posted: Posted,
) -> Result<Response, Error> {
    let (next, email) = (back::local(posted.text("next")), posted.line("email"));
    if let Err(wait) = app.sign_ins.take(proxies::bucket(address), Instant::now()) {
        return too_many(&app, wait, &sign_in_view(next, &email, Some(wait_words(wait))));
    }
    if app.sign_in_names.take(name_of(&email), Instant::now()).is_err() {
        tokio::time::sleep(SLOW).await;
    }
    match app.desk.sign_in(&email, posted.text("password"), Some(address.to_string())).await {
        Ok((_, token)) => Ok(enter(&app, &token, next)),
        Err(refused @ desk::Error::SignIn) => {
            let view = sign_in_view(next, &email, Some(refused.to_string()));
            frame::outside(&app, StatusCode::UNPROCESSABLE_ENTITY, "", &view)
        }
        Err(error) => Err(error.into()),
    }
}

/// Sign out this browser.
pub(crate) async fn sign_out(
    State(app): State<App>,
    _who: SignedIn,
    headers: HeaderMap,
) -> Result<Response, Error> {
    if let Some(token) = signed_in::token(&headers) {
        app.desk.sign_out(token).await?;
    }
    let gone = [(header::SET_COOKIE, signed_in::cookie(&app, "", false))];
    Ok((gone, frame::done("/desk/sign-in", "signed-out")).into_response())
}

/// The form behind the one-time link.
pub(crate) async fn setup_form(State(app): State<App>, Path(link): Path<String>) -> Result<Response, Error> {
    if !app.desk.setup_link_is_good(&link).await? {
        return used_up(&app);
    }
    frame::outside(&app, StatusCode::OK, "", &setup_view(&link, &Posted::default(), Vec::new()))
}

/// Make the first administrator, who is signed in at once.
pub(crate) async fn setup(
    State(app): State<App>,
    Path(link): Path<String>,
    From(address): From,
    posted: Posted,
) -> Result<Response, Error> {
    let again = |problems| {
        let view = setup_view(&link, &posted, problems);
        frame::outside(&app, StatusCode::UNPROCESSABLE_ENTITY, "", &view)
    };
    if posted.text("password") != posted.text("again") {
        return again(vec![problem::problem("again", "The two passwords differ. Type the same one twice.")]);
    }
    let (new, from) = (founder(&posted), Some(address.to_string()));
    match app.desk.first_admin(&link, new.clone(), from.clone()).await {
        Ok(_) => Ok(enter(&app, &app.desk.sign_in(&new.email, &new.password, from).await?.1, "/desk")),
        Err(desk::Error::SetupLink) => used_up(&app),
        Err(error) => again(problem::problems(&error, &app.station.zone).ok_or(error)?),
    }
}

fn founder(posted: &Posted) -> NewUser {
    let (email, name) = (posted.line("email"), posted.line("name"));
    NewUser {
        email,
        name,
        password: posted.text("password").to_owned(),
        role: Role::Admin,
        byline: Byline::Own,
    }
}

/// The cookie, and the screen that was wanted.
fn enter(app: &App, token: &Token, next: &str) -> Response {
    let cookie = [(header::SET_COOKIE, signed_in::cookie(app, token.as_str(), true))];
    (cookie, Redirect::to(next)).into_response()
}

pub(crate) fn sign_in_view(next: &str, email: &str, problem: Option<String>) -> SignIn {
    SignIn { action: "/desk/sign-in".to_owned(), next: next.to_owned(), email: email.to_owned(), problem }
}

fn setup_view(link: &str, posted: &Posted, problems: Vec<Problem>) -> Setup {
    Setup {
        action: format!("/desk/setup/{link}"),
        title: "Make the first administrator".to_owned(),
        words: "This link works once. Whoever signs up here can make accounts for everyone else.".to_owned(),
        name: posted.line("name"),
        email: posted.line("email"),
        password_min: super::password::MIN,
        problems,
    }
}

fn used_up(app: &App) -> Result<Response, Error> {
    let view = sign_in_view("/desk", "", Some(desk::Error::SetupLink.to_string()));
    frame::outside(app, StatusCode::NOT_FOUND, "", &view)
}

fn too_many(app: &App, wait: Duration, view: &SignIn) -> Result<Response, Error> {
    let mut response = frame::outside(app, StatusCode::TOO_MANY_REQUESTS, "", view)?;
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait.as_secs() + 1));
    Ok(response)
}

fn wait_words(wait: Duration) -> String {
    let seconds = pages::number::counted(wait.as_secs() + 1, "second", "seconds");
    format!("There were too many tries to sign in from your connection. Wait {seconds}, then try again.")
}

/// What counts as one name: its spelling does not matter, and a long one takes no more memory than a short one.
fn name_of(email: &str) -> String {
    blake3::hash(email.to_lowercase().as_bytes()).to_hex().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_said_in_seconds() {
        assert!(wait_words(Duration::from_millis(29_400)).contains("Wait 30 seconds"));
        assert!(wait_words(Duration::ZERO).contains("Wait 1 second,"));
    }

    #[test]
    fn one_name_in_two_spellings_is_one_name() {
        assert_eq!(name_of("Ana@Signal.example"), name_of("ana@signal.example"));
    }
}
